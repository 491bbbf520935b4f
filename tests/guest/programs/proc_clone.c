/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * clone, clone3, fork, vfork: what is shared, which identifiers are stored and cleared, which
 * combinations are refused.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int shared, handled;
static pid_t ptid, ctid;
static char stack[65536] __attribute__((aligned(16)));

static void
result(const char *what, long r)
{
	printf("%s: %s\n", what, r < 0 ? strerror(errno) : "ok");
	fflush(stdout);
}

static void
handler(int sig)
{
	handled = sig;
}

static int
await(pid_t pid, int options)
{
	int status = -1;

	if (waitpid(pid, &status, options) != pid)
		return (-errno);
	return (status);
}

/* ---- What is shared ---- */

static int
child(void *arg)
{
	shared = (int)(intptr_t)arg;
	signal(SIGUSR1, SIG_IGN);
	umask(0123);
	close(5);
	if (chdir("/") != 0)
		return (1);
	return (9);
}

static void
sharing(const char *what, int flags)
{
	struct sigaction sa;
	char cwd[256];
	int status;
	pid_t pid;
	mode_t mask;

	shared = 1;
	signal(SIGUSR1, handler);
	umask(022);
	dup2(1, 5);
	if (mkdir("here", 0700) != 0 && errno != EEXIST)
		exit(1);
	if (chdir("here") != 0)
		exit(1);
	pid = clone(child, stack + sizeof(stack), flags | SIGCHLD, (void *)7L);
	if (pid < 0) {
		result(what, -1);
		return;
	}
	status = await(pid, __WALL);
	sigaction(SIGUSR1, NULL, &sa);
	mask = umask(022);
	printf("%s: status %x memory %d actions %s umask %o descriptor %s directory %s\n", what,
	    (unsigned)status, shared, sa.sa_handler == SIG_IGN ? "shared" : "own", (unsigned)mask,
	    fcntl(5, F_GETFD) < 0 ? "closed" : "open",
	    strcmp(getcwd(cwd, sizeof(cwd)), "/") == 0 ? "shared" : "own");
	fflush(stdout);
	if (chdir(getenv("PWD") != NULL ? getenv("PWD") : "/") != 0)
		exit(1);
}

/* ---- Identifiers ---- */

static int
idle(void *arg)
{
	(void)arg;
	usleep(20000);
	return (ctid == getpid() ? 3 : 4);
}

static void
identifiers(void)
{
	pid_t pid;
	int pidfd = -1, status;
	struct pollfd p;
	siginfo_t si;

	ptid = ctid = 0;
	pid = clone(idle, stack + sizeof(stack),
	    CLONE_VM | CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD,
	    NULL, &ptid, NULL, &ctid);
	printf("parent's id stored %d\n", ptid == pid);
	while (ctid != 0)
		syscall(SYS_futex, &ctid, FUTEX_WAIT, pid, NULL, NULL, (long)0);
	printf("cleared and woken, status %x\n", (unsigned)await(pid, 0));
	fflush(stdout);
	pid = clone(idle, stack + sizeof(stack), CLONE_PIDFD | SIGCHLD, NULL, &pidfd);
	p.fd = pidfd;
	p.events = POLLIN;
	printf("pidfd %s, poll %d\n", pidfd >= 0 ? "given" : "missing", poll(&p, 1, 5000));
	memset(&si, 0, sizeof(si));
	status = waitid(P_PIDFD, (id_t)pidfd, &si, WEXITED);
	printf("waitid by pidfd %d, code %d status %d\n", status, si.si_code, si.si_status);
	result("signal to the dead", syscall(SYS_pidfd_send_signal, pidfd, SIGUSR1, NULL, 0));
	close(pidfd);
	pidfd = (int)syscall(SYS_pidfd_open, getpid(), 0);
	signal(SIGUSR1, handler);
	result("signal by pidfd", syscall(SYS_pidfd_send_signal, pidfd, SIGUSR1, NULL, 0));
	printf("handled %d\n", handled);
	result("pidfd_getfd", syscall(SYS_pidfd_getfd, pidfd, 1, 0));
	result("pidfd_open nobody", syscall(SYS_pidfd_open, 0x3ffffff, 0));
	result("pidfd_open flags", syscall(SYS_pidfd_open, getpid(), 0x123));
	close(pidfd);
}

/* ---- Kinds of children ---- */

static int
leave(void *arg)
{
	_exit((int)(intptr_t)arg);
}

static void
kinds(void)
{
	pid_t pid;
	int status;

	pid = clone(leave, stack + sizeof(stack), 0, (void *)1L);
	printf("no signal: wait %d", waitpid(pid, &status, WNOHANG) < 0 ? -errno : 0);
	printf(" __WCLONE %x\n", (unsigned)await(pid, (int)__WCLONE));
	signal(SIGUSR2, handler);
	pid = clone(leave, stack + sizeof(stack), SIGUSR2, (void *)2L);
	usleep(20000);
	printf("SIGUSR2: __WALL %x\n", (unsigned)await(pid, __WALL));
	fflush(stdout);
	signal(SIGCHLD, SIG_IGN);
	pid = fork();
	if (pid == 0)
		_exit(0);
	printf("SIGCHLD ignored: %d\n", await(pid, 0));
	signal(SIGCHLD, SIG_DFL);
	fflush(stdout);
	/* A grandchild made with CLONE_PARENT is our child. */
	pid = fork();
	if (pid == 0) {
		pid = (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, 0);
		if (pid == 0) {
			usleep(20000);
			_exit(5);
		}
		_exit(0);
	}
	await(pid, 0);
	status = 0;
	printf("CLONE_PARENT: %s", wait(&status) > 0 ? "ours" : "not ours");
	printf(" status %x\n", (unsigned)status);
}

/* ---- vfork ---- */

static void
vforks(void)
{
	volatile int touched = 0;
	char *const argv[] = {(char *)"sh", (char *)"-c", (char *)"exit 6", NULL};
	posix_spawn_file_actions_t actions;
	extern char **environ;
	pid_t pid;

	signal(SIGUSR1, handler);
	handled = 0;
	pid = vfork();
	if (pid == 0) {
		touched = 1;
		signal(SIGUSR1, SIG_IGN); /* the child's alone */
		_exit(11);
	}
	printf("vfork: %x touched %d\n", (unsigned)await(pid, 0), touched);
	raise(SIGUSR1);
	printf("handled %d\n", handled);
	pid = vfork();
	if (pid == 0) {
		execv("/bin/sh", argv);
		_exit(127);
	}
	printf("vfork and exec: %x\n", (unsigned)await(pid, 0));
	pid = vfork();
	if (pid == 0) {
		execv("/nonexistent", argv);
		_exit(errno);
	}
	printf("vfork and failing exec: %x\n", (unsigned)await(pid, 0));
	pid = vfork();
	if (pid == 0) {
		kill(getpid(), SIGKILL);
		_exit(0);
	}
	printf("vfork and death: %x\n", (unsigned)await(pid, 0));
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	printf("spawn: %d", posix_spawn(&pid, "/bin/sh", &actions, NULL, argv, environ));
	printf(" %x\n", (unsigned)await(pid, 0));
	printf("spawn nothing: %s\n",
	    strerror(posix_spawn(&pid, "/nonexistent", NULL, NULL, argv, environ)));
	posix_spawn_file_actions_destroy(&actions);
	fflush(stdout);
	for (volatile int i = 0; i < 300; i++) {
		if ((pid = vfork()) == 0)
			_exit(i & 7);
		if (await(pid, 0) != (i & 7) << 8)
			printf("vfork %d went wrong\n", i);
	}
}

/* ---- clone3 and refusals ---- */

static long
clone3(struct clone_args *args, size_t size)
{
	return (syscall(SYS_clone3, args, size));
}

static void
third(void)
{
	struct clone_args args = {.exit_signal = SIGCHLD};
	struct {
		struct clone_args a;
		uint64_t more[4];
	} larger = {.a = {.exit_signal = SIGCHLD}};
	pid_t pid, stored = 0;

	pid = (pid_t)clone3(&args, sizeof(args));
	if (pid == 0)
		_exit(21);
	printf("clone3: %x\n", (unsigned)await(pid, 0));
	args.flags = CLONE_PARENT_SETTID | CLONE_CLEAR_SIGHAND;
	args.parent_tid = (uint64_t)(uintptr_t)&stored;
	signal(SIGUSR1, handler);
	signal(SIGUSR2, SIG_IGN);
	fflush(stdout);
	pid = (pid_t)clone3(&args, sizeof(args));
	if (pid == 0) {
		struct sigaction one, two;

		sigaction(SIGUSR1, NULL, &one);
		sigaction(SIGUSR2, NULL, &two);
		_exit((one.sa_handler == SIG_DFL) | (two.sa_handler == SIG_IGN) << 1);
	}
	printf("cleared: %x stored %d\n", (unsigned)await(pid, 0), stored == pid);
	fflush(stdout);
	pid = (pid_t)clone3(&larger.a, sizeof(larger));
	if (pid == 0)
		_exit(22);
	printf("larger: %x\n", (unsigned)await(pid, 0));
	larger.more[2] = 1;
	result("larger and not zero", clone3(&larger.a, sizeof(larger)));
	result("too small", clone3(&args, 32));
	result("huge", clone3(&args, 1 << 20));
	result("bad pointer", syscall(SYS_clone3, 8, sizeof(args)));
	args = (struct clone_args){.flags = CLONE_THREAD, .exit_signal = SIGCHLD};
	result("THREAD with signal", clone3(&args, sizeof(args)));
	args = (struct clone_args){.flags = CLONE_SIGHAND};
	result("SIGHAND without VM", clone3(&args, sizeof(args)));
	args = (struct clone_args){.flags = CLONE_VM | CLONE_THREAD};
	result("THREAD without SIGHAND", clone3(&args, sizeof(args)));
	args = (struct clone_args){.stack = 4096};
	result("stack without size", clone3(&args, sizeof(args)));
	args = (struct clone_args){.exit_signal = 200};
	result("bad signal", clone3(&args, sizeof(args)));
	args = (struct clone_args){.flags = 1ull << 62};
	result("unknown flag", clone3(&args, sizeof(args)));
	result("clone SIGHAND without VM", syscall(SYS_clone, CLONE_SIGHAND | SIGCHLD, 0, 0, 0, 0));
	result("clone THREAD alone", syscall(SYS_clone, CLONE_THREAD, 0, 0, 0, 0));
	result("clone PIDFD and SETTID",
	    syscall(SYS_clone, CLONE_PIDFD | CLONE_PARENT_SETTID | SIGCHLD, 0, &stored, 0, 0));
	result("wait for nobody", waitpid(-1, NULL, 0));
	result("wait for a stranger", waitpid(1, NULL, 0));
	result("wait options", waitpid(-1, NULL, 0x100));
	result("waitid options", waitid(P_ALL, 0, NULL, 0));
	result("waitid type", waitid((idtype_t)9, 0, NULL, WEXITED));
}

int
main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	sharing("nothing", 0);
	sharing("VM", CLONE_VM);
	sharing("FILES", CLONE_FILES);
	sharing("FS", CLONE_FS);
	sharing("VM|SIGHAND", CLONE_VM | CLONE_SIGHAND);
	sharing("everything",
	    CLONE_VM | CLONE_SIGHAND | CLONE_FS | CLONE_FILES | (int)CLONE_IO | CLONE_SYSVSEM);
	sharing("VM|VFORK", CLONE_VM | CLONE_VFORK);
	sharing("VFORK", CLONE_VFORK);
	identifiers();
	kinds();
	vforks();
	third();
	return (0);
}
