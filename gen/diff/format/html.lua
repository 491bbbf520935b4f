-- SPDX-License-Identifier: BSD-2-Clause
--
-- Findings as one HTML page that needs nothing else: no script, no font, no picture from anywhere.
--
--     html.render(doc) -> text

local classify = require("diff.classify")
local impact = require("diff.impact")
local text = require("diff.format.text")

local html = {}

local STYLE = [[
:root { color-scheme: light dark; --line: #8884; --dim: #777; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
td ul { margin: .2rem 0 0; padding-left: 1.1rem; color: var(--dim); }
td li.work { color: inherit; }
.tag { border-radius: .3rem; padding: .05rem .45rem; color: #fff; }
.wire { background: #b3261e; } .source { background: #8e24aa; } .impl { background: #9a6700; }
.additive { background: #2e7d32; } .cosmetic { background: #4a6572; }
.waived { color: var(--dim); text-decoration: line-through; }
]]

local ENTITY = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function escaped(s)
    return (s:gsub('[&<>"]', ENTITY):gsub("%c", " "))
end

local function row(out, f)
    out[#out + 1] = ("<tr><td><span%s>%s</span>"):format(f.waived and ' class="waived"' or "", escaped(f.text))
    if #f.impact > 0 or f.waived then
        out[#out + 1] = "<ul>"
        if f.waived then out[#out + 1] = ("<li>waived: %s</li>"):format(escaped(f.waived.reason)) end
        for _, entry in ipairs(f.impact) do
            out[#out + 1] = ("<li%s>%s</li>"):format(impact.is_work(entry) and ' class="work"' or "", escaped(entry.text))
        end
        out[#out + 1] = "</ul>"
    end
    out[#out + 1] = ("</td><td>%s</td><td>%s</td></tr>\n"):format(escaped(classify.abis(f)), escaped(text.where(f)))
end

function html.render(doc)
    local title = ("ABI changes: %s to %s"):format(doc.old.label, doc.new.label)
    local out = { "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n",
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        ("<title>%s</title>\n<style>\n%s</style>\n"):format(escaped(title), STYLE),
        ("<h1>%s</h1>\n<p>%s to %s</p>\n<p>%s.</p>\n"):format(escaped(title), escaped(text.side(doc.old)),
            escaped(text.side(doc.new)), escaped(text.summary(doc))) }
    for _, note in ipairs(doc.notes) do out[#out + 1] = ("<p>%s</p>\n"):format(escaped(note)) end
    local category
    for _, f in ipairs(doc.findings) do
        if f.category ~= category then
            if category then out[#out + 1] = "</table>\n" end
            category = f.category
            out[#out + 1] = ("<h2><span class=\"tag %s\">%s</span></h2>\n"):format(category, category)
            out[#out + 1] = "<table>\n<tr><th>change</th><th>ABIs</th><th>where</th></tr>\n"
        end
        row(out, f)
    end
    if category then out[#out + 1] = "</table>\n" end
    if #doc.missing > 0 then
        out[#out + 1] = "<h2>not looked at</h2>\n<ul>\n"
        for _, entry in ipairs(doc.missing) do
            out[#out + 1] = ("<li>%s%s</li>\n"):format(entry.abi and escaped(entry.abi) .. ": " or "", escaped(entry.why))
        end
        out[#out + 1] = "</ul>\n"
    end
    out[#out + 1] = "</html>\n"
    return table.concat(out)
end

return html
