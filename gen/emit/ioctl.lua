-- SPDX-License-Identifier: BSD-2-Clause
--
-- ioctl requests -> table by foreign request, index by native request, conversions of what they point at.
--
--     ioctl.emit(n, list, layouts, sink)    -> "linux_ioctl.c", text
--
-- `list` is pair/ioctl.all(world), `layouts` pair/layout.all(world).

local text = require("emit.text")

local ioctl = {}

local DIR = { ["in"] = "SV_DIR_IN", out = "SV_DIR_OUT", inout = "SV_DIR_INOUT" }

local function pointed(item)
    return item.type and item.dir ~= "none" and item.dir ~= "value" and item.type or nil
end

-- What a pair of types needs: name of the wrapper without direction, or nil for the same bytes
local function conversion(n, entry, layouts, wanted, sink)
    local f, v = entry.item.type, entry.native and entry.native.type
    if not v or not pointed(entry.item) or not pointed(entry.native) then
        local here, there = pointed(entry.item) ~= nil, v ~= nil and pointed(entry.native) ~= nil
        if entry.op == "paired" and here ~= there then
            sink:error(entry.item.loc, "ioctl-argument", "%s and %s do not agree on pointing at something",
                entry.item.name, entry.native.name)
        end
        return nil
    end
    if f.base == "struct" and v.base == "struct" then
        if (f.count or 1) ~= 1 or (v.count or 1) ~= 1 then
            if entry.op == "paired" then
                sink:error(entry.item.loc, "ioctl-argument", "arrays of structures are for hand-written requests")
            end
            return nil
        end
        local layout = layouts.by_name[f.struct]
        if not layout or layout.native.name ~= v.struct then
            if entry.op == "paired" then
                sink:error(entry.item.loc, "ioctl-struct", "struct %s and struct %s are no pair (%s, %s)", f.struct,
                    v.struct, entry.item.name, entry.native.name)
            end
            return nil
        end
        local name = ("%s_%s"):format(n.prefix, f.struct)
        if not wanted[name] then
            wanted[name] = { name = name, foreign = n:tag(n.world.foreign, layout.foreign), struct = true,
                native = n:tag(n.world.native, layout.native) }
            wanted[#wanted + 1] = wanted[name]
        end
        return name
    end
    if f.base == "struct" or v.base == "struct" then
        if entry.op == "paired" then
            sink:error(entry.item.loc, "ioctl-struct", "%s points at a structure on one side only", entry.item.name)
        end
        return nil
    end
    if f.size == v.size then return nil end
    if f.count or v.count then
        if entry.op == "paired" then
            sink:error(entry.item.loc, "ioctl-argument", "%s: arrays of different size", entry.item.name)
        end
        return nil
    end
    local name = ("%s_%s_%s"):format(n.prefix, f.base, v.base)
    if not wanted[name] then
        wanted[name] = { name = name, foreign = n:scalar(n.world.foreign, f.base),
            native = n:scalar(n.world.native, v.base) }
        wanted[#wanted + 1] = wanted[name]
    end
    return name
end

local function wrapper(t, w, dir)
    local from, to = w.foreign, w.native
    if dir == "out" then from, to = to, from end
    t:line("static int")
    t:line("%s_%s_any(const void *from, void *to)", w.name, dir)
    t:line("{")
    if w.struct then
        t:line("\treturn (%s_%s(from, to));", w.name, dir)
    else
        t:line("\tconst %s *f = from;", from)
        t:line("\t%s *v = to;", to)
        t:blank()
        t:line("\tif (!SV_FITS(%s, *f))", to)
        t:line("\t\treturn (EOVERFLOW);")
        t:line("\t*v = (%s)*f;", to)
        t:line("\treturn (0);")
    end
    t:line("}")
    t:blank()
end

local OP = { paired = "SV_IOCTL_PAIRED", refused = "SV_IOCTL_REFUSED", hand = "SV_IOCTL_HAND",
    ignored = "SV_IOCTL_IGNORED" }

local function entry_lines(t, n, entry, convert)
    local item, native = entry.item, entry.native
    local value = n:constant(n.world.foreign, item.name)
    if entry.note then t:comment(entry.note, "\t") end
    local words = { ".foreign = " .. value }
    if native then words[#words + 1] = ".native = " .. native.name end
    if entry.op ~= "paired" then words[#words + 1] = ".op = " .. OP[entry.op] end
    if entry.op == "refused" then words[#words + 1] = ".error = " .. entry.errno end
    if pointed(item) then
        words[#words + 1] = ".arg = SV_IOCTL_POINTER"
        words[#words + 1] = ".dir = " .. (DIR[item.dir] or "SV_DIR_NONE")
        words[#words + 1] = ".foreign_size = " .. item.type.size
        if native and pointed(native) then words[#words + 1] = ".native_size = " .. native.type.size end
    elseif item.dir == "value" then
        words[#words + 1] = ".arg = SV_IOCTL_VALUE"
    end
    if convert then
        words[#words + 1] = (".in = %s_in_any"):format(convert)
        words[#words + 1] = (".out = %s_out_any"):format(convert)
    end
    words[#words + 1] = ".name = " .. text.quote(item.name)
    if native then words[#words + 1] = ".native_name = " .. text.quote(native.name) end
    t:fill("\t{ ", words, " },", "\t  ")
end

function ioctl.emit(n, list, layouts, sink)
    local file = n.prefix .. "_ioctl.c"
    local t = text.new()
    n:header(t, file, ("ioctl requests of %s and what they are on %s."):format(n.foreign_abi, n.native_abi),
        list.inputs)
    t:blank()
    t:line("#include <sysvec/xlat.h>")
    t:line("#include \"%s_const.h\"", n.prefix)
    t:line("#include \"%s_struct.h\"", n.prefix)
    t:line("#include \"%s_xlat.h\"", n.prefix)
    t:blank()
    local wanted, converts = {}, {}
    for i, entry in ipairs(list) do converts[i] = conversion(n, entry, layouts, wanted, sink) or false end
    for _, w in ipairs(wanted) do
        wrapper(t, w, "in")
        wrapper(t, w, "out")
    end
    t:comment("Sorted by the request as the program gives it.")
    t:line("const struct sv_ioctl %s_ioctls[] = {", n.prefix)
    for i, entry in ipairs(list) do entry_lines(t, n, entry, converts[i] or nil) end
    if #list == 0 then t:line("\t{ .op = SV_IOCTL_REFUSED, .error = ENOTTY, .name = \"\" },") end
    t:line("};")
    t:blank()
    t:comment("Places in the table, sorted by native request; those without one come first.")
    t:line("const uint16_t %s_ioctls_native[] = {", n.prefix)
    local places = #list == 0 and { 0 } or list.native
    for i = 1, #places, 16 do
        t:line("\t%s,", table.concat(places, ", ", i, math.min(i + 15, #places)))
    end
    t:line("};")
    return file, t:text()
end


return ioctl
