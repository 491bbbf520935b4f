-- SPDX-License-Identifier: BSD-2-Clause
--
-- The reader of masters, and the way back to text: every dialect is recognised, its canonical text is a
-- fixed point, and there and back gives the same model.

local cdecl = require("parse.cdecl")
local dialects = require("parse.master_dialect")
local expect = require("expect")
local master = require("parse.master")
local master_text = require("parse.master_text")
local sink = require("sink")

local GOLDEN = "/tests/gen/master/golden/"

local function parse(text, dialect)
    local s = sink.new()
    local record = master.parse(text, "m", { dialect = dialect }, s)
    expect.equal(s:count("error"), 0, "errors")
    return record
end

local FIELDS = {
    "number", "last", "audit", "type", "compat", "func", "name", "ret", "alias", "tag", "rtype", "prefix", "version",
    "module", "rump", "varargs",
}

-- a record without places and spellings
local function model(record)
    local list = {}
    for _, item in ipairs(record.items) do
        local m = { kind = item.kind, text = item.text, op = item.op }
        if item.kind == "call" then
            for _, field in ipairs(FIELDS) do m[field] = item[field] end
            m.flags = table.concat(item.flag_list, "|")
            m.words = item.words and table.concat(item.words, " ")
            m.extra = item.extra and table.concat(item.extra, " ")
            m.branch = item.branch and table.concat(item.branch, " / ")
            m.args = {}
            for i, arg in ipairs(item.args) do
                m.args[i] = {
                    arg.type, arg.name, arg.annotation and arg.annotation:gsub("%s+", " "), arg.array, arg.comment,
                    arg.variadic,
                }
            end
        end
        list[#list + 1] = m
    end
    return list
end

local function write(record, to)
    local s = sink.new()
    local text = master_text.write(record, to, s)
    return text, s
end

local function there_and_back(text, from, to)
    local record = parse(text, from)
    local canonical = write(record, from)
    record = parse(canonical, from)
    local there, s = write(record, to)
    expect.problems(s, {})
    local other = parse(there, to)
    local back = write(other, from)
    expect.equal(back, canonical, from .. " -> " .. to .. " -> " .. from)
    expect.equal(model(parse(back, from)), model(record))
    return there
end

local function golden(name)
    return expect.read(expect.root .. GOLDEN .. name .. "/syscalls.master")
end

local PLAIN = [[
; plain calls, which every dialect can say

#include <sys/param.h>

; the first
0	AUE_NULL	STD	{ int first(void); }
1	AUE_NULL	STD	{ ssize_t second(int fd, void *buf, size_t nbyte, \
				    const char *const *names); }
#ifdef TOY
2	AUE_NULL	STD	{ int linux_third(struct thing *a); }
#else
2	AUE_NULL	UNIMPL	third (or not)
#endif
3	AUE_NULL	OBSOL	fourth
]]

local tests = {}

for _, name in ipairs(dialects.names) do
    tests[name:gsub("%-", "_") .. "_is_recognised"] = function()
        expect.equal(parse(golden(name)).dialect, name)
    end
    tests[name:gsub("%-", "_") .. "_canonical_text_is_a_fixed_point"] = function()
        local first = write(parse(golden(name), name), name)
        expect.equal(write(parse(first, name), name), first)
        expect.equal(model(parse(first, name)), model(parse(golden(name), name)))
    end
    tests["plain_calls_go_to_" .. name:gsub("%-", "_") .. "_and_back"] = function()
        there_and_back(PLAIN, "freebsd-12", name)
    end
end

function tests.openbsd_and_dragonfly_goldens_are_canonical()
    expect.equal(write(parse(golden("openbsd"), "openbsd"), "openbsd"), golden("openbsd"))
    expect.equal(write(parse(golden("dragonfly"), "dragonfly"), "dragonfly"), golden("dragonfly"))
    expect.equal(write(parse(golden("freebsd-14"), "freebsd-14"), "freebsd-14"), golden("freebsd-14"))
    expect.equal(write(parse(golden("freebsd-16"), "freebsd-16"), "freebsd-16"), golden("freebsd-16"))
end

function tests.freebsd_12_goes_to_14_and_back()
    there_and_back(golden("freebsd-12"), "freebsd-12", "freebsd-14")
    there_and_back(golden("freebsd-10"), "freebsd-10", "freebsd-13")
end

function tests.the_version_line_becomes_a_comment_for_freebsd_16()
    local there = there_and_back(" $FreeBSD$\n; x\n0\tAUE_NULL\tSTD\t{ int a(void); }\n", "freebsd-12", "freebsd-16")
    expect.match(there, "^; %$FreeBSD%$\n; x\n0\tAUE_NULL\tSTD {\n\t\tint a%(void%);\n\t}\n$")
end

local function refused(text, from, to, wanted)
    local s = sink.new()
    master_text.write(master.parse(text, "m", { dialect = from }, s), to, s)
    expect.problems(s, wanted)
end

function tests.what_the_target_cannot_say_is_an_error_that_names_it()
    refused("; x\n0\tAUE_READ\tSTD\t{ int a(void); }\n", "freebsd-12", "openbsd",
        { "2:1: error: openbsd cannot say the audit event AUE_READ of 'a' [convert-audit]" })
    refused("; x\n0\tAUE_NULL\tSTD|CAPENABLED {\n\t\tint a(void);\n\t}\n", "freebsd-14", "freebsd-12",
        { "2:1: error: freebsd-12 cannot say 'CAPENABLED' of 'a' [convert-flag]" })
    refused("; x\n0-4\tAUE_NULL\tUNIMPL\tnosys\n", "freebsd-12", "freebsd-10",
        { "2:1: error: freebsd-10 cannot say the range 0-4 [convert-range]" })
    refused("; x\n0\tAUE_NULL\tSTD\t{ int a(_In_z_ char *b); }\n", "freebsd-12", "dragonfly",
        { "2:24: error: dragonfly cannot say '_In_z_' [convert-annotation]" })
    refused("; x\n0\tAUE_NULL\tSTD\t{ int a(void); } b c int\n", "freebsd-12", "freebsd-16",
        { "2:1: error: freebsd-16 cannot say the other name 'b' of 'a' [convert-alias]" })
    refused("; x\n%%ABI_HEADERS%%\n0\tAUE_NULL\tRESERVED\n", "freebsd-14", "freebsd-12", {
        "2:1: error: freebsd-12 cannot say %%ABI_HEADERS%% [convert-headers]",
        "3:1: error: freebsd-12 cannot say 'RESERVED' of '0' [convert-flag]",
    })
    refused("\t$NetBSD$\n%%\n0\tSTD\tMODULAR m\t{ int|sys||a(void); }\n1\tSTD\tRUMP\t{ int|sys|50|b(void); }\n",
        "netbsd", "dragonfly", {
            "3:1: error: dragonfly cannot say MODULAR m of 'a' [convert-netbsd]",
            "4:1: error: dragonfly cannot say RUMP of 'b' [convert-netbsd]",
        })
    refused("; x\n0\tSTD NOLOCK\t{ int sys_a(void); }\n1\tSTD\t{ int sys_b(int c, ... int d); }\n", "openbsd",
        "freebsd-10", {
            "2:1: error: freebsd-10 cannot say 'NOLOCK' of 'sys_a' [convert-word]",
            "3:1: error: freebsd-10 cannot say '...' with hidden arguments of 'sys_b' [convert-varargs]",
        })
    refused("; x\n0\tAUE_NULL\tSTD {\n\t\tint a(\n; why\n\t\t    int b\n\t\t);\n\t}\n", "freebsd-14", "freebsd-12",
        { "2:1: error: freebsd-12 cannot say a comment inside 'a' [convert-comment]" })
    refused("; x\n0\tAUE_NULL\tNODEF\ta a a_args int\n", "freebsd-12", "netbsd", {
        "2:1: error: netbsd cannot say the entry 'a' without a prototype [convert-nodef]",
    })
end

function tests.convert_is_a_command()
    expect.scratch(function(dir)
        expect.write(dir .. "/m", "; x\n0\tAUE_NULL\tSTD\t{ int a(int b, int c); }\n")
        local out, err, code = expect.run("gen/sysvec convert " .. dir .. "/m --to freebsd-16")
        expect.equal(err, "")
        expect.equal(code, 0)
        expect.equal(out, "; x\n0\tAUE_NULL\tSTD {\n\t\tint a(\n\t\t    int b,\n\t\t    int c\n\t\t);\n\t}\n")
        local cmd = ("gen/sysvec convert %s/m --to freebsd-16 -o %s/n"):format(dir, dir)
        out, err, code = expect.run(cmd .. " && " .. cmd .. " --check")
        expect.equal(out .. err, "")
        expect.equal(code, 0)
        out, err, code = expect.run("gen/sysvec convert " .. dir .. "/m --to netbds")
        expect.equal(out, "")
        expect.equal(code, 2)
        expect.contains(err, "did you mean 'netbsd'?")
    end)
end

function tests.declarators_are_cs()
    local function arg(text)
        local a = cdecl.argument(text, {})
        return { a.type, a.name, a.annotation, a.array, a.func, a.problem }
    end
    expect.equal(arg("const char *path"), { "const char *", "path" })
    expect.equal(arg("char* path"), { "char *", "path" })
    expect.equal(arg("const char * const*argv"), { "const char *const *", "argv" })
    expect.equal(arg("int fds[2]"), { "int *", "fds", nil, "2" })
    expect.equal(arg("int a[2][3]"), { "int (*)[3]", "a", nil, "2" })
    expect.equal(arg("void (*f)(int, char *)"), { "void (*)(int, char *)", "f", nil, nil, true })
    expect.equal(arg("int f(int)"), { "int (*)(int)", "f", nil, nil, true })
    expect.equal(arg("_Out_writes_bytes_(n * sizeof(int)) int *a"),
        { "int *", "a", "_Out_writes_bytes_(n * sizeof(int))" })
    expect.equal(arg("_In_ _Contains_long_ptr_ struct x *a"), { "struct x *", "a", "_In_ _Contains_long_ptr_" })
    expect.equal(arg("_Bool b"), { "_Bool", "b" })
    expect.equal(arg("unsigned long")[6], "the argument has no name")
    expect.equal(arg("struct x")[6], "the argument has no name")
    expect.equal(cdecl.argument("int a /* one, two */").comment, "one, two")
    local pieces = {}
    for i, piece in ipairs(cdecl.split("int a /* x, y */, _In_reads_(n, m) T *b, void (*f)(int, int)")) do
        pieces[i] = piece[2]
    end
    expect.equal(pieces, { "int a /* x, y */", " _In_reads_(n, m) T *b", " void (*f)(int, int)" })
end

function tests.places_point_at_the_argument()
    local record = parse(golden("freebsd-14"))
    local read = master.calls(record)[4]
    expect.equal(read.func, "read")
    expect.equal({ read.loc.line, read.name_loc.line, read.name_loc.col }, { 25, 26, 11 })
    expect.equal({ read.args[2].loc.line, read.args[2].loc.col }, { 28, 7 })
    expect.equal({ read.args[3].loc.line, read.args[3].loc.col }, { 30, 7 })
    expect.equal(read.comments, { { line = 29, text = "; and one inside" } })
end

function tests.comments_inside_an_entry_may_hold_braces()
    local calls = master.calls(parse("; x\n0\tAUE_NULL\tSTD {\n\t\tint a(\n; { or } or int b(void); }\n" ..
        "\t\t    int c\n\t\t);\n\t}\n1\tAUE_NULL\tUNIMPL\tb\n", "freebsd-14"))
    expect.equal({ #calls, calls[1].args[1].name, calls[1].comments }, { 2, "c",
        { { line = 4, text = "; { or } or int b(void); }" } } })
end

function tests.branches_are_kept()
    local calls = master.calls(parse("; x\n#ifdef A\n#if B\n0\tAUE_NULL\tSTD\t{ int a(void); }\n#else\n" ..
        "0\tAUE_NULL\tUNIMPL\ta\n#endif\n#endif\n1\tAUE_NULL\tUNIMPL\tb\n", "freebsd-12"))
    expect.equal({ calls[1].branch, calls[2].branch, calls[3].branch },
        { { "#ifdef A", "#if B" }, { "#ifdef A", "#else" }, nil })
end

return tests
