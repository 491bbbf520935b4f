-- SPDX-License-Identifier: BSD-2-Clause
--
-- A spec's text cut into its blocks without reading them: two trees can then be compared by text, and only what differs
-- has to be parsed and resolved.
--
--     chunks.split(text)  -> list of { key = "enum errno", kind = "enum", name = "errno", first = BYTE, last = BYTE }
--     chunks.keep(text, wanted)     the text with all blocks but those of wanted[key] blanked; lines keep their numbers;
--                                   "" when nothing is wanted
--     chunks.changed(old, new)      { [path] = text } twice -> { [system] = { [key] = true } }: blocks whose text differs
--     chunks.thin(old, new, key)    both texts without the lines of one block that are the same in both
--     chunks.close(files, keys)     adds to the keys of one system's files what must be resolved with them: structures
--                                   that hold a changed one, requests that carry it, and whatever any of these hold

local chunks = {}

function chunks.split(text)
    local list, n = {}, 0
    local at = 1
    local size = #text
    while at <= size do
        local b = text:byte(at)
        if b ~= 32 and b ~= 9 and b ~= 35 and b ~= 10 and b ~= 13 then
            local kind, name = text:match("^(%S+)[ \t]*([^ \t\r\n]*)", at)
            if n > 0 then list[n].last = at - 1 end
            n = n + 1
            list[n] = { key = kind .. " " .. name, kind = kind, name = name, first = at, last = size }
        end
        -- on to the next line that begins in column 1
        at = text:find("\n[^ \t#\r\n]", at)
        if not at then break end
        at = at + 1
    end
    return list
end

function chunks.keep(text, wanted)
    local out, at, any = {}, 1, false
    for _, chunk in ipairs(chunks.split(text)) do
        if wanted[chunk.key] then
            if chunk.first > at then out[#out + 1] = text:sub(at, chunk.first - 1):gsub("[^\n]+", "") end
            out[#out + 1] = text:sub(chunk.first, chunk.last)
            at = chunk.last + 1
            any = true
        end
    end
    return any and table.concat(out) or ""
end

local function by_key(text)
    local found = {}
    for _, chunk in ipairs(text and chunks.split(text) or {}) do
        found[chunk.key] = (found[chunk.key] or "") .. text:sub(chunk.first, chunk.last)
    end
    return found
end

-- Columns and comments are no change.  A comment with a quote in it may be part of a string, and stays.
local function plain(text)
    return (("\n" .. text .. "\n"):gsub("#[^\n\"]*\n", "\n"):gsub("[ \t\r]+\n", "\n"):gsub("\n\n+", "\n")
        :gsub("([^\n \t])[ \t]+", "%1 "))
end

local function changed_in(old, new, into)
    local a, b = by_key(old), by_key(new)
    for key, text in pairs(a) do
        local twin = b[key]
        if twin ~= text and not key:find("^source ") and (not twin or plain(text) ~= plain(twin)) then
            into[key] = true
        end
    end
    for key in pairs(b) do
        if not a[key] and not key:find("^source ") then into[key] = true end
    end
end

function chunks.changed(old, new)
    local systems = {}
    local function look(path)
        if not path:find("%.spec$") or old[path] == new[path] then return end
        local os = path:match("^([^/]+)/")
        if not os then return end
        systems[os] = systems[os] or {}
        changed_in(old[path], new[path], systems[os])
    end
    for path in pairs(old) do look(path) end
    for path in pairs(new) do
        if old[path] == nil then look(path) end
    end
    return systems
end

local function members(text)
    local set = {}
    for line in text:gmatch("[^\n]+") do
        if line:find("^[ \t]") then set[line] = true end
    end
    return set
end

local function thinned(text, chunk, same)
    local body = text:sub(chunk.first, chunk.last):gsub("[^\n]+", function(line)
        if same[line] then return "" end
    end)
    return text:sub(1, chunk.first - 1) .. body .. text:sub(chunk.last + 1)
end

-- Both texts without the members of one block that say the same in both.  Only for blocks whose members do not refer to
-- each other.
function chunks.thin(old, new, key)
    local a, b
    for _, chunk in ipairs(chunks.split(old)) do
        if chunk.key == key then a = chunk end
    end
    for _, chunk in ipairs(chunks.split(new)) do
        if chunk.key == key then b = chunk end
    end
    if not a or not b then return old, new end
    local in_old, same = members(old:sub(a.first, a.last)), {}
    for line in pairs(members(new:sub(b.first, b.last))) do same[line] = in_old[line] end
    return thinned(old, a, same), thinned(new, b, same)
end

local HOLDERS = { struct = true, ioctls = true }

function chunks.close(files, keys)
    local concerned = false
    for key in pairs(keys) do concerned = concerned or HOLDERS[key:match("^%S+")] end
    if not concerned then return end
    -- what each structure or list of requests names
    local list = {}
    for path, text in pairs(files) do
        if path:find("%.spec$") then
            for _, chunk in ipairs(chunks.split(text)) do
                if HOLDERS[chunk.kind] then
                    local names = {}
                    for name in text:sub(chunk.first, chunk.last):gmatch("struct%s+([%w_]+)") do
                        if not (chunk.kind == "struct" and name == chunk.name) then names[name] = true end
                    end
                    list[#list + 1] = { key = chunk.key, names = names }
                end
            end
        end
    end
    local again
    repeat
        again = false
        for _, entry in ipairs(list) do
            for name in pairs(entry.names) do
                if keys["struct " .. name] and not keys[entry.key] then
                    keys[entry.key] = true
                    again = true
                end
            end
        end
    until not again
    repeat
        again = false
        for _, entry in ipairs(list) do
            for name in pairs(keys[entry.key] and entry.names or {}) do
                if not keys["struct " .. name] then
                    keys["struct " .. name] = true
                    again = true
                end
            end
        end
    until not again
end

return chunks
