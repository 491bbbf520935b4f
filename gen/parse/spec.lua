-- SPDX-License-Identifier: BSD-2-Clause
--
-- Text of a *.spec, *.pair or *.vector file -> its blocks.  The grammar stands in specs/README.md.
--
--     local doc = spec.parse(text, "specs/linux/errno.spec", sink)
--     doc = { file =, sources = { { text =, loc = } }, blocks = list of BLOCK, heading = begins with a comment }
--     BLOCK.kind = "enum"|"flags"|"struct"|"typedefs"|"ioctls"|"traps"|"arch"|"call"|"pair"|"calls"|"vector"; its other
--     fields are documented in the module that reads it.
--
-- Never prints, never exits.  A line that is wrong is reported once, at the word that is wrong, and left
-- out; reading goes on with the next line.

local call = require("parse.spec_call")
local cli = require("cli")
local domain = require("parse.spec_domain")
local lex = require("parse.spec_lex")
local pair = require("parse.spec_pair")
local source = require("source")
local struct = require("parse.spec_struct")

local spec = {}

local HANDLERS = {
    enum = domain, flags = domain, struct = struct, typedefs = struct.typedefs, ioctls = struct.ioctls,
    traps = struct.traps, arch = struct.arch, call = call, calls = call.pair, pair = pair, vector = pair.vector,
}
spec.keywords = { "source", "enum", "flags", "struct", "typedefs", "ioctls", "traps", "arch", "call", "calls",
    "pair", "vector" }

local function open(doc, cur)
    if cur.kinds[1] == "string" then
        cur:fail(1, "keyword", "a string cannot open a block")
        return "lost"
    end
    local keyword, i = cur:word("a keyword")
    local handler = HANDLERS[keyword]
    if keyword == "source" then
        local text = cur:want_string("the source of the facts")
        cur:finish()
        if text then doc.sources[#doc.sources + 1] = { text = text, loc = cur:loc(i) } end
        return nil
    elseif not handler then
        local near = cli.nearest(keyword, spec.keywords)
        cur:fail(1, "keyword", "'%s' opens no block%s", keyword,
            near and (", did you mean '" .. near .. "'?") or "; members are indented")
        return "lost"
    end
    local block = handler.open(cur, keyword, cur:loc(i))
    if not block.name and not block.from then return "lost" end
    block.broken = cur.failed or nil
    doc.blocks[#doc.blocks + 1] = block
    return block
end

function spec.parse(text, file, sink)
    local doc = { file = file, sources = {}, blocks = {}, heading = text:find("^%s*#") ~= nil }
    local block, member, punctuated, spare
    for number, line in source.lines(text) do
        local at = line:find("[^ \t]")
        local first = at and line:byte(at)
        if first and first ~= 35 then
            if at == 1 then
                local cur = lex.line(line, file, number, sink, false, spare)
                spare = cur or spare
                block = cur and open(doc, cur) or (cur == nil and "lost") or nil
                local handler = type(block) == "table" and HANDLERS[block.kind]
                member, punctuated = handler and handler.member, handler and handler.punctuated
            elseif member then
                local cur = lex.line(line, file, number, sink, punctuated, spare)
                spare = cur or spare
                if cur then member(cur, block, at) end
            elseif block ~= "lost" then
                sink:error({ file = file, line = number, col = at }, "indent",
                    block and ("a block '%s' has no members"):format(block.kind) or "no block is open here")
            end
        end
    end
    return doc
end

return spec
