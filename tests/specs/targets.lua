-- SPDX-License-Identifier: BSD-2-Clause
--
-- How to compile for the architectures of specs/linux/arch.spec with one clang and no C library.
--
--     targets.get("alpha") -> { headers = "alpha-linux-gnu", flags = { "--target=x86_64-linux-gnu", ... } }, or nil
--     targets.names        every name, in order
--
-- `headers` is the folder linux-libc-dev gives the architecture beside linux/.  Where clang has no such target, one of
-- the same width, byte order and alignment stands in, under the macros the headers ask for.

local targets = {}

-- name, folder, clang's target, macros to take away, macros to set
local TABLE = {
    { "amd64", "x86_64-linux-gnu", "x86_64-linux-gnu" },
    { "i386", "i386-linux-gnu", "i386-linux-gnu" },
    { "x32", "x86_64-linux-gnux32", "x86_64-linux-gnux32" },
    { "arm64", "aarch64-linux-gnu", "aarch64-linux-gnu" },
    { "armhf", "arm-linux-gnueabihf", "arm-linux-gnueabihf" },
    { "armel", "arm-linux-gnueabi", "arm-linux-gnueabi" },
    { "riscv64", "riscv64-linux-gnu", "riscv64-linux-gnu" },
    { "loong64", "loongarch64-linux-gnu", "riscv64-linux-gnu", "__riscv", "__loongarch__ __loongarch_grlen=64" },
    { "ppc64", "powerpc64-linux-gnu", "powerpc64-linux-gnu" },
    { "ppc64el", "powerpc64le-linux-gnu", "powerpc64le-linux-gnu" },
    { "powerpc", "powerpc-linux-gnu", "powerpc-linux-gnu" },
    { "s390x", "s390x-linux-gnu", "s390x-linux-gnu" },
    { "o32", "mips-linux-gnu", "mips-linux-gnu" },
    { "o32el", "mipsel-linux-gnu", "mipsel-linux-gnu" },
    { "n64", "mips64-linux-gnuabi64", "mips64-linux-gnuabi64" },
    { "n64el", "mips64el-linux-gnuabi64", "mips64el-linux-gnuabi64" },
    { "sparc64", "sparc64-linux-gnu", "sparc64-linux-gnu" },
    { "alpha", "alpha-linux-gnu", "x86_64-linux-gnu", "__x86_64__", "__alpha__" },
    { "hppa", "hppa-linux-gnu", "powerpc-linux-gnu", "__powerpc__", "__hppa__" },
    { "sh4", "sh4-linux-gnu", "i386-linux-gnu", "__i386__", "__sh__ __SH4__ __LITTLE_ENDIAN__" },
}

local by_name = {}
targets.names = {}

local function each(text, prefix, flags)
    for word in (text or ""):gmatch("%S+") do flags[#flags + 1] = prefix .. word end
end

for _, row in ipairs(TABLE) do
    local flags = { "--target=" .. row[3] }
    each(row[4], "-U", flags)
    each(row[5], "-D", flags)
    by_name[row[1]] = { headers = row[2], flags = flags }
    targets.names[#targets.names + 1] = row[1]
end

function targets.get(name)
    return by_name[name]
end

-- Can this be included without a C library?
function targets.kernel_header(header)
    for name in header:gmatch("[^%s,]+") do
        if not (name:find("^asm/") or name:find("^linux/") or name:find("^asm%-generic/")) then return false end
    end
    return header ~= ""
end

return targets
