-- SPDX-License-Identifier: BSD-2-Clause
--
-- Rules over the policies of a vector: every member of either side has an answer on the other, every answer
-- a reason and a member to answer for.
--
--     pair.world(world, sink)

local cli = require("cli")
local kind = require("check.pair_kind")
local model = require("model")

local pair = {}

local WHAT = { domain = "domain", struct = "structure", ioctls = "ioctl list" }

-- The record a policy speaks of on one side.
local function record(side, what, name)
    if what == "domain" then return side.domain[name] or (name == "trap" and #side.traps > 0 and side.trap) or nil end
    if what == "struct" then return side.struct[name] end
    return side.ioctl_group[name]
end

-- Its members by name: items of a domain or list, fields of a structure.
local function members(rec, what)
    return what == "struct" and rec.field or rec.by_name
end

-- A name that the spec has, though not on this architecture, may have its line all the same.
local function elsewhere(rec, name)
    for _, item in ipairs(rec.absent or {}) do
        if item.name == name then return true end
    end
    return false
end

local function nearest(index, name)
    local names = {}
    for other in model.sorted(index) do names[#names + 1] = other end
    local near = cli.nearest(name, names)
    return near and (", did you mean '" .. near .. "'?") or ""
end

local OPS = {
    domain = { ["=="] = true, ["->"] = true, ignore = true, none = true, hand = true, zero = true, const = true },
    struct = { ["=="] = true, ["->"] = true, ignore = true, none = true, hand = true, zero = true, const = true,
        clamp = true },
    ioctls = { ["=="] = true, ["->"] = true, none = true, hand = true },
}

local function known_target(c, line, to, what, name)
    local index = members(to, what)
    if index[name] then return true end
    if elsewhere(to, name) then return true end
    c.sink:error(line.target_loc or line.loc, "target-unknown", "'%s' is no member of %s %s%s", name, c.to.os, to.name,
        nearest(index, name))
    return false
end

local function operation(c, block, line, from)
    local op = line.op
    if not OPS[block.what][op] or (op == "ignore" and from.kind == "enum") or
        (op == "clamp" and block.what ~= "struct") then
        c.sink:error(line.loc, "pair-operation", "'%s' fits no %s", op,
            from.kind == "enum" and "enum" or WHAT[block.what])
    elseif op == "->" and #line.targets > 1 and from.kind ~= "flags" then
        c.sink:error(line.loc, "pair-operation", "only flags become several members")
    elseif block.both and op ~= "==" and block.what ~= "struct" then
        c.sink:error(line.loc, "pair-both", "'%s' is one-way; a '<->' block holds '==' lines", op)
    end
    if line.errno and not (c.native_errno and c.native_errno.by_name[line.errno]) then
        c.sink:error(line.errno_loc or line.loc, "errno-unknown", "'%s' is no errno of %s%s", line.errno,
            c.world.native.os, c.native_errno and nearest(c.native_errno.by_name, line.errno) or "")
    end
    if not line.reason and not (op == "==" and line.name == line.targets[1]) then
        c.sink:error(line.loc, "reason-missing", "the line for %s gives no reason in double quotes", line.name)
    end
end

local function same_length(c, line, a, b)
    if a and b and a.kind == "range" and b.kind == "range" and a.last - a.first ~= b.last - b.first and
        not line.reason then
        c.sink:error(line.loc, "range-length", "%s has %d numbers, %s has %d", a.name, a.last - a.first + 1, b.name,
            b.last - b.first + 1)
    end
end

-- One line of a block, seen from the side the block comes from.
local function one_line(c, block, line, from, to)
    local here, there = members(from, block.what), members(to, block.what)
    local item = here[line.name]
    local loc = line.loc
    operation(c, block, line, from)
    if not item and not elsewhere(from, line.name) then
        -- a line of a `<->` structure block may speak of a field that only the other side has
        local far = block.both and block.what == "struct" and line.op ~= "==" and there[line.name]
        if not far then
            c.sink:error(loc, "line-unknown", "'%s' is no member of %s %s%s", line.name, c.from.os, from.name,
                nearest(here, line.name))
        end
        return
    end
    if item and item.alias_of then
        c.sink:error(loc, "line-alias", "%s is an alias; the line belongs to %s", line.name,
            model.primary(from, item).name)
    end
    for _, target in ipairs(line.targets) do
        local far = there[target]
        if block.both and far and far.alias_of then
            c.sink:error(line.target_loc, "line-alias", "%s is an alias; the line belongs to %s", target,
                model.primary(to, far).name)
        end
        if known_target(c, line, to, block.what, target) and item then
            local other = there[target]
            if line.op == "==" and other and other.kind ~= item.kind and block.what == "domain" then
                c.sink:error(loc, "pair-operation", "%s is a %s and %s a %s", line.name, item.kind, target, other.kind)
            end
            if line.op == "==" then same_length(c, line, item, other) end
        end
    end
    if item and line.range and item.kind ~= "range" then
        c.sink:error(loc, "pair-operation", "%s is no range", line.name)
    end
    if line.op == "==" and line.name == line.targets[1] and block.what == "domain" and not line.reason then
        c.sink:error(loc, "line-unused", "%s is on both sides and pairs by itself", line.name)
    end
end

local function block_rules(c, block)
    local from, to = record(c.from, block.what, block.name), record(c.to, block.what, block.to_name)
    if not from or not to then
        local side, name = from and c.to or c.from, from and block.to_name or block.name
        c.sink:error(block.name_loc, "pair-unknown", "%s has no %s '%s'", side.os, WHAT[block.what], name)
        return
    end
    if block.fallback and not members(to, block.what)[block.fallback] then
        c.sink:error(block.fallback_loc, "target-unknown", "the fallback '%s' is no member of %s %s", block.fallback,
            c.to.os, to.name)
    end
    if block.unknown and block.unknown.errno and c.native_errno and
        not c.native_errno.by_name[block.unknown.errno] then
        c.sink:error(block.loc, "errno-unknown", "'%s' is no errno of %s", block.unknown.errno, c.world.native.os)
    end
    for _, line in ipairs(block.lines) do
        if not line.broken then one_line(c, block, line, from, to) end
    end
end

-- Two lines that answer for one member in one direction.
local function twice(c, policy)
    local first = {}
    for _, line in ipairs(policy.lines) do
        local other = line.name and first[line.name]
        if other and other.loc ~= line.loc then
            local late, early = line, other
            if late.loc.file == early.loc.file and late.loc.line < early.loc.line then late, early = early, late end
            c.sink:error(late.loc, "line-twice", "%s has an answer at %s:%d already", late.name, early.loc.file,
                early.loc.line)
        elseif line.name then
            first[line.name] = line
        end
    end
end

-- Does totality ask for this item?  Programs have no business with the other members: `unknown` answers.
local function asked(item)
    if item.kind == "member" then
        return not item.alias_of and not item.reserved and not item.obsolete and not item.internal
    end
    return item.kind == "range" or item.kind == "number"
end

local function total_domain(c, policy, from, to)
    local owner = {}
    for _, item in ipairs(from.items) do
        local how, target = model.answer(policy, from, item, to)
        if how == "exact" and not item.alias_of then
            if owner[target] then
                local line = policy.by_name[item.name] or policy.by_name[owner[target].name]
                c.sink:error(line and line.loc or item.loc, "exact-twice",
                    "%s and %s of %s %s both pair with %s; one of them is lossy: '->'", owner[target].name, item.name,
                    c.from.os, from.name, target.name)
            end
            owner[target] = owner[target] or item
        end
        if asked(item) and not how and not policy.by_name[item.name] then
            c.sink:error(item.loc, "not-total", "%s %s %s has no answer on %s: give it a line in %s", c.from.os,
                from.name, item.name, c.to.os, c.place)
        elseif item.kind == "range" and not policy.by_name[item.name] then
            same_length(c, { loc = item.loc }, item, to.by_name[item.name])
        end
    end
end

local function total_fields(c, policy, from, to)
    for key, field in model.sorted(from.field) do
        local line = policy.by_name[key]
        if not field.pad and not line and not to.field[key] then
            c.sink:error(field.loc, "not-total", "%s struct %s: %s has no answer on %s: give it a line in %s",
                c.from.os, from.name, key, c.to.os, c.place)
        end
    end
end

local function total_ioctls(c, policy, from, to)
    for _, item in ipairs(from.items) do
        local target = to.by_name[item.name]
        if not item.alias_of and not policy.by_name[item.name] and not target then
            c.sink:error(item.loc, "not-total", "%s ioctl %s has no answer on %s: give it a line in %s", c.from.os,
                item.name, c.to.os, c.place)
        end
    end
end

local TOTAL = { domain = total_domain, struct = total_fields, ioctls = total_ioctls }

local KIND = { struct = kind.fields, ioctls = kind.requests }

-- Both directions of one thing that is on both sides.
local function total(c, what, name, to_name)
    local a, b = c.world.foreign, c.world.native
    local x, y = record(a, what, name), record(b, what, to_name)
    if not x or not y or x.incomplete or y.incomplete then return end
    for _, way in ipairs({ { a, b, x, y, name }, { b, a, y, x, to_name } }) do
        c.from, c.to = way[1], way[2]
        local policy = model.policy(c.world.policies, what, way[5], c.from.os, c.to.os)
        twice(c, policy)
        TOTAL[what](c, policy, way[3], way[4])
        if c.from == a and KIND[what] then KIND[what](c.world, policy, x, y, c.sink) end
    end
end

-- Structures that must pair: those with a block, those that calls and ioctls carry, and what they contain; and
-- the set of those that calls carry, whose lines are the place to say that they do not.
function pair.structs(world)
    local list, seen, called = {}, {}, {}
    local function add(name)
        local struct = world.foreign.struct[name]
        if not struct or seen[name] then return end
        seen[name] = true
        list[#list + 1] = name
        for _, field in ipairs(struct.fields) do
            if field.type.struct then add(field.type.struct) end
        end
    end
    for _, block in ipairs(world.policies) do
        if block.what == "struct" then add(block.from == world.foreign.os and block.name or block.to_name) end
    end
    for _, line in ipairs(world.call_list) do
        for _, arg in ipairs(line.args or {}) do
            if arg.kind == "struct" then
                add(arg.struct)
                called[arg.struct or ""] = true
            end
        end
    end
    for _, group in ipairs(world.foreign.ioctls) do
        local policy = model.policy(world.policies, "ioctls", group.name, world.foreign.os, world.native.os)
        local other = world.native.ioctl_group[policy.to_name]
        for _, item in ipairs(group.items) do
            local line = policy.by_name[item.name]
            local paired = other and ((line and (line.op == "==" or line.op == "->")) or
                (not line and other.by_name[item.name]))
            if paired and item.type and item.type.struct then add(item.type.struct) end
        end
    end
    return list, called
end

function pair.world(world, sink)
    local a, b = world.foreign, world.native
    local c = { world = world, sink = sink, native_errno = b.domain.errno,
        place = world.vector.pair and "pairs/" .. world.vector.pair or "its pair directory" }
    for _, block in ipairs(world.policies) do
        local forward, backward = block.from == a.os and block.to == b.os, block.from == b.os and block.to == a.os
        if (forward or backward) and not block.broken then
            c.from, c.to = forward and a or b, forward and b or a
            block_rules(c, block)
        elseif not block.broken then
            sink:error(block.loc, "pair-systems", "this pair is between %s and %s, the vector %s between %s and %s",
                block.from, block.to, world.vector.name, a.os, b.os)
        end
    end
    if a == b or (world.vector.pair and not world.pair_dir) then return end
    for _, d in ipairs(a.domains) do
        local policy = model.policy(world.policies, "domain", d.name, a.os, b.os)
        total(c, "domain", d.name, policy.to_name)
    end
    total(c, "domain", "trap", "trap")
    for _, group in ipairs(a.ioctls) do
        local policy = model.policy(world.policies, "ioctls", group.name, a.os, b.os)
        total(c, "ioctls", group.name, policy.to_name)
    end
    local list, called = pair.structs(world)
    for _, name in ipairs(list) do
        local policy = model.policy(world.policies, "struct", name, a.os, b.os)
        local struct = b.struct[policy.to_name]
        if struct then
            total(c, "struct", name, policy.to_name)
        elseif not called[name] then
            sink:error(a.struct[name].loc, "pair-missing",
                "%s has no structure '%s' to pair with, and no line says which", b.os, policy.to_name)
        end
    end
end

return pair
