-- SPDX-License-Identifier: BSD-2-Clause
--
-- ioctl groups of both sides x policy -> one list of requests.
--
--     local list = ioctl.all(world)
--     list[i]        { item = foreign ioctl, group =, op = "paired"|"refused"|"hand"|"ignored",
--                      native = native ioctl or nil, errno = "ENOTTY" (refused), exact = true for a pair both ways,
--                      note = reason or nil }
--                    sorted by foreign request, each request once
--     list.native    places (from 0) sorted by native request, exact pairs before lossy ones; those without come first

local model = require("model")

local ioctl = {}

-- native request by name, in the paired group first, then anywhere
local function find(world, group, name)
    local own = group and group.by_name[name]
    if own then return own end
    for _, other in ipairs(world.native.ioctls) do
        if other.by_name[name] then return other.by_name[name] end
    end
end

local function entry_of(world, policy, group, item)
    local native_group = world.native.ioctl_group[policy.to_name]
    local line = policy.by_name[item.name]
    local entry = { item = item, group = group, errno = "ENOTTY", note = line and line.reason }
    local op = line and line.op
    if not line then
        entry.native = find(world, native_group, item.name)
        entry.op = entry.native and "paired" or "refused"
        entry.exact = entry.native ~= nil
    elseif op == "==" or op == "->" then
        entry.native = find(world, native_group, line.targets[1])
        entry.op = entry.native and "paired" or "refused"
        entry.exact = op == "=="
    elseif op == "hand" then
        entry.op = "hand"
        entry.native = find(world, native_group, item.name)
    elseif op == "ignore" or op == "zero" then
        entry.op = "ignored"
    else
        entry.op, entry.errno = "refused", line.errno or "ENOTTY"
    end
    return entry
end

function ioctl.all(world)
    local list, seen = { native = {}, inputs = {} }, {}
    for _, group in ipairs(world.foreign.ioctls) do
        local policy = model.policy(world.policies, "ioctls", group.name, world.foreign.os, world.native.os)
        list.inputs[#list.inputs + 1] = group.loc
        for _, block in ipairs(policy.blocks) do list.inputs[#list.inputs + 1] = block.loc end
        for _, item in ipairs(group.items) do
            if not item.alias_of then
                local entry = entry_of(world, policy, group, item)
                local old = seen[item.value]
                if not old then
                    seen[item.value] = entry
                    list[#list + 1] = entry
                elseif old.op == "refused" and entry.op ~= "refused" then
                    -- two names for one request: the one that does something
                    for i, other in ipairs(list) do
                        if other == old then list[i] = entry end
                    end
                    seen[item.value] = entry
                end
            end
        end
    end
    for _, group in ipairs(world.native.ioctls) do list.inputs[#list.inputs + 1] = group.loc end
    table.sort(list, function(a, b) return a.item.value < b.item.value end)
    local order = {}
    for i, entry in ipairs(list) do order[i] = { place = i - 1, entry = entry } end
    local function key(o)
        local e = o.entry
        return e.native and e.native.value or -1, e.op == "paired" and (e.exact and 0 or 1) or 2
    end
    table.sort(order, function(a, b)
        local av, ar = key(a)
        local bv, br = key(b)
        if av ~= bv then return av < bv end
        if ar ~= br then return ar < br end
        return a.place < b.place
    end)
    for i, o in ipairs(order) do list.native[i] = o.place end
    return list
end

return ioctl
