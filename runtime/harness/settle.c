/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Settings and facts of a run: what CONFIG and the kernel say, made ready for use.
 */
#include "engine.h"
#include "host.h"
#include "start.h"

#include "linux_const.h"
#include "linux_syscall.h"

struct host_run host_run;

/* ---- Facts of the kernel ---- */

void
host_take_auxv(const uint64_t *auxv)
{
	for (; auxv[0] != 0; auxv += 2) {
		if (auxv[0] < 64) {
			host_run.auxv[auxv[0]] = auxv[1];
			host_run.auxv_present |= 1ul << auxv[0];
		}
	}
}

uint64_t
host_auxv(struct thread *td, uint64_t tag)
{
	(void)td;
	return (tag < 64 ? host_run.auxv[tag] : 0);
}

uint64_t
host_brk_start(struct thread *td)
{
	(void)td;
	return (host_run.brk_start);
}

bool
host_brk_is_native(struct thread *td)
{
	(void)td;
	return (host_run.brk_native);
}

int
host_first_own_fd(struct thread *td)
{
	(void)td;
	return (host_run.tracefd >= 0 ? host_run.tracefd : 0x7fffffff);
}

/* ---- Settings ---- */

void
host_settle_vector(const struct sv_vector *vec)
{
	const char *why;

	host_run.vector = vec;
	host_run.identity = vec->sv_identity;
	if (host_config.osrelease != NULL &&
	    (why = sv_identity_set_release(&host_run.identity, host_config.osrelease)) != NULL)
		host_refuse(HOST_EXIT_USAGE, "osrelease '%s': %s", host_config.osrelease, why);
}

static void
settle_root(void)
{
	struct linux_stat st;
	const char *root = host_config.root;
	size_t len;

	host_run.root = "";
	if (root == NULL && host_config.vector == NULL)
		root = host_vectors[0]->sv_root;
	if (root == NULL || root[0] == '\0')
		return;
	if (host_syscall(LINUX_SYS_newfstatat, LINUX_AT_FDCWD, root, &st, 0) != 0) {
		if (host_config.root != NULL)
			host_refuse(HOST_EXIT_USAGE, "root '%s': no such directory", root);
		return; /* the vector's own need not be there */
	}
	len = strlen(root);
	if (root[0] != '/' || root[len - 1] == '/')
		host_refuse(HOST_EXIT_USAGE,
		    "root '%s': expected an absolute path without a slash at its end", root);
	host_run.root = root;
	host_run.root_dev = st.st_dev;
	host_run.root_ino = st.st_ino;
}

static void
settle_engine(void)
{
	if (host_config.engine == NULL) {
		host_run.engine = host_engines[0];
		return;
	}
	for (size_t i = 0; host_engines[i] != NULL; i++) {
		if (strcmp(host_engines[i]->name, host_config.engine) == 0)
			host_run.engine = host_engines[i];
	}
	if (host_run.engine == NULL)
		host_refuse(HOST_EXIT_USAGE, "engine '%s': unknown; known: %s", host_config.engine,
		    host_engines[0]->name);
}

/* The trace's descriptor out of the guest's way, as high as the limit lets it, and the same for the
 * next program. */
static void
settle_trace(void)
{
	static const int places[] = {65500, 4000, 1000, 200, 100, 3};
	long fd = -1;

	host_run.tracefd = -1;
	if (host_config.trace == HOST_TRACE_OFF)
		return;
	if (host_config.exe != NULL) {
		host_run.tracefd = host_config.tracefd;
		return;
	}
	for (size_t i = 0; i < SV_NITEMS(places) && fd < 0; i++)
		fd = host_syscall(LINUX_SYS_fcntl, host_config.tracefd, LINUX_F_DUPFD, places[i]);
	if (fd < 0)
		host_refuse(HOST_EXIT_USAGE, "tracefd %d: not open", host_config.tracefd);
	if (host_config.tracefd > 2)
		(void)host_syscall(LINUX_SYS_close, host_config.tracefd);
	host_run.tracefd = (int)fd;
}

static void
settle_stats(struct host_process *process)
{
	long fd, r;
	uint64_t at;

	if (host_config.stats == NULL)
		return;
	fd = host_syscall(
	    LINUX_SYS_openat, LINUX_AT_FDCWD, host_config.stats, LINUX_O_RDWR | LINUX_O_CLOEXEC, 0);
	if (fd < 0)
		return;
	at = (uint64_t)host_alloc(sizeof(struct host_stats));
	r = host_syscall(LINUX_SYS_mmap, at, sizeof(struct host_stats),
	    LINUX_PROT_READ | LINUX_PROT_WRITE, LINUX_MAP_SHARED | LINUX_MAP_FIXED, fd, 0);
	(void)host_syscall(LINUX_SYS_close, fd);
	if (r < 0 && r > -4096)
		return;
	host_run.stats = (struct host_stats *)at;
	__atomic_fetch_add(&host_run.stats->processes, 1, __ATOMIC_RELAXED);
	host_run.account.calls = host_run.stats->unimplemented;
	host_run.account.ncalls = HOST_STATS_ROWS;
	process->proc.p_account = &host_run.account;
}

/* What CONFIG says about everything but the program. */
void
host_settle(struct host_process *process)
{
	settle_root();
	settle_engine();
	settle_trace();
	settle_stats(process);
}
