-- SPDX-License-Identifier: BSD-2-Clause
--
-- What merging structures (layouts.lua) and their padding (padding.lua) share: widths, texts of places, edits.
--
--     fields.width(c, type, arch)        bytes, nil when it holds a structure nobody knows there
--     fields.field_text(cell)            "@8", "u32@8", "@-"
--     fields.rewrite(c, loc, how, cells, users, want, ...)     the line as it must be; `how` of edit.lua

local abis = require("import.abis")
local model = require("model")
local overrides = require("import.overrides")

local fields = {}

function fields.note(c, block, name, kind, from, to, arches)
    c.changes[#c.changes + 1] = { what = "struct " .. block.name, name = name, kind = kind, from = from, to = to,
        arches = arches, loc = block.loc }
end

-- Bytes of a type on an architecture; nil when it holds a structure nobody knows there.
function fields.width(c, type, arch)
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

function fields.alignment(c, type, arch)
    if type.base == "struct" then
        local other = c.all.side[arch.name].struct[type.struct]
        return other and other.align
    end
    local size = model.scalar_size(type.base, arch)
    return size == 8 and arch.align64 or math.min(size, arch.align64 < 4 and arch.align64 or size)
end

function fields.field_text(raw, cell, arch, c)
    if not cell or cell.absent or not cell.offset then return "@-" end
    if cell.type then
        local t = cell.type
        return ("%s%s@%d"):format(t.base, t.count and ("[%d]"):format(t.count) or "", cell.offset)
    end
    return "@" .. cell.offset
end

-- Other byte orders of an architecture take what it gets.
function fields.unasked(c, users, want)
    for _, arch in ipairs(users) do
        if abis.follows(arch) and not c.target[arch.name] then want[arch.name] = nil end
    end
end

-- Cells of a record -> the edit that makes `want` of them; true when there is one.
function fields.rewrite(c, loc, how, cells, users, want, ...)
    local base = want[users[1].name]
    local old = {}
    for _, entry in ipairs(cells and cells.order or {}) do old[entry.name] = true end
    fields.unasked(c, users, want)
    local list = overrides.best(users, c.words, base, want, old)
    assert(list, "no overrides express this layout")
    local args = table.pack(...)
    args[args.n + 1] = { base = base, overrides = list }
    c.edit.line(loc, how, table.unpack(args, 1, args.n + 1))
end

return fields
