-- SPDX-License-Identifier: BSD-2-Clause
--
-- The first version of a vector file, and of the specs beside it that hold no facts yet.
--
--     vector.text(c)            c = { name =, os =, arch = ARCH, native = "freebsd/arm64", from = vector record,
--                                     from_file = "specs/vectors/linux-amd64.vector", auxv = DOMAIN or nil,
--                                     decisions = list of decisions.list }
--     vector.traps(os, arch)    a trap.spec without traps
--
-- What concerns the machine (interpreters, register convention) is left out; brand, root, identity and the order of the
-- auxiliary vector are those of the vector it is made from.

local vector = {}

local function quoted(word)
    return word:find("^[%w_/%.%-]+$") and word or '"' .. word:gsub('[\\"]', "\\%0") .. '"'
end

function vector.text(c)
    local v, out = c.from, {}
    local function add(fmt, ...) out[#out + 1] = fmt:format(...) end
    add("# %s programs for %s on %s's services.", c.os:sub(1, 1):upper() .. c.os:sub(2), c.arch.name,
        c.native:match("^[^/]*"))
    add('source "%s (brand, root, identity, order of the auxiliary vector)"', c.from_file)
    add("")
    add("vector %s", c.name)
    add("    foreign %s/%s", c.os, c.arch.name)
    add("    native %s", c.native)
    if v.pair then add("    pair %s", quoted(v.pair)) end
    add("    prefix %s", quoted(v.prefix or c.os))
    for _, brand in ipairs(v.brands) do
        if brand.kind == "osabi" then
            add("    brand osabi %s", quoted(tostring(brand.value)))
        elseif brand.kind == "note" then
            add("    brand note %s %s", quoted(brand.name), quoted(brand.system))
        end
    end
    if v.root then add("    root %s", quoted(v.root)) end
    if v.osname then add("    osname %s", quoted(v.osname)) end
    if v.osrelease then add("    osrelease %s", quoted(v.osrelease)) end
    if v.ossversion then add("    ossversion 0x%06x", v.ossversion) end
    add("    errno %s", v.errno or "negative")
    add("    abi %s-syscall", c.arch.name)
    for _, entry in ipairs(v.auxv) do
        if c.auxv and c.auxv.by_name[entry.tag] then add("    auxv %s %s", entry.tag, entry.from) end
    end
    for _, d in ipairs(c.decisions) do add('    undecided %s "%s"', d.name, d.text) end
    return table.concat(out, "\n") .. "\n"
end

function vector.traps(os, arch)
    return ([[
# Exceptions of %s processors as %s numbers them, and the signal and code a program gets.  Nobody has read them yet.
#
# Columns: name, number, signal or -, codes (several where the kernel looks closer).
source "none yet: `sysvec port` wrote this file without a fact in it"
]]):format(arch, os:sub(1, 1):upper() .. os:sub(2))
end

return vector
