-- SPDX-License-Identifier: BSD-2-Clause
--
-- What the native system's own headers may lack -> sysvec_native_kernel.h, for hosts that include those headers first:
-- constants they do not define (our own notes, what newer releases added, what only programs see), and the structures
-- that are newer than some of them or whose members they spell otherwise.
--
--     #ifndef MAP_NOTE_LOCKED
--     #define MAP_NOTE_LOCKED 0x80000000U
--     #endif

local const = require("emit.const")
local struct = require("emit.struct")
local text = require("emit.text")

local native_kernel = {}

-- "15.0" -> 1500000, as __FreeBSD_version counts
local function version(since)
    local major, minor = since:match("^(%d+)%.(%d+)")
    return major and tonumber(major) * 100000 + tonumber(minor) * 1000
end

local function spelled_otherwise(s)
    if s.tag and s.tag ~= s.name and not s.typedef then return true end
    for _, field in ipairs(s.fields) do
        if field.header_name then return true end
    end
    return false
end

local function guarded(t, defines)
    for line in defines:text():gmatch("([^\n]*)\n") do
        local name = line:match("^#define\t([%w_]+)")
        if name then t:line("#ifndef %s", name) end
        if line ~= "" then t:line((line:gsub("%%", "%%%%"))) else t:blank() end
        if name then t:line("#endif") end
    end
end

function native_kernel.emit(n, sink)
    local file = "sysvec_native_kernel.h"
    local side = n.world.native
    local t, defines = text.new(), text.new()
    local inputs = const.inputs(side)
    table.move(struct.inputs(side), 1, #side.structs + #side.typedefs, #inputs + 1, inputs)
    n:header(t, file, "what the headers of some releases of " .. n.native_abi .. " lack.", inputs, "VECTOR")
    local guard = n:guard(t, file)
    const.defines(defines, n, side, sink)
    guarded(t, defines)
    t:blank()
    struct.assertions(t)
    for _, s in ipairs(struct.ordered(side)) do
        local since = s.since and version(s.since)
        if s.size and not s.incomplete and (since or spelled_otherwise(s)) then
            if since then t:line("#if __FreeBSD_version < %d", since) end
            struct.define(t, n, side, s)
            if since then t:line("#endif") end
        end
    end
    t:blank()
    t:line("#endif /* %s */", guard)
    return file, t:text()
end

return native_kernel
