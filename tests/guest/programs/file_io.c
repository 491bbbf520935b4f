/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reading and writing in every form: positions, vectors, flags, copying in the kernel, holes, room,
 * safety.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "file_show.h"

static void
contents(const char *what, int fd)
{
	char buf[4096];
	ssize_t n = pread(fd, buf, 60, 0);
	int i;

	printf("%s at %jd:", what, (intmax_t)lseek(fd, 0, SEEK_CUR));
	for (i = 0; i < n; i++)
		printf(" %02x", (unsigned char)buf[i]);
	printf("\n");
}

static void
positions(int fd)
{
	char buf[64] = "0123456789abcdef";
	struct iovec v[3] = {{buf, 4}, {buf + 8, 0}, {buf + 4, 6}};

	SHOW(write(fd, buf, 16));
	SHOW(pwrite(fd, "XY", 2, 3));
	SHOW(pwrite(fd, "Z", 1, 20));
	contents("written", fd);
	SHOW(lseek(fd, 5, SEEK_SET));
	SHOW(lseek(fd, -2, SEEK_CUR));
	SHOW(lseek(fd, -2, SEEK_END));
	SHOW(lseek(fd, -100, SEEK_CUR));
	SHOW(lseek(fd, 0, 99));
	SHOW(lseek(fd, LLONG_MAX, SEEK_SET));
	SHOW(lseek(fd, 0, SEEK_SET));
	SHOW(writev(fd, v, 3));
	SHOW(lseek(fd, 0, SEEK_SET));
	SHOW(readv(fd, v, 3));
	SHOW(preadv(fd, v, 3, 2));
	SHOW(pwritev(fd, v, 3, 30));
	SHOW(preadv(fd, v, 3, -1));
	SHOW(preadv2(fd, v, 3, 0, 0));
	SHOW(preadv2(fd, v, 3, -1, 0));
	SHOW(preadv2(fd, v, 3, 0, RWF_HIPRI));
	SHOW(preadv2(fd, v, 3, 0, 0x40000000));
	SHOW(pwritev2(fd, v, 3, 0, RWF_DSYNC | RWF_SYNC));
	SHOW(pwritev2(fd, v, 3, 0, RWF_APPEND));
	contents("vectors", fd);
	show("readv, negative", syscall(SYS_readv, fd, v, -1L));
	show("readv, too many", syscall(SYS_readv, fd, v, IOV_MAX + 1L));
	SHOW(readv(fd, v, 0));
	v[1].iov_len = (size_t)-1;
	SHOW(readv(fd, v, 3));
	SHOW(read(fd, buf, 0));
	SHOW(read(999, buf, 1));
	SHOW(read(open(".", O_RDONLY), buf, 1));
	SHOW(read(open("a", O_WRONLY), buf, 1));
	SHOW(write(open("a", O_RDONLY), buf, 1));
	SHOW(read(open("a", O_PATH), buf, 1));
	SHOW(pread(fd, buf, 1, -1));
	SHOW(pwrite(fd, buf, 1, -1));
}

static void
copying(int fd)
{
	off_t from = 2, to = 7;
	int ends[2], more[2], other = open("b", O_RDWR | O_CREAT | O_TRUNC, 0600);
	char buf[100];
	struct iovec v = {buf, 10};

	pipe(ends);
	pipe(more);
	SHOW(copy_file_range(fd, &from, other, &to, 10, 0));
	printf("%jd %jd\n", (intmax_t)from, (intmax_t)to);
	lseek(fd, 0, SEEK_SET);
	SHOW(copy_file_range(fd, NULL, other, NULL, 5, 0));
	contents("copied", other);
	SHOW(copy_file_range(fd, NULL, other, NULL, 5, 77));
	SHOW(copy_file_range(ends[0], NULL, other, NULL, 5, 0));
	SHOW(copy_file_range(fd, NULL, 999, NULL, 5, 0));
	from = 1;
	lseek(other, 0, SEEK_SET);
	SHOW(sendfile(other, fd, &from, 6));
	printf("%jd\n", (intmax_t)from);
	SHOW(sendfile(ends[1], fd, NULL, 8));
	contents("sent", fd);
	SHOW(read(ends[0], buf, sizeof(buf)));
	SHOW(sendfile(other, 999, NULL, 8));
	from = -5;
	SHOW(sendfile(other, fd, &from, 8));
	from = 3;
	SHOW(splice(fd, &from, ends[1], NULL, 9, 0));
	printf("%jd\n", (intmax_t)from);
	SHOW(tee(ends[0], more[1], 5, 0));
	SHOW(read(more[0], buf, sizeof(buf)));
	to = 40;
	SHOW(splice(ends[0], NULL, other, &to, 100, SPLICE_F_MORE));
	printf("%jd\n", (intmax_t)to);
	SHOW(splice(ends[0], NULL, other, NULL, 100, SPLICE_F_NONBLOCK));
	SHOW(splice(fd, NULL, other, NULL, 100, 0));
	SHOW(splice(ends[0], &to, other, NULL, 100, 0));
	SHOW(splice(ends[0], NULL, other, NULL, 100, 0x40000000));
	SHOW(tee(ends[0], more[1], 5, SPLICE_F_NONBLOCK));
	SHOW(vmsplice(ends[1], &v, 1, 0));
	SHOW(vmsplice(ends[0], &v, 1, 0));
	SHOW(vmsplice(fd, &v, 1, 0));
	contents("spliced", other);
}

static void
holes(void)
{
	struct stat sb;
	int fd = open("sparse", O_RDWR | O_CREAT, 0600);

	SHOW(ftruncate(fd, 1 << 20));
	SHOW(pwrite(fd, "x", 1, 300000));
	SHOW(lseek(fd, 0, SEEK_DATA));
	SHOW(lseek(fd, 300000, SEEK_HOLE));
	SHOW(lseek(fd, 400000, SEEK_DATA));
	SHOW(lseek(fd, 2 << 20, SEEK_HOLE));
	SHOW(lseek(fd, 0, SEEK_HOLE));
	SHOW(fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 1 << 20));
	SHOW(lseek(fd, 0, SEEK_DATA));
	SHOW(fallocate(fd, 0, 1 << 20, 4096));
	fstat(fd, &sb);
	printf("%jd\n", (intmax_t)sb.st_size);
	SHOW(fallocate(fd, FALLOC_FL_KEEP_SIZE, 2 << 20, 4096));
	fstat(fd, &sb);
	printf("%jd\n", (intmax_t)sb.st_size);
	SHOW(fallocate(fd, 0x4000, 0, 10));
	SHOW(fallocate(fd, FALLOC_FL_PUNCH_HOLE, 0, 10));
	SHOW(fallocate(fd, 0, -1, 10));
	SHOW(fallocate(fd, 0, 0, 0));
	SHOW(fallocate(999, 0, 0, 10));
	SHOW(posix_fallocate(fd, 0, 5000));
	SHOW(ftruncate(fd, -1));
	SHOW(ftruncate(999, 0));
	SHOW(truncate("sparse", 77));
	SHOW(truncate("none", 77));
	SHOW(truncate(".", 77));
	SHOW(truncate("sparse", -7));
	SHOW(posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL));
	SHOW(posix_fadvise(fd, 0, 0, POSIX_FADV_NOREUSE));
	SHOW(posix_fadvise(fd, 0, 0, 99));
	SHOW(posix_fadvise(999, 0, 0, 0));
	SHOW(readahead(fd, 0, 100));
	SHOW(readahead(999, 0, 100));
	SHOW(sync_file_range(fd, 0, 10, SYNC_FILE_RANGE_WRITE));
	SHOW(sync_file_range(fd, 0, 10, 77));
	SHOW(sync_file_range(fd, -1, 10, 1));
	SHOW(fsync(fd));
	SHOW(fdatasync(fd));
	SHOW(fsync(999));
	SHOW(syncfs(fd));
	SHOW(syncfs(999));
}

static void
pipes(void)
{
	int ends[2];
	char buf[10];

	pipe2(ends, O_NONBLOCK);
	SHOW(read(ends[0], buf, 10));
	SHOW(lseek(ends[0], 0, SEEK_SET));
	SHOW(pread(ends[0], buf, 10, 0));
	SHOW(posix_fadvise(ends[0], 0, 0, 0));
	SHOW(ftruncate(ends[1], 0));
	SHOW(fsync(ends[0]));
	close(ends[1]);
	SHOW(read(ends[0], buf, 10));
	SHOW(write(ends[0], buf, 10));
}

int
main(void)
{
	int fd;

	setvbuf(stdout, NULL, _IOLBF, 0);
	fd = open("a", O_RDWR | O_CREAT, 0600);
	positions(fd);
	copying(fd);
	holes();
	pipes();
	return (0);
}
