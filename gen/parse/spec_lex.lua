-- SPDX-License-Identifier: BSD-2-Clause
--
-- One line of a *.spec, *.pair or *.vector file -> a cursor over its words.
--
--     local cur = lex.line('    EPERM  1  "not permitted"  # note', "errno.spec", 3, sink)
--     cur:word("a name")  -> "EPERM", loc     cur:peek() -> "1"      cur:string() -> text or nil
--     cur:accept("since") -> true or false     cur:number("a number") -> integer
--     cur:finish()                             reports what is left over
--
-- The first problem of a line is reported, sets cur.failed and silences the rest: later calls return
-- nil, so a line parser reads straight on and looks at cur.failed once, at its end.
--
-- Words are separated by blanks.  With `punctuated`, ( ) : , ? [ ] = and -> are words of their own, as the
-- lines of `calls` blocks want.

local cli = require("cli")

local lex = {}
local cursor = {}
cursor.__index = cursor

local function loc_of(cur, i)
    return { file = cur.file, line = cur.at, col = cur.cols[i] or cur.stop }
end

function cursor:loc(i)
    return loc_of(self, i or self.i)
end

function cursor:fail(i, rule, fmt, ...)
    if self.failed then return nil end
    self.failed = true
    self.sink:error(loc_of(self, i), rule, fmt, ...)
    return nil
end

-- what stands at i, quoted for a message
function cursor:shown(i)
    local text = self.words[i]
    if not text then return "the end of the line" end
    return self.kinds[i] == "string" and ('"' .. text .. '"') or ("'" .. text .. "'")
end

-- the next word without taking it; nil at the end and before a string
function cursor:peek(ahead)
    local i = self.i + (ahead or 0)
    return self.kinds[i] ~= "string" and self.words[i] or nil
end

function cursor:more()
    return not self.failed and self.words[self.i] ~= nil
end

function cursor:word(what)
    local i = self.i
    if self.failed then return nil end
    local text = self.words[i]
    if not text or self.kinds[i] == "string" then
        return self:fail(i, "syntax", "expected %s, found %s", what, self:shown(i))
    end
    self.i = i + 1
    return text, i
end

function cursor:accept(word)
    if not self.failed and self.words[self.i] == word and self.kinds[self.i] ~= "string" then
        self.i = self.i + 1
        return true
    end
    return false
end

function cursor:want(word, what)
    if self:accept(word) then return true end
    return self:fail(self.i, "syntax", "expected '%s'%s, found %s", word, what or "", self:shown(self.i))
end

-- a string if one stands here, else nil without complaint
function cursor:string()
    if not self.failed and self.kinds[self.i] == "string" then
        self.i = self.i + 1
        return self.words[self.i - 1], self.i - 1
    end
    return nil
end

function cursor:want_string(what)
    local text = self:string()
    if text then return text end
    return self:fail(self.i, "syntax", "expected %s in double quotes, found %s", what, self:shown(self.i))
end

function cursor:name(what)
    local text, i = self:word(what)
    if text and not text:find("^[%a_][%w_]*$") then
        return self:fail(i, "name", "'%s' is no name; expected %s", text, what)
    end
    return text, i
end

-- Text -> integer, or nil and why not.  12, -100, 0x40, 0o100, 'R'
function lex.integer(text)
    -- most numbers are short and decimal
    if #text < 18 and text:find("^[1-9]%d*$") then return tonumber(text) end
    local sign, digits = text:match("^(-?)(%d+)$")
    if digits then
        if #digits > 1 and digits:byte(1) == 48 then return nil, "octal is written 0o" .. digits:gsub("^0+", "") end
        local value = math.tointeger(tonumber(digits))
        if not value then return nil, "does not fit in 64 bits" end
        return sign == "-" and -value or value
    end
    digits = text:match("^0[xX](%x+)$")
    if digits then
        if #digits:gsub("^0+", "") > 16 then return nil, "does not fit in 64 bits" end
        return tonumber(text)
    end
    digits = text:match("^0[oO]([0-7]+)$")
    if digits then
        if #digits > 21 then return nil, "does not fit in 64 bits" end
        return tonumber(digits, 8)
    end
    local char = text:match("^'(.)'$")
    if char then return char:byte() end
    return nil, "is no number"
end

function cursor:number(what)
    local text, i = self:word(what)
    if not text then return nil end
    local value, why = lex.integer(text)
    if not value then return self:fail(i, "number", "'%s' %s; expected %s", text, why, what) end
    return value, i
end

-- Reports a word that fits nowhere, with the nearest of `known` as a suggestion.
function cursor:unexpected(known)
    local i = self.i
    local near = self.kinds[i] ~= "string" and self.words[i] and cli.nearest(self.words[i], known or {})
    return self:fail(i, "syntax", "unexpected %s%s", self:shown(i),
        near and (", did you mean '" .. near .. "'?") or "")
end

function cursor:finish()
    if self:more() then self:unexpected() end
end

local UNESCAPED = { ["\\\""] = "\"", ["\\\\"] = "\\" }

local function read_string(text, at)
    local i = at + 1
    while true do
        local stop = text:find('["\\]', i)
        if not stop then return nil end
        if text:byte(stop) == 34 then
            return text:sub(at + 1, stop - 1):gsub("\\[\"\\]", UNESCAPED), stop + 1
        end
        i = stop + 2
    end
end

local PUNCTUATION = "^[%(%):,?%[%]=|]"

-- text -> words, columns, kinds ("string" or nil), comment text or nil, its column; or nil, col, message
function lex.split(text, punctuated)
    local words, cols, kinds, n = {}, {}, {}, 0
    local find, byte = string.find, string.byte
    local at = 1
    if not punctuated then
        -- what stands before the first quote or comment is plain words: most of every file
        local special = find(text, "[\"#']")
        if not special or byte(text, special) ~= 39 then
            for col, word in string.gmatch(special and text:sub(1, special - 1) or text, "()([^ \t]+)") do
                n = n + 1
                words[n], cols[n] = word, col
            end
            if not special then return words, cols, kinds end
            at = special
        end
    end
    while true do
        at = find(text, "[^ \t]", at)
        if not at then return words, cols, kinds end
        local b = byte(text, at)
        n = n + 1
        cols[n] = at
        if b == 35 then
            cols[n] = nil
            return words, cols, kinds, text:sub(at), at
        elseif b == 34 then
            local value, after = read_string(text, at)
            if not value then return nil, at, "the string has no closing quote" end
            words[n], kinds[n] = value, "string"
            at = after
        elseif b == 39 then
            local stop = select(2, find(text, "^'.'", at))
            if not stop then return nil, at, "expected one character in single quotes" end
            words[n] = text:sub(at, stop)
            at = stop + 1
        elseif punctuated then
            local _, stop = find(text, "^->", at)
            if not stop then _, stop = find(text, PUNCTUATION, at) end
            if not stop then _, stop = find(text, "^[^ \t\"#%(%):,?%[%]=|]+", at) end
            words[n] = text:sub(at, stop)
            at = stop + 1
        else
            local _, stop = find(text, '^[^ \t"#]+', at)
            words[n] = text:sub(at, stop)
            at = stop + 1
        end
    end
end

-- `reuse` is a cursor whose line is done with.
function lex.line(text, file, number, sink, punctuated, reuse)
    local words, cols, kinds = lex.split(text, punctuated)
    if not words then
        sink:error({ file = file, line = number, col = cols }, "string", "%s", kinds)
        return nil
    end
    local cur = reuse or setmetatable({}, cursor)
    cur.words, cur.cols, cur.kinds, cur.i = words, cols, kinds, 1
    cur.file, cur.at, cur.stop, cur.sink, cur.failed = file, number, #text + 1, sink, false
    return cur
end

return lex
