-- SPDX-License-Identifier: BSD-2-Clause
--
-- sysvec port VECTOR: what a new architecture's vector needs, from imported facts and a vector that there is.

local cli = require("cli")
local load = require("load")
local output = require("output")
local port = require("port.plan")
local sink = require("sink")
local source = require("source")

local command = { summary = "a new architecture: its vector, and what is left to decide" }

local SPEC = {
    usage = "sysvec port VECTOR [--from VECTOR] [--dry-run]",
    about = "Creates what VECTOR lacks (vector file, syscalls.master, skeletons) from imported facts and another vector,\n" ..
        "then lists what no header says.  What stands is never replaced; a second run changes nothing.",
    options = {
        { long = "from", value = "VECTOR", help = "start from this vector (default: the nearest of the same system)" },
        { long = "native", value = "OS/ARCH", help = "the kernel below (default: the same architecture)" },
        { long = "dry-run", help = "write nothing; exit 1 if anything would be written" },
        { long = "specs", value = "DIR", help = "folder of the specs" },
        { long = "color", value = "WHEN", choices = { "auto", "always", "never" }, help = "colour of messages" },
    },
    min = 1, max = 1,
    examples = {
        "sysvec port linux-loong64 --dry-run",
        "sysvec port linux-riscv64 --from linux-arm64",
        "sysvec port linux-i386 --native freebsd/amd64",
    },
}

local function say(text)
    io.stderr:write("sysvec port: ", text, "\n")
end

-- Many rows of a master in a few lines.
local function print_changes(changes)
    local from, order = {}, {}
    for _, line in ipairs(changes) do
        local origin = line:match("^%+ call %S+ %d+ %((.*)%)$")
        if not origin then
            io.stdout:write(line, "\n")
        else
            if not from[origin] then
                from[origin] = 0
                order[#order + 1] = origin
            end
            from[origin] = from[origin] + 1
        end
    end
    for _, origin in ipairs(order) do io.stdout:write(("+ %d calls %s\n"):format(from[origin], origin)) end
end

-- "what is left", numbered
local function print_decisions(plan)
    local number = 0
    local function item(fmt, ...)
        number = number + 1
        io.stdout:write(("%3d. "):format(number), fmt:format(...), "\n")
    end
    if plan.vector then
        for _, entry in ipairs(plan.vector.undecided) do item("%s: %s", entry.name, entry.text) end
    end
    for _, call in ipairs(plan.unknown) do
        item("call %s (%d) %s: write its row in syscalls.master from its SYSCALL_DEFINE", call.name, call.number, call.why)
    end
    for _, p in ipairs(plan.problems) do item("%s: %s%s", sink.place(p.loc), p.text, p.rule and " [" .. p.rule .. "]" or "") end
    if number == 0 then io.stdout:write("nothing is left to decide\n") end
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
    local problems = sink.new()
    local specs = opts.specs or load.default_root()
    local plan, why, code = port.make({ specs = specs, name = words[1], from = opts.from, native = opts.native,
        src = source.new() }, problems)
    problems:print(io.stderr, { color = opts.color })
    if not plan then
        say(why)
        return code or 3
    elseif problems:count("error") > 0 then
        say("the vector that stands has errors; nothing was changed")
        return 1
    end
    print_changes(plan.changes)
    if not opts.dry_run then
        local out = output.new()
        for _, path in ipairs(plan.order) do out:add(path, plan.texts[path]) end
        local changed, reason = out:commit()
        if not changed then
            say(reason)
            return 3
        end
    end
    io.stdout:write(("%s, from %s; left to decide:\n"):format(words[1], plan.from))
    print_decisions(plan)
    return opts.dry_run and #plan.order > 0 and 1 or 0
end

return command
