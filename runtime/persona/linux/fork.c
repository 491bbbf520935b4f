/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fork, vfork, clone and clone3: Linux's flags become the native service's.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

/* Flag by flag.  Those without a counterpart and without effect on a program are ignored; the
 * others are refused. */
static const struct {
	uint64_t foreign;
	uint32_t native;
} flag_map[] = {
    {LINUX_CLONE_VM, SV_CLONE_VM},
    {LINUX_CLONE_FS, SV_CLONE_FS},
    {LINUX_CLONE_FILES, SV_CLONE_FILES},
    {LINUX_CLONE_SIGHAND, SV_CLONE_SIGHAND},
    {LINUX_CLONE_PIDFD, SV_CLONE_PIDFD},
    {LINUX_CLONE_PTRACE, 0}, /* without a tracer it does nothing */
    {LINUX_CLONE_VFORK, SV_CLONE_VFORK},
    {LINUX_CLONE_PARENT, SV_CLONE_PARENT},
    {LINUX_CLONE_THREAD, SV_CLONE_THREAD},
    {LINUX_CLONE_SYSVSEM, SV_CLONE_SYSVSEM},
    {LINUX_CLONE_SETTLS, SV_CLONE_SETTLS},
    {LINUX_CLONE_PARENT_SETTID, SV_CLONE_PARENT_SETTID},
    {LINUX_CLONE_CHILD_CLEARTID, SV_CLONE_CHILD_CLEARTID},
    {LINUX_CLONE_DETACHED, 0}, /* Linux ignores it */
    {LINUX_CLONE_UNTRACED, 0}, /* without a tracer it does nothing */
    {LINUX_CLONE_CHILD_SETTID, SV_CLONE_CHILD_SETTID},
    {LINUX_CLONE_IO, SV_CLONE_IO},
    {LINUX_CLONE_CLEAR_SIGHAND, SV_CLONE_CLEAR_SIGHAND},
};

/* EINVAL for name spaces and cgroups, as a Linux kernel built without them answers. */
static int
flags_in(uint64_t foreign, uint32_t *native)
{
	uint32_t flags = 0;

	for (size_t i = 0; i < SV_NITEMS(flag_map); i++) {
		if ((foreign & flag_map[i].foreign) != 0) {
			flags |= flag_map[i].native;
			foreign &= ~flag_map[i].foreign;
		}
	}
	if (foreign != 0)
		return (EINVAL);
	*native = flags;
	return (0);
}

#ifdef LINUX_SYS_fork
int
linux_fork(struct thread *td, struct linux_fork_args *uap)
{
	struct sv_clone_args args = {.exit_signal = SIGCHLD};

	(void)uap;
	return (native_clone(td, &args));
}
#endif

#ifdef LINUX_SYS_vfork
int
linux_vfork(struct thread *td, struct linux_vfork_args *uap)
{
	struct sv_clone_args args = {.flags = SV_CLONE_VM | SV_CLONE_VFORK, .exit_signal = SIGCHLD};

	(void)uap;
	return (native_clone(td, &args));
}
#endif

int
linux_clone(struct thread *td, struct linux_clone_args *uap)
{
	struct sv_clone_args args = {0};
	int error;

	if ((error = linux_signal_in(
	         (int32_t)(uap->clone_flags & LINUX_CSIGNAL), &args.exit_signal)) != 0)
		return (EINVAL);
	if ((error = flags_in(
	         (uint32_t)uap->clone_flags & ~(uint32_t)LINUX_CSIGNAL, &args.flags)) != 0)
		return (error);
	/* clone has one word for both. */
	if ((args.flags & SV_CLONE_PIDFD) != 0 && (args.flags & SV_CLONE_PARENT_SETTID) != 0)
		return (EINVAL);
	args.stack = uap->newsp;
	args.tls = uap->tls;
	args.uparent_tid = (uintptr_t)uap->parent_tidptr;
	args.upidfd = (uintptr_t)uap->parent_tidptr;
	args.uchild_tid = (uintptr_t)uap->child_tidptr;
	return (native_clone(td, &args));
}

#define CLONE3_MIN 64 /* first published size */
#define CLONE3_MAX 4096

/* A larger structure than we know is fine as long as the rest is zero. */
static int
copyin_clone3(struct linux_cl_args *l, uintptr_t uargs, size_t size)
{
	size_t known = size < sizeof(*l) ? size : sizeof(*l);
	uint8_t rest;
	int error;

	if (size > CLONE3_MAX)
		return (E2BIG);
	if (size < CLONE3_MIN)
		return (EINVAL);
	memset(l, 0, sizeof(*l));
	if ((error = copyin((const void *)uargs, l, known)) != 0)
		return (error);
	for (; known < size; known++) {
		if ((error = copyin((const void *)(uargs + known), &rest, 1)) != 0)
			return (error);
		if (rest != 0)
			return (E2BIG);
	}
	return (0);
}

int
linux_clone3(struct thread *td, struct linux_clone3_args *uap)
{
	struct sv_clone_args args = {0};
	struct linux_cl_args l;
	int error;

	if ((error = copyin_clone3(&l, (uintptr_t)uap->uargs, uap->size)) != 0)
		return (error);
	if ((l.flags & (LINUX_CSIGNAL | LINUX_CLONE_DETACHED)) != 0 ||
	    l.exit_signal > LINUX_CSIGNAL)
		return (EINVAL);
	if (l.set_tid != 0 || l.set_tid_size != 0 || (l.flags & LINUX_CLONE_INTO_CGROUP) != 0)
		return (EINVAL);
	if ((l.flags & (LINUX_CLONE_SIGHAND | LINUX_CLONE_CLEAR_SIGHAND)) ==
	    (LINUX_CLONE_SIGHAND | LINUX_CLONE_CLEAR_SIGHAND))
		return (EINVAL);
	if ((l.flags & (LINUX_CLONE_THREAD | LINUX_CLONE_PARENT)) != 0 && l.exit_signal != 0)
		return (EINVAL);
	if ((l.stack == 0) != (l.stack_size == 0))
		return (EINVAL);
	if (linux_signal_in((int32_t)l.exit_signal, &args.exit_signal) != 0)
		return (EINVAL);
	if ((error = flags_in(l.flags, &args.flags)) != 0)
		return (error);
	args.stack = l.stack == 0 ? 0 : l.stack + l.stack_size;
	args.tls = l.tls;
	args.uparent_tid = l.parent_tid;
	args.uchild_tid = l.child_tid;
	args.upidfd = l.pidfd;
	return (native_clone(td, &args));
}
