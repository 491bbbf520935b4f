-- SPDX-License-Identifier: BSD-2-Clause
--
-- What makesyscalls.lua of FreeBSD 13's releases and of 14 writes: names, numbers, mk, sysent, proto, systrace.
-- Traits of the profile: slot (type of an argument slot), indexed (systrace numbers its arguments), join.
--
-- gen/profile/abi.lua decides, call by call, what becomes of it under the conf's abi_* settings; here the
-- decisions are written out.  While the tree used version-control keywords every file had a `$FreeBSD$`
-- line; a master that has one gets them, one without does not.

local abi = require("profile.abi")
local common = require("profile.common")

local freebsd_14 = {}

local concat = table.concat

local function heads_of(conf, has_id, slot)
    local mark = "automatically @" .. "generated.\n"
    local id = has_id and " * $" .. "FreeBSD$\n" or ""
    local function head(title)
        return "/*\n * " .. title .. "\n *\n * DO NOT EDIT-- this file is " .. mark .. id .. " */\n\n"
    end
    return {
        syssw = head("System call switch table."),
        sysnames = head("System call names.") .. "const char *" .. conf.namesname .. "[] = {\n",
        syshdr = head("System call numbers."),
        sysmk = "# FreeBSD system call object files.\n# DO NOT EDIT-- this file is " .. mark ..
            (has_id and "# $" .. "FreeBSD$\n" or "") .. "MIASM = ",
        sysproto = head("System call prototypes.") .. "#ifndef " .. conf.sysproto_h .. "\n#define\t" ..
            conf.sysproto_h .. [[


#include <sys/signal.h>
#include <sys/acl.h>
#include <sys/cpuset.h>
#include <sys/domainset.h>
#include <sys/_ffcounter.h>
#include <sys/_semaphore.h>
#include <sys/ucontext.h>
#include <sys/wait.h>

#include <bsm/audit_kevents.h>

struct proc;

struct thread;

#define	PAD_(t)	(sizeof(]] .. slot .. [[) <= sizeof(t) ? \
		0 : sizeof(]] .. slot .. [[) - sizeof(t))

#if BYTE_ORDER == LITTLE_ENDIAN
#define	PADL_(t)	0
#define	PADR_(t)	PAD_(t)
#else
#define	PADL_(t)	PAD_(t)
#define	PADR_(t)	0
#endif

]],
        systrace = "/*\n * System call argument to DTrace register array converstion.\n *\n" ..
            " * DO NOT EDIT-- this file is " .. mark .. id ..
            " * This file is part of the DTrace syscall provider.\n */\n\n",
    }
end

local function native(out, call, env)
    local conf, set = env.conf_values, call.set
    local number, func, alias, tag, args = call.number, call.func, call.alias, call.tag, call.args
    local mux = set.SYSMUX
    local size = "0"
    if not mux and (#args > 0 or set.NODEF) then size = "AS(" .. tag .. ")" end

    abi.trace(out.systrace, out.systracetmp, out.systraceret, call, env)
    if not (set.NOARGS or set.NOPROTO or set.NODEF) then
        local arg = out.sysarg
        arg[#arg + 1] = #args > 0 and abi.struct(tag, args, env, true) or "struct " .. tag .. env.dummy
    end
    local symbol = env.prefix_of(func) .. func
    if not (set.NOPROTO or set.NODEF) then
        out.sysdcl[#out.sysdcl + 1] = call.rtype .. "\t" .. symbol .. "(struct thread *, struct " .. tag .. " *);\n"
        out.sysaue[#out.sysaue + 1] = "#define\t" .. conf.syscallprefix .. "AUE_" .. alias .. "\t" .. call.audit .. "\n"
    end
    local row, column
    if mux then
        row = "nosys, .sy_auevent = AUE_NULL, .sy_flags = " .. call.cap .. ", .sy_thrcnt = SY_THR_STATIC },"
        column = 25 + #size + #"nosysAUE_NULL" + 3
    elseif set.NOSTD then
        row = "lkmressys, .sy_auevent = AUE_NULL, .sy_flags = " .. call.cap .. ", .sy_thrcnt = SY_THR_ABSENT },"
        column = 25 + #size + #"lkmressysAUE_NULL" + 3
    else
        row = symbol .. ", .sy_auevent = " .. call.audit .. ", .sy_flags = " .. call.cap .. ", .sy_thrcnt = " ..
            call.thr .. " },"
        column = 25 + #size + #symbol + #call.audit + #call.cap + 3
    end
    local ent, names = out.sysent, out.sysnames
    ent[#ent + 1] = "\t{ .sy_narg = " .. size .. ", .sy_call = (sy_call_t *)" .. row .. common.tabs(column) .. "/* " ..
        number .. " = " .. alias .. " */\n"
    names[#names + 1] = "\t\"" .. alias .. "\",\t\t\t/* " .. number .. " = " .. alias .. " */\n"
    if not set.NODEF then
        out.syshdr[#out.syshdr + 1] = "#define\t" .. conf.syscallprefix .. alias .. "\t" .. number .. "\n"
        out.sysmk[#out.sysmk + 1] = " \\\n\t" .. alias .. ".o"
    end
end

local NOSYS = "\t{ .sy_narg = 0, .sy_call = (sy_call_t *)nosys, .sy_auevent = AUE_NULL, .sy_flags = 0, " ..
    ".sy_thrcnt = SY_THR_ABSENT },"

local function obsolete(out, number, name, comment)
    out.sysent[#out.sysent + 1] = NOSYS .. common.tabs(34) .. "/* " .. number .. " = obsolete " .. comment .. " */\n"
    out.sysnames[#out.sysnames + 1] = "\t\"obs_" .. name .. "\",\t\t\t/* " .. number .. " = obsolete " .. comment ..
        " */\n"
    out.syshdr[#out.syshdr + 1] = "\t\t\t\t/* " .. number .. " is obsolete " .. comment .. " */\n"
end

local function unimplemented(out, first, last, comment)
    for n = first, last do
        out.sysent[#out.sysent + 1] = NOSYS .. "\t\t\t/* " .. n .. " = " .. comment .. " */\n"
        out.sysnames[#out.sysnames + 1] = "\t\"#" .. n .. "\",\t\t\t/* " .. n .. " = " .. comment .. " */\n"
    end
end

local function compat(out, call, env)
    local conf, set, option = env.conf_values, call.set, call.option
    local number, func, alias, tag, args = call.number, call.func, call.alias, call.tag, call.args
    if (tonumber(conf.mincompat) or 0) > option.level then
        local name = option.prefix .. abi.stripped(func, conf.abi_func_prefix)
        obsolete(out, number, name, name)
        return
    end
    local size = (#args > 0 or set.NODEF) and "AS(" .. tag .. ")" or "0"
    option.count = (option.count or 0) + 1
    if not (set.NOARGS or set.NOPROTO or set.NODEF) then
        if #args > 0 then
            option.out[#option.out + 1] = abi.struct(tag, args, env)
        else
            out.sysarg[#out.sysarg + 1] = "struct " .. tag .. env.dummy
        end
    end
    if not (set.NOPROTO or set.NODEF) then
        option.dcl[#option.dcl + 1] = call.rtype .. "\t" .. option.prefix .. func .. "(struct thread *, struct " ..
            tag .. " *);\n"
        out.sysaue[#out.sysaue + 1] = "#define\t" .. conf.syscallprefix .. "AUE_" .. option.prefix .. func .. "\t" ..
            call.audit .. "\n"
    end
    local row, column
    if set.NOSTD then
        row = "\t{ .sy_narg = 0, .sy_call = (sy_call_t *)lkmressys, .sy_auevent = AUE_NULL, .sy_flags = 0, " ..
            ".sy_thrcnt = SY_THR_ABSENT },"
        column = 25 + 1 + #"lkmressysAUE_NULL" + 3
    else
        row = "\t{ " .. option.wrap .. "(" .. size .. "," .. func .. "), .sy_auevent = " .. call.audit ..
            ", .sy_flags = " .. call.cap .. ", .sy_thrcnt = " .. call.thr .. " },"
        column = 17 + #size + 1 + #func + #call.audit + #call.cap + 4
    end
    out.sysent[#out.sysent + 1] = row .. common.tabs(column) .. "/* " .. number .. " = " .. option.descr .. " " ..
        alias .. " */\n"
    out.sysnames[#out.sysnames + 1] = "\t\"" .. option.wrap .. "." .. alias .. "\",\t\t/* " .. number .. " = " ..
        option.descr .. " " .. alias .. " */\n"
    if option.level < 7 then
        out.syshdr[#out.syshdr + 1] = "\t\t\t\t/* " .. number .. " is " .. option.descr .. " " .. alias .. " */\n"
    elseif not set.NODEF then
        out.syshdr[#out.syshdr + 1] = "#define\t" .. conf.syscallprefix .. option.prefix .. alias .. "\t" .. number ..
            "\n"
        out.sysmk[#out.sysmk + 1] = " \\\n\t" .. option.prefix .. alias .. ".o"
    end
end

-- the comment of an OBSOL or UNIMPL row: the first word, and the rest when the whole line has fewer than six
local function comment_of(words)
    if #words + 3 < 6 then return concat(words, " ") end
    return words[1] or ""
end

local OUTS = {
    "sysaue", "sysdcl", "sysarg", "sysent", "sysinc", "sysnames", "syshdr", "sysmk", "systrace", "systracetmp",
    "systraceret",
}
local DIRECTIVES = { "sysent", "sysdcl", "sysarg", "sysnames", "systrace", "systracetmp", "systraceret" }

local function entry(out, item, env)
    local call = abi.resolve(item, env)
    local set = call.set
    if set.OBSOL then
        obsolete(out, call.number, call.func or "", call.comment or comment_of(item.words))
    elseif set.RESERVED then
        unimplemented(out, call.number, call.last, "reserved for local use")
    elseif set.UNIMPL then
        unimplemented(out, call.number, call.last, call.comment or comment_of(item.words))
    elseif call.option then
        compat(out, call, env)
    else
        native(out, call, env)
    end
end

function freebsd_14.render(master, conf, env)
    env.conf_values = conf
    local traits = env.profile.traits
    local slot = traits.slot or "syscallarg_t"
    local heads = heads_of(conf, master.id ~= nil, slot)
    env.dummy = abi.dummy(slot)
    local out = {}
    for _, key in ipairs(OUTS) do out[key] = {} end
    abi.prepare(env, conf)
    local pair = env.abi.pair_64bit and abi.PAD64 or ""
    out.systrace[1] = pair .. heads.systrace .. (traits.indexed and abi.TRACE_ARGS_13 or abi.TRACE_ARGS)
    out.systracetmp[1], out.systraceret[1] = abi.TRACE_ENTRY, abi.TRACE_RETURN
    out.sysarg[1] = pair
    for _, option in ipairs(env.options) do
        option.out, option.dcl = { "\n#ifdef " .. option.definition .. "\n\n" }, {}
    end

    local after = 0
    for _, item in ipairs(master.items) do
        local kind = item.kind
        if kind == "call" then
            entry(out, item, env)
            after = item.last + 1
        elseif kind == "headers" then
            if conf.abi_headers ~= "" then out.sysinc[#out.sysinc + 1] = conf.abi_headers .. "\n" end
        elseif kind == "directive" then
            if item.op == "include" then
                out.sysinc[#out.sysinc + 1] = item.text .. "\n"
            else
                for _, key in ipairs(DIRECTIVES) do out[key][#out[key] + 1] = item.text .. "\n" end
                for _, option in ipairs(env.options) do option.out[#option.out + 1] = item.text .. "\n" end
            end
        end
    end

    local sysinc = out.sysinc
    sysinc[#sysinc + 1] = "\n#define AS(name) (sizeof(struct name) / sizeof(" .. slot .. "))\n"
    local proto = { heads.sysproto, concat(out.sysarg), concat(out.sysdcl) }
    for _, option in ipairs(env.options) do
        if option.count then sysinc[#sysinc + 1] = abi.macro(option, traits.join) end
        proto[#proto + 1] = concat(option.out) .. concat(option.dcl) .. "\n#endif /* " .. option.definition .. " */\n\n"
    end
    proto[#proto + 1] = concat(out.sysaue)
    proto[#proto + 1] = "\n#undef PAD_\n#undef PADL_\n#undef PADR_\n\n#endif /* !" .. conf.sysproto_h .. " */\n"
    return {
        { key = "sysnames", text = heads.sysnames .. concat(out.sysnames) .. "};\n" },
        { key = "syshdr", text = heads.syshdr .. concat(out.syshdr) .. "#define\t" .. conf.syscallprefix ..
            "MAXSYSCALL\t" .. after .. "\n" },
        { key = "sysmk", text = heads.sysmk .. concat(out.sysmk) .. "\n" },
        { key = "syssw", text = heads.syssw .. concat(sysinc) ..
            "\n/* The casts are bogus but will do for now. */\nstruct sysent " .. conf.switchname .. "[] = {\n" ..
            concat(out.sysent) .. "};\n" },
        { key = "systrace", text = concat(out.systrace) .. abi.TRACE_ARGS_END .. concat(out.systracetmp) ..
            abi.TRACE_END .. concat(out.systraceret) .. abi.TRACE_END },
        { key = "sysproto", text = concat(proto) },
    }
end

return freebsd_14
