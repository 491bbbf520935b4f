/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_domain.c: enum and flag translators, toy/t32 and nat/n64.
 *
 * From specs/nat/nat.spec, specs/pairs/toy-on-nat/toy.pair, specs/toy/toy.spec.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */

#include <sysvec/xlat.h>
#include "toy_const.h"
#include "toy_struct.h"
#include "toy_xlat.h"

/* ---- whence ---- */

static const struct sv_value toy_whence_in_rows[] = {
	SV_TO(TOY_SEEK_SET,	SEEK_SET),
	SV_TO(TOY_SEEK_CUR,	SEEK_CUR),
	SV_TO(TOY_SEEK_END,	SEEK_END),
	SV_NONE(TOY_SEEK_TOY,	ENOENT),	/* refused: no toys there */
};
static const struct sv_enum_map toy_whence_in_map = {
	.rows = toy_whence_in_rows, .count = SV_NITEMS(toy_whence_in_rows),
	.unknown = SV_UNKNOWN_REFUSE, .error = EINVAL,
};

SV_ENUM_FUNCTION(toy_whence_in, int32_t, int32_t)

static const struct sv_value toy_whence_out_rows[] = {
	SV_TO(SEEK_SET,	TOY_SEEK_SET),
	SV_TO(SEEK_CUR,	TOY_SEEK_CUR),
	SV_TO(SEEK_END,	TOY_SEEK_END),
};
static const struct sv_enum_map toy_whence_out_map = {
	.rows = toy_whence_out_rows, .count = SV_NITEMS(toy_whence_out_rows),
	.unknown = SV_UNKNOWN_REFUSE, .error = EINVAL,
};

SV_ENUM_FUNCTION(toy_whence_out, int32_t, int32_t)

/* ---- at_fd ---- */

static const struct sv_value toy_at_fd_in_rows[] = {
	SV_TO(TOY_AT_FDCWD,	AT_FDCWD),
};
static const struct sv_enum_map toy_at_fd_in_map = {
	.rows = toy_at_fd_in_rows, .count = SV_NITEMS(toy_at_fd_in_rows),
	.unknown = SV_UNKNOWN_PASS,
};

SV_ENUM_FUNCTION(toy_at_fd_in, int32_t, int32_t)

static const struct sv_value toy_at_fd_out_rows[] = {
	SV_TO(AT_FDCWD,	TOY_AT_FDCWD),
};
static const struct sv_enum_map toy_at_fd_out_map = {
	.rows = toy_at_fd_out_rows, .count = SV_NITEMS(toy_at_fd_out_rows),
	.unknown = SV_UNKNOWN_PASS,
};

SV_ENUM_FUNCTION(toy_at_fd_out, int32_t, int32_t)

/* ---- clock ---- */

static const struct sv_value toy_clock_in_rows[] = {
	SV_TO(TOY_CLOCK_REAL,				CLOCK_REAL),
	SV_TO(TOY_CLOCK_TICK,				CLOCK_TICK),
	/* lossy: all devices tick alike */
	SV_ALL(TOY_CLOCK_DYN, TOY_CLOCK_DYN_LAST,	CLOCK_TICK),
};
static const struct sv_enum_map toy_clock_in_map = {
	.rows = toy_clock_in_rows, .count = SV_NITEMS(toy_clock_in_rows),
	.unknown = SV_UNKNOWN_REFUSE, .error = ENOENT,
};

int
toy_clock_in(int32_t from, int32_t *to)
{
	int64_t value = 0;
	int error;

	/* by hand: computed */
	if (from == TOY_CLOCK_MAGIC)
		return (toy_clock_CLOCK_MAGIC_in(from, to));
	if ((error = sv_enum_find(&toy_clock_in_map, (int64_t)from, &value)) != 0)
		return (error);
	if (sizeof(int32_t) < sizeof(int32_t) && (int64_t)(int32_t)value != value)
		return (EINVAL);
	*to = (int32_t)value;
	return (0);
}

static const struct sv_value toy_clock_out_rows[] = {
	SV_TO(CLOCK_REAL,	TOY_CLOCK_REAL),
	SV_TO(CLOCK_TICK,	TOY_CLOCK_TICK),
};
static const struct sv_enum_map toy_clock_out_map = {
	.rows = toy_clock_out_rows, .count = SV_NITEMS(toy_clock_out_rows),
	.unknown = SV_UNKNOWN_REFUSE, .error = EINVAL,
};

SV_ENUM_FUNCTION(toy_clock_out, int32_t, int32_t)

/* ---- limit ---- */

static const struct sv_value toy_limit_in_rows[] = {
	SV_TO((int64_t)TOY_LIMIT_MANY,	LIMIT_NONE),	/* lossy: many is as good as none */
	SV_TO((int64_t)TOY_LIMIT_NONE,	LIMIT_NONE),
};
static const struct sv_enum_map toy_limit_in_map = {
	.rows = toy_limit_in_rows, .count = SV_NITEMS(toy_limit_in_rows),
	.unknown = SV_UNKNOWN_REFUSE, .error = EINVAL,
};

SV_ENUM_FUNCTION(toy_limit_in, uint64_t, int64_t)

static const struct sv_value toy_limit_out_rows[] = {
	SV_TO(LIMIT_NONE,	(int64_t)TOY_LIMIT_NONE),
};
static const struct sv_enum_map toy_limit_out_map = {
	.rows = toy_limit_out_rows, .count = SV_NITEMS(toy_limit_out_rows),
	.unknown = SV_UNKNOWN_REFUSE, .error = EINVAL,
};

SV_ENUM_FUNCTION(toy_limit_out, int64_t, uint64_t)

/* ---- open_flags ---- */

static const struct sv_bits toy_open_flags_in_rows[] = {
	SV_FIELD(TOY_O_ACCMODE, TOY_O_RDONLY,	O_RDONLY),
	SV_FIELD(TOY_O_ACCMODE, TOY_O_WRONLY,	O_WRONLY),
	SV_FIELD(TOY_O_ACCMODE, TOY_O_RDWR,	O_RDWR),
	SV_BIT(TOY_O_SYNC,			O_SYNC),
	/* refused: no files without a name */
	SV_NOBIT(TOY_O_TMPFILE,			EINVAL),
	SV_BIT(TOY_O_CREAT,			O_CREAT),
	SV_BIT(TOY_O_DSYNC,			O_DSYNC),
	SV_BIT(TOY_O_BIG,			0),	/* ignored: every offset is 64 bits wide */
	SV_BIT(TOY_O_DIRECTORY,			O_DIRECTORY),
	/* lossy: toys are made at once */
	SV_BIT(TOY_O_TOY,			O_CREAT | O_SYNC),
};
static const struct sv_flags_map toy_open_flags_in_map = {
	.rows = toy_open_flags_in_rows, .fields = 3, .count = SV_NITEMS(toy_open_flags_in_rows),
	.unknown = SV_UNKNOWN_REFUSE, .error = EINVAL,
};

int
toy_open_flags_in(int32_t from, int32_t *to)
{
	uint64_t word = (uint32_t)from, bits = 0, more = 0;
	int32_t part = 0;
	int error;

	/* by hand: depends on the file system */
	if ((word & TOY_O_DIRECT) == TOY_O_DIRECT) {
		if ((error = toy_open_flags_O_DIRECT_in(from, &part)) != 0)
			return (error);
		more |= (uint32_t)part;
		word &= ~(uint64_t)TOY_O_DIRECT;
	}
	if ((error = sv_flags_find(&toy_open_flags_in_map, word, &bits)) != 0)
		return (error);
	bits |= more;
	if (!SV_BITS_FIT(int32_t, bits))
		return (EINVAL);
	*to = (int32_t)bits;
	return (0);
}

static const struct sv_bits toy_open_flags_out_rows[] = {
	SV_FIELD(O_ACCMODE, O_RDONLY,	TOY_O_RDONLY),
	SV_FIELD(O_ACCMODE, O_WRONLY,	TOY_O_WRONLY),
	SV_FIELD(O_ACCMODE, O_RDWR,	TOY_O_RDWR),
	SV_BIT(O_SYNC,			TOY_O_SYNC),
	SV_BIT(O_CREAT,			TOY_O_CREAT),
	SV_BIT(O_NOTHING,		0),	/* ignored: nothing is nothing */
	SV_BIT(O_DIRECTORY,		TOY_O_DIRECTORY),
	SV_BIT(O_DSYNC,			TOY_O_DSYNC),
};
static const struct sv_flags_map toy_open_flags_out_map = {
	.rows = toy_open_flags_out_rows, .fields = 3, .count = SV_NITEMS(toy_open_flags_out_rows),
	.unknown = SV_UNKNOWN_IGNORE,
};

SV_FLAGS_FUNCTION(toy_open_flags_out, int32_t, uint32_t, int32_t)

/* ---- spawn_flags ---- */

static const struct sv_bits toy_spawn_flags_in_rows[] = {
	SV_BIT(TOY_SPAWN_VM,	SPAWN_VM),
	SV_NOBIT(TOY_SPAWN_FAR,	EINVAL),	/* refused: everything is near */
};
static const struct sv_flags_map toy_spawn_flags_in_map = {
	.rows = toy_spawn_flags_in_rows, .count = SV_NITEMS(toy_spawn_flags_in_rows),
	.unknown = SV_UNKNOWN_REFUSE, .error = EINVAL,
};

int
toy_spawn_flags_in(uint64_t from, uint32_t *to)
{
	uint64_t word = (uint64_t)from, bits = 0, more = 0, field;
	int error;

	field = word & TOY_SPAWN_SIGNAL;
	word &= ~(uint64_t)TOY_SPAWN_SIGNAL;
	if (field != 0) {
		int32_t number;

		if ((error = toy_signal_in((int32_t)field, &number)) != 0)
			return (error);
		field = (uint32_t)number;
	}
	if (!sv_field_put(field, SPAWN_SIGNAL, 8, &more))
		return (EINVAL);
	field = (word & TOY_SPAWN_NICE) >> 8;
	word &= ~(uint64_t)TOY_SPAWN_NICE;
	if (!sv_field_put(field, SPAWN_NICE, 16, &more))
		return (EINVAL);
	if ((error = sv_flags_find(&toy_spawn_flags_in_map, word, &bits)) != 0)
		return (error);
	bits |= more;
	if (!SV_BITS_FIT(uint32_t, bits))
		return (EINVAL);
	*to = (uint32_t)bits;
	return (0);
}

static const struct sv_bits toy_spawn_flags_out_rows[] = {
	SV_BIT(SPAWN_VM,	TOY_SPAWN_VM),
};
static const struct sv_flags_map toy_spawn_flags_out_map = {
	.rows = toy_spawn_flags_out_rows, .count = SV_NITEMS(toy_spawn_flags_out_rows),
	.unknown = SV_UNKNOWN_REFUSE, .error = EINVAL,
};

int
toy_spawn_flags_out(uint32_t from, uint64_t *to)
{
	uint64_t word = (uint32_t)from, bits = 0, more = 0, field;
	int error;

	field = (word & SPAWN_SIGNAL) >> 8;
	word &= ~(uint64_t)SPAWN_SIGNAL;
	if (field != 0) {
		int32_t number;

		if ((error = toy_signal_out((int32_t)field, &number)) != 0)
			return (error);
		field = (uint32_t)number;
	}
	if (!sv_field_put(field, TOY_SPAWN_SIGNAL, 0, &more))
		return (EINVAL);
	field = (word & SPAWN_NICE) >> 16;
	word &= ~(uint64_t)SPAWN_NICE;
	if (!sv_field_put(field, TOY_SPAWN_NICE, 8, &more))
		return (EINVAL);
	if ((error = sv_flags_find(&toy_spawn_flags_out_map, word, &bits)) != 0)
		return (error);
	bits |= more;
	if (!SV_BITS_FIT(uint64_t, bits))
		return (EINVAL);
	*to = (uint64_t)bits;
	return (0);
}

/* ---- mode ---- */

static const struct sv_bits toy_mode_in_rows[] = {
	SV_FIELD(TOY_S_IFMT, TOY_S_IFIFO,	S_IFIFO),
	SV_FIELD(TOY_S_IFMT, TOY_S_IFREG,	S_IFREG),
	SV_BIT(TOY_S_ISUID,			S_ISUID),
};
static const struct sv_flags_map toy_mode_in_map = {
	.rows = toy_mode_in_rows, .fields = 2, .count = SV_NITEMS(toy_mode_in_rows),
	.unknown = SV_UNKNOWN_PASS,
};

SV_FLAGS_FUNCTION(toy_mode_in, uint32_t, uint32_t, uint16_t)

static const struct sv_bits toy_mode_out_rows[] = {
	SV_FIELD(S_IFMT, S_IFIFO,	TOY_S_IFIFO),
	SV_FIELD(S_IFMT, S_IFREG,	TOY_S_IFREG),
	SV_FIELD(S_IFMT, S_IFWHT,	0x1000),	/* fixed: seen as a pipe */
	SV_BIT(S_ISUID,			TOY_S_ISUID),
};
static const struct sv_flags_map toy_mode_out_map = {
	.rows = toy_mode_out_rows, .fields = 3, .count = SV_NITEMS(toy_mode_out_rows),
	.unknown = SV_UNKNOWN_PASS,
};

SV_FLAGS_FUNCTION(toy_mode_out, uint16_t, uint16_t, uint32_t)

/* ---- poll_events ---- */

static const struct sv_bits toy_poll_events_in_rows[] = {
	SV_BIT(TOY_POLLIN,	POLLIN),
	SV_BIT(TOY_POLLOUT,	POLLOUT),
	SV_BIT(TOY_POLLTOY,	0),	/* ignored: never reported */
};
static const struct sv_flags_map toy_poll_events_in_map = {
	.rows = toy_poll_events_in_rows, .count = SV_NITEMS(toy_poll_events_in_rows),
	.unknown = SV_UNKNOWN_IGNORE,
};

SV_FLAGS_FUNCTION(toy_poll_events_in, int16_t, uint16_t, uint16_t)

static const struct sv_bits toy_poll_events_out_rows[] = {
	SV_BIT(POLLIN,	TOY_POLLIN),
	SV_BIT(POLLOUT,	TOY_POLLOUT),
};
static const struct sv_flags_map toy_poll_events_out_map = {
	.rows = toy_poll_events_out_rows, .count = SV_NITEMS(toy_poll_events_out_rows),
	.unknown = SV_UNKNOWN_IGNORE,
};

SV_FLAGS_FUNCTION(toy_poll_events_out, uint16_t, uint16_t, int16_t)

/* ---- no_bits ---- */

static const struct sv_flags_map toy_no_bits_in_map = {
	.unknown = SV_UNKNOWN_IGNORE,
};

SV_FLAGS_FUNCTION(toy_no_bits_in, int32_t, uint32_t, int32_t)

static const struct sv_flags_map toy_no_bits_out_map = {
	.unknown = SV_UNKNOWN_IGNORE,
};

SV_FLAGS_FUNCTION(toy_no_bits_out, int32_t, uint32_t, int32_t)

/* ---- Names for traces ---- */

static const struct sv_name toy_errno_foreign[] = {
	SV_NAME(TOY_EPERM,		"EPERM"),
	SV_NAME(TOY_ENOENT,		"ENOENT"),
	SV_NAME(TOY_EINTR,		"EINTR"),
	SV_NAME(TOY_EAGAIN,		"EAGAIN"),
	SV_NAME(TOY_ENOMEM,		"ENOMEM"),
	SV_NAME(TOY_EFAULT,		"EFAULT"),
	SV_NAME(TOY_EINVAL,		"EINVAL"),
	SV_NAME(TOY_ENOTTY,		"ENOTTY"),
	SV_NAME(TOY_ENOSYS,		"ENOSYS"),
	SV_NAME(TOY_EOVERFLOW,		"EOVERFLOW"),
	SV_NAME(TOY_ETOY,		"ETOY"),
	SV_NAME(TOY_EOLD,		"EOLD"),
	SV_NAME(TOY_EKEPT,		"EKEPT"),
	SV_NAME(TOY_ERESTARTTOY,	"ERESTARTTOY"),
};
static const struct sv_name toy_errno_native[] = {
	SV_NAME(ERESTART,	"ERESTART"),
	SV_NAME(EPERM,		"EPERM"),
	SV_NAME(ENOENT,		"ENOENT"),
	SV_NAME(EINTR,		"EINTR"),
	SV_NAME(ENOMEM,		"ENOMEM"),
	SV_NAME(EFAULT,		"EFAULT"),
	SV_NAME(EINVAL,		"EINVAL"),
	SV_NAME(ENOTTY,		"ENOTTY"),
	SV_NAME(EAGAIN,		"EAGAIN"),
	SV_NAME(ENOSYS,		"ENOSYS"),
	SV_NAME(EOVERFLOW,	"EOVERFLOW"),
	SV_NAME(ENATIVE,	"ENATIVE"),
	SV_NAME(EMARBLES,	"EMARBLES"),
};
const struct sv_domain toy_errno_domain = {
	.name = "errno", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 4,
	.foreign = toy_errno_foreign, .foreign_count = 14,
	.native_size = 4,
	.native = toy_errno_native, .native_count = 13,
};

static const struct sv_name toy_signal_foreign[] = {
	SV_NAME(TOY_SIGNULL,		"SIGNULL"),
	SV_NAME(TOY_SIGHUP,		"SIGHUP"),
	SV_NAME(TOY_SIGCHLD,		"SIGCHLD"),
	SV_NAME(TOY_SIGSEGV,		"SIGSEGV"),
	SV_NAME(TOY_SIGTOY,		"SIGTOY"),
	SV_NAME_RANGE(TOY_SIGRT,	6,	"SIGRT"),
};
static const struct sv_name toy_signal_native[] = {
	SV_NAME(SIGNULL,	"SIGNULL"),
	SV_NAME(SIGHUP,		"SIGHUP"),
	SV_NAME(SIGSEGV,	"SIGSEGV"),
	SV_NAME(SIGCHLD,	"SIGCHLD"),
	SV_NAME(SIGINFO,	"SIGINFO"),
	SV_NAME(SIGPLAY,	"SIGPLAY"),
	SV_NAME_RANGE(SIGRT,	4,	"SIGRT"),
};
SV_DOMAIN_IN(toy_signal_in, int32_t, int32_t)
const struct sv_domain toy_signal_domain = {
	.name = "signal", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 4,
	.foreign = toy_signal_foreign, .foreign_count = 6,
	.native_size = 4,
	.native = toy_signal_native, .native_count = 7,
	.in = toy_signal_in_wide,
};

static const struct sv_name toy_si_code_foreign[] = {
	SV_NAME(TOY_SI_USER,	"SI_USER"),
	SV_NAME(TOY_SI_KERNEL,	"SI_KERNEL"),
};
static const struct sv_name toy_si_code_native[] = {
	SV_NAME(SI_KERNEL,	"SI_KERNEL"),
	SV_NAME(SI_USER,	"SI_USER"),
};
SV_DOMAIN_IN(toy_si_code_in, int32_t, int32_t)
const struct sv_domain toy_si_code_domain = {
	.name = "si_code", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 4,
	.foreign = toy_si_code_foreign, .foreign_count = 2,
	.native_size = 4,
	.native = toy_si_code_native, .native_count = 2,
	.in = toy_si_code_in_wide,
};

static const struct sv_name toy_si_code_chld_foreign[] = {
	SV_NAME(TOY_CLD_EXITED,	"CLD_EXITED"),
	SV_NAME(TOY_CLD_KILLED,	"CLD_KILLED"),
	SV_NAME(TOY_CLD_DUMPED,	"CLD_DUMPED"),
};
static const struct sv_name toy_si_code_chld_native[] = {
	SV_NAME(CLD_EXITED,	"CLD_EXITED"),
	SV_NAME(CLD_KILLED,	"CLD_KILLED"),
	SV_NAME(CLD_DUMPED,	"CLD_DUMPED"),
};
SV_DOMAIN_IN(toy_si_code_chld_in, int32_t, int32_t)
const struct sv_domain toy_si_code_chld_domain = {
	.name = "si_code_chld", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 4,
	.foreign = toy_si_code_chld_foreign, .foreign_count = 3,
	.native_size = 4,
	.native = toy_si_code_chld_native, .native_count = 3,
	.in = toy_si_code_chld_in_wide,
};

static const struct sv_name toy_si_code_segv_foreign[] = {
	SV_NAME(TOY_SEGV_MAPERR,	"SEGV_MAPERR"),
	SV_NAME(TOY_SEGV_TOYERR,	"SEGV_TOYERR"),
};
static const struct sv_name toy_si_code_segv_native[] = {
	SV_NAME(SEGV_MAPERR,	"SEGV_MAPERR"),
};
SV_DOMAIN_IN(toy_si_code_segv_in, int32_t, int32_t)
const struct sv_domain toy_si_code_segv_domain = {
	.name = "si_code_segv", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 4,
	.foreign = toy_si_code_segv_foreign, .foreign_count = 2,
	.native_size = 4,
	.native = toy_si_code_segv_native, .native_count = 1,
	.in = toy_si_code_segv_in_wide,
};

static const struct sv_name toy_auxv_foreign[] = {
	SV_NAME(TOY_AT_NULL,	"AT_NULL"),
	SV_NAME(TOY_AT_PAGESZ,	"AT_PAGESZ"),
	SV_NAME(TOY_AT_ENTRY,	"AT_ENTRY"),
};
static const struct sv_name toy_auxv_native[] = {
	SV_NAME(AT_NULL,	"AT_NULL"),
	SV_NAME(AT_PAGESZ,	"AT_PAGESZ"),
	SV_NAME(AT_ENTRY,	"AT_ENTRY"),
};
const struct sv_domain toy_auxv_domain = {
	.name = "auxv", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 4,
	.foreign = toy_auxv_foreign, .foreign_count = 3,
	.native_size = 8,
	.native = toy_auxv_native, .native_count = 3,
};

static const struct sv_name toy_whence_foreign[] = {
	SV_NAME(TOY_SEEK_SET,	"SEEK_SET"),
	SV_NAME(TOY_SEEK_CUR,	"SEEK_CUR"),
	SV_NAME(TOY_SEEK_END,	"SEEK_END"),
	SV_NAME(TOY_SEEK_TOY,	"SEEK_TOY"),
};
static const struct sv_name toy_whence_native[] = {
	SV_NAME(SEEK_SET,	"SEEK_SET"),
	SV_NAME(SEEK_CUR,	"SEEK_CUR"),
	SV_NAME(SEEK_END,	"SEEK_END"),
};
SV_DOMAIN_IN(toy_whence_in, int32_t, int32_t)
const struct sv_domain toy_whence_domain = {
	.name = "whence", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 4,
	.foreign = toy_whence_foreign, .foreign_count = 4,
	.native_size = 4,
	.native = toy_whence_native, .native_count = 3,
	.in = toy_whence_in_wide,
};

static const struct sv_name toy_at_fd_foreign[] = {
	SV_NAME(TOY_AT_FDCWD,	"AT_FDCWD"),
};
static const struct sv_name toy_at_fd_native[] = {
	SV_NAME(AT_FDCWD,	"AT_FDCWD"),
};
SV_DOMAIN_IN(toy_at_fd_in, int32_t, int32_t)
const struct sv_domain toy_at_fd_domain = {
	.name = "at_fd", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 4,
	.foreign = toy_at_fd_foreign, .foreign_count = 1,
	.native_size = 4,
	.native = toy_at_fd_native, .native_count = 1,
	.in = toy_at_fd_in_wide,
};

static const struct sv_name toy_clock_foreign[] = {
	SV_NAME(TOY_CLOCK_REAL,		"CLOCK_REAL"),
	SV_NAME(TOY_CLOCK_TICK,		"CLOCK_TICK"),
	SV_NAME(TOY_CLOCK_MAGIC,	"CLOCK_MAGIC"),
	SV_NAME_RANGE(TOY_CLOCK_DYN,	16,	"CLOCK_DYN"),
};
static const struct sv_name toy_clock_native[] = {
	SV_NAME(CLOCK_REAL,	"CLOCK_REAL"),
	SV_NAME(CLOCK_TICK,	"CLOCK_TICK"),
};
SV_DOMAIN_IN(toy_clock_in, int32_t, int32_t)
const struct sv_domain toy_clock_domain = {
	.name = "clock", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 4,
	.foreign = toy_clock_foreign, .foreign_count = 4,
	.native_size = 4,
	.native = toy_clock_native, .native_count = 2,
	.in = toy_clock_in_wide,
};

static const struct sv_name toy_sizes_foreign[] = {
	SV_NAME(TOY_SIGSET_SIZE,	"SIGSET_SIZE"),
};
const struct sv_domain toy_sizes_domain = {
	.name = "sizes", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 4,
	.foreign = toy_sizes_foreign, .foreign_count = 1,
};

static const struct sv_name toy_limit_foreign[] = {
	SV_NAME((int64_t)TOY_LIMIT_MANY,	"LIMIT_MANY"),
	SV_NAME((int64_t)TOY_LIMIT_NONE,	"LIMIT_NONE"),
};
static const struct sv_name toy_limit_native[] = {
	SV_NAME(LIMIT_NONE,	"LIMIT_NONE"),
};
SV_DOMAIN_IN(toy_limit_in, uint64_t, int64_t)
const struct sv_domain toy_limit_domain = {
	.name = "limit", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 8,
	.foreign = toy_limit_foreign, .foreign_count = 2,
	.native_size = 8,
	.native = toy_limit_native, .native_count = 1,
	.in = toy_limit_in_wide,
};

static const struct sv_name toy_open_flags_foreign[] = {
	SV_NAME_BITS(TOY_O_RDONLY,	TOY_O_ACCMODE,	"O_RDONLY"),
	SV_NAME_BITS(TOY_O_WRONLY,	TOY_O_ACCMODE,	"O_WRONLY"),
	SV_NAME_BITS(TOY_O_RDWR,	TOY_O_ACCMODE,	"O_RDWR"),
	SV_NAME_FLAG(TOY_O_SYNC,	"O_SYNC"),
	SV_NAME_FLAG(TOY_O_TMPFILE,	"O_TMPFILE"),
	SV_NAME_FLAG(TOY_O_CREAT,	"O_CREAT"),
	SV_NAME_FLAG(TOY_O_DSYNC,	"O_DSYNC"),
	SV_NAME_FLAG(TOY_O_BIG,		"O_BIG"),
	SV_NAME_FLAG(TOY_O_DIRECTORY,	"O_DIRECTORY"),
	SV_NAME_FLAG(TOY_O_DIRECT,	"O_DIRECT"),
	SV_NAME_FLAG(TOY_O_TOY,		"O_TOY"),
};
static const struct sv_name toy_open_flags_native[] = {
	SV_NAME_BITS(O_RDONLY,		O_ACCMODE,	"O_RDONLY"),
	SV_NAME_BITS(O_WRONLY,		O_ACCMODE,	"O_WRONLY"),
	SV_NAME_BITS(O_RDWR,		O_ACCMODE,	"O_RDWR"),
	SV_NAME_FLAG(O_SYNC,		"O_SYNC"),
	SV_NAME_FLAG(O_CREAT,		"O_CREAT"),
	SV_NAME_FLAG(O_NOTHING,		"O_NOTHING"),
	SV_NAME_FLAG(O_DIRECTORY,	"O_DIRECTORY"),
	SV_NAME_FLAG(O_DSYNC,		"O_DSYNC"),
};
SV_DOMAIN_IN(toy_open_flags_in, int32_t, int32_t)
const struct sv_domain toy_open_flags_domain = {
	.name = "open_flags", .kind = SV_DOMAIN_FLAGS,
	.foreign_size = 4,
	.foreign = toy_open_flags_foreign, .foreign_count = 11,
	.native_size = 4,
	.native = toy_open_flags_native, .native_count = 8,
	.in = toy_open_flags_in_wide,
};

static const struct sv_name toy_spawn_flags_foreign[] = {
	SV_NAME_FLAG(TOY_SPAWN_VM,	"SPAWN_VM"),
	SV_NAME_FLAG(TOY_SPAWN_FAR,	"SPAWN_FAR"),
	SV_NAME_FIELD(TOY_SPAWN_SIGNAL,	"SPAWN_SIGNAL"),
	SV_NAME_FIELD(TOY_SPAWN_NICE,	"SPAWN_NICE"),
};
static const struct sv_name toy_spawn_flags_native[] = {
	SV_NAME_FLAG(SPAWN_VM,		"SPAWN_VM"),
	SV_NAME_FIELD(SPAWN_SIGNAL,	"SPAWN_SIGNAL"),
	SV_NAME_FIELD(SPAWN_NICE,	"SPAWN_NICE"),
};
SV_DOMAIN_IN(toy_spawn_flags_in, uint64_t, uint32_t)
const struct sv_domain toy_spawn_flags_domain = {
	.name = "spawn_flags", .kind = SV_DOMAIN_FLAGS,
	.foreign_size = 8,
	.foreign = toy_spawn_flags_foreign, .foreign_count = 4,
	.native_size = 4,
	.native = toy_spawn_flags_native, .native_count = 3,
	.in = toy_spawn_flags_in_wide,
};

static const struct sv_name toy_mode_foreign[] = {
	SV_NAME_BITS(TOY_S_IFIFO,	TOY_S_IFMT,	"S_IFIFO"),
	SV_NAME_BITS(TOY_S_IFREG,	TOY_S_IFMT,	"S_IFREG"),
	SV_NAME_FLAG(TOY_S_ISUID,	"S_ISUID"),
};
static const struct sv_name toy_mode_native[] = {
	SV_NAME_BITS(S_IFIFO,	S_IFMT,	"S_IFIFO"),
	SV_NAME_BITS(S_IFREG,	S_IFMT,	"S_IFREG"),
	SV_NAME_BITS(S_IFWHT,	S_IFMT,	"S_IFWHT"),
	SV_NAME_FLAG(S_ISUID,	"S_ISUID"),
};
SV_DOMAIN_IN(toy_mode_in, uint32_t, uint16_t)
const struct sv_domain toy_mode_domain = {
	.name = "mode", .kind = SV_DOMAIN_FLAGS,
	.foreign_size = 4,
	.foreign = toy_mode_foreign, .foreign_count = 3,
	.native_size = 2,
	.native = toy_mode_native, .native_count = 4,
	.in = toy_mode_in_wide,
};

static const struct sv_name toy_poll_events_foreign[] = {
	SV_NAME_FLAG(TOY_POLLIN,	"POLLIN"),
	SV_NAME_FLAG(TOY_POLLOUT,	"POLLOUT"),
	SV_NAME_FLAG(TOY_POLLTOY,	"POLLTOY"),
};
static const struct sv_name toy_poll_events_native[] = {
	SV_NAME_FLAG(POLLIN,	"POLLIN"),
	SV_NAME_FLAG(POLLOUT,	"POLLOUT"),
};
SV_DOMAIN_IN(toy_poll_events_in, int16_t, uint16_t)
const struct sv_domain toy_poll_events_domain = {
	.name = "poll_events", .kind = SV_DOMAIN_FLAGS,
	.foreign_size = 2,
	.foreign = toy_poll_events_foreign, .foreign_count = 3,
	.native_size = 2,
	.native = toy_poll_events_native, .native_count = 2,
	.in = toy_poll_events_in_wide,
};

static const struct sv_name toy_toy_kind_foreign[] = {
	SV_NAME(TOY_BALL,	"TOY_BALL"),
	SV_NAME(TOY_TRAIN,	"TOY_TRAIN"),
};
const struct sv_domain toy_toy_kind_domain = {
	.name = "toy_kind", .kind = SV_DOMAIN_ENUM,
	.foreign_size = 1,
	.foreign = toy_toy_kind_foreign, .foreign_count = 2,
};

SV_DOMAIN_IN(toy_no_bits_in, int32_t, int32_t)
const struct sv_domain toy_no_bits_domain = {
	.name = "no_bits", .kind = SV_DOMAIN_FLAGS,
	.foreign_size = 4,
	.native_size = 4,
	.in = toy_no_bits_in_wide,
};

static const struct sv_name toy_only_here_native[] = {
	SV_NAME(OH_ONE,	"OH_ONE"),
};
const struct sv_domain toy_only_here_domain = {
	.name = "only_here", .kind = SV_DOMAIN_ENUM,
	.native_size = 4,
	.native = toy_only_here_native, .native_count = 1,
};
