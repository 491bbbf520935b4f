-- SPDX-License-Identifier: BSD-2-Clause
--
-- Processor traps of both sides and their pair -> what a native trap is to a program.
--
--     trap.emit(n)        -> "linux_trap.c", text
--     trap.declare(t, n)  for linux_xlat.h
--
-- The signal and code are the foreign system's for that trap; 0 where it sends none, or where its code depends on
-- more than the trap (then the native code is translated instead).

local model = require("model")
local text = require("emit.text")

local trap = {}

local function by_name(list)
    local index = {}
    for _, item in ipairs(list) do index[item.name] = index[item.name] or item end
    return index
end

-- rows { native = TRAP, foreign = TRAP, note = } sorted by native number
local function rows_of(n)
    local world = n.world
    local policy = model.policy(world.policies, "domain", "trap", world.native.os, world.foreign.os)
    local foreign, rows = by_name(world.foreign.traps), {}
    for _, native in ipairs(world.native.traps) do
        local line = policy.by_name[native.name]
        local target = line and (line.op == "==" or line.op == "->") and foreign[line.targets[1]] or
            not line and foreign[native.name]
        if target then
            rows[#rows + 1] = { native = native, foreign = target,
                note = line and line.op == "->" and "lossy: " .. line.reason or nil }
        end
    end
    table.sort(rows, function(a, b) return a.native.value < b.native.value end)
    return rows, policy
end

function trap.declare(t, n)
    t:comment("0, or EINVAL for a native trap that no row names.")
    t:line("int\t%s_trap_out(int native_trapno, struct sv_trap *out);", n.prefix)
end

function trap.emit(n)
    local file = n.prefix .. "_trap.c"
    local world = n.world
    local rows, policy = rows_of(n)
    local inputs = {}
    for _, list in ipairs({ world.foreign.traps, world.native.traps, policy.blocks }) do
        for _, record in ipairs(list) do inputs[#inputs + 1] = record.loc end
    end
    local t = text.new()
    n:header(t, file, ("processor traps of %s for programs of %s."):format(n.native_abi, n.foreign_abi), inputs)
    t:blank()
    t:line("#include <sysvec/xlat.h>")
    t:line("#include \"%s_const.h\"", n.prefix)
    t:line("#include \"%s_struct.h\"", n.prefix)
    t:line("#include \"%s_xlat.h\"", n.prefix)
    t:blank()
    if #rows > 0 then
        t:comment("native number, foreign number, signal, code, name; sorted by native number")
        t:line("static const struct sv_trap %s_traps[] = {", n.prefix)
        local cells = {}
        for _, row in ipairs(rows) do
            local f = row.foreign
            local code = f.signal and f.codes and #f.codes == 1 and n:constant(world.foreign, f.codes[1]) or "0"
            cells[#cells + 1] = { row.native.name, n:constant(world.foreign, f.name),
                f.signal and n:constant(world.foreign, f.signal) or "0", code, text.quote(f.name), note = row.note }
        end
        t:rows(cells, "\t{ ", " },")
        t:line("};")
        t:blank()
    end
    t:line("int")
    t:line("%s_trap_out(int native_trapno, struct sv_trap *out)", n.prefix)
    t:line("{")
    if #rows > 0 then
        t:line("\tsize_t i;")
        t:blank()
        t:line("\tfor (i = 0; i < SV_NITEMS(%s_traps); i++) {", n.prefix)
        t:line("\t\tif (%s_traps[i].native == native_trapno) {", n.prefix)
        t:line("\t\t\t*out = %s_traps[i];", n.prefix)
        t:line("\t\t\treturn (0);")
        t:line("\t\t}")
        t:line("\t}")
    else
        t:line("\t(void)native_trapno;")
        t:line("\t(void)out;")
    end
    t:line("\treturn (EINVAL);")
    t:line("}")
    return file, t:text()
end

return trap
