-- SPDX-License-Identifier: BSD-2-Clause
--
-- `sysvec gen` over the made-up systems of tests/golden: goldens, determinism, exit statuses, and the C itself.

local expect = require("expect")

local GEN = "lua5.4 gen/sysvec gen "
local TOY = "--specs tests/golden/specs --include tests/golden/include "
local WARNINGS = "-std=c11 -Wall -Wextra -Wconversion -Werror "

local function toy_into(dir)
    local _, err, code = expect.run(GEN .. "toy-t64 toy-t32 " .. TOY .. "-o " .. dir)
    expect.equal(err, "", "messages")
    expect.equal(code, 0, "exit status")
end

local function compilers()
    local list = {}
    for _, cc in ipairs({ "gcc", "clang" }) do
        local _, _, code = expect.run("command -v " .. cc)
        if code == 0 then list[#list + 1] = cc end
    end
    return list
end

local function includes(dir, vector)
    return ("-Itests/golden/include -Iruntime/include -I%s/nat-n64 -I%s/%s "):format(dir, dir, vector)
end

local function copy_specs(dir)
    local _, _, code = expect.run("cp -r tests/golden/specs " .. dir .. "/specs")
    expect.equal(code, 0)
end

local function edit(path, from, to)
    local text = expect.read(path)
    local at, stop = text:find(from, 1, true)
    expect.truthy(at, from .. " stands in " .. path)
    expect.write(path, text:sub(1, at - 1) .. to .. text:sub(stop + 1))
end

return {
    output_is_the_golden_one = function()
        local out, err, code = expect.run(GEN .. "toy-t64 toy-t32 " .. TOY .. "-o tests/golden/expected --check")
        expect.equal(err, "")
        expect.equal(out, "", "tests/golden/update.lua would change")
        expect.equal(code, 0)
    end,

    two_processes_write_the_same_bytes = function()
        expect.scratch(function(dir)
            toy_into(dir .. "/a")
            toy_into(dir .. "/b")
            local out, _, code = expect.run(("diff -r %s/a %s/b"):format(dir, dir))
            expect.equal(out, "")
            expect.equal(code, 0)
        end)
    end,

    linux_amd64_is_the_same_in_two_processes = function()
        expect.scratch(function(dir)
            for _, name in ipairs({ "a", "b" }) do
                local _, err, code = expect.run(("%slinux-amd64 -o %s/%s"):format(GEN, dir, name))
                expect.equal(err, "")
                expect.equal(code, 0)
            end
            local out, _, code = expect.run(("diff -r %s/a %s/b"):format(dir, dir))
            expect.equal(out, "")
            expect.equal(code, 0)
        end)
    end,

    generated_c_compiles_without_a_warning = function()
        local found = compilers()
        if #found == 0 then return "skip", "no C compiler" end
        for _, cc in ipairs(found) do
            for _, vector in ipairs({ "toy-t64", "toy-t32" }) do
                local dir = "tests/golden/expected"
                local _, err, code = expect.run(("%s %s -ffreestanding -fsyntax-only %s %s/%s/*.c"):format(cc, WARNINGS,
                    includes(dir, vector), dir, vector))
                expect.equal(err, "", cc .. " " .. vector)
                expect.equal(code, 0)
            end
        end
    end,

    generated_c_does_what_the_specs_say = function()
        local found = compilers()
        if #found == 0 then return "skip", "no C compiler" end
        expect.scratch(function(scratch)
            for _, cc in ipairs(found) do
                local dir = "tests/golden/expected"
                local options = WARNINGS .. "-O1 -g -fsanitize=undefined -fsanitize-undefined-trap-on-error " ..
                    includes(dir, "toy-t64")
                local _, err, code = expect.run(("%s %s tests/golden/toy_test.c %s/toy-t64/*.c -o %s/%s"):format(cc,
                    options, dir, scratch, cc))
                expect.equal(err, "", cc)
                expect.equal(code, 0)
                local out, messages, status = expect.run(("%s/%s"):format(scratch, cc))
                expect.equal(out .. messages, "", cc)
                expect.equal(status, 0)
            end
        end)
    end,

    a_second_run_touches_nothing = function()
        expect.scratch(function(dir)
            toy_into(dir)
            expect.run(("find %s -type f -exec touch -d 2001-01-01 {} +"):format(dir))
            toy_into(dir)
            local out = expect.run(("find %s -type f -newermt 2001-06-01"):format(dir))
            expect.equal(out, "")
        end)
    end,

    check_shows_what_is_stale_and_writes_nothing = function()
        expect.scratch(function(dir)
            toy_into(dir .. "/out")
            copy_specs(dir)
            edit(dir .. "/specs/toy/toy.spec", "EMARBLE      14", "EMARBLE      15")
            local command = ("%stoy-t64 --specs %s/specs --include tests/golden/include -o %s/out --check"):format(GEN,
                dir, dir)
            local out, _, code = expect.run(command)
            expect.equal(code, 1)
            expect.contains(out, "-#define\tTOY_EMARBLE\t14\t/* lost a marble */")
            expect.contains(out, "+#define\tTOY_EMARBLE\t15\t/* lost a marble */")
            local again = expect.run(command)
            expect.equal(again, out, "nothing was written")
        end)
    end,

    an_error_in_the_specs_writes_nothing = function()
        expect.scratch(function(dir)
            copy_specs(dir)
            edit(dir .. "/specs/toy/toy.spec", "ENOMEM       6 ", "ENOMEM       six ")
            edit(dir .. "/specs/pairs/toy-on-nat/toy.pair", "SIGINFO      none ", "SIGINFOO     none ")
            local _, err, code = expect.run(("%stoy-t64 --specs %s/specs -o %s/out"):format(GEN, dir, dir))
            expect.equal(code, 1)
            expect.match(err, "toy%.spec:12:%d+: error: .*%[value")
            local _, _, there = expect.run(("test -e %s/out"):format(dir))
            expect.equal(there, 1)
        end)
    end,

    an_unknown_vector_is_usage_with_a_suggestion = function()
        local _, err, code = expect.run(GEN .. "toy-t65 " .. TOY)
        expect.equal(code, 2)
        expect.contains(err, "unknown vector 'toy-t65', did you mean 'toy-t64'?")
    end,

    a_vector_named_twice_is_usage = function()
        local _, err, code = expect.run(GEN .. "toy-t64 tests/golden/specs/vectors/toy-t64.vector " .. TOY .. "--check")
        expect.equal(code, 2)
        expect.contains(err, "vector toy-t64 is named twice")
    end,

    specs_that_cannot_be_read_are_status_3 = function()
        local _, err, code = expect.run(GEN .. "toy-t64 --specs tests/golden/nowhere")
        expect.equal(code, 3)
        expect.contains(err, "tests/golden/nowhere")
    end,

    an_output_that_cannot_be_written_is_status_3 = function()
        local _, err, code = expect.run(GEN .. "toy-t64 " .. TOY .. "-o tests/golden/update.lua/out")
        expect.equal(code, 3)
        expect.contains(err, "nothing was changed")
    end,

    depfile_names_specs_folders_headers_and_generator = function()
        expect.scratch(function(dir)
            local _, _, code = expect.run(("%stoy-t64 %s-o %s/out --depfile %s/d --depfile-target stamp"):format(GEN,
                TOY, dir, dir))
            expect.equal(code, 0)
            local text = expect.read(dir .. "/d")
            expect.match(text, "^stamp:")
            for _, name in ipairs({ "specs/toy/toy.spec", "specs/toy/t64/syscalls.master", "tests/golden/specs/toy ",
                "specs/pairs/toy-on-nat/calls.pair", "include/sysvec/native.h", "gen/emit/layout.lua",
                "gen/sysvec" }) do
                expect.contains(text, name)
            end
        end)
    end,

    wrong_number_of_arguments_is_an_error_of_the_line = function()
        expect.scratch(function(dir)
            copy_specs(dir)
            edit(dir .. "/specs/pairs/toy-on-nat/calls.pair", "openat(AT_FDCWD, path, flags, mode)",
                "openat(path, flags, mode)")
            local command = "%stoy-t64 --specs %s/specs --include tests/golden/include -o %s/out"
            local _, err, code = expect.run(command:format(GEN, dir, dir))
            expect.equal(code, 1)
            expect.match(err, "calls%.pair:6:%d+: error: native_openat takes 4 arguments besides td, 3 are given")
        end)
    end,

    what_c_would_refuse_is_an_error_of_the_spec = function()
        for _, case in ipairs({
            { "pairs/toy-on-nat/calls.pair", "out i32[2]", "out u16[2]",
                "calls.pair:11:%d+: error: native_pipe takes 'int %*', and 'fds' is 'uint16_t %*' %[native%-type%]" },
            { "pairs/toy-on-nat/calls.pair", "in: in big,", "in: in big[2000],",
                "calls.pair:14:%d+: error: 2000 elements are more than sv_tmp_alloc gives.*%[array%-size%]" },
            { "pairs/toy-on-nat/calls.pair", "out i32[2]", "out i32[200]",
                "calls.pair:11:%d+: error: 200 numbers are too many for the stack.*%[array%-size%]" },
            { "pairs/toy-on-nat/calls.pair", "(set: in? sigset", "(set: out? sigset",
                "calls.pair:13:%d+: error: 'set' is 'const l_sigset_t %*'.*%[argument%-const%]" },
            { "toy/layout.spec", "    l_int      i32\n", "",
                "master:%d+:%d+: error: no typedef of toy explains 'l_int'.*%[type%-unknown%]" },
            { "toy/toy.spec", "enum signal\n", "enum signal type i16\n",
                "toy.spec:%d+:%d+: error: the values of 'signal' are i32.*%[signal%-type%]" },
        }) do
            expect.scratch(function(dir)
                copy_specs(dir)
                edit(dir .. "/specs/" .. case[1], case[2], case[3])
                local command = "%stoy-t64 --specs %s/specs --include tests/golden/include -o %s/out"
                local _, err, code = expect.run(command:format(GEN, dir, dir))
                expect.match(err, case[4])
                expect.equal(code, 1)
            end)
        end
    end,

    a_pointer_to_another_layout_is_not_handed_on_silently = function()
        expect.scratch(function(dir)
            copy_specs(dir)
            edit(dir .. "/specs/pairs/toy-on-nat/calls.pair", "poll(fds: inout pollfd[2], timeout) ",
                "poll(fds, timeout) ")
            edit(dir .. "/specs/nat/layout.spec", "struct pollfd size 8 align 4\n    fd        i32       @0",
                "struct pollfd size 16 align 8\n    fd        i64       @8\n    __pad u32 @0 pad")
            local command = "%stoy-t64 --specs %s/specs --include tests/golden/include -o %s/out"
            local _, err = expect.run(command:format(GEN, dir, dir))
            expect.contains(err, "struct pollfd is laid out otherwise on nat, and 'fds' is handed on as it is")
        end)
    end,

    a_system_is_a_vector_on_itself = function()
        expect.scratch(function(dir)
            copy_specs(dir)
            expect.write(dir .. "/specs/vectors/own-t64.vector", [[
# Toy's programs on Toy.
source "made up"

vector own-t64
    foreign toy/t64
    native toy/t64
    prefix own
    brand osabi freebsd
    errno negative
    abi toy-trap
]])
            os.execute("mkdir -p " .. dir .. "/sysvec")
            expect.write(dir .. "/sysvec/native.h", "/* no services */\n#include <sysvec/port.h>\n")
            local command = ("%sown-t64 --specs %s/specs --include %s -o %s/out"):format(GEN, dir, dir, dir)
            local _, err, code = expect.run(command)
            expect.equal(err, "")
            expect.equal(code, 0)
            local text = expect.read(dir .. "/out/own-t64/own_domain.c")
            expect.contains(text, "SV_BIT(OWN_O_CREAT,")
            expect.contains(text, "SV_TO(OWN_SEEK_TOY,\tSEEK_TOY)")
            for _, cc in ipairs(compilers()) do
                local include = ("-I%s -Iruntime/include -I%s/out/toy-t64 -I%s/out/own-t64"):format(dir, dir, dir)
                local _, messages = expect.run(("%s %s -fsyntax-only %s %s/out/own-t64/*.c"):format(cc, WARNINGS,
                    include, dir))
                expect.equal(messages, "", cc)
            end
        end)
    end,

    share_counts_every_call_once = function()
        local out, _, code = expect.run(GEN .. "toy-t64 --share " .. TOY)
        expect.equal(code, 0)
        expect.contains(out, "toy-t64: 18 calls, 16 implemented")
        expect.match(out, "generated +15 ")
        expect.match(out, "by hand +1 ")
        expect.match(out, "nosys +1 ")
        expect.match(out, "unimplemented +1 ")
    end,

    json_is_printed_and_nothing_written = function()
        local out, err, code = expect.run(GEN .. "toy-t64 --json " .. TOY)
        expect.equal(err, "")
        expect.equal(code, 0)
        expect.contains(out, '"open_flags"')
    end,
}
