-- SPDX-License-Identifier: BSD-2-Clause
--
-- Structures of both sides -> translators.
--
--     layout.emit(n, layouts, sink)         -> "linux_layout.c", text
--     layout.prototypes(t, n, layouts)      for linux_xlat.h
--
-- `layouts` is pair/layout.all(world, doms).

local names = require("emit.names")
local pair_layout = require("pair.layout")
local struct = require("emit.struct")
local text = require("emit.text")

local layout = {}

local function sides(n, plan)
    if plan.dir == "in" then return n.world.foreign, n.world.native end
    return n.world.native, n.world.foreign
end

local LIMIT = { [1] = "INT8", [2] = "INT16", [4] = "INT32", [8] = "INT64" }

-- what a scalar field is: size, signed, C type of its value, pointer on the native side
local function shape(n, side, type)
    local native_pointer = type.base == "ptr" and not n:is_foreign(side)
    return { size = type.unit, signed = names.is_signed(type.base), pointer = native_pointer,
        ctype = native_pointer and "void *" or n:scalar(side, type.base) }
end

-- One value `source` (C) of shape a into `target` (C) of shape b.
local function scalar(t, indent, source, a, target, b, clamp)
    if a.pointer and b.pointer then
        t:line("%s%s = %s;", indent, target, source)
        return
    end
    if a.pointer then
        source, a = "(uintptr_t)" .. source, { size = 8, signed = false, ctype = "uintptr_t" }
    end
    local ctype = b.pointer and "uintptr_t" or b.ctype
    local to = b.pointer and { size = 8, signed = false } or b
    local cast = b.pointer and "(void *)" or ""
    if a.size > to.size then
        if clamp then
            local limit = LIMIT[to.size]
            local most = to.signed and limit .. "_MAX" or "U" .. limit .. "_MAX"
            local least = to.signed and limit .. "_MIN" or "0"
            t:line("%sif (%s > %s)", indent, source, most)
            t:line("%s\t%s = %s;", indent, target, most)
            if a.signed then
                t:line("%selse if (%s < %s)", indent, source, least)
                t:line("%s\t%s = %s;", indent, target, least)
            end
            t:line("%selse", indent)
            t:line("%s\t%s = (%s)%s;", indent, target, ctype, source)
            return
        end
        t:line("%sif (!SV_FITS(%s, %s))", indent, ctype, source)
        t:line("%s\treturn (EOVERFLOW);", indent)
    end
    if b.pointer or a.ctype ~= b.ctype then
        t:line("%s%s = %s(%s)%s;", indent, target, cast, ctype, source)
    else
        t:line("%s%s = %s;", indent, target, source)
    end
end

-- if (a || b) {
local function open_when(t, n, plan, when, indent)
    local from, to = sides(n, plan)
    local side = when.side == "from" and from or to
    local path = (when.side == "from" and "f->" or "t->") .. when.field.name
    local tests = {}
    for _, name in ipairs(when.members) do tests[#tests + 1] = ("%s == %s"):format(path, n:constant(side, name)) end
    t:fill(indent .. "if (", tests, ") {", indent .. "    ", " ||")
end

local function domain_value(t, n, plan, op, indent, source, target)
    local from, to = sides(n, plan)
    local a, b = shape(n, from, op.from.type), shape(n, to, op.to.type)
    local from_type = n:domain_type(from, op.from_domain)
    local to_type = n:domain_type(to, op.to_domain)
    local from_size = n:domain_shape(from, op.from_domain)
    local to_size, to_signed = n:domain_shape(to, op.to_domain)
    if a.pointer then source = "(uintptr_t)" .. source end
    -- a field wider than its domain: what lies above must be empty
    if a.size > from_size then
        t:line("%sif (!SV_FITS(%s, %s))", indent, a.signed and from_type or names.unsigned(from_type), source)
        t:line("%s\treturn (EINVAL);", indent)
    end
    local value = a.ctype == from_type and source or ("(%s)%s"):format(from_type, source)
    local function call(variable)
        t:line("%sif ((error = %s(%s, &%s)) != 0)", indent, n:translator(op.domain, plan.dir), value, variable)
        t:line("%s\treturn (error);", indent)
    end
    -- packed targets and other types go through a variable of their own
    if b.ctype == to_type and not plan.packed_to and not b.pointer then
        call(target)
    else
        local variable = plan.variable(to_type)
        call(variable)
        scalar(t, indent, variable, { size = to_size, signed = to_signed, ctype = to_type }, target, b)
    end
end

local function struct_value(t, n, plan, op, indent, source, target)
    local from, to = sides(n, plan)
    if plan.is_set(op.struct) then
        t:line("%s%s_sigset_%s(&%s, &%s);", indent, n.prefix, plan.dir, source, target)
        return
    end
    if plan.packed_from or plan.packed_to then
        -- the address of a packed member may be unaligned
        t:line("%s{", indent)
        t:line("%s\t%s one = %s;", indent, n:tag(from, from.struct[op.from.type.struct]), source)
        t:line("%s\t%s other;", indent, n:tag(to, to.struct[op.to.type.struct]))
        t:blank()
        t:line("%s\tif ((error = %s_%s_%s(&one, &other)) != 0)", indent, n.prefix, op.struct, plan.dir)
        t:line("%s\t\treturn (error);", indent)
        t:line("%s\t%s = other;", indent, target)
        t:line("%s}", indent)
        return
    end
    t:line("%sif ((error = %s_%s_%s(&%s, &%s)) != 0)", indent, n.prefix, op.struct, plan.dir, source, target)
    t:line("%s\treturn (error);", indent)
end

-- `value(t, indent, source, target)` once, or for each element
local function each(t, op, value)
    local source, target = "f->" .. op.from.name, "t->" .. op.to.name
    if not op.count then
        value(t, "\t", source, target)
        return
    end
    if op.excess > 0 and not op.clamp and op.op == "scalar" then
        t:line("\tfor (i = %d; i < %d; i++) {", op.count, op.count + op.excess)
        t:line("\t\tif (%s[i] != 0)", source)
        t:line("\t\t\treturn (EOVERFLOW);")
        t:line("\t}")
    end
    local a = op.from.type.count and source .. "[i]" or source
    local b = op.to.type.count and target .. "[i]" or target
    if op.count == 1 then
        value(t, "\t", (a:gsub("%[i%]", "[0]")), (b:gsub("%[i%]", "[0]")))
        return
    end
    local inner = text.new()
    value(inner, "\t\t", a, b)
    local braces = inner.n > 1
    t:line("\tfor (i = 0; i < %d; i++)%s", op.count, braces and " {" or "")
    t:append(inner)
    if braces then t:line("\t}") end
end

local function bytes(t, op)
    local source, target = "f->" .. op.from.name, "t->" .. op.to.name
    if op.excess > 0 and not op.clamp then
        t:line("\tfor (i = %d; i < %d; i++) {", op.count, op.count + op.excess)
        t:line("\t\tif (%s[i] != 0)", source)
        t:line("\t\t\treturn (EOVERFLOW);")
        t:line("\t}")
    end
    t:line("\tmemcpy(%s, %s, %d);", target, source, op.count)
    if op.excess > 0 and op.clamp and op.to.type.base == "char" then
        t:line("\t%s[%d] = '\\0';", target, op.count - 1)
    end
end

-- two arrays, the first of which fits the second
local function whole_array(op)
    return op.count and op.count > 1 and op.excess == 0 and op.from.type.count and op.to.type.count and true or false
end

-- is a clamped field the narrower one in this direction?
local function narrows(n, plan, op)
    local from, to = sides(n, plan)
    local a, b = shape(n, from, op.from.type), shape(n, to, op.to.type)
    return a.size > b.size or op.excess > 0
end

local function body(t, n, plan, op)
    local from, to = sides(n, plan)
    if op.note and op.op ~= "hand" and not (op.clamp and not narrows(n, plan, op)) then t:comment(op.note, "\t") end
    if op.op == "scalar" then
        local a, b = shape(n, from, op.from.type), shape(n, to, op.to.type)
        if whole_array(op) and a.ctype == b.ctype then
            t:line("\tmemcpy(&t->%s, &f->%s, sizeof(%s->%s));", op.to.name, op.from.name,
                op.from.type.size < op.to.type.size and "f" or "t",
                op.from.type.size < op.to.type.size and op.from.name or op.to.name)
            return
        end
        each(t, op, function(out, indent, source, target) scalar(out, indent, source, a, target, b, op.clamp) end)
    elseif op.op == "domain" then
        each(t, op, function(out, indent, source, target)
            if op.when then
                local a, b = shape(n, from, op.from.type), shape(n, to, op.to.type)
                open_when(out, n, plan, op.when, indent)
                domain_value(out, n, plan, op, indent .. "\t", source, target)
                out:line("%s} else {", indent)
                scalar(out, indent .. "\t", source, a, target, b)
                out:line("%s}", indent)
            else
                domain_value(out, n, plan, op, indent, source, target)
            end
        end)
    elseif op.op == "struct" then
        each(t, op, function(out, indent, source, target) struct_value(out, n, plan, op, indent, source, target) end)
    elseif op.op == "bytes" then
        bytes(t, op)
    elseif op.op == "const" then
        local b = shape(n, to, op.to.type)
        local cast = b.pointer and "(void *)(uintptr_t)" or (op.number < 0 or op.number > 127) and
            ("(%s)"):format(b.ctype) or ""
        t:line("\tt->%s = %s%d;", op.to.name, cast, op.number)
    elseif op.op == "refuse" then
        local field = op.from
        if field.type.count then
            t:line("\tfor (i = 0; i < %d; i++) {", field.type.count)
            t:line("\t\tif (f->%s[i] != 0)", field.name)
            t:line("\t\t\treturn (%s);", op.errno)
            t:line("\t}")
        else
            local nothing = field.type.base == "ptr" and not n:is_foreign(from) and "NULL" or "0"
            t:line("\tif (f->%s != %s)", field.name, nothing)
            t:line("\t\treturn (%s);", op.errno)
        end
    elseif op.op == "hand" then
        if op.note then t:comment("by hand: " .. op.note, "\t") end
        t:line("\tif ((error = %s_%s_%s_%s(f, t)) != 0)", n.prefix, plan.name, op.name, plan.dir)
        t:line("\t\treturn (error);")
    end
end

local function loops(n, plan, op)
    if op.op == "scalar" and whole_array(op) then
        local from, to = sides(n, plan)
        return shape(n, from, op.from.type).ctype ~= shape(n, to, op.to.type).ctype
    end
    if op.op == "refuse" then return op.from.type.count ~= nil end
    if op.op == "bytes" then return op.excess > 0 and not op.clamp end
    return op.count ~= nil and (op.count > 1 or op.excess > 0 and not op.clamp and op.op == "scalar")
end

local function uses_error(plan, op)
    return op.op == "domain" or op.op == "hand" or op.op == "struct" and not plan.is_set(op.struct)
end

local function translator(t, n, plan)
    local from, to = sides(n, plan)
    local inner = text.new()
    local variables, order = {}, {}
    plan.packed_from = struct.needs_packing(from, plan.from)
    plan.packed_to = struct.needs_packing(to, plan.to)
    plan.variable = function(ctype)
        if not variables[ctype] then
            variables[ctype] = "value" .. (#order > 0 and #order + 1 or "")
            order[#order + 1] = ctype
        end
        return variables[ctype]
    end
    local loop, error = false, false
    for _, op in ipairs(plan.ops) do
        loop = loop or loops(n, plan, op)
        error = error or uses_error(plan, op)
        body(inner, n, plan, op)
    end
    for _, op in ipairs(plan.skipped) do
        inner:comment(("%s: %s"):format(op.from.name, op.note or "not carried over"), "\t")
    end
    t:line("int")
    t:line("%s_%s_%s(const %s *f, %s *t)", n.prefix, plan.name, plan.dir, n:tag(from, plan.from), n:tag(to, plan.to))
    t:line("{")
    for _, ctype in ipairs(order) do t:line("\t%s %s;", ctype, variables[ctype]) end
    if error then t:line("\tint error;") end
    if loop then t:line("\tsize_t i;") end
    if #order > 0 or error or loop then t:blank() end
    t:line("\tSV_ZERO(t);")
    t:append(inner)
    if #plan.ops == 0 then t:line("\t(void)f;") end
    t:line("\treturn (0);")
    t:line("}")
    t:blank()
end

local function prepare(n, layouts)
    local function is_set(name)
        local s = n.world.foreign.struct[name]
        return s ~= nil and pair_layout.is_set(s)
    end
    for _, entry in ipairs(layouts) do
        for _, plan in ipairs({ entry.into, entry.out }) do plan.name, plan.is_set = entry.name, is_set end
    end
end

-- nested structures must be pairs themselves
local function check(n, layouts, sink)
    for _, entry in ipairs(layouts) do
        for _, plan in ipairs({ entry.into, entry.out }) do
            for _, op in ipairs(plan.ops) do
                if op.op == "struct" and not layouts.by_name[op.struct] and not (plan.is_set(op.struct)) then
                    sink:error(op.from.loc, "struct-unpaired", "struct %s inside struct %s has no counterpart",
                        op.struct, entry.name)
                end
            end
        end
    end
    return n
end

function layout.prototypes(t, n, layouts)
    prepare(n, layouts)
    for _, entry in ipairs(layouts) do
        local f, v = n:tag(n.world.foreign, entry.foreign), n:tag(n.world.native, entry.native)
        t:line("int\t%s_%s_in(const %s *, %s *);", n.prefix, entry.name, f, v)
        t:line("int\t%s_%s_out(const %s *, %s *);", n.prefix, entry.name, v, f)
        for _, plan in ipairs({ entry.into, entry.out }) do
            local a, b = f, v
            if plan.dir == "out" then a, b = v, f end
            for _, op in ipairs(plan.hands) do
                t:noted(("int\t%s_%s_%s_%s(const %s *, %s *);"):format(n.prefix, entry.name, op.name, plan.dir, a, b),
                    "by hand")
            end
        end
    end
end

function layout.emit(n, layouts, sink)
    local file = n.prefix .. "_layout.c"
    local t = text.new()
    prepare(n, layouts)
    check(n, layouts, sink)
    local inputs = {}
    for _, entry in ipairs(layouts) do
        inputs[#inputs + 1] = entry.foreign.loc
        inputs[#inputs + 1] = entry.native.loc
        for _, block in ipairs(entry.into.policy.blocks) do inputs[#inputs + 1] = block.loc end
        for _, block in ipairs(entry.out.policy.blocks) do inputs[#inputs + 1] = block.loc end
    end
    n:header(t, file, ("structure translators, %s and %s."):format(n.foreign_abi, n.native_abi), inputs, nil,
        "f is read, t is written: zeroed first, padding included, then field by field. " ..
        "After an error t is not to be used.")
    t:blank()
    t:line("#include <sysvec/xlat.h>")
    t:line("#include \"%s_const.h\"", n.prefix)
    t:line("#include \"%s_struct.h\"", n.prefix)
    t:line("#include \"%s_xlat.h\"", n.prefix)
    t:blank()
    for _, entry in ipairs(layouts) do
        translator(t, n, entry.into)
        translator(t, n, entry.out)
    end
    return file, t:text()
end


return layout
