-- SPDX-License-Identifier: BSD-2-Clause
--
-- Calls of the foreign side x calls.pair -> what stands at each number.
--
--     local list = call.table(world)
--     list.size                   one more than the highest number of the dense table
--     list[i]  ENTRY, ordered by number, one for each number that the master names:
--       { number =, name = "openat" or nil, call = CALL, line = calls-pair line or nil,
--         state = "none"|"unimpl"|"nosys"|"generated"|"hand"|"fixed",
--         why = text for a comment or nil, args = list of ARGUMENT, slots = registers taken, ret = SHAPE,
--         private = true for a number of the architecture's private range }
--     list.by_number = { [number] = ENTRY }
--   ARGUMENT { name =, ctype = "l_int", arg = the master's, slot = 0, slots = 1, size =, signed =, pointer =,
--              low =, high = names of the halves when a 64-bit argument takes two registers (first_high = true
--              when the high one comes first), pad = true when
--              a register before it stays empty }
--   SHAPE    { size = 4, signed = true } | { pointer = true }

local model = require("model")

local call = {}

local C_TYPES = {
    ["char"] = "i8", ["short"] = "i16", ["int"] = "i32", ["unsigned int"] = "u32", ["unsigned"] = "u32",
    ["long"] = "long", ["unsigned long"] = "ulong", ["long long"] = "i64", ["unsigned long long"] = "u64",
    ["int8_t"] = "i8", ["uint8_t"] = "u8", ["int16_t"] = "i16", ["uint16_t"] = "u16", ["int32_t"] = "i32",
    ["uint32_t"] = "u32", ["int64_t"] = "i64", ["uint64_t"] = "u64", ["size_t"] = "ulong", ["ssize_t"] = "long",
    ["off_t"] = "i64", ["pid_t"] = "i32", ["uid_t"] = "u32", ["gid_t"] = "u32", ["mode_t"] = "u16", ["dev_t"] = "u64",
    ["intptr_t"] = "long", ["uintptr_t"] = "ulong", ["u_int"] = "u32", ["u_long"] = "ulong",
}

local function is_signed(base)
    return base:sub(1, 1) == "i" or base == "long" or base == "char"
end

-- C type of the master -> { size, signed } or { pointer }; nil for one nobody explains.
function call.shape(side, ctype)
    if ctype:find("[%*%(]") then return { pointer = true, size = (side.arch.long or side.arch.bits) // 8 } end
    local word = ctype:gsub("^const ", "")
    local def = side.typedef[word]
    local base
    if def then
        if def.type.base == "struct" or def.type.count then return nil end
        base = def.type.base
    else
        base = C_TYPES[word]
    end
    if not base then return nil end
    if base == "ptr" then return { size = (side.arch.long or side.arch.bits) // 8, signed = false } end
    return { size = model.scalar_size(base, side.arch), signed = is_signed(base) }
end

local function arguments(side, record)
    local args, slot = {}, 0
    local arch = side.arch
    for _, arg in ipairs(record.args) do
        local shape = call.shape(side, arg.ctype) or {}
        local new = { name = arg.name, ctype = arg.ctype, arg = arg, slot = slot, slots = 1, size = shape.size or 0,
            signed = shape.signed, pointer = shape.pointer }
        if arch.pair64 and not shape.pointer and new.size == 8 and (arch.long or arch.bits) == 32 then
            if arch.pair64 == "aligned" and slot % 2 == 1 then
                new.pad = true
                slot = slot + 1
                new.slot = slot
            end
            new.slots = 2
            new.low, new.high = arg.name .. "_low", arg.name .. "_high"
            new.first_high = arch.endian == "big" or nil
        end
        slot = slot + new.slots
        args[#args + 1] = new
    end
    return args, slot
end

-- Types of arguments that nobody explains: neither typedefs of the specs nor C, nor `names`, a set of other names.
function call.check_types(world, list, names, sink)
    local side = world.foreign
    local known = { void = true, char = true, bool = true, signed = true, unsigned = true, short = true, int = true,
        long = true, const = true, volatile = true, struct = true, union = true }
    for _, s in ipairs(side.structs) do
        if s.typedef then known[s.typedef], known["l_" .. s.typedef] = true, true end
    end
    local reported = {}
    for _, entry in ipairs(list) do
        for _, arg in ipairs(entry.args) do
            local words = arg.ctype:gsub("struct%s+[%w_]+", ""):gsub("union%s+[%w_]+", "")
            for word in words:gmatch("[%a_][%w_]*") do
                local fine = known[word] or side.typedef[word] or C_TYPES[word] or names[word]
                if not fine and not reported[word] then
                    reported[word] = true
                    sink:error(arg.arg.loc, "type-unknown",
                        "no typedef of %s explains '%s', the type of '%s'; give it a line in a typedefs block",
                        side.os, word, arg.name)
                end
            end
        end
    end
end

local EMPTY = { OBSOL = "obsolete", UNIMPL = "not implemented by the system itself", RESERVED = "reserved" }

-- A master may keep a call's older forms: COMPAT is "o", COMPAT11 "freebsd11_", COMPAT_50 "compat_50_" before the name.
local function name_of(side, record)
    local compat = record.name and record.master and record.master.compat
    if not compat then return record.name end
    local number = compat:match("^COMPAT(%d+)$")
    local prefix = compat == "COMPAT" and "o" or number and side.os .. number .. "_" or compat:lower() .. "_"
    return prefix .. record.name
end

local function entry_of(world, record)
    local side = world.foreign
    local entry = { number = record.number, name = name_of(side, record), call = record, args = {}, slots = 0 }
    local private = side.arch.private
    entry.private = private and record.number >= private.first and record.number <= private.last or nil
    if record.empty or not record.func then
        entry.state = record.name and record.type ~= "RESERVED" and "unimpl" or "none"
        entry.why = EMPTY[record.type]
        entry.empty = true
        return entry
    end
    entry.args, entry.slots = arguments(side, record)
    entry.ret = call.shape(side, record.ret or "int") or { size = 4, signed = true }
    local line = world.calls[entry.name]
    entry.line = line
    if not line or line.broken then
        entry.state = "unimpl"
    elseif line.op == "service" then
        entry.state = "generated"
    elseif line.op == "hand" then
        entry.state = "hand"
    elseif line.op == "nosys" then
        entry.state = "nosys"
    else
        entry.state = "fixed"
    end
    entry.why = line and line.reason
    return entry
end

function call.table(world)
    local list = { by_number = {}, size = 0 }
    for _, record in ipairs(world.foreign.calls) do
        if not list.by_number[record.number] then
            for number = record.number, record.last or record.number do
                local entry = entry_of(world, record)
                entry.number = number
                list[#list + 1] = entry
                list.by_number[number] = entry
                -- reserved numbers at the end need no rows
                if not entry.private and entry.name then list.size = math.max(list.size, number + 1) end
            end
        end
    end
    table.sort(list, function(a, b) return a.number < b.number end)
    return list
end

-- How many calls are answered how: { generated =, hand =, fixed =, nosys =, unimpl =, none = }
function call.share(list)
    local count = { generated = 0, hand = 0, fixed = 0, nosys = 0, unimpl = 0, none = 0 }
    for _, entry in ipairs(list) do
        local state = entry.empty and "none" or entry.state
        count[state] = count[state] + 1
    end
    return count
end

return call
