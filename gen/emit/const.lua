-- SPDX-License-Identifier: BSD-2-Clause
--
-- Constants of one side -> #define lines, domain by domain, then ioctl requests and trap numbers.
--
--     const.defines(t, n, side, sink)       into a text; used for both sides
--     const.foreign(n, sink)                -> "linux_const.h", text

local model = require("model")
local names = require("emit.names")
local text = require("emit.text")

local const = {}

-- `seen` remembers what was defined: the same name with the same value is left out the second time.
local function fresh(seen, name, value, loc, sink)
    local old = seen[name]
    if not old then
        seen[name] = { value = value, loc = loc }
        return true
    end
    if old.value ~= value then
        sink:error(loc, "constant-twice", "%s is %d here and %d at %s:%d; one C name can only have one value", name,
            value, old.value, old.loc.file, old.loc.line)
    end
    return false
end

local function item_lines(n, side, domain, item, seen, sink)
    local size = n:domain_shape(side, domain)
    local name = n:constant(side, item.name)
    if item.kind == "range" then
        if not fresh(seen, name, item.first, item.loc, sink) then return {} end
        fresh(seen, name .. "_LAST", item.last, item.loc, sink)
        return { { name, tostring(item.first), note = item.text }, { name .. "_LAST", tostring(item.last) } }
    end
    if not fresh(seen, name, item.value, item.loc, sink) then return {} end
    local primary = item.alias_of and domain.by_name[item.alias_of]
    local value = primary and primary.value == item.value and n:constant(side, primary.name)
        or names.value(item, side.arch, size, domain.kind == "flags")
    return { { name, value, note = item.text } }
end

local function block(t, title, rows)
    if #rows == 0 then return end
    t:blank()
    t:comment(title)
    t:rows(rows, "#define\t", "", "")
end

local function number(value)
    if value > 0x7fffffff then return ("0x%xU"):format(value) end
    return value < 10 and tostring(value) or ("0x%x"):format(value)
end

function const.defines(t, n, side, sink)
    local seen = {}
    for _, domain in ipairs(side.domains) do
        local rows = {}
        for _, item in ipairs(domain.items) do
            for _, row in ipairs(item_lines(n, side, domain, item, seen, sink)) do rows[#rows + 1] = row end
        end
        block(t, domain.name .. (domain.header and ", " .. domain.header or ""), rows)
    end
    for _, group in ipairs(side.ioctls) do
        local rows = {}
        for _, item in ipairs(group.items) do
            local name = n:constant(side, item.name)
            if fresh(seen, name, item.value, item.loc, sink) then
                local primary = item.alias_of and group.by_name[item.alias_of]
                rows[#rows + 1] = { name, primary and n:constant(side, primary.name) or number(item.value),
                    note = item.text }
            end
        end
        block(t, "ioctl requests, " .. group.name .. (group.header and ", " .. group.header or ""), rows)
    end
    local rows = {}
    for _, trap in ipairs(side.traps) do
        local name = n:constant(side, trap.name)
        if trap.value and fresh(seen, name, trap.value, trap.loc, sink) then
            rows[#rows + 1] = { name, tostring(trap.value), note = trap.text }
        end
    end
    block(t, "trap numbers", rows)
end

-- locs of everything that const.defines and structs read
function const.inputs(side)
    local locs = {}
    for _, list in ipairs({ side.domains, side.ioctls, side.traps }) do
        for _, record in ipairs(list) do locs[#locs + 1] = record.loc end
    end
    return locs
end

function const.foreign(n, sink)
    local file = n.prefix .. "_const.h"
    local t = text.new()
    n:header(t, file, "the constants of " .. n.foreign_abi .. ".", const.inputs(n.world.foreign))
    local guard = n:guard(t, file)
    const.defines(t, n, n.world.foreign, sink)
    t:blank()
    t:line("#endif /* %s */", guard)
    return file, t:text()
end

-- for emitters that must spell an item of either side: alias or not
function const.spell(n, side, domain, item)
    return n:constant(side, (model.primary(domain, item) or item).name)
end

return const
