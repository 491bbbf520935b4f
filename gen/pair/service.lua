-- SPDX-License-Identifier: BSD-2-Clause
--
-- Prototypes of the native services, read from the runtime's headers, so that generated calls convert their
-- arguments exactly and wrong ones are found here and not by the C compiler.
--
--     local services = service.read("runtime/include", "runtime/include", src)
--     services.returns.native_openat  "int"      services.names.mode_t  true for every typedef of these headers
--     services.native_openat    { params = { { type = "int", name = "dfd" } }, file =, line = }
--     service.shape(services, "mode_t")       { size = 2, signed = false } | { pointer = true } | nil

local cdecl = require("parse.cdecl")

local service = {}

local BASIC = {
    ["char"] = { 1, true }, ["bool"] = { 1, false }, ["short"] = { 2, true }, ["unsigned short"] = { 2, false },
    ["int"] = { 4, true }, ["unsigned"] = { 4, false }, ["unsigned int"] = { 4, false },
    ["long"] = { 8, true }, ["unsigned long"] = { 8, false }, ["size_t"] = { 8, false }, ["uintptr_t"] = { 8, false },
    ["intptr_t"] = { 8, true }, ["unsigned char"] = { 1, false },
    int8_t = { 1, true }, uint8_t = { 1, false }, int16_t = { 2, true }, uint16_t = { 2, false },
    int32_t = { 4, true }, uint32_t = { 4, false }, int64_t = { 8, true }, uint64_t = { 8, false },
}

-- comments become blanks, so that offsets and lines stay
local function without_comments(text)
    text = text:gsub("/%*.-%*/", function(comment) return (comment:gsub("[^\n]", " ")) end)
    return (text:gsub("//[^\n]*", ""))
end

local function newlines(text, from, to)
    local count = 0
    for _ in text:sub(from, to):gmatch("\n") do count = count + 1 end
    return count
end

local function prototypes(list, text, file)
    local line, counted = 1, 1
    for at, name, args in text:gmatch("\nint[ \t]+()(native_[%w_]+)%s*(%b())%s*[;_]") do
        line = line + newlines(text, counted, at)
        counted = at + 1
        local params = {}
        for i, piece in ipairs(cdecl.split(args:sub(2, -2))) do
            local arg = cdecl.argument(piece[2])
            if i > 1 then params[#params + 1] = { type = arg.type, name = arg.name } end
        end
        list.by_name[name] = { params = params, file = file, line = line }
    end
    for type, name in text:gmatch("\n([%a_][%w_ ]-[%s%*]+)(native_[%w_]+)%s*%(") do
        list.returns[name] = type:gsub("%s+$", "")
    end
    for name in text:gmatch("\ntypedef[^;{}]-([%w_]+);") do list.names[name] = true end
    for type, name in text:gmatch("\ntypedef%s+([%w_ ]-)%s+([%w_]+);") do
        local shape = list.types[type] or BASIC[type]
        if shape then list.types[name] = shape end
    end
end

-- `dir` is the include directory; one without sysvec/native.h gives an empty list.  sysvec/port.h (scalar types) may
-- also be in `fallback`.
function service.read(dir, fallback, src)
    local list = { by_name = {}, returns = {}, types = {}, names = {}, found = false }
    local index = src:read(dir .. "/sysvec/native.h")
    if not index then return list end
    list.found = true
    local port = src:read(dir .. "/sysvec/port.h") or src:read(fallback .. "/sysvec/port.h")
    if port then prototypes(list, without_comments(port), dir .. "/sysvec/port.h") end
    prototypes(list, without_comments(index), dir .. "/sysvec/native.h")
    for name in index:gmatch('#%s*include%s+["<](sysvec/native/[%w_]+%.h)[">]') do
        local text = src:read(dir .. "/" .. name)
        if text then prototypes(list, without_comments(text), dir .. "/" .. name) end
    end
    return list
end

function service.shape(list, type)
    if not type then return nil end
    if type:find("[%*%(]") then return { pointer = true } end
    local word = type:gsub("%f[%w]const%f[%W]%s*", ""):gsub("%s+$", "")
    local shape = list.types[word] or BASIC[word]
    return shape and { size = shape[1], signed = shape[2] }
end

return service
