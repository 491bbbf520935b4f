/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Values in traces.
 */
#include "host.h"
#include "trace.h"

#include "linux_xlat.h"

#define STRING_SHOWN  256
#define BYTES_SHOWN   48
#define SCALARS_SHOWN 8
#define STRINGS_SHOWN 16
#define VECTOR_MAX    10000

/* ---- Domains ---- */

static const struct sv_name *
names(const struct sv_domain *domain, bool native, unsigned *count)
{
	*count = native ? domain->native_count : domain->foreign_count;
	return (native ? domain->native : domain->foreign);
}

static void
number(struct host_text *t, int64_t value, unsigned size)
{
	uint64_t bits = (uint64_t)value;

	if (size == 4)
		bits &= UINT32_MAX;
	else if (size == 2)
		bits &= UINT16_MAX;
	host_text_str(t, "0x");
	host_text_unsigned(t, bits, 16);
}

static void
flags(struct host_text *t, const struct sv_name *list, unsigned count, int64_t value, unsigned size)
{
	uint64_t rest = (uint64_t)value, width = size == 8 ? ~0ul : (1ul << (size * 8)) - 1;
	bool first = true;

	rest &= width;
	for (unsigned i = 0; i < count; i++) {
		const struct sv_name *n = &list[i];
		uint64_t bits = (uint64_t)n->value & width, mask = n->mask & width;

		if (n->number != 0) {
			if ((rest & mask) == 0)
				continue;
			if (!first)
				host_text_char(t, '|');
			host_text_unsigned(t, rest & mask, 10);
			rest &= ~mask;
			first = false;
			continue;
		}
		/* A zero value of a field is shown only where the field is zero and nothing else of
		 * it was. */
		if (mask == 0 || (((uint64_t)value & width) & mask) != bits ||
		    (bits != 0 && (rest & mask) != bits) ||
		    (bits == 0 && value != 0 && mask == bits))
			continue;
		if (!first)
			host_text_char(t, '|');
		host_text_str(t, n->name);
		rest &= ~mask;
		first = false;
	}
	if (rest != 0 || first) {
		if (!first)
			host_text_char(t, '|');
		if (rest == 0)
			host_text_char(t, '0');
		else
			number(t, (int64_t)rest, size);
	}
}

void
host_trace_domain(struct host_text *t, const struct sv_domain *domain, bool native, int64_t value)
{
	unsigned count, size = native ? domain->native_size : domain->foreign_size;
	const struct sv_name *list = names(domain, native, &count);

	if (domain->kind == SV_DOMAIN_FLAGS) {
		flags(t, list, count, value, size);
		return;
	}
	if (size == 4)
		value = (int32_t)value;
	for (unsigned i = 0; i < count; i++) {
		if (list[i].count > 1 && value >= list[i].value &&
		    value < list[i].value + list[i].count) {
			host_text_str(t, list[i].name);
			if (value > list[i].value)
				host_text_fmt(t, "+%ld", value - list[i].value);
			return;
		}
		if (list[i].value == value) {
			host_text_str(t, list[i].name);
			return;
		}
	}
	host_text_signed(t, value);
}

/* ---- What pointers point at ---- */

static void
quoted(struct host_text *t, const char *bytes, size_t len, bool cut)
{
	host_text_char(t, '"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c == '"' || c == '\\')
			host_text_fmt(t, "\\%c", c);
		else if (c == '\n')
			host_text_str(t, "\\n");
		else if (c == '\t')
			host_text_str(t, "\\t");
		else if (c >= ' ' && c < 0x7f)
			host_text_char(t, (char)c);
		else {
			host_text_str(t, "\\x");
			host_text_char(t, "0123456789abcdef"[c >> 4]);
			host_text_char(t, "0123456789abcdef"[c & 15]);
		}
	}
	host_text_char(t, '"');
	if (cut)
		host_text_str(t, "...");
}

static void
pointer(struct host_text *t, register_t value)
{
	if (value == 0)
		host_text_str(t, "NULL");
	else
		number(t, value, 8);
}

static void
string(struct host_text *t, register_t at)
{
	char buf[STRING_SHOWN];
	size_t len;

	switch (copyinstr((const void *)at, buf, sizeof(buf), &len)) {
	case 0:
		quoted(t, buf, len - 1, false);
		return;
	case ENAMETOOLONG:
		quoted(t, buf, sizeof(buf), true);
		return;
	default:
		pointer(t, at);
	}
}

void
host_trace_bytes(struct host_text *t, register_t at, int64_t len)
{
	char buf[BYTES_SHOWN];
	size_t shown = len < (int64_t)sizeof(buf) ? (size_t)len : sizeof(buf);

	if (len < 0 || copyin((const void *)at, buf, shown) != 0)
		pointer(t, at);
	else
		quoted(t, buf, shown, len > (int64_t)shown);
}

static int64_t
scalar_at(const uint8_t *p, unsigned size)
{
	int64_t value = 0;

	memcpy(&value, p, size < 8 ? size : 8);
	return (size == 4 ? (int32_t)value : value);
}

static void
scalars(struct host_text *t, const struct sv_arg_desc *arg, register_t at)
{
	uint8_t buf[SCALARS_SHOWN * 8];
	unsigned count = arg->count == 0 ? 1 : arg->count;

	if (count > SCALARS_SHOWN)
		count = SCALARS_SHOWN;
	if (arg->size == 0 || arg->size > 8 ||
	    copyin((const void *)at, buf, (size_t)count * arg->size) != 0) {
		pointer(t, at);
		return;
	}
	host_text_char(t, '[');
	for (unsigned i = 0; i < count; i++) {
		if (i > 0)
			host_text_str(t, ", ");
		if (arg->domain != NULL)
			host_trace_domain(
			    t, arg->domain, false, scalar_at(buf + i * arg->size, arg->size));
		else
			host_text_signed(t, scalar_at(buf + i * arg->size, arg->size));
	}
	host_text_char(t, ']');
}

void
host_trace_sigset(struct host_text *t, uint64_t set)
{
	bool first = true, all;
	int members = 0;

	for (int sig = 0; sig < 64; sig++)
		members += (set >> sig & 1) != 0;
	all = members > 40; /* then the others are fewer */
	host_text_str(t, all ? "~[" : "[");
	for (int sig = 1; sig <= 64; sig++) {
		if (((set >> (sig - 1)) & 1) == (all ? 1u : 0u))
			continue;
		if (!first)
			host_text_char(t, ' ');
		host_trace_domain(t, &linux_signal_domain, false, sig);
		first = false;
	}
	host_text_char(t, ']');
}

static void
sigset(struct host_text *t, register_t at)
{
	uint64_t set;

	if (copyin((const void *)at, &set, sizeof(set)) != 0)
		pointer(t, at);
	else
		host_trace_sigset(t, set);
}

/* argv with its strings; of an environment, how many. */
static void
vector(struct host_text *t, register_t at, bool strings)
{
	register_t word;
	unsigned n;

	if (!strings)
		pointer(t, at);
	host_text_str(t, strings ? "[" : " /* ");
	for (n = 0; n < VECTOR_MAX; n++) {
		if (copyin((const void *)(at + (register_t)(n * sizeof(word))), &word,
		        sizeof(word)) != 0 ||
		    word == 0)
			break;
		if (!strings)
			continue;
		if (n > 0)
			host_text_str(t, ", ");
		if (n == STRINGS_SHOWN) {
			host_text_str(t, "...");
			break;
		}
		string(t, word);
	}
	if (strings)
		host_text_char(t, ']');
	else
		host_text_fmt(t, "%u vars */", n);
}

/* Numbers that the generator knows as "l_int *" only: two descriptors, a length, a wait status. */
static void
numbers(struct host_text *t, const struct sv_arg_desc *arg, register_t at, int64_t result)
{
	bool pair = strcmp(arg->name, "fildes") == 0 || strcmp(arg->name, "usockvec") == 0;
	int32_t n[2] = {0, 0};

	if (copyin((const void *)at, n, pair ? 8 : 4) != 0 ||
	    (result == 0 && strcmp(arg->name, "stat_addr") == 0)) {
		pointer(t, at);
		return;
	}
	if (strcmp(arg->name, "stat_addr") != 0) {
		host_text_fmt(t, pair ? "[%d, %d]" : "[%d]", n[0], n[1]);
	} else if ((n[0] & 0x7f) == 0) {
		host_text_fmt(t, "[exit %d]", n[0] >> 8 & 0xff);
	} else {
		bool stopped = (n[0] & 0xff) == 0x7f;

		host_text_str(t, n[0] == 0xffff ? "[continued"
		                 : stopped      ? "[stopped "
		                                : "[killed ");
		if (n[0] != 0xffff)
			host_trace_domain(t, &linux_signal_domain, false,
			    stopped ? n[0] >> 8 & 0xff : n[0] & 0x7f);
		host_text_char(t, ']');
	}
}

/* Unsigned numbers that are read better otherwise. */
static bool
named_number(struct host_text *t, const struct sv_arg_desc *arg, register_t value)
{
	static const char *const addresses[] = {"addr", "start", "brk", "off", "new_addr"};

	if (strcmp(arg->name, "fd") == 0) {
		host_text_signed(t, (int32_t)value);
		return (true);
	}
	for (size_t i = 0; i < SV_NITEMS(addresses) && arg->size == 8; i++) {
		if (strcmp(arg->name, addresses[i]) != 0)
			continue;
		if (value == 0)
			host_text_str(t, strcmp(arg->name, "off") == 0 ? "0" : "NULL");
		else
			number(t, value, 8);
		return (true);
	}
	return (false);
}

/* ---- Arguments ---- */

void
host_trace_arg(struct host_text *t, const struct sv_arg_desc *arg, const register_t *args,
    bool done, int64_t result)
{
	register_t value = args[arg->slot];
	bool readable = arg->dir == SV_DIR_IN || arg->dir == SV_DIR_INOUT || (done && result >= 0);
	uint64_t uvalue;
	int64_t len;

	switch (arg->kind) {
	case SV_ARG_INT:
		host_text_signed(t, arg->size == 8   ? value
		                    : arg->size == 2 ? (int16_t)value
		                                     : (int32_t)value);
		return;
	case SV_ARG_UINT:
		if (named_number(t, arg, value))
			return;
		uvalue = arg->size == 8   ? (uint64_t)value
		         : arg->size == 2 ? (uint16_t)value
		                          : (uint32_t)value;
		if (uvalue >> 31 != 0)
			number(t, value, arg->size); /* an address, or -1 */
		else
			host_text_unsigned(t, uvalue, 10);
		return;
	case SV_ARG_DOMAIN:
		if (arg->domain == &linux_mode_domain) {
			host_text_str(t, (uint16_t)value != 0 ? "0" : "");
			host_text_unsigned(t, (uint16_t)value, 8);
		} else {
			host_trace_domain(t, arg->domain, false, value);
		}
		return;
	default:
		break;
	}
	if (value == 0 || !readable) {
		pointer(t, value);
		return;
	}
	switch (arg->kind) {
	case SV_ARG_PATH:
	case SV_ARG_STRING:
		string(t, value);
		return;
	case SV_ARG_BYTES:
		if (strcmp(arg->type, "struct linux_sockaddr *") == 0) {
			int32_t n = arg->length >= 0 ? (int32_t)args[arg->length] : 0;

			if (arg->length < 0 &&
			    copyin((const void *)args[arg->slot + 1], &n, sizeof(n)) != 0)
				n = 0;
			if (!host_trace_sockaddr(t, (uint64_t)value, n))
				pointer(t, value);
			return;
		}
		len = arg->length >= 0 ? args[arg->length] : 0;
		if (arg->dir == SV_DIR_OUT && result < len)
			len = result;
		host_trace_bytes(t, value, len);
		return;
	case SV_ARG_SCALAR:
		scalars(t, arg, value);
		return;
	case SV_ARG_SIGSET:
		sigset(t, value);
		return;
	case SV_ARG_STRUCT:
		len = arg->length >= 0 ? args[arg->length] : arg->count;
		if (arg->dir == SV_DIR_OUT && arg->length >= 0 && result < len)
			len = result;
		if (!host_trace_struct(t, arg, (uint64_t)value, len, done ? result : -1))
			pointer(t, value);
		return;
	case SV_ARG_POINTER:
		if (strcmp(arg->type, "l_int *") == 0)
			numbers(t, arg, value, result);
		else if (strcmp(arg->type, "const char *const *") == 0)
			vector(t, value, strcmp(arg->name, "envp") != 0);
		else
			pointer(t, value);
		return;
	default:
		pointer(t, value);
	}
}

void
host_trace_args(struct host_text *t, const struct sv_call_desc *call, const register_t *args,
    bool done, int64_t result)
{
	host_text_char(t, '(');
	for (unsigned i = 0; i < call->nargs; i++) {
		if (i > 0)
			host_text_str(t, ", ");
		host_trace_arg(t, &call->args[i], args, done, result);
	}
	host_text_char(t, ')');
}
