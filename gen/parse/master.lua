-- SPDX-License-Identifier: BSD-2-Clause
--
-- syscalls.master, in every dialect -> one record.  Never prints, never exits; problems go to `sink`.
--
--     local m = master.parse(text, "specs/linux/amd64/syscalls.master", { dialect = nil }, sink)
--     for _, call in ipairs(master.calls(m)) do ... end
--
-- opts.dialect forces one of parse/master_dialect.lua's names; by default it is recognised.
--
-- The record:
--     file, dialect (name), detected (why, nil when forced), description (of the dialect)
--     first    text of the first line, whatever it is (NetBSD quotes it)
--     id       text of the version line ("$FreeBSD$" and what stands around it), or nil
--     items    everything in file order, so that the file can be written again:
--       { kind = "call", ... }                    see below
--       { kind = "directive", op = "if"|"else"|"elif"|"endif"|"include"|"define"|..., text = whole line }
--       { kind = "comment", text = whole line }   ;...
--       { kind = "blank" }
--       { kind = "id", text = whole line }        the version line
--       { kind = "headers" }                      %%ABI_HEADERS%%
--       { kind = "table" }                        %% (NetBSD: here the entries begin)
--     every item has loc = { file, line, col }
--
-- A call:
--     number, last    the number; `last` is the same but for ranges
--     audit           "AUE_READ", nil in dialects without
--     type            the kind of entry: "STD", "COMPAT11", "OBSOL", "UNIMPL", "RESERVED", "SYSMUX", "INDIR", ...;
--                     "NODEF" and its like when STD is only implied
--     flags           set of all words of the type column, type included: call.flags.NOPROTO
--     flag_list       the same words in order
--     compat          the COMPAT word, or nil
--     empty           true for a number without a call (OBSOL, UNIMPL, RESERVED, EXCL, IGNORED)
--     func            the C function, "linux_openat"; NetBSD: the base name, "openat"
--     name            what the call is called: `alias` if there is one, else `func` for FreeBSD's relatives;
--                     for an empty entry the first word of its text, or nil
--     ret             return type, one spelling ("ssize_t", "void *"); ret_spelled when written otherwise
--     args            list of parse/cdecl.lua's argument records, each with loc; {} for (void)
--     varargs         number of arguments before "...", nil without; with { int open(..., ... mode_t mode) }
--                     the arguments after it are in args too
--     alias, tag, rtype   the alternative name, argument struct and return type after `}`
--     words           an entry without braces: the words after the type ({ "nosys", "(reserved)" })
--     prefix, version, module, rump      NetBSD: "sys", "50" (may be ""), "compat_50", true
--     extra           words between type and `{` that are none of these (NOLOCK)
--     mpsafe          the DragonFly of old: MPSAFE stands before the type
--     comments        lines of comment inside the entry: { line =, text = }
--     comment         text of a /* */ in the prototype outside its arguments
--     branch          list of the #if/#else lines it stands under, outermost first, or nil
--     lines           number of lines it takes
--     blank_end       the last of its lines that ends in blanks (freebsd-16 only)
--     loc, name_loc   place of the number and of the function's name

local dialects = require("parse.master_dialect")
local entry = require("parse.master_entry")

local master = {}

local byte, find, match, sub = string.byte, string.find, string.match, string.sub
local joined, place, take_entry = entry.joined, entry.place, entry.take

-- The calls of a record in order, without the rest.
function master.calls(record)
    local list = {}
    for _, item in ipairs(record.items) do
        if item.kind == "call" then list[#list + 1] = item end
    end
    return list
end

local function take_directive(p, line, loc)
    local op = match(line, "^%s*#%s*(%a*)")
    local item = { kind = "directive", op = op, text = line, loc = loc, branch = p.branch }
    p.items[#p.items + 1] = item
    if op == "if" or op == "ifdef" or op == "ifndef" then
        item.op = "if"
        p.open[#p.open + 1] = item
    elseif op == "else" or op == "elif" then
        if #p.open == 0 then
            p.sink:error(loc, "branch", "#%s without #if", op)
        elseif p.open[#p.open].op == "else" then
            p.sink:error(loc, "branch", "#%s after #else", op)
        else
            p.open[#p.open] = item
        end
    elseif op == "endif" then
        if #p.open == 0 then
            p.sink:error(loc, "branch", "#endif without #if")
        else
            p.open[#p.open] = nil
        end
    else
        return
    end
    local branch = {}
    for i, open in ipairs(p.open) do branch[i] = open.text end
    p.branch = #branch > 0 and branch or nil
end

local function line_starts(text)
    local starts, n, at = { 1 }, 1, 0
    local size = #text
    while true do
        at = find(text, "\n", at + 1, true)
        if not at or at >= size then return starts end
        n = n + 1
        starts[n] = at + 1
    end
end

local function take_other(p, line, loc)
    local items = p.items
    if not find(line, "%S") then
        items[#items + 1] = { kind = "blank", loc = loc, text = line ~= "" and line or nil }
    elseif find(line, "^%s*;") then
        items[#items + 1] = { kind = "comment", text = line, loc = loc }
    elseif find(line, "^%s*#") then
        take_directive(p, line, loc)
    elseif find(line, "^%%%%ABI_HEADERS%%%%%s*$") then
        items[#items + 1] = { kind = "headers", loc = loc }
    elseif find(line, "^%%%%%s*$") then
        items[#items + 1] = { kind = "table", loc = loc }
    elseif find(line, "%$[%a]+BSD") or find(line, "%$%a*Id") or find(line, "%$DragonFly") or p.line == 1 and
        find(line, "^%s*%$") then
        items[#items + 1] = { kind = "id", text = line, loc = loc }
        p.id = p.id or line
    else
        p.sink:error(loc, "line", "this line belongs to no entry: '%s'", line:match("^%s*(.-)%s*$"))
    end
end

function master.parse(text, file, opts, sink)
    local name, why = opts and opts.dialect or nil, nil
    if not name then name, why = dialects.detect(text) end
    local p = {
        text = text, file = file, sink = sink, description = dialects.get(name), items = {}, open = {},
        starts = line_starts(text), line = 1, hint = 1, shift = 0,
        -- what was seen already: type spellings, return types, type columns
        cache = {}, spelled = {}, kinds = {},
        strict = dialects.get(name) and dialects.get(name).layout == "strict",
    }
    assert(p.description, "unknown dialect " .. tostring(name))
    local starts, size = p.starts, #text
    local count, pos = #starts, 1
    while pos <= size do
        local eol = find(text, "\n", pos, true) or size + 1
        local c = byte(text, pos)
        if c >= 48 and c <= 57 then
            local first = p.line
            local item_count = #p.items
            pos = take_entry(p, pos, eol)
            local line = first
            while line < count and starts[line + 1] <= pos do line = line + 1 end
            if pos > size then line = count + 1 end
            p.line, p.hint = line, line
            local call = p.items[item_count + 1]
            if call then call.lines = line - first end
        else
            -- NetBSD joins lines before it looks at them, so its comments and directives go on after `\`
            if p.description.bars then eol = joined(text, eol) end
            local stop = byte(text, eol - 1) == 13 and eol - 2 or eol - 1
            take_other(p, sub(text, pos, stop), { file = file, line = p.line, col = 1 })
            pos = eol + 1
            p.line = p.line + 1
            while p.line <= count and starts[p.line] < pos do p.line = p.line + 1 end
        end
    end
    for _, item in ipairs(p.open) do
        sink:error(item.loc, "branch", "'%s' has no #endif", item.text)
    end
    local cr = find(text, "\r\n", 1, true)
    if cr then
        sink:error(place(p, cr), "line-crlf", "lines end in CR LF, which the system's own generators take for text")
    end
    return {
        file = file, dialect = name, detected = why, description = p.description, id = p.id, items = p.items,
        first = match(text, "^[^\r\n]*"),
        crlf = cr ~= nil,
    }
end

return master
