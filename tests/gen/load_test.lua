-- SPDX-License-Identifier: BSD-2-Clause
-- Specs -> a vector's two sides: values by architecture, layers of files, what cannot be read.

local expect = require("expect")
local fixtures = require("fixtures")
local load = require("load")
local memory = require("memory")
local model = require("model")
local sink = require("sink")
local source = require("source")

-- the foreign side of the rich tree on an architecture
local function foo_on(arch, more)
    local files = fixtures.laid(fixtures.rich(), more or {})
    files["specs/vectors/t.vector"] = "# t\nvector t\n foreign foo/" .. arch .. "\n native bar/a64\n pair foo-on-bar\n"
    local s = sink.new()
    local world, why = load.vector("specs", "t", memory.new(files), s)
    expect.truthy(world, why or "")
    expect.problems(s, {})
    return world.foreign, world
end

local function value(side, domain, name)
    local item = model.lookup(side, domain, name)
    return item and item.value
end

return {
    own_name_beats_family_beats_base = function()
        expect.equal(value(foo_on("a64"), "open_flags", "O_CREAT"), 0x40)
        expect.equal(value(foo_on("m32"), "open_flags", "O_CREAT"), 256)
        expect.equal(value(foo_on("n32"), "open_flags", "O_CREAT"), 0x40)
        expect.equal(value(foo_on("n32"), "open_flags", "O_DSYNC"), 0x10)
    end,
    the_first_family_wins = function()
        local more = { ["specs/foo/t.spec"] = '# t\nsource "x"\nenum t\n    ONE  1  b=3 a=2\n' }
        expect.equal(value(foo_on("a64", more), "t", "ONE"), 2)
        expect.equal(value(foo_on("x32", more), "t", "ONE"), 2)
        expect.equal(value(foo_on("q32", more), "t", "ONE"), 1)
    end,
    values_may_name_earlier_members_and_shift = function()
        expect.equal(value(foo_on("a64"), "open_flags", "O_SYNC"), 0x101000)
        expect.equal(value(foo_on("m32"), "open_flags", "O_SYNC"), 0x4010)
        expect.equal(value(foo_on("a64"), "madvice", "MADV_CHAR"), 65)
        expect.equal(value(foo_on("a64"), "wide", "W_HIGH"), math.mininteger)
    end,
    an_alias_with_a_value_of_its_own_is_none = function()
        local a64, m32 = foo_on("a64"), foo_on("m32")
        expect.equal(value(a64, "errno", "EWOULD"), 11)
        expect.equal(a64.domain.errno.by_name.EWOULD.alias_of, "EAGAIN")
        expect.equal(value(m32, "errno", "EWOULD"), 36)
        expect.equal(m32.domain.errno.by_name.EWOULD.alias_of, nil)
    end,
    absent_members_stand_apart = function()
        local a64, m32 = foo_on("a64"), foo_on("m32")
        expect.equal(value(a64, "madvice", "MADV_ELSE"), nil)
        expect.equal(a64.domain.madvice.absent[1].name, "MADV_ELSE")
        expect.equal(value(m32, "madvice", "MADV_ELSE"), 20)
    end,
    old_and_header_values_are_kept = function()
        local madvice = foo_on("a64").domain.madvice
        local dump = madvice.by_name.MADV_DONTDUMP
        expect.equal({ dump.value, dump.since, #dump.was }, { 16, "3.4", 2 })
        expect.equal({ dump.was[1].value, dump.was[1].upto, dump.was[2].value }, { 69, "6.2", 5 })
        expect.equal(#foo_on("q32").domain.madvice.by_name.MADV_DONTDUMP.was, 1)
        expect.equal(foo_on("a64").domain.wide.by_name.W_ONE.header_value, 3)
        expect.equal(madvice.unknown, { op = "pass" })
    end,
    ranges_and_number_bases_differ_by_architecture = function()
        local a64, m32, x32 = foo_on("a64"), foo_on("m32"), foo_on("x32")
        expect.equal({ a64.domain.signal.ranges[1].last, m32.domain.signal.ranges[1].last }, { 64, 127 })
        expect.equal({ a64.arch.number_base, m32.arch.number_base, x32.arch.number_base }, { 0, 4000, 0x40000000 })
        expect.equal(a64.arch.private, { first = 0xf0000, last = 0xf0005 })
        expect.equal({ x32.arch.bits, x32.arch.long, m32.arch.long }, { 64, 32, 32 })
    end,
    layouts_follow_the_architecture = function()
        local a64, m32, q32 = foo_on("a64"), foo_on("m32"), foo_on("q32")
        local stat = a64.struct.stat
        expect.equal({ stat.size, stat.align, stat.field.st_tim.offset, stat.field.st_tim.size }, { 40, 8, 16, 16 })
        stat = m32.struct.stat
        expect.equal({ stat.size, stat.field.st_dev.type.base, stat.field.st_tim.offset, stat.field.st_tim.size },
            { 24, "u32", 8, 8 })
        expect.equal(stat.field.__pad, nil)
        expect.equal({ a64.struct.info.align, q32.struct.info.align }, { 8, 4 })
        expect.truthy(model.packed(a64.struct.event))
        expect.truthy(not model.packed(q32.struct.event) and not model.packed(a64.struct.stat))
        expect.equal(a64.struct.info.field["kill.sig"].when.members, { "MADV_NORMAL", "MADV_DONTDUMP" })
    end,
    request_numbers_come_from_the_encoder_of_the_architecture = function()
        local function number(arch, name) return foo_on(arch).ioctl_group.tty.by_name[name].value end
        expect.equal({ number("a64", "FIONREAD"), number("m32", "FIONREAD"), number("q32", "FIONREAD") },
            { 0x8004667f, 0x4004667f, 0x4004667f })
        expect.equal({ number("a64", "FIOBOTH"), number("m32", "FIOBOTH"), number("q32", "FIOBOTH") },
            { 0xc0086680, 0xc0086680, 0xc0086680 })
        expect.equal({ number("a64", "FIOODD"), number("m32", "FIOODD"), number("q32", "FIOODD") },
            { 0x40046681, 0x80046681, 0x80046681 })
        expect.equal({ number("a64", "TIOCGWIN"), number("m32", "TIOCGWIN") }, { 0x5413, 0x40087468 })
        local _, world = foo_on("a64")
        local bar = world.native.ioctl_group.term.by_name
        expect.equal({ bar.TIOCGSIZE.value, bar.TIOCSWINSZ.value, bar.TIOCSCTTY.value, bar.FIOINT.value },
            { 0x40087468, 0x80087467, 0x20007461, 0x20046603 })
    end,
    files_of_an_architecture_replace_blocks_of_the_base = function()
        local more = {
            ["specs/foo/t.spec"] = '# t\nsource "x"\nenum t\n    ONE  1\nenum u\n    TWO  2\n',
            ["specs/foo/mipsy/t.spec"] = '# t\nsource "x"\nenum t\n    ONE  11\n',
            ["specs/foo/m32/t.spec"] = '# t\nsource "x"\nenum u\n    TWO  22\nenum v\n    THREE  3\n',
        }
        local m32, n32, a64 = foo_on("m32", more), foo_on("n32", more), foo_on("a64", more)
        expect.equal({ value(m32, "t", "ONE"), value(m32, "u", "TWO"), value(m32, "v", "THREE") }, { 11, 22, 3 })
        expect.equal({ value(n32, "t", "ONE"), value(n32, "u", "TWO") }, { 11, 2 })
        expect.equal({ value(a64, "t", "ONE"), value(a64, "u", "TWO") }, { 1, 2 })
    end,
    calls_take_directions_from_the_master_and_the_companion = function()
        local side = foo_on("a64")
        local read, poll = side.call.read, side.call.poll
        expect.equal({ read.number, read.since, read.args[2].dir, read.args[2].bytes }, { 0, "1.0", "out", "count" })
        expect.equal({ poll.args[1].struct, poll.args[1].count_arg, poll.args[3].scalar, poll.args[3].count },
            { "event", "count", "i32", 2 })
        expect.equal({ side.call.gone.empty, side.call.open.args[1].path }, { true, true })
        expect.equal({ side.calls[#side.calls].number, side.calls[#side.calls].last }, { 10, 12 })
    end,
    arguments_of_calls_lines_get_their_kinds = function()
        local _, world = foo_on("a64")
        local kinds = {}
        for i, arg in ipairs(world.calls.gettime.args) do kinds[i] = arg.kind end
        expect.equal(kinds, { "path", "struct", "ptr", "scalar" })
        local poll = world.calls.poll
        expect.equal({ poll.args[1].nullable, poll.args[1].count, poll.args[1].dir }, { true, 2, "inout" })
        expect.equal(world.calls.open.service_args[1].name, "B_CONST")
        expect.equal({ world.calls.kill.result, world.calls.mount.errno, world.calls.sync.op },
            { "signal", "EPERM", "zero" })
    end,
    policies_turn_round = function()
        local _, world = foo_on("a64")
        local out = model.policy(world.policies, "domain", "advice", "bar", "foo")
        expect.equal({ out.to_name, out.by_name.MADV_NOCORE.targets[1] }, { "madvice", "MADV_DONTDUMP" })
        local errno = model.policy(world.policies, "domain", "errno", "bar", "foo")
        local how, targets = model.answer(errno, world.native.domain.errno, world.native.domain.errno.by_name.EBAR,
            world.foreign.domain.errno)
        expect.equal({ how, targets[1].name, errno.fallback }, { "lossy", "EPERM", "EINVAL" })
    end,

    the_examples_of_the_readme_are_read = function()
        local spec = require("parse.spec")
        local text = expect.read(expect.root .. "/specs/README.md"):gsub("\r", "")
        local s, blocks, example = sink.new(), 0, nil
        for line in text:gmatch("([^\n]*)\n") do
            if line:find("^```") then
                if example and not example:find("^specs/") then
                    blocks = blocks + #spec.parse(example, "README", s).blocks
                end
                example = not example and "" or nil
            elseif example then
                example = example .. line .. "\n"
            end
        end
        expect.problems(s, {})
        expect.truthy(blocks >= 18, "blocks in the examples: " .. blocks)
    end,

    unknown_vectors_come_with_a_suggestion = function()
        local world, why, code = load.vector("specs", "foo-a46", memory.new(fixtures.base()), sink.new())
        expect.equal({ world, why, code }, { nil, "unknown vector 'foo-a46', did you mean 'foo-a64'?", 2 })
        world, why, code = load.vector("specs", "zzzzzz", memory.new(fixtures.base()), sink.new())
        expect.equal({ world, why, code }, { nil, "unknown vector 'zzzzzz'; specs/vectors holds foo-a64", 2 })
    end,
    missing_directories_are_named = function()
        local world, why, code = load.vector("/nonexistent/specs", "foo-a64", source.new(), sink.new())
        expect.equal({ world, code }, { nil, 3 })
        expect.contains(why, "/nonexistent/specs/vectors: no such directory")
        world, why, code = load.tree("/nonexistent/specs", source.new(), sink.new())
        expect.equal({ world, code }, { nil, 3 })
        expect.contains(why, "/nonexistent/specs: no such directory")
    end,
    the_shipped_tree_loads_in_time = function()
        local before = os.clock()
        local s = sink.new()
        local world = load.vector(expect.root .. "/specs", "linux-amd64", source.new(), s)
        require("check.spec").world(world, s)
        local seconds = os.clock() - before
        -- well under 0.15 s alone; four times that when the machine is busy
        expect.truthy(seconds < 0.6, ("loaded and checked in %.3f s"):format(seconds))
    end,
}
