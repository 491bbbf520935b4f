-- SPDX-License-Identifier: BSD-2-Clause
--
-- What each call's arguments are -> const struct sv_call_desc, for traces and accounting.
--
--     call_desc.emit(n, calls, doms)       -> "linux_call_desc.c", text

local domain = require("emit.domain")
local text = require("emit.text")

local call_desc = {}

local DIR = { ["in"] = "SV_DIR_IN", out = "SV_DIR_OUT", inout = "SV_DIR_INOUT" }
local STATE = { none = "SV_CALL_NONE", unimpl = "SV_CALL_UNIMPL", nosys = "SV_CALL_NOSYS",
    generated = "SV_CALL_GENERATED", hand = "SV_CALL_HAND", fixed = "SV_CALL_FIXED" }

-- The calls-pair line knows domains and structures that the master cannot say.
local function said(entry, name)
    for _, arg in ipairs(entry.line and entry.line.args or {}) do
        if arg.name == name then return arg end
    end
end

local function index_of(entry, name)
    for i, arg in ipairs(entry.args) do
        if arg.name == name then return i - 1 end
    end
    return -1
end

-- { kind =, dir =, size =, count =, length =, domain =, structure = }
local function describe(n, entry, arg)
    local side = n.world.foreign
    local master, line = arg.arg, said(entry, arg.name) or {}
    local d = { size = arg.size, length = -1, count = master.count or line.count or 0 }
    local name = line.domain or master.domain
    if name and side.domain[name] then d.domain = name end
    if not arg.pointer then
        d.kind = d.domain and "SV_ARG_DOMAIN" or arg.signed and "SV_ARG_INT" or "SV_ARG_UINT"
        return d
    end
    d.dir = DIR[line.dir or master.dir or ""]
    local counter = master.bytes or master.count_arg
    d.length = counter and index_of(entry, counter) or -1
    local structure = line.struct or master.struct
    local scalar = line.scalar or master.scalar
    if line.kind == "path" or master.path then
        d.kind, d.size = "SV_ARG_PATH", 0
    elseif master.ctype:find("l_sigset_t") or structure == "sigset" then
        local def = side.typedef.l_sigset_t
        d.kind, d.size = "SV_ARG_SIGSET", def and def.type.size or side.struct.sigset and side.struct.sigset.size or 0
    elseif structure and side.struct[structure] and (side.struct[structure].size or 0) > 0 then
        d.kind, d.structure, d.size = "SV_ARG_STRUCT", structure, side.struct[structure].size
        if d.count == 0 and d.length < 0 then d.count = 1 end
    elseif master.string then
        d.kind, d.size = "SV_ARG_STRING", 0
    elseif master.bytes then
        d.kind, d.size = "SV_ARG_BYTES", 1
    elseif scalar then
        d.kind = "SV_ARG_SCALAR"
        d.size = require("model").scalar_size(scalar, side.arch) or 0
        if d.count == 0 and d.length < 0 then d.count = 1 end
    elseif d.domain then
        d.kind = "SV_ARG_SCALAR"
        d.size = n:domain_shape(side, side.domain[d.domain])
        d.count = math.max(d.count, 1)
    else
        d.kind, d.size = "SV_ARG_POINTER", 0
    end
    return d
end

local function arg_words(n, entry, arg)
    local d = describe(n, entry, arg)
    local words = { text.quote(arg.name), text.quote(arg.ctype) }
    words[#words + 1] = ".kind = " .. d.kind
    if d.dir then words[#words + 1] = ".dir = " .. d.dir end
    words[#words + 1] = ".slot = " .. arg.slot
    words[#words + 1] = ".slots = " .. arg.slots
    if d.size ~= 0 then words[#words + 1] = ".size = " .. d.size end
    words[#words + 1] = ".length = " .. d.length
    if d.count ~= 0 then words[#words + 1] = ".count = " .. d.count end
    if d.domain then words[#words + 1] = (".domain = &%s_%s_domain"):format(n.prefix, d.domain) end
    if d.structure then words[#words + 1] = ".structure = " .. text.quote(d.structure) end
    return words
end

function call_desc.emit(n, calls, doms)
    local file = n.prefix .. "_call_desc.c"
    local side = n.world.foreign
    local t = text.new()
    local inputs = { side.master }
    for _, call in ipairs(side.calls) do
        if call.companion then inputs[#inputs + 1] = call.companion.loc end
    end
    for _, line in ipairs(n.world.call_list) do inputs[#inputs + 1] = line.loc end
    n:header(t, file, ("the calls of %s and their arguments, for traces."):format(n.foreign_abi), inputs)
    t:blank()
    t:line("#include <sysvec/xlat.h>")
    t:line("#include \"%s_struct.h\"", n.prefix)
    t:line("#include \"%s_syscall.h\"", n.prefix)
    t:line("#include \"%s_xlat.h\"", n.prefix)
    t:blank()
    for _, entry in ipairs(calls) do
        if #entry.args > 0 and not entry.private then
            t:line("static const struct sv_arg_desc %s_args[] = {", entry.name)
            for _, arg in ipairs(entry.args) do t:fill("\t{ ", arg_words(n, entry, arg), " },", "\t  ") end
            t:line("};")
        end
    end
    t:blank()
    t:line("const struct sv_call_desc %s_call_desc[%s_SYS_MAXSYSCALL] = {", n.prefix, n.PREFIX)
    local catalogue = {}
    for _, entry in ipairs(domain.catalogue(n.world, doms)) do catalogue[entry.name] = true end
    for _, entry in ipairs(calls) do
        if entry.name and not entry.private then
            local words = { text.quote(entry.name), ".state = " .. STATE[entry.state] }
            if #entry.args > 0 then
                words[#words + 1] = ".args = " .. entry.name .. "_args"
                words[#words + 1] = ".nargs = " .. #entry.args
                words[#words + 1] = ".nslots = " .. entry.slots
            end
            if entry.ret then
                words[#words + 1] = ".ret = " .. (entry.ret.pointer and "SV_ARG_POINTER" or entry.ret.signed and
                    "SV_ARG_INT" or "SV_ARG_UINT")
            end
            local result = entry.line and entry.line.result or entry.call.returns
            if result and catalogue[result] then
                words[#words + 1] = (".result = &%s_%s_domain"):format(n.prefix, result)
            end
            t:fill(("\t[%d] = { "):format(entry.number), words, " },", "\t    ")
        end
    end
    t:line("};")
    return file, t:text()
end

return call_desc
