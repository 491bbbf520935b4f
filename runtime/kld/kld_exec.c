/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program's first moment: scripts, the stack, the registers.  Mapping is the kernel's own ELF
 * activator's work.
 */
#include "kld.h"

#include <sys/elf.h>
#include <sys/exec.h>
#include <sys/libkern.h>

#define STACK_BLOCK (1024UL * 1024) /* arguments, environment, auxiliary vector */
#define CLOCK_TICKS 100             /* what times(2) counts in */

/* What the stack needs to know, too large for a kernel stack. */
struct start {
	struct sv_stack stack;
	struct sv_image image;
	struct sv_strings strings;
	struct sv_auxv_values values;
	struct ps_strings ps;
	uint8_t random[SV_RANDOM_LEN];
};

/*
 * A script's interpreter is looked up under the root like any other path of a program.  The name it
 * is replaced with is freed with the arguments.
 */
int
kld_imgact_try(struct image_params *imgp)
{
	const char *head = imgp->image_header;
	struct kld_path kp;
	char *path;
	int error;

	if (head[0] != '#' || head[1] != '!')
		return (-1);
	if ((error = exec_shell_imgact(imgp)) != 0 || imgp->interpreter_name == NULL)
		return (error);
	if ((error = kld_path_set(imgp->interpreter_name, &kp)) != 0)
		return (error);
	path = kld_path_existing(curthread, AT_FDCWD, &kp);
	if (path == kp.under) {
		free(imgp->args->fname_buf, M_TEMP);
		imgp->args->fname_buf = malloc(MAXPATHLEN, M_TEMP, M_WAITOK);
		strlcpy(imgp->args->fname_buf, path, MAXPATHLEN);
		imgp->interpreter_name = imgp->args->fname_buf;
	}
	kld_path_put(&kp);
	return (0);
}

static void
values(struct image_params *imgp, struct sv_auxv_values *v)
{
	struct ucred *cred = imgp->newcred != NULL ? imgp->newcred : imgp->proc->p_ucred;

	sv_auxv_set(v, SV_AUX_PAGESIZE, PAGE_SIZE);
	sv_auxv_set(v, SV_AUX_FLAGS, 0);
	sv_auxv_set(v, SV_AUX_UID, cred->cr_ruid);
	sv_auxv_set(v, SV_AUX_EUID, cred->cr_uid);
	sv_auxv_set(v, SV_AUX_GID, cred->cr_rgid);
	sv_auxv_set(v, SV_AUX_EGID, cred->cr_gid);
	sv_auxv_set(v, SV_AUX_SECURE, imgp->credential_setid ? 1 : 0);
	sv_auxv_set(v, SV_AUX_CLKTCK, CLOCK_TICKS);
	sv_auxv_set(v, SV_AUX_HWCAP, cpu_feature);
	sv_auxv_set(v, SV_AUX_HWCAP2, 0);
}

/*
 * The kernel maps the stack as the vector says, executable; what grows later is like what is there.
 * A program without the header that tells keeps it so.
 */
static void
protect_stack(struct image_params *imgp)
{
	vm_map_t map = &imgp->proc->p_vmspace->vm_map;
	vm_map_entry_t entry;
	uintptr_t start = 0, end = 0;

	if (imgp->stack_prot == 0 || (imgp->stack_prot & VM_PROT_EXECUTE) != 0)
		return;
	vm_map_lock_read(map);
	if (vm_map_lookup_entry(map, kld_stack_top(imgp->proc) - 1, &entry)) {
		start = entry->start;
		end = entry->end;
	}
	vm_map_unlock_read(map);
	if (start < end)
		(void)kern_mprotect(curthread, start, end - start, PROT_READ | PROT_WRITE);
}

int
kld_stack(struct image_params *imgp, uintptr_t *sp)
{
	const Elf64_Auxargs *args = imgp->auxargs;
	struct image_args *iargs = imgp->args;
	uintptr_t top = kld_stack_top(imgp->proc) - roundup2(sizeof(struct ps_strings), 16);
	struct start *start;
	struct sv_stack *stack;
	int error;

	if (args == NULL)
		return (ENOEXEC);
	protect_stack(imgp);
	start = malloc(sizeof(*start), M_SYSVEC, M_WAITOK | M_ZERO);
	start->image.entry = args->entry;
	start->image.phdr = args->phdr;
	start->image.phent = args->phent;
	start->image.phnum = args->phnum;
	start->image.interp_base = args->base;
	start->image.eflags = args->hdr_eflags;
	start->strings.buf = iargs->begin_argv;
	start->strings.size = start->strings.used = (size_t)(iargs->endp - iargs->begin_argv);
	start->strings.argc = iargs->argc;
	start->strings.envc = iargs->envc;
	values(imgp, &start->values);
	arc4rand(start->random, sizeof(start->random), 0);
	stack = &start->stack;
	stack->vec = &linux_vector;
	stack->image = &start->image;
	stack->strings = &start->strings;
	stack->execfn = iargs->fname != NULL ? iargs->fname : "";
	stack->platform = "x86_64";
	stack->random = start->random;
	stack->values = &start->values;
	stack->top = rounddown2(top, 16);
	stack->limit = STACK_BLOCK;
	if ((error = sv_stack_build(stack)) == 0) {
		/* For ps(1) and procfs, which look at the top of the stack. */
		start->ps.ps_nargvstr = iargs->argc;
		start->ps.ps_nenvstr = iargs->envc;
		start->ps.ps_argvstr = (char **)(uintptr_t)(stack->sp + sizeof(uint64_t));
		start->ps.ps_envstr = start->ps.ps_argvstr + iargs->argc + 1;
		kld_show_vectors(imgp, start->ps.ps_argvstr, start->ps.ps_envstr, top);
		error = copyout(&start->ps, (void *)top, sizeof(start->ps));
		*sp = stack->sp;
	}
	if (error == 0 && linux_vector.sv_ops->onexec != NULL)
		error = linux_vector.sv_ops->onexec(curthread, &start->image);
	free(start, M_SYSVEC);
	free(imgp->auxargs, M_TEMP);
	imgp->auxargs = NULL;
	return (error);
}

/*
 * The kernel's own start sets segments, debug registers and the FPU; the vector what its programs
 * expect.
 */
void
kld_start(struct thread *td, struct image_params *imgp, uintptr_t sp)
{
	uint64_t entry = imgp->entry_addr;

	exec_setregs(td, imgp, sp);
	linux_vector.sv_abi->set_start(td, linux_vector.sv_stack_style, entry, sp);
}

/*
 * By descriptor where the path starts at one: the file is opened first, as execveat does.
 */
static int
open_first(struct thread *td, int dfd, char *path, int flags, int *fd)
{
	int error;

	error = kern_openat(td, dfd, path, UIO_SYSSPACE,
	    O_EXEC | O_CLOEXEC | ((flags & SV_EXEC_NOFOLLOW) != 0 ? O_NOFOLLOW : 0), 0);
	*fd = (int)td->td_retval[0];
	td->td_retval[0] = 0;
	return (error == EMLINK ? ELOOP : error);
}

int
native_execve(
    struct thread *td, int dfd, const char *upath, uintptr_t uargv, uintptr_t uenvp, int flags)
{
	struct image_args args;
	struct vmspace *old;
	struct kld_path kp;
	char *path;
	int error, fd = -1;
	bool opened = false;

	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	path = kld_path_existing(td, dfd, &kp);
	if (path[0] == '\0' && (flags & SV_EXEC_EMPTY_PATH) != 0) {
		fd = dfd;
	} else if ((path[0] != '/' && dfd != AT_FDCWD) || (flags & SV_EXEC_NOFOLLOW) != 0) {
		if ((error = open_first(td, dfd, path, flags, &fd)) != 0)
			goto out;
		opened = true;
	}
	if ((error = pre_execve(td, &old)) != 0)
		goto out;
	error = exec_copyin_args(
	    &args, fd >= 0 ? NULL : path, UIO_SYSSPACE, (char **)uargv, (char **)uenvp);
	if (error == 0) {
		args.fd = fd;
		error = kld_execve(td, &args, old);
	}
	post_execve(td, error, old);
out:
	kld_path_put(&kp);
	if (opened && error != 0 && error != EJUSTRETURN)
		(void)kern_close(td, fd);
	return (error);
}
