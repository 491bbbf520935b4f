/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lines of traces.  A line is written when the call is over, in one write; calls that do not come
 * back are written before.
 */
#include "trace.h"
#include "host.h"
#include "start.h"

#include "linux_const.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define LINE 1536

static void
flush(struct host_text *t)
{
	t->buf[t->used++] = '\n';
	(void)host_syscall(LINUX_SYS_write, host_run.tracefd, t->buf, t->used);
}

static void
head(struct host_text *t, char *buf, const struct thread *td)
{
	host_text_init(t, buf, LINE - 1);
	host_text_fmt(t, "[pid %d] ", td->td_tid);
}

/* The filter is a list of names with commas. */
static bool
wanted(const char *name)
{
	const char *list = host_config.filter, *p;
	size_t len = strlen(name);

	if (list == NULL || list[0] == '\0')
		return (true);
	for (p = list; *p != '\0'; p++) {
		if ((p == list || p[-1] == ',') && strncmp(p, name, len) == 0 &&
		    (p[len] == ',' || p[len] == '\0'))
			return (true);
	}
	return (false);
}

static const struct sv_call_desc *
describe(const struct thread *td)
{
	uint32_t code = td->td_sa.code;
	const struct sv_vector *vec = host_run.vector;

	if (code >= vec->sv_size || vec->sv_call_desc[code].name == NULL)
		return (NULL);
	return (&vec->sv_call_desc[code]);
}

static bool
comes_back(uint32_t code)
{
	return (code != LINUX_SYS_exit && code != LINUX_SYS_exit_group &&
	        code != LINUX_SYS_execve && code != LINUX_SYS_execveat &&
	        code != LINUX_SYS_rt_sigreturn);
}

static void
call_text(struct host_text *t, const struct thread *td, const struct sv_call_desc *call, bool done,
    int64_t result)
{
	if (call == NULL) {
		host_text_fmt(t, "syscall_%u()", td->td_sa.code);
		return;
	}
	host_text_str(t, call->name);
	host_trace_args(t, call, td->td_sa.args, done, result);
}

/* After the fetch. */
void
host_trace_enter(struct host_td *ht)
{
	const struct sv_call_desc *call = describe(&ht->td);
	char buf[LINE];
	struct host_text t;

	ht->traced_calls = 0;
	if (comes_back(ht->td.td_sa.code) || (call != NULL && !wanted(call->name)))
		return;
	head(&t, buf, &ht->td);
	call_text(&t, &ht->td, call, false, 0);
	host_text_str(&t, " = ?");
	flush(&t);
}

static void
result_text(struct host_text *t, const struct sv_call_desc *call, int64_t result)
{
	if (result < 0 && result > -4096) {
		host_text_str(t, " = -1 ");
		host_trace_domain(t, &linux_errno_domain, false, -result);
		return;
	}
	host_text_str(t, " = ");
	if (call != NULL && call->result != NULL)
		host_trace_domain(t, call->result, false, result);
	else if (call != NULL && (call->ret == SV_ARG_POINTER || result > INT32_MAX ||
	                             strcmp(call->name, "brk") == 0))
		host_text_fmt(t, "0x%lx", (uint64_t)result);
	else
		host_text_signed(t, result);
}

/* What the call became: Linux's names again, since the host is one. */
static void
host_calls_text(struct host_td *ht)
{
	char buf[LINE];
	struct host_text t;

	for (unsigned i = 0; i < ht->traced_calls && i < HOST_TRACED_CALLS; i++) {
		const struct host_traced *c = &ht->traced[i];
		const struct sv_call_desc *call =
		    c->nr < (long)linux_vector.sv_size ? &linux_vector.sv_call_desc[c->nr] : NULL;

		head(&t, buf, &ht->td);
		host_text_str(&t, "    host: ");
		if (call != NULL && call->name != NULL) {
			host_text_str(&t, call->name);
			host_trace_args(&t, call, c->args, true, c->result);
		}
		result_text(&t, call, c->result);
		flush(&t);
	}
}

/* Arguments that have names, and the error, as the native services saw them. */
static void
native_text(struct host_td *ht, const struct sv_call_desc *call, int error)
{
	const register_t *args = ht->td.td_sa.args;
	char buf[LINE];
	struct host_text t;
	size_t empty;
	int64_t value;
	int refused;

	head(&t, buf, &ht->td);
	host_text_str(&t, "    native:");
	empty = t.used;
	for (unsigned i = 0; call != NULL && i < call->nargs; i++) {
		const struct sv_arg_desc *arg = &call->args[i];

		if (arg->kind != SV_ARG_DOMAIN || arg->domain->in == NULL)
			continue;
		host_text_fmt(&t, " %s=", arg->name);
		refused = arg->domain->in(args[arg->slot], &value);
		host_trace_domain(&t, refused == 0 ? arg->domain : &linux_errno_domain, true,
		    refused == 0 ? value : refused);
		if (refused == 0)
			host_text_fmt(&t, " (0x%lx)",
			    (uint64_t)value &
			        (arg->domain->native_size < 8 ? UINT32_MAX : UINT64_MAX));
		else
			host_text_str(&t, " (refused)");
	}
	if (error > 0) {
		host_text_str(&t, " error=");
		host_trace_domain(&t, &linux_errno_domain, true, error);
		host_text_fmt(&t, " (%d)", error);
	}
	if (t.used > empty)
		flush(&t);
}

void
host_trace_leave(struct host_td *ht, int error)
{
	const struct sv_call_desc *call = describe(&ht->td);
	int64_t result = ht->frame.tf_rax;
	char buf[LINE];
	struct host_text t;

	if (call != NULL && !wanted(call->name))
		return;
	if (error == EJUSTRETURN)
		return;
	head(&t, buf, &ht->td);
	if (error == ERESTART) {
		call_text(&t, &ht->td, call, false, 0);
		host_text_str(&t, " = ? (to be restarted)");
	} else {
		call_text(&t, &ht->td, call, true, result);
		result_text(&t, call, result);
		if (call == NULL || call->state <= SV_CALL_UNIMPL)
			host_text_str(&t, " (not implemented)");
	}
	flush(&t);
	if (host_config.trace == HOST_TRACE_BOTH) {
		native_text(ht, call, error);
		host_calls_text(ht);
	}
}

void
host_trace_host_call(struct host_td *ht, const long call[7], long result)
{
	struct host_traced *c;

	if (ht->traced_calls < HOST_TRACED_CALLS) {
		c = &ht->traced[ht->traced_calls++];
		c->nr = call[0];
		for (int i = 0; i < 6; i++)
			c->args[i] = call[i + 1];
		c->result = result;
	}
}

/* The domain of si_code: one for codes of every signal, and some signals' own. */
static const struct sv_domain *
code_domain(const struct linux_siginfo *si)
{
	if (si->lsi_code <= 0 || si->lsi_code >= LINUX_SI_KERNEL)
		return (&linux_si_code_domain);
	switch (si->lsi_signo) {
	case LINUX_SIGILL:
		return (&linux_si_code_ill_domain);
	case LINUX_SIGFPE:
		return (&linux_si_code_fpe_domain);
	case LINUX_SIGSEGV:
		return (&linux_si_code_segv_domain);
	case LINUX_SIGBUS:
		return (&linux_si_code_bus_domain);
	case LINUX_SIGTRAP:
		return (&linux_si_code_trap_domain);
	case LINUX_SIGCHLD:
		return (&linux_si_code_chld_domain);
	case LINUX_SIGIO:
		return (&linux_si_code_poll_domain);
	case LINUX_SIGSYS:
		return (&linux_si_code_sys_domain);
	default:
		return (&linux_si_code_domain);
	}
}

void
host_trace_signal(struct host_td *ht, const struct linux_siginfo *si)
{
	char buf[LINE];
	struct host_text t;

	head(&t, buf, &ht->td);
	host_text_str(&t, "--- ");
	host_trace_domain(&t, &linux_signal_domain, false, si->lsi_signo);
	host_text_str(&t, " {si_code=");
	host_trace_domain(&t, code_domain(si), false, si->lsi_code);
	if (si->lsi_code <= 0)
		host_text_fmt(&t, ", si_pid=%d, si_uid=%u", si->kill.lsi_pid, si->kill.lsi_uid);
	else if (si->lsi_signo == LINUX_SIGSEGV || si->lsi_signo == LINUX_SIGBUS)
		host_text_fmt(&t, ", si_addr=0x%lx", si->fault.lsi_addr);
	else if (si->lsi_signo == LINUX_SIGCHLD) {
		host_text_fmt(
		    &t, ", si_pid=%d, si_uid=%u, si_status=", si->chld.lsi_pid, si->chld.lsi_uid);
		if (si->lsi_code == LINUX_CLD_EXITED)
			host_text_signed(&t, si->chld.lsi_status);
		else
			host_trace_domain(&t, &linux_signal_domain, false, si->chld.lsi_status);
	}
	host_text_str(&t, "} ---");
	flush(&t);
}
