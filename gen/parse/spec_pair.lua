-- SPDX-License-Identifier: BSD-2-Clause
--
-- Blocks `pair` and `vector`.
--
--     pair errno freebsd -> linux fallback EINVAL
--         ECAPMODE  -> EPERM  "Linux has no capability mode"
-- -> the POLICY and LINE records of gen/model.lua
--
--     vector linux-amd64
--         foreign linux/amd64
-- -> the vector record of gen/model.lua

local call = require("parse.spec_call")
local domain = require("parse.spec_domain")

local pair = {}

local OPS = { "==", "->", "ignore", "none", "hand", "zero", "const", "clamp" }
local IS_OP = {}
for _, op in ipairs(OPS) do IS_OP[op] = true end

function pair.open(cur, _, loc)
    local block = { kind = "pair", loc = loc, what = "domain", lines = {} }
    if cur:peek(1) and cur:peek(2) and (cur:peek() == "struct" or cur:peek() == "ioctls") and cur:peek(1) ~= "->"
        and cur:peek(1) ~= "<->" then
        block.what = cur:word("")
    end
    block.name_loc = cur:loc()
    block.name = cur:name("the name of a domain")
    block.to_name = block.name
    if cur:accept("==") then block.to_name = cur:name("its name on the other side") end
    block.from, block.to, block.both = call.direction(cur, true)
    while cur:more() do
        if cur:accept("fallback") then
            block.fallback_loc = cur:loc()
            block.fallback = cur:name("a member after 'fallback'")
        elseif cur:accept("unknown") then
            block.unknown = domain.unknown(cur)
        else
            cur:unexpected({ "fallback", "unknown" })
        end
    end
    return block
end

function pair.member(cur, block)
    local line = { loc = cur:loc(), targets = {} }
    if cur:peek() == "range" and cur:peek(1) and not IS_OP[cur:peek(1)] then
        cur.i = cur.i + 1
        line.range = true
        line.loc = cur:loc()
    end
    line.name = cur:word("the name of a member")
    if line.name and not line.name:find("^[%a_][%w_.]*$") then
        cur:fail(cur.i - 1, "name", "'%s' is no name; expected a member", line.name)
    end
    local op, at = cur:word("one of " .. table.concat(OPS, " "))
    if op and not IS_OP[op] then
        cur:fail(at, "syntax", "expected one of %s, found '%s'", table.concat(OPS, " "), op)
    end
    line.op = op
    if op == "==" or op == "->" then
        line.target_loc = cur:loc()
        local word, i = cur:word("the name on the other side")
        for name in (word or ""):gmatch("[^|]+") do
            if not name:find("^[%a_][%w_.]*$") then
                cur:fail(i, "name", "'%s' is no name; expected a member of the other side", name)
            end
            line.targets[#line.targets + 1] = name
        end
        if op == "==" and #line.targets > 1 then
            cur:fail(i, "syntax", "'==' takes one name; several bits need '->'")
        end
    elseif op == "none" and cur:peek() then
        line.errno_loc = cur:loc()
        line.errno = cur:name("an errno after 'none'")
    elseif op == "const" then
        line.number = cur:number("a number after 'const'")
    elseif op == "hand" then
        if cur.kinds[cur.i + 1] == "string" then line.file = cur:string() end
    end
    line.reason = cur:string()
    cur:finish()
    if line.name and IS_OP[line.op] then
        line.broken = cur.failed or nil
        block.lines[#block.lines + 1] = line
    end
end

-- vector ---------------------------------------------------------------------------------------------

pair.vector = {}

function pair.vector.open(cur, kind, loc)
    local block = { kind = kind, loc = loc, brands = {}, auxv = {}, undecided = {}, said = {} }
    local word, i = cur:word("the name of the vector")
    if word and not word:find("^[%w_%-.]+$") then cur:fail(i, "name", "'%s' is no name of a vector", word) end
    block.name = word
    cur:finish()
    return block
end

local function abi(cur)
    local word, i = cur:word("OS/ARCH")
    if not word then return nil end
    local os, arch = word:match("^([%w_]+)/([%w_]+)$")
    if not os then return cur:fail(i, "syntax", "expected OS/ARCH, found '%s'", word) end
    return { os = os, arch = arch, loc = cur:loc(i) }
end

local function rest(cur)
    return cur:string() or cur:word("a word or a text")
end

local function brand(cur, block)
    local kind, i = cur:word("osabi, note or interpreter")
    local entry = { kind = kind, loc = cur:loc(i) }
    if kind == "osabi" then
        entry.value = cur:word("the system EI_OSABI names")
    elseif kind == "note" then
        entry.name = rest(cur)
        entry.system = cur:word("the system the note names")
    elseif kind == "interpreter" then
        entry.path = rest(cur)
    elseif kind then
        return cur:fail(i, "syntax", "expected osabi, note or interpreter, found '%s'", kind)
    end
    if not cur.failed then block.brands[#block.brands + 1] = entry end
end

local WORDS = {
    foreign = abi,
    native = abi,
    pair = rest, prefix = rest, root = rest, osname = rest, osrelease = rest, abi = rest,
    ossversion = function(cur) return cur:number("a number") end,
    errno = function(cur)
        local word, i = cur:word("negative or carry")
        if word and word ~= "negative" and word ~= "carry" then
            return cur:fail(i, "syntax", "expected negative or carry, found '%s'", word)
        end
        return word
    end,
}
local WORD_LIST = { "foreign", "native", "pair", "prefix", "brand", "root", "osname", "osrelease", "ossversion",
    "errno", "abi", "auxv", "undecided" }

function pair.vector.member(cur, block)
    local loc = cur:loc()
    local word = cur:peek() or ""
    if word == "brand" then
        cur.i = 2
        brand(cur, block)
    elseif word == "auxv" then
        cur.i = 2
        local entry = { loc = cur:loc(), tag = cur:name("an auxv tag"), from = cur:word("where its value comes from") }
        if cur:more() then entry.argument = rest(cur) end
        if not cur.failed then block.auxv[#block.auxv + 1] = entry end
    elseif word == "undecided" then
        cur.i = 2
        local entry = { loc = loc, name = cur:name("what is not decided"),
            text = cur:want_string("what has to be decided, and where to look") }
        if not cur.failed then block.undecided[#block.undecided + 1] = entry end
    elseif WORDS[word] then
        cur.i = 2
        if block.said[word] then
            cur:fail(1, "vector-twice", "'%s' stands at line %d already", word, block.said[word].line)
        end
        block.said[word] = loc
        local found = WORDS[word](cur)
        if not cur.failed then block[word] = found end
    else
        cur:unexpected(WORD_LIST)
    end
    cur:finish()
end

return pair
