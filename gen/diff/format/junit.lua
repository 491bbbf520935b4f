-- SPDX-License-Identifier: BSD-2-Clause
--
-- Findings as JUnit XML: one test case a finding; it fails where --fail-on says so, is skipped where it is waived.
--
--     junit.render(doc) -> text

local classify = require("diff.classify")
local text = require("diff.format.text")

local junit = {}

local ENTITY = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

-- XML 1.0 has no control characters
local function escaped(s)
    return (s:gsub("[%z\1-\8\11\12\14-\31\127]", "?"):gsub('[&<>"]', ENTITY):gsub("\n", "&#10;"))
end

local function case(out, f)
    out[#out + 1] = ('    <testcase classname="%s" name="%s"'):format(escaped(f.category .. "." .. text.where(f)),
        escaped(("%s [%s]"):format(f.text, classify.abis(f))))
    local lines = {}
    for _, entry in ipairs(f.impact) do lines[#lines + 1] = entry.text end
    local body = escaped(table.concat(lines, "\n"))
    if f.waived then
        out[#out + 1] = (">\n      <skipped message=\"%s\"/>\n    </testcase>\n"):format(escaped("waived: " .. f.waived.reason))
    elseif f.fails then
        out[#out + 1] = (">\n      <failure type=\"%s\" message=\"%s\">%s</failure>\n    </testcase>\n"):format(f.change,
            escaped(f.text), body)
    else
        out[#out + 1] = "/>\n"
    end
end

function junit.render(doc)
    local failures, skipped = 0, 0
    for _, f in ipairs(doc.findings) do
        if f.waived then skipped = skipped + 1 elseif f.fails then failures = failures + 1 end
    end
    local numbers = ('tests="%d" failures="%d" errors="%d" skipped="%d"'):format(#doc.findings + #doc.missing, failures,
        #doc.missing, skipped)
    local out = { '<?xml version="1.0" encoding="UTF-8"?>\n', ("<testsuites name=\"sysvec diff\" %s>\n"):format(numbers),
        ('  <testsuite name="%s" %s>\n'):format(escaped(doc.old.label .. " -> " .. doc.new.label), numbers) }
    for _, f in ipairs(doc.findings) do case(out, f) end
    for _, entry in ipairs(doc.missing) do
        out[#out + 1] = ('    <testcase classname="evidence" name="%s">\n      <error message="%s"/>\n    </testcase>\n'):format(
            escaped(entry.abi or "headers"), escaped(entry.why))
    end
    out[#out + 1] = "  </testsuite>\n</testsuites>\n"
    return table.concat(out)
end

return junit
