/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * utime, the oldest shape of utimensat, and the marks among the nanoseconds.
 */
#include <sysvec/native.h>
#include <sysvec/port.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

/* Bad numbers stay bad: FreeBSD's marks lie among them.  The service refuses them, in its own
 * order. */
int
linux_utimespec_tv_nsec_in(const struct linux_utimespec *f, struct utimespec *n)
{
	if (f->tv_nsec < 0) {
		n->tv_nsec = INT64_MIN;
		return (0);
	}
	return (linux_utime_nsec_in(f->tv_nsec, &n->tv_nsec));
}

int
linux_utimespec_tv_nsec_out(const struct utimespec *n, struct linux_utimespec *f)
{
	int64_t nsec;
	int error;

	if (n->tv_nsec == LINUX_UTIME_NOW || n->tv_nsec == LINUX_UTIME_OMIT) {
		f->tv_nsec = INT64_MIN;
		return (0);
	}
	if ((error = linux_utime_nsec_out(n->tv_nsec, &nsec)) != 0)
		return (error);
	f->tv_nsec = nsec; /* not aligned on every architecture */
	return (0);
}

#ifdef LINUX_SYS_utime
int
linux_utime(struct thread *td, struct linux_utime_args *uap)
{
	struct linux_utimbuf l;
	struct utimespec times[2] = {{0}};
	int error;

	if (uap->times == NULL)
		return (native_utimensat(td, AT_FDCWD, uap->filename, NULL, 0));
	if ((error = copyin(uap->times, &l, sizeof(l))) != 0)
		return (error);
	times[0].tv_sec = l.actime;
	times[1].tv_sec = l.modtime;
	return (native_utimensat(td, AT_FDCWD, uap->filename, times, 0));
}
#endif
