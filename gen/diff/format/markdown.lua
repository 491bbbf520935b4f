-- SPDX-License-Identifier: BSD-2-Clause
--
-- Findings as Markdown for a comment on a pull request: what breaks stands open, the rest folds.
--
--     markdown.render(doc) -> text

local classify = require("diff.classify")
local text = require("diff.format.text")

local markdown = {}

local OPEN = { wire = true, source = true, impl = true }

-- in a table cell; what the input says must not become markup
local function cell(s)
    return (s:gsub("[\\`*_{}%[%]<>|#]", "\\%0"):gsub("[%c\127]", " "))
end

local function row(f)
    local work = {}
    for _, entry in ipairs(f.impact) do work[#work + 1] = cell(entry.text) end
    if f.waived then work[#work + 1] = "*waived: " .. cell(f.waived.reason) .. "*" end
    return ("| %s | %s | %s | %s |\n"):format(f.fails and "**" .. cell(f.text) .. "**" or cell(f.text),
        cell(classify.abis(f)), cell(text.where(f)), table.concat(work, "<br>"))
end

function markdown.render(doc)
    local out = { ("### ABI changes: %s -> %s\n\n%s.\n"):format(cell(text.side(doc.old)), cell(text.side(doc.new)),
        cell(text.summary(doc))) }
    local function add(s) out[#out + 1] = s end
    for _, note in ipairs(doc.notes) do add("\n" .. cell(note) .. "\n") end
    for _, category in ipairs(classify.ORDER) do
        local rows = {}
        for _, f in ipairs(doc.findings) do
            if f.category == category then rows[#rows + 1] = row(f) end
        end
        if #rows > 0 then
            local head = ("%s (%d)"):format(category, #rows)
            add(OPEN[category] and "\n#### " .. head .. "\n" or "\n<details><summary>" .. head .. "</summary>\n")
            add("\n| change | ABIs | where | what it moves |\n| --- | --- | --- | --- |\n")
            add(table.concat(rows))
            if not OPEN[category] then add("\n</details>\n") end
        end
    end
    if #doc.missing > 0 then
        add("\n#### not looked at\n\n")
        for _, entry in ipairs(doc.missing) do
            add(("- %s%s\n"):format(entry.abi and cell(entry.abi) .. ": " or "", cell(entry.why)))
        end
    end
    return table.concat(out)
end

return markdown
