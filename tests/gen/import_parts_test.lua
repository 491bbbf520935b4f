-- SPDX-License-Identifier: BSD-2-Clause
-- The pieces of `sysvec import` that need no compiler.

local edit = require("import.edit")
local expect = require("expect")
local history = require("import.history")
local names = require("import.names")
local overrides = require("import.overrides")
local probe = require("import.probe")
local prototypes = require("import.prototypes")
local sink = require("sink")
local tables = require("import.tables")

local ARCHES = {
    { name = "amd64", families = { "x86" } }, { name = "i386", families = { "x86", "ilp32" } },
    { name = "x32", families = { "x86", "ilp32" } }, { name = "arm", families = { "ilp32" } },
    { name = "s390", families = {} },
}

local function best(base, want, old)
    local list = overrides.best(ARCHES, overrides.words(ARCHES), base, want, old)
    local words = {}
    for _, entry in ipairs(list) do words[#words + 1] = entry.word .. "=" .. entry.text end
    return table.concat(words, " ")
end

return {
    few_words_say_what_many_share = function()
        expect.equal(best("8", { amd64 = "8", i386 = "4", x32 = "4", arm = "4", s390 = "8" }), "ilp32=4")
        expect.equal(best("8", { amd64 = "8", i386 = "4", x32 = "9", arm = "4", s390 = "8" }), "ilp32=4 x32=9")
        expect.equal(best("8", { amd64 = "8", i386 = "8", x32 = "8", arm = "8", s390 = "1" }), "s390=1")
        expect.equal(best("8", { amd64 = "8", i386 = "8", x32 = "8", arm = "8", s390 = "8" }), "")
    end,
    what_nobody_asked_for_is_free = function()
        expect.equal(best("8", { amd64 = "8", i386 = "4" }), "ilp32=4")
        expect.equal(best("8", { amd64 = "8", i386 = "4" }, { i386 = true }), "i386=4")
    end,
    edits_touch_what_they_must = function()
        local more = { { word = "mips", text = "9" } }
        expect.equal(edit.member('    EPERM  1 sparc=2 since 2.0 "a # text"  # note', { overrides = more }),
            '    EPERM 1 mips=9 since 2.0 "a # text" # note')
        expect.equal(edit.member('    EPERM  1 sparc=2 "t"', { base = "4", add = { "since", "7.1" } }),
            '    EPERM 4 sparc=2 since 7.1 "t"')
        expect.equal(edit.member("    EALSO = EPERM", { overrides = more }), "    EALSO = EPERM mips=9")
        expect.equal(edit.member("    mask M  0x3", { overrides = more }), "    mask M 0x3 mips=9")
        expect.equal(edit.ioctl("    TCGET ior 'T' 0x2a  out struct t", { overrides = more }),
            "    TCGET ior 'T' 0x2a mips=9 out struct t")
        expect.equal(edit.field("    a  struct b  @0  arm=@4 pad", { base = "@8", overrides = {} }),
            "    a struct b @8 pad")
        expect.equal(edit.size('struct s size 8 arm=4 align 8 header "x.h"', "size", { base = "8", overrides = more }),
            'struct s size 8 mips=9 align 8 header "x.h"')
        expect.equal(edit.size('struct s size 8 header "x.h"', "align", { base = "8", overrides = more }),
            'struct s size 8 align 8 mips=9 header "x.h"')
    end,
    names_are_macros_and_enumerators = function()
        local found = names.read(table.concat({
            '# 1 "/inc/linux/a.h" 1', "#define ONE 1", "#define TWO(x) x", "#define GONE 1", "#undef GONE",
            "enum { RED, GREEN = 1 << 2,", " BLUE };", 'enum named', "{", '# 3 "/inc/asm/b.h"', "LAST", "};",
            "int function(enum named x);", "enum named variable = RED;",
        }, "\n"), { "/inc" })
        expect.equal(found.macro, { ONE = "linux/a.h" })
        expect.equal(found.enumerator, { RED = "linux/a.h", GREEN = "linux/a.h", BLUE = "linux/a.h", LAST = "asm/b.h" })
        expect.equal(found.header, { ["linux/a.h"] = true, ["asm/b.h"] = true })
    end,
    every_assembler_spells_words_alike = function()
        local mark = 0x53595356
        for _, text in ipairs({
            "sysvec_facts:\n\t.long\t1398362966   # 0x53595356\n\t.long\t7\n\t.zero\t4\n\t.long\t1398362966\n\t.size\tx, 4\n",
            "sysvec_facts:\n\t.4byte\t0x53595356\n\t.4byte\t7\n\t.space 4\n\t.4byte\t0x53595356\n\n\t.ident \"x\"\n",
            "_sysvec_facts:\n\t.word\t1398362966\n\t.word\t7\n\t.skip 4\n\t.word\t1398362966\nother:\n\t.word 3\n",
        }) do
            expect.equal(probe.words(text), { mark, 7, 0, mark })
        end
    end,
    a_value_is_known_for_every_release = function()
        local item = { value = 16, since = "3.4", was = { { value = 69, upto = "6.2" }, { value = 70, upto = "5.0" } } }
        expect.equal(history.expected(item, { 7, 0 }), 16)
        expect.equal(history.expected(item, { 6, 1 }), 69)
        expect.equal(history.expected(item, { 4, 9 }), 70)
        expect.equal(history.expected(item, { 3, 3 }), false)
        expect.equal({ history.order({ { 7, 2 }, { 6, 1 } }, { 5, 10 }) }, { "older", { 6, 1 }, { 7, 2 } })
        expect.equal({ history.order({ { 6, 1 } }, { 7, 2 }) }, { "newest", nil, { 6, 1 } })
    end,
    tables_are_read_by_abi = function()
        local text = "# c\n0 common read sys_read\n1 x32 odd sys_odd\n2 64 stat sys_newstat compat\n9 common reserved9\n7 64 gone\n"
        expect.equal(tables.parse(text, "common 64"), { { number = 0, name = "read", entry = "sys_read" },
            { number = 2, name = "stat", entry = "sys_newstat" }, { number = 7, name = "gone" } })
        expect.equal(#tables.parse(text, "*"), 4)
    end,
    prototypes_become_rows = function()
        local found = prototypes.parse("asmlinkage long sys_new(int dfd, const char __user *path,\n\tstruct how __user *how, " ..
            "size_t);\n/* asmlinkage long sys_old(void); */\nasmlinkage long sys_none(void);\n")
        expect.equal(found.sys_old, nil)
        expect.equal(prototypes.row(7, "new", found.sys_new), "7\tAUE_NULL\tSTD {\n\t\tl_long linux_new(\n\t\t    l_int dfd,\n" ..
            "\t\t    const char *path,\n\t\t    struct linux_how *how,\n\t\t    l_size_t arg4\n\t\t);\n\t}")
        expect.equal(prototypes.row(8, "none", found.sys_none), "8\tAUE_NULL\tSTD {\n\t\tl_long linux_none(void);\n\t}")
    end,
    calls_that_take_something_else_are_named = function()
        local s = sink.new()
        local loc = { file = "m", line = 3, col = 1 }
        local side = { calls = { { name = "a", loc = loc, args = { { name = "fd", ctype = "l_int" } } },
            { name = "b", loc = loc, args = { { name = "p", ctype = "l_int" } } } } }
        prototypes.compare(side, prototypes.parse("asmlinkage long sys_a(int fd, int x);\nasmlinkage long sys_b(char *p);\n"),
            function() return nil end, s)
        expect.problems(s, {
            "3:1: warning: a takes 1 arguments here and 2 there (fd, x) [import-prototype]",
            "3:1: warning: b: argument 1 (p) is 'l_int' here and 'char *' there [import-prototype]",
        })
    end,
}
