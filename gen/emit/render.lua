-- SPDX-License-Identifier: BSD-2-Clause
--
-- One vector: world -> every output file, in memory.
--
--     local path = render.vector(world, opts, src, out, sink)     opts.output, .specs, .include, .runtime; path of
--                                                                 PREFIX_vector.c
--     local calls = render.calls(world)                           the table of pair/call.lua

local absent = require("emit.absent")
local call = require("pair.call")
local call_desc = require("emit.call_desc")
local const = require("emit.const")
local domain = require("pair.domain")
local emit_domain = require("emit.domain")
local emit_ioctl = require("emit.ioctl")
local emit_layout = require("emit.layout")
local errno = require("emit.errno")
local handlers = require("emit.handlers")
local ioctl = require("pair.ioctl")
local layout = require("pair.layout")
local names = require("emit.names")
local native_abi = require("emit.native_abi")
local native_kernel = require("emit.native_kernel")
local service = require("pair.service")
local signal = require("emit.signal")
local struct = require("emit.struct")
local syscall = require("emit.syscall")
local trap = require("emit.trap")
local vector = require("emit.vector")
local xlat = require("emit.xlat")

local render = {}

render.calls = call.table

-- A system's own programs: both sides are one record, and must be told apart to be named.
local function two_sided(world)
    if world.foreign ~= world.native then return world end
    local copy = {}
    for key, value in pairs(world) do copy[key] = value end
    copy.native = setmetatable({}, { __index = world.native })
    return copy
end

function render.vector(world, opts, src, out, sink)
    world = two_sided(world)
    local n = names.new(world, opts.specs)
    local doms = domain.all(world)
    emit_domain.finish(doms)
    local calls = call.table(world)
    local parts = { doms = doms, layouts = layout.all(world, doms), calls = calls, ioctls = ioctl.all(world),
        services = service.read(opts.include, opts.runtime, src) }
    call.check_types(world, calls, parts.services.names, sink)
    local dir = ("%s/%s/"):format(opts.output, world.vector.name)
    local last
    local function add(file, body)
        last = dir .. file
        out:add(last, body)
    end
    -- vectors of one run share the native side
    for _, emitter in ipairs({ native_abi, native_kernel }) do
        local native, body = emitter.emit(n, sink)
        local native_path = ("%s/%s/%s"):format(opts.output, n.native_dir, native)
        if out.text[native_path] == nil then out:add(native_path, body) end
    end
    add(const.foreign(n, sink))
    add(struct.foreign(n))
    add(syscall.numbers(n, calls))
    add(syscall.proto(n, calls))
    add(xlat.emit(n, parts))
    add(syscall.sysent(n, calls))
    add(syscall.names(n, calls))
    add(call_desc.emit(n, calls, doms))
    add(errno.emit(n, doms))
    add(signal.emit(n, doms, sink))
    add(trap.emit(n))
    add(emit_domain.emit(n, doms))
    add(emit_layout.emit(n, parts.layouts, sink))
    add(emit_ioctl.emit(n, parts.ioctls, parts.layouts, sink))
    add(handlers.emit(n, calls, parts, sink))
    local stand_ins, stand_in_text = absent.emit(n, parts.services)
    if stand_ins then add(stand_ins, stand_in_text) end
    add(vector.auxv(n))
    add(vector.emit(n, doms))
    return last
end

return render
