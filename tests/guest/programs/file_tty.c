/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A pseudo-terminal: attributes there and back, sizes, speeds, modes of reading, queues, locks.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "file_show.h"

/* The kernel's structures: libc's are larger. */
struct ktermios {
	unsigned iflag, oflag, cflag, lflag;
	unsigned char line, cc[19];
	unsigned ispeed, ospeed;
};
#define K_TCGETS2 0x802c542a
#define K_TCSETS2 0x402c542b

static void
print(const char *what, int fd)
{
	struct termios t;
	int i;

	if (tcgetattr(fd, &t) != 0) {
		show(what, -1);
		return;
	}
	printf("%s: i %o o %o c %o l %o line %d speed %d %d cc", what, t.c_iflag, t.c_oflag,
	    t.c_cflag, t.c_lflag, t.c_line, cfgetispeed(&t), cfgetospeed(&t));
	for (i = 0; i < 19; i++)
		printf(" %d", t.c_cc[i]);
	printf("\n");
}

static void
attributes(int fd)
{
	static const speed_t speeds[] = {
	    B0, B50, B300, B9600, B38400, B57600, B115200, B460800, B576000, B1152000, B4000000};
	struct ktermios k;
	struct termios t, old;
	size_t i;

	print("first", fd);
	tcgetattr(fd, &old);
	t = old;
	cfmakeraw(&t);
	SHOW(tcsetattr(fd, TCSANOW, &t));
	print("raw", fd);
	SHOW(tcsetattr(fd, TCSANOW, &old));
	print("again", fd);
	for (i = 0; i < sizeof(speeds) / sizeof(speeds[0]); i++) {
		t = old;
		cfsetspeed(&t, speeds[i]);
		tcsetattr(fd, TCSADRAIN, &t);
		print("speed", fd);
	}
	for (i = 0; i < 4; i++) {
		t = old;
		t.c_cflag = (t.c_cflag & ~(tcflag_t)CSIZE) | (tcflag_t)i << 4;
		t.c_cflag |= i & 1 ? CSTOPB : PARENB | PARODD;
		SHOW(tcsetattr(fd, TCSAFLUSH, &t));
		print("size", fd);
	}
	t = old;
	t.c_iflag =
	    IGNBRK | IGNPAR | INPCK | ISTRIP | INLCR | IGNCR | IXON | IXANY | IXOFF | IMAXBEL;
	t.c_oflag = OPOST | ONLCR | OCRNL | ONOCR | ONLRET | XTABS;
	t.c_lflag = ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHONL | NOFLSH | TOSTOP | ECHOCTL |
	            ECHOPRT | ECHOKE | IEXTEN;
	for (i = 0; i < 17; i++)
		t.c_cc[i] = i == VSWTC ? 0 : (cc_t)(i + 65);
	SHOW(tcsetattr(fd, TCSANOW, &t));
	print("all", fd);
	for (i = 0; i < 17; i++)
		t.c_cc[i] = 0;
	tcsetattr(fd, TCSANOW, &t);
	print("none", fd);
	tcsetattr(fd, TCSANOW, &old);
	show("TCGETS2", ioctl(fd, K_TCGETS2, &k));
	printf("%o %u %u\n", k.cflag, k.ispeed, k.ospeed);
	k.cflag = (k.cflag & ~0x100fu) | 0x1000;
	k.ispeed = k.ospeed = 12345;
	show("TCSETS2", ioctl(fd, K_TCSETS2, &k));
	memset(&k, 0, sizeof(k));
	ioctl(fd, K_TCGETS2, &k);
	printf("%o %u %u\n", k.cflag, k.ispeed, k.ospeed);
	tcsetattr(fd, TCSANOW, &old);
}

static void
lines(int master, int slave)
{
	struct winsize w = {24, 80, 5, 6};
	char buf[100];
	int n = -1, packet = 1;
	ssize_t got;

	SHOW(ioctl(slave, TIOCSWINSZ, &w));
	memset(&w, 0, sizeof(w));
	SHOW(ioctl(master, TIOCGWINSZ, &w));
	printf("%d %d %d %d\n", w.ws_row, w.ws_col, w.ws_xpixel, w.ws_ypixel);
	SHOW(write(master, "a line\nhalf", 11));
	usleep(30000); /* a worker of the kernel carries it over */
	SHOW(ioctl(slave, FIONREAD, &n));
	printf("%d\n", n);
	got = read(slave, buf, sizeof(buf));
	printf("%zd %.*s", got, (int)got, buf);
	SHOW(write(master, "\004", 1));
	got = read(slave, buf, sizeof(buf));
	printf("%zd %.*s\n", got, (int)got, buf);
	SHOW(write(master, "flushed\n", 8));
	usleep(30000);
	SHOW(tcflush(slave, TCIFLUSH));
	SHOW(ioctl(slave, FIONREAD, &n));
	printf("%d\n", n);
	SHOW(tcflush(slave, TCIOFLUSH));
	SHOW(tcflush(slave, 17));
	SHOW(tcflow(slave, TCOOFF));
	SHOW(tcflow(slave, TCOON));
	SHOW(tcflow(slave, TCION));
	SHOW(tcflow(slave, 9));
	SHOW(tcdrain(slave));
	SHOW(tcsendbreak(slave, 0));
	SHOW(tcsendbreak(slave, 3));
	SHOW(ioctl(slave, TIOCOUTQ, &n));
	SHOW(ioctl(slave, TIOCEXCL));
	SHOW(ioctl(slave, TIOCNXCL));
	SHOW(ioctl(slave, TIOCGETD, &n));
	printf("%d\n", n);
	SHOW(ioctl(slave, TIOCSETD, &n));
	SHOW(ioctl(master, TIOCPKT, &packet));
	SHOW(tcflush(slave, TCIFLUSH));
	while ((got = read(master, buf, sizeof(buf))) > 0 && buf[0] == 0)
		;
	printf("packet %zd %d\n", got, buf[0]);
	packet = 0;
	SHOW(ioctl(master, TIOCPKT, &packet));
}

static void
session(const char *name)
{
	pid_t pid = fork();
	int fd, id = -1;

	fflush(stdout);
	if (pid != 0)
		return;
	setsid();
	fd = open("/dev/tty", O_RDWR);
	show("/dev/tty without a terminal", fd);
	fd = open(name, O_RDWR | O_NOCTTY);
	SHOW(tcgetpgrp(fd));
	SHOW(ioctl(fd, TIOCSCTTY, 0));
	SHOW(ioctl(fd, TIOCGSID, &id));
	printf("session %d group %d\n", id == getpid(), tcgetpgrp(fd) == getpid());
	SHOW(tcsetpgrp(fd, getpid()));
	SHOW(tcsetpgrp(fd, 1));
	SHOW_OK(open("/dev/tty", O_RDWR));
	signal(SIGHUP, SIG_IGN);
	SHOW(ioctl(fd, TIOCNOTTY));
	show("/dev/tty given up", open("/dev/tty", O_RDWR));
	/* and by opening */
	close(fd);
	fd = open(name, O_RDWR);
	show_ok("/dev/tty by opening", open("/dev/tty", O_RDWR));
	fflush(stdout);
	_exit(0);
}

int
main(void)
{
	int lock = -1, master, n = -1, plain, slave, status;
	char *name;

	setvbuf(stdout, NULL, _IOLBF, 0);
	master = open("/dev/ptmx", O_RDWR | O_NOCTTY);
	SHOW(ioctl(master, TIOCGPTLCK, &lock));
	printf("lock %d\n", lock);
	name = ptsname(master);
	show("locked", open(name, O_RDWR | O_NOCTTY));
	SHOW(grantpt(master));
	SHOW(unlockpt(master));
	SHOW(ioctl(master, TIOCGPTLCK, &lock));
	printf("lock %d\n", lock);
	slave = open(name, O_RDWR | O_NOCTTY);
	SHOW_OK(ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY));
	SHOW(isatty(slave));
	attributes(slave);
	lines(master, slave);
	session(name);
	if (wait(&status) > 0)
		printf("status %x\n", status);
	plain = open("/etc/passwd", O_RDONLY);
	SHOW(isatty(plain));
	print("of a file", plain);
	SHOW(ioctl(plain, TIOCGWINSZ, &n));
	SHOW(ioctl(plain, TIOCGPTN, &n));
	SHOW(ioctl(plain, TIOCSPTLCK, &n));
	SHOW(ioctl(-1, TCGETS, &n));
	SHOW(ioctl(plain, 0x12345678, &n));
	SHOW(ioctl(-1, 0x12345678, &n));
	return (0);
}
