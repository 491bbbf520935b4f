-- SPDX-License-Identifier: BSD-2-Clause
-- Canonical layout, and the command `sysvec check`.

local expect = require("expect")
local fixtures = require("fixtures")
local format = require("format")
local json = require("json")
local sink = require("sink")
local spec = require("parse.spec")

-- what a text says, without places and layout
local function meaning(text)
    local s = sink.new()
    local doc = spec.parse(text, "t", s)
    expect.problems(s, {})
    local function plain(value)
        if type(value) ~= "table" then return value end
        local out = json.list({})
        for i, item in ipairs(value) do out[i] = plain(item) end
        for key, item in pairs(value) do
            local place = type(key) == "string" and (key:find("loc$") or key == "raw_by_name" or key == "view" or
                key == "column" or key == "said")
            if type(key) == "string" and not place then
                setmetatable(out, nil)
                out[key] = plain(item)
            end
        end
        return out
    end
    local blocks = {}
    for i, block in ipairs(doc.blocks) do blocks[i] = plain(block) end
    return { sources = #doc.sources, blocks = blocks }
end

local function fixture_files()
    local list = {}
    for path, text in pairs(fixtures.rich()) do
        if path:find("%.spec$") or path:find("%.pair$") or path:find("%.vector$") then
            list[#list + 1] = { path = path, text = text }
        end
    end
    table.sort(list, function(a, b) return a.path < b.path end)
    return list
end

-- writes a tree under dir
local function plant(dir, files)
    for path, text in pairs(files) do
        expect.run("mkdir -p '" .. dir .. "/" .. (path:match("^(.*)/") or ".") .. "'")
        expect.write(dir .. "/" .. path, text)
    end
end

local UGLY = [[
# Heading.
source    "x"


flags  word   unknown ignore
  # about the mask
  mask M 0x3   # the field
 A   0 of M
  LONG_NAME  0x1000 mips=0x2000   since 2.6 "long"
  B = A
      range R 1..2
struct s   size 16
    a struct  timespec[2] @0   "text \" with quote"
    view v
      b u8 @0
      c    u32[4] @4 pad
    d u8 @20
# the end
]]

local PRETTY = [[
# Heading.
source "x"

flags word unknown ignore
    # about the mask
    mask M     0x3                            # the field
    A          0       of M
    LONG_NAME  0x1000  mips=0x2000 since 2.6  "long"
    B          = A
    range R    1..2
struct s size 16
    a      struct timespec[2]  @0  "text \" with quote"
    view v
        b  u8                  @0
        c  u32[4]              @4  pad
    d      u8                  @20
# the end
]]

return {
    columns_are_aligned_and_comments_kept = function()
        expect.equal(format.text(UGLY), PRETTY)
    end,
    the_canonical_layout_is_its_own = function()
        expect.equal(format.text(PRETTY), PRETTY)
        for _, file in ipairs(fixture_files()) do
            local once = format.text(file.text)
            expect.equal(format.text(once), once, file.path)
        end
    end,
    layout_changes_no_meaning = function()
        expect.equal(meaning(format.text(UGLY:gsub("mips=0x2000", "mips=0x2000"))), meaning(UGLY))
        for _, file in ipairs(fixture_files()) do
            expect.equal(meaning(format.text(file.text)), meaning(file.text), file.path)
        end
    end,
    call_lines_have_one_spelling = function()
        expect.equal(format.text("calls a  ->  b\n f( a :x,b : in ?  s[ 2 ] )=g( a,1 )->d 'no'\n"),
            "calls a -> b\n f( a :x,b : in ?  s[ 2 ] )=g( a,1 )->d 'no'\n", "what cannot be read stays")
        expect.equal(format.text("calls a  ->  b\n f( a :x,b : in ?  s[ 2 ] )=g( a,1 )->d \"why\"\n h=nosys \"x\"\n"),
            "calls a -> b\n" ..
            "    f(a: x, b: in? s[2])  = g(a, 1) -> d  \"why\"\n" ..
            "    h                     = nosys         \"x\"\n")
    end,
    long_cells_do_not_push_the_others = function()
        local long = ("X"):rep(60)
        expect.equal(format.text("enum e\n    A 1 \"a\"\n    " .. long .. " 2 \"b\"\n"),
            "enum e\n    A  1  \"a\"\n    " .. long .. "  2  \"b\"\n")
    end,

    clean_trees_exit_0_and_say_nothing = function()
        expect.scratch(function(dir)
            plant(dir, fixtures.rich())
            local out, err, code = expect.run("gen/sysvec check " .. dir .. "/specs")
            expect.equal({ out, err, code }, { "", "", 0 })
        end)
    end,
    findings_exit_1_with_their_places = function()
        expect.scratch(function(dir)
            plant(dir, fixtures.laid(fixtures.rich(),
                { ["specs/foo/t.spec"] = '# t\nsource "x"\nenum t\n    A  2\n    B  1\n' }))
            local out, err, code = expect.run("gen/sysvec check " .. dir .. "/specs")
            expect.equal({ out, err, code }, { "",
                dir .. "/specs/foo/t.spec:5:5: error: B stands behind A, which is greater [number-order]\n", 1 })
            out, err, code = expect.run("gen/sysvec check " .. dir .. "/specs/foo/errno.spec")
            expect.equal({ out, err, code }, { "", "", 0 }, "only what belongs to the path")
            err, code = select(2, expect.run("gen/sysvec check " .. dir .. "/specs/foo"))
            expect.equal(code, 1)
            expect.contains(err, "number-order")
            err, code = select(2, expect.run("cd " .. dir .. "/specs/foo && $OLDPWD/gen/sysvec check t.spec"))
            expect.equal({ err, code },
                { "t.spec:5:5: error: B stands behind A, which is greater [number-order]\n", 1 })
        end)
    end,
    masters_outside_a_tree_are_checked_too = function()
        expect.scratch(function(dir)
            expect.write(dir .. "/x.master",
                "; x\n0\tAUE_NULL\tSTD\t{ int f(void); }\n0\tAUE_NULL\tSTD\t{ int g(void); }\n")
            local _, err, code = expect.run("gen/sysvec check " .. dir .. "/x.master")
            expect.equal(code, 1)
            expect.contains(err, dir .. "/x.master:3:1: error: ")
            expect.contains(err, "[number-twice]")
        end)
    end,
    missing_paths_exit_3 = function()
        local out, err, code = expect.run("gen/sysvec check /nonexistent/x.spec")
        expect.equal({ out, code }, { "", 3 })
        expect.contains(err, "/nonexistent/x.spec: No such file")
    end,
    wrong_options_exit_2 = function()
        local _, err, code = expect.run("gen/sysvec check --fromat")
        expect.equal(code, 2)
        expect.contains(err, "did you mean '--format'?")
        err, code = select(2, expect.run("gen/sysvec check --write"))
        expect.equal(code, 2)
        expect.contains(err, "--write goes with --format")
    end,
    help_fits_a_screen = function()
        local out, err, code = expect.run("gen/sysvec check --help")
        expect.equal({ err, code }, { "", 0 })
        expect.truthy(select(2, out:gsub("\n", "")) <= 24, "lines of help")
        for line in out:gmatch("[^\n]+") do expect.truthy(#line <= 80, line) end
    end,
    format_shows_then_writes_then_is_content = function()
        expect.scratch(function(dir)
            expect.write(dir .. "/t.spec", UGLY)
            local out, _, code = expect.run("gen/sysvec check --format " .. dir .. "/t.spec")
            expect.equal(code, 1)
            expect.contains(out, "+    LONG_NAME  0x1000")
            expect.equal(expect.read(dir .. "/t.spec"), UGLY)
            expect.equal(select(3, expect.run("gen/sysvec check --format --write " .. dir .. "/t.spec")), 0)
            expect.equal(expect.read(dir .. "/t.spec"), PRETTY)
            out, _, code = expect.run("gen/sysvec check --format " .. dir)
            expect.equal({ out, code }, { "", 0 })
        end)
    end,
    a_file_with_errors_is_not_reformatted = function()
        expect.scratch(function(dir)
            expect.write(dir .. "/t.spec", UGLY .. "enum e\n  A x!\n")
            local _, err, code = expect.run("gen/sysvec check --format --write " .. dir .. "/t.spec")
            expect.equal(code, 1)
            expect.contains(err, "[value]")
            expect.contains(expect.read(dir .. "/t.spec"), "source    ")
        end)
    end,
    roundtrip_lists_what_does_not_come_back = function()
        expect.scratch(function(dir)
            plant(dir, fixtures.base())
            local out, err, code = expect.run("gen/sysvec check --report roundtrip " .. dir .. "/specs")
            expect.equal({ err, code }, { "", 0 })
            expect.equal(out, table.concat({
                'errno            foo EFOO -> bar EINVAL -> foo EINVAL  "nearest meaning"',
                'errno            bar EBAR -> foo EPERM -> bar EPERM  "nearest meaning"', "" }, "\n"))
        end)
    end,
}
