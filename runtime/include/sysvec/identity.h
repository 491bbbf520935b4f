/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the foreign system calls itself to its programs.  A vector carries defaults; a host keeps a
 * copy per process (or jail) and may change it before programs run.
 */
#ifndef SYSVEC_IDENTITY_H
#define SYSVEC_IDENTITY_H

#include "sysvec/port.h"

#define SV_IDENTITY_MAX 65 /* bytes of a name with its NUL: what Linux's utsname holds */

struct sv_identity {
	char osname[SV_IDENTITY_MAX];    /* "Linux" */
	char osrelease[SV_IDENTITY_MAX]; /* "6.1.0" */
	uint32_t ossversion;             /* 0x030600: OSS (sound) API */
};

/*
 * Is `release` one a program can parse: NUMBER.NUMBER, then any number of .NUMBER, then nothing or
 * a suffix that starts with one of "-+_~" and has no blanks or control characters; shorter than
 * SV_IDENTITY_MAX. Returns NULL, or a text that says what is wrong.
 */
const char *sv_identity_check_release(const char *release);

/* The same for osname: 1 .. SV_IDENTITY_MAX-1 printable characters without blanks. */
const char *sv_identity_check_name(const char *name);

/* Set one; NULL or the text of the refusal, in which case nothing is changed. */
const char *sv_identity_set_release(struct sv_identity *id, const char *release);
const char *sv_identity_set_name(struct sv_identity *id, const char *name);

/*
 * The release as a number that compares: major * 1000000 + minor * 1000 + patch, each below 1000
 * (larger ones count as 999); a missing patch is 0.  0 for a release that does not pass the check.
 */
uint32_t sv_identity_release_number(const char *release);

#endif /* SYSVEC_IDENTITY_H */
