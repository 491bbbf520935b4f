-- SPDX-License-Identifier: BSD-2-Clause
--
-- Parsed blocks -> a side of gen/model.lua: everything as it is on one architecture.
--
--     local side = resolve.side("linux", arch, blocks, sink)
--
-- `blocks` are the blocks that hold for this architecture (gen/load.lua chose them), in order.  What cannot be
-- worked out (a structure nobody defines, one that contains itself) is reported to the sink; the record then
-- has no size.  Calls are added by gen/load.lua, since they come from another file.

local model = require("model")
local value = require("parse.spec_value")

local resolve = {}

-- domains --------------------------------------------------------------------------------------------

-- Does an old value hold for this architecture?
function resolve.was_here(entry, arch)
    for _, word in ipairs(entry.arches or {}) do
        if model.is_arch(word, arch) then return true end
    end
    return entry.arches == nil
end

local function was_of(raw, arch, block)
    local list = {}
    for _, entry in ipairs(raw.was or {}) do
        if resolve.was_here(entry, arch) then
            list[#list + 1] = { value = value.eval(entry.value, arch, block, raw.index), upto = entry.upto,
                arch = entry.arch, loc = entry.loc }
        end
    end
    return list
end

local NOTHING = {}

local function item_of(raw, arch, block)
    local cell = value.cell(raw.cells, arch)
    local item = { kind = raw.kind, name = raw.name, text = raw.text, loc = raw.loc, raw = raw, since = raw.since,
        upto = raw.upto, internal = raw.internal, obsolete = raw.obsolete, reserved = raw.reserved }
    if raw.kind == "range" then
        item.first, item.last = cell.first, cell.last
        return item, cell.first ~= nil
    end
    item.value = value.eval(cell, arch, block, raw.index)
    if raw.kind == "number" then
        item.domain = raw.domain
        return item, item.value ~= nil
    end
    item.alias_of = cell == raw.cells.base and raw.alias_of or nil
    -- an override that is nothing but a name makes an alias of it there
    if cell ~= raw.cells.base and cell.parts and #cell.parts == 1 and type(cell.parts[1]) == "table" then
        item.alias_of = cell.parts[1].name
    end
    item.of_mask = raw.of_mask
    item.contains = raw.contains
    item.was = #raw.was > 0 and was_of(raw, arch, block) or NOTHING
    if raw.header_value then item.header_value = value.eval(raw.header_value, arch, block, raw.index) end
    return item, item.value ~= nil
end

local LIST_OF = { member = "members", mask = "masks", number = "numbers", range = "ranges" }

function resolve.domain(block, arch, os)
    local domain = { name = block.name, kind = block.kind, type = block.type, header = block.header, os = os,
        unknown = block.unknown, since = block.since, upto = block.upto, internal = block.internal, loc = block.loc,
        items = {}, members = {}, masks = {}, numbers = {}, ranges = {},
        absent = {}, by_name = {} }
    local items, by_name = domain.items, domain.by_name
    for _, raw in ipairs(block.items) do
        local item, exists = item_of(raw, arch, block)
        if not exists then
            domain.absent[#domain.absent + 1] = item
        else
            local list = domain[LIST_OF[item.kind]]
            items[#items + 1] = item
            list[#list + 1] = item
            if not by_name[item.name] then by_name[item.name] = item end
        end
    end
    return domain
end

-- types and structures -------------------------------------------------------------------------------

-- Parser's TYPE -> TYPE with size, unit and align; nil where that cannot be said.
local function typed(c, raw)
    local type = { base = raw.base, struct = raw.struct, count = raw.count, flexible = raw.flexible,
        count_arg = raw.count_arg }
    if raw.base == "struct" then
        local other = c.struct(raw.struct, raw.loc)
        if not other or not other.size then return nil end
        type.unit, type.align = other.size, other.align
    else
        type.unit = model.scalar_size(raw.base, c.arch)
        type.align = type.unit == 8 and c.arch.align64 or type.unit
    end
    type.size = type.flexible and 0 or type.unit * (type.count or 1)
    return type
end

local function fields_of(c, raws, view, struct)
    local list = {}
    for _, raw in ipairs(raws) do
        local cell = value.cell(raw.cells, c.arch)
        if cell.offset then
            local type = typed(c, cell.type or raw.type)
            local field = { name = raw.name, type = type, offset = cell.offset, size = type and type.size,
                domain = raw.domain, pad = raw.pad, view = view, since = raw.since, upto = raw.upto,
                when = raw.when, header_name = raw.header_name, internal = raw.internal, text = raw.text,
                loc = raw.loc }
            local key = view and (view .. "." .. raw.name) or raw.name
            if type then list[#list + 1] = field else struct.incomplete = true end
            if type and not struct.field[key] then struct.field[key] = field end
        end
    end
    return list
end

local function number_of(cells, c)
    return cells and value.eval(value.cell(cells, c.arch), c.arch) or nil
end

local function natural_align(struct)
    local align = 1
    local function over(fields)
        for _, field in ipairs(fields) do align = math.max(align, field.type.align) end
    end
    over(struct.fields)
    for _, view in ipairs(struct.views) do over(view.fields) end
    return align
end

local function struct_of(c, block)
    local struct = { name = block.name, header = block.header, tag = block.tag or block.name, typedef = block.typedef,
        os = c.os, loc = block.loc, text = block.text, since = block.since, internal = block.internal,
        incomplete = block.broken, views = {}, field = {} }
    struct.size = number_of(block.size, c)
    struct.fields = fields_of(c, block.fields, nil, struct)
    for _, view in ipairs(block.views) do
        struct.views[#struct.views + 1] = { name = view.name, loc = view.loc, text = view.text,
            fields = fields_of(c, view.fields, view.name, struct) }
    end
    struct.align = number_of(block.align, c) or natural_align(struct)
    return struct
end

-- ioctls ---------------------------------------------------------------------------------------------

local READ, WRITE = { ior = true, iowr = true }, { iow = true, iowr = true }

-- what _IO, _IOR, _IOW and _IOWR of the four families of headers make of it
local SCHEMES = {
    generic = { none = 0, read = 2, write = 1, shift = 30, size = 0x3fff },
    powerpc = { none = 1, read = 2, write = 4, shift = 29, size = 0x1fff },
    parisc = { none = 0, read = 1, write = 2, shift = 30, size = 0x3fff },
    bsd = { none = 1, read = 2, write = 4, shift = 29, size = 0x1fff },
}

function resolve.ioctl_number(scheme_name, op, group, nr, size)
    local scheme = SCHEMES[scheme_name]
    local dir = (READ[op] and scheme.read or 0) | (WRITE[op] and scheme.write or 0)
    if dir == 0 then
        dir = scheme.none
        size = op == "iowint" and 4 or 0
    end
    return (dir << scheme.shift) | ((size & scheme.size) << 16) | ((group & 0xff) << 8) | (nr & 0xff)
end

local function ioctls_of(c, block)
    local group = { name = block.name, header = block.header, os = c.os, loc = block.loc, items = {}, by_name = {} }
    for _, raw in ipairs(block.items) do
        local item = { kind = "ioctl", name = raw.name, dir = raw.dir, alias_of = raw.alias_of, since = raw.since,
            upto = raw.upto, obsolete = raw.obsolete, text = raw.text, loc = raw.loc, raw = raw }
        -- a request that does not exist here has no argument either
        local cell = value.cell(raw.cells, c.arch)
        item.type = raw.type and not (cell and cell.absent) and typed(c, raw.type)
        if raw.encoder then
            local said = raw.size or raw.size_of and model.scalar_size(raw.size_of, c.arch)
            item.encoder = { op = raw.encoder.op, group = raw.encoder.group, nr = raw.encoder.nr, size = said }
            local size = said or (item.type and item.type.size) or 0
            item.value = resolve.ioctl_number(c.arch.ioctl, raw.encoder.op, raw.encoder.group, raw.encoder.nr, size)
        elseif raw.alias_of and value.cell(raw.cells, c.arch) == raw.cells.base then
            local primary = group.by_name[raw.alias_of]
            item.value = primary and primary.value
            item.dir = item.dir or (primary and primary.dir)
            item.type = item.type or (primary and primary.type)
        else
            item.alias_of = nil
            item.value = value.eval(value.cell(raw.cells, c.arch), c.arch, block, raw.index)
        end
        if raw.encoder and value.cell(raw.cells, c.arch) then
            item.value = value.eval(value.cell(raw.cells, c.arch), c.arch, block, raw.index)
        end
        if item.value then
            group.items[#group.items + 1] = item
            if not group.by_name[item.name] then group.by_name[item.name] = item end
        end
    end
    return group
end

-- the side -------------------------------------------------------------------------------------------

-- `size 44 powerpc=-`: that architecture has no such structure
local function missing(block, arch)
    local cell = block.size and value.cell(block.size, arch)
    return cell and cell.absent
end

local function context(os, arch, blocks, sink)
    local c = { os = os, arch = arch, sink = sink, done = {}, open = {}, by_name = {} }
    for _, block in ipairs(blocks) do
        if block.kind == "struct" and not c.by_name[block.name] then c.by_name[block.name] = block end
    end
    -- structure by name, worked out when first asked for
    function c.struct(name, loc)
        if c.done[name] then return c.done[name] end
        local block = c.by_name[name]
        if not block then
            sink:error(loc, "struct-unknown", "no structure '%s' in the specs of %s", name, os)
        elseif missing(block, arch) then
            sink:error(loc, "struct-unknown", "%s has no structure '%s' on %s", os, name, arch.name)
        elseif c.open[name] then
            sink:error(loc, "struct-cycle", "struct %s contains itself", name)
        else
            c.open[name] = true
            local struct = struct_of(c, block)
            c.open[name] = nil
            c.done[name] = struct
            return struct
        end
    end
    return c
end

local function keep(list, index, record)
    if record and not index[record.name] then
        list[#list + 1] = record
        index[record.name] = record
    end
end

-- Traps as a domain, so that they pair like all others.
local function trap_domain(side)
    local domain = { name = "trap", kind = "enum", type = "i32", os = side.os,
        unknown = { op = "refuse", errno = "EINVAL" }, items = {}, members = {}, masks = {},
        numbers = {}, ranges = {}, absent = {}, by_name = {} }
    for _, trap in ipairs(side.traps) do
        local item = { kind = "member", name = trap.name, value = trap.value, text = trap.text, loc = trap.loc,
            contains = NOTHING, was = NOTHING, trap = trap }
        domain.items[#domain.items + 1] = item
        domain.members[#domain.members + 1] = item
        domain.by_name[item.name] = item
    end
    return domain
end

function resolve.side(os, arch, blocks, sink)
    local side = { os = os, arch = arch, domains = {}, domain = {}, structs = {}, struct = {}, ioctls = {},
        ioctl_group = {}, typedefs = {}, typedef = {}, traps = {}, calls = {}, call = {} }
    local c = context(os, arch, blocks, sink)
    for _, block in ipairs(blocks) do
        if block.kind == "enum" and block.name == "call_number" then
            side.numbers = side.numbers or resolve.domain(block, arch, os)
        elseif block.kind == "enum" or block.kind == "flags" then
            keep(side.domains, side.domain, resolve.domain(block, arch, os))
        elseif block.kind == "struct" then
            if not missing(block, arch) then keep(side.structs, side.struct, c.struct(block.name, block.loc)) end
        elseif block.kind == "ioctls" then
            keep(side.ioctls, side.ioctl_group, ioctls_of(c, block))
        elseif block.kind == "typedefs" then
            for _, raw in ipairs(block.items) do
                local cell = value.cell(raw.cells, arch)
                local type = cell.type and typed(c, cell.type)
                if type then
                    keep(side.typedefs, side.typedef, { name = raw.name, type = type, text = raw.text, loc = raw.loc })
                end
            end
        elseif block.kind == "traps" and model.is_arch(block.name, arch) then
            for _, raw in ipairs(block.items) do side.traps[#side.traps + 1] = raw end
        end
    end
    side.auxv = side.domain.auxv
    side.trap = trap_domain(side)
    return side
end

return resolve
