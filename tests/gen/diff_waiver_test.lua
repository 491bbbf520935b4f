-- SPDX-License-Identifier: BSD-2-Clause
-- Waivers: one finding each, with a reason, for as long as they say.

local expect = require("expect")
local sink = require("sink")
local trees = require("diff_trees")
local waiver = require("diff.waiver")

local function changed()
    return (trees.review({ ["linux/t.spec"] = "enum t\n    A 1\n    B 5 h32=69\n" },
        { ["linux/t.spec"] = "enum t\n    A 2\n    B 5 h32=16\n" }))
end

local HASH_A = waiver.hash(changed().findings[1])

-- `text` may say HASH for the hash of A's change
local function apply(text, today, doc)
    local s = sink.new()
    doc = doc or changed()
    waiver.apply(waiver.parse((text:gsub("HASH", HASH_A)), "w", s), doc, today or "2026-11-26", s)
    return doc, s
end

local LINE = 'waivers\n    linux const t A value  on all  hash HASH%s  "agreed"\n'

return {
    a_waiver_accepts_one_finding = function()
        local doc, s = apply(LINE:format(""))
        expect.problems(s, {})
        expect.equal(doc.findings[1].waived.reason, "agreed")
        expect.equal(doc.findings[2].waived, nil)
    end,
    the_template_waives_what_it_is_made_of = function()
        local doc = changed()
        local text = waiver.template(doc.findings)
        expect.equal(text, ("# Changes that are accepted, one a line.  Write why between the quotes; `expires " ..
            "YYYY-MM-DD` before the\n" ..
            "# reason makes sure that somebody looks again.\nwaivers\n    # A changes from 1 to 2\n" ..
            "    linux const t A value  on all  hash %s  \"\"\n    # B changes from 69 to 16\n" ..
            "    linux const t B value  on h32  hash %s  \"\"\n"):format(waiver.hash(doc.findings[1]),
            waiver.hash(doc.findings[2])))
        local _, s = apply(text)
        expect.problems(s, { "5:55: error: the reason is empty: say why this change is accepted [waiver-reason]",
            "7:55: error: the reason is empty: say why this change is accepted [waiver-reason]" })
        doc, s = apply((text:gsub('""', '"looked at"')))
        expect.problems(s, {})
        expect.truthy(doc.findings[1].waived and doc.findings[2].waived)
    end,
    a_waiver_holds_through_its_last_day = function()
        local _, s = apply(LINE:format("  expires 2026-11-26"), "2026-11-26")
        expect.problems(s, {})
        local doc
        doc, s = apply(LINE:format("  expires 2026-11-26"), "2026-11-27")
        expect.problems(s, {
            "2:5: error: the waiver expired on 2026-11-26; the change is still there: A changes from 1 to 2 [waiver-expired]" })
        expect.equal(doc.findings[1].waived, nil)
    end,
    a_waiver_that_matches_nothing_is_an_error = function()
        local _, s = apply('waivers\n    linux const t Z value  on all  hash 0123456789ab  "gone"\n')
        expect.problems(s, { "2:5: error: the waiver matches no finding; take it out [waiver-unused]" })
    end,
    what_was_not_looked_at_makes_it_a_warning = function()
        local doc = changed()
        doc.missing[1] = { abi = "linux/q9", why = "no compiler" }
        local _, s = apply('waivers\n    linux const t Z value  on all  hash 0123456789ab  "gone"\n', nil, doc)
        expect.problems(s, {
            "2:5: warning: the waiver matches no finding, but not everything could be looked at [waiver-unused]" })
    end,
    another_change_of_the_same_fact_is_not_waived = function()
        local _, s = apply('waivers\n    linux const t A value  on all  hash 0123456789ab  "no"\n')
        expect.problems(s, { ("2:5: error: the change is another one now: A changes from 1 to 2, on all (hash %s) " ..
            "[waiver-stale]"):format(
            HASH_A) })
    end,
    the_abis_are_part_of_the_finding = function()
        local _, s = apply('waivers\n    linux const t A value  on h32 n32  hash HASH  "no"\n')
        expect.problems(s, { "2:5: error: the change holds for all, the line says h32 n32 [waiver-abis]" })
        local one = trees.review({ ["linux/t.spec"] = "enum t\n    A 1\n" }, { ["linux/t.spec"] = "enum t\n    A 1 h32=2\n" })
        local two = trees.review({ ["linux/t.spec"] = "enum t\n    A 1\n" }, { ["linux/t.spec"] = "enum t\n    A 1 n32=2\n" })
        expect.truthy(waiver.hash(one.findings[1]) ~= waiver.hash(two.findings[1]))
    end,
    a_finding_is_waived_once = function()
        local line = '    linux const t A value  on all  hash HASH  "x"\n'
        local _, s = apply("waivers\n" .. line .. line)
        expect.problems(s, { "3:5: error: this finding is waived at line 2 already [waiver-twice]" })
    end,
    wrong_lines_are_reported_where_they_are_wrong = function()
        local _, s = apply("waiver\n")
        expect.problems(s, { "1:1: error: expected 'waivers', found 'waiver' [keyword]" })
        _, s = apply("    linux\n")
        expect.problems(s, { "1:5: error: no block 'waivers' is open here [indent]" })
        _, s = apply('waivers\n    linux const t A value on all "x"\n    linux const t A value hash 12 "x"\n' ..
            '    linux const t A value on all hash xyz "x"\n    linux const t A value on all hash 12\n' ..
            '    linux const t A value on all hash 12 expires 2026-02-30 "x"\n    linux const t A value on hash 12 "x"\n' ..
            '    linux const t A value on all hash 12 "x" more\n')
        expect.problems(s, {
            "2:34: error: expected 'hash' and 12 digits, found \"x\" [syntax]",
            "3:27: error: expected 'on' and the ABIs, found 'hash' [syntax]",
            "4:39: error: 'xyz' is no hash; --emit-waivers writes it [waiver-hash]",
            "5:41: error: expected the reason in double quotes, found the end of the line [syntax]",
            "6:50: error: '2026-02-30' is no date; expected YYYY-MM-DD [waiver-date]",
            "7:30: error: expected ABIs after 'on' [waiver-abis]",
            "8:46: error: unexpected 'more' [syntax]",
        })
    end,
    the_day_comes_from_the_option_then_from_the_environment = function()
        expect.equal(waiver.today("2026-01-31"), "2026-01-31")
        expect.equal({ waiver.today("2026-13-01") }, { nil, "'2026-13-01' is no date; expected YYYY-MM-DD" })
        expect.equal({ waiver.today("tomorrow") }, { nil, "'tomorrow' is no date; expected YYYY-MM-DD" })
        expect.match(waiver.today(), "^%d%d%d%d%-%d%d%-%d%d$")
    end,
}
