-- SPDX-License-Identifier: BSD-2-Clause
--
-- Findings as JSON; gen/SCHEMA-diff.md documents the keys.
--
--     format.render(doc) -> text        format.document(doc) -> the same as a table

local classify = require("diff.classify")
local json = require("json")
local sink = require("sink")
local waiver = require("diff.waiver")

local format = { NAME = "sysvec-diff", VERSION = 1 }

local function copied(list)
    return json.list({ table.unpack(list) })
end

local function mapped(list, make)
    local out = json.list({})
    for i, entry in ipairs(list) do out[i] = make(entry) end
    return out
end

local function place(loc)
    return loc and loc.file and sink.place(loc) or nil
end

local function side_of(side)
    return { label = side.label, kind = side.kind, title = side.title }
end

local function variant_of(v)
    return { old = v.old, new = v.new, abis = copied(v.abis) }
end

local function impact_of(entry)
    return { kind = entry.kind, text = entry.text, loc = place(entry.loc) }
end

local function finding_of(f)
    return { key = f.key, hash = f.hash or waiver.hash(f), category = f.category, change = f.change, system = f.os,
        kind = f.kind, group = f.group, name = f.name, to = f.to, old = f.old, new = f.new, text = f.text,
        abis = copied(f.abis), abis_text = classify.abis(f), variants = mapped(f.variants, variant_of),
        impact = mapped(f.impact, impact_of), loc = place(f.loc), fails = f.fails or false,
        waived = f.waived and { reason = f.waived.reason, expires = f.waived.expires, loc = place(f.waived.loc) } }
end

local function missing_of(entry)
    return { abi = entry.abi, why = entry.why }
end

function format.document(doc)
    local counts = {}
    for _, category in ipairs(classify.ORDER) do counts[category] = 0 end
    for _, f in ipairs(doc.findings) do counts[f.category] = counts[f.category] + 1 end
    return { schema = format.NAME, version = format.VERSION, old = side_of(doc.old), new = side_of(doc.new),
        abis = copied(doc.abis), changes = doc.raw, counts = counts, fail_on = doc.fail_on, notes = copied(doc.notes),
        missing = mapped(doc.missing, missing_of), findings = mapped(doc.findings, finding_of) }
end

function format.render(doc)
    return json.encode(format.document(doc)) .. "\n"
end

return format
