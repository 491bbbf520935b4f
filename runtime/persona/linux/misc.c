/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What Linux tells about the system, the process's priority, its personality, and the time it used.
 */
#include <sysvec/identity.h>
#include <sysvec/image.h>
#include <sysvec/native.h>
#include <sysvec/vector.h>

#include "linux_const.h"
#include "linux_proc.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define LINUX_CLK_TCK     100
#define LINUX_PRIO_ZERO   20 /* getpriority answers 20 - nice, so that it is never negative */
#define LINUX_PER_QUERY   0xffffffffU
#define LINUX_PER_MASK    0xffU /* PER_LINUX is 0 */
#define LINUX_PER_LINUX32 0x8U  /* the same, on a machine of 32 bits */

static void
copy_name(char *to, size_t size, const char *from)
{
	size_t len = strlen(from);

	if (len > size - 1)
		len = size - 1;
	memcpy(to, from, len);
	memset(to + len, 0, size - len);
}

/* What uname calls the machine. */
static const char *
linux_machine(struct thread *td, uint32_t personality)
{
	const struct sv_abi *abi = sv_td_vector(td)->sv_abi;
	bool wide = abi->elfclass == 2 && (personality & LINUX_PER_MASK) != LINUX_PER_LINUX32;

	switch (abi->machine) {
	case SV_EM_AARCH64:
		return (wide ? "aarch64" : "armv8l");
	case SV_EM_RISCV:
		return (wide ? "riscv64" : "riscv32");
	default:
		return (wide ? "x86_64" : "i686");
	}
}

/*
 * The release is what the vector says, or the tunable; with UNAME26 it looks like 2.6.(40 + minor),
 * as Linux does it for programs that cannot bear a 3.
 */
static void
linux_release(struct thread *td, uint32_t personality, char *to, size_t size)
{
	const char *release = sv_td_identity(td)->osrelease;
	const char *rest = release;
	uint32_t number, minor;
	char digits[4];
	size_t used = 0, n = 0;
	int dots = 0;

	copy_name(to, size, release);
	if ((personality & LINUX_UNAME26) == 0)
		return;
	for (; *rest != '\0'; rest++) {
		if (*rest == '.' && ++dots == 3)
			break;
		if ((*rest < '0' || *rest > '9') && *rest != '.')
			break;
	}
	number = sv_identity_release_number(release);
	minor = (number / 1000 % 1000 + (number >= 4000000 ? 60 : 40)) % 1000;
	do
		digits[n++] = (char)('0' + minor % 10);
	while ((minor /= 10) != 0);
	memset(to, 0, size);
	memcpy(to, "2.6.", 4);
	for (used = 4; n > 0; used++)
		to[used] = digits[--n];
	copy_name(to + used, size - used, rest);
}

int
linux_uname(struct thread *td, struct linux_uname_args *uap)
{
	struct linux_utsname name;
	uint32_t personality;
	int error;

	if ((error = native_persona_word(td, NULL, &personality)) != 0)
		return (error);
	SV_ZERO(&name);
	copy_name(name.sysname, sizeof(name.sysname), sv_td_identity(td)->osname);
	linux_release(td, personality, name.release, sizeof(name.release));
	copy_name(name.machine, sizeof(name.machine), linux_machine(td, personality));
	if ((error = native_gethostname(td, name.nodename, sizeof(name.nodename))) != 0 ||
	    (error = native_getversion(td, name.version, sizeof(name.version))) != 0 ||
	    (error = native_getdomainname(td, name.domainname, sizeof(name.domainname))) != 0)
		return (error);
	td->td_retval[0] = 0;
	return (copyout(&name, uap->name, sizeof(name)));
}

int
linux_sysinfo(struct thread *td, struct linux_sysinfo_args *uap)
{
	struct linux_sysinfo foreign;
	struct sv_sysinfo info;
	int error, i;

	if ((error = native_sysinfo(td, &info)) != 0)
		return (error);
	SV_ZERO(&foreign);
	foreign.uptime = info.uptime;
	for (i = 0; i < 3; i++)
		foreign.loads[i] = info.loads[i];
	foreign.totalram = info.totalram;
	foreign.freeram = info.freeram;
	foreign.sharedram = info.sharedram;
	foreign.bufferram = info.bufferram;
	foreign.totalswap = info.totalswap;
	foreign.freeswap = info.freeswap;
	foreign.procs = info.procs;
	foreign.mem_unit = 1;
	td->td_retval[0] = 0;
	return (copyout(&foreign, uap->info, sizeof(foreign)));
}

int
linux_getpriority(struct thread *td, struct linux_getpriority_args *uap)
{
	int error, which;

	if ((error = linux_priority_which_in(uap->which, &which)) != 0 ||
	    (error = native_getpriority(td, which, uap->who)) != 0)
		return (error);
	td->td_retval[0] = LINUX_PRIO_ZERO - td->td_retval[0];
	return (0);
}

/* PER_LINUX and PER_LINUX32 with their flags: other personalities are other vectors here. */
int
linux_personality(struct thread *td, struct linux_personality_args *uap)
{
	uint32_t old, base = uap->personality & LINUX_PER_MASK;
	int error;

	if (uap->personality == LINUX_PER_QUERY)
		error = native_persona_word(td, NULL, &old);
	else if (base != 0 && base != LINUX_PER_LINUX32)
		error = EINVAL;
	else
		error = native_persona_word(td, &uap->personality, &old);
	if (error != 0)
		return (error);
	if (uap->personality != LINUX_PER_QUERY)
		linux_proc(td)->personality = uap->personality;
	td->td_retval[0] = (register_t)old;
	return (0);
}

static l_long
linux_ticks(const struct timeval *tv)
{

	return ((l_long)(tv->tv_sec * LINUX_CLK_TCK + tv->tv_usec / (1000000 / LINUX_CLK_TCK)));
}

int
linux_times(struct thread *td, struct linux_times_args *uap)
{
	struct rusage self, children;
	struct linux_tms tms;
	struct timespec now;
	int error;

	if (uap->tbuf != NULL) {
		if ((error = native_getrusage(td, RUSAGE_SELF, &self)) != 0 ||
		    (error = native_getrusage(td, RUSAGE_CHILDREN, &children)) != 0)
			return (error);
		SV_ZERO(&tms);
		tms.tms_utime = linux_ticks(&self.ru_utime);
		tms.tms_stime = linux_ticks(&self.ru_stime);
		tms.tms_cutime = linux_ticks(&children.ru_utime);
		tms.tms_cstime = linux_ticks(&children.ru_stime);
		if ((error = copyout(&tms, uap->tbuf, sizeof(tms))) != 0)
			return (error);
	}
	if ((error = native_clock_gettime(td, CLOCK_UPTIME, &now)) != 0)
		return (error);
	td->td_retval[0] =
	    (register_t)(now.tv_sec * LINUX_CLK_TCK + now.tv_nsec / (1000000000 / LINUX_CLK_TCK));
	return (0);
}
