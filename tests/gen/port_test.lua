-- SPDX-License-Identifier: BSD-2-Clause
-- A new architecture: what is made, what is left alone, what is left to decide.  On a made-up system with two architectures
-- that share a family, and on the shipped specs.

local expect = require("expect")
local load = require("load")
local memory = require("memory")
local port = require("port.plan")
local sink = require("sink")
local source = require("source")

local MASTER = [[
; calls
0	AUE_NULL	STD { int toy_exit(l_int code); }
1	AUE_OPEN	STD {
		int toy_open(
		    const char *path
		);
	}
2	AUE_NULL	OBSOL	gone
; the end
]]

local function tree(more)
    local files = {
        ["specs/toy/arch.spec"] = '# t\nsource "x"\narch one bits 64 endian little family f ioctl generic\n' ..
            "arch two bits 64 endian little family f ioctl generic\n",
        ["specs/toy/numbers.spec"] = '# t\nsource "x"\nenum call_number\n    exit 0 two=7\n    open 1 two=3\n' ..
            "    gone 2 two=8\n    other - two=4\n",
        ["specs/toy/types.spec"] = '# t\nsource "x"\ntypedefs\n    l_int i32\n',
        ["specs/toy/one/syscalls.master"] = MASTER,
        ["specs/nat/arch.spec"] = '# t\nsource "x"\narch one bits 64 endian little ioctl bsd\n',
        ["specs/nat/errno.spec"] = '# t\nsource "x"\nenum errno\n    EPERM 1\n',
        ["specs/toy/errno.spec"] = '# t\nsource "x"\nenum errno\n    EPERM 1\n',
        ["specs/vectors/toy-one.vector"] = "# t\nvector toy-one\n    foreign toy/one\n    native nat/one\n    prefix toy\n" ..
            "    brand osabi linux\n    brand interpreter /lib/one.so\n    errno negative\n    abi one\n    root /compat/toy\n",
    }
    for path, text in pairs(more or {}) do files[path] = text end
    return files
end

local function make(files, options)
    options = options or {}
    local problems = sink.new()
    local plan, why, code = port.make({ specs = "specs", name = options.name or "toy-two", from = options.from,
        native = options.native, src = memory.new(files) }, problems)
    return plan, why, code
end

local function merged(files, plan)
    local all = {}
    for path, text in pairs(files) do all[path] = text end
    for path, text in pairs(plan.texts) do all[path] = text end
    return all
end

local function names(list)
    local out = {}
    for _, entry in ipairs(list) do out[#out + 1] = entry.name end
    return table.concat(out, " ")
end

return {
    a_master_has_the_rows_of_the_other_under_its_own_numbers = function()
        local plan = make(tree())
        local text = plan.texts["specs/toy/two/syscalls.master"]
        expect.contains(text, "\n0-2\tAUE_NULL\tRESERVED\n" ..
            "3\tAUE_OPEN\tSTD {\n\t\tint toy_open(\n\t\t    const char *path\n\t\t);\n\t}\n")
        expect.contains(text, "\n4\tAUE_NULL\tUNIMPL\tother\n5-6\tAUE_NULL\tRESERVED\n" ..
            "7\tAUE_NULL\tSTD { int toy_exit(l_int code); }\n8\tAUE_NULL\tOBSOL\tgone\n")
        expect.truthy(not text:find("the end", 1, true))
        expect.equal(names(plan.unknown), "other")
        expect.equal(#plan.problems, 0)
    end,
    what_concerns_the_machine_is_not_copied = function()
        local plan = make(tree())
        local text = plan.texts["specs/vectors/toy-two.vector"]
        expect.contains(text, "    foreign toy/two\n    native nat/two\n")
        expect.contains(text, "    root /compat/toy\n")
        expect.truthy(not text:find("one.so", 1, true))
        expect.contains(text, "    undecided registers \"")
        expect.contains(plan.texts["specs/nat/arch.spec"], "arch two  bits 64  endian little  ioctl bsd\n")
        expect.contains(names(plan.vector.undecided), "interpreter registers arguments traps sigframe")
    end,
    a_second_run_changes_nothing = function()
        local files = tree()
        local plan = make(files)
        expect.truthy(#plan.order >= 4)
        local again = make(merged(files, plan))
        expect.equal(#again.order, 0)
        expect.equal(#again.changes, 0)
        expect.equal(names(again.unknown), "other")
        expect.equal(names(again.vector.undecided), names(plan.vector.undecided))
    end,
    decisions_of_a_person_stay = function()
        local files = tree()
        files = merged(files, make(files))
        local vector, rows = "specs/vectors/toy-two.vector", "specs/toy/two/syscalls.master"
        files[vector] = files[vector]:gsub("    undecided %w+ [^\n]*\n", ""):gsub("abi two%-syscall", "abi mine")
        files[rows] = files[rows]:gsub("4\tAUE_NULL\tUNIMPL\tother", "4\tAUE_NULL\tSTD { int toy_other(void); }")
        files["specs/toy/numbers.spec"] = files["specs/toy/numbers.spec"] .. "    late - two=10\n"
        local again = make(files)
        expect.equal(table.concat(again.order, " "), rows)
        expect.equal(again.texts[rows], files[rows] .. "9\tAUE_NULL\tRESERVED\n10\tAUE_NULL\tUNIMPL\tlate\n")
        expect.equal(names(again.unknown), "late")
        expect.equal(again.vector.abi, "mine")
        expect.equal(#again.vector.undecided, 0)
    end,
    a_native_side_of_another_architecture_may_be_named = function()
        local plan = make(tree(), { native = "nat/one" })
        expect.contains(plan.texts["specs/vectors/toy-two.vector"], "    native nat/one\n")
        expect.equal(plan.texts["specs/nat/arch.spec"], nil)
    end,
    unknown_names_are_told = function()
        local _, why, code = make(tree(), { name = "toy-twoo" })
        expect.equal(why, "toy has no architecture 'twoo', did you mean 'two'?; arch.spec names them")
        expect.equal(code, 2)
        _, why, code = make(tree(), { from = "toy-onne" })
        expect.equal(why, "no vector 'toy-onne' of toy, did you mean 'toy-one'?")
        expect.equal(code, 2)
        _, why, code = make(tree(), { name = "toy" })
        expect.contains(why, "'toy' is no name of a vector")
        expect.equal(code, 2)
        _, why = make(tree({ ["specs/toy/numbers.spec"] = '# t\nsource "x"\n' }))
        expect.equal(why, "no numbers of calls are known for toy/two: import them first (sysvec import)")
    end,
    -- pairs/NAME/ARCH/ --------------------------------------------------------------------------------
    lines_of_an_architectures_folder_take_the_place_of_the_base = function()
        local files = tree({
            ["specs/pairs/p/calls.pair"] = '# t\ncalls toy -> nat\n    open = nosys "base"\n    exit = nosys "base"\n',
            ["specs/pairs/p/f/calls.pair"] = '# t\ncalls toy -> nat\n    open = nosys "family"\n',
            ["specs/pairs/p/one/calls.pair"] = '# t\ncalls toy -> nat\n    open = nosys "own"\n',
            ["specs/pairs/p/two/calls.pair"] = '# t\ncalls toy -> nat\n    exit = nosys "another"\n',
        })
        files["specs/vectors/toy-one.vector"] = files["specs/vectors/toy-one.vector"] .. "    pair p\n"
        local s = sink.new()
        local world = load.vector("specs", "toy-one", memory.new(files), s)
        expect.problems(s, {})
        expect.equal(world.calls.open.reason, "own")
        expect.equal(world.calls.exit.reason, "base")
        expect.equal(#world.call_list, 2)
    end,
    -- the shipped specs -------------------------------------------------------------------------------
    a_port_of_a_shipped_architecture_can_be_generated_from = function()
        local problems = sink.new()
        local plan = port.make({ specs = expect.root .. "/specs", name = "linux-loong64", src = source.new() }, problems)
        expect.problems(problems, {})
        expect.equal(plan.from, "linux-arm64")
        expect.equal(#plan.problems, 0)
        expect.truthy(#plan.changes > 300)
    end,
}
