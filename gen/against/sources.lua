-- SPDX-License-Identifier: BSD-2-Clause
--
-- Errno discipline of a layer's C sources: handlers return native, positive errnos; what a handler returns is translated
-- once, on the way out.
--
--     sources.check(text, path, { prefix = "LINUX_" }, sink)
--
-- Rules: errno-negative    return (-EPERM), error = -EPERM
--        errno-foreign     return (LINUX_EPERM), error = LINUX_EPERM, also negative ones
-- A comment "sysvec: foreign errno, REASON" on the line or the line above says that it is meant.

local source = require("source")

local sources = {}

-- Comments and strings become blanks, across lines.
local function blanked(text)
    local function blank(s) return (s:gsub("[^\n]", " ")) end
    text = text:gsub('"[^"\n]*"', blank)
    return (text:gsub("/%*.-%*/", blank):gsub("//[^\n]*", blank))
end

local PATTERNS = {
    "%f[%w_]return%s*%(?%s*()(%-?)%s*([%u_][%u%d_]*)%s*%)?%s*;",
    "%f[%w_]error%s*=%s*()(%-?)%s*([%u_][%u%d_]*)%s*;",
    "%f[%w_]return%s*%(?[^;]*%?%s*()(%-?)%s*([%u_][%u%d_]*)%s*:",
    "%f[%w_]return%s*%(?[^;]*%?[^;:]*:%s*()(%-?)%s*([%u_][%u%d_]*)%s*%)?%s*;",
}

-- Pseudo errnos that are negative in FreeBSD's kernel already.
local PSEUDO = { ERESTART = true, EJUSTRETURN = true, ENOIOCTL = true, EDIRIOCTL = true, ERELOOKUP = true }

function sources.check(text, path, opts, sink)
    local excused, number = {}, 0
    for line, body in source.lines(text) do
        if body:find("sysvec:%s*foreign errno") then excused[line], excused[line + 1] = true, true end
        number = line
    end
    local prefix = opts.prefix or "LINUX_"
    for line, body in source.lines(blanked(text)) do
        local said
        for _, pattern in ipairs(PATTERNS) do
            local at, minus, name = body:match(pattern)
            local foreign = name and name:sub(1, #prefix) == prefix
            local errno = name and (foreign and name:sub(#prefix + 1) or name)
            if at and not said and not excused[line] and errno:match("^E[%u%d]+$") and not PSEUDO[errno] then
                local loc = { file = path, line = line, col = at }
                if foreign then
                    said = true
                    sink:error(loc, "errno-foreign", "'%s%s' is the foreign system's number; return the native %s, which is "
                        .. "translated on the way out", minus, name, errno)
                elseif minus == "-" then
                    said = true
                    sink:error(loc, "errno-negative", "'-%s' is negative; return %s, which is made negative on the way out", name,
                        name)
                end
            end
        end
    end
    return number
end

return sources
