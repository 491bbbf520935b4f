-- SPDX-License-Identifier: BSD-2-Clause
--
-- Enum and flag domains of both sides -> maps, typed functions around them, and names for traces.
--
--     domain.emit(n, doms, sink)              -> "linux_domain.c", text
--     domain.translator(t, n, plan)            one direction into a text
--     domain.prototypes(t, n, doms)           for linux_xlat.h
--     domain.names_of(t, n, foreign, native)   struct sv_domain linux_D_domain
--
-- `doms` is pair/domain.all(world).  errno and the signal domains are emitted by their own files.

local const = require("emit.const")
local names = require("emit.names")
local text = require("emit.text")

local domain = {}

-- Domains that another file holds.
function domain.is_elsewhere(name)
    return name == "errno" or name == "signal" or name:find("^si_code") ~= nil or name == "trap" or name == "auxv"
end

local function sides(n, plan)
    if plan.dir == "in" then return n.world.foreign, n.world.native end
    return n.world.native, n.world.foreign
end
domain.sides = sides

local function spelled(n, side, of_domain, items)
    local list = {}
    for _, item in ipairs(items) do list[#list + 1] = const.spell(n, side, of_domain, item) end
    return list
end

local function enum_row(n, plan, row)
    local from, to = sides(n, plan)
    local first = n:signed(from, plan.from, row.item, n:item(from, row.item))
    local target = row.targets[1] and n:signed(to, plan.to, row.targets[1], const.spell(n, to, plan.to, row.targets[1]))
    local op = row.op
    if op == "to" then return { "SV_TO(" .. first, target .. ")", note = row.note } end
    if op == "zero" then return { "SV_TO(" .. first, "0)", note = row.note } end
    if op == "const" then return { "SV_TO(" .. first, row.number .. ")", note = row.note } end
    if op == "none" then return { "SV_NONE(" .. first, row.errno .. ")", note = row.note } end
    if op == "hand" then return nil end
    local last = first .. "_LAST"
    if row.last ~= row.item.last then last = ("%s + %d"):format(first, row.last - row.first) end
    if op == "range" then return { ("SV_RANGE(%s, %s"):format(first, last), target .. ")", note = row.note } end
    if op == "all" then
        return { ("SV_ALL(%s, %s"):format(first, last), (target or tostring(row.number)) .. ")", note = row.note }
    end
    return { ("SV_NONE_OF(%s, %s"):format(first, last), row.errno .. ")", note = row.note }
end

local function flag_row(n, plan, row)
    local from, to = sides(n, plan)
    local bits = n:item(from, row.item)
    local head = row.mask and ("SV_FIELD(%s, %s"):format(n:item(from, row.mask), bits) or "SV_BIT(" .. bits
    if row.op == "to" then
        local targets = spelled(n, to, plan.to, row.targets)
        return { head, (#targets > 0 and table.concat(targets, " | ") or "0") .. ")", note = row.note }
    elseif row.op == "zero" then
        return { head, "0)", note = row.note }
    elseif row.op == "const" then
        return { head, row.number .. ")", note = row.note }
    elseif row.op == "hand" then
        return nil
    end
    head = row.mask and ("SV_NOFIELD(%s, %s"):format(n:item(from, row.mask), bits) or "SV_NOBIT(" .. bits
    return { head, row.errno .. ")", note = row.note }
end

local UNKNOWN = { refuse = "SV_UNKNOWN_REFUSE", ignore = "SV_UNKNOWN_IGNORE", pass = "SV_UNKNOWN_PASS",
    fallback = "SV_UNKNOWN_FALLBACK" }

local function map_name(n, plan)
    return ("%s_%s_%s"):format(n.prefix, plan.name, plan.dir)
end

local function trailer(n, plan)
    local _, to = sides(n, plan)
    local unknown = plan.unknown
    local words = { ".unknown = " .. UNKNOWN[unknown.op] }
    if unknown.op == "refuse" then words[#words + 1] = ".error = " .. unknown.errno end
    if unknown.op == "fallback" then
        words[#words + 1] = ".fallback = " .. const.spell(n, to, plan.to, unknown.item)
    end
    return table.concat(words, ", ")
end

-- The map; returns its name, without _map.
function domain.map(t, n, plan)
    local name = map_name(n, plan)
    local flags = plan.from.kind == "flags"
    local rows = {}
    for _, row in ipairs(plan.rows) do
        rows[#rows + 1] = flags and flag_row(n, plan, row) or not flags and enum_row(n, plan, row) or nil
    end
    if #rows > 0 then
        t:line("static const struct %s %s_rows[] = {", flags and "sv_bits" or "sv_value", name)
        t:rows(rows, "\t", ",")
        t:line("};")
    end
    t:line("static const struct %s %s_map = {", flags and "sv_flags_map" or "sv_enum_map", name)
    if #rows > 0 then
        t:line("\t.rows = %s_rows,%s .count = SV_NITEMS(%s_rows),", name,
            flags and plan.fields > 0 and (" .fields = %d,"):format(plan.fields) or "", name)
    end
    t:line("\t%s,", trailer(n, plan))
    t:line("};")
    t:blank()
    return name
end

local function shift_of(bits)
    local shift = 0
    while bits ~= 0 and bits & 1 == 0 do
        bits = bits >> 1
        shift = shift + 1
    end
    return shift
end

-- Flag words that hold numbers, or values done by hand, need more than the loop.
local function long_function(t, n, plan, name, from_type, to_type)
    local from, to = sides(n, plan)
    local unsigned = names.unsigned(from_type)
    local flags = plan.from.kind == "flags"
    t:line("int")
    t:line("%s(%s from, %s *to)", name, from_type, to_type)
    t:line("{")
    local takes_number = false
    for _, number in ipairs(plan.numbers) do takes_number = takes_number or number.target and number.item.domain end
    if flags then
        t:line("\tuint64_t bits = 0, word = (%s)from;", unsigned)
        if takes_number then t:line("\tint64_t number;") end
    else
        t:line("\tint64_t value = 0;")
    end
    for _, number in ipairs(plan.numbers) do
        local d = number.target and number.item.domain and from.domain[number.item.domain]
        if d then
            local from_domain = n:domain_type(from, d)
            local counterpart = plan.number_types[number.item.domain]
            t:line("\t%s %s_from;", from_domain, number.item.name:lower())
            t:line("\t%s %s;", counterpart, number.item.name:lower())
        end
    end
    t:line("\tint error;")
    t:blank()
    if #plan.hands > 0 then
        t:line("\tswitch (%s) {", flags and "word" or "from")
        t:line("\tdefault:")
        t:line("\t\tbreak;")
        for _, row in ipairs(plan.hands) do
            t:line("\tcase %s:", n:item(from, row.item))
            if row.note then t:comment(row.note, "\t\t") end
            t:line("\t\treturn (%s_%s_%s_%s(from, to));", n.prefix, plan.name, row.item.name, plan.dir)
        end
        t:line("\t}")
    end
    if not flags then
        t:line("\tif ((error = sv_enum_find(&%s_map, (int64_t)from, &value)) != 0)", name)
        t:line("\t\treturn (error);")
        t:line("\t*to = (%s)value;", to_type)
        t:line("\treturn (0);")
        t:line("}")
        t:blank()
        return
    end
    local keep = {}
    for _, number in ipairs(plan.numbers) do
        local field = n:item(from, number.item)
        keep[#keep + 1] = "(uint64_t)" .. field
        if not number.target and not number.ignore then
            if number.note then t:comment(number.note, "\t") end
            t:line("\tif ((word & %s) != 0)", field)
            t:line("\t\treturn (%s);", number.errno)
        end
    end
    local masked = #keep == 0 and "word" or #keep == 1 and ("word & ~%s"):format(keep[1]) or
        ("word & ~(%s)"):format(table.concat(keep, " | "))
    t:line("\tif ((error = sv_flags_find(&%s_map, %s, &bits)) != 0)", name, masked)
    t:line("\t\treturn (error);")
    for _, number in ipairs(plan.numbers) do
        local target = number.target
        if target then
            local field = n:item(from, number.item)
            local shift, back = shift_of(number.item.value), shift_of(target.value)
            local function shifted(what, by, op) return by == 0 and what or ("%s %s %d"):format(what, op, by) end
            local function grouped(what, by, op)
                return by == 0 and what or ("(%s %s %d)"):format(what, op, by)
            end
            local raw = shifted(("(word & %s)"):format(field), shift, ">>")
            local d = number.item.domain and from.domain[number.item.domain]
            if d then
                local low = number.item.name:lower()
                t:line("\tnumber = (int64_t)(%s);", raw)
                t:line("\tif (number != 0) {")
                t:line("\t\t%s_from = (%s)number;", low, n:domain_type(from, d))
                t:line("\t\tif ((error = %s(%s_from, &%s)) != 0)",
                    n:translator(plan.number_names[number.item.domain], plan.dir), low, low)
                t:line("\t\t\treturn (error);")
                t:line("\t\tbits |= %s & %s;", grouped("(uint64_t)" .. low, back, "<<"), n:item(to, target))
                t:line("\t}")
            else
                t:line("\tbits |= %s & %s;", grouped("(" .. raw .. ")", back, "<<"), n:item(to, target))
            end
        end
    end
    t:line("\t*to = (%s)bits;", to_type)
    t:line("\treturn (0);")
    t:line("}")
    t:blank()
end

-- One direction: rows, map, function.
function domain.translator(t, n, plan)
    local from, to = sides(n, plan)
    local from_type, to_type = n:domain_type(from, plan.from), n:domain_type(to, plan.to)
    local name = domain.map(t, n, plan)
    if #plan.numbers > 0 or #plan.hands > 0 then
        long_function(t, n, plan, name, from_type, to_type)
    elseif plan.from.kind == "flags" then
        t:line("SV_FLAGS_FUNCTION(%s, %s, %s, %s)", name, from_type, names.unsigned(from_type), to_type)
    else
        t:line("SV_ENUM_FUNCTION(%s, %s, %s)", name, from_type, to_type)
    end
    t:blank()
end

-- Names for traces -----------------------------------------------------------------------------------

local function popcount(value)
    local count = 0
    while value ~= 0 do
        value = value & (value - 1)
        count = count + 1
    end
    return count
end

local function name_rows(n, side, of_domain)
    local rows, flags = {}, of_domain.kind == "flags"
    for _, item in ipairs(of_domain.items) do
        local c = n:item(side, item)
        local value = flags and "(int64_t)" .. c or n:signed(side, of_domain, item, c)
        if item.kind == "range" then
            rows[#rows + 1] = { c, "0", text.quote(item.name), ("%d"):format(item.last - item.first + 1), "0",
                weight = 0 }
        elseif item.kind == "number" then
            rows[#rows + 1] = { "0", c, text.quote(item.name), "0", "1", weight = 0 }
        elseif item.kind == "member" and not item.alias_of then
            local mask = "0"
            if flags then mask = item.of_mask and n:constant(side, item.of_mask) or c end
            -- zero-valued flags outside a field are never printed
            if not flags or item.value ~= 0 or item.of_mask then
                rows[#rows + 1] = { value, mask, text.quote(item.name), "0", "0", weight = flags and
                    (item.of_mask and 100 or popcount(item.value)) or 0 }
            end
        end
    end
    if flags then
        local place = {}
        for i, row in ipairs(rows) do place[row] = i end
        table.sort(rows, function(a, b)
            if a.weight ~= b.weight then return a.weight > b.weight end
            return place[a] < place[b]
        end)
    end
    return rows
end

local function name_table(t, n, side, of_domain, symbol)
    local rows = name_rows(n, side, of_domain)
    if #rows == 0 then return 0 end
    t:line("static const struct sv_name %s[] = {", symbol)
    t:rows(rows, "\t{ ", " },")
    t:line("};")
    return #rows
end

-- `foreign` or `native` may be nil.
function domain.names_of(t, n, foreign, native)
    local world = n.world
    local name = (foreign or native).name
    local symbol = ("%s_%s"):format(n.prefix, name)
    local lines = {}
    local function side_of(what, side, d)
        if not d then return end
        local count = name_table(t, n, side, d, symbol .. "_" .. what)
        local size = n:domain_shape(side, d)
        lines[#lines + 1] = ("\t.%s_size = %d,"):format(what, size)
        if count > 0 then
            lines[#lines + 1] = ("\t.%s = %s_%s, .%s_count = %d,"):format(what, symbol, what, what, count)
        end
    end
    side_of("foreign", world.foreign, foreign)
    side_of("native", world.native, native)
    t:line("const struct sv_domain %s_domain = {", symbol)
    t:line("\t.name = %s, .kind = %s,", text.quote(name),
        (foreign or native).kind == "flags" and "SV_DOMAIN_FLAGS" or "SV_DOMAIN_ENUM")
    for _, line in ipairs(lines) do t:line("%s", line) end
    t:line("};")
    t:blank()
end

-- The whole file -------------------------------------------------------------------------------------

function domain.prototypes(t, n, doms)
    local world = n.world
    for _, pair in ipairs(doms) do
        if pair.name ~= "errno" and pair.name ~= "auxv" and pair.name ~= "trap" then
            local f, v = n:domain_type(world.foreign, pair.foreign), n:domain_type(world.native, pair.native)
            t:line("int\t%s_%s_in(%s, %s *);", n.prefix, pair.name, f, v)
            t:line("int\t%s_%s_out(%s, %s *);", n.prefix, pair.name, v, f)
            for _, plan in ipairs({ pair.into, pair.out }) do
                for _, row in ipairs(plan.hands) do
                    local a, b = f, v
                    if plan.dir == "out" then a, b = v, f end
                    t:noted(("int\t%s_%s_%s_%s(%s, %s *);"):format(n.prefix, pair.name, row.item.name, plan.dir, a, b),
                        "by hand")
                end
            end
        end
    end
end

-- Fills in what number fields of flag words need: C names and types of the other domain.
local function finish(n, doms, plan)
    local _, to = sides(n, plan)
    plan.number_types, plan.number_names = {}, {}
    for _, number in ipairs(plan.numbers) do
        local name = number.item.domain
        local couple = name and (plan.dir == "in" and doms.by_foreign[name] or plan.dir == "out" and doms.by_native[name])
        if couple then
            plan.number_types[name] = n:domain_type(to, plan.dir == "in" and couple.native or couple.foreign)
            plan.number_names[name] = couple.name
        elseif name then
            number.target = nil
            number.errno = number.errno or "EINVAL"
        end
    end
end

function domain.finish(n, doms)
    for _, couple in ipairs(doms) do
        finish(n, doms, couple.into)
        finish(n, doms, couple.out)
    end
end

function domain.inputs(n, doms)
    local locs = {}
    for _, pair in ipairs(doms) do
        locs[#locs + 1] = pair.foreign.loc
        locs[#locs + 1] = pair.native.loc
        for _, block in ipairs(pair.into.policy.blocks) do locs[#locs + 1] = block.loc end
        for _, block in ipairs(pair.out.policy.blocks) do locs[#locs + 1] = block.loc end
    end
    return locs
end

-- Every domain that either side has: list of { name =, foreign =, native = }
function domain.catalogue(world, doms)
    local list, taken = {}, {}
    local native_of = {}
    for _, pair in ipairs(doms) do
        native_of[pair.foreign] = pair.native
        taken[pair.native] = true
    end
    local names_taken = {}
    for _, d in ipairs(world.foreign.domains) do
        list[#list + 1] = { name = d.name, foreign = d, native = native_of[d] }
        names_taken[d.name] = true
    end
    for _, d in ipairs(world.native.domains) do
        if not taken[d] and not names_taken[d.name] then list[#list + 1] = { name = d.name, native = d } end
    end
    return list
end

function domain.emit(n, doms)
    local file = n.prefix .. "_domain.c"
    local world = n.world
    local t = text.new()
    n:header(t, file, ("enum and flag translators, %s and %s."):format(n.foreign_abi, n.native_abi),
        domain.inputs(n, doms))
    t:blank()
    t:line("#include <sysvec/xlat.h>")
    t:line("#include \"%s_const.h\"", n.prefix)
    t:line("#include \"%s_struct.h\"", n.prefix)
    t:line("#include \"%s_xlat.h\"", n.prefix)
    t:blank()
    for _, pair in ipairs(doms) do
        if not domain.is_elsewhere(pair.name) then
            t:line("/* ---- %s ---- */", pair.name)
            t:blank()
            domain.translator(t, n, pair.into)
            domain.translator(t, n, pair.out)
        end
    end
    t:line("/* ---- Names for traces ---- */")
    t:blank()
    for _, entry in ipairs(domain.catalogue(world, doms)) do
        domain.names_of(t, n, entry.foreign, entry.native)
    end
    return file, t:text()
end

return domain
