-- SPDX-License-Identifier: BSD-2-Clause
--
-- One entry of a syscalls.master: number, type, prototype, other names -> a call of parse/master.lua's record.
--
--     entry.take(p, pos, eol)    reads the entry whose number is at offset `pos`, on the line that ends at
--                                `eol`; adds the call to p.items, returns the offset of the line after it
--     entry.place(p, offset)     { file, line, col }
--     entry.joined(text, eol)    end of the logical line: a line that ends in `\` goes on
--
-- p is the state of one parse: text, file, sink, description (of the dialect), items, branch, starts (offsets
-- of lines), line (the current one), hint (the line last asked for), shift (what to add to an offset in text;
-- text is one entry alone while its comments are blanked out), strict, and what was seen: cache, spelled, kinds.

local cdecl = require("parse.cdecl")
local cli = require("cli")
local dialects = require("parse.master_dialect")

local entry = {}

-- numbers in one range; every one becomes a row
local MOST = 10000

local byte, find, match, sub = string.byte, string.find, string.match, string.sub

-- the end of the logical line whose first part ends at `eol`
local function joined(text, eol)
    local size = #text
    while eol <= size do
        local c = byte(text, eol - 1)
        if c == 13 then c = byte(text, eol - 2) end
        if c ~= 92 then break end
        eol = find(text, "\n", eol + 1, true) or size + 1
    end
    return eol
end

-- Offset in p.text -> loc.  What is asked for is nearly always on or soon after the line of the last question.
local function place(p, offset)
    local starts, line = p.starts, p.hint
    offset = offset + p.shift
    if (starts[line] or offset + 1) > offset then line = 1 end
    local after = starts[line + 1]
    while after and after <= offset do
        line = line + 1
        after = starts[line + 1]
    end
    p.hint = line
    return { file = p.file, line = line, col = offset - starts[line] + 1 }
end

entry.joined, entry.place = joined, place

local function set_flags(p, call, text, offset)
    local known_text = p.kinds[text]
    if known_text then
        call.flags, call.flag_list, call.type = known_text.flags, known_text.flag_list, known_text.type
        call.compat, call.empty = known_text.compat, known_text.empty
        return
    end
    local description, flags, list = p.description, {}, {}
    local main
    local errors = p.sink:count("error")
    for at, word in text:gmatch("()([^|]*)") do
        local known = description.flags[word]
        local compat = not known and dialects.is_compat(word, description)
        if not known and not compat then
            local names = {}
            for name in pairs(description.flags) do names[#names + 1] = name end
            table.sort(names)
            local near = cli.nearest(word, names)
            p.sink:error(place(p, offset + at - 1), "flag-unknown", "unknown type '%s'%s", word,
                near and (", did you mean '" .. near .. "'?") or
                (word:find("^COMPAT") and "; COMPAT is followed by a release number" or ""))
        elseif flags[word] then
            p.sink:error(place(p, offset + at - 1), "flag-twice", "'%s' stands here twice", word)
        elseif (compat or dialects.MAIN[word]) and main then
            p.sink:error(place(p, offset + at - 1), "flag-conflict", "'%s' contradicts '%s'", word, main)
        else
            if compat then call.compat = word end
            if compat or dialects.MAIN[word] then main = word end
            flags[word] = true
            list[#list + 1] = word
        end
    end
    if not main then
        for _, word in ipairs(list) do
            if dialects.STANDS_FOR_STD[word] then main = word break end
        end
        if not main and #list > 0 then
            p.sink:error(place(p, offset), "flag-missing", "'%s' says no kind of entry; STD, COMPAT... or OBSOL?", text)
        end
    end
    if main and dialects.EMPTY[main] and #list > 1 then
        p.sink:error(place(p, offset), "flag-conflict", "'%s' says nothing about an entry that is '%s'",
            list[1] == main and list[2] or list[1], main)
    end
    call.flags, call.flag_list = flags, list
    call.type = main or "STD"
    call.empty = dialects.EMPTY[call.type]
    if p.sink:count("error") == errors then
        p.kinds[text] = {
            flags = flags, flag_list = list, type = call.type, compat = call.compat, empty = call.empty,
        }
    end
end

-- `body` begins with its first letter; `plain` is true when it has neither comments nor dots
local function take_argument(p, call, body, offset, plain)
    local args = call.args
    local arg = cdecl.argument(body, p.cache, plain)
    local loc = place(p, offset)
    arg.loc = loc
    if arg.problem then
        arg.name = arg.name or not arg.variadic and arg.type ~= "void" and "arg" .. #args + 1 or nil
        arg.type = arg.type or "int"
        local text = body:gsub("%s+", " ")
        if arg.strange and (call.flags.NOARGS or call.flags.NOPROTO) then
            -- no struct is made of it
            p.sink:warn(loc, "arg-type", "%s, in a type that only a systrace description would show: '%s'",
                arg.problem, text)
        else
            p.sink:error(loc, "arg-syntax", "%s: '%s'", arg.problem, text)
        end
    end
    if arg.variadic then
        if call.varargs then p.sink:error(loc, "arg-varargs-twice", "'...' stands here twice") end
        call.varargs = call.varargs or #args
    end
    if arg.type == "void" and not arg.problem then
        p.sink:error(loc, "arg-void", "'void' is an argument list by itself, not one argument of several")
    elseif not (arg.variadic and not arg.name) then
        args[#args + 1] = arg
    end
end

local function take_args(p, call, from, to)
    local text = sub(p.text, from, to)
    call.args = {}
    if find(text, "^%s*void%s*$") then return end
    if not find(text, "%S") then
        p.sink:warn(place(p, from - 1), "arg-none", "empty argument list; write (void)")
        return
    end
    if find(text, "[", 1, true) or find(text, "/", 1, true) then
        local pieces = cdecl.split(text)
        for i, piece in ipairs(pieces) do
            if i == #pieces and i > 1 and not find(piece[2], "%S") then
                p.sink:warn(place(p, from + piece[1] - 2), "arg-comma", "nothing follows the last comma")
                break
            end
            local lead = match(piece[2], "^%s*()")
            take_argument(p, call, sub(piece[2], lead), from + piece[1] + lead - 2)
        end
        return
    end
    -- only commas outside parentheses part arguments
    local at, scan = match(text, "^%s*()"), 1
    local open = find(text, "(", 1, true)
    local plain = not find(text, ".", 1, true)
    while true do
        local comma = find(text, ",", scan, true)
        while open and comma and open < comma do
            local close = cdecl.balanced(text, open)
            if not close then
                open, comma = nil, nil
                break
            end
            open = find(text, "(", close, true)
            comma = find(text, ",", close, true)
        end
        local body = sub(text, at, (comma or 0) - 1)
        if body == "" and not comma and scan > 1 then
            p.sink:warn(place(p, from + scan - 2), "arg-comma", "nothing follows the last comma")
            break
        end
        take_argument(p, call, body, from + at - 1, plain)
        if not comma then break end
        scan = comma + 1
        at = match(text, "^%s*()", scan)
    end
end

-- { ret name(args); } or { ret|prefix|version|name(args); }: `from` and `to` are inside the braces
local function take_prototype(p, call, from, to)
    local text = p.text
    local open = find(text, "(", from, true)
    if not open or open > to then
        p.sink:error(place(p, from), "prototype", "expected 'type name(arguments);' between the braces")
        return
    end
    local head = sub(text, from, open - 1)
    if find(head, "/*", 1, true) then
        call.comment = match(head, "/%*%s*(.-)%s*%*/")
        head = head:gsub("/%*.-%*/", function(comment) return (" "):rep(#comment) end)
    end
    local ret, name, at
    if p.description.bars then
        local version, prefix
        ret, prefix, version, at, name =
            match(head, "^%s*([^|]*)%s*|%s*([%w_]*)%s*|%s*([%w_]*)%s*|%s*()([%a_][%w_]*)%s*$")
        if not ret then
            p.sink:error(place(p, from), "prototype", "expected 'type|prefix|compat|name(arguments);'")
            return
        end
        call.prefix, call.version = prefix, version
    else
        ret, at, name = match(head, "^%s*(.*[%s%*])()([%a_][%w_]*)%s*$")
        if not ret or ret == "" or find(ret, "[^%w_%s%*]") then
            p.sink:error(place(p, from), "prototype", "expected 'type name(arguments);' between the braces")
            return
        end
    end
    local normal = p.cache[ret]
    if not normal then
        normal = cdecl.normal(ret)
        p.cache[ret] = normal
    end
    call.ret = normal
    local spelled = p.spelled[ret]
    if spelled == nil then
        spelled = match(ret, "^(.-)%s*$") ~= normal and ret
        p.spelled[ret] = spelled
    end
    if spelled then call.ret_spelled = spelled end
    call.func = name
    call.name_loc = place(p, from + at - 1)

    local close = find(text, ")", open, true)
    local nested = find(text, "(", open + 1, true)
    if nested and close and nested < close then close = cdecl.balanced(text, open) end
    if not close or close > to then
        p.sink:error(place(p, open), "prototype", "this parenthesis is not closed before '}'")
        return
    end
    take_args(p, call, open + 1, close - 1)
    local rest = match(text, "^%s*;%s*()", close + 1) ~= to + 1 and sub(text, close + 1, to)
    if rest and find(rest, "/*", 1, true) then
        call.comment = call.comment or match(rest, "/%*%s*(.-)%s*%*/")
        rest = rest:gsub("/%*.-%*/", function(comment) return (" "):rep(#comment) end)
        if match(rest, "^%s*;%s*$") then rest = nil end
    end
    if rest then
        local junk = find(rest, "%S")
        p.sink:error(place(p, junk and close + junk or close), "prototype", "expected ');' before '}'%s",
            junk and (", found '" .. rest:match("%S+") .. "'") or "")
    end
end

local function take_alternatives(p, call, text, offset)
    local words = {}
    for at, word in text:gmatch("()(%S+)") do
        if word ~= "\\" then words[#words + 1] = { word, offset + at - 1 } end
    end
    if #words == 0 then return end
    local wanted = p.description.alts
    if #words ~= wanted and not (wanted == 3 and #words == 1 and not p.description.audit) then
        p.sink:error(place(p, words[1][2]), "alternatives", wanted == 3 and
            "%d words after '}'; there must be three, name, argument struct and return type, or none" or
            "%d words after '}'; there can be one, the name", #words)
    end
    call.alias = words[1][1]
    if wanted == 3 then
        call.tag = words[2] and words[2][1]
        call.rtype = words[3] and words[3][1]
    end
end

-- NetBSD and OpenBSD: words between the type and the brace
local function take_middle(p, call, text, offset)
    local words = {}
    for at, word in text:gmatch("()(%S+)") do words[#words + 1] = { word, offset + at - 1 } end
    local i = 1
    while words[i] do
        local word = words[i][1]
        if word == "MODULAR" and p.description.bars then
            i = i + 1
            call.module = words[i] and words[i][1]
            if not call.module then
                p.sink:error(place(p, words[i - 1][2]), "module-name", "MODULAR wants the name of a module")
            end
        elseif word == "RUMP" and p.description.bars then
            call.rump = true
        elseif p.description.bars and find(word, "^[%l%d_]+$") then
            call.alias, call.alias_first = word, true
        elseif p.description.audit then
            p.sink:error(place(p, words[i][2]), "entry-words", "unexpected '%s' before '{'", word)
        else
            call.extra = call.extra or {}
            call.extra[#call.extra + 1] = word
        end
        i = i + 1
    end
end

-- the words of an entry without a call
local function take_words(p, call, from, to)
    local words = {}
    for word in sub(p.text, from, to):gmatch("%S+") do
        if word ~= "\\" then words[#words + 1] = word end
    end
    call.words, call.args = words, {}
    call.name = words[1]
    return words
end

-- comment lines as blanks, every offset kept
local function without_comments(text, each)
    return (text:gsub("(\n[ \t]*)()(;[^\n]*)", function(lead, at, comment)
        if each then each(at, comment) end
        return lead .. (" "):rep(#comment)
    end))
end

-- The brace that closes the one at `brace`, and whether there are comment lines (which may hold braces of their
-- own) between them; or nil and where the next entry begins.
local function closing(text, brace)
    local close = find(text, "}", brace + 1, true)
    local another = find(text, "{", brace + 1, true)
    -- the one semicolon of a prototype comes after its parenthesis; others begin comments
    local semicolon = close and find(text, ";", brace, true)
    local comments = false
    if semicolon and semicolon < close then
        local second = find(text, ";", semicolon + 1, true)
        comments = second and second < close or byte(text, semicolon - 1) ~= 41
    end
    if close and not comments and not (another and another < close) then return close, false end
    local limit = find(text, "\n[%d#]", brace) or #text
    local region = without_comments(sub(text, brace, limit))
    close, another = find(region, "}", 2, true), find(region, "{", 2, true)
    if not close or another and another < close then return nil, limit + 1 end
    return brace + close - 1, true
end

-- what stands in braces, and after them
local function take_braced(p, call, brace, close, rest, stop, comments)
    local text = p.text
    local body = sub(text, brace + 1, close - 1)
    if p.strict then
        local blank = find(body, " \n", 1, true) or find(body, "\t\n", 1, true)
        if not blank and find(text, "^[ \t]+\n", close + 1) then blank = close - brace end
        if blank then call.blank_end = place(p, brace + blank).line end
    end
    local slash = find(body, "\\", 1, true)
    while slash do
        if find(body, "^[ \t]+\r?\n", slash + 1) then
            p.sink:error(place(p, brace + slash), "line-blank", "blanks after the backslash")
        end
        comments = true
        slash = find(body, "\\", slash + 1, true)
    end
    if not call.empty and find(text, "^[ \t]*[^%s{]", rest) then
        take_middle(p, call, sub(text, rest, brace - 1), rest)
    end
    if call.empty then
        -- svr4 has `UNIMPL { int fork(void); }`: to the generators that is a comment
        take_words(p, call, rest, stop - 1)
        return
    end
    if comments then
        -- comment lines and continuations are blanked out; p.text is this entry alone meanwhile
        body = body:gsub("\\([ \t]*\r?\n)", " %1")
        body = without_comments(body, function(at, comment)
            call.comments = call.comments or {}
            call.comments[#call.comments + 1] = { line = place(p, brace + at).line, text = comment }
        end)
        p.text, p.shift = "{" .. body .. sub(text, close, stop - 1), brace - 1
    end
    take_prototype(p, call, brace + 1 - p.shift, close - 1 - p.shift)
    if not find(text, "^\r?\n", close + 1) then
        take_alternatives(p, call, sub(text, close + 1, stop - 1), close + 1 - p.shift)
    end
    p.text, p.shift = text, 0
    call.name = call.alias or call.func
    call.args = call.args or {}
end

-- an entry without braces
local function take_bare(p, call, rest, stop)
    local words = take_words(p, call, rest, stop - 1)
    if call.empty then return end
    if p.description.namespaces and words[1] and find(words[1], "^%u+$") then
        call.extra = { table.remove(words, 1) }
    end
    if p.description.alts == 3 and (#words == 1 or #words == 4) and call.flags.NODEF then
        call.func, call.alias, call.tag, call.rtype = words[1], words[2], words[3], words[4]
        call.name = call.alias or call.func
    else
        p.sink:error(call.loc, "entry-brace", "'%s' wants a prototype in braces", call.type)
        call.empty = true
    end
end

-- One entry; `pos` is the offset of its number.  Returns the offset of the line after it.
function entry.take(p, pos, eol)
    local text, size = p.text, #p.text
    -- sized for what most calls have
    local call = {
        kind = "call", loc = { file = p.file, line = p.line, col = pos - p.starts[p.line] + 1 },
        number = nil, last = nil, audit = nil, type = nil, flags = nil, flag_list = nil, func = nil, name = nil,
        ret = nil, args = nil, name_loc = nil, lines = nil,
    }
    eol = joined(text, eol)
    local stop = eol
    local brace = find(text, "{", pos, true)
    local close, comments
    if brace and brace < eol then
        close, comments = closing(text, brace)
        if not close then
            p.sink:error(call.loc, "entry-unterminated", "this entry has no '}'")
            return comments
        end
        stop = joined(text, find(text, "\n", close, true) or size + 1)
    else
        brace = nil
    end

    local number, dash, last, after, audit, kind, rest
    if p.description.audit then
        number, dash, last, audit, after, kind, rest = match(text, "^(%d+)(%-?)(%d*)[ \t]+(%S+)[ \t]+()(%S+)()", pos)
    else
        number, dash, last, after, kind, rest = match(text, "^(%d+)(%-?)(%d*)[ \t]+()(%S+)()", pos)
        if kind == "MPSAFE" and p.description.namespaces then
            call.mpsafe = true
            after, kind, rest = match(text, "^[ \t]+()(%S+)()", rest)
        end
    end
    if not kind or rest > eol + 1 or (dash == "-") ~= (last ~= "") then
        p.sink:error(call.loc, "entry", p.description.audit and "expected 'number AUE_event type ...'" or
            "expected 'number type ...'")
        return stop + 1
    end
    call.number = math.tointeger(number)
    call.last = last ~= "" and math.tointeger(last) or call.number
    if #number > 9 or #last > 9 then
        p.sink:error(call.loc, "number", "'%s' is too large for a system call", #number > 9 and number or last)
        return stop + 1
    end
    call.audit = audit
    local items = p.items
    items[#items + 1] = call
    call.branch = p.branch
    -- "STD{" without a blank
    if brace and rest > brace then
        rest = brace
        kind = sub(text, after, brace - 1)
    end
    set_flags(p, call, kind, after)
    if call.last < call.number then
        p.sink:error(call.loc, "range-reversed", "the range %s-%s runs backwards", number, last)
        call.last = call.number
    elseif call.last - call.number > MOST then
        p.sink:error(call.loc, "range-size", "the range %s-%s has %d numbers; more than %d make no table", number, last,
            call.last - call.number + 1, MOST)
        call.last = call.number
    end

    if brace then
        take_braced(p, call, brace, close, rest, stop, comments)
    else
        take_bare(p, call, rest, stop)
    end
    if call.last ~= call.number and p.description.audit and (brace and not call.empty or
        not (call.flags.UNIMPL or call.flags.RESERVED)) then
        p.sink:error(call.loc, "range-type", "a range can only be UNIMPL or RESERVED")
    end
    return stop + 1
end

return entry
