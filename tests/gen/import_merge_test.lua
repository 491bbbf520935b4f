-- SPDX-License-Identifier: BSD-2-Clause
-- Headers of made-up values -> specs: what changes, what survives, what is refused.

local changes = require("import.changes")
local expect = require("expect")
local tree = require("import_tree")

local spec = tree.spec

local ERRNO = spec([[
# kept above
enum errno header "asm/errno.h"
    EONE  1  "one"   # a remark
    ETWO  2  i386=7
    ETEN  10 "ten"
]])

local function line(text, name)
    return (text:match("\n( *" .. name .. " [^\n]*)") or ""):gsub("%s+", " ")
end

-- every test compiles for three architectures
local function tests(list)
    if tree.clang() then return list end
    local skipped = {}
    for name in pairs(list) do skipped[name] = function() return "skip", "no clang" end end
    return skipped
end

return tests({
    a_value_that_differs_becomes_an_override = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO }, headers = {
            ["arm64/asm/errno.h"] = "#define EONE 1\n#define ETWO 2\n#define ETEN 33\n",
            ["i386/asm/errno.h"] = "#define EONE 1\n#define ETWO 7\n#define ETEN 10\n" } }, function(t)
            local result, problems = t.import()
            expect.equal(problems, "")
            expect.equal(changes.lines(result.plan.changes), { "ETEN changes from 10 to 33  [arm64]  linux errno" })
            expect.equal(line(t.spec("errno.spec"), "ETEN"), ' ETEN 10 arm64=33 "ten"')
            -- what people wrote is still there
            expect.contains(t.spec("errno.spec"), "# kept above")
            expect.equal(line(t.spec("errno.spec"), "EONE"), ' EONE 1 "one" # a remark')
        end)
    end,
    the_same_import_twice_changes_nothing = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO } }, function(t)
            t.import()
            local first, provenance = t.spec("errno.spec"), t.spec("provenance.spec")
            local result, problems = t.import()
            expect.equal(problems, "")
            expect.equal(#result.plan.changes, 0)
            expect.equal(next(result.plan.texts), nil)
            expect.equal(t.spec("errno.spec"), first)
            expect.equal(t.spec("provenance.spec"), provenance)
        end)
    end,
    one_architecture_does_not_disturb_another = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO }, headers = {
            ["arm64/asm/errno.h"] = "#define EONE 1\n#define ETWO 9\n#define ETEN 10\n" } }, function(t)
            -- i386's headers say 2, but nobody asked for i386
            t.import({ abis = { "arm64" } })
            expect.equal(line(t.spec("errno.spec"), "ETWO"), " ETWO 2 i386=7 arm64=9")
        end)
    end,
    a_family_says_what_its_members_share = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO }, headers = {
            ["amd64/asm/errno.h"] = "#define EONE 5\n#define ETWO 2\n#define ETEN 10\n",
            ["i386/asm/errno.h"] = "#define EONE 5\n#define ETWO 7\n#define ETEN 10\n" } }, function(t)
            t.import()
            expect.equal(line(t.spec("errno.spec"), "EONE"), ' EONE 5 arm64=1 "one" # a remark')
        end)
    end,
    a_name_that_is_missing_is_removed_there_only = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO }, headers = {
            ["i386/asm/errno.h"] = "#define EONE 1\n#define ETWO 7\n" } }, function(t)
            t.import()
            expect.equal(line(t.spec("errno.spec"), "ETEN"), ' ETEN 10 ilp32=- "ten"')
        end)
    end,
    a_new_name_is_added_in_number_order = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO }, headers = {
            ["asm-generic/errno.h"] = "#define EONE 1\n#define ETWO 2\n#define EFIVE 5\n#define ETEN 10\n",
            ["i386/asm/errno.h"] = "#define EONE 1\n#define ETWO 7\n#define EFIVE 6\n#define ETEN 10\n#define EALSO ETEN\n",
            } }, function(t)
            local _, problems = t.import()
            expect.equal(problems, "")
            expect.match(t.spec("errno.spec"), "ETWO[^\n]*\n    EFIVE +5 +ilp32=6\n +ETEN[^\n]*\n +EALSO +%- +ilp32=ETEN")
        end)
    end,
    since_is_said_of_what_a_newer_release_brings = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO }, headers = {
            ["i386/asm/errno.h"] = "#define EONE 1\n#define ETWO 7\n#define ETEN 10\n" } }, function(t)
            t.import()
            t.header("linux/version.h", tree.version(7, 1))
            t.header("asm-generic/errno.h", "#define EONE 1\n#define ETWO 3\n#define ETEN 10\n#define ENEW 11\n")
            local _, problems = t.import()
            expect.equal(problems, "")
            expect.equal(line(t.spec("errno.spec"), "ENEW"), " ENEW 11 ilp32=- since 7.1")
            -- a value that a release changed is remembered
            expect.equal(line(t.spec("errno.spec"), "ETWO"), " ETWO 3 i386=7 was 2 until 7.1 on amd64,arm64")
        end)
    end,
    older_headers_add_history_and_change_no_value = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO }, headers = {
            ["i386/asm/errno.h"] = "#define EONE 1\n#define ETWO 7\n#define ETEN 10\n" } }, function(t)
            t.import()
            t.header("linux/version.h", tree.version(6, 1))
            t.header("asm-generic/errno.h", "#define EONE 4\n#define ETWO 2\n#define EOLD 12\n")
            t.header("i386/asm/errno.h", "#define EONE 1\n#define ETWO 7\n")
            local result, problems = t.import()
            expect.equal(problems, "")
            expect.equal(line(t.spec("errno.spec"), "ETEN"), ' ETEN 10 since 7.0 "ten"')
            expect.equal(line(t.spec("errno.spec"), "EONE"), ' EONE 1 was 4 until 7.0 on amd64,arm64 "one" # a remark')
            expect.equal(line(t.spec("errno.spec"), "EOLD"), " EOLD 12 ilp32=- until 7.0")
            expect.equal(#result.plan.changes, 3)
            -- and again: nothing more to learn
            expect.equal(#t.import().plan.changes, 0)
        end)
    end,
    a_value_changed_by_hand_stays_when_the_headers_did_not_change_it = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO }, headers = {
            ["i386/asm/errno.h"] = "#define EONE 1\n#define ETWO 7\n#define ETEN 10\n" } }, function(t)
            expect.write(t.specs .. "/linux/errno.spec", (ERRNO:gsub("ETEN( +)10", "ETEN%112")))
            local result, problems = t.import({ base = t.headers, abis = { "amd64" } })
            expect.contains(problems, "note: ETEN stays 12 on amd64: the headers did not change it [import-kept]")
            expect.equal(#result.plan.changes, 0)
        end)
    end,
    both_changed_is_a_conflict_and_nothing_is_written = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO } }, function(t)
            os.execute(("cp -r '%s' '%s/before'"):format(t.headers, t.dir))
            t.header("asm-generic/errno.h", "#define EONE 1\n#define ETWO 2\n#define ETEN 14\n#define EELSE 20\n")
            local by_hand = ERRNO:gsub("ETEN( +)10", "ETEN%112")
            expect.write(t.specs .. "/linux/errno.spec", by_hand)
            local _, problems = t.import({ base = t.dir .. "/before", abis = { "amd64" } })
            expect.equal(problems,
                "error: ETEN is 12 here, 14 in the headers and was 10 before, on amd64 [import-conflict]")
            expect.equal(t.spec("errno.spec"), by_hand)
        end)
    end,
    what_the_header_says_on_purpose_otherwise_is_left = function()
        tree.with({ specs = { ["errno.spec"] = spec('enum errno header "asm/errno.h"\n    EONE  1\n    ETWO  8  header 2\n' ..
            "    EKERN 9  internal\n    ETEN 10\n") } }, function(t)
            local result, problems = t.import()
            expect.equal(problems, "")
            expect.equal(#result.plan.changes, 0)
        end)
    end,
    a_value_that_depends_on_the_order_of_headers_is_named = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO, ["lock.spec"] = spec(
            'enum lock header "linux/aaa.h linux/zzz.h"\n    LOCK_GET  9\n') }, headers = {
            ["linux/aaa.h"] = "#ifndef LOCK_GET\n#define LOCK_GET 3\n#endif\n",
            ["linux/zzz.h"] = "#ifndef LOCK_GET\n#define LOCK_GET 4\n#endif\n" } }, function(t)
            local _, problems = t.import({ abis = { "amd64" } })
            expect.contains(problems, "error: LOCK_GET is 3 or 4 on amd64, as the order of its headers decides; say which")
            expect.write(t.specs .. "/linux/lock.spec", (t.spec("lock.spec"):gsub("9", "4")))
            _, problems = t.import({ abis = { "amd64" } })
            expect.equal(problems, "")
        end)
    end,
    numbers_of_calls_stand_without_their_base = function()
        local numbers = spec('enum call_number header "asm/unistd.h"\n    first  0\n    later  8\n')
        tree.with({ specs = { ["errno.spec"] = ERRNO, ["numbers.spec"] = numbers }, headers = {
            ["amd64/asm/unistd.h"] = "#define __NR_first 0\n#define __NR_reserved177 177\n#define __NR_syscalls 9\n" ..
                "#define __NR_second 3\n#define __NR_later 8\n",
            ["arm64/asm/unistd.h"] = "#define __NR_Linux 4000\n#define __NR_first (__NR_Linux + 1)\n#define __NR_later 4008\n",
            ["i386/asm/unistd.h"] = "#define __NR_first 0\n#define __NR_later 8\n" } }, function(t)
            local arch = t.spec("arch.spec"):gsub("(arm64.-generic)", "%1 number_base 4000")
            expect.write(t.specs .. "/linux/arch.spec", arch)
            local _, problems = t.import()
            expect.equal(problems, "")
            expect.equal(line(t.spec("numbers.spec"), "first"), " first 0 arm64=1")
            expect.equal(line(t.spec("numbers.spec"), "second"), " second 3 ilp32=- arm64=-")
            expect.equal(line(t.spec("numbers.spec"), "later"), " later 8")
        end)
    end,
    structures_get_offsets_types_and_padding = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO, ["s.spec"] = spec([[
struct thing size 24 align 8 header "asm/thing.h"
    a      i32   @0
    __pad  u32   @4   pad
    b      long  @8   "an address"
    c      u64   @16
]]) }, headers = {
            ["amd64/asm/thing.h"] = "struct thing { int a; long b; unsigned long long c; };\n",
            ["i386/asm/thing.h"] = "struct thing { int a; long b; unsigned long long c; };\n",
            ["arm64/asm/thing.h"] = "struct thing { long b; int a; unsigned int c; };\n" } }, function(t)
            local _, problems = t.import()
            expect.equal(problems, "")
            local text = t.spec("s.spec")
            expect.match(text, "struct thing size 24 ilp32=16 arm64=16 align 8 ilp32=4 header")
            expect.equal(line(text, "a"), " a i32 @0 arm64=@8")
            expect.equal(line(text, "b"), ' b long @8 ilp32=@4 arm64=@0 "an address"')
            expect.equal(line(text, "c"), " c u64 @16 ilp32=@8 arm64=u32@12")
            expect.equal(line(text, "__pad"), " __pad u32 @4 ilp32=@- arm64=@- pad")
            expect.equal(#t.import().plan.changes, 0)
        end)
    end,
})
