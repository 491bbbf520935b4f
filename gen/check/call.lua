-- SPDX-License-Identifier: BSD-2-Clause
--
-- Rules over calls: the companion calls.spec, and the lines that say what each call becomes.
--
--     call.companions(sides, sink)     all sides of one system: a call need not be on each
--     call.world(world, sink)

local cli = require("cli")
local domain = require("check.domain")
local model = require("model")

local call = {}

local function did_you_mean(name, names)
    local near = cli.nearest(name, names)
    return near and (", did you mean '" .. near .. "'?") or ""
end

local function argument_names(c)
    local names, index = {}, {}
    for i, arg in ipairs(c.args) do
        names[#names + 1] = arg.name or "?"
        if arg.name then index[arg.name] = i end
    end
    return names, index
end

local function companion(side, found, block, sink)
    local names, index = argument_names(found)
    local first = {}
    for _, arg in ipairs(block.args) do
        if first[arg.name] then
            sink:error(arg.loc, "name-twice", "argument '%s' stands at line %d already", arg.name,
                first[arg.name].loc.line)
        end
        first[arg.name] = first[arg.name] or arg
        if not index[arg.name] then
            sink:error(arg.loc, "argument-unknown", "%s has no argument '%s'%s", block.name, arg.name,
                did_you_mean(arg.name, names))
        end
        domain.known(side, arg.domain, arg.loc, sink)
        if arg.type and arg.type.struct and not side.struct[arg.type.struct] then
            sink:error(arg.loc, "struct-unknown", "no structure '%s' in the specs of %s", arg.type.struct, side.os)
        end
        local length = arg.bytes or (arg.type and arg.type.count_arg)
        if length and not length:find("^%d") and not index[length] then
            sink:error(arg.loc, "argument-unknown", "%s has no argument '%s'%s", block.name, length,
                did_you_mean(length, names))
        end
    end
    domain.known(side, block.returns, block.loc, sink)
end

-- Has the system such a call on another architecture?
local function elsewhere(side, name)
    for _, item in ipairs(side.numbers and side.numbers.absent or {}) do
        if item.name == name then return true end
    end
    return false
end

function call.companions(sides, sink)
    local any
    for _, side in ipairs(sides) do any = any or side.master end
    if not any then return end
    local blocks, seen = {}, {}
    for _, side in ipairs(sides) do
        for _, block in ipairs(side.blocks) do
            if block.kind == "call" and not seen[block] then
                seen[block] = true
                blocks[#blocks + 1] = block
                domain.releases(block, sink)
            end
        end
    end
    for _, block in ipairs(blocks) do
        local found = false
        for _, side in ipairs(sides) do
            local its = side.call[block.name]
            found = found or elsewhere(side, block.name)
            if its then
                found = true
                if its.companion == block and not its.empty then companion(side, its, block, sink) end
            end
        end
        if not found then
            local names = {}
            for _, side in ipairs(sides) do
                for name in model.sorted(side.call) do names[#names + 1] = name end
            end
            sink:error(block.loc, "call-unknown", "no syscalls.master of %s has a call '%s'%s", sides[1].os, block.name,
                did_you_mean(block.name, names))
        end
    end
end

-- calls.pair -----------------------------------------------------------------------------------------

local function arguments(c, line, found)
    local names = argument_names(found)
    for i, arg in ipairs(line.args) do
        if names[i] ~= arg.name then
            c.sink:error(arg.loc, "call-arguments", "argument %d of %s is %s", i, line.name, names[i] and
                ("'" .. names[i] .. "' in the master, not '" .. arg.name .. "'") or
                "too many: the master has " .. #names)
            return
        end
    end
    if #line.args < #names then
        c.sink:error(line.loc, "call-arguments", "%s lacks the argument '%s' of the master", line.name,
            names[#line.args + 1])
    end
end

local function counterpart(c, what, name, loc)
    local policy = model.policy(c.world.policies, what, name, c.foreign.os, c.native.os)
    local index = what == "domain" and c.native.domain or c.native.struct
    if not index[policy.to_name] then
        c.sink:error(loc, "pair-missing", "%s has no %s '%s' to pair with", c.native.os,
            what == "domain" and "domain" or "structure", policy.to_name)
    end
end

local function kind_of(c, line, arg, raw)
    local pointer = raw and raw.ctype and raw.ctype:find("*", 1, true)
    if raw and (arg.kind == "domain") == (pointer ~= nil) and arg.kind ~= "plain" then
        c.sink:error(arg.loc, "call-pointer", "%s of %s is %s '%s' in the master", arg.name, line.name,
            pointer and "a pointer," or "no pointer but", raw.ctype)
    end
    if arg.kind == "struct" then
        if not c.foreign.struct[arg.struct] then
            local names = {}
            for name in model.sorted(c.foreign.struct) do names[#names + 1] = name end
            c.sink:error(arg.loc, "struct-unknown", "no structure '%s' in the specs of %s%s", arg.struct, c.foreign.os,
                did_you_mean(arg.struct, names))
        else
            counterpart(c, "struct", arg.struct, arg.loc)
        end
    elseif arg.domain then
        if domain.known(c.foreign, arg.domain, arg.loc, c.sink) then counterpart(c, "domain", arg.domain, arg.loc) end
    end
end

local function constant(c, name)
    for _, d in ipairs(c.native.domains) do
        if d.by_name[name] then return true end
    end
    return false
end

local function service(c, line)
    local names, index = {}, {}
    for _, arg in ipairs(line.args or {}) do
        names[#names + 1] = arg.name
        index[arg.name] = true
    end
    for _, given in ipairs(line.service_args or {}) do
        if given.kind == "arg" and not index[given.name] then
            c.sink:error(given.loc, "service-argument", "'%s' is no argument of %s%s", given.name, line.name,
                did_you_mean(given.name, names))
        elseif given.kind == "const" and not constant(c, given.name) then
            c.sink:error(given.loc, "constant-unknown", "%s has no constant '%s'", c.native.os, given.name)
        end
    end
    if line.result and domain.known(c.foreign, line.result, line.result_loc, c.sink) then
        counterpart(c, "domain", line.result, line.result_loc)
    end
end

local function one_line(c, line, found)
    if line.args then
        arguments(c, line, found)
        for i, arg in ipairs(line.args) do kind_of(c, line, arg, found.args[i]) end
    end
    if line.op == "service" then
        if found.empty then
            c.sink:error(line.loc, "call-empty", "number %d, %s, is %s in the master and has no call", found.number,
                line.name, found.type)
        elseif not line.args and #found.args > 0 then
            c.sink:error(line.loc, "call-arguments", "%s needs its arguments: %s(%s)", line.name, line.name,
                table.concat((argument_names(found)), ", "))
        end
        service(c, line)
    elseif line.op == "hand" then
        if line.file and not c.world.has_file(line.file) then
            c.sink:error(line.loc, "hand-file", "there is no file %s", line.file)
        end
    elseif not line.reason then
        c.sink:error(line.loc, "reason-missing", "the line for %s gives no reason in double quotes", line.name)
    end
    local errnos = c.native.domain.errno
    if line.errno and not (errnos and errnos.by_name[line.errno]) then
        c.sink:error(line.loc, "errno-unknown", "'%s' is no errno of %s", line.errno, c.native.os)
    end
end

function call.world(world, sink)
    local c = { world = world, foreign = world.foreign, native = world.native, sink = sink }
    local first, names = {}, nil
    for _, line in ipairs(world.call_list) do
        if first[line.name] then
            sink:error(line.loc, "call-twice", "%s has a line at %s:%d already", line.name, first[line.name].file,
                first[line.name].line)
        end
        first[line.name] = first[line.name] or line.loc
        local found = c.foreign.call[line.name]
        if not found and not elsewhere(c.foreign, line.name) then
            if not names then
                names = {}
                for name in model.sorted(c.foreign.call) do names[#names + 1] = name end
            end
            sink:error(line.loc, "call-unknown", "%s has no call '%s' on %s%s", c.foreign.os, line.name,
                c.foreign.arch.name, did_you_mean(line.name, names))
        elseif found and not line.broken then
            one_line(c, line, found)
        end
    end
end

return call
