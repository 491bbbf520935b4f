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
        return { head, ("0x%x)"):format(row.number), note = row.note }
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
        local words = { (".rows = %s_rows"):format(name) }
        if flags and plan.fields > 0 then words[2] = (".fields = %d"):format(plan.fields) end
        words[#words + 1] = (".count = SV_NITEMS(%s_rows)"):format(name)
        t:fill("\t", words, ",", "\t")
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

-- Takes one number field out of `word` and puts it into `more`.
local function number_field(t, n, plan, number)
    local from, to = sides(n, plan)
    local field = n:item(from, number.item)
    if not number.target then
        if number.note then t:comment(number.note, "\t") end
        if not number.ignore then
            t:line("\tif ((word & %s) != 0)", field)
            t:line("\t\treturn (%s);", number.errno)
        else
            t:line("\tword &= ~(uint64_t)%s;", field)
        end
        return
    end
    local shift, back = shift_of(number.item.value), shift_of(number.target.value)
    t:line(shift == 0 and "\tfield = word & %s;" or "\tfield = (word & %s) >> %d;", field, shift)
    t:line("\tword &= ~(uint64_t)%s;", field)
    local couple = number.item.domain and plan.number_couples[number.item.domain]
    local value = "field"
    if couple then
        local from_type, to_type = n:domain_type(from, plan.dir == "in" and couple.foreign or couple.native),
            n:domain_type(to, plan.dir == "in" and couple.native or couple.foreign)
        t:line("\tif (field != 0) {")
        t:line("\t\t%s number;", to_type)
        t:blank()
        t:line("\t\tif ((error = %s((%s)field, &number)) != 0)", n:translator(couple.name, plan.dir), from_type)
        t:line("\t\t\treturn (error);")
        t:line("\t\tfield = (%s)number;", names.unsigned(to_type))
        t:line("\t}")
    end
    t:line("\tif (!sv_field_put(%s, %s, %d, &more))", value, n:item(to, number.target), back)
    t:line("\t\treturn (EINVAL);")
end

-- A flag word that holds numbers, or flags done by hand: these are taken out first.
local function long_flags(t, n, plan, name, from_type, to_type)
    local from = sides(n, plan)
    local fields = false
    for _, number in ipairs(plan.numbers) do fields = fields or number.target ~= nil end
    t:line("\tuint64_t word = (%s)from, bits = 0, more = 0%s;", names.unsigned(from_type), fields and ", field" or "")
    if #plan.hands > 0 then t:line("\t%s part = 0;", to_type) end
    t:line("\tint error;")
    t:blank()
    for _, row in ipairs(plan.hands) do
        local c = n:item(from, row.item)
        if row.note then t:comment(row.note, "\t") end
        local mask = row.mask and n:item(from, row.mask) or c
        t:line("\tif ((word & %s) == %s) {", mask, c)
        t:line("\t\tif ((error = %s_%s_%s_%s(from, &part)) != 0)", n.prefix, plan.name, row.item.name, plan.dir)
        t:line("\t\t\treturn (error);")
        t:line("\t\tmore |= (%s)part;", names.unsigned(to_type))
        t:line("\t\tword &= ~(uint64_t)%s;", mask)
        t:line("\t}")
    end
    for _, number in ipairs(plan.numbers) do number_field(t, n, plan, number) end
    t:line("\tif ((error = sv_flags_find(&%s_map, word, &bits)) != 0)", name)
    t:line("\t\treturn (error);")
    t:line("\tbits |= more;")
    t:line("\tif (!SV_BITS_FIT(%s, bits))", to_type)
    t:line("\t\treturn (EINVAL);")
    t:line("\t*to = (%s)bits;", to_type)
    t:line("\treturn (0);")
end

local function long_enum(t, n, plan, name, from_type, to_type)
    local from = sides(n, plan)
    t:line("\tint64_t value = 0;")
    t:line("\tint error;")
    t:blank()
    for _, row in ipairs(plan.hands) do
        if row.note then t:comment(row.note, "\t") end
        local c = n:item(from, row.item)
        if row.item.kind == "range" then
            t:line("\tif (from >= %s && from <= %s_LAST)", c, c)
        else
            t:line("\tif (from == %s)", c)
        end
        t:line("\t\treturn (%s_%s_%s_%s(from, to));", n.prefix, plan.name, row.item.name, plan.dir)
    end
    t:line("\tif ((error = sv_enum_find(&%s_map, (int64_t)from, &value)) != 0)", name)
    t:line("\t\treturn (error);")
    t:line("\tif (sizeof(%s) < sizeof(%s) && (int64_t)(%s)value != value)", to_type, from_type, to_type)
    t:line("\t\treturn (EINVAL);")
    t:line("\t*to = (%s)value;", to_type)
    t:line("\treturn (0);")
end

-- Numbers inside flag words, and values done by hand, need more than the loop.
local function long_function(t, n, plan, name, from_type, to_type)
    t:line("int")
    t:line("%s(%s from, %s *to)", name, from_type, to_type)
    t:line("{")
    local write = plan.from.kind == "flags" and long_flags or long_enum
    write(t, n, plan, name, from_type, to_type)
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
    local function add(weight, ...)
        local row = { ... }
        row.weight = weight
        rows[#rows + 1] = row
    end
    for _, item in ipairs(of_domain.items) do
        local c, name = n:item(side, item), text.quote(item.name) .. ")"
        if item.kind == "range" then
            add(0, "SV_NAME_RANGE(" .. c, tostring(item.last - item.first + 1), name)
        elseif item.kind == "number" then
            add(0, "SV_NAME_FIELD(" .. c, name)
        elseif item.kind == "member" and not item.alias_of then
            if not flags then
                add(0, "SV_NAME(" .. n:signed(side, of_domain, item, c), name)
            elseif item.of_mask then
                add(100, "SV_NAME_BITS(" .. c, n:constant(side, item.of_mask), name)
            elseif item.value ~= 0 then
                -- zero-valued flags outside a field are never printed
                add(popcount(item.value), "SV_NAME_FLAG(" .. c, name)
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
    t:rows(rows, "\t", ",")
    t:line("};")
    return #rows
end

-- `foreign` or `native` may be nil; `paired` is the name of the pair whose translator takes values in, or nil.
function domain.names_of(t, n, foreign, native, paired)
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
    if paired then
        t:line("SV_DOMAIN_IN(%s, %s, %s)", n:translator(paired, "in"), n:domain_type(world.foreign, foreign),
            n:domain_type(world.native, native))
        lines[#lines + 1] = ("\t.in = %s_wide,"):format(n:translator(paired, "in"))
    end
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

-- Fills in what number fields of flag words need: the couple of the domain they hold.
local function finish(doms, plan)
    plan.number_couples = {}
    for _, number in ipairs(plan.numbers) do
        local name = number.item.domain
        local index = plan.dir == "in" and doms.by_foreign or doms.by_native
        local couple = name and index[name]
        if couple then
            plan.number_couples[name] = couple
        elseif name then
            number.target = nil
            number.errno = number.errno or "EINVAL"
        end
    end
end

function domain.finish(doms)
    for _, couple in ipairs(doms) do
        finish(doms, couple.into)
        finish(doms, couple.out)
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

-- Every domain that either side has: list of { name =, foreign =, native =, paired = name of the pair }
function domain.catalogue(world, doms)
    local list, taken = {}, {}
    local native_of, pair_of = {}, {}
    for _, pair in ipairs(doms) do
        native_of[pair.foreign] = pair.native
        taken[pair.native] = true
        local has_function = pair.name ~= "errno" and pair.name ~= "auxv" and pair.name ~= "trap"
        if has_function then pair_of[pair.foreign] = pair.name end
    end
    local names_taken = {}
    for _, d in ipairs(world.foreign.domains) do
        list[#list + 1] = { name = d.name, foreign = d, native = native_of[d], paired = pair_of[d] }
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
        domain.names_of(t, n, entry.foreign, entry.native, entry.paired)
    end
    return file, t:text()
end

return domain
