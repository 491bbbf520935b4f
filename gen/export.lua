-- SPDX-License-Identifier: BSD-2-Clause
--
-- A world -> the plain table behind `sysvec gen --json`.  gen/SCHEMA.md documents every key; VERSION rises when
-- a key goes away or changes its meaning (a new key is no change).
--
--     io.stdout:write(json.encode(export.world(world, "specs")), "\n")
--
-- The second argument is the root the specs were read from; it is cut from places, so that the bytes do not
-- depend on where the tree lies.

local json = require("json")
local model = require("model")
local pair = require("check.pair")

local export = { NAME = "sysvec-model", VERSION = 1 }

local list = json.list

local function mapped(items, make, ...)
    local out = list({})
    for i, item in ipairs(items) do out[i] = make(item, ...) end
    return out
end

local function copied(items)
    return list({ table.unpack(items or {}) })
end

-- loc -> "specs/linux/errno.spec:12:5"
local function place(loc, root)
    local file = loc.file
    if root and file:sub(1, #root + 1) == root .. "/" then file = "specs" .. file:sub(#root + 1) end
    return loc.col and ("%s:%d:%d"):format(file, loc.line, loc.col) or ("%s:%d"):format(file, loc.line)
end

local function type_of(type)
    if not type then return nil end
    return { base = type.base, struct = type.struct, count = type.count, flexible = type.flexible, size = type.size,
        align = type.align }
end

local function unknown_of(unknown)
    return unknown and { op = unknown.op, errno = unknown.errno }
end

local function arch_of(arch)
    return { name = arch.name, bits = arch.bits, long_bits = arch.long, endian = arch.endian,
        families = copied(arch.families), ioctl = arch.ioctl, number_base = arch.number_base, pair64 = arch.pair64,
        align64 = arch.align64, private_first = arch.private and arch.private.first,
        private_last = arch.private and arch.private.last }
end

local function was_of(entry)
    return { value = entry.value, ["until"] = entry.upto, arch = entry.arch }
end

local function item_of(item, root)
    local out = { kind = item.kind, name = item.name, value = item.value, first = item.first, last = item.last,
        alias_of = item.alias_of, of_mask = item.of_mask, domain = item.domain, since = item.since,
        ["until"] = item.upto, header_value = item.header_value, internal = item.internal, obsolete = item.obsolete,
        reserved = item.reserved, text = item.text, loc = place(item.loc, root) }
    if item.contains and #item.contains > 0 then out.contains = copied(item.contains) end
    if item.was and #item.was > 0 then out.was = mapped(item.was, was_of) end
    return out
end

local function domain_of(domain, root)
    return { name = domain.name, kind = domain.kind, type = domain.type, header = domain.header,
        unknown = unknown_of(domain.unknown), items = mapped(domain.items, item_of, root),
        loc = place(domain.loc, root) }
end

local function field_of(field, root)
    return { name = field.name, type = type_of(field.type), offset = field.offset, size = field.size,
        domain = field.domain, pad = field.pad, since = field.since, header_name = field.header_name,
        internal = field.internal, text = field.text, when_field = field.when and field.when.field,
        when_members = field.when and copied(field.when.members), loc = place(field.loc, root) }
end

local function view_of(view, root)
    return { name = view.name, fields = mapped(view.fields, field_of, root), loc = place(view.loc, root) }
end

local function struct_of(struct, root)
    return { name = struct.name, size = struct.size, align = struct.align, header = struct.header, tag = struct.tag,
        typedef = struct.typedef, internal = struct.internal, fields = mapped(struct.fields, field_of, root),
        views = mapped(struct.views, view_of, root), loc = place(struct.loc, root) }
end

local function ioctl_of(item, root)
    return { name = item.name, value = item.value, dir = item.dir, type = type_of(item.type), alias_of = item.alias_of,
        since = item.since, text = item.text, loc = place(item.loc, root) }
end

local function group_of(group, root)
    return { name = group.name, header = group.header, items = mapped(group.items, ioctl_of, root),
        loc = place(group.loc, root) }
end

local function trap_of(trap, root)
    return { name = trap.name, value = trap.value, signal = trap.signal, codes = copied(trap.codes), text = trap.text,
        loc = place(trap.loc, root) }
end

local function typedef_of(typedef, root)
    return { name = typedef.name, type = type_of(typedef.type), text = typedef.text, loc = place(typedef.loc, root) }
end

local function argument_of(arg)
    return { name = arg.name, type = arg.ctype, dir = arg.dir, domain = arg.domain, struct = arg.struct,
        scalar = arg.scalar, count = arg.count, count_argument = arg.count_arg, bytes = arg.bytes, path = arg.path,
        string = arg.string, text = arg.text }
end

local function call_of(call, root)
    return { name = call.name, number = call.number, last = call.last ~= call.number and call.last or nil,
        type = call.type, empty = call.empty, ret = call.ret, since = call.since, text = call.text,
        args = mapped(call.args, argument_of), loc = place(call.loc, root) }
end

local function side_of(side, root)
    return { os = side.os, arch = arch_of(side.arch), domains = mapped(side.domains, domain_of, root),
        structs = mapped(side.structs, struct_of, root), ioctls = mapped(side.ioctls, group_of, root),
        typedefs = mapped(side.typedefs, typedef_of, root), traps = mapped(side.traps, trap_of, root),
        calls = mapped(side.calls, call_of, root) }
end

-- pairs ----------------------------------------------------------------------------------------------

local function answer_of(name, op, targets, line, root)
    line = line or {}
    return { name = name, op = op, targets = copied(targets), errno = line.errno, number = line.number,
        file = line.file, reason = line.reason, loc = line.loc and place(line.loc, root) }
end

local function item_answers(policy, from, to, root)
    local out = list({})
    for _, item in ipairs(from.items) do
        local how, targets, line = model.answer(policy, from, item, to)
        if item.kind ~= "mask" and not item.alias_of and how then
            local names = list({})
            if how == "exact" then names[1] = targets.name end
            for i, target in ipairs(how == "lossy" and targets or {}) do names[i] = target.name end
            out[#out + 1] = answer_of(item.name, how, names, line, root)
        end
    end
    return out
end

local OPS = { ["=="] = "exact", ["->"] = "lossy" }

-- fields and requests: by their line, else by the same name
local function named_answers(policy, names, index, root)
    local out = list({})
    for _, name in ipairs(names) do
        local line = policy.by_name[name]
        if line then
            out[#out + 1] = answer_of(name, OPS[line.op] or line.op, line.targets, line, root)
        elseif index[name] then
            out[#out + 1] = answer_of(name, "exact", { name }, nil, root)
        end
    end
    return out
end

local function field_names(struct)
    local names = {}
    for _, field in ipairs(struct.fields) do
        if not field.pad then names[#names + 1] = field.name end
    end
    for _, view in ipairs(struct.views) do
        for _, field in ipairs(view.fields) do
            if not field.pad then names[#names + 1] = view.name .. "." .. field.name end
        end
    end
    return names
end

local function item_names(group)
    local names = {}
    for _, item in ipairs(group.items) do
        if not item.alias_of then names[#names + 1] = item.name end
    end
    return names
end

local function record(side, what, name)
    if what == "domain" then return side.domain[name] or (name == "trap" and side.trap) or nil end
    return (what == "struct" and side.struct or side.ioctl_group)[name]
end

local function both_ways(out, world, what, name, root)
    local a, b = world.foreign, world.native
    local there = model.policy(world.policies, what, name, a.os, b.os)
    for _, way in ipairs({ { a, b, name }, { b, a, there.to_name } }) do
        local policy = model.policy(world.policies, what, way[3], way[1].os, way[2].os)
        local from, to = record(way[1], what, way[3]), record(way[2], what, policy.to_name)
        if from and to then
            local answers
            if what == "domain" then
                answers = item_answers(policy, from, to, root)
            elseif what == "struct" then
                answers = named_answers(policy, field_names(from), to.field, root)
            else
                answers = named_answers(policy, item_names(from), to.by_name, root)
            end
            out[#out + 1] = { what = what, name = way[3], to_name = policy.to_name, from = way[1].os, to = way[2].os,
                fallback = policy.fallback, unknown = unknown_of(policy.unknown or from.unknown), answers = answers }
        end
    end
end

local function pairs_of(world, root)
    local out = list({})
    if world.foreign == world.native then return out end
    for _, domain in ipairs(world.foreign.domains) do both_ways(out, world, "domain", domain.name, root) end
    if #world.foreign.traps > 0 then both_ways(out, world, "domain", "trap", root) end
    for _, name in ipairs((pair.structs(world))) do both_ways(out, world, "struct", name, root) end
    for _, group in ipairs(world.foreign.ioctls) do both_ways(out, world, "ioctls", group.name, root) end
    return out
end

local function handler_argument(arg)
    return { name = arg.name, kind = arg.kind, dir = arg.dir, domain = arg.domain, struct = arg.struct,
        scalar = arg.scalar, count = arg.count, nullable = arg.nullable }
end

local function service_argument(arg)
    return { kind = arg.kind, name = arg.name, value = arg.value }
end

local function handler_of(line, root)
    return { name = line.name, op = line.op, args = line.args and mapped(line.args, handler_argument),
        service = line.service, service_args = line.service_args and mapped(line.service_args, service_argument),
        result = line.result, file = line.file, errno = line.errno, reason = line.reason, loc = place(line.loc, root) }
end

-- the vector -----------------------------------------------------------------------------------------

local function brand_of(brand)
    return { kind = brand.kind, value = brand.value, name = brand.name, system = brand.system, path = brand.path }
end

local function tag_of(entry)
    return { tag = entry.tag, from = entry.from, argument = entry.argument }
end

local function vector_of(v, root)
    return { name = v.name, foreign = v.foreign.os .. "/" .. v.foreign.arch,
        native = v.native.os .. "/" .. v.native.arch, pair = v.pair, prefix = v.prefix, root = v.root,
        osname = v.osname, osrelease = v.osrelease, ossversion = v.ossversion, errno = v.errno, abi = v.abi,
        brands = mapped(v.brands, brand_of), auxv = mapped(v.auxv, tag_of), loc = place(v.loc, root) }
end

function export.world(world, root)
    root = root and root:gsub("(.)/+$", "%1")
    return { schema = export.NAME, version = export.VERSION, vector = vector_of(world.vector, root),
        foreign = side_of(world.foreign, root), native = side_of(world.native, root), pairs = pairs_of(world, root),
        handlers = mapped(world.call_list, handler_of, root) }
end

return export
