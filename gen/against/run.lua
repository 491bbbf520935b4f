-- SPDX-License-Identifier: BSD-2-Clause
--
-- `sysvec check --against PATH` and `--sources PATH`: files of somebody's layer, gathered, each compared with the ABI it is
-- for.
--
--     local code = run.against(paths, { specs =, abi = "linux/amd64" or nil, prefix =, release = }, all, report)
--     local code = run.sources(paths, { prefix = }, all, report)
--
-- report(line) takes a line of the summary.  nil, or 3 where something could not be read.

local cfile = require("against.cfile")
local compare = require("against.compare")
local load = require("load")
local parse_master = require("parse.master")
local sink = require("sink")
local source = require("source")
local sources = require("against.sources")

local run = {}

local function quoted(word)
    return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- Files of a path that have one of the endings, sorted; the path itself when it is a file; nil when it is not there.
local function files_of(path, endings)
    local tests = {}
    for i, ending in ipairs(endings) do tests[i] = "-name " .. quoted("*" .. ending) end
    local pipe = io.popen(("LC_ALL=C; [ -e %s ] && find %s -type f \\( %s \\) | sort"):format(quoted(path), quoted(path),
        table.concat(tests, " -o ")))
    local list = {}
    for line in pipe:lines() do list[#list + 1] = line end
    pipe:close()
    if #list == 0 then
        local handle = io.open(path, "r")
        if not handle then return nil end
        handle:close()
        if handle and not path:find("/$") then
            local text = source.read(path)
            if text then return { path } end
        end
    end
    return list
end

-- The ABI a file speaks of, by the words of its path.
local PLACES = {
    { "linux32", "i386" }, { "i386", "i386" }, { "arm64", "arm64" }, { "aarch64", "arm64" }, { "riscv", "riscv64" },
    { "/32/", "i386" }, { "/arm/", "armhf" }, { "powerpc", "powerpc" }, { "/alpha", "alpha" }, { "/m68k", "m68k" },
    { "/mips", "o32" }, { "/sparc64", "sparc64" },
}

-- Architectures as libseccomp calls them, where it has words of its own.
local SECCOMP = { amd64 = "x86_64", i386 = "x86", armhf = "arm", arm64 = "aarch64", loong64 = "loongarch64" }

-- Layers of other systems.
local SYSTEMS = { { "svr4", "svr4/i386" }, { "ibcs2", "ibcs2/i386" }, { "cloudabi", "cloudabi/amd64" } }

local function abi_of(path, opts)
    if opts.abi then return opts.abi:match("^([^/]+)/(.+)$") end
    for _, system in ipairs(SYSTEMS) do
        if path:find(system[1], 1, true) then return system[2]:match("^([^/]+)/(.+)$") end
    end
    for _, place in ipairs(PLACES) do
        if path:find(place[1], 1, true) then return "linux", place[2] end
    end
    return "linux", "amd64"
end

-- Loaded sides by name; problems of the specs are another command's.
local function side_of(cache, specs, os, arch)
    local id = os .. "/" .. arch
    if cache[id] == nil then cache[id] = load.side(specs, os, arch, source.new(), sink.new()) or false end
    return cache[id] or nil
end

function run.against(paths, opts, all, report)
    local groups, order, code, cache = {}, {}, nil, {}
    for _, path in ipairs(paths) do
        local list = files_of(path, { ".h", ".inc", ".in", "syscalls.master", "syscalls.csv", "_errno.c", "_sysvec.c" })
        if not list then
            report(("%s: no such file or directory"):format(path))
            code = 3
        end
        for _, file in ipairs(list or {}) do
            local os, arch = abi_of(file, opts)
            local id = path .. "\0" .. (os or "?") .. "/" .. (arch or "?")
            if not groups[id] then
                groups[id] = { path = path, os = os, arch = arch, files = {}, masters = {} }
                order[#order + 1] = groups[id]
            end
            local text, why = source.read(file)
            if not text then
                report(why)
                code = 3
            elseif file:find("%.master$") then
                table.insert(groups[id].masters, parse_master.parse(text, file, {}, sink.new()))
            elseif file:find("%.csv$") then
                table.insert(groups[id].files, cfile.seccomp(text, file, SECCOMP[arch] or arch))
            elseif file:find("%.in$") then
                table.insert(groups[id].files, cfile.xlat(text, file))
            else
                table.insert(groups[id].files, cfile.parse(text, file))
            end
        end
    end
    for _, group in ipairs(order) do
        local foreign = group.os and side_of(cache, opts.specs, group.os, group.arch)
        if not foreign then
            compare.row_counts(group.files, side_of(cache, opts.specs, "freebsd", "amd64"), all)
            report(("%s: there are no specs of %s/%s; only the lengths of errno tables were looked at"):format(group.path,
                group.os or "?", group.arch or "?"))
            code = 3
        else
            local sides = { foreign = foreign, native = side_of(cache, opts.specs, "freebsd", "amd64") }
            local counts = compare.files(group.files, sides, opts, all)
            for _, record in ipairs(group.masters) do
                local more = compare.master(record, foreign, all, side_of(cache, opts.specs, group.os, "amd64"))
                for key, value in pairs(more) do counts[key] = counts[key] + value end
            end
            report(("%s against %s/%s: %d compared, %d agree, %d excused, %d not in the specs"):format(group.path, group.os,
                group.arch, counts.compared, counts.agree, counts.excused, counts.unknown))
            if counts.compared == 0 then
                report(("%s: nothing in it has a name of %s"):format(group.path, group.os))
                code = code or 3
            end
        end
    end
    return code
end

function run.sources(paths, opts, all, report)
    local code
    for _, path in ipairs(paths) do
        local list, lines = files_of(path, { ".c", ".h" }), 0
        for _, file in ipairs(list or {}) do
            local text, why = source.read(file)
            if text then
                lines = lines + sources.check(text, file, opts, all)
            else
                report(why)
                code = 3
            end
        end
        if not list or #list == 0 then
            report(("%s: no C sources there"):format(path))
            code = 3
        else
            report(("%s: %d files, %d lines looked through for errnos"):format(path, #list, lines))
        end
    end
    return code
end

return run
