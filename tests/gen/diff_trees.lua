-- SPDX-License-Identifier: BSD-2-Clause
--
-- Two small trees of specs in memory, for the tests of gen/diff.
--
--     local doc, sink = trees.review({ ["linux/t.spec"] = "enum t\n    A 1\n" }, { ... }, { impact = true })
--     trees.lines(doc)     -> { "wire value A changes from 1 to 2 [all 3]", ... }
--     trees.side(files, "new")      a side as gen/diff/input.lua makes them, with the architectures below

local classify = require("diff.classify")
local review = require("diff.review")
local sink = require("sink")

local trees = {}

trees.ARCH = "arch a64 bits 64 endian little ioctl generic\narch h32 bits 32 endian big family p ioctl parisc pair64 unaligned\n" ..
    "arch n32 bits 64 long 32 endian big family p ioctl powerpc number_base 6000\n"

function trees.side(files, label)
    local all = { ["linux/arch.spec"] = trees.ARCH }
    for path, text in pairs(files) do all[path] = text end
    return { kind = "tree", label = label, root = label, files = all }
end

-- What our own tree says, unless a test brings its own: nothing.
function trees.review(old, new, options, own)
    local s = sink.new()
    options = options or {}
    options.specs = options.specs or "own"
    options.own = own or trees.side({}, "own")
    options.tell = function() end
    options.jobs = 1
    local a = old.kind and old or trees.side(old, "old")
    local b = new.kind and new or trees.side(new, "new")
    local doc, why, code = review.run(a, b, options, s)
    return doc, s, why, code
end

function trees.lines(doc)
    local list = {}
    for i, f in ipairs(doc.findings) do
        list[i] = ("%s %s: %s [%s]"):format(f.category, f.change, f.text, classify.abis(f))
    end
    return list
end

-- Lines of two versions of one block in linux/t.spec
function trees.of(old, new)
    return trees.lines((trees.review({ ["linux/t.spec"] = old }, { ["linux/t.spec"] = new })))
end

function trees.impact(doc, name)
    for _, f in ipairs(doc.findings) do
        if f.name == name then
            local list = {}
            for i, entry in ipairs(f.impact) do list[i] = entry.kind .. ": " .. entry.text end
            return list
        end
    end
    return nil
end

return trees
