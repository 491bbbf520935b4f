-- SPDX-License-Identifier: BSD-2-Clause
--
-- What no header says about a new architecture: the list that `sysvec port` writes into a vector.
--
--     decisions.list(c) -> list of { name = "registers", text = "what, and where to look" }
--
-- c = { os = "linux", arch = ARCH, native = "freebsd/loong64", pair = "linux-on-freebsd", master = path for people }.
-- A line stays in the vector until a person takes it out.

local abis = require("import.abis")

local decisions = {}

-- name, text; $F the foreign system, $A its architecture, $K that one's directory in a Linux kernel tree, $O the native system,
-- $N its architecture, $S that one's directory in a BSD kernel tree, $P the pair folder.  "only" limits a line to
-- architectures that have such a word.
local LINES = {
    { "interpreter", "brand interpreter PATH: what PT_INTERP of programs names; `readelf -l` of any program for $A, glibc's " ..
        "sysdeps shlib-versions, musl's ld-musl-*" },
    { "registers", "number, arguments, result and restart of a call: write runtime/core/$A/syscall.c and name it after `abi`, " ..
        "declare it in sysvec/frame.h; struct trapframe goes into specs/$O/$N/frame.spec; see syscall(2), " ..
        "arch/$K/kernel/entry*.S and process.c, sys/$S/include/frame.h, sys/$S/$S/trap.c (cpu_fetch_syscall_args)" },
    { "arguments", "calls whose arguments the architecture orders its own way: clone (CONFIG_CLONE_BACKWARDS in " ..
        "arch/$K/Kconfig), sync_file_range, fadvise64, and the calls that only it has; " ..
        "change their rows in specs/$F/$A/syscalls.master" },
    { "pairs64", "64-bit arguments in two registers: check pair64 of $A in specs/$F/arch.spec against arch/$K/kernel/sys_*.c",
        only = "pair64" },
    { "traps", "specs/$F/$A/trap.spec and specs/$O/$N/trap.spec, paired in specs/pairs/$P/$A/trap.pair; " ..
        "see arch/$K/kernel/traps.c and mm/fault.c, sys/$S/include/trap.h, sys/$S/$S/trap.c" },
    { "sigframe", "struct sigcontext, ucontext and rt_sigframe in specs/$F/$A/sigframe.spec, sendsig and rt_sigreturn in " ..
        "the persona (ops_unframed.c until then); see asm/sigcontext.h, asm/ucontext.h, arch/$K/kernel/signal.c" },
    { "threads", "the thread pointer of clone and of calls like set_thread_area: a native service; see arch/$K/kernel/process.c " ..
        "(copy_thread), sys/$S/$S/vm_machdep.c (cpu_set_user_tls)" },
    { "vdso", "AT_SYSINFO_EHDR, or none: what the image holds and the symbols programs look for; see arch/$K/kernel/vdso/" },
    { "auxv", "order of the auxiliary vector and entries of $A's own (AT_PLATFORM's text, AT_HWCAP's bits); see " ..
        "ARCH_DLINFO and ELF_PLATFORM in arch/$K/include/asm/elf.h, asm/hwcap.h" },
    { "machine", "what uname calls the machine (linux_machine in runtime/persona/$F/misc.c) and sizes of pages other than 4096; " ..
        "see UTS_MACHINE in arch/$K/Makefile, arch/$K/Kconfig" },
}

-- Directories of a BSD kernel tree that are not called as the architecture is here.
local SYS = { riscv64 = "riscv" }

function decisions.list(c)
    local abi = abis.get(c.arch.name)
    local native_os, native_arch = c.native:match("^(.-)/(.*)$")
    local word = { A = c.arch.name, K = abi and abi.kernel or c.arch.name, F = c.os, O = native_os, N = native_arch,
        S = SYS[native_arch] or native_arch, P = c.pair }
    local list = {}
    for _, line in ipairs(LINES) do
        if not line.only or c.arch[line.only] then
            list[#list + 1] = { name = line[1], text = (line[2]:gsub("%$(%u)", word)) }
        end
    end
    return list
end

return decisions
