-- SPDX-License-Identifier: BSD-2-Clause
-- The shared machinery: command line, sink, sources, outputs, the command entry.

local cli = require("cli")
local expect = require("expect")
local output = require("output")
local sink = require("sink")
local source = require("source")
local unified = require("unified")

local SPEC = {
    usage = "sysvec x FILE [-o DIR]",
    options = {
        { short = "o", long = "output", value = "DIR", help = "write into DIR", default = "." },
        { short = "n", long = "dry-run", help = "write nothing" },
        { short = "q", long = "quiet", help = "say nothing" },
        { long = "allow", value = "RULE", repeated = true, help = "let RULE pass" },
        { long = "color", value = "WHEN", choices = { "auto", "always", "never" }, help = "colours" },
    },
    min = 1, max = 2, examples = { "sysvec x a.spec" },
}

return {
    long_and_short_options_set_the_same_key = function()
        for _, args in ipairs({ { "-o", "d", "f" },
            { "-od", "f" }, { "--output", "d", "f" }, { "f", "--output=d" } }) do
            local opts, words = cli.parse(args, SPEC)
            expect.equal(opts.output, "d")
            expect.equal(words, { "f" })
        end
    end,
    short_booleans_join = function()
        local opts = cli.parse({ "-nq", "f" }, SPEC)
        expect.truthy(opts.dry_run and opts.quiet)
    end,
    repeated_options_collect = function()
        expect.equal(cli.parse({ "--allow=a", "--allow", "b", "f" }, SPEC).allow, { "a", "b" })
        expect.equal(cli.parse({ "f" }, SPEC).allow, {})
    end,
    double_dash_ends_options = function()
        local _, words = cli.parse({ "--", "-n", "-" }, SPEC)
        expect.equal(words, { "-n", "-" })
    end,
    unknown_option_is_named_with_a_suggestion = function()
        local opts, message = cli.parse({ "--outptu=d", "f" }, SPEC)
        expect.equal(opts, nil)
        expect.equal(message, "unknown option '--outptu', did you mean '--output'?")
        opts, message = cli.parse({ "--zzz", "f" }, SPEC)
        expect.equal(opts, nil)
        expect.equal(message, "unknown option '--zzz'")
    end,
    choices_are_enforced = function()
        local _, message = cli.parse({ "--color=alwys", "f" }, SPEC)
        expect.contains(message, "did you mean 'always'?")
    end,
    counts_of_positional_words_are_enforced = function()
        local _, message = cli.parse({}, SPEC)
        expect.contains(message, "too few arguments")
        _, message = cli.parse({ "a", "b", "c" }, SPEC)
        expect.contains(message, "unexpected argument 'c'")
    end,
    help_lists_options_and_ends_with_examples = function()
        local opts = cli.parse({ "--help" }, SPEC)
        expect.contains(opts.help, "-o, --output=DIR")
        expect.match(opts.help, "examples:\n  sysvec x a%.spec\n$")
    end,

    problems_are_sorted_and_repeats_dropped = function()
        local s = sink.new()
        s:error({ file = "b", line = 1, col = 1 }, "r", "last")
        s:warn({ file = "a", line = 2, col = 1 }, "r", "second %d", 2)
        s:error({ file = "a", line = 1, col = 9 }, "r", "first 100%")
        s:error({ file = "b", line = 1, col = 1 }, "r", "last")
        local texts = {}
        for i, p in ipairs(s:each()) do texts[i] = p.text end
        expect.equal(texts, { "first 100%", "second 2", "last" })
        expect.equal({ s:count("error"), s:count("warning"), s:count() }, { 2, 1, 3 })
    end,
    control_characters_do_not_reach_the_terminal = function()
        local s = sink.new()
        s:error({ file = "a" }, nil, "x\27[2J\ty\r")
        local shown
        s:print({ write = function(_, text) shown = text end }, { color = "never" })
        expect.equal(shown, "a: error: x\\x1b[2J\ty\\x0d\n")
    end,
    downgraded_rules_warn = function()
        local s = sink.new()
        s:downgrade({ gap = true })
        s:error({ file = "a", line = 1 }, "gap", "x")
        expect.problems(s, { "1: warning: x [gap]" })
    end,

    lines_handle_crlf_and_a_missing_last_newline = function()
        local found = {}
        for n, line in source.lines("a\r\n\nb") do found[n] = line end
        expect.equal(found, { "a", "", "b" })
    end,
    unreadable_paths_are_named = function()
        local text, err = source.read("/nonexistent/x")
        expect.equal(text, nil)
        expect.contains(err, "/nonexistent/x")
        text, err = source.read("/")
        expect.equal(text, nil)
        expect.match(err, "^/: ")
    end,

    outputs_are_written_once_and_only_if_changed = function()
        expect.scratch(function(dir)
            local function render(text)
                local o = output.new()
                o:add(dir .. "/new dir/a", text)
                o:add(dir .. "/b", "same\n")
                o:add("/dev/null", "gone")
                return o
            end
            expect.equal(render("1\n"):commit(), 2)
            expect.equal(render("1\n"):commit(), 0)
            expect.equal(render("2\n"):commit(), 1)
            expect.equal(expect.read(dir .. "/new dir/a"), "2\n")
            expect.equal(expect.run("ls '" .. dir .. "' '" .. dir .. "/new dir' | grep -c '[.]tmp$'"), "0\n")
        end)
    end,
    a_failed_write_leaves_the_old_files = function()
        expect.scratch(function(dir)
            expect.write(dir .. "/a", "old")
            expect.run("mkdir '" .. dir .. "/b'")
            local o = output.new()
            o:add(dir .. "/a", "new")
            o:add(dir .. "/c", "new")
            o:add(dir .. "/b", "cannot replace a directory")
            local changed, err = o:commit()
            expect.equal(changed, nil)
            expect.contains(err, dir .. "/b")
            expect.equal(expect.read(dir .. "/a"), "old")
            expect.equal(expect.run("ls " .. dir), "a\nb\n")
        end)
    end,
    check_shows_a_diff_and_counts = function()
        expect.scratch(function(dir)
            expect.write(dir .. "/a", "1\n2\n3\n")
            local o = output.new()
            o:add(dir .. "/a", "1\nX\n3\n")
            local shown = {}
            local stale = o:check({ write = function(_, text) shown[#shown + 1] = text end })
            expect.equal(stale, 1)
            expect.contains(table.concat(shown), "@@ -1,3 +1,3 @@\n 1\n-2\n+X\n 3\n")
            expect.equal(expect.read(dir .. "/a"), "1\n2\n3\n")
        end)
    end,
    depfiles_quote_what_make_would_split = function()
        local o = output.new()
        o:depfile("x.d", "x.c", { "a b", "c$d" })
        expect.equal(o.text["x.d"], "x.c: \\\n  a\\ b \\\n  c$$d\n\na\\ b:\n\nc$$d:\n")
    end,
    unified_diff_agrees_with_patch = function()
        expect.scratch(function(dir)
            local seed = 7
            local function random(n)
                seed = (seed * 1103515245 + 12345) % 2147483648
                return seed // 65536 % n
            end
            for round = 1, 20 do
                local a, b = {}, {}
                for i = 1, 60 do
                    a[i] = "line " .. random(9)
                    local what = random(8)
                    if what > 0 then b[#b + 1] = a[i] end
                    if what == 7 then b[#b + 1] = "new " .. random(5) end
                end
                local old, new = table.concat(a, "\n") .. "\n", table.concat(b, "\n") .. (round % 2 == 0 and "\n" or "")
                expect.write(dir .. "/f", old)
                expect.write(dir .. "/d", unified.diff("f", old, "f", new))
                local out, err, code = expect.run("cd " .. dir .. " && patch -s f d")
                if code == 127 then return "skip", "no patch here" end
                expect.equal(out .. err, "")
                expect.equal(expect.read(dir .. "/f"), new)
            end
        end)
    end,

    unknown_subcommands_exit_2_with_a_suggestion = function()
        local _, err, code = expect.run("gen/sysvec makesyscall")
        expect.equal(code, 2)
        expect.contains(err, "did you mean 'makesyscalls'?")
    end,
    the_command_runs_from_another_directory = function()
        local out, _, code = expect.run("cd gen && ./sysvec --help && cd / && $OLDPWD/sysvec --help >/dev/null")
        expect.equal(code, 0)
        expect.contains(out, "makesyscalls")
    end,
}
