-- SPDX-License-Identifier: BSD-2-Clause
--
-- Prototypes of a kernel tree or of tracefs -> what they say about the masters.
--
--     masters.plan(place, all, options, sink) -> { texts =, changes =, looked = were there prototypes }
--
-- A call the tree has and a master lacks gets a row; a row that takes other arguments is reported, since its
-- annotations are hand-written.

local abis = require("import.abis")
local prototypes = require("import.prototypes")
local shell = require("import.shell")
local source = require("source")
local tree = require("import.tree")

local masters = {}

-- A row in number order: before the first row with a greater number.
local function inserted(text, number, row)
    for line_at, first in text:gmatch("()(%d+)[%-%d]*\t[^\n]*\n") do
        local starts = line_at == 1 or text:byte(line_at - 1) == 10
        if starts and tonumber(first) > number then
            return text:sub(1, line_at - 1) .. row .. "\n" .. text:sub(line_at)
        end
    end
    return text .. (text:sub(-1) == "\n" and "" or "\n") .. row .. "\n"
end

local function asked(options, name)
    for _, abi in ipairs(options.abis) do
        if abi == name then return true end
    end
    return false
end

local function one(plan, place, side, found, options, sink)
    local calls = place.kind == "tree" and tree.calls(place, abis.get(side.arch.name)) or {}
    local entry_of = {}
    for _, call in ipairs(calls) do entry_of[call.name] = call.entry end
    prototypes.compare(side, found, function(call) return entry_of[call.name] end, sink)
    local text
    for _, call in ipairs(calls) do
        local known = side.call[call.name]
        local prototype = call.entry and found[call.entry]
        if not known and prototype then
            local row, type = prototypes.row(call.number, call.name, prototype)
            if row then
                text = inserted(text or assert(options.src:read(side.master)), call.number, row)
                plan.changes[#plan.changes + 1] = { what = "call", name = call.name, kind = "call", to = tostring(call.number),
                    arches = { side.arch.name }, loc = { file = side.master } }
            else
                sink:warn({ file = side.master }, "import-prototype", "%s is new and has an argument of type '%s': write its row",
                    call.name, type)
            end
        elseif not known and call.entry then
            sink:warn({ file = side.master }, "import-prototype", "%s is new and has no prototype: write its row", call.name)
        end
    end
    if text then plan.texts[side.master] = text end
end

-- Does the running kernel's tracefs speak of this architecture?
local function running(name)
    local machine = shell.output("uname -m") or ""
    return name == "amd64" and machine == "x86_64" or name == "arm64" and machine == "aarch64" or name == machine
end

function masters.plan(place, all, options, sink)
    local plan = { texts = {}, changes = {}, looked = false }
    local found
    if place.kind == "tracefs" then
        found = prototypes.tracefs(place.root)
    elseif place.kind == "tree" then
        local text = source.read(place.root .. "/include/linux/syscalls.h")
        found = text and prototypes.parse(text)
    end
    if not found or not next(found) then return plan end
    for _, arch in ipairs(all.arches) do
        local side = all.side[arch.name]
        if side.master and asked(options, arch.name) and (place.kind == "tree" or running(arch.name)) then
            plan.looked = true
            one(plan, place, side, found, options, sink)
        end
    end
    return plan
end

return masters
