-- SPDX-License-Identifier: BSD-2-Clause
--
-- Values that differ by architecture: what stands behind a name in the specs, and what it comes to.
--
--     EDEADLK  35  mips=45 alpha=11 hppa=-      base 35, overrides; `-` says the name does not exist there
--     O_SYNC   O_DSYNC|0x100000                 numbers, N<<M and names of earlier members, joined by |
--
-- A parsed value is a CELLS record { base = EXPR, by = { [arch or family] = EXPR }, order = { names of by } }.
-- EXPR is { absent = true, loc = }, { number = 35, loc =, text = "35" } or
-- { parts = { 1 | { name = "O_DSYNC" } }, loc =, text = }.
-- value.resolve(raw, arch, block) gives the integer on that architecture, or nil where it does not exist.

local lex = require("parse.spec_lex")
local model = require("model")

local value = {}

-- One word -> EXPR, or nil and why not.  `names` allows names of members.
function value.expr(text, loc, names)
    if text == "-" then return { absent = true, loc = loc, text = text } end
    local number = lex.integer(text)
    if number then return { number = number, loc = loc, text = text } end
    local parts = {}
    for part in (text .. "|"):gmatch("([^|]*)|") do
        local left, right = part:match("^(.-)<<(.+)$")
        if left then
            local a, b = lex.integer(left), lex.integer(right)
            if not a or not b or b < 0 or b > 63 then return nil, ("'%s' is no shift of numbers"):format(part) end
            parts[#parts + 1] = a << b
        elseif part:find("^[%a_][%w_]*$") then
            if not names then return nil, ("'%s' is no number"):format(part) end
            parts[#parts + 1] = { name = part }
        else
            local n, why = lex.integer(part)
            if not n then return nil, ("'%s' %s"):format(part, why) end
            parts[#parts + 1] = n
        end
    end
    return { parts = parts, loc = loc, text = text }
end

-- Takes a value word from the cursor.
function value.take(cur, what, names)
    local text, i = cur:word(what)
    if not text then return nil end
    local expr, why = value.expr(text, cur:loc(i), names)
    if not expr then return cur:fail(i, "value", "%s; expected %s", why, what) end
    return expr
end

-- Takes ARCH=VALUE words as long as they stand there, into cells.  `read(text, loc)` makes the cell
-- (default: a number expression).
function value.overrides(cur, cells, names, read)
    local words, kinds = cur.words, cur.kinds
    read = read or value.expr
    while not cur.failed do
        local i = cur.i
        local word = kinds[i] ~= "string" and words[i]
        local arch, text
        if word then arch, text = word:match("^([%a_][%w_]*)=(.+)$") end
        if not arch then return end
        local by, order = cells.by, cells.order
        if not by then
            by, order = {}, {}
            cells.by, cells.order = by, order
        end
        local expr, why = read(text, { file = cur.file, line = cur.at, col = cur.cols[i] }, names)
        if not expr then return cur:fail(i, "value", "%s in the override for %s", why, arch) end
        if by[arch] then
            return cur:fail(i, "override-twice", "%s has an override on this line already", arch)
        end
        by[arch] = expr
        order[#order + 1] = { name = arch, expr = expr }
        cur.i = i + 1
    end
end

-- The EXPR that holds on arch.
function value.cell(cells, arch)
    return cells.by and model.override(cells.by, arch) or cells.base
end

-- EXPR -> integer or nil.  Names are looked up in block.raw_by_name among records before `index`, so
-- that a chain of names ends.
function value.eval(expr, arch, block, index)
    if not expr or expr.absent then return nil end
    if expr.number then return expr.number end
    local total = 0
    for _, part in ipairs(expr.parts) do
        if type(part) == "table" then
            local other = block and block.raw_by_name[part.name]
            if not other or other.index >= index then return nil end
            part = value.resolve(other, arch, block)
            if not part then return nil end
        end
        total = total | part
    end
    return total
end

function value.resolve(raw, arch, block)
    return value.eval(value.cell(raw.cells, arch), arch, block, raw.index)
end

return value
