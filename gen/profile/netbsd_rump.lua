-- SPDX-License-Identifier: BSD-2-Clause
--
-- The rump kernel's part of NetBSD's tables: marshalling calls (rumpcalls), their prototypes
-- (rumpcallshdr) and the map of names (rumpsysmap).  profile/netbsd.lua calls this with its records.

local rump = {}

local concat = table.concat

local NO_FLAGS = "\n\t\t.sy_flags = SYCALL_NOSYS,"
local NOSYS = "(sy_call_t *)(void *)rumpns_enosys"
local NOMODULE = "(sy_call_t *)(void *)rumpns_sys_nomodule"

-- types of old releases, and what callers see
local NOW = {
    { "struct timeval50", "struct timeval" }, { "struct timespec50", "struct timespec" },
    { "struct stat30", "struct stat" }, { "struct kevent100", "struct kevent" },
}

-- a type as callers see it, and whether it was an old one
local function current(kind)
    -- every old type is a struct with a number at its end
    if not kind:find("0", 1, true) then return kind, false end
    for _, pair in ipairs(NOW) do
        local from, to = kind:find(pair[1], 1, true)
        if from then return kind:sub(1, from - 1) .. pair[2] .. kind:sub(to + 1), true end
    end
    return kind, false
end

function rump.prologue(out, head, from, tag, conf)
    out.rumpcalls[1] = head("System call vector and marshalling for rump.") .. from .. [[
#ifdef RUMP_CLIENT
#include <rump/rumpuser_port.h>
#endif /* RUMP_CLIENT */

#include <sys/param.h>

#ifdef __NetBSD__
#include <sys/cdefs.h>
]] .. "__KERNEL_RCSID(0, \"" .. tag .. "\");\n\n" .. [[
#include <sys/fstypes.h>
#include <sys/proc.h>
#endif /* __NetBSD__ */

#ifdef RUMP_CLIENT
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <srcsys/syscall.h>
#include <srcsys/syscallargs.h>

#include <rump/rumpclient.h>

#define rsys_syscall(num, data, dlen, retval)	\
    rumpclient_syscall(num, data, dlen, retval)
#define rsys_seterrno(error) errno = error
#else
#include <sys/syscall.h>
#include <sys/syscallargs.h>

#include <sys/syscallvar.h>

#include <rump-sys/kern.h>

#include <rump/rumpuser.h>
#define rsys_syscall(num, data, dlen, retval)	\
    rump_syscall(num, data, dlen, retval)

#define rsys_seterrno(error) rumpuser_seterrno(error)
#endif

#ifndef RUMP_KERNEL_IS_LIBC
#define RUMP_SYS_COMPAT
#endif

#if	BYTE_ORDER == BIG_ENDIAN
#define SPARG(p,k)	((p)->k.be.datum)
#else /* LITTLE_ENDIAN, I hope dearly */
#define SPARG(p,k)	((p)->k.le.datum)
#endif


void rumpns_sys_nomodule(void);
]]
    out.rumpsysent[1] = "\n#ifndef RUMP_CLIENT\nint rumpns_enosys(void);\n#define\ts(type)\tsizeof(type)\n" ..
        "#define\tn(type)\t(sizeof(type)/sizeof (" .. conf.registertype .. "))\n" ..
        "#define\tns(type)\tn(type), s(type)\n\nstruct sysent rump_sysent[] = {\n"
    out.rumpcallshdr[1] = head("System call protos in rump namespace.") .. from .. [[
#ifndef _RUMP_RUMP_SYSCALLS_H_
#define _RUMP_RUMP_SYSCALLS_H_

#ifdef _KERNEL
#error Interface not supported inside kernel
#endif /* _KERNEL */

#include <rump/rump_syscalls_compat.h>

]]
end

function rump.filler(out, number)
    out.rumpsysent[#out.rumpsysent + 1] = "\t{" .. NO_FLAGS .. "\n\t\t.sy_call = " .. NOSYS .. ",\n\t},\t\t/* " ..
        number .. " = filler */\n"
end

-- the prototype in the rump namespace, once for each name
function rump.prototype(out, r, env)
    if not r.rump then return end
    env.seen, env.types_seen = env.seen or {}, env.types_seen or {}
    local seen = env.seen[r.real]
    env.seen[r.real] = r.rump_name
    -- mknod's last argument changed its type: there the second one counts
    if (seen and r.base ~= "mknod") or (not seen and r.base == "mknod") then return end
    local b = { r.ret, " rump_sys_", r.real, "(" }
    for i = 1, r.fixed - 1 do
        if r.args[i].name ~= "PAD" then b[#b + 1] = current(r.args[i].type) .. ", " end
    end
    if r.variadic then
        b[#b + 1] = current(r.args[r.fixed].type) .. ", ...)"
    else
        b[#b + 1] = (#r.args > 0 and current(r.args[#r.args].type) or "void") .. ")"
    end
    b[#b + 1] = " __RENAME(RUMP_SYS_RENAME_" .. r.real:upper() .. ");\n"
    out.rumpprotos[#out.rumpprotos + 1] = concat(b)
    for i = 1, r.fixed do
        local kind = current(r.args[i].type):gsub("const ", "", 1)
        local name = kind:gsub(" *%*.*", "")
        if not env.types_seen[name] and kind:find("struct", 1, true) and kind:find("*", 1, true) then
            env.types_seen[name] = true
            out.rumptypes[#out.rumptypes + 1] = name .. ";\n"
        end
    end
end

local function sysent(out, r, known)
    local call, flags = r.module and NOMODULE or NOSYS, r.module and NO_FLAGS or ""
    local row
    if not known then
        row = "\t{" .. flags .. "\n\t\t.sy_call = " .. call .. ",\n},\t\t/* " .. r.number .. " = " .. r.alias .. " */\n"
    else
        row = (#r.args > 0 and "\t{\n\t\tns(struct " .. r.wrap .. r.func .. "_args)," or "\t{") ..
            "\n\t\t.sy_call = " .. call .. ",\n\t},\t\t/* " .. r.number .. " = " .. r.wrap .. r.alias .. " */\n"
    end
    out.rumpsysent[#out.rumpsysent + 1] = row
end

local function map(out, r, handler, entry)
    out.rumpsysmap[#out.rumpsysmap + 1] = ("%-4d %-22s %-18s %s\n"):format(r.number, handler, r.alias, entry)
end

local function marshalling(r, conf)
    local args, ret = r.args, r.ret
    local impl = "rump___sysimpl_" .. r.rump_name
    local b = { "\n" }
    local function add(text) b[#b + 1] = text end
    if r.wrap ~= "" then add("#ifdef RUMP_SYS_COMPAT\n") end
    add(ret .. " " .. impl .. "(")
    for i = 1, #args - 1 do
        if args[i].name ~= "PAD" then add(current(args[i].type) .. ", ") end
    end
    add((#args > 0 and current(args[#args].type) or "void") .. ");\n" .. ret .. "\n" .. impl .. "(")
    for i = 1, #args - 1 do
        if args[i].name ~= "PAD" then add(current(args[i].type) .. " " .. args[i].name .. ", ") end
    end
    if #args > 0 then
        add(current(args[#args].type) .. " " .. args[#args].name .. ")\n")
    else
        add("void )\n")
    end
    add("{\n\tregister_t retval[2];\n")
    local noerr = r.kind == "NOERR"
    if ret ~= "void" then
        if not noerr then add("\tint error = 0;\n") end
        add("\t" .. ret .. " rv = -1;\n")
    end
    if #args > 0 then
        add("\tstruct " .. r.wrap .. r.func .. "_args callarg;\n\n\tmemset(&callarg, 0, sizeof(callarg));\n")
        for _, arg in ipairs(args) do
            local _, old = current(arg.type)
            if arg.name == "PAD" then
                add("\tSPARG(&callarg, PAD) = 0;\n")
            elseif old then
                add("\tSPARG(&callarg, " .. arg.name .. ") = (" .. arg.type .. ")" .. arg.name .. ";\n")
            else
                add("\tSPARG(&callarg, " .. arg.name .. ") = " .. arg.name .. ";\n")
            end
        end
    end
    add("\n\t")
    if ret ~= "void" then add(noerr and "(void)" or "error = ") end
    add("rsys_syscall(" .. conf.constprefix .. r.wrap .. r.alias .. ", " ..
        (#args > 0 and "&callarg, sizeof(callarg)" or "NULL, 0") .. ", retval);\n")
    local indent, ending = "\t", ""
    if not noerr then
        add("\trsys_seterrno(error);\n\tif (error == 0) {\n")
        indent, ending = "\t\t", "\t}\n"
    end
    if ret ~= "void" then
        add(indent .. "if (sizeof(" .. ret .. ") > sizeof(register_t))\n" .. indent .. "\trv = *(" .. ret ..
            " *)retval;\n" .. indent .. "else\n" .. indent .. "\trv = *retval;\n" .. ending .. "\treturn rv;\n")
    end
    add("}\n#ifdef RUMP_KERNEL_IS_LIBC\n")
    if r.version ~= "" then add("__weak_alias(" .. r.base .. "," .. impl .. ");\n") end
    add("__weak_alias(" .. r.alias .. "," .. impl .. ");\n__weak_alias(_" .. r.alias .. "," .. impl .. ");\n" ..
        "__strong_alias(_sys_" .. r.alias .. "," .. impl .. ");\n#endif /* RUMP_KERNEL_IS_LIBC */\n")
    if r.wrap ~= "" then add("#endif /* RUMP_SYS_COMPAT */\n") end
    return concat(b)
end

function rump.entry(out, r, conf, env)
    local pipe = not r.rump and r.func == "sys_pipe" and env.rump_pipe
    if pipe then map(out, r, r.func, "rump_sys_pipe") end
    sysent(out, r, r.rump or pipe)
    if not r.rump then return end
    map(out, r, r.handler, "rump___sysimpl_" .. r.rump_name)
    out.rumpcalls[#out.rumpcalls + 1] = marshalling(r, conf)
end

local PIPE = [[

int rump_sys_pipe(int *);
int
rump_sys_pipe(int *fd)
{
	register_t retval[2];
	int error = 0;

	error = rsys_syscall(SYS_pipe, NULL, 0, retval);
	if (error) {
		rsys_seterrno(error);
	} else {
		fd[0] = retval[0];
		fd[1] = retval[1];
	}
	return error ? -1 : 0;
}
#ifdef RUMP_KERNEL_IS_LIBC
__weak_alias(pipe,rump_sys_pipe);
__weak_alias(_pipe,rump_sys_pipe);
__strong_alias(_sys_pipe,rump_sys_pipe);
#endif
]]

function rump.files(files, out, bits, env)
    if env.rump_pipe then
        out.rumpprotos[#out.rumpprotos + 1] = "int rump_sys_pipe(int *);\n"
        out.rumpcalls[#out.rumpcalls + 1] = PIPE
    end
    local names = {}
    for name in pairs(env.seen or {}) do names[#names + 1] = name end
    table.sort(names)
    for _, name in ipairs(names) do
        local upper = name:upper()
        out.rumpcallshdr[#out.rumpcallshdr + 1] = "#ifndef RUMP_SYS_RENAME_" .. upper ..
            "\n#define RUMP_SYS_RENAME_" .. upper .. " rump___sysimpl_" .. env.seen[name] .. "\n#endif\n\n"
    end
    files[#files + 1] = { key = "rumpcalls", text = concat(out.rumpcalls) .. concat(out.rumpsysent) ..
        "};\n\nconst uint32_t rump_sysent_nomodbits[] = {\n" .. bits ..
        "};\nCTASSERT(__arraycount(rump_sysent) == SYS_NSYSENT);\n__strong_alias(rumpns_sysent,rump_sysent);\n" ..
        "#endif /* RUMP_CLIENT */\n" }
    files[#files + 1] = { key = "rumpcallshdr", text = concat(out.rumpcallshdr) .. concat(out.rumptypes) .. "\n" ..
        concat(out.rumpprotos) .. "\n#endif /* _RUMP_RUMP_SYSCALLS_H_ */\n" }
    files[#files + 1] = { key = "rumpsysmap", text = concat(out.rumpsysmap) }
end

return rump
