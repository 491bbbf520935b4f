-- SPDX-License-Identifier: BSD-2-Clause
--
-- What an import changes -> one line a fact, in the words of `sysvec diff`.
--
--     changes.lines(plan.changes, "linux") -> { "EFTYPE changes from 134 to 135  [alpha hppa]  linux errno",
--         "ENEW is new: 140  [19 ABIs: amd64 i386 x32 arm64 ...]  linux errno", ... }
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

local function said(change)
    local kind, name = change.kind, change.name
    if kind == "new" then return ("%s is new: %s"):format(name, change.to) end
    if kind == "call" then return ("%s is new: number %s"):format(name, change.to) end
    if kind == "since" then return ("%s: since %s"):format(name, change.to) end
    if kind == "was" then return ("%s: was %s %s"):format(name, change.from, change.to) end
    if kind == "align" then name = "alignment" end
    if change.to == "-" or change.to == "@-" then return ("%s is gone; it was %s"):format(name, tostring(change.from)) end
    if change.from == "-" or change.from == "@-" then return ("%s is new: %s"):format(name, change.to) end
    if change.what == "call_number" then
        return ("the number of %s changes from %s to %s"):format(name, change.from, change.to)
    end
    return ("%s changes from %s to %s"):format(name, tostring(change.from), change.to)
end

local function text(change, os)
    local what = change.what == "call_number" and "call" or change.what
    return ("%s  %s  %s %s"):format(said(change), who(change.arches), os or "linux", what)
end

function changes.lines(list, os)
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
        if change.from == nil or change.from ~= change.to then lines[#lines + 1] = text(change, os) end
    end
    return lines
end

return changes
