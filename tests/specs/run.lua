-- SPDX-License-Identifier: BSD-2-Clause
--
-- lua5.4 tests/specs/run.lua [--cc=CC] [--headers=DIR] [--freebsd=SYSDIR] [--specs=DIR] [--arch=ARCH]
--                            [--verbose]
--
-- Every constant, size, offset and number of specs/linux against the C headers of this machine, or against
-- another set (--headers, or the variable SYSVEC_LINUX_HEADERS: a directory with linux/ and x86_64-linux-gnu/asm/,
-- as an unpacked linux-libc-dev has below usr/include).  With --freebsd or FREEBSD_SYSDIR, the sys/ directory of a
-- FreeBSD tree, specs/freebsd against it.
--
-- A value that differs fails.  A name the headers lack passes only if its `since` is newer than they are, or its
-- `until` not; one they have although `since` says they cannot fails, too.  What no header can confirm is counted as
-- internal.  And every call, errno, signal and auxv tag of the headers must stand in the specs.

-- --arch=i386 compares what another architecture has with its kernel headers, --arch=all those of every one for which there
-- are headers (below --headers: a linux-libc-dev since 6.12 has all of them; else below /usr, where linux-libc-dev-ARCH-cross
-- puts them) and a compiler (clang, or the architecture's own gcc).  Exit status 77: there was none.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local root = here .. "/../.."
package.path = ("%s/gen/?.lua;%s/?.lua"):format(root, here)

local abis = require("import.abis")
local report = require("report")
local shell = require("import.shell")
local verify = require("verify")

local KNOWN = { cc = 1, headers = 1, freebsd = 1, specs = 1, arch = 1, verbose = 1, brief = 1 }
local options = { specs = root .. "/specs", cc = os.getenv("CC") or "cc", arch = "amd64" }
for _, word in ipairs(arg) do
    local key, value = word:match("^%-%-(%a+)=?(.*)$")
    if not KNOWN[key or ""] then
        io.stderr:write("usage: run.lua [--cc=CC] [--headers=DIR] [--freebsd=SYSDIR] [--specs=DIR] [--arch=ARCH]",
            " [--verbose]\n")
        os.exit(2)
    end
    options[key] = value ~= "" and value or true
end
options.headers = options.headers or os.getenv("SYSVEC_LINUX_HEADERS")
options.freebsd = options.freebsd or os.getenv("FREEBSD_SYSDIR")

-- Another way to ask the same, which also sees what only the C library's headers name: would an import change a thing?
-- amd64 may have been compared with this machine's own headers.
local function second_opinion(headers, seen)
    local names = {}
    for _, name in ipairs(seen) do
        if name ~= "amd64" then names[#names + 1] = name end
    end
    if #names == 0 then return true end
    local command = ("%s %s import linux %s --specs=%s --dry-run --quiet --abi=%s"):format(arg[-1] or "lua5.4",
        shell.quoted(root .. "/gen/sysvec"), shell.quoted(headers), shell.quoted(options.specs), table.concat(names, ","))
    if os.execute(command) then
        print("an import of them would change nothing")
        return true
    end
    print("FAIL an import would change something: " .. command)
    return false
end

-- One process for each architecture, two at a time.
local function all_of_them()
    local headers = options.headers or "/usr"
    local pipe = assert(io.popen(("printf '%%s\\n' %s | xargs -P 2 -I{} %s %s --arch={} --brief --headers=%s --specs=%s"):format(
        table.concat(abis.all, " "), arg[-1] or "lua5.4", shell.quoted(arg[0]), shell.quoted(headers),
        shell.quoted(options.specs))))
    local lines, failures, compared, skipped, seen = {}, 0, 0, 0, {}
    for line in pipe:lines() do lines[#lines + 1] = line end
    pipe:close()
    table.sort(lines)
    for _, line in ipairs(lines) do
        print(line)
        if line:find("^FAIL ") then failures = failures + 1 end
        if line:find("^skip ") then skipped = skipped + 1 end
        if line:find(" checked, ", 1, true) then
            compared = compared + 1
            seen[#seen + 1] = line:match(", (%w+)")
        end
    end
    print(("%d architectures compared, %d skipped, %d failures"):format(compared, skipped, failures))
    if compared > 0 and not second_opinion(headers, seen) then failures = failures + 1 end
    os.exit(failures > 0 and 1 or compared == 0 and 77 or 0)
end

if options.arch == "all" then all_of_them() end
if options.brief then
    local result, why, skip = verify.linux(options)
    if skip then
        print(("skip %s: %s"):format(options.arch, why))
        os.exit(0)
    end
    os.exit(report.line(result, why) == 0 and 0 or 1)
end
local result, why = verify.linux(options)
local failures = report.print(result, why, options)
if options.freebsd and options.freebsd ~= "" then
    result, why = verify.freebsd(options)
    failures = failures + report.print(result, why, options)
    -- the other architectures by asking the import whether it would change anything
    local command = ("%s %s import freebsd %s --specs=%s --dry-run --quiet"):format(arg[-1] or "lua5.4",
        shell.quoted(root .. "/gen/sysvec"), shell.quoted(options.freebsd), shell.quoted(options.specs))
    if os.execute(command) then
        print("specs/freebsd, amd64, i386, arm64: an import would change nothing")
    else
        print("FAIL specs/freebsd: an import would change something: " .. command)
        failures = failures + 1
    end
else
    print("specs/freebsd: skipped: FREEBSD_SYSDIR names no FreeBSD sys tree")
end
os.exit(failures == 0 and 0 or 1)
