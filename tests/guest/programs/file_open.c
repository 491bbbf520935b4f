/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * open and its relatives: every flag, what F_GETFL says afterwards, openat2's rules, files without
 * a name.
 */
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "file_show.h"

#ifndef O_LARGEFILE
#define O_LARGEFILE 0
#endif

static void
flags_of(const char *what, int fd)
{
	if (fd == -1)
		show(what, -1);
	else
		printf(
		    "%-40s fl %o fd %d\n", what, (unsigned)fcntl(fd, F_GETFL), fcntl(fd, F_GETFD));
	if (fd != -1)
		close(fd);
}

#define OPEN(path, flags) flags_of(#flags " " path, open(path, flags, 0640))

static void
plain(void)
{
	OPEN("a", O_RDONLY);
	OPEN("a", O_RDWR | O_CREAT);
	OPEN("a", O_RDWR | O_CREAT | O_EXCL);
	OPEN("b", O_WRONLY | O_CREAT | O_EXCL | O_TRUNC | O_APPEND);
	OPEN("a", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	OPEN("a", O_RDWR | O_SYNC);
	OPEN("a", O_RDWR | O_DSYNC);
	OPEN("a", O_RDWR | O_NOCTTY | O_ASYNC);
	OPEN("a", O_PATH);
	OPEN("a", O_PATH | O_CREAT | O_RDWR | O_NOFOLLOW);
	OPEN("a", O_DIRECTORY);
	OPEN(".", O_DIRECTORY);
	OPEN(".", O_DIRECTORY | O_PATH | O_CLOEXEC);
	OPEN(".", O_RDWR);
	OPEN(".", O_CREAT);
	OPEN(".", O_CREAT | O_DIRECTORY);
	OPEN("a/", O_RDONLY);
	OPEN("new/", O_CREAT | O_RDWR);
	OPEN("none", O_RDONLY);
	OPEN("none/x", O_RDONLY);
	OPEN("a/x", O_RDONLY);
	OPEN("", O_RDONLY);
	symlink("a", "link");
	symlink("loop", "loop");
	symlink("nowhere", "dangling");
	OPEN("link", O_RDONLY);
	OPEN("link", O_RDONLY | O_NOFOLLOW);
	OPEN("link", O_PATH | O_NOFOLLOW);
	OPEN("loop", O_RDONLY);
	OPEN("loop", O_RDONLY | O_NOFOLLOW);
	OPEN("dangling", O_RDONLY);
	OPEN("dangling", O_RDWR | O_CREAT | O_EXCL);
	OPEN("dangling", O_RDWR | O_CREAT);
	OPEN("/dev/null", O_RDWR);
	OPEN("/dev/null", O_RDWR | O_APPEND | O_NONBLOCK);
	/* bits nobody knows */
	flags_of("unknown bits", open("a", O_RDONLY | 0x08000000 | 0x10000000));
	flags_of("O_EXCL alone", open("a", O_RDONLY | O_EXCL));
	flags_of("bad directory", openat(999, "a", O_RDONLY));
	flags_of("file as directory", openat(open("a", O_RDONLY), "a", O_RDONLY));
	flags_of("creat", creat("c", 0600));
	mkfifo("fifo", 0600);
	flags_of("fifo, nobody reads", open("fifo", O_WRONLY | O_NONBLOCK));
	show_ok("fifo", open("fifo", O_RDONLY | O_NONBLOCK));
	show_ok("fifo both", open("fifo", O_RDWR));
}

static void
modes(void)
{
	struct stat sb;

	umask(027);
	close(open("m1", O_CREAT | O_WRONLY, 07777));
	umask(0);
	close(open("m2", O_CREAT | O_WRONLY, 0177777));
	stat("m1", &sb);
	printf("%o ", sb.st_mode);
	stat("m2", &sb);
	printf("%o\n", sb.st_mode);
	umask(022);
}

static void
nameless(void)
{
	char path[64];
	struct stat sb;
	int fd;

	fd = open(".", O_TMPFILE | O_RDWR, 0644);
	show_ok("O_TMPFILE", fd);
	if (fd == -1)
		return;
	SHOW(write(fd, "hello", 5));
	fstat(fd, &sb);
	printf("mode %o links %ju size %jd\n", sb.st_mode, (uintmax_t)sb.st_nlink,
	    (intmax_t)sb.st_size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	SHOW(linkat(AT_FDCWD, path, AT_FDCWD, "named", AT_SYMLINK_FOLLOW));
	SHOW(linkat(AT_FDCWD, path, AT_FDCWD, "named", AT_SYMLINK_FOLLOW));
	close(fd);
	fd = open(".", O_TMPFILE | O_RDWR | O_EXCL, 0600);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	SHOW(linkat(AT_FDCWD, path, AT_FDCWD, "never", AT_SYMLINK_FOLLOW));
	SHOW(open(".", O_TMPFILE | O_RDONLY, 0600));
	SHOW(open("a", O_TMPFILE | O_RDWR, 0600));
	SHOW(open("none", O_TMPFILE | O_RDWR, 0600));
	SHOW(open(".", (O_TMPFILE & ~O_DIRECTORY) | O_RDWR, 0600));
}

static int
openat2(int dfd, const char *path, uint64_t flags, uint64_t mode, uint64_t resolve)
{
	struct open_how how = {.flags = flags, .mode = mode, .resolve = resolve};

	return ((int)syscall(SYS_openat2, dfd, path, &how, sizeof(how)));
}

static void
rules(void)
{
	struct {
		struct open_how how;
		char more[40];
	} large;
	int dir, i;

	mkdir("d", 0700);
	close(creat("d/f", 0600));
	symlink("../a", "d/out");
	symlink("f", "d/in");
	symlink("/a", "d/abs");
	dir = open("d", O_PATH);
	SHOW_OK(openat2(dir, "f", O_RDONLY, 0, 0));
	SHOW_OK(openat2(dir, "f", O_RDONLY, 0, RESOLVE_BENEATH));
	SHOW_OK(openat2(dir, "../a", O_RDONLY, 0, RESOLVE_BENEATH));
	SHOW_OK(openat2(dir, "/etc/passwd", O_RDONLY, 0, RESOLVE_BENEATH));
	SHOW_OK(openat2(dir, "out", O_RDONLY, 0, RESOLVE_BENEATH));
	SHOW_OK(openat2(dir, "in", O_RDONLY, 0, RESOLVE_BENEATH));
	SHOW_OK(openat2(dir, "/f", O_RDONLY, 0, RESOLVE_IN_ROOT));
	SHOW_OK(openat2(dir, "../../f", O_RDONLY, 0, RESOLVE_IN_ROOT));
	SHOW_OK(openat2(dir, "abs", O_RDONLY, 0, RESOLVE_IN_ROOT));
	SHOW_OK(openat2(dir, "in", O_RDONLY, 0, RESOLVE_NO_SYMLINKS));
	SHOW_OK(openat2(dir, "f", O_RDONLY, 0, RESOLVE_NO_SYMLINKS));
	SHOW_OK(openat2(AT_FDCWD, "/proc/self/fd/0", O_RDONLY, 0, RESOLVE_NO_MAGICLINKS));
	SHOW_OK(openat2(AT_FDCWD, "/proc/version", O_RDONLY, 0, RESOLVE_NO_XDEV));
	SHOW_OK(openat2(dir, "f", O_RDONLY, 0, RESOLVE_BENEATH | RESOLVE_IN_ROOT));
	SHOW_OK(openat2(dir, "f", O_RDONLY, 0, 0x8000));
	SHOW_OK(openat2(dir, "f", O_RDONLY | 1ULL << 40, 0, 0));
	SHOW_OK(openat2(dir, "f", O_RDONLY | 0x10000000, 0, 0));
	SHOW_OK(openat2(dir, "f", O_RDONLY, 0600, 0));
	SHOW_OK(openat2(dir, "g", O_RDWR | O_CREAT, 0600, RESOLVE_BENEATH));
	SHOW_OK(openat2(dir, "h", O_RDWR | O_CREAT, 010600, 0));
	SHOW_OK(openat2(dir, "f", O_PATH | O_CREAT, 0, 0));
	SHOW_OK(openat2(dir, "f", O_RDONLY | O_TRUNC, 0, RESOLVE_CACHED));
	memset(&large, 0, sizeof(large));
	show_ok("larger", syscall(SYS_openat2, dir, "f", &large, sizeof(large)));
	large.more[7] = 1;
	show_ok("larger, not zero", syscall(SYS_openat2, dir, "f", &large, sizeof(large)));
	for (i = 0; i < 24; i += 8)
		show_ok("smaller", syscall(SYS_openat2, dir, "f", &large, (size_t)i));
	show_ok("far too large", syscall(SYS_openat2, dir, "f", &large, (size_t)5000));
}

int
main(void)
{
	int fd;

	setvbuf(stdout, NULL, _IOLBF, 0);
	plain();
	modes();
	nameless();
	rules();
	flags_of("memfd", memfd_create("x", MFD_CLOEXEC));
	fd = memfd_create("x", MFD_ALLOW_SEALING);
	SHOW(fcntl(fd, F_GET_SEALS));
	SHOW(ftruncate(fd, 100));
	SHOW(fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW));
	SHOW(ftruncate(fd, 50));
	SHOW(ftruncate(fd, 500));
	SHOW(fcntl(fd, F_GET_SEALS));
	SHOW(fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL));
	SHOW(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE));
	SHOW(memfd_create("x", 0x4000));
	SHOW(fcntl(open("a", O_RDONLY), F_GET_SEALS));
	return (0);
}
