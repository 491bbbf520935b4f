-- SPDX-License-Identifier: BSD-2-Clause
--
-- The errno pair -> two dense tables, each indexed by the number of one side, holding positive numbers of the other.
--
--     errno.emit(n, doms)       -> "linux_errno.c", text
--     errno.declare(t, n, pair)  for linux_xlat.h
--     errno.map(n, pair, "out")  initialiser of a struct sv_errno_map
--
-- Negative numbers (ERESTART, EJUSTRETURN) are dispatch's own and have no row.

local const = require("emit.const")
local domain = require("emit.domain")
local text = require("emit.text")

local errno = {}

local function rows_of(n, plan)
    local from, to = domain.sides(n, plan)
    local rows, top = {}, 0
    for _, row in ipairs(plan.rows) do
        local target = row.targets[1]
        if row.first >= 0 and (target and target.value and target.value > 0) then
            rows[#rows + 1] = { ("[%s]"):format(n:item(from, row.item)), ("= %s"):format(const.spell(n, to, plan.to,
                target)), note = row.note }
            if row.first > top then top = row.first end
        elseif row.first >= 0 and row.op == "const" then
            rows[#rows + 1] = { ("[%s]"):format(n:item(from, row.item)), ("= %d"):format(row.number), note = row.note }
            if row.first > top then top = row.first end
        end
    end
    return rows, top + 1
end

function errno.size(n, plan)
    local _, size = rows_of(n, plan)
    return size
end

function errno.find(doms)
    for _, pair in ipairs(doms) do
        if pair.name == "errno" then return pair end
    end
end

function errno.declare(t, n, pair)
    if not pair then return end
    t:line("#define\t%s_ERRNO_OUT_SIZE\t%d", n.PREFIX, errno.size(n, pair.out))
    t:line("#define\t%s_ERRNO_IN_SIZE\t%d", n.PREFIX, errno.size(n, pair.into))
    t:line("extern const int16_t %s_errno_out[%s_ERRNO_OUT_SIZE];", n.prefix, n.PREFIX)
    t:line("extern const int16_t %s_errno_in[%s_ERRNO_IN_SIZE];", n.prefix, n.PREFIX)
    t:comment("The same as functions, for fields and arguments that hold an errno: total, always 0; 0 stays 0.")
    t:line("int\t%s_errno_number_in(int32_t, int32_t *);", n.prefix)
    t:line("int\t%s_errno_number_out(int32_t, int32_t *);", n.prefix)
end

-- The fallback of a direction as C spells it.
function errno.fallback(n, plan)
    local _, to = domain.sides(n, plan)
    if plan.unknown.op == "fallback" then return const.spell(n, to, plan.to, plan.unknown.item) end
    return n:constant(to, plan.unknown.errno or "EINVAL")
end

local function one(t, n, plan, symbol, size)
    t:comment(plan.dir == "out" and ("What a program of %s is told for a native errno."):format(n.foreign_abi)
        or ("What an errno of %s means natively."):format(n.foreign_abi))
    t:line("const int16_t %s[%s] = {", symbol, size)
    local rows = rows_of(n, plan)
    t:rows(rows, "\t", ",", "")
    t:line("};")
    t:blank()
end

local function number(t, n, plan)
    local symbol = ("%s_errno_%s"):format(n.prefix, plan.dir)
    t:line("int")
    t:line("%s_errno_number_%s(int32_t from, int32_t *to)", n.prefix, plan.dir)
    t:line("{")
    t:line("\t*to = from == 0 ? 0 : %s;", errno.fallback(n, plan))
    t:line("\tif (from > 0 && (size_t)from < SV_NITEMS(%s) && %s[from] != 0)", symbol, symbol)
    t:line("\t\t*to = %s[from];", symbol)
    t:line("\treturn (0);")
    t:line("}")
    t:blank()
end

function errno.emit(n, doms)
    local file = n.prefix .. "_errno.c"
    local pair = errno.find(doms)
    local t = text.new()
    n:header(t, file, ("errno, %s and %s."):format(n.foreign_abi, n.native_abi), domain.inputs(n, { pair }))
    t:blank()
    t:line("#include <sysvec/xlat.h>")
    t:line("#include \"%s_const.h\"", n.prefix)
    t:line("#include \"%s_struct.h\"", n.prefix)
    t:line("#include \"%s_xlat.h\"", n.prefix)
    t:blank()
    if pair then
        one(t, n, pair.out, n.prefix .. "_errno_out", n.PREFIX .. "_ERRNO_OUT_SIZE")
        one(t, n, pair.into, n.prefix .. "_errno_in", n.PREFIX .. "_ERRNO_IN_SIZE")
        number(t, n, pair.into)
        number(t, n, pair.out)
    end
    return file, t:text()
end

return errno
