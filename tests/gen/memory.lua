-- SPDX-License-Identifier: BSD-2-Clause
--
-- A source of files that are only in memory, for gen/load.lua.
--
--     local src = memory.new({ ["specs/foo/errno.spec"] = "enum errno ..." })
--     src:read(path) -> text or nil, message     src:list(dir) -> sorted names or nil

local memory = {}
local methods = {}
methods.__index = methods

function memory.new(files)
    return setmetatable({ files = files, seen = {} }, methods)
end

function methods:read(path)
    if self.files[path] then self.seen[path] = true end
    return self.files[path], path .. ": no such file"
end

function methods:list(dir)
    local names, seen = {}, {}
    for path in pairs(self.files) do
        local name = path:sub(1, #dir + 1) == dir .. "/" and path:sub(#dir + 2):match("^[^/]+")
        if name and not seen[name] then
            seen[name] = true
            names[#names + 1] = name
        end
    end
    table.sort(names)
    return #names > 0 and names or nil
end

function methods:inputs()
    local list = {}
    for path in pairs(self.seen) do list[#list + 1] = path end
    table.sort(list)
    return list
end

return memory
