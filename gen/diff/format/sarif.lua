-- SPDX-License-Identifier: BSD-2-Clause
--
-- Findings as SARIF 2.1.0, which code hosts show beside the lines.
--
--     sarif.render(doc) -> text

local classify = require("diff.classify")
local json = require("json")
local waiver = require("diff.waiver")

local sarif = {}

local LEVEL = { wire = "error", source = "warning", impl = "warning", additive = "note", cosmetic = "note" }

local function rules()
    local list = json.list({})
    for i, rule in ipairs(classify.rules) do
        list[i] = { id = rule.name, shortDescription = { text = rule.text },
            defaultConfiguration = { level = LEVEL[rule.category] }, properties = { category = rule.category } }
    end
    return list
end

-- Paths are URIs here: what git holds at a revision has none on this machine, only its path.
local function uri(file)
    local path = file:match("^[^/:]+:(.*)$") or file
    return (path:gsub("[^%w%-._~/]", function(c) return ("%%%02X"):format(c:byte()) end))
end

local function locations(loc)
    local list = json.list({})
    if loc and loc.file then
        list[1] = { physicalLocation = { artifactLocation = { uri = uri(loc.file) },
            region = loc.line and { startLine = loc.line, startColumn = loc.col } } }
    end
    return list
end

local function result(f)
    local lines = { ("%s [%s]"):format(f.text, classify.abis(f)) }
    for _, entry in ipairs(f.impact) do lines[#lines + 1] = entry.text end
    return { ruleId = f.change, level = LEVEL[f.category], message = { text = table.concat(lines, "\n") },
        locations = locations(f.loc), partialFingerprints = { ["sysvecFact/v1"] = f.hash or waiver.hash(f) },
        suppressions = f.waived and json.list({ { kind = "external", status = "accepted",
            justification = f.waived.reason } }) or nil,
        properties = { category = f.category, key = f.key, abis = json.list({ table.unpack(f.abis) }) } }
end

function sarif.render(doc)
    local results, lost = json.list({}), json.list({})
    for i, f in ipairs(doc.findings) do results[i] = result(f) end
    for i, entry in ipairs(doc.missing) do
        lost[i] = { level = "error", message = { text = (entry.abi and entry.abi .. ": " or "") .. entry.why } }
    end
    return json.encode({ ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json", version = "2.1.0",
        runs = json.list({ { tool = { driver = { name = "sysvec diff", rules = rules() } }, results = results,
            columnKind = "utf16CodeUnits",
            invocations = json.list({ { executionSuccessful = #doc.missing == 0,
                toolExecutionNotifications = lost } }) } }) }) .. "\n"
end

return sarif
