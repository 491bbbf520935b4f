-- SPDX-License-Identifier: BSD-2-Clause
--
-- Padding of structures: bytes without a meaning must be named, on each architecture.
--
--     padding.fields(c, block, arches, found)     pads are moved, added and taken away until they cover every hole
--     padding.filler(c, block, arches, found)     a view of padding alone that covers a union; true when it was changed
--
-- c is the pass of merge.lua; `found` tells on which architectures the layout was measured.

local edit = require("import.edit")
local fields = require("import.fields")
local model = require("model")
local overrides = require("import.overrides")
local value = require("parse.spec_value")

local padding = {}

local function by_offset(a, b)
    return a.offset < b.offset
end

-- Bytes that no field with a meaning covers -> { { offset =, size = } }
local function gaps(struct)
    local list = {}
    for _, field in pairs(struct.field) do
        if (not field.pad or field.view) and field.size > 0 then list[#list + 1] = { offset = field.offset, size = field.size } end
        if field.type.flexible then
            list[#list + 1] = { offset = field.offset, size = math.max(0, struct.size - field.offset) }
        end
    end
    table.sort(list, by_offset)
    local open, at = {}, 0
    for _, field in ipairs(list) do
        if field.offset > at then open[#open + 1] = { offset = at, size = field.offset - at } end
        at = math.max(at, field.offset + field.size)
    end
    if at < struct.size then open[#open + 1] = { offset = at, size = struct.size - at } end
    return open
end

-- What is left of the gaps when these pads are there; nil when one stands on a field.
local function uncovered(open, pads)
    local rest = {}
    for _, gap in ipairs(open) do
        local at = gap.offset
        for _, pad in ipairs(pads) do
            if pad.offset >= gap.offset and pad.offset < gap.offset + gap.size then
                if pad.offset > at then rest[#rest + 1] = { offset = at, size = pad.offset - at } end
                at = pad.offset + pad.size
            end
        end
        if at < gap.offset + gap.size then rest[#rest + 1] = { offset = at, size = gap.offset + gap.size - at } end
    end
    return rest
end

local function inside(open, pad)
    for _, gap in ipairs(open) do
        if pad.offset >= gap.offset and pad.offset + pad.size <= gap.offset + gap.size then return true end
    end
    return false
end

local function pad_type(gap)
    for _, size in ipairs({ 8, 4, 2 }) do
        if gap.size == size and gap.offset % size == 0 then return ("u%d"):format(size * 8) end
        if gap.size % size == 0 and gap.offset % size == 0 and size < 8 then
            return ("u%d[%d]"):format(size * 8, gap.size // size)
        end
    end
    return gap.size == 1 and "u8" or ("u8[%d]"):format(gap.size)
end

-- What the padding of one architecture has to be -> { [raw] = text }, list of gaps without a pad; nil when it is right.
local function wanted_pads(c, raws, struct, arch)
    local open = gaps(struct)
    local fits, kept = true, {}
    local last = -1
    local placed = {}
    for _, raw in ipairs(raws) do
        local cell = value.cell(raw.cells, arch)
        if cell and cell.offset then
            local size = fields.width(c, cell.type or raw.type, arch)
            placed[#placed + 1] = { raw = raw, offset = cell.offset, size = size or 0, cell = cell }
        end
    end
    table.sort(placed, by_offset)
    for _, pad in ipairs(placed) do
        if inside(open, pad) and pad.offset >= last then
            kept[#kept + 1] = pad
            last = pad.offset + pad.size
        else
            fits = false
        end
    end
    local rest = uncovered(open, kept)
    if fits and #rest == 0 then return nil end
    local texts, free = {}, {}
    for _, raw in ipairs(raws) do texts[raw] = "@-" end
    for _, pad in ipairs(kept) do texts[pad.raw] = fields.field_text(pad.raw, pad.cell) end
    for _, raw in ipairs(raws) do
        if texts[raw] == "@-" then free[#free + 1] = raw end
    end
    local left = {}
    for _, gap in ipairs(rest) do
        local raw = table.remove(free, 1)
        if raw then
            local type = pad_type(gap)
            texts[raw] = fields.width(c, raw.type, arch) == gap.size and "@" .. gap.offset or ("%s@%d"):format(type, gap.offset)
        else
            left[#left + 1] = gap
        end
    end
    return texts, left
end

function padding.fields(c, block, users, found)
    local raws = {}
    for _, raw in ipairs(block.fields) do
        if raw.pad then raws[#raws + 1] = raw end
    end
    local by_arch, any, most = {}, {}, 0
    for _, arch in ipairs(users) do
        local struct = found[arch.name] and c.all.side[arch.name].struct[block.name]
        -- a view of padding alone stands for the whole union
        if struct and not struct.incomplete and struct.size then
            local texts, left = wanted_pads(c, raws, struct, arch)
            if texts then
                by_arch[arch.name] = { texts = texts, left = left }
                any[#any + 1] = arch.name
                most = math.max(most, #left)
            end
        end
    end
    if #any == 0 then return end
    for _, raw in ipairs(raws) do
        local want, changed = {}, false
        for _, arch in ipairs(users) do
            local now = fields.field_text(raw, value.cell(raw.cells, arch))
            want[arch.name] = by_arch[arch.name] and by_arch[arch.name].texts[raw] or now
            changed = changed or want[arch.name] ~= now
        end
        if changed then fields.rewrite(c, raw.loc, edit.field, raw.cells, users, want) end
    end
    local taken, number = {}, 0
    for _, raw in ipairs(block.fields) do taken[raw.name] = true end
    local last = block.fields[#block.fields]
    for i = 1, most do
        while taken["__pad" .. number] do number = number + 1 end
        local name = "__pad" .. number
        taken[name] = true
        local want, size = {}, nil
        for _, arch in ipairs(users) do
            local gap = by_arch[arch.name] and by_arch[arch.name].left[i]
            size = size or (gap and pad_type(gap))
            want[arch.name] = gap and ("%s@%d"):format(pad_type(gap), gap.offset) or "@-"
        end
        fields.unasked(c, users, want)
        local base = want[users[1].name] or "@-"
        local list = overrides.best(users, c.words, base, want, {})
        size = base:match("^(.+)@%d") or size
        local words = { "   ", name, size, base:match("@.*$") }
        for _, entry in ipairs(list) do
            -- the type stands in front already where it is the same
            words[#words + 1] = entry.word .. "=" .. (entry.text:gsub("^" .. size:gsub("[%[%]]", "%%%0") .. "@", "@"))
        end
        words[#words + 1] = "pad"
        c.edit.insert(last.loc, table.concat(words, " "))
    end
    fields.note(c, block, "padding", "pad", nil, nil, any)
end

-- A view that is padding alone covers the union: from where the other views begin to the end.
function padding.filler(c, block, users, found)
    for _, view in ipairs(block.views) do
        local raw = view.fields[1]
        if #view.fields == 1 and raw.pad and #block.views > 1 then
            local want, differs = {}, {}
            for _, arch in ipairs(users) do
                local cell = value.cell(raw.cells, arch)
                local now = fields.field_text(raw, cell)
                want[arch.name] = now
                local struct = found[arch.name] and c.all.side[arch.name].struct[block.name]
                if struct and struct.size then
                    local first
                    for _, other in ipairs(struct.views) do
                        for _, field in ipairs(other.fields) do
                            if not field.pad then first = math.min(first or field.offset, field.offset) end
                        end
                    end
                    local size = first and struct.size - first
                    local unit = model.scalar_size(raw.type.base, arch)
                    if size and (cell.offset ~= first or fields.width(c, cell.type or raw.type, arch) ~= size) then
                        want[arch.name] = fields.width(c, raw.type, arch) == size and "@" .. first or
                            ("%s[%d]@%d"):format(raw.type.base, size // unit, first)
                        differs[#differs + 1] = arch.name
                    end
                end
            end
            if #differs > 0 then
                fields.note(c, block, view.name .. "." .. raw.name, "pad", nil, nil, differs)
                fields.rewrite(c, raw.loc, edit.field, raw.cells, users, want)
                return true
            end
        end
    end
    return false
end

return padding
