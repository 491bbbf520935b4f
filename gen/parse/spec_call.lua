-- SPDX-License-Identifier: BSD-2-Clause
--
-- Blocks `call` (companion of syscalls.master) and `calls` (what each call becomes).
--
--     call read since 1.0
--         buf  out bytes count
-- -> { kind = "call", name, since, upto, text, loc, args = list of { name, dir, domain, type = TYPE, bytes,
--      path, string, text, loc } }
--
--     calls linux -> freebsd
--         openat(dfd: at_fd, filename: path, mode) = openat(AT_FDCWD, filename, mode) -> fd
-- -> { kind = "calls", from, to, loc, lines = list of RAW LINE }; a RAW LINE is the calls-pair line of
--    gen/model.lua, but args of a pointer carry dir, of = "stat", count and no kind yet: whether `of` is a
--    structure, a domain or a scalar is known only when everything is loaded.

local domain = require("parse.spec_domain")
local lex = require("parse.spec_lex")
local struct = require("parse.spec_struct")

local call = {}

local ARG_WORDS = { "in", "out", "inout", "domain", "struct", "bytes", "path", "string" }
local DIRECTIONS = { ["in"] = true, out = true, inout = true }

function call.open(cur, kind, loc)
    local block = { kind = kind, loc = loc, args = {}, name = cur:name("the name of a call") }
    while cur:more() do
        local text = cur:string()
        if text then
            block.text = text
            cur:finish()
        elseif cur:accept("returns") then
            block.returns = cur:name("a domain after 'returns'")
        elseif not domain.attribute(cur, block) then
            cur:unexpected({ "since", "until", "obsolete", "reserved", "returns" })
        end
    end
    return block
end

function call.member(cur, block)
    local arg = { loc = cur:loc(), name = cur:name("the name of an argument") }
    if not cur:more() then cur:fail(cur.i, "syntax", "nothing is said about argument %s", arg.name) end
    while cur:more() do
        local word = cur:peek() or ""
        local text = cur:string()
        if text then
            arg.text = text
            cur:finish()
        elseif DIRECTIONS[word] and not arg.dir then
            cur.i = cur.i + 1
            arg.dir = word
        elseif cur:accept("domain") then
            arg.domain = cur:name("a domain")
        elseif cur:accept("bytes") then
            arg.bytes = cur:word("the argument with the number of bytes")
        elseif cur:accept("path") then
            arg.path = true
        elseif cur:accept("string") then
            arg.string = true
        elseif word == "struct" or struct.base_type(word) then
            arg.type = struct.type(cur)
        else
            cur:unexpected(ARG_WORDS)
        end
    end
    if arg.name and not cur.failed then block.args[#block.args + 1] = arg end
end

-- `FROM -> TO` or `FROM <-> TO`
function call.direction(cur, both_allowed)
    local from = cur:name("the system it comes from")
    local both = both_allowed and cur:accept("<->")
    if not both then cur:want("->", both_allowed and " or '<->'" or "") end
    return from, cur:name("the system it goes to"), both or nil
end

call.pair = { punctuated = true }

function call.pair.open(cur, kind, loc)
    local block = { kind = kind, loc = loc, lines = {} }
    block.from, block.to = call.direction(cur, false)
    cur:finish()
    return block
end

local function pointed(cur, arg)
    arg.dir = cur:word("in, out or inout")
    arg.nullable = cur:accept("?") or nil
    arg.explicit_struct = cur:accept("struct") or nil
    arg.of = cur:name("a structure, a domain or a type after '" .. arg.dir .. "'")
    if cur:accept("[") then
        local i = cur.i
        arg.count = cur:number("the number of elements")
        if arg.count and arg.count < 1 then cur:fail(i, "number", "an array has at least one element") end
        cur:want("]")
    end
end

local function argument(cur)
    local arg = { loc = cur:loc(), name = cur:name("the name of an argument"), kind = "plain" }
    if cur:accept(":") then
        local word = cur:peek()
        if word and DIRECTIONS[word] then
            arg.kind = nil
            pointed(cur, arg)
        elseif word == "path" then
            cur.i = cur.i + 1
            arg.kind = "path"
            arg.nullable = cur:accept("?") or nil
        else
            arg.kind = "domain"
            arg.domain = cur:name("a domain, path, in, out or inout")
        end
    end
    return arg
end

-- `( A, B )` with `read` for each; the opening parenthesis is taken already
local function list(cur, read)
    local items = {}
    if cur:accept(")") then return items end
    while cur:more() do
        items[#items + 1] = read(cur)
        if cur:accept(")") then return items end
        if cur.failed then return items end
        if not cur:accept(",") then
            cur:fail(cur.i, "syntax", "expected ',' or ')', found %s", cur:shown(cur.i))
        end
    end
    cur:fail(cur.i, "syntax", "expected another argument, found the end of the line")
    return items
end

local function service_argument(cur)
    local loc = cur:loc()
    local word, i = cur:word("an argument, a native constant or a number")
    if not word then return nil end
    local number = lex.integer(word)
    if number then return { kind = "number", value = number, loc = loc } end
    if word:find("^[%u_][%u%d_]*$") then return { kind = "const", name = word, loc = loc } end
    if not word:find("^[%a_][%w_]*$") then
        return cur:fail(i, "name", "'%s' is no argument, constant or number", word)
    end
    return { kind = "arg", name = word, loc = loc }
end

local function operation(cur, line)
    local word, i = cur:name("a native service, hand, nosys, error or zero")
    if not word then return end
    if (word == "hand" or word == "nosys" or word == "error" or word == "zero") and cur:peek() ~= "(" then
        line.op = word
        if word == "hand" then
            line.file = cur:want_string("the file that holds the handler")
        elseif word == "error" then
            line.errno = cur:name("an errno after 'error'")
        end
    else
        line.op, line.service, line.service_loc = "service", word, cur:loc(i)
        if cur:accept("(") then line.service_args = list(cur, service_argument) end
        if cur:accept("->") then
            line.result_loc = cur:loc()
            line.result = cur:name("the domain of the result")
        end
    end
    line.reason = cur:string()
    cur:finish()
end

function call.pair.member(cur, block)
    local line = { loc = cur:loc(), from = block.from, to = block.to, name = cur:name("the name of a call") }
    if cur:accept("(") then line.args = list(cur, argument) end
    if cur:want("=", " and what the call becomes") then operation(cur, line) end
    if line.name and line.op then
        line.broken = cur.failed or nil
        block.lines[#block.lines + 1] = line
    end
end

return call
