-- SPDX-License-Identifier: BSD-2-Clause
--
-- What is paired must be of one kind: fields of structures, requests and their arguments.
--
--     kind.fields(world, policy, from, to, sink)      two structures, foreign and native
--     kind.requests(world, policy, from, to, sink)    two ioctl lists, foreign and native

local model = require("model")

local kind = {}

-- Is the native domain what the foreign one pairs with?
local function coupled(world, foreign, native)
    local policy = model.policy(world.policies, "domain", foreign, world.foreign.os, world.native.os)
    return policy.to_name == native
end

-- A domain of one side without a counterpart: its values would be handed on as they are.
local function has_counterpart(world, name, native_side)
    local from, to = world.foreign, world.native
    if native_side then from, to = to, from end
    local policy = model.policy(world.policies, "domain", name, from.os, to.os)
    return to.domain[policy.to_name] ~= nil
end

local function one_field(world, key, a, b, loc, sink)
    if (a.type.base == "struct") ~= (b.type.base == "struct") then
        sink:error(loc, "field-pair", "%s is a structure on one side only; a line says 'hand'", key)
    elseif a.domain and b.domain then
        if not coupled(world, a.domain, b.domain) then
            sink:error(loc, "field-pair", "%s holds %s on %s and %s on %s, which are no pair", key, a.domain,
                world.foreign.os, b.domain, world.native.os)
        end
    elseif a.domain and not has_counterpart(world, a.domain, false) then
        sink:error(loc, "field-pair", "%s holds %s, for which %s has no counterpart", key, a.domain, world.native.os)
    elseif b.domain and not has_counterpart(world, b.domain, true) then
        sink:error(loc, "field-pair", "%s holds %s, for which %s has no counterpart", key, b.domain, world.foreign.os)
    end
end

local MOVES = { ["=="] = true, ["->"] = true, clamp = true }

function kind.fields(world, policy, from, to, sink)
    for _, field in ipairs(from.fields) do
        local line = policy.by_name[field.name]
        local target = line and line.targets[1] or field.name
        local other = to.field[target]
        if not field.pad and other and not other.pad and (not line or MOVES[line.op]) then
            one_field(world, field.name, field, other, line and line.loc or field.loc, sink)
        end
    end
end

local function shape(type)
    if not type then return "no" end
    return type.base == "struct" and "structure" or "scalar"
end

function kind.requests(world, policy, from, to, sink)
    for _, item in ipairs(from.items) do
        local line = policy.by_name[item.name]
        local other = to.by_name[line and line.targets[1] or item.name]
        if other and not item.alias_of and (not line or MOVES[line.op]) then
            local loc = line and line.loc or item.loc
            -- a number that the other side does not ask for may be dropped
            local dropped = item.dir == "value" and other.dir == "none"
            if item.dir ~= other.dir and not dropped then
                sink:error(loc, "ioctl-pair", "%s is '%s' on %s and '%s' on %s; a line says 'hand'", item.name,
                    item.dir, world.foreign.os, other.dir, world.native.os)
            elseif shape(item.type) ~= shape(other.type) then
                sink:error(loc, "ioctl-pair", "%s has a %s argument on %s and a %s one on %s", item.name,
                    shape(item.type), world.foreign.os, shape(other.type), world.native.os)
            elseif item.type and item.type.struct then
                local p = model.policy(world.policies, "struct", item.type.struct, world.foreign.os, world.native.os)
                if p.to_name ~= other.type.struct then
                    sink:error(loc, "ioctl-pair", "%s carries struct %s on %s and struct %s on %s, which are no pair",
                        item.name, item.type.struct, world.foreign.os, other.type.struct, world.native.os)
                end
            end
        end
    end
end

return kind
