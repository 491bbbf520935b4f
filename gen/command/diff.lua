-- SPDX-License-Identifier: BSD-2-Clause
--
-- sysvec diff OLD NEW: what changed between two versions of an ABI, whom it breaks, what it moves.
--
-- Exit status: 1 when a finding that is not waived is as severe as --fail-on, or a waiver is wrong; else 3 when something
-- could not be looked at; else 0.

local classify = require("diff.classify")
local cli = require("cli")
local input = require("diff.input")
local load = require("load")
local output = require("output")
local review = require("diff.review")
local sink = require("sink")
local source = require("source")
local waiver = require("diff.waiver")

local command = { summary = "what changed between two versions of an ABI, and what that moves" }

local FORMATS = { "text", "markdown", "json", "sarif", "junit", "html" }

local SPEC = {
    usage = "sysvec diff OLD NEW [--format F] [--fail-on LEVEL] [--waivers FILE]",
    about = "OLD and NEW: trees of specs, spec files, syscalls.masters of any dialect, headers (a directory, a linux-libc-dev\n" ..
        "as .deb, a FreeBSD sys/ tree), or REV:PATH in git.  Mixed kinds are compared by what both can tell.",
    options = {
        { long = "format", value = "F", choices = FORMATS, default = "text", help = table.concat(FORMATS, ", ") },
        { short = "o", long = "output", value = "FILE", help = "write there instead of to the terminal" },
        { long = "fail-on", value = "LEVEL", choices = classify.LEVELS, default = "wire",
            help = "exit 1 at this category or a more severe one: " .. table.concat(classify.LEVELS, ", ") },
        { long = "waivers", value = "FILE", help = "findings that were accepted, with reasons" },
        { long = "emit-waivers", help = "print a file of waivers for what would fail, to fill in" },
        { long = "abi", value = "LIST", repeated = true, help = "only these ABIs: amd64,hppa" },
        { long = "no-impact", help = "leave out what moves in our own tree" },
        { long = "specs", value = "DIR", help = "our own tree" },
        { long = "today", value = "DATE", help = "YYYY-MM-DD for waivers that expire (or SOURCE_DATE_EPOCH)" },
        { long = "jobs", value = "N", default = "2", help = "compile headers of so many ABIs at once" },
        { long = "quiet", help = "no progress" },
        { long = "color", value = "WHEN", choices = { "auto", "always", "never" }, help = "colour" },
    },
    min = 2, max = 2,
    examples = {
        "sysvec diff HEAD~1:specs specs",
        "sysvec diff linux-libc-dev_6.12.deb linux-libc-dev_7.2.deb --fail-on none",
        "sysvec diff releng/13.2:sys/kern/syscalls.master main:sys/kern/syscalls.master",
        "sysvec diff origin/main:specs specs --format markdown --waivers abi.waivers",
    },
}

local function say(text)
    io.stderr:write("sysvec diff: ", text, "\n")
end

local function colored(opts)
    if opts.color == "always" then return true end
    if opts.color == "never" or opts.output or (os.getenv("NO_COLOR") or "") ~= "" then return false end
    local term = os.getenv("TERM")
    return term ~= nil and term ~= "dumb" and os.execute("test -t 1") == true
end

local function progress(opts)
    if opts.quiet or os.execute("test -t 2") ~= true then return function() end, function() end end
    return function(done, all)
        io.stderr:write(("\rsysvec diff: %d of %d ABIs"):format(done, all))
    end, function()
        io.stderr:write("\r\27[K")
    end
end

local function abi_list(words)
    local list = {}
    for _, text in ipairs(words) do
        for name in text:gmatch("[^,%s]+") do list[#list + 1] = name end
    end
    return #list > 0 and list or nil
end

local function write(text, opts)
    if not opts.output or opts.output == "-" then
        io.stdout:write(text)
        return true
    end
    local out = output.new()
    out:add(opts.output, text)
    local changed, why = out:commit()
    if not changed then say(why) end
    return changed ~= nil
end

local function read_waivers(opts, all)
    if not opts.waivers then return {} end
    local text, why = source.read(opts.waivers)
    if not text then
        say(why)
        return nil
    end
    return waiver.parse(text, opts.waivers, all)
end

local function report(doc, opts, waivers, today, all)
    waiver.apply(waivers, doc, today, all)
    local failing = {}
    doc.fail_on = opts.fail_on
    for _, f in ipairs(doc.findings) do
        f.fails = not f.waived and classify.at_least(f.category, opts.fail_on)
        if f.fails then failing[#failing + 1] = f end
    end
    local text
    if opts.emit_waivers then
        text = waiver.template(opts.fail_on == "none" and doc.findings or failing)
    else
        text = require("diff.format." .. opts.format).render(doc, { color = colored(opts) })
    end
    if not write(text, opts) then return 3 end
    all:print(io.stderr, { color = opts.color })
    if doc.missing[1] and (opts.format ~= "text" or opts.output) then
        for _, entry in ipairs(doc.missing) do say((entry.abi and entry.abi .. ": " or "") .. entry.why) end
    end
    if all:count("error") > (doc.unread or 0) or (#failing > 0 and not opts.emit_waivers) then return 1 end
    return (#doc.missing > 0 or all:count("error") > 0) and 3 or 0
end

local function run(words, opts)
    local today, why = waiver.today(opts.today)
    if not today then
        say(why)
        return 2
    end
    local all = sink.new()
    local waivers = read_waivers(opts, all)
    if not waivers then return 3 end
    local sides = {}
    local function close()
        for _, side in ipairs(sides) do
            if side.close then side.close() end
        end
    end
    for i, word in ipairs(words) do
        local side, reason, code = input.open(word)
        if not side then
            close()
            say(reason)
            return code
        end
        sides[i] = side
    end
    -- problems of the specs themselves are lacking evidence, not findings
    local own = sink.new()
    local tell, clear = progress(opts)
    local doc, reason, code = review.run(sides[1], sides[2], { specs = opts.specs or load.default_root(),
        abis = abi_list(opts.abi), jobs = opts.jobs, tell = tell, impact = not opts.no_impact }, own)
    clear()
    close()
    for _, p in ipairs(own:each()) do
        if p.severity == "error" then all:error(p.loc, p.rule, "%s", p.text) end
    end
    if not doc then
        all:print(io.stderr, { color = opts.color })
        say(reason)
        return code
    end
    doc.unread = own:count("error")
    if doc.unread > 0 then
        doc.missing[#doc.missing + 1] = { why = ("%d lines could not be read; see the messages"):format(doc.unread) }
    end
    return report(doc, opts, waivers, today, all)
end

function command.run(args)
    local opts, words = cli.parse(args, SPEC)
    if not opts then
        say(words)
        return 2
    elseif opts.help then
        io.stdout:write(opts.help)
        return 0
    end
    local jobs = math.tointeger(tonumber(opts.jobs))
    if not jobs or jobs < 1 or jobs > 64 then
        say(("--jobs wants a number from 1 to 64, not '%s'"):format(opts.jobs))
        return 2
    end
    opts.jobs = jobs
    return run(words, opts)
end

return command
