-- SPDX-License-Identifier: BSD-2-Clause
--
-- Groups of conditions (facts.lua) + a C compiler -> a verdict on every row.
--
--     local cc = compile.new({ cc = "gcc", flags = { "-isystem", DIR }, prelude = { "stddef.h" }, dir = TMP })
--     cc:judge(groups)       sets row.verdict = "ok" | "missing" | "conflict" | "problem", and row.why
--     cc:version(...)        value of a macro, as a number, or nil
--     cc:macros(header)      names of all macros the header defines
--
-- One translation unit for each header, every condition on a line of its own, as the size of an array (which,
-- unlike _Static_assert, takes pointer constants with every compiler): the compiler's complaints say by their line
-- which row they mean.  What it calls undeclared or without such a member is missing; a negative size is a
-- conflict; anything else is a problem with the header or the row.

local compile = {}
local methods = {}
methods.__index = methods

local function quoted(word)
    return "'" .. word:gsub("'", "'\\''") .. "'"
end
compile.quoted = quoted

function compile.new(options)
    local words = { "LC_ALL=C", quoted(options.cc) }
    for _, flag in ipairs(options.flags or {}) do words[#words + 1] = quoted(flag) end
    -- clang goes on with the name it takes a missing one for
    if options.cc:find("clang", 1, true) then words[#words + 1] = "-fno-spell-checking" end
    return setmetatable({ command = table.concat(words, " "), prelude = options.prelude or {}, dir = options.dir,
        label = options.label }, methods)
end

local function write(path, text)
    local handle = assert(io.open(path, "w"))
    handle:write(text)
    assert(handle:close())
end

local MISSING = {
    "undeclared", "has no member named", "no member named", "undefined type", "incomplete type",
    "incomplete definition of type", "unknown type name", "No such file or directory", "file not found",
    "unknown struct", "expected expression before", "forward declaration",
}

local function includes(self, header, bare)
    local lines = {}
    for _, name in ipairs(bare and {} or self.prelude) do lines[#lines + 1] = ("#include <%s>"):format(name) end
    for name in header:gmatch("[^%s,]+") do lines[#lines + 1] = ("#include <%s>"):format(name) end
    return lines
end

local function judge_line(row, message)
    if row.verdict == "conflict" then return end
    if message:find("is negative", 1, true) or message:find("negative size", 1, true) then
        row.verdict, row.why = "conflict", nil
        return
    end
    for _, words in ipairs(MISSING) do
        if message:find(words, 1, true) then
            if row.verdict ~= "problem" then row.verdict, row.why = "missing", message end
            return
        end
    end
    if row.verdict ~= "missing" then row.verdict, row.why = "problem", message end
end

-- one unit's output -> verdicts
local function judge(group, path, first, output)
    local trouble
    for _, row in ipairs(group.rows) do
        if row.text then row.verdict, row.why = "ok", nil end
    end
    for line in output:gmatch("[^\n]+") do
        local file, number, severity, message = line:match("^(.-):(%d+):%d+: ([%a ]*error): (.*)$")
        if severity then
            local row = file == path and group.at[tonumber(number) - first]
            if row then
                judge_line(row, message)
            else
                trouble = trouble or line:gsub("^.*/include/", ""):gsub("^/.*/(%d+%.c:)", "%1")
            end
        end
    end
    if not trouble then return end
    local absent = trouble:find("No such file", 1, true) or trouble:find("file not found", 1, true)
    for _, row in ipairs(group.rows) do
        if row.text then row.verdict, row.why = absent and "missing" or "problem", trouble end
    end
end

function methods:judge(groups)
    local script, units = {}, {}
    for i, group in ipairs(groups) do
        local lines = includes(self, group.header)
        local first, path = #lines, ("%s/%d.c"):format(self.dir, i)
        group.at = {}
        for _, row in ipairs(group.rows) do
            if row.problem then row.verdict, row.why = "problem", row.problem end
            if row.text then
                group.at[#group.at + 1] = row
                lines[#lines + 1] = ("extern char row_%d[(%s) ? 1 : -1];"):format(#group.at, row.text)
            end
        end
        if #group.at > 0 then
            write(path, table.concat(lines, "\n") .. "\n")
            script[#script + 1] = ("echo '//%d'; %s -fsyntax-only %s 2>&1"):format(i, self.command, quoted(path))
            units[#units + 1] = { group = group, path = path, first = first, index = i }
        end
    end
    if #units == 0 then return end
    write(self.dir .. "/run.sh", table.concat(script, "\n") .. "\n")
    local pipe = assert(io.popen("sh " .. quoted(self.dir .. "/run.sh")))
    local output, at = {}, nil
    for line in pipe:lines() do
        local mark = line:match("^//(%d+)$")
        if mark then
            at = tonumber(mark)
            output[at] = {}
        elseif at then
            table.insert(output[at], line)
        end
    end
    pipe:close()
    for _, unit in ipairs(units) do
        assert(output[unit.index], "the compiler was not run")
        judge(unit.group, unit.path, unit.first, table.concat(output[unit.index], "\n"))
    end
end

-- Preprocessor output of a header, with -dM when only macros are wanted.
local function preprocessed(self, header, text, flags)
    local path = self.dir .. "/probe.c"
    local lines = includes(self, header, true)
    lines[#lines + 1] = text
    write(path, table.concat(lines, "\n") .. "\n")
    local pipe = assert(io.popen(("%s -E %s %s 2>/dev/null"):format(self.command, flags, quoted(path))))
    local output = pipe:read("a")
    return pipe:close() and output or nil
end

function methods:version(header, macro)
    local output = preprocessed(self, header, "@" .. macro .. "@", "-P")
    return output and tonumber((output:match("@%s*(%d+)%s*@")))
end

function methods:macros(header)
    local output = preprocessed(self, header, "", "-dM") or ""
    local names = {}
    for name in output:gmatch("#define ([%a_][%w_]*) ") do names[#names + 1] = name end
    table.sort(names)
    return names
end

return compile
