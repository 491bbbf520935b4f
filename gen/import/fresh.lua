-- SPDX-License-Identifier: BSD-2-Clause
--
-- Names of the headers that belong to a domain we keep and stand in no spec yet -> new lines, in number order.
--
--     fresh.members(c, block, arches)      c is the pass of merge.lua
--
-- The base is the first architecture's value, `-` where it has none.  A name that has an earlier member's value
-- everywhere becomes its alias.  `since` is said when an older release was imported before, `until` when a newer one
-- was and lacks the name.

local abis = require("import.abis")
local evidence = require("import.evidence")
local history = require("import.history")
local numerals = require("import.numerals")
local overrides = require("import.overrides")
local value = require("parse.spec_value")

local fresh = {}

-- The line behind which a new member belongs: behind the last with a smaller or equal base.
local function place(block, number)
    local at
    for _, raw in ipairs(block.items) do
        local base = raw.cells.base
        local own = raw.kind == "range" and base.first or base and base.number
        if number and raw.kind == "member" and not raw.of_mask and not raw.alias_of and own and
            (block.kind == "flags" and math.ult(number, own) or block.kind == "enum" and number < own) then
            return at
        end
        if number or raw.kind ~= "range" then at = raw end
    end
    return at
end

local function names_of(c, block, users)
    local names, seen = {}, {}
    for _, arch in ipairs(users) do
        local target = c.target[arch.name]
        for _, entry in ipairs(target and target.fresh or {}) do
            if entry.domain == block.name and not block.raw_by_name[entry.name] and not seen[entry.name] then
                seen[entry.name] = true
                names[#names + 1] = entry.name
            end
        end
    end
    return names
end

-- What the headers say about one new name, or nil when they contradict themselves.
local function row_of(c, block, users, name)
    local raw = { name = name, loc = block.loc, cells = {}, hex = block.kind == "flags" }
    local row = { name = name, want = {}, known = {} }
    local still, until_ = false, nil
    for _, arch in ipairs(users) do
        local target = c.target[arch.name]
        local found = target and evidence.constant(target, block, raw, arch)
        if found and found.torn then
            c.sink:error(block.loc, "import-torn", "%s of %s has two values on %s", name, block.name, arch.name)
            return nil
        elseif found and found.value then
            local order, following, newest = history.order(c.options.versions[arch.name], target.version)
            if order == "older" then until_ = following else still = true end
            if newest and history.older(newest, target.version) then row.since = target.version end
            -- numbers of a private range are known in hexadecimal
            if block.name == "call_number" and found.value >= 0xf0000 then raw.hex = true end
            row.want[arch.name] = numerals.written(evidence.cut(found.value, block.type), raw, block.type)
            row.sort = row.sort or found.value
            row.known[#row.known + 1] = arch.name
        elseif target or not abis.follows(arch) then
            row.want[arch.name] = "-"
        end
    end
    if #row.known == 0 then return nil end
    row.base = row.want[users[1].name] or "-"
    row.number = row.base ~= "-" and row.sort or nil
    row.upto = not still and until_ or nil
    return row
end

local function before(a, b)
    if (a.number == nil) ~= (b.number == nil) then return a.number ~= nil end
    if a.sort ~= b.sort then return a.sort < b.sort end
    return a.name < b.name
end

-- The member that has the same value wherever the name exists.
local function namesake(block, users, row)
    if block.kind ~= "enum" or block.name == "call_number" then return nil end
    for _, other in ipairs(block.items) do
        if other.kind == "member" and not other.alias_of then
            local same = true
            for _, arch in ipairs(users) do
                local text = row.want[arch.name]
                if text and text ~= "-" and tostring(value.resolve(other, arch, block)) ~= text then same = false end
            end
            if same then return other end
        end
    end
    return nil
end

local function add(c, block, users, row)
    local alias = namesake(block, users, row)
    local base = row.base
    local list = overrides.best(users, c.words, base, row.want, {})
    assert(list, "no overrides express " .. row.name)
    -- what only few have is said the other way round
    local rare = base ~= "-" and overrides.best(users, c.words, "-", row.want, {})
    if rare and #rare + 2 < #list then
        base, list = "-", rare
    end
    local whole = alias and base ~= "-"
    local words = { "   ", row.name, whole and "= " .. alias.name or base }
    for _, entry in ipairs(whole and {} or list) do
        words[#words + 1] = entry.word .. "=" .. (alias and entry.text ~= "-" and alias.name or entry.text)
    end
    if row.since then words[#words + 1] = "since " .. history.text(row.since) end
    if row.upto then words[#words + 1] = "until " .. history.text(row.upto) end
    local behind = whole and alias or place(block, row.number)
    c.edit.insert(behind and behind.loc or block.loc, table.concat(words, " "))
    c.changes[#c.changes + 1] = { what = block.name, name = row.name, kind = "new", to = base, arches = row.known,
        loc = block.loc }
end

function fresh.members(c, block, users)
    local rows = {}
    for _, name in ipairs(names_of(c, block, users)) do rows[#rows + 1] = row_of(c, block, users, name) end
    table.sort(rows, before)
    for _, row in ipairs(rows) do add(c, block, users, row) end
end

return fresh
