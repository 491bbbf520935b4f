-- SPDX-License-Identifier: BSD-2-Clause
--
-- What an import changes -> one line a fact, for people.
--
--     changes.lines(plan.changes) -> { "errno EFTYPE: 134 -> 135  [alpha hppa]", "+ errno ENEW 140  [19 ABIs]", ... }
--
-- A fact that took several passes is told once, from the first value to the last.  Padding is not told: it follows
-- from the rest.

local changes = {}

local function place(change)
    return table.concat({ change.what, change.name, table.concat(change.arches, " ") }, "\0")
end

local function who(arches)
    if #arches > 6 then return ("[%d ABIs: %s ...]"):format(#arches, table.concat(arches, " ", 1, 4)) end
    return "[" .. table.concat(arches, " ") .. "]"
end

local function text(change)
    local kind = change.kind
    if kind == "new" then return ("+ %s %s %s  %s"):format(change.what, change.name, change.to, who(change.arches)) end
    if kind == "since" then
        return ("~ %s %s: since %s  %s"):format(change.what, change.name, change.to, who(change.arches))
    end
    if kind == "was" then
        return ("~ %s %s: was %s %s  %s"):format(change.what, change.name, change.from, change.to, who(change.arches))
    end
    if kind == "call" then return ("+ call %s %s  %s"):format(change.name, change.to, who(change.arches)) end
    local name = change.name
    if kind == "size" or kind == "align" then name = kind == "size" and "size" or "alignment" end
    return ("! %s %s: %s -> %s  %s"):format(change.what, name, change.from, change.to, who(change.arches))
end

function changes.lines(list)
    local order, by_place = {}, {}
    for _, change in ipairs(list) do
        if change.kind ~= "pad" then
            local key = change.kind .. "\0" .. place(change)
            local first = by_place[key]
            if first and change.kind ~= "new" and change.kind ~= "was" then
                first.to = change.to
            else
                local copy = {}
                for k, v in pairs(change) do copy[k] = v end
                by_place[key] = copy
                order[#order + 1] = copy
            end
        end
    end
    local lines = {}
    for _, change in ipairs(order) do
        if change.from == nil or change.from ~= change.to then lines[#lines + 1] = text(change) end
    end
    return lines
end

return changes
