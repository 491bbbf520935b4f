-- SPDX-License-Identifier: BSD-2-Clause
--
-- lua5.4 tests/fuzz/master_fuzz.lua [FIRST-SEED [COUNT]]
--
-- Random edits of the golden masters and confs, read, checked and written out under every profile.
-- A seed fails when something raises, when a problem has no place in the file, when an input without errors
-- is not rendered or not the same twice, when an error does not keep the files from being rendered, or
-- when one input takes longer than two seconds.  What fails is printed with its seed.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local root = here .. "/../.."
package.path = root .. "/gen/?.lua"

local check = require("check.master")
local conf_parser = require("parse.conf")
local dialects = require("parse.master_dialect")
local lint = require("check.master_lint")
local master = require("parse.master")
local master_text = require("parse.master_text")
local profiles = require("profile.profiles")
local sink = require("sink")
local source = require("source")

local GOLDEN = root .. "/tests/gen/master/golden/"
local CASES = {
    { "freebsd-9", "freebsd-9" }, { "freebsd-10", "freebsd-10" }, { "freebsd-12", "freebsd-12" },
    { "freebsd-13", "freebsd-13" }, { "freebsd-14", "freebsd-14" }, { "freebsd-14-abi32", "freebsd-14" },
    { "freebsd-16", "freebsd-16" }, { "freebsd-16-abi32", "freebsd-16" }, { "cloudabi", "freebsd-12" },
    { "netbsd", "netbsd" }, { "netbsd-rump", "netbsd" }, { "dragonfly" }, { "openbsd" },
}

local PIECES = {
    "{", "}", "(", ")", ",", ";", "\\", "\n", "\r\n", " ", "\t", "|", "*", "[", "]", "/*", "*/", "...", "%%", "#",
    "#if X\n", "#else\n", "#endif\n", "#elif Y\n", "_In_", "_Out_writes_(n)", "_Contains_long_", "void", "int a",
    "0", "1", "99999999999", "3-99999999", "999999", "3-7", "7-3", "AUE_NULL", "STD", "COMPAT", "COMPAT99",
    "NODEF", "UNIMPL", "OBSOL", "NOPROTO", "\"", "'", "`", "$(x)", "\0", "\255", "const char * const *",
    "int fds[2]", "void (*f)(int)", "unsigned int", "%s", "%", "=", "RUMP", "MODULAR", "%%ABI_HEADERS%%",
    "$FreeBSD$",
}

local state = 1
local function random(n)
    -- xorshift: the same numbers on every Lua
    state = state ~ (state << 13) & 0x7fffffffffffffff
    state = state ~ (state >> 7)
    state = state ~ (state << 17) & 0x7fffffffffffffff
    return (state & 0x7fffffff) % n + 1
end

local function edit(text)
    local kind = random(8)
    local at = random(#text + 1)
    if kind == 1 then
        return text:sub(1, at - 1) .. PIECES[random(#PIECES)] .. text:sub(at)
    elseif kind == 2 then
        return text:sub(1, at - 1) .. text:sub(at + random(12))
    elseif kind == 3 then
        return text:sub(1, at - 1) .. PIECES[random(#PIECES)] .. text:sub(at + random(6))
    elseif kind == 4 then
        -- a line doubled
        local from = text:sub(1, at):match(".*\n()") or 1
        local to = text:find("\n", at, true) or #text
        return text:sub(1, to) .. text:sub(from, to) .. text:sub(to + 1)
    elseif kind == 5 then
        -- a line lost
        local from = text:sub(1, at):match(".*\n()") or 1
        local to = text:find("\n", at, true) or #text
        return text:sub(1, from - 1) .. text:sub(to + 1)
    elseif kind == 6 then
        return text:sub(1, at - 1) .. string.char(random(255)) .. text:sub(at + 1)
    elseif kind == 7 then
        return text:sub(1, at)
    end
    local other = random(#text + 1)
    return text:sub(1, at - 1) .. text:sub(other, other + random(60)) .. text:sub(at)
end

local function places(s, names)
    for _, problem in ipairs(s:each()) do
        local loc = problem.loc
        assert(names[loc.file], "a problem without a file: " .. problem.text)
        assert(loc.line == nil or loc.line >= 1, "line " .. tostring(loc.line) .. ": " .. problem.text)
        assert(not problem.text:find("nil", 1, true), "a message says nil: " .. problem.text)
    end
end

local NAMES = { master = true, conf = true }

local function render(text, conf_text, profile_name, bugs)
    local s = sink.new()
    local conf = conf_parser.parse(conf_text, "conf", s)
    local record = master.parse(text, "master", {}, s)
    lint.check({ record, record }, { wide = true }, sink.new())
    for _, to in ipairs(dialects.names) do
        if s:count("error") == 0 then master_text.write(record, to, sink.new()) end
    end
    if not profile_name then
        check.master(record, {}, s)
        places(s, NAMES)
        return
    end
    local soft = {}
    for _, rule in ipairs(require("check.master_rules").list) do soft[rule.name] = rule.soft end
    if bugs then s:downgrade(soft) end
    local profile = profiles.get(profile_name)
    local settings = profiles.settings(profile, conf)
    local env = { sink = s, profile = profile, conf = conf, bugs = bugs }
    check.profile(record, profile, settings, env)
    places(s, NAMES)
    if s:count("error") > 0 then return end
    local out = {}
    for _, file in ipairs(require(profile.module).render(record, settings, env)) do
        out[#out + 1] = file.key .. "\0" .. file.text
    end
    return table.concat(out, "\0")
end

local first, count = math.tointeger(tonumber(arg[1] or 1)), math.tointeger(tonumber(arg[2] or 300))
local texts = {}
for i, case in ipairs(CASES) do
    texts[i] = {
        assert(source.read(GOLDEN .. case[1] .. "/syscalls.master")),
        source.read(GOLDEN .. case[1] .. "/syscalls.conf") or "",
    }
end

local failed, rendered, refused = 0, 0, 0
for seed = first, first + count - 1 do
    state = seed * 2654435761 % 0x7fffffff + 1
    for _ = 1, 5 do random(2) end
    local which = random(#CASES)
    local text, conf = texts[which][1], texts[which][2]
    for _ = 1, random(4) do
        if random(8) == 1 and conf ~= "" then conf = edit(conf) else text = edit(text) end
    end
    local bugs = random(3) == 1
    local start = os.clock()
    local ok, result = xpcall(render, debug.traceback, text, conf, CASES[which][2], bugs)
    if ok and result then
        rendered = rendered + 1
        local again = render(text, conf, CASES[which][2], bugs)
        if again ~= result then ok, result = false, "not the same text twice" end
    elseif ok then
        refused = refused + 1
    end
    if ok and os.clock() - start > 2 then ok, result = false, "took " .. os.clock() - start .. " s" end
    if not ok then
        failed = failed + 1
        io.stdout:write("seed ", seed, " (", CASES[which][1], "): ", tostring(result), "\n")
    end
end
print(("%d seeds: %d rendered, %d refused"):format(count, rendered, refused))
print(("%d passed, %d failed"):format(count - failed, failed))
os.exit(failed == 0 and 0 or 1)
