-- SPDX-License-Identifier: BSD-2-Clause
--
-- Merging constants, ioctl requests and call numbers: one block of a spec at a time.
--
--     constants.domain(c, block, arches)     constants.ioctls(c, block, arches)
--
-- c is the pass of merge.lua.  For each line: what it gives each architecture, what the headers give, and the edit
-- that makes the first the second.

local edit = require("import.edit")
local evidence = require("import.evidence")
local history = require("import.history")
local overrides = require("import.overrides")
local resolve = require("resolve")
local value = require("parse.spec_value")
local variants = require("import.abis")

local constants = {}

local WIDE = { i64 = true, u64 = true, long = true, ulong = true }

-- how a number is written on this line
local function written(number, raw, type)
    local base = raw and raw.cells and raw.cells.base
    local text = base and base.text or ""
    local hex = text:find("^0x") or text:find("<<", 1, true) or raw.hex or number >= 1000
    if text == "-" and raw.cells.order then hex = raw.cells.order[1].expr.text:find("^0x") end
    if not hex or number < 0 and type ~= "u64" and type ~= "u32" then return tostring(number) end
    return ("0x%x"):format(WIDE[type] and number or number & 0xffffffff)
end

local function names_of(arches)
    local list = {}
    for i, arch in ipairs(arches) do list[i] = arch.name end
    return list
end

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

-- One member, mask, number or request.  item(arch) is the resolved record there, or nil.
local function line(c, block, raw, users, how, type, item)
    -- a value made of others waits until those are right
    local base_cell = raw.cells.base
    local made = raw.alias_of or base_cell and base_cell.parts and not base_cell.number
    if made and c.touched == block then return end
    local want, text_now, differs = {}, {}, {}
    local gone, was, newest_lack, newest_any, refused, early = {}, {}, {}, 0, {}, {}
    for _, arch in ipairs(users) do
        local now = item(arch)
        local target = c.target[arch.name]
        local found = target and evidence.constant(target, block, raw, arch)
        local cell = value.cell(raw.cells, arch)
        -- a text only stands for itself when it is the one that gave the value
        local keep = now and cell and cell.text and (cell.number or cell.parts and cell.text) or nil
        text_now[arch.name] = now == nil and "-" or (keep and cell.text) or written(now, raw, type)
        want[arch.name] = text_now[arch.name]
        if found and found.torn then
            local a, b = found.torn[1], found.torn[2]
            if not evidence.same(now, a, type) and not evidence.same(now, b, type) then
                c.sink:error(raw.loc, "import-torn", "%s is %s or %s on %s, as the order of its headers decides; " ..
                    "say which", raw.name, written(a, raw, type), written(b, raw, type), arch.name)
            end
        elseif found and found.refused then
            if now ~= nil then
                refused[#refused + 1] = arch.name
                refused.why = found.refused
            end
        elseif found then
            local version = target.version
            local order, following, newest = history.order(c.options.versions[arch.name], version)
            local record = { value = now, since = record_since(c, block, raw), upto = raw.upto or block.upto,
                was = item(arch, true) }
            local wanted = history.expected(record, version)
            local theirs = found.value and (raw.header_value and now or found.value)
            if raw.header_value and found.value then
                -- the kernel's value and the header's differ on purpose
            elseif order == "older" then
                if theirs == nil and wanted then gone[#gone + 1] = { arch = arch.name, until_ = following }
                elseif theirs ~= nil and wanted == false then
                    early[#early + 1] = arch.name
                    early.says, early.version = record.since or record.upto, version
                elseif theirs ~= nil and not evidence.same(theirs, wanted, type) then
                    was[#was + 1] = { arch = arch.name, value = theirs, until_ = following }
                end
            elseif theirs == nil then
                if wanted then
                    newest_lack[#newest_lack + 1] = arch.name
                    want[arch.name], differs[arch.name] = "-", true
                end
                newest_any = newest_any + 1
            else
                newest_any = newest_any + 1
                local base = c.options.base and c.options.base[arch.name]
                local before = base and evidence.constant(base, block, raw, arch)
                if evidence.same(theirs, now, type) then
                    -- as it should be
                elseif before and evidence.same(before.value, theirs, type) then
                    c.sink:note(raw.loc, "import-kept", "%s stays %s on %s: the headers did not change it", raw.name,
                        shown(now, raw, type), arch.name)
                elseif before and not evidence.same(before.value, now, type) then
                    c.sink:error(raw.loc, "import-conflict", "%s is %s here, %s in the headers and was %s before, on %s",
                        raw.name, shown(now, raw, type), written(theirs, raw, type), shown(before.value, raw, type),
                        arch.name)
                else
                    want[arch.name], differs[arch.name] = written(evidence.cut(theirs, type), raw, type), true
                    if newest and history.older(newest, version) and now ~= nil then
                        was[#was + 1] = { arch = arch.name, value = now, until_ = version }
                    end
                end
            end
        end
    end
    if #refused > 0 then
        c.sink:note(raw.loc, "import-refused", "%s cannot be evaluated on %s: %s", raw.name, table.concat(refused, ", "),
            refused.why)
    end
    if #early > 0 then
        c.sink:warn(raw.loc, "import-since", "%s says %s, but the headers of %s have it on %s", raw.name, early.says,
            history.text(early.version), table.concat(early, ", "))
    end
    -- a name nobody has
    if newest_any > 1 and #newest_lack == newest_any and not raw.alias_of then
        c.sink:error(raw.loc, "import-unknown", "no header has %s", raw.name)
        return
    end
    local add = {}
    if #gone > 0 then
        local present = 0
        for _, arch in ipairs(users) do
            if c.target[arch.name] and item(arch) ~= nil then present = present + 1 end
        end
        local names = {}
        for i, entry in ipairs(gone) do names[i] = entry.arch end
        local since = history.text(gone[1].until_)
        local partly = false
        for _, entry in ipairs(raw.was) do partly = partly or entry.value.absent end
        if #gone == present and not record_since(c, block, raw) and not partly then
            add = { "since", since }
            note(c, block, raw, "since", nil, since, names)
        else
            local on = table.concat(said_of(c, users, names), ",")
            for _, word in ipairs({ "was", "-", "until", since, "on", on }) do add[#add + 1] = word end
            note(c, block, raw, "was", "-", "until " .. since, names)
        end
    end
    local groups, order_of = {}, {}
    for _, entry in ipairs(was) do
        local key = shown(evidence.cut(entry.value, type), raw, type) .. " until " .. history.text(entry.until_)
        if not groups[key] then
            groups[key] = { text = shown(evidence.cut(entry.value, type), raw, type), until_ = history.text(entry.until_),
                names = {} }
            order_of[#order_of + 1] = key
        end
        table.insert(groups[key].names, entry.arch)
    end
    if how == edit.member then
        for _, key in ipairs(order_of) do
            local group = groups[key]
            local on = table.concat(said_of(c, users, group.names), ",")
            for _, word in ipairs({ "was", group.text, "until", group.until_, "on", on }) do add[#add + 1] = word end
            if #gone >= 0 then note(c, block, raw, "was", group.text, "until " .. group.until_, group.names) end
        end
    end
    if not next(differs) then
        if #add > 0 then c.edit.line(raw.loc, how, { add = add }) end
        return
    end
    -- which base?  the first architecture's, unless that is what the line says already
    local first = users[1].name
    local base = raw.cells.base and raw.cells.base.text
    local what = { add = add }
    if differs[first] then
        base = want[first]
        what.base = base
    elseif raw.encoder then
        base = text_now[first]
    end
    local old = {}
    for _, entry in ipairs(raw.cells.order or {}) do old[entry.name] = true end
    if raw.alias_of or raw.encoder or (raw.cells.base and not raw.cells.base.number and not raw.cells.base.absent) then
        -- what the base gives by itself must not be spelt out
        for _, arch in ipairs(users) do
            local cell = value.cell(raw.cells, arch)
            if not differs[arch.name] and (cell == raw.cells.base or not cell) then want[arch.name] = base end
        end
    end
    for _, arch in ipairs(users) do
        if variants.follows(arch) and not c.target[arch.name] then want[arch.name] = nil end
    end
    what.overrides = overrides.best(users, c.words, base, want, old)
    -- what only few have is said the other way round
    local rare = base ~= "-" and not raw.alias_of and not raw.encoder and overrides.best(users, c.words, "-", want, old)
    if rare and #rare + 2 < #what.overrides then
        what.base, what.overrides = "-", rare
    end
    assert(what.overrides, "no overrides express " .. raw.name)
    local by_change, list = {}, {}
    for _, arch in ipairs(users) do
        if differs[arch.name] then
            local key = text_now[arch.name] .. " " .. want[arch.name]
            if not by_change[key] then
                by_change[key] = { from = text_now[arch.name], to = want[arch.name], names = {} }
                list[#list + 1] = by_change[key]
            end
            table.insert(by_change[key].names, arch.name)
        end
    end
    for _, entry in ipairs(list) do note(c, block, raw, "value", entry.from, entry.to, entry.names) end
    c.touched = block
    c.edit.line(raw.loc, how, what)
end

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

-- Names of the headers that belong here and stand nowhere.
local function fresh(c, block, users)
    local names, by_name = {}, {}
    for _, arch in ipairs(users) do
        local target = c.target[arch.name]
        for _, entry in ipairs(target and target.fresh or {}) do
            if entry.domain == block.name and not block.raw_by_name[entry.name] and not by_name[entry.name] then
                by_name[entry.name] = true
                names[#names + 1] = entry.name
            end
        end
    end
    local rows = {}
    for _, name in ipairs(names) do
        local raw = { name = name, loc = block.loc, cells = {}, hex = block.kind == "flags" }
        local want, known, first_new = {}, {}, nil
        local skip, still, until_ = false, false, nil
        for _, arch in ipairs(users) do
            local target = c.target[arch.name]
            local found = target and evidence.constant(target, block, raw, arch)
            if found and found.value and block.name == "call_number" and found.value >= 0xf0000 then raw.hex = true end
            if found and found.torn then
                c.sink:error(block.loc, "import-torn", "%s of %s has two values on %s", name, block.name, arch.name)
                skip = true
            elseif found and found.value then
                local order, following, newest = history.order(c.options.versions[arch.name], target.version)
                if order == "older" then until_ = following else still = true end
                if newest and history.older(newest, target.version) then first_new = target.version end
                want[arch.name] = written(evidence.cut(found.value, block.type), raw, block.type)
                raw.number = raw.number or found.value
                known[#known + 1] = arch.name
            elseif not variants.follows(arch) or target then
                want[arch.name] = "-"
            end
        end
        if not skip and #known > 0 then
            local first = want[users[1].name] or "-"
            rows[#rows + 1] = { raw = raw, name = name, base = first, want = want, known = known, since = first_new,
                upto = not still and until_ or nil,
                number = first ~= "-" and raw.number or nil, sort = raw.number }
        end
    end
    table.sort(rows, function(a, b)
        if (a.number == nil) ~= (b.number == nil) then return a.number ~= nil end
        if a.sort ~= b.sort then return a.sort < b.sort end
        return a.name < b.name
    end)
    for _, row in ipairs(rows) do
        -- the same value as a member everywhere: another name for it
        local alias
        for _, other in ipairs(block.items) do
            if block.name ~= "call_number" and block.kind == "enum" and other.kind == "member" and not other.alias_of
                and not alias then
                local same = true
                for _, arch in ipairs(users) do
                    local text = row.want[arch.name]
                    local theirs = value.resolve(other, arch, block)
                    if text and text ~= "-" and tostring(theirs) ~= text then same = false end
                end
                if same then alias = other end
            end
        end
        local base = row.base
        local list = overrides.best(users, c.words, base, row.want, {})
        assert(list, "no overrides express " .. row.name)
        -- what only few have is said the other way round
        local rare = base ~= "-" and overrides.best(users, c.words, "-", row.want, {})
        if rare and #rare + 2 < #list then
            base, list = "-", rare
        end
        local words = { "   ", row.name }
        if alias and base ~= "-" then
            words[#words + 1] = "= " .. alias.name
            list = {}
        else
            words[#words + 1] = base
        end
        for _, entry in ipairs(list) do
            words[#words + 1] = entry.word .. "=" .. (alias and entry.text ~= "-" and alias.name or entry.text)
        end
        if row.since then
            words[#words + 1] = "since"
            words[#words + 1] = history.text(row.since)
        end
        if row.upto then
            words[#words + 1] = "until"
            words[#words + 1] = history.text(row.upto)
        end
        local behind = alias and base ~= "-" and alias or place(block, row.number)
        c.edit.insert(behind and behind.loc or block.loc, table.concat(words, " "))
        c.changes[#c.changes + 1] = { what = block.name, name = row.name, kind = "new", to = base, arches = row.known,
            loc = block.loc }
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
    fresh(c, block, users)
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
