/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * execve: look at the program as the kernel would, then become the harness again, which maps it.
 *
 * Only what has passed the look is executed, so that errors reach the caller.  The kernel does the
 * rest as for any execve: other threads, descriptors, signals, timers.  The guest's mask goes along
 * in CONFIG, since every signal is blocked meanwhile.
 */
#include "format.h"
#include "host.h"
#include "program.h"

#include "linux_const.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define SELF    "/proc/self/exe"
#define HIGH_FD 100 /* where a descriptor for the next program does not meet the guest's */

struct exec {
	struct host_program program;
	char name[HOST_PATH_MAX]; /* as the guest gave it */
	char config[HOST_CONFIG_MAX];
	int fd; /* of the program, or -1 */
	const char **argv;
	size_t size; /* bytes of argv */
	bool argv_tmp;
};

static int
open_at(struct exec *e, int dfd, const char *path, int flags)
{
	int lflags = LINUX_O_RDONLY | LINUX_O_CLOEXEC;
	long fd;

	if ((flags & SV_EXEC_NOFOLLOW) != 0)
		lflags |= LINUX_O_NOFOLLOW;
	fd = host_syscall(LINUX_SYS_openat, dfd, path, lflags, 0);
	if (fd < 0)
		return (host_error(fd));
	e->fd = (int)host_syscall(LINUX_SYS_fcntl, fd, LINUX_F_DUPFD, HIGH_FD);
	(void)host_syscall(LINUX_SYS_close, fd);
	return (e->fd < 0 ? host_error(e->fd) : 0);
}

/*
 * Find the program by path, or by descriptor where a path would not lead there again (fexecve,
 * paths relative to a directory). `shown` is what a script would be called.
 */
static int
find(struct thread *td, struct exec *e, int dfd, const char *upath, int flags)
{
	char shown[HOST_PATH_MAX + 32];
	struct host_text t;
	const char *path;
	size_t len;
	int error;

	if ((error = copyinstr(upath, e->name, sizeof(e->name), &len)) != 0)
		return (error);
	host_text_init(&t, shown, sizeof(shown));
	e->fd = -1;
	if (e->name[0] == '\0') {
		if ((flags & SV_EXEC_EMPTY_PATH) == 0)
			return (ENOENT);
		e->fd = (int)host_syscall(LINUX_SYS_fcntl, dfd, LINUX_F_DUPFD, HIGH_FD);
		if (e->fd < 0)
			return (host_error(e->fd));
		host_text_fmt(&t, "/dev/fd/%d", dfd);
	} else if ((e->name[0] != '/' && dfd != AT_FDCWD) || (flags & SV_EXEC_NOFOLLOW) != 0) {
		if ((error = host_path(td, dfd, e->name, HOST_PATH_KERNEL, &path)) != 0 ||
		    (error = open_at(e, dfd, path, flags)) != 0)
			return (error);
		if (e->name[0] == '/' || dfd == AT_FDCWD)
			host_text_str(&t, e->name);
		else
			host_text_fmt(&t, "/dev/fd/%d/%s", dfd, e->name);
	} else {
		host_text_str(&t, e->name);
		if ((error = host_path(td, dfd, e->name, HOST_PATH_KERNEL, &path)) != 0)
			return (error);
	}
	if (t.used + 1 >= HOST_PATH_MAX)
		return (ENAMETOOLONG);
	memcpy(e->name, shown, t.used + 1);
	(void)host_program_find(td, &e->program, e->fd >= 0 ? SELF : path, e->fd, e->name);
	if (e->program.chain.depth > 0 && e->fd >= 0)
		e->fd = -1; /* closed: the program is the interpreter, which has a path */
	error = host_program_errno(&e->program);
	return (error == 0 ? 0 : sv_errno_in(&linux_vector, error));
}

/* The words for ourselves, then those of #! lines, then the guest's, whose strings stay where they
 * are. */
static int
build_argv(struct thread *td, struct exec *e, uintptr_t uargv)
{
	unsigned scripts = sv_script_narguments(&e->program.chain);
	size_t n = 0, at = 0;
	uintptr_t word;
	int error;

	if (uargv != 0) {
		for (;; n++) {
			if ((error = copyin((const void *)(uargv + n * sizeof(word)), &word,
			         sizeof(word))) != 0)
				return (error);
			if (word == 0)
				break;
		}
	}
	e->size = (HOST_ARGS + scripts + n + 2) * sizeof(*e->argv);
	e->argv_tmp = e->size <= SV_TMP_MAX;
	e->argv = e->argv_tmp ? sv_tmp_alloc(td, e->size) : host_alloc(e->size);
	if (e->argv == NULL)
		return (ENOMEM);
	e->argv[at++] = "sysvec-harness";
	e->argv[at++] = e->config;
	e->argv[at++] = e->program.path;
	e->argv[at++] = e->name;
	for (unsigned i = 0; i < scripts; i++)
		e->argv[at++] = sv_script_argument(&e->program.chain, i);
	for (size_t i = scripts > 0 ? 1 : 0; i < n; i++) {
		if ((error = copyin(
		         (const void *)(uargv + i * sizeof(word)), &word, sizeof(word))) != 0)
			return (error);
		e->argv[at++] = (const char *)word;
	}
	if (at == HOST_ARGS)
		e->argv[at++] = ""; /* Linux gives a program without arguments an empty one */
	e->argv[at] = NULL;
	return (0);
}

static void
release(struct thread *td, struct exec *e)
{
	if (e->argv != NULL && e->argv_tmp)
		sv_tmp_free(td, e->argv, e->size);
	else if (e->argv != NULL)
		host_free(e->argv, e->size);
	if (e->fd >= 0 && !e->program.open)
		(void)host_syscall(LINUX_SYS_close, e->fd);
	host_program_close(&e->program);
}

void
host_exec_keep_self(void)
{
	long fd;

	if (host_config.selffd >= 0)
		return;
	if ((fd = host_syscall(
	         LINUX_SYS_openat, LINUX_AT_FDCWD, SELF, LINUX_O_PATH | LINUX_O_CLOEXEC, 0)) < 0)
		return;
	host_config.selffd = (int)host_syscall(LINUX_SYS_fcntl, fd, LINUX_F_DUPFD, HIGH_FD);
	(void)host_syscall(LINUX_SYS_close, fd);
}

/* The path led nowhere; after a chroot, /proc may be a link to itself. */
static bool
not_reached(long r)
{
	return (
	    r == -LINUX_ENOENT || r == -LINUX_ENOTDIR || r == -LINUX_ELOOP || r == -LINUX_EACCES);
}

int
native_execve(
    struct thread *td, int dfd, const char *upath, uintptr_t uargv, uintptr_t uenvp, int flags)
{
	struct host_td *ht = host_td(td);
	struct exec *e;
	long r;
	int error;

	if ((e = sv_tmp_alloc(td, sizeof(*e))) == NULL)
		return (ENOMEM);
	e->argv = NULL;
	e->fd = -1;
	e->program.open = e->program.iopen = false;
	error = find(td, e, dfd, upath, flags);
	if (error == 0)
		error = build_argv(td, e, uargv);
	if (error == 0 && !host_config_write(e->config, sizeof(e->config), ht->mask,
	                      host_signal_ignored(ht), e->fd))
		error = ENOMEM;
	if (error == 0) {
		host_signal_give_back(ht);
		r = host_syscall(LINUX_SYS_execve, SELF, e->argv, uenvp);
		if (not_reached(r) && host_config.self != NULL)
			r = host_syscall(LINUX_SYS_execve, host_config.self, e->argv, uenvp);
		if (not_reached(r) && host_config.selffd >= 0)
			r = host_syscall(LINUX_SYS_execveat, host_config.selffd, "", e->argv, uenvp,
			    LINUX_AT_EMPTY_PATH);
		error = host_error(r);
	}
	release(td, e);
	sv_tmp_free(td, e, sizeof(*e));
	return (error);
}
