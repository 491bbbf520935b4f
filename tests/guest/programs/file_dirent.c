/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Directories read with every size of buffer: each entry once, whatever the size; seeking back to
 * an entry's cookie.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "file_show.h"

#define FILES 200

struct entry {
	unsigned long long ino;
	long long off;
	unsigned short reclen;
	unsigned char type;
	char name[];
};

struct old_entry {
	unsigned long ino;
	unsigned long off;
	unsigned short reclen;
	char name[];
};

static int
number(const char *name)
{
	return (name[0] == 'f' ? atoi(name + 1) : -1);
}

/* Names, their lengths and types in one sum that does not depend on the order. */
static unsigned
weigh(const char *name, unsigned type)
{
	unsigned sum = type;

	for (; *name != '\0'; name++)
		sum = sum * 31 + (unsigned char)*name;
	return (sum);
}

static void
walk(int dir, size_t size)
{
	char *buf = malloc(size + 16);
	int calls = 0, count = 0, missing = 0, seen[FILES] = {0};
	unsigned sum = 0;
	long i, n;
	struct entry *e;

	lseek(dir, 0, SEEK_SET);
	while ((n = syscall(SYS_getdents64, dir, buf, size)) > 0) {
		calls++;
		if ((size_t)n > size)
			printf("%zu: more than there is room for\n", size);
		for (i = 0; i < n; i += e->reclen) {
			e = (struct entry *)(buf + i);
			count++;
			sum += weigh(e->name, e->type);
			if (number(e->name) >= 0)
				seen[number(e->name)]++;
		}
	}
	for (i = 0; i < FILES; i++) {
		if (seen[i] > 1)
			printf("%zu: f%ld seen %d times\n", size, i, seen[i]);
		missing += seen[i] == 0;
	}
	printf("%zu: %d entries, %d missing, sum %u, end %ld %s%s\n", size, count, missing, sum, n,
	    n < 0 ? strerrorname_np(errno) : "", calls == 0 ? " at once" : "");
	free(buf);
}

static void
walk_old(int dir, size_t size)
{
	char *buf = malloc(size + 16);
	int count = 0;
	unsigned sum = 0;
	struct old_entry *e;
	long i, n;

	lseek(dir, 0, SEEK_SET);
	while ((n = syscall(SYS_getdents, dir, buf, size)) > 0) {
		for (i = 0; i < n; i += e->reclen) {
			e = (struct old_entry *)(buf + i);
			count++;
			sum += weigh(e->name, (unsigned char)buf[i + e->reclen - 1]);
		}
	}
	printf("old %zu: %d entries, sum %u, end %ld %s\n", size, count, sum, n,
	    n < 0 ? strerrorname_np(errno) : "");
	free(buf);
}

static void
seek_back(void)
{
	DIR *d = opendir(".");
	struct dirent *e;
	long places[FILES + 4];
	char names[FILES + 4][256];
	int i, n = 0, wrong = 0;

	for (;;) {
		places[n] = telldir(d);
		if (n >= FILES + 3 || (e = readdir(d)) == NULL)
			break;
		strcpy(names[n++], e->d_name);
	}
	for (i = n - 1; i >= 0; i -= 7) {
		seekdir(d, places[i]);
		e = readdir(d);
		if (e == NULL || strcmp(e->d_name, names[i]) != 0)
			wrong++;
	}
	rewinddir(d);
	e = readdir(d);
	printf("seekdir: %d entries, %d wrong, first again %s\n", n, wrong,
	    e != NULL && strcmp(e->d_name, names[0]) == 0 ? "yes" : "no");
	closedir(d);
}

int
main(void)
{
	static const size_t sizes[] = {0, 1, 8, 18, 19, 23, 24, 25, 31, 32, 33, 40, 48, 56, 64, 72,
	    100, 128, 200, 256, 279, 280, 281, 288, 300, 320, 512, 559, 560, 561, 1000, 1024, 4096,
	    8192, 32768, 65536, 100000, 1 << 20};
	char long_name[256], name[300];
	size_t i;
	int dir, fd;

	mkdir("walk", 0700);
	if (chdir("walk") != 0)
		return (1);
	for (i = 0; i < FILES; i++) {
		memset(long_name, 'x', sizeof(long_name));
		long_name[i % 240] = '\0';
		snprintf(name, sizeof(name), "f%zu%s%s", i, i % 7 == 0 ? "_" : "",
		    i % 7 == 0 ? long_name : "");
		if (i % 5 == 0)
			symlink("nowhere", name);
		else if (i % 11 == 0)
			mkdir(name, 0700);
		else if (i % 13 == 0)
			mkfifo(name, 0600);
		else
			close(open(name, O_CREAT | O_WRONLY, 0600));
	}
	dir = open(".", O_RDONLY | O_DIRECTORY);
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		walk(dir, sizes[i]);
		walk_old(dir, sizes[i]);
	}
	seek_back();
	fd = open("f1", O_RDONLY);
	show("getdents64 of a file", syscall(SYS_getdents64, fd, name, sizeof(name)));
	show("getdents64 of a file, no room", syscall(SYS_getdents64, fd, name, (size_t)0));
	show("getdents64 of nothing", syscall(SYS_getdents64, -1, name, sizeof(name)));
	mkdir("gone", 0700);
	fd = open("gone", O_RDONLY);
	rmdir("gone");
	show("getdents64 of what is gone", syscall(SYS_getdents64, fd, name, sizeof(name)));
	return (0);
}
