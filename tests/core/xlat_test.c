/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Properties of the generated translators of linux-amd64: what crosses from one side to the other
 * and back, and that no byte is left unset on the way.
 */
#include "fake_host.h"
#include "suite.h"
#include "sysvec/xlat.h"

#include "linux_const.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define ERRNO_MAX (LINUX_ERRNO_OUT_SIZE - 1) /* the largest native one */

static const struct sv_vector *const vec = &linux_vector;

/*
 * What the pair policies send on a way that does not come to rest: seen from the far side, the way
 * back leads elsewhere. Each for a reason; a row that is no longer needed fails.
 */
static const struct {
	const char *domain, *name, *reason;
} wanderers[] = {
    {"errno", "ENOKEY",
        "authentication is FreeBSD's nearest meaning, permission is Linux's for that"},
    {"errno", "EKEYEXPIRED", "the same"},
    {"errno", "EKEYREVOKED", "the same"},
    {"errno", "EKEYREJECTED", "the same"},
    {"mmap_flags", "MAP_STACK", "FreeBSD's flag makes a growing mapping, Linux's is a hint"},
    {"mmap_flags", "MAP_EXCL", "Linux has one flag for what FreeBSD says with two"},
    {"si_code_trap", "TRAP_CAP", "Linux programs know no capability mode"},
};
static bool wanders[SV_NITEMS(wanderers)];

static void
wandered(const char *domain, const char *name, int64_t a, int64_t b, int64_t c, int64_t d)
{
	size_t i;

	for (i = 0; i < SV_NITEMS(wanderers); i++) {
		if (strcmp(domain, wanderers[i].domain) == 0 &&
		    strcmp(name, wanderers[i].name) == 0) {
			wanders[i] = true;
			return;
		}
	}
	fail_msg("%s %s: 0x%llx -> 0x%llx -> 0x%llx -> 0x%llx", domain, name, (unsigned long long)a,
	    (unsigned long long)b, (unsigned long long)c, (unsigned long long)d);
}

static void
no_exception_is_left_over(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < SV_NITEMS(wanderers); i++) {
		if (!wanders[i])
			fail_msg("%s %s comes to rest now: take it from the list",
			    wanderers[i].domain, wanderers[i].name);
	}
}

/*
 * A foreign program over a host of the same system: what the host says must reach the program
 * unchanged.
 */
static void
foreign_errnos_survive_both_translations_or_settle(void **state)
{
	const struct sv_domain *d = &linux_errno_domain;
	int f, n, back, exact = 0;
	unsigned i;

	(void)state;
	for (i = 0; i < d->foreign_count; i++) {
		f = (int)d->foreign[i].value;
		n = sv_errno_in(vec, f);
		back = sv_errno_out(vec, n);
		exact += back == f;
		if (sv_errno_in(vec, back) != n)
			wandered("errno", d->foreign[i].name, f, n, back, sv_errno_in(vec, back));
	}
	for (i = 0; i < d->native_count; i++) {
		n = (int)d->native[i].value;
		f = sv_errno_out(vec, n);
		back = sv_errno_in(vec, f);
		if (sv_errno_out(vec, back) != f)
			wandered("errno", d->native[i].name, n, f, back, sv_errno_out(vec, back));
	}
	assert_true(exact >= 80);
	assert_int_equal(sv_errno_out(vec, ENOSYS), LINUX_ENOSYS);
	assert_int_equal(sv_errno_out(vec, EAGAIN), LINUX_EAGAIN);
	assert_int_equal(
	    sv_errno_out(vec, ENOEXEC), LINUX_ENOEXEC); /* FreeBSD's own table once said ENOENT */
}

/* ---- Domains ---- */

typedef int translate_t(int64_t from, int64_t *to);

#define XLAT_STRUCT(name, native)
#define XLAT_DOMAIN(name, F, N)                                  \
	static int name##_in(int64_t from, int64_t *to)          \
	{                                                        \
		N value;                                         \
		int error = linux_##name##_in((F)from, &value);  \
                                                                 \
		if (error == 0)                                  \
			*to = (int64_t)value;                    \
		return (error);                                  \
	}                                                        \
	static int name##_out(int64_t from, int64_t *to)         \
	{                                                        \
		F value;                                         \
		int error = linux_##name##_out((N)from, &value); \
                                                                 \
		if (error == 0)                                  \
			*to = (int64_t)value;                    \
		return (error);                                  \
	}
#include "xlat_list.h"
#undef XLAT_DOMAIN

static const struct {
	const char *name;
	const struct sv_domain *domain;
	translate_t *in, *out;
} domains[] = {
#define XLAT_DOMAIN(name, F, N) {#name, &linux_##name##_domain, name##_in, name##_out},
#include "xlat_list.h"
#undef XLAT_DOMAIN
#undef XLAT_STRUCT
};

/*
 * Translate there, back and there again: the second crossing must say what the first said.  Returns
 * what came back through *back; false when the value does not cross at all.
 */
static bool
settles(const char *domain, const char *name, translate_t *there, translate_t *home, int64_t value,
    int64_t *back)
{
	int64_t far, far_again;
	int error;

	if ((error = there(value, &far)) != 0) {
		assert_in_range(error, 1, ERRNO_MAX);
		return (false);
	}
	if ((error = home(far, back)) != 0) {
		assert_in_range(error, 1, ERRNO_MAX);
		return (false); /* one-way: the policy refuses it on the way back */
	}
	far_again = ~far;
	if (there(*back, &far_again) != 0 || far_again != far)
		wandered(domain, name, value, far, *back, far_again);
	return (true);
}

static void
members_settle_in_both_directions(void **state)
{
	const struct sv_domain *d;
	int64_t back;
	size_t i;
	unsigned m;

	(void)state;
	assert_true(SV_NITEMS(domains) > 50);
	for (i = 0; i < SV_NITEMS(domains); i++) {
		d = domains[i].domain;
		for (m = 0; m < d->foreign_count; m++) {
			if (!d->foreign[m].number)
				settles(domains[i].name, d->foreign[m].name, domains[i].in,
				    domains[i].out, d->foreign[m].value, &back);
		}
		for (m = 0; m < d->native_count; m++) {
			if (!d->native[m].number)
				settles(domains[i].name, d->native[m].name, domains[i].out,
				    domains[i].in, d->native[m].value, &back);
		}
	}
}

/* The value of that name, or false. */
static bool
named(const struct sv_name *names, unsigned count, const char *name, int64_t *value)
{
	unsigned i;

	for (i = 0; i < count; i++) {
		if (strcmp(names[i].name, name) == 0 && !names[i].number) {
			*value = names[i].value;
			return (true);
		}
	}
	return (false);
}

/* What has the same name on both sides and crosses as that name comes back as itself. */
static void
namesakes_come_back_as_themselves(void **state)
{
	const struct sv_domain *d;
	int64_t native, there, back;
	size_t i, checked = 0;
	unsigned m;

	(void)state;
	for (i = 0; i < SV_NITEMS(domains); i++) {
		d = domains[i].domain;
		for (m = 0; m < d->foreign_count; m++) {
			if (d->foreign[m].number ||
			    !named(d->native, d->native_count, d->foreign[m].name, &native) ||
			    domains[i].in(d->foreign[m].value, &there) != 0 || there != native)
				continue;
			back = ~d->foreign[m].value;
			if (domains[i].out(there, &back) != 0 || back != d->foreign[m].value)
				wandered(domains[i].name, d->foreign[m].name, d->foreign[m].value,
				    there, back, 0);
			checked++;
		}
	}
	assert_true(checked > 500);
}

/* A word of several flags crosses as its flags do: nothing is lost or gained by combination. */
static void
flag_words_settle(void **state)
{
	const struct sv_domain *d;
	uint64_t seed = 88172645463325252u;
	const struct sv_name *name;
	int64_t word, back;
	size_t i;
	unsigned n, m;

	(void)state;
	for (i = 0; i < SV_NITEMS(domains); i++) {
		d = domains[i].domain;
		if (d->kind != SV_DOMAIN_FLAGS || d->foreign_count == 0)
			continue;
		for (n = 0; n < 200; n++) {
			word = 0;
			for (m = 0; m < 3; m++) {
				seed ^= seed << 13;
				seed ^= seed >> 7;
				seed ^= seed << 17;
				name = &d->foreign[seed % d->foreign_count];
				if (!name->number)
					word = (int64_t)(((uint64_t)word & ~name->mask) |
					                 (uint64_t)name->value);
			}
			settles(
			    domains[i].name, "word", domains[i].in, domains[i].out, word, &back);
		}
	}
}

static void
unknown_values_get_an_errno_or_a_value(void **state)
{
	static const int64_t odd[] = {
	    -1, INT32_MIN, INT32_MAX, INT64_MIN, INT64_MAX, 0x5a5a5a5a, 4711, 0x7fff};
	int64_t value;
	size_t i, j;
	int error;

	(void)state;
	for (i = 0; i < SV_NITEMS(domains); i++) {
		for (j = 0; j < SV_NITEMS(odd); j++) {
			value = 0x1234567;
			if ((error = domains[i].in(odd[j], &value)) != 0) {
				assert_in_range(error, 1, ERRNO_MAX);
				assert_int_equal(value, 0x1234567); /* written only on success */
			}
			if ((error = domains[i].out(odd[j], &value)) != 0)
				assert_in_range(error, 1, ERRNO_MAX);
		}
	}
}

/* ---- Structures ---- */

typedef int convert_t(const void *from, void *to);

#define XLAT_DOMAIN(name, F, N)
#define XLAT_STRUCT(name, native)                                \
	static int name##_struct_in(const void *from, void *to)  \
	{                                                        \
		return (linux_##name##_in(from, to));            \
	}                                                        \
	static int name##_struct_out(const void *from, void *to) \
	{                                                        \
		return (linux_##name##_out(from, to));           \
	}
#include "xlat_list.h"
#undef XLAT_STRUCT

static const struct {
	const char *name;
	size_t foreign_size, native_size;
	convert_t *in, *out;
} structs[] = {
#define XLAT_STRUCT(name, native)                                                     \
	{#name, sizeof(struct linux_##name), sizeof(struct native), name##_struct_in, \
	    name##_struct_out},
#include "xlat_list.h"
#undef XLAT_STRUCT
#undef XLAT_DOMAIN
};

#define STRUCT_MAX 4096

/* Convert `from` twice over differently filled targets; true when it could be converted at all. */
static bool
same_bytes(const char *name, convert_t *convert, const void *from, size_t size)
{
	static uint8_t a[STRUCT_MAX + 1], b[STRUCT_MAX + 1];
	size_t i;
	int error;

	memset(a, 0xaa, sizeof(a));
	memset(b, 0x55, sizeof(b));
	fake_dirty_stack(0xaa);
	error = convert(from, a);
	fake_dirty_stack(0x55);
	assert_int_equal(convert(from, b), error);
	assert_int_equal(a[size], 0xaa);
	if (error != 0) {
		assert_in_range(error, 1, ERRNO_MAX);
		return (false);
	}
	for (i = 0; i < size; i++) {
		if (a[i] != b[i])
			fail_msg("%s: byte %zu of %zu is not set", name, i, size);
	}
	return (true);
}

static void
structures_leave_no_byte_unset(void **state)
{
	static uint8_t from[STRUCT_MAX];
	uint64_t seed = 2463534242u;
	unsigned round, ins, outs;
	size_t i, j;

	(void)state;
	assert_true(SV_NITEMS(structs) > 20);
	for (i = 0; i < SV_NITEMS(structs); i++) {
		assert_true(
		    structs[i].foreign_size <= STRUCT_MAX && structs[i].native_size <= STRUCT_MAX);
		ins = outs = 0;
		for (round = 0; round < 80; round++) {
			/* zeros, small numbers, a growing share of noise, a few words that are 1 to 3 */
			memset(from, 0, sizeof(from));
			for (j = 0; round > 0 && j < sizeof(from); j += 4) {
				seed ^= seed << 13;
				seed ^= seed >> 7;
				seed ^= seed << 17;
				if (round < 20)
					from[j] = (uint8_t)(seed % round);
				else if (round >= 40)
					from[j] = (seed >> 8) % 4 == 0 ? (uint8_t)(seed % 4) : 0;
				else if (seed % 40 < round)
					from[j + seed % 4] = (uint8_t)(seed >> 32);
			}
			ins += same_bytes(
			    structs[i].name, structs[i].in, from, structs[i].native_size);
			outs += same_bytes(
			    structs[i].name, structs[i].out, from, structs[i].foreign_size);
		}
		if (ins == 0 || outs == 0)
			fail_msg("%s: nothing could be converted, so nothing was tested",
			    structs[i].name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(foreign_errnos_survive_both_translations_or_settle),
	    cmocka_unit_test(members_settle_in_both_directions),
	    cmocka_unit_test(namesakes_come_back_as_themselves),
	    cmocka_unit_test(flag_words_settle),
	    cmocka_unit_test(no_exception_is_left_over),
	    cmocka_unit_test(unknown_values_get_an_errno_or_a_value),
	    cmocka_unit_test(structures_leave_no_byte_unset),
	};

	return (cmocka_run_group_tests_name("xlat", tests, NULL, NULL));
}
