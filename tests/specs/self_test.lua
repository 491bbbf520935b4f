-- SPDX-License-Identifier: BSD-2-Clause
--
-- lua5.4 tests/specs/self_test.lua [--cc=CC]
--
-- The comparison with headers must fail when it should.  Each case changes one text of the specs on its way into the
-- loader and names what has to be reported; the files themselves stay as they are.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local root = here .. "/../.."
package.path = ("%s/gen/?.lua;%s/?.lua"):format(root, here)

local facts = require("facts")
local report = require("report")
local source = require("source")
local verify = require("verify")

local cc = os.getenv("CC") or "cc"
for _, word in ipairs(arg) do cc = word:match("^%-%-cc=(.+)$") or cc end

-- What stands in a file, what the case makes of it, the row that must fail and words of its message.  `older`: only
-- for headers before that release.
local CASES = {
    changed_number_is_a_conflict = {
        file = "linux/errno.spec",
        from = "EPERM 1 ",
        to = "EPERM 2 ",
        row = "EPERM", says = "constant differs",
    },
    changed_flag_is_a_conflict = {
        file = "linux/signal.spec",
        from = "SA_RESTART 0x10000000",
        to = "SA_RESTART 0x20000000",
        row = "SA_RESTART", says = "constant differs",
    },
    high_bit_is_compared_as_a_bit = {
        file = "linux/signal.spec",
        from = "SA_RESETHAND 0x80000000",
        to = "SA_RESETHAND 0x40000",
        row = "SA_RESETHAND", says = "constant differs",
    },
    changed_alias_is_a_conflict = {
        file = "linux/errno.spec",
        from = "EWOULDBLOCK = EAGAIN",
        to = "EWOULDBLOCK = EINTR",
        row = "EWOULDBLOCK", says = "constant differs",
    },
    changed_size_is_a_conflict = {
        file = "linux/siginfo.spec",
        from = "struct sigaltstack size 24 ",
        to = "struct sigaltstack size 32 ",
        row = "struct sigaltstack", says = "size differs",
    },
    changed_offset_is_a_conflict = {
        file = "linux/siginfo.spec",
        from = "lsa_flags ulong @8 ",
        to = "lsa_flags ulong @16 ",
        row = "sigaction.lsa_flags", says = "offset differs",
    },
    changed_width_is_a_conflict = {
        file = "linux/siginfo.spec",
        from = "lsi_errno i32 ",
        to = "lsi_errno i16 ",
        row = "siginfo.lsi_errno", says = "width differs",
    },
    changed_call_number_is_a_conflict = {
        file = "linux/amd64/syscalls.master",
        from = "\n0\tAUE_NULL\tSTD {\n\t\tl_ssize_t linux_read(",
        to = "\n0\tAUE_NULL\tSTD {\n\t\tl_ssize_t linux_write(",
        row = "__NR_write", says = "number differs",
    },
    changed_ioctl_is_a_conflict = {
        file = "linux/tty.spec",
        from = "TCGETS 0x5401",
        to = "TCGETS 0x5402",
        row = "TCGETS", says = "constant differs",
    },
    invented_name_is_missing = {
        file = "linux/errno.spec",
        from = "\n EPERM ",
        to = "\n EPERN ",
        row = "EPERN", says = "not in the headers",
    },
    invented_field_is_missing = {
        file = "linux/siginfo.spec",
        from = "lsa_restorer ptr",
        to = "lsa_restarer ptr",
        row = "sigaction.lsa_restarer", says = "not in the headers",
    },
    invented_call_is_missing = {
        file = "linux/amd64/syscalls.master",
        from = "linux_mkdirat(",
        to = "linux_mkdirnt(",
        row = "__NR_mkdirnt", says = "not in the headers",
    },
    since_in_the_past_excuses_nothing = {
        file = "linux/errno.spec",
        from = "258 since 7.2",
        to = "258 since 2.6",
        row = "EFTYPE", says = "not in the headers",
        older = { 7, 2 },
    },
    since_in_the_future_is_wrong = {
        file = "linux/errno.spec",
        from = "\n EPERM 1",
        to = "\n EPERM 1 since 99.0",
        row = "EPERM", says = "although since says 99.0",
    },
    header_must_be_named = {
        file = "linux/xattr.spec",
        from = "flags xattr_flags header \"linux/xattr.h\"",
        to = "flags xattr_flags",
        row = "XATTR_CREATE", says = "names no header",
    },
    header_must_exist = {
        file = "linux/auxv.spec",
        from = "header \"linux/auxvec.h\"",
        to = "header \"linux/auxvek.h\"",
        row = "AT_PHDR", says = "not in the headers",
    },
    forgotten_errno_is_found = {
        file = "linux/errno.spec",
        from = "\n ENOTBLK ",
        to = "\n # ENOTBLK ",
        row = "ENOTBLK", says = "and not in errno",
    },
    forgotten_call_is_found = {
        file = "linux/amd64/syscalls.master",
        from = "linux_mkdirat(",
        to = "linux_mkdirnt(",
        row = "mkdirat", says = "not in the master",
    },
}

-- Plain text -> pattern; a blank stands for any number of them, since columns move.
local function pattern(text)
    return (text:gsub("[%^%$%(%)%%%.%[%]%*%+%-%?]", "%%%0"):gsub(" +", " +"))
end

-- A source that changes one file.  It complains when there was nothing to change.
local function changed(case)
    local src, hit = source.new(), 0
    return {
        read = function(_, path)
            local text, err = src:read(path)
            if text and path:sub(-#case.file) == case.file then
                local at, stop = text:find(pattern(case.from))
                if at then
                    hit = hit + 1
                    text = text:sub(1, at - 1) .. case.to .. text:sub(stop + 1)
                end
            end
            return text, err
        end,
        inputs = function() return src:inputs() end,
    }, function() return hit > 0 end
end

local function outcome(case)
    local src, was_hit = changed(case)
    local result, why = verify.linux({ specs = root .. "/specs", cc = cc, arch = "amd64", src = src, only = case.file })
    if not result then return nil, why end
    if not was_hit() then return nil, ("%s no longer has the text the case changes"):format(case.file) end
    for _, row in ipairs(result.rows) do
        local hit = row.outcome == "failed" and row.name == case.row and row.message:find(case.says, 1, true)
        if hit then return result, true end
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
    if case.older and not facts.older(newest, case.older) then
        skipped = skipped + 1
        print("skip " .. name .. ": these headers have it")
    else
        local result, found = outcome(case)
        if result and found then
            passed = passed + 1
        else
            failed = failed + 1
            local why = result and ("nothing said that %s %s"):format(case.row, case.says) or tostring(found)
            print("FAIL " .. name .. ": " .. why)
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
