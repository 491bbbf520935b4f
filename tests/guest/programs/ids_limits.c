/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Credentials and groups, limits, priorities, scheduling, prctl, the system's identity.  As root it
 * also goes down to another user.
 */
#include <grp.h>
#include <linux/capability.h>
#include <linux/ioprio.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file_show.h"

#define BAD ((void *)8)

static void
print_ids(void)
{
	uid_t ruid, euid, suid;
	gid_t rgid, egid, sgid, groups[8];
	int i, n;

	getresuid(&ruid, &euid, &suid);
	getresgid(&rgid, &egid, &sgid);
	n = getgroups(8, groups);
	printf("  uid %u %u %u gid %u %u %u groups", ruid, euid, suid, rgid, egid, sgid);
	for (i = 0; i < n; i++)
		printf(" %u", groups[i]);
	printf("\n");
}

static void
identities(void)
{
	gid_t groups[3] = {10, 20, 30};

	print_ids();
	SHOW(getuid() == geteuid());
	SHOW(getgroups(0, NULL) >= 0);
	show("getgroups -1", syscall(SYS_getgroups, -1, groups));
	show("getresuid bad", syscall(SYS_getresuid, BAD, BAD, BAD));
	SHOW(setuid((uid_t)-1));
	SHOW(setresuid((uid_t)-1, (uid_t)-1, (uid_t)-1));
	if (getuid() != 0)
		return;
	SHOW(setgroups(3, groups));
	print_ids();
	SHOW(getgroups(2, groups));
	show("setgroups bad", syscall(SYS_setgroups, 2, BAD));
	show("setgroups many", syscall(SYS_setgroups, 70000, groups));
	SHOW(setregid(40, 50));
	print_ids();
	SHOW(setgid(60));
	print_ids();
	SHOW(setresuid(1000, 1001, 1002));
	print_ids();
	SHOW(setuid(1000));
	print_ids();
	SHOW(setuid(1002));
	print_ids();
	SHOW(setuid(1001));
	SHOW(setuid(0));
	SHOW(setreuid(1002, 1000));
	print_ids();
	SHOW(setresuid(0, 0, 0));
	SHOW(setgroups(1, groups));
	SHOW(setfsuid((uid_t)-1));
	SHOW(setfsgid((gid_t)-1));
	SHOW(setgid(70));
	SHOW(setresgid((gid_t)-1, (gid_t)-1, 60));
	print_ids();
	SHOW(prctl(PR_CAPBSET_READ, CAP_LAST_CAP));
	SHOW(prctl(PR_CAPBSET_READ, CAP_LAST_CAP + 1));
}

static void
limits(void)
{
	struct rlimit limit, old;
	int which;

	for (which = 0; which < RLIM_NLIMITS + 1; which++) {
		printf("%d ", which);
		if (show("getrlimit", getrlimit((__rlimit_resource_t)which, &limit)) == 0)
			printf("  %#llx %#llx\n", (unsigned long long)limit.rlim_cur,
			    (unsigned long long)limit.rlim_max);
	}
	limit.rlim_cur = 77;
	limit.rlim_max = 100;
	SHOW(prlimit(0, RLIMIT_NOFILE, &limit, &old));
	SHOW(prlimit(0, RLIMIT_NOFILE, NULL, &limit));
	printf("%d %d\n", (int)limit.rlim_cur, (int)limit.rlim_max);
	limit.rlim_cur = 200;
	SHOW(setrlimit(RLIMIT_NOFILE, &limit));
	limit.rlim_cur = 10;
	limit.rlim_max = RLIM_INFINITY;
	SHOW(setrlimit(RLIMIT_CORE, &limit));
	SHOW(dup2(1, 90));
	show("getrlimit bad", syscall(SYS_getrlimit, RLIMIT_CPU, BAD));
	show("setrlimit bad", syscall(SYS_setrlimit, RLIMIT_CPU, BAD));
	show("prlimit bad", syscall(SYS_prlimit64, 0, RLIMIT_CPU, BAD, NULL));
	show("prlimit process", syscall(SYS_prlimit64, 0x3ffffff, RLIMIT_CPU, NULL, &limit));
}

static void
scheduling(void)
{
	struct sched_param param = {0};
	struct {
		uint32_t size, policy;
		uint64_t flags;
		int32_t nice;
		uint32_t priority;
		uint64_t rest[4];
	} attr;
	unsigned long mask[16], cpus[16];
	struct timespec ts;
	struct rusage ru;
	int policy;
	long n;

	SHOW(getpriority(PRIO_PROCESS, 0));
	SHOW(setpriority(PRIO_PROCESS, 0, 5));
	SHOW(getpriority(PRIO_PROCESS, 0));
	show("getpriority", syscall(SYS_getpriority, PRIO_PROCESS, 0));
	SHOW(getpriority(9, 0));
	SHOW(setpriority(PRIO_PROCESS, 0x3ffffff, 0));
	for (policy = 0; policy < 8; policy++) {
		printf("%d ", policy);
		show("max", sched_get_priority_max(policy));
		printf("%d ", policy);
		show("min", sched_get_priority_min(policy));
	}
	SHOW(sched_getscheduler(0));
	SHOW(sched_setscheduler(0, SCHED_BATCH, &param));
	SHOW(sched_getscheduler(0));
	SHOW(sched_setscheduler(0, SCHED_OTHER | SCHED_RESET_ON_FORK, &param));
	SHOW(sched_getscheduler(0));
	SHOW(sched_getparam(0, &param));
	printf("%d\n", param.sched_priority);
	param.sched_priority = 5;
	SHOW(sched_setscheduler(0, SCHED_OTHER, &param));
	SHOW(sched_setparam(0, &param));
	SHOW(sched_setscheduler(0, 77, &param));
	show("sched bad", syscall(SYS_sched_setscheduler, 0, 0, BAD));
	show("sched NULL", syscall(SYS_sched_setscheduler, 0, 0, NULL));
	show("sched pid", syscall(SYS_sched_getscheduler, -1));
	SHOW(sched_rr_get_interval(0, &ts));
	show("getattr", syscall(SYS_sched_getattr, 0, &attr, sizeof(attr), 0));
	printf("%u %u %llu %d %u\n", attr.size, attr.policy, (unsigned long long)attr.flags,
	    attr.nice, attr.priority);
	show("getattr size", syscall(SYS_sched_getattr, 0, &attr, 8, 0));
	n = show_ok("getaffinity", syscall(SYS_sched_getaffinity, 0, sizeof(mask), mask));
	printf("%d\n", n > 0);
	show_ok("setaffinity",
	    syscall(SYS_sched_setaffinity, 0, sizeof(mask), memset(cpus, 0xff, sizeof(cpus))));
	memset(cpus, 0, sizeof(cpus));
	show("setaffinity none", syscall(SYS_sched_setaffinity, 0, sizeof(cpus), cpus));
	show("getaffinity size", syscall(SYS_sched_getaffinity, 0, 3, mask));
	show("getaffinity bad", syscall(SYS_sched_getaffinity, 0, sizeof(mask), BAD));
	show("getcpu", syscall(SYS_getcpu, &policy, NULL, NULL));
	show("getcpu bad", syscall(SYS_getcpu, BAD, NULL, NULL));
	SHOW(sched_yield());
	show("getrusage", getrusage(RUSAGE_SELF, &ru));
	printf("%d\n", ru.ru_maxrss > 100 && ru.ru_maxrss < 1000000);
	show("getrusage who", getrusage((enum __rusage_who)9, &ru));
	show("ioprio",
	    syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 9)));
	show("ioprio", syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, 4 << IOPRIO_CLASS_SHIFT));
	show("ioprio", syscall(SYS_ioprio_get, 9, 0));
}

static void
controls(void)
{
	char name[17] = "";
	int value = -1;

	SHOW(prctl(PR_GET_NAME, name));
	printf("%s\n", name);
	SHOW(prctl(PR_SET_NAME, "a name longer than fifteen"));
	SHOW(prctl(PR_GET_NAME, name));
	printf("%s\n", name);
	SHOW(prctl(PR_SET_NAME, BAD));
	SHOW(prctl(PR_GET_NAME, BAD));
	SHOW(prctl(PR_SET_PDEATHSIG, SIGUSR1));
	SHOW(prctl(PR_GET_PDEATHSIG, &value));
	printf("%d\n", value == SIGUSR1);
	SHOW(prctl(PR_SET_PDEATHSIG, SIGRTMIN + 4));
	SHOW(prctl(PR_GET_PDEATHSIG, &value));
	printf("%d\n", value == SIGRTMIN + 4);
	SHOW(prctl(PR_SET_PDEATHSIG, 99));
	SHOW(prctl(PR_SET_PDEATHSIG, 0));
	SHOW(prctl(PR_GET_DUMPABLE));
	SHOW(prctl(PR_SET_DUMPABLE, 0));
	SHOW(prctl(PR_GET_DUMPABLE));
	SHOW(prctl(PR_SET_DUMPABLE, 1));
	SHOW(prctl(PR_SET_DUMPABLE, 2));
	SHOW(prctl(PR_GET_KEEPCAPS));
	SHOW(prctl(PR_SET_KEEPCAPS, 1));
	SHOW(prctl(PR_GET_KEEPCAPS));
	SHOW(prctl(PR_SET_KEEPCAPS, 7));
	SHOW(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
	SHOW(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
	SHOW(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	SHOW(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
	SHOW(prctl(PR_SET_CHILD_SUBREAPER, 1));
	SHOW(prctl(PR_GET_CHILD_SUBREAPER, &value));
	printf("%d\n", value);
	SHOW(prctl(PR_GET_TIMERSLACK));
	SHOW(prctl(PR_SET_TIMERSLACK, 70000));
	SHOW(prctl(PR_GET_TIMERSLACK));
	SHOW(prctl(PR_GET_SECCOMP));
	SHOW(prctl(PR_GET_TIMING));
	SHOW(prctl(4711));
	SHOW(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0));
}

static void
identity(void)
{
	struct __user_cap_header_struct header = {0x1234, 0};
	struct __user_cap_data_struct data[2];
	struct utsname name;
	struct sysinfo info;
	char bytes[8] = {0};

	SHOW(uname(&name));
	printf("%s %s %s\n", name.sysname, name.nodename, name.machine);
	show("uname bad", syscall(SYS_uname, BAD));
	SHOW(sysinfo(&info));
	printf("%d %d\n", info.totalram > 0, info.mem_unit);
	show("sysinfo bad", syscall(SYS_sysinfo, BAD));
	show("getrandom", syscall(SYS_getrandom, bytes, 8, 0));
	show("getrandom", syscall(SYS_getrandom, bytes, 8, 0xf0));
	show("getrandom bad", syscall(SYS_getrandom, BAD, 8, 0));
	show("capget version", syscall(SYS_capget, &header, NULL));
	printf("%#x\n", header.version);
	show("capget", syscall(SYS_capget, &header, data));
	printf("%d %#x\n", data[0].effective != 0, data[0].inheritable);
	show("capget bad", syscall(SYS_capget, BAD, data));
	show("personality", syscall(SYS_personality, 0xffffffffU));
	show("personality", syscall(SYS_personality, 0x0020000));
	SHOW(uname(&name));
	printf("%d\n", strncmp(name.release, "2.6.", 4));
	show("personality", syscall(SYS_personality, 0));
	show("sethostname bad", syscall(SYS_sethostname, BAD, 5));
	show("sethostname long", syscall(SYS_sethostname, "x", 100));
}

int
main(void)
{
	identity();
	scheduling();
	controls();
	limits();
	identities();
	return (0);
}
