-- SPDX-License-Identifier: BSD-2-Clause
--
-- What a new vector needs and what is there already -> files to write, and what is left to decide.
--
--     local plan, why, code = port.make({ specs =, name =, from = name or nil, native = "os/arch" or nil, src = }, sink)
--
--     plan = { texts = { [path] = text } and order = sorted paths of what changes, changes = lines for people,
--              from = name, vector = the vector record as it will be,
--              unknown = calls without a prototype (port/master), problems = errors of `sysvec check` over the result }
--
-- Nothing that stands is replaced: files are made when they are missing, masters only grow.

local check = require("check.spec")
local cli = require("cli")
local decisions = require("port.decisions")
local format = require("format")
local load = require("load")
local master = require("port.master")
local sink = require("sink")
local vector = require("port.vector")

local port = {}

local function names_in(dir)
    local pipe = io.popen(("LC_ALL=C ls -1 '%s' 2>/dev/null"):format(dir:gsub("'", "'\\''")))
    local list = {}
    for name in pipe:lines() do list[#list + 1] = name end
    pipe:close()
    return list
end

-- The specs as they will be: the texts of a plan over the files of a source.
local function overlay(texts, src)
    local over = {}
    function over.read(_, path)
        if texts[path] then return texts[path] end
        return src:read(path)
    end
    function over.list(_, dir)
        local list = src.list and src:list(dir) or names_in(dir)
        local seen, all = {}, {}
        for _, name in ipairs(list or {}) do seen[name] = true end
        for path in pairs(texts) do
            local name = path:sub(1, #dir + 1) == dir .. "/" and path:sub(#dir + 2):match("^[^/]+")
            if name then seen[name] = true end
        end
        for name in pairs(seen) do all[#all + 1] = name end
        table.sort(all)
        return #all > 0 and all or nil
    end
    return over
end

-- How many families two architectures share.
local function kinship(a, b)
    local count = a.bits == b.bits and 1 or 0
    for _, one in ipairs(a.families) do
        for _, other in ipairs(b.families) do
            if one == other then count = count + 2 end
        end
    end
    return count
end

-- Vectors of the system, the nearest first.
local function models(c, arch)
    local list = {}
    for _, file in ipairs(c.over:list(c.specs .. "/vectors") or {}) do
        local name = file:match("^(.*)%.vector$")
        if name and name ~= c.name then
            local world = load.vector(c.specs, name, c.over, sink.new())
            if world and world.foreign and world.foreign.os == c.os and world.native then
                list[#list + 1] = { name = name, world = world, near = kinship(arch, world.foreign.arch) }
            end
        end
    end
    table.sort(list, function(a, b)
        if a.near ~= b.near then return a.near > b.near end
        return a.name < b.name
    end)
    return list
end

local function known(c, path)
    return c.texts[path] or c.src:read(path)
end

local function create(c, path, text)
    if known(c, path) then return end
    c.texts[path] = text
    c.changes[#c.changes + 1] = "+ file " .. path
end

-- The native architecture in its system's arch.spec.
local function native_arch(c, arch)
    local os_name, name = c.native:match("^([%w_]+)/([%w_]+)$")
    local all = load.sides(c.specs, os_name, c.over, sink.new())
    if not all then return nil, ("%s has no directory %s/%s"):format("the specs", c.specs, os_name) end
    if all.side[name] then return true end
    local path = c.specs .. "/" .. os_name .. "/arch.spec"
    local text = c.over:read(path)
    if not text then return nil, path .. ": no such file" end
    local encoder = all.arches[1] and all.arches[1].ioctl or "bsd"
    c.texts[path] = text .. ("arch %s  bits %d  endian %s  ioctl %s\n"):format(name, arch.bits, arch.endian, encoder)
    c.changes[#c.changes + 1] = ("+ arch %s/%s, with the facts all of %s's architectures share"):format(os_name, name, os_name)
    return true
end

-- Handlers written for the machine they were written on cannot serve another: their calls are left out, with a reason.
local UNFRAMED = { "rt_sigreturn", "sigreturn" }

local function unframed(c, world)
    if world.foreign.struct.rt_sigframe or not world.pair_dir then return end
    local lines = {}
    for _, name in ipairs(UNFRAMED) do
        local line = world.calls[name]
        if world.foreign.call[name] and not world.foreign.call[name].empty and line and line.op == "hand" then
            lines[#lines + 1] = ('    %s = nosys "the signal frame of this architecture is not decided yet"\n'):format(name)
        end
    end
    if #lines == 0 then return end
    create(c, ("%s/%s/calls.pair"):format(world.pair_dir, world.foreign.arch.name),
        ("# Calls of %s where they differ from the lines in the folder above.\n\ncalls %s -> %s\n%s"):format(
            world.foreign.arch.name, world.foreign.os, world.native.os, table.concat(lines)))
end

local function problems_of(c)
    local own = sink.new()
    local world = load.vector(c.specs, c.name, c.over, own)
    if world and world.foreign and world.native then check.world(world, own) end
    local list = {}
    for _, p in ipairs(own:each()) do
        if p.severity ~= "note" and p.rule ~= "hand-file" then list[#list + 1] = p end
    end
    return list, world
end

local function nearest(word, list)
    local near = cli.nearest(word, list)
    return near and (", did you mean '" .. near .. "'?") or ""
end

-- The architecture `c.name` asks for and the vector to start from.
local function start(c, options)
    local all, why, code = load.sides(c.specs, c.os, c.over, sink.new())
    if not all then return nil, why, code end
    local side = all.side[c.arch]
    if not side then
        local names = {}
        for _, arch in ipairs(all.arches) do names[#names + 1] = arch.name end
        return nil, ("%s has no architecture '%s'%s; arch.spec names them"):format(c.os, c.arch, nearest(c.arch, names)), 2
    end
    if not side.numbers then
        return nil, ("no numbers of calls are known for %s/%s: import them first (sysvec import)"):format(c.os, c.arch), 3
    end
    local list = models(c, side.arch)
    local from
    for _, entry in ipairs(list) do
        if not from and (not options.from or options.from == entry.name) then from = entry end
    end
    if not from then
        local names = {}
        for _, entry in ipairs(list) do names[#names + 1] = entry.name end
        return nil, options.from and ("no vector '%s' of %s%s"):format(options.from, c.os, nearest(options.from, names)) or
            ("there is no vector of %s to start from"):format(c.os), 2
    end
    return { side = side, from = from, models = list }
end

function port.make(options, problems)
    local os_name, arch_name = options.name:match("^([%w_]+)%-([%w_]+)$")
    if not os_name then
        return nil, ("'%s' is no name of a vector; expected OS-ARCH, for example linux-loong64"):format(options.name), 2
    end
    local c = { specs = options.specs, name = options.name, os = os_name, arch = arch_name, src = options.src, texts = {},
        changes = {} }
    c.over = overlay(c.texts, c.src)
    local begun, why, code = start(c, options)
    if not begun then return nil, why, code end
    local side, from = begun.side, begun.from
    local file = ("%s/vectors/%s.vector"):format(c.specs, c.name)
    local standing = known(c, file) and load.vector(c.specs, c.name, c.over, problems)
    if standing and standing.vector and standing.vector.native then
        c.native = standing.vector.native.os .. "/" .. standing.vector.native.arch
    else
        c.native = options.native or from.world.native.os .. "/" .. arch_name
    end
    if not c.native:find("^[%w_]+/[%w_]+$") then return nil, ("'%s' is no OS/ARCH"):format(c.native), 2 end
    local ok
    ok, why = native_arch(c, side.arch)
    if not ok then return nil, why, 3 end

    local order = {}
    for _, entry in ipairs(begun.models) do
        if entry == from then table.insert(order, 1, entry.world.foreign) else order[#order + 1] = entry.world.foreign end
    end
    local path = ("%s/%s/%s/syscalls.master"):format(c.specs, c.os, c.arch)
    local text, changes, unknown = master.plan(side, order, function(p) return c.src:read(p) end, side.master and
        c.src:read(side.master))
    if #changes > 0 then
        if not side.master then c.changes[#c.changes + 1] = "+ file " .. path end
        table.move(changes, 1, #changes, #c.changes + 1, c.changes)
        c.texts[path] = text
    end
    if #side.traps == 0 then
        create(c, ("%s/%s/%s/trap.spec"):format(c.specs, c.os, c.arch), vector.traps(c.os, c.arch))
    end
    local native_os, native_name = c.native:match("^(.-)/(.*)$")
    local native = load.side(c.specs, native_os, native_name, c.over, sink.new())
    if native and #native.traps == 0 then
        create(c, ("%s/%s/%s/trap.spec"):format(c.specs, native_os, native_name), vector.traps(native_os, native_name))
    end
    create(c, file, vector.text({ name = c.name, os = c.os, arch = side.arch, native = c.native, from = from.world.vector,
        from_file = ("specs/vectors/%s.vector"):format(from.name), auxv = side.auxv,
        decisions = decisions.list({ os = c.os, arch = side.arch, native = c.native, pair = from.world.vector.pair or "PAIR" }) }))

    local _, world = problems_of(c)
    if world and world.foreign and world.native then unframed(c, world) end
    local found
    found, world = problems_of(c)
    local paths = {}
    for p, words in pairs(c.texts) do
        if not p:find("%.master$") then c.texts[p] = format.text(words) end
    end
    for p in pairs(c.texts) do paths[#paths + 1] = p end
    table.sort(paths)
    return { texts = c.texts, order = paths, changes = c.changes, from = from.name, vector = world and world.vector,
        unknown = unknown, problems = found }
end

return port
