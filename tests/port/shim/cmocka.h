/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * As much of CMocka's interface as tests/core uses, for programs without a C library: the suites of
 * tests/core are compiled once more for each architecture that `sysvec port` brought.
 */
#ifndef SHIM_CMOCKA_H
#define SHIM_CMOCKA_H

#include <stdint.h>

struct CMUnitTest {
	const char *name;
	void (*run)(void **state);
	int (*setup)(void **state);
	int (*teardown)(void **state);
};

#define cmocka_unit_test(f)   \
	{                     \
#f, (f), 0, 0 \
	}
#define cmocka_unit_test_setup_teardown(f, setup, teardown) \
	{                                                   \
#f, (f), (setup), (teardown)                \
	}
#define cmocka_run_group_tests_name(group, tests, setup, teardown) \
	shim_run((group), (tests), sizeof(tests) / sizeof((tests)[0]))

int shim_run(const char *group, const struct CMUnitTest *tests, unsigned long count);

void print_message(const char *fmt, ...) __attribute__((__format__(__printf__, 1, 2)));
_Noreturn void shim_fail(const char *file, int line, const char *fmt, ...)
    __attribute__((__format__(__printf__, 3, 4)));
_Noreturn void skip(void);

#define shim_true(c) ((c) ? (void)0 : shim_fail(__FILE__, __LINE__, "%s", #c))
#define shim_equal(a, b)                                                          \
	((unsigned long long)(a) == (unsigned long long)(b)                       \
	        ? (void)0                                                         \
	        : shim_fail(__FILE__, __LINE__, "%s is 0x%llx, %s is 0x%llx", #a, \
	              (unsigned long long)(a), #b, (unsigned long long)(b)))
#define shim_same_bytes(a, b, n)              \
	(memcmp((a), (b), (n)) == 0 ? (void)0 \
	                            : shim_fail(__FILE__, __LINE__, "%s and %s differ", #a, #b))

#define fail_msg(...)                shim_fail(__FILE__, __LINE__, __VA_ARGS__)
#define assert_true(c)               shim_true(c)
#define assert_non_null(p)           shim_true((p) != 0)
#define assert_null(p)               shim_true((p) == 0)
#define assert_int_equal(a, b)       shim_equal((a), (b))
#define assert_int_not_equal(a, b)   shim_true((unsigned long long)(a) != (unsigned long long)(b))
#define assert_ptr_equal(a, b)       shim_true((const void *)(a) == (const void *)(b))
#define assert_ptr_not_equal(a, b)   shim_true((const void *)(a) != (const void *)(b))
#define assert_string_equal(a, b)    shim_true(strcmp((a), (b)) == 0)
#define assert_memory_equal(a, b, n) shim_same_bytes((a), (b), (n))
#define assert_in_range(v, lo, hi)                                       \
	shim_true((unsigned long long)(v) >= (unsigned long long)(lo) && \
	          (unsigned long long)(v) <= (unsigned long long)(hi))

#endif
