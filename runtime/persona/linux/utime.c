/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * utime, utimes, futimesat: older shapes of utimensat, which is generated.
 */
#include <sysvec/native.h>
#include <sysvec/port.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_struct.h"
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
	if (n->tv_nsec == LINUX_UTIME_NOW || n->tv_nsec == LINUX_UTIME_OMIT) {
		f->tv_nsec = INT64_MIN;
		return (0);
	}
	return (linux_utime_nsec_out(n->tv_nsec, &f->tv_nsec));
}

static int
set_times(struct thread *td, int l_dfd, const char *upath, const struct linux_timeval *utimes)
{
	struct linux_timeval l[2];
	struct utimespec times[2];
	int dfd, error, i;

	if ((error = linux_at_fd_in(l_dfd, &dfd)) != 0)
		return (error);
	if (utimes == NULL)
		return (native_utimensat(td, dfd, upath, NULL, 0));
	if ((error = copyin(utimes, l, sizeof(l))) != 0)
		return (error);
	for (i = 0; i < 2; i++) {
		if (l[i].tv_usec < 0 || l[i].tv_usec >= 1000000)
			return (EINVAL);
		times[i].tv_sec = l[i].tv_sec;
		times[i].tv_nsec = l[i].tv_usec * 1000;
	}
	return (native_utimensat(td, dfd, upath, times, 0));
}

int
linux_utimes(struct thread *td, struct linux_utimes_args *uap)
{
	return (set_times(td, LINUX_AT_FDCWD, uap->filename, uap->utimes));
}

int
linux_futimesat(struct thread *td, struct linux_futimesat_args *uap)
{
	return (set_times(td, uap->dfd, uap->filename, uap->utimes));
}

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
