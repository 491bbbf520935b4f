/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Path names of the guest: found under the root, and the names under /proc that would show the
 * harness instead of the program.
 */
#include "format.h"
#include "host.h"
#include "start.h"

#include <sysvec/path.h>

#include "linux_const.h"
#include "linux_syscall.h"

#define PROC "/proc/"

static enum sv_path_answer
exists(void *ctx, const char *path)
{
	struct linux_stat st;

	(void)ctx;
	if (host_syscall(
	        LINUX_SYS_newfstatat, LINUX_AT_FDCWD, path, &st, LINUX_AT_SYMLINK_NOFOLLOW) != 0)
		return (SV_PATH_MISSING);
	if (st.st_ino == host_run.root_ino && st.st_dev == host_run.root_dev)
		return (SV_PATH_IS_ROOT);
	return (SV_PATH_THERE);
}

const char *
host_root(struct thread *td)
{
	(void)td;
	return (host_run.root);
}

bool
host_fd_path(int fd, char *buf, size_t size)
{
	struct host_text t;
	char link[40];
	long n;

	host_text_init(&t, link, sizeof(link));
	host_text_fmt(&t, "/proc/self/fd/%d", fd);
	n = host_syscall(LINUX_SYS_readlink, link, buf, size - 1);
	if (n <= 0)
		return (false);
	buf[n] = '\0';
	return (true);
}

const char *
host_exe_real(struct thread *td)
{
	long fd;

	if (__atomic_load_n(&host_run.exe_resolved, __ATOMIC_ACQUIRE))
		return (host_run.exe);
	host_lock(td, &host_run.exe_lock);
	if (!host_run.exe_resolved) {
		fd = host_syscall(LINUX_SYS_openat, LINUX_AT_FDCWD, host_run.exe,
		    LINUX_O_PATH | LINUX_O_CLOEXEC, 0);
		if (fd >= 0) {
			(void)host_fd_path((int)fd, host_run.exe, sizeof(host_run.exe));
			(void)host_syscall(LINUX_SYS_close, fd);
		}
		__atomic_store_n(&host_run.exe_resolved, true, __ATOMIC_RELEASE);
	}
	host_unlock(td, &host_run.exe_lock);
	return (host_run.exe);
}

const char *
host_exe_path(struct thread *td)
{
	return (sv_path_shown(host_run.root, host_exe_real(td)));
}

/* "/proc/" WHO "/exe" or "/proc/" WHO "/task/" TID "/exe", where WHO is this process. */
bool
host_path_is_exe(struct thread *td, const char *path)
{
	int pid = 0;

	if (strncmp(path, "/proc/", 6) != 0)
		return (false);
	path += 6;
	if (strncmp(path, "self/", 5) == 0)
		path += 5;
	else if (strncmp(path, "thread-self/", 12) == 0)
		path += 12;
	else {
		for (; *path >= '0' && *path <= '9' && pid < 100000000; path++)
			pid = pid * 10 + (*path - '0');
		if (*path++ != '/' || pid != host_pid(td))
			return (false);
	}
	if (strncmp(path, "task/", 5) == 0) {
		for (path += 5; *path >= '0' && *path <= '9'; path++)
			;
		if (*path++ != '/')
			return (false);
	}
	return (strcmp(path, "exe") == 0);
}

int
host_path(struct thread *td, int dfd, const char *upath, int flags, const char **result)
{
	static const struct sv_path_host host = {.exists = exists};
	struct host_td *ht = host_td(td);
	char path[HOST_PATH_MAX];
	const char *found;
	char *slot;

	(void)dfd;
	*result = upath;
	if (upath == NULL)
		return (0);
	/* Without a root only names under /proc matter: a look at the beginning, which may cross into nothing. */
	if (host_run.root[0] == '\0' && (flags & HOST_PATH_KERNEL) == 0 &&
	    copyin(upath, path, sizeof(PROC) - 1) == 0 && memcmp(path, PROC, sizeof(PROC) - 1) != 0)
		return (0);
	if ((flags & HOST_PATH_KERNEL) != 0) {
		if (strlen(upath) >= sizeof(path))
			return (ENAMETOOLONG);
		memcpy(path, upath, strlen(upath) + 1);
	} else if (copyinstr(upath, path, sizeof(path), NULL) != 0)
		return (0); /* the host's call finds the same fault, in its own order */
	if (path[0] != '/')
		return (0);
	slot = ht->path[ht->path_slot];
	ht->path_slot = (ht->path_slot + 1) % HOST_PATH_SLOTS;
	if ((flags & (HOST_PATH_NOFOLLOW | HOST_PATH_CREATE)) == 0 && host_path_is_exe(td, path)) {
		memcpy(slot, host_exe_real(td), strlen(host_run.exe) + 1);
		*result = slot;
		return (0);
	}
	if ((flags & (HOST_PATH_NOFOLLOW | HOST_PATH_CREATE)) == 0 &&
	    host_path_other_exe(td, path, slot)) {
		*result = slot;
		return (0);
	}
	if (host_run.root[0] == '\0')
		return (0);
	if (host_path_links(td, path, flags, slot)) {
		*result = slot;
		return (0);
	}
	switch (sv_path_lookup(&host, host_run.root, path,
	    (flags & HOST_PATH_CREATE) != 0 ? SV_PATH_CREATE : SV_PATH_LOOKUP, slot, HOST_PATH_MAX,
	    &found)) {
	case SV_PATH_TOO_LONG:
		return (ENAMETOOLONG);
	case SV_PATH_NATIVE:
		if (found != path)
			*result = found;
		return (0);
	default:
		*result = found;
		return (0);
	}
}
