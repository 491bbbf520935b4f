-- SPDX-License-Identifier: BSD-2-Clause
--
-- The Linux ABIs, where their headers lie and how to compile for them.
--
--     abis.names                 the 19 that `sysvec import linux` does unless told otherwise, in order
--     abis.get("alpha")          { name = "alpha", folder = "alpha-linux-gnu", kernel = "alpha", ... }, or nil
--     abis.compiler(abi, have)   { command = "clang --target=... ", stand_in = true or nil, name = "clang" }, or nil
--
-- `folder` is what Debian calls the directory of the ABI's asm/, `kernel` the directory below arch/ in a kernel tree.
-- Only widths, byte order and alignment matter here, since nothing is run: where clang has no such target, one of the
-- same kind stands in, under the macros the headers ask for.  The architecture's own gcc, where installed, goes first
-- for these; both give the same answers for alpha, hppa and sh4.

local abis = {}

-- name, folder, kernel's directory, clang's target, macros a stand-in takes away, macros it sets.
-- No target: clang has none whose layouts are right (its m68k aligns to 4 and 8 where Linux aligns to 2), gcc must be there.
local TABLE = {
    { "amd64", "x86_64-linux-gnu", "x86", "x86_64-linux-gnu" },
    { "x32", "x86_64-linux-gnux32", "x86", "x86_64-linux-gnux32" },
    { "i386", "i386-linux-gnu", "x86", "i386-linux-gnu" },
    { "arm64", "aarch64-linux-gnu", "arm64", "aarch64-linux-gnu" },
    { "armhf", "arm-linux-gnueabihf", "arm", "arm-linux-gnueabihf" },
    { "riscv64", "riscv64-linux-gnu", "riscv", "riscv64-linux-gnu" },
    { "loong64", "loongarch64-linux-gnu", "loongarch", "riscv64-linux-gnu", "__riscv",
        "__loongarch__ __loongarch_grlen=64" },
    { "ppc64el", "powerpc64le-linux-gnu", "powerpc", "powerpc64le-linux-gnu" },
    { "ppc64", "powerpc64-linux-gnu", "powerpc", "powerpc64-linux-gnu" },
    { "powerpc", "powerpc-linux-gnu", "powerpc", "powerpc-linux-gnu" },
    { "s390x", "s390x-linux-gnu", "s390", "s390x-linux-gnu" },
    { "n64", "mips64-linux-gnuabi64", "mips", "mips64-linux-gnuabi64" },
    { "n32", "mips64-linux-gnuabin32", "mips", "mips64-linux-gnuabin32" },
    { "o32", "mips-linux-gnu", "mips", "mips-linux-gnu" },
    { "m68k", "m68k-linux-gnu", "m68k" },
    { "sparc64", "sparc64-linux-gnu", "sparc", "sparc64-linux-gnu" },
    { "alpha", "alpha-linux-gnu", "alpha", "x86_64-linux-gnu", "__x86_64__ __x86_64", "__alpha__" },
    { "hppa", "hppa-linux-gnu", "parisc", "powerpc-linux-gnu", "__powerpc__ __PPC__", "__hppa__" },
    { "sh4", "sh4-linux-gnu", "sh", "i386-linux-gnu", "__i386__ __i386", "__sh__ __SH4__ __LITTLE_ENDIAN__" },
    -- the other byte order of one above; imported only when asked for
    { "armel", "arm-linux-gnueabi", "arm", "arm-linux-gnueabi" },
    { "o32el", "mipsel-linux-gnu", "mips", "mipsel-linux-gnu" },
    { "n64el", "mips64el-linux-gnuabi64", "mips", "mips64el-linux-gnuabi64" },
    { "n32el", "mips64el-linux-gnuabin32", "mips", "mips64el-linux-gnuabin32" },
}
local DEFAULT = 19

-- folders of another name that hold the same headers
local ALSO = { n32 = { "mips64-linux-gnuabi64" }, n32el = { "mips64el-linux-gnuabi64" },
    o32 = { "mips64-linux-gnuabi64" }, i386 = { "i686-linux-gnu" } }

abis.names, abis.all = {}, {}
local by_name = {}
for i, row in ipairs(TABLE) do
    by_name[row[1]] = { name = row[1], folder = row[2], kernel = row[3], target = row[4], undefine = row[5],
        define = row[6], also = ALSO[row[1]] or {}, variant = i > DEFAULT }
    abis.all[i] = row[1]
    if i <= DEFAULT then abis.names[i] = row[1] end
end

-- Is an architecture only the other byte order of its first family, with the same facts until somebody imports it?
function abis.follows(arch)
    local abi = by_name[arch.name]
    return abi ~= nil and abi.variant and arch.families[1] ~= nil
end

function abis.get(name)
    return by_name[name]
end

-- The gcc names an ABI's own compiler may have.
function abis.gcc_names(abi)
    local list = { abi.folder .. "-gcc" }
    for version = 16, 10, -1 do list[#list + 1] = ("%s-gcc-%d"):format(abi.folder, version) end
    return list
end

-- Options of clang for the ABI.
function abis.clang_flags(abi)
    local flags = { "--target=" .. abi.target }
    for word in (abi.undefine or ""):gmatch("%S+") do flags[#flags + 1] = "-U" .. word end
    for word in (abi.define or ""):gmatch("%S+") do flags[#flags + 1] = "-D" .. word end
    return flags
end

-- `have` says what is installed: { clang = "clang" or nil, resources = DIR, gcc = { [command] = true } }
function abis.compiler(abi, have)
    local own
    for _, name in ipairs(abis.gcc_names(abi)) do own = own or (have.gcc[name] and name) end
    if own and (abi.undefine or not abi.target or not have.clang) then return { name = own, kind = "gcc", flags = {} } end
    if have.clang and abi.target then
        return { name = have.clang, kind = "clang", stand_in = abi.undefine and abi.target or nil,
            flags = abis.clang_flags(abi) }
    end
    return nil
end

return abis
