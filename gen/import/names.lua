-- SPDX-License-Identifier: BSD-2-Clause
--
-- Output of `cc -E -dD` -> the names it defines, and where.
--
--     local found = names.read(text, { "/usr/include" })     dirs: what -isystem names
--     found.macro["EPERM"] = "asm-generic/errno-base.h"     macros without parameters
--     found.enumerator["IPPROTO_TCP"] = "linux/in.h"
--     found.order                                           both, as they came
--     found.header["asm/errno.h"] = true                    every header that was read

local names = {}

-- the name a header is included by
local function short(path, dirs)
    local best
    for _, dir in ipairs(dirs) do
        if path:sub(1, #dir + 1) == dir .. "/" and (not best or #dir > #best) then best = dir end
    end
    return best and path:sub(#best + 2) or path
end

-- words of `enum { A = 1, B }` bodies; text may begin or end inside one
local function enumerators(found, state, line, header)
    local at = 1
    while at <= #line do
        if not state.inside then
            local _, stop = line:find("%f[%w_]enum%f[^%w_][^{};()]*{", at)
            local open = not stop and line:find("%f[%w_]enum%f[^%w_][^{};()]*$", at)
            if open then state.pending = true end
            if not stop and state.pending then
                stop = line:match("^%s*[%w_%s]*{()", at)
                stop = stop and stop - 1
                if not stop and line:find("[;()]", at) and not open then state.pending = false end
            end
            if not stop then return end
            state.inside, state.fresh, state.pending = true, true, false
            at = stop + 1
        else
            local close = line:find("}", at, true)
            local piece = line:sub(at, (close or #line + 1) - 1)
            for before, word in piece:gmatch("([,{]?)%s*([%a_][%w_]*)") do
                -- a name stands at the beginning or behind a comma; what else stands there is part of a value
                if state.fresh or before == "," then
                    if not found.enumerator[word] then
                        found.enumerator[word] = header
                        found.order[#found.order + 1] = word
                    end
                end
                state.fresh = false
            end
            if piece:find(",%s*$") then state.fresh = true end
            if not close then return end
            state.inside = false
            at = close + 1
        end
    end
end

function names.read(text, dirs)
    local found = { macro = {}, enumerator = {}, order = {}, header = {} }
    local header, state = "", {}
    for line in text:gmatch("[^\n]+") do
        if line:byte(1) == 35 then
            local path = line:match('^# %d+ "([^"]*)"')
            if path then
                header = short(path, dirs)
                found.header[header] = true
            else
                local name, next_char = line:match("^#define ([%a_][%w_]*)(.?)")
                if name and next_char ~= "(" then
                    if not found.macro[name] then found.order[#found.order + 1] = name end
                    found.macro[name] = header
                elseif not name then
                    name = line:match("^#undef ([%a_][%w_]*)")
                    if name then found.macro[name] = nil end
                end
            end
        elseif state.inside or state.pending or line:find("enum", 1, true) then
            enumerators(found, state, line, header)
        end
    end
    return found
end

return names
