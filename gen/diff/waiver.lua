-- SPDX-License-Identifier: BSD-2-Clause
--
-- Waivers: findings that somebody looked at and accepts.  A text file in the grammar of the specs:
--
--     # hppa's numbers were moved in Linux 6.2, and we follow
--     waivers
--         linux const madvise_advice MADV_DONTDUMP value  on hppa  hash 3f9c2a10d4e7  expires 2027-01-31  "see the log"
--
-- One line is one finding: system, kind, group, name, change, ABIs, hash of old value, new value and ABIs, reason.
--
--     local list = waiver.parse(text, "waivers.spec", sink)
--     waiver.apply(list, doc, "2026-11-26", sink)     fills f.waived = { reason =, expires =, loc = }
--     waiver.template(findings)                       text for a file; the reasons are for a person to write
--     waiver.hash(finding)                            12 hexadecimal digits
--     waiver.today(option)                            option, SOURCE_DATE_EPOCH or the clock; nil and why

local classify = require("diff.classify")
local lex = require("parse.spec_lex")
local source = require("source")

local waiver = {}

-- FNV-1a, 64 bits; told apart need only be the changes of one fact.
function waiver.hash(f)
    local parts = { f.key, f.to or "" }
    for _, v in ipairs(f.variants) do
        parts[#parts + 1] = (v.old or "-") .. "\1" .. (v.new or "-") .. "\1" .. table.concat(v.abis, " ")
    end
    local hash = 0xcbf29ce484222325
    for byte in table.concat(parts, "\2"):gmatch(".") do
        hash = (hash ~ byte:byte()) * 0x100000001b3
    end
    return ("%016x"):format(hash):sub(1, 12)
end

local function valid_date(text)
    local year, month, day = text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
    if not year then return false end
    local m, d = tonumber(month), tonumber(day)
    local days = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
    local y = tonumber(year)
    if y % 4 == 0 and (y % 100 ~= 0 or y % 400 == 0) then days[2] = 29 end
    return m >= 1 and m <= 12 and d >= 1 and d <= days[m]
end

function waiver.today(option)
    if option then
        if valid_date(option) then return option end
        return nil, ("'%s' is no date; expected YYYY-MM-DD"):format(option)
    end
    local epoch = os.getenv("SOURCE_DATE_EPOCH")
    if epoch and epoch ~= "" then
        local seconds = math.tointeger(tonumber(epoch))
        if not seconds then return nil, ("SOURCE_DATE_EPOCH is no number: '%s'"):format(epoch) end
        return os.date("!%Y-%m-%d", seconds)
    end
    return os.date("!%Y-%m-%d")
end

local STOP = { hash = true, expires = true }

local function member(cur, list)
    local entry = { loc = cur:loc() }
    local words = {}
    for _, what in ipairs({ "a system", "a kind of fact", "a domain, structure or list", "a name", "a change" }) do
        words[#words + 1] = cur:word(what)
    end
    entry.key = table.concat(words, " ")
    cur:want("on", " and the ABIs")
    local abis = {}
    while cur:more() and cur:peek() and not STOP[cur:peek()] do abis[#abis + 1] = cur:word("an ABI") end
    if #abis == 0 then cur:fail(cur.i, "waiver-abis", "expected ABIs after 'on'") end
    entry.abis = table.concat(abis, " ")
    cur:want("hash", " and 12 digits")
    local i
    entry.hash, i = cur:word("a hash")
    if entry.hash and not entry.hash:find("^%x+$") then
        cur:fail(i, "waiver-hash", "'%s' is no hash; --emit-waivers writes it", entry.hash)
    end
    if cur:accept("expires") then
        entry.expires, i = cur:word("a date")
        if entry.expires and not valid_date(entry.expires) then
            cur:fail(i, "waiver-date", "'%s' is no date; expected YYYY-MM-DD", entry.expires)
        end
    end
    entry.reason = cur:want_string("the reason")
    if entry.reason and not entry.reason:find("%S") then
        cur:fail(cur.i - 1, "waiver-reason", "the reason is empty: say why this change is accepted")
    end
    cur:finish()
    if not cur.failed then list[#list + 1] = entry end
end

function waiver.parse(text, file, sink)
    local list, open = {}, false
    for number, line in source.lines(text) do
        local at = line:find("[^ \t]")
        if at and line:byte(at) ~= 35 then
            local cur = lex.line(line, file, number, sink, false)
            if cur and at == 1 then
                open = cur:accept("waivers")
                if not open then cur:fail(1, "keyword", "expected 'waivers', found %s", cur:shown(1)) end
                cur:finish()
            elseif cur and open then
                member(cur, list)
            elseif cur then
                cur:fail(1, "indent", "no block 'waivers' is open here")
            end
        end
    end
    return list
end

-- What stands in the file, of an ABI set as it is shown: the count is not part of it.
local function abis_word(f)
    return (classify.abis(f):gsub("^all %d+$", "all"))
end

function waiver.apply(list, doc, today, sink)
    local by_key, by_id, seen = {}, {}, {}
    for _, f in ipairs(doc.findings) do
        f.hash = f.hash or waiver.hash(f)
        by_key[f.key] = by_key[f.key] or f
        by_id[f.key .. " " .. f.hash] = f
    end
    for _, entry in ipairs(list) do
        local id = entry.key .. " " .. entry.hash
        local f, near = by_id[id], by_key[entry.key]
        if seen[id] then
            sink:error(entry.loc, "waiver-twice", "this finding is waived at line %d already", seen[id])
        elseif f and entry.abis ~= abis_word(f) then
            sink:error(entry.loc, "waiver-abis", "the change holds for %s, the line says %s", abis_word(f), entry.abis)
        elseif f and entry.expires and entry.expires < today then
            sink:error(entry.loc, "waiver-expired", "the waiver expired on %s; the change is still there: %s", entry.expires,
                f.text)
        elseif f then
            f.waived = { reason = entry.reason, expires = entry.expires, loc = entry.loc }
        elseif near then
            sink:error(entry.loc, "waiver-stale", "the change is another one now: %s, on %s (hash %s)", near.text,
                abis_word(near), near.hash)
        elseif #doc.missing > 0 then
            sink:warn(entry.loc, "waiver-unused", "the waiver matches no finding, but not everything could be looked at")
        else
            sink:error(entry.loc, "waiver-unused", "the waiver matches no finding; take it out")
        end
        seen[id] = seen[id] or entry.loc.line
    end
end

function waiver.template(findings)
    local out = { "# Changes that are accepted, one a line.  Write why between the quotes; `expires YYYY-MM-DD` before the\n",
        "# reason makes sure that somebody looks again.\n", "waivers\n" }
    for _, f in ipairs(findings) do
        out[#out + 1] = ("    # %s\n"):format(f.text)
        out[#out + 1] = ("    %s  on %s  hash %s  \"\"\n"):format(f.key, abis_word(f), f.hash or waiver.hash(f))
    end
    return table.concat(out)
end

return waiver
