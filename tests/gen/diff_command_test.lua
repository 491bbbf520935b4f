-- SPDX-License-Identifier: BSD-2-Clause
-- sysvec diff as a command: what OLD and NEW may be, exit statuses, waivers from files.

local expect = require("expect")
local input = require("diff.input")
local trees = require("diff_trees")

local ARCH = trees.ARCH

local function lay(dir, files)
    for path, text in pairs(files) do
        os.execute("mkdir -p '" .. dir .. "/" .. (path:match("^(.*)/") or ".") .. "'")
        expect.write(dir .. "/" .. path, text)
    end
end

local function specs(more)
    local files = { ["linux/arch.spec"] = ARCH, ["linux/t.spec"] = "enum t\n    A 1\n    B 5 h32=69\n" }
    for path, text in pairs(more or {}) do files[path] = text end
    return files
end

local CHANGED = { ["linux/t.spec"] = "enum t\n    A 1\n    B 5 h32=16\n" }

-- In a scratch directory with old/ and new/: the command's stdout, stderr, status.
local function diff(old, new, arguments, work)
    return expect.scratch(function(dir)
        lay(dir .. "/old", old)
        lay(dir .. "/new", new)
        local out, err, code = expect.run(("gen/sysvec diff --specs %s/new --color never %s"):format(dir,
            (arguments:gsub("@", dir))))
        return work(out:gsub(dir, "@"), err:gsub(dir, "@"), code, dir)
    end)
end

local function status(old, new, arguments)
    local code
    diff(old, new, arguments, function(_, _, c) code = c end)
    return code
end

local function master(number)
    return "0\tAUE_NULL\tSTD\t{\n\t\tint linux_read(int fd);\n\t}\n" ..
        number .. "\tAUE_NULL\tSTD\t{\n\t\tint linux_f(int a);\n\t}\n"
end

local function has(command)
    return os.execute("command -v " .. command .. " >/dev/null 2>&1") == true
end

-- A header directory of one ABI, as `make headers_install` leaves it, as far as the specs below ask.
local function headers(madv)
    return {
        ["usr/include/linux/version.h"] = "#define LINUX_VERSION_CODE 393472\n",
        ["usr/include/linux/types.h"] = "typedef int __kernel_pid_t, __kernel_uid_t, __kernel_gid_t, __kernel_mode_t;\n" ..
            "typedef long __kernel_loff_t, __kernel_ino_t, __kernel_off_t, __kernel_time_t;\n",
        ["usr/include/linux/socket.h"] = "typedef unsigned short __kernel_sa_family_t;\n",
        ["usr/include/x86_64-linux-gnu/asm/unistd.h"] = "#define __NR_read 0\n#define __NR_mseal 462\n",
        ["usr/include/x86_64-linux-gnu/asm/errno.h"] = "#define EPERM 1\n#define ENEW 134\n",
        ["usr/include/x86_64-linux-gnu/asm/mman.h"] = ("#define MADV_DONTDUMP %d\n"):format(madv),
    }
end

local AMD64 = { ["linux/arch.spec"] = "arch amd64 bits 64 endian little ioctl generic\n" ..
    "arch hppa bits 32 endian big ioctl parisc pair64 unaligned\n",
    ["linux/t.spec"] = "source \"x\"\nenum errno header \"asm/errno.h\"\n    EPERM 1\n" ..
        "enum madvise_advice header \"asm/mman.h\"\n    MADV_DONTDUMP 16\nenum call_number header \"asm/unistd.h\"\n    read 0\n" }

return {
    equal_trees_are_clean = function()
        diff(specs(), specs(), "@/old @/new", function(out, err, code)
            expect.equal(out, "@/old -> @/new\nno differences on 3 ABIs\n")
            expect.equal(err, "")
            expect.equal(code, 0)
        end)
    end,
    fail_on_says_what_fails = function()
        local more = specs({ ["linux/t.spec"] = "enum t\n    A 1\n    B 5 h32=69\n    C 7\n" })
        expect.equal(status(specs(), specs(CHANGED), "@/old @/new"), 1)
        expect.equal(status(specs(), specs(CHANGED), "@/old @/new --fail-on none"), 0)
        expect.equal(status(specs(), more, "@/old @/new"), 0)
        expect.equal(status(specs(), more, "@/old @/new --fail-on impl"), 0)
        expect.equal(status(specs(), more, "@/old @/new --fail-on additive"), 1)
        expect.equal(status(specs(), more, "@/old @/new --fail-on cosmetic"), 1)
        expect.equal(status(more, specs(), "@/old @/new --fail-on source"), 1)
    end,
    usage_errors_are_2 = function()
        expect.equal(status(specs(), specs(), "@/old"), 2)
        expect.equal(status(specs(), specs(), "@/old @/new --fail-on wired"), 2)
        expect.equal(status(specs(), specs(), "@/old @/new --format xml"), 2)
        expect.equal(status(specs(), specs(), "@/old @/new --jobs 0"), 2)
        expect.equal(status(specs(), specs(), "@/old @/new --today soon"), 2)
        expect.equal(status(specs({ ["pairs/x/a.pair"] = "" }), specs(), "@/old/pairs/x/a.pair @/new"), 2)
    end,
    what_is_not_there_is_3 = function()
        expect.equal(status(specs(), specs(), "@/gone @/new"), 3)
        expect.equal(status(specs({ ["empty/x"] = "" }), specs(), "@/old/empty @/new"), 3)
        expect.equal(status(specs(), specs(), "@/old @/new --waivers @/gone"), 3)
        expect.equal(status(specs(), specs(), "@/old @/new --abi q9"), 3)
        expect.equal(status(specs({ ["a.master"] = "what\n" }), specs(), "@/old/a.master @/new"), 3)
    end,
    specs_that_cannot_be_read_are_incomplete_evidence = function()
        diff(specs(), specs({ ["linux/t.spec"] = "enum t\n    A 1\n    B 5 h32=69\n    C 7 8\n" }), "@/old @/new",
            function(out, err, code)
                expect.contains(err, "@/new/linux/t.spec:4:9: error: ")
                expect.contains(out, "not looked at\n")
                expect.equal(code, 3)
            end)
    end,
    an_abi_that_was_asked_for_and_is_missing_is_named = function()
        diff(specs(), specs(), "@/old @/new --abi h32,q9", function(out, _, code)
            expect.contains(out, "q9: @/old does not have it")
            expect.equal(code, 3)
        end)
        expect.equal(status(specs(), specs(CHANGED), "@/old @/new --abi a64"), 0)
        expect.equal(status(specs(), specs(CHANGED), "@/old @/new --abi linux/h32"), 1)
    end,
    half_a_tree_is_named_and_not_taken_for_a_removal = function()
        local other = { ["bsd/arch.spec"] = "arch b64 bits 64 endian little ioctl bsd\n", ["bsd/e.spec"] = "enum e\n    A 1\n" }
        local half = specs({ ["bsd/e.spec"] = other["bsd/e.spec"] })
        diff(specs(other), half, "@/old @/new", function(out, _, code)
            expect.contains(out, "no differences on 3 ABIs\n")
            expect.contains(out, "bsd: @/new: half a tree: bsd/arch.spec is not there")
            expect.equal(code, 3)
        end)
        diff(specs(other), half, "@/old @/new/linux", function(_, err, code)
            expect.equal(err, "sysvec diff: @/new/linux: holds specs, but no SYSTEM/arch.spec: name the whole tree or one file\n")
            expect.equal(code, 3)
        end)
    end,
    a_finding_goes_before_missing_evidence = function()
        expect.equal(status(specs(), specs(CHANGED), "@/old @/new --abi h32,q9"), 1)
    end,
    waivers_make_the_way_free = function()
        expect.scratch(function(dir)
            lay(dir .. "/old", specs())
            lay(dir .. "/new", specs(CHANGED))
            local command = ("gen/sysvec diff --specs %s/new %s/old %s/new "):format(dir, dir, dir)
            local template, err, code = expect.run(command .. "--emit-waivers")
            expect.equal({ err, code }, { "", 0 })
            expect.write(dir .. "/w", template)
            local out, _
            _, err, code = expect.run(command .. "--waivers " .. dir .. "/w")
            expect.equal(code, 1)
            expect.contains(err, "[waiver-reason]")
            expect.write(dir .. "/w", (template:gsub('""', 'expires 2026-06-30 "agreed"')))
            out, err, code = expect.run(command .. "--today 2026-06-30 --waivers " .. dir .. "/w")
            expect.equal({ err, code }, { "", 0 })
            expect.contains(out, "waived: agreed")
            _, err, code = expect.run(command .. "--today 2026-07-01 --waivers " .. dir .. "/w")
            expect.equal(code, 1)
            expect.contains(err, "/w:5:5: error: the waiver expired on 2026-06-30")
            _, err, code = expect.run("SOURCE_DATE_EPOCH=1000000000 " .. command .. "--waivers " .. dir .. "/w")
            expect.equal({ err, code }, { "", 0 })
            _, err, code = expect.run(("gen/sysvec diff --specs %s/new %s/old %s/old --today 2026-06-30 --waivers %s/w"):format(
                dir, dir, dir, dir))
            expect.equal(code, 1)
            expect.contains(err, "matches no finding; take it out [waiver-unused]")
        end)
    end,
    output_goes_into_a_file = function()
        expect.scratch(function(dir)
            lay(dir .. "/old", specs())
            local out, _, code = expect.run(("gen/sysvec diff %s/old %s/old --format json -o %s/out.json"):format(dir, dir, dir))
            expect.equal({ out, code }, { "", 0 })
            expect.contains(expect.read(dir .. "/out.json"), '"schema": "sysvec-diff"')
        end)
    end,
    a_file_in_a_tree_is_compared_with_its_like = function()
        local old, new = specs({ ["linux/u.spec"] = "enum u\n    X 1\n" }), specs(CHANGED)
        new["linux/u.spec"] = "enum u\n    X 2\n"
        diff(old, new, "@/old/linux/t.spec @/new/linux/t.spec", function(out)
            expect.contains(out, "B changes from 69 to 16")
            expect.equal(out:find("X changes", 1, true), nil)
        end)
        diff(old, new, "@/old/linux/t.spec @/new", function(out)
            expect.contains(out, "B changes from 69 to 16")
            expect.equal(out:find("X changes", 1, true), nil)
        end)
    end,
    a_file_alone_is_read_with_our_tree = function()
        local old = specs({ ["loose/a.spec"] = "enum t\n    A 9\n", ["loose/b.spec"] = "enum t\n    A 9\n    C 3\n" })
        diff(old, specs(), "@/old/loose/a.spec @/new", function(out)
            expect.contains(out, "A changes from 9 to 1  [all 3]")
            expect.contains(out, "B is new: 5 (h32 69)")
        end)
        diff(old, specs(), "@/old/loose/a.spec @/old/loose/b.spec --format json --fail-on none", function(out, _, code)
            expect.equal(code, 0)
            expect.contains(out, '"text": "C is new: 3"')
            expect.contains(out, '"loc": "@/old/loose/b.spec:3:5"')
            expect.contains(out, '"changes": 3')
        end)
    end,
    masters_are_compared_by_their_calls = function()
        diff({ ["a.master"] = master(1) }, { ["b.master"] = master(2) }, "@/old/a.master @/new/b.master --no-impact",
            function(out, _, code)
                expect.contains(out, "the number of f changes from 1 to 2  [master]  linux calls")
                expect.equal(code, 1)
            end)
    end,
    a_master_finds_the_abi_it_is_of = function()
        local tree = specs({ ["linux/n.spec"] = "enum call_number\n    read 3 h32=0\n    f 4 h32=1\n" })
        diff({ ["a.master"] = master(2) }, tree, "@/old/a.master @/new", function(out, _, code)
            expect.contains(out, "@/old/a.master is compared with linux/h32 of @/new")
            expect.contains(out, "the number of f changes from 2 to 1  [h32]")
            expect.equal(code, 1)
        end)
    end,
    headers_are_asked_what_the_specs_know = function()
        if not has("clang") then return "skip", "no clang" end
        local old, new = headers(69), headers(16)
        old["usr/include/x86_64-linux-gnu/asm/errno.h"] = "#define EPERM 1\n"
        old["usr/include/x86_64-linux-gnu/asm/unistd.h"] = "#define __NR_read 0\n"
        expect.scratch(function(dir)
            lay(dir .. "/old", old)
            lay(dir .. "/new", new)
            lay(dir .. "/specs", AMD64)
            local command = ("gen/sysvec diff --quiet --specs %s/specs "):format(dir)
            local _
            local out, err, code = expect.run(("%s %s/old %s/new"):format(command, dir, dir))
            expect.equal(err, "")
            expect.contains(out, "MADV_DONTDUMP changes from 69 to 16  [amd64]  linux madvise_advice")
            expect.contains(out, "ENEW is new: 134  [amd64]  linux errno")
            expect.contains(out, "mseal is new: 462  [amd64]  linux calls")
            expect.equal(out:find("not looked at", 1, true), nil)
            expect.equal(code, 1)
            -- what the specs know and older headers lack
            expect.write(dir .. "/old/usr/include/x86_64-linux-gnu/asm/mman.h", "#define MADV_OTHER 1\n")
            out = expect.run(("%s %s/old %s/new"):format(command, dir, dir))
            expect.contains(out, "MADV_DONTDUMP is new: 16  [amd64]")
            -- headers against specs: only what both can tell
            out, err, code = expect.run(("%s %s/new %s/specs --fail-on none"):format(command, dir, dir))
            expect.equal(out:find("MADV_DONTDUMP", 1, true), nil)
            expect.equal({ err, code }, { "", 0 })
            -- hppa only on one side
            os.execute(("cp -r %s/new/usr/include/x86_64-linux-gnu %s/new/usr/include/hppa-linux-gnu"):format(dir, dir))
            out, err, code = expect.run(("%s %s/old %s/new --fail-on none"):format(command, dir, dir))
            expect.equal(err, "")
            expect.match(out, "linux/hppa: %S*/old has no headers of it")
            expect.equal(code, 3)
            -- no compiler
            out, _, code = expect.run(("SYSVEC_CLANG=/nowhere/clang %s %s/old %s/new --fail-on none"):format(command, dir, dir))
            expect.equal(code, 3, out)
            if not os.execute("ls /usr/bin/hppa-linux-gnu-gcc* >/dev/null 2>&1") then
                expect.match(out, "linux/hppa: %S*/new: no compiler: install clang or hppa%-linux%-gnu%-gcc")
            end
        end)
    end,
    git_revisions_are_read_without_a_checkout = function()
        if not has("git") then return "skip", "no git" end
        expect.scratch(function(dir)
            lay(dir, { ["specs/linux/arch.spec"] = ARCH, ["specs/linux/t.spec"] = specs()["linux/t.spec"],
                ["a.master"] = master(1) })
            local git = ("git -C '%s' -c user.name=t -c user.email=t@example.org "):format(dir)
            assert(os.execute(git .. "init -q && " .. git .. "add . && " .. git .. "commit -qm one"))
            lay(dir, { ["specs/linux/t.spec"] = CHANGED["linux/t.spec"] })
            assert(os.execute(git .. "commit -qam two"))
            local function run(arguments)
                return expect.run(("here=$PWD; cd '%s' && TMPDIR='%s/tmp' \"$here/gen/sysvec\" diff --specs specs %s"):format(dir,
                    dir, arguments))
            end
            local out, err, code = run("HEAD~1:specs HEAD:specs --format json")
            expect.equal({ err, code }, { "", 1 })
            expect.contains(out, '"loc": "HEAD:specs/linux/t.spec:3:5"')
            expect.contains(out, '"text": "B changes from 69 to 16"')
            local _
            out = run("HEAD~1:specs/linux/t.spec HEAD:specs/linux/t.spec")
            expect.contains(out, "B changes from 69 to 16")
            _, _, code = run("HEAD:specs specs")
            expect.equal(code, 0)
            _, _, code = run("HEAD~1:a.master HEAD:a.master")
            expect.equal(code, 0)
            _, err, code = run("HEAD~7:specs specs")
            expect.equal({ err, code }, { "sysvec diff: HEAD~7:specs: no such file, and git knows no revision 'HEAD~7'\n", 3 })
            _, err, code = run("HEAD:spec specs")
            expect.equal({ err, code }, { "sysvec diff: HEAD:spec: revision HEAD has no 'spec'\n", 3 })
        end)
    end,
    headers_in_git_leave_nothing_behind = function()
        if not has("git") or not has("clang") then return "skip", "no git or no clang" end
        expect.scratch(function(dir)
            lay(dir, headers(69))
            lay(dir .. "/specs", AMD64)
            os.execute("mkdir " .. dir .. "/tmp")
            local git = ("git -C '%s' -c user.name=t -c user.email=t@example.org "):format(dir)
            assert(os.execute(git .. "init -q && " .. git .. "add . && " .. git .. "commit -qm one"))
            lay(dir, headers(16))
            local out, _, code = expect.run(
                ("here=$PWD; cd '%s' && TMPDIR='%s/tmp' \"$here/gen/sysvec\" diff --quiet --specs specs HEAD:usr usr"):format(dir,
                    dir))
            expect.contains(out, "MADV_DONTDUMP changes from 69 to 16")
            expect.equal(code, 1)
            -- the guard removes it when the command has ended, a moment later
            local empty = "for i in 1 2 3 4 5 6 7 8 9; do [ -z \"$(ls '%s/tmp')\" ] && exit 0; sleep 0.2; done; exit 1"
            assert(os.execute(empty:format(dir)), "something was left behind")
        end)
    end,
    tar_streams_are_unpacked_in_memory = function()
        local function entry(name, kind, body, prefix)
            local head = name .. ("\0"):rep(100 - #name) .. ("\0"):rep(24) .. ("%011o\0"):format(#body) .. ("\0"):rep(20) .. kind
            head = head .. ("\0"):rep(345 - #head) .. (prefix or "")
            return head .. ("\0"):rep(512 - #head) .. body .. ("\0"):rep(-#body % 512)
        end
        local long = "a/very/long/name.spec"
        local record = ("path=%s\n"):format(long)
        local data = entry("pax_global_header", "g", "52 comment=0123\n") .. entry("dir/", "5", "") ..
            entry("dir/x.spec", "0", "hello\n") .. entry("y.spec", "0", "", "pre/fix") ..
            entry("PaxHeader", "x", ("%d %s"):format(#record + 3, record)) .. entry("cut", "0", "long") .. ("\0"):rep(1024)
        expect.equal(input.untar(data), { ["dir/x.spec"] = "hello\n", ["pre/fix/y.spec"] = "", [long] = "long" })
    end,
}
