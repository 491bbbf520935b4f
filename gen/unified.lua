-- SPDX-License-Identifier: BSD-2-Clause
--
-- Two texts -> unified diff, as `diff -u` prints it.  "" when they are the same.
--
--     io.stdout:write(unified.diff("a/x.c", old_text, "b/x.c", new_text))
--
-- Myers' greedy algorithm on lines, after the common head and tail are cut away.  Past LIMIT edits the
-- middle is shown as one replaced block: a diff of that size is not read line by line anyway.

local unified = {}

local LIMIT, CONTEXT = 1000, 3

local function split(text)
    local list, at = {}, 1
    while true do
        local stop = text:find("\n", at, true)
        if not stop then break end
        list[#list + 1] = text:sub(at, stop)
        at = stop + 1
    end
    if at <= #text then list[#list + 1] = text:sub(at) .. "\n\\ No newline at end of file\n" end
    return list
end

-- edits of a[a1..a2] into b[b1..b2] as a list of {kind, line}, kind ' ', '-' or '+'
local function edits(a, a1, a2, b, b1, b2)
    local n, m = a2 - a1 + 1, b2 - b1 + 1
    local trace, v = {}, { [1] = 0 }
    local found
    for d = 0, math.min(n + m, LIMIT) do
        local snapshot = {}
        for k = -d, d do snapshot[k] = v[k] end
        snapshot[d + 1], snapshot[-d - 1] = v[d + 1], v[-d - 1]
        trace[d] = snapshot
        for k = -d, d, 2 do
            local x
            if k == -d or (k ~= d and v[k - 1] < v[k + 1]) then x = v[k + 1] else x = v[k - 1] + 1 end
            local y = x - k
            while x < n and y < m and a[a1 + x] == b[b1 + y] do x, y = x + 1, y + 1 end
            v[k] = x
            if x >= n and y >= m then found = d break end
        end
        if found then break end
    end
    local back = {}
    local x, y = n, m
    if not found then
        for i = m, 1, -1 do back[#back + 1] = { "+", b[b1 + i - 1] } end
        for i = n, 1, -1 do back[#back + 1] = { "-", a[a1 + i - 1] } end
    else
        for d = found, 0, -1 do
            local s, k = trace[d], x - y
            local prev = (k == -d or (k ~= d and s[k - 1] < s[k + 1])) and k + 1 or k - 1
            local px = d == 0 and 0 or s[prev]
            local py = d == 0 and 0 or px - prev
            while x > px and y > py do
                back[#back + 1] = { " ", a[a1 + x - 1] }
                x, y = x - 1, y - 1
            end
            if d > 0 then
                if x == px then
                    back[#back + 1] = { "+", b[b1 + y - 1] }
                else
                    back[#back + 1] = { "-", a[a1 + x - 1] }
                end
                x, y = px, py
            end
        end
    end
    local list = {}
    for i = #back, 1, -1 do list[#list + 1] = back[i] end
    return list
end

local function range(start, count)
    if count == 1 then return tostring(start) end
    return ("%d,%d"):format(count == 0 and start - 1 or start, count)
end

function unified.diff(old_name, old, new_name, new)
    if old == new then return "" end
    local a, b = split(old), split(new)
    local head = 0
    while head < #a and head < #b and a[head + 1] == b[head + 1] do head = head + 1 end
    local tail = 0
    while tail < #a - head and tail < #b - head and a[#a - tail] == b[#b - tail] do tail = tail + 1 end
    local from = math.max(0, head - CONTEXT)
    local list = {}
    for i = from + 1, head do list[#list + 1] = { " ", a[i] } end
    for _, e in ipairs(edits(a, head + 1, #a - tail, b, head + 1, #b - tail)) do list[#list + 1] = e end
    for i = #a - tail + 1, math.min(#a, #a - tail + CONTEXT) do list[#list + 1] = { " ", a[i] } end

    local out = { ("--- %s\n+++ %s\n"):format(old_name, new_name) }
    local old_at, new_at, i = from + 1, from + 1, 1
    while i <= #list do
        -- skip to the next change, then take hunks while changes are near each other
        local first = i
        while first <= #list and list[first][1] == " " do first = first + 1 end
        if first > #list then break end
        local start = math.max(i, first - CONTEXT)
        old_at, new_at = old_at + start - i, new_at + start - i
        local last, j = first, first
        while j <= #list and j - last <= 2 * CONTEXT do
            if list[j][1] ~= " " then last = j end
            j = j + 1
        end
        local stop = math.min(#list, last + CONTEXT)
        local body, olds, news = {}, 0, 0
        for k = start, stop do
            local kind = list[k][1]
            if kind ~= "+" then olds = olds + 1 end
            if kind ~= "-" then news = news + 1 end
            body[#body + 1] = kind .. list[k][2]
        end
        out[#out + 1] = ("@@ -%s +%s @@\n"):format(range(old_at, olds), range(new_at, news))
        out[#out + 1] = table.concat(body)
        old_at, new_at, i = old_at + olds, new_at + news, stop + 1
    end
    return table.concat(out)
end

return unified
