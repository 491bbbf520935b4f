/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program found, judged and ready to be mapped: used by the start, which maps it, and by execve,
 * which must know beforehand whether it will succeed.
 */
#ifndef SYSVEC_HARNESS_PROGRAM_H
#define SYSVEC_HARNESS_PROGRAM_H

#include "start.h"

enum host_program_wrong {
	HOST_PROGRAM_OK,
	HOST_PROGRAM_OPEN,         /* `path` could not be opened or may not be executed: `error` */
	HOST_PROGRAM_SCRIPT,       /* a bad or endless #! line */
	HOST_PROGRAM_IMAGE,        /* plan.refusal */
	HOST_PROGRAM_BRAND,        /* no vector serves it */
	HOST_PROGRAM_INTERP_OPEN,  /* plan.interp could not be opened: `error` */
	HOST_PROGRAM_INTERP_IMAGE, /* iplan.refusal */
};

struct host_program {
	enum host_program_wrong wrong;
	int error;                /* Linux's, positive */
	char path[HOST_PATH_MAX]; /* host path of what is mapped: the program, or its script's
	                             interpreter */
	char interp_path[HOST_PATH_MAX];
	struct host_file file, ifile;
	bool open, iopen;
	bool has_interp;
	struct sv_script_chain chain;
	struct sv_image_plan plan, iplan;
	const struct sv_vector *vector;
};

/*
 * Look at the program `path` (host path in kernel memory), or at the open descriptor fd when that
 * is not -1.  `name` is what the guest called it; scripts are given that.  Files stay open until
 * host_program_close.  Returns p->wrong.
 */
enum host_program_wrong host_program_find(
    struct thread *td, struct host_program *p, const char *path, int fd, const char *name);
void host_program_close(struct host_program *p);

/* p->wrong as Linux's execve would answer it, positive. */
int host_program_errno(const struct host_program *p);

#endif
