-- SPDX-License-Identifier: BSD-2-Clause
--
-- tests/compat/tree.sh on a source tree made of the golden masters, and a short run of the fuzzer.

local expect = require("expect")

local NAMES = { "cloudabi", "freebsd-10", "freebsd-12", "freebsd-13", "freebsd-14", "freebsd-14-abi32", "freebsd-16",
    "freebsd-16-abi32", "netbsd", "netbsd-rump" }

local function tree(dir)
    for _, name in ipairs(NAMES) do
        expect.run(("mkdir -p %s/toy && cp -r tests/gen/master/golden/%s %s/toy/%s"):format(dir, name, dir, name))
        expect.run(("cp %s/toy/%s/expected/* %s/toy/%s/"):format(dir, name, dir, name))
    end
end

return {
    a_tree_of_every_dialect_is_identical = function()
        expect.scratch(function(dir)
            tree(dir)
            local out, err, code = expect.run("LUA='" .. arg[-1] .. "' sh tests/compat/tree.sh " .. dir)
            expect.equal(err, "")
            expect.equal(code, 0, out)
            for _, name in ipairs(NAMES) do
                local profile = name:gsub("%-abi32", ""):gsub("%-rump", ""):gsub("cloudabi", "freebsd-12")
                local line = out:match("toy/" .. name:gsub("%-", "%%-") .. "/syscalls.master with [^\n]*")
                expect.contains(line, "profile " .. profile .. ": ")
                expect.contains(line, " 0 different, 0 with nothing to compare")
            end
            expect.match(out, "\n10 masters: 6%d files identical, 0 in the version line only, 0 different, 0 with")
        end)
    end,
    a_stale_file_and_a_wrong_master_are_shown = function()
        expect.scratch(function(dir)
            tree(dir)
            expect.run("cd " .. dir .. "/toy && echo stale >> freebsd-10/toy_sysent.c && " ..
                "sed -i 's/^2\tAUE_FORK/4\tAUE_FORK/' freebsd-12/syscalls.master netbsd/syscalls.master && " ..
                "sed -i 's/@generated/generated/; s/.FreeBSD.$/$FreeBSD: x $/' freebsd-13/toy_sysent.c")
            local out, _, code = expect.run("LUA='" .. arg[-1] .. "' sh tests/compat/tree.sh " .. dir)
            expect.equal(code, 1)
            expect.contains(out, "    different: toy/freebsd-10/toy_sysent.c, first:\n")
            expect.contains(out, "        < stale\n")
            expect.match(out, "freebsd%-13/[^\n]* 1 in the version line only, 0 different")
        end)
    end,
    random_edits_raise_nothing_and_leave_nothing_half_done = function()
        local out, err, code = expect.run(arg[-1] .. " tests/fuzz/master_fuzz.lua 1 300")
        expect.equal(err, "")
        expect.equal(code, 0, out)
        expect.match(out, "300 passed, 0 failed\n$")
    end,
}
