/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Attributes: stat in all its forms, statx, statfs, device numbers, times to the nanosecond,
 * permissions, owners.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

#include "file_show.h"

static void
print(const char *path, const struct stat *sb)
{
	printf(
	    "%s: dev %u,%u mode %o links %ju ids %u %u rdev %u,%u size %jd blksize %jd blocks %jd\n",
	    path, major(sb->st_dev), minor(sb->st_dev), sb->st_mode, (uintmax_t)sb->st_nlink,
	    sb->st_uid, sb->st_gid, major(sb->st_rdev), minor(sb->st_rdev), (intmax_t)sb->st_size,
	    (intmax_t)sb->st_blksize, (intmax_t)sb->st_blocks);
}

static void
compare(const char *path)
{
	struct stat a, b, c;
	struct statx x;
	int fd;

	if (show(path, lstat(path, &a)) != 0)
		return;
	print(path, &a);
	fd = open(path, O_PATH | O_NOFOLLOW);
	memset(&b, 0xff, sizeof(b));
	memset(&c, 0xff, sizeof(c));
	fstat(fd, &b);
	fstatat(fd, "", &c, AT_EMPTY_PATH);
	printf("fstat %d, empty path %d\n", memcmp(&a, &b, sizeof(a)), memcmp(&a, &c, sizeof(a)));
	close(fd);
	if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_BTIME, &x) != 0) {
		show("statx", -1);
		return;
	}
	printf(
	    "statx mask %x attributes %llx mode %o same %d %d %d %d %d %d %d times %d %d %d born %d\n",
	    x.stx_mask & 0xfff, x.stx_attributes & 0x74, x.stx_mode, x.stx_ino == a.st_ino,
	    x.stx_size == (uint64_t)a.st_size, x.stx_nlink == a.st_nlink, x.stx_uid == a.st_uid,
	    x.stx_blocks == (uint64_t)a.st_blocks,
	    makedev(x.stx_dev_major, x.stx_dev_minor) == a.st_dev,
	    makedev(x.stx_rdev_major, x.stx_rdev_minor) == a.st_rdev,
	    x.stx_mtime.tv_sec == a.st_mtim.tv_sec && x.stx_mtime.tv_nsec == a.st_mtim.tv_nsec,
	    x.stx_atime.tv_sec == a.st_atim.tv_sec, x.stx_ctime.tv_nsec == a.st_ctim.tv_nsec,
	    (x.stx_mask & STATX_BTIME) != 0 && x.stx_btime.tv_sec != 0);
}

static void
bad(void)
{
	struct stat sb;
	struct statx x;

	SHOW(stat("none", &sb));
	SHOW(stat("file/x", &sb));
	SHOW(stat("file/", &sb));
	SHOW(stat("", &sb));
	SHOW(fstat(999, &sb));
	SHOW(fstatat(999, "x", &sb, 0));
	SHOW(fstatat(999, "/", &sb, 0));
	SHOW(fstatat(AT_FDCWD, "", &sb, 0));
	SHOW(fstatat(AT_FDCWD, "", &sb, AT_EMPTY_PATH));
	SHOW(fstatat(AT_FDCWD, ".", &sb, AT_NO_AUTOMOUNT));
	SHOW(fstatat(AT_FDCWD, ".", &sb, 0x10000));
	SHOW(statx(AT_FDCWD, ".", 0x10000, STATX_SIZE, &x));
	SHOW(statx(AT_FDCWD, ".", AT_STATX_FORCE_SYNC, STATX_SIZE, &x));
	SHOW(statx(AT_FDCWD, ".", AT_STATX_FORCE_SYNC | AT_STATX_DONT_SYNC, STATX_SIZE, &x));
	SHOW(statx(AT_FDCWD, ".", 0, 0x80000000, &x));
	SHOW(statx(AT_FDCWD, "none", 0, STATX_SIZE, &x));
}

static void
times(void)
{
	struct timespec t[2] = {{1000000001, 123456789}, {-5, 987654321}};
	struct timeval v[2] = {{100, 5}, {200, 999999}};
	struct utimbuf u = {300, 400};
	struct stat sb;
	int fd = open("file", O_RDWR);

#define TIMES(call)                                                                              \
	do {                                                                                     \
		show(#call, call);                                                               \
		stat("file", &sb);                                                               \
		printf("%jd.%09ld %jd.%09ld\n", (intmax_t)sb.st_atim.tv_sec, sb.st_atim.tv_nsec, \
		    (intmax_t)sb.st_mtim.tv_sec, sb.st_mtim.tv_nsec);                            \
	} while (0)
	TIMES(utimensat(AT_FDCWD, "file", t, 0));
	t[0].tv_nsec = UTIME_OMIT;
	t[1].tv_sec = 7;
	TIMES(futimens(fd, t));
	TIMES(utimes("file", v));
	TIMES(utime("file", &u));
	TIMES(futimesat(AT_FDCWD, "file", v));
	t[1].tv_nsec = UTIME_OMIT;
	TIMES(utimensat(AT_FDCWD, "file", t, 0));
	t[0].tv_nsec = UTIME_NOW;
	SHOW(utimensat(AT_FDCWD, "file", t, 0));
	stat("file", &sb);
	printf("now %d\n", sb.st_atim.tv_sec > 1000000000);
	utimes("file", v);
	t[0].tv_nsec = 1000000000;
	TIMES(utimensat(AT_FDCWD, "link", t, AT_SYMLINK_NOFOLLOW));
	t[0].tv_nsec = -1;
	SHOW(utimensat(AT_FDCWD, "file", t, 0));
	t[0].tv_nsec = -2;
	SHOW(utimensat(AT_FDCWD, "file", t, 0));
	v[0].tv_usec = 1000000;
	SHOW(utimes("file", v));
	SHOW(utimensat(AT_FDCWD, "none", NULL, 0));
	SHOW(utimensat(AT_FDCWD, "file", NULL, 0x8000));
	show("null path", syscall(SYS_utimensat, AT_FDCWD, NULL, NULL, 0));
	show("null path, descriptor", syscall(SYS_utimensat, fd, NULL, NULL, 0));
	show("null path, flags", syscall(SYS_utimensat, fd, NULL, NULL, AT_SYMLINK_NOFOLLOW));
}

static void
rights(void)
{
	struct stat sb;

	SHOW(access("file", F_OK));
	SHOW(access("file", R_OK | W_OK | X_OK));
	SHOW(access("file", 8));
	SHOW(access("none", F_OK));
	SHOW(faccessat(AT_FDCWD, "file", R_OK, AT_EACCESS));
	SHOW(faccessat(AT_FDCWD, "link", R_OK, AT_SYMLINK_NOFOLLOW));
	show("faccessat2 bad", syscall(SYS_faccessat2, AT_FDCWD, "file", R_OK, 0x800));
	SHOW(chmod("file", 06751));
	stat("file", &sb);
	printf("%o\n", sb.st_mode);
	SHOW(chmod("file", 0170600));
	stat("file", &sb);
	printf("%o\n", sb.st_mode);
	SHOW(fchmod(open("file", O_RDONLY), 0644));
	SHOW(fchmod(open("file", O_PATH), 0644));
	SHOW(fchmodat(AT_FDCWD, "none", 0644, 0));
	show("fchmodat2 of a link", syscall(452, AT_FDCWD, "link", 0600, AT_SYMLINK_NOFOLLOW));
	show("fchmodat2 bad", syscall(452, AT_FDCWD, "file", 0600, 0x8000));
	SHOW(chown("file", (uid_t)-1, (gid_t)-1));
	SHOW(lchown("link", getuid(), getgid()));
	SHOW(fchownat(AT_FDCWD, "file", (uid_t)-1, (gid_t)-1, 0x8000));
	SHOW(fchown(999, 0, 0));
}

static void
systems(void)
{
	static const char *const names[] = {
	    "/", ".", "/proc", "/sys", "/dev", "/dev/pts", "/dev/shm", "/tmp", "/none"};
	struct statfs f;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (show(names[i], statfs(names[i], &f)) != 0)
			continue;
		printf("%lx %ld %ld names %ld valid %d ro %d\n", (unsigned long)f.f_type,
		    (long)f.f_bsize, (long)f.f_frsize, (long)f.f_namelen, (f.f_flags & 0x20) != 0,
		    (f.f_flags & 1) != 0);
	}
	SHOW(fstatfs(999, &f));
	SHOW(fstatfs(open("file", O_RDONLY), &f));
}

int
main(void)
{
	int ends[2];
	struct stat sb;

	setvbuf(stdout, NULL, _IOLBF, 0);
	close(creat("file", 0644));
	truncate("file", 12345);
	symlink("file", "link");
	mkdir("dir", 02755);
	mkfifo("fifo", 0600);
	link("file", "hard");
	compare("file");
	compare("link");
	compare("dir");
	compare("fifo");
	compare("/dev/null");
	compare("/dev/tty");
	compare("/dev/ptmx");
	compare("/proc/self");
	compare("/");
	compare("none");
	SHOW(mknod("node", S_IFCHR | 0600, makedev(0x123, 0x45678)));
	compare("node");
	SHOW(mknod("block", S_IFBLK | 0600, makedev(4095, 1048575)));
	compare("block");
	unlink("node");
	unlink("block");
	SHOW(mknod("plain", 0600, 0));
	compare("plain");
	SHOW(mknod("regular", S_IFREG | 0600, 5));
	SHOW(mknod("socket", S_IFSOCK | 0600, 0));
	compare("socket");
	SHOW(mknod("dir2", S_IFDIR | 0600, 0));
	SHOW(mknod("bad", 0170600, 0));
	SHOW(mknod("file", S_IFIFO | 0600, 0));
	pipe(ends);
	fstat(ends[0], &sb);
	printf("pipe %o %jd\n", sb.st_mode, (intmax_t)sb.st_blksize);
	bad();
	times();
	rights();
	systems();
	return (0);
}
