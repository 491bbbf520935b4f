-- SPDX-License-Identifier: BSD-2-Clause
--
-- lua5.4 tests/gen/run.lua [FILTER | --but MODULE,MODULE...]
--
-- Runs the Lua tests.  Each tests/gen/*_test.lua returns a table of functions whose names are claims:
--
--     return {
--         unknown_number_is_an_error = function() expect.equal(f(3), nil) end,
--         symlinks_are_followed      = function() return "skip", "no symlinks here" end,
--     }
--
-- --but leaves out whole files: --but golden,port runs all but golden_test.lua and port_test.lua.
-- A test fails when it raises.  FILTER is a plain substring of "file: name".  package.path has gen/ and
-- tests/gen/, and expect.root is the top of the source tree.  Last line: N passed, N failed, N skipped.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local root = here .. "/../.."
package.path = ("%s/gen/?.lua;%s/?.lua"):format(root, here)

local expect = require("expect")
expect.root = root

local filter, left_out = arg[1], {}
if filter == "--but" then
    for name in (arg[2] or ""):gmatch("[^,]+") do left_out[name .. "_test.lua"] = true end
    filter = nil
end
local passed, failed, skipped = 0, 0, 0

local function trace(message)
    if type(message) == "table" and message.expectation then
        return message.text .. "\n" .. debug.traceback("", 3):gsub("^\n", "")
    end
    return debug.traceback(tostring(message), 2)
end

local function run(name, test)
    local ok, result, reason = xpcall(test, trace)
    if not ok then
        failed = failed + 1
        io.stdout:write("FAIL ", name, "\n    ", (tostring(result):gsub("\n", "\n    ")), "\n")
    elseif result == "skip" then
        skipped = skipped + 1
        io.stdout:write("skip ", name, reason and (": " .. reason) or "", "\n")
    else
        passed = passed + 1
    end
end

local pipe = assert(io.popen("ls '" .. here:gsub("'", "'\\''") .. "'"))
local files = {}
for entry in pipe:lines() do
    if entry:match("_test%.lua$") and not left_out[entry] then files[#files + 1] = entry end
end
pipe:close()
table.sort(files)

for _, file in ipairs(files) do
    local chunk, err = loadfile(here .. "/" .. file)
    local ok, tests
    if chunk then ok, tests = xpcall(chunk, trace) else tests = err end
    if not ok or type(tests) ~= "table" then
        failed = failed + 1
        io.stdout:write("FAIL ", file, " did not load: ", tostring(tests), "\n")
    else
        local names = {}
        for name in pairs(tests) do names[#names + 1] = name end
        table.sort(names)
        for _, name in ipairs(names) do
            local title = file:gsub("_test%.lua$", "") .. ": " .. name
            if not filter or title:find(filter, 1, true) then run(title, tests[name]) end
        end
    end
end

if filter and passed + failed + skipped == 0 then
    io.stdout:write("no test matches '", filter, "'\n")
    failed = 1
end
print(("%d passed, %d failed, %d skipped"):format(passed, failed, skipped))
os.exit(failed == 0 and 0 or 1)
