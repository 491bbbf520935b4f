/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which sleeping calls a signal ends with EINTR and which go on, with and without SA_RESTART, and
 * over a stop.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int fds[2], full[2], sv[2], lockfd, epfd, evfd, msgid, semid, listener;
static uint32_t word;
static const char *fifo = "fifo";
static volatile sig_atomic_t hits;
static pid_t holder;

static void
handler(int sig)
{
	(void)sig;
	/* The second time, whatever sleeps is let go. */
	if (++hits == 2) {
		struct itimerval off = {0};

		setitimer(ITIMER_REAL, &off, NULL);
		_exit(40);
	}
}

static long
c_read(void)
{
	char c;

	return (read(fds[0], &c, 1));
}

static long
c_write(void)
{
	static char buf[200000];

	return (write(full[1], buf, sizeof(buf)));
}

static long
c_nanosleep(void)
{
	struct timespec ts = {30, 0}, rem = {0};
	long r = syscall(SYS_nanosleep, &ts, &rem);

	if (r != 0 && (rem.tv_sec < 25 || rem.tv_sec > 29))
		printf("rem %ld ", (long)rem.tv_sec);
	return (r);
}

static long
c_clock_nanosleep_abs(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	ts.tv_sec += 30;
	return (syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, NULL));
}

static long
c_poll(void)
{
	struct pollfd p = {.fd = fds[0], .events = POLLIN};

	return (syscall(SYS_poll, &p, 1, 30000));
}

static long
c_ppoll(void)
{
	struct pollfd p = {.fd = fds[0], .events = POLLIN};
	struct timespec ts = {30, 0};
	sigset_t none;

	sigemptyset(&none);
	return (ppoll(&p, 1, &ts, &none));
}

static long
c_select(void)
{
	struct timeval tv = {30, 0};
	fd_set set;

	FD_ZERO(&set);
	FD_SET(fds[0], &set);
	return (select(fds[0] + 1, &set, NULL, NULL, &tv));
}

static long
c_epoll(void)
{
	struct epoll_event ev;

	return (epoll_wait(epfd, &ev, 1, 30000));
}

static long
c_wait(void)
{
	pid_t pid = fork();
	long r;
	int saved;

	if (pid == 0) {
		struct timespec ts = {30, 0};

		nanosleep(&ts, NULL);
		_exit(0);
	}
	r = waitpid(pid, NULL, 0);
	saved = errno;
	kill(pid, SIGKILL);
	errno = saved;
	return (r);
}

static long
c_waitid(void)
{
	pid_t pid = fork();
	siginfo_t si;
	long r;
	int saved;

	if (pid == 0) {
		struct timespec ts = {30, 0};

		nanosleep(&ts, NULL);
		_exit(0);
	}
	r = waitid(P_PID, (id_t)pid, &si, WEXITED);
	saved = errno;
	kill(pid, SIGKILL);
	errno = saved;
	return (r);
}

static long
c_futex(void)
{
	return (syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, (long)0));
}

static long
c_futex_timed(void)
{
	struct timespec ts = {30, 0};

	return (syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, &ts, NULL, (long)0));
}

static long
c_futex_abs(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	ts.tv_sec += 30;
	return (syscall(
	    SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE, 0, &ts, NULL, FUTEX_BITSET_MATCH_ANY));
}

static long
c_recv(void)
{
	char c;

	return (recv(sv[0], &c, 1, 0));
}

static long
c_recv_timeout(void)
{
	struct timeval tv = {30, 0};
	char c;

	setsockopt(sv[0], SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv));
	return (recv(sv[0], &c, 1, 0));
}

static long
c_recvmsg(void)
{
	char c;
	struct iovec iov = {&c, 1};
	struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1};

	return (recvmsg(sv[0], &m, 0));
}

static long
c_accept(void)
{
	return (accept(listener, NULL, NULL));
}

static long
c_flock(void)
{
	return (flock(lockfd, LOCK_EX));
}

static long
c_setlkw(void)
{
	struct flock fl = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 10, .l_len = 1};

	return (fcntl(lockfd, F_SETLKW, &fl));
}

static long
c_open_fifo(void)
{
	return (open(fifo, O_RDONLY));
}

static long
c_eventfd(void)
{
	uint64_t v;

	return (read(evfd, &v, sizeof(v)));
}

static long
c_msgrcv(void)
{
	struct {
		long type;
		char text[8];
	} m;

	return (msgrcv(msgid, &m, sizeof(m.text), 0, 0));
}

static long
c_semop(void)
{
	struct sembuf op = {0, -1, 0};

	return (semop(semid, &op, 1));
}

static long
c_pause(void)
{
	return (pause());
}

static long
c_sigsuspend(void)
{
	sigset_t none;

	sigemptyset(&none);
	return (sigsuspend(&none));
}

static long
c_sigtimedwait(void)
{
	struct timespec ts = {30, 0};
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	return (sigtimedwait(&set, NULL, &ts));
}

static const struct {
	const char *name;
	long (*call)(void);
} calls[] = {
    {"read", c_read},
    {"write", c_write},
    {"nanosleep", c_nanosleep},
    {"clock_nanosleep", c_clock_nanosleep_abs},
    {"poll", c_poll},
    {"ppoll", c_ppoll},
    {"select", c_select},
    {"epoll_wait", c_epoll},
    {"waitpid", c_wait},
    {"waitid", c_waitid},
    {"futex", c_futex},
    {"futex timed", c_futex_timed},
    {"futex absolute", c_futex_abs},
    {"recv", c_recv},
    {"recv SO_RCVTIMEO", c_recv_timeout},
    {"recvmsg", c_recvmsg},
    {"accept", c_accept},
    {"flock", c_flock},
    {"F_SETLKW", c_setlkw},
    {"open fifo", c_open_fifo},
    {"eventfd", c_eventfd},
    {"msgrcv", c_msgrcv},
    {"semop", c_semop},
    {"pause", c_pause},
    {"sigsuspend", c_sigsuspend},
    {"sigtimedwait", c_sigtimedwait},
};

static void
prepare(void)
{
	struct epoll_event ev = {.events = EPOLLIN};
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	static char buf[65536];
	struct flock fl = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 10, .l_len = 1};
	int other;

	if (pipe(fds) != 0 || pipe(full) != 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, sv) != 0)
		exit(1);
	while (write(full[1], buf, sizeof(buf)) == sizeof(buf) &&
	       fcntl(full[1], F_SETFL, O_NONBLOCK) == 0)
		;
	fcntl(full[1], F_SETFL, 0);
	mkfifo(fifo, 0600);
	epfd = epoll_create1(0);
	epoll_ctl(epfd, EPOLL_CTL_ADD, fds[0], &ev);
	evfd = eventfd(0, 0);
	msgid = msgget(IPC_PRIVATE, 0600);
	semid = semget(IPC_PRIVATE, 1, 0600);
	strcpy(un.sun_path, "socket");
	listener = socket(AF_UNIX, SOCK_STREAM, 0);
	if (bind(listener, (struct sockaddr *)&un, sizeof(un)) != 0 || listen(listener, 1) != 0)
		exit(1);
	lockfd = open("lock", O_RDWR | O_CREAT, 0600);
	other = open("lock", O_RDWR);
	flock(other, LOCK_EX);
	if ((holder = fork()) == 0) {
		/* Somebody else's record lock, for as long as we live. */
		fcntl(other, F_SETLK, &fl);
		for (;;)
			pause();
	}
	usleep(50000);
}

/* In a child: a timer fires once after 60 ms, and again after 200 ms to end what was restarted. */
static void
attempt(int i, int flags)
{
	struct sigaction sa = {.sa_handler = handler, .sa_flags = flags};
	struct itimerval timer = {{0, 140000}, {0, 60000}}, off = {0};
	pid_t pid;
	int status;
	long r;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		sigaction(SIGALRM, &sa, NULL);
		setitimer(ITIMER_REAL, &timer, NULL);
		r = calls[i].call();
		setitimer(ITIMER_REAL, &off, NULL);
		printf("%-16s %-10s %s\n", calls[i].name, flags != 0 ? "SA_RESTART" : "-",
		    r < 0 ? strerror(errno) : "returned");
		exit(0);
	}
	waitpid(pid, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 40)
		printf("%-16s %-10s restarted\n", calls[i].name, flags != 0 ? "SA_RESTART" : "-");
	else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		printf("%-16s status %x\n", calls[i].name, (unsigned)status);
}

static char
state_of(pid_t pid)
{
	char path[64], buf[512], *state;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	if ((fd = open(path, O_RDONLY)) < 0)
		return ('?');
	n = read(fd, buf, sizeof(buf) - 1);
	close(fd);
	buf[n < 0 ? 0 : n] = '\0';
	state = strrchr(buf, ')');
	return (state == NULL ? '?' : state[2]);
}

/*
 * Stopped and continued, a call goes on, and SIGCONT without a handler is no reason to end it; some kernels' calls do
 * end.
 */
static void
stopped(int i)
{
	pid_t pid;
	int status, asleep = 0;
	long r;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		r = calls[i].call();
		printf(
		    "%-16s stopped    %s\n", calls[i].name, r < 0 ? strerror(errno) : "returned");
		exit(0);
	}
	for (; asleep < 10 && state_of(pid) != 'Z'; asleep = state_of(pid) == 'S' ? asleep + 1 : 0)
		usleep(2000);
	kill(pid, SIGSTOP);
	waitpid(pid, &status, WUNTRACED);
	kill(pid, SIGCONT);
	/* Either it ends or it sleeps again, and goes on doing so. */
	for (asleep = 0; asleep < 15; asleep = state_of(pid) == 'S' ? asleep + 1 : 0) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return;
		usleep(2000);
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	printf("%-16s stopped    goes on\n", calls[i].name);
}

int
main(void)
{
	const int n = (int)(sizeof(calls) / sizeof(calls[0]));

	prepare();
	for (int i = 0; i < n; i++) {
		attempt(i, 0);
		attempt(i, SA_RESTART);
		stopped(i);
	}
	fflush(stdout);
	msgctl(msgid, IPC_RMID, NULL);
	semctl(semid, 0, IPC_RMID);
	unlink(fifo);
	unlink("socket");
	unlink("lock");
	kill(holder, SIGKILL);
	return (0);
}
