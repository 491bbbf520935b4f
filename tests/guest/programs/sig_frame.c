/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a handler finds and may change: siginfo, context, alternate stack, masks, floating-point
 * state; nested and resumed.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

/* An address where nothing is, hidden from the compiler. */
static volatile uintptr_t nowhere = 8;

static sigjmp_buf back;
static volatile int depth, rounds;
static char *page;
static stack_t stack;

/* Rounding and unmasked exceptions of SSE, without the mathematics library. */
#define ROUND_UP  0x4000u
#define DIVBYZERO 0x0200u

static unsigned
control(void)
{
	unsigned csr;

	__asm__ volatile("stmxcsr %0" : "=m"(csr));
	return (csr);
}

static void
set_control(unsigned csr)
{
	__asm__ volatile("ldmxcsr %0" : : "m"(csr));
}

static const char *
mask_text(const sigset_t *set)
{
	static char text[256];
	size_t n = 0;

	text[0] = '\0';
	for (int sig = 1; sig <= 64; sig++) {
		if (sigismember(set, sig) == 1)
			n += (size_t)snprintf(text + n, sizeof(text) - n, "%d ", sig);
	}
	return (text);
}

static void
result(const char *what, long r)
{
	printf("%s: %s\n", what, r < 0 ? strerror(errno) : "ok");
}

static void
show_mask(const char *what)
{
	sigset_t set;

	sigprocmask(SIG_BLOCK, NULL, &set);
	printf("%s: blocked %s\n", what, mask_text(&set));
}

static void catch (int sig, void (*handler)(int, siginfo_t *, void *), int flags, int blocked)
{
	struct sigaction sa = {.sa_sigaction = handler, .sa_flags = flags | SA_SIGINFO};

	if (blocked != 0)
		sigaddset(&sa.sa_mask, blocked);
	sigaction(sig, &sa, NULL);
}

/* ---- Faults: number, code, address, trap, error code ---- */

static void
on_fault(int sig, siginfo_t *si, void *context)
{
	ucontext_t *uc = context;
	greg_t *r = uc->uc_mcontext.gregs;
	uintptr_t at = (uintptr_t)si->si_addr;

	if (page != NULL && at >= (uintptr_t)page && at < (uintptr_t)page + 8192)
		at -= (uintptr_t)page;
	else if (at == (uintptr_t)r[REG_RIP])
		at = 0xc0de;
	printf("signal %d code %d address %lx trap %lld error %llx cr2 %s flags %lx\n", sig,
	    si->si_code, (unsigned long)at, (long long)r[REG_TRAPNO],
	    (unsigned long long)r[REG_ERR],
	    r[REG_TRAPNO] == 14 && (void *)r[REG_CR2] == si->si_addr ? "same" : "-",
	    (unsigned long)uc->uc_flags & ~6ul);
	siglongjmp(back, 1);
}

static void
faults(void)
{
	static const int sigs[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
	volatile int zero = 0;
	FILE *f = tmpfile();
	char *file;

	for (size_t i = 0; i < sizeof(sigs) / sizeof(sigs[0]); i++)
		catch (sigs[i], on_fault, 0, 0);
	page = mmap(NULL, 8192, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (sigsetjmp(back, 1) == 0)
		*(volatile int *)nowhere = 1;
	if (sigsetjmp(back, 1) == 0)
		page[4100] = 1;
	mprotect(page, 4096, PROT_NONE);
	if (sigsetjmp(back, 1) == 0)
		zero = page[3];
	if (sigsetjmp(back, 1) == 0)
		((void (*)(void))(uintptr_t)(page + 4096))();
	if (sigsetjmp(back, 1) == 0)
		*(volatile int *)(nowhere + 0x7ffffffffffffff8ul) = 1;
	if (sigsetjmp(back, 1) == 0)
		printf("%d\n", 10 / zero);
	if (sigsetjmp(back, 1) == 0)
		__asm__ volatile("ud2");
	if (sigsetjmp(back, 1) == 0)
		__asm__ volatile("int3");
	if (sigsetjmp(back, 1) == 0)
		__asm__ volatile("hlt");
	if (sigsetjmp(back, 1) == 0)
		__asm__ volatile("pushfq; orq $0x100, (%%rsp); popfq; nop; nop"
		                 :
		                 :
		                 : "memory", "cc");
	if (sigsetjmp(back, 1) == 0) {
		set_control(control() & ~DIVBYZERO);
		volatile double d = 1.0, z = 0.0;

		d = d / z;
		printf("%f\n", d);
	}
	set_control(0x1f80);
	file = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fileno(f), 0);
	if (sigsetjmp(back, 1) == 0) {
		page = file;
		zero = file[5];
	}
	munmap(file, 4096);
	fclose(f);
}

/* ---- A handler that repairs: skips the instruction, changes registers ---- */

static void
on_skip(int sig, siginfo_t *si, void *context)
{
	ucontext_t *uc = context;

	(void)sig;
	(void)si;
	uc->uc_mcontext.gregs[REG_RIP] += 2; /* ud2 */
	uc->uc_mcontext.gregs[REG_R12] ^= 0xff;
	uc->uc_mcontext.gregs[REG_EFL] |= 1; /* carry */
	/* xmm5 of the interrupted program */
	uc->uc_mcontext.fpregs->_xmm[5].element[0] += 1;
	sigaddset(&uc->uc_sigmask, SIGWINCH);
}

static void
repair(void)
{
	uint64_t r12 = 0x1234, carry;
	uint64_t x = 41;

	catch (SIGILL, on_skip, 0, 0);
	__asm__ volatile(
	    "movq %2, %%xmm5\n\tmovq %0, %%r12\n\tclc\n\tud2\n\tsbbq %1, %1\n\tmovq %%r12, %0\n\tmovq %%xmm5, %2"
	    : "+r"(r12), "=&r"(carry), "+r"(x)
	    :
	    : "r12", "xmm5", "cc", "memory");
	printf("repaired: r12 %lx carry %ld xmm %ld\n", (unsigned long)r12, (long)carry, (long)x);
	show_mask("after");
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* ---- Masks and nesting ---- */

static void
on_nested(int sig, siginfo_t *si, void *context)
{
	ucontext_t *uc = context;
	char what[64];

	(void)si;
	depth++;
	snprintf(what, sizeof(what), "depth %d signal %d, returns to %s", depth, sig,
	    mask_text(&uc->uc_sigmask));
	show_mask(what);
	if (sig == SIGUSR1 && rounds++ == 0) {
		raise(SIGUSR1); /* blocked meanwhile */
		raise(SIGUSR2); /* in sa_mask */
		raise(SIGHUP);  /* nests */
	}
	printf("depth %d done\n", depth);
	depth--;
}

static void
on_once(int sig, siginfo_t *si, void *context)
{
	struct sigaction sa;

	(void)si;
	(void)context;
	sigaction(sig, NULL, &sa);
	printf("once: now %s\n", sa.sa_handler == SIG_DFL ? "default" : "caught");
}

static void
masks(void)
{
	sigset_t set, old, pending;

	catch (SIGUSR1, on_nested, 0, SIGUSR2);
	catch (SIGUSR2, on_nested, SA_NODEFER, 0);
	catch (SIGHUP, on_nested, 0, SIGTERM);
	raise(SIGUSR1);
	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, &old);
	raise(SIGUSR2);
	raise(SIGHUP);
	sigpending(&pending);
	printf("pending %s\n", mask_text(&pending));
	sigprocmask(SIG_SETMASK, &old, NULL);
	sigprocmask(SIG_BLOCK, &set, NULL);
	raise(SIGHUP);
	sigemptyset(&old);
	sigaddset(&old, SIGUSR1);
	result("suspend", sigsuspend(&old));
	show_mask("after suspend");
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	catch (SIGHUP, on_once, (int)SA_RESETHAND, 0);
	raise(SIGHUP);
}

/* ---- Alternate stacks ---- */

static void
where(const char *what)
{
	char here;
	stack_t ss;

	sigaltstack(NULL, &ss);
	printf("%s: %s, flags %d size %s\n", what,
	    &here >= (char *)stack.ss_sp && &here < (char *)stack.ss_sp + stack.ss_size
	        ? "alternate"
	        : "usual",
	    ss.ss_flags, ss.ss_size == stack.ss_size ? "ours" : "other");
}

static void
on_stack(int sig, siginfo_t *si, void *context)
{
	ucontext_t *uc = context;
	stack_t other = stack;

	(void)si;
	where(sig == SIGUSR1 ? "outer" : "inner");
	printf("uc_stack %s flags %d\n", uc->uc_stack.ss_sp == stack.ss_sp ? "ours" : "other",
	    uc->uc_stack.ss_flags);
	if (sig == SIGUSR1) {
		result("change while on it", sigaltstack(&other, NULL));
		raise(SIGUSR2);
	}
}

static void
on_disarmed(int sig, siginfo_t *si, void *context)
{
	ucontext_t *uc = context;

	(void)sig;
	(void)si;
	where("disarmed");
	printf("uc_stack flags %x\n", (unsigned)uc->uc_stack.ss_flags);
}

static void
on_overflow(int sig, siginfo_t *si, void *context)
{
	(void)si;
	(void)context;
	printf("overflow: signal %d\n", sig);
	where("overflow");
	siglongjmp(back, 1);
}

static volatile int deep;

__attribute__((noinline)) static int
recurse(int n)
{
	volatile char buf[4096];

	buf[0] = (char)n;
	deep = n;
	if (n < 0)
		return (0);
	return (recurse(n + 1) + buf[0]);
}

static void
stacks(void)
{
	stack_t ss = {.ss_flags = 7, .ss_size = 65536};
	char *memory = malloc(65536);

	ss.ss_sp = memory;
	result("bad flags", sigaltstack(&ss, NULL));
	ss.ss_flags = 0;
	ss.ss_size = 100;
	result("too small", sigaltstack(&ss, NULL));
	result("bad pointer", syscall(SYS_sigaltstack, 8, NULL));
	ss.ss_size = 65536;
	stack = ss;
	printf("set: %d\n", sigaltstack(&ss, NULL));
	where("main");
	catch (SIGUSR1, on_stack, SA_ONSTACK, 0);
	catch (SIGUSR2, on_stack, SA_ONSTACK, 0);
	raise(SIGUSR1);
	catch (SIGUSR2, on_stack, 0, 0);
	raise(SIGUSR2);
	if (fork() == 0) {
		where("child");
		fflush(stdout);
		_exit(0);
	}
	wait(NULL);
	catch (SIGSEGV, on_overflow, SA_ONSTACK, 0);
	if (sigsetjmp(back, 1) == 0)
		recurse(0);
	printf("deep %s\n", deep > 100 ? "yes" : "no");
	ss.ss_flags = (int)(1u << 31); /* SS_AUTODISARM */
	result("disarming", sigaltstack(&ss, NULL));
	where("disarming");
	catch (SIGUSR2, on_disarmed, SA_ONSTACK, 0);
	raise(SIGUSR2);
	where("armed again");
	ss.ss_flags = SS_DISABLE;
	sigaltstack(&ss, NULL);
	where("disabled");
	fflush(stdout);
	/* Nowhere to put the frame: death by SIGSEGV. */
	pid_t pid = fork();
	int status;

	if (pid == 0)
		recurse(0);
	waitpid(pid, &status, 0);
	printf("without it: %x\n", (unsigned)status & 0x7f);
	fflush(stdout);
	if ((pid = fork()) == 0) {
		catch (SIGUSR1, on_stack, 0, 0);
		__asm__ volatile(
		    "movq $16, %%rsp\n\tmovl %0, %%edi\n\tmovl $10, %%esi\n\tmovl $62, %%eax\n\tsyscall"
		    :
		    : "r"(getpid())
		    : "rdi", "rsi", "rax", "memory");
	}
	waitpid(pid, &status, 0);
	printf("bad stack pointer: %x\n", (unsigned)status & 0x7f);
}

/* ---- Floating point across a handler that uses it ---- */

static void
on_float(int sig, siginfo_t *si, void *context)
{
	volatile double a = 0.1;
	volatile float b[16];

	(void)si;
	(void)context;
	for (int i = 0; i < 16; i++)
		b[i] = (float)(i * a);
	printf("handler %d: control %x, sum %.3f\n", (int)sig, control() & ~0x3fu,
	    (double)(b[15] + b[1]));
}

static void
floats(void)
{
	double x[8] = {1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5};
	volatile long double y = 1.0L / 3;

	catch (SIGUSR1, on_float, 0, 0);
	set_control(control() | ROUND_UP);
	__asm__ volatile(""
	                 : "+x"(x[0]), "+x"(x[1]), "+x"(x[2]), "+x"(x[3]), "+x"(x[4]), "+x"(x[5]),
	                 "+x"(x[6]), "+x"(x[7]));
	raise(SIGUSR1);
	__asm__ volatile(""
	                 : "+x"(x[0]), "+x"(x[1]), "+x"(x[2]), "+x"(x[3]), "+x"(x[4]), "+x"(x[5]),
	                 "+x"(x[6]), "+x"(x[7]));
	printf("after: control %x, %.1f %.1f %.20Lf\n", control() & ~0x3fu, x[0] + x[7], x[3], y);
	set_control(0x1f80);
}

int
main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	faults();
	repair();
	masks();
	stacks();
	floats();
	return (0);
}
