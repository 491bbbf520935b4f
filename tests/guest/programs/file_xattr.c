/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Extended attributes by path, by link and by descriptor.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "file_show.h"

static int
by_name(const void *a, const void *b)
{
	return (strcmp(*(char *const *)a, *(char *const *)b));
}

/* The order of a list is the file system's own. */
static void
list(const char *what, char *buf, ssize_t n)
{
	char *names[64];
	ssize_t at, count = 0;
	ssize_t i;

	show(what, n);
	for (at = 0; n > 0 && at < n; at += (ssize_t)strlen(buf + at) + 1)
		names[count++] = buf + at;
	qsort(names, (size_t)count, sizeof(names[0]), by_name);
	for (i = 0; i < count; i++)
		printf("    %s\n", names[i]);
}

int
main(void)
{
	char buf[65536], large[70000], name[300];
	int fd;

	setvbuf(stdout, NULL, _IOLBF, 0);
	memset(large, 'l', sizeof(large));
	memset(name, 'n', sizeof(name));
	memcpy(name, "user.", 5);
	fd = open("f", O_RDWR | O_CREAT, 0600);
	symlink("f", "l");
	list("nothing", buf, listxattr("f", buf, sizeof(buf)));
	SHOW(getxattr("f", "user.a", buf, sizeof(buf)));
	SHOW(setxattr("f", "user.a", "value", 5, 0));
	SHOW(setxattr("f", "user.a", "other", 5, XATTR_CREATE));
	SHOW(setxattr("f", "user.b", "other", 5, XATTR_REPLACE));
	SHOW(setxattr("f", "user.b", "", 0, XATTR_CREATE));
	SHOW(setxattr("f", "user.a", "replaced", 8, XATTR_REPLACE));
	SHOW(setxattr("f", "user.a", "x", 1, 77));
	SHOW(getxattr("f", "user.a", NULL, 0));
	SHOW(getxattr("f", "user.a", buf, 3));
	SHOW(getxattr("f", "user.a", buf, sizeof(buf)));
	printf("%.8s\n", buf);
	SHOW(getxattr("f", "user.b", buf, sizeof(buf)));
	SHOW(fsetxattr(fd, "user.c", "by descriptor", 13, 0));
	SHOW(fgetxattr(fd, "user.c", buf, sizeof(buf)));
	SHOW(setxattr("l", "user.d", "through", 7, 0));
	SHOW(lgetxattr("l", "user.d", buf, sizeof(buf)));
	SHOW(getxattr("l", "user.d", buf, sizeof(buf)));
	SHOW(lsetxattr("l", "user.e", "of the link", 11, 0));
	SHOW(lsetxattr("l", "trusted.e", "of the link", 11, 0));
	SHOW(lgetxattr("l", "trusted.e", buf, sizeof(buf)));
	SHOW(setxattr("f", "trusted.t", "secret", 6, 0));
	SHOW(setxattr("f", "security.s", "secret", 6, 0));
	SHOW(setxattr("f", "system.s", "x", 1, 0));
	SHOW(setxattr("f", "nobody.s", "x", 1, 0));
	SHOW(setxattr("f", "user.", "x", 1, 0));
	SHOW(setxattr("f", "user", "x", 1, 0));
	SHOW(setxattr("f", "", "x", 1, 0));
	name[255] = '\0';
	show("longest name", setxattr("f", name, "x", 1, 0));
	name[255] = 'n';
	name[256] = '\0';
	show("name too long", setxattr("f", name, "x", 1, 0));
	show("value too large", setxattr("f", "user.large", large, 65537, 0));
	list("all", buf, listxattr("f", buf, sizeof(buf)));
	list("by descriptor", buf, flistxattr(fd, buf, sizeof(buf)));
	list("of the link", buf, llistxattr("l", buf, sizeof(buf)));
	SHOW(listxattr("f", NULL, 0));
	SHOW(listxattr("f", buf, 5));
	SHOW(removexattr("f", "user.a"));
	SHOW(removexattr("f", "user.a"));
	SHOW(fremovexattr(fd, "user.c"));
	SHOW(lremovexattr("l", "trusted.e"));
	list("left", buf, listxattr("f", buf, sizeof(buf)));
	SHOW(getxattr("f", "security.capability", buf, sizeof(buf)));
	SHOW(getxattr("f", "system.posix_acl_access", buf, sizeof(buf)));
	SHOW(getxattr("/proc/version", "user.a", buf, sizeof(buf)));
	SHOW(setxattr("/proc/version", "user.a", buf, 1, 0));
	SHOW(getxattr("none", "user.a", buf, sizeof(buf)));
	SHOW(fgetxattr(999, "user.a", buf, sizeof(buf)));
	SHOW(fgetxattr(open("f", O_PATH), "user.a", buf, sizeof(buf)));
	SHOW(listxattr("none", buf, sizeof(buf)));
	return (0);
}
