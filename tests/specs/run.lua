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

-- --arch=i386 compares the overrides of another architecture with its kernel headers, --arch=all those of every one in
-- turn; both want clang and headers of all architectures (linux-libc-dev since 6.12 has them).

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local root = here .. "/../.."
package.path = ("%s/gen/?.lua;%s/?.lua"):format(root, here)

local report = require("report")
local targets = require("targets")
local verify = require("verify")

local options = { specs = root .. "/specs", cc = os.getenv("CC") or "cc", arch = "amd64" }
for _, word in ipairs(arg) do
    local key, value = word:match("^%-%-(%a+)=?(.*)$")
    if not key or not ({ cc = 1, headers = 1, freebsd = 1, specs = 1, arch = 1, verbose = 1 })[key] then
        io.stderr:write("usage: run.lua [--cc=CC] [--headers=DIR] [--freebsd=SYSDIR] [--specs=DIR] [--arch=ARCH]",
            " [--verbose]\n")
        os.exit(2)
    end
    options[key] = value ~= "" and value or true
end
options.headers = options.headers or os.getenv("SYSVEC_LINUX_HEADERS")
options.freebsd = options.freebsd or os.getenv("FREEBSD_SYSDIR")

local failures = 0
local result, why
if options.arch == "all" then
    for _, name in ipairs(targets.names) do
        options.arch = name
        result, why = verify.linux(options)
        failures = failures + report.line(result, why)
    end
    options.arch = "amd64"
else
    result, why = verify.linux(options)
    failures = failures + report.print(result, why, options)
end
if options.freebsd and options.freebsd ~= "" then
    result, why = verify.freebsd(options)
    failures = failures + report.print(result, why, options)
else
    print("specs/freebsd: skipped: FREEBSD_SYSDIR names no FreeBSD sys tree")
end
os.exit(failures == 0 and 0 or 1)
