-- SPDX-License-Identifier: BSD-2-Clause
--
-- Types, and the blocks `struct`, `typedefs`, `ioctls`, `traps` and `arch`.
--
--     struct epoll_event size 12 arm64=16 align 4 arm64=8 header "linux/eventpoll.h"
--         events  u32  @0
--         data    u64  @4   arm64=@8
--         view fd
--             fd  i32  @4   arm64=@8
--
-- -> block { kind = "struct", name, size = CELLS, align = CELLS, header, tag, typedef, loc,
--            fields = list of RAW FIELD, views = list of { name, loc, fields } }
-- RAW FIELD { name, loc, cells (EXPR = { type = TYPE or nil, offset = 4 } or absent), type, domain, pad, when,
--             since, text }
-- TYPE { base = "u64", struct = "timespec" or nil, count = 4 or nil, count_arg = "nfds" or nil, flexible, loc }

local domain = require("parse.spec_domain")
local lex = require("parse.spec_lex")
local value = require("parse.spec_value")

local struct = {}

local BASES = { i8 = true, u8 = true, i16 = true, u16 = true, i32 = true, u32 = true, i64 = true, u64 = true,
    char = true, long = true, ulong = true, ptr = true }
local BASE_LIST = { "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "char", "long", "ulong", "ptr", "struct" }

function struct.is_base(word) return BASES[word] or false end

local function with_count(text, loc)
    local base, count = text:match("^([%a_][%w_]*)%[([%w_]*)%]$")
    base = base or text:match("^[%a_][%w_]*$")
    if not base then return nil end
    local type = { base = base, loc = loc }
    if count == "" then
        type.flexible = true
    elseif count and count:find("^%d") then
        type.count = lex.integer(count)
        if not type.count then return nil end
    elseif count then
        type.count_arg = count
    end
    return type
end

-- "u64[4]" -> TYPE or nil
function struct.base_type(text, loc)
    local type = with_count(text, loc)
    return type and BASES[type.base] and type or nil
end

-- One or two words -> TYPE
function struct.type(cur)
    local word, i = cur:word("a type")
    if not word then return nil end
    local loc = cur:loc(i)
    local type
    if word == "struct" then
        word, i = cur:word("the name of a structure after 'struct'")
        type = word and with_count(word, loc)
        if not word then return nil end
        if type then type.struct, type.base = type.base, "struct" end
    else
        type = struct.base_type(word, loc)
    end
    if not type then
        local near = require("cli").nearest(word, BASE_LIST)
        return cur:fail(i, "type", "'%s' is no type%s", word, near and (", did you mean '" .. near .. "'?") or "")
    end
    return type
end

local function sizes(cur, what)
    local cells = { base = value.take(cur, what) }
    value.overrides(cur, cells, false)
    return cells
end

local HEADER_WORDS = { "size", "align", "header", "tag", "typedef" }

function struct.open(cur, kind, loc)
    local block = { kind = kind, loc = loc, fields = {}, views = {} }
    block.name = cur:name("the name of the structure")
    while cur:more() do
        if cur:accept("size") then
            block.size = sizes(cur, "a size in bytes")
        elseif cur:accept("align") then
            block.align = sizes(cur, "an alignment in bytes")
        elseif cur:accept("header") then
            block.header = cur:want_string("a header")
        elseif cur:accept("tag") then
            block.tag = cur:want_string("the C tag")
        elseif cur:accept("typedef") then
            block.typedef = cur:name("a name after 'typedef'")
        elseif not domain.attribute(cur, block) then
            block.text = cur:string()
            if not block.text then cur:unexpected(HEADER_WORDS) end
        end
    end
    if not block.size and not cur.failed then
        cur:fail(#cur.words + 1, "struct-size", "struct %s has no size", block.name)
    end
    return block
end

-- "@8", "u32@8", "-" or "@-" -> EXPR of a field
local function place(text, loc)
    if text == "-" or text == "@-" then return { absent = true, loc = loc } end
    local type_text, offset_text = text:match("^([^@]*)@(.+)$")
    local offset = offset_text and lex.integer(offset_text)
    if not offset or offset < 0 then return nil, ("'%s' is no @OFFSET"):format(text) end
    local type
    if type_text ~= "" then
        type = struct.base_type(type_text, loc)
        if not type then return nil, ("'%s' is no type"):format(type_text) end
    end
    return { type = type, offset = offset, loc = loc }
end

local FIELD_WORDS = { "domain", "when", "pad", "since", "until", "view", "header", "internal" }

local function field_attributes(cur, raw)
    while cur:more() do
        local text = cur:string()
        if text then
            raw.text = text
            cur:finish()
        elseif (cur:peek() or ""):find("^[%a_][%w_]*=.") then
            value.overrides(cur, raw.cells, false, place)
        elseif cur:accept("pad") then
            raw.pad = true
        elseif cur:accept("domain") then
            raw.domain = cur:name("a domain")
        elseif cur:accept("header") then
            raw.header_name = cur:want_string("the field's name in the header")
        elseif cur:accept("when") then
            raw.when = { loc = cur:loc(), field = cur:name("a field after 'when'") }
            if cur:want("in", " and members") then raw.when.members = domain.names(cur, "members after 'in'") end
        elseif not domain.attribute(cur, raw) then
            cur:unexpected(FIELD_WORDS)
        end
    end
end

local function field(cur)
    local raw = { loc = cur:loc(), cells = {} }
    raw.name = cur:name("the name of a field")
    raw.type = struct.type(cur)
    local word, i = cur:word("@OFFSET")
    if not word then return nil end
    local cell, why = place(word, cur:loc(i))
    if not cell then return cur:fail(i, "number", "%s", why) end
    raw.cells.base = cell
    field_attributes(cur, raw)
    return raw
end

function struct.member(cur, block, column)
    if cur:peek() == "view" and cur:peek(1) and not cur:peek(2) then
        cur.i = 2
        block.view = { loc = cur:loc(1), name = cur:name("the name of the view"), fields = {}, column = column,
            text = cur:string() }
        if not cur.failed then block.views[#block.views + 1] = block.view end
        return
    end
    if block.view and column <= block.view.column then block.view = nil end
    local raw = field(cur)
    if not raw or not raw.name or not raw.type then return end
    local fields = block.view and block.view.fields or block.fields
    fields[#fields + 1] = raw
end

-- typedefs: NAME TYPE [ARCH=TYPE...] -----------------------------------------------------------------

struct.typedefs = {}

function struct.typedefs.open(cur, kind, loc)
    cur:finish()
    return { kind = kind, loc = loc, items = {}, name = kind }
end

local function type_cell(text, loc)
    if text == "-" then return { absent = true, loc = loc } end
    local type = struct.base_type(text, loc)
    if not type then return nil, ("'%s' is no type"):format(text) end
    return { type = type, loc = loc }
end

function struct.typedefs.member(cur, block)
    local raw = { loc = cur:loc(), cells = {}, name = cur:name("the name of a type") }
    local i = cur.i
    raw.type = struct.type(cur)
    if not raw.type then return end
    raw.cells.base = { type = raw.type, loc = cur:loc(i) }
    value.overrides(cur, raw.cells, false, type_cell)
    raw.text = cur:string()
    cur:finish()
    block.items[#block.items + 1] = raw
end

-- ioctls ---------------------------------------------------------------------------------------------

local ENCODERS = { io = true, ior = true, iow = true, iowr = true, iowint = true }
local DIRECTIONS = { ["in"] = true, out = true, inout = true, none = true, value = true }
local IOCTL_WORDS = { "in", "out", "inout", "none", "value", "since", "until", "obsolete", "size" }

struct.ioctls = {}

function struct.ioctls.open(cur, kind, loc)
    local block = { kind = kind, loc = loc, items = {}, raw_by_name = {} }
    block.name = cur:name("the name of the list")
    while cur:more() do
        if cur:accept("header") then
            block.header = cur:want_string("a header")
        else
            cur:unexpected({ "header" })
        end
    end
    return block
end

local function encoder(cur)
    local op = cur:word("an encoder")
    local group = cur:number("the group, a character in single quotes or a number")
    local nr = cur:number("the number within the group")
    return nr and { op = op, group = group, nr = nr }
end

local function ioctl_attributes(cur, raw)
    while cur:more() do
        local word = cur:peek() or ""
        local text = cur:string()
        if text then
            raw.text = text
            cur:finish()
        elseif word:find("^[%a_][%w_]*=.") then
            value.overrides(cur, raw.cells, true)
        elseif DIRECTIONS[word] and not raw.dir then
            cur.i = cur.i + 1
            raw.dir = word
            if word == "in" or word == "out" or word == "inout" then raw.type = struct.type(cur) end
        elseif cur:accept("size") then
            -- a type of the ABI's width, or a number
            if BASES[cur:peek() or ""] then
                raw.size_of = cur:word("a type")
            else
                raw.size = cur:number("the size that is encoded")
            end
        elseif not domain.attribute(cur, raw) then
            cur:unexpected(IOCTL_WORDS)
        end
    end
end

function struct.ioctls.member(cur, block)
    local raw = { kind = "ioctl", loc = cur:loc(), cells = {} }
    raw.name = cur:name("the name of a request")
    if cur:accept("=") then
        local i = cur.i
        raw.alias_of = cur:name("the primary name after '='")
        if raw.alias_of then
            raw.cells.base = { parts = { { name = raw.alias_of } }, loc = cur:loc(i), text = raw.alias_of }
        end
    elseif ENCODERS[cur:peek() or ""] then
        raw.encoder = encoder(cur)
    else
        raw.cells.base = value.take(cur, "a number or an encoder (io, ior, iow, iowr)", true)
    end
    ioctl_attributes(cur, raw)
    if not cur.failed and not raw.dir and not raw.alias_of and not (raw.cells.base or {}).absent then
        cur:fail(#cur.words + 1, "ioctl-direction", "%s has no direction: in, out, inout, none or value", raw.name)
    end
    if cur.failed and not raw.cells.base and not raw.encoder then return end
    raw.broken = cur.failed or nil
    raw.index = #block.items + 1
    block.items[raw.index] = raw
    if not block.raw_by_name[raw.name] then block.raw_by_name[raw.name] = raw end
end

-- traps ----------------------------------------------------------------------------------------------

struct.traps = {}

function struct.traps.open(cur, kind, loc)
    local block = { kind = kind, loc = loc, items = {}, name = cur:name("an architecture") }
    cur:finish()
    return block
end

local function name_or_none(cur, what)
    local word, i = cur:word(what .. ", or -")
    if not word or word == "-" then return nil end
    for part in (word .. "|"):gmatch("([^|]*)|") do
        if not part:find("^[%a_][%w_]*$") then
            return cur:fail(i, "name", "'%s' is no name; expected %s", word, what)
        end
    end
    return word
end

function struct.traps.member(cur, block)
    local raw = { loc = cur:loc(), codes = {}, name = cur:name("the name of a trap"), value = cur:number("its number") }
    raw.signal = name_or_none(cur, "a signal")
    raw.code = name_or_none(cur, "an si_code")
    if raw.code then
        for part in raw.code:gmatch("[^|]+") do raw.codes[#raw.codes + 1] = part end
        raw.code = raw.codes[1]
    end
    raw.text = cur:string()
    cur:finish()
    if raw.name and raw.value then block.items[#block.items + 1] = raw end
end

-- arch -----------------------------------------------------------------------------------------------

struct.arch = {}

local CHOICES = {
    endian = { little = true, big = true },
    ioctl = { generic = true, powerpc = true, parisc = true, bsd = true },
    pair64 = { aligned = true, unaligned = true },
}
local CHOICE_TEXT = { endian = "little or big", ioctl = "generic, powerpc, parisc or bsd",
    pair64 = "aligned or unaligned" }
local NUMBERS = { bits = true, long = true, align64 = true, number_base = true }
local ARCH_WORDS = { "bits", "endian", "family", "ioctl", "number_base", "private", "pair64", "long", "align64" }

function struct.arch.open(cur, kind, loc)
    local arch = { kind = kind, loc = loc, families = {}, number_base = 0 }
    arch.name = cur:name("the name of the architecture")
    while cur:more() do
        local word = cur:peek() or ""
        if CHOICES[word] then
            cur.i = cur.i + 1
            local choice, i = cur:word(CHOICE_TEXT[word])
            if choice and not CHOICES[word][choice] then
                cur:fail(i, "arch-word", "'%s' is no %s; expected %s", choice, word, CHOICE_TEXT[word])
            end
            arch[word] = choice
        elseif NUMBERS[word] then
            cur.i = cur.i + 1
            arch[word] = cur:number("a number after '" .. word .. "'")
        elseif cur:accept("family") then
            for _, name in ipairs(domain.names(cur, "families")) do arch.families[#arch.families + 1] = name end
        elseif cur:accept("private") then
            local text, i = cur:word("FIRST..LAST")
            local cell, why = domain.span(text or "")
            if text and not cell then cur:fail(i, "number", "%s", why) end
            if cell then arch.private = { first = cell.first, last = cell.last } end
        else
            arch.text = cur:string()
            if not arch.text then cur:unexpected(ARCH_WORDS) end
        end
    end
    for _, word in ipairs({ "bits", "endian", "ioctl" }) do
        if not arch[word] and not cur.failed then
            cur:fail(#cur.words + 1, "arch-word", "arch %s does not say '%s'", arch.name, word)
        end
    end
    if arch.bits and arch.bits ~= 32 and arch.bits ~= 64 then cur:fail(1, "arch-word", "bits is 32 or 64") end
    arch.long = arch.long or arch.bits
    arch.align64 = arch.align64 or 8
    return arch
end

return struct
