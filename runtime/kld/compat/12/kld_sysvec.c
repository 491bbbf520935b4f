/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The vector as FreeBSD 12 wants it.
 */
#include "../../kld.h"

#include <sys/exec.h>

/*
 * 12 asks for the stack's begin alone; a stack that could not be built is found out by the fixup.
 */
static register_t *
copyout_strings(struct image_params *imgp)
{
	uintptr_t sp = 0;

	return (kld_stack(imgp, &sp) == 0 ? (register_t *)sp : NULL);
}

static int
fixup(register_t **sp, struct image_params *imgp __unused)
{
	return (*sp == NULL ? E2BIG : 0);
}

static void
start(struct thread *td, struct image_params *imgp, u_long sp)
{
	kld_start(td, imgp, sp);
}

static int no_sigcode;

struct sysentvec kld_sysvec = {
    .sv_fixup = fixup,
    .sv_sendsig = kld_sendsig,
    .sv_szsigcode = &no_sigcode,
    .sv_name = __DECONST(char *, "sysvec linux-amd64"),
    .sv_coredump = elf64_coredump,
    .sv_imgact_try = kld_imgact_try,
    .sv_minsigstksz = 2048,
    .sv_pagesize = PAGE_SIZE,
    .sv_minuser = VM_MIN_ADDRESS,
    .sv_maxuser = VM_MAXUSER_ADDRESS,
    .sv_usrstack = USRSTACK,
    .sv_psstrings = USRSTACK - roundup2(sizeof(struct ps_strings), 16),
    .sv_stackprot = VM_PROT_ALL,
    .sv_copyout_strings = copyout_strings,
    .sv_setregs = start,
    .sv_flags = SV_ABI_UNDEF | SV_LP64,
    .sv_set_syscall_retval = kld_set_syscall_retval,
    .sv_fetch_syscall_args = kld_fetch_syscall_args,
    .sv_schedtail = kld_schedtail,
    .sv_thread_detach = kld_thread_exit,
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
