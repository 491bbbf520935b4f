/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Absolute symbolic links inside the root.  A distribution is full of them (/etc/alternatives, Debian's
 * /lib64/ld-linux-x86-64.so.2), and the host's kernel would follow them into the native tree.  So such
 * a path is walked here, link by link, as a kernel does whose look-up starts at the root (FreeBSD since
 * 14.0).  Where that leads nowhere the ordinary rule holds.  Relative paths are not looked at: their
 * directory was found this way, but a link in it is the kernel's to follow.
 */
#include "host.h"
#include "start.h"

#include "linux_const.h"
#include "linux_syscall.h"

#define LINKS_MAX 40 /* as many as Linux follows */

struct walk {
	char out[HOST_PATH_MAX];  /* root and what was walked, free of links */
	char rest[HOST_PATH_MAX]; /* still to be walked */
	char link[HOST_PATH_MAX];
	size_t rootlen, len; /* of out */
	unsigned links;
	bool absolute; /* one of the links was */
};

/* Put what the link says in front of the rest. */
static bool
splice(struct walk *w, size_t n, size_t at)
{
	size_t left = strlen(w->rest + at);

	if (n + left >= sizeof(w->rest) || ++w->links > LINKS_MAX)
		return (false);
	memmove(w->rest + n, w->rest + at, left + 1);
	memcpy(w->rest, w->link, n);
	return (true);
}

static void
parent(struct walk *w)
{
	while (w->len > w->rootlen && w->out[--w->len] != '/')
		;
	w->out[w->len] = '\0';
}

/* One component that begins at rest[at]; *next is where the following one begins. */
static bool
step(struct walk *w, size_t at, size_t n, bool last, bool follow, bool create, size_t *next)
{
	long r;

	*next = at + n;
	if (n == 1 && w->rest[at] == '.')
		return (true);
	if (n == 2 && w->rest[at] == '.' && w->rest[at + 1] == '.') {
		parent(w);
		return (true);
	}
	if (w->len + 1 + n >= sizeof(w->out))
		return (false);
	w->out[w->len] = '/';
	memcpy(w->out + w->len + 1, w->rest + at, n);
	w->len += 1 + n;
	w->out[w->len] = '\0';
	if (last && !follow)
		return (true);
	r = host_syscall(LINUX_SYS_readlinkat, LINUX_AT_FDCWD, w->out, w->link, sizeof(w->link));
	if (r == -LINUX_EINVAL)
		return (true); /* no link */
	if (r < 0)
		return (last && create && r == -LINUX_ENOENT);
	if ((size_t)r >= sizeof(w->link) || !splice(w, (size_t)r, *next))
		return (false);
	*next = 0;
	parent(w);
	if (w->link[0] == '/') {
		w->absolute = true;
		w->len = w->rootlen;
		w->out[w->len] = '\0';
	}
	return (true);
}

static bool
walk(struct walk *w, bool follow, bool create)
{
	size_t at = 0, end, n;

	for (;;) {
		while (w->rest[at] == '/')
			at++;
		if (w->rest[at] == '\0')
			return (true);
		for (n = 0; w->rest[at + n] != '\0' && w->rest[at + n] != '/'; n++)
			;
		for (end = at + n; w->rest[end] == '/'; end++)
			;
		/* A slash at the end asks for what a link points at. */
		if (!step(w, at, n, w->rest[end] == '\0', follow || end > at + n, create, &at))
			return (false);
	}
}

/*
 * `path` under the root, when an absolute link is on the way to it and what it leads to is there (its
 * directory, when the name is to be made): true, and the host's path in `result`.
 */
bool
host_path_links(struct thread *td, const char *path, int flags, char result[HOST_PATH_MAX])
{
	bool create = (flags & HOST_PATH_CREATE) != 0, found;
	size_t len = strlen(path), rootlen = strlen(host_run.root);
	struct linux_stat st;
	struct walk *w;

	/* Links under /proc are no paths. */
	if (len == 0 || strncmp(path, "/proc/", 6) == 0)
		return (false);
	if (rootlen >= HOST_PATH_MAX || len >= HOST_PATH_MAX ||
	    (w = sv_tmp_alloc(td, sizeof(*w))) == NULL)
		return (false);
	memcpy(w->out, host_run.root, rootlen + 1);
	memcpy(w->rest, path, len + 1);
	w->rootlen = w->len = rootlen;
	w->links = 0;
	w->absolute = false;
	found =
	    walk(w, (flags & HOST_PATH_NOFOLLOW) == 0, create) && w->absolute && w->len > rootlen;
	/* A slash at the end wants a directory. */
	if (found && path[len - 1] == '/' && w->len + 1 < sizeof(w->out)) {
		w->out[w->len++] = '/';
		w->out[w->len] = '\0';
	}
	if (found && !create)
		found = host_syscall(LINUX_SYS_newfstatat, LINUX_AT_FDCWD, w->out, &st,
		            LINUX_AT_SYMLINK_NOFOLLOW) == 0;
	if (found)
		memcpy(result, w->out, w->len + 1);
	sv_tmp_free(td, w, sizeof(*w));
	return (found);
}
