/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the personas need of FreeBSD's headers and 12 has not, or spells otherwise.
 */
#ifndef SYSVEC_KLD_RELEASE_H
#define SYSVEC_KLD_RELEASE_H

#define KLD_RELEASE 12

typedef register_t syscallarg_t;

/*
 * Credentials with a process id came with 13; a kernel of 12 leaves the id zero, or does not send
 * the message at all.
 */
struct sv_xucred {
	u_int cr_version;
	uid_t cr_uid;
	short cr_ngroups;
	gid_t cr_groups[XU_NGROUPS];
	union {
		void *_cr_unused1;
		pid_t cr_pid;
	};
};
_Static_assert(sizeof(struct sv_xucred) == sizeof(struct xucred), "laid out alike");
#define xucred sv_xucred

struct sockcred2 {
	int sc_version;
	pid_t sc_pid;
	uid_t sc_uid;
	uid_t sc_euid;
	gid_t sc_gid;
	gid_t sc_egid;
	int sc_ngroups;
	gid_t sc_groups[1];
};

/* The number of a refused call lies in what was spare then. */
#define _capsicum __spare__
#define _syscall  __spare2__[0]

#endif
