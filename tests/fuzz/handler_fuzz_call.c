/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One handler over the fake host, with odd arguments, odd guest memory, and copies and services
 * that fail at random.
 */
#include "fake_host.h"
#include "handler_fuzz.h"
#include "sysvec/xlat.h"

#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

static uint64_t
next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (*state * 0x2545f4914f6cdd1dULL >> 8);
}

uint32_t
fuzz_calls(void)
{
	return (linux_vector.sv_size);
}

const char *
fuzz_call_name(uint32_t nr)
{
	unsigned state = linux_vector.sv_call_desc[nr].state;

	return (state == SV_CALL_GENERATED || state == SV_CALL_HAND
	            ? linux_vector.sv_syscallnames[nr]
	            : NULL);
}

static register_t
odd_number(uint64_t *state)
{
	static const register_t odd[] = {
	    0, 1, 2, -1, 8, 16, 64, 128, 4096, 65536, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};

	return (next(state) % 3 == 0 ? (register_t)(next(state) & 0xffff)
	                             : odd[next(state) % SV_NITEMS(odd)]);
}

static register_t
argument(const struct sv_arg_desc *arg, uint64_t *state)
{
	static const register_t bad[] = {0, 8, -8, (register_t)FAKE_BASE + FAKE_SIZE - 8,
	    (register_t)FAKE_BASE + FAKE_SIZE, INT64_MAX & ~7};

	if (arg->kind >= SV_ARG_POINTER) {
		if (next(state) % 4 == 0)
			return (bad[next(state) % SV_NITEMS(bad)]);
		return ((register_t)fake_addr(next(state) % FAKE_SIZE & ~(uint64_t)7));
	}
	if (arg->kind == SV_ARG_DOMAIN && arg->domain != NULL && arg->domain->foreign_count > 0 &&
	    next(state) % 4 != 0)
		return ((register_t)arg->domain->foreign[next(state) % arg->domain->foreign_count]
		            .value);
	return (odd_number(state));
}

/* Zeros, then small numbers, pointers and noise, more of it in later rounds. */
static void
fill(struct fake_host *host, unsigned round, uint64_t *state)
{
	uint64_t value;
	unsigned n;

	memset(host->mem, 0, FAKE_SIZE);
	for (n = 0; n < 40 * (round % 50); n++) {
		switch (next(state) % 4) {
		case 0:
			value = fake_addr(next(state) % FAKE_SIZE & ~(uint64_t)7);
			break;
		case 1:
			value = next(state);
			break;
		default:
			value = (uint64_t)odd_number(state);
			break;
		}
		memcpy(
		    host->mem + (next(state) % (FAKE_SIZE / 8)) * 8, &value, 1 + next(state) % 8);
	}
}

struct fuzz_fault
fuzz_call(uint32_t nr, unsigned rounds, uint64_t seed)
{
	const struct sv_call_desc *desc = &linux_vector.sv_call_desc[nr];
	struct fake_host *host = fake_host_new(&linux_vector);
	struct fuzz_fault fault = {NULL, 0, 0};
	uint64_t state = (seed + nr) * 2 + 1;
	register_t args[8];
	unsigned i, round;
	int error;

	for (round = 0; round < rounds && fault.what == NULL; round++) {
		fill(host, round, &state);
		memset(args, 0, sizeof(args));
		for (i = 0; i < desc->nargs; i++)
			args[desc->args[i].slot] = argument(&desc->args[i], &state);
		host->td.td_sa.code = nr;
		host->fail_errno = EDOM;
		fake_host_arm(host, (unsigned)(next(&state) % 6), (unsigned)(next(&state) % 4));
		error = linux_vector.sv_table[nr].sy_call(&host->td, args);
		if ((error < 0 && error != ERESTART && error != EJUSTRETURN) ||
		    error >= LINUX_ERRNO_OUT_SIZE)
			fault =
			    (struct fuzz_fault){"answers what is no native errno", error, round};
		else if (host->tmp_out != 0)
			fault = (struct fuzz_fault){
			    "keeps bytes of scratch", (long)host->tmp_out, round};
	}
	fake_host_free(host);
	return (fault);
}
