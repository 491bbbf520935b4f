-- SPDX-License-Identifier: BSD-2-Clause
--
-- Merging structures: sizes, alignments, offsets and types of fields, and the padding that covers the rest.
--
--     layouts.struct(c, block, arches)        c is the pass of merge.lua
--
-- What no header of the kernel shows (struct msghdr) is laid out by its fields' types alone, if that gives the first
-- architecture's layout: the same declaration, compiled elsewhere.

local collect = require("import.collect")
local edit = require("import.edit")
local evidence = require("import.evidence")
local fields = require("import.fields")
local headers = require("import.headers")
local history = require("import.history")
local model = require("model")
local padding = require("import.padding")
local value = require("parse.spec_value")

local layouts = {}

-- The layout a C compiler gives the fields in their order, or nil.
local function natural(c, block, arch)
    if #block.views > 0 then return nil end
    local found = { field = {}, derived = true, align = 1 }
    local at = 0
    for _, raw in ipairs(block.fields) do
        if not raw.pad then
            local size, align = fields.width(c, raw.type, arch), fields.alignment(c, raw.type, arch)
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
        if owner and place and place.width == fields.width(c, owner.type, arch) then found.field[raw] = false end
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
    fields.note(c, block, word, word, froms[1], want[differs[1]], differs)
    fields.rewrite(c, block.loc, edit.size, block[word], users, want, word)
    return true
end

local function one_field(c, block, raw, users, found)
    local want, differs, from, to = {}, {}, nil, nil
    for _, arch in ipairs(users) do
        local cell = value.cell(raw.cells, arch)
        local now = fields.field_text(raw, cell, arch, c)
        local known = found[arch.name]
        if known and known.absent then known = nil end
        local place = known and known.field[raw]
        want[arch.name] = now
        local text
        if known and place == false then
            -- since and until may say why it is missing
            if not raw.since and not raw.upto then text = "@-" end
        elseif place then
            local current = cell and cell.offset and fields.width(c, cell.type or raw.type, arch)
            local ok = cell and cell.offset == place.offset and (place.width == nil or current == place.width)
            if not ok then
                local plain = fields.width(c, raw.type, arch)
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
    fields.note(c, block, raw.name, "offset", from, to, differs)
    fields.rewrite(c, raw.loc, edit.field, raw.cells, users, want)
    return true
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
        fields.note(c, block, "structure", "since", nil, since, names)
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
                fields.note(c, block, raw.name, "since", nil, since, names)
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
    if not padding.filler(c, block, users, found) then padding.fields(c, block, users, found) end
end

return layouts
