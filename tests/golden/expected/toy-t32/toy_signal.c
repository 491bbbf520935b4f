/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_signal.c: signals, signal sets and si_code, toy/t32 and nat/n64.
 *
 * From specs/nat/nat.spec, specs/pairs/toy-on-nat/toy.pair, specs/toy/toy.spec.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */

#include <sysvec/xlat.h>
#include "toy_const.h"
#include "toy_struct.h"
#include "toy_xlat.h"

/* ---- signal ---- */

static const struct sv_value toy_signal_in_rows[] = {
	SV_TO(TOY_SIGNULL,			SIGNULL),
	SV_TO(TOY_SIGHUP,			SIGHUP),
	SV_TO(TOY_SIGCHLD,			SIGCHLD),
	SV_TO(TOY_SIGSEGV,			SIGSEGV),
	SV_TO(TOY_SIGTOY,			SIGPLAY),	/* both are for play */
	SV_RANGE(TOY_SIGRT, TOY_SIGRT + 3,	SIGRT),	/* by position; Nat has four */
};
static const struct sv_enum_map toy_signal_in_map = {
	.rows = toy_signal_in_rows, .count = SV_NITEMS(toy_signal_in_rows),
	.unknown = SV_UNKNOWN_REFUSE, .error = EINVAL,
};

SV_ENUM_FUNCTION(toy_signal_in, int32_t, int32_t)

static const struct sv_value toy_signal_out_rows[] = {
	SV_TO(SIGNULL,			TOY_SIGNULL),
	SV_TO(SIGHUP,			TOY_SIGHUP),
	SV_TO(SIGSEGV,			TOY_SIGSEGV),
	SV_TO(SIGCHLD,			TOY_SIGCHLD),
	/* refused: never delivered to a program of Toy */
	SV_NONE(SIGINFO,		EINVAL),
	SV_TO(SIGPLAY,			TOY_SIGTOY),	/* both are for play */
	SV_RANGE(SIGRT, SIGRT_LAST,	TOY_SIGRT),	/* by position; Nat has four */
};
static const struct sv_enum_map toy_signal_out_map = {
	.rows = toy_signal_out_rows, .count = SV_NITEMS(toy_signal_out_rows),
	.unknown = SV_UNKNOWN_REFUSE, .error = EINVAL,
};

SV_ENUM_FUNCTION(toy_signal_out, int32_t, int32_t)

/* ---- si_code ---- */

static const struct sv_value toy_si_code_in_rows[] = {
	SV_TO(TOY_SI_USER,	SI_USER),
	SV_TO(TOY_SI_KERNEL,	SI_KERNEL),
};
static const struct sv_enum_map toy_si_code_in_map = {
	.rows = toy_si_code_in_rows, .count = SV_NITEMS(toy_si_code_in_rows),
	.unknown = SV_UNKNOWN_PASS,
};

SV_ENUM_FUNCTION(toy_si_code_in, int32_t, int32_t)

static const struct sv_value toy_si_code_out_rows[] = {
	SV_TO(SI_KERNEL,	TOY_SI_KERNEL),
	SV_TO(SI_USER,		TOY_SI_USER),
};
static const struct sv_enum_map toy_si_code_out_map = {
	.rows = toy_si_code_out_rows, .count = SV_NITEMS(toy_si_code_out_rows),
	.unknown = SV_UNKNOWN_PASS,
};

SV_ENUM_FUNCTION(toy_si_code_out, int32_t, int32_t)

/* ---- si_code_chld ---- */

static const struct sv_value toy_si_code_chld_in_rows[] = {
	SV_TO(TOY_CLD_EXITED,	CLD_EXITED),
	SV_TO(TOY_CLD_KILLED,	CLD_KILLED),
	SV_TO(TOY_CLD_DUMPED,	CLD_DUMPED),
};
static const struct sv_enum_map toy_si_code_chld_in_map = {
	.rows = toy_si_code_chld_in_rows, .count = SV_NITEMS(toy_si_code_chld_in_rows),
	.unknown = SV_UNKNOWN_PASS,
};

SV_ENUM_FUNCTION(toy_si_code_chld_in, int32_t, int32_t)

static const struct sv_value toy_si_code_chld_out_rows[] = {
	SV_TO(CLD_EXITED,	TOY_CLD_EXITED),
	SV_TO(CLD_KILLED,	TOY_CLD_KILLED),
	SV_TO(CLD_DUMPED,	TOY_CLD_DUMPED),
};
static const struct sv_enum_map toy_si_code_chld_out_map = {
	.rows = toy_si_code_chld_out_rows, .count = SV_NITEMS(toy_si_code_chld_out_rows),
	.unknown = SV_UNKNOWN_PASS,
};

SV_ENUM_FUNCTION(toy_si_code_chld_out, int32_t, int32_t)

/* ---- si_code_segv ---- */

static const struct sv_value toy_si_code_segv_in_rows[] = {
	SV_TO(TOY_SEGV_MAPERR,	SEGV_MAPERR),
	SV_TO(TOY_SEGV_TOYERR,	SEGV_MAPERR),	/* lossy: no toys there */
};
static const struct sv_enum_map toy_si_code_segv_in_map = {
	.rows = toy_si_code_segv_in_rows, .count = SV_NITEMS(toy_si_code_segv_in_rows),
	.unknown = SV_UNKNOWN_PASS,
};

SV_ENUM_FUNCTION(toy_si_code_segv_in, int32_t, int32_t)

static const struct sv_value toy_si_code_segv_out_rows[] = {
	SV_TO(SEGV_MAPERR,	TOY_SEGV_MAPERR),
};
static const struct sv_enum_map toy_si_code_segv_out_map = {
	.rows = toy_si_code_segv_out_rows, .count = SV_NITEMS(toy_si_code_segv_out_rows),
	.unknown = SV_UNKNOWN_PASS,
};

SV_ENUM_FUNCTION(toy_si_code_segv_out, int32_t, int32_t)

/* ---- Signal sets ---- */

/* The same signal on the other side, 0 where there is none. */
static const uint8_t toy_sigset_in_number[14] = {
	0, 1, 0, 20, 0, 11, 30, 0, 0, 0, 65, 66, 67, 68,
};

void
toy_sigset_in(const l_sigset_t *from, sigset_t *to)
{
	uint32_t words[4] = { 0 };
	uint32_t word;
	unsigned i, sig, number;

	for (i = 0; i < 1; i++) {
		word = from->bits;
		for (; word != 0; word &= word - 1) {
			sig = i * 32 + (unsigned)__builtin_ctzll(word) + 1;
			if (sig >= sizeof(toy_sigset_in_number))
				break;
			if ((number = toy_sigset_in_number[sig]) != 0)
				words[(number - 1) / 32] |= (uint32_t)1 << (number - 1) % 32;
		}
	}
	SV_ZERO(to);
	to->__bits[0] = words[0];
	to->__bits[1] = words[1];
	to->__bits[2] = words[2];
	to->__bits[3] = words[3];
}

/* The same signal on the other side, 0 where there is none. */
static const uint8_t toy_sigset_out_number[69] = {
	0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0,
	0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 10, 11, 12, 13,
};

void
toy_sigset_out(const sigset_t *from, l_sigset_t *to)
{
	uint32_t words[1] = { 0 };
	uint32_t word;
	unsigned i, sig, number;

	for (i = 0; i < 4; i++) {
		word = from->__bits[i];
		for (; word != 0; word &= word - 1) {
			sig = i * 32 + (unsigned)__builtin_ctzll(word) + 1;
			if (sig >= sizeof(toy_sigset_out_number))
				break;
			if ((number = toy_sigset_out_number[sig]) != 0)
				words[(number - 1) / 32] |= (uint32_t)1 << (number - 1) % 32;
		}
	}
	SV_ZERO(to);
	to->bits = words[0];
}

/* ---- si_code by signal ---- */

int
toy_siginfo_code_in(int sig, int code)
{
	int32_t result = code;
	int error = 0;

	if (sv_enum_row(&toy_si_code_in_map, code) != NULL) {
		error = toy_si_code_in(code, &result);
		return (error == 0 ? result : code);
	}
	switch (sig) {
	case TOY_SIGCHLD:
		error = toy_si_code_chld_in(code, &result);
		break;
	case TOY_SIGSEGV:
		error = toy_si_code_segv_in(code, &result);
		break;
	default:
		break;
	}
	return (error == 0 ? result : code);
}

int
toy_siginfo_code_out(int sig, int code)
{
	int32_t result = code;
	int error = 0;

	if (sv_enum_row(&toy_si_code_out_map, code) != NULL) {
		error = toy_si_code_out(code, &result);
		return (error == 0 ? result : code);
	}
	switch (sig) {
	case SIGCHLD:
		error = toy_si_code_chld_out(code, &result);
		break;
	case SIGSEGV:
		error = toy_si_code_segv_out(code, &result);
		break;
	default:
		break;
	}
	return (error == 0 ? result : code);
}
