-- SPDX-License-Identifier: BSD-2-Clause
--
-- A domain on one side x the same on the other x policy -> rows of a translation table, one direction.
--
--     for _, couple in ipairs(domain.all(world)) do ... couple.into, couple.out ... end
--     domain.plan(world, "in", foreign DOMAIN, native DOMAIN) ->         "in": foreign -> native, "out": back
--     { name = foreign name, from = DOMAIN, to = DOMAIN, dir = "in",
--       unknown = { op = "refuse"|"ignore"|"pass"|"fallback", errno =, item = },
--       rows = list of ROW in the order of the table, numbers = list of NUMBER, fields = how many rows are
--       values of multi-bit fields (flags only), hands = rows with op "hand" }
--   ROW    { op = "to"|"none"|"zero"|"const"|"hand"|"range"|"all"|"none_of", item = the member or range,
--            mask = mask item or nil (flags), bits = what must match (flags), targets = { items of `to` }, number =,
--            errno =, first =, last = (range rows), exact = true when it is the same fact on both sides,
--            note = "lossy: ..." or nil }
--   NUMBER { item = number item, target = number item or nil, ignore = true, errno = "EINVAL" }
--
-- Members without an answer have no row: check has said so, or they are internal, reserved or obsolete.

local model = require("model")

local domain = {}

-- The two sides of a direction: from side, to side, and the systems' names.
function domain.sides(world, dir)
    if dir == "in" then return world.foreign, world.native end
    return world.native, world.foreign
end

-- The name on the native side of a foreign domain, structure or ioctl group: `pair A == B`, or its own.
function domain.native_name(world, what, name)
    return model.policy(world.policies, what, name, world.foreign.os, world.native.os).to_name
end

-- The policy between two named things, one direction.  Several foreign ones may share a native counterpart: only
-- blocks about this couple count.
function domain.policy(world, what, dir, foreign_name, native_name)
    local from, to = domain.sides(world, dir)
    local blocks = {}
    for _, block in ipairs(world.policies) do
        if block.what == what then
            local f, n = block.name, block.to_name
            if block.from == world.native.os then f, n = n, f end
            if f == foreign_name and n == native_name then blocks[#blocks + 1] = block end
        end
    end
    return model.policy(blocks, what, dir == "in" and foreign_name or native_name, from.os, to.os)
end

local NOTE = { lossy = "lossy: ", none = "refused: ", ignore = "ignored: ", zero = "zero: ", const = "fixed: ",
    hand = "by hand: " }

local function note_of(how, line)
    if how == "exact" then return line and line.reason end
    return NOTE[how] and (line and line.reason and NOTE[how] .. line.reason or NOTE[how]:sub(1, -3)) or nil
end

local function unknown_of(policy, from_domain, to_domain)
    if policy.fallback and to_domain.by_name[policy.fallback] then
        return { op = "fallback", item = to_domain.by_name[policy.fallback] }
    end
    local unknown = policy.unknown or from_domain.unknown or { op = "refuse" }
    return { op = unknown.op, errno = unknown.errno or "EINVAL" }
end

-- errno of a refused item
local function refusal(line, unknown)
    return line and line.errno or unknown.errno or "EINVAL"
end

-- how, targets (always a list), line
local function answer(policy, from_domain, item, to_domain)
    local how, targets, line = model.answer(policy, from_domain, item, to_domain)
    if how == "exact" then targets = { targets } end
    return how, targets or {}, line
end

local function range_rows(plan, policy, item)
    local how, targets, line = answer(policy, plan.from, item, plan.to)
    if not how then return end
    local row = { item = item, first = item.first, last = item.last, targets = targets, note = note_of(how, line),
        exact = how == "exact" }
    local target = targets[1]
    if target and target.kind == "range" then
        row.op = "range"
        local spare = (item.last - item.first) - (target.last - target.first)
        if spare > 0 then row.last = item.last - spare end
    elseif target then
        row.op = "all"
    elseif how == "none" or how == "lossy" then
        row.op, row.errno = "none_of", refusal(line, plan.unknown)
    elseif how == "zero" or how == "ignore" then
        row.op, row.number = "all", 0
    elseif how == "const" then
        row.op, row.number = "all", line.number
    elseif how == "hand" then
        row.op = "hand"
        plan.hands[#plan.hands + 1] = row
    end
    plan.rows[#plan.rows + 1] = row
end

local function enum_rows(plan, policy)
    for _, item in ipairs(plan.from.items) do
        if item.kind == "range" then
            range_rows(plan, policy, item)
        elseif item.kind == "member" and not item.alias_of then
            local how, targets, line = answer(policy, plan.from, item, plan.to)
            if how then
                local row = { item = item, first = item.value, last = item.value, targets = targets,
                    note = note_of(how, line), exact = how == "exact" }
                local target = targets[1]
                if how == "exact" or how == "lossy" and target then
                    row.op = "to"
                elseif how == "none" or how == "lossy" then
                    row.op, row.errno = "none", refusal(line, plan.unknown)
                elseif how == "ignore" then
                    row.op = "zero"
                else
                    row.op, row.number = how, line.number
                end
                if row.op == "hand" then plan.hands[#plan.hands + 1] = row end
                plan.rows[#plan.rows + 1] = row
            end
        end
    end
    local place = {}
    for i, row in ipairs(plan.rows) do place[row] = i end
    table.sort(plan.rows, function(a, b)
        if a.first ~= b.first then return a.first < b.first end
        return place[a] < place[b]
    end)
    -- two names for one value without an alias line: the first one holds
    local kept = {}
    for _, row in ipairs(plan.rows) do
        local last = kept[#kept]
        if not last or row.first > last.last then kept[#kept + 1] = row end
    end
    plan.rows = kept
end

local function popcount(value)
    local count = 0
    while value ~= 0 do
        value = value & (value - 1)
        count = count + 1
    end
    return count
end

local function number_of(plan, policy, item)
    local how, targets, line = answer(policy, plan.from, item, plan.to)
    local number = { item = item, target = targets[1] and targets[1].kind == "number" and targets[1] or nil }
    if not number.target then
        if how == "ignore" or how == "zero" then
            number.ignore = true
        else
            number.errno = refusal(line, plan.unknown)
        end
    end
    number.note = note_of(how or "none", line)
    plan.numbers[#plan.numbers + 1] = number
end

local function flag_rows(plan, policy)
    local groups = { {}, {} }
    for _, item in ipairs(plan.from.items) do
        if item.kind == "number" then
            number_of(plan, policy, item)
        elseif item.kind == "member" and not item.alias_of and (item.value ~= 0 or item.of_mask) then
            local how, targets, line = answer(policy, plan.from, item, plan.to)
            if how then
                local row = { item = item, bits = item.value, targets = targets, note = note_of(how, line),
                    exact = how == "exact", mask = item.of_mask and plan.from.by_name[item.of_mask] or nil }
                if how == "exact" or how == "lossy" then
                    row.op = "to"
                elseif how == "none" then
                    row.op, row.errno = "none", refusal(line, plan.unknown)
                elseif how == "ignore" then
                    row.op = "zero"
                else
                    row.op, row.number = how, line.number
                end
                if row.op == "hand" then plan.hands[#plan.hands + 1] = row end
                local group = groups[row.mask and 1 or 2]
                group[#group + 1] = row
            end
        end
    end
    local place = {}
    for i, row in ipairs(groups[2]) do place[row] = i end
    table.sort(groups[2], function(a, b)
        local x, y = popcount(a.bits), popcount(b.bits)
        if x ~= y then return x > y end
        return place[a] < place[b]
    end)
    plan.fields = #groups[1]
    table.move(groups[1], 1, #groups[1], 1, plan.rows)
    table.move(groups[2], 1, #groups[2], plan.fields + 1, plan.rows)
end

-- One direction of a couple.
function domain.plan(world, dir, foreign, native)
    local policy = domain.policy(world, "domain", dir, foreign.name, native.name)
    local from_domain, to_domain = foreign, native
    if dir == "out" then from_domain, to_domain = native, foreign end
    local plan = { name = foreign.name, from = from_domain, to = to_domain, dir = dir, rows = {}, numbers = {},
        hands = {}, fields = 0, policy = policy }
    plan.unknown = unknown_of(policy, from_domain, to_domain)
    if from_domain.kind == "flags" then flag_rows(plan, policy) else enum_rows(plan, policy) end
    return plan
end

-- Both directions of every domain that both sides have, in the order of the foreign side:
-- list of { name = foreign name, foreign = DOMAIN, native = DOMAIN, into = PLAN, out = PLAN };
-- list.by_foreign[name], list.by_native[name] (of several the one of the same name, else the first)
function domain.all(world)
    local list = { by_foreign = {}, by_native = {} }
    for _, foreign in ipairs(world.foreign.domains) do
        local native = world.native.domain[domain.native_name(world, "domain", foreign.name)]
        if native then
            local couple = { name = foreign.name, foreign = foreign, native = native,
                into = domain.plan(world, "in", foreign, native), out = domain.plan(world, "out", foreign, native) }
            list[#list + 1] = couple
            list.by_foreign[foreign.name] = couple
            if not list.by_native[native.name] or native.name == foreign.name then
                list.by_native[native.name] = couple
            end
        end
    end
    return list
end

return domain
