-- SPDX-License-Identifier: BSD-2-Clause
--
-- syscalls.conf -> its assignments.  The file is shell to the old generators and nearly shell to the new
-- ones; here it is parsed and never executed.
--
--     local conf = conf.parse(text, "syscalls.conf", sink)
--     conf.value.sysnames          "linux_syscalls.c"
--     conf.loc.sysnames            where it was set last
--     conf.keys                    the keys in the order of their first assignment
--     conf.idiom.capenabled        { pattern = "cloudabi%d*_sys_[%l%d_]*" }, see below
--
-- Understood: KEY=word, KEY = word, KEY="text" (with \" \\ \$ \` and line ends), KEY='text', comments, blanks, several
-- assignments on a line.  Whatever else needs a shell - `command`, $(command), $variable, plain commands -
-- is an error at its place.
--
-- One idiom is known without a shell.  CloudABI's files say
--     capenabled=`sed -n -e 's/.*\<\(cloudabi[0-9]*_sys_[a-z0-9_]*\)\>.*/\1/p' $1 | tr '\n' ','`
-- which is "every function of the master with such a name"; it becomes conf.idiom.capenabled.

local source = require("source")

local conf = {}

-- a basic regular expression without groups -> Lua pattern; nil for what is not simple
local function lua_pattern(regex)
    if regex:find("[\\^$+?|{}%%%-%.]") and regex:gsub("%[[^%]]*%]", ""):find("[\\^$+?|{}%%%-%.]") then return nil end
    return (regex:gsub("%-", "%%-"):gsub("%[([^%]]*)%]", function(set)
        return "[" .. set:gsub("(%w)%%%-(%w)", "%1-%2") .. "]"
    end))
end

local function idiom(command)
    local regex = command:match("^%s*sed %-n %-e 's/%.%*\\<\\%((.-)\\%)\\>%.%*/\\1/p' %$1 | tr '\\n' ','%s*$")
    local pattern = regex and lua_pattern(regex)
    return pattern and { pattern = pattern } or nil
end

local function unquote(text)
    return (text:gsub("\\(.)", function(c)
        if c == "\n" then return "" end
        if c == '"' or c == "\\" or c == "$" or c == "`" then return c end
        return "\\" .. c
    end))
end

local function shell_in(text)
    local at = 1
    while true do
        local hit = text:find("[`$\\]", at)
        if not hit then return nil end
        local c = text:sub(hit, hit)
        if c == "\\" then
            at = hit + 2
        elseif c == "`" then
            return "`", hit
        else
            local name = text:match("^%$%(", hit) or text:match("^%$[%w_{@*#?!]", hit)
            if name then return text:match("^%$%b()", hit) or text:match("^%${?[%w_@*#?!]+}?", hit), hit end
            at = hit + 1
        end
    end
end

function conf.parse(text, file, sink)
    local result = { file = file, value = {}, loc = {}, keys = {}, idiom = {} }
    local function set(key, value, loc)
        if not result.loc[key] then result.keys[#result.keys + 1] = key end
        result.value[key], result.loc[key] = value, loc
    end
    local lines = {}
    for number, line in source.lines(text) do lines[number] = line end
    local number = 1
    while number <= #lines do
        local line, at = lines[number], 1
        while true do
            at = line:find("[^%s;]", at)
            if not at or line:sub(at, at) == "#" then break end
            local loc = { file = file, line = number, col = at }
            local key, gap, stop = line:match("^([%a_][%w_]*)(%s-)=()", at)
            -- `key = value`: the Lua generators take it, a shell would not
            if key and gap ~= "" then stop = line:match("^[ \t]*()", stop) end
            if not key then
                sink:error(loc, "conf-shell", "'%s' is no assignment; a conf file is not executed",
                    line:sub(at):match("^(.-)%s*$"))
                break
            end
            local quote = line:sub(stop, stop)
            if quote == "`" then
                local command = line:match("^`([^`]*)`", stop)
                result.idiom[key] = command and idiom(command)
                if not result.idiom[key] then
                    sink:error({ file = file, line = number, col = stop }, "conf-shell",
                        "'%s' is set by a shell command, and a conf file is not executed", key)
                else
                    set(key, nil, loc)
                    result.loc[key] = loc
                end
                break
            elseif quote == '"' or quote == "'" then
                local value, from = nil, stop + 1
                local first = number
                while true do
                    local close = quote == "'" and line:find("'", from, true) or nil
                    if quote == '"' then
                        local p = from
                        repeat
                            p = line:find('["\\]', p)
                            if p and line:sub(p, p) == "\\" then p = p + 2 elseif p then close = p end
                        until close or not p
                    end
                    if close then
                        value = line:sub(stop + 1, close - 1)
                        at = close + 1
                        break
                    elseif number == #lines then
                        break
                    end
                    number = number + 1
                    from = #line + 2
                    line = line .. "\n" .. lines[number]
                end
                if not value then
                    sink:error({ file = file, line = first, col = stop }, "conf-quote", "this quote is not closed")
                    number = first
                    break
                end
                if quote == '"' then
                    local command, where = shell_in(value)
                    if command then
                        sink:error({ file = file, line = first, col = stop + where }, "conf-shell",
                            "'%s' in the value of '%s' needs a shell, and a conf file is not executed", command, key)
                    end
                    value = unquote(value)
                end
                set(key, value, loc)
            else
                local after = stop
                while line:find("^\\.", after) or line:find("^[^%s;\\]", after) do
                    after = after + (line:sub(after, after) == "\\" and 2 or 1)
                end
                local word = line:sub(stop, after - 1)
                local command = shell_in(word)
                if command then
                    sink:error({ file = file, line = number, col = stop }, "conf-shell",
                        "'%s' in the value of '%s' needs a shell, and a conf file is not executed", command, key)
                end
                set(key, (word:gsub("\\(.)", "%1")), loc)
                at = stop + #word
            end
        end
        number = number + 1
    end
    return result
end

return conf
