/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A bad pointer to every file call: EFAULT and nothing else, and the program goes on.
 */
#include <fcntl.h>
#include <linux/openat2.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <termios.h>
#include <unistd.h>

#include "file_show.h"

#define S(name, ...) show(#name, syscall(SYS_##name, __VA_ARGS__))

static void
paths(char *bad)
{
	S(open, bad, O_RDONLY);
	S(openat, AT_FDCWD, bad, O_RDONLY);
	S(creat, bad, 0600);
	S(stat, bad, bad);
	S(stat, "/", bad);
	S(lstat, bad, bad);
	S(newfstatat, AT_FDCWD, bad, bad, 0);
	S(newfstatat, AT_FDCWD, "/", bad, 0);
	S(statx, AT_FDCWD, bad, 0, 0xfff, bad);
	S(statx, AT_FDCWD, "/", 0, 0xfff, bad);
	S(statfs, bad, bad);
	S(statfs, "/", bad);
	S(access, bad, R_OK);
	S(faccessat, AT_FDCWD, bad, R_OK);
	S(chmod, bad, 0600);
	S(fchmodat, AT_FDCWD, bad, 0600);
	S(chown, bad, 0, 0);
	S(lchown, bad, 0, 0);
	S(fchownat, AT_FDCWD, bad, 0, 0, 0);
	S(utimensat, AT_FDCWD, bad, NULL, 0);
	S(utimensat, AT_FDCWD, "/", bad, 0);
	S(utimes, bad, NULL);
	S(utimes, "/", bad);
	S(utime, bad, NULL);
	S(utime, "/", bad);
	S(futimesat, AT_FDCWD, bad, NULL);
	S(mkdir, bad, 0700);
	S(mkdirat, AT_FDCWD, bad, 0700);
	S(rmdir, bad);
	S(unlink, bad);
	S(unlinkat, AT_FDCWD, bad, 0);
	S(rename, bad, "x");
	S(rename, "x", bad);
	S(renameat2, AT_FDCWD, bad, AT_FDCWD, "x", 0);
	S(link, bad, "x");
	S(link, "/etc/passwd", bad);
	S(symlink, bad, "x");
	S(symlink, "x", bad);
	S(readlink, bad, bad, 10);
	S(readlink, "/proc/self/exe", bad, 10);
	S(readlink, "/proc/self/cwd", bad, 10);
	S(mknod, bad, S_IFIFO | 0600, 0);
	S(truncate, bad, 0);
	S(chdir, bad);
	S(getcwd, bad, 4096);
	S(getxattr, bad, "user.a", bad, 10);
	S(getxattr, "/", bad, NULL, 0);
	S(setxattr, bad, "user.a", "x", 1, 0);
	S(listxattr, bad, NULL, 0);
	S(removexattr, bad, "user.a");
	S(memfd_create, bad, 0);
}

static void
descriptors(char *bad, int fd, int dir, int out)
{
	struct open_how how = {0};

	S(read, fd, bad, 10);
	S(write, out, bad, 10);
	S(pread64, fd, bad, 10, 0);
	S(pwrite64, out, bad, 10, 0);
	S(readv, fd, bad, 1);
	S(writev, out, bad, 1);
	S(preadv, fd, bad, 1, 0, 0);
	S(preadv2, fd, bad, 1, 0, 0, 0);
	S(pwritev2, out, bad, 1, 0, 0, 0);
	S(getdents64, dir, bad, 1024);
	S(getdents, dir, bad, 1024);
	S(fstat, fd, bad);
	S(fstatfs, fd, bad);
	S(fcntl, fd, F_GETLK, bad);
	S(fcntl, fd, F_SETLK, bad);
	S(fcntl, fd, F_OFD_GETLK, bad);
	S(fcntl, fd, F_GETOWN_EX, bad);
	S(fcntl, fd, F_SETOWN_EX, bad);
	S(sendfile, out, fd, bad, 10);
	S(copy_file_range, fd, bad, out, NULL, 10, 0);
	S(openat2, AT_FDCWD, "/", bad, sizeof(how));
	S(openat2, AT_FDCWD, bad, &how, sizeof(how));
	S(ioctl, fd, FIONREAD, bad);
	S(ioctl, fd, FIONBIO, bad);
}

static void
terminals(char *bad)
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	S(ioctl, fd, TCGETS, bad);
	S(ioctl, fd, TCSETS, bad);
	S(ioctl, fd, TCGETA, bad);
	S(ioctl, fd, TIOCGWINSZ, bad);
	S(ioctl, fd, TIOCSWINSZ, bad);
	S(ioctl, fd, TIOCGPTN, bad);
	S(ioctl, fd, TIOCSPTLCK, bad);
	S(ioctl, fd, TIOCGETD, bad);
	close(fd);
}

int
main(void)
{
	char *bad[3];
	int dir, fd, i, out, watch;

	setvbuf(stdout, NULL, _IOLBF, 0);
	bad[0] = NULL;
	bad[1] = (char *)0x7fffdead0000;
	bad[2] = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	out = open("out", O_RDWR | O_CREAT, 0600);
	dir = open(".", O_RDONLY);
	fd = open("/etc/passwd", O_RDONLY);
	watch = inotify_init1(0);
	for (i = 0; i < 3; i++) {
		printf("-- pointer %d\n", i);
		paths(bad[i]);
		S(inotify_add_watch, watch, bad[i], IN_OPEN);
		if (i != 0) {
			descriptors(bad[i], fd, dir, out);
			terminals(bad[i]);
		}
	}
	/* A path that runs into nothing. */
	bad[0] = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	munmap(bad[0] + 4096, 4096);
	memset(bad[0], 'a', 4096);
	S(open, bad[0] + 4000, O_RDONLY);
	S(unlink, bad[0] + 4000);
	/* Half a buffer: what fits is read. */
	show("read across the edge", (long)syscall(SYS_read, fd, bad[0] + 4090, 100));
	show("write across the edge", (long)syscall(SYS_write, out, bad[0] + 4090, 100));
	SHOW(lseek(out, 0, SEEK_CUR));
	return (0);
}
