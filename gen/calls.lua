-- SPDX-License-Identifier: BSD-2-Clause
--
-- Calls: syscalls.master and the `call` blocks of calls.spec -> CALL records of a side; raw lines of a `calls`
-- block -> calls-pair lines.
--
--     calls.attach(side, text_of_master, path, blocks, sink)     fills side.calls and side.call
--     calls.line(raw, side)                                      -> calls-pair line with args of known kind
--
-- A call is named after the master's function without the system's prefix: linux_openat is "openat".

local cdecl = require("parse.cdecl")
local master = require("parse.master")
local model = require("model")

local calls = {}

-- SAL annotations say the direction, and the argument that holds the length
local function from_marks(arg, annotation)
    for _, mark in ipairs(annotation and cdecl.marks(annotation) or {}) do
        local name = mark.name
        if name:find("^_In_z_") or name:find("^_In_opt_z_") then
            arg.dir, arg.string = "in", true
        elseif name:find("^_In_") then
            arg.dir = "in"
        elseif name:find("^_Out_") then
            arg.dir = "out"
        elseif name:find("^_Inout_") then
            arg.dir = "inout"
        end
        if name:find("_opt_") then arg.nullable = true end
        if mark.expr and name:find("_bytes_") then
            arg.bytes = mark.expr
        elseif mark.expr and mark.expr:find("^[%a_][%w_]*$") then
            arg.count_arg = mark.expr
        end
    end
end

local function argument(raw, side)
    local arg = { name = raw.name, ctype = raw.type, loc = raw.loc, annotation = raw.annotation }
    from_marks(arg, raw.annotation)
    local name = raw.type and raw.type:match("struct ([%w_]+) %*")
    if name then
        name = name:gsub("^" .. side.os .. "_", "")
        if side.struct[name] then arg.struct = name end
    end
    return arg
end

local function companion(call, block)
    call.since, call.upto, call.companion = block.since or call.since, block.upto, block
    call.text, call.returns = block.text, block.returns
    local by_name = {}
    for _, arg in ipairs(call.args) do by_name[arg.name or ""] = arg end
    for _, said in ipairs(block.args) do
        local arg = by_name[said.name]
        if arg then
            arg.dir = said.dir or arg.dir
            arg.domain = said.domain or arg.domain
            arg.bytes = said.bytes or arg.bytes
            arg.path = said.path or arg.path
            arg.string = said.string or arg.string
            arg.text = said.text
            if said.type then
                arg.count = said.type.count
                arg.count_arg = said.type.count_arg
                if said.type.base == "struct" then arg.struct = said.type.struct else arg.scalar = said.type.base end
            end
            if arg.path then arg.dir = arg.dir or "in" end
        end
    end
end

local function before(a, b)
    if a.number ~= b.number then return a.number < b.number end
    return a.loc.line < b.loc.line
end

function calls.attach(side, text, path, blocks, sink)
    local record = master.parse(text, path, {}, sink)
    local prefix = "^" .. side.os .. "_"
    side.master, side.master_record = path, record
    for _, item in ipairs(master.calls(record)) do
        if item.number then
            local call = { name = item.name and item.name:gsub(prefix, ""), number = item.number, last = item.last,
                ret = item.ret, type = item.type, flags = item.flags, empty = item.empty or nil, func = item.func,
                loc = item.loc, master = item, args = {} }
            for i, arg in ipairs(item.args or {}) do call.args[i] = argument(arg, side) end
            side.calls[#side.calls + 1] = call
            if call.name and not side.call[call.name] then side.call[call.name] = call end
        end
    end
    table.sort(side.calls, before)
    for _, block in ipairs(blocks) do
        local call = block.kind == "call" and side.call[block.name]
        if call and not call.companion then companion(call, block) end
    end
end

function calls.line(raw, side)
    local line = { name = raw.name, from = raw.from, to = raw.to, loc = raw.loc, op = raw.op, reason = raw.reason,
        service = raw.service, service_loc = raw.service_loc, service_args = raw.service_args, result = raw.result,
        result_loc = raw.result_loc, file = raw.file, errno = raw.errno, broken = raw.broken }
    if not raw.args then return line end
    line.args = {}
    for i, arg in ipairs(raw.args) do
        local new = { name = arg.name, loc = arg.loc, nullable = arg.nullable, kind = arg.kind, dir = arg.dir,
            count = arg.count, domain = arg.domain }
        if arg.of and not arg.explicit_struct and model.SCALARS[arg.of] then
            new.kind, new.scalar = "scalar", arg.of
        elseif arg.of and not arg.explicit_struct and not side.struct[arg.of] and side.domain[arg.of] then
            new.kind, new.domain = "ptr", arg.of
        elseif arg.of then
            new.kind, new.struct = "struct", arg.of
        end
        line.args[i] = new
    end
    return line
end

return calls
