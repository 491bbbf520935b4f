-- SPDX-License-Identifier: BSD-2-Clause
--
-- lua5.4 tests/specs/agree.lua [--libseccomp=FILE] [--strace=DIR] [--specs=DIR]
--
-- Tables that others keep, against ours: libseccomp's src/syscalls.csv (or the variable SYSVEC_LIBSECCOMP_CSV) and
-- the sources of strace (or SYSVEC_STRACE: a directory with src/linux/).  Counts what both say alike, and fails on
-- every number they say differently.  Names that only one side has are counted, no more: the other may be older.
-- Exit status 77: neither is there.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local root = here .. "/../.."
package.path = ("%s/gen/?.lua;%s/?.lua"):format(root, here)

local load = require("load")
local sink = require("sink")
local source = require("source")

local options = { specs = root .. "/specs", libseccomp = os.getenv("SYSVEC_LIBSECCOMP_CSV"),
    strace = os.getenv("SYSVEC_STRACE") }
for _, word in ipairs(arg) do
    local key, value = word:match("^%-%-(%a+)=(.+)$")
    if not ({ libseccomp = 1, strace = 1, specs = 1 })[key or ""] then
        io.stderr:write("usage: agree.lua [--libseccomp=FILE] [--strace=DIR] [--specs=DIR]\n")
        os.exit(2)
    end
    options[key] = value
end

local all = assert(load.sides(options.specs, "linux", source.new(), sink.new()))
local total = { agree = 0, differ = 0, theirs = 0 }

-- Where the headers of Linux 7.2 say what we say, and the others do not.
local KNOWN = {
    ["strace, alpha, errno EDEADLOCK"] = "an alias of EDEADLK; 103 is its old number",
    ["strace, hppa, errno EWOULDBLOCK"] = "an alias of EAGAIN; 246 is HP-UX's number",
    ["strace, sparc64, errno EWOULDBLOCK"] = "an alias of EAGAIN; 35 is SunOS's number",
    ["strace, sh4 sched_setattr"] = "swapped with sched_getattr there",
    ["strace, sh4 sched_getattr"] = "swapped with sched_setattr there",
}

-- One cell: their number for a name of ours.
local function compare(count, what, name, theirs, ours)
    local known = KNOWN[what .. " " .. name]
    if known and ours ~= theirs then
        print(("  %s: %s is %d there and %d here: %s"):format(what, name, theirs, ours, known))
    elseif ours == nil then
        count.theirs = count.theirs + 1
    elseif ours == theirs then
        count.agree = count.agree + 1
    else
        count.differ = count.differ + 1
        print(("FAIL %s: %s is %d there and %d here"):format(what, name, theirs, ours))
    end
end

local function told(title, count)
    print(("  %-34s %5d agree, %d differ, %d only there"):format(title, count.agree, count.differ, count.theirs))
    for key, value in pairs(count) do total[key] = total[key] + value end
end

local function number(side, name)
    local item = side.numbers.by_name[name]
    return item and item.value
end

-- libseccomp's columns
local COLUMNS = { x86 = "i386", x86_64 = "amd64", x32 = "x32", arm = "armhf", aarch64 = "arm64", loongarch64 = "loong64",
    m68k = "m68k", mips = "o32", mips64 = "n64", mips64n32 = "n32", parisc = "hppa", ppc = "powerpc", ppc64 = "ppc64",
    riscv64 = "riscv64", s390x = "s390x", sh = "sh4" }

-- There the multiplexed calls of i386 and others have numbers of their own, which the kernel gave them later.
local function libseccomp(path)
    local columns
    local count = { agree = 0, differ = 0, theirs = 0 }
    for line in io.lines(path) do
        local cells = {}
        for cell in (line .. ","):gmatch("([^,]*),") do cells[#cells + 1] = cell end
        if not columns then
            columns = cells
        else
            for i, column in ipairs(columns) do
                local side = COLUMNS[column] and all.side[COLUMNS[column]]
                local theirs = side and tonumber(cells[i])
                if theirs then
                    local name = theirs >= 0xf0000 and "ARM_" .. cells[1] or cells[1]
                    compare(count, "libseccomp, " .. COLUMNS[column], name, theirs, number(side, name))
                end
            end
        end
    end
    told("libseccomp, calls", count)
end

-- strace's directories
local DIRS = { x86_64 = "amd64", i386 = "i386", x32 = "x32", aarch64 = "arm64", arm = "armhf", riscv64 = "riscv64",
    loongarch64 = "loong64", powerpc64 = "ppc64", powerpc64le = "ppc64el", powerpc = "powerpc", s390x = "s390x",
    m68k = "m68k", sparc64 = "sparc64", alpha = "alpha", hppa = "hppa", sh = "sh4" }
local MIPS = { n64 = "n64", n32 = "n32", o32 = "o32" }

-- Text of a table with what it includes; macros it defines are kept in `set`.
local function expanded(path, set)
    local handle = io.open(path, "r")
    if not handle then return "" end
    local out = {}
    for line in handle:lines() do
        local name = line:match('^%s*#%s*include "([^"]+)"')
        local macro, value = line:match("^%s*#%s*define ([%w_]+) (%w+)")
        if name then
            local near = path:match("^(.*/)") .. name
            local text = expanded(near, set)
            if text == "" then text = expanded(path:match("^(.*/)[^/]+/[^/]*$") .. "generic/" .. name, set) end
            out[#out + 1] = text
        elseif macro then
            -- the first wins: later ones stand under #ifndef
            set[macro] = set[macro] or tonumber(value)
        else
            out[#out + 1] = line
        end
    end
    handle:close()
    return table.concat(out, "\n")
end

local function rows(path)
    local set, list = {}, {}
    local text = expanded(path, set)
    for index, body in text:gmatch("%[([^%]\n]+)%]%s*=%s*([^\n]*)") do
        local base, offset = index:match("^%s*([%w_]+)%s*%+%s*(%d+)%s*$")
        local n = tonumber(index) or base and (set[base] or tonumber(base) or 0) + tonumber(offset)
        local name = body:match('"([%w_]+)"[^"]*$')
        if n and name then list[#list + 1] = { number = n, name = name } end
    end
    return list
end

-- signalent.h is a list of strings, from 0 on
local function strings(path)
    local list, at = {}, 0
    for name in expanded(path, {}):gsub("/%*.-%*/", ""):gmatch('"([%w_]+)"') do
        if name:find("^SIG%u") and not name:find("^SIGRT") then list[#list + 1] = { number = at, name = name } end
        at = at + 1
    end
    return list
end

local function domain(side, what, name)
    local d = side.domain[what]
    local item = d and d.by_name[name]
    return item and item.value
end

local function strace(dir)
    local top = dir .. "/src/linux"
    local calls, errnos, signals = { agree = 0, differ = 0, theirs = 0 }, { agree = 0, differ = 0, theirs = 0 },
        { agree = 0, differ = 0, theirs = 0 }
    local function readable(path)
        local handle = io.open(path, "r")
        if handle then handle:close() end
        return handle and path
    end
    local function one(where, abi, suffix)
        local side = all.side[abi]
        local table_of_calls = readable(("%s/%s/syscallent%s.h"):format(top, where, suffix))
        for _, row in ipairs(table_of_calls and rows(table_of_calls) or {}) do
            -- only the tables of mips count with the base
            local base = where == "mips" and side.arch.number_base or 0
            compare(calls, "strace, " .. abi, row.name, row.number - base, number(side, row.name))
        end
        for _, kind in ipairs({ { "errnoent.h", errnos, "errno" }, { "signalent.h", signals, "signal" } }) do
            local path = readable(("%s/%s/%s"):format(top, where, kind[1])) or top .. "/generic/" .. kind[1]
            for _, row in ipairs(kind[3] == "errno" and rows(path) or strings(path)) do
                compare(kind[2], ("strace, %s, %s"):format(abi, kind[3]), row.name, row.number,
                    domain(side, kind[3], row.name))
            end
        end
    end
    local places = {}
    for where, abi in pairs(DIRS) do places[#places + 1] = { where, abi, "" } end
    for suffix, abi in pairs(MIPS) do places[#places + 1] = { "mips", abi, "-" .. suffix } end
    table.sort(places, function(a, b) return a[2] < b[2] end)
    for _, place in ipairs(places) do one(place[1], place[2], place[3]) end
    told("strace, calls", calls)
    told("strace, errnos", errnos)
    told("strace, signals", signals)
end

if not options.libseccomp and not options.strace then
    print("skip: neither SYSVEC_LIBSECCOMP_CSV nor SYSVEC_STRACE says where their tables are")
    os.exit(77)
end
if options.libseccomp then libseccomp(options.libseccomp) end
if options.strace then strace(options.strace) end
told("all", { agree = total.agree, differ = total.differ, theirs = total.theirs })
os.exit(total.differ == 0 and 0 or 1)
