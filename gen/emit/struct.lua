-- SPDX-License-Identifier: BSD-2-Clause
--
-- Structures of one side -> C definitions with static assertions that name the spec line.
--
--     struct.define_all(t, n, side)         into a text, in an order that C accepts
--     struct.foreign(n)                     -> "linux_struct.h", text

local names = require("emit.names")
local text = require("emit.text")

local struct = {}

-- Structures so that one stands behind those it holds; otherwise in spec order.
function struct.ordered(side)
    local list, done = {}, {}
    local function visit(s)
        if done[s] then return end
        done[s] = true
        local function over(fields)
            for _, field in ipairs(fields) do
                if field.type.base == "struct" and side.struct[field.type.struct] then
                    visit(side.struct[field.type.struct])
                end
            end
        end
        over(s.fields)
        for _, view in ipairs(s.views) do over(view.fields) end
        list[#list + 1] = s
    end
    for _, s in ipairs(side.structs) do visit(s) end
    return list
end

-- Words that are macros in FreeBSD's sys/cdefs.h, which a kernel module includes first.
local MACROS = { __unused = true, __used = true, __packed = true, __dead2 = true, __aligned = true, __section = true }

-- { type, declarator } of a field
local function declaration(n, side, field)
    local type = field.type
    local base
    if type.base == "struct" then
        base = n:tag(side, side.struct[type.struct])
    else
        base = n:scalar(side, type.base)
    end
    local name = MACROS[field.name] and field.name .. "_" or field.name
    if base:sub(-1) == "*" then
        base, name = base:gsub(" %*$", ""), "*" .. name
    end
    if type.flexible then
        name = name .. "[]"
    elseif type.count then
        name = ("%s[%d]"):format(name, type.count)
    end
    return base, name
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

-- Views that overlap form one union: list of { first =, last =, views = }
local function clusters(s)
    local list = {}
    for _, view in ipairs(s.views) do
        local fields = by_offset(view.fields)
        if #fields > 0 then
            local first, last = fields[1].offset, 0
            for _, field in ipairs(fields) do last = math.max(last, field.offset + field.size) end
            list[#list + 1] = { first = first, last = last, views = { { name = view.name, fields = fields } } }
        end
    end
    table.sort(list, function(a, b)
        if a.first ~= b.first then return a.first < b.first end
        return a.views[1].name < b.views[1].name
    end)
    local merged = {}
    for _, cluster in ipairs(list) do
        local last = merged[#merged]
        if last and cluster.first < last.last then
            last.last = math.max(last.last, cluster.last)
            last.views[#last.views + 1] = cluster.views[1]
        else
            merged[#merged + 1] = cluster
        end
    end
    local order = {}
    for i, view in ipairs(s.views) do order[view.name] = i end
    for _, cluster in ipairs(merged) do
        table.sort(cluster.views, function(a, b) return order[a.name] < order[b.name] end)
    end
    return merged
end

local function union_lines(t, n, side, cluster, packed)
    local attribute = packed and " __attribute__((__packed__))" or ""
    t:line("\tunion {")
    for _, view in ipairs(cluster.views) do
        t:line("\t\tstruct {")
        local at, holes, rows = cluster.first, 0, {}
        for _, field in ipairs(view.fields) do
            if field.offset > at then
                rows[#rows + 1] = { "uint8_t", ("__hole%d[%d];"):format(holes, field.offset - at) }
                holes = holes + 1
            end
            local base, name = declaration(n, side, field)
            rows[#rows + 1] = { base, name .. ";" }
            at = field.offset + field.size
        end
        t:rows(rows, "\t\t\t", "", "")
        t:line("\t\t}%s %s;", attribute, view.name)
    end
    t:line("\t};")
end

-- fields and unions in the order of offsets
local function parts_of(s)
    local parts = {}
    for _, field in ipairs(s.fields) do parts[#parts + 1] = { offset = field.offset, field = field } end
    for _, cluster in ipairs(clusters(s)) do parts[#parts + 1] = { offset = cluster.first, cluster = cluster } end
    local place = {}
    for i, part in ipairs(parts) do place[part] = i end
    table.sort(parts, function(a, b)
        if a.offset ~= b.offset then return a.offset < b.offset end
        return place[a] < place[b]
    end)
    return parts
end

-- Alignment that a C compiler for the native side gives a field: it need not be the foreign ABI's.
local function c_align(side, field)
    if field.type.base ~= "struct" then return field.type.unit end
    local inner = side.struct[field.type.struct]
    return inner and inner.align or 1
end

-- Would C lay the structure out as the spec says?  -> packed, aligned: what the attributes must say.
-- Views with holes are filled by hand, so only their alignment counts.
local function attributes(side, s)
    local at, most = 0, 1
    local packed = false
    local function place(offset, align, size)
        most = math.max(most, align)
        if (at + align - 1) // align * align ~= offset then packed = true end
        at = offset + size
    end
    for _, part in ipairs(parts_of(s)) do
        if part.field then
            place(part.offset, c_align(side, part.field), part.field.size)
        else
            local align = 1
            for _, view in ipairs(part.cluster.views) do
                for _, field in ipairs(view.fields) do
                    align = math.max(align, c_align(side, field))
                    if (field.offset - part.cluster.first) % c_align(side, field) ~= 0 then packed = true end
                end
            end
            local size = part.cluster.last - part.cluster.first
            if size % align ~= 0 then packed = true end
            place(part.offset, align, size)
        end
    end
    local size = (at + most - 1) // most * most
    if most > s.align or size ~= s.size and s.align <= most then packed = true end
    return packed, packed or s.align > most
end

function struct.needs_packing(side, s)
    return (attributes(side, s))
end

function struct.define(t, n, side, s)
    local tag = n:tag(side, s)
    if s.text then t:comment(s.text) end
    t:line("%s {", tag)
    local packed, aligned = attributes(side, s)
    local rows = {}
    local function flush()
        t:rows(rows, "\t", "", "")
        rows = {}
    end
    for _, part in ipairs(parts_of(s)) do
        if part.field then
            local base, name = declaration(n, side, part.field)
            rows[#rows + 1] = { base, name .. ";", note = part.field.text }
        else
            flush()
            union_lines(t, n, side, part.cluster, packed)
        end
    end
    flush()
    t:line(packed and ("} __attribute__((__packed__, __aligned__(%d)));"):format(s.align) or
        aligned and ("} __attribute__((__aligned__(%d)));"):format(s.align) or "};")
    if s.typedef then
        t:line("typedef %s %s;", tag, n:is_foreign(side) and "l_" .. s.typedef or s.typedef)
    end
    local where = n:place(s.loc)
    t:line("SV_SIZE(%s, %d, \"%s\");", tag, s.size, where)
    local function check(field, path)
        if not field.pad then
            t:line("SV_OFFSET(%s, %s, %d, \"%s\");", tag, path, field.offset, n:place(field.loc))
        end
    end
    for _, field in ipairs(s.fields) do check(field, field.name) end
    for _, view in ipairs(s.views) do
        for _, field in ipairs(view.fields) do check(field, view.name .. "." .. field.name) end
    end
    t:blank()
end

function struct.define_all(t, n, side)
    for _, s in ipairs(struct.ordered(side)) do
        if s.size and not s.incomplete then struct.define(t, n, side, s) end
    end
end

-- What the definitions are checked with; both generated headers bring it, since each stands alone.
function struct.assertions(t)
    t:comment("A layout that differs from its spec does not compile; the message names the line.")
    t:line("#ifndef SV_OFFSET")
    t:line("#define\tSV_SIZE(type, size, where)\t_Static_assert(sizeof(type) == (size), where)")
    t:line("#define\tSV_OFFSET(type, field, offset, where)\t\t\t\t\t\t\\")
    t:line("\t_Static_assert(offsetof(type, field) == (offset), where)")
    t:line("#endif")
    t:blank()
end

-- Scalar types that syscalls.master uses.
function struct.typedefs(t, n, side)
    if #side.typedefs == 0 then return end
    local rows = {}
    for _, def in ipairs(side.typedefs) do
        if def.type.base ~= "struct" and not def.type.count and def.name ~= "l_uintptr_t" then
            rows[#rows + 1] = { n:scalar(side, def.type.base), def.name .. ";", note = def.text }
        end
    end
    t:rows(rows, "typedef ", "", "")
    t:blank()
    for _, def in ipairs(side.typedefs) do
        if def.type.base ~= "struct" and def.type.count then
            t:line("typedef struct {")
            t:line("\t%s\t__word[%d];", n:scalar(side, def.type.base), def.type.count)
            t:line("} %s;", def.name)
            t:line("SV_SIZE(%s, %d, \"%s\");", def.name, def.type.size, n:place(def.loc))
            t:blank()
        end
    end
end

function struct.inputs(side)
    local locs = {}
    for _, list in ipairs({ side.structs, side.typedefs }) do
        for _, record in ipairs(list) do locs[#locs + 1] = record.loc end
    end
    return locs
end

function struct.foreign(n)
    local file = n.prefix .. "_struct.h"
    local side = n.world.foreign
    local t = text.new()
    n:header(t, file, "the structures and scalar types of " .. n.foreign_abi .. ".", struct.inputs(side))
    local guard = n:guard(t, file)
    t:line("#include <sysvec/port.h>")
    t:blank()
    t:comment("A pointer of the program inside a structure.")
    t:line("typedef uint%d_t l_uintptr_t;", side.arch.long or side.arch.bits)
    t:blank()
    struct.assertions(t)
    -- a system's own programs: the native header has them
    if side.typedefs ~= n.world.native.typedefs then struct.typedefs(t, n, side) end
    struct.define_all(t, n, side)
    t:line("#endif /* %s */", guard)
    return file, t:text()
end

-- for the layout emitter: is this a signed base
struct.is_signed = names.is_signed

return struct
