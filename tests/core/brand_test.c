/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whose program is it.
 */
#define SYSVEC_HOSTED
#include "sysvec/image.h"
#include "sysvec/vector.h"
#include "suite.h"

static const uint8_t linux_osabis[] = {SV_OSABI_LINUX}, freebsd_osabis[] = {SV_OSABI_FREEBSD};
static const struct sv_brand_note linux_notes[] = {{"GNU", 1, SV_NOTE_LINUX}};
static const struct sv_brand_note freebsd_notes[] = {{"FreeBSD", 1, SV_NOTE_ANY}};
static const char *const linux_interps[] = {
    "/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1"};
static const char *const freebsd_interps[] = {"/libexec/ld-elf.so.1"};

static const struct sv_vector linux = {
    .sv_name = "linux",
    .sv_brand = {linux_osabis, linux_notes, linux_interps, 1, 1, 2},
};
static const struct sv_vector freebsd = {
    .sv_name = "freebsd",
    .sv_brand = {freebsd_osabis, freebsd_notes, freebsd_interps, 1, 1, 1},
};
static const struct sv_vector unbranded = {.sv_name = "unbranded"};
static const struct sv_vector *const both[] = {&freebsd, &linux};

static struct sv_image_plan
program(uint8_t osabi, const char *note, uint32_t desc0, const char *interp)
{
	static struct sv_image_plan plan;

	memset(&plan, 0, sizeof(plan));
	plan.osabi = osabi;
	if (note != NULL) {
		plan.nnotes = 1;
		memcpy(plan.notes[0].name, note, strlen(note) + 1);
		plan.notes[0].type = 1;
		plan.notes[0].desc0 = desc0;
	}
	memcpy(plan.interp, interp, strlen(interp) + 1);
	return (plan);
}

static void
expect(struct sv_image_plan plan, const struct sv_vector *fallback, const struct sv_vector *vec,
    enum sv_brand_match match)
{
	enum sv_brand_match got = SV_BRAND_FOREIGN;

	assert_ptr_equal(sv_image_choose(&plan, both, SV_NITEMS(both), fallback, &got), vec);
	assert_int_equal(got, match);
	assert_ptr_equal(sv_image_choose(&plan, both, SV_NITEMS(both), fallback, NULL), vec);
}

static void
an_abi_tag_decides(void **state)
{
	(void)state;
	expect(program(0, "GNU", 0, ""), NULL, &linux, SV_BRAND_NOTE);
	expect(program(0, "FreeBSD", 1400097, ""), NULL, &freebsd, SV_BRAND_NOTE);
}

static void
an_abi_tag_outweighs_osabi_and_interpreter(void **state)
{
	(void)state;
	expect(program(SV_OSABI_FREEBSD, "GNU", 0, "/libexec/ld-elf.so.1"), &freebsd, &linux,
	    SV_BRAND_NOTE);
}

static void
osabi_decides_without_a_tag(void **state)
{
	(void)state;
	expect(program(SV_OSABI_LINUX, NULL, 0, ""), NULL, &linux, SV_BRAND_OSABI);
	expect(
	    program(SV_OSABI_FREEBSD, NULL, 0, linux_interps[0]), NULL, &freebsd, SV_BRAND_OSABI);
}

static void
the_interpreter_decides_last(void **state)
{
	(void)state;
	expect(program(0, NULL, 0, linux_interps[1]), &freebsd, &linux, SV_BRAND_INTERPRETER);
	expect(program(0, NULL, 0, freebsd_interps[0]), &linux, &freebsd, SV_BRAND_INTERPRETER);
	expect(program(0, NULL, 0, "/lib/ld.so"), NULL, NULL, SV_BRAND_UNKNOWN);
}

static void
the_fallback_serves_what_says_nothing(void **state)
{
	(void)state;
	expect(program(0, NULL, 0, ""), &linux, &linux, SV_BRAND_UNKNOWN);
	expect(program(0, NULL, 0, ""), &freebsd, &freebsd, SV_BRAND_UNKNOWN);
	expect(program(0, NULL, 0, ""), &unbranded, &unbranded, SV_BRAND_UNKNOWN);
	expect(program(0, NULL, 0, ""), NULL, NULL, SV_BRAND_UNKNOWN);
	expect(program(0, "Go", 0, ""), &linux, &linux, SV_BRAND_UNKNOWN);
}

static void
the_fallback_does_not_serve_another_system(void **state)
{
	(void)state;
	expect(program(SV_OSABI_OPENBSD, NULL, 0, ""), &linux, NULL, SV_BRAND_FOREIGN);
	expect(program(0, "NetBSD", 900000000, ""), &linux, NULL, SV_BRAND_FOREIGN);
	expect(program(0, "GNU", SV_NOTE_HURD, "/lib/ld.so"), &linux, NULL, SV_BRAND_FOREIGN);
	expect(program(SV_OSABI_OPENBSD, NULL, 0, linux_interps[0]), NULL, NULL, SV_BRAND_FOREIGN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_abi_tag_decides),
	    cmocka_unit_test(an_abi_tag_outweighs_osabi_and_interpreter),
	    cmocka_unit_test(osabi_decides_without_a_tag),
	    cmocka_unit_test(the_interpreter_decides_last),
	    cmocka_unit_test(the_fallback_serves_what_says_nothing),
	    cmocka_unit_test(the_fallback_does_not_serve_another_system),
	};

	return (cmocka_run_group_tests_name("brand", tests, NULL, NULL));
}
