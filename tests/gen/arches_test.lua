-- SPDX-License-Identifier: BSD-2-Clause
-- The specs of every architecture, also of those without a vector: rules of values and layouts, masters, totals.

local domain = require("check.domain")
local expect = require("expect")
local layout = require("check.layout")
local load = require("load")
local sink = require("sink")
local source = require("source")

-- The structure behind these is an array of bytes in the specs, which has one length for all.
local KNOWN = { TIOCGSERIAL = true, TIOCSSERIAL = true, TIOCLINUX = true }

local function sides(os)
    local s = sink.new()
    local all = load.sides(expect.root .. "/specs", os, source.new(), s)
    expect.problems(s, {})
    return all
end

local function rules_hold(os)
    local all = sides(os)
    for _, arch in ipairs(all.arches) do
        local s, side = sink.new(), all.side[arch.name]
        for _, d in ipairs(side.domains) do domain.resolved(d, side, s) end
        for _, struct in ipairs(side.structs) do layout.struct(struct, side, s) end
        for _, group in ipairs(side.ioctls) do layout.ioctls(group, side, s) end
        local found = {}
        for _, p in ipairs(s:each()) do
            if not (arch.name == "sh4" and KNOWN[p.text:match("^%w+")]) then
                found[#found + 1] = ("%s: %s [%s]"):format(arch.name, p.text, p.rule)
            end
        end
        expect.equal(table.concat(found, "\n"), "")
    end
end

-- different tables of a domain over the architectures
local function tables(all, name, pick)
    local seen, count = {}, 0
    for _, arch in ipairs(all.arches) do
        local words = {}
        local d = pick and pick(all.side[arch.name]) or all.side[arch.name].domain[name]
        for _, item in ipairs(d and d.items or {}) do
            words[#words + 1] = ("%s=%s"):format(item.name, tostring(item.value or item.last))
        end
        local text = table.concat(words, " ")
        if not seen[text] then count = count + 1 end
        seen[text] = true
    end
    return count
end

return {
    rules_hold_on_every_architecture_of_linux = function() rules_hold("linux") end,
    rules_hold_on_every_architecture_of_freebsd = function() rules_hold("freebsd") end,
    numbers_agree_with_every_master = function()
        local all = sides("linux")
        for _, arch in ipairs(all.arches) do
            local side = all.side[arch.name]
            for _, call in ipairs(side.master and side.calls or {}) do
                local item = call.name and side.numbers.by_name[call.name]
                expect.truthy(item or not call.name, ("%s: %s is in no table"):format(arch.name, tostring(call.name)))
                if item then expect.equal(call.number, item.value, arch.name .. " " .. call.name) end
            end
        end
    end,
    a_number_belongs_to_one_call = function()
        local all = sides("linux")
        for _, arch in ipairs(all.arches) do
            local owner = {}
            for _, item in ipairs(all.side[arch.name].numbers.items) do
                local other = owner[item.value]
                -- two names of one call: asm/unistd.h of these has both
                local twin = other and ({ sync_file_range2 = true, arm_sync_file_range = true, fadvise64_64 = true,
                    umount = true, getxpid = true, getxuid = true, getxgid = true })[item.name]
                expect.truthy(not other or twin or arch.name == "alpha",
                    ("%s: %s and %s"):format(arch.name, item.name, tostring(other)))
                owner[item.value] = item.name
            end
        end
    end,
    nineteen_architectures_share_few_tables = function()
        local all = sides("linux")
        expect.truthy(tables(all, "errno") <= 6, "errno")
        expect.truthy(tables(all, "signal") <= 8, "signal")
        expect.truthy(tables(all, "open_flags") <= 9, "open_flags")
        expect.truthy(tables(all, "errno") >= 5, "errno tables differ")
    end,
}
