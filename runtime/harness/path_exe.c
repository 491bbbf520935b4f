/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * /proc/PID/exe of another guest.  The kernel calls the harness the program of every guest; which one
 * runs there is told by the mapping that holds its code, since the start sets where the code begins.
 */
#include "format.h"
#include "host.h"
#include "start.h"

#include "linux_const.h"
#include "linux_syscall.h"

#define PIECE      4096
#define LINE       (HOST_PATH_MAX + 128) /* of maps: addresses and the like, then the path */
#define START_CODE 24                    /* words of stat after the name's ")" until it */

struct lines {
	long fd;
	size_t at, end;
	char piece[PIECE];
	char line[LINE];
	char own[HOST_PATH_MAX], other[HOST_PATH_MAX];
};

static bool
open_lines(struct lines *l, const char *dir, const char *name)
{
	struct host_text t;

	host_text_init(&t, l->line, sizeof(l->line));
	host_text_fmt(&t, "%s%s", dir, name);
	l->at = l->end = 0;
	l->fd = host_syscall(
	    LINUX_SYS_openat, LINUX_AT_FDCWD, l->line, LINUX_O_RDONLY | LINUX_O_CLOEXEC, 0);
	return (l->fd >= 0);
}

/* The next line without its end; what is too long is cut. */
static bool
next_line(struct lines *l)
{
	size_t used = 0;
	long got;

	for (;;) {
		if (l->at == l->end) {
			got = host_syscall(LINUX_SYS_read, l->fd, l->piece, sizeof(l->piece));
			if (got <= 0)
				return (false);
			l->at = 0;
			l->end = (size_t)got;
		}
		if (l->piece[l->at++] == '\n')
			break;
		if (used + 1 < sizeof(l->line))
			l->line[used++] = l->piece[l->at - 1];
	}
	l->line[used] = '\0';
	return (true);
}

static uint64_t
number(const char **p, unsigned base)
{
	uint64_t v = 0;
	unsigned digit;

	for (;; (*p)++) {
		if (**p >= '0' && **p <= '9')
			digit = (unsigned)(**p - '0');
		else if (base == 16 && **p >= 'a' && **p <= 'f')
			digit = (unsigned)(**p - 'a' + 10);
		else
			return (v);
		v = v * base + digit;
	}
}

static uint64_t
start_of_code(struct lines *l, const char *dir)
{
	const char *p, *name_end = NULL;
	uint64_t start = 0;

	if (!open_lines(l, dir, "stat"))
		return (0);
	if (next_line(l)) {
		for (p = l->line; *p != '\0'; p++)
			name_end = *p == ')' ? p : name_end;
		if ((p = name_end) != NULL) {
			for (int word = 0; word < START_CODE && *p != '\0'; p++)
				word += *p == ' ';
			start = number(&p, 10);
		}
	}
	(void)host_syscall(LINUX_SYS_close, l->fd);
	return (start);
}

/* The file that is mapped at an address. */
static bool
mapped_file(struct lines *l, const char *dir, uint64_t address, char *buf)
{
	uint64_t from, to;
	bool found = false;
	const char *p;

	if (!open_lines(l, dir, "maps"))
		return (false);
	while (!found && next_line(l)) {
		p = l->line;
		from = number(&p, 16);
		to = *p++ == '-' ? number(&p, 16) : 0;
		if (address < from || address >= to)
			continue;
		while (*p != '/' && *p != '\0')
			p++;
		if (*p == '\0' || strlen(p) >= HOST_PATH_MAX)
			break;
		memcpy(buf, p, strlen(p) + 1);
		found = true;
	}
	(void)host_syscall(LINUX_SYS_close, l->fd);
	return (found);
}

static bool
link_of(const char *path, char buf[HOST_PATH_MAX])
{
	long n = host_syscall(
	    LINUX_SYS_readlinkat, LINUX_AT_FDCWD, path, buf, (size_t)HOST_PATH_MAX - 1);

	if (n <= 0)
		return (false);
	buf[n] = '\0';
	return (true);
}

bool
host_path_other_exe(struct thread *td, const char *path, char buf[HOST_PATH_MAX])
{
	char dir[32];
	struct lines *l;
	size_t n = 6;
	uint64_t start;
	bool found;

	if (strncmp(path, "/proc/", 6) != 0)
		return (false);
	while (path[n] >= '0' && path[n] <= '9')
		n++;
	if (n == 6 || n + 2 > sizeof(dir) || strcmp(path + n, "/exe") != 0)
		return (false);
	memcpy(dir, path, n + 1);
	dir[n + 1] = '\0';
	if ((l = sv_tmp_alloc(td, sizeof(*l))) == NULL)
		return (false);
	found = link_of(path, l->other) && link_of("/proc/self/exe", l->own) &&
	        strcmp(l->own, l->other) == 0 && (start = start_of_code(l, dir)) != 0 &&
	        mapped_file(l, dir, start, buf);
	sv_tmp_free(td, l, sizeof(*l));
	return (found);
}
