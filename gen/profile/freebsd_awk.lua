-- SPDX-License-Identifier: BSD-2-Clause
--
-- What FreeBSD's makesyscalls.sh (sed and awk, up to 13-CURRENT of 2019) writes: names, numbers, mk,
-- sysent, proto, systrace.  The releases differ in little, and that little is in env.profile.traits:
--     generated    the word in "automatically X."
--     levels       COMPATn besides COMPAT
--     plain        patterns of functions that are not called sys_...
--     domainset    sysproto.h includes sys/domainset.h
--     userland     systrace says "userland" before pointer types
--     old_numbers  syscall.h has COMPAT4 and COMPAT6 as numbers, not as comments
--     opt_compat   the sysent file includes opt_compat.h when it has compat rows
--     created      9.3 and before: "created from" the version line, one systrace function less

local common = require("profile.common")

local awk = {}

-- the fields of an entry without a call, as sed's blanks around {}()*, leave them
local function fields_of(call)
    local list = {}
    for _, word in ipairs(call.words) do
        for field in word:gsub("[{}%(%)%*,]", " %0 "):gmatch("%S+") do list[#list + 1] = field end
    end
    return list
end

local function headers(conf, env, id)
    local traits = env.profile.traits
    local function head(title)
        local text = "/*\n * " .. title .. "\n *\n * DO NOT EDIT-- this file is automatically " ..
            traits.generated .. ".\n * $" .. "FreeBSD$\n"
        if traits.created then return text .. " * created from" .. id .. "\n */\n\n" end
        return text .. " */\n\n"
    end
    local h = {}
    h.syssw = head("System call switch table.")
    h.sysnames = head("System call names.") .. "const char *" .. conf.namesname .. "[] = {\n"
    h.syshdr = head("System call numbers.")
    if traits.created then
        h.sysmk = "# FreeBSD system call names.\n"
    else
        h.sysmk = "# FreeBSD system call object files.\n"
    end
    h.sysmk = h.sysmk .. "# DO NOT EDIT-- this file is automatically " .. traits.generated .. ".\n# $" .. "FreeBSD$\n"
    if traits.created then h.sysmk = h.sysmk .. "# created from" .. id .. "\n" end
    h.sysmk = h.sysmk .. "MIASM = "
    h.sysproto = head("System call prototypes.") ..
        "#ifndef " .. conf.sysproto_h .. "\n#define\t" .. conf.sysproto_h .. "\n\n" ..
        "#include <sys/signal.h>\n#include <sys/acl.h>\n#include <sys/cpuset.h>\n" ..
        (traits.domainset and "#include <sys/domainset.h>\n" or "") ..
        (traits.created and "" or "#include <sys/_ffcounter.h>\n") ..
        "#include <sys/_semaphore.h>\n#include <sys/ucontext.h>\n#include <sys/wait.h>\n\n" ..
        "#include <bsm/audit_kevents.h>\n\nstruct proc;\n\nstruct thread;\n\n" ..
        "#define\tPAD_(t)\t(sizeof(register_t) <= sizeof(t) ? \\\n\t\t0 : sizeof(register_t) - sizeof(t))\n\n" ..
        "#if BYTE_ORDER == LITTLE_ENDIAN\n#define\tPADL_(t)\t0\n#define\tPADR_(t)\tPAD_(t)\n#else\n" ..
        "#define\tPADL_(t)\tPAD_(t)\n#define\tPADR_(t)\t0\n#endif\n\n"
    h.systrace = "/*\n * System call argument to DTrace register array converstion.\n *\n" ..
        " * DO NOT EDIT-- this file is automatically " .. traits.generated .. ".\n * $" .. "FreeBSD$\n" ..
        " * This file is part of the DTrace syscall provider.\n */\n\n" ..
        "static void\nsystrace_args(int sysnum, void *params, uint64_t *uarg, int *n_args)\n{\n" ..
        "\tint64_t *iarg  = (int64_t *) uarg;\n\tswitch (sysnum) {\n"
    h.systracetmp = "static void\n" .. (traits.created and "systrace_setargdesc" or "systrace_entry_setargdesc") ..
        "(int sysnum, int ndx, char *desc, size_t descsz)\n{\n\tconst char *p = NULL;\n\tswitch (sysnum) {\n"
    h.systraceret = "static void\nsystrace_return_setargdesc(int sysnum, int ndx, char *desc, size_t descsz)\n{\n" ..
        "\tconst char *p = NULL;\n\tswitch (sysnum) {\n"
    return h
end

local function struct_of(tag, args)
    local b = { "struct ", tag, " {\n" }
    local n = 3
    for _, arg in ipairs(args) do
        local name, kind = arg.name, arg.type
        n = n + 1
        b[n] = "\tchar " .. name .. "_l_[PADL_(" .. kind .. ")]; " .. kind .. " " .. name .. "; char " .. name ..
            "_r_[PADR_(" .. kind .. ")];\n"
    end
    b[n + 1] = "};\n"
    return table.concat(b)
end

local function trace(out, call, name, tag, traits)
    local number, args = call.number, call.args
    local systrace, entry, ret = out.systrace, out.systracetmp, out.systraceret
    systrace[#systrace + 1] = "\t/* " .. name .. " */\n\tcase " .. number .. ": {\n"
    entry[#entry + 1] = "\t/* " .. name .. " */\n\tcase " .. number .. ":\n"
    ret[#ret + 1] = "\t/* " .. name .. " */\n\tcase " .. number .. ":\n"
    if #args > 0 then
        entry[#entry + 1] = "\t\tswitch(ndx) {\n"
        systrace[#systrace + 1] = "\t\tstruct " .. tag .. " *p = params;\n"
        for i, arg in ipairs(args) do
            local kind = arg.type:gsub("__restrict$", "")
            local pointer = kind:find("*", 1, true)
            entry[#entry + 1] = "\t\tcase " .. i - 1 .. ":\n\t\t\tp = \"" ..
                (pointer and traits.userland and "userland " or "") .. kind .. "\";\n\t\t\tbreak;\n"
            local text
            if pointer or kind == "caddr_t" then
                text = "\t\tuarg[" .. i - 1 .. "] = (intptr_t) p->" .. arg.name
            elseif kind == "union l_semun" and not traits.created then
                text = "\t\tuarg[" .. i - 1 .. "] = p->" .. arg.name .. ".buf"
            elseif kind:byte() == 117 or kind == "size_t" then
                text = "\t\tuarg[" .. i - 1 .. "] = p->" .. arg.name
            else
                text = "\t\tiarg[" .. i - 1 .. "] = p->" .. arg.name
            end
            systrace[#systrace + 1] = text .. "; /* " .. kind .. " */\n"
        end
        entry[#entry + 1] = "\t\tdefault:\n\t\t\tbreak;\n\t\t};\n"
        ret[#ret + 1] = "\t\tif (ndx == 0 || ndx == 1)\n\t\t\tp = \"" .. call.ret .. "\";\n\t\tbreak;\n"
    end
    systrace[#systrace + 1] = "\t\t*n_args = " .. #args .. ";\n\t\tbreak;\n\t}\n"
    entry[#entry + 1] = "\t\tbreak;\n"
end

local DUMMY = " {\n\tregister_t dummy;\n};\n"

-- name of the argument struct
local function tag_of(call, compat)
    return call.tag or (compat and compat.prefix or "") .. call.func .. "_args"
end

local function native(out, call, conf, env, flags)
    local traits, prefix = env.profile.traits, env.prefix_of
    local set, func = call.flags, call.func
    local alias, tag = call.alias or func, tag_of(call)
    local audit, size = call.audit, #call.args > 0 and "AS(" .. tag .. ")" or "0"
    if set.NODEF then audit, size = "AUE_NULL", "AS(" .. (call.tag or tag) .. ")" end
    trace(out, call, func, tag, traits)
    if not set.NOARGS and not set.NOPROTO and not set.NODEF then
        local arg = out.sysarg
        arg[#arg + 1] = #call.args > 0 and struct_of(tag, call.args) or "struct " .. tag .. DUMMY
    end
    local symbol = prefix(func) .. func
    if not set.NOPROTO and not set.NODEF then
        local dcl, aue = out.sysdcl, out.sysaue
        dcl[#dcl + 1] = (call.rtype or "int") .. "\t" .. symbol .. "(struct thread *, struct " .. tag .. " *);\n"
        aue[#aue + 1] = "#define\t" .. conf.syscallprefix .. "AUE_" .. alias .. "\t" .. audit .. "\n"
    end
    local row, column
    if set.NOSTD then
        row = "lkmressys, AUE_NULL, NULL, 0, 0, " .. (traits.created and "0" or flags) .. ", SY_THR_ABSENT },"
        column = 25 + #size + #"lkmressysAUE_NULL" + 3
    else
        row = symbol .. ", " .. audit .. ", NULL, 0, 0, " .. flags .. ", " ..
            (set.NOTSTATIC and "SY_THR_ABSENT" or "SY_THR_STATIC") .. " },"
        column = 25 + #size + #symbol + #audit + #flags + 3
    end
    local ent, names = out.sysent, out.sysnames
    ent[#ent + 1] = "\t{ " .. size .. ", (sy_call_t *)" .. row .. common.tabs(column) ..
        "/* " .. call.number .. " = " .. alias .. " */\n"
    names[#names + 1] = "\t\"" .. alias .. "\",\t\t\t/* " .. call.number .. " = " .. alias .. " */\n"
    if not set.NODEF then
        local hdr, mk = out.syshdr, out.sysmk
        hdr[#hdr + 1] = "#define\t" .. conf.syscallprefix .. alias .. "\t" .. call.number .. "\n"
        mk[#mk + 1] = " \\\n\t" .. alias .. ".o"
    end
end

local function compat(out, call, conf, env, flags, option)
    local traits, set, func = env.profile.traits, call.flags, call.func
    local alias, tag = call.alias or func, tag_of(call, option)
    local audit, size = call.audit, #call.args > 0 and "AS(" .. tag .. ")" or "0"
    if set.NODEF then audit, size = "AUE_NULL", "AS(" .. (call.tag or tag) .. ")" end
    option.count = (option.count or 0) + 1
    if not set.NOARGS and not set.NOPROTO and not set.NODEF then
        if #call.args > 0 then
            option.out[#option.out + 1] = struct_of(tag, call.args)
        else
            out.sysarg[#out.sysarg + 1] = "struct " .. tag .. DUMMY
        end
    end
    if not set.NOPROTO and not set.NODEF then
        option.dcl[#option.dcl + 1] = (call.rtype or "int") .. "\t" .. option.prefix .. func ..
            "(struct thread *, struct " .. tag .. " *);\n"
        out.sysaue[#out.sysaue + 1] = "#define\t" .. conf.syscallprefix .. "AUE_" .. option.prefix .. func .. "\t" ..
            audit .. "\n"
    end
    local row, column
    if set.NOSTD then
        row = "\t{ 0, (sy_call_t *)lkmressys, AUE_NULL, NULL, 0, 0, 0, SY_THR_ABSENT },"
        column = 25 + 1 + #"lkmressysAUE_NULL" + 3
    else
        row = "\t{ " .. option.wrap .. "(" .. size .. "," .. func .. "), " .. audit .. ", NULL, 0, 0, " .. flags ..
            ", " .. (set.NOTSTATIC and "SY_THR_ABSENT" or "SY_THR_STATIC") .. " },"
        column = 17 + #size + 1 + #func + #audit + #flags + 4
    end
    out.sysent[#out.sysent + 1] = row .. common.tabs(column) .. "/* " .. call.number .. " = " .. option.descr .. " " ..
        alias .. " */\n"
    out.sysnames[#out.sysnames + 1] = "\t\"" .. option.wrap .. "." .. alias .. "\",\t\t/* " .. call.number .. " = " ..
        option.descr .. " " .. alias .. " */\n"
    if option.flag == "COMPAT" or not traits.old_numbers and option.level < 7 then
        out.syshdr[#out.syshdr + 1] = "\t\t\t\t/* " .. call.number .. " is " .. option.descr .. " " .. alias .. " */\n"
    elseif not set.NODEF then
        out.syshdr[#out.syshdr + 1] = "#define\t" .. conf.syscallprefix .. option.prefix .. alias .. "\t" ..
            call.number .. "\n"
        out.sysmk[#out.sysmk + 1] = " \\\n\t" .. option.prefix .. alias .. ".o"
    end
end

local NOSYS = "\t{ 0, (sy_call_t *)nosys, AUE_NULL, NULL, 0, 0, 0, SY_THR_ABSENT },"

local function nothing(out, call)
    local fields = fields_of(call)
    local comment = fields[1] or ""
    -- three fields stand before these; awk takes the rest only when there are fewer than seven in all
    if #fields + 3 < 7 then comment = table.concat(fields, " ") end
    local number = call.number
    if call.type == "OBSOL" then
        out.sysent[#out.sysent + 1] = NOSYS .. common.tabs(34) .. "/* " .. number .. " = obsolete " .. comment ..
            " */\n"
        out.sysnames[#out.sysnames + 1] = "\t\"obs_" .. (fields[1] or "") .. "\",\t\t\t/* " .. number ..
            " = obsolete " .. comment .. " */\n"
        out.syshdr[#out.syshdr + 1] = "\t\t\t\t/* " .. number .. " is obsolete " .. comment .. " */\n"
        return
    end
    for n = number, call.last do
        out.sysent[#out.sysent + 1] = NOSYS .. "\t\t\t/* " .. n .. " = " .. comment .. " */\n"
        out.sysnames[#out.sysnames + 1] = "\t\"#" .. n .. "\",\t\t\t/* " .. n .. " = " .. comment .. " */\n"
    end
end

local OUTS = {
    "sysaue", "sysdcl", "sysarg", "sysent", "sysinc", "sysnames", "syshdr", "sysmk", "systrace", "systracetmp",
    "systraceret",
}
-- which of them preprocessor lines go to, besides those of the compat options
local DIRECTIVES = { "sysent", "sysdcl", "sysarg", "sysnames", "systrace", "systracetmp", "systraceret" }

function awk.render(master, conf, env)
    local traits = env.profile.traits
    local id = (master.id or ""):gsub("%$", "")
    local heads = headers(conf, env, id)
    local out = {}
    for _, key in ipairs(OUTS) do out[key] = {} end
    out.systrace[1], out.systracetmp[1], out.systraceret[1] = heads.systrace, heads.systracetmp, heads.systraceret
    local options, by_flag = common.compat_options(traits.levels), {}
    for _, option in ipairs(options) do
        option.out, option.dcl = { "\n#ifdef " .. option.definition .. "\n\n" }, {}
        by_flag[option.flag] = option
    end
    env.prefix_of = common.prefixer(traits.plain)

    local after = 0
    local abi, capable = conf.abi_func_prefix or "", env.capabilities or {}
    for _, item in ipairs(master.items) do
        local kind = item.kind
        if kind == "call" then
            local func = item.func
            local flags = "0"
            if func and not item.flags.NODEF and (capable[func] or
                abi ~= "" and func:sub(1, #abi) == abi and capable[func:sub(#abi + 1)]) then
                flags = "SYF_CAPENABLED"
            end
            if item.empty then
                nothing(out, item)
            elseif item.compat then
                compat(out, item, conf, env, flags, by_flag[item.compat])
            else
                native(out, item, conf, env, flags)
            end
            after = item.last + 1
        elseif kind == "directive" then
            if item.op == "include" then
                out.sysinc[#out.sysinc + 1] = item.text .. "\n"
            else
                for _, key in ipairs(DIRECTIVES) do
                    if key ~= "systraceret" or not traits.created then
                        out[key][#out[key] + 1] = item.text .. "\n"
                    end
                end
                for _, option in ipairs(options) do option.out[#option.out + 1] = item.text .. "\n" end
            end
        end
    end

    local sysinc = out.sysinc
    sysinc[#sysinc + 1] = "\n#define AS(name) (sizeof(struct name) / sizeof(register_t))\n"
    local counted = false
    for _, option in ipairs(options) do
        if option.count then
            counted = true
            sysinc[#sysinc + 1] = "\n#ifdef " .. option.definition .. "\n#define " .. option.wrap ..
                "(n, name) n, (sy_call_t *)__CONCAT(" .. option.prefix .. ",name)\n#else\n#define " .. option.wrap ..
                "(n, name) 0, (sy_call_t *)nosys\n#endif\n"
        end
        option.dcl[#option.dcl + 1] = "\n#endif /* " .. option.definition .. " */\n\n"
    end
    local concat = table.concat
    local proto = { heads.sysproto, concat(out.sysarg), concat(out.sysdcl) }
    for _, option in ipairs(options) do
        proto[#proto + 1] = concat(option.out)
        proto[#proto + 1] = concat(option.dcl)
    end
    proto[#proto + 1] = concat(out.sysaue)
    proto[#proto + 1] = "\n#undef PAD_\n#undef PADL_\n#undef PADR_\n\n#endif /* !" .. conf.sysproto_h .. " */\n"
    local tail = "\tdefault:\n\t\tbreak;\n\t};\n\tif (p != NULL)\n\t\tstrlcpy(desc, p, descsz);\n}\n"
    return {
        { key = "sysnames", text = heads.sysnames .. concat(out.sysnames) .. "};\n" },
        { key = "syshdr", text = heads.syshdr .. concat(out.syshdr) .. "#define\t" .. conf.syscallprefix ..
            "MAXSYSCALL\t" .. after .. "\n" },
        { key = "sysmk", text = heads.sysmk .. concat(out.sysmk) .. "\n" },
        { key = "syssw", text = heads.syssw ..
            (counted and traits.opt_compat and "#include \"opt_compat.h\"\n\n" or "") .. concat(sysinc) ..
            "\n/* The casts are bogus but will do for now. */\nstruct sysent " .. conf.switchname .. "[] = {\n" ..
            concat(out.sysent) .. "};\n" },
        { key = "sysproto", text = concat(proto) },
        { key = "systrace", text = concat(out.systrace) .. "\tdefault:\n\t\t*n_args = 0;\n\t\tbreak;\n\t};\n}\n" ..
            concat(out.systracetmp) .. tail .. (traits.created and "" or concat(out.systraceret) .. tail) },
    }
end

return awk
