-- SPDX-License-Identifier: BSD-2-Clause
--
-- OLD and NEW, as input.lua opened them -> what a report tells.
--
--     local doc, why, code = review.run(old, new, { specs = DIR, abis = list or nil, jobs = 2, tell = f, impact = true }, sink)
--     doc = { old = { label =, kind =, title = }, new = likewise, abis = what both know, findings = list (compare.lua),
--             missing = list of { abi = or nil, why = "..." }: what could not be looked at, raw = number of (fact, ABI) changes,
--             notes = list of sentences }
--
-- Mixed kinds compare what both have: a master its calls, a spec file its blocks, headers what specs ask them.

local compare = require("diff.compare")
local facts = require("diff.facts")
local header = require("diff.header")
local impact = require("diff.impact")
local input = require("diff.input")
local master = require("parse.master")
local tree = require("diff.tree")

local review = {}

-- The tree that headers and single files are read with.
local function own_tree(options)
    if not options.own then
        local files = input.disk_files(options.specs)
        if not next(tree.systems(files)) then
            return nil, options.specs .. ": no specs there; --specs names their folder"
        end
        options.own = { kind = "tree", label = options.specs, root = options.specs, files = files }
    end
    return options.own
end

-- What a spec tree says about headers and masters: the other side if it is one.
local function questions(other, options)
    if other.files then return other end
    return own_tree(options)
end

local KNOWN_ARCH = { amd64 = true, i386 = true, arm64 = true, arm = true, riscv = true, powerpc = true, mips = true,
    powerpc64 = true, amd64_linux32 = true }

local function master_arch(label)
    for word in label:gmatch("[%w_]+") do
        if KNOWN_ARCH[word] then return word end
    end
    return "master"
end

local function parsed_master(side, sink)
    local record = master.parse(side.text, side.label, {}, sink)
    if #master.calls(record) == 0 then
        return nil, side.label .. ": holds no entries of a syscalls.master", 3
    end
    side.title = record.dialect .. " master"
    return record
end

local function masters(old, new, sink)
    local a, why, code = parsed_master(old, sink)
    if not a then return nil, why, code end
    local b
    b, why, code = parsed_master(new, sink)
    if not b then return nil, why, code end
    local os = facts.master_system(b) or facts.master_system(a) or
        (b.dialect:find("netbsd") and "netbsd" or b.dialect:find("openbsd") and "openbsd" or "freebsd")
    local arch = master_arch(new.label)
    if arch ~= master_arch(old.label) then arch = "master" end
    local sets = { facts.new(), facts.new() }
    facts.add_master(sets[1], a, os, os .. "/" .. arch)
    facts.add_master(sets[2], b, os, os .. "/" .. arch)
    return sets
end

-- The ABI of `set` whose calls have most numbers in common with a master's.
local function nearest_abi(set, record)
    local number, count = {}, {}
    local probe_set = facts.new()
    facts.add_master(probe_set, record, "x", "x/x")
    for _, fact in ipairs(probe_set.list) do number[fact.name] = fact.values["x/x"].number end
    for _, fact in ipairs(set.list) do
        for _, abi in ipairs(set.abis) do
            local value = fact.kind == "call" and fact.values[abi]
            if value and not value.absent and number[fact.name] == value.number then
                count[abi] = (count[abi] or 0) + 1
            end
        end
    end
    local best
    for _, abi in ipairs(set.abis) do
        if count[abi] and (not best or count[abi] > count[best]) then best = abi end
    end
    return best
end

local function one_set(side, other, groups, options, lost, sink)
    if side.kind == "headers" then
        local specs, why = questions(other, options)
        if not specs then return nil, why, 3 end
        local set, missing, reason = header.set(side, specs, options)
        if not set then return nil, reason, 3 end
        for _, entry in ipairs(missing) do
            -- some say where already
            if not entry.why:find(side.label, 1, true) then entry.why = ("%s: %s"):format(side.label, entry.why) end
            lost[#lost + 1] = entry
        end
        set.groups = groups
        return set
    end
    return tree.whole(side, groups, sink)
end

local function with_master(old, new, options, doc, sink)
    local is_old = old.kind == "master"
    local record, why, code = parsed_master(is_old and old or new, sink)
    if not record then return nil, why, code end
    local side = is_old and new or old
    local other
    other, why, code = one_set(side, {}, { ["call calls"] = true }, options, doc.lost[is_old and 2 or 1], sink)
    if not other then return nil, why, code end
    local abi = nearest_abi(other, record)
    if not abi then return nil, ("%s knows none of the calls of %s"):format(side.label, record.file), 3 end
    doc.notes[#doc.notes + 1] = ("%s is compared with %s of %s"):format(record.file, abi, side.label)
    local set = facts.new()
    facts.add_master(set, record, abi:match("^[^/]*"), abi)
    other.abis = { abi }
    return is_old and { set, other } or { other, set }
end

-- Files that stand in no tree.
local function adopted(old, new, options)
    local result = {}
    for i, side in ipairs({ old, new }) do
        local other = i == 1 and new or old
        if side.loose then
            local base, why
            if other.kind == "tree" then base = other else base, why = own_tree(options) end
            if not base then return nil, nil, why end
            side, why = tree.adopt(side, base, other.loose and other.text or nil)
            if not side then return nil, nil, why or "no system's specs are there to read the file with" end
        end
        result[i] = side
    end
    return result[1], result[2]
end

local function sets_of(old, new, options, doc, sink)
    if old.kind == "master" and new.kind == "master" then return masters(old, new, sink) end
    if old.kind == "master" or new.kind == "master" then return with_master(old, new, options, doc, sink) end
    if old.kind == new.kind and old.kind ~= "headers" then return { tree.sets(old, new, sink) } end
    local groups
    for _, side in ipairs({ old, new }) do
        if side.kind == "file" then groups = tree.groups(side.text) end
    end
    local sets = {}
    for i, side in ipairs({ old, new }) do
        local set, why, code = one_set(side, i == 1 and new or old, groups, options, doc.lost[i], sink)
        if not set then return nil, why, code end
        sets[i] = set
    end
    return sets
end

local function filtered(list, wanted)
    if not wanted then return list end
    local out = {}
    for _, abi in ipairs(list) do
        for _, name in ipairs(wanted) do
            if abi == name or abi:match("/(.*)$") == name then
                out[#out + 1] = abi
                break
            end
        end
    end
    return out
end

-- What could not be looked at: an ABI that only one side has headers of, and whatever failed.
local function absences(lost, sets, doc, wanted)
    local has = { {}, {} }
    for i, set in ipairs(sets) do
        for _, abi in ipairs(set.abis) do has[i][abi] = true end
    end
    for i = 1, 2 do
        for _, entry in ipairs(lost[i]) do
            -- what neither has is no lack, and specs know more ABIs than any headers; unless it was asked for
            local lack = not entry.none or wanted or (not doc.mixed and has[3 - i][entry.abi])
            if lack then doc.missing[#doc.missing + 1] = entry end
        end
    end
    for _, name in ipairs(wanted or {}) do
        local found = { false, false }
        for i = 1, 2 do
            for abi in pairs(has[i]) do found[i] = found[i] or abi == name or abi:match("/(.*)$") == name end
            local told = false
            for _, entry in ipairs(lost[i]) do told = told or (entry.abi or ""):match("/(.*)$") == name end
            if not found[i] and not told then
                doc.missing[#doc.missing + 1] = { abi = name, why = ("%s does not have it"):format(
                    i == 1 and doc.old.label or doc.new.label) }
            end
        end
    end
end

-- A system of which one tree has only half is not compared.
local function halves(sides, sets, doc)
    for _, side in ipairs(sides) do
        for _, os in ipairs(side.kind == "tree" and tree.half(side.files) or {}) do
            doc.missing[#doc.missing + 1] = { abi = os, why = ("%s: half a tree: %s/arch.spec is not there"):format(
                side.label, os) }
            for _, set in ipairs(sets) do
                local rest = {}
                for _, abi in ipairs(set.abis) do
                    if abi:match("^[^/]*") ~= os then rest[#rest + 1] = abi end
                end
                set.abis = rest
            end
        end
    end
end

-- Files that were read under another name than theirs.
local function true_places(findings, sides)
    for _, side in ipairs(sides) do
        for _, f in ipairs(findings) do
            local label = f.loc and side.renamed and side.renamed[f.loc.file]
            if label then f.loc = { file = label, line = f.loc.line, col = f.loc.col } end
        end
    end
end

local function described(side)
    return { label = side.label, kind = side.kind, title = side.title }
end

function review.run(old, new, options, sink)
    local doc = { missing = {}, notes = {}, raw = 0, old = { label = old.label }, new = { label = new.label },
        lost = { {}, {} } }
    local why, code
    old, new, why = adopted(old, new, options)
    if not old then return nil, why, 3 end
    local sets
    sets, why, code = sets_of(old, new, options, doc, sink)
    if not sets then return nil, why, code end
    doc.mixed = old.kind ~= new.kind
    absences(doc.lost, sets, doc, options.abis)
    halves({ old, new }, sets, doc)
    for _, set in ipairs(sets) do set.abis = filtered(set.abis, options.abis) end
    if #sets[1].abis == 0 or #sets[2].abis == 0 then
        for _, entry in ipairs(doc.missing) do
            why = (why and why .. "; " or "") .. (entry.abi and entry.abi .. ": " or "") .. entry.why
        end
        return nil, ("there is no ABI to compare%s"):format(why and ": " .. why or ""), 3
    end
    doc.findings, doc.abis = compare.sets(sets[1], sets[2], doc.mixed)
    if #doc.abis == 0 then
        return nil, ("%s and %s have no ABI in common"):format(old.label, new.label), 3
    end
    true_places(doc.findings, { old, new })
    for _, f in ipairs(doc.findings) do doc.raw = doc.raw + #f.abis end
    for _, f in ipairs(doc.findings) do f.impact = {} end
    if options.impact and #doc.findings > 0 then
        local mine, trouble = own_tree(options)
        if mine then
            impact.fill(doc, { own = mine, top = options.top or options.specs:match("^(.*)/[^/]*$") or ".",
                is_ours = new.kind ~= "headers" and new.kind ~= "master" })
        else
            doc.notes[#doc.notes + 1] = "no impact is told: " .. trouble
        end
    end
    doc.old, doc.new = described(old), described(new)
    return doc
end

return review
