-- SPDX-License-Identifier: BSD-2-Clause
--
-- Lua values -> JSON, the same bytes for the same value: keys sorted, two blanks of indentation, UTF-8 as it is, no
-- newline at the end.
--
--     json.encode({ name = "x", list = json.list({}) })     a table with [1], or made by json.list, is an array
--     json.integer(2^60 // 1)                               "0x1000000000000000"
--
-- Integers that a double cannot hold (beyond 2^53) become strings in hexadecimal, since most readers would
-- round them.  Floats, functions and keys that are no strings are bugs of the caller.

local json = {}

local LIST = {}

function json.list(t)
    return setmetatable(t, LIST)
end

local EXACT = 1 << 53

function json.integer(n)
    if n >= -EXACT and n <= EXACT then return tostring(n) end
    return ('"0x%x"'):format(n)
end

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function text(s)
    return '"' .. s:gsub('[%c"\\\127]', function(c) return ESCAPES[c] or ("\\u%04x"):format(c:byte()) end) .. '"'
end

local function is_list(t)
    return getmetatable(t) == LIST or t[1] ~= nil
end

local write

local function children(out, t, indent)
    local inner = indent .. "  "
    if is_list(t) then
        for i, value in ipairs(t) do
            out[#out + 1] = (i > 1 and ",\n" or "\n") .. inner
            write(out, value, inner)
        end
        return #t > 0
    end
    local keys = {}
    for key in pairs(t) do
        assert(type(key) == "string", "keys of JSON objects are strings")
        keys[#keys + 1] = key
    end
    table.sort(keys)
    for i, key in ipairs(keys) do
        out[#out + 1] = (i > 1 and ",\n" or "\n") .. inner .. text(key) .. ": "
        write(out, t[key], inner)
    end
    return #keys > 0
end

function write(out, value, indent)
    local kind = math.type(value) or type(value)
    if kind == "table" then
        local list = is_list(value)
        out[#out + 1] = list and "[" or "{"
        if children(out, value, indent) then out[#out + 1] = "\n" .. indent end
        out[#out + 1] = list and "]" or "}"
    elseif kind == "string" then
        out[#out + 1] = text(value)
    elseif kind == "integer" then
        out[#out + 1] = json.integer(value)
    elseif kind == "boolean" then
        out[#out + 1] = tostring(value)
    else
        error("no JSON for a " .. kind)
    end
end

function json.encode(value)
    local out = {}
    write(out, value, "")
    return table.concat(out)
end

return json
