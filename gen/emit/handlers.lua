-- SPDX-License-Identifier: BSD-2-Clause
--
-- Lines of calls.pair -> handlers that translate arguments, call one native service and translate results.
--
--     handlers.emit(n, calls, parts, sink)     -> "linux_handlers.c", text
--
-- parts: doms, layouts, services (pair/service.lua).  A handler is made in four steps: what each argument needs
-- (arrive), the body up to the service, the call itself, the results.

local cdecl = require("parse.cdecl")
local pair_layout = require("pair.layout")
local service = require("pair.service")
local signal = require("emit.signal")
local syscall = require("emit.syscall")
local text = require("emit.text")

local handlers = {}

-- What may lie on a kernel stack; larger structures come from sv_tmp_alloc.
local STACK = 256
-- SV_TMP_MAX, and what an array on the stack may hold at the most.
local MOST = 1 << 20

local RESERVED = { td = true, uap = true, error = true, i = true }

local function local_name(name)
    return RESERVED[name] and name .. "_" or name
end

local function pass_through(arg)
    if arg.low then return ("SV_PAIR64(uap->%s, uap->%s)"):format(arg.low, arg.high) end
    return "uap->" .. arg.name
end

-- An expression with the shape { size, signed, pointer, ctype } as a parameter of type `param` wants it.
local function convert(services, expr, shape, param)
    local want = param and service.shape(services, param.type)
    if not want then return expr end
    if want.pointer then
        if not shape.pointer then return ("(%s)(uintptr_t)%s"):format(param.type, expr) end
        local from, to = shape.ctype or "", param.type
        if from == to or "const " .. from == to or to == "const void *" or to == "void *" and not from:find("const") or
            from == "void *" then
            return expr
        end
        -- a guest's pointer: only the type changes
        if from:find("const") and not to:find("const") then
            return ("(%s)(uintptr_t)%s"):format(to, expr)
        end
        return ("(%s)%s"):format(to, expr)
    end
    if shape.pointer then
        local through = ("(uintptr_t)%s"):format(expr)
        return param.type == "uintptr_t" and through or ("(%s)%s"):format(param.type, through)
    end
    if shape.size == want.size and shape.signed == want.signed then return expr end
    if shape.size < want.size and (shape.signed == want.signed or not shape.signed) then return expr end
    return ("(%s)%s"):format(param.type, expr)
end

local function stars(ctype)
    return ctype:sub(-1) == "*" and ctype or ctype .. " "
end

-- What one argument needs.  v: { arg, line, kind, name (C variable), foreign, native (C types), size, heap }
local function argument(h, arg, line)
    local n, world, sink = h.n, h.n.world, h.sink
    local v = { arg = arg, line = line, kind = line.kind, name = local_name(arg.name), dir = line.dir,
        nullable = line.nullable, count = line.count }
    if (v.dir == "out" or v.dir == "inout") and arg.pointer and arg.ctype:find("^const ") then
        sink:error(line.loc, "argument-const", "'%s' is '%s': nothing is written through it", arg.name, arg.ctype)
        return nil
    end
    v.pointer = pass_through(arg)
    if not arg.pointer then v.pointer = ("(void *)(uintptr_t)%s"):format(v.pointer) end
    v.test = arg.pointer and pass_through(arg) .. " != NULL" or pass_through(arg) .. " != 0"
    if line.kind == "domain" then
        v.couple = h.doms.by_foreign[line.domain]
        if not v.couple then
            sink:error(line.loc, "domain-unpaired", "'%s' is no domain that both sides have", line.domain)
            return nil
        end
        v.foreign = n:domain_type(world.foreign, v.couple.foreign)
        v.native = n:domain_type(world.native, v.couple.native)
    elseif (line.kind == "ptr" or line.kind == "scalar") and (line.count or 1) > STACK // 8 then
        sink:error(line.loc, "array-size", "%d numbers are too many for the stack; copy them by hand", line.count)
        return nil
    elseif line.kind == "ptr" then
        v.couple = h.doms.by_foreign[line.domain]
        if not v.couple then
            sink:error(line.loc, "domain-unpaired", "'%s' is no domain that both sides have", line.domain)
            return nil
        end
        v.foreign = n:domain_type(world.foreign, v.couple.foreign)
        v.native = n:domain_type(world.native, v.couple.native)
    elseif line.kind == "plain" and arg.arg.struct then
        local s = world.foreign.struct[arg.arg.struct]
        local native = world.native.struct[s.name]
        if native and s.size and native.size and not pair_layout.same(s, native) then
            sink:warn(line.loc, "struct-handed-on",
                "struct %s is laid out otherwise on %s, and '%s' is handed on as it is", s.name, world.native.os,
                arg.name)
        end
    elseif line.kind == "scalar" then
        v.native = n:scalar(world.foreign, line.scalar)
        v.foreign = v.native
    elseif line.kind == "struct" then
        local s = world.foreign.struct[line.struct]
        if s and pair_layout.is_set(s) then
            local f, v_set = signal.set(n, world.foreign), signal.set(n, world.native)
            if not f or not v_set or not h.sets then
                sink:error(line.loc, "sigset", "no signal set is laid out on both sides")
                return nil
            end
            v.set, v.foreign, v.native = true, f.ctype, v_set.ctype
            v.native_size, v.foreign_size = v_set.size, f.size
        else
            local layout = h.layouts.by_name[line.struct]
            if not layout then
                sink:error(line.loc, "struct-unpaired", "'%s' is no structure that both sides have", line.struct)
                return nil
            end
            v.foreign, v.native = n:tag(world.foreign, layout.foreign), n:tag(world.native, layout.native)
            v.native_size, v.foreign_size = layout.native.size, layout.foreign.size
            v.layout = layout
        end
        local count = v.count or 1
        if count > MOST // math.max(v.native_size, v.foreign_size, 1) then
            sink:error(line.loc, "array-size", "%d elements are more than sv_tmp_alloc gives; copy them by hand", count)
            return nil
        end
        v.native_heap = v.native_size * count > STACK
        v.foreign_heap = v.foreign_size * count > STACK
    end
    return v
end

local function copies_in(v)
    return (v.kind == "struct" or v.kind == "ptr" or v.kind == "scalar") and (v.dir == "in" or v.dir == "inout")
end

local function copies_out(v)
    return (v.kind == "struct" or v.kind == "ptr" or v.kind == "scalar") and (v.dir == "out" or v.dir == "inout")
end

local function foreign_name(v)
    return "l_" .. v.arg.name
end

-- C for the whole of a variable: `&x`, or `x` for arrays and heap pointers
local function address(v, name, heap)
    return (heap or v.count) and name or "&" .. name
end

local function whole(v, name, heap)
    return heap and ("%d * sizeof(*%s)"):format(v.count or 1, name):gsub("^1 %* ", "") or ("sizeof(%s)"):format(name)
end

local function one(v, name, heap, index)
    if v.count then return ("&%s[%s]"):format(name, index) end
    return heap and name or "&" .. name
end

-- translation of one element: C expression that gives an errno, or a statement for sets
local function translate(h, v, dir, from, to)
    if v.set then return nil, ("%s_sigset_%s(%s, %s);"):format(h.n.prefix, dir, from, to) end
    return ("%s_%s_%s(%s, %s)"):format(h.n.prefix, v.layout.name, dir, from, to)
end

local function fail(h, indent)
    if h.heap then
        h.t:line("%s\tgoto done;", indent)
    else
        h.t:line("%s\treturn (error);", indent)
    end
end

-- "f(a, g(b, c))" -> "f", { "a", "g(b, c)" }
local function call_parts(expr)
    local name, inside = expr:match("^([%w_]+)(%b())$")
    local words = {}
    for _, piece in ipairs(cdecl.split(inside:sub(2, -2))) do words[#words + 1] = piece[2]:match("^%s*(.-)%s*$") end
    return name, words
end

local function check(h, indent, expr)
    local name, words = call_parts(expr)
    h.t:fill(("%sif ((error = %s("):format(indent, name), words, ")) != 0)", indent .. "    ")
    fail(h, indent)
end

local function domain_in(h, v)
    local arg, t = v.arg, h.t
    local expr = pass_through(arg)
    local size, signed = h.n:domain_shape(h.n.world.foreign, v.couple.foreign)
    if arg.size > size and not arg.pointer then
        local narrow = arg.signed and v.foreign or v.foreign:gsub("^int", "uint")
        t:line("\tif (!SV_FITS(%s, %s))%s", narrow, expr, h.heap and " {" or "")
        if h.heap then
            t:line("\t\terror = EINVAL;")
            t:line("\t\tgoto done;")
            t:line("\t}")
        else
            t:line("\t\treturn (EINVAL);")
        end
    end
    if arg.size ~= size or arg.signed ~= signed then expr = ("(%s)%s"):format(v.foreign, expr) end
    check(h, "\t", ("%s(%s, &%s)"):format(h.n:translator(v.couple.name, "in"), expr, v.name))
end

local function body_in(h, v, indent)
    local t = h.t
    local fname = foreign_name(v)
    if v.kind == "scalar" then
        check(h, indent, ("copyin(%s, %s, sizeof(%s))"):format(v.pointer, address(v, v.name), v.name))
        return
    end
    check(h, indent, ("copyin(%s, %s, %s)"):format(v.pointer, address(v, fname, v.foreign_heap),
        whole(v, fname, v.foreign_heap)))
    local function element(inner, index)
        if v.kind == "ptr" then
            local f = v.count and ("%s[%s]"):format(fname, index) or fname
            check(h, inner, ("%s(%s, %s)"):format(h.n:translator(v.couple.name, "in"), f, one(v, v.name, false, index)))
            return
        end
        local from, to = one(v, fname, v.foreign_heap, index), one(v, v.name, v.native_heap, index)
        local expr, statement = translate(h, v, "in", from, to)
        if statement then t:line("%s%s", inner, statement) else check(h, inner, expr) end
    end
    if v.count then
        t:line("%sfor (i = 0; i < %d; i++) {", indent, v.count)
        element(indent .. "\t", "i")
        t:line("%s}", indent)
        h.loop = true
    else
        element(indent)
    end
end

local function arrive(h, v)
    local t = h.t
    if v.kind == "domain" then
        domain_in(h, v)
    elseif copies_in(v) then
        if v.nullable then
            t:line("\tif (%s) {", v.test)
            body_in(h, v, "\t\t")
            t:line("\t}")
        else
            body_in(h, v, "\t")
        end
    elseif copies_out(v) then
        -- nothing of the kernel's stack may leave, whatever the service fills in
        if v.native_heap then
            t:line("\tmemset(%s, 0, %s);", v.name, whole(v, v.name, true))
        else
            t:line("\tSV_ZERO(%s);", "&" .. v.name)
        end
    end
end

-- v's expression as an argument of the service, with its shape
local function handed(h, v)
    if v.kind == "plain" or v.kind == "path" then
        local arg = v.arg
        local signed = arg.signed
        if arg.low then signed = false end
        return pass_through(arg), { size = arg.size, signed = signed, pointer = arg.pointer, ctype = arg.ctype }
    elseif v.kind == "domain" then
        local size, signed = h.n:domain_shape(h.n.world.native, v.couple.native)
        return v.name, { size = size, signed = signed }
    end
    local expr = address(v, v.name, v.native_heap)
    local shape = { pointer = true, ctype = v.native .. " *", kernel = true }
    if v.nullable then expr = ("%s ? %s : NULL"):format(v.test, expr) end
    return expr, shape
end

-- A kernel pointer keeps its type: what it points at must be what the service takes.
local function as_parameter(h, expr, shape, param, item)
    if shape.kernel then
        local have = shape.ctype:gsub(" %*$", "")
        local want = param and param.type:gsub("%f[%w]const%f[%W]%s*", ""):gsub("%s*%*$", "")
        local a, b = service.shape(h.services, have), want and service.shape(h.services, want)
        if a and b and (a.size ~= b.size or a.signed ~= b.signed or b.pointer) then
            h.sink:error(item.loc or h.line.loc, "native-type", "native_%s takes '%s', and '%s' is '%s'",
                h.line.service, param.type, item.name, shape.ctype)
        end
        return expr
    end
    return convert(h.services, expr, shape, param)
end

local function call_expression(h)
    local line, entry = h.line, h.entry
    local proto = h.services.by_name["native_" .. line.service]
    local list = { "td" }
    local given = line.service_args
    if not given then
        given = {}
        for i, v in ipairs(h.list) do given[i] = { kind = "arg", name = v.arg.name } end
    end
    if h.services.found and not proto then
        h.sink:warn(line.service_loc or line.loc, "native-service",
            "native_%s is declared in no header of sysvec/native", line.service)
    elseif proto and #proto.params ~= #given then
        h.sink:error(line.service_loc or line.loc, "native-arity",
            "native_%s takes %d arguments besides td, %d are given (%s:%d)", line.service, #proto.params, #given,
            proto.file, proto.line)
    end
    for i, item in ipairs(given) do
        local param = proto and proto.params[i]
        local expr
        if item.kind == "arg" then
            local v = h.by_name[item.name]
            if v then
                local e, shape = handed(h, v)
                expr = as_parameter(h, e, shape, param, item)
            else
                h.sink:error(item.loc or line.loc, "call-argument", "%s has no argument '%s'", entry.name, item.name)
                expr = "0"
            end
        elseif item.kind == "const" then
            local want = param and service.shape(h.services, param.type)
            expr = want and not want.pointer and not want.signed and item.name ~= "NULL" and
                ("(%s)%s"):format(param.type, item.name) or item.name
        else
            local want = param and service.shape(h.services, param.type)
            expr = want and want.pointer and item.value == 0 and "NULL" or tostring(item.value)
        end
        list[#list + 1] = expr
    end
    return "native_" .. line.service, list
end

-- `head` name(list)`tail`, broken before column 100
local function put_call(t, head, name, list, tail)
    t:fill(head .. name .. "(", list, ")" .. tail, "\t    ")
end

local function body_out(h, v, indent)
    local t, n = h.t, h.n
    local fname = foreign_name(v)
    if v.kind == "scalar" then
        t:line("%serror = copyout(%s, %s, sizeof(%s));", indent, address(v, v.name), v.pointer, v.name)
        return
    end
    local copy = ("copyout(%s, %s, %s)"):format(address(v, fname, v.foreign_heap), v.pointer,
        whole(v, fname, v.foreign_heap))
    local function element(inner, index)
        if v.kind == "ptr" then
            local value = v.count and ("%s[%s]"):format(v.name, index) or v.name
            return ("%s(%s, %s)"):format(n:translator(v.couple.name, "out"), value, one(v, fname, false, index))
        end
        return translate(h, v, "out", one(v, v.name, v.native_heap, index), one(v, fname, v.foreign_heap, index))
    end
    if v.count then
        h.loop = true
        t:line("%sfor (i = 0; i < %d && error == 0; i++)", indent, v.count)
        local expr, statement = element(indent, "i")
        t:line("%s\t%s", indent, statement or "error = " .. expr .. ";")
        t:line("%sif (error == 0)", indent)
        t:line("%s\terror = %s;", indent, copy)
        return
    end
    local expr, statement = element(indent)
    if statement then
        t:line("%s%s", indent, statement)
        t:line("%serror = %s;", indent, copy)
    else
        t:line("%sif ((error = %s) == 0)", indent, expr)
        t:line("%s\terror = %s;", indent, copy)
    end
end

local function results(h, outs)
    local t, line = h.t, h.line
    local function guard(extra)
        return extra and ("\tif (error == 0 && %s) {"):format(extra) or "\tif (error == 0) {"
    end
    for _, v in ipairs(outs) do
        local open = guard(v.nullable and v.test or nil)
        if v.kind == "scalar" then
            t:line("%s", (open:gsub(" {$", "")))
            body_out(h, v, "\t\t")
        else
            t:line("%s", open)
            body_out(h, v, "\t\t")
            t:line("\t}")
        end
    end
    if line.result then
        local couple = h.doms.by_foreign[line.result]
        local native = h.n:domain_type(h.n.world.native, couple.native)
        local foreign = h.n:domain_type(h.n.world.foreign, couple.foreign)
        t:line("%s", guard())
        t:line("\t\t%s result;", foreign)
        t:blank()
        t:line("\t\tif ((error = %s((%s)td->td_retval[0], &result)) == 0)", h.n:translator(couple.name, "out"), native)
        t:line("\t\t\ttd->td_retval[0] = (register_t)result;")
        t:line("\t}")
    end
end

-- Declarations, grouped by type in order of first use.
local function declare(t, list)
    local order, by_type = {}, {}
    for _, d in ipairs(list) do
        if not by_type[d.type] then
            by_type[d.type] = {}
            order[#order + 1] = d.type
        end
        local names = by_type[d.type]
        names[#names + 1] = d.text
    end
    for _, ctype in ipairs(order) do t:line("\t%s%s;", stars(ctype), table.concat(by_type[ctype], ", ")) end
end

local function declarations(h, outs)
    local list = {}
    local function variable(ctype, name, v, heap)
        if heap then
            list[#list + 1] = { type = ctype, text = "*" .. name .. " = NULL" }
        else
            list[#list + 1] = { type = ctype, text = v.count and ("%s[%d]"):format(name, v.count) or name }
        end
    end
    for _, v in ipairs(h.list) do
        if v.kind == "struct" or v.kind == "ptr" then
            variable(v.foreign, foreign_name(v), v, v.foreign_heap)
            variable(v.native, v.name, v, v.native_heap)
        elseif v.kind == "scalar" or v.kind == "domain" then
            variable(v.native, v.name, { count = v.kind == "scalar" and v.count or nil })
        end
    end
    if h.loop then list[#list + 1] = { type = "size_t", text = "i" } end
    if h.needs_error then
        local merged = false
        for _, d in ipairs(list) do
            if d.type == "int" and not merged then
                d.text, merged = "error, " .. d.text, true
            end
        end
        if not merged then list[#list + 1] = { type = "int", text = "error" } end
    end
    return list, outs
end

local function allocate(h, v)
    local t = h.t
    local function one_of(name, heap)
        if not heap then return end
        t:line("\tif ((%s = sv_tmp_alloc(td, %s)) == NULL) {", name, whole(v, name, true))
        t:line("\t\terror = ENOMEM;")
        t:line("\t\tgoto done;")
        t:line("\t}")
        h.allocated[#h.allocated + 1] = { name = name, size = whole(v, name, true) }
    end
    one_of(v.name, v.native_heap)
    one_of(foreign_name(v), v.foreign_heap)
end

local function signature(t, n, entry)
    t:line("int")
    t:line("%s_%s(struct thread *td, struct %s_%s_args *uap)", n.prefix, entry.name, n.prefix, entry.name)
    t:line("{")
end

local function generated(t, n, entry, parts, sink)
    local line = entry.line
    local h = { n = n, entry = entry, line = line, doms = parts.doms, layouts = parts.layouts,
        services = parts.services, sets = parts.sets, sink = sink, t = text.new(), list = {}, by_name = {},
        allocated = {} }
    local lines = {}
    for _, arg in ipairs(line.args or {}) do lines[arg.name] = arg end
    for _, arg in ipairs(entry.args) do
        local said = lines[arg.name] or { kind = "plain", name = arg.name, loc = line.loc }
        local v = argument(h, arg, said)
        if not v then return false end
        h.list[#h.list + 1] = v
        h.by_name[arg.name] = v
        if v.native_heap or v.foreign_heap then h.heap = true end
    end
    if line.result and not parts.doms.by_foreign[line.result] then
        sink:error(line.result_loc or line.loc, "domain-unpaired", "'%s' is no domain that both sides have",
            line.result)
        return false
    end
    local outs, before = {}, h.t
    for _, v in ipairs(h.list) do
        if v.native_heap or v.foreign_heap then allocate(h, v) end
    end
    for _, v in ipairs(h.list) do arrive(h, v) end
    for _, v in ipairs(h.list) do
        if copies_out(v) then outs[#outs + 1] = v end
    end
    local name, list = call_expression(h)
    local plain = #outs == 0 and not line.result and not h.heap
    if plain then
        put_call(h.t, "\treturn (", name, list, ");")
    else
        put_call(h.t, "\terror = ", name, list, ";")
        results(h, outs)
        if h.heap then
            h.t:line("done:")
            for i = #h.allocated, 1, -1 do
                local a = h.allocated[i]
                h.t:line("\tif (%s != NULL)", a.name)
                h.t:line("\t\tsv_tmp_free(td, %s, %s);", a.name, a.size)
            end
        end
        h.t:line("\treturn (error);")
    end
    h.needs_error = not plain
    for _, v in ipairs(h.list) do h.needs_error = h.needs_error or v.kind == "domain" or copies_in(v) end
    signature(t, n, entry)
    local decls = declarations(h, outs)
    declare(t, decls)
    if #decls > 0 then t:blank() end
    if #entry.args == 0 or not table.concat(before.list, "\n"):find("uap", 1, true) then t:line("\t(void)uap;") end
    t:append(h.t)
    t:line("}")
    t:blank()
    return true
end

local function fixed(t, n, entry)
    local line = entry.line
    if line.reason then t:comment(line.reason) end
    signature(t, n, entry)
    t:line("\t(void)td;")
    t:line("\t(void)uap;")
    t:line("\treturn (%s);", line.op == "error" and line.errno or "0")
    t:line("}")
    t:blank()
end

function handlers.emit(n, calls, parts, sink)
    local file = n.prefix .. "_handlers.c"
    local t = text.new()
    local inputs = { n.world.foreign.master }
    for _, line in ipairs(n.world.call_list) do inputs[#inputs + 1] = line.loc end
    n:header(t, file, ("calls of %s that only translate."):format(n.foreign_abi), inputs)
    t:blank()
    t:line("#include <sysvec/native.h>")
    t:line("#include <sysvec/xlat.h>")
    t:line("#include \"%s_const.h\"", n.prefix)
    t:line("#include \"%s_proto.h\"", n.prefix)
    t:line("#include \"%s_struct.h\"", n.prefix)
    t:line("#include \"%s_xlat.h\"", n.prefix)
    t:blank()
    parts.sets = signal.has_sets(n, parts.doms)
    for _, entry in ipairs(syscall.prototyped(calls)) do
        if entry.state == "generated" then
            generated(t, n, entry, parts, sink)
        elseif entry.state == "fixed" then
            fixed(t, n, entry)
        end
    end
    return file, t:text()
end

return handlers
