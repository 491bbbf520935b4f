-- SPDX-License-Identifier: BSD-2-Clause
-- What a change moves in our own tree: pairs, tables, generated files, hand-written sources.

local expect = require("expect")
local trees = require("diff_trees")

local LINUX_ERRNO = "enum errno\n    EPERM   1\n    ENOENT  2\n    ECHRNG  44\n    EBADF   9\n    ELAST_L 133\n"
local FREEBSD = "arch a64 bits 64 endian little ioctl bsd\n"

-- Our own tree: Linux programs on FreeBSD, both on a64.
local function own(more)
    local files = {
        ["freebsd/arch.spec"] = FREEBSD,
        ["freebsd/errno.spec"] = "enum errno\n    EPERM   1\n    ENOENT  2\n    EBADF   9\n    EFTYPE  79\n    ERANGE  34\n",
        ["freebsd/mode.spec"] = "flags mode\n    S_OLD  0x1\n    S_ALL  0x2\n",
        ["freebsd/stat.spec"] = "struct stat size 8\n    st_dev u32 @0\n    st_ino u32 @4\n",
        ["linux/errno.spec"] = LINUX_ERRNO,
        ["linux/mode.spec"] = "flags mode\n    S_OLD  0x1\n    S_ALL  0x4\n",
        ["linux/stat.spec"] = "struct stat size 8\n    st_dev u32 @0\n    st_ino u32 @4\n",
        ["pairs/linux-on-freebsd/errno.pair"] = "pair errno freebsd -> linux fallback EPERM\n" ..
            "    EFTYPE -> EBADF \"nearest meaning\"\npair errno linux -> freebsd\n    ECHRNG -> ERANGE \"near\"\n" ..
            "    ELAST_L -> EPERM \"none\"\n",
        ["pairs/linux-on-freebsd/stat.pair"] = "pair struct stat linux <-> freebsd\n    st_dev == st_dev\n",
        ["pairs/linux-on-freebsd/calls.pair"] = "calls linux -> freebsd\n    fstat(fd, statbuf: out stat) = fstat\n" ..
            "    futex = hand \"runtime/persona/linux/futex.c\"\n    chmod(path: path, m: mode) = chmod\n",
        ["vectors/linux-a64.vector"] = "vector linux-a64\n    foreign linux/a64\n    native freebsd/a64\n" ..
            "    pair linux-on-freebsd\n    prefix linux\n",
    }
    for path, text in pairs(more or {}) do files[path] = text end
    return trees.side(files, "specs")
end

-- Impact on the fact `name`, when the block of our Linux becomes another one.
local function of(path, from, to, name, options)
    options = options or {}
    options.impact = true
    options.top = options.top or "/nowhere"
    local doc = trees.review({ [path] = from }, { [path] = to }, options, own(options.own_files))
    return trees.impact(doc, name)
end

return {
    a_name_that_both_have_now_makes_a_policy_obsolete_and_the_table_too_short = function()
        expect.equal(of("linux/errno.spec", LINUX_ERRNO, LINUX_ERRNO .. "    EFTYPE 134\n", "EFTYPE"), {
            'obsolete: errno.pair:2: `EFTYPE -> EBADF` is obsolete, linux has EFTYPE now; its reason was "nearest meaning"',
            "short: linux_errno_in[] ends at 133: too short for 134",
            "generated: remakes linux_const.h and linux_errno.c",
        })
    end,
    a_new_member_without_namesake_needs_an_answer = function()
        expect.equal(of("linux/errno.spec", LINUX_ERRNO, LINUX_ERRNO .. "    ENEW 100\n", "ENEW"), {
            "answer: pair errno linux -> freebsd needs an answer for ENEW in errno.pair",
            "generated: remakes linux_const.h and linux_errno.c",
        })
    end,
    a_member_that_goes_takes_its_lines_and_targets_along = function()
        expect.equal(of("linux/errno.spec", LINUX_ERRNO, (LINUX_ERRNO:gsub("    EBADF   9\n", "")), "EBADF"), {
            "target: errno.pair:2: `EFTYPE -> EBADF` leads to EBADF, which is gone",
            "answer: pair errno freebsd -> linux needs an answer for EBADF, which paired by name",
            "generated: remakes linux_const.h and linux_errno.c",
        })
        expect.equal(of("linux/errno.spec", LINUX_ERRNO, (LINUX_ERRNO:gsub("    ECHRNG  44\n", "")), "ECHRNG")[1],
            "obsolete: errno.pair:4: `ECHRNG -> ERANGE` is obsolete, nothing is called so any more")
        expect.equal(of("linux/errno.spec", LINUX_ERRNO, (LINUX_ERRNO:gsub("    EPERM   1\n", "")), "EPERM")[1],
            "target: errno.pair:1: the fallback EPERM is gone")
    end,
    a_rename_names_what_must_be_written = function()
        expect.equal(of("linux/errno.spec", LINUX_ERRNO, (LINUX_ERRNO:gsub("ECHRNG ", "ECHANNEL ")), "ECHRNG")[1],
            "obsolete: errno.pair:4: `ECHRNG -> ERANGE` must say ECHANNEL now")
    end,
    the_native_side_counts_too = function()
        local text = "enum errno\n    EPERM   1\n    ENOENT  2\n    EBADF   9\n    EFTYPE  79\n    ERANGE  34\n"
        local side = trees.side({ ["freebsd/arch.spec"] = FREEBSD, ["freebsd/errno.spec"] = text }, "old")
        local new = trees.side({ ["freebsd/arch.spec"] = FREEBSD, ["freebsd/errno.spec"] = text:gsub("    ERANGE  34\n", "") ..
            "    ENEW 98\n" }, "new")
        local doc = trees.review(side, new, { impact = true, top = "/nowhere" }, own())
        expect.equal(trees.impact(doc, "ERANGE"), {
            "target: errno.pair:4: `ECHRNG -> ERANGE` leads to ERANGE, which is gone",
            "generated: remakes sysvec_native_abi.h and linux_errno.c",
        })
        expect.equal(trees.impact(doc, "ENEW"), {
            "answer: pair errno freebsd -> linux needs an answer for ENEW in errno.pair",
            "short: linux_errno_out[] ends at 79: too short for 98",
            "generated: remakes sysvec_native_abi.h and linux_errno.c",
        })
    end,
    fields_and_structures_move_layouts_and_handlers = function()
        local old = "struct stat size 8\n    st_dev u32 @0\n    st_ino u32 @4\n"
        local new = "struct stat size 16\n    st_dev u32 @0\n    st_ino u32 @4\n    st_gen u64 @8\n"
        expect.equal(of("linux/stat.spec", old, new, "st_gen"), {
            "answer: pair struct stat linux -> freebsd needs an answer for st_gen in stat.pair",
            "generated: remakes linux_struct.h, linux_layout.c and linux_handlers.c (fstat)",
        })
        expect.equal(of("linux/stat.spec", old, new, "stat"), {
            "generated: remakes linux_struct.h, linux_layout.c and linux_handlers.c (fstat)" })
    end,
    a_domain_names_the_handlers_that_translate_it = function()
        expect.equal(of("linux/mode.spec", "flags mode\n    S_OLD 0x1\n", "flags mode\n    S_OLD 0x8\n", "S_OLD"),
            { "generated: remakes linux_const.h, linux_domain.c and linux_handlers.c (chmod)" })
    end,
    calls_name_their_lines = function()
        local old = "enum call_number\n    fstat 5\n    futex 202\n    chmod 90\n"
        local new = "enum call_number\n    fstatus 5\n    futex 203\n    mseal 462\n"
        expect.equal(of("linux/n.spec", old, new, "fstat")[1], "obsolete: calls.pair:2: the line of fstat must say fstatus now")
        expect.equal(of("linux/n.spec", old, new, "chmod")[1], "obsolete: calls.pair:4: the line of chmod is obsolete")
        expect.equal(of("linux/n.spec", old, new, "futex")[1],
            "hand: runtime/persona/linux/futex.c: linux_futex is written by hand")
        expect.equal(of("linux/n.spec", old, new, "mseal")[1],
            "answer: calls linux -> freebsd has no line for mseal: it answers ENOSYS")
    end,
    sources_that_use_a_name_are_named = function()
        expect.scratch(function(dir)
            os.execute("mkdir -p '" .. dir .. "/runtime/persona/linux'")
            expect.write(dir .. "/runtime/persona/linux/mode.c", "x = LINUX_S_OLD;\n")
            expect.write(dir .. "/runtime/persona/linux/other.c", "y = LINUX_S_OLDER + A_LINUX_S_OLD;\n")
            expect.write(dir .. "/runtime/persona/linux/stat.c", "struct linux_stat st;\n")
            expect.equal(of("linux/mode.spec", "flags mode\n    S_OLD 0x1\n", "flags mode\n    S_OLD 0x8\n", "S_OLD",
                { top = dir })[1], "hand: runtime/persona/linux/mode.c uses LINUX_S_OLD")
            expect.equal(of("linux/stat.spec", "struct stat size 8\n    st_dev u64 @0\n",
                "struct stat size 8\n    st_dev i64 @0\n", "st_dev", { top = dir })[1],
                "hand: runtime/persona/linux/stat.c uses struct linux_stat")
        end)
    end,
    an_abi_without_a_vector_is_said_so = function()
        expect.equal(of("linux/t.spec", "enum t\n    A 1\n", "enum t\n    A 1 h32=2\n", "A"),
            { "none: no vector of ours has linux/h32" })
    end,
    cosmetic_changes_move_nothing = function()
        expect.equal(of("linux/mode.spec", "flags mode\n    S_OLD 0x1\n", "flags mode\n    S_OLD 0x1 since 1.0\n", "mode"), {})
    end,
}
