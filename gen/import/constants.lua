-- SPDX-License-Identifier: BSD-2-Clause
--
-- Merging constants, ioctl requests and call numbers: one block of a spec at a time.
--
--     constants.domain(c, block, arches)     constants.ioctls(c, block, arches)
--
-- c is the pass of merge.lua.  For each line: what it gives each architecture, what the headers give, and the edit
-- that makes the first the second.

local abis = require("import.abis")
local edit = require("import.edit")
local evidence = require("import.evidence")
local fresh = require("import.fresh")
local history = require("import.history")
local numerals = require("import.numerals")
local overrides = require("import.overrides")
local resolve = require("resolve")
local value = require("parse.spec_value")

local constants = {}

local written = numerals.written

-- words that name exactly these architectures
local function said_of(c, users, names)
    local want, inside = {}, {}
    for _, name in ipairs(names) do inside[name] = true end
    for _, arch in ipairs(users) do
        if inside[arch.name] then want[arch.name] = "yes" elseif c.target[arch.name] then want[arch.name] = "no" end
    end
    local list = overrides.best(users, c.words, "no", want, {}) or {}
    local words = {}
    for _, entry in ipairs(list) do
        if entry.text ~= "yes" then return names end
        words[#words + 1] = entry.word
    end
    return words
end

-- was VALUE until RELEASE [on ...]
local function old_value(c, users, add, text, until_, names)
    local all = 0
    for _, arch in ipairs(users) do
        if not abis.follows(arch) then all = all + 1 end
    end
    for _, word in ipairs({ "was", text, "until", until_ }) do add[#add + 1] = word end
    if #names >= all then return end
    add[#add + 1] = "on"
    add[#add + 1] = table.concat(said_of(c, users, names), ",")
end

local function note(c, block, raw, kind, from, to, arches)
    c.changes[#c.changes + 1] = { what = block.name, name = raw.name, kind = kind, from = from, to = to, arches = arches,
        loc = raw.loc }
end

local function shown(number, raw, type)
    return number == nil and "-" or written(number, raw, type)
end

-- calls.spec says since when there are calls
local function record_since(c, block, raw)
    return raw.since or block.name == "call_number" and c.call_since[raw.name] or block.since
end

-- What one architecture's headers say about a line that gives it `now` -> changes the verdict v.
local function judge(c, v, arch, now, was, found)
    local raw, type = v.raw, v.type
    local version = c.target[arch.name].version
    local order, following, newest = history.order(c.options.versions[arch.name], version)
    local wanted = history.expected({ value = now, was = was, since = record_since(c, v.block, raw),
        upto = raw.upto or v.block.upto }, version)
    local theirs = found.value
    -- where the kernel's value and the header's differ on purpose, the header has nothing to say
    if theirs and raw.header_value then return end
    if order == "older" then
        if theirs == nil and wanted then
            v.gone[#v.gone + 1] = { arch = arch.name, following = following }
        elseif theirs ~= nil and wanted == false then
            v.early[#v.early + 1] = arch.name
            v.early.version = version
        elseif theirs ~= nil and not evidence.same(theirs, wanted, type) then
            v.was[#v.was + 1] = { arch = arch.name, value = theirs, following = following }
        end
        return
    end
    v.current = v.current + 1
    if theirs == nil then
        if not wanted then return end
        v.lack = v.lack + 1
        v.want[arch.name], v.differs[arch.name] = "-", true
        return
    end
    if evidence.same(theirs, now, type) then return end
    local base = c.options.base and c.options.base[arch.name]
    local before = base and evidence.constant(base, v.block, raw, arch)
    if before and evidence.same(before.value, theirs, type) then
        c.sink:note(raw.loc, "import-kept", "%s stays %s on %s: the headers did not change it", raw.name,
            shown(now, raw, type), arch.name)
    elseif before and not evidence.same(before.value, now, type) then
        c.sink:error(raw.loc, "import-conflict", "%s is %s here, %s in the headers and was %s before, on %s", raw.name,
            shown(now, raw, type), written(theirs, raw, type), shown(before.value, raw, type), arch.name)
    else
        v.want[arch.name], v.differs[arch.name] = written(evidence.cut(theirs, type), raw, type), true
        if newest and history.older(newest, version) and now ~= nil then
            v.was[#v.was + 1] = { arch = arch.name, value = now, following = version }
        end
    end
end

-- Everything the headers say about a line.  item(arch) is its value there, item(arch, true) its old values.
local function verdict(c, block, raw, users, type, item)
    local v = { block = block, raw = raw, type = type, want = {}, now = {}, differs = {}, gone = {}, was = {}, early = {},
        refused = {}, lack = 0, current = 0 }
    for _, arch in ipairs(users) do
        local now = item(arch)
        local target = c.target[arch.name]
        local found = target and evidence.constant(target, block, raw, arch)
        local cell = value.cell(raw.cells, arch)
        v.now[arch.name] = now == nil and "-" or cell and cell.text or written(now, raw, type)
        v.want[arch.name] = v.now[arch.name]
        if found and found.torn then
            local a, b = found.torn[1], found.torn[2]
            if not evidence.same(now, a, type) and not evidence.same(now, b, type) then
                c.sink:error(raw.loc, "import-torn", "%s is %s or %s on %s, as the order of its headers decides; " ..
                    "say which", raw.name, written(a, raw, type), written(b, raw, type), arch.name)
            end
        elseif found and found.refused then
            if now ~= nil then
                v.refused[#v.refused + 1] = arch.name
                v.refused.why = found.refused
            end
        elseif found then
            judge(c, v, arch, now, item(arch, true), found)
        end
    end
    return v
end

local function report(c, v)
    local raw = v.raw
    if #v.refused > 0 then
        c.sink:note(raw.loc, "import-refused", "%s cannot be evaluated on %s: %s", raw.name,
            table.concat(v.refused, ", "), v.refused.why)
    end
    if #v.early > 0 then
        c.sink:warn(raw.loc, "import-since", "%s says %s, but the headers of %s have it on %s", raw.name,
            record_since(c, v.block, raw) or raw.upto, history.text(v.early.version), table.concat(v.early, ", "))
    end
end

-- since and was for what older headers lack
local function lost(c, v, users, item, add)
    if #v.gone == 0 then return end
    local raw, names, present, partly = v.raw, {}, 0, false
    for i, entry in ipairs(v.gone) do names[i] = entry.arch end
    for _, arch in ipairs(users) do
        if c.target[arch.name] and item(arch) ~= nil then present = present + 1 end
    end
    for _, entry in ipairs(raw.was) do partly = partly or entry.value.absent end
    local since = history.text(v.gone[1].following)
    if #v.gone == present and not record_since(c, v.block, raw) and not partly then
        add[#add + 1], add[#add + 2] = "since", since
        note(c, v.block, raw, "since", nil, since, names)
        return
    end
    old_value(c, users, add, "-", since, names)
    note(c, v.block, raw, "was", "-", "until " .. since, names)
end

-- was for values that older headers have, or that newer ones replace
local function replaced(c, v, users, add)
    local groups, list = {}, {}
    for _, entry in ipairs(v.was) do
        local text = shown(evidence.cut(entry.value, v.type), v.raw, v.type)
        local until_ = history.text(entry.following)
        local group = groups[text .. " " .. until_]
        if not group then
            group = { text = text, until_ = until_, names = {} }
            groups[text .. " " .. until_] = group
            list[#list + 1] = group
        end
        table.insert(group.names, entry.arch)
    end
    for _, group in ipairs(list) do
        old_value(c, users, add, group.text, group.until_, group.names)
        note(c, v.block, v.raw, "was", group.text, "until " .. group.until_, group.names)
    end
end

-- Base and overrides that say what everybody must get.
local function rewritten(c, v, users, add)
    local raw, want = v.raw, v.want
    local what, first = { add = add }, users[1].name
    local base = raw.cells.base and raw.cells.base.text
    if v.differs[first] then
        base, what.base = want[first], want[first]
    elseif raw.encoder then
        base = v.now[first]
    end
    local old = {}
    for _, entry in ipairs(raw.cells.order or {}) do old[entry.name] = true end
    for _, arch in ipairs(users) do
        local cell = value.cell(raw.cells, arch)
        -- what the base gives by itself must not be spelt out
        if v.made and not v.differs[arch.name] and (cell == raw.cells.base or not cell) then want[arch.name] = base end
        if abis.follows(arch) and not c.target[arch.name] then want[arch.name] = nil end
    end
    what.overrides = overrides.best(users, c.words, base, want, old)
    assert(what.overrides, "no overrides express " .. raw.name)
    -- what only few have is said the other way round
    local rare = base ~= "-" and not v.made and overrides.best(users, c.words, "-", want, old)
    if rare and #rare + 2 < #what.overrides then
        what.base, what.overrides = "-", rare
    end
    return what
end

local function tell(c, v, users)
    local by_change, list = {}, {}
    for _, arch in ipairs(users) do
        if v.differs[arch.name] then
            local from, to = v.now[arch.name], v.to[arch.name]
            local change = by_change[from .. " " .. to]
            if not change then
                change = { from = from, to = to, names = {} }
                by_change[from .. " " .. to] = change
                list[#list + 1] = change
            end
            table.insert(change.names, arch.name)
        end
    end
    for _, change in ipairs(list) do note(c, v.block, v.raw, "value", change.from, change.to, change.names) end
end

-- One member, mask, number or request.
local function line(c, block, raw, users, how, type, item)
    -- a value made of others waits until those are right
    local base = raw.cells.base
    local named = raw.alias_of or base and base.parts and not base.number
    if named and c.touched == block then return end
    local v = verdict(c, block, raw, users, type, item)
    v.made = named or raw.encoder
    report(c, v)
    -- a name nobody has
    if v.current > 1 and v.lack == v.current and not raw.alias_of then
        c.sink:error(raw.loc, "import-unknown", "no header has %s", raw.name)
        return
    end
    local add = {}
    lost(c, v, users, item, add)
    -- requests have no history of values
    if how == edit.member then replaced(c, v, users, add) end
    if next(v.differs) then
        v.to = {}
        for name, text in pairs(v.want) do v.to[name] = text end
        tell(c, v, users)
        c.touched = block
        c.edit.line(raw.loc, how, rewritten(c, v, users, add))
    elseif #add > 0 then
        c.edit.line(raw.loc, how, { add = add })
    end
end

function constants.domain(c, block, users)
    for _, raw in ipairs(block.items) do
        if raw.kind ~= "range" and not raw.internal then
            line(c, block, raw, users, edit.member, block.type, function(arch, was)
                if was then
                    local list = {}
                    for _, entry in ipairs(raw.was or {}) do
                        if resolve.was_here(entry, arch) then
                            list[#list + 1] = { upto = entry.upto,
                                value = value.eval(entry.value, arch, block, raw.index) }
                        end
                    end
                    return list
                end
                return value.resolve(raw, arch, block)
            end)
        end
    end
    fresh.members(c, block, users)
end

function constants.ioctls(c, block, users)
    for _, raw in ipairs(block.items) do
        if not raw.internal then
            raw.was = raw.was or {}
            line(c, block, raw, users, edit.ioctl, "u32", function(arch, was)
                if was then return {} end
                local group = c.all.side[arch.name].ioctl_group[block.name]
                local item = group and group.by_name[raw.name]
                return item and item.value
            end)
        end
    end
end

return constants
