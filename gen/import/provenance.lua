-- SPDX-License-Identifier: BSD-2-Clause
--
-- specs/linux/provenance.spec: which packages were imported, for which ABIs.  One `source` line each:
--
--     source "linux-libc-dev 7.2.13-1, Linux 7.2, sha256 0f...: amd64 x32 i386"
--
--     provenance.versions("specs", src) -> { amd64 = { { 7, 2 }, { 6, 12 } }, ... }: the releases of each ABI
--     provenance.record(plan, options, place, targets)     adds the line to the plan's texts

local history = require("import.history")

local provenance = {}

local HEAD = [[
# What was imported into these specs, by `sysvec import linux`: package, release, sum of the headers, ABIs.  Written by the
# import; a release that is older than the newest of an ABI adds history (since, until, was) and changes no value.
]]

local function path_of(specs, os)
    return ("%s/%s/provenance.spec"):format(specs, os or "linux")
end

local function entries(specs, src, os)
    local list = {}
    local text = src:read(path_of(specs, os))
    for line in (text or ""):gmatch("[^\n]+") do
        local title, version, sum, names = line:match('^source "(.-), %a+ ([%d.]+), sha256 (%x+): (.-)"')
        if title then
            local abis, order = {}, {}
            for name in names:gmatch("%S+") do
                abis[name] = true
                order[#order + 1] = name
            end
            list[#list + 1] = { title = title, version = history.release(version), sum = sum, abis = abis, order = order }
        end
    end
    return list, text
end

function provenance.versions(specs, src)
    local found = {}
    for _, entry in ipairs((entries(specs, src))) do
        for _, name in ipairs(entry.order) do
            found[name] = found[name] or {}
            table.insert(found[name], entry.version)
        end
    end
    return found
end

function provenance.record(plan, options, place, targets)
    local list, old = entries(options.specs, options.src, options.os)
    for _, target in ipairs(targets) do
        local entry
        for _, other in ipairs(list) do
            if other.sum == place.sha256 or other.title == place.title and place.title then entry = entry or other end
        end
        if not entry then
            entry = { title = place.title or "headers", version = target.version, sum = place.sha256, abis = {},
                order = {} }
            list[#list + 1] = entry
        end
        if not entry.abis[target.name] then
            entry.abis[target.name] = true
            entry.order[#entry.order + 1] = target.name
        end
    end
    table.sort(list, function(a, b)
        if history.older(a.version, b.version) ~= history.older(b.version, a.version) then
            return history.older(b.version, a.version)
        end
        return a.title < b.title
    end)
    local rank = {}
    for i, name in ipairs(require("import.abis").all) do rank[name] = i end
    local out = { (HEAD:gsub("sysvec import linux", "sysvec import " .. (options.os or "linux"))) }
    for _, entry in ipairs(list) do
        table.sort(entry.order, function(a, b) return (rank[a] or 99) < (rank[b] or 99) end)
        out[#out + 1] = ('source "%s, %s %s, sha256 %s: %s"\n'):format(entry.title,
            options.os == "freebsd" and "FreeBSD" or "Linux", history.text(entry.version), entry.sum,
            table.concat(entry.order, " "))
    end
    local text = table.concat(out)
    if text ~= old then plan.texts[path_of(options.specs, options.os)] = text end
end

return provenance
