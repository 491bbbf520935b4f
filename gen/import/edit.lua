-- SPDX-License-Identifier: BSD-2-Clause
--
-- One line of a spec -> the same line with another value, other overrides or more attributes.
--
--     edit.member(line, { base = "35", overrides = list of { word =, text = }, add = { "since", "7.1" } })
--     edit.ioctl(line, ...)  edit.field(line, ...)  edit.size(line, "align", ...)
--     edit.file(text, { [line number] = new text }, { [line number] = { text of lines to insert behind it } })
--
-- Nothing else of the line changes: words, texts and comments stay where they are.  Columns are for gen/format.lua.

local lex = require("parse.spec_lex")
local source = require("source")

local edit = {}

local function quoted(text)
    return '"' .. text:gsub('[\\"]', "\\%0") .. '"'
end

local function split(line)
    local words, _, kinds, comment = lex.split(line)
    local list = {}
    for i, word in ipairs(words) do list[i] = { text = kinds[i] == "string" and quoted(word) or word, kind = kinds[i] } end
    return list, comment, line:match("^%s*")
end

local function joined(list, comment, indent)
    local out = {}
    for i, word in ipairs(list) do out[i] = word.text end
    if comment then out[#out + 1] = comment end
    return indent .. table.concat(out, " ")
end

local function is_override(word)
    return not word.kind and word.text:find("^[%a_][%w_]*=.") ~= nil
end

-- Replaces the value words first..last and the overrides behind them; other attributes go before the text.
local function change(list, first, last, what)
    local out = {}
    for i = 1, first - 1 do out[#out + 1] = list[i] end
    if what.base then
        out[#out + 1] = { text = what.base }
    else
        for i = first, last do out[#out + 1] = list[i] end
    end
    local at = last + 1
    if what.overrides then
        for _, entry in ipairs(what.overrides) do out[#out + 1] = { text = entry.word .. "=" .. entry.text } end
        while list[at] and is_override(list[at]) do at = at + 1 end
    else
        while list[at] and is_override(list[at]) do
            out[#out + 1] = list[at]
            at = at + 1
        end
    end
    local stop = #list
    local text = list[stop] and stop >= at and list[stop].kind == "string" and list[stop - 1].text ~= "header" and
        table.remove(list)
    for i = at, #list do
        if not (what.overrides and is_override(list[i])) then out[#out + 1] = list[i] end
    end
    for _, word in ipairs(what.add or {}) do out[#out + 1] = { text = word } end
    if text then out[#out + 1] = text end
    return out
end

local PREFIX = { mask = true, number = true, range = true }

function edit.member(line, what)
    local list, comment, indent = split(line)
    local at = PREFIX[list[1].text] and list[3] and 3 or 2
    local last = at
    if list[at].text == "=" then last = at + 1 end
    if list[1].text == "range" and list[at + 1] and list[at + 1].text == ".." then last = at + 2 end
    return joined(change(list, at, last, what), comment, indent)
end

function edit.ioctl(line, what)
    local list, comment, indent = split(line)
    local last = 2
    if list[2].text == "=" then last = 3 end
    if list[2].text:find("^io[rwint]*$") then last = 4 end
    return joined(change(list, 2, last, what), comment, indent)
end

function edit.field(line, what)
    local list, comment, indent = split(line)
    local at = list[2].text == "struct" and 4 or 3
    local type, place = (what.base or ""):match("^(.+)(@%d+)$")
    if type then
        list[2], at = { text = type }, 3
        if list[4] and list[3].text ~= "@" and not list[3].text:find("^@") then table.remove(list, 3) end
        what = { base = place, overrides = what.overrides, add = what.add }
    end
    return joined(change(list, at, at, what), comment, indent)
end

-- The value behind a word (`size`, `align`) of the line that opens a structure.
function edit.size(line, word, what)
    local list, comment, indent = split(line)
    for i, entry in ipairs(list) do
        if entry.text == word and not entry.kind and i > 2 then
            local tail = {}
            for k = i + 2, #list do tail[#tail + 1] = list[k] end
            local out = {}
            for k = 1, i do out[k] = list[k] end
            out[i + 1] = what.base and { text = what.base } or list[i + 1]
            for _, o in ipairs(what.overrides or {}) do out[#out + 1] = { text = o.word .. "=" .. o.text } end
            local k = 1
            while what.overrides and tail[k] and is_override(tail[k]) do k = k + 1 end
            for n = k, #tail do out[#out + 1] = tail[n] end
            return joined(out, comment, indent)
        end
    end
    -- there is no `align` yet
    local out = {}
    local placed = false
    for i, entry in ipairs(list) do
        if not placed and i > 4 and not is_override(entry) then
            placed = true
            out[#out + 1] = { text = word }
            out[#out + 1] = { text = what.base }
            for _, o in ipairs(what.overrides or {}) do out[#out + 1] = { text = o.word .. "=" .. o.text } end
        end
        out[#out + 1] = entry
    end
    if not placed then
        out[#out + 1] = { text = word }
        out[#out + 1] = { text = what.base }
        for _, o in ipairs(what.overrides or {}) do out[#out + 1] = { text = o.word .. "=" .. o.text } end
    end
    return joined(out, comment, indent)
end

function edit.file(text, changed, inserted)
    local out = {}
    for number, line in source.lines(text) do
        out[#out + 1] = changed[number] or line
        for _, more in ipairs(inserted[number] or {}) do out[#out + 1] = more end
    end
    return table.concat(out, "\n") .. "\n"
end

return edit
