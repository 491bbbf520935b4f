/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From the first instruction of the harness to the first one of the guest.
 *
 * The kernel's stack becomes the guest's, so that its growth and limit stay the kernel's; the
 * harness moves to its own at once.
 */
#include "engine.h"
#include "format.h"
#include "host.h"
#include "program.h"
#include "start.h"

#include "linux_const.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define USER_CS           0x33
#define USER_SS           0x2b
#define UC_FLAGS          (LINUX_UC_SIGCONTEXT_SS | LINUX_UC_STRICT_RESTORE_SS)
#define BRK_RANDOM_PAGES  0x1ffful /* 32 MiB, as Linux has it */
#define PR_SET_MM         35
#define PR_SET_MM_MAP     14
#define PR_SET_NAME       15
#define ADDR_NO_RANDOMIZE 0x0040000
#define RLIMIT_STACK      3
#define STACK_MOST        (64ul << 20) /* bytes of arguments, where the stack is not bounded */

/* What the kernel left on the stack. */
struct start {
	uint64_t *sp;
	uint64_t argc;
	char **argv, **envp;
	uint64_t envc;
};

_Noreturn void
host_refuse(int status, const char *fmt, ...)
{
	char buf[1024];
	struct host_text t;
	va_list ap;

	host_text_init(&t, buf, sizeof(buf) - 1);
	host_text_str(&t, "sysvec: error: ");
	va_start(ap, fmt);
	host_text_vfmt(&t, fmt, ap);
	va_end(ap);
	buf[t.used++] = '\n';
	(void)host_syscall(LINUX_SYS_write, 2, buf, t.used);
	for (;;)
		(void)host_syscall(LINUX_SYS_exit_group, status);
}

static const char *
error_text(int error)
{
	switch (error) {
	case LINUX_ENOENT:
		return ("no such file");
	case LINUX_EACCES:
		return ("permission denied, or no executable file");
	case LINUX_ENOTDIR:
		return ("a part of the path is no directory");
	case LINUX_ELOOP:
		return ("too many symbolic links");
	case LINUX_ENAMETOOLONG:
		return ("the name is too long");
	case LINUX_ETXTBSY:
		return ("the file is open for writing");
	case LINUX_EISDIR:
		return ("is a directory");
	case LINUX_ENOMEM:
		return ("not enough memory");
	default:
		return ("cannot be read");
	}
}

/* One line: what was found, and what would help. */
static _Noreturn void
refuse(const struct host_program *p, const char *name)
{
	int status = p->error == LINUX_ENOENT || p->error == LINUX_ENOTDIR ? HOST_EXIT_MISSING
	                                                                   : HOST_EXIT_REFUSED;
	char found[256];

	if (name[0] == '\0')
		name = "(empty name)";
	switch (p->wrong) {
	case HOST_PROGRAM_OPEN:
		if (strcmp(p->path, name) == 0 || p->chain.depth == 0)
			host_refuse(status, "%s: %s", name, error_text(p->error));
		host_refuse(
		    status, "%s: its interpreter %s: %s", name, p->path, error_text(p->error));
	case HOST_PROGRAM_SCRIPT:
		host_refuse(HOST_EXIT_REFUSED, "%s: %s", name,
		    p->error == LINUX_ELOOP
		        ? "scripts name one another as interpreters without end"
		        : "its #! line names no interpreter, or one that is cut at 255 bytes");
	case HOST_PROGRAM_IMAGE:
		if (p->plan.refusal == SV_IMAGE_NOT_ELF || p->plan.refusal == SV_IMAGE_SHORT)
			host_refuse(HOST_EXIT_REFUSED,
			    "%s: %s; expected an ELF program or a script that starts with #!", name,
			    sv_image_refusal_text(p->plan.refusal));
		if (p->plan.refusal == SV_IMAGE_MACHINE || p->plan.refusal == SV_IMAGE_CLASS) {
			const char *machine = sv_image_machine_name(p->plan.machine);

			host_refuse(HOST_EXIT_REFUSED,
			    "%s: built for %s (machine %u%s); this harness runs 64-bit x86-64 programs",
			    name, machine != NULL ? machine : "another machine",
			    (unsigned)p->plan.machine, p->plan.elfclass == 1 ? ", 32-bit" : "");
		}
		host_refuse(HOST_EXIT_REFUSED, "%s: %s (0x%lx)", name,
		    sv_image_refusal_text(p->plan.refusal), p->plan.at);
	case HOST_PROGRAM_BRAND:
		(void)sv_image_describe(&p->plan, found, sizeof(found));
		if (host_config.vector != NULL)
			host_refuse(HOST_EXIT_REFUSED, "%s: no vector %s; known: %s", name,
			    host_config.vector, host_vectors[0]->sv_name);
		host_refuse(HOST_EXIT_REFUSED,
		    "%s: no vector serves it (%s); --vector chooses one all the same", name, found);
	case HOST_PROGRAM_INTERP_OPEN:
		host_refuse(status,
		    "%s: needs the interpreter %s: %s; install the libraries of its system, or point --root at "
		    "a directory that has them",
		    name, p->plan.interp, error_text(p->error));
	default:
		host_refuse(HOST_EXIT_REFUSED, "%s: its interpreter %s: %s (0x%lx)", name,
		    p->interp_path, sv_image_refusal_text(p->iplan.refusal), p->iplan.at);
	}
}

/* ---- The image ---- */

static void
load(struct host_program *p, struct sv_image *image, const char *name)
{
	enum sv_image_refusal refusal;

	refusal = sv_image_load(image, &p->plan, &p->file.io, p->has_interp ? &p->iplan : NULL,
	    p->has_interp ? &p->ifile.io : NULL);
	if (refusal != SV_IMAGE_OK)
		host_refuse(HOST_EXIT_REFUSED, "%s: %s: %s", name, sv_image_refusal_text(refusal),
		    error_text(image->error));
	host_run.brk_start =
	    image->brk + (host_run.random_pages >> 32 & BRK_RANDOM_PAGES) * HOST_PAGE;
}

/* Where the program lies.  An absolute path can wait to be freed of links until somebody asks. */
static void
find_exe(const struct host_program *p)
{
	host_run.exe_resolved = p->path[0] != '/' || host_config.fd >= 0;
	if (!host_run.exe_resolved || !host_fd_path(p->file.fd, host_run.exe, sizeof(host_run.exe)))
		memcpy(host_run.exe, p->path, strlen(p->path) + 1);
}

static void
set_values(struct sv_auxv_values *v)
{
	static const struct {
		uint8_t tag;
		uint8_t source;
	} given[] = {
	    {LINUX_AT_PAGESZ, SV_AUX_PAGESIZE},
	    {LINUX_AT_FLAGS, SV_AUX_FLAGS},
	    {LINUX_AT_UID, SV_AUX_UID},
	    {LINUX_AT_EUID, SV_AUX_EUID},
	    {LINUX_AT_GID, SV_AUX_GID},
	    {LINUX_AT_EGID, SV_AUX_EGID},
	    {LINUX_AT_SECURE, SV_AUX_SECURE},
	    {LINUX_AT_CLKTCK, SV_AUX_CLKTCK},
	    {LINUX_AT_HWCAP, SV_AUX_HWCAP},
	    {LINUX_AT_HWCAP2, SV_AUX_HWCAP2},
	    {LINUX_AT_SYSINFO_EHDR, SV_AUX_VDSO},
	    {LINUX_AT_MINSIGSTKSZ, SV_AUX_MINSIGSTKSZ},
	    {LINUX_AT_RSEQ_FEATURE_SIZE, SV_AUX_RSEQ_SIZE},
	    {LINUX_AT_RSEQ_ALIGN, SV_AUX_RSEQ_ALIGN},
	};

	memset(v, 0, sizeof(*v));
	for (size_t i = 0; i < SV_NITEMS(given); i++) {
		if ((host_run.auxv_present & 1ul << given[i].tag) != 0)
			sv_auxv_set(v, given[i].source, host_run.auxv[given[i].tag]);
	}
}

/*
 * The guest's arguments and environment.  The kernel laid them out one behind the other, so that
 * they can be used where they are, unless a #! line puts words before them.
 */
static void
gather(const struct start *s, const struct host_program *p, struct sv_strings *strings)
{
	char **argv = s->argv + HOST_ARGS, *last;
	uint64_t argc = s->argc - HOST_ARGS;
	unsigned n = sv_script_narguments(&p->chain);
	size_t size;
	int error = 0;

	last = s->envc > 0 ? s->envp[s->envc - 1] : argv[argc - 1];
	size = (size_t)(last - argv[0]) + strlen(last) + 1;
	if (n == 0) {
		sv_strings_init(strings, argv[0], size);
		strings->used = size;
		strings->argc = (uint32_t)argc;
		strings->envc = (uint32_t)s->envc;
		return;
	}
	size += sizeof(p->chain.text) + HOST_PATH_MAX;
	sv_strings_init(strings, host_alloc(size), size);
	for (unsigned i = 0; i < n && error == 0; i++)
		error = sv_strings_arg(strings, sv_script_argument(&p->chain, i));
	for (uint64_t i = 1; i < argc && error == 0; i++)
		error = sv_strings_arg(strings, argv[i]);
	for (uint64_t i = 0; i < s->envc && error == 0; i++)
		error = sv_strings_env(strings, s->envp[i]);
	if (strings->buf == NULL || error != 0)
		host_refuse(HOST_EXIT_REFUSED, "%s: the arguments are too long", s->argv[3]);
}

static void
build_stack(const struct start *s, const struct host_program *p, const struct sv_image *image,
    struct sv_stack *stack)
{
	static struct sv_strings strings;
	static struct sv_auxv_values values;
	uint64_t limit[2] = {8ul << 20, 0};

	gather(s, p, &strings);
	set_values(&values);
	(void)host_syscall(LINUX_SYS_prlimit64, 0, RLIMIT_STACK, 0, limit);
	memset(stack, 0, sizeof(*stack));
	stack->vec = p->vector;
	stack->image = image;
	stack->strings = &strings;
	stack->execfn = s->argv[3];
	stack->execpath = host_run.exe;
	stack->platform = host_run.auxv[LINUX_AT_PLATFORM] != 0
	                      ? (const char *)host_run.auxv[LINUX_AT_PLATFORM]
	                      : NULL;
	stack->random = (const uint8_t *)host_run.auxv[LINUX_AT_RANDOM];
	stack->values = &values;
	stack->top = (uint64_t)s->sp & ~(uint64_t)15;
	stack->limit = limit[0] / 2;
	if (stack->limit > STACK_MOST)
		stack->limit = STACK_MOST;
	if (sv_stack_build(stack) != 0)
		host_refuse(
		    HOST_EXIT_REFUSED, "%s: the arguments do not fit the stack", s->argv[3]);
	if (image->exec_stack && p->plan.has_gnu_stack)
		(void)host_syscall(LINUX_SYS_mprotect, stack->sp & ~(HOST_PAGE - 1), HOST_PAGE,
		    LINUX_PROT_READ | LINUX_PROT_WRITE | LINUX_PROT_EXEC | LINUX_PROT_GROWSDOWN);
}

/* What /proc shows of the process: name, command line, data segment.  Old kernels and sandboxes may
 * refuse; nothing depends on it. */
static void
set_proc(const struct start *s, const struct sv_image *image, const struct sv_stack *stack)
{
	const char *name = s->argv[3], *base = name;
	struct {
		uint64_t start_code, end_code, start_data, end_data, start_brk, brk, start_stack;
		uint64_t arg_start, arg_end, env_start, env_end, auxv;
		uint32_t auxv_size, exe_fd;
	} map = {
	    .start_code = image->low,
	    .end_code = image->high,
	    .start_data = image->low,
	    .end_data = image->brk - 1,
	    .start_brk = host_run.brk_start,
	    .brk = host_run.brk_start,
	    .start_stack = stack->sp,
	    .arg_start = stack->arg_start,
	    .arg_end = stack->arg_end,
	    .env_start = stack->env_start,
	    .env_end = stack->env_end,
	    .auxv = stack->auxv,
	    .auxv_size = stack->auxv_size,
	    .exe_fd = UINT32_MAX,
	};

	for (; *name != '\0'; name++) {
		if (*name == '/')
			base = name + 1;
	}
	(void)host_syscall(LINUX_SYS_prctl, PR_SET_NAME, base, 0, 0, 0);
	host_run.brk_native =
	    host_syscall(LINUX_SYS_prctl, PR_SET_MM, PR_SET_MM_MAP, &map, sizeof(map), 0) == 0;
}

/* ---- Begin ---- */

static _Noreturn void
begin(uint64_t *sp)
{
	static struct host_program program;
	static struct sv_image image;
	struct host_td *ht = host_self();
	struct linux_ucontext uc = {0};
	struct sv_stack stack;
	struct start s;
	uint64_t mask = 0, blocked = HOST_BLOCK_ALL;
	const char *why, *path;
	int fd = -1;
	long r;

	s.sp = sp;
	s.argc = sp[0];
	s.argv = (char **)(sp + 1);
	s.envp = s.argv + s.argc + 1;
	for (s.envc = 0; s.envp[s.envc] != NULL; s.envc++)
		;
	host_take_auxv((uint64_t *)(s.envp + s.envc + 1));
	(void)host_syscall(
	    LINUX_SYS_rt_sigprocmask, LINUX_SIG_SETMASK, &blocked, &mask, sizeof(mask));
	if (s.argc <= HOST_ARGS)
		host_refuse(HOST_EXIT_USAGE,
		    "this is the harness of `sysvec run`, which starts it; it is not run by hand");
	if ((why = host_config_parse(s.argv[1])) != NULL)
		host_refuse(HOST_EXIT_USAGE, "configuration from the front end: %s", why);
	if (host_config.has_mask)
		mask = host_config.mask;
	if ((host_syscall(LINUX_SYS_personality, 0xffffffffu) & ADDR_NO_RANDOMIZE) == 0)
		(void)host_syscall(
		    LINUX_SYS_getrandom, &host_run.random_pages, sizeof(host_run.random_pages), 0);

	host_td_attach(ht, &host_main_process);
	ht->process->proc.p_pid = (pid_t)host_syscall(LINUX_SYS_getpid, 0);
	ht->process->proc.p_emuldata = ht->process->emuldata;
	ht->process->proc.p_identity = &host_run.identity;
	ht->process->proc.p_host = ht->process;
	ht->actions = &ht->process->own_actions;
	ht->td.td_tid = ht->process->proc.p_pid;
	ht->mask = mask & ~HOST_UNBLOCKABLE;
	ht->blocked = HOST_BLOCK_ALL;
	host_settle(ht->process);

	/* A program that execve has looked at comes with its host path; the first one is looked up
	 * as the guest would. */
	path = s.argv[2];
	if (host_config.exe == NULL &&
	    host_path(&ht->td, LINUX_AT_FDCWD, s.argv[2], HOST_PATH_KERNEL, &path) != 0)
		path = s.argv[2];
	if (host_config.fd >= 0)
		fd = host_config.fd;
	host_run.trusted = host_config.exe != NULL;
	if (host_program_find(&ht->td, &program, path, fd, s.argv[3]) != HOST_PROGRAM_OK)
		refuse(&program, s.argv[3]);
	host_run.trusted = false;
	host_settle_vector(program.vector);
	ht->process->proc.p_vector = program.vector;
	load(&program, &image, s.argv[3]);
	find_exe(&program);
	host_program_close(&program);
	build_stack(&s, &program, &image, &stack);
	set_proc(&s, &image, &stack);

	host_signal_start(ht);
	if ((r = host_td_altstack(ht)) != 0 || (r = host_run.engine->arm(ht)) != 0)
		host_refuse(HOST_EXIT_REFUSED,
		    "the kernel lacks Syscall User Dispatch (Linux 5.11, error %d)", (int)-r);
	uc.uc_flags = UC_FLAGS;
	uc.uc_mcontext.cs = USER_CS;
	uc.uc_mcontext.ss = USER_SS;
	uc.uc_stack.ss_sp = (uintptr_t)ht + HOST_REGION_DATA + HOST_PAGE;
	uc.uc_stack.ss_size = HOST_REGION_SIZE - HOST_REGION_DATA - HOST_PAGE;
	ht->uc = &uc;
	program.vector->sv_abi->set_start(
	    &ht->td, program.vector->sv_stack_style, image.start, stack.sp);
	if (program.vector->sv_ops->onexec != NULL)
		(void)program.vector->sv_ops->onexec(&ht->td, &image);
	host_leave(ht);
	host_resume(&uc);
}

/* On the kernel's stack: find a stack of our own and go on there. */
_Noreturn void
host_start(uint64_t *sp)
{
	struct host_td *ht = host_td_new();

	if (ht == NULL)
		host_refuse(HOST_EXIT_REFUSED, "not enough memory for a thread");
	host_run_on((uint8_t *)ht + HOST_REGION_SIZE, begin, sp);
}
