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

static void
bytes(struct host_text *t, register_t at, int64_t len)
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

static void
sigset(struct host_text *t, register_t at)
{
	uint64_t set;
	bool first = true, all;
	int members = 0;

	if (copyin((const void *)at, &set, sizeof(set)) != 0) {
		pointer(t, at);
		return;
	}
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
		uvalue = arg->size == 8   ? (uint64_t)value
		         : arg->size == 2 ? (uint16_t)value
		                          : (uint32_t)value;
		if (uvalue >> 31 != 0)
			number(t, value, arg->size); /* an address, or -1 */
		else
			host_text_unsigned(t, uvalue, 10);
		return;
	case SV_ARG_DOMAIN:
		host_trace_domain(t, arg->domain, false, value);
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
		len = arg->length >= 0 ? args[arg->length] : 0;
		if (arg->dir == SV_DIR_OUT && result < len)
			len = result;
		bytes(t, value, len);
		return;
	case SV_ARG_SCALAR:
		scalars(t, arg, value);
		return;
	case SV_ARG_SIGSET:
		sigset(t, value);
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
