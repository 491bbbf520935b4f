-- SPDX-License-Identifier: BSD-2-Clause
--
-- lua5.4 tests/fuzz/spec_fuzz.lua [SEED] [ITERATIONS]
--
-- Random edits of the shipped specs and of the made-up tree.  Whatever a spec says, reading, checking, formatting
-- and exporting it must end, must not raise, and every problem must have a place inside the file.  What the
-- formatter makes of a text must be canonical and mean the same.  What the checks accept, `sysvec gen` must render or
-- refuse with a place.
--
-- A failure prints the seed and iteration that lead to it, and the edited file.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local root = here .. "/../.."
package.path = ("%s/gen/?.lua;%s/tests/gen/?.lua"):format(root, root)

local check = require("check.spec")
local expect = require("expect")
local export = require("export")
local fixtures = require("fixtures")
local format = require("format")
local json = require("json")
local load = require("load")
local memory = require("memory")
local output = require("output")
local render = require("emit.render")
local roundtrip = require("check.roundtrip")
local sink = require("sink")
local source = require("source")
local spec = require("parse.spec")

expect.root = root

local seed = math.tointeger(tonumber(arg[1] or "1")) or 1
local iterations = math.tointeger(tonumber(arg[2] or "400")) or 400

-- VM instructions one iteration may take: some 5 s, and far more than any needs
local BUDGET = 400000000

local state
local function random(n)
    -- xorshift, so that a seed means the same everywhere
    state = state ~ (state << 13)
    state = state ~ (state >> 7)
    state = state ~ (state << 17)
    return (state >> 11) % n + 1
end

local WORDS = { "enum", "flags", "struct", "pair", "calls", "vector", "ioctls", "traps", "arch", "call", "source",
    "typedefs", "mask", "number", "range", "view", "of", "contains", "since", "until", "was", "header", "domain",
    "when", "in", "out", "inout", "pad", "align", "size", "=", "==", "->", "<->", "-", "@-", "@0", "@-1", "..", "|",
    "1<<63", "1<<64", "0x", "0xffffffffffffffff", "-1", "99999999999999999999", "u64[999999999]", "char[]",
    "struct", "\"", "\\", "'", "'x'", "#", "(", ")", ",", ":", "?", "[", "]", "\t", "\0", "\255", "é", "none",
    "ignore", "hand", "zero", "const", "clamp", "fallback", "unknown", "refuse", "amd64", "m32=-", "mips=1" }

local function lines_of(text)
    local list = {}
    for line in text:gmatch("([^\n]*)\n?") do list[#list + 1] = line end
    return list
end

local EDITS = {
    function(text)                                      -- drop some bytes
        local at = random(#text + 1)
        return text:sub(1, at - 1) .. text:sub(at + random(12))
    end,
    function(text)                                      -- put in a word
        local at = random(#text + 1)
        return text:sub(1, at - 1) .. " " .. WORDS[random(#WORDS)] .. " " .. text:sub(at)
    end,
    function(text)                                      -- put in a word without blanks
        local at = random(#text + 1)
        return text:sub(1, at - 1) .. WORDS[random(#WORDS)] .. text:sub(at)
    end,
    function(text)                                      -- cut off
        return text:sub(1, random(#text + 1) - 1)
    end,
    function(text)                                      -- exchange two lines
        local list = lines_of(text)
        local a, b = random(#list), random(#list)
        list[a], list[b] = list[b], list[a]
        return table.concat(list, "\n")
    end,
    function(text)                                      -- repeat a stretch of lines
        local list = lines_of(text)
        local at, count = random(#list), random(8)
        local out = table.move(list, 1, at, 1, {})
        table.move(list, math.max(1, at - count), #list, #out + 1, out)
        return table.concat(out, "\n")
    end,
    function(text)                                      -- exchange two words
        local words = {}
        for from, word, to in text:gmatch("()([%w_]+)()") do words[#words + 1] = { from, word, to } end
        if #words < 2 then return text end
        local a, b = words[random(#words)], words[random(#words)]
        return text:sub(1, a[1] - 1) .. b[2] .. text:sub(a[3])
    end,
    function(text)                                      -- change one byte
        if text == "" then return text end
        local at = random(#text)
        return text:sub(1, at - 1) .. string.char(random(256) - 1) .. text:sub(at + 1)
    end,
    function(text)                                      -- change indentation
        local list = lines_of(text)
        local at = random(#list)
        list[at] = (" "):rep(random(9) - 1) .. list[at]:gsub("^%s+", "")
        return table.concat(list, "\n")
    end,
}

local function mutated(text)
    for _ = 1, random(3) do text = EDITS[random(#EDITS)](text) end
    return text
end

-- files of the shipped tree, with the names the loader will ask for
local function shipped()
    local files = {}
    local pipe = assert(io.popen("cd '" .. root .. "' && find specs -type f"))
    for path in pipe:lines() do files[path] = source.read(root .. "/" .. path) end
    pipe:close()
    return files
end

local function paths_of(files)
    local list = {}
    for path in pairs(files) do
        if path:find("%.spec$") or path:find("%.pair$") or path:find("%.vector$") then list[#list + 1] = path end
    end
    table.sort(list)
    return list
end

local function places(s, files)
    local lines = {}
    for _, p in ipairs(s:each()) do
        local loc = p.loc
        assert(p.rule, "a problem without a rule: " .. p.text)
        assert(loc and loc.file and files[loc.file], "a problem without a file: " .. p.text)
        assert(loc.line and loc.line >= 1 and loc.col and loc.col >= 1, "a problem without a place: " .. p.text)
        local count = lines[loc.file] or select(2, files[loc.file]:gsub("\n", ""))
        lines[loc.file] = count
        assert(loc.line <= count + 1, ("line %d is past the end of the file: %s"):format(loc.line, p.text))
    end
end

-- Headers of native services come from the disk, specs from memory.
local function mixed(src)
    return { read = function(_, path)
        if path:find("^specs/") then return src:read(path) end
        return source.read(path)
    end }
end

local accepted = 0

local function rendered(world, src)
    local s, include = sink.new(), root .. "/runtime/include"
    accepted = accepted + 1
    render.vector(world, { specs = "specs", include = include, runtime = include, output = "out" }, mixed(src),
        output.new(), s)
    for _, p in ipairs(s:each()) do assert(p.loc and p.loc.file, "a problem without a place: " .. p.text) end
    json.encode(export.world(world, "specs"))
end

local function whole(files, vector)
    local src, s = memory.new(files), sink.new()
    local tree, why = load.tree("specs", src, s)
    assert(tree, why)
    check.tree(tree, s)
    places(s, files)
    local one = sink.new()
    local world = load.vector("specs", vector, src, one)
    if world and world.foreign and world.native then
        check.world(world, one)
        roundtrip.list(world)
        if one:count("error") == 0 then rendered(world, src) end
    end
    places(one, files)
end

-- kinds and names of the blocks, with how many members each has
local function outline(text)
    local s, out = sink.new(), {}
    for _, block in ipairs(spec.parse(text, "t", s).blocks) do
        local members = block.items or block.fields or block.lines or block.args or {}
        out[#out + 1] = ("%s %s %d"):format(block.kind, tostring(block.name), #members)
    end
    return table.concat(out, "\n"), s:count()
end

local function layout(text)
    local once = format.text(text)
    assert(format.text(once) == once, "the formatter changes its own output")
    local before, errors = outline(text)
    if errors == 0 then assert(outline(once) == before, "the formatter changes what the file says") end
end

local SETS = {
    { files = fixtures.rich(), vector = "foo-a64", every = 1 },
    -- the shipped tree is large: its edited file is checked with all the others only now and then
    { files = shipped(), vector = "linux-amd64", every = 8 },
}
for _, set in ipairs(SETS) do set.paths = paths_of(set.files) end

local function guard()
    error("took longer than an iteration may", 2)
end

local count = 0
for i = 1, iterations do
    state = (seed * 0x9E3779B97F4A7C15 ~ i * 0x2545F4914F6CDD1D) | 1
    for _ = 1, 8 do random(2) end
    local set = SETS[i % 4 == 0 and 2 or 1]
    local path = set.paths[random(#set.paths)]
    local text = mutated(set.files[path])
    local files = fixtures.laid(set.files, { [path] = text })
    debug.sethook(guard, "", BUDGET)
    local ok, why = xpcall(function()
        local s = sink.new()
        spec.parse(text, path, s)
        places(s, files)
        layout(text)
        if i % set.every == 0 then whole(files, set.vector) end
    end, debug.traceback)
    debug.sethook()
    if not ok then
        io.stdout:write(("seed %d, iteration %d, %s: %s\n"):format(seed, i, path, why))
        local kept = os.tmpname()
        local handle = assert(io.open(kept, "wb"))
        handle:write(text)
        handle:close()
        io.stdout:write("the edited file is kept as ", kept, "\n")
        os.exit(1)
    end
    count = count + 1
end
print(("%d edited specs read, checked and formatted; %d trees were accepted and rendered"):format(count, accepted))
