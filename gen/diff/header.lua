-- SPDX-License-Identifier: BSD-2-Clause
--
-- A directory of Linux headers -> a set of facts, asked for what a tree of specs knows.
--
--     local set, missing, why = header.set(side, specs, { jobs = 2, tell = function(done, all) end, abis = list or nil })
--     specs = a side of input.lua of kind tree     missing = list of { abi = "linux/alpha" or nil, why = "..." }
--     set.has = { [architecture] = true }: there are headers of it, whether they could be compiled or not
--
-- Names that belong to a domain we keep and are in no spec yet come along.  Whatever these headers cannot tell stays
-- unknown, and is never taken for absent.

local abis = require("import.abis")
local collect = require("import.collect")
local evidence = require("import.evidence")
local facts = require("diff.facts")
local headers = require("import.headers")
local input = require("diff.input")
local load = require("load")
local locate = require("import.locate")
local probe = require("import.probe")
local session = require("import.session")
local shell = require("import.shell")
local sink = require("sink")

local header = {}

local function target_list(place, names, have, stubs, missing, has)
    local list = {}
    for _, name in ipairs(names) do
        local abi = abis.get(name)
        local include = abi and locate.include(place, abi)
        local compiler = abi and abis.compiler(abi, have)
        if include then has[name] = true end
        if include and compiler then
            list[#list + 1] = { name = name, abi = abi, compiler = compiler, include = include, stubs = stubs,
                resources = locate.resources(compiler, have) }
        elseif include then
            missing[#missing + 1] = { abi = "linux/" .. name,
                why = ("no compiler: install clang or %s-gcc"):format(abi.folder) }
        end
    end
    return list
end

-- What went wrong with a target; false when it is of no use.
local function usable(target, missing, broken)
    for _, entry in ipairs(target.broken) do
        local b = broken[entry.header]
        if not b then
            b = { why = entry.why, names = {} }
            broken[entry.header] = b
            broken[#broken + 1] = entry.header
        end
        b.names[#b.names + 1] = target.name
    end
    local why = target.failed
    if not why and not (target.names.header["asm/unistd.h"] and target.names.header["asm/errno.h"]) then
        why = "half a tree: asm/errno.h or asm/unistd.h is not there"
    end
    if why then missing[#missing + 1] = { abi = "linux/" .. target.name, why = why } end
    return not why
end

local function constant_kind(block)
    if block.kind == "ioctls" then return "ioctl", block.name end
    if block.name == "call_number" then return "call", "calls" end
    return "const", block.name
end

local function add_constants(set, target, block, arch, abi)
    local kind, group = constant_kind(block)
    for _, raw in ipairs(block.items) do
        if raw.kind ~= "range" and not raw.internal and not block.internal then
            local said = evidence.constant(target, block, raw, arch)
            if said and said.value then
                local number = kind == "const" and evidence.cut(said.value, block.type) or
                    kind == "ioctl" and said.value & 0xffffffff or said.value
                facts.put(set, "linux", kind, group, raw.name, abi, { number = number,
                    text = facts.shown(number, kind == "ioctl" and "flags" or block.kind),
                    wide = block.type == "u64" or block.type == "i64" }, raw.loc)
            elseif said and said.absent then
                facts.put(set, "linux", kind, group, raw.name, abi, { absent = true }, raw.loc)
            end
        end
    end
end

local function add_structure(set, target, block, arch, abi)
    local found = evidence.structure(target, block, arch)
    if not found then return end
    if found.absent then
        facts.put(set, "linux", "struct", block.name, block.name, abi, { absent = true }, block.loc)
        return
    end
    facts.put(set, "linux", "struct", block.name, block.name, abi,
        { text = ("%d bytes"):format(found.size), size = found.size }, block.loc)
    local function fields(list, view)
        for _, raw in ipairs(list) do
            local place = found.field[raw]
            local name = (view and view .. "." or "") .. raw.name
            if place == false then
                facts.put(set, "linux", "field", block.name, name, abi, { absent = true }, raw.loc)
            elseif place then
                local text = place.width and ("%d bytes @%d"):format(place.width, place.offset) or
                    ("@%d"):format(place.offset)
                facts.put(set, "linux", "field", block.name, name, abi, { text = text, offset = place.offset,
                    size = place.width, struct_size = found.size }, raw.loc)
            end
        end
    end
    fields(block.fields)
    for _, view in ipairs(block.views) do fields(view.fields, view.name) end
end

-- names of kept domains that no spec has
local function add_fresh(set, target, arch, abi, kinds)
    for _, fresh in ipairs(target.fresh) do
        local call = fresh.domain == "call_number"
        local value = target.value[(call and "n " or "c ") .. fresh.name]
        if value then
            local number = call and value - (arch.number_base or 0) or evidence.cut(value, "i32")
            facts.put(set, "linux", call and "call" or "const", call and "calls" or fresh.domain, fresh.name, abi,
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

local function set_of(place, specs, options, dir)
    local own = sink.new()
    local all, why = load.sides(specs.root, "linux", input.source(specs.root, specs.files), own)
    if not all then return nil, nil, why end
    local names = {}
    for _, arch in ipairs(all.arches) do
        local wanted = options.abis == nil and not abis.follows(arch)
        for _, name in ipairs(options.abis or {}) do wanted = wanted or name == arch.name end
        if wanted and abis.get(arch.name) then names[#names + 1] = arch.name end
    end
    place.single = #names == 1
    local set, missing = facts.new(), {}
    set.partial, set.headers, set.has = true, true, {}
    local targets = target_list(place, names, locate.have(), session.stubs(dir .. "/stubs"), missing, set.has)
    local blocks = {}
    for _, arch in ipairs(all.arches) do
        table.move(all.side[arch.name].blocks, 1, #all.side[arch.name].blocks, #blocks + 1, blocks)
    end
    if #targets > 0 then
        probe.run(targets, { headers = headers.list(blocks), jobs = options.jobs, dir = dir, tell = options.tell,
            ask = function(target, found)
                local list, fresh = collect.ask(all.side[target.name], found)
                target.fresh = fresh
                return list
            end })
    end
    local by_abi, broken = {}, {}
    for _, target in ipairs(targets) do
        if usable(target, missing, broken) then
            local side, abi, kinds = all.side[target.name], "linux/" .. target.name, {}
            by_abi[abi] = target
            set.abis[#set.abis + 1] = abi
            for _, block in ipairs(collect.each(side.blocks, KINDS)) do
                kinds[block.name] = block.kind
                add_constants(set, target, block, side.arch, abi)
            end
            for _, block in ipairs(collect.each(side.blocks, { struct = true })) do
                if not block.internal then add_structure(set, target, block, side.arch, abi) end
            end
            add_fresh(set, target, side.arch, abi, kinds)
        end
    end
    for _, name in ipairs(broken) do
        missing[#missing + 1] = { why = ("%s does not compile for %s: %s"):format(name,
            table.concat(broken[name].names, ", "), broken[name].why) }
    end
    set.absent = absence(by_abi)
    return set, missing
end

function header.set(side, specs, options)
    return shell.temporary(function(dir)
        local place, why = locate.source(side.path, dir)
        if not place then return nil, nil, why end
        if place.kind ~= "headers" then
            return nil, nil, ("%s: is a %s; `make headers_install` makes headers of it"):format(side.label,
                place.kind == "tree" and "kernel source tree" or "kernel's tracefs")
        end
        side.title = place.title
        return set_of(place, specs, options, dir)
    end)
end

return header
