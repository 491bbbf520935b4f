-- SPDX-License-Identifier: BSD-2-Clause
--
-- A syscalls.master for an architecture that has none: numbers from numbers.spec, rows from masters that there are.
--
--     master.plan(side, order, read, text) -> text, changes, unknown
--
-- `side` is the new architecture's, `order` the sides whose rows may be taken (the nearest first), read(path) the text of
-- a file, `text` the master as it stands, or nil.  A master that stands keeps every row; calls it lacks are added behind its
-- last number.  `changes` are lines for people; `unknown` are the calls { name =, number =, why = } that a human has to write:
-- nobody else has a prototype for them, or there the name has no call behind it.
--
--     203	AUE_CONNECT	STD {                  as 42 of amd64, under the number of arm64
--     244	AUE_NULL	UNIMPL	rseq_of_this     named, not described yet
--     295-402	AUE_NULL	RESERVED             numbers without a name

local master = {}

-- The rows of a master by the line they begin at.
local function rows_of(text)
    local rows, lines, at, number = {}, nil, nil, 0
    local function close()
        if not lines then return end
        while lines[#lines] and (lines[#lines] == "" or lines[#lines]:find("^;")) do lines[#lines] = nil end
        rows[at] = table.concat(lines, "\n")
        lines = nil
    end
    for line in (text:gsub("\n$", "") .. "\n"):gmatch("(.-)\n") do
        number = number + 1
        if line:find("^%d") then
            close()
            lines, at = {}, number
        end
        if lines then lines[#lines + 1] = line end
    end
    close()
    return rows
end

-- The nearest side that has the call, and its row with the number cut off.
local function found(name, order, rows)
    local hollow
    for _, side in ipairs(order) do
        local call = side.call[name]
        local row = call and rows[side] and rows[side][call.loc.line]
        if row and not call.empty then return side, row:gsub("^[%d%-]+", "", 1), call end
        if row then hollow = hollow or { side, row:gsub("^[%d%-]+", "", 1), call } end
    end
    if hollow then return table.unpack(hollow) end
    return nil
end

local function heading(side, from)
    return ([[
; SPDX-License-Identifier: BSD-2-Clause
;
; %s system calls of %s, in the grammar of FreeBSD's syscalls.master.
;
; Sources: numbers from specs/%s/numbers.spec; rows as in the masters of the other architectures, where sources are named.
; `sysvec port` wrote the first version from %s's; rows changed since stay as they are.
;
; STD       has a prototype; whether it is implemented is said by specs/pairs/*/calls-*.pair
; OBSOL     a call that was there once and answers ENOSYS now
; UNIMPL    a name without a call behind it, or nobody has written its prototype yet
; RESERVED  numbers without a name
]]):format(side.os:sub(1, 1):upper() .. side.os:sub(2), side.arch.name, side.os, from)
end

-- Numbered calls of the side, without those of the private range.
local function numbered(side)
    local list = {}
    for _, item in ipairs(side.numbers.members) do
        local private = side.arch.private
        if not item.alias_of and not (private and item.value >= private.first and item.value <= private.last) then
            list[#list + 1] = item
        end
    end
    table.sort(list, function(a, b)
        if a.value ~= b.value then return a.value < b.value end
        return a.name < b.name
    end)
    return list
end

function master.plan(side, order, read, text)
    local rows = {}
    for _, other in ipairs(order) do
        if other.master then rows[other] = rows_of(read(other.master) or "") end
    end
    local changes, unknown, out = {}, {}, { text or heading(side, order[1].arch.name) }
    local top = -1
    for _, call in ipairs(side.calls) do top = math.max(top, call.last or call.number) end
    local first_of = {}
    for _, item in ipairs(numbered(side)) do
        local known = side.call[item.name]
        local from, row, call = found(item.name, order, rows)
        if known then
            local named_only = known.empty and known.type == "UNIMPL" and (not call or call.empty and from ~= side)
            if named_only then
                unknown[#unknown + 1] = { name = item.name, number = item.value, why = "has no prototype yet",
                    loc = known.loc }
            end
        elseif item.value <= top and text then
            unknown[#unknown + 1] = { name = item.name, number = item.value, why = "has no row, and its number lies between" }
        elseif first_of[item.value] then
            unknown[#unknown + 1] = { name = item.name, number = item.value,
                why = "shares its number with " .. first_of[item.value] }
        else
            if item.value > top + 1 then
                local last = item.value - 1
                out[#out + 1] = (top + 1 == last and "%d" or "%d-%d"):format(top + 1, last) .. "\tAUE_NULL\tRESERVED\n"
            end
            if not call or call.type == "UNIMPL" then
                unknown[#unknown + 1] = { name = item.name, number = item.value, why = "has no prototype anywhere" }
                row = ("\tAUE_NULL\tUNIMPL\t%s"):format(item.name)
            end
            out[#out + 1] = item.value .. row .. "\n"
            changes[#changes + 1] = ("+ call %s %d (%s)"):format(item.name, item.value,
                from and "as on " .. from.arch.name or "named only")
            top = item.value
        end
        first_of[item.value] = first_of[item.value] or item.name
    end
    if not text then table.insert(out, 2, "\n") end
    return #changes > 0 and table.concat(out) or text, changes, unknown
end

return master
