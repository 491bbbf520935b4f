-- SPDX-License-Identifier: BSD-2-Clause
--
-- The tables of calls: numbers, prototypes, sysent, names.
--
--     syscall.numbers(n, calls)      -> "linux_syscall.h", text
--     syscall.proto(n, calls)        -> "linux_proto.h", text
--     syscall.sysent(n, calls)       -> "linux_sysent.c", text
--     syscall.names(n, calls)        -> "linux_syscalls.c", text
--
-- `calls` is what pair/call.lua makes.

local text = require("emit.text")

local syscall = {}

local function inputs(n)
    local list = { n.world.foreign.master }
    for _, line in ipairs(n.world.call_list) do list[#list + 1] = line.loc end
    return list
end

-- Numbers without a call that have a name worth a constant.
local SHOWN = { OBSOL = true, UNIMPL = true }

function syscall.numbers(n, calls)
    local file = n.prefix .. "_syscall.h"
    local t = text.new()
    n:header(t, file, "system call numbers of " .. n.foreign_abi .. ".", { n.world.foreign.master })
    local guard = n:guard(t, file)
    local base = n.world.foreign.arch.number_base or 0
    if base ~= 0 then t:comment("What a program adds to a number; the tables begin at 0.") end
    if base ~= 0 then
        t:line("#define\t%s_SYS_BASE\t0x%x", n.PREFIX, base)
        t:blank()
    end
    local rows, seen = {}, {}
    for _, entry in ipairs(calls) do
        local shown = entry.name and not seen[entry.name] and (not entry.empty or SHOWN[entry.call.type]) and
            not (entry.call.flags and entry.call.flags.NODEF)
        if shown then
            seen[entry.name] = true
            local note = entry.empty and entry.why or nil
            local number = entry.private and tostring(entry.number) or base ~= 0 and
                ("(%s_SYS_BASE + %d)"):format(n.PREFIX, entry.number) or tostring(entry.number)
            if not entry.empty or entry.name:find("^[%a_][%w_]*$") then
                rows[#rows + 1] = { n.PREFIX .. "_SYS_" .. entry.name, number, note = note }
            end
        end
    end
    t:rows(rows, "#define\t", "", "")
    t:blank()
    t:comment("Rows of the tables: one more than the highest number.")
    t:line("#define\t%s_SYS_MAXSYSCALL\t%d", n.PREFIX, calls.size)
    t:blank()
    t:line("#endif /* %s */", guard)
    return file, t:text()
end

-- type and name of a field, with the star where style(9) has it
local function typed(ctype, name)
    if ctype:find("%(%*") then return ctype:gsub("%(%*", "(*" .. name, 1), "" end
    local base, stars = ctype:match("^(.-) ?(%*[%* const]*)$")
    if base then return base, (stars:gsub("const$", "const ")) .. name end
    return ctype, name
end
syscall.typed = typed

local function members(entry)
    local list = {}
    for i, arg in ipairs(entry.args) do
        if arg.pad then list[#list + 1] = { "l_uint", ("pad%d"):format(i) } end
        if arg.low then
            list[#list + 1] = { "l_uint", arg.first_high and arg.high or arg.low }
            list[#list + 1] = { "l_uint", arg.first_high and arg.low or arg.high }
        else
            list[#list + 1] = { arg.ctype, arg.name }
        end
    end
    return list
end
syscall.members = members

local function args_struct(t, n, entry)
    t:line("struct %s_%s_args {", n.prefix, entry.name)
    if #entry.args == 0 then
        t:line("\tsyscallarg_t dummy;")
    end
    for _, member in ipairs(members(entry)) do
        local ctype, name = member[1], member[2]
        if ctype == "l_uint" and not n.world.foreign.typedef.l_uint then ctype = "uint32_t" end
        local left, right = typed(ctype, name)
        local space = right == "" and "" or right:sub(1, 1) == "*" and " " or " "
        t:line("\tchar %s_l_[PADL_(%s)];", name, ctype)
        t:line("\t%s%s%s;", left, space, right)
        t:line("\tchar %s_r_[PADR_(%s)];", name, ctype)
    end
    t:line("};")
end

local function has_handler(entry)
    return entry.state == "generated" or entry.state == "hand" or entry.state == "fixed"
end
syscall.has_handler = has_handler

-- Calls with a prototype in the master, each name once.
local function prototyped(calls)
    local list, seen = {}, {}
    for _, entry in ipairs(calls) do
        if entry.name and not entry.empty and not seen[entry.name] then
            seen[entry.name] = true
            list[#list + 1] = entry
        end
    end
    return list
end
syscall.prototyped = prototyped

function syscall.proto(n, calls)
    local file = n.prefix .. "_proto.h"
    local t = text.new()
    n:header(t, file, "argument structures and handlers of the calls of " .. n.foreign_abi .. ".", inputs(n))
    local guard = n:guard(t, file)
    t:line("#include <sysvec/sysent.h>")
    t:line("#include \"%s_struct.h\"", n.prefix)
    t:blank()
    t:line("struct thread;")
    -- structures that arguments point at and no spec lays out
    local known, opaque = {}, {}
    for _, s in ipairs(n.world.foreign.structs) do known[n.prefix .. "_" .. s.name] = true end
    local list = prototyped(calls)
    for _, entry in ipairs(list) do
        for _, arg in ipairs(entry.args) do
            local tag = arg.ctype:match("struct ([%w_]+)")
            if tag and not known[tag] then
                known[tag] = true
                opaque[#opaque + 1] = tag
            end
        end
    end
    for _, tag in ipairs(opaque) do t:line("struct %s;", tag) end
    t:blank()
    for _, entry in ipairs(list) do args_struct(t, n, entry) end
    t:blank()
    t:comment("Calls with a handler: made from calls.pair, or written by hand.")
    for _, entry in ipairs(list) do
        if has_handler(entry) then
            local line = ("int\t%s_%s(struct thread *, struct %s_%s_args *);"):format(n.prefix, entry.name, n.prefix,
                entry.name)
            t:noted(line, entry.state == "hand" and entry.line.file or nil)
        end
    end
    t:blank()
    t:line("#endif /* %s */", guard)
    return file, t:text()
end

-- The row of a number: C, and a comment where nothing is called.
local function row_of(n, entry)
    if not entry then return "NONE", "no such call" end
    if has_handler(entry) then
        local flags = entry.call.flags and entry.call.flags.CAPENABLED and "SYF_CAPENABLED" or "0"
        return ("CALL(%s_%s, %d, %s, %s)"):format(n.prefix, entry.name, entry.slots, entry.call.master.audit or
            "AUE_NULL", flags)
    end
    local state = entry.state == "nosys" and "nosys" or entry.empty and entry.why or "unimplemented"
    return "NONE", state .. (entry.name and " " .. entry.name or "")
end

function syscall.sysent(n, calls)
    local file = n.prefix .. "_sysent.c"
    local t = text.new()
    n:header(t, file, "the table of calls of " .. n.foreign_abi .. ".", inputs(n))
    t:blank()
    t:line("#include <sysvec/sysent.h>")
    t:line("#include \"%s_proto.h\"", n.prefix)
    t:line("#include \"%s_syscall.h\"", n.prefix)
    t:blank()
    t:line("#ifdef _KERNEL")
    t:line("#include <bsm/audit_kevents.h>")
    t:line("#define\tSV_AUDIT(event)\tevent")
    t:line("#else")
    t:line("#define\tSV_AUDIT(event)\tAUE_NULL")
    t:line("#endif")
    t:blank()
    t:comment("handler, registers fetched, audit event, flags")
    t:line("#define\tCALL(handler, narg, event, flags)\t\t\t\t\t\\")
    t:line("\t{ .sy_call = (sy_call_t *)(handler), .sy_narg = (narg),\t\t\t\\")
    t:line("\t  .sy_auevent = SV_AUDIT(event), .sy_flags = (flags), .sy_thrcnt = SY_THR_STATIC }")
    t:line("#define\tNONE\t{ .sy_call = sv_nosys, .sy_thrcnt = SY_THR_ABSENT }")
    t:blank()
    t:line("struct sysent %s_sysent[%s_SYS_MAXSYSCALL] = {", n.prefix, n.PREFIX)
    for number = 0, calls.size - 1 do
        local row, note = row_of(n, calls.by_number[number])
        t:noted(("\t[%d] = %s,"):format(number, row), note)
    end
    t:line("};")
    return file, t:text()
end

function syscall.names(n, calls)
    local file = n.prefix .. "_syscalls.c"
    local t = text.new()
    n:header(t, file, "names of the calls of " .. n.foreign_abi .. " by number.", { n.world.foreign.master })
    t:blank()
    t:line("#include \"%s_syscall.h\"", n.prefix)
    t:blank()
    t:line("extern const char *const %s_syscallnames[%s_SYS_MAXSYSCALL];", n.prefix, n.PREFIX)
    t:blank()
    t:line("const char *const %s_syscallnames[%s_SYS_MAXSYSCALL] = {", n.prefix, n.PREFIX)
    for number = 0, calls.size - 1 do
        local entry = calls.by_number[number]
        local name = entry and entry.name and text.quote(entry.name) or ('"#%d"'):format(number)
        t:line("\t[%d] = %s,", number, name)
    end
    t:line("};")
    return file, t:text()
end

return syscall
