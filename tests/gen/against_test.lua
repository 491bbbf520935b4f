-- SPDX-License-Identifier: BSD-2-Clause
-- Comparing C code with specs, and the errno discipline of handlers.

local cfile = require("against.cfile")
local compare = require("against.compare")
local cvalue = require("against.cvalue")
local expect = require("expect")
local parse_master = require("parse.master")
local sink = require("sink")
local sources = require("against.sources")

local function eval(text)
    return cvalue.eval(text, function(name) return ({ A = 1, B = 6 })[name] end)
end

local LOC = { file = "specs/x.spec", line = 7, col = 5 }

local function domain(name, members)
    local d = { name = name, kind = "enum", items = {}, members = {}, by_name = {}, os = "x" }
    for _, m in ipairs(members) do
        local item = { kind = "member", name = m[1], value = m[2], alias_of = m.alias, since = m.since, loc = LOC }
        d.items[#d.items + 1], d.members[#d.members + 1] = item, item
        d.by_name[m[1]] = item
    end
    return d
end

local function side(os, domains, calls)
    local s = { os = os, arch = { name = "amd64", bits = 64 }, domains = domains, domain = {}, ioctls = {}, calls = calls or {},
        call = {}, typedef = {} }
    for _, d in ipairs(domains) do s.domain[d.name] = d end
    for _, c in ipairs(s.calls) do s.call[c.name] = c end
    return s
end

local function sides()
    return {
        foreign = side("linux", {
            domain("errno", { { "EPERM", 1 }, { "ENOENT", 2 }, { "ENOEXEC", 8 }, { "EWOULDBLOCK", 11, alias = "EAGAIN" },
                { "EAGAIN", 11 }, { "EFTYPE", 134, since = "7.1" } }),
            domain("signal", {}), domain("flag", { { "PENDIN", 0x4000 }, { "O_CREAT", 0x40 } }) },
            { { name = "setns", number = 308, args = { { ctype = "int" }, { ctype = "int" } }, loc = LOC },
                { name = "truncate", number = 76, args = { { ctype = "const char *" }, { ctype = "long" } }, loc = LOC } }),
        native = side("freebsd", {
            domain("errno", { { "EPERM", 1 }, { "ENOENT", 2 }, { "ENOEXEC", 8 }, { "EAGAIN", 35 }, { "EFTYPE", 79 } }),
            domain("signal", {}) }),
    }
end

local function problems(text, opts)
    local all = sink.new()
    local counts = compare.files({ cfile.parse(text, "t.h") }, sides(), opts or {}, all)
    return all, counts
end

return {
    expressions_have_cs_values = function()
        expect.equal(eval("0x40 | (1 << 3)"), 0x48)
        expect.equal(eval("0100"), 64)
        expect.equal(eval("-(A + B * 2) & 0xff"), (-13) & 0xff)
        expect.equal(eval("(unsigned int)~0xfUL"), ~0xf)
        expect.equal(eval("'a'"), 97)
    end,
    what_has_no_value_has_none = function()
        for _, text in ipairs({ "", "C", "f(1)", "sizeof(int)", "1 +", "(1", "\"s\"", "1 2", "08", "1 / 0" }) do
            expect.equal(eval(text), nil)
        end
    end,
    a_wrong_constant_is_named_with_both_values = function()
        local all, counts = problems("#define LINUX_PENDIN\t0x2000\n#define LINUX_O_CREAT 0100\n#define LINUX_MINE 5\n")
        expect.equal(all:count("error"), 1)
        local p = all:each()[1]
        expect.equal(p.loc.line, 1)
        expect.equal(p.rule, "against-value")
        expect.equal(p.text, "LINUX_PENDIN is 8192 (0x2000); flag says 16384 (0x4000) (specs/x.spec:7)")
        expect.equal(counts.agree, 1)
        expect.equal(counts.unknown, 1)
    end,
    any_branch_that_fits_is_enough_and_an_excuse_counts = function()
        local all, counts = problems("#ifdef X\n#define LINUX_PENDIN 0x2000\n#else\n#define LINUX_PENDIN 0x4000\n#endif\n" ..
            "#define LINUX_O_CREAT 0x41 /* sysvec: differs, kept for old programs */\n")
        expect.equal(all:count(), 0)
        expect.equal(counts.excused, 1)
    end,
    names_refer_to_each_other_over_continued_lines = function()
        local all = problems("#define LINUX_A 0x4000\n#define LINUX_PENDIN \\\n\tLINUX_A\n#define LINUX_O_CREAT 0x41\n")
        expect.equal(all:count("error"), 1)
        expect.equal(all:each()[1].loc.line, 4)
    end,
    enumerations_count_on = function()
        local all, counts = problems("enum e {\n\tLINUX_X,\n\tLINUX_O_CREAT = 0x3f,\n\tLINUX_Y,\n};\n")
        expect.equal(all:count("error"), 1)
        expect.equal(counts.unknown, 2)
    end,
    a_row_that_loses_a_name_both_have_is_found = function()
        local all = problems("static const int in[200] = {\n\t[LINUX_EPERM] = EPERM,\n\t[LINUX_ENOEXEC] = ENOENT,\n};\n",
            { prefix = "LINUX_" })
        expect.equal(all:count("error"), 1)
        expect.equal(all:each()[1].rule, "against-row")
        expect.equal(all:each()[1].loc.line, 3)
    end,
    what_came_after_a_release_is_left_out = function()
        local text = "static const int out[1] = {\n\t[EFTYPE] = -LINUX_ENOENT,\n};\n"
        expect.equal(problems(text, { prefix = "LINUX_" }):count("error"), 1)
        expect.equal(problems(text, { prefix = "LINUX_", release = "6.1" }):count("error"), 0)
    end,
    a_master_without_arguments_is_noted_and_a_wrong_sign_found = function()
        local all = sink.new()
        local text = "308\tAUE_NULL\tSTD {\n\t\tint linux_setns(void);\n\t}\n" ..
            "76\tAUE_TRUNCATE\tSTD {\n\t\tint linux_truncate(\n\t\t    char *path,\n\t\t    u_long length\n\t\t);\n\t}\n"
        local counts = compare.master(parse_master.parse(text, "m", { dialect = "freebsd-14" }, sink.new()), sides().foreign, all)
        expect.equal(counts.compared, 2)
        expect.equal(all:count("note"), 1)
        expect.equal(all:count("error"), 1)
        expect.equal(all:each()[2].rule == "against-sign" or all:each()[1].rule == "against-sign", true)
    end,
    negative_and_foreign_errnos_are_found_unless_excused = function()
        local all = sink.new()
        sources.check("int f(void)\n{\n\treturn (-EPERM);\n\terror = LINUX_EAGAIN;\n\treturn (ENOENT);\n\treturn (-1);\n" ..
            "\treturn (-EBUSY); /* sysvec: foreign errno, stored for the program */\n\t/* return (-EIO); */\n" ..
            "\treturn (bad ? -EINVAL : 0);\n\treturn (ok ? 0 : -EINVAL);\n\treturn (ERESTART);\n}\n", "h.c", {}, all)
        local lines = {}
        for _, p in ipairs(all:each()) do lines[#lines + 1] = p.loc.line .. p.rule end
        expect.equal(table.concat(lines, " "), "3errno-negative 4errno-foreign 9errno-negative 10errno-negative")
    end,
}
