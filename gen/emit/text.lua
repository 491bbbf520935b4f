-- SPDX-License-Identifier: BSD-2-Clause
--
-- Building C text: a list of pieces, tabs, comments.
--
--     local t = text.new()
--     t:line("#define\t%s%s", text.tab("LINUX_EPERM", 32), "1")       -- formatted when there are arguments
--     t:blank()                                                      -- never two in a row
--     t:comment("why this is so", "\t")                              -- wrapped at 100 columns
--     t:rows({ { "a", "1" }, { "long", "22" } }, "\t{ ", " },")      -- cells aligned with tabs
--     local s = t:text()

local text = {}
local methods = {}
methods.__index = methods

local WIDTH = 100

function text.new()
    return setmetatable({ list = {}, n = 0 }, methods)
end

local function put(self, piece)
    local n = self.n + 1
    self.n = n
    self.list[n] = piece
end

function methods:line(fmt, ...)
    put(self, select("#", ...) > 0 and fmt:format(...) or fmt)
end

function methods:blank()
    if self.n > 0 and self.list[self.n] ~= "" then put(self, "") end
end

-- Appends the lines of another text.
function methods:append(other)
    table.move(other.list, 1, other.n, self.n + 1, self.list)
    self.n = self.n + other.n
end

function methods:text()
    while self.n > 0 and self.list[self.n] == "" do
        self.list[self.n] = nil
        self.n = self.n - 1
    end
    return table.concat(self.list, "\n") .. "\n"
end

-- Columns a text takes on screen, tabs included, when it starts at column `at`.
function text.width(s, at)
    at = at or 0
    local from = 1
    while true do
        local tab = s:find("\t", from, true)
        if not tab then return at + #s - from + 1 end
        at = at + tab - from
        at = at + 8 - at % 8
        from = tab + 1
    end
end

-- `s` followed by as many tabs as lead to column `width` (a multiple of 8), at least one.
function text.tab(s, width)
    local need = (width - #s + 7) // 8
    return s .. ("\t"):rep(need > 0 and need or 1)
end

-- The multiple of 8 that every one of the words fits below with a blank to spare.
function text.column(words, limit)
    local most = 0
    for _, word in ipairs(words) do
        if #word > most and (not limit or #word < limit) then most = #word end
    end
    return (most // 8 + 1) * 8
end

-- What may stand inside a comment.
function text.safe(s)
    return (s:gsub("%*/", "* /"):gsub("/%*", "/ *"):gsub("%c", " "))
end

-- Words of `s` in lines of at most `width` characters.
function text.wrap(s, width)
    local lines, line = {}, nil
    for word in s:gmatch("%S+") do
        if line and #line + 1 + #word <= width then
            line = line .. " " .. word
        else
            if line then lines[#lines + 1] = line end
            line = word
        end
    end
    lines[#lines + 1] = line
    return lines
end

-- A comment on lines of its own; one line where it fits.
function methods:comment(s, indent)
    indent = indent or ""
    local room = WIDTH - text.width(indent)
    s = text.safe(s)
    if #s + 6 <= room then
        put(self, indent .. "/* " .. s .. " */")
        return
    end
    put(self, indent .. "/*")
    for _, line in ipairs(text.wrap(s, room - 3)) do put(self, indent .. " * " .. line) end
    put(self, indent .. " */")
end

-- A line with a comment behind it, or above it where it would become too long.
function methods:noted(line, note)
    if not note then
        put(self, line)
        return
    end
    note = text.safe(note)
    local at = text.width(line)
    local tabbed = at + 8 - at % 8
    if tabbed + #note + 6 <= WIDTH then
        put(self, line .. "\t/* " .. note .. " */")
    else
        self:comment(note, line:match("^\t*"))
        put(self, line)
    end
end

-- A row that does not fit when aligned: with single blanks, or its last cell on a line of its own.
local function put_long(self, row, head, tail, join)
    local line = head .. table.concat(row, join .. " ") .. tail
    if text.width(line) <= WIDTH then
        self:noted(line, row.note)
        return
    end
    if row.note then self:comment(row.note, head:match("^\t*")) end
    put(self, head .. table.concat(row, join .. " ", 1, #row - 1) .. join)
    put(self, head:match("^\t*") .. "    " .. row[#row] .. tail)
end

-- Rows of cells, aligned: { "A", "B", note = "why" } -> indent A,<tabs>B tail.  `join` stands behind every cell but the
-- last.
function methods:rows(rows, head, tail, join)
    join = join or ","
    local columns = {}
    local start = text.width(head)
    for _, row in ipairs(rows) do
        for i = 1, #row - 1 do
            local width = #row[i] + #join + (i == 1 and start % 8 or 0)
            if width > (columns[i] or 0) then columns[i] = width end
        end
    end
    for _, row in ipairs(rows) do
        local out = { head }
        local at = start
        local goal = start - start % 8
        for i = 1, #row do
            local cell = row[i]
            if i < #row then
                cell = cell .. join
                goal = goal + (columns[i] // 8 + 1) * 8
                at = at + #cell
                local tabs = (goal - at + 7) // 8
                out[#out + 1] = cell
                out[#out + 1] = ("\t"):rep(tabs > 0 and tabs or 1)
                at = goal
            else
                out[#out + 1] = cell
                at = at + #cell
            end
        end
        out[#out + 1] = tail
        if at + #tail <= WIDTH or join == "" then
            self:noted(table.concat(out), row.note)
        else
            put_long(self, row, head, tail, join)
        end
    end
end

-- A list of words in lines that do not pass the right edge: head word, word, word tail.  `join` stands behind every
-- word but the last: "," unless said.
function methods:fill(head, words, tail, indent, join)
    join = join or ","
    local last = #words
    if last == 0 then
        put(self, head .. tail)
        return
    end
    local line = { head .. words[1] .. (last > 1 and join or tail) }
    local at = text.width(line[1])
    for i = 2, last do
        local piece = words[i] .. (i < last and join or tail)
        if at + 1 + #piece > WIDTH then
            put(self, table.concat(line, " "))
            line = { indent .. piece }
            at = text.width(line[1])
        else
            line[#line + 1] = piece
            at = at + 1 + #piece
        end
    end
    put(self, table.concat(line, " "))
end

-- A C string literal.
function text.quote(s)
    return '"' .. s:gsub('[\\"]', "\\%0"):gsub("\n", "\\n") .. '"'
end

return text
