-- SPDX-License-Identifier: BSD-2-Clause
--
-- sysvec gen VECTOR...: specs -> tables and translators in C.
--
-- Everything is rendered in memory; with any error nothing is written.

local check = require("check.spec")
local cli = require("cli")
local output = require("output")
local render = require("emit.render")
local sink = require("sink")
local source = require("source")

local gen = { summary = "tables and translators for vectors" }

local function spec(home)
    return {
        usage = "sysvec gen VECTOR... [-o DIR] [--check] [--depfile FILE] [--json] [--share]",
        about = "Tables and translators for vectors, from specs.  Files whose text is right already are not touched.",
        options = {
            { short = "o", long = "output", value = "DIR", default = ".",
                help = "write into DIR/VECTOR and DIR/NATIVE" },
            { long = "check", help = "show what is stale as a diff, write nothing; exit 1 if anything is" },
            { long = "depfile", value = "FILE", help = "what the outputs depend on, for make" },
            { long = "depfile-target", value = "TARGET",
                help = "target named there (default: the first vector's C file)" },
            { long = "json", help = "print the model instead" },
            { long = "share", help = "print how many calls are generated, by hand or missing instead" },
            { long = "specs", value = "DIR", help = "folder of the specs", default = home .. "/../specs" },
            { long = "include", value = "DIR", default = home .. "/../runtime/include",
                help = "folder with sysvec/native.h" },
            { long = "color", value = "WHEN", choices = { "auto", "always", "never" }, default = "auto",
                help = "colour of messages: auto, always, never" },
        },
        min = 1,
        examples = {
            "sysvec gen linux-amd64 -o build/gen",
            "sysvec gen linux-amd64 -o build/gen --check",
            "sysvec gen linux-amd64 --share",
        },
    }
end

-- the directory of this generator, without "gen/.." in paths that people see
local function home()
    local dir = package.path:match("^(.-)/%?%.lua") or "."
    return dir
end

local function tidy(path)
    local short = path:gsub("/[^/.][^/]*/%.%./", "/")
    short = short:gsub("^[^/.][^/]*/%.%./", "")
    return (short:gsub("(.)/+$", "%1"))
end

-- The generator's own files that were loaded: they are inputs too.
local function own_files(dir)
    local list = {}
    for name in pairs(package.loaded) do
        local path = dir .. "/" .. name:gsub("%.", "/") .. ".lua"
        local handle = not name:find("^_") and io.open(path, "r")
        if handle then
            handle:close()
            list[#list + 1] = path
        end
    end
    list[#list + 1] = dir .. "/sysvec"
    table.sort(list)
    return list
end

-- Files read, the folders of the specs (a new file counts as well), and the generator.
local function dependencies(src, specs, dir)
    local list, seen = src:inputs(), {}
    for i = 1, #list do
        local folder = list[i]:match("^(.*)/[^/]*$")
        if folder and folder:sub(1, #specs) == specs and not seen[folder] then
            seen[folder] = true
            list[#list + 1] = folder
        end
    end
    local own = own_files(dir)
    table.move(own, 1, #own, #list + 1, list)
    return list
end

local function print_share(world)
    local list = render.calls(world)
    local share = require("pair.call").share(list)
    local done = share.generated + share.hand + share.fixed
    local function percent(part, of) return of == 0 and 0 or 100 * part / of end
    local all = done + share.nosys + share.unimpl
    io.stdout:write(("%s: %d calls, %d implemented\n"):format(world.vector.name, all, done))
    io.stdout:write(("  generated    %4d  %5.1f%% of the implemented (%d of them fixed answers)\n"):format(
        share.generated + share.fixed, percent(share.generated + share.fixed, done), share.fixed))
    io.stdout:write(("  by hand      %4d  %5.1f%%\n"):format(share.hand, percent(share.hand, done)))
    io.stdout:write(("  nosys        %4d  ENOSYS on purpose\n"):format(share.nosys))
    io.stdout:write(("  unimplemented%4d  ENOSYS, counted and reported\n"):format(share.unimpl))
end

local function say(...)
    io.stderr:write("sysvec gen: ", ..., "\n")
end

-- Rules that only `sysvec check` minds: tables can be made before the persona's files are written and all is decided.
local CHECK_ONLY = { ["hand-file"] = true, undecided = true }

local function run_checks(world, problems)
    local found = sink.new()
    check.world(world, found)
    for _, p in ipairs(found.problems) do
        local add = problems[p.severity == "warning" and "warn" or p.severity]
        if not CHECK_ONLY[p.rule] then add(problems, p.loc, p.rule, "%s", p.text) end
    end
end

-- -> world, or nil and an exit status
local function load_world(name, opts, src, problems)
    local world, why, code = require("load").vector(opts.specs, name, src, problems)
    if not world then
        say(why)
        return nil, code
    end
    if problems:count("error") == 0 and not world.broken then run_checks(world, problems) end
    if world.broken or problems:count("error") > 0 then return nil, 1 end
    return world
end

function gen.run(args)
    local dir = home()
    local opts, words = cli.parse(args, spec(dir))
    if not opts then
        say(words)
        return 2
    elseif opts.help then
        io.stdout:write(opts.help)
        return 0
    end
    -- short-lived: most of what is allocated is output, so collecting early only costs time
    collectgarbage("incremental", 1000, 100)
    opts.specs, opts.include = tidy(opts.specs), tidy(opts.include)
    opts.runtime = tidy(dir .. "/../runtime/include")
    local problems, src, out = sink.new(), source.new(), output.new()
    local first, status, done = nil, 0, {}
    for _, name in ipairs(words) do
        local world, code = load_world(name, opts, src, problems)
        if not world then
            status = math.max(status, code)
        elseif done[world.vector.name] then
            say(("vector %s is named twice"):format(world.vector.name))
            status = math.max(status, 2)
        elseif opts.json then
            io.stdout:write(require("json").encode(require("export").world(world, opts.specs)), "\n")
        elseif opts.share then
            print_share(world)
        else
            local target = render.vector(world, opts, src, out, problems)
            first = first or target
        end
        if world then done[world.vector.name] = true end
    end
    if problems:count("error") > 0 then status = math.max(status, 1) end
    problems:print(io.stderr, { color = opts.color })
    if status ~= 0 or opts.json or opts.share then return status end
    if opts.check then return out:check(io.stdout) > 0 and 1 or 0 end
    if opts.depfile then
        out:depfile(opts.depfile, opts.depfile_target or first, dependencies(src, opts.specs, dir))
    end
    local changed, err = out:commit()
    if not changed then
        say(err)
        return 3
    end
    return 0
end

return gen
