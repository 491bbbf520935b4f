-- SPDX-License-Identifier: BSD-2-Clause
--
-- Questions to headers -> answers, for several ABIs at once, by compiling only.
--
--     probe.run(targets, {
--         headers = { "asm/errno.h", ... }, jobs = 2, dir = TEMPORARY, tell = function(done, all) end,
--         ask = function(target, names) return list of { key = "c EPERM", expr = "EPERM" } end,
--     })
--     target = { name = "alpha", compiler = abis.compiler(...), include = { DIR, ... }, stubs = DIR,
--                first = headers that others take for granted, macros = { "NAME=1" } }
--     fills  target.names    (names.lua)
--            target.value    { ["c EPERM"] = 1 }: as 64 bits; a key without an answer is missing
--            target.torn     { ["c F_GETLK64"] = { 33, 14 } }: the order of the headers decides
--            target.broken   { { header = "linux/foo.h", why = "..." } }: headers that do not compile
--
-- Each answer is two words of a static array of 32-bit numbers, which every assembler language spells alike; the word
-- behind them tells that nothing was lost.  Each question stands on a line of its own, so that what the compiler
-- complains about can be left out and the rest asked again.

local names = require("import.names")
local shell = require("import.shell")

local probe = {}

local MARK, ROUNDS = 0x53595356, 8
local OPTIONS = {
    clang = "-std=gnu11 -w -ferror-limit=0 -fno-caret-diagnostics -nostdinc",
    gcc = "-std=gnu11 -w -fmax-errors=0 -fno-diagnostics-show-caret -fno-canonical-system-headers -nostdinc",
}

local function command(target)
    local words = { "LC_ALL=C", shell.quoted(target.compiler.name), OPTIONS[target.compiler.kind] }
    for _, flag in ipairs(target.compiler.flags) do words[#words + 1] = shell.quoted(flag) end
    local dirs = { table.unpack(target.include) }
    if target.stubs then table.insert(dirs, 1, target.stubs) end
    if target.resources then table.insert(dirs, 1, target.resources) end
    for _, dir in ipairs(dirs) do
        words[#words + 1] = "-isystem"
        words[#words + 1] = shell.quoted(dir)
    end
    for _, macro in ipairs(target.macros or {}) do words[#words + 1] = shell.quoted("-D" .. macro) end
    return table.concat(words, " ")
end

-- #include lines, forwards or backwards; a header that is not there is left out
local function includes(target, list, backwards)
    local lines = {}
    for _, name in ipairs(target.first) do
        lines[#lines + 1] = ("#if __has_include(<%s>)"):format(name)
        lines[#lines + 1] = ("#include <%s>"):format(name)
        lines[#lines + 1] = "#endif"
    end
    for i = 1, #list do
        local name = backwards and list[#list + 1 - i] or list[i]
        if not target.left_out[name] then
            lines[#lines + 1] = ("#if __has_include(<%s>)"):format(name)
            lines[#lines + 1] = ("#include <%s>"):format(name)
            lines[#lines + 1] = "#endif"
        end
    end
    return lines
end

-- "linux/foo.h" out of a complaint about a file in one of the include directories, if it names one
local function culprit(target, path)
    for _, dir in ipairs(target.include) do
        if path:sub(1, #dir + 1) == dir .. "/" then return path:sub(#dir + 2) end
    end
    return nil
end

-- The header of the list to blame: the file itself, or the one of ours that includes it (the last "from" line).
local function blame(target, list, path, included_from)
    local wanted = {}
    for _, name in ipairs(list) do wanted[name] = true end
    local name = culprit(target, path)
    if name and wanted[name] then return name end
    for _, from in ipairs(included_from) do
        local other = culprit(target, from)
        if other and wanted[other] then return other end
    end
    return name
end

-- Complaints -> by line of the unit, and by header
local function complaints(text, unit)
    local lines, others, from, came = {}, {}, {}, {}
    for line in text:gmatch("[^\n]+") do
        local included = line:match("^In file included from (.-):%d+") or line:match("^%s+from (.-):%d+")
        if included then
            from[#from + 1] = included
        else
            local path, number, severity, message = line:match("^(.-):(%d+):%d+: ([%a ]*error): (.*)$")
            if severity and path == unit then
                lines[tonumber(number)] = lines[tonumber(number)] or message
                from = {}
            elseif severity then
                -- said only before the first complaint about a file
                if #from > 0 then came[path] = from end
                others[#others + 1] = { path = path, why = message, from = came[path] or {} }
                from = {}
            elseif line:find("error: ", 1, true) and not path then
                others[#others + 1] = { path = "", why = line:match("error: (.*)$"), from = {} }
            end
        end
    end
    return lines, others
end

local function drop_headers(target, list, others)
    local dropped = false
    for _, entry in ipairs(others) do
        local name = blame(target, list, entry.path, entry.from)
        if not name then
            target.failed = target.failed or entry.why
        elseif not target.left_out[name] then
            target.left_out[name] = true
            target.broken[#target.broken + 1] = { header = name, why = entry.why }
            dropped = true
        end
    end
    return dropped
end

-- First stage: what do the headers define?
local function look(targets, options)
    local pending = targets
    for _ = 1, ROUNDS do
        for i, target in ipairs(pending) do
            local unit = ("%s/%d.c"):format(options.dir, i)
            shell.write(unit, table.concat(includes(target, options.headers), "\n") .. "\n")
            shell.write(("%s/%d.sh"):format(options.dir, i), ("%s -E -dD %s >%d.out 2>%d.err\n"):format(
                command(target), shell.quoted(unit), i, i))
        end
        shell.each(options.dir, options.jobs, #pending)
        local again = {}
        for i, target in ipairs(pending) do
            local function read(ending)
                local handle = assert(io.open(("%s/%d.%s"):format(options.dir, i, ending), "rb"))
                local text = handle:read("a")
                handle:close()
                return text
            end
            local _, others = complaints(read("err"), "")
            if #others > 0 and drop_headers(target, options.headers, others) then
                again[#again + 1] = target
            else
                target.names = names.read(read("out"), target.include)
            end
        end
        pending = again
        if #pending == 0 then return end
    end
    for _, target in ipairs(pending) do target.failed = "its headers do not compile" end
end

-- One unit with every question that still stands -> text, question by line
local function unit_of(target, list, backwards)
    local lines = includes(target, list, backwards)
    lines[#lines + 1] = ("const unsigned sysvec_facts[] = { 0x%x,"):format(MARK)
    local at = {}
    for _, question in ipairs(target.asked) do
        if not target.refused[question.key] then
            at[#lines + 1] = question
            lines[#lines + 1] = ("(unsigned)(unsigned long long)(%s), (unsigned)((unsigned long long)(%s) >> 32),"):format(
                question.expr, question.expr)
        end
    end
    lines[#lines + 1] = ("0x%x };"):format(MARK)
    return table.concat(lines, "\n") .. "\n", at
end

local WORD = { [".long"] = true, [".word"] = true, [".4byte"] = true, [".int"] = true, ["data4"] = true,
    [".ualong"] = true, [".uaword"] = true }
local SPACE = { [".zero"] = true, [".space"] = true, [".skip"] = true, [".block"] = true }

-- Assembly -> list of words of the array
function probe.words(text)
    local list, inside = {}, false
    for line in text:gmatch("[^\n]+") do
        if not inside then
            inside = line:find("^_?sysvec_facts:?") ~= nil
        else
            local word, value = line:match("^%s+(%.?[%w_]+)%s+([%-%w]+)")
            if WORD[word] then
                list[#list + 1] = (math.tointeger(tonumber(value)) or 0) & 0xffffffff
            elseif SPACE[word] then
                for _ = 1, tonumber(value) // 4 do list[#list + 1] = 0 end
            elseif line:find("^[%a_]") then
                break
            end
        end
        if inside and #list > 1 and list[#list] == MARK and line:find("%.size") then break end
    end
    return list
end

local function answers(text, at, first, last)
    local words = probe.words(text)
    local value, place = {}, 2
    if words[1] ~= MARK then return nil end
    for line = first, last do
        local question = at[line]
        if question then
            local low, high = words[place], words[place + 1]
            if not high then return nil end
            value[question.key] = low | high << 32
            place = place + 2
        end
    end
    return words[place] == MARK and value or nil
end

local function read(path)
    local handle = io.open(path, "rb")
    local text = handle and handle:read("a") or ""
    if handle then handle:close() end
    return text
end

-- Compares the two orders and keeps what both say.
local function settle(target)
    local a, b = target.answer[1], target.answer[2]
    target.value, target.torn = {}, {}
    for _, question in ipairs(target.asked) do
        local key = question.key
        if a[key] ~= nil and b[key] ~= nil and a[key] ~= b[key] then
            target.torn[key] = { a[key], b[key] }
        else
            target.value[key] = a[key] or b[key]
        end
    end
end

function probe.run(targets, options)
    local live, done = {}, 0
    for _, target in ipairs(targets) do
        target.left_out, target.broken, target.refused, target.answer = {}, {}, {}, {}
    end
    look(targets, options)
    for _, target in ipairs(targets) do
        if not target.failed then
            target.asked = options.ask(target, target.names)
            live[#live + 1] = target
        end
    end
    for _ = 1, ROUNDS do
        local units = {}
        for _, target in ipairs(live) do
            for order = 1, 2 do
                if not target.answer[order] then
                    local i = #units + 1
                    local text, at = unit_of(target, options.headers, order == 2)
                    local path = ("%s/%d.c"):format(options.dir, i)
                    shell.write(path, text)
                    shell.write(("%s/%d.sh"):format(options.dir, i), ("rm -f %d.s; %s -S -o %d.s %s 2>%d.err\n"):format(i,
                        command(target), i, shell.quoted(path), i))
                    units[i] = { target = target, order = order, at = at, path = path,
                        last = select(2, text:gsub("\n", "")) }
                end
            end
        end
        if #units == 0 then break end
        shell.each(options.dir, options.jobs, #units)
        for i, unit in ipairs(units) do
            local target = unit.target
            local lines, others = complaints(read(("%s/%d.err"):format(options.dir, i)), unit.path)
            for number, message in pairs(lines) do
                local question = unit.at[number]
                if question then
                    target.refused[question.key] = message
                else
                    target.failed = target.failed or message
                end
            end
            if drop_headers(target, options.headers, others) then
                target.answer = {}
            elseif next(lines) == nil and #others == 0 then
                target.answer[unit.order] = answers(read(("%s/%d.s"):format(options.dir, i)), unit.at, 1, unit.last)
                if not target.answer[unit.order] then
                    target.failed = target.failed or "the compiler's output cannot be read"
                end
            end
        end
        local rest = {}
        for _, target in ipairs(live) do
            if target.failed then
                done = done + 1
            elseif target.answer[1] and target.answer[2] then
                settle(target)
                done = done + 1
            else
                rest[#rest + 1] = target
            end
        end
        if options.tell then options.tell(done, #targets) end
        live = rest
    end
    for _, target in ipairs(live) do target.failed = target.failed or "its headers do not compile" end
end

return probe
