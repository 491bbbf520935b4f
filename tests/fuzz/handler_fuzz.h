/* SPDX-License-Identifier: BSD-2-Clause */
/* Between the part that sees libc (handler_fuzz.c) and the part that sees native names
 * (handler_fuzz_call.c). */
#ifndef HANDLER_FUZZ_H
#define HANDLER_FUZZ_H

#include <stdint.h>

struct fuzz_fault {
	const char *what; /* NULL: none */
	long value;
	unsigned round;
};

/* Numbers below this one have a row. */
uint32_t fuzz_calls(void);

/* Name of a call with a handler of its own, written by hand or generated; NULL for the others. */
const char *fuzz_call_name(uint32_t nr);

/* Call it `rounds` times with arguments made from the seed. */
struct fuzz_fault fuzz_call(uint32_t nr, unsigned rounds, uint64_t seed);

#endif
