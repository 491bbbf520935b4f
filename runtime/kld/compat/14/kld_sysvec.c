/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The vector as FreeBSD 14 wants it.
 */
#include "../../kld.h"

#include <sys/exec.h>

/* The stack is complete already, the auxiliary vector with it. */
static int
nothing_left(uintptr_t *sp __unused, struct image_params *imgp __unused)
{
	return (0);
}

static int
no_auxargs(struct image_params *imgp __unused, uintptr_t base __unused)
{
	return (0);
}

static int no_sigcode;

struct sysentvec kld_sysvec = {
    .sv_fixup = nothing_left,
    .sv_sendsig = kld_sendsig,
    .sv_szsigcode = &no_sigcode,
    .sv_name = __DECONST(char *, "sysvec linux-amd64"),
    .sv_coredump = elf64_coredump,
    .sv_elf_core_osabi = ELFOSABI_FREEBSD,
    .sv_elf_core_abi_vendor = FREEBSD_ABI_VENDOR,
    .sv_elf_core_prepare_notes = elf64_prepare_notes,
    .sv_imgact_try = kld_imgact_try,
    .sv_copyout_auxargs = no_auxargs,
    .sv_minsigstksz = 2048,
    .sv_minuser = VM_MIN_ADDRESS,
    .sv_maxuser = VM_MAXUSER_ADDRESS_LA48,
    .sv_usrstack = USRSTACK_LA48,
    .sv_psstrings = USRSTACK_LA48 - roundup2(sizeof(struct ps_strings), 16),
    .sv_psstringssz = sizeof(struct ps_strings),
    .sv_stackprot = VM_PROT_ALL,
    .sv_copyout_strings = kld_stack,
    .sv_setregs = kld_start,
    .sv_flags = SV_ABI_UNDEF | SV_LP64 | SV_SIG_DISCIGN | SV_SIG_WAITNDQ,
    .sv_set_syscall_retval = kld_set_syscall_retval,
    .sv_fetch_syscall_args = kld_fetch_syscall_args,
    .sv_schedtail = kld_schedtail,
    .sv_thread_detach = kld_thread_exit,
    .sv_onexec_old = exec_onexec_old,
    .sv_onexit = exit_onexit,
    .sv_set_fork_retval = kld_set_fork_retval,
};

/* The note is the program's; its second to fourth words are the oldest Linux it runs on. */
bool
kld_brand_osrel(const Elf_Note *note, int32_t *osrel)
{
	const uint32_t *desc;

	desc = (const uint32_t *)((const char *)(note + 1) +
	                          roundup2(note->n_namesz, sizeof(uint32_t)));
	if (note->n_descsz < 4 * sizeof(*desc) || desc[0] != SV_NOTE_LINUX)
		return (false);
	*osrel = (int32_t)(desc[1] * 1000000 + desc[2] * 1000 + desc[3]);
	return (true);
}
