-- SPDX-License-Identifier: BSD-2-Clause
--
-- Files of specs/ -> the records of gen/model.lua.
--
--     local world, why, code = load.vector("specs", "linux-amd64", source.new(), sink)
--     local tree, why, code = load.tree("specs", source.new(), sink)
--
--     local side, why, code = load.side("specs", "linux", "alpha", source.new(), sink)
--
-- Problems inside the files go to the sink; nil, a message and an exit status (2: no such vector, 3: cannot
-- be read) come back only when there is nothing to work with.  Look at sink:count("error") before using a
-- world for anything but messages.
--
-- load.tree reads everything:
--     { root =, docs = list of parsed files, oses = { [os] = { name =, arches = list of ARCH, arch = by name } },
--       sides = list of side, side = { ["linux/amd64"] = side }, worlds = list of world }
--
-- A block in specs/OS/ARCH/ (or specs/OS/FAMILY/) replaces the block of the same kind and name in specs/OS/.

local cli = require("cli")
local calls = require("calls")
local resolve = require("resolve")
local spec = require("parse.spec")

local load = {}

local function quoted(word)
    return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- Directories -> { [dir] = sorted list of names }; a missing one has no entry.  One process for all.
-- A source that has a method `list(dir)` (sorted names or nil) is asked instead.
local function listing(dirs, src)
    if src and src.list then
        local found = {}
        for _, dir in ipairs(dirs) do found[dir] = src:list(dir) end
        return found
    end
    local words = {}
    for _, dir in ipairs(dirs) do words[#words + 1] = quoted(dir) end
    -- the marker is printed only for what is a directory, and no file can be called so
    local pipe = io.popen("for d in " .. table.concat(words, " ") .. [[; do
        if [ -d "$d" ] && [ -r "$d" ]; then printf '//%s\n' "$d"; LC_ALL=C ls -1 "$d"; fi; done 2>/dev/null]])
    local found, current = {}, nil
    if pipe then
        for line in pipe:lines() do
            if line:sub(1, 2) == "//" then
                current = {}
                found[line:sub(3)] = current
            elseif current then
                current[#current + 1] = line
            end
        end
        pipe:close()
    end
    return found
end

-- What one run has read: files are parsed once, directories listed once.
local function context(root, src, sink)
    local c = { root = root, src = src, sink = sink, docs = {}, doc = {}, dirs = {}, oses = {}, side = {} }
    function c.list(dirs)
        local missing = {}
        for _, dir in ipairs(dirs) do
            if c.dirs[dir] == nil then missing[#missing + 1] = dir end
        end
        if #missing > 0 then
            local found = listing(missing, src)
            for _, dir in ipairs(missing) do c.dirs[dir] = found[dir] or false end
        end
    end
    function c.names(dir, ending)
        c.list({ dir })
        local list = {}
        for _, name in ipairs(c.dirs[dir] or {}) do
            if name:sub(-#ending) == ending then list[#list + 1] = name end
        end
        return list
    end
    function c.parse(path, os)
        if c.doc[path] then return c.doc[path] end
        local text, err = src:read(path)
        if not text then
            c.unreadable = c.unreadable or err
            text = ""
        end
        local doc = spec.parse(text, path, sink)
        doc.os = os
        c.doc[path] = doc
        c.docs[#c.docs + 1] = doc
        return doc
    end
    return c
end

local function parse_all(c, dir, ending, os)
    local blocks = {}
    for _, name in ipairs(c.names(dir, ending)) do
        for _, block in ipairs(c.parse(dir .. "/" .. name, os).blocks) do blocks[#blocks + 1] = block end
    end
    return blocks
end

-- The architectures and base blocks of a system; nil when it has no directory.
local function os_of(c, name)
    local os = c.oses[name]
    if os then return os end
    local dir = c.root .. "/" .. name
    c.list({ dir })
    if not c.dirs[dir] then return nil end
    os = { name = name, dir = dir, arches = {}, arch = {}, blocks = parse_all(c, dir, ".spec", name) }
    for _, block in ipairs(os.blocks) do
        if block.kind == "arch" and not block.broken and not os.arch[block.name] then
            os.arch[block.name] = block
            os.arches[#os.arches + 1] = block
        end
    end
    c.oses[name] = os
    return os
end

local function key(block)
    return block.kind .. " " .. tostring(block.name)
end

-- Base blocks with those of the architecture in their place.
local function merged(c, os, arch)
    local layers = {}
    for i = #arch.families, 1, -1 do layers[#layers + 1] = os.dir .. "/" .. arch.families[i] end
    layers[#layers + 1] = os.dir .. "/" .. arch.name
    c.list(layers)
    local blocks, place = { table.unpack(os.blocks) }, {}
    for i, block in ipairs(blocks) do
        if not place[key(block)] then place[key(block)] = i end
    end
    for _, dir in ipairs(layers) do
        local own = c.dirs[dir] and parse_all(c, dir, ".spec", os.name) or {}
        local here = {}
        for _, block in ipairs(own) do
            local at = place[key(block)]
            if at and not here[at] then
                blocks[at] = block
            else
                blocks[#blocks + 1] = block
                at = #blocks
                place[key(block)] = at
            end
            here[at] = true
        end
    end
    return blocks
end

local function has(list, word)
    for _, item in ipairs(list or {}) do
        if item == word then return true end
    end
    return false
end

-- Audit events that masters may name: FreeBSD's, whatever the system; nil when they are not stated.
local function audit_events(c)
    if c.audit == nil then
        c.list({ c.root .. "/freebsd" })
        local text = has(c.dirs[c.root .. "/freebsd"] or nil, "audit.events") and
            c.src:read(c.root .. "/freebsd/audit.events")
        c.audit = false
        for name in (text or ""):gmatch("\n(AUE_[%w_]+)") do
            c.audit = c.audit or {}
            c.audit[name] = true
        end
    end
    return c.audit or nil
end

local function side_of(c, os, arch)
    local id = os.name .. "/" .. arch.name
    if c.side[id] then return c.side[id] end
    local blocks = merged(c, os, arch)
    local side = resolve.side(os.name, arch, blocks, c.sink)
    side.blocks = blocks
    local dir = os.dir .. "/" .. arch.name
    if has(c.dirs[dir], "syscalls.master") then
        local path = dir .. "/syscalls.master"
        local text, err = c.src:read(path)
        if text then
            calls.attach(side, text, path, blocks, c.sink)
            side.audit_events = audit_events(c)
        else
            c.unreadable = c.unreadable or err
        end
    end
    c.side[id] = side
    return side
end

local function arch_of(c, abi, what)
    local os = os_of(c, abi.os)
    if not os then
        c.sink:error(abi.loc, "abi-unknown", "%s system '%s' has no directory %s/%s", what, abi.os, c.root, abi.os)
        return nil
    end
    local arch = os.arch[abi.arch]
    if arch then return os, arch end
    local names = {}
    for _, a in ipairs(os.arches) do names[#names + 1] = a.name end
    local near = cli.nearest(abi.arch, names)
    c.sink:error(abi.loc, "abi-unknown", "%s has no architecture '%s'%s", abi.os, abi.arch,
        near and (", did you mean '" .. near .. "'?") or "; arch.spec names them")
    return nil
end

-- A structure of a folder of the architecture takes the native one from whatever pairs with it in the folders above.
local function displace(policies, block)
    for i = #policies, 1, -1 do
        local other = policies[i]
        if block.what == "struct" and other.what == "struct" and other.from == block.from and other.to == block.to and
            other.to_name == block.to_name and other.name ~= block.name and other.loc.file ~= block.loc.file then
            table.remove(policies, i)
        end
    end
end

-- Blocks of a pair directory -> world.policies, calls, call_list.  A line of a folder of the architecture takes the
-- place of the base's line for that call.
local function attach_pairs(c, world, dir, own)
    local replaced = {}
    for _, block in ipairs(parse_all(c, dir, ".pair")) do
        if block.kind == "pair" then
            if own then displace(world.policies, block) end
            world.policies[#world.policies + 1] = block
        elseif block.kind == "calls" and block.from == world.foreign.os then
            for _, raw in ipairs(block.lines) do
                local line = calls.line(raw, world.foreign)
                if own and world.calls[line.name] and not replaced[line.name] then
                    for i, other in ipairs(world.call_list) do
                        if other == world.calls[line.name] then
                            table.remove(world.call_list, i)
                            break
                        end
                    end
                    world.calls[line.name] = nil
                end
                replaced[line.name] = true
                world.call_list[#world.call_list + 1] = line
                if not world.calls[line.name] then world.calls[line.name] = line end
            end
        end
    end
end

-- pairs/NAME/, then the folders of the foreign architecture's families and its own, as far as they are there.
local function pair_layers(c, world, dir)
    attach_pairs(c, world, dir)
    local arch, layers = world.foreign.arch, {}
    for i = #arch.families, 1, -1 do layers[#layers + 1] = dir .. "/" .. arch.families[i] end
    layers[#layers + 1] = dir .. "/" .. arch.name
    c.list(layers)
    for _, layer in ipairs(layers) do
        if c.dirs[layer] then attach_pairs(c, world, layer, true) end
    end
end

-- Does the file exist?  (A source in memory knows its own.)
local function exists(src, path)
    if src.files then return src.files[path] ~= nil end
    local handle = io.open(path, "r")
    if handle then handle:close() end
    return handle ~= nil
end

local function world_of(c, vector)
    local world = { vector = vector, policies = { memo = {} }, calls = {}, call_list = {}, docs = c.docs, oses = c.oses,
        has_file = function(path)
            -- the tree of specs may lie deeper than at the top of the source tree
            local top = c.root
            repeat
                top = top:match("^(.*/)[^/]+/*$") or ""
                if exists(c.src, top .. path) then return true end
            until top == "" or top == "/"
            return false
        end }
    for _, what in ipairs({ "foreign", "native" }) do
        local abi = vector[what]
        if not abi and not vector.said[what] then
            c.sink:error(vector.loc, "vector-word", "vector %s does not say '%s OS/ARCH'", vector.name, what)
        elseif abi then
            local os, arch = arch_of(c, abi, what)
            world[what] = os and side_of(c, os, arch)
        end
    end
    if not world.foreign or not world.native then return nil end
    if vector.pair then
        local dir = c.root .. "/pairs/" .. vector.pair
        c.list({ dir })
        if c.dirs[dir] then
            world.pair_dir = dir
            pair_layers(c, world, dir)
        else
            c.sink:error(vector.said.pair, "pair-unknown", "there is no directory %s", dir)
        end
    end
    return world
end

local function no_vector(c, name)
    local names = {}
    for _, file in ipairs(c.names(c.root .. "/vectors", ".vector")) do names[#names + 1] = file:sub(1, -8) end
    local near = cli.nearest(name, names)
    return nil, ("unknown vector '%s'%s"):format(name, near and (", did you mean '" .. near .. "'?") or
        ("; %s/vectors holds %s"):format(c.root, #names > 0 and table.concat(names, ", ") or "none")), 2
end

-- `name` is a vector's name, or the path of a .vector file.
function load.vector(root, name, src, sink)
    local c = context(root, src, sink)
    local path = name
    if not name:find("%.vector$") then
        path = root .. "/vectors/" .. name .. ".vector"
        c.list({ root, root .. "/vectors", root .. "/linux", root .. "/freebsd" })
        if not c.dirs[root .. "/vectors"] then
            return nil, ("%s/vectors: no such directory, or it cannot be read"):format(root), 3
        end
        if not has(c.dirs[root .. "/vectors"], name .. ".vector") then return no_vector(c, name) end
    end
    local text, err = src:read(path)
    if not text then return nil, err, 3 end
    local vector
    for _, block in ipairs(c.parse(path).blocks) do
        if block.kind == "vector" then vector = vector or block end
    end
    local world
    if vector then
        world = world_of(c, vector)
    elseif sink:count("error") == 0 then
        sink:error({ file = path, line = 1, col = 1 }, "vector-missing", "the file holds no block 'vector'")
    end
    if c.unreadable then return nil, c.unreadable, 3 end
    return world or { vector = vector, broken = true, policies = {}, calls = {}, call_list = {},
        docs = c.docs, oses = c.oses }
end

-- Is the directory a tree of specs?
function load.is_tree(dir)
    local found = listing({ dir .. "/vectors" })
    return found[dir .. "/vectors"] ~= nil
end

-- Specs in a directory and below, sorted; nil when it is no directory.
function load.files(dir)
    if not listing({ dir })[dir] then return nil end
    local pipe = io.popen("find " .. quoted(dir) ..
        " -name '*.spec' -o -name '*.pair' -o -name '*.vector' -o -name '*.master'")
    local files = {}
    for line in pipe:lines() do files[#files + 1] = line end
    pipe:close()
    table.sort(files)
    return files
end

-- The specs beside this gen/.
function load.default_root()
    local here = package.searchpath("load", package.path):match("^(.*)/[^/]*$") or "."
    local up = here:match("^(.*)/[^/]*$")
    if up then return (up == "" and "/" or up .. "/") .. "specs" end
    return here == "." and "../specs" or "specs"
end

-- Every architecture of a system, also those that are only named in arch.spec yet: { arches = list of ARCH,
-- side = { [arch name] = side }, docs = list of parsed files }.
function load.sides(root, os_name, src, sink)
    local c = context(root, src, sink)
    local os = os_of(c, os_name)
    if not os then return nil, ("%s has no %s"):format(root, os_name), 2 end
    local all = { arches = os.arches, side = {}, docs = c.docs }
    for _, arch in ipairs(os.arches) do all.side[arch.name] = side_of(c, os, arch) end
    if c.unreadable then return nil, c.unreadable, 3 end
    return all
end

-- One side alone, also of an architecture that is only named in arch.spec yet.
function load.side(root, os_name, arch_name, src, sink)
    local c = context(root, src, sink)
    local os = os_of(c, os_name)
    local arch = os and os.arch[arch_name]
    if not arch then return nil, ("%s has no %s/%s"):format(root, os_name, arch_name), 2 end
    return side_of(c, os, arch)
end

local SKIP = { pairs = true, vectors = true }

-- Everything under root.
function load.tree(root, src, sink)
    local c = context(root, src, sink)
    c.list({ root, root .. "/vectors", root .. "/pairs" })
    if not c.dirs[root] then return nil, root .. ": no such directory, or it cannot be read", 3 end
    local candidates = {}
    for _, name in ipairs(c.dirs[root]) do
        if not SKIP[name] and not name:find(".", 1, true) then candidates[#candidates + 1] = root .. "/" .. name end
    end
    c.list(candidates)
    local tree = { root = root, oses = c.oses, sides = {}, side = c.side, worlds = {}, docs = c.docs }
    for _, name in ipairs(c.dirs[root]) do
        local os = not SKIP[name] and c.dirs[root .. "/" .. name] and os_of(c, name)
        for _, arch in ipairs(os and os.arches or {}) do
            -- an architecture without a directory is only named yet
            local dir = os.dir .. "/" .. arch.name
            c.list({ dir })
            if c.dirs[dir] then tree.sides[#tree.sides + 1] = side_of(c, os, arch) end
        end
    end
    for _, name in ipairs(c.names(root .. "/vectors", ".vector")) do
        for _, block in ipairs(c.parse(root .. "/vectors/" .. name).blocks) do
            local world = block.kind == "vector" and world_of(c, block)
            if world then tree.worlds[#tree.worlds + 1] = world end
        end
    end
    for _, name in ipairs(c.dirs[root .. "/pairs"] or {}) do
        local dir = root .. "/pairs/" .. name
        parse_all(c, dir, ".pair")
        for _, inner in ipairs(c.dirs[dir] or {}) do
            if not inner:find(".", 1, true) then parse_all(c, dir .. "/" .. inner, ".pair") end
        end
    end
    if c.unreadable then return nil, c.unreadable, 3 end
    return tree
end

return load
