-- SPDX-License-Identifier: BSD-2-Clause
--
-- Rules over specs.  fixtures/spec/*.txt hold cases; each adds files to the tree of base.txt, and every line that is
-- wrong carries the messages it must cause behind `#~`.  Nothing else may be reported, and every rule must be.

local check = require("check.spec")
local expect = require("expect")
local fixtures = require("fixtures")
local load = require("load")
local memory = require("memory")
local rules = require("check.rules")
local sink = require("sink")

local GROUPS = { "grammar", "domains", "layouts", "pairs" }

local function run(base, case)
    local files, marked = fixtures.laid(base, {}), {}
    for path, text in pairs(case.files) do
        files[path] = expect.unmarked(text, "#~")
        marked[path] = text
    end
    local s = sink.new()
    local tree, why = load.tree("specs", memory.new(files), s)
    expect.truthy(tree, why or "")
    check.tree(tree, s)
    return s, marked
end

-- "path:line: message" of all marks, sorted
local function wanted_of(marked)
    local list = {}
    for path, text in pairs(marked) do
        local number = 0
        for line in text:gmatch("([^\n]*)\n") do
            number = number + 1
            local at = line:find("#~", 1, true)
            while at do
                local stop = line:find("#~", at + 2, true)
                local message = line:sub(at + 2, stop and stop - 1 or -1):match("^%s*(.-)%s*$")
                list[#list + 1] = ("%s:%d: %s"):format(path, number, message)
                at = stop
            end
        end
    end
    table.sort(list)
    return table.concat(list, "\n")
end

local function found_of(s)
    local list = {}
    for _, p in ipairs(s:each()) do
        list[#list + 1] = ("%s:%d: %s: %s [%s]"):format(p.loc.file, p.loc.line, p.severity, p.text, p.rule)
        expect.truthy(p.loc.col and p.loc.col > 0, "column of: " .. p.text)
    end
    table.sort(list)
    return table.concat(list, "\n")
end

local tests = {
    the_base_tree_is_clean = function()
        local base = fixtures.base()
        expect.equal(found_of((run(base, { files = {} }))), "")
    end,
    the_tree_that_uses_every_form_is_clean = function()
        expect.equal(found_of((run(fixtures.rich(), { files = {} }))), "")
    end,
    every_rule_has_a_fixture_and_is_listed = function()
        local base, seen = fixtures.base(), {}
        for _, group in ipairs(GROUPS) do
            for _, case in ipairs(fixtures.cases(group)) do
                for _, p in ipairs(run(base, case):each()) do
                    seen[p.rule] = true
                    expect.truthy(rules.known[p.rule], "rule " .. p.rule .. " is listed in check/rules.lua")
                end
            end
        end
        for _, rule in ipairs(rules.list) do
            -- `format` is the command's
            if rule.name ~= "format" then expect.truthy(seen[rule.name], "a fixture for " .. rule.name) end
        end
    end,
}

for _, group in ipairs(GROUPS) do
    tests["fixtures_of_" .. group .. "_report_what_they_say"] = function()
        local base = fixtures.base()
        for _, case in ipairs(fixtures.cases(group)) do
            local s, marked = run(base, case)
            expect.equal(found_of(s), wanted_of(marked), group .. ": " .. case.name)
        end
    end
end

return tests
