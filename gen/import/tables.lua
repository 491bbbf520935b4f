-- SPDX-License-Identifier: BSD-2-Clause
--
-- The kernel's own tables of system calls, *.tbl: "NUMBER ABI NAME [ENTRY [COMPAT]]", one call a line.
--
--     tables.of(root, abi)      -> path of the table and the ABI words that count, or nil
--     tables.parse(text, words) -> list of { number =, name =, entry = "sys_newstat" or nil }, by number
--     tables.header(list, base) -> the asm/unistd_64.h (or whatever it is called) that they make

local shell = require("import.shell")

local tables = {}

local SHARED = "common 64 memfd_secret rlimit"

-- where each ABI's table lies and which lines of it are its own
local WHERE = {
    amd64 = { "arch/x86/entry/syscalls/syscall_64.tbl", "common 64" },
    x32 = { "arch/x86/entry/syscalls/syscall_64.tbl", "common x32" },
    i386 = { "arch/x86/entry/syscalls/syscall_32.tbl", "i386" },
    arm64 = { "arch/arm64/tools/syscall_64.tbl scripts/syscall.tbl", SHARED .. " renameat" },
    armhf = { "arch/arm/tools/syscall.tbl", "common eabi" },
    armel = { "arch/arm/tools/syscall.tbl", "common eabi" },
    riscv64 = { "scripts/syscall.tbl", SHARED .. " riscv" },
    loong64 = { "scripts/syscall.tbl", "common 64 memfd_secret" },
    ppc64 = { "arch/powerpc/kernel/syscalls/syscall.tbl", "common nospu 64" },
    ppc64el = { "arch/powerpc/kernel/syscalls/syscall.tbl", "common nospu 64" },
    powerpc = { "arch/powerpc/kernel/syscalls/syscall.tbl", "common nospu 32" },
    s390x = { "arch/s390/kernel/syscalls/syscall.tbl", "common 64" },
    n64 = { "arch/mips/kernel/syscalls/syscall_n64.tbl", "*" },
    n32 = { "arch/mips/kernel/syscalls/syscall_n32.tbl", "*" },
    o32 = { "arch/mips/kernel/syscalls/syscall_o32.tbl", "*" },
    n64el = { "arch/mips/kernel/syscalls/syscall_n64.tbl", "*" },
    n32el = { "arch/mips/kernel/syscalls/syscall_n32.tbl", "*" },
    o32el = { "arch/mips/kernel/syscalls/syscall_o32.tbl", "*" },
    m68k = { "arch/m68k/kernel/syscalls/syscall.tbl", "common" },
    sparc64 = { "arch/sparc/kernel/syscalls/syscall.tbl", "common 64" },
    alpha = { "arch/alpha/kernel/syscalls/syscall.tbl", "common" },
    hppa = { "arch/parisc/kernel/syscalls/syscall.tbl", "common 32" },
    sh4 = { "arch/sh/kernel/syscalls/syscall.tbl", "common" },
}

function tables.of(root, abi)
    local where = WHERE[abi.name]
    for path in (where and where[1] or ""):gmatch("%S+") do
        if os.execute("test -f " .. shell.quoted(root .. "/" .. path)) then return root .. "/" .. path, where[2] end
    end
    return nil, where and where[1]:match("%S+")
end

function tables.parse(text, words)
    local wanted, list = {}, {}
    for word in words:gmatch("%S+") do wanted[word] = true end
    for line in text:gmatch("[^\n]+") do
        local number, abi, name, entry = line:match("^(%d+)%s+([%w_]+)%s+([%w_]+)%s*([%w_%-]*)")
        if number and (wanted[abi] or words == "*") and not name:find("^reserved%d") and not name:find("^unused%d") then
            list[#list + 1] = { number = tonumber(number), name = name, entry = entry ~= "" and entry ~= "-" and entry or nil }
        end
    end
    table.sort(list, function(a, b) return a.number < b.number end)
    return list
end

-- `base` is the ABI's number base
function tables.header(list, base)
    local lines = {}
    for _, call in ipairs(list) do lines[#lines + 1] = ("#define __NR_%s %d"):format(call.name, call.number + base) end
    return table.concat(lines, "\n") .. "\n"
end

return tables
