/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Limits, the system's identity, credentials, process controls.
 */
#include "kld.h"

#include <sys/jail.h>
#include <sys/random.h>
#include <sys/resourcevar.h>
#include <sys/vmmeter.h>
#include <vm/swap_pager.h>

/* ---- Limits ---- */

/* Limits without effect, kept for those who ask. */
static bool
is_note(int which)
{
	return (which >= RLIMIT_NOTE_LOCKS && which < RLIMIT_NOTE_LOCKS + KLD_NOTE_LIMITS);
}

static int
note_limit(
    struct thread *td, struct proc *p, int which, const struct rlimit *limit, struct rlimit *old)
{
	struct rlimit *kept;
	int error = 0;

	PROC_LOCK_ASSERT(p, MA_OWNED);
	if (p->p_sysent != &kld_sysvec || p->p_emuldata == NULL)
		return (EINVAL);
	kept = &kld_proc(p)->limits[which - RLIMIT_NOTE_LOCKS];
	if (old != NULL)
		*old = *kept;
	if (limit == NULL)
		return (0);
	if (limit->rlim_cur > limit->rlim_max)
		return (EINVAL);
	if (limit->rlim_max > kept->rlim_max)
		error = priv_check(td, PRIV_PROC_SETRLIMIT);
	if (error == 0)
		*kept = *limit;
	return (error);
}

int
native_prlimit(
    struct thread *td, int pid, int which, const struct rlimit *limit, struct rlimit *old)
{
	struct rlimit copy;
	struct proc *p;
	int error;

	if (!is_note(which) && (which < 0 || which >= RLIM_NLIMITS))
		return (EINVAL);
	if (pid == 0)
		pid = td->td_proc->p_pid;
	if ((error = pget(pid, (limit != NULL ? PGET_CANDEBUG : PGET_CANSEE) | PGET_HOLD, &p)) != 0)
		return (error);
	if (is_note(which)) {
		PROC_LOCK(p);
		error = note_limit(td, p, which, limit, old);
		PROC_UNLOCK(p);
	} else {
		if (old != NULL) {
			PROC_LOCK(p);
			lim_rlimit_proc(p, which, old);
			PROC_UNLOCK(p);
		}
		if (limit != NULL) {
			copy = *limit;
			error = kern_proc_setrlimit(td, p, (u_int)which, &copy);
		}
	}
	PRELE(p);
	return (error);
}

int
native_getrlimit(struct thread *td, int which, struct rlimit *limit)
{
	if (which >= 0 && which < RLIM_NLIMITS) {
		lim_rlimit(td, which, limit);
		return (0);
	}
	return (native_prlimit(td, 0, which, NULL, limit));
}

int
native_setrlimit(struct thread *td, int which, const struct rlimit *limit)
{
	return (native_prlimit(td, 0, which, limit, NULL));
}

/* ---- Identity of the system ---- */

int
native_gethostname(struct thread *td, char *name, size_t size)
{
	getcredhostname(td->td_ucred, name, size);
	return (0);
}

int
native_getdomainname(struct thread *td, char *name, size_t size)
{
	getcreddomainname(td->td_ucred, name, size);
	return (0);
}

/* Through sysctl, which knows privileges and jails. */
static int
set_name(struct thread *td, const char *oid, const char *uname, int len)
{
	char name[MAXHOSTNAMELEN], oidname[32];
	int error;

	if (len < 0 || len >= (int)sizeof(name))
		return (EINVAL);
	if ((error = copyin(uname, name, (size_t)len)) != 0)
		return (error);
	strlcpy(oidname, oid, sizeof(oidname));
	return (kernel_sysctlbyname(td, oidname, NULL, NULL, name, (size_t)len, NULL, 0));
}

int
native_sethostname(struct thread *td, const char *uname, int len)
{
	return (set_name(td, "kern.hostname", uname, len));
}

int
native_setdomainname(struct thread *td, const char *uname, int len)
{
	return (set_name(td, "kern.domainname", uname, len));
}

int
native_getversion(struct thread *td __unused, char *version, size_t size)
{
	snprintf(version, size, "#1 SMP %s %s", ostype, osrelease);
	return (0);
}

int
native_sysinfo(struct thread *td __unused, struct sv_sysinfo *info)
{
	struct timespec up;
	int total, used;

	memset(info, 0, sizeof(*info));
	getnanouptime(&up);
	info->uptime = up.tv_sec + (up.tv_nsec != 0);
	for (int i = 0; i < 3; i++)
		info->loads[i] =
		    (uint64_t)averunnable.ldavg[i] * 65536 / (uint64_t)averunnable.fscale;
	info->totalram = (uint64_t)vm_cnt.v_page_count * PAGE_SIZE;
	info->freeram = (uint64_t)vm_free_count() * PAGE_SIZE;
	swap_pager_status(&total, &used);
	info->totalswap = (uint64_t)total * PAGE_SIZE;
	info->freeswap = (uint64_t)(total - used) * PAGE_SIZE;
	info->procs = (uint16_t)MIN(nprocs, UINT16_MAX);
	return (0);
}

int
native_getrandom(struct thread *td, void *ubuf, size_t len, unsigned flags)
{
	struct getrandom_args args = {.buf = ubuf, .buflen = len, .flags = flags};

	return (sys_getrandom(td, &args));
}

/* ---- Credentials ---- */

int
native_getuid(struct thread *td)
{
	td->td_retval[0] = td->td_ucred->cr_ruid;
	return (0);
}

int
native_geteuid(struct thread *td)
{
	td->td_retval[0] = td->td_ucred->cr_uid;
	return (0);
}

int
native_getgid(struct thread *td)
{
	td->td_retval[0] = td->td_ucred->cr_rgid;
	return (0);
}

int
native_getegid(struct thread *td)
{
	td->td_retval[0] = td->td_ucred->cr_groups[0];
	return (0);
}

int
native_setreuid(struct thread *td, uid_t ruid, uid_t euid)
{
	struct setreuid_args args = {.ruid = (int)ruid, .euid = (int)euid};

	return (sys_setreuid(td, &args));
}

int
native_setregid(struct thread *td, gid_t rgid, gid_t egid)
{
	struct setregid_args args = {.rgid = (int)rgid, .egid = (int)egid};

	return (sys_setregid(td, &args));
}

int
native_setresuid(struct thread *td, uid_t ruid, uid_t euid, uid_t suid)
{
	struct setresuid_args args = {.ruid = ruid, .euid = euid, .suid = suid};

	return (sys_setresuid(td, &args));
}

int
native_setresgid(struct thread *td, gid_t rgid, gid_t egid, gid_t sgid)
{
	struct setresgid_args args = {.rgid = rgid, .egid = egid, .sgid = sgid};

	return (sys_setresgid(td, &args));
}

int
native_getresuid(struct thread *td, uid_t *ruid, uid_t *euid, uid_t *suid)
{
	*ruid = td->td_ucred->cr_ruid;
	*euid = td->td_ucred->cr_uid;
	*suid = td->td_ucred->cr_svuid;
	return (0);
}

int
native_getresgid(struct thread *td, gid_t *rgid, gid_t *egid, gid_t *sgid)
{
	*rgid = td->td_ucred->cr_rgid;
	*egid = td->td_ucred->cr_groups[0];
	*sgid = td->td_ucred->cr_svgid;
	return (0);
}

int
native_getgroups(struct thread *td, unsigned *count, gid_t *groups)
{
	unsigned have = (unsigned)td->td_ucred->cr_ngroups, room = *count;

	*count = have;
	if (groups == NULL)
		return (0);
	if (room < have)
		return (EINVAL);
	memcpy(groups, td->td_ucred->cr_groups, have * sizeof(*groups));
	return (0);
}

int
native_setgroups(struct thread *td, unsigned count, const gid_t *groups)
{
	gid_t *copy;
	int error;

	if (count > (unsigned)ngroups_max + 1)
		return (EINVAL);
	copy = malloc(MAX(count, 1) * sizeof(*copy), M_SYSVEC, M_WAITOK);
	if (count != 0)
		memcpy(copy, groups, count * sizeof(*copy));
	error = kern_setgroups(td, count, copy);
	free(copy, M_SYSVEC);
	return (error);
}

bool
native_privileged(struct thread *td, enum sv_privilege which)
{
	switch (which) {
	case SV_PRIV_UID:
		return (priv_check(td, PRIV_CRED_SETUID) == 0);
	case SV_PRIV_GID:
		return (priv_check(td, PRIV_CRED_SETGID) == 0 &&
		        priv_check(td, PRIV_CRED_SETGROUPS) == 0);
	case SV_PRIV_SCHED:
		return (priv_check(td, PRIV_SCHED_RTPRIO) == 0);
	}
	return (false);
}

/* ---- Process controls ---- */

int
native_procctl(struct thread *td, int command, void *data)
{
	return (kern_procctl(td, P_PID, td->td_proc->p_pid, command, data));
}

int
native_persona_word(struct thread *td, const uint32_t *set, uint32_t *old)
{
	struct kld_proc *kp = kld_proc(td->td_proc);

	PROC_LOCK(td->td_proc);
	*old = kp->word;
	if (set != NULL)
		kp->word = *set;
	PROC_UNLOCK(td->td_proc);
	return (0);
}

/* The process is known by its first thread's name. */
int
native_thr_set_name(struct thread *td, const char *name)
{
	struct proc *p = td->td_proc;

	PROC_LOCK(p);
	strlcpy(td->td_name, name, sizeof(td->td_name));
	if (kld_thread(td)->tid == p->p_pid)
		strlcpy(p->p_comm, name, sizeof(p->p_comm));
	PROC_UNLOCK(p);
	return (0);
}

int
native_thr_get_name(struct thread *td, char *name, size_t size)
{
	PROC_LOCK(td->td_proc);
	strlcpy(name, td->td_name, size);
	PROC_UNLOCK(td->td_proc);
	return (0);
}
