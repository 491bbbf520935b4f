-- SPDX-License-Identifier: BSD-2-Clause
--
-- sysvec makesyscalls as a command: golden masters of our own, one per dialect and more, with the files that
-- the systems' own generators write from them (checked by hand against those generators when they were
-- made), and how the command behaves around that.

local expect = require("expect")

local GOLDEN = "tests/gen/master/golden/"

local function list(dir)
    local out = expect.run("ls " .. dir .. " 2>/dev/null")
    local names = {}
    for name in out:gmatch("[^\n]+") do names[#names + 1] = name end
    return names
end

local function generate(name, profile, options, dir)
    local out, err, code = expect.run(("cp %s%s/*.* %s/ && cd %s && \"$OLDPWD\"/gen/sysvec makesyscalls " ..
        "syscalls.master syscalls.conf --profile %s %s"):format(GOLDEN, name, dir, dir, profile, options or ""))
    expect.equal(code, 0, "exit status of " .. name .. ": " .. err)
    expect.equal(out, "")
    return err
end

-- every expected file is written, and no other
local function golden(name, profile)
    expect.scratch(function(dir)
        generate(name, profile, "", dir)
        local base = expect.root .. "/" .. GOLDEN .. name .. "/expected"
        local wanted = list(GOLDEN .. name .. "/expected")
        expect.truthy(#wanted > 2, "golden files of " .. name)
        for _, file in ipairs(wanted) do
            expect.equal(expect.read(dir .. "/" .. file), expect.read(base .. "/" .. file), name .. ": " .. file)
        end
        local inputs = #list(GOLDEN .. name .. "/*.*")
        expect.equal(#list(dir), #wanted + inputs, "number of files")
    end)
end

local function bugs(name, profile)
    expect.scratch(function(dir)
        generate(name, profile, "--bug-compatible", dir)
        local base = GOLDEN .. name .. "/expected-bugs"
        for _, file in ipairs(list(base)) do
            expect.equal(expect.read(dir .. "/" .. file), expect.read(expect.root .. "/" .. base .. "/" .. file), file)
        end
    end)
end

local MASTER = [[
; made up
0	AUE_NULL	STD {
		int nosys(void);
	}
1	AUE_READ	STD {
		ssize_t read(
		    int fd,
		    _Out_writes_bytes_(nbyte) void *buf,
		    size_t nbyte
		);
	}
]]

local function with(text, options, body)
    expect.scratch(function(dir)
        expect.write(dir .. "/syscalls.master", text)
        expect.write(dir .. "/syscalls.conf", 'sysproto="proto.h"\nsyshdr="nr.h"\nsysmk="/dev/null"\n')
        local out, err, code = expect.run(("cd %s && \"$OLDPWD\"/gen/sysvec makesyscalls syscalls.master " ..
            "syscalls.conf %s"):format(dir, options))
        body(dir, out, err, code)
    end)
end

return {
    freebsd_9_golden = function() golden("freebsd-9", "freebsd-9") end,
    freebsd_10_golden = function() golden("freebsd-10", "freebsd-10") end,
    freebsd_12_golden = function() golden("freebsd-12", "freebsd-12") end,
    freebsd_13_golden = function() golden("freebsd-13", "freebsd-13") end,
    freebsd_14_golden = function() golden("freebsd-14", "freebsd-14") end,
    freebsd_14_golden_for_a_32_bit_abi = function() golden("freebsd-14-abi32", "freebsd-14") end,
    freebsd_16_golden = function() golden("freebsd-16", "freebsd-16") end,
    freebsd_16_golden_for_a_32_bit_abi = function() golden("freebsd-16-abi32", "freebsd-16") end,
    cloudabi_golden = function() golden("cloudabi", "freebsd-12") end,
    netbsd_golden = function() golden("netbsd", "netbsd") end,
    netbsd_golden_with_rump = function() golden("netbsd-rump", "netbsd") end,
    freebsd_16_bugs_are_reproduced_on_request = function()
        bugs("freebsd-16", "freebsd-16")
        bugs("freebsd-16-abi32", "freebsd-16")
    end,
    freebsd_12_loses_capenabled_on_request = function() bugs("cloudabi", "freebsd-12") end,

    freebsd_13_releases_number_systrace_arguments = function()
        with(MASTER, "--profile freebsd-13.0", function(dir, _, err, code)
            expect.equal(code, 0, err)
            local text = expect.read(dir .. "/systrace_args.c")
            expect.contains(text, "\t\tiarg[0] = p->fd; /* int */\n\t\tuarg[1] = (intptr_t)p->buf; /* void * */\n")
            expect.contains(expect.read(dir .. "/proto.h"), "sizeof(register_t)")
        end)
    end,
    a_difference_from_the_original_is_a_warning = function()
        expect.scratch(function(dir)
            local err = generate("freebsd-16", "freebsd-16", "", dir)
            expect.contains(err, "warning: freebsd-16's generator drops '#define\tTOY\t1'")
            expect.contains(err, "cuts '4.2 sigreturn' to '4.2'")
        end)
    end,
    two_processes_write_the_same_bytes = function()
        expect.scratch(function(dir)
            generate("freebsd-14-abi32", "freebsd-14", "-o a", dir)
            generate("freebsd-14-abi32", "freebsd-14", "-o b", dir)
            expect.equal(expect.run("diff -r " .. dir .. "/a " .. dir .. "/b"), "")
        end)
    end,
    netbsd_order_of_arguments_is_taken = function()
        expect.scratch(function(dir)
            local _, err, code = expect.run(("cp %snetbsd/*.* %s/ && cd %s && \"$OLDPWD\"/gen/sysvec makesyscalls " ..
                "syscalls.conf syscalls.master && test -s toy_sysent.c"):format(GOLDEN, dir, dir))
            expect.equal(err, "")
            expect.equal(code, 0)
        end)
    end,
    dialect_and_conf_imply_the_profile = function()
        for name, wanted in pairs({
            ["freebsd-10"] = "freebsd-10", ["freebsd-12"] = "freebsd-12", ["freebsd-13"] = "freebsd-13",
            ["freebsd-14"] = "freebsd-14", ["freebsd-16"] = "freebsd-16", ["freebsd-16-abi32"] = "freebsd-16",
            cloudabi = "freebsd-12", netbsd = "netbsd",
        }) do
            local _, err = expect.run(("gen/sysvec makesyscalls -v --check %s%s/syscalls.master %s%s/syscalls.conf")
                :format(GOLDEN, name, GOLDEN, name))
            expect.contains(err, "profile " .. wanted .. " (", name)
        end
    end,
    a_master_without_version_line_or_conf_is_14s = function()
        expect.scratch(function(dir)
            expect.write(dir .. "/m", MASTER)
            local _, err = expect.run("cd " .. dir .. " && \"$OLDPWD\"/gen/sysvec makesyscalls -v --check m")
            expect.contains(err, "profile freebsd-14 (there is no conf, and no word that 14 does not know)")
            expect.write(dir .. "/m", (MASTER:gsub("STD", "STD|NOLIB", 1)))
            _, err = expect.run("cd " .. dir .. " && \"$OLDPWD\"/gen/sysvec makesyscalls -v --check m")
            expect.contains(err, "profile freebsd-16 (")
        end)
    end,
    the_version_of_the_tree_decides = function()
        expect.scratch(function(dir)
            expect.run("mkdir -p " .. dir .. "/sys/sys " .. dir .. "/sys/kern")
            expect.write(dir .. "/sys/kern/m", "; x\n0\tAUE_NULL\tSTD\t{ int nosys(void); }\n")
            for version, wanted in pairs({
                ["903000"] = "freebsd-9", ["1004000"] = "freebsd-10", ["1104000"] = "freebsd-11",
                ["1201000"] = "freebsd-12", ["1300010"] = "freebsd-13", ["1301000"] = "freebsd-13.0",
                ["1400063"] = "freebsd-14",
            }) do
                expect.write(dir .. "/sys/sys/param.h", "#define __FreeBSD_version " .. version .. "\n")
                local _, err, code = expect.run("cd " .. dir .. "/sys/kern && \"$OLDPWD\"/gen/sysvec makesyscalls -v m")
                expect.contains(err, "profile " .. wanted .. " (__FreeBSD_version is " .. version .. ")")
                expect.equal(code, 0, err)
            end
        end)
    end,

    an_error_leaves_every_file_alone = function()
        with(MASTER:gsub("1\tAUE", "2\tAUE"), "", function(dir, out, err, code)
            expect.equal(code, 1)
            expect.equal(out, "")
            expect.equal(err, "syscalls.master:5:1: error: number 1 is left out [number-gap]\n")
            expect.equal(#list(dir), 2)
        end)
    end,
    permissive_rules_warn_and_the_files_are_written = function()
        with(MASTER:gsub("1\tAUE", "2\tAUE"), "--permissive number-gap,audit-unknown", function(dir, _, err, code)
            expect.equal(code, 0)
            expect.contains(err, "warning: number 1 is left out")
            expect.contains(expect.read(dir .. "/nr.h"), "#define\tSYS_MAXSYSCALL\t3\n")
        end)
    end,
    an_unknown_rule_is_refused = function()
        with(MASTER, "--permissive number-gpa", function(_, _, err, code)
            expect.equal(code, 2)
            expect.contains(err, "did you mean 'number-gap'?")
        end)
    end,
    a_rule_without_sound_output_stays_an_error = function()
        with(MASTER, "--permissive entry-unterminated", function(_, _, err, code)
            expect.equal(code, 2)
            expect.contains(err, "stays an error")
        end)
    end,
    check_shows_what_is_stale_and_writes_nothing = function()
        with(MASTER, "", function(dir)
            local run = "cd " .. dir .. " && \"$OLDPWD\"/gen/sysvec makesyscalls syscalls.master syscalls.conf --check"
            local out, _, code = expect.run(run)
            expect.equal(code, 0)
            expect.equal(out, "")
            expect.run("cd " .. dir .. " && echo stale >> nr.h")
            out, _, code = expect.run(run)
            expect.equal(code, 1)
            expect.contains(out, "--- nr.h\n+++ nr.h\n")
            expect.contains(out, "-stale\n")
            expect.match(expect.read(dir .. "/nr.h"), "stale\n$")
        end)
    end,
    unchanged_files_keep_their_time = function()
        with(MASTER, "", function(dir)
            local out = expect.run("cd " .. dir .. " && touch -d 2001-01-01 *.h *.c && \"$OLDPWD\"/gen/sysvec " ..
                "makesyscalls syscalls.master syscalls.conf && find . -newermt 2002-01-01 -name '*.[ch]'")
            expect.equal(out, "")
        end)
    end,
    depfiles_name_every_input = function()
        with(MASTER, "--depfile d", function(dir, _, err, code)
            expect.equal(code, 0, err)
            local text = expect.read(dir .. "/d")
            expect.match(text, "^init_sysent%.c nr%.h syscalls%.c proto%.h systrace_args%.c: ")
            expect.contains(text, "  syscalls.conf")
            expect.contains(text, "\nsyscalls.master:\n")
        end)
    end,
    an_empty_master_is_an_error = function()
        with("; nothing\n", "", function(dir, _, err, code)
            expect.equal(code, 1)
            expect.equal(err, "syscalls.master: error: there is no entry in this master [entry-none]\n")
            expect.equal(#list(dir), 2)
        end)
    end,
    unreadable_input_exits_3 = function()
        local _, err, code = expect.run("gen/sysvec makesyscalls /nonexistent/m")
        expect.equal(code, 3)
        expect.contains(err, "/nonexistent/m")
    end,
    several_masters_in_one_process = function()
        expect.scratch(function(dir)
            for _, name in ipairs({ "freebsd-16", "netbsd" }) do
                expect.run(("cp -r %s%s %s/%s"):format(GOLDEN, name, dir, name))
            end
            local _, err, code = expect.run(("gen/sysvec makesyscalls -q --each %s/freebsd-16/syscalls.master " ..
                "%s/freebsd-16/syscalls.conf %s/netbsd/syscalls.master %s/netbsd/syscalls.conf")
                :format(dir, dir, dir, dir))
            expect.equal(err, "")
            expect.equal(code, 0)
            for _, name in ipairs({ "freebsd-16/toy_sysent.c", "netbsd/toy_sysent.c" }) do
                local base = name:gsub("/", "/expected/")
                expect.equal(expect.read(dir .. "/" .. name), expect.read(expect.root .. "/" .. GOLDEN .. base))
            end
        end)
    end,
    a_dialect_without_a_generator_is_refused = function()
        expect.scratch(function(dir)
            expect.write(dir .. "/m", "; x\n0\tSTD\t{ int nosys(void); }\n")
            local _, err, code = expect.run("gen/sysvec makesyscalls " .. dir .. "/m")
            expect.equal(code, 2)
            expect.contains(err, "no generator for the dialect 'dragonfly'")
            _, err, code = expect.run("gen/sysvec makesyscalls --profile freebsd-12 " .. dir .. "/m")
            expect.equal(code, 1)
            expect.contains(err, "[profile-dialect]")
        end)
    end,
}
