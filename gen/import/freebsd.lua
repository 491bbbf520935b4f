-- SPDX-License-Identifier: BSD-2-Clause
--
-- One import of FreeBSD facts: a sys/ tree and the specs in, a plan of merge.lua out.
--
--     local result, why, code = freebsd.run(options, sink)       options and result as in session.lua
--
-- The headers of FreeBSD's C library that only pass on to those of the kernel are made here; a sys/ tree lacks them.
-- Calls are compared with sys/kern/syscalls.master: the specs keep a master of their own, with annotations.

local collect = require("import.collect")
local load = require("load")
local locate = require("import.locate")
local master = require("parse.master")
local merge = require("import.merge")
local probe = require("import.probe")
local provenance = require("import.provenance")
local shell = require("import.shell")
local sink_module = require("sink")
local source = require("source")

local freebsd = { names = { "amd64", "i386", "arm64" } }

local TARGET = { amd64 = "x86_64", i386 = "i386", arm64 = "aarch64" }

local STAND_INS = {
    ["errno.h"] = "sys/errno.h", ["fcntl.h"] = "sys/fcntl.h", ["limits.h"] = "sys/syslimits.h",
    ["poll.h"] = "sys/poll.h", ["sched.h"] = "sys/sched.h", ["signal.h"] = "sys/signal.h",
    ["termios.h"] = "sys/_termios.h", ["time.h"] = "sys/_clock_id.h", ["unistd.h"] = "sys/unistd.h",
    ["mqueue.h"] = "sys/mqueue.h",
}

local WANTED = { "__BSD_VISIBLE=1", "_WANT_KERNEL_ERRNO", "_WANT_SYSVMSG_INTERNALS", "_WANT_SYSVSEM_INTERNALS",
    "_WANT_SYSVSHM_INTERNALS", "_WANT_UCRED", "_WANT_FREEBSD11_STAT" }

-- what other headers take for granted
local FIRST = { "sys/param.h", "sys/syslimits.h", "sys/signal.h", "sys/ucontext.h" }

-- Directory with machine/, x86/ and the stand-ins for one architecture.
local function machine(sys, name, dir)
    local own = dir .. "/" .. name
    shell.output(("mkdir -p %s && cd %s && ln -s %s machine && ln -s %s x86"):format(shell.quoted(own), shell.quoted(own),
        shell.quoted(("%s/%s/include"):format(sys, name)), shell.quoted(sys .. "/x86/include")))
    for header, real in pairs(STAND_INS) do shell.write(own .. "/" .. header, ("#include <%s>\n"):format(real)) end
    return own
end

local function headers_of(all)
    local seen, list = {}, {}
    for _, arch in ipairs(all.arches) do
        for _, block in ipairs(all.side[arch.name].blocks) do
            for name in (block.header or ""):gmatch("[^%s,]+") do
                if not seen[name] then
                    seen[name] = true
                    list[#list + 1] = name
                end
            end
        end
    end
    table.sort(list)
    return list
end

local function targets_of(sys, names, all, have, dir)
    local list, missing = {}, {}
    for _, name in ipairs(names) do
        if not all.side[name] then
            missing[#missing + 1] = { name = name, why = "arch.spec of freebsd does not have it" }
        elseif not shell.is_directory(("%s/%s/include"):format(sys, name)) then
            missing[#missing + 1] = { name = name, why = ("half a tree: %s/include is not there"):format(name) }
        elseif not have.clang then
            missing[#missing + 1] = { name = name, why = "no compiler: install clang" }
        else
            list[#list + 1] = { name = name, system = "freebsd", first = FIRST,
                macros = WANTED, include = { machine(sys, name, dir), sys },
                compiler = { name = have.clang, kind = "clang",
                    flags = { ("--target=%s-unknown-freebsd14"):format(TARGET[name]), "-ffreestanding" } } }
        end
    end
    return list, missing
end

-- What the tree's master and ours say about each other's calls.
local function calls(sys, all, sink)
    local path = sys .. "/kern/syscalls.master"
    local text = source.read(path)
    if not text then return end
    local own = sink_module.new()
    local theirs, order = {}, {}
    for _, item in ipairs(master.calls(master.parse(text, path, {}, own))) do
        if item.number and item.name and not item.empty then
            if not theirs[item.name] then
                theirs[item.name] = {}
                order[#order + 1] = { name = item.name, number = item.number }
            end
            theirs[item.name][item.number] = item
        end
    end
    for _, arch in ipairs(all.arches) do
        local side = all.side[arch.name]
        local known = {}
        for _, call in ipairs(side.master and side.calls or {}) do
            local items = call.name and not call.empty and theirs[call.name]
            local item = items and items[call.number]
            if call.name then known[call.name] = true end
            if items and not item then
                sink:warn(call.loc, "import-call", "%s has the number %d here and another in the tree", call.name, call.number)
            elseif item and #(item.args or {}) ~= #call.args then
                sink:warn(call.loc, "import-call", "%s takes %d arguments here and %d in the tree", call.name, #call.args,
                    #(item.args or {}))
            end
        end
        for _, item in ipairs(side.master and order or {}) do
            if not known[item.name] then
                sink:warn({ file = side.master }, "import-call", "%s, number %d of the tree, has no row", item.name,
                    item.number)
            end
        end
    end
end

function freebsd.run(options, sink)
    options.os = "freebsd"
    options.abis = options.abis or freebsd.names
    local own = sink_module.new()
    local all, why, code = load.sides(options.specs, "freebsd", options.src, own)
    if not all then return nil, why, code end
    if own:count("error") > 0 then
        for _, p in ipairs(own:each()) do sink:error(p.loc, p.rule, "%s", p.text) end
        return nil, "the specs have errors; mend them first", 1
    end
    local sys = shell.output(("cd %s 2>/dev/null && pwd"):format(shell.quoted(options.path)))
    if not sys or sys == "" then return nil, options.path .. ": no such directory", 3 end
    if shell.is_directory(sys .. "/sys/sys") then sys = sys .. "/sys" end
    if not source.read(sys .. "/sys/param.h") then
        return nil, options.path .. ": is no sys/ tree of FreeBSD: it has no sys/param.h", 3
    end
    return shell.temporary(function(dir)
        local targets, missing = targets_of(sys, options.abis, all, locate.have(), dir .. "/include")
        if #targets > 0 then
            probe.run(targets, { headers = headers_of(all), jobs = options.jobs, dir = dir, tell = options.tell,
                ask = function(target, names)
                    local list, fresh = collect.ask(all.side[target.name], names, "freebsd")
                    target.fresh = fresh
                    return list
                end })
        end
        local good, broken = {}, false
        for _, target in ipairs(targets) do
            for _, entry in ipairs(target.broken) do
                broken = true
                sink:error({ file = entry.header }, "import-header", "does not compile for %s: %s", target.name, entry.why)
            end
            local release = target.value and target.value["c __FreeBSD_version"]
            if target.failed or not release then
                missing[#missing + 1] = { name = target.name, why = target.failed or "sys/param.h says no version" }
            else
                -- what ends in .0 may be a -CURRENT, in which the news of that release may be or not
                local minor = release // 1000 % 100
                target.version = { release // 100000, minor == 0 and -1 or minor }
                good[#good + 1] = target
            end
        end
        if #good == 0 then
            for _, entry in ipairs(missing) do sink:error({}, "import-abi", "%s: %s", entry.name, entry.why) end
            return nil, options.path .. ": nothing could be looked at", 3
        end
        calls(sys, all, sink)
        local plan = merge.run({ specs = options.specs, os = "freebsd", src = options.src, targets = good, versions = {} },
            sink)
        local place = { path = options.path, title = ("FreeBSD %d"):format(good[1].value["c __FreeBSD_version"]) }
        locate.digest(place, { { include = { sys .. "/sys" } } })
        if plan then provenance.record(plan, options, place, good) end
        return { plan = plan, place = place, targets = good, missing = missing, incomplete = broken or #missing > 0 }
    end)
end

return freebsd
