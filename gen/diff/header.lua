-- SPDX-License-Identifier: BSD-2-Clause
--
-- Headers, or a sys/ tree of FreeBSD -> a set of facts, asked for what a tree of specs knows.
--
--     local set, missing, why = header.set(side, specs, { jobs = 2, tell = function(done, all) end, abis = list or nil })
--     specs = a side of input.lua of kind tree     missing = list of { abi = "linux/alpha" or nil, why =, none = true when
--     there are no headers of it at all }
--
-- Names that belong to a domain we keep and are in no spec yet come along.  Whatever these headers cannot tell stays
-- unknown, and is never taken for absent.

local collect = require("import.collect")
local evidence = require("import.evidence")
local facts = require("diff.facts")
local freebsd = require("import.freebsd")
local input = require("diff.input")
local load = require("load")
local session = require("import.session")
local shell = require("import.shell")
local sink = require("sink")
local source = require("source")

local header = {}

local function constant_kind(block)
    if block.kind == "ioctls" then return "ioctl", block.name end
    if block.name == "call_number" then return "call", "calls" end
    return "const", block.name
end

local function add_constants(set, os, target, block, arch, abi)
    local kind, group = constant_kind(block)
    for _, raw in ipairs(block.items) do
        if raw.kind ~= "range" and not raw.internal and not block.internal then
            local said = evidence.constant(target, block, raw, arch)
            if said and said.value then
                local number = kind == "const" and evidence.cut(said.value, block.type) or
                    kind == "ioctl" and said.value & 0xffffffff or said.value
                facts.put(set, os, kind, group, raw.name, abi, { number = number,
                    text = facts.shown(number, kind == "ioctl" and "flags" or block.kind),
                    wide = block.type == "u64" or block.type == "i64" }, raw.loc)
            elseif said and said.absent then
                facts.put(set, os, kind, group, raw.name, abi, { absent = true }, raw.loc)
            end
        end
    end
end

local function add_structure(set, os, target, block, arch, abi)
    local found = evidence.structure(target, block, arch)
    if not found then return end
    if found.absent then
        facts.put(set, os, "struct", block.name, block.name, abi, { absent = true }, block.loc)
        return
    end
    facts.put(set, os, "struct", block.name, block.name, abi,
        { text = ("%d bytes"):format(found.size), size = found.size }, block.loc)
    local function fields(list, view)
        for _, raw in ipairs(list) do
            local place = found.field[raw]
            local name = (view and view .. "." or "") .. raw.name
            if place == false then
                facts.put(set, os, "field", block.name, name, abi, { absent = true }, raw.loc)
            elseif place then
                local text = place.width and ("%d bytes @%d"):format(place.width, place.offset) or
                    ("@%d"):format(place.offset)
                facts.put(set, os, "field", block.name, name, abi, { text = text, offset = place.offset,
                    size = place.width, struct_size = found.size }, raw.loc)
            end
        end
    end
    fields(block.fields)
    for _, view in ipairs(block.views) do fields(view.fields, view.name) end
end

-- names of kept domains that no spec has
local function add_fresh(set, os, target, arch, abi, kinds)
    for _, fresh in ipairs(target.fresh) do
        local call = fresh.domain == "call_number"
        local value = target.value[(call and "n " or "c ") .. fresh.name]
        if value then
            local number = call and value - (arch.number_base or 0) or evidence.cut(value, "i32")
            facts.put(set, os, call and "call" or "const", call and "calls" or fresh.domain, fresh.name, abi,
                { number = number, text = facts.shown(number, kinds[fresh.domain]) },
                { file = fresh.header })
        end
    end
end

-- Is a name that the other version has surely not in these headers?
local function absence(targets)
    return function(like, abi)
        local target = targets[abi]
        if not target then return false end
        if like.kind == "call" then
            -- only Linux's headers number the calls
            if not target.names.header["asm/unistd.h"] then return false end
            local names = target.names
            return not (names.macro["__NR_" .. like.name] or names.macro["__ARM_NR_" .. like.name:gsub("^ARM_", "")])
        elseif like.kind == "const" or like.kind == "ioctl" then
            local file = like.loc and like.loc.file
            return target.names.header[file or ""] and not (target.names.macro[like.name] or
                target.names.enumerator[like.name]) or false
        end
        return false
    end
end

local KINDS = { enum = true, flags = true, ioctls = true }

-- The system whose headers these are.
local function system_of(path)
    for _, sub in ipairs({ "/sys/param.h", "/sys/sys/param.h" }) do
        if source.read(path .. sub) then return "freebsd" end
    end
    return "linux"
end

local function add_target(set, os, target, side)
    local abi, kinds = os .. "/" .. target.name, {}
    set.abis[#set.abis + 1] = abi
    for _, block in ipairs(collect.each(side.blocks, KINDS)) do
        kinds[block.name] = block.kind
        add_constants(set, os, target, block, side.arch, abi)
    end
    for _, block in ipairs(collect.each(side.blocks, { struct = true })) do
        if not block.internal then add_structure(set, os, target, block, side.arch, abi) end
    end
    add_fresh(set, os, target, side.arch, abi, kinds)
    return abi
end

-- Compilers run elsewhere.
local function absolute(path)
    if path:sub(1, 1) == "/" then return path end
    return (shell.output("pwd") or ".") .. "/" .. path
end

function header.set(side, specs, options)
    local os = system_of(side.path)
    local src, own = input.source(specs.root, specs.files), sink.new()
    local names
    for _, name in ipairs(options.abis or {}) do
        names = names or {}
        names[#names + 1] = name:match("/(.*)$") or name
    end
    -- what an import would change is not asked for; what it looked at is
    local run = os == "linux" and session.linux or freebsd.run
    local result, why = run({ specs = specs.root, path = absolute(side.path), abis = names, jobs = options.jobs, src = src,
        tell = options.tell }, own)
    if not result then
        local told = {}
        for _, p in ipairs(own:each()) do
            if p.severity == "error" and #told < 3 then told[#told + 1] = p.text end
        end
        return nil, nil, #told > 0 and ("%s (%s)"):format(why, table.concat(told, "; ")) or why
    end
    local all = load.sides(specs.root, os, src, sink.new())
    local set, missing, by_abi = facts.new(), {}, {}
    set.partial, set.headers = true, true
    for _, entry in ipairs(result.missing) do
        missing[#missing + 1] = { abi = os .. "/" .. entry.name, why = entry.why,
            none = entry.why:find("has no headers of it", 1, true) ~= nil }
    end
    for _, p in ipairs(own:each()) do
        if p.rule == "import-header" then
            missing[#missing + 1] = { why = ("%s %s"):format(p.loc.file or "a header", p.text) }
        end
    end
    for _, target in ipairs(result.targets) do
        by_abi[add_target(set, os, target, all.side[target.name])] = target
    end
    set.absent = absence(by_abi)
    side.title = result.place.title
    return set, missing
end

return header
