-- SPDX-License-Identifier: BSD-2-Clause
--
-- Values of C constant expressions, as far as headers of constants use them.
--
--     cvalue.eval("(LINUX_A | 0x10) << 2", function(name) return number_or_nil end)   -> integer, or nil
--
-- Integers of every base with suffixes, characters, names, ( ) ~ ! + - * / % << >> & ^ |, casts to a type name.  Anything else
-- (calls, sizeof, strings, ?:) has no value here.

local cvalue = {}

local function tokens_of(text)
    local list, at = {}, 1
    while true do
        at = text:find("%S", at)
        if not at then return list end
        local number = text:match("^0[xX]%x+[uUlL]*", at) or text:match("^%d+[uUlL]*", at)
        local word = text:match("^[%a_][%w_]*", at)
        local char = text:match("^'[^'\\]'", at)
        local op = text:match("^<<", at) or text:match("^>>", at) or text:match("^[-+*/%%&|^~!()]", at)
        local token = number or word or char or op
        if not token then return nil end
        local value
        if number then
            local digits = number:gsub("[uUlL]+$", "")
            if digits:match("^0[0-7]+$") then
                value = tonumber(digits, 8)
            elseif not digits:match("^0%d") then
                value = math.tointeger(tonumber(digits))
            end
            if not value then return nil end
        elseif char then
            value = char:byte(2)
        end
        list[#list + 1] = { text = token, value = value, word = word }
        at = at + #token
    end
end

local LEVELS = { { "|" }, { "^" }, { "&" }, { "<<", ">>" }, { "+", "-" }, { "*", "/", "%" } }

local APPLY = {
    ["|"] = function(a, b) return a | b end, ["^"] = function(a, b) return a ~ b end,
    ["&"] = function(a, b) return a & b end, ["<<"] = function(a, b) return a << b end,
    [">>"] = function(a, b) return a >> b end, ["+"] = function(a, b) return a + b end,
    ["-"] = function(a, b) return a - b end, ["*"] = function(a, b) return a * b end,
    ["/"] = function(a, b) return b ~= 0 and a // b or nil end,
    ["%"] = function(a, b) return b ~= 0 and a % b or nil end,
}

local TYPES = { int = true, unsigned = true, long = true, char = true, short = true, uint32_t = true, uint64_t = true,
    int32_t = true, int64_t = true, u_int = true, u_long = true, size_t = true, uint8_t = true, uint16_t = true }

local parse_level

-- ( expression ), a cast, a unary operator, a number or a name
local function parse_unary(state)
    local token = state.list[state.at]
    if not token then return nil end
    state.at = state.at + 1
    if token.text == "(" then
        local first = state.list[state.at]
        if first and first.word and TYPES[first.word] then
            repeat
                state.at = state.at + 1
                first = state.list[state.at]
            until not first or first.text == ")"
            state.at = state.at + 1
            return parse_unary(state)
        end
        local value = parse_level(state, 1)
        if not state.list[state.at] or state.list[state.at].text ~= ")" then return nil end
        state.at = state.at + 1
        return value
    elseif token.text == "-" or token.text == "~" or token.text == "+" or token.text == "!" then
        local value = parse_unary(state)
        if not value then return nil end
        if token.text == "-" then return -value end
        if token.text == "~" then return ~value end
        if token.text == "!" then return value == 0 and 1 or 0 end
        return value
    elseif token.value then
        return token.value
    elseif token.word then
        local after = state.list[state.at]
        if after and after.text == "(" then return nil end
        return state.lookup(token.word)
    end
    return nil
end

parse_level = function(state, level)
    if level > #LEVELS then return parse_unary(state) end
    local value = parse_level(state, level + 1)
    while value do
        local token, op = state.list[state.at], nil
        for _, word in ipairs(LEVELS[level]) do
            if token and token.text == word then op = word end
        end
        if not op then return value end
        state.at = state.at + 1
        local right = parse_level(state, level + 1)
        value = right and APPLY[op](value, right)
    end
    return nil
end

function cvalue.eval(text, lookup)
    local list = tokens_of(text)
    if not list or #list == 0 then return nil end
    local state = { list = list, at = 1, lookup = lookup }
    local value = parse_level(state, 1)
    if state.at <= #list then return nil end
    return value
end

return cvalue
