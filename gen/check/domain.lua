-- SPDX-License-Identifier: BSD-2-Clause
--
-- Rules over enum and flags blocks.  Two stages: the block as it is written, and the domain as it is on one
-- architecture.
--
--     domain.block(block, os, sink)       os = { arch = by name, arches = list } or nil
--     domain.resolved(domain, side, sink)

local model = require("model")

local domain = {}

-- Names of architectures and families an override may use.
function domain.arch_words(os)
    local words, list = {}, {}
    for _, arch in ipairs(os.arches) do
        for _, word in ipairs({ arch.name, table.unpack(arch.families) }) do
            if not words[word] then
                words[word] = true
                list[#list + 1] = word
            end
        end
    end
    return words, list
end

-- Overrides of a record name what arch.spec knows.
function domain.overrides(cells, os, sink)
    if not os or not cells or not cells.order then return end
    if not os.words then os.words, os.word_list = domain.arch_words(os) end
    for _, entry in ipairs(cells.order) do
        if not os.words[entry.name] then
            local near = require("cli").nearest(entry.name, os.word_list)
            sink:error(entry.expr.loc, "arch-unknown", "%s has no architecture or family '%s'%s", os.name,
                entry.name, near and (", did you mean '" .. near .. "'?") or "")
        end
    end
end

-- Records of a list have names of their own.
function domain.names(list, sink, what, extra)
    local first = extra or {}
    for _, record in ipairs(list) do
        local name = record.name
        if name and first[name] then
            sink:error(record.loc, "name-twice", "%s '%s' stands at line %d already", what, name,
                first[name].loc.line)
        elseif name then
            first[name] = record
        end
    end
    return first
end

-- "6.2" -> list of numbers, or nil
local function release(text)
    if not text:find("^%d+%.?[%w.%-]*$") then return nil end
    local list = {}
    for part in text:gmatch("%d+") do list[#list + 1] = tonumber(part) end
    return list
end

local function later(a, b)
    for i = 1, math.max(#a, #b) do
        local x, y = a[i] or 0, b[i] or 0
        if x ~= y then return x > y end
    end
    return false
end

function domain.releases(raw, sink)
    local parsed = {}
    for _, key in ipairs({ "since", "upto" }) do
        local text = raw[key]
        parsed[key] = text and release(text)
        if text and not parsed[key] then
            sink:error(raw.loc, "release", "'%s' is no release; expected a number like 6.2", text)
        end
    end
    if parsed.since and parsed.upto and not later(parsed.upto, parsed.since) then
        sink:error(raw.loc, "release", "%s is there since %s and until %s: it ends before it begins", raw.name,
            raw.since, raw.upto)
    end
    local last
    for _, entry in ipairs(raw.was or {}) do
        local at = entry.upto and release(entry.upto)
        if entry.upto and not at then
            sink:error(entry.loc, "release", "'%s' is no release; expected a number like 6.2", entry.upto)
        elseif at and parsed.since and not later(at, parsed.since) then
            sink:error(entry.loc, "release", "%s had another value until %s, but is there since %s", raw.name,
                entry.upto, raw.since)
        elseif at and last and not later(at, last.at) and entry.arch == last.arch then
            sink:error(entry.loc, "release", "old values stand in the order of their releases")
        end
        if at then last = { at = at, arch = entry.arch } end
    end
end

-- the block as written -------------------------------------------------------------------------------

-- names inside one value of a record
local function names_in(expr, raw, block, sink)
    for _, part in ipairs(expr and expr.parts or {}) do
        local other = type(part) == "table" and block.raw_by_name[part.name]
        if type(part) == "table" and (not other or other.index >= raw.index) and part.name ~= raw.alias_of then
            sink:error(expr.loc, "value-unknown", "'%s' is no earlier member of %s", part.name, block.name)
        end
    end
end

local function values(raw, block, os, sink)
    local base = raw.cells.base
    if base and base.parts then names_in(base, raw, block, sink) end
    if raw.header_value then names_in(raw.header_value, raw, block, sink) end
    for _, entry in ipairs(raw.cells.order or {}) do names_in(entry.expr, raw, block, sink) end
    for _, entry in ipairs(raw.was) do
        names_in(entry.value, raw, block, sink)
        for _, word in ipairs(entry.arches or {}) do
            domain.overrides({ order = { { name = word, expr = { loc = entry.loc } } } }, os, sink)
        end
    end
end

local function alias(raw, block, previous, sink)
    local primary = block.raw_by_name[raw.alias_of]
    if not primary or primary.index >= raw.index then
        sink:error(raw.loc, "alias-unknown", "'%s' is no earlier member of %s", raw.alias_of, block.name)
    elseif primary.alias_of then
        sink:error(raw.loc, "alias-primary", "'%s' is an alias itself; name its primary '%s'", raw.alias_of,
            primary.alias_of)
    elseif previous and previous ~= primary and previous.alias_of ~= raw.alias_of then
        sink:error(raw.loc, "alias-order", "the alias %s belongs right behind %s at line %d", raw.name,
            primary.name, primary.loc.line)
    end
end

local function base_number(raw)
    local base = raw.cells.base
    return base and base.number
end

-- Base values rise within the block, or within the members of one field.
local function order(block, sink)
    local unsigned = block.kind == "flags"
    local last = {}
    for _, raw in ipairs(block.items) do
        local number = base_number(raw)
        if raw.kind == "range" then number = raw.cells.base.first end
        if number and (raw.kind == "member" or raw.kind == "range") and not raw.alias_of then
            local key = raw.of_mask or ""
            local before = last[key]
            local falls = before and (unsigned and math.ult(number, before.number) or
                not unsigned and number < before.number)
            if falls then
                sink:error(raw.loc, "number-order", "%s stands behind %s, which is greater", raw.name, before.raw.name)
            else
                last[key] = { number = number, raw = raw }
            end
        end
    end
end

function domain.block(block, os, sink)
    domain.names(block.items, sink, "member")
    local previous
    for _, raw in ipairs(block.items) do
        domain.overrides(raw.cells, os, sink)
        domain.releases(raw, sink)
        if raw.kind ~= "range" then values(raw, block, os, sink) end
        if raw.alias_of then alias(raw, block, previous, sink) end
        local mask = raw.of_mask and block.raw_by_name[raw.of_mask]
        if raw.of_mask and not (mask and mask.kind == "mask") then
            sink:error(raw.loc, "mask-unknown", "%s has no mask '%s'", block.name, raw.of_mask)
        end
        for _, name in ipairs(raw.contains or {}) do
            if not block.raw_by_name[name] then
                sink:error(raw.loc, "contains-unknown", "%s has no member '%s'", block.name, name)
            end
        end
        previous = raw
    end
    order(block, sink)
end

-- on one architecture --------------------------------------------------------------------------------

local LIMITS = { i8 = { -128, 255 }, u8 = { 0, 255 }, i16 = { -32768, 65535 }, u16 = { 0, 65535 },
    i32 = { -0x80000000, 0xffffffff }, u32 = { 0, 0xffffffff } }

local function fits(d, item, side, sink)
    local base = d.type
    if base == "long" or base == "ulong" then
        base = (base == "long" and "i" or "u") .. tostring(side.arch.long)
    end
    local limits = LIMITS[base]
    if not limits then return end
    local value = item.value or item.last
    -- a signed enum holds no number past its sign bit; a flag word may use that bit
    local high = d.kind == "enum" and base:sub(1, 1) == "i" and limits[2] // 2 or limits[2]
    if value < limits[1] or value > high then
        sink:error(item.loc, "value-range", "%s does not fit in %s, the type of %s", item.name, d.type, d.name)
    end
end

local function hex(number)
    return number >= 0 and number < 10 and tostring(number) or ("0x%x"):format(number)
end

local function enum(d, side, sink)
    local owner = {}
    for _, item in ipairs(d.members) do
        if not item.alias_of then
            local other = owner[item.value]
            if other and not (item.obsolete or other.obsolete) then
                sink:error(item.loc, "value-twice", "%s has the value %d of %s on %s; an alias says '= %s'", item.name,
                    item.value, other.name, side.arch.name, other.name)
            end
            owner[item.value] = other or item
        end
    end
    for i, range in ipairs(d.ranges) do
        if range.first > range.last then
            sink:error(range.loc, "range-order", "%s ends before it begins", range.name)
        end
        for _, item in ipairs(d.members) do
            if not item.alias_of and item.value >= range.first and item.value <= range.last then
                sink:error(item.loc, "range-overlap", "%s lies inside the range %s", item.name, range.name)
            end
        end
        for j = 1, i - 1 do
            local other = d.ranges[j]
            if range.first <= other.last and other.first <= range.last then
                sink:error(range.loc, "range-overlap", "%s overlaps the range %s", range.name, other.name)
            end
        end
    end
end

-- Every member a flag contains, directly or not, in a set with itself.
local function closure(d, item, set)
    set = set or {}
    if set[item] then return set end
    set[item] = true
    for _, name in ipairs(item.contains) do
        local other = d.by_name[name]
        if other and other.kind == "member" then closure(d, other, set) end
    end
    return set
end

-- bits of a and b that no member both contain explains
local function unexplained(a, b)
    local bits = a.item.value & b.item.value
    if bits == 0 or a.set[b.item] or b.set[a.item] then return 0 end
    for item in pairs(a.set) do
        if b.set[item] then bits = bits & ~item.value end
    end
    return bits
end

local function contained(d, item, sink)
    for _, name in ipairs(item.contains) do
        local other = d.by_name[name]
        if other and other.value and other.value & ~item.value ~= 0 then
            sink:error(item.loc, "contains-bits", "%s contains %s, but not its bits %s", item.name, name,
                hex(other.value & ~item.value))
        end
    end
end

-- Members of one field, where each value is a name of its own.
local function field_member(d, item, owner, side, sink)
    local mask = d.by_name[item.of_mask]
    if not mask or not mask.value then return end
    if item.value & ~mask.value ~= 0 then
        sink:error(item.loc, "mask-outside", "%s has the bits %s outside %s", item.name,
            hex(item.value & ~mask.value), mask.name)
    end
    local key = mask.name .. " " .. item.value
    if owner[key] then
        sink:error(item.loc, "value-twice", "%s has the value %d of %s on %s; an alias says '= %s'", item.name,
            item.value, owner[key].name, side.arch.name, owner[key].name)
    end
    owner[key] = owner[key] or item
end

local function flags(d, side, sink)
    local fields, owner, plain = {}, {}, {}
    for _, item in ipairs(d.items) do
        if item.kind == "mask" or item.kind == "number" then
            for _, other in ipairs(fields) do
                if other.value & item.value ~= 0 then
                    sink:error(item.loc, "mask-overlap", "%s shares the bits %s with %s", item.name,
                        hex(other.value & item.value), other.name)
                end
            end
            fields[#fields + 1] = item
        end
    end
    for _, item in ipairs(d.members) do
        contained(d, item, sink)
        -- of an alias the primary is looked at
        if not item.alias_of and item.of_mask then
            field_member(d, item, owner, side, sink)
        elseif not item.alias_of and item.value ~= 0 then
            plain[#plain + 1] = { item = item, set = closure(d, item) }
        end
    end
    for i, a in ipairs(plain) do
        for j = 1, i - 1 do
            local b = plain[j]
            local bits = unexplained(a, b)
            if bits ~= 0 and a.item.value == b.item.value then
                sink:error(a.item.loc, "value-twice", "%s has the value %s of %s on %s; an alias says '= %s'",
                    a.item.name, hex(a.item.value), b.item.name, side.arch.name, b.item.name)
            elseif bits ~= 0 then
                sink:error(a.item.loc, "bits-overlap", "%s shares the bits %s with %s; one must say 'contains'",
                    a.item.name, hex(bits), b.item.name)
            end
        end
        for _, field in ipairs(fields) do
            local covers = a.item.value & field.value
            -- a composite may set a field: then it says which of its members
            for item in pairs(a.set) do
                if item.of_mask == field.name then covers = covers & ~item.value end
            end
            if covers ~= 0 and not a.set[field] then
                sink:error(a.item.loc, "bits-overlap", "%s shares the bits %s with the field %s", a.item.name,
                    hex(covers), field.name)
            end
        end
    end
end

function domain.resolved(d, side, sink)
    for _, item in ipairs(d.items) do
        if item.value or item.last then fits(d, item, side, sink) end
        if item.kind == "number" then domain.known(side, item.domain, item.loc, sink) end
    end
    if d.kind == "flags" then flags(d, side, sink) else enum(d, side, sink) end
end

-- A domain named in passing: reports it when the side lacks it.
function domain.known(side, name, loc, sink)
    if not name or side.domain[name] then return true end
    local names = {}
    for other in model.sorted(side.domain) do names[#names + 1] = other end
    local near = require("cli").nearest(name, names)
    sink:error(loc, "domain-unknown", "no domain '%s' in the specs of %s%s", name, side.os,
        near and (", did you mean '" .. near .. "'?") or "")
    return false
end

return domain
