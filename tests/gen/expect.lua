-- SPDX-License-Identifier: BSD-2-Clause
--
-- Expectations for the Lua tests; each raises with what was found and what was expected.
--
--     expect.equal(found, wanted [, what])       values or tables, compared deeply; texts are shown as a diff
--     expect.truthy(value [, what])
--     expect.match(text, lua_pattern [, what])   expect.contains(text, plain_part [, what])
--     expect.problems(sink, { "3:7: error: text [rule]", ... })   the whole list, without the file name
--     expect.annotated(sink, text, mark)         diagnostics written in the fixture, see below
--     expect.run("gen/sysvec --help")            -> stdout, stderr, exit code; run in expect.root
--     expect.scratch(function(dir) ... end)      a fresh directory, removed afterwards
--     expect.write(path, text)   expect.read(path)
--
-- expect.annotated: a fixture line that is wrong ends in MARK followed by the message it must cause,
-- e.g. `3  AUE_NULL  ST  { int f(void); }  ;~ error: unknown flag 'ST' [flag-unknown]`; several marks
-- on a line are several messages.  An unexpected or a missing message fails.  The caller strips the
-- marks with expect.unmarked(text, mark) before parsing, so columns stay true.

local unified = require("unified")

local expect = { root = "." }

local function fail(fmt, ...)
    error({ expectation = true, text = fmt:format(...) }, 0)
end

local function show(value, indent)
    if type(value) == "string" then return ("%q"):format(value) end
    if type(value) ~= "table" then return tostring(value) end
    indent = (indent or "") .. "  "
    local keys, out = {}, {}
    for key in pairs(value) do keys[#keys + 1] = key end
    table.sort(keys, function(a, b)
        if type(a) == type(b) then return a < b end
        return type(a) == "number"
    end)
    for _, key in ipairs(keys) do
        out[#out + 1] = ("%s%s = %s,\n"):format(indent, tostring(key), show(value[key], indent))
    end
    return "{\n" .. table.concat(out) .. indent:sub(3) .. "}"
end

local function same(a, b)
    if type(a) ~= "table" or type(b) ~= "table" then return a == b end
    for key, value in pairs(a) do
        if not same(value, b[key]) then return false end
    end
    for key in pairs(b) do
        if a[key] == nil then return false end
    end
    return true
end

function expect.equal(found, wanted, what)
    if same(found, wanted) then return end
    local f, w = found, wanted
    if type(f) ~= "string" or type(w) ~= "string" or not (f .. w):find("\n") then f, w = show(f), show(w) end
    if f:find("\n") or w:find("\n") then
        fail("%s\n%s", what or "not equal", unified.diff("wanted", w .. "\n", "found", f .. "\n"))
    end
    fail("%sfound %s, wanted %s", what and (what .. ": ") or "", f, w)
end

function expect.truthy(value, what)
    if not value then fail("%s: found %s", what or "expected a true value", tostring(value)) end
end

function expect.match(text, pattern, what)
    if not tostring(text):find(pattern) then
        fail("%s'%s' does not match '%s'", what and (what .. ": ") or "", tostring(text), pattern)
    end
end

function expect.contains(text, part, what)
    if not tostring(text):find(part, 1, true) then
        fail("%s'%s' does not contain '%s'", what and (what .. ": ") or "", tostring(text), part)
    end
end

local function line_of(problem, with_place)
    local place = ""
    if with_place and problem.loc.line then
        place = problem.loc.line .. ":" .. (problem.loc.col and problem.loc.col .. ":" or "") .. " "
    end
    return ("%s%s: %s%s"):format(place, problem.severity, problem.text,
        problem.rule and (" [" .. problem.rule .. "]") or "")
end

function expect.problems(sink, wanted)
    local found = {}
    for _, problem in ipairs(sink:each()) do found[#found + 1] = line_of(problem, true) end
    expect.equal(table.concat(found, "\n"), table.concat(wanted, "\n"), "problems")
end

function expect.unmarked(text, mark)
    local out = {}
    for line in text:gmatch("[^\n]*\n?") do
        local at = line:find(mark, 1, true)
        out[#out + 1] = at and (line:sub(1, at - 1):gsub("%s+$", "") .. "\n") or line
    end
    return table.concat(out)
end

function expect.annotated(sink, text, mark)
    local wanted, found, number = {}, {}, 0
    for line in text:gmatch("([^\n]*)\n?") do
        number = number + 1
        local at = line:find(mark, 1, true)
        while at do
            local stop = line:find(mark, at + #mark, true)
            local message = line:sub(at + #mark, stop and stop - 1 or -1):match("^%s*(.-)%s*$")
            wanted[#wanted + 1] = ("%d: %s"):format(number, message)
            at = stop
        end
    end
    for _, problem in ipairs(sink:each()) do
        found[#found + 1] = ("%d: %s"):format(problem.loc.line or 0, line_of(problem))
    end
    table.sort(wanted)
    table.sort(found)
    expect.equal(table.concat(found, "\n"), table.concat(wanted, "\n"), "problems")
end

function expect.read(path)
    local handle = assert(io.open(path, "rb"))
    local text = handle:read("a")
    handle:close()
    return text
end

function expect.write(path, text)
    local handle = assert(io.open(path, "wb"))
    assert(handle:write(text))
    handle:close()
end

function expect.run(command)
    local base = os.tmpname()
    local _, _, code = os.execute(("cd '%s' && { %s; } >'%s' 2>'%s.err'"):format(expect.root, command, base, base))
    local out, err = expect.read(base), expect.read(base .. ".err")
    os.remove(base)
    os.remove(base .. ".err")
    return out, err, code
end

function expect.scratch(body)
    local dir = os.tmpname()
    os.remove(dir)
    assert(os.execute("mkdir '" .. dir .. "'"))
    local ok, err = xpcall(body, function(e)
        return type(e) == "table" and e or debug.traceback(tostring(e), 2)
    end, dir)
    os.execute("rm -rf '" .. dir .. "'")
    if not ok then error(err, 0) end
end

return expect
