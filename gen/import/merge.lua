-- SPDX-License-Identifier: BSD-2-Clause
--
-- Specs + answers of headers -> new texts of the specs.
--
--     local plan = merge.run({ specs = "specs", src = source.new(), targets = targets, versions = { [arch] = list },
--         base = { [arch] = target } or nil }, sink)
--     plan = { texts = { [path] = new text }, changes = list of CHANGE }
--     CHANGE = { what = "errno", name = "EPERM", kind = "value"|"new"|"since"|"was"|"size"|"offset"|"pad"...,
--                from = "1", to = "2", arches = { "alpha" }, loc = }
--
-- Pass after pass: each reads the specs as the one before left them, since a value may be made of others.  A line
-- changes only where it gives some architecture the wrong value; then its overrides are written anew, as few as
-- possible, and what it gives to everybody else stays.  Contradictions go to the sink, and then nothing may be written.

local constants = require("import.constants")
local edit = require("import.edit")
local format = require("format")
local layouts = require("import.layouts")
local load = require("load")
local overrides = require("import.overrides")
local sink_module = require("sink")

local merge = {}

local PASSES = 12

-- A source that shows texts that are not written yet.
local function overlay(src, texts)
    return { read = function(_, path)
        if texts[path] then return texts[path] end
        return src:read(path)
    end, list = src.list and function(_, dir) return src:list(dir) end, files = src.files }
end

-- Blocks, each once, with the architectures it holds for.
local function users(all)
    local list, by_block = {}, {}
    for _, arch in ipairs(all.arches) do
        local seen = {}
        for _, block in ipairs(all.side[arch.name].blocks) do
            local key = block.kind .. " " .. tostring(block.name)
            if not seen[key] then
                seen[key] = true
                local entry = by_block[block]
                if not entry then
                    entry = { block = block, arches = {} }
                    by_block[block] = entry
                    list[#list + 1] = entry
                end
                entry.arches[#entry.arches + 1] = arch
            end
        end
    end
    return list
end

-- Collects the edits of one pass.
local function editor(c)
    local e = { changed = {}, inserted = {}, count = 0 }
    local function lines(file)
        local list = e.lines and e.lines[file]
        if not list then
            list = {}
            for _, line in require("source").lines(assert(c.src:read(file))) do list[#list + 1] = line end
            e.lines = e.lines or {}
            e.lines[file] = list
        end
        return list
    end
    -- how = edit.member and the like; more arguments are handed on
    function e.line(loc, how, ...)
        local changed = e.changed[loc.file] or {}
        e.changed[loc.file] = changed
        local old = changed[loc.line] or lines(loc.file)[loc.line]
        changed[loc.line] = how(old, ...)
        if changed[loc.line] ~= old then e.count = e.count + 1 end
    end
    function e.insert(loc, text)
        local inserted = e.inserted[loc.file] or {}
        e.inserted[loc.file] = inserted
        inserted[loc.line] = inserted[loc.line] or {}
        table.insert(inserted[loc.line], text)
        e.count = e.count + 1
    end
    function e.apply(texts)
        local files = {}
        for file in pairs(e.changed) do files[file] = true end
        for file in pairs(e.inserted) do files[file] = true end
        for file in pairs(files) do
            local text = edit.file(assert(c.src:read(file)), e.changed[file] or {}, e.inserted[file] or {})
            texts[file] = format.text(text)
        end
    end
    return e
end

function merge.run(options, sink)
    local texts, changes = {}, {}
    local src = overlay(options.src, texts)
    local target = {}
    for _, t in ipairs(options.targets) do target[t.name] = t end
    for pass = 1, PASSES do
        local own = sink_module.new()
        local all, why = load.sides(options.specs, options.os or "linux", src, own)
        if not all then return nil, why end
        if own:count("error") > 0 then
            for _, p in ipairs(own:each()) do
                if p.severity == "error" then sink:error(p.loc, p.rule, "%s", p.text) end
            end
            return nil
        end
        local c = { all = all, src = src, sink = sink, pass = pass, target = target, options = options,
            changes = changes, words = overrides.words(all.arches) }
        c.edit = editor(c)
        c.call_since = {}
        for _, doc in ipairs(all.docs) do
            for _, block in ipairs(doc.blocks) do
                if block.kind == "call" then c.call_since[block.name] = block.since end
            end
        end
        for _, entry in ipairs(users(all)) do
            local block = entry.block
            if (block.kind == "enum" or block.kind == "flags") and not block.internal then
                constants.domain(c, block, entry.arches)
            elseif block.kind == "ioctls" then
                constants.ioctls(c, block, entry.arches)
            elseif block.kind == "struct" then
                layouts.struct(c, block, entry.arches)
            end
        end
        if c.edit.count == 0 and not c.deferred then return { texts = texts, changes = changes, passes = pass } end
        if c.edit.count > 0 then c.edit.apply(texts) end
    end
    sink:error({}, "import-unstable", "the merge does not come to rest; this is a bug of sysvec")
    return { texts = texts, changes = changes, passes = PASSES }
end

return merge
