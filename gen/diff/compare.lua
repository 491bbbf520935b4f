-- SPDX-License-Identifier: BSD-2-Clause
--
-- Two sets of facts -> findings: one for each fact and kind of change, with the ABIs it holds for.
--
--     local findings, common = compare.sets(old, new)       common = ABIs that both know
--
-- FINDING: { os =, kind =, group =, name =, change = a name of classify.rules, to = other name (renamed, aliases) or nil,
--            variants = { { old = text or nil, new = text or nil, abis = sorted list } }, the one of most ABIs first,
--            old, new = of the first variant, abis = of all, known = every ABI of the system that both versions know,
--            category =, text = one sentence, loc =, key = "linux const errno EFTYPE added" }
--
-- A set that cannot tell (facts.UNKNOWN) gives no finding.

local classify = require("diff.classify")
local facts = require("diff.facts")

local compare = {}

local UNKNOWN = facts.UNKNOWN

local function set_of(list)
    local set = {}
    for _, word in ipairs(list) do set[word] = true end
    return set
end

-- One change on one ABI, merged with the same change of the same fact on other ABIs.
local function note(state, fact, abi, change, old, new, to)
    local key = fact.key .. "\0" .. change .. "\0" .. (to or "")
    local finding = state.by_key[key]
    if not finding then
        finding = { os = fact.os, kind = fact.kind, group = fact.group, name = fact.name, change = change, to = to,
            variants = {}, by_text = {}, loc = fact.loc, known = state.known[fact.os] }
        state.by_key[key] = finding
        state.list[#state.list + 1] = finding
    end
    local text = (old or "") .. "\0" .. (new or "")
    local variant = finding.by_text[text]
    if not variant then
        variant = { old = old, new = new, abis = {} }
        finding.by_text[text] = variant
        finding.variants[#finding.variants + 1] = variant
    end
    variant.abis[#variant.abis + 1] = abi
end

local NAMED = { call = true, const = true, ioctl = true, field = true }

local function value_key(fact, abi, value)
    return table.concat({ fact.os, fact.kind, fact.group, abi, value.text }, "\0")
end

-- Facts by value, only of the groups and ABIs where names came or went: { [key] = { fact, ... } }
local function index(set, groups, common)
    local found = {}
    for _, fact in ipairs(set.list) do
        if groups[fact.kind .. " " .. fact.group] then
            for abi, value in pairs(fact.values) do
                if common[abi] and not value.absent then
                    local key = value_key(fact, abi, value)
                    local list = found[key]
                    if not list then
                        list = {}
                        found[key] = list
                    end
                    list[#list + 1] = fact
                end
            end
        end
    end
    -- facts came in the order of the list, but ABIs of one key are one: nothing depends on pairs()
    return found
end

-- Name of the value in a set, and whether it is not known under that name in the other version.
local function other_name(by_value, fact, abi, value, other_set)
    local first
    for _, other in ipairs(by_value[value_key(fact, abi, value)] or {}) do
        if other.name ~= fact.name then
            if facts.value(other_set, other, abi) == nil then return other.name, true end
            first = first or other.name
        end
    end
    return first, false
end

local function list_text(list)
    return "(" .. table.concat(list, ", ") .. ")"
end

-- Bytes an argument takes: 4, 8, "w" (a register), or nil when the spelling does not say.
local WIDTH = { int = 4, unsigned = 4, ["unsigned int"] = 4, u_int = 4, uint = 4, int32_t = 4, uint32_t = 4, pid_t = 4,
    uid_t = 4, gid_t = 4, clockid_t = 4, id_t = 4, long = "w", ["unsigned long"] = "w", u_long = "w", ulong = "w",
    size_t = "w", ssize_t = "w", pointer = "w", intptr_t = "w", uintptr_t = "w", loff_t = 8, off_t = 8, int64_t = 8,
    uint64_t = 8, u_int64_t = 8 }

local function width(text)
    return WIDTH[text] or WIDTH[text:match("^l_(.*)$") or text:match("^compat_(.*)$") or ""]
end

-- Does an argument list ask for other registers?
local function breaks(old, new)
    if #old ~= #new then return true end
    for i, a in ipairs(old) do
        local x, y = width(a), width(new[i])
        if a ~= new[i] and x and y and x ~= y then return true end
    end
    return false
end

-- clock_gettime and clock_gettime64, futex and futex_time64 are the same call for another width of time.
local function time_stem(name)
    for _, width_word in ipairs({ "64", "32" }) do
        local stem = name:match("^(.*)_time" .. width_word .. "$") or name:match("^(.*time)" .. width_word .. "$")
        if stem then return stem end
    end
    return name
end

local function changed_call(state, fact, abi, old, new)
    if old.number ~= new.number then
        if state.new.older and state.new.older[abi .. " " .. old.number] == fact.name then
            -- binaries go on with the old number
            note(state, fact, abi, "version", old.text, new.text)
            return
        end
        note(state, fact, abi, "value", old.text, new.text)
    end
    if old.args and new.args then
        local a, b = list_text(old.args), list_text(new.args)
        -- layers write what they do not implement as f(void), and Linux never gave a call without arguments some
        local unstated = fact.os == "linux" and (#old.args == 0) ~= (#new.args == 0)
        if unstated then
            note(state, fact, abi, "prototype", a, b)
        elseif a ~= b then
            note(state, fact, abi, breaks(old.args, new.args) and "args" or "spelling", a, b)
        elseif list_text(old.arg_names) ~= list_text(new.arg_names) then
            note(state, fact, abi, "arg-names", list_text(old.arg_names), list_text(new.arg_names))
        end
    elseif old.handler and new.handler and old.handler == new.handler and (old.args or new.args) then
        note(state, fact, abi, "prototype", old.args and list_text(old.args) or "none",
            new.args and list_text(new.args) or "none")
    end
    if old.handler and new.handler and old.handler ~= new.handler then
        note(state, fact, abi, "handler", old.handler, new.handler)
    elseif old.entry and new.entry and old.entry ~= new.entry then
        note(state, fact, abi, "entry", old.entry, new.entry)
    end
end

local function changed_field(state, fact, abi, old, new)
    if old.pad and new.pad then
        if old.text ~= new.text then note(state, fact, abi, "padding", old.text, new.text) end
    elseif old.pad then
        note(state, fact, abi, "pad-used", nil, new.text)
    elseif old.offset ~= new.offset then
        note(state, fact, abi, "moved", old.text, new.text)
    elseif old.type and new.type and old.type ~= new.type or old.size and new.size and old.size ~= new.size then
        -- the same spelling may have another width: a structure that grew, a `long`
        local a, b = old.text, new.text
        if a == b then a, b = ("%s, %d bytes"):format(a, old.size), ("%s, %d bytes"):format(b, new.size) end
        note(state, fact, abi, "type", a, b)
    end
end

-- Headers write 0x80000000 and 1 << 31 for the same bit.
local function same_number(a, b, wide)
    if a == b then return true end
    return a ~= nil and b ~= nil and not wide and (a ~ b) & 0xffffffff == 0
end

-- What only counts or bounds others grows with them.
local function is_bound(name)
    return name:find("_MAX$") or name:find("_LAST$") or name:find("_END$") or name:find("^NR_") or
        name:find("^N_") or name:find("MAXSYSCALL")
end

local function changed_number(state, fact, abi, old, new)
    -- against headers, a constant is what the header says
    local a = state.new.headers and not state.old.headers and old.header or old.number
    local b = state.old.headers and not state.new.headers and new.header or new.number
    if a == nil or b == nil then
        if old.text ~= new.text then note(state, fact, abi, "value", old.text, new.text) end
        return
    end
    if not same_number(a, b, old.wide or new.wide) then
        note(state, fact, abi, is_bound(fact.name) and b > a and "bound" or "value", old.text, new.text)
    elseif old.carries and new.carries and old.carries ~= new.carries then
        note(state, fact, abi, "carries", old.carries, new.carries)
    elseif not state.mixed and not old.obsolete ~= not new.obsolete then
        note(state, fact, abi, "status", old.obsolete and "obsolete" or "in use",
            new.obsolete and "obsolete" or "in use")
    end
end

-- since and until are told once for a group: who fills them in touches hundreds of facts
local function history(state, fact, old, new)
    if state.mixed or (old.since == new.since and old.upto == new.upto) then return end
    local key = fact.os .. "\0" .. fact.kind .. "\0" .. fact.group
    local entry = state.history[key]
    if not entry then
        entry = { fact = fact, names = {}, seen = {}, abis = {}, has = {} }
        state.history[key] = entry
        state.histories[#state.histories + 1] = entry
    end
    if not entry.seen[fact.name] then
        entry.seen[fact.name] = true
        entry.names[#entry.names + 1] = fact.name
    end
    return entry
end

local function changed(state, fact, abi, old, new)
    if fact.kind == "call" then
        changed_call(state, fact, abi, old, new)
    elseif fact.kind == "field" then
        changed_field(state, fact, abi, old, new)
    elseif fact.kind == "struct" then
        if old.size ~= new.size then
            note(state, fact, abi, new.size > old.size and "grew" or "shrank", old.text, new.text)
        end
    else
        changed_number(state, fact, abi, old, new)
    end
    local entry = history(state, fact, old, new)
    if entry and not entry.has[abi] then
        entry.has[abi] = true
        entry.abis[#entry.abis + 1] = abi
    end
end

local function struct_key(fact)
    return { key = table.concat({ fact.os, "struct", fact.group, fact.group }, "\0"), kind = "struct",
        group = fact.group }
end

local function known(value)
    return value ~= nil and value ~= UNKNOWN
end

local function removed(state, fact, abi, value)
    -- padding and numbers that are only kept come and go
    if value.pad or value.empty then return end
    local to, fresh
    if NAMED[fact.kind] then to, fresh = other_name(state.by_value.new, fact, abi, value, state.old) end
    if to and fresh and not (fact.kind == "field" and fact.name:find(".", 1, true)) then
        local time = fact.kind == "call" and time_stem(fact.name) == time_stem(to)
        note(state, fact, abi, time and "time64" or "renamed", value.text, value.text, to)
        state.renamed[table.concat({ fact.os, fact.kind, fact.group, to, abi }, "\0")] = true
    elseif to and fact.kind == "const" then
        note(state, fact, abi, "alias-removed", value.text, nil, to)
    elseif fact.kind ~= "field" or known(facts.value(state.new, struct_key(fact), abi)) then
        -- a field goes with its structure
        note(state, fact, abi, "removed", value.text)
    end
end

local function added(state, fact, abi, value)
    if value.pad or value.empty then return end
    if state.renamed[table.concat({ fact.os, fact.kind, fact.group, fact.name, abi }, "\0")] then return end
    -- what keeps the number of a call that has a new version is told with that
    local plain = fact.kind == "call" and state.new.older and state.new.older[abi .. " " .. value.number]
    local before = plain and facts.value(state.old, { key = table.concat({ fact.os, "call", "calls", plain }, "\0"),
        kind = "call", group = "calls" }, abi)
    if known(before or nil) and before.number == value.number then return end
    if fact.kind == "field" then
        local struct = facts.value(state.old, struct_key(fact), abi)
        -- a field of a new structure is told with it
        if known(struct) then
            note(state, fact, abi, value.offset >= struct.size and "grew-field" or "pad-used", nil, value.text)
        end
        return
    end
    local to = fact.kind == "const" and other_name(state.by_value.old, fact, abi, value, state.new)
    to = value.alias or (fact.kind == "const" and value.number ~= 0 and to) or nil
    if to and facts.value(state.old, { key = table.concat({ fact.os, fact.kind, fact.group, to }, "\0"),
        kind = fact.kind, group = fact.group }, abi) == nil then
        to = nil
    end
    note(state, fact, abi, to and "alias-added" or "added", nil, value.text, to)
end

-- ABIs of a system that one version has and the other does not
local function abis_of(state, from, to, change)
    local has, oses = set_of(to.abis), {}
    for _, abi in ipairs(to.abis) do oses[abi:match("^[^/]*")] = true end
    for _, abi in ipairs(from.abis) do
        local os = abi:match("^[^/]*")
        if not has[abi] and not from.partial and not to.partial and not state.mixed then
            local name = oses[os] and abi or os
            note(state, { key = "abi\0" .. name, os = os, kind = "abi", group = "abi", name = name }, abi, change)
        end
    end
end

local function told_history(state)
    for _, entry in ipairs(state.histories) do
        local fact, shown = entry.fact, {}
        for i = 1, math.min(3, #entry.names) do shown[i] = entry.names[i] end
        local text = ("%s%s"):format(table.concat(shown, ", "),
            #entry.names > 3 and (" and %d more"):format(#entry.names - 3) or "")
        local like = { key = fact.key .. "\0history", os = fact.os, kind = fact.kind, group = fact.group,
            name = fact.group, loc = fact.loc }
        for _, abi in ipairs(entry.abis) do note(state, like, abi, "history", nil, text) end
    end
end

local function common_of(old, new)
    local has, list, known_abis = set_of(old.abis), {}, {}
    for _, abi in ipairs(new.abis) do
        if has[abi] then
            list[#list + 1] = abi
            local os = abi:match("^[^/]*")
            known_abis[os] = known_abis[os] or {}
            table.insert(known_abis[os], abi)
        end
    end
    return list, setmetatable(known_abis, { __index = function() return {} end })
end

-- Findings in the order of classify.sort.  Sets of different kinds (mixed) are compared by what both can tell.
function compare.sets(old, new, mixed)
    local state = { by_key = {}, list = {}, renamed = {}, old = old, new = new, mixed = mixed, history = {},
        histories = {} }
    local common
    common, state.known = common_of(old, new)
    local is_common = set_of(common)
    local gone, fresh, groups = {}, {}, {}
    for _, fact in ipairs(old.list) do
        local twin = new.by_key[fact.key]
        if twin and twin.loc then fact.loc = twin.loc end
        for _, abi in ipairs(common) do
            local a = fact.values[abi]
            if a and not a.absent then
                local b = facts.value(new, fact, abi)
                if b == nil and facts.value(old, fact, abi) ~= UNKNOWN then
                    gone[#gone + 1] = { fact, abi, a }
                    groups[fact.kind .. " " .. fact.group] = true
                elseif known(b) and facts.value(old, fact, abi) ~= UNKNOWN then
                    changed(state, fact, abi, a, b)
                end
            end
        end
    end
    for _, fact in ipairs(new.list) do
        for _, abi in ipairs(common) do
            local b = fact.values[abi]
            if b and not b.absent and facts.value(old, fact, abi) == nil and facts.value(new, fact, abi) ~= UNKNOWN then
                fresh[#fresh + 1] = { fact, abi, b }
                groups[fact.kind .. " " .. fact.group] = true
            end
        end
    end
    state.by_value = { old = index(old, groups, is_common), new = index(new, groups, is_common) }
    for _, entry in ipairs(gone) do removed(state, entry[1], entry[2], entry[3]) end
    for _, entry in ipairs(fresh) do added(state, entry[1], entry[2], entry[3]) end
    told_history(state)
    abis_of(state, old, new, "abi-removed")
    abis_of(state, new, old, "abi-added")
    for _, finding in ipairs(state.list) do
        finding.by_text = nil
        classify.finding(finding)
        if #finding.known == 0 then finding.known = finding.abis end
    end
    classify.sort(state.list)
    return state.list, common
end

return compare
