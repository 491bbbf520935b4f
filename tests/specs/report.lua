-- SPDX-License-Identifier: BSD-2-Clause
--
-- What verify.lua found -> text: each failure with its place, a line of counts for each spec, a sum.
--
--     report.print(result, why, options) -> number of failures
--     report.count(result) -> { checked =, newer =, older =, internal =, failed = }, the same for each file, and
--         the sorted files
--     report.text(row, result) -> "specs/linux/errno.spec:8: EPERM: ..."

local report = {}

local KINDS = { "checked", "newer", "older", "internal", "failed" }

local function fresh()
    local counts = {}
    for _, kind in ipairs(KINDS) do counts[kind] = 0 end
    return counts
end

function report.count(result)
    local sum, by_file, files = fresh(), {}, {}
    for _, row in ipairs(result.rows) do
        if not by_file[row.file] then
            by_file[row.file] = fresh()
            files[#files + 1] = row.file
        end
        by_file[row.file][row.outcome] = by_file[row.file][row.outcome] + 1
        sum[row.outcome] = sum[row.outcome] + 1
    end
    table.sort(files)
    return sum, by_file, files
end

function report.text(row)
    return ("%s:%d: %s: %s"):format(row.file, row.loc.line, row.name, row.message)
end

-- one line for an architecture among many, and its failures
function report.line(result, why)
    if not result then
        print("FAIL " .. why)
        return 1
    end
    local sum = report.count(result)
    for _, row in ipairs(result.rows) do
        if row.outcome == "failed" then print("FAIL " .. report.text(row)) end
    end
    print(("  %-22s %5d checked, %3d newer, %2d older, %3d internal, %d failed  (%s)"):format(result.what, sum.checked,
        sum.newer, sum.older, sum.internal, sum.failed, result.against))
    return sum.failed
end

function report.print(result, why, options)
    if not result then
        print("FAIL " .. why)
        return 1
    end
    local sum, by_file, files = report.count(result)
    local failed = {}
    for _, row in ipairs(result.rows) do
        if row.outcome == "failed" then failed[#failed + 1] = row end
        local aged = row.outcome == "newer" or row.outcome == "older"
        if options.verbose and aged then print("  " .. report.text(row)) end
    end
    table.sort(failed, function(a, b)
        if a.file ~= b.file then return a.file < b.file end
        if a.loc.line ~= b.loc.line then return a.loc.line < b.loc.line end
        return a.name .. a.kind < b.name .. b.kind
    end)
    -- a header that does not compile fails all its rows alike: said once
    local said, more = {}, {}
    for _, row in ipairs(failed) do
        local key = row.file .. "\0" .. row.message
        if said[key] then more[key] = (more[key] or 0) + 1 end
        said[key] = said[key] or row
    end
    for _, row in ipairs(failed) do
        local key = row.file .. "\0" .. row.message
        if said[key] == row then
            local rest = more[key] and (" [and %d more]"):format(more[key]) or ""
            print("FAIL " .. report.text(row) .. rest)
        end
    end
    print(("%s against %s"):format(result.what, result.against))
    local header, row = "  %-44s %8s %8s %8s %8s %8s", "  %-44s %8d %8d %8d %8d %8d"
    print(header:format("spec", table.unpack(KINDS)))
    local function line(name, counts)
        local cells = {}
        for i, kind in ipairs(KINDS) do cells[i] = counts[kind] end
        print(row:format(name, table.unpack(cells)))
    end
    for _, file in ipairs(files) do line(file, by_file[file]) end
    line("all", sum)
    return sum.failed
end

return report
