-- SPDX-License-Identifier: BSD-2-Clause
-- What can be wrong with a SOURCE: each is named, nothing is half merged, exit 3 where evidence is missing.

local expect = require("expect")
local tree = require("import_tree")

local ERRNO = tree.spec('enum errno header "asm/errno.h"\n    EONE  1\n    ETWO  2\n    ETEN  10\n')
local CHANGED = "#define EONE 1\n#define ETWO 3\n#define ETEN 10\n"

local function tests(list)
    if tree.clang() then return list end
    local skipped = {}
    for name in pairs(list) do skipped[name] = function() return "skip", "no clang" end end
    return skipped
end

-- the command over a tree of ours
local function command(t, words)
    local out, err, code = expect.run(("gen/sysvec import linux '%s' --specs '%s' %s"):format(t.headers, t.specs, words))
    return out, err, code
end

return tests({
    dry_run_prints_a_line_a_fact_and_writes_nothing = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO }, headers = { ["arm64/asm/errno.h"] = CHANGED } }, function(t)
            local out, err, code = command(t, "--abi amd64,i386,arm64 --dry-run")
            expect.equal(err, "")
            expect.equal(out, "ETWO changes from 2 to 3  [arm64]  linux errno\n")
            expect.equal(code, 1)
            expect.equal(t.spec("errno.spec"), ERRNO)
            out, err, code = command(t, "--abi amd64,i386,arm64")
            expect.equal(out, "ETWO changes from 2 to 3  [arm64]  linux errno\n")
            expect.equal(err, "")
            expect.equal(code, 0)
            out, err, code = command(t, "--abi amd64,i386,arm64 --dry-run")
            expect.equal(out .. err, "")
            expect.equal(code, 0)
        end)
    end,
    an_abi_without_headers_is_named_and_the_others_are_merged = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO }, headers = { ["arm64/asm/errno.h"] = CHANGED } }, function(t)
            os.execute(("rm -r '%s/i386-linux-gnu'"):format(t.headers))
            local _, err, code = command(t, "--abi arm64,i386")
            expect.contains(err, "sysvec import: i386: ")
            expect.contains(err, " has no headers of it")
            expect.equal(code, 3)
            expect.contains(t.spec("errno.spec"), "arm64=3")
        end)
    end,
    half_a_tree_is_named = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO } }, function(t)
            os.execute(("rm '%s/aarch64-linux-gnu/asm/errno.h'"):format(t.headers))
            local _, err, code = command(t, "--abi amd64,arm64")
            expect.contains(err, "arm64: half a tree: asm/errno.h or asm/unistd.h is not there")
            expect.equal(code, 3)
        end)
    end,
    a_header_that_does_not_compile_stops_the_merge = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO, ["x.spec"] = tree.spec('enum x header "linux/x.h"\n    XONE  1\n') },
            headers = { ["linux/x.h"] = "#define XONE 1\nint 5x;\n", ["arm64/asm/errno.h"] = CHANGED } },
            function(t)
                local _, err, code = command(t, "--abi amd64,arm64")
                expect.contains(err, "linux/x.h: error: does not compile for amd64, arm64: ")
                expect.contains(err, "nothing was changed")
                expect.equal(code, 3)
                expect.equal(t.spec("errno.spec"), ERRNO)
            end)
    end,
    a_constant_no_header_has_is_named = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO:gsub("ETEN", "ETAN") }, headers = {} }, function(t)
            local _, err, code = command(t, "--abi amd64,arm64")
            expect.contains(err, "errno.spec:7:5: error: no header has ETAN [import-unknown]")
            expect.contains(err, "nothing was changed")
            expect.equal(code, 1)
        end)
    end,
    what_cannot_be_evaluated_is_named_and_left = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO }, headers = {
            ["asm-generic/errno.h"] = "#define EONE 1\n#define ETWO nobody_knows\n#define ETEN 10\n" } }, function(t)
            local result, problems = t.import({ abis = { "amd64" } })
            expect.match(problems, "^note: ETWO cannot be evaluated on amd64: .*nobody_knows.* %[import%-refused%]$")
            expect.equal(#result.plan.changes, 0)
        end)
    end,
    a_since_that_older_headers_contradict_is_named = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO:gsub("ETEN( +)10", "ETEN%110 since 6.9") } }, function(t)
            t.import({ abis = { "amd64" } })
            t.header("linux/version.h", tree.version(6, 1))
            local _, problems = t.import({ abis = { "amd64" } })
            expect.equal(problems, "warning: ETEN says 6.9, but the headers of 6.1 have it on amd64 [import-since]")
        end)
    end,
    sources_that_are_none_exit_3 = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO } }, function(t)
            os.execute(("mkdir '%s/none'"):format(t.specs))
            for _, case in ipairs({ { "/nowhere", "no such directory" }, { t.specs .. "/none", "holds neither headers" },
                { t.specs .. "/linux/errno.spec", "is neither a directory nor a .deb package" } }) do
                local _, err, code = expect.run(("gen/sysvec import linux '%s' --specs '%s'"):format(case[1], t.specs))
                expect.contains(err, case[2])
                expect.equal(code, 3)
            end
        end)
    end,
    usage_is_checked = function()
        local _, err, code = expect.run("gen/sysvec import linus /usr")
        expect.contains(err, "did you mean 'linux'?")
        expect.equal(code, 2)
        _, err, code = expect.run("gen/sysvec import linux /usr --abi amd6")
        expect.contains(err, "unknown architecture 'amd6', did you mean 'amd64'?")
        expect.equal(code, 2)
        _, err, code = expect.run("gen/sysvec import linux /usr --jobs none")
        expect.contains(err, "--jobs wants a number")
        expect.equal(code, 2)
    end,
    specs_with_errors_are_not_imported_into = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO .. "    EBAD\n" } }, function(t)
            local _, err, code = command(t, "--abi amd64")
            expect.contains(err, "the specs have errors; mend them first")
            expect.equal(code, 1)
        end)
    end,
    tracefs_is_compared_with_the_master = function()
        if expect.run("uname -m") ~= "x86_64\n" then return "skip", "not amd64" end
        tree.with({ specs = { ["errno.spec"] = ERRNO, ["amd64/syscalls.master"] = "; made up\n" ..
            "0\tAUE_NULL\tSTD { int linux_first(l_int fd, char *buf); }\n" ..
            "1\tAUE_NULL\tSTD { int linux_second(l_int fd); }\n" } }, function(t)
            local dir = t.dir .. "/trace/events/syscalls/sys_enter_"
            for name, fields in pairs({ first = "\tfield:int fd;\toffset:16;\n\tfield:char * buf;\toffset:24;\n",
                second = "\tfield:int fd;\toffset:16;\n\tfield:int how;\toffset:24;\n" }) do
                os.execute(("mkdir -p '%s%s'"):format(dir, name))
                expect.write(dir .. name .. "/format", "name: sys_enter_" .. name .. "\nformat:\n" ..
                    "\tfield:unsigned short common_type;\toffset:0;\n\tfield:int __syscall_nr;\toffset:8;\n" .. fields)
            end
            local result, problems = t.import({ path = t.dir .. "/trace", abis = { "amd64" } })
            expect.equal(problems, "warning: second takes 1 arguments here and 2 there (fd, how) [import-prototype]")
            expect.equal(#result.plan.changes, 0)
        end)
    end,
    a_kernel_tree_serves_like_its_headers = function()
        tree.with({ specs = { ["errno.spec"] = ERRNO, ["numbers.spec"] = tree.spec(
            'enum call_number header "asm/unistd.h"\n    first  0\n') }, headers = {} }, function(t)
            local k = t.dir .. "/kernel"
            os.execute(("mkdir -p %s/include/uapi/linux %s/include/uapi/asm-generic %s/include/linux " ..
                "%s/arch/x86/include/uapi/asm %s/arch/x86/entry/syscalls"):format(k, k, k, k, k))
            expect.write(k .. "/Makefile", "# SPDX\nVERSION = 7\nPATCHLEVEL = 0\nSUBLEVEL = 3\n")
            expect.write(k .. "/include/uapi/linux/types.h", "")
            expect.write(k .. "/include/uapi/asm-generic/errno.h", CHANGED)
            expect.write(k .. "/arch/x86/include/uapi/asm/unistd.h", "#include <asm/unistd_64.h>\n")
            expect.write(k .. "/arch/x86/entry/syscalls/syscall_64.tbl",
                "# number abi name entry\n0\tcommon\tfirst\tsys_first\n7\t64\tsecond\tsys_second\n512\tx32\tthird\tsys_third\n")
            local result, problems = t.import({ path = k, abis = { "amd64" } })
            expect.equal(problems, "")
            expect.equal(result.missing, {})
            expect.match(t.spec("errno.spec"), "ETWO +3")
            expect.match(t.spec("numbers.spec"), "first +0\n +second +7  ilp32=%- arm64=%-\n$")
            -- without its table it is half a tree
            os.remove(k .. "/arch/x86/entry/syscalls/syscall_64.tbl")
            local _, why = t.import({ path = k, abis = { "amd64" } })
            expect.contains(why, "amd64: half a tree: arch/x86/entry/syscalls/syscall_64.tbl is not there")
        end)
    end,
})
