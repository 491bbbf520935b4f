/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How the front end tells the harness what to do.
 *
 *	sysvec-harness CONFIG PROGRAM NAME ARGV0 [ARG...]
 *
 * CONFIG is a list of KEY=VALUE, each ended by HOST_CONFIG_END; order does not matter, keys left
 * out have their default, unknown ones are refused.  PROGRAM is the path to open, NAME the path as
 * the guest shall see it (AT_EXECFN; usually the same), ARGV0 ... the guest's arguments.  The
 * environment is the guest's.  The harness hands the same words to itself when the guest calls
 * execve.
 *
 * Used by both sides; includes nothing.
 */
#ifndef SYSVEC_HARNESS_CONFIG_H
#define SYSVEC_HARNESS_CONFIG_H

#define HOST_CONFIG_END '\x1f'
#define HOST_CONFIG_MAX 8192 /* bytes of CONFIG with its NUL */
#define HOST_ARGS       4    /* words before the guest's argv; even, for the stack's alignment */

/* The front end's keys. */
#define HOST_CONFIG_VECTOR "vector" /* name of the vector; default: chosen by brand */
#define HOST_CONFIG_ROOT \
	"root" /* compat root, absolute; "" none; default: the vector's, if it exists */
#define HOST_CONFIG_BRAND \
	"brand" /* fallback vector for programs without a brand; default: linux-amd64 */
#define HOST_CONFIG_OSRELEASE "osrelease"
#define HOST_CONFIG_ENGINE    "engine" /* "sud" */
#define HOST_CONFIG_TRACE     "trace"  /* "foreign" or "both": also what calls became */
#define HOST_CONFIG_FILTER    "filter" /* comma-separated call names; default: all */
#define HOST_CONFIG_TRACEFD \
	"tracefd" /* descriptor to write traces to; default 2.  The harness keeps it out of the \
	             way */
#define HOST_CONFIG_STATS \
	"stats" /* path of a file of sizeof(struct host_stats) zero bytes, mapped shared */
#define HOST_CONFIG_SELF "self" /* absolute path of sysvec-harness, used where /proc is missing */

/* The harness's own, from one execve to the next. */
#define HOST_CONFIG_MASK "mask" /* the guest's signal mask, hexadecimal */
#define HOST_CONFIG_IGNORED \
	"ignored" /* what it ignores of the signals the harness catches for itself, hexadecimal */
#define HOST_CONFIG_EXE "exe" /* PROGRAM is a host path that needs no look-up under the root */
#define HOST_CONFIG_FD  "fd"  /* PROGRAM is open here (fexecve); closed once it is mapped */
#define HOST_CONFIG_SELFFD \
	"selffd" /* the harness itself, open since a chroot that may have taken every path to it */

/* Exit status when the program cannot be run, as shells have it. */
#define HOST_EXIT_REFUSED 126
#define HOST_EXIT_MISSING 127
#define HOST_EXIT_USAGE   2

#endif
