-- SPDX-License-Identifier: BSD-2-Clause
--
-- What a change means: its category, one sentence, and the order in which a reviewer wants to read.
--
--     classify.finding(f)        fills f.category, f.text, f.key, f.old, f.new, f.abis from f.variants
--     classify.sort(list)
--     classify.at_least(category, level)
--     classify.abis(f)           "all 19", "hppa", "all but x32"
--     classify.rules             list of { name =, category =, text = }: every kind of change
--
-- Categories: wire (value, layout, number or arity: binaries break), source (a name), impl (a handler came or went,
-- the number stays), additive, cosmetic.

local classify = {}

classify.ORDER = { "wire", "source", "impl", "additive", "cosmetic" }
classify.LEVELS = { "wire", "source", "impl", "additive", "cosmetic", "none" }

local RANK = {}
for i, name in ipairs(classify.ORDER) do RANK[name] = i end

-- Is the category as severe as `level`, or more so?  Nothing is as severe as "none".
function classify.at_least(category, level)
    return RANK[level] ~= nil and RANK[category] <= RANK[level]
end

-- Structures a program hands over together with their size, or whose size it is told, so that they may grow at the end.
-- Linux: those copy_struct_from_user() and its kind take, and rseq, which the auxiliary vector sizes.
local EXTENSIBLE = {
    clone_args = true, open_how = true, sched_attr = true, perf_event_attr = true, mnt_id_req = true,
    landlock_ruleset_attr = true, mount_attr = true, rseq = true, file_attr = true, statmount = true,
    xattr_args = true, ns_id_req = true, mq_open_attr = true, statx = true, signalfd_siginfo = true,
}

-- Name, category, what it is, sentences.  The order within a category is the order of the report.
local TABLE = {
    { "value", "wire", "a number or value is another one" },
    { "args", "wire", "a call takes other arguments" },
    { "moved", "wire", "a field stands elsewhere" },
    { "type", "wire", "a field has another type" },
    { "shrank", "wire", "a structure shrinks" },
    { "grew", "wire", "a structure grows" },
    { "carries", "wire", "a request carries something else" },
    { "removed", "wire", "a fact is gone" },
    { "abi-removed", "wire", "an ABI is gone" },
    { "renamed", "source", "the same value has another name" },
    { "alias-removed", "source", "one of several names of a value is gone" },
    { "time64", "source", "the entry for 64-bit time has another name" },
    { "handler", "impl", "a call came or went, its number stays" },
    { "entry", "impl", "a call is served by another function" },
    { "status", "impl", "a constant becomes obsolete, or no longer is" },
    { "added", "additive", "a fact is new" },
    { "version", "additive", "a call has a new version, the old number stays" },
    { "grew-end", "additive", "an extensible structure grows at its end" },
    { "grew-field", "additive", "a field behind the old end of a structure" },
    { "pad-used", "additive", "a field where padding was" },
    { "bound", "additive", "a limit grows with what it counts" },
    { "alias-added", "additive", "one more name for a value" },
    { "abi-added", "additive", "an ABI is new" },
    { "prototype", "cosmetic", "only one version states the arguments" },
    { "spelling", "cosmetic", "an argument's type is spelled otherwise" },
    { "arg-names", "cosmetic", "arguments are called otherwise" },
    { "padding", "cosmetic", "padding is cut otherwise" },
    { "history", "cosmetic", "since or until of facts are told otherwise" },
}

classify.rules = {}
local CATEGORY, PLACE = {}, {}
for i, row in ipairs(TABLE) do
    classify.rules[i] = { name = row[1], category = row[2], text = row[3] }
    CATEGORY[row[1]], PLACE[row[1]] = row[2], i
end

local SENTENCE = {
    removed = "%s is gone; it was %s", added = "%s is new: %s", renamed = "%s is now called %s; the value %s stays",
    time64 = "%s is now called %s, the entry for 64-bit time; the number %s stays",
    ["alias-removed"] = "the name %s is gone; %s has the value %s",
    ["alias-added"] = "%s is one more name for %s: %s", args = "the arguments of %s change from %s to %s",
    spelling = "the arguments of %s are spelled otherwise: %s, now %s",
    prototype = "%s has its arguments stated in one version only: %s, now %s",
    ["arg-names"] = "the arguments of %s are called otherwise: %s, now %s", handler = "%s goes from %s to %s; the number stays",
    entry = "%s is served by another function: %s, now %s", moved = "%s moves from %s to %s",
    type = "%s changes its type from %s to %s", grew = "%s grows from %s to %s", ["grew-end"] = "%s grows at its end from %s to %s",
    shrank = "%s shrinks from %s to %s", ["grew-field"] = "%s is added at the end: %s",
    ["pad-used"] = "%s takes the place of padding: %s", carries = "%s carries something else: %s, now %s",
    status = "%s goes from %s to %s", bound = "%s grows from %s to %s", padding = "padding %s changes from %s to %s",
    version = "%s has a new version; its number %s stays for the old one, the new one has %s",
    history = "%s: since or until is told otherwise for %s", ["abi-removed"] = "%s is gone", ["abi-added"] = "%s is new",
}
local TO_FIRST = { renamed = true, time64 = true, ["alias-removed"] = true, ["alias-added"] = true }

local function subject(f)
    if f.kind == "field" then return ("%s.%s"):format(f.group, f.name) end
    if f.kind == "struct" then return "struct " .. f.name end
    return f.name
end
classify.subject = subject

local function sentence(f)
    local name, old, new = subject(f), f.old, f.new
    if f.change == "value" then
        if f.kind == "call" then return ("the number of %s changes from %s to %s"):format(name, old, new) end
        return ("%s changes from %s to %s"):format(name, old, new)
    end
    local text = SENTENCE[f.change]
    if TO_FIRST[f.change] then return text:format(name, f.to or "an existing value", old or new) end
    if old == nil or new == nil then return text:format(name, new or old) end
    return text:format(name, old, new)
end

-- words of ABIs without the system
local function short(abis)
    local list = {}
    for i, abi in ipairs(abis) do list[i] = abi:match("/(.*)$") or abi end
    return list
end

local function variants_text(f)
    local list = {}
    for i = 2, #f.variants do
        local v = f.variants[i]
        local names = short(v.abis)
        local what = v.old and v.new and v.old ~= v.new and v.old .. " to " .. v.new or v.new or v.old
        list[#list + 1] = ("%s %s"):format(#names > 4 and ("%d ABIs"):format(#names) or table.concat(names, ","), what)
    end
    return #list > 0 and (" (%s)"):format(table.concat(list, "; ")) or ""
end

function classify.finding(f)
    -- the variant of most ABIs speaks for all
    local place = {}
    for i, v in ipairs(f.variants) do
        place[v] = i
        table.sort(v.abis)
    end
    table.sort(f.variants, function(a, b)
        if #a.abis ~= #b.abis then return #a.abis > #b.abis end
        return place[a] < place[b]
    end)
    f.old, f.new = f.variants[1].old, f.variants[1].new
    f.abis = {}
    for _, v in ipairs(f.variants) do table.move(v.abis, 1, #v.abis, #f.abis + 1, f.abis) end
    table.sort(f.abis)
    if f.change == "grew" and EXTENSIBLE[f.name] then f.change = "grew-end" end
    f.category = assert(CATEGORY[f.change], f.change)
    f.text = sentence(f) .. variants_text(f)
    f.key = table.concat({ f.os, f.kind, f.group, f.name, f.change }, " ")
end

function classify.sort(list)
    table.sort(list, function(a, b)
        if RANK[a.category] ~= RANK[b.category] then return RANK[a.category] < RANK[b.category] end
        if PLACE[a.change] ~= PLACE[b.change] then return PLACE[a.change] < PLACE[b.change] end
        if a.os ~= b.os then return a.os < b.os end
        if a.kind ~= b.kind then return a.kind < b.kind end
        if a.group ~= b.group then return a.group < b.group end
        if a.name ~= b.name then return a.name < b.name end
        return (a.to or "") < (b.to or "")
    end)
end

-- f.known = every ABI of this system that both versions know
function classify.abis(f)
    local names = short(f.abis)
    if #f.abis == #f.known then return #names > 1 and ("all %d"):format(#names) or names[1] end
    if #f.known > 4 and #f.abis * 4 >= #f.known * 3 then
        local has, others = {}, {}
        for _, abi in ipairs(f.abis) do has[abi] = true end
        for _, abi in ipairs(f.known) do
            if not has[abi] then others[#others + 1] = abi:match("/(.*)$") or abi end
        end
        table.sort(others)
        return "all but " .. table.concat(others, " ")
    end
    return table.concat(names, " ")
end

return classify
