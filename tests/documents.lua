-- SPDX-License-Identifier: BSD-2-Clause
-- documents.lua BIN_DIR FILE...
--
-- Runs the shell lines of documents and compares what they print.  In a block fenced as ```console, a line that begins
-- with "$ " is a command; the lines under it, up to the next command, are what it must print (standard output and error
-- together).  A line "..." stands for any lines, and "..." inside a line for any text.  Commands of one block run in one
-- fresh folder, one after the other, with BIN_DIR first in PATH.  `PROJECT` in the environment is the source tree.

local bin = assert(arg[1], "usage: documents.lua BIN_DIR FILE...")

local function quoted(text)
    return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function output_of(command)
    local pipe = assert(io.popen(command, "r"))
    local text = pipe:read("a")
    pipe:close()
    return text
end

local project = output_of("pwd"):gsub("\n", "")

-- The console blocks of a document: { line =, { command =, line =, expected = { lines } }, ... }
local function blocks_of(path)
    local blocks, block, current = {}, nil, nil
    local number = 0
    for line in assert(io.open(path)):lines() do
        number = number + 1
        if not block and line:match("^```console%s*$") then
            block = { line = number }
        elseif block and line:match("^```%s*$") then
            blocks[#blocks + 1] = block
            block, current = nil, nil
        elseif block then
            local command = line:match("^%$ (.*)$")
            if command then
                current = { command = command, line = number, expected = {} }
                block[#block + 1] = current
            elseif current then
                current.expected[#current.expected + 1] = line
            end
        end
    end
    return blocks
end

local function line_matches(pattern, line)
    if pattern == line then
        return true
    end
    local escaped = pattern:gsub("%p", "%%%0"):gsub("%%%.%%%.%%%.", ".*")
    return line:match("^" .. escaped .. "$") ~= nil
end

local function matches(expected, got, i, j)
    i, j = i or 1, j or 1
    while i <= #expected do
        if expected[i] == "..." then
            for k = j, #got + 1 do
                if matches(expected, got, i + 1, k) then
                    return true
                end
            end
            return false
        end
        if j > #got or not line_matches(expected[i], got[j]) then
            return false
        end
        i, j = i + 1, j + 1
    end
    return j > #got
end

local passed, failed = 0, 0
for i = 2, #arg do
    for _, block in ipairs(blocks_of(arg[i])) do
        local folder = output_of("mktemp -d"):gsub("\n", "")
        for _, step in ipairs(block) do
            local text = output_of(string.format("cd %s && PATH=%s:$PATH PROJECT=%s NO_COLOR=1 sh -c %s 2>&1",
                quoted(folder), quoted(bin), quoted(project), quoted(step.command)))
            local got = {}
            for line in text:gmatch("[^\n]+") do
                got[#got + 1] = line
            end
            local expected = {}
            for _, line in ipairs(step.expected) do
                if line ~= "" then
                    expected[#expected + 1] = line
                end
            end
            if matches(expected, got) then
                passed = passed + 1
            else
                failed = failed + 1
                print(string.format("%s:%d: `%s` printed:\n%s", arg[i], step.line, step.command, text))
            end
        end
        os.execute("rm -rf " .. quoted(folder))
    end
end
print(string.format("%d passed, %d failed", passed, failed))
os.exit(failed == 0 and 0 or 1)
