-- SPDX-License-Identifier: BSD-2-Clause
--
-- sysvec check [PATH...]: lints specs.
--
-- A PATH is a tree of specs, a directory in one, or a file.  What belongs to a tree (a directory with
-- vectors/ in it) is checked with the whole tree, since facts refer to each other, but only its own problems
-- are reported.  Other files are checked for what they say by themselves.

local against = require("against.run")
local check = require("check.spec")
local cli = require("cli")
local format = require("format")
local lint = require("check.master_lint")
local load = require("load")
local master = require("check.master")
local master_rules = require("check.master_rules")
local output = require("output")
local parse_master = require("parse.master")
local roundtrip = require("check.roundtrip")
local rules = require("check.rules")
local sink = require("sink")
local source = require("source")
local spec = require("parse.spec")

local command = { summary = "lint specs: every fact in order, every member answered" }

local SPEC = {
    usage = "sysvec check [PATH...]",
    about = "Checks specs, pairs and vectors; without PATH the tree this sysvec came with.",
    options = {
        { long = "format", help = "show where files differ from their canonical layout" },
        { long = "write", help = "with --format: rewrite the files in place" },
        { long = "report", value = "NAME", choices = { "roundtrip" },
            help = "roundtrip: list what does not translate back to itself" },
        { long = "vector", value = "NAME", help = "check what one vector uses, not the whole tree" },
        { long = "against", value = "PATH", repeated = true,
            help = "compare constants and tables of C code with specs" },
        { long = "abi", value = "OS/ARCH", help = "with --against: their ABI (default: by the path)" },
        { long = "release", value = "R", help = "with --against: leave out what came after that release" },
        { long = "prefix", value = "WORD", help = "what foreign names begin with (default: LINUX_)" },
        { long = "sources", value = "PATH", repeated = true, help = "find negative and foreign errnos in handlers" },
        { long = "rules", help = "list the rules" },
        { long = "color", value = "WHEN", choices = { "auto", "always", "never" }, help = "colour messages" },
    },
    examples = {
        "sysvec check",
        "sysvec check specs/linux/errno.spec /usr/src/sys/kern/syscalls.master",
        "sysvec check --format --write specs/linux/*.spec",
        "sysvec check --report roundtrip",
        "sysvec check --against /usr/src/sys/compat/linux --release 6.1",
    },
}

local function say(text)
    io.stderr:write("sysvec check: ", text, "\n")
end

local function print_rules()
    local group
    for _, rule in ipairs(rules.list) do
        if rule.group ~= group then
            io.stdout:write(group and "\n" or "", rule.group, "\n")
            group = rule.group
        end
        io.stdout:write(("  %-18s %s\n"):format(rule.name, rule.text))
    end
    io.stdout:write("\nsyscalls.master\n")
    for _, rule in ipairs(master_rules.list) do io.stdout:write(("  %-18s %s\n"):format(rule.name, rule.text)) end
end

-- PATH -> root of the tree it belongs to or nil, what to report (prefix of file names, nil for all)
local function locate(path)
    if load.is_tree(path) then return path end
    local at = path
    while true do
        local parent = at:match("^(.*)/[^/]*$")
        if not parent or parent == "" then break end
        if load.is_tree(parent) then return parent, path end
        at = parent
    end
    return nil
end

-- Problems of one sink that concern `prefixes` -> another sink
local function pass(from, to, prefixes)
    for _, p in ipairs(from:each()) do
        local wanted = #prefixes == 0
        for _, prefix in ipairs(prefixes) do
            local file = p.loc.file or ""
            wanted = wanted or file == prefix or file:sub(1, #prefix + 1) == prefix .. "/"
        end
        if wanted then to[p.severity == "warning" and "warn" or p.severity](to, p.loc, p.rule, "%s", p.text) end
    end
end

-- One tree; nil and an exit status when it cannot be read.
local function check_tree(root, prefixes, opts, all)
    local own = sink.new()
    local tree, why, code = load.tree(root, source.new(), own)
    if not tree then
        say(why)
        return code
    end
    check.tree(tree, own)
    pass(own, all, prefixes)
    if opts.report then
        for _, world in ipairs(tree.worlds) do
            for _, entry in ipairs(roundtrip.list(world)) do io.stdout:write(roundtrip.text(entry), "\n") end
        end
    end
end

local function check_vector(root, opts, all)
    local world, why, code = load.vector(root, opts.vector, source.new(), all)
    if not world then
        say(why)
        return code
    end
    check.world(world, all)
    if opts.report and world.foreign and world.native then
        for _, entry in ipairs(roundtrip.list(world)) do io.stdout:write(roundtrip.text(entry), "\n") end
    end
end

-- Files that belong to no tree.
local function check_files(paths, all)
    local docs, masters, code = {}, {}, nil
    for _, path in ipairs(paths) do
        local text, why = source.read(path)
        if text and path:find("%.master$") then
            masters[#masters + 1] = parse_master.parse(text, path, {}, all)
            master.master(masters[#masters], {}, all)
        elseif text then
            docs[#docs + 1] = spec.parse(text, path, all)
        else
            say(why)
            code = 3
        end
    end
    check.files(docs, all)
    lint.check(masters, {}, all)
    return code
end

local function check_paths(words, opts)
    local all, code = sink.new(), nil
    local roots, prefixes, loose = {}, {}, {}
    for _, path in ipairs(words) do
        path = path:gsub("(.)/+$", "%1")
        local root, prefix = locate(path)
        if root then
            if not prefixes[root] then
                roots[#roots + 1] = root
                prefixes[root] = {}
            end
            local list = prefixes[root]
            if prefix then list[#list + 1] = prefix else prefixes[root].whole = true end
        else
            local inside = load.files(path)
            if inside then
                for _, file in ipairs(inside) do loose[#loose + 1] = file end
            else
                loose[#loose + 1] = path
            end
        end
    end
    for _, root in ipairs(roots) do
        local list = prefixes[root].whole and {} or prefixes[root]
        for _, path in ipairs(list) do
            local text, why = source.read(path)
            if not text and not load.files(path) then
                say(why)
                code = 3
            end
        end
        code = check_tree(root, list, opts, all) or code
    end
    if #loose > 0 then code = check_files(loose, all) or code end
    return all, code
end

-- Files a formatting run is about.
local function listed(words)
    local files = {}
    for _, path in ipairs(words) do
        path = path:gsub("(.)/+$", "%1")
        local inside = load.files(path)
        for _, file in ipairs(inside or { path }) do
            if not (inside and file:find("%.master$")) then files[#files + 1] = file end
        end
    end
    return files
end

local function run_format(words, opts)
    local all, out, code = sink.new(), output.new(), 0
    for _, path in ipairs(listed(words)) do
        local text, why = source.read(path)
        if text then
            local own = sink.new()
            spec.parse(text, path, own)
            pass(own, all, {})
            if own:count("error") == 0 then out:add(path, format.text(text)) end
        else
            say(why)
            code = 3
        end
    end
    all:print(io.stderr, { color = opts.color })
    if code == 0 and all:count() > 0 then code = 1 end
    if opts.write then
        local changed, why = out:commit()
        if not changed then
            say(why)
            return 3
        end
    elseif out:check(io.stdout) > 0 and code == 0 then
        code = 1
    end
    return code
end

-- --against and --sources: somebody's C code.
local function run_code(words, opts)
    local all, lines = sink.new(), {}
    local function report(line) lines[#lines + 1] = line end
    local settings = { specs = words[1] or load.default_root(), abi = opts.abi, prefix = opts.prefix,
        release = opts.release }
    local code = #opts.against > 0 and against.against(opts.against, settings, all, report) or nil
    code = #opts.sources > 0 and against.sources(opts.sources, settings, all, report) or code
    all:print(io.stderr, { color = opts.color })
    for _, line in ipairs(lines) do io.stdout:write(line, "\n") end
    return code or (all:count("error") > 0 and 1 or 0)
end

function command.run(args)
    local opts, words = cli.parse(args, SPEC)
    if not opts then
        say(words)
        return 2
    elseif opts.help then
        io.stdout:write(opts.help)
        return 0
    elseif opts.rules then
        print_rules()
        return 0
    elseif opts.write and not opts.format then
        say("--write goes with --format")
        return 2
    end
    if #opts.against > 0 or #opts.sources > 0 then return run_code(words, opts) end
    if #words == 0 then words = { load.default_root() } end
    if opts.format then return run_format(words, opts) end
    local all, code
    if opts.vector then
        all = sink.new()
        code = check_vector(words[1], opts, all)
    else
        all, code = check_paths(words, opts)
    end
    all:print(io.stderr, { color = opts.color })
    return code or (all:count() > 0 and 1 or 0)
end

return command
