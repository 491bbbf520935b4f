-- SPDX-License-Identifier: BSD-2-Clause
--
-- Every rule about masters and confs, on fixtures whose bad lines carry the message they must cause.  The
-- comment that opens a fixture ends in words of the form
--     profile freebsd-12 [dialect D] [conf KEY=VALUE ...]
-- and for lint fixtures `lint`.

local check = require("check.master")
local cli = require("cli")
local conf_parser = require("parse.conf")
local expect = require("expect")
local lint = require("check.master_lint")
local master = require("parse.master")
local profiles = require("profile.profiles")
local rules = require("check.master_rules")
local sink = require("sink")

local MARK = ";~"
local DIR = "/tests/gen/master/rules/"

local function audit_events()
    return check.audit_events(expect.read(expect.root .. "/specs/freebsd/audit.events"))
end

local function fixtures()
    local out = expect.run("ls tests/gen/master/rules")
    local names = {}
    for name in out:gmatch("[^\n]+%.master") do names[#names + 1] = name end
    return names
end

local function run(name)
    local marked = expect.read(expect.root .. DIR .. name)
    local text = expect.unmarked(marked, MARK)
    local header = text:match("[^\n]-;[^\n]-profile ([^\n]*)") or text:match("[^\n]-;[^\n]-(lint[^\n]*)")
    local s = sink.new()
    local record = master.parse(text, name, { dialect = header:match("dialect (%S+)") }, s)
    local profile = header:match("^lint") == nil and profiles.get(header:match("^%S+")) or nil
    if not profile then
        check.master(record, { audit = audit_events() }, s)
        lint.check({ record }, { wide = header:find("wide") ~= nil }, s)
    else
        local conf = header:match("conf (.*)")
        if conf then conf = conf_parser.parse(conf, "conf", s) end
        local settings = profiles.settings(profile, conf)
        local env = { sink = s, profile = profile, conf = conf, audit = audit_events() }
        check.profile(record, profile, settings, env)
        if s:count("error") == 0 then
            env.wanted = {}
            require(profile.module).render(record, settings, env)
        end
    end
    return s, marked
end

local tests = {}

for _, name in ipairs(fixtures()) do
    tests["fixture_" .. name:gsub("%.master$", "")] = function()
        local s, marked = run(name)
        expect.annotated(s, marked, MARK)
    end
end

local function problems_of(text, file)
    local s = sink.new()
    conf_parser.parse(text, file or "conf", s)
    return s
end

function tests.every_rule_has_a_fixture()
    local seen = {}
    local out = expect.run("cat tests/gen/master/rules/* tests/gen/*master*_test.lua tests/gen/makesyscalls_test.lua")
    for name in out:gmatch("%[([%l%d%-]+)%]") do seen[name] = true end
    local missing = {}
    for _, rule in ipairs(rules.list) do
        if not seen[rule.name] then missing[#missing + 1] = rule.name end
    end
    expect.equal(table.concat(missing, " "), "")
end

function tests.every_message_of_a_fixture_has_a_known_rule()
    local names = check.rule_names()
    for _, name in ipairs(fixtures()) do
        for rule in expect.read(expect.root .. DIR .. name):gmatch("%[(%l[%l%-]+)%][ \n]") do
            expect.truthy(rules.by_name[rule], rule .. ", near " .. tostring(cli.nearest(rule, names)))
        end
    end
end

function tests.crlf_is_an_error_once()
    local s = sink.new()
    master.parse("; x\r\n0\tAUE_NULL\tSTD\t{ int a(void); }\r\n", "m", {}, s)
    expect.problems(s, {
        "1:4: error: lines end in CR LF, which the system's own generators take for text [line-crlf]",
    })
end

function tests.blanks_after_a_backslash_are_an_error()
    local s = sink.new()
    master.parse("; x\n0\tAUE_NULL\tSTD\t{ int a( \\ \n int b); }\n", "m", {}, s)
    expect.problems(s, { "2:25: error: blanks after the backslash [line-blank]" })
end

function tests.trailing_blanks_that_freebsd_16_stumbles_over()
    local s = sink.new()
    local text = "; x\n0\tAUE_NULL\tSTD {\n\t\tint a(\n\t\t    int b\n\t\t); \n\t}\n"
    local record = master.parse(text, "m", {}, s)
    local profile = profiles.get("freebsd-16")
    check.profile(record, profile, profiles.settings(profile), { sink = s, profile = profile })
    expect.problems(s, { "5: error: freebsd-16 does not know this line for its trailing blanks [line-blank]" })
end

function tests.a_conf_is_not_executed()
    expect.problems(problems_of("a=1\nsysnames=`echo x`\n"), {
        "2:10: error: 'sysnames' is set by a shell command, and a conf file is not executed [conf-shell]",
    })
    expect.problems(problems_of('a="$(rm -rf x)"\n'), {
        "1:4: error: '$(rm -rf x)' in the value of 'a' needs a shell, and a conf file is not executed [conf-shell]",
    })
    expect.problems(problems_of('a="${HOME}/x"\nrm -rf x\n'), {
        "1:4: error: '${HOME}' in the value of 'a' needs a shell, and a conf file is not executed [conf-shell]",
        "2:1: error: 'rm -rf x' is no assignment; a conf file is not executed [conf-shell]",
    })
    expect.problems(problems_of('a="x\n'), { "1:3: error: this quote is not closed [conf-quote]" })
end

function tests.the_conf_grammar_is_the_shells()
    local s = sink.new()
    local conf = conf_parser.parse("a=\"1 \\\"2\\\" \\$x\"  # c\nb='it \\n'; c=three\\ x\n#d=1\nb=again\n" ..
        "e=\"two\nlines\"\nf=\n", "conf", s)
    expect.problems(s, {})
    expect.equal(conf.value, { a = '1 "2" $x', b = "again", c = "three x", e = "two\nlines", f = "" })
end

function tests.blanks_around_the_equals_sign_are_taken()
    local s = sink.new()
    expect.equal(conf_parser.parse("a = \"x y\"\nb =z\n", "conf", s).value, { a = "x y", b = "z" })
    expect.problems(s, {})
end

function tests.the_one_known_idiom_of_sed_is_understood()
    local s = sink.new()
    local conf = conf_parser.parse("capenabled=`sed -n -e " ..
        "'s/.*\\<\\(cloudabi[0-9]*_sys_[a-z0-9_]*\\)\\>.*/\\1/p' $1 | tr '\\n' ','`\n", "conf", s)
    expect.problems(s, {})
    expect.equal(conf.idiom.capenabled, { pattern = "cloudabi[0-9]*_sys_[a-z0-9_]*" })
end

local function settings_problems(profile_name, conf_text, master_text)
    local s = sink.new()
    local conf = conf_parser.parse(conf_text, "conf", s)
    local profile = profiles.get(profile_name)
    local record = master.parse(master_text or "; x\n0\tAUE_NULL\tUNIMPL\tx\n", "m", { dialect = profile_name }, s)
    check.profile(record, profile, profiles.settings(profile, conf), { sink = s, profile = profile, conf = conf })
    return s
end

function tests.settings_are_checked()
    expect.problems(settings_problems("freebsd-14", "sysname=x\n"), {
        "1:1: warning: freebsd-14 has no setting 'sysname', did you mean 'sysnames'? [conf-key]",
    })
    expect.problems(settings_problems("freebsd-14", "abi_flags=longsize\ncompat_set=x\nmincompat=y\n"), {
        "1:1: error: there is no abi flag 'longsize', did you mean 'long_size'? [conf-value]",
        "2:1: error: there is no compat_set 'x'; it is native or empty [conf-value]",
        "3:1: error: 'mincompat' is a number, not 'y' [conf-value]",
    })
    expect.problems(settings_problems("netbsd", "sysnames=a\nsysnumhdr=b\nsyssw=c\nsysarghdr=d\nswitchname=e\n" ..
        "namesname=f\nnsysent=1\n", "\t$NetBSD$\n%%\n0\tUNIMPL\n1\tUNIMPL\n"), {
        "error: the conf does not set 'constprefix' [conf-missing]",
        "7:1: error: nsysent is 1, and the last number 1 [conf-value]",
    })
end

function tests.pointers_in_syscall_no_abi_change_are_reported()
    local s = sink.new()
    local conf = conf_parser.parse("abi_flags=pointer_args\nsyscall_no_abi_change=a\n", "conf", s)
    local profile = profiles.get("freebsd-14")
    local record = master.parse("; x\n0\tAUE_NULL\tSTD\t{ int a(char *b); }\n", "m", { dialect = "freebsd-14" }, s)
    local settings = profiles.settings(profile, conf)
    require(profile.module).render(record, settings, { sink = s, profile = profile, conf = conf })
    expect.problems(s, {
        "2:1: warning: 'a' is in syscall_no_abi_change and has pointer arguments [abi-pointer]",
    })
end

function tests.a_number_the_conf_makes_obsolete_is_not_defined()
    local s = sink.new()
    local conf = conf_parser.parse("obsol=a\n", "conf", s)
    local profile = profiles.get("freebsd-16")
    local record = master.parse("; x\n0\tAUE_NULL\tSTD {\n\t\tint a(void);\n\t}\n", "m", {}, s)
    local settings = profiles.settings(profile, conf)
    local files = require(profile.module).render(record, settings, { sink = s, profile = profile, conf = conf })
    expect.problems(s, {
        "1:1: warning: freebsd-16's generator still defines the number of 'a', which the conf makes obsolete " ..
            "[bug-obsol]",
    })
    for _, file in ipairs(files) do
        if file.key == "syshdr" then expect.contains(file.text, "/* 0 is obsolete a */") end
    end
end

function tests.freebsd_12_forgets_capenabled()
    local _, err = expect.run("gen/sysvec makesyscalls --check tests/gen/master/golden/cloudabi/syscalls.master " ..
        "tests/gen/master/golden/cloudabi/syscalls.conf")
    expect.contains(err, "here they are marked SYF_CAPENABLED [bug-capenabled]")
end

return tests
