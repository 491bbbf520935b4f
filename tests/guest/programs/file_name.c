/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Names: making, linking, moving, removing, where one is, and every way to be refused.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "file_show.h"

static char too_long[PATH_MAX + 10], long_name[300];

static void
make(const char *name)
{
	close(creat(name, 0600));
}

static void
making(void)
{
	struct stat sb;

	SHOW(mkdir("d", 01777));
	stat("d", &sb);
	printf("%o\n", sb.st_mode);
	SHOW(mkdir("d", 0700));
	SHOW(mkdir("d/", 0700));
	SHOW(mkdir("e/", 0700));
	SHOW(mkdir("", 0700));
	SHOW(mkdir(".", 0700));
	SHOW(mkdir("/", 0700));
	SHOW(mkdir("none/x", 0700));
	SHOW(mkdir(long_name, 0700));
	SHOW(mkdir(too_long, 0700));
	SHOW(mkdirat(999, "x", 0700));
	make("f");
	SHOW(mkdir("f/x", 0700));
	SHOW(mkdir("f", 0700));
}

static void
linking(void)
{
	char buf[PATH_MAX];
	ssize_t n;

	SHOW(link("f", "hard"));
	SHOW(link("f", "hard"));
	SHOW(link("d", "hard2"));
	SHOW(link("none", "hard2"));
	SHOW(link("f", "none/x"));
	SHOW(link("f", "/proc/x"));
	SHOW(symlink("f", "soft"));
	SHOW(symlink("f", "soft"));
	SHOW(symlink("", "soft2"));
	SHOW(symlink(too_long, "soft2"));
	SHOW(link("soft", "hardsoft"));
	n = readlink("hardsoft", buf, sizeof(buf));
	printf("%zd %.*s\n", n, (int)n, buf);
	SHOW(linkat(AT_FDCWD, "soft", AT_FDCWD, "followed", AT_SYMLINK_FOLLOW));
	SHOW(readlink("followed", buf, sizeof(buf)));
	SHOW(linkat(AT_FDCWD, "f", AT_FDCWD, "x", 0x8000));
	SHOW(linkat(open("f", O_RDONLY), "", AT_FDCWD, "empty", AT_EMPTY_PATH));
	SHOW(readlink("soft", buf, 0));
	show("readlink, negative", syscall(SYS_readlink, "soft", buf, -1L));
	SHOW(readlink("soft", buf, 1));
	SHOW(readlink("f", buf, 10));
	SHOW(readlink("none", buf, 10));
	SHOW(readlink("", buf, 10));
	n = readlinkat(open("soft", O_PATH | O_NOFOLLOW), "", buf, sizeof(buf));
	printf("%zd %.*s\n", n, (int)n, buf);
}

static void
moving(void)
{
	make("m1");
	make("m2");
	mkdir("md", 0700);
	mkdir("full", 0700);
	make("full/x");
	SHOW(rename("m1", "m3"));
	SHOW(rename("none", "m3"));
	SHOW(rename("m3", "m2"));
	SHOW(rename("m2", "md"));
	SHOW(rename("md", "m2"));
	SHOW(rename("md", "full"));
	SHOW(rename("full", "md"));
	SHOW(rename("md", "md/in"));
	SHOW(rename("m2", "m2"));
	SHOW(rename("m2", "/proc/x"));
	SHOW(rename("m2", "m2/"));
	SHOW(rename(".", "x"));
	SHOW(renameat(999, "m2", AT_FDCWD, "x"));
	make("r1");
	make("r2");
	SHOW(renameat2(AT_FDCWD, "r1", AT_FDCWD, "r2", RENAME_NOREPLACE));
	SHOW(renameat2(AT_FDCWD, "r1", AT_FDCWD, "r3", RENAME_NOREPLACE));
	SHOW(renameat2(AT_FDCWD, "r2", AT_FDCWD, "md", RENAME_EXCHANGE));
	SHOW(access("r2/x", F_OK));
	SHOW(renameat2(AT_FDCWD, "r2", AT_FDCWD, "none", RENAME_EXCHANGE));
	SHOW(renameat2(AT_FDCWD, "r3", AT_FDCWD, "r4", RENAME_NOREPLACE | RENAME_EXCHANGE));
	SHOW(renameat2(AT_FDCWD, "r3", AT_FDCWD, "r4", 0x80));
}

static void
removing(void)
{
	SHOW(unlink("d"));
	SHOW(unlink("none"));
	SHOW(unlink("f/x"));
	SHOW(unlink("soft/"));
	SHOW(unlink("soft"));
	SHOW(unlink(""));
	SHOW(rmdir("f"));
	SHOW(rmdir("."));
	SHOW(rmdir("r2"));
	SHOW(rmdir("none"));
	SHOW(rmdir("/"));
	SHOW(rmdir("d"));
	SHOW(unlinkat(AT_FDCWD, "e", 0));
	SHOW(unlinkat(AT_FDCWD, "e", AT_REMOVEDIR));
	SHOW(unlinkat(AT_FDCWD, "f", AT_REMOVEDIR));
	SHOW(unlinkat(AT_FDCWD, "f", 0x8000));
	SHOW(unlinkat(999, "f", 0));
	SHOW(unlink(long_name));
	SHOW(unlink(too_long));
}

static void
place(void)
{
	char buf[PATH_MAX], home[PATH_MAX];
	long n;
	int fd;

	n = syscall(SYS_getcwd, home, sizeof(home));
	printf("length %d\n", n == (long)strlen(home) + 1);
	show("getcwd, no room", syscall(SYS_getcwd, buf, 3L));
	show("getcwd, nothing", syscall(SYS_getcwd, buf, 0L));
	mkdir("deep", 0700);
	SHOW(chdir("deep"));
	getcwd(buf, sizeof(buf));
	printf("%s\n", buf + strlen(home));
	rmdir("../deep");
	show("getcwd of what is gone", syscall(SYS_getcwd, buf, sizeof(buf)));
	SHOW(chdir(home));
	SHOW(chdir("none"));
	SHOW(chdir("f"));
	fd = open("/", O_RDONLY);
	SHOW(fchdir(fd));
	getcwd(buf, sizeof(buf));
	printf("%s\n", buf);
	SHOW(fchdir(999));
	chdir(home);
	fd = open("f", O_RDONLY);
	SHOW(fchdir(fd));
	printf("%o\n", umask(0123));
	printf("%o\n", umask(07777));
	printf("%o\n", umask(022));
}

static void
program(void)
{
	char buf[PATH_MAX], other[PATH_MAX], path[64];
	ssize_t n;

	n = readlink("/proc/self/exe", buf, sizeof(buf) - 1);
	buf[n > 0 ? n : 0] = '\0';
	printf("%s\n", strrchr(buf, '/') != NULL ? strrchr(buf, '/') : buf);
	snprintf(path, sizeof(path), "/proc/%d/exe", getpid());
	n = readlink(path, other, sizeof(other) - 1);
	other[n > 0 ? n : 0] = '\0';
	printf("%d\n", strcmp(buf, other));
	SHOW(readlink("/proc/self/exe", buf, 3));
	SHOW_OK(open("/proc/self/exe", O_RDONLY));
	SHOW(access("/proc/self/exe", X_OK));
	n = readlink("/proc/self/cwd", buf, sizeof(buf) - 1);
	buf[n > 0 ? n : 0] = '\0';
	getcwd(other, sizeof(other));
	printf("%d\n", strcmp(buf, other));
}

int
main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	memset(long_name, 'n', sizeof(long_name) - 1);
	memset(too_long, '/', sizeof(too_long) - 1);
	making();
	linking();
	moving();
	removing();
	place();
	program();
	mkdir("jail", 0700);
	make("jail/inside");
	SHOW(chroot("none"));
	SHOW(chroot("f"));
	SHOW(chroot("jail"));
	SHOW(chdir("/"));
	SHOW(access("/inside", F_OK));
	SHOW(access("/etc", F_OK));
	return (0);
}
