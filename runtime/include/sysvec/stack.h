/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The stack of a new program: argc, argv, envp, auxiliary vector and the strings they point to,
 * written by copyout.
 *
 *	high	8 zero bytes, execfn, environment strings, argument strings, platform, random bytes
 *		(alignment)
 *		AT_NULL ... auxv, 0, envp, 0, argv
 *	low	argc					16-byte aligned: the program's stack pointer
 *
 * The order of the strings is Linux's: programs that rewrite their title rely on it.
 */
#ifndef SYSVEC_STACK_H
#define SYSVEC_STACK_H

#include "sysvec/image.h"
#include "sysvec/port.h"
#include "sysvec/vector.h"

#define SV_RANDOM_LEN 16
#define SV_CANARY_LEN 64
#define SV_ARG_STRLEN \
	131072 /* bytes of one string with its NUL: Linux's MAX_ARG_STRLEN with 4 KiB pages */

/* Arguments, then environment, as consecutive terminated strings in the caller's memory. */
struct sv_strings {
	char *buf;
	size_t size; /* bytes of buf: the limit of the whole */
	size_t used;
	uint32_t argc, envc;
};

void sv_strings_init(struct sv_strings *s, char *buf, size_t size);

/* Add one; env must not be followed by arg.  0, E2BIG (buffer full or string too long), EFAULT. */
int sv_strings_arg(struct sv_strings *s, const char *str);
int sv_strings_env(struct sv_strings *s, const char *str);

#ifndef SYSVEC_HOSTED
/*
 * Add a user vector of ptrsize-byte pointers, up to its NULL, leaving out the first `skip` strings;
 * uvec 0 is an empty vector, as on Linux.  0, E2BIG, EFAULT.
 */
int sv_strings_uargv(struct sv_strings *s, uint64_t uvec, unsigned ptrsize, unsigned skip);
int sv_strings_uenvp(struct sv_strings *s, uint64_t uvec, unsigned ptrsize);
#endif

/*
 * Values of the auxv sources that the activation does not know itself (enum sv_auxv_source from
 * SV_AUX_PAGESIZE on).
 */
struct sv_auxv_values {
	uint64_t present; /* bit 1 << source */
	uint64_t value[SV_AUX_COUNT];
};

static inline void
sv_auxv_set(struct sv_auxv_values *values, enum sv_auxv_source source, uint64_t value)
{
	values->present |= (uint64_t)1 << source;
	values->value[source] = value;
}

struct sv_stack {
	/* given */
	const struct sv_vector *vec;
	const struct sv_image *image;
	const struct sv_strings *strings;
	const char *execfn;    /* path as given to execve */
	const char *execpath;  /* resolved; NULL: none (only FreeBSD shows it) */
	const char *platform;  /* "x86_64"; NULL: none */
	const uint8_t *random; /* SV_RANDOM_LEN bytes, fresh */
	const uint8_t *canary; /* SV_CANARY_LEN bytes, or NULL */
	const struct sv_auxv_values *values;
	uint64_t top;   /* highest address + 1 of the stack, 16-byte aligned */
	uint64_t limit; /* bytes the block may take */

	/* found */
	uint64_t sp;                                     /* user address of argc */
	uint64_t arg_start, arg_end, env_start, env_end; /* of the strings */
	uint64_t auxv;                                   /* user address of the vector */
	uint32_t auxv_size;                              /* bytes, with AT_NULL */
};

#ifndef SYSVEC_HOSTED
/* Write it.  0, E2BIG when it is larger than limit, EFAULT; results only on success. */
int sv_stack_build(struct sv_stack *stack);
#endif

_Static_assert(SV_AUX_COUNT <= 64, "sv_auxv_values.present has a bit for each source");

#endif /* SYSVEC_STACK_H */
