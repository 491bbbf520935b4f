-- SPDX-License-Identifier: BSD-2-Clause
-- The six formats against tests/gen/diff/report.*; SYSVEC_UPDATE=1 in the environment writes those, to be read in a diff.

local classify = require("diff.classify")
local expect = require("expect")
local json = require("diff.format.json")
local trees = require("diff_trees")

-- A report with everything in it: a waived finding, a failing one, a rename, impact, marks of all languages, missing ABIs.
local function report()
    local errno = "enum errno\n    EPERM 1\n    EOLD  3\n    EBIG  5 h32=69\n"
    local own = trees.side({
        ["freebsd/arch.spec"] = "arch a64 bits 64 endian little ioctl bsd\n",
        ["freebsd/errno.spec"] = "enum errno\n    EPERM  1\n    EFTYPE 79\n",
        ["linux/errno.spec"] = errno,
        ["pairs/linux-on-freebsd/errno.pair"] = "pair errno freebsd -> linux\n    EFTYPE -> EPERM \"near\"\n",
        ["vectors/linux-a64.vector"] = "vector linux-a64\n    foreign linux/a64\n    native freebsd/a64\n" ..
            "    pair linux-on-freebsd\n    prefix linux\n",
    }, "specs")
    local old = trees.side({ ["linux/errno.spec"] = errno }, "HEAD~1:specs")
    local new = trees.side({ ["linux/errno.spec"] = "enum errno\n    EPERM 2\n    ENEW  3\n    EBIG  5 h32=16\n    EFTYPE 134\n" },
        "specs")
    local doc = trees.review(old, new, { impact = true, top = "/nowhere" }, own)
    doc.old.title, doc.fail_on = "Linux 7.1", "wire"
    doc.findings[1].waived = { reason = 'agreed: <b>|"&', expires = "2027-01-31", loc = { file = "w", line = 2, col = 5 } }
    doc.findings[2].fails = true
    doc.missing[1] = { abi = "linux/q9", why = "no compiler: install clang" }
    doc.missing[2] = { why = "linux/x.h does not compile for h32: '<' \27[31m" }
    doc.notes[1] = "read with <our> specs"
    return doc
end

local function golden(name, text)
    local path = expect.root .. "/tests/gen/diff/report." .. name
    if os.getenv("SYSVEC_UPDATE") == "1" then expect.write(path, text) end
    expect.equal(text, expect.read(path), name)
end

local function rendered(name, options)
    return require("diff.format." .. name).render(report(), options or {})
end

-- SCHEMA-diff.md -> { [record] = { [key] = type } }, names of changes
local function schema()
    local records, changes, current = {}, {}, nil
    for line in (expect.read(expect.root .. "/gen/SCHEMA-diff.md") .. "\n"):gmatch("([^\n]*)\n") do
        local name = line:match("^### (%S+)")
        local keys, type = line:match("^| ([%w_, ]+) | ([%w_ ]+) | ")
        local change, category = line:match("^| ([%w%-]+) | (%l+) | ")
        if name then
            current = {}
            records[name] = current
        elseif line:find("^## Changes") then
            current = nil
        elseif current and keys and type ~= "type" then
            for key in keys:gmatch("[%w_]+") do current[key] = type end
        elseif not current and change and change ~= "change" then
            changes[change] = category
        end
    end
    return records, changes
end

local function walk(records, value, type, path, seen)
    local element = type:match("^list of (.+)$")
    if element then
        for i, item in ipairs(value) do walk(records, item, element, path .. "[" .. i .. "]", seen) end
    elseif records[type] then
        expect.equal(_G.type(value), "table", path)
        for key, item in pairs(value) do
            expect.truthy(records[type][key], ("%s.%s: SCHEMA-diff.md has no such key"):format(path, key))
            seen[type .. "." .. key] = true
            walk(records, item, records[type][key], path .. "." .. key, seen)
        end
    elseif type == "integer" then
        expect.equal(math.type(value), "integer", path)
    else
        expect.equal(_G.type(value), type, path)
    end
end

-- The tags of XML or HTML, checked to close each other.
local function nested(text, void)
    local open = {}
    for slash, name, rest in text:gmatch("<(/?)([%a]+)([^<>]*)>") do
        if slash == "/" then
            expect.equal(table.remove(open), name)
        elseif not rest:find("/$") and not void[name] then
            open[#open + 1] = name
        end
    end
    expect.equal(open, {})
end

return {
    text_is_short = function() golden("txt", rendered("text")) end,
    text_has_colour_only_when_asked = function()
        expect.equal(rendered("text"):find("\27", 1, true), nil)
        expect.contains(rendered("text", { color = true }), "\27[1;31mwire\27[0m")
        expect.equal((rendered("text", { color = true }):gsub("\27%[[%d;]*m", "")), rendered("text"))
    end,
    markdown_opens_what_breaks_and_folds_the_rest = function() golden("md", rendered("markdown")) end,
    json_keeps_its_schema = function()
        golden("json", rendered("json"))
        local records, seen = schema(), {}
        walk(records, json.document(report()), "document", "", seen)
        for record, keys in pairs(records) do
            for key in pairs(keys) do
                expect.truthy(seen[record .. "." .. key], ("the report has no %s.%s"):format(record, key))
            end
        end
    end,
    the_schema_names_every_change = function()
        local _, changes = schema()
        for _, rule in ipairs(classify.rules) do
            expect.equal(changes[rule.name], rule.category, rule.name)
            changes[rule.name] = nil
        end
        expect.equal(next(changes), nil)
    end,
    sarif_places_and_suppresses = function() golden("sarif", rendered("sarif")) end,
    junit_fails_skips_and_errs = function()
        golden("xml", rendered("junit"))
        nested(rendered("junit"):gsub("<%?.-%?>", ""), {})
    end,
    html_needs_nothing_from_elsewhere = function()
        local text = rendered("html")
        golden("html", text)
        for _, word in ipairs({ "http:", "https:", "<script", "<link", "<img", "@import", "url(" }) do
            expect.equal(text:find(word, 1, true), nil, word)
        end
        nested(text:gsub("<!doctype html>", ""):gsub("<style>.-</style>", ""), { meta = true })
    end,
    no_differences_are_said_too = function()
        local doc = trees.review({}, {})
        expect.equal(require("diff.format.text").render(doc, {}), "old -> new\nno differences on 3 ABIs\n")
        for _, name in ipairs({ "markdown", "json", "sarif", "junit", "html" }) do
            expect.truthy(require("diff.format." .. name).render(doc) ~= "", name)
        end
    end,
}
