-- SPDX-License-Identifier: BSD-2-Clause
--
-- The vector itself and its auxiliary vector.
--
--     vector.auxv(n)                   -> "linux_auxv.c", text
--     vector.emit(n, doms)             -> "linux_vector.c", text
--     vector.declare(t, n, calls, doms, ioctls)    for linux_xlat.h: the tables that linux_vector.c gathers

local errno = require("emit.errno")
local text = require("emit.text")

local vector = {}

function vector.auxv(n)
    local file = n.prefix .. "_auxv.c"
    local t = text.new()
    local side = n.world.foreign
    local inputs = { n.world.vector.loc }
    if side.auxv then inputs[#inputs + 1] = side.auxv.loc end
    n:header(t, file, "the auxiliary vector of a new program, in order; AT_NULL is added by the core.", inputs)
    t:blank()
    t:line("#include <sysvec/vector.h>")
    t:line("#include \"%s_const.h\"", n.prefix)
    t:line("#include \"%s_struct.h\"", n.prefix)
    t:line("#include \"%s_xlat.h\"", n.prefix)
    t:blank()
    t:line("const struct sv_auxv_desc %s_auxv[] = {", n.prefix)
    local rows = {}
    for _, entry in ipairs(n.world.vector.auxv) do
        rows[#rows + 1] = { n:constant(side, entry.tag), "SV_AUX_" .. entry.from:upper(), text.quote(entry.tag) }
    end
    if #rows == 0 then rows[1] = { "0", "SV_AUX_ZERO", '""' } end
    t:rows(rows, "\t{ ", " },")
    t:line("};")
    return file, t:text()
end

-- names C finds: SV_OSABI_LINUX for "linux", a number as it is
local function word(prefix, value)
    value = tostring(value)
    return value:find("^%d") and value or prefix .. value:upper():gsub("[^%w]", "_")
end

local function brands(t, n, list)
    local osabis, notes, interpreters = {}, {}, {}
    for _, brand in ipairs(list) do
        if brand.kind == "osabi" then
            osabis[#osabis + 1] = { word("SV_OSABI_", brand.value) }
        elseif brand.kind == "note" then
            notes[#notes + 1] = { text.quote(brand.name), "1", word("SV_NOTE_", brand.system or "any") }
        elseif brand.kind == "interpreter" then
            interpreters[#interpreters + 1] = { text.quote(brand.path) }
        end
    end
    local function one(rows, ctype, name, head, tail)
        if #rows == 0 then return end
        t:line("static const %s%s_%s[] = {", ctype, n.prefix, name)
        t:rows(rows, head, tail)
        t:line("};")
    end
    one(osabis, "uint8_t ", "osabis", "\t", ",")
    one(notes, "struct sv_brand_note ", "notes", "\t{ ", " },")
    one(interpreters, "char *const ", "interpreters", "\t", ",")
    return #osabis, #notes, #interpreters
end

function vector.declare(t, n, calls, doms, ioctls)
    local p = n.prefix
    t:line("extern struct sysent %s_sysent[%d];", p, calls.size)
    t:line("extern const char *const %s_syscallnames[%d];", p, calls.size)
    t:line("extern const struct sv_call_desc %s_call_desc[%d];", p, calls.size)
    t:line("#define\t%s_NIOCTLS\t%d", n.PREFIX, #ioctls)
    t:line("extern const struct sv_ioctl %s_ioctls[%d];", p, math.max(1, #ioctls))
    t:line("extern const uint16_t %s_ioctls_native[%d];", p, math.max(1, #ioctls))
    t:line("extern const struct sv_auxv_desc %s_auxv[%d];", p, math.max(1, #n.world.vector.auxv))
    t:line("extern const struct sv_vector %s_vector;", p)
end

function vector.emit(n, doms)
    local file = n.prefix .. "_vector.c"
    local v, world, p = n.world.vector, n.world, n.prefix
    local t = text.new()
    n:header(t, file, "the vector " .. v.name .. ".", { v.loc })
    t:blank()
    t:line("#include <sysvec/sysent.h>")
    t:line("#include <sysvec/vector.h>")
    t:line("#include <sysvec/xlat.h>")
    t:line("#include \"%s_const.h\"", p)
    t:line("#include \"%s_struct.h\"", p)
    t:line("#include \"%s_syscall.h\"", p)
    t:line("#include \"%s_xlat.h\"", p)
    t:blank()
    t:line("extern const struct sv_persona_ops %s_ops;", p)
    t:line("extern const struct sv_abi sv_abi_%s;", (v.abi:gsub("[^%w]", "_")))
    t:blank()
    local nosabis, nnotes, ninterpreters = brands(t, n, v.brands)
    t:blank()
    local pair = errno.find(doms)
    t:line("const struct sv_vector %s_vector = {", p)
    local rows = {}
    local function add(name, value) rows[#rows + 1] = { "." .. name, "= " .. value } end
    local function flush(title)
        if title then t:line("\t/* %s */", title) end
        t:rows(rows, "\t", ",", "")
        rows = {}
    end
    add("sv_name", text.quote(v.name))
    add("sv_prefix", text.quote(p))
    add("sv_foreign", text.quote(n.foreign_abi))
    add("sv_native", text.quote(n.native_abi))
    flush()
    t:line("")
    add("sv_table", p .. "_sysent")
    add("sv_syscallnames", p .. "_syscallnames")
    add("sv_call_desc", p .. "_call_desc")
    add("sv_size", n.PREFIX .. "_SYS_MAXSYSCALL")
    add("sv_number_base", (world.foreign.arch.number_base or 0) == 0 and "0" or n.PREFIX .. "_SYS_BASE")
    add("sv_abi", "&sv_abi_" .. (v.abi:gsub("[^%w]", "_")))
    add("sv_errno_style", v.errno == "carry" and "SV_ERRNO_CARRY" or "SV_ERRNO_NEGATIVE")
    add("sv_stack_style", v.stack == "freebsd" and "SV_STACK_FREEBSD" or "SV_STACK_SYSV")
    flush()
    t:line("")
    if pair then
        local function map(plan, direction)
            return ("{ %s_errno_%s, %s_ERRNO_%s_SIZE, %s }"):format(p, direction, n.PREFIX, direction:upper(),
                errno.fallback(n, plan))
        end
        add("sv_errno_out", map(pair.out, "out"))
        add("sv_errno_in", map(pair.into, "in"))
    end
    for _, d in ipairs(doms) do
        if d.name == "signal" then
            add("sv_signal_in", p .. "_signal_in")
            add("sv_signal_out", p .. "_signal_out")
        end
    end
    add("sv_siginfo_code_in", p .. "_siginfo_code_in")
    add("sv_siginfo_code_out", p .. "_siginfo_code_out")
    add("sv_trap_out", p .. "_trap_out")
    flush()
    t:line("")
    add("sv_ioctls", p .. "_ioctls")
    add("sv_ioctls_native", p .. "_ioctls_native")
    add("sv_nioctls", n.PREFIX .. "_NIOCTLS")
    flush()
    t:line("")
    t:line("\t.sv_brand = {")
    if nosabis > 0 then add("osabis", ("%s_osabis, .nosabis = %d"):format(p, nosabis)) end
    if nnotes > 0 then add("notes", ("%s_notes, .nnotes = %d"):format(p, nnotes)) end
    if ninterpreters > 0 then add("interpreters", ("%s_interpreters, .ninterpreters = %d"):format(p, ninterpreters)) end
    t:rows(rows, "\t\t", ",", "")
    rows = {}
    t:line("\t},")
    add("sv_auxv", p .. "_auxv")
    add("sv_nauxv", tostring(#v.auxv))
    add("sv_root", v.root and text.quote(v.root) or "NULL")
    flush()
    t:line("\t.sv_identity = {")
    add("osname", text.quote(v.osname or ""))
    add("osrelease", text.quote(v.osrelease or ""))
    add("ossversion", ("0x%06x"):format(v.ossversion or 0))
    t:rows(rows, "\t\t", ",", "")
    t:line("\t},")
    t:line("")
    t:line("\t.sv_ops\t= &%s_ops,", p)
    t:line("};")
    return file, t:text()
end


return vector
