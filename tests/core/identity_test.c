/* SPDX-License-Identifier: BSD-2-Clause */
#define SYSVEC_HOSTED
#include "sysvec/identity.h"
#include "suite.h"

static void
real_releases_are_accepted(void **state)
{
	static const char *const good[] = {"6.1", "6.1.0", "2.4.2", "6.1.0-18-amd64",
	    "5.15.0-1.el9", "14.0-RELEASE", "4.4.0+", "6.18.0_1", "6.1.0~rc3", "10.20.30.40"};
	size_t i;

	(void)state;
	for (i = 0; i < SV_NITEMS(good); i++)
		assert_null(sv_identity_check_release(good[i]));
}

static void
other_texts_are_refused_with_a_reason(void **state)
{
	static const char *const bad[] = {"", "6", "6.", ".6", "6.x", "v6.1", "6.1.", "6..1",
	    "6.1 0", "6.1-a b", "6.1\n", "6.1a", "-6.1", "6.1-\x7f"};
	size_t i;

	(void)state;
	for (i = 0; i < SV_NITEMS(bad); i++)
		assert_non_null(sv_identity_check_release(bad[i]));
}

static void
what_is_too_long_for_utsname_is_refused(void **state)
{
	char text[SV_IDENTITY_MAX + 1];

	(void)state;
	memset(text, '1', sizeof(text));
	text[1] = '.';
	text[SV_IDENTITY_MAX] = '\0'; /* 65 characters */
	assert_non_null(sv_identity_check_release(text));
	assert_non_null(sv_identity_check_name(text));
	text[SV_IDENTITY_MAX - 1] = '\0'; /* 64 */
	assert_null(sv_identity_check_release(text));
	assert_null(sv_identity_check_name(text));
}

static void
names_are_one_printable_word(void **state)
{
	(void)state;
	assert_null(sv_identity_check_name("Linux"));
	assert_null(sv_identity_check_name("GNU/kFreeBSD"));
	assert_non_null(sv_identity_check_name(""));
	assert_non_null(sv_identity_check_name("Lin ux"));
	assert_non_null(sv_identity_check_name("Linux\t"));
}

static void
a_refused_setting_changes_nothing(void **state)
{
	struct sv_identity id = {"Linux", "6.1.0", 0x030600};

	(void)state;
	assert_non_null(sv_identity_set_release(&id, "six"));
	assert_non_null(sv_identity_set_name(&id, ""));
	assert_string_equal(id.osrelease, "6.1.0");
	assert_string_equal(id.osname, "Linux");
}

static void
a_setting_leaves_nothing_of_the_old_one(void **state)
{
	struct sv_identity id, clean = {"X", "6.2", 7};

	(void)state;
	memset(&id, 0xaa, sizeof(id));
	id.ossversion = 7;
	assert_null(sv_identity_set_release(&id, "6.2"));
	assert_null(sv_identity_set_name(&id, "X"));
	assert_memory_equal(id.osrelease, clean.osrelease, sizeof(id.osrelease));
	assert_memory_equal(id.osname, clean.osname, sizeof(id.osname));
}

static void
releases_compare_as_numbers(void **state)
{
	(void)state;
	assert_int_equal(sv_identity_release_number("6.1.0"), 6001000);
	assert_int_equal(sv_identity_release_number("2.6.32-5"), 2006032);
	assert_int_equal(sv_identity_release_number("6.1"), 6001000);
	assert_int_equal(sv_identity_release_number("6.1.4.7"), 6001004);
	assert_int_equal(sv_identity_release_number("3.10.99999"), 3010999);
	assert_int_equal(sv_identity_release_number("99999999999999999999.1"), 999001000);
	assert_int_equal(sv_identity_release_number("nonsense"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(real_releases_are_accepted),
	    cmocka_unit_test(other_texts_are_refused_with_a_reason),
	    cmocka_unit_test(what_is_too_long_for_utsname_is_refused),
	    cmocka_unit_test(names_are_one_printable_word),
	    cmocka_unit_test(a_refused_setting_changes_nothing),
	    cmocka_unit_test(a_setting_leaves_nothing_of_the_old_one),
	    cmocka_unit_test(releases_compare_as_numbers),
	};

	return (cmocka_run_group_tests_name("identity", tests, NULL, NULL));
}
