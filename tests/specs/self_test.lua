-- SPDX-License-Identifier: BSD-2-Clause
--
-- lua5.4 tests/specs/self_test.lua [--cc=CC]
--
-- The comparison with headers must fail when it should.  Each case changes one text of the specs on its way into the
-- loader and names what has to be reported; the files themselves stay as they are.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local root = here .. "/../.."
package.path = ("%s/gen/?.lua;%s/?.lua"):format(root, here)

local source = require("source")
local report = require("report")
local verify = require("verify")

local cc = os.getenv("CC") or "cc"
for _, word in ipairs(arg) do cc = word:match("^%-%-cc=(.+)$") or cc end

-- file, what stands there, what the case makes of it, the row that must fail, words of its message
local CASES = {
    changed_number_is_a_conflict =
        { "linux/errno.spec", "EPERM           1 ", "EPERM           2 ", "EPERM", "constant differs" },
    changed_flag_is_a_conflict =
        { "linux/signal.spec", "SA_RESTART        0x10000000", "SA_RESTART        0x20000000", "SA_RESTART", "constant differs" },
    high_bit_is_compared_as_a_bit =
        { "linux/signal.spec", "SA_RESETHAND      0x80000000", "SA_RESETHAND      0x40000", "SA_RESETHAND", "constant differs" },
    changed_alias_is_a_conflict =
        { "linux/errno.spec", "EWOULDBLOCK     = EAGAIN", "EWOULDBLOCK     = EINTR", "EWOULDBLOCK", "constant differs" },
    changed_size_is_a_conflict =
        { "linux/siginfo.spec", "struct sigaltstack size 24 ", "struct sigaltstack size 32 ", "struct sigaltstack", "size differs" },
    changed_offset_is_a_conflict =
        { "linux/siginfo.spec", "lsa_flags     ulong    @8 ", "lsa_flags     ulong    @16", "sigaction.lsa_flags", "offset differs" },
    changed_width_is_a_conflict =
        { "linux/siginfo.spec", "lsi_errno     i32 ", "lsi_errno     i16 ", "siginfo.lsi_errno", "width differs" },
    changed_call_number_is_a_conflict =
        { "linux/amd64/syscalls.master", "\n0\tAUE_NULL\tSTD {\n\t\tl_ssize_t linux_read(",
            "\n0\tAUE_NULL\tSTD {\n\t\tl_ssize_t linux_write(", "__NR_write", "number differs" },
    changed_ioctl_is_a_conflict =
        { "linux/tty.spec", "TCGETS            0x5401", "TCGETS            0x5402", "TCGETS", "constant differs" },
    invented_name_is_missing =
        { "linux/errno.spec", "\n    EPERM ", "\n    EPERN ", "EPERN", "not in the headers" },
    invented_field_is_missing =
        { "linux/siginfo.spec", "lsa_restorer  ptr", "lsa_restarer  ptr", "sigaction.lsa_restarer", "not in the headers" },
    invented_call_is_missing =
        { "linux/amd64/syscalls.master", "linux_mkdirat(", "linux_mkdirnt(", "__NR_mkdirnt", "not in the headers" },
    since_in_the_past_excuses_nothing =
        { "linux/errno.spec", "258 since 7.2", "258 since 2.6", "EFTYPE", "not in the headers", older = { 7, 2 } },
    since_in_the_future_is_wrong =
        { "linux/errno.spec", "\n    EPERM           1", "\n    EPERM           1  since 99.0", "EPERM", "although since says 99.0" },
    header_must_be_named =
        { "linux/xattr.spec", "flags xattr_flags header \"linux/xattr.h\"", "flags xattr_flags", "XATTR_CREATE", "names no header" },
    header_must_exist =
        { "linux/auxv.spec", "header \"linux/auxvec.h\"", "header \"linux/auxvek.h\"", "AT_PHDR", "not in the headers" },
    forgotten_errno_is_found =
        { "linux/errno.spec", "\n    ENOTBLK ", "\n    # ENOTBLK ", "ENOTBLK", "and not in errno" },
    forgotten_call_is_found =
        { "linux/amd64/syscalls.master", "linux_mkdirat(", "linux_mkdirnt(", "mkdirat", "not in the master" },
}

-- A source that changes one file.  It complains when there was nothing to change.
local function changed(case)
    local src, hit = source.new(), 0
    return {
        read = function(_, path)
            local text, err = src:read(path)
            if text and path:sub(-#case[1]) == case[1] then
                local at, stop = text:find(case[2], 1, true)
                if at then
                    hit = hit + 1
                    text = text:sub(1, at - 1) .. case[3] .. text:sub(stop + 1)
                end
            end
            return text, err
        end,
        inputs = function() return src:inputs() end,
    }, function() return hit > 0 end
end

local function outcome(case)
    local src, was_hit = changed(case)
    local result, why = verify.linux({ specs = root .. "/specs", cc = cc, arch = "amd64", src = src, only = case[1] })
    if not result then return nil, why end
    if not was_hit() then return nil, ("%s no longer has the text the case changes"):format(case[1]) end
    for _, row in ipairs(result.rows) do
        if row.outcome == "failed" and row.name == case[4] and row.message:find(case[5], 1, true) then return result, true end
    end
    return result, false
end

local names = {}
for name in pairs(CASES) do names[#names + 1] = name end
table.sort(names)

local good = assert(verify.linux({ specs = root .. "/specs", cc = cc, arch = "amd64" }))
local newest = good.version
local passed, failed, skipped = 0, 0, 0

for _, name in ipairs(names) do
    local case = CASES[name]
    local result, found = nil, nil
    if case.older and not (newest[1] < case.older[1] or newest[1] == case.older[1] and newest[2] < case.older[2]) then
        skipped = skipped + 1
        print("skip " .. name .. ": these headers have it")
    else
        result, found = outcome(case)
        if result and found then
            passed = passed + 1
        else
            failed = failed + 1
            print("FAIL " .. name .. ": " .. (result and ("nothing said that " .. case[4] .. " " .. case[5]) or tostring(found)))
        end
    end
end

-- and it does not fail when it should not
local sum = report.count(good)
if sum.failed == 0 then
    passed = passed + 1
else
    failed = failed + 1
    print(("FAIL unchanged_specs_agree: %d rows failed"):format(sum.failed))
end
print(("%d passed, %d failed, %d skipped"):format(passed, failed, skipped))
os.exit(failed == 0 and 0 or 1)
