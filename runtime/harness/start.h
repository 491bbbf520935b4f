/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a program was started with, and its activation.
 */
#ifndef SYSVEC_HARNESS_START_H
#define SYSVEC_HARNESS_START_H

#include <sysvec/identity.h>
#include <sysvec/image.h>
#include <sysvec/port.h>
#include <sysvec/script.h>
#include <sysvec/stack.h>

#include "config.h"
#include "host.h"
#include "stats.h"
#include "thread.h"

#define HOST_TRACE_OFF     0
#define HOST_TRACE_FOREIGN 1
#define HOST_TRACE_BOTH    2

/* CONFIG, parsed; strings point into `text`. */
struct host_config {
	const char *vector, *root, *brand, *osrelease, *engine, *filter, *stats, *self, *exe;
	int trace;
	int tracefd, fd, selffd;
	bool has_mask;
	uint64_t mask, ignored;
	char text[HOST_CONFIG_MAX];
};
extern struct host_config host_config;

/* NULL, or the text of what is wrong with it. */
const char *host_config_parse(const char *config);
/* The same settings for the next program, with this mask, these ignored signals and, unless -1,
 * this open file; false when they do not fit. */
bool host_config_write(char *buf, size_t size, uint64_t mask, uint64_t ignored, int fd);

/* exec.c: hold the harness's own file open, for the time when no path leads to it. */
void host_exec_keep_self(void);

/* Look-up of a path with absolute links inside the root; see path_links.c. */
bool host_path_links(struct thread *td, const char *path, int flags, char result[HOST_PATH_MAX]);

/* Facts about this run that do not change after the start. */
struct host_run {
	const struct sv_vector *vector;
	const struct sv_engine *engine;
	struct host_stats *stats; /* NULL: none */
	const char *root;         /* "" none */
	uint64_t root_dev, root_ino;
	uint64_t random_pages;   /* for the layout; 0 when the host does not randomise */
	char exe[HOST_PATH_MAX]; /* path of the program; through links until exe_resolved */
	bool exe_resolved;
	struct host_lock exe_lock;
	uint64_t auxv[64]; /* the kernel's values by tag */
	uint64_t auxv_present;
	bool trusted; /* files need no look: execve has looked at them already */
	uint64_t brk_start;
	bool brk_native;
	int tracefd;
	struct sv_identity identity;
	struct sv_account account;
};
extern struct host_run host_run;

extern const struct sv_vector *const host_vectors[];
extern const size_t host_nvectors;

/* settle.c */
void host_take_auxv(const uint64_t *auxv);
void host_settle(struct host_process *process);
void host_settle_vector(const struct sv_vector *vec);

/* path.c: the program's host path without links in it, found out when first asked for */
const char *host_exe_real(struct thread *td);
/* path_exe.c: for the path /proc/PID/exe of another guest, the host path of its program */
bool host_path_other_exe(struct thread *td, const char *path, char buf[HOST_PATH_MAX]);
/* The path behind an open descriptor; false when /proc does not tell. */
bool host_fd_path(int fd, char *buf, size_t size);

/* load.c: files and mappings for the core's activation */
#define HOST_FILE_HEAD 1024
struct host_file {
	int fd;
	size_t head_size; /* bytes of head that are there */
	struct sv_image_io io;
	uint8_t head[HOST_FILE_HEAD]; /* read once: headers, notes, #! lines */
};
/* Open a program: kernel string, host path.  0 or Linux's -errno; EACCES for what is no executable
 * regular file. */
long host_file_open(struct host_file *file, const char *path);
/* The same for a descriptor that is already open. */
long host_file_use(struct host_file *file, int fd);
void host_file_close(struct host_file *file);
extern const struct sv_image_want host_image_want;

/* One line on standard error, then the shell's status. */
_Noreturn void host_refuse(int status, const char *fmt, ...) SV_PRINTFLIKE(2, 3);

/* trace.c */
void host_trace_enter(struct host_td *ht);
void host_trace_leave(struct host_td *ht, int error);
void host_trace_signal(struct host_td *ht, const struct linux_siginfo *si);
void host_trace_host_call(struct host_td *ht, const long call[7], long result);

#endif
