/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * `#!` lines, as Linux reads them (fs/binfmt_script.c, 5.0 and newer; limits from
 * include/uapi/linux/binfmts.h): the first 256 bytes count, one optional argument that may contain
 * blanks, at most five scripts in a row.
 *
 *	sv_script_start(&chain);
 *	for (;;) {
 *		read the first SV_SCRIPT_HEAD bytes of `path`
 *		what = sv_script_push(&chain, path, head, len);
 *		if (what != SV_SCRIPT_FOUND)
 *			break;			SV_SCRIPT_NONE: path is the program; others: refuse
 *		path = sv_script_interpreter(&chain);
 *	}
 *
 * The program's arguments are then sv_script_argument(&chain, 0 .. n-1) in place of the caller's
 * argv[0], followed by argv[1] and so on.
 */
#ifndef SYSVEC_SCRIPT_H
#define SYSVEC_SCRIPT_H

#include "sysvec/port.h"

#define SV_SCRIPT_HEAD  256
#define SV_SCRIPT_DEPTH 5

enum sv_script_result {
	SV_SCRIPT_NONE, /* does not start with `#!` */
	SV_SCRIPT_FOUND,
	SV_SCRIPT_BAD,  /* ENOEXEC: no interpreter named, or its name is cut by the limit */
	SV_SCRIPT_LOOP, /* ELOOP: more than SV_SCRIPT_DEPTH scripts */
};

struct sv_script { /* inside the head that was given */
	uint16_t interp, interplen;
	uint16_t arg, arglen; /* arglen 0: none */
};

/*
 * Parse one head of len (<= SV_SCRIPT_HEAD counts) bytes; *script is written on SV_SCRIPT_FOUND
 * only.
 */
enum sv_script_result sv_script_parse(const char *head, size_t len, struct sv_script *script);

struct sv_script_chain {
	uint8_t depth; /* scripts seen */
	uint8_t narguments;
	uint16_t used;
	const char *script;                     /* path of the first script; the caller's memory */
	uint16_t argument[2 * SV_SCRIPT_DEPTH]; /* offsets into text, last pushed first */
	char text[SV_SCRIPT_DEPTH * SV_SCRIPT_HEAD];
};

void sv_script_start(struct sv_script_chain *chain);

/* Add the script `path` whose first bytes are head.  `path` of the first one must stay valid. */
enum sv_script_result sv_script_push(
    struct sv_script_chain *chain, const char *path, const char *head, size_t len);

/* The interpreter of the script pushed last; NULL before any. */
const char *sv_script_interpreter(const struct sv_script_chain *chain);

/*
 * The strings that replace argv[0]: interpreter, its argument, ..., last the path of the first
 * script.  NULL at and beyond sv_script_narguments, which is 0 without a script.
 */
const char *sv_script_argument(const struct sv_script_chain *chain, unsigned n);
unsigned sv_script_narguments(const struct sv_script_chain *chain);

#endif /* SYSVEC_SCRIPT_H */
