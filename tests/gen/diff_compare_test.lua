-- SPDX-License-Identifier: BSD-2-Clause
-- Every kind of change, its category and the ABIs it is told for.

local chunks = require("diff.chunks")
local classify = require("diff.classify")
local expect = require("expect")
local tree = require("diff.tree")
local sink = require("sink")
local trees = require("diff_trees")

local of = trees.of

-- calls of one architecture's master
local function masters(old, new)
    return trees.lines((trees.review({ ["linux/a64/syscalls.master"] = old },
        { ["linux/a64/syscalls.master"] = new })))
end

local function entry(number, kind, prototype)
    return ("%d\tAUE_NULL\t%s\t{\n\t\t%s;\n\t}\n"):format(number, kind, prototype)
end

return {
    equal_trees_differ_in_nothing = function()
        expect.equal(of("enum t\n    A 1\n", "enum t\n    A 1\n"), {})
        expect.equal(of("enum t\n    A 1\n", "# a comment\nenum t\n    A   1\n"), {})
    end,
    a_value_is_wire_and_told_with_its_abis = function()
        expect.equal(of("enum t\n    A 1\n    B 5 h32=69\n", "enum t\n    A 2\n    B 5 h32=16\n"),
            { "wire value: A changes from 1 to 2 [all 3]", "wire value: B changes from 69 to 16 [h32]" })
    end,
    values_that_differ_by_abi_are_one_fact = function()
        expect.equal(of("enum t\n    A 1\n", "enum t\n    A 1\n    B 134 h32=258\n"),
            { "additive added: B is new: 134 (h32 258) [all 3]" })
        expect.equal(of("enum t\n    A 1 h32=3\n", "enum t\n    A 2 h32=4\n"),
            { "wire value: A changes from 1 to 2 (h32 3 to 4) [all 3]" })
    end,
    a_removed_value_is_wire = function()
        expect.equal(of("enum t\n    A 1\n    B 2\n", "enum t\n    A 1\n"), { "wire removed: B is gone; it was 2 [all 3]" })
        expect.equal(of("enum t\n    A 1\n    B 2\n", "enum t\n    A 1\n    B 2 h32=-\n"),
            { "wire removed: B is gone; it was 2 [h32]" })
    end,
    another_name_for_the_value_is_a_rename = function()
        expect.equal(of("enum t\n    A 1\n    B 2\n", "enum t\n    A 1\n    C 2\n"),
            { "source renamed: B is now called C; the value 2 stays [all 3]" })
    end,
    a_lost_alias_is_source_and_a_new_one_additive = function()
        expect.equal(of("enum t\n    A 1\n    B = A\n", "enum t\n    A 1\n"),
            { "source alias-removed: the name B is gone; A has the value 1 [all 3]" })
        expect.equal(of("enum t\n    A 1\n", "enum t\n    A 1\n    B = A\n"),
            { "additive alias-added: B is one more name for A: 1 [all 3]" })
    end,
    flags_are_shown_in_hexadecimal = function()
        expect.equal(of("flags f\n    X 0x40\n", "flags f\n    X 0x80\n"), { "wire value: X changes from 0x40 to 0x80 [all 3]" })
    end,
    the_same_bits_are_the_same_value = function()
        expect.equal(of("enum t\n    A -1\n", "enum t\n    A 0xffffffff\n"), {})
        expect.equal(of("enum t type i64\n    A -1\n", "enum t type i64\n    A 0xffffffff\n"),
            { "wire value: A changes from -1 to 0xffffffff [all 3]" })
    end,
    ranges_count_as_one_fact = function()
        expect.equal(of("enum t\n    A 1\n    range R 32 .. 64\n", "enum t\n    A 1\n    range R 32 .. 127\n"),
            { "wire value: R changes from 32..64 to 32..127 [all 3]" })
    end,
    a_bound_grows_with_what_it_counts = function()
        expect.equal(of("enum t\n    OP_MAX 7\n", "enum t\n    OP_MAX 9\n"),
            { "additive bound: OP_MAX grows from 7 to 9 [all 3]" })
        expect.equal(of("enum t\n    OP_MAX 7\n", "enum t\n    OP_MAX 5\n"),
            { "wire value: OP_MAX changes from 7 to 5 [all 3]" })
    end,
    becoming_obsolete_is_impl = function()
        expect.equal(of("enum t\n    A 1\n", "enum t\n    A 1 obsolete\n"),
            { "impl status: A goes from in use to obsolete [all 3]" })
    end,
    since_and_until_are_told_once_for_a_group = function()
        expect.equal(of("enum t\n    A 1\n    B 2\n    C 3\n    D 4\n",
            "enum t\n    A 1 since 5.1\n    B 2 since 5.2\n    C 3 since 5.3\n    D 4 since 5.4\n"),
            { "cosmetic history: t: since or until is told otherwise for A, B, C and 1 more [all 3]" })
    end,
    numbers_of_calls_are_compared_without_their_base = function()
        expect.equal(of("enum call_number\n    read 0 n32=1\n", "enum call_number\n    read 0 n32=2\n    mseal 462\n"),
            { "wire value: the number of read changes from 1 to 2 [n32]", "additive added: mseal is new: 462 [all 3]" })
    end,
    entries_for_64_bit_time_are_no_renumbering = function()
        expect.equal(of("enum call_number\n    clock_gettime 113\n    read 0\n",
            "enum call_number\n    clock_gettime64 113\n    read 0\n"),
            { "source time64: clock_gettime is now called clock_gettime64, the entry for 64-bit time; the number 113 " ..
                "stays [all 3]" })
        expect.equal(of("enum call_number\n    foo 113\n", "enum call_number\n    bar 113\n"),
            { "source renamed: foo is now called bar; the value 113 stays [all 3]" })
        expect.equal(of("enum call_number\n    foo 113\n", "enum call_number\n    foo 114\n"),
            { "wire value: the number of foo changes from 113 to 114 [all 3]" })
    end,
    fields_move_grow_and_change = function()
        expect.equal(of("struct s size 16\n    a u32 @0\n    b u32 @4\n    c u64 @8\n",
            "struct s size 16\n    a u32 @4\n    b u32 @0\n    c i64 @8\n"),
            { "wire moved: s.a moves from u32 @0 to u32 @4 [all 3]", "wire moved: s.b moves from u32 @4 to u32 @0 [all 3]",
                "wire type: s.c changes its type from u64 @8 to i64 @8 [all 3]" })
    end,
    structures_that_grow_break = function()
        expect.equal(of("struct s size 8\n    a u64 @0\n", "struct s size 16\n    a u64 @0\n    b u64 @8\n"),
            { "wire grew: struct s grows from 8 bytes to 16 bytes [all 3]",
                "additive grew-field: s.b is added at the end: u64 @8 [all 3]" })
        expect.equal(of("struct s size 16\n    a u64 @0\n    b u64 @8\n", "struct s size 8\n    a u64 @0\n"),
            { "wire shrank: struct s shrinks from 16 bytes to 8 bytes [all 3]",
                "wire removed: s.b is gone; it was u64 @8 [all 3]" })
    end,
    extensible_structures_may_grow_at_the_end = function()
        expect.equal(of("struct open_how size 8\n    a u64 @0\n", "struct open_how size 16\n    a u64 @0\n    b u64 @8\n"),
            { "additive grew-end: struct open_how grows at its end from 8 bytes to 16 bytes [all 3]",
                "additive grew-field: open_how.b is added at the end: u64 @8 [all 3]" })
    end,
    extensible_structures_may_not_move_their_fields = function()
        expect.equal(of("struct open_how size 8\n    a u64 @0\n", "struct open_how size 16\n    b u64 @0\n    a u64 @8\n")[1],
            "wire moved: open_how.a moves from u64 @0 to u64 @8 [all 3]")
    end,
    padding_may_be_used = function()
        expect.equal(of("struct s size 8\n    a u32 @0\n    __pad u32 @4 pad\n", "struct s size 8\n    a u32 @0\n    b u32 @4\n"),
            { "additive pad-used: s.b takes the place of padding: u32 @4 [all 3]" })
        expect.equal(of("struct s size 8\n    a u32 @0\n    __pad u32 @4 pad\n",
            "struct s size 8\n    a u32 @0\n    __pad u16[2] @4 pad\n"),
            { "cosmetic padding: padding s.__pad changes from u32 @4 to u16[2] @4 [all 3]" })
    end,
    fields_go_and_come_with_their_structure = function()
        expect.equal(of("struct s size 4\n    a u32 @0\n", "struct r size 4\n    a u32 @0\n"),
            { "wire removed: struct s is gone; it was 4 bytes [all 3]", "additive added: struct r is new: 4 bytes [all 3]" })
    end,
    a_structure_inside_another_takes_it_along = function()
        expect.equal(of("struct in size 4\n    a u32 @0\nstruct out size 4\n    i struct in @0\nstruct far size 4\n    x u32 @0\n",
            "struct in size 8\n    a u32 @0\n    b u32 @4\nstruct out size 4\n    i struct in @0\nstruct far size 4\n " ..
                "   x u32 @0\n"),
            { "wire type: out.i changes its type from struct in @0, 4 bytes to struct in @0, 8 bytes [all 3]",
                "wire grew: struct in grows from 4 bytes to 8 bytes [all 3]",
                    "additive grew-field: in.b is added at the end: u32 @4 [all 3]" })
    end,
    requests_carry_types_and_numbers_of_their_size = function()
        local head = "struct s size 4\n    a u32 @0\nioctls i\n    "
        expect.equal(of(head .. "X 0x10 out i32\n", head .. "X 0x10 out struct s\n"),
            { "wire carries: X carries something else: out i32, now out struct s [all 3]" })
        expect.equal(of("struct s size 4\n    a u32 @0\nioctls i\n    X ior 'R' 0 out struct s\n",
            "struct s size 8\n    a u64 @0\nioctls i\n    X ior 'R' 0 out struct s\n")[1],
            "wire value: X changes from 0x40045200 to 0x40085200 (a64 0x80045200 to 0x80085200) [all 3]")
    end,
    traps_are_facts = function()
        expect.equal(of("traps a64\n    T 1 SIGFPE FPE_A\n", "traps a64\n    T 1 SIGFPE FPE_B\n"),
            { "wire value: T changes from 1 SIGFPE FPE_A to 1 SIGFPE FPE_B [a64]" })
    end,
    arguments_of_calls = function()
        expect.equal(masters(entry(0, "STD", "int linux_f(int a)"), entry(0, "STD", "int linux_f(int a, int b)")),
            { "wire args: the arguments of f change from (int) to (int, int) [a64]" })
        expect.equal(masters(entry(0, "STD", "int linux_f(l_int a)"), entry(0, "STD", "int linux_f(l_ulong a)")),
            { "wire args: the arguments of f change from (l_int) to (l_ulong) [a64]" })
        expect.equal(masters(entry(0, "STD", "int linux_f(l_int a)"), entry(0, "STD", "int linux_f(l_uint a)")),
            { "cosmetic spelling: the arguments of f are spelled otherwise: (l_int), now (l_uint) [a64]" })
        expect.equal(masters(entry(0, "STD", "int linux_f(int a)"), entry(0, "STD", "int linux_f(int b)")),
            { "cosmetic arg-names: the arguments of f are called otherwise: (a), now (b) [a64]" })
        expect.equal(masters(entry(0, "STD", "int linux_f(char *a)"), entry(0, "STD", "int linux_f(const void *a)")), {})
    end,
    a_handler_that_goes_is_impl = function()
        expect.equal(masters(entry(0, "STD", "int linux_f(int a)"), "0\tAUE_NULL\tUNIMPL\tf\n"),
            { "impl handler: f goes from STD to UNIMPL; the number stays [a64]" })
    end,
    a_new_version_beside_the_old_number_breaks_nothing = function()
        local function side(text, label) return { kind = "master", label = label, text = text } end
        local old = entry(0, "STD", "int exit(int rval)") .. entry(1, "STD", "int fstat(int fd, struct stat *sb)")
        local new = entry(0, "STD", "int exit(int rval)") .. entry(1, "COMPAT11", "int fstat(int fd, struct ostat *sb)") ..
            entry(2, "STD", "int fstat(int fd, struct stat *sb)")
        local lines = trees.lines((trees.review(side(old, "a.master"), side(new, "b.master"))))
        expect.equal(lines, { "additive version: fstat has a new version; its number 1 stays for the old one, the new " ..
            "one has 2 [master]" })
        expect.equal(trees.lines((trees.review(side(old, "a.master"), side(old:gsub("\n1\t", "\n2\t"), "b.master")))),
            { "wire value: the number of fstat changes from 1 to 2 [master]" })
    end,
    numbers_without_a_call_are_no_facts = function()
        expect.equal(masters(entry(0, "STD", "int linux_f(int a)") .. "1\tAUE_NULL\tUNIMPL\tfoo\n",
            entry(0, "STD", "int linux_f(int a)") .. "1\tAUE_NULL\tUNIMPL\tnosys\n"), {})
    end,
    stubs_of_a_layer_state_no_arguments = function()
        expect.equal(masters(entry(0, "STD", "int linux_f(void)"), entry(0, "STD", "int linux_f(int a)")),
            { "cosmetic prototype: f has its arguments stated in one version only: (), now (int) [a64]" })
    end,
    abis_come_and_go = function()
        local more = { ["linux/arch.spec"] = trees.ARCH .. "arch z9 bits 64 endian big ioctl generic\n" }
        expect.equal(trees.lines((trees.review({}, more))), { "additive abi-added: linux/z9 is new [z9]" })
        expect.equal(trees.lines((trees.review(more, {}))), { "wire abi-removed: linux/z9 is gone [z9]" })
        local system = { ["bsd/arch.spec"] = "arch a64 bits 64 endian little ioctl bsd\n" }
        expect.equal(trees.lines((trees.review({}, system))), { "additive abi-added: bsd is new [a64]" })
    end,
    an_architecture_that_changes_resolves_everything = function()
        local new = trees.side({ ["linux/t.spec"] = "struct s size 8 h32=4 n32=4\n    a long @0\n" }, "new")
        new.files["linux/arch.spec"] = trees.ARCH:gsub("arch n32 bits 64 long 32", "arch n32 bits 64")
        expect.equal(trees.lines((trees.review({ ["linux/t.spec"] = "struct s size 8 h32=4 n32=4\n    a long @0\n" }, new)))[1],
            "wire type: s.a changes its type from long @0, 4 bytes to long @0, 8 bytes [n32]")
    end,
    columns_of_architectures_are_no_change = function()
        local new = { ["linux/arch.spec"] = trees.ARCH:gsub(" bits", "     bits") .. "# more\n" }
        expect.equal(trees.lines((trees.review({}, new))), {})
    end,
    facts_of_one_architecture_replace_the_base = function()
        local base = "enum t\n    A 1\n"
        expect.equal(trees.lines((trees.review({ ["linux/t.spec"] = base },
            { ["linux/t.spec"] = base, ["linux/h32/t.spec"] = "enum t\n    A 7\n" }))),
            { "wire value: A changes from 1 to 7 [h32]" })
    end,
    a_block_that_moves_to_another_file_is_no_change = function()
        expect.equal(trees.lines((trees.review({ ["linux/t.spec"] = "enum t\n    A 1\nenum u\n    B 1\n" },
            { ["linux/t.spec"] = "enum u\n    B 1\n", ["linux/v.spec"] = "enum t\n    A 1\n" }))), {})
    end,
    findings_stand_by_severity = function()
        local list = of("enum t\n    A 1\n    B 2\n    C 3\n    E 9\n", "enum t\n    A 5\n    X 2\n    D 4\n    E 9 since 1.0\n")
        local seen = {}
        for i, line in ipairs(list) do seen[i] = line:match("^%S+ %S+") end
        expect.equal(seen, { "wire value:", "wire removed:", "source renamed:", "additive added:", "cosmetic history:" })
    end,
    most_abis_are_told_by_those_left_out = function()
        local f = { known = { "l/a", "l/b", "l/c", "l/d", "l/e" }, abis = { "l/a", "l/b", "l/c", "l/e" } }
        expect.equal(classify.abis(f), "all but d")
        f.abis = { "l/a", "l/c" }
        expect.equal(classify.abis(f), "a c")
        f.abis = f.known
        expect.equal(classify.abis(f), "all 5")
    end,
    severity_is_ordered = function()
        expect.equal(classify.at_least("wire", "source"), true)
        expect.equal(classify.at_least("additive", "source"), false)
        expect.equal(classify.at_least("wire", "none"), false)
        expect.equal(classify.at_least("cosmetic", "cosmetic"), true)
    end,
    every_kind_of_change_has_a_category_of_the_list = function()
        local seen = {}
        for _, rule in ipairs(classify.rules) do
            expect.equal(seen[rule.name], nil)
            seen[rule.name] = true
            expect.truthy(classify.at_least(rule.category, "cosmetic"), rule.name)
        end
    end,
    blanked_blocks_keep_the_lines_of_the_rest = function()
        local text = "# head\nenum a\n    A 1\n\n# note\nenum b\n    B 1\nenum c\n    C 1\n"
        expect.equal(chunks.keep(text, { ["enum b"] = true }), "\n\n\n\n\nenum b\n    B 1\n")
        expect.equal(chunks.keep(text, {}), "")
        expect.equal(#chunks.split(text), 3)
    end,
    what_is_resolved_with_a_changed_structure = function()
        local keys = { ["struct b"] = true }
        chunks.close({ ["linux/x.spec"] = "struct a\n    x struct b @0\n    y struct d @8\nstruct b\n    z u32 @0\nstruct c\n" ..
            "    z u32 @0\nstruct d\n    z u32 @0\nioctls i\n    R ior 'x' 1 out struct a\nioctls j\n    S 1 none\n" }, keys)
        expect.equal(keys, { ["struct a"] = true, ["struct b"] = true, ["struct d"] = true, ["ioctls i"] = true })
    end,
    trimming_gives_the_same_facts_as_reading_everything = function()
        -- the fast way and the slow one must find the same differences
        local compare = require("diff.compare")
        local old = trees.side({ ["linux/t.spec"] = "enum t\n    A 1\n    B 2 h32=9\nstruct s size 4\n    a u32 @0\n" ..
            "struct o size 4\n    i struct s @0\nioctls k\n    R ior 'x' 1 out struct o\n" }, "old")
        local new = trees.side({ ["linux/t.spec"] = "enum t\n    A 1\n    B 2 h32=8\nstruct s size 8\n    a u64 @0\n" ..
            "struct o size 8\n    i struct s @0\nioctls k\n    R ior 'x' 1 out struct o\n" }, "new")
        local s = sink.new()
        local a, b = tree.sets(old, new, s)
        local fast = trees.lines({ findings = compare.sets(a, b) })
        local slow = trees.lines({ findings = compare.sets(tree.whole(old, nil, s), tree.whole(new, nil, s)) })
        expect.problems(s, {})
        expect.equal(fast, slow)
        expect.equal(#fast, 6)
    end,
}
