-- SPDX-License-Identifier: BSD-2-Clause
--
-- What the FreeBSD generators share: compat options, capability lists, the columns of a sysent row.
--
-- A profile module has
--     render(master, conf, env) -> list of { key = "sysnames", text = "..." }
-- master: parse/master.lua's record; conf: setting name -> value, defaults filled in (see profiles.lua);
-- env: { sink =, bugs = true for --bug-compatible, capabilities = set of names or nil, profile = description }.
-- It prints nothing and writes nothing.  A file whose setting is /dev/null is not rendered.

local common = {}

-- { "FREEBSD4", ... } -> the options in order, COMPAT_43 first
function common.compat_options(levels)
    local list = {
        { definition = "COMPAT_43", level = 3, flag = "COMPAT", wrap = "compat", prefix = "o", descr = "old" },
    }
    for _, level in ipairs(levels) do
        list[#list + 1] = {
            definition = "COMPAT_FREEBSD" .. level, level = level, flag = "COMPAT" .. level,
            wrap = "compat" .. level, prefix = "freebsd" .. level .. "_", descr = "freebsd" .. level,
        }
    end
    return list
end

-- The tabs before the comment of a sysent row whose text ends at `column`.
function common.tabs(column)
    local n = 1
    column = column + 8 - column % 8
    while column < 56 do
        n, column = n + 1, column + 8
    end
    return ("\t"):rep(n)
end

-- names and patterns ("^linux") of functions that are not called sys_...
function common.prefixer(patterns)
    local plain = { nosys = true, lkmnosys = true, sysarch = true }
    local cache = {}
    return function(name)
        local prefix = cache[name]
        if not prefix then
            prefix = "sys_"
            if plain[name] then prefix = "" end
            for _, pattern in ipairs(patterns) do
                if name:find(pattern) then prefix = "" end
            end
            cache[name] = prefix
        end
        return prefix
    end
end

-- capabilities.conf -> set of names
function common.capabilities(text)
    local set = {}
    for line in text:gmatch("[^\n]+") do
        if line:sub(1, 1) ~= "#" then
            for word in line:gsub("#.*", ""):gmatch("%S+") do set[word] = true end
        end
    end
    return set
end

-- "a,b c" -> set
function common.set_of(text, pattern)
    local set = {}
    for word in (text or ""):gmatch(pattern) do set[word] = true end
    return set
end

return common
