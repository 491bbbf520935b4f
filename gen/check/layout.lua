-- SPDX-License-Identifier: BSD-2-Clause
--
-- Rules over structures, ioctl lists and traps.
--
--     layout.block(block, os, sink)          struct, ioctls, traps and typedefs as written
--     layout.struct(struct, side, sink)      on one architecture
--     layout.ioctls(group, side, sink)
--     layout.traps(side, sink)

local domain = require("check.domain")

local layout = {}

function layout.block(block, os, sink)
    if block.kind == "struct" then
        domain.overrides(block.size, os, sink)
        domain.overrides(block.align, os, sink)
        domain.names(block.views, sink, "view", domain.names(block.fields, sink, "field"))
        for _, field in ipairs(block.fields) do
            domain.overrides(field.cells, os, sink)
            domain.releases(field, sink)
        end
        for _, view in ipairs(block.views) do
            domain.names(view.fields, sink, "field")
            for _, field in ipairs(view.fields) do domain.overrides(field.cells, os, sink) end
        end
    else
        domain.names(block.items, sink, ({ ioctls = "request", traps = "trap", typedefs = "type" })[block.kind])
        for _, raw in ipairs(block.items) do
            domain.overrides(raw.cells, os, sink)
            domain.releases(raw, sink)
            local primary = raw.alias_of and block.raw_by_name[raw.alias_of]
            if raw.alias_of and (not primary or primary.index >= raw.index) then
                sink:error(raw.loc, "alias-unknown", "'%s' is no earlier request of %s", raw.alias_of, block.name)
            end
        end
    end
    if block.kind == "traps" then
        local last
        for _, raw in ipairs(block.items) do
            if last and raw.value < last.value then
                sink:error(raw.loc, "number-order", "%s stands behind %s, which is greater", raw.name, last.name)
            elseif last and raw.value == last.value then
                sink:error(raw.loc, "value-twice", "%s has the number %d of %s", raw.name, raw.value, last.name)
            end
            last = raw
        end
    end
end

-- structures -----------------------------------------------------------------------------------------

local function power_of_two(n)
    return n and n > 0 and n & (n - 1) == 0
end

local function by_offset(fields)
    local list, place = { table.unpack(fields) }, {}
    for i, field in ipairs(list) do place[field] = i end
    table.sort(list, function(a, b)
        if a.offset ~= b.offset then return a.offset < b.offset end
        return place[a] < place[b]
    end)
    return list
end

local function one_field(struct, field, side, sink)
    local align = math.min(field.type.align, struct.align)
    if field.offset % align ~= 0 then
        sink:error(field.loc, "struct-align", "%s at %d is not aligned to %d on %s", field.name, field.offset, align,
            side.arch.name)
    end
    if field.offset + field.size > struct.size then
        sink:error(field.loc, "struct-size", "%s ends at %d, behind the %d bytes of %s on %s", field.name,
            field.offset + field.size, struct.size, struct.name, side.arch.name)
    end
    if field.type.flexible and struct.size - field.offset >= struct.align then
        sink:error(field.loc, "struct-flexible", "%s has no length and does not stand at the end of %s", field.name,
            struct.name)
    end
    local when = field.when
    if when and when.field then
        local other = field.view and struct.field[field.view .. "." .. when.field] or struct.field[when.field]
        if not other then
            sink:error(when.loc, "when-unknown", "%s has no field '%s'", struct.name, when.field)
        end
        local d = other and other.domain and side.domain[other.domain]
        for _, name in ipairs(d and when.members or {}) do
            if not d.by_name[name] then
                sink:error(when.loc, "when-unknown", "'%s' is no member of %s", name, d.name)
            end
        end
    end
end

-- Fields in one list do not overlap; marks what they cover.
local function cover(struct, fields, covered, side, sink)
    local last
    for _, field in ipairs(by_offset(fields)) do
        if last and field.offset < last.offset + last.size and field.size > 0 then
            sink:error(field.loc, "struct-overlap", "%s at %d overlaps %s, which ends at %d on %s", field.name,
                field.offset, last.name, last.offset + last.size, side.arch.name)
        end
        if field.type.flexible then
            -- what the compiler pads behind it belongs to it
            covered[#covered + 1] = { name = field.name, offset = field.offset, loc = field.loc,
                size = math.max(0, struct.size - field.offset) }
        elseif field.size > 0 then
            covered[#covered + 1] = field
            if not last or field.offset + field.size > last.offset + last.size then last = field end
        end
    end
end

local function holes(struct, covered, side, sink)
    local at = 0
    local before
    for _, field in ipairs(by_offset(covered)) do
        if field.offset > at then
            sink:error(field.loc, "struct-hole", "%d bytes at %d before %s belong to no field on %s; name them as pad",
                field.offset - at, at, field.name, side.arch.name)
        end
        at = math.max(at, field.offset + field.size)
        before = field
    end
    if at < struct.size then
        sink:error(before and before.loc or struct.loc, "struct-hole",
            "%d bytes at %d, the end of %s, belong to no field on %s; name them as pad", struct.size - at, at,
            struct.name, side.arch.name)
    end
end

function layout.struct(struct, side, sink)
    for _, field in pairs(struct.field) do domain.known(side, field.domain, field.loc, sink) end
    if struct.incomplete then return end
    if not struct.size or struct.size < 0 then
        sink:error(struct.loc, "struct-size", "struct %s has no size on %s", struct.name, side.arch.name)
        return
    end
    if not power_of_two(struct.align) then
        sink:error(struct.loc, "struct-align", "the alignment of %s is %s, no power of two", struct.name,
            tostring(struct.align))
        return
    end
    if struct.size % struct.align ~= 0 then
        sink:error(struct.loc, "struct-align", "the size %d of %s is no multiple of its alignment %d", struct.size,
            struct.name, struct.align)
    end
    local covered = {}
    for _, field in ipairs(struct.fields) do one_field(struct, field, side, sink) end
    cover(struct, struct.fields, covered, side, sink)
    local own = #covered
    for _, view in ipairs(struct.views) do
        for _, field in ipairs(view.fields) do one_field(struct, field, side, sink) end
        cover(struct, view.fields, covered, side, sink)
        for _, field in ipairs(view.fields) do
            for i = 1, own do
                local other = covered[i]
                if field.offset < other.offset + other.size and other.offset < field.offset + field.size then
                    sink:error(field.loc, "struct-overlap", "%s of the view %s overlaps %s, which is in no view",
                        field.name, view.name, other.name)
                end
            end
        end
    end
    if #covered > 0 or struct.size > 0 then holes(struct, covered, side, sink) end
end

-- ioctls ---------------------------------------------------------------------------------------------

-- direction and size bits of a literal number, as the architecture's headers lay them out
local FIELDS = {
    generic = { shift = 30, mask = 3, size = 0x3fff, read = 2, write = 1 },
    powerpc = { shift = 29, mask = 7, size = 0x1fff, read = 2, write = 4 },
    parisc = { shift = 30, mask = 3, size = 0x3fff, read = 1, write = 2 },
    bsd = { shift = 29, mask = 7, size = 0x1fff, read = 2, write = 4 },
}

local function encoded(item, side, sink)
    local f = FIELDS[side.arch.ioctl]
    local way = (item.value >> f.shift) & f.mask
    local size = (item.value >> 16) & f.size
    local moves = way & (f.read | f.write)
    if moves == 0 then return end
    local wanted = item.encoder and item.encoder.size or (item.type and item.type.size)
    if wanted and wanted ~= size then
        sink:error(item.loc, "ioctl-size", "%s encodes %d bytes, but its argument has %d on %s", item.name, size,
            wanted, side.arch.name)
    elseif item.encoder and not item.encoder.size and not item.type then
        sink:error(item.loc, "ioctl-size", "%s has no type, so its number has no size; say 'size N'", item.name)
    end
    local bits = { ["in"] = f.write, out = f.read, inout = f.read | f.write }
    if bits[item.dir] and bits[item.dir] ~= moves and not item.text then
        sink:error(item.loc, "ioctl-way", "%s is %s, but its number says otherwise; give the reason as a text",
            item.name, item.dir)
    end
end

function layout.ioctls(group, side, sink)
    local owner = {}
    for _, item in ipairs(group.items) do
        local other = owner[item.value]
        if other and not item.alias_of then
            sink:error(item.loc, "value-twice", "%s has the number 0x%x of %s on %s; an alias says '= %s'", item.name,
                item.value, other.name, side.arch.name, other.name)
        end
        owner[item.value] = other or item
        if not item.alias_of and not item.raw.broken then encoded(item, side, sink) end
    end
end

-- traps ----------------------------------------------------------------------------------------------

local function anywhere(side, name)
    for _, d in ipairs(side.domains) do
        if d.by_name[name] then return true end
    end
    return false
end

function layout.traps(side, sink)
    local signal = side.domain.signal
    for _, trap in ipairs(side.traps) do
        if trap.signal and not (signal and signal.by_name[trap.signal]) then
            sink:error(trap.loc, "trap-unknown", "'%s' is no signal of %s", trap.signal, side.os)
        end
        for _, code in ipairs(trap.codes) do
            if not anywhere(side, code) then
                sink:error(trap.loc, "trap-unknown", "'%s' is no member of any domain of %s", code, side.os)
            end
        end
    end
end

return layout
