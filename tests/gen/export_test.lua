-- SPDX-License-Identifier: BSD-2-Clause
-- JSON, and the model as JSON against the tables of gen/SCHEMA.md.

local expect = require("expect")
local export = require("export")
local fixtures = require("fixtures")
local json = require("json")
local load = require("load")
local memory = require("memory")
local sink = require("sink")
local source = require("source")

local function world_of(root, name, src)
    local s = sink.new()
    local world, why = load.vector(root, name, src, s)
    expect.truthy(world, why or "")
    expect.problems(s, {})
    return world
end

local function rich()
    return world_of("specs", "foo-a64", memory.new(fixtures.rich()))
end

-- SCHEMA.md -> { [record] = { [key] = type } }
local function schema()
    local records, current = {}, nil
    for line in (expect.read(expect.root .. "/gen/SCHEMA.md") .. "\n"):gmatch("([^\n]*)\n") do
        local name = line:match("^### (%S+)")
        local keys, type = line:match("^| ([%w_, ]+) | ([%w_ ]+) | ")
        if name then
            current = {}
            records[name] = current
        elseif keys and keys ~= "key" then
            for key in keys:gmatch("[%w_]+") do
                expect.truthy(not current[key], "key documented once: " .. key)
                current[key] = type
            end
        end
    end
    return records
end

-- Walks value as `type`; notes "record.key" in seen, raises on what the tables do not say.
local function walk(records, value, type, path, seen)
    local element = type:match("^list of (.+)$")
    if element then
        expect.truthy(_G.type(value) == "table" and #value == #value, path .. " is a list")
        for i, item in ipairs(value) do walk(records, item, element, path .. "[" .. i .. "]", seen) end
    elseif records[type] then
        expect.equal(_G.type(value), "table", path)
        for key, item in pairs(value) do
            expect.truthy(records[type][key], ("%s.%s: SCHEMA.md has no such key for %s"):format(path, key, type))
            seen[type .. "." .. key] = true
            walk(records, item, records[type][key], path .. "." .. key, seen)
        end
    elseif type == "integer" then
        expect.equal(math.type(value), "integer", path)
    else
        expect.equal(_G.type(value), type, path)
    end
end

return {
    every_exported_key_is_documented_and_every_documented_key_occurs = function()
        local records, seen = schema(), {}
        walk(records, export.world(rich()), "document", "", seen)
        for record, keys in pairs(records) do
            for key in pairs(keys) do
                expect.truthy(seen[record .. "." .. key], ("no export has %s.%s"):format(record, key))
            end
        end
    end,
    the_shipped_vector_keeps_to_the_schema = function()
        local root = expect.root .. "/specs"
        local s = sink.new()
        local world = load.vector(root, "linux-amd64", source.new(), s)
        expect.truthy(world and world.foreign, "loads")
        walk(schema(), export.world(world, root), "document", "", {})
    end,
    places_do_not_depend_on_where_the_tree_lies = function()
        local files = {}
        for path, text in pairs(fixtures.rich()) do files["/some/where/" .. path] = text end
        local there = world_of("/some/where/specs", "foo-a64", memory.new(files))
        expect.equal(json.encode(export.world(there, "/some/where/specs")), json.encode(export.world(rich(), "specs")))
    end,
    two_processes_export_the_same_bytes = function()
        local command = ([[lua5.4 -e 'package.path = "gen/?.lua"
            local s = require("sink").new()
            local w = require("load").vector("specs", "linux-amd64", require("source").new(), s)
            io.write(require("json").encode(require("export").world(w, "specs")))' | cksum]])
        local first, err = expect.run(command)
        expect.equal(err, "")
        expect.match(first, "^%d+ %d%d%d%d%d+")
        expect.equal((expect.run(command)), first)
    end,

    keys_are_sorted_and_empty_lists_stay_lists = function()
        expect.equal(json.encode({ b = 1, a = json.list({}), c = {} }), '{\n  "a": [],\n  "b": 1,\n  "c": {}\n}')
    end,
    strings_are_escaped = function()
        expect.equal(json.encode({ 'a"b\\c\n\1é' }), '[\n  "a\\"b\\\\c\\n\\u0001é"\n]')
    end,
    large_integers_become_strings = function()
        local big = 1 << 53
        expect.equal({ json.integer(big), json.integer(big + 1), json.integer(-1), json.integer(math.mininteger) },
            { "9007199254740992", '"0x20000000000001"', "-1", '"0x8000000000000000"' })
    end,
}
