-- SPDX-License-Identifier: BSD-2-Clause
--
-- What does not come back as itself when it is translated there and back.
--
--     for _, entry in ipairs(roundtrip.list(world)) do io.stdout:write(roundtrip.text(entry), "\n") end
--
-- ENTRY { what = "domain"|"struct"|"ioctls", name = "errno", from = "linux", to = "freebsd", member = "ENONET",
--         op = "->"|"none"|..., targets = { "ENETDOWN" }, back = "ENETDOWN" or nil, reason =, loc = }
--     errno    linux ENONET -> freebsd ENETDOWN -> linux ENETDOWN    "nearest meaning"

local model = require("model")
local pair = require("check.pair")

local roundtrip = {}

local function names(items)
    local list = {}
    for _, item in ipairs(items) do list[#list + 1] = item.name end
    return list
end

local function one_way(list, world, domain, name, from, to, to_domain)
    local there = model.policy(world.policies, "domain", name, from.os, to.os)
    local back = model.policy(world.policies, "domain", there.to_name, to.os, from.os)
    for _, item in ipairs(domain.items) do
        if item.kind ~= "mask" and not item.alias_of then
            local kind, target, line = model.answer(there, domain, item, to_domain)
            local entry = { what = "domain", name = name, from = from.os, to = to.os, member = item.name,
                op = line and line.op or "==", targets = {}, errno = line and line.errno,
                reason = line and line.reason, loc = line and line.loc or item.loc }
            if kind == "exact" then entry.targets = { target.name } end
            if kind == "lossy" then entry.targets = names(target) end
            local returned
            if #entry.targets == 1 then
                local first = kind == "exact" and target or model.primary(to_domain, target[1])
                local back_kind, home = model.answer(back, to_domain, first, domain)
                if back_kind == "exact" then returned = home end
                if back_kind == "lossy" then returned = model.primary(domain, home[1]) end
            end
            entry.back = returned and returned.name
            if kind and returned ~= item then list[#list + 1] = entry end
        end
    end
end

local function fields(list, world, name, from, to)
    local policy = model.policy(world.policies, "struct", name, from.os, to.os)
    local struct = from.struct[name]
    for _, line in ipairs(policy.lines) do
        if line.op ~= "==" and struct.field[line.name] then
            list[#list + 1] = { what = "struct", name = name, from = from.os, to = to.os, member = line.name,
                op = line.op, targets = line.targets, errno = line.errno, reason = line.reason, loc = line.loc }
        end
    end
end

local function requests(list, world, group, from, to)
    local policy = model.policy(world.policies, "ioctls", group.name, from.os, to.os)
    for _, line in ipairs(policy.lines) do
        if line.op ~= "==" and group.by_name[line.name] then
            list[#list + 1] = { what = "ioctls", name = group.name, from = from.os, to = to.os, member = line.name,
                op = line.op, targets = line.targets, errno = line.errno, reason = line.reason, loc = line.loc }
        end
    end
end

function roundtrip.list(world)
    local list = {}
    local a, b = world.foreign, world.native
    if a == b then return list end
    for _, d in ipairs(a.domains) do
        local policy = model.policy(world.policies, "domain", d.name, a.os, b.os)
        local other = b.domain[policy.to_name]
        if other then
            one_way(list, world, d, d.name, a, b, other)
            one_way(list, world, other, other.name, b, a, d)
        end
    end
    for _, name in ipairs(pair.structs(world)) do
        local policy = model.policy(world.policies, "struct", name, a.os, b.os)
        fields(list, world, name, a, b)
        if b.struct[policy.to_name] then fields(list, world, policy.to_name, b, a) end
    end
    for _, group in ipairs(a.ioctls) do
        local policy = model.policy(world.policies, "ioctls", group.name, a.os, b.os)
        requests(list, world, group, a, b)
        if b.ioctl_group[policy.to_name] then requests(list, world, b.ioctl_group[policy.to_name], b, a) end
    end
    return list
end

function roundtrip.text(e)
    local there
    if #e.targets > 0 then
        there = ("-> %s %s"):format(e.to, table.concat(e.targets, "|"))
        if e.back then there = there .. (" -> %s %s"):format(e.from, e.back) end
    else
        there = e.op .. (e.errno and " " .. e.errno or "")
    end
    local what = e.what == "domain" and e.name or e.what .. " " .. e.name
    return ("%-16s %s %s %s%s"):format(what, e.from, e.member, there, e.reason and ('  "' .. e.reason .. '"') or "")
end

return roundtrip
