-- SPDX-License-Identifier: BSD-2-Clause
--
-- A structure on one side x the same on the other x policy -> what is done with each field, one direction.
--
--     local list = layout.all(world, doms)      every structure with a pair block, or with the same fields on both
--                                               sides; list.by_name[foreign name];
--                                               doms is pair/domain.all(world)
--       { name =, foreign = STRUCT, native = STRUCT, into = PLAN, out = PLAN }
--     PLAN { from = STRUCT, to = STRUCT, dir = "in"|"out", policy =, ops = list of OP in the order of the target }
--     OP   { op = "scalar"|"domain"|"struct"|"bytes"|"const"|"hand"|"refuse"|"skip",
--            from = field or nil, to = field or nil, note = reason or nil,
--            count = elements handled (nil: not an array), excess = elements of `from` that have no room (0 if none),
--            clamp = true            scalar: saturate instead of EOVERFLOW; bytes: cut
--            domain = foreign name of the domain, from_domain =, to_domain = DOMAINs, when = WHEN or nil    (domain)
--            struct = foreign name of the structure                                                        (struct)
--            number = 7 (const), errno = "EINVAL" (refuse: a non-zero field), name = "st_dev" (hand) }
--     WHEN { side = "from"|"to", field = field, members = { names } }: the domain holds only then
--
-- A field without an answer is skipped: check has said so.

local domain = require("pair.domain")

local layout = {}

local function is_bytes(type)
    return type.base == "char" or type.base == "u8" or type.base == "i8"
end

-- the couple of domains that translates a pair of fields, or nil
local function couple_of(doms, dir, from_field, to_field)
    local f, v = from_field, to_field
    if dir == "out" then f, v = v, f end
    return f.domain and doms.by_foreign[f.domain] or v.domain and doms.by_native[v.domain] or nil
end

local function when_of(plan, from_field, to_field)
    if from_field.when and plan.from.field[from_field.when.field] then
        return { side = "from", field = plan.from.field[from_field.when.field], members = from_field.when.members }
    end
    if to_field.when and plan.to.field[to_field.when.field] then
        return { side = "to", field = plan.to.field[to_field.when.field], members = to_field.when.members }
    end
end

-- what moves one field into another
local function move(doms, plan, from_field, to_field, line)
    local op = { from = from_field, to = to_field, note = line and line.reason }
    local a, b = from_field.type, to_field.type
    if a.flexible or b.flexible then
        op.op = "skip"
        op.note = "of open length"
        return op
    end
    if a.count or b.count then
        local have, room = a.count or 1, b.count or 1
        op.count, op.excess = math.min(have, room), math.max(0, have - room)
    else
        op.excess = 0
    end
    op.clamp = line and line.op == "clamp" or nil
    if a.base == "struct" or b.base == "struct" then
        local foreign = plan.dir == "in" and a or b
        if a.base ~= b.base then
            op.op, op.note = "skip", "a structure on one side only"
            return op
        end
        op.op, op.struct = "struct", foreign.struct
        return op
    end
    local couple = couple_of(doms, plan.dir, from_field, to_field)
    if couple then
        local way = plan.dir == "in" and couple.into or couple.out
        op.op, op.domain, op.from_domain, op.to_domain = "domain", couple.name, way.from, way.to
        op.when = when_of(plan, from_field, to_field)
        return op
    end
    if (a.count or b.count) and is_bytes(a) and is_bytes(b) then
        op.op = "bytes"
        return op
    end
    op.op = "scalar"
    return op
end

-- the line for a target field that no source field answers
local function lone_target(policy, field)
    local line = policy.by_name[field.name]
    local op = line and line.op
    if op == "const" or op == "zero" or op == "hand" or op == "ignore" then return line end
end

local function field_of(plan, line, from_field)
    if line and (line.op == "==" or line.op == "->") then return plan.to.field[line.targets[1]], line end
    return plan.to.field[from_field.name], line
end

local function hand(plan, name, line, seen)
    if seen[name] then return end
    seen[name] = true
    plan.hands[#plan.hands + 1] = { op = "hand", name = name, note = line and line.reason }
end

local function plan_of(doms, dir, from_struct, to_struct, policy)
    local plan = { from = from_struct, to = to_struct, dir = dir, policy = policy, ops = {}, hands = {} }
    local by_target, refused, seen_hand, skipped = {}, {}, {}, {}
    for _, field in ipairs(from_struct.fields) do
        if not field.pad then
            local line = policy.by_name[field.name]
            local op = line and line.op
            if op == "hand" then
                hand(plan, field.name, line, seen_hand)
                by_target[field.name] = false
            elseif op == "const" or op == "zero" or op == "ignore" then
                local target = plan.to.field[field.name]
                if target and op == "const" then
                    by_target[field.name] = { op = "const", to = target, number = line.number, note = line.reason }
                else
                    skipped[#skipped + 1] = { op = "skip", from = field, note = line.reason }
                    by_target[field.name] = false
                end
            elseif op == "none" then
                if line.errno then
                    refused[#refused + 1] = { op = "refuse", from = field, errno = line.errno, note = line.reason }
                else
                    skipped[#skipped + 1] = { op = "skip", from = field, note = line.reason }
                end
                by_target[field.name] = false
            else
                local target = field_of(plan, line, field)
                if target and not target.pad and by_target[target.name] == nil then
                    by_target[target.name] = move(doms, plan, field, target, line)
                elseif not target then
                    skipped[#skipped + 1] = { op = "skip", from = field, note = "no such field there" }
                end
            end
        end
    end
    for _, op in ipairs(refused) do plan.ops[#plan.ops + 1] = op end
    for _, field in ipairs(to_struct.fields) do
        local op = by_target[field.name]
        if op then
            plan.ops[#plan.ops + 1] = op
        elseif op == nil and not field.pad then
            local line = lone_target(policy, field)
            if line and line.op == "const" then
                plan.ops[#plan.ops + 1] = { op = "const", to = field, number = line.number, note = line.reason }
            elseif line and line.op == "hand" then
                hand(plan, field.name, line, seen_hand)
            end
        end
    end
    -- views overlap: only a hand knows which of them holds, and it does a view as a whole
    for _, s in ipairs({ from_struct, to_struct }) do
        for _, view in ipairs(s.views) do
            for _, field in ipairs(view.fields) do
                local line = policy.by_name[view.name .. "." .. field.name]
                if line and line.op == "hand" then hand(plan, view.name, line, seen_hand) end
            end
        end
    end
    plan.skipped = skipped
    table.move(plan.hands, 1, #plan.hands, #plan.ops + 1, plan.ops)
    return plan
end

-- Do both sides lay it out alike, so that a pointer to it can be handed on?
function layout.same(foreign, native)
    if foreign.size ~= native.size then return false end
    for key, field in pairs(foreign.field) do
        local other = native.field[key]
        local alike = other and other.offset == field.offset and other.size == field.size
        if not field.pad and not alike then return false end
    end
    return true
end

-- Signal sets have functions of their own.
function layout.is_set(struct)
    return struct.typedef == "sigset_t" or struct.name == "sigset"
end

-- Does every field have a namesake there?  Structures that merely share a name are no pair.
local function total(one, other)
    for key, field in pairs(one.field) do
        if not field.pad and not other.field[key] then return false end
    end
    return true
end

local function nested_pairs(world, s)
    for _, field in ipairs(s.fields) do
        if field.type.base == "struct" then
            local name = field.type.struct
            local native = world.native.struct[domain.native_name(world, "struct", name)]
            if not native then return false end
        end
    end
    return true
end

function layout.all(world, doms)
    local list = { by_name = {} }
    for _, foreign in ipairs(world.foreign.structs) do
        local native = world.native.struct[domain.native_name(world, "struct", foreign.name)]
        if native and not layout.is_set(foreign) and foreign.size and native.size then
            local function way(dir, from_struct, to_struct)
                return plan_of(doms, dir, from_struct, to_struct,
                    domain.policy(world, "struct", dir, foreign.name, native.name))
            end
            local entry = { name = foreign.name, foreign = foreign, native = native, into = way("in", foreign, native),
                out = way("out", native, foreign) }
            local said = #entry.into.policy.blocks + #entry.out.policy.blocks > 0
            if said or total(foreign, native) and total(native, foreign) and nested_pairs(world, foreign) then
                list[#list + 1] = entry
                list.by_name[foreign.name] = entry
            end
        end
    end
    return list
end

return layout
