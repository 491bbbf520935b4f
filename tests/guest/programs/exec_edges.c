/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * execve: what it refuses, what survives it, scripts, descriptors instead of paths, what the new
 * program sees of itself.
 */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char self[4096];

static void
put(const char *name, const void *bytes, size_t len, mode_t mode)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len)
		exit(1);
	fchmod(fd, mode);
	close(fd);
}

static void
script(const char *name, const char *text, mode_t mode)
{
	put(name, text, strlen(text), mode);
}

static void
end(const char *what, pid_t pid)
{
	int status;

	waitpid(pid, &status, 0);
	printf("%s: %x\n", what, (unsigned)status & 0xff7f);
	fflush(stdout);
}

/* In a child; its exit status is errno when execve comes back. */
static void
attempt(const char *what, const char *path, char *const argv[])
{
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		execv(path, argv);
		_exit(errno);
	}
	end(what, pid);
}

static void
refusals(void)
{
	char *const argv[] = {(char *)"x", NULL};
	char name[5000];
	unsigned char elf[64];
	char *huge, **many;
	int fd;

	attempt("missing", "./missing", argv);
	attempt("empty name", "", argv);
	attempt("directory", "/", argv);
	attempt("below a file", "/etc/passwd/x", argv);
	put("plain", "hello\n", 6, 0644);
	attempt("not executable", "./plain", argv);
	put("text", "hello\n", 6, 0755);
	attempt("text", "./text", argv);
	put("empty", "", 0, 0755);
	attempt("empty", "./empty", argv);
	symlink("loop", "loop");
	attempt("loop", "./loop", argv);
	memset(name, 'x', sizeof(name));
	name[4999] = '\0';
	attempt("long", name, argv);
	name[300] = '\0';
	attempt("long component", name, argv);
	script("nointerp", "#!/nonexistent/interpreter\n", 0755);
	attempt("no such interpreter", "./nointerp", argv);
	script("bare", "#!\n", 0755);
	attempt("bare #!", "./bare", argv);
	script("endless", "#!./endless\n", 0755);
	attempt("endless", "./endless", argv);
	fd = open(self, O_RDONLY);
	if (read(fd, elf, sizeof(elf)) != sizeof(elf))
		exit(1);
	close(fd);
	put("short", elf, 20, 0755);
	attempt("short ELF", "./short", argv);
	put("cut", elf, sizeof(elf), 0755);
	attempt("cut ELF", "./cut", argv);
	elf[EI_CLASS] = 9;
	put("class", elf, sizeof(elf), 0755);
	attempt("bad class", "./class", argv);
	script("busy", "#!/bin/sh\nexit 3\n", 0755);
	fd = open("busy", O_WRONLY);
	attempt("open for writing", "./busy", argv);
	close(fd);
	attempt("no longer", "./busy", argv);
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		syscall(SYS_execve, 8, argv, NULL);
		_exit(errno);
	}
	end("bad path", pid);
	if ((pid = fork()) == 0) {
		syscall(SYS_execve, "/bin/true", 8, NULL);
		_exit(errno);
	}
	end("bad argv", pid);
	if ((pid = fork()) == 0) {
		syscall(SYS_execve, "/bin/true", argv, 8);
		_exit(errno);
	}
	end("bad envp", pid);
	if ((pid = fork()) == 0) {
		char *bad[] = {(char *)"x", (char *)8, NULL};

		syscall(SYS_execve, "/bin/true", bad, NULL);
		_exit(errno);
	}
	end("bad argument", pid);
	huge = malloc(200000);
	memset(huge, 'y', 199999);
	huge[199999] = '\0';
	attempt("long argument", "/bin/true", (char *[]){(char *)"true", huge, NULL});
	many = calloc(300001, sizeof(*many));
	for (int i = 0; i < 300000; i++)
		many[i] = (char *)"0123456789012345678901234567890";
	attempt("too many", "/bin/true", many);
	many[3000] = NULL;
	attempt("many", "/bin/true", many);
	free(many);
	free(huge);
}

static void
scripts(void)
{
	char *const argv[] = {(char *)"zero", (char *)"one two", (char *)"three", NULL};
	char text[5000];

	snprintf(text, sizeof(text), "#!%s args  with blanks \n", self);
	script("one", text, 0755);
	attempt("script", "./one", argv);
	snprintf(text, sizeof(text), "#! %s args", self);
	script("unended", text, 0755);
	attempt("without newline", "./unended", argv);
	script("second", "#!./one again\n", 0755);
	attempt("nested", "./second", argv);
	script("shell", "#!/bin/sh -e\necho \"$0\" \"$1\" $#\nfalse\necho no\n", 0755);
	attempt("shell", "./shell", argv);
}

/* The state that survives, told by the new program itself. */
static void
survival(void)
{
	char *const argv[] = {self, (char *)"state", NULL};
	sigset_t set;
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		stack_t ss = {.ss_sp = malloc(65536), .ss_size = 65536};
		int kept = open("/dev/null", O_RDONLY);

		dup2(kept, 60);
		dup2(kept, 61);
		fcntl(61, F_SETFD, FD_CLOEXEC);
		close(kept);
		signal(SIGUSR1, SIG_IGN);
		signal(SIGUSR2, (void (*)(int))_exit);
		signal(SIGSEGV, SIG_IGN);
		signal(SIGSYS, SIG_IGN);
		sigaltstack(&ss, NULL);
		sigemptyset(&set);
		sigaddset(&set, SIGHUP);
		sigaddset(&set, SIGTERM);
		sigaddset(&set, SIGSYS);
		sigprocmask(SIG_SETMASK, &set, NULL);
		raise(SIGHUP);
		prctl(PR_SET_NAME, "before", 0, 0, 0);
		umask(077);
		execv(self, argv);
		_exit(errno);
	}
	end("state", pid);
}

static void
descriptors(void)
{
	char *const argv[] = {(char *)"by-fd", (char *)"args", (char *)"x", NULL};
	char *const environment[] = {(char *)"A=b", NULL};
	char *const none[] = {NULL};
	int fd = open(self, O_RDONLY | O_CLOEXEC), mem, dir;
	char buf[65536];
	ssize_t n;
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		fexecve(fd, argv, environment);
		_exit(errno);
	}
	end("fexecve", pid);
	mem = memfd_create("program", MFD_CLOEXEC);
	lseek(fd, 0, SEEK_SET);
	while ((n = read(fd, buf, sizeof(buf))) > 0)
		if (write(mem, buf, (size_t)n) != n)
			exit(1);
	if ((pid = fork()) == 0) {
		fexecve(mem, argv, environment);
		_exit(errno);
	}
	end("memfd", pid);
	dir = open(".", O_RDONLY | O_DIRECTORY);
	if ((pid = fork()) == 0) {
		if (chdir("/") != 0)
			_exit(99);
		syscall(SYS_execveat, dir, "shell", argv, environment, 0);
		_exit(errno);
	}
	end("execveat script", pid);
	if ((pid = fork()) == 0) {
		symlinkat("shell", dir, "link");
		syscall(SYS_execveat, dir, "link", argv, environment, AT_SYMLINK_NOFOLLOW);
		_exit(errno);
	}
	end("execveat nofollow", pid);
	if ((pid = fork()) == 0) {
		syscall(SYS_execveat, 999, "", argv, environment, AT_EMPTY_PATH);
		_exit(errno);
	}
	end("execveat bad fd", pid);
	if ((pid = fork()) == 0) {
		syscall(SYS_execveat, dir, "", argv, environment, 0);
		_exit(errno);
	}
	end("execveat empty", pid);
	if ((pid = fork()) == 0) {
		syscall(SYS_execveat, dir, "shell", argv, environment, 0x40000);
		_exit(errno);
	}
	end("execveat flags", pid);
	if ((pid = fork()) == 0) {
		syscall(SYS_execve, self, none, environment);
		_exit(errno);
	}
	end("no arguments", pid);
	if ((pid = fork()) == 0) {
		syscall(SYS_execve, "/proc/self/exe", argv, environment);
		_exit(errno);
	}
	end("/proc/self/exe", pid);
}

/* ---- The new program ---- */

static int
show_args(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		printf(" [%s]", strcmp(argv[i], self) == 0 ? "self" : argv[i]);
	printf("\n");
	fflush(stdout);
	return (42);
}

static const char *
disposition(int sig)
{
	struct sigaction sa;

	sigaction(sig, NULL, &sa);
	return (sa.sa_handler == SIG_IGN   ? "ignored"
	        : sa.sa_handler == SIG_DFL ? "default"
	                                   : "caught");
}

static void
show_file(const char *path)
{
	char buf[4096];
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? -1 : read(fd, buf, sizeof(buf));

	printf("%s:", path);
	for (ssize_t i = 0; i < n; i++)
		putchar(buf[i] == '\0' ? '|' : buf[i]);
	printf("\n");
	close(fd);
}

static int
state(void)
{
	sigset_t set, pending;
	stack_t ss;
	char name[32], link[4096];
	ssize_t n;

	sigprocmask(SIG_BLOCK, NULL, &set);
	sigpending(&pending);
	printf("blocked:");
	for (int sig = 1; sig <= 64; sig++)
		if (sigismember(&set, sig) == 1)
			printf(" %d", sig);
	printf(" pending:");
	for (int sig = 1; sig <= 64; sig++)
		if (sigismember(&pending, sig) == 1)
			printf(" %d", sig);
	printf("\nUSR1 %s USR2 %s SEGV %s SYS %s\n", disposition(SIGUSR1), disposition(SIGUSR2),
	    disposition(SIGSEGV), disposition(SIGSYS));
	sigaltstack(NULL, &ss);
	printf("stack %d, fd 60 %d, fd 61 %d, umask %o\n", ss.ss_flags, fcntl(60, F_GETFD),
	    fcntl(61, F_GETFD), (unsigned)umask(022));
	prctl(PR_GET_NAME, name, 0, 0, 0);
	printf("name %s execfn %s\n", name,
	    strcmp((char *)getauxval(AT_EXECFN), self) == 0 ? "self" : "other");
	n = readlink("/proc/self/exe", link, sizeof(link) - 1);
	link[n < 0 ? 0 : n] = '\0';
	printf("exe %s\n", strcmp(link, self) == 0 ? "self" : link);
	show_file("/proc/self/comm");
	printf("page %lu clock %lu secure %lu platform %s phnum %s entry %s\n",
	    getauxval(AT_PAGESZ), getauxval(AT_CLKTCK), getauxval(AT_SECURE),
	    (char *)getauxval(AT_PLATFORM), getauxval(AT_PHNUM) > 0 ? "yes" : "no",
	    getauxval(AT_ENTRY) != 0 ? "yes" : "no");
	fflush(stdout);
	return (43);
}

int
main(int argc, char **argv)
{
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	self[n < 0 ? 0 : n] = '\0';
	if (argc > 1 && strcmp(argv[1], "state") == 0)
		return (state());
	if (argc != 1 || getenv("A") != NULL || argv[0][0] == '\0')
		return (show_args(argc, argv));
	setvbuf(stdout, NULL, _IOLBF, 0);
	refusals();
	scripts();
	survival();
	descriptors();
	return (0);
}
