-- SPDX-License-Identifier: BSD-2-Clause
--
-- The few things bare Lua needs a shell for.
--
--     shell.quoted("it's")            shell.output("uname -m") -> text without the last newline, or nil
--     shell.temporary(work)           work(dir) in a fresh directory, which is removed afterwards
--     shell.write(path, text)
--     shell.each(dir, jobs, count, tell)   runs dir/1.sh .. dir/COUNT.sh, `jobs` at a time; tell(n) as each ends

local shell = {}

function shell.quoted(word)
    return "'" .. word:gsub("'", "'\\''") .. "'"
end

function shell.output(command)
    local pipe = assert(io.popen(command))
    local text = pipe:read("a")
    return pipe:close() and (text:gsub("\n$", "")) or nil
end

function shell.is_directory(path)
    return os.execute("test -d " .. shell.quoted(path)) == true
end

function shell.write(path, text)
    local handle = assert(io.open(path, "wb"))
    assert(handle:write(text))
    assert(handle:close())
end

function shell.temporary(work)
    local dir = assert(shell.output("mktemp -d"), "no temporary directory can be made")
    local result = table.pack(xpcall(work, debug.traceback, dir))
    shell.output("rm -rf " .. shell.quoted(dir))
    if not result[1] then error(result[2], 0) end
    return table.unpack(result, 2, result.n)
end

function shell.each(dir, jobs, count, tell)
    if count == 0 then return end
    local numbers = {}
    for i = 1, count do numbers[i] = tostring(i) end
    local pipe = assert(io.popen(("cd %s && printf '%%s\\n' %s | xargs -n 1 -P %d sh -c 'sh ./$0.sh; echo $0'"):format(
        shell.quoted(dir), table.concat(numbers, " "), jobs)))
    for line in pipe:lines() do
        if tell then tell(tonumber(line)) end
    end
    pipe:close()
end

return shell
