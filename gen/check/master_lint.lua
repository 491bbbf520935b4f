-- SPDX-License-Identifier: BSD-2-Clause
--
-- What is legal in a master and still wrong.  Several masters given together are compared with each other:
-- a handler that stands in more than one of them is one C function.
--
--     lint.check({ record, ... }, { wide = true or nil }, sink)
--
-- wide: the masters describe a 32-bit ABI, on which a 64-bit argument arrives in two halves.  Without it
-- that is assumed of masters whose path says linux32 or freebsd32.

local cdecl = require("parse.cdecl")

local lint = {}

-- pointers without a star
local POINTERS = { caddr_t = true, intptr_t = true, uintptr_t = true }

local function is_pointer(arg)
    return arg.type:find("*", 1, true) or POINTERS[arg.type] or arg.func or arg.type:find("ptr_t$") or
        arg.type:find("caddr_t", 1, true)
end

local function base_of(name)
    return name:match("^_(%u%l+)")
end

local function annotation(call, arg, sink)
    local sal, contains
    for _, mark in ipairs(cdecl.marks(arg.annotation)) do
        local base = base_of(mark.name)
        local loc = arg.loc
        if base == "Contains" then
            if contains then sink:error(loc, "annotation-order", "two _Contains_ on '%s'", arg.name) end
            contains = mark
        else
            if sal then
                sink:error(loc, "annotation-order", "'%s' is both '%s' and '%s'", arg.name, sal.name, mark.name)
            elseif contains then
                sink:error(loc, "annotation-order", "'%s' comes after '%s' of '%s'", mark.name, contains.name, arg.name)
            end
            sal = mark
            local counted = mark.name:find("_reads_") or mark.name:find("_writes_") or mark.name:find("_updates_")
            if counted and not mark.expr then
                sink:error(loc, "annotation-size", "'%s' of '%s' does not say how much", mark.name, arg.name)
            elseif mark.expr and not counted then
                sink:error(loc, "annotation-size", "'%s' counts nothing and has '(%s)'", mark.name, mark.expr)
            end
            if (base == "Out" or base == "Inout") and arg.type:find("^const ") and
                not arg.type:find("[*].*[*]") then
                sink:error(loc, "annotation-const", "'%s' is written to, '%s', and its type is '%s'", arg.name,
                    mark.name, arg.type)
            end
        end
    end
    if not is_pointer(arg) then
        sink:error(arg.loc, "annotation-pointer", "'%s' is annotated '%s' and is no pointer", arg.name,
            (arg.annotation:gsub("%s+", " ")))
    elseif not sal then
        sink:error(arg.loc, "annotation-missing", "'%s' does not say whether '%s' is read or written", call.func,
            arg.name)
    end
end

local function annotations(record, sink)
    local used = false
    for _, call in ipairs(record.items) do
        for _, arg in ipairs(call.args or {}) do used = used or arg.annotation ~= nil end
    end
    if not used then return end
    for _, call in ipairs(record.items) do
        if call.kind == "call" and call.func and call.type ~= "SYSMUX" then
            for _, arg in ipairs(call.args) do
                if arg.annotation then
                    annotation(call, arg, sink)
                elseif arg.type:find("*", 1, true) then
                    sink:error(arg.loc, "annotation-missing", "'%s' does not say whether '%s' is read or written",
                        call.func, arg.name or arg.type)
                end
            end
        end
    end
end

local WIDE = {
    off_t = true, dev_t = true, id_t = true, quad_t = true, u_quad_t = true, int64_t = true, uint64_t = true,
    l_loff_t = true, l_off64_t = true, ["long long"] = true, ["unsigned long long"] = true,
}

local function wide(record, sink)
    for _, call in ipairs(record.items) do
        if call.kind == "call" and call.func and not call.flags.NOPROTO and not call.flags.NODEF then
            for _, arg in ipairs(call.args) do
                if WIDE[arg.type] then
                    sink:error(arg.loc, "arg-wide",
                        "'%s' of '%s' is 64 bits wide; on a 32-bit ABI it arrives in two halves", arg.name, call.func)
                end
            end
        end
    end
end

-- how a handler is called in C
local function handler(record, call)
    if record.description.bars then return call.prefix .. "_" .. call.version .. "_" .. call.func end
    return (call.compat and call.compat .. " " or "") .. call.func
end

-- spellings of the same C type
local SAME = {
    l_int = "int", l_uint = "u_int", ["unsigned int"] = "u_int", l_long = "long", l_ulong = "u_long",
    ["unsigned long"] = "u_long", l_ushort = "u_short", ["unsigned short"] = "u_short", l_size_t = "size_t",
    l_pid_t = "pid_t", l_uid_t = "uid_t", l_gid_t = "gid_t",
}

local function same_type(a, b)
    return (SAME[a] or a) == (SAME[b] or b)
end

-- On 32 bits the wide arguments of `short` come in halves, perhaps with a pad before each.
local function halved(short, long)
    local count = 0
    for _, arg in ipairs(short) do
        if WIDE[arg.type] then count = count + 1 end
    end
    local more = #long - #short
    return count > 0 and more >= count and more <= 2 * count
end

-- The same names with the same types, in an order of the architecture's own: handlers find arguments by name.
local function reordered(a, b)
    local types = {}
    for _, arg in ipairs(a) do types[arg.name or ""] = arg.type end
    for _, arg in ipairs(b) do
        if not arg.name or not types[arg.name] or not same_type(arg.type, types[arg.name]) then return false end
    end
    return true
end

local function differences(one, other, sink)
    local a, b = one.call, other.call
    local where = ("%s:%d"):format(one.call.loc.file, one.call.loc.line)
    local loc = b.name_loc or b.loc
    if halved(a.args, b.args) or halved(b.args, a.args) then
        a, b = { args = {}, ret = a.ret, audit = a.audit }, setmetatable({ args = {} }, { __index = b })
    end
    if #a.args ~= #b.args then
        sink:error(loc, "handler-count", "'%s' has %d arguments here and %d at %s", b.func, #b.args, #a.args, where)
    elseif not reordered(a.args, b.args) then
        for i, arg in ipairs(b.args) do
            if not same_type(arg.type, a.args[i].type) then
                sink:warn(arg.loc, "handler-type", "'%s' of '%s' is '%s' here and '%s' at %s", arg.name or "?", b.func,
                    arg.type, a.args[i].type, where)
            end
        end
    end
    if a.ret ~= b.ret then
        sink:error(loc, "handler-return", "'%s' returns '%s' here and '%s' at %s", b.func, b.ret, a.ret, where)
    end
    if a.audit ~= b.audit then
        sink:error(b.loc, "audit-differs", "'%s' is %s here and %s at %s", b.func, b.audit, a.audit, where)
    end
end

local function handlers(records, sink)
    local first = {}
    for _, record in ipairs(records) do
        local here = {}
        for _, call in ipairs(record.items) do
            if call.kind == "call" and call.func and call.ret and not call.flags.NODEF and call.func ~= "nosys" then
                local name = handler(record, call)
                if first[name] and not here[name] then
                    differences(first[name], { call = call, record = record }, sink)
                elseif not first[name] then
                    first[name] = { call = call, record = record }
                end
                here[name] = true
            end
        end
    end
end

function lint.check(records, options, sink)
    for _, record in ipairs(records) do
        annotations(record, sink)
        local path = record.file or ""
        if options.wide or path:find("linux32", 1, true) or path:find("freebsd32", 1, true) then wide(record, sink) end
    end
    if #records > 1 then handlers(records, sink) end
end

return lint
