-- SPDX-License-Identifier: BSD-2-Clause
--
-- What each architecture must get -> the base and the shortest list of overrides that says so.
--
--     overrides.words(arches)   every word an override may use: { { word = "mips", rank = { [arch] = 2 } }, ... }
--     overrides.best(arches, words, base, want, old) -> list of { word =, text = } in the order of arch.spec
--
-- `want[arch name]` is the text of its value, nil where anything goes (an architecture nobody asked about and that
-- has the base's).  A word may name one architecture (rank 0) or a family (rank = its place in the architecture's
-- list); the lowest rank wins, as in model.override.  `old` holds the words of the line as it is: kept in a tie.

local overrides = {}

function overrides.words(arches)
    local list, by_word = {}, {}
    local function take(word, arch, rank)
        local entry = by_word[word]
        if not entry then
            entry = { word = word, rank = {}, first = #list + 1 }
            by_word[word] = entry
            list[#list + 1] = entry
        end
        if not entry.rank[arch.name] then entry.rank[arch.name] = rank end
        entry.family = entry.family or rank > 0
    end
    for _, arch in ipairs(arches) do
        take(arch.name, arch, 0)
        for i, family in ipairs(arch.families) do take(family, arch, i) end
    end
    return list
end

-- What the chosen words give an architecture.
local function resolved(arch, base, chosen)
    local best, text = nil, base
    for _, entry in ipairs(chosen) do
        local rank = entry.entry.rank[arch.name]
        if rank and (not best or rank < best) then best, text = rank, entry.text end
    end
    return text
end

local function wrong(arches, base, want, chosen)
    local list = {}
    for _, arch in ipairs(arches) do
        local wanted = want[arch.name]
        if wanted ~= nil and resolved(arch, base, chosen) ~= wanted then list[#list + 1] = arch end
    end
    return list
end

-- The candidate that mends most; in a tie one of the old words, then the name of a family.
local function next_word(arches, words, base, want, old, chosen, open)
    local best
    for _, entry in ipairs(words) do
        local texts, seen = {}, {}
        for _, arch in ipairs(open) do
            local text = want[arch.name]
            if entry.rank[arch.name] and not seen[text] then
                seen[text] = true
                texts[#texts + 1] = text
            end
        end
        for _, text in ipairs(texts) do
            local trial, replaced = {}, false
            for i, other in ipairs(chosen) do
                trial[i] = other
                if other.entry == entry then replaced = true end
            end
            if not replaced then
                trial[#trial + 1] = { entry = entry, text = text }
                local gain = #open - #wrong(arches, base, want, trial)
                local known = old[entry.word] and 2 or entry.family and 1 or 0
                if not best or gain > best.gain or gain == best.gain and known > best.known then
                    best = { gain = gain, known = known, chosen = trial }
                end
            end
        end
    end
    return best
end

function overrides.best(arches, words, base, want, old)
    local chosen = {}
    for _ = 1, #arches * 2 do
        local open = wrong(arches, base, want, chosen)
        if #open == 0 then break end
        local best = next_word(arches, words, base, want, old or {}, chosen, open)
        if not best then break end
        chosen = best.chosen
    end
    -- what a later word made needless goes
    for i = #chosen, 1, -1 do
        local trial = { table.unpack(chosen) }
        table.remove(trial, i)
        if #wrong(arches, base, want, trial) == 0 then chosen = trial end
    end
    if #wrong(arches, base, want, chosen) > 0 then return nil end
    table.sort(chosen, function(a, b) return a.entry.first < b.entry.first end)
    local list = {}
    for i, entry in ipairs(chosen) do list[i] = { word = entry.entry.word, text = entry.text } end
    return list
end

return overrides
