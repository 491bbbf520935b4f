-- SPDX-License-Identifier: BSD-2-Clause
--
-- The pieces that generated C is put together from: columns, comments, values, names, casts.

local expect = require("expect")
local names = require("emit.names")
local service = require("pair.service")
local source = require("source")
local struct = require("emit.struct")
local text = require("emit.text")

local AMD64 = { name = "amd64", bits = 64, long = 64, families = { "x86" } }

-- a member as gen/resolve.lua makes it
local function member(spelled, value)
    return { kind = "member", name = "X", value = value, raw = { cells = { base = { text = spelled } } } }
end

local function value(spelled, number, size)
    return names.value(member(spelled, number), AMD64, size or 4)
end

local function world()
    local foreign, native = { os = "linux", arch = AMD64 }, { os = "freebsd", arch = AMD64 }
    return { vector = { name = "linux-amd64", prefix = "linux" }, foreign = foreign, native = native }, foreign, native
end

local function longest(s)
    local most = 0
    for line in s:gmatch("[^\n]*") do most = math.max(most, text.width(line)) end
    return most
end

return {
    rows_are_aligned_by_tabs = function()
        local t = text.new()
        t:rows({ { "A", "1" }, { "LONGER_NAME", "22", note = "why" } }, "#define\t", "", "")
        expect.equal(t:text(), "#define\tA\t\t1\n#define\tLONGER_NAME\t22\t/* why */\n")
    end,

    a_row_too_long_to_align_is_broken = function()
        local t = text.new()
        t:rows({ { "SHORT(" .. ("a"):rep(10), "b)" }, { "LONG(" .. ("a"):rep(60), ("b"):rep(60) .. ")" } }, "\t", ",")
        expect.truthy(longest(t:text()) <= 100, t:text())
        expect.contains(t:text(), "a,\n\t    b")
    end,

    a_long_note_stands_above_its_line = function()
        local t = text.new()
        t:noted("\tx,", ("word "):rep(30))
        local s = t:text()
        expect.match(s, "^\t/%*\n\t %* word")
        expect.match(s, "\n\tx,\n$")
        expect.truthy(longest(s) <= 100, s)
    end,

    comments_cannot_end_early = function()
        local t = text.new()
        t:comment("ends */ here and /* begins")
        expect.equal(t:text(), "/* ends * / here and / * begins */\n")
    end,

    filled_lines_end_before_the_edge = function()
        local words = {}
        for i = 1, 40 do words[i] = "argument" .. i end
        local t = text.new()
        t:fill("\treturn (f(", words, "));", "\t    ")
        expect.truthy(longest(t:text()) <= 100, t:text())
        expect.match(t:text(), "argument40%)%);\n$")
    end,

    blank_lines_come_one_at_a_time_and_not_last = function()
        local t = text.new()
        t:blank()
        t:line("a")
        t:blank()
        t:blank()
        t:line("b")
        t:blank()
        expect.equal(t:text(), "a\n\nb\n")
    end,

    strings_are_quoted_for_c = function()
        expect.equal(text.quote('say "x\\y"'), '"say \\"x\\\\y\\""')
    end,

    values_keep_the_spelling_of_the_spec = function()
        expect.equal(value("12", 12), "12")
        expect.equal(value("0x40", 64), "0x40")
        expect.equal(value("0o100000", 32768), "0100000")
        expect.equal(value("1<<20", 1 << 20), "0x100000")
        expect.equal(value("O_A|O_B", 3), "3")
    end,

    values_are_right_c_whatever_their_size = function()
        expect.equal(value("-100", -100), "(-100)")
        expect.equal(value("-2147483648", -0x80000000), "(-0x7fffffff - 1)")
        expect.equal(value("0x80000000", 0x80000000), "0x80000000")
        expect.equal(value("4294967295", 0xffffffff), "4294967295U")
        expect.equal(value("0x8000000000000000", math.mininteger, 8), "0x8000000000000000ULL")
    end,

    constants_carry_the_prefix_once = function()
        local w, foreign, native = world()
        local n = names.new(w, "specs")
        expect.equal(n:constant(foreign, "O_CREAT"), "LINUX_O_CREAT")
        expect.equal(n:constant(foreign, "LINUX_REBOOT_MAGIC1"), "LINUX_REBOOT_MAGIC1")
        expect.equal(n:constant(native, "O_CREAT"), "O_CREAT")
    end,

    comments_name_specs_from_the_top_wherever_the_tree_lies = function()
        local n = names.new(world(), "/some/where/specs")
        expect.equal(n:place({ file = "/some/where/specs/linux/errno.spec", line = 7 }), "specs/linux/errno.spec:7")
    end,

    layouts_that_c_would_not_make_are_packed = function()
        local function field(offset, base, unit)
            local type = { base = base, unit = unit, size = unit }
            return { name = "f" .. offset, offset = offset, size = unit, type = type }
        end
        local side = { struct = {} }
        local function packed(size, align, ...)
            return struct.needs_packing(side, { size = size, align = align, fields = { ... }, views = {} })
        end
        expect.equal(packed(16, 8, field(0, "u32", 4), field(8, "u64", 8)), false)
        expect.equal(packed(12, 4, field(0, "u32", 4), field(4, "u64", 8)), true, "i386's alignment")
        expect.equal(packed(8, 1, field(0, "u32", 4), field(4, "u32", 4)), true, "smaller alignment")
        expect.equal(packed(16, 16, field(0, "u64", 8), field(8, "u64", 8)), false, "larger alignment")
    end,

    prototypes_are_read_with_their_types = function()
        expect.scratch(function(dir)
            os.execute("mkdir -p " .. dir .. "/sysvec/native")
            expect.write(dir .. "/sysvec/port.h", "\ntypedef uint16_t\tmode_t;\ntypedef mode_t my_mode_t;\n")
            expect.write(dir .. "/sysvec/native.h", '#include "sysvec/native/file.h"\n')
            expect.write(dir .. "/sysvec/native/file.h", [[
/* int native_not(struct thread *td, int x); */
int	native_open(struct thread *td, const char *upath,
	    int flags, my_mode_t mode);
int	native_getpid(struct thread *td);
]])
            local list = service.read(dir, dir, source.new())
            expect.equal(list.by_name.native_not, nil)
            expect.equal(#list.by_name.native_getpid.params, 0)
            local open = list.by_name.native_open
            expect.equal(open.line, 2)
            expect.equal(open.params, { { type = "const char *", name = "upath" }, { type = "int", name = "flags" },
                { type = "my_mode_t", name = "mode" } })
            expect.equal(service.shape(list, "my_mode_t"), { size = 2, signed = false })
            expect.equal(service.shape(list, "const struct stat *"), { pointer = true })
            expect.equal(service.shape(list, "struct stat"), nil)
        end)
    end,

    a_folder_without_headers_is_no_error = function()
        local list = service.read("/nonexistent", "/nonexistent", source.new())
        expect.equal(list.found, false)
    end,
}
