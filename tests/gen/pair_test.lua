-- SPDX-License-Identifier: BSD-2-Clause
--
-- Properties of the tables that gen/pair makes, over the shipped vector and the made-up ones: every value has an
-- answer, what is exact comes back, rows are in the order that the C loops rely on.  The loops of sysvec/xlat.h are
-- repeated here, so a wrong table is found without a C compiler.

local call = require("pair.call")
local domain = require("pair.domain")
local expect = require("expect")
local ioctl = require("pair.ioctl")
local layout = require("pair.layout")
local load = require("load")
local service = require("pair.service")
local sink = require("sink")
local source = require("source")

local worlds

-- { world, doms } of every vector that is tested, read once
local function each_world(visit)
    if not worlds then
        worlds = {}
        for _, entry in ipairs({ { "specs", "linux-amd64" }, { "tests/golden/specs", "toy-t64" },
            { "tests/golden/specs", "toy-t32" } }) do
            local problems = sink.new()
            local world, why = load.vector(expect.root .. "/" .. entry[1], entry[2], source.new(), problems)
            expect.truthy(world, why)
            expect.equal(problems:count("error"), 0, entry[2])
            worlds[#worlds + 1] = { world = world, doms = domain.all(world) }
        end
    end
    for _, entry in ipairs(worlds) do visit(entry.world, entry.doms) end
end

local function each_plan(visit)
    each_world(function(world, doms)
        for _, couple in ipairs(doms) do
            visit(couple.into, couple.out, world, couple)
            visit(couple.out, couple.into, world, couple)
        end
    end)
end

local function title(plan)
    return plan.name .. " " .. plan.dir
end

local function target_value(row, offset)
    local target = row.targets[1]
    if row.op == "zero" then return 0 end
    if row.op == "const" then return row.number end
    if target.kind == "range" then return target.first + (row.op == "range" and offset or 0) end
    return target.value
end

-- sv_enum_find: value, or nil and an errno
local function enum_find(plan, value)
    for _, row in ipairs(plan.rows) do
        if value >= row.first and value <= row.last then
            if row.op == "none" or row.op == "none_of" then return nil, row.errno end
            if row.op == "hand" then return nil, "hand" end
            if row.op == "all" and not row.targets[1] then return row.number end
            return target_value(row, value - row.first)
        end
    end
    local unknown = plan.unknown
    if unknown.op == "ignore" then return 0 end
    if unknown.op == "pass" then return value end
    if unknown.op == "fallback" then return unknown.item.value end
    return nil, unknown.errno
end

-- sv_flags_find
local function flags_find(plan, word)
    local bits, rest, done = 0, word, 0
    for i, row in ipairs(plan.rows) do
        if i > plan.fields and rest == 0 then break end
        local mask = row.mask and row.mask.value or row.bits
        if mask & ~done ~= 0 and word & mask == row.bits then
            if row.op == "none" then return nil, row.errno end
            if row.op == "hand" then return nil, "hand" end
            for _, target in ipairs(row.op == "to" and row.targets or {}) do bits = bits | target.value end
            if row.op == "const" then bits = bits | row.number end
            done = done | mask
            rest = rest & ~mask
        end
    end
    if rest ~= 0 then
        if plan.unknown.op == "refuse" then return nil, plan.unknown.errno end
        if plan.unknown.op == "pass" then bits = bits | rest end
    end
    return bits
end

local function find(plan, value)
    if plan.from.kind == "flags" then return flags_find(plan, value) end
    return enum_find(plan, value)
end

-- A word that has only this flag: fields of which zero is no value hold their first exact one.
local function word_of(plan, row)
    local word, fields = row.bits, {}
    if row.mask then return word end
    for _, other in ipairs(plan.rows) do
        local mask = other.mask
        if mask and other.exact and (not fields[mask] or other.bits == 0) then fields[mask] = other.bits end
    end
    for _, bits in pairs(fields) do word = word | bits end
    return word
end

local function has_row(plan, item)
    for _, row in ipairs(plan.rows) do
        if row.item == item then return true end
    end
    for _, number in ipairs(plan.numbers) do
        if number.item == item then return true end
    end
    return false
end

return {
    every_member_of_either_side_has_a_row = function()
        each_plan(function(plan)
            for _, item in ipairs(plan.from.items) do
                local asked = item.kind ~= "mask" and not item.alias_of and not item.internal and not item.reserved and
                    not item.obsolete
                local nothing = plan.from.kind == "flags" and item.value == 0 and not item.of_mask
                -- a line may name a member that this architecture lacks: then `unknown` answers
                local line = plan.policy.by_name[item.name]
                local gone = line and line.targets and line.targets[1] and not plan.to.by_name[line.targets[1]]
                if asked and not nothing and not gone then
                    expect.truthy(has_row(plan, item), ("%s: %s has a row"):format(title(plan), item.name))
                end
            end
        end)
    end,

    exact_enum_values_come_back = function()
        each_plan(function(plan, back)
            for _, row in ipairs(plan.from.kind == "enum" and back.from.kind == "enum" and plan.rows or {}) do
                if row.exact then
                    for offset = 0, row.last - row.first do
                        local there = enum_find(plan, row.first + offset)
                        local here = there and enum_find(back, there)
                        expect.equal(here, row.first + offset, ("%s: %s+%d"):format(title(plan), row.item.name, offset))
                    end
                end
            end
        end)
    end,

    exact_flags_come_back = function()
        each_plan(function(plan, back)
            for _, row in ipairs(plan.from.kind == "flags" and back.from.kind == "flags" and plan.rows or {}) do
                -- FreeBSD's MS_SYNC is 0: what becomes nothing cannot come back
                if row.exact and (row.targets[1].value ~= 0 or row.bits == 0) then
                    local word = word_of(plan, row)
                    local there = flags_find(plan, word)
                    local here = there and flags_find(back, there)
                    expect.equal(here, word, ("%s: %s"):format(title(plan), row.item.name))
                end
            end
        end)
    end,

    any_two_exact_flags_together_come_back = function()
        each_plan(function(plan, back)
            if plan.from.kind ~= "flags" or back.from.kind ~= "flags" then return end
            for i, a in ipairs(plan.rows) do
                for j = i + 1, #plan.rows do
                    local b = plan.rows[j]
                    local apart = a.exact and b.exact and not a.mask and not b.mask and a.bits & b.bits == 0 and
                        a.targets[1].value & b.targets[1].value == 0 and a.targets[1].value ~= 0 and
                        b.targets[1].value ~= 0 and not a.targets[1].of_mask and not b.targets[1].of_mask
                    local word = apart and word_of(plan, a) | word_of(plan, b)
                    local there = apart and flags_find(plan, word)
                    if there then
                        expect.equal(flags_find(back, there), word,
                            ("%s: %s|%s"):format(title(plan), a.item.name, b.item.name))
                    end
                end
            end
        end)
    end,

    enum_rows_are_sorted_without_overlap = function()
        each_plan(function(plan)
            if plan.from.kind ~= "enum" then return end
            for i = 2, #plan.rows do
                expect.truthy(plan.rows[i].first > plan.rows[i - 1].last,
                    ("%s: %s after %s"):format(title(plan), plan.rows[i].item.name, plan.rows[i - 1].item.name))
            end
        end)
    end,

    flags_that_contain_others_come_first = function()
        each_plan(function(plan)
            if plan.from.kind ~= "flags" then return end
            for i = plan.fields + 1, #plan.rows do
                for j = i + 1, #plan.rows do
                    local a, b = plan.rows[i].bits, plan.rows[j].bits
                    expect.truthy(a & b ~= a or a == b,
                        ("%s: %s before %s"):format(title(plan), plan.rows[j].item.name, plan.rows[i].item.name))
                end
            end
        end)
    end,

    results_fit_the_type_they_go_into = function()
        each_plan(function(plan, _, world)
            local side = plan.dir == "in" and world.native or world.foreign
            local size = require("model").scalar_size(plan.to.type, side.arch)
            for _, row in ipairs(plan.rows) do
                for _, target in ipairs(row.targets) do
                    local value = target.value or target.last
                    local bits = size * 8
                    expect.truthy(size == 8 or value >= -(1 << bits - 1) and value < 1 << bits,
                        ("%s: %s"):format(title(plan), target.name))
                end
            end
        end)
    end,

    every_errno_has_an_answer_in_both_directions = function()
        each_world(function(_, doms)
            local couple = doms.by_foreign.errno
            for _, plan in ipairs({ couple.into, couple.out }) do
                expect.equal(plan.unknown.op, "fallback", title(plan))
                for number = 0, 4095 do
                    expect.truthy(find(plan, number), ("%s: %d"):format(title(plan), number))
                end
            end
        end)
    end,

    lossy_rows_say_why = function()
        each_plan(function(plan)
            for _, row in ipairs(plan.rows) do
                if not row.exact then
                    expect.match(row.note, "^%a[%a ]*: %S", ("%s: %s"):format(title(plan), row.item.name))
                end
            end
        end)
    end,

    requests_are_sorted_and_stand_once = function()
        each_world(function(world)
            local list = ioctl.all(world)
            for i = 2, #list do
                expect.truthy(list[i].item.value > list[i - 1].item.value, list[i].item.name)
            end
            expect.equal(#list.native, #list)
            local last = -1
            for _, place in ipairs(list.native) do
                local native = list[place + 1].native
                local value = native and native.value or -1
                expect.truthy(value >= last, "native order")
                last = value
            end
        end)
    end,

    each_target_field_is_written_once = function()
        each_world(function(world, doms)
            for _, entry in ipairs(layout.all(world, doms)) do
                for _, plan in ipairs({ entry.into, entry.out }) do
                    local seen = {}
                    for _, op in ipairs(plan.ops) do
                        if op.to then
                            expect.equal(seen[op.to], nil, entry.name .. "." .. op.to.name)
                            seen[op.to] = true
                            expect.equal(op.to.pad, nil, entry.name .. "." .. op.to.name)
                        end
                    end
                end
            end
        end)
    end,

    numbers_of_calls_stand_once_and_rows_cover_them = function()
        each_world(function(world)
            local list = call.table(world)
            local last = -1
            for _, entry in ipairs(list) do
                expect.truthy(entry.number > last, "number " .. entry.number)
                last = entry.number
                if not entry.private and entry.name then expect.truthy(entry.number < list.size, entry.name) end
                expect.truthy(entry.slots <= 8, (entry.name or "") .. " fits the registers")
            end
        end)
    end,

    pairs_of_registers_are_aligned_where_the_abi_says_so = function()
        each_world(function(world)
            if world.foreign.arch.pair64 ~= "aligned" then return end
            local found = 0
            for _, entry in ipairs(call.table(world)) do
                for _, arg in ipairs(entry.args) do
                    if arg.slots == 2 then
                        found = found + 1
                        expect.equal(arg.slot % 2, 0, entry.name .. " " .. arg.name)
                    end
                end
            end
            expect.truthy(found > 0, "some call has such an argument")
        end)
    end,

    services_of_the_runtime_are_understood = function()
        local list = service.read(expect.root .. "/runtime/include", expect.root .. "/runtime/include", source.new())
        expect.truthy(list.found, "sysvec/native.h is there")
        expect.equal(#list.by_name.native_read.params, 3)
        for name, proto in pairs(list.by_name) do
            for i, param in ipairs(proto.params) do
                expect.truthy(service.shape(list, param.type) or param.type:find("^enum "),
                    ("%s: parameter %d has a known type '%s'"):format(name, i, tostring(param.type)))
            end
        end
    end,
}
