-- SPDX-License-Identifier: BSD-2-Clause
--
-- Domains that are kept complete: which new names of a header belong to them.
--
--     domains.home("MADV_NEW", "asm-generic/mman-common.h") -> "madvise_advice", or nil
--     domains.call("__NR_read") -> "read", or nil for what is a marker and no call; "__ARM_NR_set_tls" -> "ARM_set_tls"
--
-- Everything else in the headers is not ours until somebody writes its first line into a spec.

local domains = {}

-- pattern of the name, pattern of the header it is defined in, domain, exceptions
local RULES = {
    { "^E[%u%d]+$", "^asm.*/errno", "errno" },
    { "^SIG%u+%d*$", "^asm.*/signal", "signal", "SIGRTMIN SIGRTMAX SIGSTKSZ SIGUNUSED SIGRESERVE SIGSWI" },
    { "^SA_%u+$", "^asm.*/signal", "sa_flags", "SA_RANDOM SA_SHIRQ SA_PROBE" },
    { "^SI_%u+$", "^asm.*/siginfo", "si_code", "SI_MAX_SIZE SI_PAD_SIZE" },
    { "^ILL_%u+$", "^asm.*/siginfo", "si_code_ill" },
    { "^FPE_%u+$", "^asm.*/siginfo", "si_code_fpe", "FPE_FIXME" },
    { "^SEGV_%u+$", "^asm.*/siginfo", "si_code_segv" },
    { "^BUS_[%u_]+$", "^asm.*/siginfo", "si_code_bus" },
    { "^TRAP_%u+$", "^asm.*/siginfo", "si_code_trap" },
    { "^CLD_%u+$", "^asm.*/siginfo", "si_code_chld" },
    { "^POLL_%u+$", "^asm.*/siginfo", "si_code_poll" },
    { "^SYS_[%u_]+$", "^asm.*/siginfo", "si_code_sys" },
    { "^EMT_%u+$", "^asm.*/siginfo", "si_code_emt" },
    { "^AT_[%u%d_]+$", "/auxvec", "auxv", "AT_VECTOR_SIZE_ARCH AT_VECTOR_SIZE_BASE AT_VECTOR_SIZE" },
    { "^MADV_[%u_]+$", "^asm.*/mman", "madvise_advice" },
    { "^MREMAP_%u+$", "/mman", "mremap_flags" },
    { "^MCL_%u+$", "^asm.*/mman", "mlockall_flags" },
    { "^RENAME_%u+$", "linux/f[sc]", "rename_flags" },
    { "^F_SEAL_[%u_]+$", "linux/fcntl", "seals", "F_SEAL_SHRINK_" },
    { "^CLOSE_RANGE_%u+$", "linux/close_range", "close_range_flags" },
    { "^RESOLVE_[%u_]+$", "linux/openat2", "resolve_flags" },
    { "^SECCOMP_GET_[%u_]+$", "linux/seccomp", "seccomp_op" },
    { "^MEMBARRIER_CMD_[%u_]+$", "linux/membarrier", "membarrier_cmd", "MEMBARRIER_CMD_SHARED MEMBARRIER_CMD_FLAG_CPU" },
    { "^FSCONFIG_[%u_]+$", "linux/mount", "fsconfig_cmd" },
}

local FREEBSD = {
    { "^E[%u%d]+$", "^sys/errno", "errno", "ELAST" },
    { "^SIG%u+%d*$", "^sys/signal", "signal", "SIGRTMIN SIGRTMAX SIGSTKSZ SIGISMEMBER" },
    { "^MADV_[%u_]+$", "^sys/mman", "madvise_advice" },
    { "^AT_[%u%d_]+$", "^sys/elf_common", "auxv", "AT_COUNT" },
}

local function listed(text, word)
    return text ~= nil and (" " .. text .. " "):find(" " .. word .. " ", 1, true) ~= nil
end

function domains.home(name, header, system)
    for _, rule in ipairs(system == "freebsd" and FREEBSD or RULES) do
        if name:find(rule[1]) and header:find(rule[2]) and not listed(rule[4], name) then return rule[3] end
    end
    return nil
end

-- Numbers in asm/unistd.h that mark a place.
local MARKERS = { "^syscalls$", "^arch_specific_syscall$", "^reserved%d+$", "^unused%d+$", "^Linux", "^O32_Linux",
    "^N32_Linux", "^64_Linux", "^N64_Linux", "_BASE$", "_syscalls$" }

function domains.call(macro)
    local own = macro:match("^__ARM_NR_(%l[%w_]*)$")
    if own then return "ARM_" .. own end
    local name = macro:match("^__NR_([%l_][%w_]*)$")
    if not name then return nil end
    for _, pattern in ipairs(MARKERS) do
        if name:find(pattern) then return nil end
    end
    return name
end

return domains
