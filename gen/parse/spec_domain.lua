-- SPDX-License-Identifier: BSD-2-Clause
--
-- Blocks `enum` and `flags`.
--
--     flags open_flags unknown ignore header "asm/fcntl.h"
--         mask O_ACCMODE  0x3
--         O_RDONLY        0    of O_ACCMODE
--         O_SYNC          0x101000 mips=0x4010  contains O_DSYNC  since 2.6.33  "synchronous"
--
-- -> block { kind = "enum"|"flags", name, type, header, unknown, loc, items = list of RAW, raw_by_name }
-- RAW { kind = "member"|"mask"|"number"|"range", name, index, cells (see spec_value), loc, alias_of,
--       of_mask, contains, since, upto, was, header_value, internal, obsolete, reserved, domain, text };
-- cells of a range hold { first =, last = }.

local lex = require("parse.spec_lex")
local value = require("parse.spec_value")

local domain = {}

local HEADER_WORDS = { "type", "header", "unknown", "since", "until", "internal" }
local MEMBER_WORDS = { "since", "until", "was", "header", "internal", "obsolete", "reserved", "of", "contains",
    "domain" }

local TYPES = { i8 = true, u8 = true, i16 = true, u16 = true, i32 = true, u32 = true, i64 = true, u64 = true,
    long = true, ulong = true }

-- `unknown ignore|pass|refuse ERRNO`, after the word itself
function domain.unknown(cur)
    local word, i = cur:word("'ignore', 'pass' or 'refuse ERRNO'")
    if word == "ignore" or word == "pass" then return { op = word } end
    if word == "refuse" then return { op = "refuse", errno = cur:name("an errno after 'refuse'") } end
    if word then cur:fail(i, "syntax", "expected 'ignore', 'pass' or 'refuse ERRNO', found '%s'", word) end
end

function domain.open(cur, kind, loc)
    local block = { kind = kind, loc = loc, type = "i32", items = {}, raw_by_name = {},
        unknown = { op = "refuse", errno = "EINVAL" } }
    block.name = cur:name("the name of the domain")
    while cur:more() do
        if cur:accept("type") then
            local i = cur.i
            block.type = cur:name("a type")
            if block.type and not TYPES[block.type] then
                cur:fail(i, "type", "'%s' is no integer type", block.type)
            end
        elseif cur:accept("header") then
            block.header = cur:want_string("a header")
        elseif cur:accept("unknown") then
            block.unknown = domain.unknown(cur)
        elseif not domain.attribute(cur, block) then
            cur:unexpected(HEADER_WORDS)
        end
    end
    return block
end

-- "A,B" or "A|B" -> list of names
function domain.names(cur, what)
    local word, i = cur:word(what)
    local list = {}
    for name in (word or ""):gmatch("[^,|]+") do
        if not name:find("^[%a_][%w_]*$") then
            cur:fail(i, "name", "'%s' is no name; expected %s", name, what)
        end
        list[#list + 1] = name
    end
    return list
end

-- Attributes shared by members of domains, ioctls, fields and calls.  True when one was taken.
function domain.attribute(cur, raw)
    if cur:accept("since") then
        raw.since = cur:word("a release after 'since'")
    elseif cur:accept("until") then
        raw.upto = cur:word("a release after 'until'")
    elseif cur:accept("internal") then
        raw.internal = true
    elseif cur:accept("obsolete") then
        raw.obsolete = true
    elseif cur:accept("reserved") then
        raw.reserved = true
    else
        return false
    end
    return true
end

-- most members have neither old values nor parts: they share this list
local NONE = {}

local function was(cur, raw)
    local entry = { loc = cur:loc(), value = value.take(cur, "the old value after 'was'", true) }
    if not cur:want("until", " and the release that changed it") then return end
    entry.upto = cur:word("a release after 'until'")
    if cur:accept("on") then
        entry.arches = domain.names(cur, "architectures after 'on'")
        entry.arch = table.concat(entry.arches, ",")
    end
    if raw.was == NONE then raw.was = {} end
    raw.was[#raw.was + 1] = entry
end

local function attributes(cur, raw)
    while cur:more() do
        local text = cur:string()
        if text then
            raw.text = text
            if cur:more() then cur:fail(cur.i, "syntax", "the text ends the line, found %s", cur:shown(cur.i)) end
        elseif (cur:peek() or ""):find("^[%a_][%w_]*=.") then
            value.overrides(cur, raw.cells, true)
        elseif cur:accept("was") then
            was(cur, raw)
        elseif cur:accept("header") then
            raw.header_value = value.take(cur, "the value in the header", true)
        elseif cur:accept("of") then
            raw.of_mask = cur:name("a mask after 'of'")
        elseif cur:accept("contains") then
            if raw.contains == NONE then raw.contains = {} end
            for _, name in ipairs(domain.names(cur, "names after 'contains'")) do
                raw.contains[#raw.contains + 1] = name
            end
        elseif cur:accept("domain") then
            raw.domain = cur:name("a domain")
        elseif not domain.attribute(cur, raw) then
            cur:unexpected(MEMBER_WORDS)
        end
    end
end

-- "32..64" -> a cell of a range
local function span(text, loc)
    if text == "-" then return { absent = true, loc = loc } end
    local a, b = text:match("^(.-)%.%.(.+)$")
    local first, last = a and lex.integer(a), b and lex.integer(b)
    if not first or not last then return nil, ("'%s' is no FIRST..LAST"):format(text) end
    return { first = first, last = last, loc = loc }
end
domain.span = span

local function range(cur, raw)
    raw.name = cur:name("the name of the range")
    local word, i = cur:word("FIRST .. LAST")
    if not word then return end
    local joined = word
    if not word:find("..", 1, true) and word ~= "-" then
        if not cur:want("..", " between first and last") then return end
        joined = word .. ".." .. (cur:word("the last number") or "")
    end
    local cell, why = span(joined, cur:loc(i))
    if not cell then return cur:fail(i, "number", "%s", why) end
    raw.cells.base = cell
    value.overrides(cur, raw.cells, false, span)
    raw.text = cur:string()
    cur:finish()
end

local function valued(cur, raw)
    raw.name = cur:name("a name")
    if cur:accept("=") then
        local i = cur.i
        raw.alias_of = cur:name("the primary name after '='")
        if raw.alias_of then
            raw.cells.base = { parts = { { name = raw.alias_of } }, loc = cur:loc(i), text = raw.alias_of }
        end
    else
        raw.cells.base = value.take(cur, "a value", true)
    end
    attributes(cur, raw)
end

local KINDS = { mask = true, number = true, range = true }

function domain.member(cur, block)
    local word = cur:peek()
    local kind = word and KINDS[word] and cur:peek(1) and word or "member"
    if kind ~= "member" then cur.i = cur.i + 1 end
    local raw = { kind = kind, loc = cur:loc(), cells = {}, was = NONE, contains = NONE }
    if kind == "range" then range(cur, raw) else valued(cur, raw) end
    if raw.of_mask and kind ~= "member" then cur:fail(1, "syntax", "only a member can be 'of' a mask") end
    if cur.failed and not raw.cells.base then return end
    raw.index = #block.items + 1
    block.items[raw.index] = raw
    if not block.raw_by_name[raw.name] then block.raw_by_name[raw.name] = raw end
end

return domain
