-- SPDX-License-Identifier: BSD-2-Clause
--
-- Signals -> the signal domain, signal sets, and si_code by signal.
--
--     signal.emit(n, doms)          -> "linux_signal.c", text
--     signal.declare(t, n, doms)    for linux_xlat.h
--
-- A domain si_code_X belongs to the signal SIGX (si_code_chld: SIGCHLD); si_code holds what means the same with every
-- signal.  In a set only signals with an exact counterpart take part: a bit that stood for another signal would not
-- come back as what it was.

local domain = require("emit.domain")
local model = require("model")
local text = require("emit.text")

local signal = {}

function signal.find(doms)
    for _, pair in ipairs(doms) do
        if pair.name == "signal" then return pair end
    end
end

-- { ctype =, words =, bits =, access = "->__bits[%s]" or "" } of a side's signal set, or nil.
function signal.set(n, side)
    local foreign = n:is_foreign(side)
    local name = foreign and "l_sigset_t" or "sigset_t"
    local def = side.typedef[name] or side.typedef["l_sigset_t"]
    if def and def.type.base ~= "struct" then
        local bits = def.type.unit * 8
        if def.type.count then
            return { ctype = name, words = def.type.count, bits = bits, access = ".__word[%d]", size = def.type.size }
        end
        return { ctype = name, words = 1, bits = bits, size = def.type.size }
    end
    for _, s in ipairs(side.structs) do
        if s.typedef == "sigset_t" or s.typedef == "l_sigset_t" or s.name == "sigset" then
            for _, field in ipairs(s.fields) do
                if not field.pad and field.type.base ~= "struct" then
                    return { ctype = s.typedef and name or n:tag(side, s), words = field.type.count or 1,
                        bits = field.type.unit * 8, size = s.size,
                        access = "." .. field.name .. (field.type.count and "[%d]" or "") }
                end
            end
        end
    end
end

-- highest number a dense table needs
local function top_of(plan)
    local top = 0
    for _, row in ipairs(plan.rows) do
        if row.exact and row.last > top then top = row.last end
    end
    return top
end

-- exact counterparts by number: { [from] = to }
local function exact(plan)
    local map = {}
    for _, row in ipairs(plan.rows) do
        if row.exact and row.first > 0 then
            if row.op == "range" then
                for i = 0, row.last - row.first do map[row.first + i] = row.targets[1].first + i end
            elseif row.targets[1].value then
                map[row.first] = row.targets[1].value
            end
        end
    end
    return map
end

local function numbers(t, symbol, map, top, words)
    t:line("static const uint8_t %s[%d] = {", symbol, top + 1)
    local list = {}
    for i = 0, top do list[#list + 1] = tostring(map[i] or 0) end
    for i = 1, #list, 16 do
        t:line("\t%s,", table.concat(list, ", ", i, math.min(i + 15, #list)))
    end
    t:line("};")
    t:blank()
    return words
end

local function word(set, pointer, index)
    if not set.access then return "*" .. pointer end
    return pointer .. "->" .. set.access:sub(2):format(index)
end

-- One direction of the set, a loop over the bits that are set.
local function set_function(t, n, plan, from_set, to_set)
    local name = ("%s_sigset_%s"):format(n.prefix, plan.dir)
    local table_name = name .. "_number"
    local map, top = exact(plan), top_of(plan)
    top = math.min(top, from_set.words * from_set.bits)
    local limit = to_set.words * to_set.bits
    for from, to in pairs(map) do
        if to > limit then map[from] = nil end
    end
    t:comment("The same signal on the other side, 0 where there is none.")
    numbers(t, table_name, map, top)
    t:line("void")
    t:line("%s(const %s *from, %s *to)", name, from_set.ctype, to_set.ctype)
    t:line("{")
    t:line("\tuint%d_t words[%d] = { 0 };", to_set.bits, to_set.words)
    t:line("\tuint%d_t word;", from_set.bits)
    t:line("\tunsigned i, sig, number;")
    t:blank()
    t:line("\tfor (i = 0; i < %d; i++) {", from_set.words)
    local access = from_set.access and from_set.access:gsub("%%d", "i") or nil
    t:line("\t\tword = %s;", access and "from->" .. access:sub(2) or "*from")
    t:line("\t\tfor (; word != 0; word &= word - 1) {")
    t:line("\t\t\tsig = i * %d + (unsigned)__builtin_ctzll(word) + 1;", from_set.bits)
    t:line("\t\t\tif (sig >= sizeof(%s))", table_name)
    t:line("\t\t\t\tbreak;")
    t:line("\t\t\tif ((number = %s[sig]) != 0)", table_name)
    local bits = to_set.bits
    t:line("\t\t\t\twords[(number - 1) / %d] |= (uint%d_t)1 << (number - 1) %% %d;", bits, bits, bits)
    t:line("\t\t}")
    t:line("\t}")
    t:line("\tSV_ZERO(to);")
    for i = 0, to_set.words - 1 do t:line("\t%s = words[%d];", word(to_set, "to", i), i) end
    t:line("}")
    t:blank()
end

-- Classes of si_code: list of { pair =, signals = { foreign item, native item } }
local function classes(n, doms)
    local list = {}
    local world = n.world
    for _, pair in ipairs(doms) do
        local suffix = pair.name:match("^si_code_(%w+)$")
        if suffix then
            local name = "SIG" .. suffix:upper()
            list[#list + 1] = { pair = pair, foreign = model.lookup(world.foreign, "signal", name),
                native = model.lookup(world.native, "signal", name) }
        end
    end
    return list
end

local function has(doms, name)
    for _, pair in ipairs(doms) do
        if pair.name == name then return pair end
    end
end

local function code_function(t, n, dir, doms)
    local side = dir == "in" and n.world.foreign or n.world.native
    local generic = has(doms, "si_code")
    local name = ("%s_siginfo_code_%s"):format(n.prefix, dir)
    t:line("int")
    t:line("%s(int sig, int code)", name)
    t:line("{")
    t:line("\tint32_t result = code;")
    t:line("\tint error = 0;")
    t:blank()
    if generic then
        t:line("\tif (sv_enum_row(&%s_si_code_%s_map, code) != NULL) {", n.prefix, dir)
        t:line("\t\terror = %s_si_code_%s(code, &result);", n.prefix, dir)
        t:line("\t\treturn (error == 0 ? result : code);")
        t:line("\t}")
    end
    local lines = {}
    for _, class in ipairs(classes(n, doms)) do
        local item = dir == "in" and class.foreign or class.native
        if item then
            local primary = model.primary(side.domain.signal, item)
            lines[#lines + 1] = { ("\tcase %s:"):format(n:constant(side, primary.name)),
                ("\t\terror = %s_%s_%s(code, &result);"):format(n.prefix, class.pair.name, dir) }
        end
    end
    if #lines > 0 then
        t:line("\tswitch (sig) {")
        for _, pair in ipairs(lines) do
            t:line("%s", pair[1])
            t:line("%s", pair[2])
            t:line("\t\tbreak;")
        end
        t:line("\tdefault:")
        t:line("\t\tbreak;")
        t:line("\t}")
    else
        t:line("\t(void)sig;")
    end
    t:line("\treturn (error == 0 ? result : code);")
    t:line("}")
    t:blank()
end

function signal.has_sets(n, doms)
    return signal.find(doms) and signal.set(n, n.world.foreign) and signal.set(n, n.world.native) and true or false
end

function signal.declare(t, n, doms)
    if signal.has_sets(n, doms) then
        local f, v = signal.set(n, n.world.foreign), signal.set(n, n.world.native)
        t:comment("Sets: signals without the same signal on the other side are left out.")
        t:line("void\t%s_sigset_in(const %s *, %s *);", n.prefix, f.ctype, v.ctype)
        t:line("void\t%s_sigset_out(const %s *, %s *);", n.prefix, v.ctype, f.ctype)
    end
    t:comment("si_code of a signal; a code nobody knows is handed on.")
    t:line("int\t%s_siginfo_code_in(int foreign_sig, int code);", n.prefix)
    t:line("int\t%s_siginfo_code_out(int native_sig, int code);", n.prefix)
end

-- What the vector's tables and function pointers need.
local function check(doms, sink)
    for _, couple in ipairs(doms) do
        local fixed = couple.name == "errno" or couple.name == "signal" or couple.name:find("^si_code")
        for _, d in ipairs(fixed and { couple.foreign, couple.native } or {}) do
            if d.type ~= "i32" then
                sink:error(d.loc, "signal-type", "the values of '%s' are i32, as everywhere in C, not %s", d.name,
                    d.type)
            end
        end
    end
end

function signal.emit(n, doms, sink)
    local file = n.prefix .. "_signal.c"
    local t = text.new()
    local mine = {}
    for _, pair in ipairs(doms) do
        if pair.name == "signal" or pair.name:find("^si_code") then mine[#mine + 1] = pair end
    end
    check(doms, sink)
    n:header(t, file, ("signals, signal sets and si_code, %s and %s."):format(n.foreign_abi, n.native_abi),
        domain.inputs(n, mine))
    t:blank()
    t:line("#include <sysvec/xlat.h>")
    t:line("#include \"%s_const.h\"", n.prefix)
    t:line("#include \"%s_struct.h\"", n.prefix)
    t:line("#include \"%s_xlat.h\"", n.prefix)
    t:blank()
    for _, pair in ipairs(mine) do
        t:line("/* ---- %s ---- */", pair.name)
        t:blank()
        domain.translator(t, n, pair.into)
        domain.translator(t, n, pair.out)
    end
    if signal.has_sets(n, doms) then
        local f, v = signal.set(n, n.world.foreign), signal.set(n, n.world.native)
        local pair = signal.find(doms)
        t:line("/* ---- Signal sets ---- */")
        t:blank()
        set_function(t, n, pair.into, f, v)
        set_function(t, n, pair.out, v, f)
    end
    t:line("/* ---- si_code by signal ---- */")
    t:blank()
    code_function(t, n, "in", doms)
    code_function(t, n, "out", doms)
    return file, t:text()
end

return signal
