-- SPDX-License-Identifier: BSD-2-Clause
--
-- One import of Linux facts: SOURCE, ABIs and specs in, a plan of merge.lua out.
--
--     local result, why, code = session.linux({ specs =, path =, abis = list or nil, base = PATH or nil, jobs = 2,
--         src = source.new(), tell = function(done, all) end }, sink)
--     result = { plan =, place =, targets = list, missing = { { name = "alpha", why = "..." } } }
--
-- nil, why and an exit status come back when there is nothing to import.  `missing` names every ABI that was asked for
-- and could not be looked at: the evidence is then incomplete.

local abis = require("import.abis")
local collect = require("import.collect")
local headers = require("import.headers")
local history = require("import.history")
local load = require("load")
local locate = require("import.locate")
local masters = require("import.masters")
local merge = require("import.merge")
local probe = require("import.probe")
local provenance = require("import.provenance")
local shell = require("import.shell")
local sink_module = require("sink")
local tree = require("import.tree")

local session = {}

-- Headers of the C library that the kernel's include; older ones want more of them.
local STUBS = {
    ["unistd.h"] = "",
    ["sys/socket.h"] = [[
#pragma once
#if __has_include(<linux/socket.h>)
#include <linux/socket.h>
struct sockaddr { unsigned short sa_family; char sa_data[14]; };
typedef __kernel_pid_t pid_t;
typedef __kernel_loff_t loff_t;
typedef __kernel_ino_t ino_t;
typedef __kernel_mode_t mode_t;
typedef __kernel_uid_t uid_t;
typedef __kernel_gid_t gid_t;
typedef __kernel_off_t off_t;
typedef __kernel_time_t time_t;
typedef unsigned int dev_t;
#endif
]],
}

-- what other headers take for granted
local FIRST = { "stddef.h", "linux/types.h", "asm/sigcontext.h", "asm/signal.h", "sys/socket.h" }

function session.stubs(dir)
    for name, text in pairs(STUBS) do
        shell.output("mkdir -p " .. shell.quoted((dir .. "/" .. name):match("^(.*)/")))
        shell.write(dir .. "/" .. name, text)
    end
    return dir
end

-- ABIs -> targets of probe.lua, and those that have no headers or no compiler
local function targets_of(place, names, have, dir, all)
    local list, missing = {}, {}
    for _, name in ipairs(names) do
        local abi = abis.get(name)
        local compiler = abis.compiler(abi, have)
        local include, why
        if place.kind == "tree" then
            include, why = tree.include(place, abi, all.side[name] and all.side[name].arch, dir)
        else
            include = locate.include(place, abi)
        end
        if not all.side[name] then
            missing[#missing + 1] = { name = name, why = "arch.spec does not have it" }
        elseif not include then
            missing[#missing + 1] = { name = name, why = why or ("%s has no headers of it"):format(place.path) }
        elseif not compiler then
            missing[#missing + 1] = { name = name, why = ("no compiler: install %s%s-gcc"):format(
                abi.target and "clang or " or "", abi.folder) }
        else
            list[#list + 1] = { name = name, abi = abi, compiler = compiler, include = include, stubs = dir, first = FIRST,
                resources = locate.resources(compiler, have) }
        end
    end
    return list, missing
end

local function ask(all)
    return function(target, names)
        local list, fresh = collect.ask(all.side[target.name], names)
        target.fresh = fresh
        return list
    end
end

local function version_of(target)
    local code = target.value and target.value["c LINUX_VERSION_CODE"]
    return code and { code >> 16, code >> 8 & 255 }
end

-- What was asked and cannot be answered; also drops those targets.
local function judge(targets, missing, sink)
    local good, broken_for, order = {}, {}, {}
    for _, target in ipairs(targets) do
        for _, broken in ipairs(target.broken) do
            if not broken_for[broken.header] then
                broken_for[broken.header] = { why = broken.why }
                order[#order + 1] = broken.header
            end
            table.insert(broken_for[broken.header], target.name)
        end
        target.version = target.version or version_of(target)
        if target.failed then
            missing[#missing + 1] = { name = target.name, why = target.failed }
        elseif not target.names.header["asm/unistd.h"] or not target.names.header["asm/errno.h"] then
            missing[#missing + 1] = { name = target.name, why = "half a tree: asm/errno.h or asm/unistd.h is not there" }
        elseif not target.version then
            missing[#missing + 1] = { name = target.name, why = "linux/version.h does not say which release this is" }
        else
            good[#good + 1] = target
        end
    end
    for _, header in ipairs(order) do
        sink:error({ file = header }, "import-header", "does not compile for %s: %s",
            table.concat(broken_for[header], ", "), broken_for[header].why)
    end
    return good, #order > 0
end

local function examine(path, options, all, dir, label)
    local place, why = locate.source(path, dir .. "/" .. label)
    if not place then return nil, why end
    if place.kind == "tracefs" then return place, nil, {}, {} end
    place.single = #options.abis == 1
    local targets, missing = targets_of(place, options.abis, locate.have(), session.stubs(dir .. "/stubs"), all)
    local blocks = {}
    for _, arch in ipairs(all.arches) do
        for _, block in ipairs(all.side[arch.name].blocks) do blocks[#blocks + 1] = block end
    end
    if #targets > 0 then
        probe.run(targets, { headers = headers.list(blocks), jobs = options.jobs, dir = dir, tell = options.tell,
            ask = ask(all) })
    end
    return place, nil, targets, missing
end

-- A source that reads each file once: questions and merge must see the same specs, whoever edits them meanwhile.
-- still(path) tells whether the file is as it was read.
function session.snapshot(src)
    local texts = {}
    local snap = { files = src.files, list = src.list and function(_, dir) return src:list(dir) end }
    function snap.read(_, path)
        if texts[path] == nil then texts[path] = src:read(path) or false end
        if texts[path] then return texts[path] end
        return src:read(path)
    end
    function snap.still(_, path)
        return (src:read(path) or false) == (texts[path] or false)
    end
    return snap
end

function session.linux(options, sink)
    local own = sink_module.new()
    local all, why, code = load.sides(options.specs, "linux", options.src, own)
    if not all then return nil, why, code end
    if not options.abis then
        -- those of the 19 that these specs are about
        options.abis = {}
        for _, name in ipairs(abis.names) do
            if all.side[name] then options.abis[#options.abis + 1] = name end
        end
    end
    if own:count("error") > 0 then
        for _, p in ipairs(own:each()) do sink:error(p.loc, p.rule, "%s", p.text) end
        return nil, "the specs have errors; mend them first", 1
    end
    return shell.temporary(function(dir)
        shell.output("mkdir -p " .. shell.quoted(dir .. "/new") .. " " .. shell.quoted(dir .. "/old"))
        local place, reason, targets, missing = examine(options.path, options, all, dir, "new")
        if not place then return nil, reason, 3 end
        local good, broken = judge(targets, missing, sink)
        local extra = masters.plan(place, all, options, sink)
        if #good == 0 and extra.looked then
            return { plan = extra, place = place, targets = good, missing = missing, incomplete = broken or #missing > 0 }
        end
        if #good == 0 then
            for _, entry in ipairs(missing) do sink:error({}, "import-abi", "%s: %s", entry.name, entry.why) end
            return nil, ("%s: nothing could be looked at"):format(options.path), 3
        end
        local versions = provenance.versions(options.specs, options.src)
        for _, target in ipairs(good) do
            target.older = history.order(versions[target.name], target.version) == "older"
        end
        local base
        if options.base then
            local _, trouble, old_targets = examine(options.base, options, all, dir, "old")
            if trouble then return nil, trouble, 3 end
            base = {}
            for _, target in ipairs(old_targets or {}) do
                if target.value then base[target.name] = target end
            end
        end
        locate.digest(place, good)
        local plan = merge.run({ specs = options.specs, src = options.src, targets = good, versions = versions,
            base = base }, sink)
        if plan then
            for path, text in pairs(extra.texts) do plan.texts[path] = text end
            for _, change in ipairs(extra.changes) do plan.changes[#plan.changes + 1] = change end
            provenance.record(plan, options, place, good)
        end
        return { plan = plan, place = place, targets = good, missing = missing, incomplete = broken or #missing > 0 }
    end)
end

return session
