-- SPDX-License-Identifier: BSD-2-Clause
--
-- Text of a spec -> the same facts in canonical layout.
--
--     format.text("enum errno\n EPERM 1 'no'\n")
--
-- Members are indented by 4 blanks (8 in a view) and stand in columns; a column is as wide as its widest cell
-- within the block, cells past a limit aside, and two blanks from the next.  Words stand in the order they were
-- written in, comments where they were; blank lines come singly.  A line that cannot be read is left alone.

local lex = require("parse.spec_lex")
local source = require("source")

local format = {}

local LIMIT, CALL_LIMIT, GAP = 44, 60, 2

local function quoted(text)
    return '"' .. text:gsub('[\\"]', "\\%0") .. '"'
end

-- words i..j joined by one blank
local function joined(line, i, j)
    local out = {}
    for k = i, j do out[#out + 1] = line.kinds[k] == "string" and quoted(line.words[k]) or line.words[k] end
    return table.concat(out, " ")
end

-- index of the last word before a text that ends the line, and the text or nil
local function tail(line)
    local n = #line.words
    if n > 1 and line.kinds[n] == "string" then return n - 1, quoted(line.words[n]) end
    return n, nil
end

-- Cells by kind of block; each gets a line's words and returns a list of cells, "" for an empty one.
local cells = {}

local PREFIX = { mask = true, number = true, range = true }

local function value_end(line, at, kind, last)
    if kind == "range" then
        return line.words[at + 1] == ".." and at + 2 or at
    end
    return math.min(line.words[at] == "=" and at + 1 or at, last)
end

function cells.enum(line)
    local last, text = tail(line)
    local at = PREFIX[line.words[1]] and last > 1 and 2 or 1
    local stop = value_end(line, at + 1, line.words[1], last)
    return { joined(line, 1, at), joined(line, at + 1, stop), joined(line, stop + 1, last), text or "" }
end
cells.flags = cells.enum

local function type_end(line, at)
    return line.words[at] == "struct" and at + 1 or at
end

-- `view NAME`, as the parser tells it from a field of that name
local function is_view(line)
    return line.words[1] == "view" and line.words[2] and line.kinds[2] ~= "string" and
        (not line.words[3] or line.kinds[3] == "string")
end

function cells.struct(line)
    if is_view(line) then return { joined(line, 1, #line.words) } end
    local last, text = tail(line)
    local stop = math.min(type_end(line, 2), last)
    local place = math.min(stop + 1, last)
    return { joined(line, 1, 1), joined(line, 2, stop), place > stop and joined(line, place, place) or "",
        joined(line, place + 1, last), text or "" }
end

function cells.typedefs(line)
    local last, text = tail(line)
    local stop = math.min(type_end(line, 2), last)
    return { joined(line, 1, 1), joined(line, 2, stop), joined(line, stop + 1, last), text or "" }
end

function cells.ioctls(line)
    local last, text = tail(line)
    local stop = 2
    if line.words[2] == "=" then stop = 3 end
    if (line.words[2] or ""):find("^io[rwint]*$") then stop = 4 end
    stop = math.min(stop, last)
    while (line.words[stop + 1] or ""):find("^[%a_][%w_]*=.") and stop < last do stop = stop + 1 end
    return { joined(line, 1, 1), joined(line, 2, stop), joined(line, stop + 1, last), text or "" }
end

function cells.traps(line)
    local last, text = tail(line)
    local list = {}
    for i = 1, 4 do list[i] = joined(line, i, math.min(i, last)) end
    list[4] = joined(line, 4, last)
    list[5] = text or ""
    return list
end

function cells.call(line)
    local last, text = tail(line)
    return { joined(line, 1, 1), joined(line, 2, last), text or "" }
end

function cells.pair(line)
    local last, text = tail(line)
    local at = line.words[1] == "range" and last > 2 and line.words[3] ~= nil and 2 or 1
    if at == 2 and (line.words[2] == "==" or line.words[2] == "->") then at = 1 end
    return { joined(line, 1, at), joined(line, at + 1, last), text or "" }
end

function cells.vector(line)
    return { joined(line, 1, #line.words) }
end

local TIGHT_AFTER = { ["("] = true, ["["] = true }
local TIGHT_BEFORE = { ["("] = true, [")"] = true, [","] = true, [":"] = true, ["?"] = true, ["["] = true,
    ["]"] = true }

-- openat(dfd: at_fd, filename: path?) | = openat(dfd, filename) -> fd | "reason"
local function call_text(line, i, j)
    local out = {}
    for k = i, j do
        local word = line.words[k]
        if line.kinds[k] == "string" then word = quoted(word) end
        if k > i and not TIGHT_AFTER[line.words[k - 1]] and not (TIGHT_BEFORE[word] and not line.kinds[k]) then
            out[#out + 1] = " "
        end
        out[#out + 1] = word
    end
    return table.concat(out)
end

function cells.calls(line)
    local last, text = tail(line)
    local equal = last + 1
    for i = 1, last do
        if line.words[i] == "=" and not line.kinds[i] then
            equal = i
            break
        end
    end
    return { call_text(line, 1, equal - 1), call_text(line, equal, last), text or "" }
end

-- A run of `arch` lines in column 1 is a table of its own.
local ARCH_WORDS = { "bits", "long", "endian", "family", "ioctl", "pair64", "align64", "number_base", "private" }

local function arch_cells(line)
    local said, list = {}, { joined(line, 1, 2) }
    local last, text = tail(line)
    -- a word without its value, or said twice, must not move or get lost
    if last % 2 ~= 0 then return nil end
    for i = 3, last, 2 do
        if said[line.words[i]] then return nil end
        said[line.words[i]] = joined(line, i, i + 1)
    end
    for _, word in ipairs(ARCH_WORDS) do
        list[#list + 1] = said[word] or ""
        said[word] = nil
    end
    -- a word the list lacks must not be lost
    if next(said) then return nil end
    list[#list + 1] = text or ""
    return list
end

local KEYWORDS = { source = true, enum = true, flags = true, struct = true, typedefs = true, ioctls = true,
    traps = true, arch = true, call = true, calls = true, pair = true, vector = true }

-- Lines of the text -> list of { kind = "blank"|"comment"|"open"|"member"|"raw", ... }; `block` numbers what is
-- aligned together.
local function read(text)
    local list, block, kind = {}, 0, nil
    local in_view, view_column = false, 0
    for _, raw in source.lines(text) do
        local entry = { kind = "raw", text = raw:gsub("[ \t]+$", "") }
        local at = raw:find("[^ \t]")
        if not at then
            entry.kind = "blank"
        elseif raw:byte(at) == 35 then
            entry.kind, entry.text, entry.column = "comment", entry.text:sub(at), at
        else
            local keyword = at == 1 and raw:match("^[%a_]+")
            local punctuated = at > 1 and kind == "calls"
            local words, cols, kinds, comment = lex.split(raw, punctuated)
            if words then
                local line = { words = words, cols = cols, kinds = kinds, comment = comment }
                if at == 1 then
                    if not (keyword == "arch" and kind == "arch") then block = block + 1 end
                    kind = keyword and KEYWORDS[keyword] and keyword or nil
                    entry.kind, entry.depth, in_view = "open", 0, false
                    entry.cells = keyword == "arch" and arch_cells(line) or { joined(line, 1, #words) }
                elseif kind and cells[kind] then
                    entry.kind, entry.depth, entry.cells = "member", 4, cells[kind](line)
                    if kind == "struct" then
                        if is_view(line) then
                            in_view, view_column = true, at
                        elseif in_view and at > view_column then
                            entry.depth = 8
                        else
                            in_view = false
                        end
                    end
                end
                if entry.cells then
                    entry.block = block
                    entry.limit = kind == "calls" and at > 1 and CALL_LIMIT or LIMIT
                    entry.comment = comment and comment:gsub("[ \t]+$", "")
                end
            end
        end
        list[#list + 1] = entry
    end
    return list
end

local function length(text)
    return utf8.len(text) or #text
end

-- Widths of the columns of each block: the widest cell that has something behind it.
local function measure(list)
    local widths = {}
    for _, entry in ipairs(list) do
        if entry.cells then
            local last = 0
            for i, cell in ipairs(entry.cells) do
                if cell ~= "" then last = i end
            end
            if entry.comment then last = #entry.cells + 1 end
            entry.last = last
            local key = entry.block .. (entry.kind == "open" and "open" or "")
            entry.key = key
            widths[key] = widths[key] or {}
            for i = 1, math.min(last - 1, #entry.cells) do
                local indent = i == 1 and entry.depth or 0
                local n = length(entry.cells[i]) + indent
                if n <= entry.limit + (i == 1 and 4 or 0) then widths[key][i] = math.max(widths[key][i] or 0, n) end
            end
        end
    end
    return widths
end

local function render(entry, widths)
    local out = { (" "):rep(entry.depth) }
    local used, wanted = entry.depth, 0
    local row = { table.unpack(entry.cells) }
    if entry.comment then row[#row + 1] = entry.comment end
    for i = 1, entry.last do
        local cell = row[i]
        if cell ~= "" then
            if i > 1 then
                local pad = math.max(wanted - used, entry.started and GAP or 0)
                out[#out + 1] = (" "):rep(pad)
                used = used + pad
            end
            out[#out + 1] = cell
            used = used + length(cell)
            entry.started = true
        end
        local width = widths[i] or 0
        if width > 0 then wanted = wanted + width + GAP end
    end
    return table.concat(out)
end

function format.text(text)
    local list = read(text)
    local widths = measure(list)
    local out = {}
    local depth_after = {}
    local depth = 0
    for i = #list, 1, -1 do
        local entry = list[i]
        if entry.depth then depth = entry.depth end
        depth_after[i] = depth
        -- a comment at the end of the file keeps to the side it stood on
        if entry.kind == "comment" and i == #list then depth_after[i] = entry.column == 1 and 0 or 4 end
    end
    local blank = true
    for i, entry in ipairs(list) do
        if entry.kind == "blank" then
            if not blank then out[#out + 1] = "" end
            blank = true
        else
            blank = false
            if entry.kind == "comment" then
                out[#out + 1] = (" "):rep(entry.column == 1 and 0 or math.max(depth_after[i], 4)) .. entry.text
            elseif entry.cells then
                out[#out + 1] = render(entry, widths[entry.key])
            else
                out[#out + 1] = entry.text
            end
        end
    end
    while out[#out] == "" do out[#out] = nil end
    return table.concat(out, "\n") .. "\n"
end

return format
