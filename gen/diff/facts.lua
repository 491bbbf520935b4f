-- SPDX-License-Identifier: BSD-2-Clause
--
-- Records of a side -> flat facts, which two versions can be compared by.
--
--     local set = facts.new()
--     facts.add_side(set, side)                 every fact of one system on one architecture
--     facts.add_master(set, master, abi)        the calls of a syscalls.master alone
--     facts.put(set, os, kind, group, name, abi, VALUE, loc)
--     facts.value(set, fact, abi)               VALUE, nil (not there) or facts.UNKNOWN (the set cannot tell)
--
-- A set: { list = every FACT in order of first sight, by_key = { [key] = FACT }, abis = { "linux/amd64", ... },
--          partial = true when a fact that is not mentioned is unknown, not absent (headers tell only what they are asked),
--          groups = { ["const errno"] = true } when only these are known (a master, a spec file), else nil,
--          absent = function(fact, abi) or nil (partial sets: whether a fact is surely not there),
--          older = { ["freebsd/amd64 189"] = "fstat" }: numbers that an older version of a call keeps (masters),
--          headers = true when values are those of C headers }
-- FACT: { key =, os = "linux", kind = "const"|"call"|"struct"|"field"|"ioctl"|"trap", group = "errno" (domain,
--         structure or ioctl list), name = "EPERM", values = { [abi] = VALUE }, loc = of the first ABI }
-- VALUE: { text = "0x40" (what is shown), absent = true (known not to be there), more by kind:
--          const, ioctl  number, wide (64 bits count), alias, obsolete, since, upto, header (what the header says), carries
--          call          number, args and arg_names (nil where no prototype is known), handler, empty (a number kept
--                        without a call), entry (C function), since
--          struct        size      field   offset, type (nil: only the width is known), size, pad, struct_size }

local facts = {}

facts.UNKNOWN = setmetatable({}, { __name = "unknown" })

function facts.new()
    return { list = {}, by_key = {}, abis = {} }
end

function facts.put(set, os, kind, group, name, abi, value, loc)
    local key = os .. "\0" .. kind .. "\0" .. group .. "\0" .. name
    local fact = set.by_key[key]
    if not fact then
        fact = { key = key, os = os, kind = kind, group = group, name = name, values = {}, loc = loc }
        set.by_key[key] = fact
        set.list[#set.list + 1] = fact
    end
    -- a name that stands twice (branches of a preprocessor line) keeps its first value
    if fact.values[abi] == nil then fact.values[abi] = value end
end

local put = facts.put

-- `like` is a fact of this or another set.
function facts.value(set, like, abi)
    if set.groups and not set.groups[like.kind .. " " .. like.group] then return facts.UNKNOWN end
    local fact = set.by_key[like.key]
    local value = fact and fact.values[abi]
    if value == nil then
        if set.partial and not (set.absent and set.absent(like, abi)) then return facts.UNKNOWN end
        return nil
    end
    if value.absent then return nil end
    return value
end

function facts.type_text(type)
    local text = type.base == "struct" and "struct " .. type.struct or type.base
    if type.flexible then return text .. "[]" end
    return type.count and ("%s[%d]"):format(text, type.count) or text
end

local type_text = facts.type_text

local WIDE = { i64 = true, u64 = true, long = true, ulong = true, ptr = true }

-- A number as people know it: flags and what is large in hexadecimal.
function facts.shown(number, kind)
    if number >= 0 and (kind == "flags" or number > 0xffff) then return ("0x%x"):format(number) end
    return tostring(number)
end

local function add_domain(set, side, domain, abi)
    local wide = WIDE[domain.type]
    for _, item in ipairs(domain.items) do
        if item.kind == "range" then
            put(set, side.os, "const", domain.name, item.name, abi,
                { text = ("%d..%d"):format(item.first, item.last) }, item.loc)
        else
            put(set, side.os, "const", domain.name, item.name, abi, { text = facts.shown(item.value, domain.kind),
                number = item.value, wide = wide, alias = item.alias_of, since = item.since, upto = item.upto,
                obsolete = item.obsolete or item.reserved, header = item.header_value }, item.loc)
        end
    end
end

local function add_struct(set, side, struct, abi)
    if not struct.size then return end
    put(set, side.os, "struct", struct.name, struct.name, abi,
        { text = ("%d bytes"):format(struct.size), size = struct.size }, struct.loc)
    local function add_fields(fields, view)
        for _, field in ipairs(fields) do
            put(set, side.os, "field", struct.name, (view and view .. "." or "") .. field.name, abi,
                { text = ("%s @%d"):format(type_text(field.type), field.offset), type = type_text(field.type),
                    offset = field.offset, size = field.size, pad = field.pad, struct_size = struct.size }, field.loc)
        end
    end
    add_fields(struct.fields)
    for _, view in ipairs(struct.views) do add_fields(view.fields, view.name) end
end

-- What a call's argument is to the machine: pointers are alike, integer spellings are kept.
local function arg_type(ctype)
    local text = (ctype or ""):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
    return text:find("*", 1, true) and "pointer" or text
end

-- A master has no prototype for what it only names.
local function call_value(call)
    local value = { text = tostring(call.number), number = call.number, handler = call.type or "STD",
        since = call.since, upto = call.upto, entry = call.entry, empty = call.empty }
    if call.prototype then
        value.args, value.arg_names = {}, {}
        for i, arg in ipairs(call.args) do
            value.args[i] = arg_type(arg.ctype or arg.type)
            value.arg_names[i] = arg.name or ""
        end
    end
    return value
end

-- What stands in a table where there is no call.
local NO_CALL_NAME = { nosys = true, lkmnosys = true, lkmressys = true, nonosys = true, xnosys = true }

local function add_calls(set, side, abi)
    for _, call in ipairs(side.calls or {}) do
        if call.name and not NO_CALL_NAME[call.name] and not (call.empty and call.type == "RESERVED") then
            put(set, side.os, "call", "calls", call.name, abi, call_value({ number = call.number, type = call.type,
                since = call.since, upto = call.upto, args = call.args, empty = call.empty,
                prototype = not call.empty }), call.loc)
        end
    end
    for _, item in ipairs(side.numbers and side.numbers.members or {}) do
        put(set, side.os, "call", "calls", item.name, abi,
            { text = tostring(item.value), number = item.value, since = item.since, upto = item.upto }, item.loc)
    end
end

function facts.add_side(set, side)
    local abi = side.os .. "/" .. side.arch.name
    set.abis[#set.abis + 1] = abi
    for _, domain in ipairs(side.domains) do add_domain(set, side, domain, abi) end
    for _, struct in ipairs(side.structs) do add_struct(set, side, struct, abi) end
    for _, group in ipairs(side.ioctls) do
        for _, item in ipairs(group.items) do
            put(set, side.os, "ioctl", group.name, item.name, abi, { text = ("0x%x"):format(item.value),
                number = item.value, alias = item.alias_of, obsolete = item.obsolete, since = item.since,
                upto = item.upto, carries = item.dir .. (item.type and " " .. type_text(item.type) or "") }, item.loc)
        end
    end
    for _, item in ipairs(side.traps) do
        put(set, side.os, "trap", "trap", item.name, abi,
            { text = ("%d %s %s"):format(item.value, item.signal or "-", item.code or "-") }, item.loc)
    end
    add_calls(set, side, abi)
end

-- "linux" when most functions are called linux_..., nil when they have no common prefix of a system.
function facts.master_system(master)
    local count, total = {}, 0
    for _, item in ipairs(master.items) do
        local prefix = item.kind == "call" and item.func and item.func:match("^(%l+)_")
        if item.func then total = total + 1 end
        if prefix then count[prefix] = (count[prefix] or 0) + 1 end
    end
    for _, prefix in ipairs({ "linux", "freebsd32", "freebsd", "netbsd", "svr4" }) do
        if (count[prefix] or 0) * 2 > total then return prefix end
    end
    return nil
end

-- Entries whose arguments are those of another call.
local INDIRECT = { SYSMUX = true, INDIR = true }

-- The calls of a master read by itself; the ABI it is of is for the caller to say.
function facts.add_master(set, master, os, abi)
    set.abis[#set.abis + 1] = abi
    set.groups = { ["call calls"] = true }
    local prefix = "^" .. (facts.master_system(master) or os) .. "_"
    local function plain(name) return (name:gsub(prefix, ""):gsub("^sys_", "")) end
    -- of several calls of one name the newest has it; the others are called as their functions are
    local newest = {}
    local function version(item)
        return item.compat and (tonumber(item.compat:match("^COMPAT(%d+)$")) or 0) or math.huge
    end
    for _, item in ipairs(master.items) do
        local name = item.kind == "call" and item.name and not item.empty and plain(item.name)
        if name then newest[name] = math.max(newest[name] or 0, version(item)) end
    end
    set.older = set.older or {}
    for _, item in ipairs(master.items) do
        local name = item.kind == "call" and item.number and item.name and plain(item.name)
        if name and not NO_CALL_NAME[name] and item.type ~= "RESERVED" then
            local own = version(item)
            if not item.empty and own < newest[name] then
                set.older[abi .. " " .. item.number] = name
                name = own > 0 and ("freebsd%d_%s"):format(own, name) or "o" .. name
            end
            put(set, os, "call", "calls", name, abi, call_value({ number = item.number, args = item.args or {},
                type = item.type, entry = item.func and plain(item.func), empty = item.empty,
                prototype = not item.empty and item.func ~= nil and not INDIRECT[item.type] }), item.loc)
        end
    end
end

return facts
