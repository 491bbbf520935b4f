-- SPDX-License-Identifier: BSD-2-Clause
--
-- Findings for a terminal: by category, the most severe first; one line a fact, what it moves below.
--
--     text.render(doc, { color = true, all = false }) -> text
--
--     wire
--       MADV_DONTDUMP changes from 69 to 16  [hppa]  linux madvise_advice
--           no vector of ours has linux/hppa

local classify = require("diff.classify")
local impact = require("diff.impact")
local sink = require("sink")

local text = {}

local COLORS = { wire = "\27[1;31m", source = "\27[1;35m", impl = "\27[1;33m", additive = "\27[1;32m",
    cosmetic = "\27[1;36m", dim = "\27[2m", off = "\27[0m" }

-- nothing of the input may steer the terminal
local function clean(s)
    return (s:gsub("[%c\127]", function(c) return ("\\x%02x"):format(c:byte()) end))
end

local function counted(n, word)
    return ("%d %s%s"):format(n, word, n == 1 and "" or "s")
end

-- "3 wire, 12 additive; 1 waived"
function text.counts(doc)
    local parts = {}
    for _, category in ipairs(classify.ORDER) do
        local n = 0
        for _, f in ipairs(doc.findings) do
            if f.category == category then n = n + 1 end
        end
        if n > 0 then parts[#parts + 1] = ("%d %s"):format(n, category) end
    end
    local waived = 0
    for _, f in ipairs(doc.findings) do
        if f.waived then waived = waived + 1 end
    end
    return table.concat(parts, ", ") .. (waived > 0 and ("; %d waived"):format(waived) or "")
end

-- One sentence about the whole.
function text.summary(doc)
    if #doc.findings == 0 then return ("no differences on %s"):format(counted(#doc.abis, "ABI")) end
    return ("%s out of %s on %s: %s"):format(counted(#doc.findings, "fact"), counted(doc.raw, "change"),
        counted(#doc.abis, "ABI"), text.counts(doc))
end

function text.side(side)
    return side.title and ("%s (%s)"):format(side.label, side.title) or side.label
end

function text.where(f)
    return f.kind == "call" and f.os .. " calls" or f.kind == "abi" and f.os or
        f.group == f.name and f.os or f.os .. " " .. f.group
end

function text.render(doc, options)
    local out = {}
    local function paint(color, s)
        return options.color and COLORS[color] .. s .. COLORS.off or s
    end
    local function line(fmt, ...) out[#out + 1] = fmt:format(...) .. "\n" end
    line("%s -> %s", clean(text.side(doc.old)), clean(text.side(doc.new)))
    line("%s", text.summary(doc))
    for _, note in ipairs(doc.notes) do line("%s", clean(note)) end
    local category
    for _, f in ipairs(doc.findings) do
        if f.category ~= category then
            category = f.category
            line("")
            line("%s", paint(category, category))
        end
        line("  %s  [%s]  %s%s", clean(f.text), classify.abis(f), paint("dim", text.where(f)),
            f.waived and "  " .. paint("dim", "waived: " .. clean(f.waived.reason)) or "")
        for _, entry in ipairs(f.impact) do
            line("      %s", impact.is_work(entry) and clean(entry.text) or paint("dim", clean(entry.text)))
        end
    end
    if #doc.missing > 0 then
        line("")
        line("%s", paint("wire", "not looked at"))
        for _, entry in ipairs(doc.missing) do
            line("  %s%s", entry.abi and entry.abi .. ": " or "", clean(entry.why))
        end
    end
    return table.concat(out)
end

-- file:line of a finding, or nil
function text.place(f)
    return f.loc and f.loc.file and sink.place(f.loc) or nil
end

return text
