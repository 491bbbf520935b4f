-- SPDX-License-Identifier: BSD-2-Clause
--
-- sysvec convert MASTER --to DIALECT: a syscalls.master in another system's grammar, comments kept.

local cli = require("cli")
local dialects = require("parse.master_dialect")
local master_parser = require("parse.master")
local master_text = require("parse.master_text")
local output = require("output")
local sink = require("sink")
local source = require("source")

local convert = { summary = "a syscalls.master in another system's grammar" }

local SPEC = {
    usage = "sysvec convert MASTER --to DIALECT [-o FILE]",
    about = "Writes the same calls in another dialect, with comments and preprocessor lines; what the other\n" ..
        "dialect cannot say is an error.  To its own dialect, it gives the canonical layout.",
    options = {
        { short = "t", long = "to", value = "DIALECT", choices = dialects.names,
            help = "freebsd-10, -12, -13, -14, -16, cloudabi, dragonfly, openbsd or netbsd" },
        { short = "f", long = "from", value = "DIALECT", choices = dialects.names, help = "default: recognised" },
        { short = "o", long = "output", value = "FILE", help = "default: standard output" },
        { long = "check", help = "write nothing; with -o show what is stale and exit 1" },
        { long = "color", value = "WHEN", choices = { "auto", "always", "never" }, default = "auto",
            help = "auto, always or never" },
    },
    min = 1, max = 1,
    examples = {
        "sysvec convert sys/i386/linux/syscalls.master --to freebsd-14 -o linux.master",
        "sysvec convert syscalls.master --to freebsd-16 | diff syscalls.master -",
    },
}

local function fail(code, fmt, ...)
    io.stderr:write("sysvec convert: ", fmt:format(...), "\n")
    return code
end

function convert.run(args)
    local opts, words = cli.parse(args, SPEC)
    if not opts then return fail(2, "%s", words) end
    if opts.help then
        io.stdout:write(opts.help)
        return 0
    end
    if not opts.to then return fail(2, "--to DIALECT says into what: %s", table.concat(dialects.names, ", ")) end
    local text, err = source.read(words[1])
    if not text then return fail(3, "cannot read the master: %s", err) end
    local problems = sink.new()
    local record = master_parser.parse(text, words[1], { dialect = opts.from }, problems)
    local result = problems:count("error") == 0 and master_text.write(record, opts.to, problems)
    problems:print(io.stderr, { color = opts.color })
    if problems:count("error") > 0 then return 1 end
    if not opts.output then
        if not opts.check then io.stdout:write(result) end
        return 0
    end
    local out = output.new()
    out:add(opts.output, result)
    if opts.check then return out:check(io.stdout) > 0 and 1 or 0 end
    local changed, why = out:commit()
    if not changed then return fail(3, "%s", why) end
    return 0
end

return convert
