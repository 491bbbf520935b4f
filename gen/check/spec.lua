-- SPDX-License-Identifier: BSD-2-Clause
--
-- All rules over specs, in order.  Problems go to the sink; nothing is printed.
--
--     check.world(world, sink)      what one vector uses: for sysvec gen
--     check.tree(tree, sink)        everything under a root: for sysvec check
--
-- The rules and their names stand in check/rules.lua.

local call = require("check.call")
local domain = require("check.domain")
local layout = require("check.layout")
local lint = require("check.master_lint")
local master = require("check.master")
local pair = require("check.pair")

local check = {}

local function key(block)
    local direction = ""
    if block.kind == "pair" then
        direction = (" %s %s %s %s"):format(block.what, block.from, block.both and "<->" or "->", block.to)
    end
    return block.kind .. " " .. tostring(block.name) .. direction
end

-- Files and the blocks in them, as written.
local function docs(list, oses, sink)
    local first = {}
    for _, doc in ipairs(list) do
        local top = { file = doc.file, line = 1, col = 1 }
        if doc.heading == false then
            sink:error(top, "heading-missing", "the file does not begin with a comment that says what it holds")
        end
        if #doc.sources == 0 and doc.file:find("%.spec$") then
            sink:error(top, "source-missing", "the file names no source: source \"...\"")
        end
        local dir = doc.file:match("^(.*)/[^/]*$") or "."
        local os = oses[doc.os or ""]
        for _, block in ipairs(doc.blocks) do
            local id = dir .. " " .. key(block)
            if first[id] and block.kind ~= "calls" then
                sink:error(block.loc, "block-twice", "this block stands at %s:%d already", first[id].file,
                    first[id].line)
            end
            first[id] = first[id] or block.loc
            if block.kind == "enum" or block.kind == "flags" then
                domain.block(block, os, sink)
            elseif block.kind == "struct" or block.kind == "ioctls" or block.kind == "traps" or
                block.kind == "typedefs" then
                layout.block(block, os, sink)
            end
        end
    end
end

-- Files that belong to no tree.
function check.files(list, sink)
    docs(list, {}, sink)
end

local function side(s, sink)
    for _, d in ipairs(s.domains) do domain.resolved(d, s, sink) end
    for _, struct in ipairs(s.structs) do layout.struct(struct, s, sink) end
    for _, group in ipairs(s.ioctls) do layout.ioctls(group, s, sink) end
    layout.traps(s, sink)
    if s.master_record then master.master(s.master_record, { audit = s.audit_events }, sink) end
end

-- Sides system by system, in the order they come.
local function by_system(sides)
    local list, index = {}, {}
    for _, s in ipairs(sides) do
        if not index[s.os] then
            index[s.os] = {}
            list[#list + 1] = index[s.os]
        end
        table.insert(index[s.os], s)
    end
    return list
end

local function companions(sides, sink)
    for _, group in ipairs(by_system(sides)) do call.companions(group, sink) end
end

-- The masters of one system, also against each other.
local function masters(sides, sink)
    for _, group in ipairs(by_system(sides)) do
        local records = {}
        for _, s in ipairs(group) do records[#records + 1] = s.master_record end
        lint.check(records, {}, sink)
    end
end

local NEEDED = { "prefix", "errno", "abi" }

local function vector(world, sink)
    local v = world.vector
    for _, word in ipairs(NEEDED) do
        if not v[word] then sink:error(v.loc, "vector-word", "vector %s does not say '%s'", v.name, word) end
    end
    if #v.brands == 0 then sink:error(v.loc, "vector-word", "vector %s does not say 'brand'", v.name) end
    local file = v.loc.file:match("([^/]*)%.vector$")
    if file and file ~= v.name then
        sink:error(v.loc, "vector-missing", "the file is called %s.vector, the vector in it %s", file, v.name)
    end
    for _, entry in ipairs(v.undecided) do
        sink:note(entry.loc, "undecided", "%s: %s", entry.name, entry.text)
    end
    local tags = world.foreign.domain.auxv
    local first = {}
    for _, entry in ipairs(v.auxv) do
        if not tags or not tags.by_name[entry.tag] then
            sink:error(entry.loc, "auxv-unknown", "'%s' is no member of the domain auxv of %s", entry.tag,
                world.foreign.os)
        elseif first[entry.tag] then
            sink:error(entry.loc, "name-twice", "auxv tag '%s' stands at line %d already", entry.tag,
                first[entry.tag].line)
        end
        first[entry.tag] = first[entry.tag] or entry.loc
    end
end

local function paired(world, sink)
    vector(world, sink)
    pair.world(world, sink)
    call.world(world, sink)
end

function check.world(world, sink)
    docs(world.docs or {}, world.oses or {}, sink)
    if not world.foreign or not world.native then return end
    side(world.foreign, sink)
    if world.native ~= world.foreign then side(world.native, sink) end
    companions({ world.foreign, world.native }, sink)
    paired(world, sink)
end

function check.tree(tree, sink)
    docs(tree.docs, tree.oses, sink)
    for _, s in ipairs(tree.sides) do
        side(s, sink)
    end
    companions(tree.sides, sink)
    masters(tree.sides, sink)
    for _, world in ipairs(tree.worlds) do paired(world, sink) end
end

return check
