-- SPDX-License-Identifier: BSD-2-Clause
--
-- FreeBSD 14 and later make the tables of another ABI (freebsd32) out of the native master.  This is the
-- part the two generators share: which calls change under the conf's abi_* settings and how their
-- arguments are written then, and the text of argument structs and systrace functions.
--
--     abi.prepare(env, conf)        sets env.abi (set of abi_flags), env.options, env.by_flag, env.prefix_of
--     abi.resolve(call, env)        what a call becomes in 14: see below
--     abi.arguments(call, env)      its arguments in the ABI, and whether they differ from the native ones
--
-- A resolved call: number, last, func (with the ABI's prefix), alias, tag, rtype, ret, audit, args
-- ({ name =, type = }), set (flags), option (of its COMPAT flag), cap, thr, comment (rows without a call).

local common = require("profile.common")

local abi = {}

-- body of a struct for a call without arguments, whose slots are of type `slot`
function abi.dummy(slot)
    return " {\n\t" .. slot .. " dummy;\n};\n"
end
abi.PAD64 = "#if !defined(PAD64_REQUIRED) && !defined(__amd64__)\n#define PAD64_REQUIRED\n#endif\n"
abi.TRACE_ARGS = "static void\nsystrace_args(int sysnum, void *params, uint64_t *uarg, int *n_args)\n{\n" ..
    "\tint64_t *iarg = (int64_t *)uarg;\n\tint a = 0;\n\tswitch (sysnum) {\n"
-- before 14 arguments had their index, and the cast a blank
abi.TRACE_ARGS_13 = "static void\nsystrace_args(int sysnum, void *params, uint64_t *uarg, int *n_args)\n{\n" ..
    "\tint64_t *iarg  = (int64_t *) uarg;\n\tswitch (sysnum) {\n"
abi.TRACE_ARGS_END = "\tdefault:\n\t\t*n_args = 0;\n\t\tbreak;\n\t};\n}\n"
abi.TRACE_ENTRY = "static void\nsystrace_entry_setargdesc(int sysnum, int ndx, char *desc, size_t descsz)\n{\n" ..
    "\tconst char *p = NULL;\n\tswitch (sysnum) {\n"
abi.TRACE_RETURN = "static void\nsystrace_return_setargdesc(int sysnum, int ndx, char *desc, size_t descsz)\n{\n" ..
    "\tconst char *p = NULL;\n\tswitch (sysnum) {\n"
abi.TRACE_END = "\tdefault:\n\t\tbreak;\n\t};\n\tif (p != NULL)\n\t\tstrlcpy(desc, p, descsz);\n}\n"

function abi.macro(option, join)
    return "\n#ifdef " .. option.definition .. "\n#define " .. option.wrap ..
        "(n, name) .sy_narg = n, .sy_call = (sy_call_t *)__CONCAT(" .. option.prefix .. (join or ", ") ..
        "name)\n#else\n#define " .. option.wrap .. "(n, name) .sy_narg = 0, .sy_call = (sy_call_t *)nosys\n#endif\n"
end

-- patterns over an argument's text that say it differs when the flag is set
local CHANGES = {
    long_size = { "_Contains[a-z_]*_long_", "^long [a-z0-9_]+$", "long [*]", "size_t [*]" },
    time_t_size = { "_Contains[a-z_]*_timet_" },
    pointer_size = { "_Contains[a-z_]*_ptr_", "[*][*]" },
    pointer_args = {},
    pair_64bit = {},
}
abi.FLAGS = CHANGES

function abi.prepare(env, conf)
    env.abi = common.set_of(conf.abi_flags, "[^|]+")
    env.any_abi = next(env.abi) ~= nil
    env.patterns = {}
    for _, flag in ipairs({ "long_size", "time_t_size", "pointer_size" }) do
        if env.abi[flag] then
            for _, pattern in ipairs(CHANGES[flag]) do env.patterns[#env.patterns + 1] = pattern end
        end
    end
    env.options, env.by_flag = {}, {}
    if conf.compat_set ~= "" then
        env.options = common.compat_options(env.profile.traits.levels)
        for _, option in ipairs(env.options) do env.by_flag[option.flag] = option end
    end
    env.prefix_of = common.prefixer(env.profile.traits.plain)
    env.change = common.set_of(conf.syscall_abi_change, "[^ ]+")
    env.no_change = common.set_of(conf.syscall_no_abi_change, "[^ ]+")
    env.obsol = common.set_of(conf.obsol, "[^ ]+")
    env.unimpl = common.set_of(conf.unimpl, "[^ ]+")
    env.intptr = conf.abi_intptr_t:gsub("%p", "%%%0")
    env.conf_values = conf
    env.padded = env.abi.pair_64bit
    env.pieces = {}
end

function abi.stripped(name, prefix)
    if prefix ~= "" and name:sub(1, #prefix) == prefix then return name:sub(#prefix + 1) end
    return name
end

local function is_pointer(kind, env)
    return kind:find("*", 1, true) or kind:find("caddr_t", 1, true) or kind:find("intptr_t", 1, true) or
        kind:find(env.intptr)
end
abi.is_pointer = is_pointer

local function is_64bit(kind)
    return kind == "dev_t" or kind == "id_t" or kind == "off_t"
end

-- the type as the Lua generators see it: as written, but for arrays and functions
local function written(arg)
    if arg.array or arg.func then return arg.type end
    return arg.spelled or arg.type
end

local function replaced(kind, env)
    local conf = env.conf_values
    kind = kind:gsub("intptr_t", conf.abi_intptr_t):gsub("semid_t", conf.abi_semid_t)
    if is_pointer(kind, env) then
        kind = kind:gsub("size_t", conf.abi_size_t):gsub("^long", conf.abi_long):gsub("^u_long", conf.abi_u_long)
            :gsub("^const u_long", "const " .. conf.abi_u_long)
    elseif kind == "long" then
        kind = conf.abi_long
    end
    if conf.abi_ptr_array_t ~= "" and (kind:find("**", 1, true) or kind:find("[*] *const *[*]")) then
        kind = kind:gsub("[*] *const *[*]", "**"):gsub("[^*]*[*]", conf.abi_ptr_array_t .. " ", 1)
    end
    return kind
end

-- the pad argument that lines a 64-bit pair up; `pad` marks it for those who write it under #ifdef
local PAD = { name = "_pad", type = "int", pad = true }

function abi.arguments(call, env)
    if not env.any_abi then
        local as_written = true
        for _, arg in ipairs(call.args) do
            if arg.array or arg.func or arg.spelled then as_written = false end
        end
        if as_written then return call.args, false end
        local copy = {}
        for i, arg in ipairs(call.args) do copy[i] = { name = arg.name, type = written(arg) } end
        return copy, false
    end
    local args, changed = {}, false
    local suffix = env.conf_values.abi_type_suffix
    for _, arg in ipairs(call.args) do
        local kind = written(arg)
        local whole = (arg.annotation and arg.annotation .. " " or "") .. kind ..
            (kind:find("[*]$") and "" or " ") .. (arg.name or "")
        local differs = false
        for _, pattern in ipairs(env.patterns) do
            if whole:find(pattern) then
                differs = true
                break
            end
        end
        local pair = env.abi.pair_64bit and is_64bit(kind)
        changed = changed or differs or pair or false
        kind = replaced(kind, env)
        if differs then
            kind = kind:gsub("struct [^ ]*", "%0" .. suffix):gsub("union [^ ]*", "%0" .. suffix)
        end
        if pair then
            if #args % 2 == 1 then args[#args + 1] = PAD end
            args[#args + 1] = { name = arg.name .. "1", type = "uint32_t" }
            args[#args + 1] = { name = arg.name .. "2", type = "uint32_t" }
        else
            args[#args + 1] = { name = arg.name, type = kind }
        end
    end
    return args, changed
end

local NONE = {}

function abi.resolve(call, env)
    local conf = env.conf_values
    local func = call.func or call.name
    local flags = call.flags
    local r = {
        number = call.number, last = call.last, audit = call.audit, ret = call.ret, rtype = call.rtype or "int",
        args = NONE, set = flags,
    }
    local option
    for _, flag in ipairs(call.flag_list) do option = option or env.by_flag[flag] end
    local args_from = call
    if func and env.obsol[func] then
        r.comment = (option and option.prefix or "") .. func
        flags, args_from, option = { OBSOL = true }, nil, nil
    end
    if func and env.unimpl[func] then
        flags, r.comment, option = { UNIMPL = true }, func, nil
    end
    if flags.NODEF then r.audit = "AUE_NULL" end
    r.cap = "0"
    if flags.CAPENABLED or env.capabilities and func and (env.capabilities[func] or
        env.capabilities[abi.stripped(func, conf.abi_func_prefix)]) then
        r.cap = "SYF_CAPENABLED"
    end
    r.thr = flags.NOTSTATIC and "SY_THR_ABSENT" or "SY_THR_STATIC"

    local changes = false
    if args_from then r.args, changes = abi.arguments(args_from, env) end
    if func and env.no_change[func] then changes = false end
    local noproto = env.any_abi and not changes
    if env.abi.pointer_args then
        for _, arg in ipairs(r.args) do
            if is_pointer(arg.type, env) then
                if env.no_change[func] then
                    env.sink:warn(call.loc, "abi-pointer",
                        "'%s' is in syscall_no_abi_change and has pointer arguments", func)
                end
                changes = true
                break
            end
        end
    end
    if func and env.change[func] then changes = true end
    local prefix, alias = "", call.alias
    if changes then
        prefix, noproto = conf.abi_func_prefix, false
        alias = func and prefix .. func
    end
    func = func and prefix .. func
    r.func = func
    r.alias = alias or func
    if call.tag then
        r.tag = prefix .. call.tag
    elseif func then
        r.tag = (option and option.prefix or "") .. func .. "_args"
    end
    if noproto or flags.SYSMUX then
        local copy = { NOPROTO = true }
        for flag in pairs(flags) do copy[flag] = true end
        flags = copy
    end
    r.set, r.option = flags, option
    return r
end

-- The pieces of text that depend on an argument's type alone; there are few types and many arguments.
--     struct_a, _b, _c   between the name's three mentions in an argument struct
--     desc               its case in systrace_entry_setargdesc, from the colon on
--     array, trace, tail around the index and the name in systrace_args; next: both before, index a++
local function pieces_of(kind, env)
    local p = env.pieces[kind]
    if p then return p end
    local bare = kind
    if kind:find("__restrict$") then bare = kind:gsub("%s*__restrict$", "") end
    p = {
        struct_a = "_l_[PADL_(" .. kind .. ")]; " .. kind .. " ", struct_b = "; char ",
        struct_c = "_r_[PADR_(" .. kind .. ")];\n",
        desc = ":\n\t\t\tp = \"" .. (bare:find("*", 1, true) and "userland " or "") .. bare .. "\";\n\t\t\tbreak;\n",
        tail = "; /* " .. bare .. " */\n",
    }
    if is_pointer(bare, env) then
        p.array, p.trace = "\t\tuarg[", "] = (" .. env.conf_values.ptr_intptr_t_cast .. ")p->"
    elseif bare == "union l_semun" then
        p.array, p.trace, p.tail = "\t\tuarg[", "] = p->", ".buf" .. p.tail
    elseif bare:byte() == 117 or bare == "size_t" then
        p.array, p.trace = "\t\tuarg[", "] = p->"
    else
        p.array, p.trace = "\t\tiarg[", "] = p->"
    end
    p.next = p.array .. "a++" .. p.trace
    env.pieces[kind] = p
    return p
end

-- `native` structs put the pad of a 64-bit pair under #ifdef
function abi.struct(tag, args, env, native)
    local b, n = { "struct ", tag, " {\n" }, 3
    for i = 1, #args do
        local arg = args[i]
        local name = arg.name
        local p = pieces_of(arg.type, env)
        local line = "\tchar " .. name .. p.struct_a .. name .. p.struct_b .. name .. p.struct_c
        n = n + 1
        if native and env.padded and name == "_pad" and arg.type == "int" then
            b[n] = "#ifdef PAD64_REQUIRED\n" .. line .. "#endif\n"
        else
            b[n] = line
        end
    end
    b[n + 1] = "};\n"
    return table.concat(b)
end

-- one call's cases in the three systrace functions
function abi.trace(args_out, entry, ret, call, env)
    local case = "\t/* " .. call.func .. " */\n\tcase " .. call.number
    local args = call.set.SYSMUX and NONE or call.args
    local count = #args
    if count == 0 then
        args_out[#args_out + 1] = case .. ": {\n\t\t*n_args = 0;\n\t\tbreak;\n\t}\n"
        entry[#entry + 1] = case .. ":\n\t\tbreak;\n"
        ret[#ret + 1] = case .. ":\n"
        return
    end
    local indexed = env.profile.traits.indexed
    local a, e = #args_out + 1, #entry + 1
    args_out[a] = case .. ": {\n\t\tstruct " .. call.tag .. " *p = params;\n"
    entry[e] = case .. ":\n\t\tswitch (ndx) {\n"
    local shift = ""
    for i = 1, count do
        local arg = args[i]
        local name = arg.name
        local p = pieces_of(arg.type, env)
        local line = (indexed and p.array .. i - 1 .. p.trace or p.next) .. name .. p.tail
        local row = "\t\tcase " .. i - 1 .. shift .. p.desc
        if env.padded and name == "_pad" and arg.type == "int" then
            line = "#ifdef PAD64_REQUIRED\n" .. line .. "#endif\n"
            row = "#ifdef PAD64_REQUIRED\n" .. row .. "#define _P_ 0\n#else\n#define _P_ 1\n#endif\n"
            shift = " - _P_"
        end
        a, e = a + 1, e + 1
        args_out[a], entry[e] = line, row
    end
    args_out[a + 1] = "\t\t*n_args = " .. count .. ";\n\t\tbreak;\n\t}\n"
    entry[e + 1] = "\t\tdefault:\n\t\t\tbreak;\n\t\t};\n" .. (shift ~= "" and "#undef _P_\n\n" or "") ..
        "\t\tbreak;\n"
    ret[#ret + 1] = case .. ":\n\t\tif (ndx == 0 || ndx == 1)\n\t\t\tp = \"" .. call.ret .. "\";\n\t\tbreak;\n"
end

return abi
