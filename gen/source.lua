-- SPDX-License-Identifier: BSD-2-Clause
--
-- Reading inputs.  A source object remembers what was read, for dependency files.
--
--     local src = source.new()
--     local text, err = src:read("specs/linux/errno.spec")     -- err names the path
--     src:inputs()                                             -- sorted paths read with success, each once
--     for number, line in source.lines(text) do ... end        -- without CR and LF; a last line need not end
--     source.read(path)                                        -- the same as src:read, remembering nothing

local source = {}
local methods = {}
methods.__index = methods

function source.new()
    return setmetatable({ seen = {} }, methods)
end

function source.read(path)
    local handle, err = io.open(path, "rb")
    if not handle then return nil, err end
    local text, why = handle:read("a")
    handle:close()
    -- a directory opens like a file and fails only here
    if not text then return nil, ("%s: %s"):format(path, why or "cannot be read") end
    return text
end

function methods:read(path)
    local text, err = source.read(path)
    if text then self.seen[path] = true end
    return text, err
end

function methods:inputs()
    local list = {}
    for path in pairs(self.seen) do list[#list + 1] = path end
    table.sort(list)
    return list
end

function source.lines(text)
    local at, number, size = 1, 0, #text
    return function()
        if at > size then return nil end
        local stop = text:find("\n", at, true) or size + 1
        local line = text:sub(at, stop - 1)
        at, number = stop + 1, number + 1
        if line:byte(-1) == 13 then line = line:sub(1, -2) end
        return number, line
    end
end

return source
