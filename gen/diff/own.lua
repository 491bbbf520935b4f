-- SPDX-License-Identifier: BSD-2-Clause
--
-- What our own tree knows of the things that changed: policies, both sides of each vector, lines of calls, hand-written
-- sources.  Only the blocks concerned are read.
--
--     local mine = own.read(side, findings, top)      side: a tree of input.lua; top: folder that holds runtime/
--     mine.vectors   list of { vector =, foreign = SIDE, native = SIDE, policies = list of POLICY }
--     mine.calls     list of { name =, text = the line, op = "hand"|"service"|..., file =, loc = }
--     mine.mentions("LINUX_EFTYPE") -> list of { file = "runtime/persona/linux/misc.c", count = 2 }

local chunks = require("diff.chunks")
local input = require("diff.input")
local load = require("load")
local shell = require("import.shell")
local sink = require("sink")
local source = require("source")
local spec = require("parse.spec")

local own = {}

-- Names of domains, structures and ioctl lists the findings are about.
local function groups_of(findings)
    local names = {}
    for _, f in ipairs(findings) do names[f.group] = true end
    return names
end

-- `pair` blocks about these names -> parsed blocks by directory; adds the names on the other side.
local function pair_blocks(files, names, root)
    local by_dir, heads = {}, {}
    for path, text in pairs(files) do
        if path:find("%.pair$") then
            for _, chunk in ipairs(chunks.split(text)) do
                if chunk.kind == "pair" then
                    heads[#heads + 1] = { path = path, key = chunk.key,
                        words = text:sub(chunk.first, chunk.last):match("^[^\n\"]*") }
                end
            end
        end
    end
    local concerned = {}
    for _, head in ipairs(heads) do
        local a, b = head.words:match("([%w_]+)%s*==%s*([%w_]+)")
        local found = false
        for word in head.words:gmatch("[%w_]+") do found = found or names[word] == true end
        if found then
            concerned[head.path] = concerned[head.path] or {}
            concerned[head.path][head.key] = true
            if a then names[a], names[b] = names[a] or "twin", names[b] or "twin" end
        end
    end
    local paths = {}
    for path in pairs(concerned) do paths[#paths + 1] = path end
    table.sort(paths)
    for _, path in ipairs(paths) do
        local doc = spec.parse(chunks.keep(files[path], concerned[path]), root .. "/" .. path, sink.new())
        local dir = path:match("^pairs/([^/]+)/")
        by_dir[dir or ""] = by_dir[dir or ""] or {}
        for _, block in ipairs(doc.blocks) do table.insert(by_dir[dir or ""], block) end
    end
    return by_dir
end

-- One side with only these names.
local function side_of(tree_side, names, abi)
    local keys, files = {}, {}
    for name in pairs(names) do
        for _, kind in ipairs({ "enum ", "flags ", "struct ", "ioctls " }) do keys[kind .. name] = true end
    end
    if names.trap then keys["traps " .. abi.arch] = true end
    local below = {}
    for path, text in pairs(tree_side.files) do
        if path:sub(1, #abi.os + 1) == abi.os .. "/" and path:find("%.spec$") then below[path] = text end
    end
    chunks.close(below, keys)
    local wanted = setmetatable({}, { __index = function(_, key) return keys[key] or key:find("^arch ") ~= nil end })
    for path, text in pairs(below) do
        local kept = chunks.keep(text, wanted)
        if kept ~= "" then files[path] = kept end
    end
    return load.side(tree_side.root, abi.os, abi.arch, input.source(tree_side.root, files), sink.new())
end

-- Lines of `calls` blocks, told apart without reading their arguments.
local function call_lines(files, root)
    local list, paths = {}, {}
    for path, text in pairs(files) do
        if path:find("%.pair$") and ("\n" .. text):find("\ncalls ") then paths[#paths + 1] = path end
    end
    table.sort(paths)
    for _, path in ipairs(paths) do
        local inside, from = false, nil
        for number, line in source.lines(files[path]) do
            if line:find("^%a") then
                from = line:match("^calls%s+([%w_]+)")
                inside = from ~= nil
            elseif inside then
                local col, name, rest = line:match("^%s+()([%w_]+)(.*)$")
                if name then
                    local op, after = rest:match("=%s*([%w_]+)([^=]*)$")
                    list[#list + 1] = { name = name, from = from, text = line, op = op,
                        file = op == "hand" and (after or ""):match('"([^"]*)"') or nil,
                        loc = { file = root .. "/" .. path, line = number, col = col } }
                end
            end
        end
    end
    return list
end

-- Sources of the personas, by file.
local function sources(top)
    local list = {}
    local text = shell.output(("cd %s/runtime/persona 2>/dev/null && find . -name '*.[ch]' | LC_ALL=C sort"):format(
        shell.quoted(top))) or ""
    for line in text:gmatch("[^\n]+") do
        local path = "runtime/persona/" .. line:sub(3)
        list[#list + 1] = { file = path, text = source.read(top .. "/" .. path) or "" }
    end
    return list
end

local function mentions_in(list)
    return function(word)
        local found = {}
        for _, entry in ipairs(list) do
            local count, at = 0, 1
            while true do
                local first, last = entry.text:find(word, at, true)
                if not first then break end
                if not entry.text:find("^[%w_]", last + 1) and not entry.text:sub(first - 1, first - 1):find("[%w_]") then
                    count = count + 1
                end
                at = last + 1
            end
            if count > 0 then found[#found + 1] = { file = entry.file, count = count } end
        end
        return found
    end
end

function own.read(tree_side, findings, top)
    local names = groups_of(findings)
    local policies = pair_blocks(tree_side.files, names, tree_side.root)
    local mine = { vectors = {}, calls = call_lines(tree_side.files, tree_side.root), mentions = mentions_in(sources(top)) }
    local paths, sides = {}, {}
    for path in pairs(tree_side.files) do
        if path:find("^vectors/[^/]+%.vector$") then paths[#paths + 1] = path end
    end
    table.sort(paths)
    for _, path in ipairs(paths) do
        local doc = spec.parse(tree_side.files[path], tree_side.root .. "/" .. path, sink.new())
        for _, block in ipairs(doc.blocks) do
            if block.kind == "vector" and block.foreign and block.native then
                local entry = { vector = block, policies = policies[block.pair or ""] or {} }
                for _, what in ipairs({ "foreign", "native" }) do
                    local abi = block[what]
                    local id = abi.os .. "/" .. abi.arch
                    if sides[id] == nil then sides[id] = side_of(tree_side, names, abi) or false end
                    entry[what] = sides[id] or nil
                end
                if entry.foreign and entry.native then mine.vectors[#mine.vectors + 1] = entry end
            end
        end
    end
    return mine
end

return own
