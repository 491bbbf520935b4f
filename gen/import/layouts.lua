-- SPDX-License-Identifier: BSD-2-Clause
--
-- Merging structures: sizes, alignments, offsets and types of fields, and the padding that covers the rest.
--
--     layouts.struct(c, block, arches)        c is the pass of merge.lua
--
-- What no header of the kernel shows (struct msghdr) is laid out by its fields' types alone, if that gives the first
-- architecture's layout: the same declaration, compiled elsewhere.

local abis = require("import.abis")
local collect = require("import.collect")
local edit = require("import.edit")
local evidence = require("import.evidence")
local headers = require("import.headers")
local history = require("import.history")
local model = require("model")
local overrides = require("import.overrides")
local value = require("parse.spec_value")

local layouts = {}

local function note(c, block, name, kind, from, to, arches)
    c.changes[#c.changes + 1] = { what = "struct " .. block.name, name = name, kind = kind, from = from, to = to,
        arches = arches, loc = block.loc }
end

-- Bytes of a type on an architecture; nil when it holds a structure nobody knows there.
local function width(c, type, arch)
    if type.flexible then return 0 end
    local unit
    if type.base == "struct" then
        local other = c.all.side[arch.name].struct[type.struct]
        unit = other and other.size
    else
        unit = model.scalar_size(type.base, arch)
    end
    return unit and unit * (type.count or 1)
end

local function alignment(c, type, arch)
    if type.base == "struct" then
        local other = c.all.side[arch.name].struct[type.struct]
        return other and other.align
    end
    local size = model.scalar_size(type.base, arch)
    return size == 8 and arch.align64 or math.min(size, arch.align64 < 4 and arch.align64 or size)
end

-- The layout a C compiler gives the fields in their order, or nil.
local function natural(c, block, arch)
    if #block.views > 0 then return nil end
    local found = { field = {}, derived = true, align = 1 }
    local at = 0
    for _, raw in ipairs(block.fields) do
        if not raw.pad then
            local size, align = width(c, raw.type, arch), alignment(c, raw.type, arch)
            if not size or not align then return nil end
            at = (at + align - 1) // align * align
            found.field[raw] = { offset = at, width = size }
            at = at + size
            found.align = math.max(found.align, align)
        end
    end
    found.size = (at + found.align - 1) // found.align * found.align
    return found
end

local function agrees(c, block, arch, found)
    local struct = c.all.side[arch.name].struct[block.name]
    if not struct or struct.size ~= found.size then return false end
    for raw, place in pairs(found.field) do
        local field = struct.field[raw.name]
        if not field or field.offset ~= place.offset then return false end
    end
    return true
end

-- A field that is a part of another (st_atime of st_atim) stands for itself only where the two parts make no whole.
local function alone(c, block, arch, found)
    local whole = {}
    for _, raw in ipairs(block.fields) do
        for _, part in ipairs(headers.parts(collect.tag(block), raw.name) or {}) do whole[part] = raw end
    end
    for _, raw in ipairs(block.fields) do
        local owner = whole[collect.field(raw)]
        local place = owner and found.field[owner]
        if owner and place and place.width == width(c, owner.type, arch) then found.field[raw] = false end
    end
end

-- What is known about the structure on each imported architecture.
local function measured(c, block, users)
    local list, gone, derive = {}, {}, nil
    for _, arch in ipairs(users) do
        local target = c.target[arch.name]
        -- a structure that the specs leave out on an architecture stays out
        local cell = block.size and value.cell(block.size, arch)
        local out = cell and cell.absent
        local found = target and not out and evidence.structure(target, block, arch)
        if not found and target and not out and arch ~= users[1] then
            local _, stand_in = headers.of(block.header)
            if stand_in or block.internal then
                if derive == nil then
                    local own = natural(c, block, users[1])
                    derive = own ~= nil and agrees(c, block, users[1], own)
                end
                found = derive and natural(c, block, arch) or nil
            end
        end
        if found and found.absent then
            gone[#gone + 1] = arch.name
        elseif found then
            alone(c, block, arch, found)
            list[arch.name] = found
        end
    end
    -- missing everywhere: the header has it elsewhere, or under another name, or these headers are too old for it
    list.nowhere = not next(list) and #gone > 0 or nil
    for _, name in ipairs(not list.nowhere and gone or {}) do list[name] = { absent = true } end
    return list
end

-- The type that has this width, in the manner of the one written.
local function type_text(raw, place, arch)
    local base = raw.type.base
    local unit, count = place.unit, nil
    -- a union in the header may stand as an array of bytes here
    if raw.type.count and not unit then unit = model.scalar_size(base, arch) end
    if unit then count = place.width // unit end
    unit = unit or place.width
    local name
    if base == "char" then
        name, count = "char", place.width
    elseif base == "struct" then
        return nil
    elseif unit == 1 or unit == 2 or unit == 4 or unit == 8 then
        local signed = base == "long" or base:sub(1, 1) == "i"
        name = (signed and "i" or "u") .. unit * 8
    else
        return nil
    end
    return count and ("%s[%d]"):format(name, count) or name
end

-- Other byte orders of an architecture take what it gets.
local function unasked(c, users, want)
    for _, arch in ipairs(users) do
        if abis.follows(arch) and not c.target[arch.name] then want[arch.name] = nil end
    end
end

-- Cells of a record -> the edit that makes `want` of them; true when there is one.
local function rewrite(c, loc, how, cells, users, want, ...)
    local base = want[users[1].name]
    local old = {}
    for _, entry in ipairs(cells and cells.order or {}) do old[entry.name] = true end
    unasked(c, users, want)
    local list = overrides.best(users, c.words, base, want, old)
    assert(list, "no overrides express this layout")
    local args = table.pack(...)
    args[args.n + 1] = { base = base, overrides = list }
    c.edit.line(loc, how, table.unpack(args, 1, args.n + 1))
end

local function text_of(cells, arch)
    local cell = cells and value.cell(cells, arch)
    return cell and cell.text or "1"
end

-- size or align of the block
local function number_of(c, block, users, found, word)
    local want, differs, froms = {}, {}, {}
    for _, arch in ipairs(users) do
        local struct = c.all.side[arch.name].struct[block.name]
        local now = struct and struct[word]
        local known = found[arch.name]
        local theirs = known and known[word]
        if known and known.absent then theirs = word == "size" and now and "-" or nil end
        if now == nil and not theirs then now = word == "size" and "-" or text_of(block[word], arch) end
        want[arch.name] = tostring(theirs or now)
        if theirs and theirs ~= now then
            differs[#differs + 1] = arch.name
            froms[#froms + 1] = tostring(now)
        end
    end
    if #differs == 0 then return false end
    note(c, block, word, word, froms[1], want[differs[1]], differs)
    rewrite(c, block.loc, edit.size, block[word], users, want, word)
    return true
end

local function field_text(raw, cell, arch, c)
    if not cell or cell.absent or not cell.offset then return "@-" end
    if cell.type then
        local t = cell.type
        return ("%s%s@%d"):format(t.base, t.count and ("[%d]"):format(t.count) or "", cell.offset)
    end
    return "@" .. cell.offset
end

local function one_field(c, block, raw, users, found)
    local want, differs, from, to = {}, {}, nil, nil
    for _, arch in ipairs(users) do
        local cell = value.cell(raw.cells, arch)
        local now = field_text(raw, cell, arch, c)
        local known = found[arch.name]
        if known and known.absent then known = nil end
        local place = known and known.field[raw]
        want[arch.name] = now
        local text
        if known and place == false then
            -- since and until may say why it is missing
            if not raw.since and not raw.upto then text = "@-" end
        elseif place then
            local current = cell and cell.offset and width(c, cell.type or raw.type, arch)
            local ok = cell and cell.offset == place.offset and (place.width == nil or current == place.width)
            if not ok then
                local plain = width(c, raw.type, arch)
                local whole = raw.type.base == "struct" or place.parts
                if whole and place.width ~= plain and c.pass < 5 then
                    -- the structure it holds may not be right yet
                    c.deferred = true
                elseif place.width == nil or plain == place.width then
                    text = "@" .. place.offset
                else
                    local type = not place.parts and type_text(raw, place, arch)
                    text = type and ("%s@%d"):format(type, place.offset) or "@-"
                end
            end
        end
        if text and text ~= now then
            want[arch.name] = text
            differs[#differs + 1] = arch.name
            from, to = from or now, to or text
        end
    end
    if #differs == 0 then return false end
    note(c, block, raw.name, "offset", from, to, differs)
    rewrite(c, raw.loc, edit.field, raw.cells, users, want)
    return true
end

-- padding --------------------------------------------------------------------------------------------

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
            local size = width(c, cell.type or raw.type, arch)
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
    for _, pad in ipairs(kept) do texts[pad.raw] = field_text(pad.raw, pad.cell) end
    for _, raw in ipairs(raws) do
        if texts[raw] == "@-" then free[#free + 1] = raw end
    end
    local left = {}
    for _, gap in ipairs(rest) do
        local raw = table.remove(free, 1)
        if raw then
            local type = pad_type(gap)
            texts[raw] = width(c, raw.type, arch) == gap.size and "@" .. gap.offset or ("%s@%d"):format(type, gap.offset)
        else
            left[#left + 1] = gap
        end
    end
    return texts, left
end

local function padding(c, block, users, found)
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
            local now = field_text(raw, value.cell(raw.cells, arch))
            want[arch.name] = by_arch[arch.name] and by_arch[arch.name].texts[raw] or now
            changed = changed or want[arch.name] ~= now
        end
        if changed then rewrite(c, raw.loc, edit.field, raw.cells, users, want) end
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
        unasked(c, users, want)
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
    note(c, block, "padding", "pad", nil, nil, any)
end

-- A view that is padding alone covers the union: from where the other views begin to the end.
local function filler(c, block, users, found)
    for _, view in ipairs(block.views) do
        local raw = view.fields[1]
        if #view.fields == 1 and raw.pad and #block.views > 1 then
            local want, differs = {}, {}
            for _, arch in ipairs(users) do
                local cell = value.cell(raw.cells, arch)
                local now = field_text(raw, cell)
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
                    if size and (cell.offset ~= first or width(c, cell.type or raw.type, arch) ~= size) then
                        want[arch.name] = width(c, raw.type, arch) == size and "@" .. first or
                            ("%s[%d]@%d"):format(raw.type.base, size // unit, first)
                        differs[#differs + 1] = arch.name
                    end
                end
            end
            if #differs > 0 then
                note(c, block, view.name .. "." .. raw.name, "pad", nil, nil, differs)
                rewrite(c, raw.loc, edit.field, raw.cells, users, want)
                return true
            end
        end
    end
    return false
end

-- What older headers lack everywhere gets the release that has it.
local function older(c, block, users, found)
    local following, nowhere = nil, found.nowhere
    found.nowhere = nil
    local missing, present, names = {}, {}, {}
    for _, arch in ipairs(users) do
        local target, known = c.target[arch.name], found[arch.name]
        if target and target.older then
            local _, release = history.order(c.options.versions[arch.name], target.version)
            following = following and history.older(following, release) and following or release
            names[#names + 1] = arch.name
            for raw, place in pairs(known and known.field or {}) do
                if place == false then missing[raw] = true else present[raw] = true end
            end
        end
    end
    if not following then return end
    local since = history.text(following)
    if nowhere and not block.since then
        note(c, block, "structure", "since", nil, since, names)
        c.edit.line(block.loc, function(line) return line .. " since " .. since end)
        return
    end
    local function over(list)
        for _, raw in ipairs(list) do
            local here = false
            for _, name in ipairs(names) do
                local struct = c.all.side[name].struct[block.name]
                local key = raw.view and raw.view .. "." .. raw.name or raw.name
                here = here or struct and struct.field[key] ~= nil
            end
            if here and missing[raw] and not present[raw] and not raw.since and not block.since then
                note(c, block, raw.name, "since", nil, since, names)
                c.edit.line(raw.loc, edit.field, { add = { "since", since } })
            end
        end
    end
    over(block.fields)
    for _, view in ipairs(block.views) do over(view.fields) end
end

function layouts.struct(c, block, users)
    local found = measured(c, block, users)
    -- older headers say nothing about the layout of today, only what was not there yet
    older(c, block, users, found)
    for _, arch in ipairs(users) do
        local target = c.target[arch.name]
        if target and target.older then found[arch.name] = nil end
    end
    if not next(found) then return end
    local changed = number_of(c, block, users, found, "size")
    changed = number_of(c, block, users, found, "align") or changed
    local function over(list)
        for _, raw in ipairs(list) do
            if not raw.pad then changed = one_field(c, block, raw, users, found) or changed end
        end
    end
    over(block.fields)
    for _, view in ipairs(block.views) do over(view.fields) end
    if changed then return end
    if filler(c, block, users, found) then return end
    padding(c, block, users, found)
end

return layouts
