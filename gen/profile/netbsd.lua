-- SPDX-License-Identifier: BSD-2-Clause
--
-- What NetBSD's makesyscalls.sh writes: syscallargs, numbers, sysent, names, autoload table, systrace and
-- (profile/netbsd_rump.lua) the files of the rump kernel.

local rump = require("profile.netbsd_rump")

local netbsd = {}

local concat = table.concat

local WIDE = { quad_t = true, off_t = true, dev_t = true, time_t = true }

local function is_wide(kind)
    return WIDE[kind:find("netbsd32_", 1, true) and kind:gsub("netbsd32_", "") or kind]
end

-- What depends on an argument's type alone; there are few types and many arguments.
--     bare     without a __restrict at its end
--     array, cast, after   around index and name in systrace_args; element: arrays as [0]
local function kind_of(kind, env)
    local known = env.kinds[kind]
    if known then return known end
    local bare = kind:gsub("__restrict$", "")
    known = { bare = bare, wide = is_wide(kind), pointer = kind:find("*", 1, true) ~= nil }
    if bare:find("p_t$") or bare:find("p$") or bare:find("_pointer_t$") then
        known.array, known.cast, known.after = "\t\tuarg[", "(intptr_t) ", ").i32; /* " .. bare .. " */\n"
    elseif bare:find("*", 1, true) or bare == "caddr_t" or bare:find("_handler_t$") then
        known.array, known.cast, known.after = "\t\tuarg[", "(intptr_t) ", "); /* " .. bare .. " */\n"
        known.element = true
    elseif bare:byte() == 117 or bare == "size_t" then
        known.array, known.cast, known.after = "\t\tuarg[", "", "); /* " .. bare .. " */\n"
    else
        known.array, known.cast, known.after = "\t\tiarg[", "", "); /* " .. bare .. " */\n"
        known.element = true
    end
    env.kinds[kind] = known
    return known
end

-- "linux_sys_open" -> "open": everything up to the last "sys_" that ends a run of words
local function without_sys(name)
    local at, cut = 1, nil
    while true do
        if name:sub(at, at + 3) == "sys_" then cut = at + 4 end
        local after = name:match("^[^_]+_()", at)
        if not after then break end
        at = after
    end
    return cut and name:sub(cut) or name
end

local function syscall_flags(call, type_name, indirect, env)
    local flags = type_name == "INDIR" and "SYCALL_INDIRECT" or "0"
    if indirect then flags = "SYCALL_INDIRECT | " .. flags end
    local function add(flag)
        flags = flags == "0" and flag or flag .. " | " .. flags
    end
    if is_wide(call.ret) then add("SYCALL_RET_64") end
    local wide, pointer = 0, false
    for i, arg in ipairs(call.args) do
        local kind = kind_of(arg.type, env)
        if kind.wide then
            add("SYCALL_ARG" .. i - 1 .. "_64")
            wide = wide + 1
        end
        if kind.pointer and not pointer then
            add("SYCALL_ARG_PTR")
            pointer = true
        end
    end
    if wide > 0 then flags = "SYCALL_NARGS64_VAL(" .. wide .. ") | " .. flags end
    return flags
end

-- the record the outputs are written from
local function resolve(item, env)
    local func
    if item.version ~= "" then
        func = item.prefix .. "___" .. item.func .. item.version
    else
        func = item.prefix .. "_" .. item.func
    end
    local r = {
        number = item.number, func = func, base = item.func, version = item.version, ret = item.ret, args = {},
        module = item.module, rump = item.rump, fixed = item.varargs or #item.args, variadic = item.varargs ~= nil,
    }
    for i, arg in ipairs(item.args) do
        r.args[i] = {
            type = arg.element or arg.type, name = arg.array and arg.name .. "[" .. arg.array .. "]" or arg.name,
            plain = arg.array and arg.name .. "[0]" or arg.name,
        }
    end
    if item.rump and item.func == "pipe" then
        r.rump, env.rump_pipe = false, true
    end
    if item.alias then
        r.alias, r.real, r.rump_name = item.alias, item.alias, item.alias
    else
        r.alias, r.real, r.rump_name = without_sys(func), item.func, item.func .. item.version
    end
    r.kind = item.compat and "COMPAT" or item.type
    local option = item.compat and env.by_type[item.compat]
    r.wrap = option and option .. "_" or ""
    local indirect = false
    for _, word in ipairs(item.extra or {}) do indirect = indirect or word == "INDIR" end
    r.flags = syscall_flags({ ret = r.ret, args = r.args }, item.type, indirect, env)
    if r.module then
        r.handler = "sys_nomodule"
    elseif option then
        r.handler = option .. "(" .. func .. ")"
    else
        r.handler = func
    end
    return r
end

local function trace(out, r, env)
    local case = "\t/* " .. r.func .. " */\n\tcase " .. r.number .. ":"
    local args, entry, ret = out.systrace, out.systracetmp, out.systraceret
    args[#args + 1] = case .. " {\n"
    entry[#entry + 1] = case .. "\n"
    ret[#ret + 1] = case .. "\n"
    if #r.args > 0 then
        args[#args + 1] = "\t\tconst struct " .. r.wrap .. r.func .. "_args *p = params;\n"
        entry[#entry + 1] = "\t\tswitch(ndx) {\n"
        for i, arg in ipairs(r.args) do
            local kind = kind_of(arg.type, env)
            local n = i - 1
            entry[#entry + 1] = "\t\tcase " .. n .. ":\n\t\t\tp = \"" .. kind.bare .. "\";\n\t\t\tbreak;\n"
            args[#args + 1] = kind.array .. n .. "] = " .. kind.cast .. "SCARG(p, " ..
                (kind.element and arg.plain or arg.name) .. kind.after
        end
        entry[#entry + 1] = "\t\tdefault:\n\t\t\tbreak;\n\t\t};\n"
        ret[#ret + 1] = "\t\tif (ndx == 0 || ndx == 1)\n\t\t\tp = \"" .. r.ret .. "\";\n\t\tbreak;\n"
    end
    args[#args + 1] = "\t\t*n_args = " .. #r.args .. ";\n\t\tbreak;\n\t}\n"
    entry[#entry + 1] = "\t\tbreak;\n"
end

local function number_line(out, r, wrap, conf)
    local b = { "/* syscall: \"", wrap, r.alias, "\" ret: \"", r.ret, "\" args:" }
    for i = 1, r.fixed do b[#b + 1] = " \"" .. r.args[i].type .. "\"" end
    if r.variadic then b[#b + 1] = " \"...\"" end
    b[#b + 1] = " */\n#define\t" .. conf.constprefix .. wrap .. r.alias .. "\t" .. r.number .. "\n\n"
    out.sysnumhdr[#out.sysnumhdr + 1] = concat(b)
    if r.module then
        out.autoload[#out.autoload + 1] = "\t    { " .. conf.constprefix .. wrap .. r.alias .. ", \"" .. r.module ..
            "\" },\n"
    end
end

local function entry(out, r, conf, env)
    local tag = "struct " .. r.wrap .. r.func .. "_args"
    trace(out, r, env)
    local proto = "int\t" .. r.wrap .. r.func .. "(struct lwp *, const " .. (#r.args > 0 and tag or "void") ..
        " *, register_t *);\n\n"
    if not env.protos_seen[proto] then
        env.protos_seen[proto] = true
        out.protos[#out.protos + 1] = proto
    end

    local row = #r.args > 0 and "\t{\n\t\tns(" .. tag .. ")," or "\t{"
    if r.module then
        local word = r.number // 32
        env.module_bits[word] = (env.module_bits[word] or 0) + (1 << r.number % 32)
    end
    if r.flags ~= "0" then row = row .. "\n\t\t.sy_flags = " .. r.flags .. "," end
    out.sysent[#out.sysent + 1] = row .. "\n\t\t.sy_call = (sy_call_t *)" .. r.handler .. "\n\t},\t\t/* " .. r.number ..
        " = " .. r.wrap .. r.alias .. " */\n"

    local number = ("\t/* %3d */\t"):format(r.number)
    out.names[#out.names + 1] = number .. "\"" .. r.wrap .. r.alias .. "\",\n"
    if r.wrap ~= "" or r.base == r.alias then
        out.friendly[#out.friendly + 1] = number .. "NULL, /* " .. r.wrap .. r.alias .. " */\n"
    else
        out.friendly[#out.friendly + 1] = number .. "\"" .. r.base .. "\",\n"
    end

    local kind = r.kind
    local numbered
    if kind == "STD" or kind == "NOARGS" or kind == "INDIR" or kind == "NOERR" then
        numbered = ""
    elseif kind == "COMPAT" or kind == "EXTERN" then
        numbered = r.wrap
    end
    if numbered then
        number_line(out, r, numbered, conf)
        if env.rump then rump.prototype(out, r, env) end
    end

    if #r.args > 0 then
        local b = { "\n" }
        local guarded = env.rump and not r.rump
        if guarded then b[#b + 1] = "#ifndef RUMP_CLIENT\n" end
        b[#b + 1] = tag
        if kind ~= "NOARGS" then
            b[#b + 1] = " {\n"
            for _, arg in ipairs(r.args) do b[#b + 1] = "\tsyscallarg(" .. arg.type .. ") " .. arg.name .. ";\n" end
            b[#b + 1] = "}"
        end
        b[#b + 1] = ";\n"
        if kind ~= "NOARGS" and kind ~= "INDIR" then
            b[#b + 1] = "check_syscall_args(" .. r.wrap .. r.func .. ")\n"
        end
        if guarded then b[#b + 1] = "#endif /* !RUMP_CLIENT */\n" end
        out.sysarghdr[#out.sysarghdr + 1] = concat(b)
    end
    if env.rump then rump.entry(out, r, conf, env) end
end

local COMMENT = { OBSOL = "obsolete", EXCL = "excluded", IGNORED = "ignored", UNIMPL = "unimplemented" }

local function filler(number, flags, name)
    return "\t{" .. flags .. "\n\t\t.sy_call = " .. name .. ",\n\t},\t\t/* " .. number .. " = filler */\n"
end

local function nothing(out, item, conf, env)
    local b = { COMMENT[item.type] }
    for _, word in ipairs(item.words) do
        for field in word:gsub("%$", ""):gsub("[{}%(%)%*,|]", " %0 "):gmatch("%S+") do b[#b + 1] = field end
    end
    local comment, number = concat(b, " "), item.number
    out.sysent[#out.sysent + 1] = filler(number, "",
        item.type == "IGNORED" and "(sy_call_t *)(void *)nullop" or conf.sys_nosys)
    if env.rump then rump.filler(out, number) end
    out.names[#out.names + 1] = ("\t/* %3d */\t\"#%d (%s)\",\n"):format(number, number, comment)
    out.friendly[#out.friendly + 1] = ("\t/* %3d */\tNULL, /* %s */\n"):format(number, comment)
    if item.type ~= "UNIMPL" then
        out.sysnumhdr[#out.sysnumhdr + 1] = "\t\t\t\t/* " .. number .. " is " .. comment .. " */\n"
    end
end

local function args_header(conf)
    local reg, prefix = conf.registertype, conf.constprefix
    return "/* Forward declaration */\nstruct lwp;\n\n#define\t" .. prefix .. "MAXSYSARGS\t" .. conf.maxsysargs ..
        "\n\n#undef\tsyscallarg\n" ..
        "#define\tsyscallarg(x)\t\t\t\t\t\t\t\\\n" ..
        "\tunion {\t\t\t\t\t\t\t\t\\\n" ..
        "\t\t" .. reg .. " pad;\t\t\t\t\t\t\\\n" ..
        "\t\tstruct { x datum; } le;\t\t\t\t\t\\\n" ..
        "\t\tstruct { /* LINTED zero array dimension */\t\t\\\n" ..
        "\t\t\tint8_t pad[  /* CONSTCOND */\t\t\t\\\n" ..
        "\t\t\t\t(sizeof (" .. reg .. ") < sizeof (x))\t\\\n" ..
        "\t\t\t\t? 0\t\t\t\t\t\\\n" ..
        "\t\t\t\t: sizeof (" .. reg .. ") - sizeof (x)];\t\\\n" ..
        "\t\t\tx datum;\t\t\t\t\t\\\n" ..
        "\t\t} be;\t\t\t\t\t\t\t\\\n" ..
        "\t}\n" ..
        "\n#undef check_syscall_args\n" ..
        "#define check_syscall_args(call) /*LINTED*/ \\\n" ..
        "\ttypedef char call##_check_args[sizeof (struct call##_args) \\\n" ..
        "\t\t<= " .. prefix .. "MAXSYSARGS * sizeof (" .. reg .. ") ? 1 : -1];\n"
end

local function prologue(out, master, conf, env)
    local tag = "$" .. "NetBSD$"
    local created = (master.first or ""):gsub("%$", ""):gsub(" $", "")
    local function head(title)
        return "/* " .. tag .. " */\n\n/*\n * " .. title .. "\n *\n" ..
            " * DO NOT EDIT-- this file is automatically generated.\n"
    end
    local from = " * created from" .. created .. "\n */\n\n"
    local ident = "#include <sys/cdefs.h>\n__KERNEL_RCSID(0, \"" .. tag .. "\");\n\n"
    local guard, args_guard = "_" .. conf.constprefix .. "SYSCALL_H_", "_" .. conf.constprefix .. "SYSCALLARGS_H_"

    out.sysdcl[1] = head("System call switch table.") .. from .. ident
    local ent = out.sysent
    for _, option in ipairs(env.compat) do
        ent[#ent + 1] = "\n#ifdef " .. option:upper() .. "\n#define\t" .. option .. "(func) __CONCAT(" .. option ..
            "_,func)\n#else\n#define\t" .. option .. "(func) " .. conf.sys_nosys .. "\n#endif\n"
    end
    ent[#ent + 1] = "\n#define\ts(type)\tsizeof(type)\n#define\tn(type)\t(sizeof(type)/sizeof (" .. conf.registertype ..
        "))\n#define\tns(type)\t.sy_narg = n(type), .sy_argsize = s(type)\n\nstruct sysent " .. conf.switchname ..
        "[] = {\n"
    out.sysnames[1] = head("System call names.") .. from .. ident .. "#if defined(_KERNEL_OPT)\n"
    out.names[1] = "#else /* _KERNEL_OPT */\n#include <sys/null.h>\n#endif /* _KERNEL_OPT */\n\nconst char *const " ..
        conf.namesname .. "[] = {\n"
    out.friendly[1] = "\n\n/* libc style syscall names */\nconst char *const alt" .. conf.namesname .. "[] = {\n"
    out.protos[1] = "\n/*\n * System call prototypes.\n */\n\n" .. (env.rump and "#ifndef RUMP_CLIENT\n" or "")
    out.sysnumhdr[1] = head("System call numbers.") .. from .. "#ifndef " .. guard .. "\n#define\t" .. guard ..
        "\n\n#define\t" .. conf.constprefix .. "MAXSYSARGS\t" .. conf.maxsysargs .. "\n\n"
    out.sysarghdr[1] = head("System call argument lists.") .. from .. "#ifndef " .. args_guard .. "\n#define\t" ..
        args_guard .. "\n\n" .. conf.sysarghdrextra:gsub("\\n", "\n"):gsub("\\t", "\t") .. args_header(conf)
    out.sysautoload[1] = head("System call autoload table.") .. from .. ident
    out.autoload[1] = "static struct sc_autoload " .. conf.emulname .. "_syscalls_autoload[] = {\n"
    out.systrace[1] = head("System call argument to DTrace register array conversion.") ..
        " * This file is part of the DTrace syscall provider.\n */\n\n" ..
        "static void\nsystrace_args(register_t sysnum, const void *params, uintptr_t *uarg, size_t *n_args)\n{\n" ..
        "\tintptr_t *iarg  = (intptr_t *)uarg;\n\tswitch (sysnum) {\n"
    out.systracetmp[1] = "static void\nsystrace_entry_setargdesc(int sysnum, int ndx, char *desc, size_t descsz)\n" ..
        "{\n\tconst char *p = NULL;\n\tswitch (sysnum) {\n"
    out.systraceret[1] = "static void\nsystrace_return_setargdesc(int sysnum, int ndx, char *desc, size_t descsz)\n" ..
        "{\n\tconst char *p = NULL;\n\tswitch (sysnum) {\n"
    if env.rump then rump.prologue(out, head, from, tag, conf) end
end

local OUTS = {
    "sysdcl", "sysent", "sysnames", "names", "friendly", "protos", "sysnumhdr", "sysarghdr", "sysautoload", "autoload",
    "systrace", "systracetmp", "systraceret", "rumpcalls", "rumpcallshdr", "rumpsysent", "rumptypes", "rumpprotos",
    "rumpsysmap",
}
local BEFORE_TABLE = { "sysdcl", "sysnames", "sysautoload" }
local IN_TABLE = {
    "sysent", "sysarghdr", "sysnumhdr", "protos", "autoload", "names", "friendly", "systrace", "systracetmp",
    "systraceret", "rumpsysent",
}

local function fill_up(out, from, conf, env)
    for number = from, (math.tointeger(tonumber(conf.nsysent)) or 0) - 1 do
        out.sysent[#out.sysent + 1] = filler(number, "", conf.sys_nosys)
        if env.rump then rump.filler(out, number) end
        out.names[#out.names + 1] = ("\t/* %3d */\t\"# filler\",\n"):format(number)
        out.friendly[#out.friendly + 1] = ("\t/* %3d */\tNULL, /* filler */\n"):format(number)
    end
end

function netbsd.render(master, conf, env)
    local out = {}
    for _, key in ipairs(OUTS) do out[key] = {} end
    env.rump = conf.rumpcalls ~= "/dev/null"
    env.protos_seen, env.module_bits, env.compat, env.by_type, env.kinds = {}, {}, {}, {}, {}
    for option in conf.compatopts:gmatch("%S+") do
        env.compat[#env.compat + 1] = option
        env.by_type[option:upper()] = option
    end
    prologue(out, master, conf, env)
    local in_table, after = false, 0
    for _, item in ipairs(master.items) do
        if item.kind == "table" then
            in_table = true
        elseif item.kind == "directive" then
            local text = item.text:gsub("%$", ""):gsub("\\\r?\n", "") .. "\n"
            for _, key in ipairs((item.op == "include" or not in_table) and BEFORE_TABLE or IN_TABLE) do
                out[key][#out[key] + 1] = text
            end
        elseif item.kind == "call" then
            if item.empty then
                nothing(out, item, conf, env)
            else
                entry(out, resolve(item, env), conf, env)
            end
            after = item.last + 1
        end
    end
    fill_up(out, after, conf, env)
    local total = math.max(after, math.tointeger(tonumber(conf.nsysent)) or 0)
    local bits = {}
    for word = 0, (total + 31) // 32 - 1 do
        bits[#bits + 1] = ("\t0x%08x,\t/* syscalls %3d-%3d */\n"):format(env.module_bits[word] or 0, word * 32,
            word * 32 + 31)
    end
    bits = concat(bits)
    local tail = "\tdefault:\n\t\tbreak;\n\t};\n\tif (p != NULL)\n\t\tstrlcpy(desc, p, descsz);\n}\n"
    local nsysent = (tonumber(conf.nsysent) or 0) > 0 and
        "#define\t" .. conf.constprefix .. "NSYSENT\t" .. conf.nsysent .. "\n" or ""
    local files = {
        { key = "sysarghdr", text = concat(out.sysarghdr) .. concat(out.protos) ..
            (env.rump and "#endif /* !RUMP_CLIENT */\n" or "") .. "#endif /* _" .. conf.constprefix ..
            "SYSCALLARGS_H_ */\n" },
        { key = "sysnumhdr", text = concat(out.sysnumhdr) .. "#define\t" .. conf.constprefix .. "MAXSYSCALL\t" ..
            after .. "\n" .. nsysent .. "#endif /* _" .. conf.constprefix .. "SYSCALL_H_ */\n" },
        { key = "syssw", text = concat(out.sysdcl) .. concat(out.sysent) .. "};\n\nconst uint32_t " ..
            conf.switchname .. "_nomodbits[] = {\n" .. bits .. "};\n" },
        { key = "sysnames", text = concat(out.sysnames) .. concat(out.names) .. "};\n" .. concat(out.friendly) ..
            "};\n" },
        { key = "sysautoload", text = concat(out.sysautoload) .. concat(out.autoload) .. "\t    { 0, NULL }\n};\n" },
        { key = "systrace", text = concat(out.systrace) .. "\tdefault:\n\t\t*n_args = 0;\n\t\tbreak;\n\t};\n}\n" ..
            concat(out.systracetmp) .. tail .. concat(out.systraceret) .. tail },
    }
    if env.rump then rump.files(files, out, bits, env) end
    return files
end

return netbsd
