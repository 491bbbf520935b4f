/* SPDX-License-Identifier: BSD-2-Clause */
#define SYSVEC_HOSTED
#include "sysvec/account.h"
#include "suite.h"

#define SECOND 1000000000u

static void
each_number_has_its_own_count(void **state)
{
	uint32_t calls[3] = {0};
	struct sv_account acc = {.calls = calls, .ncalls = 3};

	(void)state;
	assert_int_equal(sv_account_call(&acc, 0), 1);
	assert_int_equal(sv_account_call(&acc, 2), 1);
	assert_int_equal(sv_account_call(&acc, 2), 2);
	assert_int_equal(calls[0], 1);
	assert_int_equal(calls[1], 0);
	assert_int_equal(calls[2], 2);
	assert_int_equal(acc.beyond, 0);
}

static void
numbers_beyond_the_table_share_one_count(void **state)
{
	struct sv_account acc = {.calls = NULL, .ncalls = 0};

	(void)state;
	assert_int_equal(sv_account_call(&acc, 0), 1);
	assert_int_equal(sv_account_call(&acc, UINT32_MAX), 2);
	assert_int_equal(acc.beyond_last, UINT32_MAX);
}

static void
only_powers_of_ten_are_due(void **state)
{
	uint32_t hits, next = 1;

	(void)state;
	assert_false(sv_account_due(0));
	for (hits = 1; hits <= 1000000; hits++) {
		assert_int_equal(sv_account_due(hits), hits == next);
		if (hits == next)
			next *= 10;
	}
	assert_true(sv_account_due(1000000000));
	assert_false(sv_account_due(UINT32_MAX));
}

static void
budget_holds_for_one_second(void **state)
{
	struct sv_account acc = {.budget = 2};

	(void)state;
	assert_true(sv_account_spend(&acc, 10 * (uint64_t)SECOND));
	assert_true(sv_account_spend(&acc, 10 * (uint64_t)SECOND + 5));
	assert_false(sv_account_spend(&acc, 11 * (uint64_t)SECOND - 1));
	assert_int_equal(acc.dropped, 1);
	assert_true(sv_account_spend(&acc, 11 * (uint64_t)SECOND));
	assert_true(sv_account_spend(&acc, 11 * (uint64_t)SECOND));
	assert_false(sv_account_spend(&acc, 11 * (uint64_t)SECOND));
	assert_int_equal(acc.dropped, 2);
}

static void
without_a_budget_nothing_is_reported(void **state)
{
	struct sv_account acc = {.budget = 0};

	(void)state;
	assert_false(sv_account_spend(&acc, 0));
	assert_false(sv_account_spend(&acc, 99 * (uint64_t)SECOND));
	assert_int_equal(acc.dropped, 2);
}

static void
errnos_are_counted_together(void **state)
{
	struct sv_account acc = {0};

	(void)state;
	assert_int_equal(sv_account_errno(&acc, 98), 1);
	assert_int_equal(sv_account_errno(&acc, 99), 2);
	assert_int_equal(acc.errno_last, 99);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_number_has_its_own_count),
	    cmocka_unit_test(numbers_beyond_the_table_share_one_count),
	    cmocka_unit_test(only_powers_of_ten_are_due),
	    cmocka_unit_test(budget_holds_for_one_second),
	    cmocka_unit_test(without_a_budget_nothing_is_reported),
	    cmocka_unit_test(errnos_are_counted_together),
	};

	return (cmocka_run_group_tests_name("account", tests, NULL, NULL));
}
