-- SPDX-License-Identifier: BSD-2-Clause
--
-- What one ABI's headers say about one line of a spec.
--
--     evidence.constant(target, block, raw, arch) -> { value = 35 } | { absent = true } | { torn = { 33, 14 } } | nil
--     evidence.structure(target, block, arch) -> { size =, align =, field = { [raw] = { offset =, width =, unit = } or false } }
--                                               | { absent = true } | nil
--
-- nil: these headers cannot tell.  Absent: they can, and it is not there; a field that is not there is `false`.

local collect = require("import.collect")
local headers = require("import.headers")

local evidence = {}

-- Was the block's header read, and is it the kernel's?  Only then does a missing name mean anything.
local function telling(target, block)
    local list, stand_in = headers.of(block.header)
    if target.system then
        list = {}
        for name in (block.header or ""):gmatch("[^%s,]+") do list[#list + 1] = name end
    elseif stand_in then
        return false
    end
    for _, name in ipairs(list) do
        if target.names.header[name] then return true end
    end
    return false
end

function evidence.constant(target, block, raw, arch)
    local number = block.name == "call_number"
    local key = (number and "n " or "c ") .. raw.name
    if target.torn[key] then return { torn = target.torn[key] } end
    local value = target.value[key]
    if value then
        if number then value = value - (arch.number_base or 0) end
        return { value = value }
    end
    if target.refused[key] then return { refused = target.refused[key] } end
    -- defined and not asked for: the headers have something to say that nobody heard
    if target.names.macro[raw.name] or target.names.enumerator[raw.name] then return nil end
    return telling(target, block) and { absent = true } or nil
end

-- A value of the header as the domain's type has it: headers write 0x80000000 and (1 << 31) for the same bit.
function evidence.cut(value, type)
    if type == "i64" or type == "u64" or type == "long" or type == "ulong" then return value end
    local bits = value & 0xffffffff
    local signed = type == "i32" or type == "i16" or type == "i8" or type == nil
    if signed and value < 0 and value >= -0x80000000 then return value end
    return bits
end

-- Do they mean the same in this type?
function evidence.same(a, b, type)
    if a == nil or b == nil then return a == b end
    if type == "i64" or type == "u64" then return a == b end
    return a & 0xffffffff == b & 0xffffffff
end

local function field_of(target, tag, raw)
    local name = collect.field(raw)
    local key = tag .. "|" .. name
    local offset = target.value["o " .. key]
    local parts = headers.parts(tag, name)
    if not offset and parts then
        local first, second = tag .. "|" .. parts[1], tag .. "|" .. parts[2]
        offset = target.value["o " .. first]
        local at, width = target.value["o " .. second], target.value["w " .. second]
        if not offset or not at or not width then return false end
        return { offset = offset, width = at + width - offset, parts = true }
    end
    if not offset then return false end
    return { offset = offset, width = target.value["w " .. key], unit = target.value["e " .. key] }
end

function evidence.structure(target, block, arch)
    local tag = collect.tag(block)
    if headers.differs(tag, arch) then return nil end
    local size = target.value["s " .. tag]
    if not size then
        -- other architectures' headers have it where these were read and do not
        return target.refused["s " .. tag] and telling(target, block) and { absent = true } or nil
    end
    local found = { size = size, align = target.value["a " .. tag], field = {} }
    local function over(list)
        for _, raw in ipairs(list) do
            if not raw.pad and not raw.internal then found.field[raw] = field_of(target, tag, raw) end
        end
    end
    over(block.fields)
    for _, view in ipairs(block.views) do over(view.fields) end
    return found
end

return evidence
