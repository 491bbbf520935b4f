-- SPDX-License-Identifier: BSD-2-Clause
--
-- What the modular generator of FreeBSD 15 and 16 writes: sysent, libsys.h, numbers, mk, names, libsys map,
-- proto, systrace.
--
-- Where the original loses something, the right text is written and a warning names the difference;
-- env.bugs reproduces the original:
--     bug-prolog      preprocessor lines before the first entry (`#define nosys linux_nosys`) vanish
--     bug-name        an OBSOL or UNIMPL row keeps only the first word of its text
--     bug-range       preprocessor lines before a range come out once for each of its numbers
--     bug-obsol       a native call that the conf makes obsolete still gets its number defined

local abi = require("profile.abi")

local freebsd_16 = {}

local concat = table.concat
local DUMMY = abi.dummy("syscallarg_t")

local function head(title)
    return "/*\n * " .. title .. "\n *\n * DO NOT EDIT-- this file is automatically @" .. "generated.\n */\n\n"
end

local SYSPROTO = [[

#include <sys/types.h>
#include <sys/signal.h>
#include <sys/cpuset.h>
#include <sys/domainset.h>
#include <sys/_ffcounter.h>
#include <sys/_semaphore.h>
#include <sys/ucontext.h>
#include <sys/wait.h>

#include <bsm/audit_kevents.h>

struct proc;

struct thread;

#define	PAD_(t)	(sizeof(syscallarg_t) <= sizeof(t) ? \
		0 : sizeof(syscallarg_t) - sizeof(t))

#if BYTE_ORDER == LITTLE_ENDIAN
#define	PADL_(t)	0
#define	PADR_(t)	PAD_(t)
#else
#define	PADL_(t)	PAD_(t)
#define	PADR_(t)	0
#endif

]]

local LIBSYS = [[
#ifndef __LIBSYS_H_
#define __LIBSYS_H_

#include <sys/_cpuset.h>
#include <sys/_domainset.h>
#include <sys/_ffcounter.h>
#include <sys/_semaphore.h>
#include <sys/_sigaltstack.h>
#include <machine/ucontext.h>   /* for mcontext_t */
#include <sys/_ucontext.h>
#include <sys/wait.h>

]]

-- Calls one by one, ranges taken apart, with the preprocessor lines that stand before each.
local function resolve_all(master, env)
    local conf = env.conf_values
    local list, includes, prolog, first = {}, {}, {}, true
    for _, item in ipairs(master.items) do
        if item.kind == "headers" then
            if conf.abi_headers ~= "" then includes[#includes + 1] = conf.abi_headers .. "\n" end
        elseif item.kind == "directive" then
            if item.op == "include" then
                includes[#includes + 1] = item.text .. "\n"
            else
                prolog[#prolog + 1] = item.text .. "\n"
                if first and not env.bugs then
                    env.sink:warn(item.loc, "bug-prolog",
                        "freebsd-16's generator drops '%s', as it stands before the first entry; it is kept",
                        item.text)
                end
            end
        elseif item.kind == "call" then
            local before = concat(prolog)
            if first and env.bugs then before = "" end
            prolog, first = {}, false
            if before ~= "" and item.last > item.number and not env.bugs then
                env.sink:warn(item.loc, "bug-range",
                    "freebsd-16's generator repeats the lines before this range for each number; they come once")
            end
            local r = freebsd_16.resolve(item, env)
            for number = item.number, item.last do
                local one = number == item.number and r or setmetatable({ number = number }, { __index = r })
                if number > item.number then one.prolog = env.bugs and before or "" else one.prolog = before end
                list[#list + 1] = one
            end
        end
    end
    return list, concat(includes), concat(prolog)
end

-- nil for native calls, 3 for COMPAT, N for COMPATN, 0 for obsolete ones, -1 for nothing at all
local function level_of(set, flag_list)
    if set.UNIMPL or set.RESERVED then return -1 end
    if set.OBSOL then return 0 end
    if set.COMPAT then return 3 end
    for _, flag in ipairs(flag_list) do
        local n = flag:match("^COMPAT(%d+)$")
        if n then return math.tointeger(n) end
    end
end

-- What a call becomes: as abi.resolve, with level, size (the AS() of its struct) and text (of an empty row)
function freebsd_16.resolve(item, env)
    local conf, set = env.conf_values, item.flags
    local name = item.func or item.name or ""
    local args, changes = abi.arguments(item, env)
    if env.no_change[name] then changes = false end
    local noproto = env.any_abi and not changes
    if env.abi.pointer_args then
        for _, arg in ipairs(args) do
            if abi.is_pointer(arg.type, env) then changes = true end
        end
    end
    if env.change[name] then changes = true end
    if changes then noproto = false end
    local level = env.levels[set]
    if level == nil then
        level = level_of(set, item.flag_list) or false
        env.levels[set] = level
    end
    local obsolete = env.obsol[name] or level and level > 0 and level < (tonumber(conf.mincompat) or 0)
    if obsolete then changes = false end
    if obsolete or env.unimpl[name] or noproto or set.SYSMUX then
        local copy = { OBSOL = obsolete or nil, UNIMPL = env.unimpl[name], NOPROTO = (noproto or set.SYSMUX) or nil }
        for flag in pairs(set) do copy[flag] = true end
        set = copy
        level = level_of(set, item.flag_list)
    end
    local option = level and level >= 3 and env.by_level[level] or nil
    local prefix, compat_prefix = changes and conf.abi_func_prefix or "", option and option.prefix or ""
    if level == 0 then
        compat_prefix = "obs_"
    elseif level == -1 then
        compat_prefix = set.OBSOL and "obs_" or set.RESERVED and "reserved #" or "unimp_"
    end
    local func = name ~= "" and prefix .. name or ""
    local tag = item.tag or compat_prefix .. prefix .. name .. "_args"
    local r = {
        number = item.number, audit = set.NODEF and "AUE_NULL" or item.audit, ret = item.ret,
        rtype = item.rtype or "int", set = set, args = args, level = level or nil, option = option, alias = name,
        func = func, tag = tag, text = func, size = "0", prolog = nil, compat_prefix = compat_prefix,
        thr = set.NOTSTATIC and "SY_THR_ABSENT" or "SY_THR_STATIC",
        cap = set.CAPENABLED and "SYF_CAPENABLED" or "0",
    }
    if (#args > 0 or set.NODEF) and not set.SYSMUX then r.size = "AS(" .. tag .. ")" end
    if item.empty and item.words and #item.words > 1 and not set.RESERVED and not env.bugs then
        r.text = concat(item.words, " ")
        env.sink:warn(item.loc, "bug-name", "freebsd-16's generator cuts '%s' to '%s'; the whole text is kept",
            r.text, func)
    end
    return r
end

local NOSYS = "\t{ .sy_narg = 0, .sy_call = (sy_call_t *)nosys, .sy_auevent = AUE_NULL, .sy_flags = 0, " ..
    ".sy_thrcnt = SY_THR_ABSENT },"

local function sysent(list, includes, epilog, conf, env)
    local b = { head("System call switch table."), includes,
        "\n#define AS(name) (sizeof(struct name) / sizeof(syscallarg_t))\n" }
    for _, option in ipairs(env.options) do b[#b + 1] = abi.macro(option) end
    b[#b + 1] = "\n/* The casts are bogus but will do for now. */\nstruct sysent " .. conf.switchname .. "[] = {\n"
    for _, r in ipairs(list) do
        local row, comment = NOSYS, r.func
        local set = r.set
        if not r.level then
            row = "\t{ .sy_narg = " .. r.size .. ", .sy_call = (sy_call_t *)"
            if set.SYSMUX then
                row = row .. "nosys, .sy_auevent = AUE_NULL, .sy_flags = " .. r.cap .. ", .sy_thrcnt = SY_THR_STATIC },"
            elseif set.NOSTD then
                row = row .. "lkmressys, .sy_auevent = AUE_NULL, .sy_flags = " .. r.cap ..
                    ", .sy_thrcnt = SY_THR_ABSENT },"
            else
                row = row .. env.prefix_of(r.func) .. r.func .. ", .sy_auevent = " .. r.audit .. ", .sy_flags = " ..
                    r.cap .. ", .sy_thrcnt = " .. r.thr .. " },"
            end
        elseif r.level >= 3 then
            if set.NOSTD then
                row = "\t{ .sy_narg = 0, .sy_call = (sy_call_t *)lkmressys, .sy_auevent = AUE_NULL, " ..
                    ".sy_flags = 0, .sy_thrcnt = SY_THR_ABSENT },"
            else
                row = "\t{ " .. r.option.wrap .. "(" .. r.size .. "," .. r.func .. "), .sy_auevent = " .. r.audit ..
                    ", .sy_flags = " .. r.cap .. ", .sy_thrcnt = " .. r.thr .. " },"
            end
            comment = r.option.descr .. " " .. r.func
        elseif r.level == 0 then
            comment = "obsolete " .. r.text
        elseif set.UNIMPL then
            comment = r.text
        elseif set.RESERVED then
            comment = "reserved for local use"
        end
        b[#b + 1] = r.prolog .. row .. "\t/* " .. r.number .. " = " .. comment .. " */\n"
    end
    b[#b + 1] = epilog
    b[#b + 1] = "};\n"
    return concat(b)
end

local function sysnames(list, epilog, conf)
    local b = { head("System call names."), "const char *" .. conf.namesname .. "[] = {\n" }
    for _, r in ipairs(list) do
        local row, number = "", r.number
        if not r.level then
            row = "\t\"" .. r.func .. "\",\t\t\t/* " .. number .. " = " .. r.func .. " */\n"
        elseif r.level >= 3 then
            row = "\t\"" .. r.option.wrap .. "." .. r.func .. "\",\t\t/* " .. number .. " = " .. r.option.descr ..
                " " .. r.func .. " */\n"
        elseif r.set.RESERVED then
            row = "\t\"#" .. number .. "\",\t\t\t/* " .. number .. " = reserved for local use */\n"
        elseif r.set.UNIMPL then
            row = "\t\"#" .. number .. "\",\t\t\t/* " .. number .. " = " ..
                (r.text ~= r.func and r.text or r.alias) .. " */\n"
        elseif r.set.OBSOL then
            row = "\t\"obs_" .. r.func .. "\",\t\t\t/* " .. number .. " = obsolete " .. r.text .. " */\n"
        end
        b[#b + 1] = r.prolog .. row
    end
    b[#b + 1] = epilog
    b[#b + 1] = "};\n"
    return concat(b)
end

local function syshdr(list, conf, env)
    local b, max = { head("System call numbers.") }, 0
    if conf.syshdr_extra ~= "" then b[2] = conf.syshdr_extra .. "\n\n" end
    for _, r in ipairs(list) do
        local set, level = r.set, r.level
        if r.number > max then max = r.number end
        if not (set.UNIMPL or set.RESERVED or set.NODEF) then
            local defined = set.STD or set.NOSTD or set.SYSMUX or not level or level >= 7
            -- the conf made a native call obsolete
            if defined and level == 0 and not env.bugs then
                defined = false
                env.sink:warn(env.conf and env.conf.loc.obsol, "bug-obsol",
                    "freebsd-16's generator still defines the number of '%s', which the conf makes obsolete", r.func)
            end
            if defined then
                b[#b + 1] = "#define\t" .. conf.syscallprefix .. r.compat_prefix .. r.func .. "\t" .. r.number .. "\n"
            else
                local what = level == 0 and "obsolete" or level == 3 and "old" or "freebsd" .. level
                b[#b + 1] = "\t\t\t\t/* " .. r.number .. " is " .. what .. " " .. r.text .. " */\n"
            end
        end
    end
    b[#b + 1] = "#define\t" .. conf.syscallprefix .. "MAXSYSCALL\t" .. max + 1 .. "\n"
    return concat(b)
end

local function sysmk(list)
    local b = { "#\n# FreeBSD system call object files.\n#\n# DO NOT EDIT-- this file is automatically @" ..
        "generated.\n#\n\nMIASM =  \\\n" }
    for i, r in ipairs(list) do
        if (not r.level or r.level >= 7) and not r.set.NODEF and not r.set.NOLIB then
            b[#b + 1] = "\t" .. r.compat_prefix .. r.func .. (i < #list and ".o \\\n" or ".o\n")
        end
    end
    return concat(b)
end

local function libsysmap(list, epilog)
    local b = { head("FreeBSD system call symbols."), "FBSDprivate_1.0 {\n" }
    for _, r in ipairs(list) do
        local row = ""
        if not r.level and not r.set.NODEF and not r.set.NOLIB then
            if r.func ~= "_exit" and r.func ~= "vfork" then row = "\t_" .. r.func .. ";\n" end
            row = row .. "\t__sys_" .. r.func .. ";\n"
        end
        b[#b + 1] = r.prolog .. row
    end
    b[#b + 1] = epilog
    b[#b + 1] = "};\n"
    return concat(b)
end

local function struct_name(kind)
    if not (kind:find("*", 1, true) or kind:find("caddr_t", 1, true) or kind:find("intptr_t", 1, true)) then
        return nil
    end
    local is_struct = false
    for word in kind:gmatch("[^ *]+") do
        if is_struct then return word end
        is_struct = word == "struct"
    end
end

local function libsys_h(list)
    local names, seen = {}, {}
    for _, r in ipairs(list) do
        if not r.level and not r.set.NODEF then
            for _, arg in ipairs(r.args) do
                local name = struct_name(arg.type)
                if name and not seen[name] then
                    seen[name] = true
                    names[#names + 1] = name
                end
            end
        end
    end
    table.sort(names)
    local b = { "/*\n * Public system call stubs provided by libsys.\n *\n" ..
        " * Do not use directly, include <libsys.h> instead.\n *\n * DO NOT EDIT-- this file is automatically @" ..
        "generated.\n */\n\n", LIBSYS }
    for _, name in ipairs(names) do b[#b + 1] = "struct " .. name .. ";\n" end
    b[#b + 1] = "union semun;\n\n__BEGIN_DECLS\n"
    local decls = { "\n" }
    for _, r in ipairs(list) do
        local set = r.set
        if not r.level and not (set.NODEF or set.NOLIB or set.SYSMUX) then
            local types, both = {}, {}
            for i, arg in ipairs(r.args) do
                types[i], both[i] = arg.type, arg.type .. " " .. arg.name
            end
            b[#b + 1] = "typedef " .. r.ret .. " (__sys_" .. r.func .. "_t)(" ..
                (#types > 0 and concat(types, ", ") or "void") .. ");\n"
            decls[#decls + 1] = (set.NORETURN and "_Noreturn " or "") .. r.ret .. " __sys_" .. r.func .. "(" ..
                (#both > 0 and concat(both, ", ") or "void") .. ");\n"
        end
    end
    b[#b + 1] = concat(decls)
    b[#b + 1] = "__END_DECLS\n\n#endif /* __LIBSYS_H_ */\n"
    return concat(b)
end

local function systrace(list, epilog, env)
    local args = { (env.abi.pair_64bit and abi.PAD64 or "") ..
        "/*\n * System call argument to DTrace register array conversion.\n *\n" ..
        " * This file is part of the DTrace syscall provider.\n *\n * DO NOT EDIT-- this file is automatically @" ..
        "generated.\n */\n\n" .. abi.TRACE_ARGS }
    local entry, ret = { abi.TRACE_ENTRY }, { abi.TRACE_RETURN }
    for _, r in ipairs(list) do
        args[#args + 1], entry[#entry + 1], ret[#ret + 1] = r.prolog, r.prolog, r.prolog
        if not r.level then abi.trace(args, entry, ret, r, env) end
    end
    return concat(args) .. epilog .. abi.TRACE_ARGS_END .. concat(entry) .. epilog .. abi.TRACE_END ..
        concat(ret) .. epilog .. abi.TRACE_END
end

local function sysproto(list, epilog, conf, env)
    local arg, dcl, aue = {}, {}, {}
    for _, option in ipairs(env.options) do
        option.out, option.dcl = { "\n#ifdef " .. option.definition .. "\n\n" }, {}
    end
    for _, r in ipairs(list) do
        local set, level, tag = r.set, r.level, r.tag
        if r.prolog ~= "" then
            arg[#arg + 1], dcl[#dcl + 1] = r.prolog, r.prolog
            for _, option in ipairs(env.options) do option.out[#option.out + 1] = r.prolog end
        end
        if not level then
            if not (set.NOARGS or set.NOPROTO or set.NODEF) then
                arg[#arg + 1] = #r.args > 0 and abi.struct(tag, r.args, env, true) or "struct " .. tag .. DUMMY
            end
            if not (set.NOPROTO or set.NODEF) then
                dcl[#dcl + 1] = r.rtype .. "\t" .. env.prefix_of(r.func) .. r.func .. "(struct thread *, struct " ..
                    tag .. " *);\n"
                aue[#aue + 1] = "#define\t" .. conf.syscallprefix .. "AUE_" .. r.func .. "\t" .. r.audit .. "\n"
            end
        elseif level >= 3 then
            local option = r.option
            if not (set.NOARGS or set.NOPROTO or set.NODEF) then
                if #r.args > 0 then
                    option.out[#option.out + 1] = abi.struct(tag, r.args, env)
                else
                    arg[#arg + 1] = "struct " .. tag .. DUMMY
                end
            end
            if not (set.NOPROTO or set.NODEF) then
                option.dcl[#option.dcl + 1] = r.rtype .. "\t" .. option.prefix .. r.func ..
                    "(struct thread *, struct " .. tag .. " *);\n"
                aue[#aue + 1] = "#define\t" .. conf.syscallprefix .. "AUE_" .. option.prefix .. r.func .. "\t" ..
                    r.audit .. "\n"
            end
        end
    end
    local b = { head("System call prototypes."), "#ifndef " .. conf.sysproto_h .. "\n#define\t" .. conf.sysproto_h ..
        "\n", SYSPROTO, env.abi.pair_64bit and abi.PAD64 or "", concat(arg), epilog, concat(dcl), epilog }
    for _, option in ipairs(env.options) do
        b[#b + 1] = concat(option.out) .. epilog .. concat(option.dcl) .. "\n#endif /* " .. option.definition ..
            " */\n\n"
    end
    b[#b + 1] = concat(aue)
    b[#b + 1] = "\n#undef PAD_\n#undef PADL_\n#undef PADR_\n\n#endif /* !" .. conf.sysproto_h .. " */\n"
    return concat(b)
end

function freebsd_16.render(master, conf, env)
    abi.prepare(env, conf)
    env.capabilities = nil
    env.by_level, env.levels = {}, {}
    for _, option in ipairs(env.options) do env.by_level[option.level] = option end
    local list, includes, epilog = resolve_all(master, env)
    return {
        { key = "syssw", text = sysent(list, includes, epilog, conf, env) },
        { key = "libsys_h", text = libsys_h(list) },
        { key = "syshdr", text = syshdr(list, conf, env) },
        { key = "sysmk", text = sysmk(list) },
        { key = "sysnames", text = sysnames(list, epilog, conf) },
        { key = "libsysmap", text = libsysmap(list, epilog) },
        { key = "sysproto", text = sysproto(list, epilog, conf, env) },
        { key = "systrace", text = systrace(list, epilog, env) },
    }
end

return freebsd_16
