/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inotify: what is told about files that are made, changed, moved and removed.
 */
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_show.h"

static void
events(int fd)
{
	char buf[4096] __attribute__((aligned(8)));
	const struct inotify_event *e;
	static uint32_t cookie;
	ssize_t at, n;

	n = read(fd, buf, sizeof(buf));
	if (n == -1) {
		show("read", n);
		return;
	}
	for (at = 0; at < n; at += (ssize_t)(sizeof(*e) + e->len)) {
		e = (const struct inotify_event *)(buf + at);
		printf("    watch %d mask %x len %u %s%s\n", e->wd, e->mask, e->len,
		    e->len != 0 ? e->name : "",
		    e->cookie == 0        ? ""
		    : e->cookie == cookie ? " same"
		                          : " moved");
		cookie = e->cookie;
	}
}

int
main(void)
{
	struct pollfd p = {.events = POLLIN};
	int d, f, fd, file, n = -1;

	setvbuf(stdout, NULL, _IOLBF, 0);
	SHOW(inotify_init1(0x40000000));
	fd = inotify_init();
	printf("%o %d\n", (unsigned)fcntl(fd, F_GETFL), fcntl(fd, F_GETFD));
	close(fd);
	fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	printf("%o %d\n", (unsigned)fcntl(fd, F_GETFL), fcntl(fd, F_GETFD));
	events(fd);
	mkdir("d", 0700);
	d = inotify_add_watch(fd, "d", IN_ALL_EVENTS);
	show("watch", d);
	file = open("d/f", O_RDWR | O_CREAT, 0600);
	write(file, "x", 1);
	close(file);
	events(fd);
	f = inotify_add_watch(fd, "d/f", IN_MODIFY | IN_DELETE_SELF | IN_ONESHOT);
	show("watch", f);
	SHOW(inotify_add_watch(fd, "d/f", IN_MODIFY | IN_MASK_CREATE));
	rename("d/f", "d/g");
	chmod("d/g", 0644);
	truncate("d/g", 0);
	p.fd = fd;
	SHOW(poll(&p, 1, 0));
	SHOW(ioctl(fd, FIONREAD, &n));
	printf("%d\n", n > 0);
	events(fd);
	unlink("d/g");
	mkdir("d/sub", 0700);
	rmdir("d/sub");
	events(fd);
	SHOW(inotify_rm_watch(fd, f));
	SHOW(inotify_rm_watch(fd, d));
	SHOW(inotify_rm_watch(fd, d));
	events(fd);
	SHOW(inotify_add_watch(fd, "none", IN_OPEN));
	SHOW(inotify_add_watch(fd, "d", 0));
	SHOW(inotify_add_watch(fd, "d", 0x00800000));
	SHOW(inotify_add_watch(open("d", O_RDONLY), "d", IN_OPEN));
	SHOW(inotify_add_watch(999, "d", IN_OPEN));
	close(creat("plain", 0600));
	SHOW(inotify_add_watch(fd, "plain", IN_OPEN | IN_ONLYDIR));
	SHOW(inotify_rm_watch(999, 1));
	return (0);
}
