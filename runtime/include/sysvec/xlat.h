/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The types of generated tables, and the few loops that read them.  gen/emit writes tables of these
 * types; dispatch, the personas, traces and both hosts read them.  Freestanding, no state.
 *
 * Foreign is the side the program was built for, native the side of the kernel services.  Every
 * look-up is total: it gives a value, or the native errno that the pair policy names, and writes
 * its result only when it returns 0.
 */
#ifndef SYSVEC_XLAT_H
#define SYSVEC_XLAT_H

#include <sysvec/port.h>

#ifdef _KERNEL
#include <sys/stdint.h>
#endif

/* ---- What becomes of a value or bit that no row names ---- */

#define SV_UNKNOWN_REFUSE   0 /* the map's errno */
#define SV_UNKNOWN_IGNORE   1 /* an enum gives 0, a flag word loses the bit */
#define SV_UNKNOWN_PASS     2 /* handed on as it is */
#define SV_UNKNOWN_FALLBACK 3 /* an enum gives the map's fallback */

/* ---- Enums: sorted rows ---- */

/* Values first..last of one side.  step 1: first becomes to, and so on; step 0: all become to. */
struct sv_value {
	int64_t first;
	int64_t last;
	int64_t to;
	int16_t step;
	int16_t error; /* native errno instead of a value, or 0 */
};

/* clang-format off */
#define SV_TO(from, value)              { (from), (from), (value), 0, 0 }
#define SV_RANGE(first, last, value)    { (first), (last), (value), 1, 0 }
#define SV_ALL(first, last, value)      { (first), (last), (value), 0, 0 }
#define SV_NONE(from, errno_)           { (from), (from), 0, 0, (errno_) }
#define SV_NONE_OF(first, last, errno_) { (first), (last), 0, 0, (errno_) }
/* clang-format on */

struct sv_enum_map {
	const struct sv_value *rows; /* sorted by first, without overlap */
	uint16_t count;
	uint8_t unknown;  /* SV_UNKNOWN_... */
	int16_t error;    /* for SV_UNKNOWN_REFUSE */
	int64_t fallback; /* for SV_UNKNOWN_FALLBACK */
};

/* The row that holds `value`, or NULL. */
static inline const struct sv_value *
sv_enum_row(const struct sv_enum_map *map, int64_t value)
{
	size_t low = 0, high = map->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (value > map->rows[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < map->count && value >= map->rows[low].first)
		return (&map->rows[low]);
	return (NULL);
}

static inline int
sv_enum_find(const struct sv_enum_map *map, int64_t value, int64_t *result)
{
	const struct sv_value *row = sv_enum_row(map, value);

	if (row != NULL) {
		if (row->error != 0)
			return (row->error);
		*result = row->to + (value - row->first) * row->step;
		return (0);
	}
	switch (map->unknown) {
	case SV_UNKNOWN_IGNORE:
		*result = 0;
		return (0);
	case SV_UNKNOWN_PASS:
		*result = value;
		return (0);
	case SV_UNKNOWN_FALLBACK:
		*result = map->fallback;
		return (0);
	default:
		return (map->error);
	}
}

/* ---- Flag words ---- */

/* Where (word & mask) == from, `to` is set in the result and the bits of mask are done with. */
struct sv_bits {
	uint64_t mask;
	uint64_t from;
	uint64_t to;
	int32_t error; /* native errno instead, or 0 */
};

/* clang-format off */
#define SV_BIT(from, bits)             { (from), (from), (bits), 0 }
#define SV_FIELD(mask, from, bits)     { (mask), (from), (bits), 0 }
#define SV_NOBIT(from, errno_)         { (from), (from), 0, (errno_) }
#define SV_NOFIELD(mask, from, errno_) { (mask), (from), 0, (errno_) }
/* clang-format on */

struct sv_flags_map {
	const struct sv_bits *rows; /* fields, then flags that contain others, then the rest */
	uint16_t fields; /* how many rows are values of multi-bit fields: these may match a zero */
	uint16_t count;
	uint8_t unknown; /* SV_UNKNOWN_REFUSE, _IGNORE or _PASS */
	int16_t error;   /* for SV_UNKNOWN_REFUSE */
};

static inline int
sv_flags_find(const struct sv_flags_map *map, uint64_t word, uint64_t *result)
{
	uint64_t bits = 0, rest = word, done = 0;
	const struct sv_bits *row = map->rows, *end = row + map->count, *fields = row + map->fields;

	for (; row < end; row++) {
		if (row >= fields && rest == 0)
			break;
		if ((row->mask & ~done) == 0 || (word & row->mask) != row->from)
			continue;
		if (row->error != 0)
			return (row->error);
		bits |= row->to;
		done |= row->mask;
		rest &= ~row->mask;
	}
	if (rest != 0) {
		if (map->unknown == SV_UNKNOWN_REFUSE)
			return (map->error);
		if (map->unknown == SV_UNKNOWN_PASS)
			bits |= rest;
	}
	*result = bits;
	return (0);
}

/* Do the bits fit a word of that type?  What was handed on (SV_UNKNOWN_PASS) may not. */
#define SV_BITS_FIT(type, bits) \
	(sizeof(type) == sizeof(uint64_t) || (bits) >> (8 * (sizeof(type) & 7)) == 0)

/* Puts a number into the field `mask` of a flag word; false when it is too large. */
static inline bool
sv_field_put(uint64_t number, uint64_t mask, unsigned shift, uint64_t *bits)
{
	if ((number & (mask >> shift)) != number)
		return (false);
	*bits |= number << shift;
	return (true);
}

/* ---- The typed functions around the maps: one line of generated code each ---- */

#define SV_ENUM_FUNCTION(name, from_type, to_type)                                           \
	int name(from_type from, to_type *to)                                                \
	{                                                                                    \
		int64_t value = 0;                                                           \
		int error;                                                                   \
                                                                                             \
		if ((error = sv_enum_find(&name##_map, (int64_t)from, &value)) != 0)         \
			return (error);                                                      \
		if (sizeof(to_type) < sizeof(from_type) && (int64_t)(to_type)value != value) \
			return (EINVAL);                                                     \
		*to = (to_type)value;                                                        \
		return (0);                                                                  \
	}

/* `unsigned_type` has the width of from_type: no sign reaches the upper half. */
#define SV_FLAGS_FUNCTION(name, from_type, unsigned_type, to_type)                         \
	int name(from_type from, to_type *to)                                              \
	{                                                                                  \
		uint64_t bits = 0;                                                         \
		int error;                                                                 \
                                                                                           \
		if ((error = sv_flags_find(&name##_map, (unsigned_type)from, &bits)) != 0) \
			return (error);                                                    \
		if (!SV_BITS_FIT(to_type, bits))                                           \
			return (EINVAL);                                                   \
		*to = (to_type)bits;                                                       \
		return (0);                                                                \
	}

/* ---- Domains by name, for traces ---- */

struct sv_name {
	int64_t value;
	uint64_t mask;    /* flags: the bits that must equal value; number: the field; enum: 0 */
	const char *name; /* the owner's name, without prefix: "O_CREAT" */
	uint32_t count;   /* values of a range, from `value` on; 0 for a single one */
	uint32_t number;  /* 1: a field that holds a number */
};

/* clang-format off */
#define SV_NAME(value, name)              { (value), 0, (name), 0, 0 }
#define SV_NAME_FLAG(bits, name)        { (int64_t)(bits), (bits), (name), 0, 0 }
#define SV_NAME_BITS(value, mask, name)   { (int64_t)(value), (mask), (name), 0, 0 }
#define SV_NAME_RANGE(first, count, name) { (first), 0, (name), (count), 0 }
#define SV_NAME_FIELD(mask, name)         { 0, (mask), (name), 0, 1 }
/* clang-format on */

#define SV_DOMAIN_ENUM  1
#define SV_DOMAIN_FLAGS 2

struct sv_domain {
	const char *name;     /* "open_flags" */
	uint8_t kind;         /* SV_DOMAIN_... */
	uint8_t foreign_size; /* bytes of a value, 0 when the side has no such domain */
	uint8_t native_size;
	uint16_t foreign_count;
	uint16_t native_count;
	const struct sv_name *foreign; /* flags: containing ones first, the order to print */
	const struct sv_name *native;
	int (*in)(int64_t from, int64_t *to); /* the translator in, NULL when there is no pair */
};

/* The translator NAME for whoever knows only the domain: NAME_wide. */
#define SV_DOMAIN_IN(name, from_type, to_type)                    \
	static int name##_wide(int64_t from, int64_t *to)         \
	{                                                         \
		to_type value;                                    \
		int error;                                        \
                                                                  \
		if ((error = name((from_type)from, &value)) != 0) \
			return (error);                           \
		*to = (int64_t)value;                             \
		return (0);                                       \
	}

/* ---- Calls, for traces and accounting ---- */

#define SV_DIR_NONE    0
#define SV_DIR_IN      1 /* the call reads what the argument points at */
#define SV_DIR_OUT     2
#define SV_DIR_INOUT   3

#define SV_ARG_INT     1 /* signed number of `size` bytes */
#define SV_ARG_UINT    2
#define SV_ARG_DOMAIN  3  /* number of a domain */
#define SV_ARG_POINTER 4  /* pointer to something opaque */
#define SV_ARG_PATH    5  /* pointer to a path name */
#define SV_ARG_STRING  6  /* pointer to a string */
#define SV_ARG_BYTES   7  /* pointer to bytes; `length` says how many */
#define SV_ARG_STRUCT  8  /* pointer to `count` structures of `size` bytes each */
#define SV_ARG_SCALAR  9  /* pointer to `count` numbers of `size` bytes, of `domain` if given */
#define SV_ARG_SIGSET  10 /* pointer to a signal set of `size` bytes */

struct sv_arg_desc {
	const char *name; /* "pathname" */
	const char *type; /* as C has it: "const char *" */
	const struct sv_domain *domain;
	const char *structure; /* SV_ARG_STRUCT: "stat", else NULL */
	uint8_t kind;          /* SV_ARG_... */
	uint8_t dir;           /* SV_DIR_... of what a pointer points at */
	uint8_t slot;          /* index of its first register in the fetched arguments */
	uint8_t slots;         /* 1, or 2 for a 64-bit argument in a pair of 32-bit registers */
	uint16_t size;         /* bytes of the number, or of one thing pointed at; 0 unknown */
	int16_t length;        /* index of the argument that counts bytes or elements, -1 none */
	uint32_t count;        /* elements pointed at, 0 when `length` or nothing says */
};

/* How a call is answered. */
#define SV_CALL_NONE      0 /* no such number */
#define SV_CALL_UNIMPL    1 /* a name without a handler: ENOSYS, counted */
#define SV_CALL_NOSYS     2 /* ENOSYS on purpose */
#define SV_CALL_GENERATED 3
#define SV_CALL_HAND      4
#define SV_CALL_FIXED     5 /* always the same error, or 0 */

struct sv_call_desc {
	const char *name; /* NULL where the number is not used */
	const struct sv_arg_desc *args;
	const struct sv_domain *result; /* domain of the result, or NULL */
	uint8_t nargs;
	uint8_t nslots; /* registers that the arguments take */
	uint8_t state;  /* SV_CALL_... */
	uint8_t ret;    /* SV_ARG_INT, SV_ARG_UINT or SV_ARG_POINTER */
};

/* ---- ioctl requests ---- */

#define SV_IOCTL_NONE    0 /* no argument */
#define SV_IOCTL_VALUE   1 /* the argument is a number */
#define SV_IOCTL_POINTER 2 /* the argument points at foreign_size bytes */

#define SV_IOCTL_PAIRED  0 /* `native` is valid */
#define SV_IOCTL_REFUSED 1 /* no native counterpart: `error` */
#define SV_IOCTL_HAND    2 /* the persona's business; native: a request of that name, or 0 */
#define SV_IOCTL_IGNORED 3 /* accepted and without effect */

struct sv_ioctl {
	uint32_t foreign; /* the request as the program gives it */
	uint32_t native;
	uint8_t op;    /* SV_IOCTL_PAIRED ... */
	uint8_t arg;   /* SV_IOCTL_NONE ... */
	uint8_t dir;   /* SV_DIR_..., seen from the program: OUT is filled in by the kernel */
	int16_t error; /* for SV_IOCTL_REFUSED: native errno */
	uint16_t foreign_size; /* bytes the argument points at on either side, at the most
	                          SV_IOCTL_MAX */
	uint16_t native_size;
	int (*in)(const void *foreign, void *native); /* NULL: the same bytes */
	int (*out)(const void *native, void *foreign);
	const char *name;        /* "TCGETS" */
	const char *native_name; /* "TIOCGETA", or NULL */
};

/* The entry of a foreign request, or NULL.  `table` is sorted by it. */
static inline const struct sv_ioctl *
sv_ioctl_find(const struct sv_ioctl *table, size_t count, uint32_t request)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (table[middle].foreign < request)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < count && table[low].foreign == request)
		return (&table[low]);
	return (NULL);
}

/* The same for a native request; `index` holds places in `table`, sorted by native request. */
static inline const struct sv_ioctl *
sv_ioctl_find_native(
    const struct sv_ioctl *table, const uint16_t *index, size_t count, uint32_t request)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (table[index[middle]].native < request)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < count && table[index[low]].native == request)
		return (&table[index[low]]);
	return (NULL);
}

/* ---- Traps ---- */

struct sv_trap {
	int32_t native;   /* native trap number */
	int32_t number;   /* what the foreign system calls it (si_trapno, sigcontext) */
	int32_t signal;   /* foreign signal; 0: the foreign system sends none */
	int32_t code;     /* foreign si_code; 0: the native code is to be translated */
	const char *name; /* foreign name, "X86_TRAP_DE" */
};

/* ---- For generated translators and handlers ---- */

#define SV_ZERO(p) ((void)memset((p), 0, sizeof(*(p))))

/* Can `value` be held by `type` and come back the same? */
#define SV_FITS(type, value) ((__typeof__(value))(type)(value) == (value))

/* A 64-bit argument that came in two 32-bit registers. */
#define SV_PAIR64(low, high) ((uint64_t)(uint32_t)(low) | (uint64_t)(uint32_t)(high) << 32)

#endif
