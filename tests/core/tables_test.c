/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Properties of the generated tables of linux-amd64 (and of others in tests/port): calls, errnos, signals, traps, ioctls,
 * activation.
 */
#include "fake_host.h"
#include "suite.h"
#include "sysvec/xlat.h"

#include "linux_const.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define ERRNO_MAX (LINUX_ERRNO_OUT_SIZE - 1) /* the largest native one */

static const struct sv_vector *const vec = &linux_vector;

/* ---- Calls ---- */

static void
every_number_has_one_name(void **state)
{
	uint32_t a, b;

	(void)state;
	assert_int_equal(vec->sv_size, LINUX_SYS_MAXSYSCALL);
	for (a = 0; a < vec->sv_size; a++) {
		assert_non_null(vec->sv_syscallnames[a]);
		for (b = 0; b < a; b++) {
			if (strcmp(vec->sv_syscallnames[a], vec->sv_syscallnames[b]) == 0)
				fail_msg("%u and %u are both %s", a, b, vec->sv_syscallnames[a]);
		}
	}
	assert_string_equal(vec->sv_syscallnames[LINUX_SYS_openat], "openat");
	assert_string_equal(sv_syscall_name(vec, LINUX_SYS_read), "read");
	assert_null(sv_syscall_name(vec, vec->sv_size));
}

static void
every_row_has_a_handler_and_its_arguments(void **state)
{
	const struct sv_call_desc *desc;
	const struct sysent *row;
	uint32_t nr, handlers = 0;
	unsigned i, slots;

	(void)state;
	for (nr = 0; nr < vec->sv_size; nr++) {
		row = &vec->sv_table[nr];
		desc = &vec->sv_call_desc[nr];
		assert_non_null(row->sy_call);
		assert_true(row->sy_narg <= 6);
		if (desc->name != NULL)
			assert_string_equal(desc->name, vec->sv_syscallnames[nr]);
		for (i = slots = 0; i < desc->nargs; i++) {
			assert_non_null(desc->args[i].name);
			assert_int_equal(desc->args[i].slot, slots);
			slots += desc->args[i].slots;
			assert_true(desc->args[i].length < (int)desc->nargs);
		}
		assert_int_equal(slots, desc->nslots);
		switch (desc->state) {
		case SV_CALL_GENERATED:
		case SV_CALL_HAND:
			handlers++;
			assert_ptr_not_equal(row->sy_call, sv_nosys);
			assert_int_equal(row->sy_narg, desc->nslots);
			break;
		case SV_CALL_NONE:
		case SV_CALL_UNIMPL:
			assert_ptr_equal(row->sy_call, sv_nosys);
			break;
		default:
			break;
		}
	}
	assert_true(handlers > 100);
}

/* ---- Errnos and signals ---- */

static void
every_native_errno_has_an_answer(void **state)
{
	const struct sv_domain *d = &linux_errno_domain;
	bool known;
	unsigned i;

	(void)state;
	assert_true(d->native_count > 90);
	for (i = 0; i < d->native_count; i++) {
		sv_errno_map(&vec->sv_errno_out, (int)d->native[i].value, &known);
		if (!known && d->native[i].value > 0)
			fail_msg("native errno %s has no row", d->native[i].name);
	}
	assert_true(sv_errno_out(vec, ERRNO_MAX + 1) > 0);
}

static void
every_foreign_errno_has_an_answer(void **state)
{
	const struct sv_domain *d = &linux_errno_domain;
	bool known;
	unsigned i;

	(void)state;
	assert_true(d->foreign_count > 130);
	for (i = 0; i < d->foreign_count; i++) {
		sv_errno_map(&vec->sv_errno_in, (int)d->foreign[i].value, &known);
		if (!known)
			fail_msg("foreign errno %s has no row", d->foreign[i].name);
	}
}

static void
every_foreign_signal_comes_back_as_itself(void **state)
{
	int sig, a, b;

	(void)state;
	for (sig = 1; sig <= 64; sig++) {
		if (sv_signal_in(vec, sig) == 0)
			fail_msg("signal %d has no native number", sig);
		assert_int_equal(sv_signal_out(vec, sv_signal_in(vec, sig)), sig);
	}
	for (a = 1; a <= 64; a++) {
		for (b = 1; b < a; b++)
			assert_int_not_equal(sv_signal_in(vec, a), sv_signal_in(vec, b));
	}
	for (sig = 1; sig <= 128; sig++)
		assert_in_range(sv_signal_out(vec, sig), 0, 64);
	assert_int_equal(sv_signal_in(vec, 65), 0);
}

static void
signal_sets_follow_the_signals(void **state)
{
	l_sigset_t foreign, back;
	sigset_t native;
	unsigned sig;

	(void)state;
	for (sig = 1; sig <= 64; sig++) {
		memset(&foreign, 0, sizeof(foreign));
		((uint8_t *)&foreign)[(sig - 1) / 8] = (uint8_t)(1u << ((sig - 1) % 8));
		memset(&native, 0xaa, sizeof(native));
		memset(&back, 0xaa, sizeof(back));
		linux_sigset_in(&foreign, &native);
		linux_sigset_out(&native, &back);
		assert_memory_equal(&foreign, &back, sizeof(back));
	}
	memset(&foreign, 0xff, sizeof(foreign));
	linux_sigset_in(&foreign, &native);
	linux_sigset_out(&native, &back);
	assert_memory_equal(&foreign, &back, sizeof(back));
}

static void
every_trap_has_a_foreign_signal_or_none_at_all(void **state)
{
	struct sv_trap trap;
	int n, found = 0;

	(void)state;
	for (n = -1; n < 256; n++) {
		if (vec->sv_trap_out(n, &trap) != 0)
			continue;
		found++;
		assert_int_equal(trap.native, n);
		assert_in_range(trap.signal, 0, 64);
		assert_non_null(trap.name);
	}
	assert_true(found >= SUITE_TRAPS);
}

/* ---- ioctls ---- */

static void
ioctls_are_sorted_and_found_by_both_requests(void **state)
{
	const struct sv_ioctl *io;
	uint32_t i;

	(void)state;
	assert_true(vec->sv_nioctls > 20);
	for (i = 0; i < vec->sv_nioctls; i++) {
		io = &vec->sv_ioctls[i];
		assert_non_null(io->name);
		if (i > 0)
			assert_true(vec->sv_ioctls[i - 1].foreign < io->foreign);
		assert_ptr_equal(sv_ioctl_find(vec->sv_ioctls, vec->sv_nioctls, io->foreign), io);
		if (io->op == SV_IOCTL_PAIRED)
			assert_non_null(sv_ioctl_find_native(
			    vec->sv_ioctls, vec->sv_ioctls_native, vec->sv_nioctls, io->native));
		if (io->op == SV_IOCTL_REFUSED)
			assert_in_range(io->error, 1, ERRNO_MAX);
		if (io->arg == SV_IOCTL_POINTER && io->op == SV_IOCTL_PAIRED)
			assert_true(io->foreign_size > 0 && io->native_size > 0);
	}
	assert_null(sv_ioctl_find(vec->sv_ioctls, vec->sv_nioctls, 0xffffffff));
}

/* ---- Activation ---- */

static void
the_vector_is_complete(void **state)
{
	uint32_t i, j;

	(void)state;
	assert_string_equal(vec->sv_name, SUITE_VECTOR);
	assert_ptr_equal(vec->sv_abi, &SUITE_ABI);
	assert_null(sv_identity_check_release(vec->sv_identity.osrelease));
	assert_null(sv_identity_check_name(vec->sv_identity.osname));
	assert_true(vec->sv_brand.nosabis > 0 && vec->sv_brand.nnotes > 0 &&
	            vec->sv_brand.ninterpreters > 0);
	assert_non_null(vec->sv_ops);
#ifndef SUITE_UNFRAMED
	assert_non_null(vec->sv_ops->sendsig);
#endif
	assert_true(vec->sv_nauxv > 10);
	for (i = 0; i < vec->sv_nauxv; i++) {
		assert_true(vec->sv_auxv[i].source < SV_AUX_COUNT);
		assert_int_not_equal(vec->sv_auxv[i].tag, 0);
		for (j = 0; j < i; j++)
			assert_int_not_equal(vec->sv_auxv[i].tag, vec->sv_auxv[j].tag);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_number_has_one_name),
	    cmocka_unit_test(every_row_has_a_handler_and_its_arguments),
	    cmocka_unit_test(every_native_errno_has_an_answer),
	    cmocka_unit_test(every_foreign_errno_has_an_answer),
	    cmocka_unit_test(every_foreign_signal_comes_back_as_itself),
	    cmocka_unit_test(signal_sets_follow_the_signals),
	    cmocka_unit_test(every_trap_has_a_foreign_signal_or_none_at_all),
	    cmocka_unit_test(ioctls_are_sorted_and_found_by_both_requests),
	    cmocka_unit_test(the_vector_is_complete),
	};

	return (cmocka_run_group_tests_name("tables", tests, NULL, NULL));
}
