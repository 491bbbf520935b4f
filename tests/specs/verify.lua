-- SPDX-License-Identifier: BSD-2-Clause
--
-- Specs + headers -> the outcome of every row of facts.lua.
--
--     verify.linux({ specs =, cc =, headers = DIR or nil, arch =, src = }) -> RESULT, or nil, why and "skip" where this
--         machine has no compiler or no headers for the architecture
--     verify.freebsd({ specs =, freebsd = SYSDIR, src = })
--     RESULT = { what = "specs/linux, amd64", against = "headers of Linux 6.1", rows = list of ROW }
--     row.outcome = "checked"|"newer"|"older"|"internal"|"failed", row.message for the last and for newer and older
--
-- `only`, the end of a file's name, leaves out the groups of headers that file has no part in.
-- `src` reads files (gen/source.lua by default), so that tests can change a text on the way.

local abis = require("import.abis")
local compile = require("compile")
local domains = require("import.domains")
local facts = require("facts")
local headers = require("import.headers")
local load = require("load")
local locate = require("import.locate")
local provenance = require("import.provenance")
local session = require("import.session")
local sink = require("sink")
local source = require("source")

local verify = {}

local function shell(command)
    local pipe = assert(io.popen(command))
    local output = pipe:read("a")
    return pipe:close() and output:gsub("\n$", "") or nil
end

local function temporary(work)
    local dir = assert(shell("mktemp -d"), "no temporary directory")
    local ok, result, why, skip = xpcall(work, debug.traceback, dir)
    shell("rm -rf " .. compile.quoted(dir))
    if not ok then error(result, 0) end
    return result, why, skip
end

local function side_of(options, os)
    return load.side(options.specs, os, options.arch, options.src or source.new(), sink.new())
end

local function named(list)
    return table.concat(list, ".")
end

-- Is there a newer release in the specs' provenance than these headers?
local function outdated(version, newest)
    return newest ~= nil and facts.older(version, newest)
end

local function settle(row, version, what, newest)
    if row.skip then
        row.outcome = "internal"
    elseif row.verdict == "conflict" then
        row.outcome, row.message = "failed", ("%s differs from %s"):format(row.kind, what)
    elseif row.verdict == "problem" then
        row.outcome, row.message = "failed", row.why
    elseif row.verdict == "missing" then
        if row.why:find("file", 1, true) and row.why:find("not found\n?", 1) and outdated(version, newest) then
            row.outcome, row.message = "newer", "its header came later"
        elseif row.since and facts.older(version, facts.release(row.since)) then
            row.outcome, row.message = "newer", "since " .. row.since
        elseif row.upto and not facts.older(version, facts.release(row.upto)) then
            row.outcome, row.message = "older", "until " .. row.upto
        else
            row.outcome, row.message = "failed", ("not in %s (%s)"):format(what, row.why)
        end
    elseif row.since and facts.older(version, facts.release(row.since)) and version[2] >= 0 then
        row.outcome, row.message = "failed", ("is in %s, although since says %s"):format(what, row.since)
    else
        row.outcome = "checked"
    end
end

-- Only the groups that hold a row of this file (tests that change one file need no more).
local function narrowed(groups, only)
    if not only then return groups end
    local list = {}
    for _, group in ipairs(groups) do
        for _, row in ipairs(group.rows) do
            if row.file:sub(-#only) == only then
                list[#list + 1] = group
                break
            end
        end
    end
    return list
end

local function settled(groups, version, what, specs, newest)
    local rows, top = {}, #specs:gsub("[^/]*$", "")
    for _, group in ipairs(groups) do
        for _, row in ipairs(group.rows) do
            settle(row, version, what, newest)
            row.file = row.file:sub(top + 1)
            rows[#rows + 1] = row
        end
    end
    return rows
end

-- Names of a header that match must stand in the specs.
local COMPLETE = {
    { header = "asm/errno.h", pattern = "^E[%u%d]+$", domain = "errno" },
    { header = "asm/signal.h", pattern = "^SIG%u+%d*$", domain = "signal",
        except = { SIGRTMIN = true, SIGRTMAX = true, SIGSTKSZ = true, SIGUNUSED = true, SIGSWI = true } },
    { header = "asm/signal.h", pattern = "^SA_%u+$", domain = "sa_flags" },
    { header = "linux/auxvec.h", pattern = "^AT_[%u%d_]+$", domain = "auxv",
        except = { AT_VECTOR_SIZE_ARCH = true, AT_VECTOR_SIZE_BASE = true } },
}

local function complete(cc, side, what, rows)
    for _, rule in ipairs(COMPLETE) do
        local domain = side.domain[rule.domain]
        for _, name in ipairs(domain and cc:macros(rule.header) or {}) do
            local meant = name:find(rule.pattern) and not (rule.except or {})[name]
            if meant and not domain.by_name[name] then
                rows[#rows + 1] = { file = domain.loc.file, loc = domain.loc, name = name, kind = "name",
                    outcome = "failed",
                    message = ("is in %s of %s and not in %s"):format(rule.header, what, rule.domain) }
            end
        end
    end
    local numbers = side.numbers
    for _, name in ipairs(numbers and cc:macros("asm/unistd.h") or {}) do
        local call = domains.call(name)
        local missing = call and (not numbers.by_name[call] and numbers.loc or
            side.master and not call:find("^ARM_") and not side.call[call] and { file = side.master, line = 1 })
        if missing then
            rows[#rows + 1] = { file = missing.file, loc = missing, name = call, kind = "name", outcome = "failed",
                message = ("is in asm/unistd.h of %s and not in the %s"):format(what,
                    missing == numbers.loc and "table of numbers" or "master") }
        end
    end
end

-- The machine's own headers, or those of --headers in front of them: C library and kernel.
local function own_compiler(options, dir)
    local flags = { "-std=gnu11", "-D_GNU_SOURCE", "-w", "-ferror-limit=0" }
    local said = shell(compile.quoted(options.cc) .. " --version 2>/dev/null")
    if not said then return nil, "there is no compiler " .. options.cc end
    if not said:find("clang", 1, true) then flags[#flags] = "-fmax-errors=0" end
    if options.headers then
        for _, sub in ipairs({ "/x86_64-linux-gnu", "" }) do
            flags[#flags + 1] = "-isystem"
            flags[#flags + 1] = options.headers .. sub
        end
    end
    return compile.new({ cc = options.cc, flags = flags, dir = dir, prelude = { "stddef.h", "linux/types.h" } })
end

-- Another architecture's kernel headers, with whatever compiles for it and without a C library.
local function cross_compiler(options, dir)
    local abi = abis.get(options.arch)
    if not abi then return nil, "gen/import/abis.lua has no " .. options.arch end
    local have = locate.have()
    local compiler = abis.compiler(abi, have)
    if not compiler then return nil, "there is no compiler for " .. options.arch, "skip" end
    local place, why = locate.source(options.headers, dir)
    local include = place and locate.include(place, abi)
    if not include then
        return nil, why or ("%s has no headers of %s"):format(options.headers, options.arch), "skip"
    end
    local flags = { "-std=gnu11", "-w", "-nostdinc" }
    if compiler.kind == "gcc" then
        flags[#flags + 1] = "-fmax-errors=0"
    else
        -- a corrected name would be compared in place of the missing one
        flags[#flags + 1], flags[#flags + 2] = "-ferror-limit=0", "-fno-spell-checking"
    end
    for _, flag in ipairs(compiler.flags) do flags[#flags + 1] = flag end
    for _, path in ipairs({ locate.resources(compiler, have), session.stubs(dir .. "/stubs"), table.unpack(include) }) do
        flags[#flags + 1] = "-isystem"
        flags[#flags + 1] = path
    end
    return compile.new({ cc = compiler.name, flags = flags, dir = dir,
        prelude = { "stddef.h", "linux/types.h", "sys/socket.h", "asm/sigcontext.h", "asm/termios.h" } })
end

-- Can this be included without a C library?
local function kernel_header(text)
    for name in text:gmatch("[^%s,]+") do
        if not headers.is_kernel(name) then return false end
    end
    return text ~= ""
end

local function kernel_only(groups)
    local list = {}
    for _, group in ipairs(groups) do
        if kernel_header(group.header) then list[#list + 1] = group end
    end
    return list
end

function verify.linux(options)
    return temporary(function(dir)
        local side, why = side_of(options, "linux")
        if not side then return nil, why end
        local cross = options.arch ~= "amd64"
        if cross and not options.headers then return nil, options.arch .. " needs --headers" end
        local cc, skip
        cc, why, skip = (cross and cross_compiler or own_compiler)(options, dir)
        if not cc then return nil, why, skip end
        local code = cc:version("linux/version.h", "LINUX_VERSION_CODE")
        if not code then return nil, "there is no <linux/version.h>" end
        local version = { code >> 16, code >> 8 & 255 }
        local what = "the headers of Linux " .. named(version)
        local groups = narrowed(facts.groups(side, { version = version }), options.only)
        if cross then groups = kernel_only(groups) end
        cc:judge(groups)
        local newest
        for _, release in ipairs(provenance.versions(options.specs, options.src or source.new())[options.arch] or {}) do
            if not newest or facts.older(newest, release) then newest = release end
        end
        local rows = settled(groups, version, what, options.specs, newest)
        complete(cc, side, what, rows)
        return { what = "specs/linux, " .. options.arch, against = what, version = version, rows = rows }
    end)
end

-- Headers of FreeBSD's C library that only pass on to those of the kernel; a sys tree lacks them.
local STAND_INS = {
    ["errno.h"] = "sys/errno.h", ["fcntl.h"] = "sys/fcntl.h", ["limits.h"] = "sys/syslimits.h",
    ["poll.h"] = "sys/poll.h", ["sched.h"] = "sys/sched.h", ["signal.h"] = "sys/signal.h",
    ["termios.h"] = "sys/_termios.h", ["time.h"] = "sys/_clock_id.h", ["unistd.h"] = "sys/unistd.h",
}

local function stand_ins(dir)
    for name, real in pairs(STAND_INS) do
        local handle = assert(io.open(dir .. "/" .. name, "w"))
        handle:write(("#include <%s>\n"):format(real))
        assert(handle:close())
    end
end

local WANTED = { "__BSD_VISIBLE=1", "_WANT_KERNEL_ERRNO", "_WANT_SYSVMSG_INTERNALS", "_WANT_SYSVSEM_INTERNALS",
    "_WANT_SYSVSHM_INTERNALS", "_WANT_UCRED", "_WANT_FREEBSD11_STAT" }

function verify.freebsd(options)
    return temporary(function(dir)
        local side, why = side_of(options, "freebsd")
        if not side then return nil, why end
        local sys = shell("cd " .. compile.quoted(options.freebsd) .. " && pwd")
        if not sys then return nil, options.freebsd .. ": no such directory" end
        local machine = dir .. "/include"
        local tree = compile.quoted(sys)
        shell(("mkdir %s && cd %s && ln -s %s/amd64/include machine && ln -s %s/x86/include x86"):format(
            compile.quoted(machine), compile.quoted(machine), tree, tree))
        stand_ins(machine)
        local flags = { "-std=gnu11", "-w", "-ferror-limit=0", "--target=x86_64-unknown-freebsd14", "-ffreestanding",
            "-nostdinc", "-isystem", machine, "-isystem", sys }
        for _, macro in ipairs(WANTED) do flags[#flags + 1] = "-D" .. macro end
        local cc = compile.new({ cc = "clang", dir = dir, flags = flags,
            prelude = { "sys/param.h", "sys/syslimits.h" } })
        local code = cc:version("sys/param.h", "__FreeBSD_version")
        if not code then return nil, options.freebsd .. " holds no sys/param.h, or there is no clang" end
        -- a tree that ends in .0 may be a -CURRENT: what came with the release may or may not be there
        local version = { code // 100000, code // 1000 % 100 }
        if version[2] == 0 then version[2] = -1 end
        local what = "FreeBSD " .. code
        local groups = facts.groups(side, { version = version })
        cc:judge(groups)
        return { what = "specs/freebsd, " .. options.arch, against = what, version = version,
            rows = settled(groups, version, what, options.specs) }
    end)
end

return verify
