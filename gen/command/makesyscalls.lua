-- SPDX-License-Identifier: BSD-2-Clause
--
-- sysvec makesyscalls MASTER [CONF]: a system's own tables from its syscalls.master, with the bytes that
-- system's own generator would write.  Called in the directory in which the original is called.
--
-- Nothing is written unless every master of the command line is free of errors.

local check = require("check.master")
local cli = require("cli")
local common = require("profile.common")
local conf_parser = require("parse.conf")
local dialects = require("parse.master_dialect")
local master_parser = require("parse.master")
local output = require("output")
local profiles = require("profile.profiles")
local sink = require("sink")
local source = require("source")

local makesyscalls = { summary = "a system's own tables from its syscalls.master" }

local SPEC = {
    usage = "sysvec makesyscalls MASTER [CONF] [--profile P] [-o DIR]\n" ..
        "       sysvec makesyscalls --each MASTER [CONF] [MASTER [CONF]]...",
    about = "Writes what FreeBSD's or NetBSD's own generator writes from a syscalls.master and its syscalls.conf,\n" ..
        "but only when the input is right, all files or none, and only those that changed.",
    options = {
        { short = "p", long = "profile", value = "P", choices = profiles.names,
            help = "whose output: freebsd-9 to freebsd-16, freebsd-13.0, netbsd (default: implied)" },
        { short = "d", long = "dialect", value = "D", choices = dialects.names,
            help = "how the master is written: freebsd-10 ... (default: recognised)" },
        { short = "o", long = "output", value = "DIR", help = "stands for the current directory in output names" },
        { long = "each", help = "several masters, each as if called beside its conf" },
        { long = "check", help = "write nothing; show what is stale and exit 1" },
        { long = "depfile", value = "FILE", help = "write dependencies for make" },
        { long = "permissive", value = "RULES", repeated = true, help = "these rules (a,b,...) only warn" },
        { long = "bug-compatible", help = "reproduce the original's known defects too" },
        { long = "audit", value = "FILE", help = "audit events (default: what is known of FreeBSD's)" },
        { short = "v", long = "verbose", help = "say which dialect and profile were chosen, and why" },
        { short = "q", long = "quiet", help = "no warnings" },
        { long = "color", value = "WHEN", choices = { "auto", "always", "never" }, default = "auto",
            help = "auto, always or never" },
    },
    min = 1,
    examples = {
        "sysvec makesyscalls syscalls.master",
        "sysvec makesyscalls ../../kern/syscalls.master syscalls.conf --check",
        "sysvec makesyscalls syscalls.conf syscalls.master          (NetBSD's order is taken too)",
    },
}

local function fail(code, fmt, ...)
    io.stderr:write("sysvec makesyscalls: ", fmt:format(...), "\n")
    return code
end

local function directory(path)
    local dir = path:match("^(.*)/[^/]*$")
    if dir == "" then return "/" end
    return dir or "."
end

local function under(dir, path)
    if not dir or dir == "." or path:sub(1, 1) == "/" then return path end
    return dir:gsub("/$", "") .. "/" .. path
end

local function is_conf(path)
    return path:match("%.conf$") ~= nil
end

-- positional words -> list of { master =, conf =, dir = }
local function jobs_of(words, each)
    if not each then
        if #words > 2 then return nil, "more than one master and one conf; for several masters say --each" end
        local master, conf = words[1], words[2]
        if conf and is_conf(master) and not is_conf(conf) then master, conf = conf, master end
        return { { master = master, conf = conf, dir = "." } }
    end
    local jobs = {}
    for _, word in ipairs(words) do
        local job = jobs[#jobs]
        if is_conf(word) then
            if not job or job.conf then return nil, ("'%s' follows no master"):format(word) end
            job.conf, job.dir = word, directory(word)
        else
            jobs[#jobs + 1] = { master = word, dir = directory(word) }
        end
    end
    return jobs
end

-- a header of the tree that `dir` is in, such as sys/param.h
local function tree_header(src, dir, name)
    local up = ""
    for _ = 0, 4 do
        local text = src:read(under(dir, up .. name))
        if text then return text end
        up = up .. "../"
    end
end

local function tree_version(src, dir)
    local text = tree_header(src, dir, "sys/param.h")
    local at = text and text:find("__FreeBSD_version", 1, true)
    while at do
        local version = text:match("^__FreeBSD_version%s+(%d+)", at)
        if version then return math.tointeger(version) end
        at = text:find("__FreeBSD_version", at + 1, true)
    end
end

-- Audit events: those of specs/freebsd/audit.events; the tree's own header is asked only for others.
local function audit_events(src, opts, dir, master, cache)
    local set = cache[audit_events]
    local function take(text, pattern)
        if not text then return end
        set = set or {}
        for name in text:gmatch(pattern) do set[name] = true end
    end
    local path = not set and opts.audit
    if not set and not path then
        local home = package.searchpath("sink", package.path):gsub("[^/]*$", "")
        path = home .. "../specs/freebsd/audit.events"
    end
    if path then
        local text, err = source.read(path)
        if not text and opts.audit then return nil, err end
        set = text and check.audit_events(text)
        cache[audit_events] = set
    end
    for _, item in ipairs(master.items) do
        if item.audit and not (set and set[item.audit]) then
            take(tree_header(src, dir, "bsm/audit_kevents.h"), "#define%s+(AUE_[%w_]+)")
            break
        end
    end
    return set
end

local function capabilities(src, job, settings, profile, conf)
    local path = settings.capabilities_conf
    if profile.traits.fixed_capabilities then path = "capabilities.conf" end
    if not path or profile.traits.strict then return nil end
    local text = src:read(under(job.dir, path))
    local named = conf and (conf.value.capenabled or conf.idiom.capenabled)
    if named and (not text or not profile.traits.clears_capenabled) then return nil end
    return text and common.capabilities(text) or nil
end

-- capenabled of the conf: a list, or the one idiom parse/conf.lua knows
local function conf_capabilities(conf, master)
    local set
    if conf.value.capenabled then
        set = common.set_of(conf.value.capenabled, "[^,%s]+")
    elseif conf.idiom.capenabled then
        set = {}
        for _, call in ipairs(master_parser.calls(master)) do
            if call.func and call.func:match("^" .. conf.idiom.capenabled.pattern .. "$") then set[call.func] = true end
        end
    end
    return set
end

-- The record of a master; FreeBSD makes two sets of tables from one.
local function parsed(path, opts, src, problems, cache)
    local record = cache[path]
    if record then return record end
    local text, err = src:read(path)
    if not text then return nil, err end
    record = master_parser.parse(text, path, { dialect = opts.dialect }, problems)
    cache[path] = record
    return record
end

-- a path without DIR/../ in it
local function tidy(path)
    while true do
        local from, dir, to = path:match("()([^/]+)/%.%./()")
        while from and (dir == ".." or dir == ".") do from, dir, to = path:match("()([^/]+)/%.%./()", to - 3) end
        if not from then return path end
        path = path:sub(1, from - 1) .. path:sub(to)
    end
end

local function render(job, opts, src, problems, files, cache)
    local master, err = parsed(opts.each and tidy(job.master) or job.master, opts, src, problems, cache)
    if not master then return fail(3, "cannot read the master: %s", err) end
    local conf
    if job.conf then
        local conf_text, conf_err = src:read(job.conf)
        if not conf_text then return fail(3, "cannot read the conf: %s", conf_err) end
        conf = conf_parser.parse(conf_text, job.conf, problems)
    end
    local name, why = opts.profile, "--profile says so"
    if not name then
        local version = not master.description.bars and tree_version(src, job.dir) or nil
        name, why = profiles.choose({
            dialect = master.dialect, profile = master.description.profile, conf = conf, version = version,
            id = master.id, newer = opts.dialect ~= nil or (master.detected or ""):find("COMPAT14") ~= nil,
        })
    end
    if not name then
        return fail(2, "%s: sysvec has no generator for the dialect '%s'; --profile forces one", job.master,
            master.dialect)
    end
    if opts.verbose then
        io.stderr:write(("%s: dialect %s (%s), profile %s (%s)\n"):format(job.master, master.dialect,
            master.detected or "--dialect says so", name, why))
    end
    local profile = profiles.get(name)
    local settings = profiles.settings(profile, conf)
    local env = { sink = problems, bugs = opts.bug_compatible, profile = profile, conf = conf }
    env.capabilities = capabilities(src, job, settings, profile, conf)
    if conf and not env.capabilities then
        env.capabilities = conf_capabilities(conf, master)
        if env.capabilities and profile.traits.clears_capenabled then
            if opts.bug_compatible then
                env.capabilities = nil
            else
                problems:warn(conf.loc.capenabled, "bug-capenabled", "%s's generator forgets 'capenabled' when " ..
                    "there is no '%s', and marks no call; here they are marked SYF_CAPENABLED", name,
                    settings.capabilities_conf)
            end
        end
    end
    if master.description.audit then
        local events, audit_err = audit_events(src, opts, job.dir, master, cache)
        if audit_err then return fail(3, "cannot read the audit events: %s", audit_err) end
        env.audit = events
    end
    check.profile(master, profile, settings, env)
    if problems:count("error") > 0 then return 1 end
    local wanted = {}
    for _, key in ipairs(profile.keys) do
        wanted[key] = settings[key] and settings[key] ~= "" and settings[key] ~= "/dev/null"
    end
    env.wanted = wanted
    for _, file in ipairs(require(profile.module).render(master, settings, env)) do
        if wanted[file.key] then
            files[#files + 1] = { path = under(opts.output or job.dir, settings[file.key]), text = file.text }
        end
    end
    return 0
end

local function commit(files, opts, src)
    local out = output.new()
    local seen = {}
    for _, file in ipairs(files) do
        if seen[file.path] then return fail(2, "two outputs have the name '%s'", file.path) end
        seen[file.path] = true
        out:add(file.path, file.text)
    end
    if opts.depfile and not opts.check and #files > 0 then
        out:depfile(opts.depfile, out:paths(), src:inputs())
    end
    if opts.check then
        return out:check(io.stdout) > 0 and 1 or 0
    end
    local changed, err = out:commit()
    if not changed then return fail(3, "%s", err) end
    return 0
end

function makesyscalls.run(args)
    local opts, words = cli.parse(args, SPEC)
    if not opts then return fail(2, "%s", words) end
    if opts.help then
        io.stdout:write(opts.help)
        return 0
    end
    local jobs, message = jobs_of(words, opts.each)
    if not jobs then return fail(2, "%s", message) end

    local problems = sink.new()
    local soft = {}
    for _, list in ipairs(opts.permissive) do
        for rule in list:gmatch("[^,%s]+") do soft[rule] = true end
    end
    local unknown = check.unknown_rule(soft)
    if unknown then
        local near = cli.nearest(unknown, check.rule_names())
        return fail(2, "--permissive: there is no rule '%s'%s", unknown,
            near and ", did you mean '" .. near .. "'?" or "")
    end
    local hard = check.hard_rule(soft)
    if hard then return fail(2, "--permissive: '%s' leaves nothing sound to write and stays an error", hard) end
    problems:downgrade(soft)

    -- A run is short and its memory small; collecting while it lasts would cost a third of the time.
    collectgarbage("stop")
    local src, files, worst, cache = source.new(), {}, 0, {}
    for _, job in ipairs(jobs) do
        if collectgarbage("count") > 64 * 1024 then collectgarbage("collect") end
        worst = math.max(worst, render(job, opts, src, problems, files, cache))
    end
    if opts.quiet and problems:count("error") == 0 then problems = sink.new() end
    problems:print(io.stderr, { color = opts.color })
    if worst ~= 0 then return worst end
    return commit(files, opts, src)
end

return makesyscalls
