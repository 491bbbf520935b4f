-- SPDX-License-Identifier: BSD-2-Clause
--
-- sysvec import linux|freebsd SOURCE: facts from headers or a source tree into the specs.

local abis = require("import.abis")
local cli = require("cli")
local changes = require("import.changes")
local check = require("check.spec")
local freebsd = require("import.freebsd")
local load = require("load")
local output = require("output")
local session = require("import.session")
local sink = require("sink")
local source = require("source")

local command = { summary = "facts from headers or a source tree, merged into the specs" }

local SPEC = {
    usage = "sysvec import linux|freebsd SOURCE [--abi LIST] [--dry-run]",
    about = "Merges what SOURCE says into the specs.  SOURCE for linux: headers (a linux-libc-dev, unpacked or as .deb,\n" ..
        "/usr, /usr/include), a kernel or linux-headers tree, or tracefs; for freebsd: a sys/ tree.",
    options = {
        { long = "abi", value = "LIST", repeated = true, help = "only these architectures: amd64,arm64" },
        { long = "dry-run", help = "print what would change, one line a fact; exit 1 if anything would" },
        { long = "base", value = "SOURCE", help = "what SOURCE looked like before: values changed by hand since stay" },
        { long = "jobs", value = "N", default = "2", help = "compile so many at once" },
        { long = "specs", value = "DIR", help = "folder of the specs" },
        { long = "quiet", help = "no progress, no list of changes" },
        { long = "color", value = "WHEN", choices = { "auto", "always", "never" }, help = "colour of messages" },
    },
    min = 2, max = 2,
    examples = {
        "sysvec import linux linux-libc-dev_7.2.13-1_all.deb --dry-run",
        "sysvec import linux /usr --abi alpha,hppa",
        "sysvec import linux ~/src/linux",
        "sysvec import freebsd /usr/src/sys",
    },
}

local function say(text)
    io.stderr:write("sysvec import: ", text, "\n")
end

local function listed(words, known)
    local list = {}
    for _, text in ipairs(words) do
        for name in text:gmatch("[^,%s]+") do
            if not known[name] then
                local all = {}
                for other in pairs(known) do all[#all + 1] = other end
                table.sort(all)
                local near = cli.nearest(name, all)
                return nil, ("unknown architecture '%s'%s"):format(name, near and (", did you mean '" .. near .. "'?") or
                    "; there are " .. table.concat(all, ", "))
            end
            list[#list + 1] = name
        end
    end
    return #list > 0 and list or nil
end

-- "12/19" on a terminal, nothing elsewhere
local function progress(quiet)
    if quiet or os.execute("test -t 2") ~= true then return function() end, function() end end
    return function(done, all)
        io.stderr:write(("\rsysvec import: %d of %d architectures"):format(done, all))
    end, function()
        io.stderr:write("\r\27[K")
    end
end

-- Errors of `sysvec check` over the specs, by text.
local function errors(specs, src)
    local own = sink.new()
    local tree = load.tree(specs, src, own)
    if tree then check.tree(tree, own) end
    local list, seen = {}, {}
    for _, p in ipairs(own:each()) do
        if p.severity == "error" then
            list[#list + 1] = p
            seen[(p.loc.file or "") .. p.rule .. p.text] = true
        end
    end
    return list, seen
end

-- The specs as they would be, checked: what the import leaves to do by hand.
local function left_to_do(specs, plan, src, all)
    if not next(plan.texts) then return end
    local _, before = errors(specs, src)
    local after = errors(specs, { read = function(_, path)
        if plan.texts[path] then return plan.texts[path] end
        return src:read(path)
    end })
    for _, p in ipairs(after) do
        if not before[(p.loc.file or "") .. p.rule .. p.text] then all:warn(p.loc, p.rule, "%s", p.text) end
    end
end

local function finish(result, opts, all, src)
    local plan = result.plan
    local failed = not plan or all:count("error") > 0
    if plan and not failed then left_to_do(opts.specs, plan, src, all) end
    all:print(io.stderr, { color = opts.color })
    for _, entry in ipairs(result.missing) do say(("%s: %s"):format(entry.name, entry.why)) end
    local code = result.incomplete and 3 or 0
    if failed then
        say("nothing was changed")
        return code == 3 and 3 or 1
    end
    if not opts.quiet then
        for _, text in ipairs(changes.lines(plan.changes, opts.system)) do io.stdout:write(text, "\n") end
    end
    if opts.dry_run then return code > 0 and code or (#plan.changes > 0 and 1 or 0) end
    local out = output.new()
    local paths = {}
    for path in pairs(plan.texts) do paths[#paths + 1] = path end
    table.sort(paths)
    for _, path in ipairs(paths) do
        if not src:still(path) then
            say(path .. ": was changed by somebody else meanwhile; nothing was changed")
            return 3
        end
        out:add(path, plan.texts[path])
    end
    local _, why = out:commit()
    if why then
        say(why)
        return 3
    end
    return code
end

function command.run(args)
    local opts, words = cli.parse(args, SPEC)
    if not opts then
        say(words)
        return 2
    elseif opts.help then
        io.stdout:write(opts.help)
        return 0
    end
    local system, path = words[1], words[2]
    if system ~= "linux" and system ~= "freebsd" then
        local near = cli.nearest(system, { "linux", "freebsd" })
        say(("'%s' is no system that can be imported%s; expected linux or freebsd"):format(system,
            near and (", did you mean '" .. near .. "'?") or ""))
        return 2
    end
    local jobs = math.tointeger(tonumber(opts.jobs))
    if not jobs or jobs < 1 or jobs > 64 then
        say(("--jobs wants a number from 1 to 64, not '%s'"):format(opts.jobs))
        return 2
    end
    opts.system, opts.specs = system, opts.specs or load.default_root()
    local known = {}
    for _, name in ipairs(system == "linux" and abis.all or freebsd.names) do known[name] = true end
    local names, why = listed(opts.abi, known)
    if not names and why then
        say(why)
        return 2
    end
    local all, src = sink.new(), session.snapshot(source.new())
    local tell, clear = progress(opts.quiet)
    local run = system == "linux" and session.linux or freebsd.run
    local result, reason, code = run({ specs = opts.specs, path = path, abis = names, base = opts.base, jobs = jobs,
        src = src, tell = tell }, all)
    clear()
    if not result then
        all:print(io.stderr, { color = opts.color })
        say(reason)
        return code or 3
    end
    return finish(result, opts, all, src)
end

return command
