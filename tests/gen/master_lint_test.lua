-- SPDX-License-Identifier: BSD-2-Clause
-- Masters given together: the same handler must look the same in each.

local expect = require("expect")
local lint = require("check.master_lint")
local master = require("parse.master")
local sink = require("sink")

local function compare(...)
    local s, records = sink.new(), {}
    for i, line in ipairs({ ... }) do
        records[i] = master.parse("; x\n0\tAUE_NULL\tSTD\t{ int nosys(void); }\n" .. line .. "\n", "m" .. i,
            { dialect = "freebsd-12" }, s)
    end
    lint.check(records, {}, s)
    return s
end

return {
    equal_handlers_pass = function()
        expect.problems(compare("1\tAUE_NULL\tSTD\t{ int a(char *b); }",
            "1\tAUE_NULL\tNOPROTO\t{ int a(char* b); }"), {})
    end,
    counts_differ = function()
        expect.problems(compare("1\tAUE_NULL\tSTD\t{ int a(int b); }",
            "1\tAUE_NULL\tSTD\t{ int a(int b, int c); }"), {
            "3:22: error: 'a' has 2 arguments here and 1 at m1:3 [handler-count]",
        })
    end,
    types_differ = function()
        expect.problems(compare("1\tAUE_NULL\tSTD\t{ int a(int b); }", "1\tAUE_NULL\tSTD\t{ int a(long b); }"), {
            "3:24: warning: 'b' of 'a' is 'long' here and 'int' at m1:3 [handler-type]",
        })
    end,
    an_order_of_the_architectures_own_is_no_difference = function()
        expect.problems(compare("1\tAUE_NULL\tSTD\t{ int a(int b, long c); }",
            "1\tAUE_NULL\tSTD\t{ int a(long c, int b); }"), {})
        expect.problems(compare("1\tAUE_NULL\tSTD\t{ int a(int b, long c); }",
            "1\tAUE_NULL\tSTD\t{ int a(long b, int c); }"), {
            "3:24: warning: 'b' of 'a' is 'long' here and 'int' at m1:3 [handler-type]",
            "3:32: warning: 'c' of 'a' is 'int' here and 'long' at m1:3 [handler-type]",
        })
    end,
    halves_of_wide_arguments_are_no_difference = function()
        expect.problems(compare("1\tAUE_NULL\tSTD\t{ int a(int fd, l_loff_t b, l_loff_t c); }",
            "1\tAUE_NULL\tSTD\t{ int a(int fd, uint32_t b1, uint32_t b2, uint32_t c1, uint32_t c2); }"), {})
    end,
    spellings_of_one_type_are_no_difference = function()
        expect.problems(compare("1\tAUE_NULL\tSTD\t{ int a(l_int b, l_ulong c); }",
            "1\tAUE_NULL\tSTD\t{ int a(int b, unsigned long c); }"), {})
    end,
    return_types_and_audit_events_differ = function()
        expect.problems(compare("1\tAUE_NULL\tSTD\t{ int a(int b); }", "1\tAUE_READ\tSTD\t{ long a(int b); }"), {
            "3:1: error: 'a' is AUE_READ here and AUE_NULL at m1:3 [audit-differs]",
            "3:23: error: 'a' returns 'long' here and 'int' at m1:3 [handler-return]",
        })
    end,
    compat_handlers_are_other_functions = function()
        expect.problems(compare("1\tAUE_NULL\tSTD\t{ int a(int b); }", "1\tAUE_NULL\tCOMPAT\t{ int a(void); }"), {})
    end,
}
