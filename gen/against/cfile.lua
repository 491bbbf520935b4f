-- SPDX-License-Identifier: BSD-2-Clause
--
-- What a C header or table states, without compiling it.
--
--     local file = cfile.parse(text, path)
--     file.constants   { { name =, expr = "0x40", loc =, excused = reason or nil }, ... }    #define and enum
--     file.tables      { { name = "linux_errtbl", size = "ELAST + 1", loc =, rows = ROWS } }
--     file.calls       { { name = "read", number = 0, nargs = 3, loc = } }    rows of strace's syscallent.h
-- ROWS: { { index = "EPERM" or nil (positional), value = "-LINUX_EPERM", loc = }, ... }
--
-- Every branch of a conditional counts: a name that stands twice has several values, and one that fits is enough.  A comment
-- on the line of the form "sysvec: differs, REASON" excuses it.

local cvalue = require("against.cvalue")

local cfile = {}

-- Comments become blanks of the same length, so that places stay.
local function without_comments(text)
    local function blank(comment) return (comment:gsub("[^\n]", " ")) end
    return (text:gsub("/%*.-%*/", blank):gsub("//[^\n]*", blank))
end

-- { [line] = reason } of the comments that are for us
local function excuses_of(text)
    local excuses, line = {}, 0
    for body in (text .. "\n"):gmatch("(.-)\n") do
        line = line + 1
        local reason = body:match("sysvec:%s*differs,?%s*(.-)%s*%*/") or body:match("sysvec:%s*differs,?%s*(.-)%s*$")
        if reason then excuses[line] = reason ~= "" and reason or nil end
    end
    return excuses
end

-- { offset of the first byte of each line }
local function line_starts(text)
    local starts = { 1 }
    for at in text:gmatch("[\n\f]()") do starts[#starts + 1] = at end
    return starts
end

local function locator(text, path)
    local starts, last = line_starts(text), 1
    return function(at)
        if starts[last] > at then last = 1 end
        while starts[last + 1] and starts[last + 1] <= at do last = last + 1 end
        return { file = path, line = last, col = at - starts[last] + 1 }
    end
end

-- Pieces between commas outside brackets: { { text, offset } }
local function split(text, offset)
    local list, depth, start = {}, 0, 1
    for at = 1, #text + 1 do
        local c = text:sub(at, at)
        if c == "(" or c == "{" or c == "[" then
            depth = depth + 1
        elseif c == ")" or c == "}" or c == "]" then
            depth = depth - 1
        elseif (c == "," and depth == 0) or at > #text then
            local piece = text:sub(start, at - 1)
            local from = piece:find("%S")
            if from then list[#list + 1] = { (piece:gsub("^%s+", ""):gsub("%s+$", "")), offset + start + from - 2 } end
            start = at + 1
        end
    end
    return list
end

local function add_defines(file, text, locate, excuses)
    for at, name, expr in text:gmatch("\n[ \t]*#[ \t]*define[ \t]+()([%a_][%w_]*)[ \t]([^\n]*)") do
        local loc = locate(at)
        expr = expr:gsub("^%s+", ""):gsub("%s+$", "")
        if expr ~= "" then
            file.constants[#file.constants + 1] = { name = name, expr = expr, loc = loc, excused = excuses[loc.line] }
        end
    end
end

local function add_enums(file, text, locate, excuses)
    for at, body in text:gmatch("enum[%s%w_]*{()(.-)}") do
        local base, step = nil, 0
        for _, piece in ipairs(split(body, at)) do
            local clean = piece[1]:gsub("#[^\n]*\n", " ")
            local name, expr = clean:match("^([%a_][%w_]*)%s*=%s*(.+)$")
            if name then
                base, step = expr, 0
            else
                name = clean:match("^([%a_][%w_]*)$")
                if name and base == nil then
                    base, step = "0", 0
                else
                    step = step + 1
                end
            end
            if name then
                local loc = locate(piece[2])
                file.constants[#file.constants + 1] = { name = name, loc = loc, excused = excuses[loc.line],
                    expr = step == 0 and base or ("(%s) + %d"):format(base, step) }
            end
        end
    end
end

local function add_tables(file, text, locate)
    for at, name, size, open in text:gmatch("()([%a_][%w_]*)%s*%[([^%]\n]*)%]%s*=%s*{()") do
        local close = text:find("}%s*;", open)
        local body = close and text:sub(open, close - 1)
        if body and not body:find("[{\"]") then
            local rows = {}
            for _, piece in ipairs(split(body:gsub("\n[ \t]*#[^\n]*", function(s) return (s:gsub("[^\n]", " ")) end), open)) do
                local index, value = piece[1]:match("^%[%s*(.-)%s*%]%s*=%s*(.*)$")
                rows[#rows + 1] = { index = index, value = value or piece[1], loc = locate(piece[2]) }
            end
            file.tables[#file.tables + 1] = { name = name, size = size, loc = locate(at), rows = rows }
        end
    end
end

-- strace: [  0] = { 3,	TD,		SEN(read),	"read"	},
local function add_calls(file, text, locate)
    for at, number, nargs, name in text:gmatch('\n[ \t]*()%[%s*(%d+)%s*%]%s*=%s*{%s*(%d+)%s*,[^"}\n]*"([%w_]+)"') do
        file.calls[#file.calls + 1] = { name = name, number = tonumber(number), nargs = tonumber(nargs), loc = locate(at) }
    end
end

-- strace: [  1] = "EPERM",
local function add_names(file, text, locate, excuses)
    for number, at, name in text:gmatch('\n[ \t]*%[%s*(%d+)%s*%]%s*=%s*()"([%u][%u%d_]*)"') do
        local loc = locate(at)
        file.constants[#file.constants + 1] = { name = name, expr = number, loc = loc, excused = excuses[loc.line] }
    end
end

-- strace's xlat: NAME and its value, one a line; those without a value are the compiler's business.
function cfile.xlat(text, path)
    local file, number = { path = path, constants = {}, tables = {}, calls = {} }, 0
    for line in (text .. "\n"):gmatch("(.-)\n") do
        number = number + 1
        local name, expr = line:match("^([%a_][%w_]*)%s+(%S.-)%s*$")
        if name and cvalue.eval(expr, function() end) then
            file.constants[#file.constants + 1] = { name = name, expr = expr, loc = { file = path, line = number, col = 1 } }
        end
    end
    return file
end

-- libseccomp's syscalls.csv: a line for each call, a column for each architecture.
function cfile.seccomp(text, path, column)
    local file, number, at = { path = path, constants = {}, tables = {}, calls = {} }, 0, nil
    for line in (text .. "\n"):gmatch("(.-)\n") do
        number = number + 1
        local cells = {}
        for cell in (line .. ","):gmatch("([^,]*),") do cells[#cells + 1] = cell end
        if number == 1 then
            for i, cell in ipairs(cells) do at = cell == column and i or at end
        elseif at and tonumber(cells[at]) then
            file.calls[#file.calls + 1] = { name = cells[1], number = tonumber(cells[at]),
                loc = { file = path, line = number, col = 1 } }
        end
    end
    return file
end

function cfile.parse(text, path)
    local file = { path = path, constants = {}, tables = {}, calls = {} }
    local excuses = excuses_of(text)
    -- a continued line reads as one; a byte that is no newline stands for the break, and is counted as one
    text = text:gsub("\r", ""):gsub("\\\n", " \f")
    local stripped = "\n" .. without_comments(text)
    local where = locator(stripped, path)
    local function locate(at)
        local loc = where(at)
        loc.line = loc.line - 1 -- the newline put in front
        return loc
    end
    add_defines(file, stripped, locate, excuses)
    add_enums(file, stripped, locate, excuses)
    add_tables(file, stripped, locate)
    add_calls(file, stripped, locate)
    add_names(file, stripped, locate, excuses)
    return file
end

return cfile
