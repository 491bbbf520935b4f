/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Activation over hand-made files: every refusal, what a plan says, where bytes end up, failing
 * hosts.
 */
#include "elf_image.h"
#include "suite.h"

static int
setup(void **state)
{
	struct elf_file *f = test_calloc(1, sizeof(*f));

	elf_program(f, 2);
	*state = f;
	return (0);
}

static int
teardown(void **state)
{
	test_free(*state);
	return (0);
}

static struct sv_image_plan *
plan_of(struct elf_file *f)
{
	static struct sv_image_plan plan;
	struct sv_image_io io = elf_io(f);

	memset(&plan, 0xaa, sizeof(plan));
	f->calls = 0;
	sv_image_plan(&plan, &io, &elf_want);
	assert_false(f->outside);
	return (&plan);
}

static void
expect_refusal(struct elf_file *f, enum sv_image_refusal why)
{
	struct sv_image_plan *plan = plan_of(f);

	if (plan->refusal != why)
		print_error("refused: %s\n", sv_image_refusal_text(plan->refusal));
	assert_int_equal(plan->refusal, why);
}

/* ---- Refusals: each from one change to a good file ---- */

#define REFUSES(name, change, why)              \
	static void name(void **state)          \
	{                                       \
		struct elf_file *f = *state;    \
                                                \
		expect_refusal(f, SV_IMAGE_OK); \
		change;                         \
		expect_refusal(f, why);         \
	}

REFUSES(empty_file, f->size = 0, SV_IMAGE_NOT_ELF)
REFUSES(three_bytes, f->size = 3, SV_IMAGE_NOT_ELF)
REFUSES(wrong_magic, elf_set(f, 0, 'M', 1), SV_IMAGE_NOT_ELF)
REFUSES(cut_in_the_header, f->size = 63, SV_IMAGE_SHORT)
REFUSES(class_32, elf_set(f, ELF_CLASS, 1, 1), SV_IMAGE_CLASS)
REFUSES(class_unknown, elf_set(f, ELF_CLASS, 3, 1), SV_IMAGE_CLASS)
REFUSES(big_endian, elf_set(f, ELF_DATA, 2, 1), SV_IMAGE_ENDIAN)
REFUSES(version_in_ident, elf_set(f, ELF_VERSION, 2, 1), SV_IMAGE_VERSION)
REFUSES(version_in_header, elf_set(f, ELF_EVERSION, 0, 4), SV_IMAGE_VERSION)
REFUSES(other_machine, elf_set(f, ELF_MACHINE, 183, 2), SV_IMAGE_MACHINE)
REFUSES(object_file, elf_set(f, ELF_TYPE, 1, 2), SV_IMAGE_TYPE)
REFUSES(core_dump, elf_set(f, ELF_TYPE, 4, 2), SV_IMAGE_TYPE)
REFUSES(program_header_size, elf_set(f, ELF_PHENTSIZE, 32, 2), SV_IMAGE_PHENTSIZE)
REFUSES(no_program_headers, elf_set(f, ELF_PHNUM, 0, 2), SV_IMAGE_NO_PHDRS)
REFUSES(too_many_program_headers, elf_set(f, ELF_PHNUM, 74, 2), SV_IMAGE_MANY_PHDRS)
REFUSES(extended_numbering, elf_set(f, ELF_PHNUM, 0xffff, 2), SV_IMAGE_MANY_PHDRS)
REFUSES(
    headers_beyond_the_end, elf_set(f, ELF_PHOFF, ELF_SIZE - 56 * 3 + 1, 8), SV_IMAGE_PHDRS_BEYOND)
REFUSES(headers_wrap_around, elf_set(f, ELF_PHOFF, UINT64_MAX - 8, 8), SV_IMAGE_PHDRS_BEYOND)
REFUSES(nothing_to_load,
    (elf_set(f, ELF_PH(0, PH_TYPE), 9, 4), elf_set(f, ELF_PH(1, PH_TYPE), 9, 4)), SV_IMAGE_NO_LOAD)
REFUSES(truncated, f->size = 0x2000, SV_IMAGE_SEGMENT_BEYOND)
REFUSES(segment_offset_wraps, elf_set(f, ELF_PH(1, PH_OFFSET), 0xffffffffffffff00, 8),
    SV_IMAGE_SEGMENT_BEYOND)
REFUSES(
    more_in_file_than_in_memory, elf_set(f, ELF_PH(0, PH_MEMSZ), 0x17ff, 8), SV_IMAGE_SEGMENT_SIZE)
REFUSES(alignment_three_pages, elf_set(f, ELF_PH(0, PH_ALIGN), 0x3000, 8), SV_IMAGE_SEGMENT_ALIGN)
REFUSES(
    alignment_absurd, elf_set(f, ELF_PH(0, PH_ALIGN), (uint64_t)1 << 63, 8), SV_IMAGE_SEGMENT_ALIGN)
REFUSES(address_and_offset_disagree, elf_set(f, ELF_PH(1, PH_OFFSET), 0x1f08, 8),
    SV_IMAGE_SEGMENT_CONGRUENT)
REFUSES(segment_wraps_around, elf_set(f, ELF_PH(1, PH_MEMSZ), UINT64_MAX - 0x1000, 8),
    SV_IMAGE_SEGMENT_OVERFLOW)
REFUSES(segment_in_the_last_page, elf_set(f, ELF_PH(1, PH_VADDR), 0xffffffffffffdf00, 8),
    SV_IMAGE_SEGMENT_OVERFLOW)
REFUSES(segment_in_the_kernel, elf_set(f, ELF_PH(1, PH_VADDR), 0xffff800000000f00, 8),
    SV_IMAGE_SEGMENT_SPACE)
REFUSES(segment_at_zero, elf_set(f, ELF_PH(0, PH_VADDR), 0, 8), SV_IMAGE_SEGMENT_SPACE)
REFUSES(
    segment_too_large, elf_set(f, ELF_PH(1, PH_MEMSZ), 0x800000000000, 8), SV_IMAGE_SEGMENT_SPACE)
REFUSES(segments_overlap, elf_set(f, ELF_PH(0, PH_MEMSZ), 0x2f01, 8), SV_IMAGE_SEGMENT_OVERLAP)
REFUSES(segments_equal,
    elf_add(f, (struct elf_phdr){ELF_PT_LOAD, 6, 0x1f00, 0x402f00, 16, 16, 0x1000}),
    SV_IMAGE_SEGMENT_OVERLAP)
REFUSES(entry_outside, elf_set(f, ELF_ENTRY, 0x401800, 8), SV_IMAGE_ENTRY)

static void
add_interp(struct elf_file *f, const char *path, uint64_t filesz)
{
	elf_put(f, 0x1000, path, strlen(path) + 1);
	elf_add(f, (struct elf_phdr){ELF_PT_INTERP, 4, 0x1000, 0x401000, filesz, filesz, 1});
}

REFUSES(interpreter_too_long, add_interp(f, "/ld.so", 1025), SV_IMAGE_INTERP_LONG)
REFUSES(interpreter_empty, add_interp(f, "", 1), SV_IMAGE_INTERP_EMPTY)
REFUSES(interpreter_only_a_nul, add_interp(f, "", 2), SV_IMAGE_INTERP_UNTERMINATED)
REFUSES(
    interpreter_two_nuls, (add_interp(f, "", 2), elf_set(f, 0x1001, 0, 1)), SV_IMAGE_INTERP_EMPTY)
REFUSES(interpreter_unterminated, add_interp(f, "/ld.so", 6), SV_IMAGE_INTERP_UNTERMINATED)
REFUSES(interpreter_beyond_the_end,
    (add_interp(f, "/ld.so", 7), elf_set(f, ELF_PH(3, PH_OFFSET), ELF_SIZE - 6, 8)),
    SV_IMAGE_INTERP_BEYOND)

static void
a_read_that_fails_is_told_apart(void **state)
{
	struct elf_file *f = *state;
	struct sv_image_plan *plan;
	unsigned n, reads = 0;

	add_interp(f, "/ld.so", 7);
	elf_add(f, (struct elf_phdr){ELF_PT_NOTE, 4, 0x1100, 0x401100, 32, 32, 4});
	for (n = 1;; n++) {
		f->fail = n;
		plan = plan_of(f);
		if (plan->refusal == SV_IMAGE_OK)
			break;
		assert_int_equal(plan->refusal, SV_IMAGE_IO);
		assert_int_equal(plan->error, 5);
		reads++;
	}
	assert_true(reads >= 4); /* header, program headers, interpreter, note */
}

/* ---- What a plan says ---- */

static void
a_plan_says_what_the_file_says(void **state)
{
	struct elf_file *f = *state;
	struct sv_image_plan *plan;

	add_interp(f, "/lib/ld.so", 11);
	elf_set(f, ELF_OSABI, 9, 1);
	plan = plan_of(f);
	assert_int_equal(plan->refusal, SV_IMAGE_OK);
	assert_false(plan->dynamic);
	assert_int_equal(plan->entry, 0x400800);
	assert_int_equal(plan->phdr, 0x400040);
	assert_int_equal(plan->phnum, 4);
	assert_int_equal(plan->phentsize, 56);
	assert_int_equal(plan->low, 0x400000);
	assert_int_equal(plan->high, 0x405000);
	assert_int_equal(plan->eflags, 0x1234);
	assert_int_equal(plan->osabi, 9);
	assert_int_equal(plan->nsegments, 2);
	assert_int_equal(plan->segments[0].prot, SV_PROT_READ | SV_PROT_EXEC);
	assert_int_equal(plan->segments[1].prot, SV_PROT_READ | SV_PROT_WRITE);
	assert_string_equal(plan->interp, "/lib/ld.so");
	assert_false(plan->exec_stack);
	assert_true(plan->has_gnu_stack);
}

static void
without_a_stack_header_the_stack_is_executable(void **state)
{
	struct elf_file *f = *state;

	elf_set(f, ELF_PH(2, PH_TYPE), 9, 4);
	assert_true(plan_of(f)->exec_stack);
	assert_false(plan_of(f)->has_gnu_stack);
}

static void
writable_and_executable_is_left_alone(void **state)
{
	struct elf_file *f = *state;

	elf_set(f, ELF_PH(1, PH_FLAGS), 7, 4);
	assert_int_equal(plan_of(f)->segments[1].prot, SV_PROT_READ | SV_PROT_WRITE | SV_PROT_EXEC);
}

static void
the_first_interpreter_counts(void **state)
{
	struct elf_file *f = *state;

	add_interp(f, "/first", 7);
	elf_add(f, (struct elf_phdr){ELF_PT_INTERP, 4, 0x1100, 0x401100, 4000, 4000, 1});
	assert_int_equal(plan_of(f)->refusal, SV_IMAGE_OK);
	assert_string_equal(plan_of(f)->interp, "/first");
}

static void
headers_outside_every_segment_have_no_address(void **state)
{
	struct elf_file *f = *state;

	memcpy(f->bytes + 0x5000, f->bytes + ELF_PHDR, 3 * 56);
	elf_set(f, ELF_PHOFF, 0x5000, 8);
	assert_int_equal(plan_of(f)->refusal, SV_IMAGE_OK);
	assert_int_equal(plan_of(f)->phdr, 0);
}

static void
segments_may_share_a_page_and_stand_in_any_order(void **state)
{
	struct elf_file *f = *state;
	struct sv_image_plan *plan;

	elf_init(f, 2, 0x400800);
	elf_add(f, (struct elf_phdr){ELF_PT_LOAD, 6, 0x1800, 0x401800, 0x100, 0x100, 0x1000});
	elf_add(f, (struct elf_phdr){ELF_PT_LOAD, 5, 0, 0x400000, 0x1800, 0x1800, 0x1000});
	elf_add(f, (struct elf_phdr){ELF_PT_LOAD, 6, 0, 0x404000, 0, 0, 0x1000});
	plan = plan_of(f);
	assert_int_equal(plan->refusal, SV_IMAGE_OK);
	assert_int_equal(plan->nsegments, 2); /* an empty one is none */
	assert_int_equal(plan->low, 0x400000);
	assert_int_equal(plan->high, 0x402000);
}

static void
put_note(struct elf_file *f, uint64_t at, const char *name, uint32_t type, uint32_t desc0)
{
	elf_set(f, at, strlen(name) + 1, 4);
	elf_set(f, at + 4, 4, 4);
	elf_set(f, at + 8, type, 4);
	memset(f->bytes + at + 12, 0, 8);
	elf_put(f, at + 12, name, strlen(name));
	elf_set(f, at + 12 + ((strlen(name) + 4) & ~(size_t)3), desc0, 4);
}

static void
abi_tags_are_found_behind_other_notes(void **state)
{
	struct elf_file *f = *state;
	struct sv_image_plan *plan;

	put_note(f, 0x1100, "GNU", 3, 0);           /* a build id: 20 bytes */
	put_note(f, 0x1114, "FreeBSD", 1, 1400097); /* 24 bytes */
	put_note(f, 0x112c, "FreeBSD", 4, 0);
	elf_add(f, (struct elf_phdr){ELF_PT_NOTE, 4, 0x1100, 0x401100, 20 + 24 + 24, 68, 4});
	plan = plan_of(f);
	assert_int_equal(plan->nnotes, 1);
	assert_string_equal(plan->notes[0].name, "FreeBSD");
	assert_int_equal(plan->notes[0].desc0, 1400097);
}

static void
damaged_notes_are_passed_over(void **state)
{
	static const uint32_t sizes[] = {0, 1, 13, 0x7fffffff, 0x80000000, 0xffffffff};
	struct elf_file *f = *state;
	uint64_t len;
	size_t i, j;

	elf_add(f, (struct elf_phdr){ELF_PT_NOTE, 4, 0x1100, 0x401100, 32, 32, 4});
	for (i = 0; i < SV_NITEMS(sizes); i++) {
		for (j = 0; j < SV_NITEMS(sizes); j++) {
			for (len = 0; len < 40; len += 3) {
				elf_set(f, 0x1100, sizes[i], 4);
				elf_set(f, 0x1104, sizes[j], 4);
				elf_set(f, 0x1108, 1, 4);
				elf_set(f, ELF_PH(3, PH_FILESZ), len, 8);
				assert_int_equal(plan_of(f)->refusal, SV_IMAGE_OK);
			}
		}
	}
	elf_set(f, ELF_PH(3, PH_OFFSET), ELF_SIZE, 8);
	assert_int_equal(plan_of(f)->refusal, SV_IMAGE_OK);
	assert_int_equal(plan_of(f)->nnotes, 0);
}

/* ---- Loading ---- */

static uint8_t *
mem(struct elf_file *f, uint64_t addr)
{
	return (f->space + (addr - ELF_SPACE_BASE));
}

static int
prot(struct elf_file *f, uint64_t addr)
{
	return (f->prot[(addr - ELF_SPACE_BASE) / ELF_PAGE]);
}

static void
a_program_stands_where_it_asks_to(void **state)
{
	struct elf_file *f = *state;
	struct sv_image_plan *plan = plan_of(f);
	struct sv_image_io io = elf_io(f);
	struct sv_image image;

	assert_int_equal(sv_image_load(&image, plan, &io, NULL, NULL), SV_IMAGE_OK);
	assert_false(f->outside);
	assert_int_equal(image.bias, 0);
	assert_int_equal(image.start, 0x400800);
	assert_int_equal(image.entry, 0x400800);
	assert_int_equal(image.phdr, 0x400040);
	assert_int_equal(image.interp_base, 0);
	assert_int_equal(image.brk, 0x405000);
	assert_int_equal(image.low, 0x400000);
	assert_memory_equal(mem(f, 0x400000), f->bytes, 0x2000);
	assert_memory_equal(mem(f, 0x402f00), f->bytes + 0x1f00, 0x180);
	assert_int_equal(prot(f, 0x400000), SV_PROT_READ | SV_PROT_EXEC);
	assert_int_equal(prot(f, 0x401000), SV_PROT_READ | SV_PROT_EXEC);
	assert_int_equal(prot(f, 0x402000), SV_PROT_READ | SV_PROT_WRITE);
	assert_int_equal(prot(f, 0x404000), SV_PROT_READ | SV_PROT_WRITE);
	assert_int_equal(prot(f, 0x405000), -1);
}

static void
bss_is_cleared_to_the_end_of_its_page(void **state)
{
	struct elf_file *f = *state;
	struct sv_image_plan *plan = plan_of(f);
	struct sv_image_io io = elf_io(f);
	struct sv_image image;
	uint64_t at;

	assert_int_equal(sv_image_load(&image, plan, &io, NULL, NULL), SV_IMAGE_OK);
	for (at = 0x403080; at < 0x405000; at++)
		assert_int_equal(*mem(f, at), 0);
	assert_int_not_equal(*mem(f, 0x40307f), 0);
}

static void
segments_without_bytes_are_all_zero(void **state)
{
	struct elf_file *f = *state;
	struct sv_image_io io = elf_io(f);
	struct sv_image image;
	uint64_t at;

	elf_add(f, (struct elf_phdr){ELF_PT_LOAD, 6, 0x123456789, 0x406010, 0, 0x10, 0x1000});
	assert_int_equal(plan_of(f)->refusal, SV_IMAGE_SEGMENT_BEYOND);
	elf_set(f, ELF_PH(3, PH_OFFSET), 0x33, 8);
	assert_int_equal(sv_image_load(&image, plan_of(f), &io, NULL, NULL), SV_IMAGE_OK);
	for (at = 0x406000; at < 0x407000; at++)
		assert_int_equal(*mem(f, at), 0);
	assert_int_equal(prot(f, 0x405000), -1);
	assert_int_equal(image.brk, 0x407000);
}

static void
a_pie_and_its_interpreter_are_moved_together_with_their_addresses(void **state)
{
	struct elf_file *f = *state, *ld = test_calloc(1, sizeof(*ld));
	static struct sv_image_plan iplan;
	struct sv_image_io io, iio;
	struct sv_image image;

	elf_program(f, 3);
	add_interp(f, "/ld.so", 7);
	elf_set(f, ELF_PH(0, PH_ALIGN), 0x4000, 8);
	elf_program(ld, 3);
	elf_set(ld, ELF_ENTRY, 0x900, 8);
	ld->next = ELF_SPACE_BASE + 0x20000;
	io = elf_io(f);
	iio = elf_io(ld);
	sv_image_plan(&iplan, &iio, &elf_want);
	assert_int_equal(sv_image_load(&image, plan_of(f), &io, &iplan, &iio), SV_IMAGE_OK);
	assert_int_equal(image.bias, 0x404000); /* aligned as its largest segment asks */
	assert_int_equal(image.low, 0x404000);
	assert_int_equal(image.entry, 0x404800);
	assert_int_equal(image.phdr, 0x404040);
	assert_int_equal(image.brk, 0x409000);
	assert_int_equal(image.interp_base, 0x420000);
	assert_int_equal(image.start, 0x420900);
	assert_int_equal(image.interp_high, 0x425000);
	assert_memory_equal(mem(ld, 0x420000), ld->bytes, 0x2000);
	test_free(ld);
}

static void
an_image_linked_above_zero_is_moved_by_the_difference(void **state)
{
	struct elf_file *f = *state;
	struct sv_image_io io;
	struct sv_image image;

	elf_init(f, 3, 0x10800);
	elf_add(f, (struct elf_phdr){ELF_PT_LOAD, 5, 0, 0x10000, 0x1800, 0x1800, 0x1000});
	io = elf_io(f);
	assert_int_equal(sv_image_load(&image, plan_of(f), &io, NULL, NULL), SV_IMAGE_OK);
	assert_int_equal(image.low, 0x401000);
	assert_int_equal(image.bias, 0x401000 - 0x10000);
	assert_int_equal(image.entry, 0x401800);
}

static void
interpreters_are_demanded_and_judged(void **state)
{
	struct elf_file *f = *state;
	static struct sv_image_plan iplan;
	struct sv_image_io io = elf_io(f);
	struct sv_image image;

	add_interp(f, "/ld.so", 7);
	assert_int_equal(
	    sv_image_load(&image, plan_of(f), &io, NULL, NULL), SV_IMAGE_INTERP_MISSING);
	iplan = *plan_of(f);
	assert_int_equal(
	    sv_image_load(&image, plan_of(f), &io, &iplan, &io), SV_IMAGE_INTERP_NESTED);
	iplan.refusal = SV_IMAGE_MACHINE;
	assert_int_equal(sv_image_load(&image, plan_of(f), &io, &iplan, &io), SV_IMAGE_MACHINE);
	assert_int_equal(prot(f, 0x400000), -1); /* nothing was mapped for any of them */
}

static void
a_refused_plan_is_not_loaded(void **state)
{
	struct elf_file *f = *state;
	struct sv_image_io io;
	struct sv_image image;

	elf_set(f, ELF_ENTRY, 1, 8);
	io = elf_io(f);
	assert_int_equal(sv_image_load(&image, plan_of(f), &io, NULL, NULL), SV_IMAGE_ENTRY);
	assert_int_equal(f->reserved_len, 0);
}

static void
a_mapping_that_fails_is_told_with_its_errno(void **state)
{
	struct elf_file *f = *state;
	static struct sv_image_plan plan;
	struct sv_image_io io;
	struct sv_image image;
	unsigned n;

	plan = *plan_of(f);
	for (n = 1;; n++) {
		elf_program(f, 2);
		f->fail = n;
		io = elf_io(f);
		if (sv_image_load(&image, &plan, &io, NULL, NULL) == SV_IMAGE_OK)
			break;
		assert_int_equal(image.refusal, SV_IMAGE_MAP);
		assert_int_equal(image.error, 5);
	}
	assert_int_equal(n, 6); /* reserve, text, data, tail, bss, and then it works */
}

/* ---- Words ---- */

static void
every_refusal_has_a_text_of_its_own(void **state)
{
	int a, b;

	(void)state;
	for (a = 0; a < SV_IMAGE_REFUSALS; a++) {
		assert_non_null(sv_image_refusal_text((enum sv_image_refusal)a));
		for (b = 0; b < a; b++)
			assert_string_not_equal(sv_image_refusal_text((enum sv_image_refusal)a),
			    sv_image_refusal_text((enum sv_image_refusal)b));
	}
	assert_non_null(sv_image_refusal_text((enum sv_image_refusal)999));
}

static void
descriptions_fit_every_buffer(void **state)
{
	struct elf_file *f = *state;
	struct sv_image_plan *plan;
	char buf[160];
	size_t size;

	add_interp(f, "/ld\033.so", 8);
	elf_set(f, ELF_OSABI, 77, 1);
	plan = plan_of(f);
	size = sv_image_describe(plan, buf, sizeof(buf));
	assert_int_equal(size, strlen(buf));
	assert_string_equal(buf, "64-bit x86-64, OS/ABI 77, interpreter /ld?.so");
	for (size = 0; size < 60; size++) {
		memset(buf, 0xaa, sizeof(buf));
		assert_true(sv_image_describe(plan, buf, size) < sizeof(buf));
		assert_int_equal((unsigned char)buf[size], 0xaa);
	}
	elf_set(f, ELF_MACHINE, 4711, 2);
	sv_image_describe(plan_of(f), buf, sizeof(buf));
	assert_string_equal(buf, "64-bit machine 4711, OS/ABI 77");
	f->size = 0;
	sv_image_describe(plan_of(f), buf, sizeof(buf));
	assert_string_equal(buf, "no ELF header");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define CLAIM(name)   cmocka_unit_test_setup_teardown(name, setup, teardown)
#define REFUSED(name) {#name "_is_refused", name, setup, teardown, NULL}
	    REFUSED(empty_file),
	    REFUSED(three_bytes),
	    REFUSED(wrong_magic),
	    REFUSED(cut_in_the_header),
	    REFUSED(class_32),
	    REFUSED(class_unknown),
	    REFUSED(big_endian),
	    REFUSED(version_in_ident),
	    REFUSED(version_in_header),
	    REFUSED(other_machine),
	    REFUSED(object_file),
	    REFUSED(core_dump),
	    REFUSED(program_header_size),
	    REFUSED(no_program_headers),
	    REFUSED(too_many_program_headers),
	    REFUSED(extended_numbering),
	    REFUSED(headers_beyond_the_end),
	    REFUSED(headers_wrap_around),
	    REFUSED(nothing_to_load),
	    REFUSED(truncated),
	    REFUSED(segment_offset_wraps),
	    REFUSED(more_in_file_than_in_memory),
	    REFUSED(alignment_three_pages),
	    REFUSED(alignment_absurd),
	    REFUSED(address_and_offset_disagree),
	    REFUSED(segment_wraps_around),
	    REFUSED(segment_in_the_last_page),
	    REFUSED(segment_in_the_kernel),
	    REFUSED(segment_at_zero),
	    REFUSED(segment_too_large),
	    REFUSED(segments_overlap),
	    REFUSED(segments_equal),
	    REFUSED(entry_outside),
	    REFUSED(interpreter_too_long),
	    REFUSED(interpreter_empty),
	    REFUSED(interpreter_only_a_nul),
	    REFUSED(interpreter_two_nuls),
	    REFUSED(interpreter_unterminated),
	    REFUSED(interpreter_beyond_the_end),
	    CLAIM(a_read_that_fails_is_told_apart),
	    CLAIM(a_plan_says_what_the_file_says),
	    CLAIM(without_a_stack_header_the_stack_is_executable),
	    CLAIM(writable_and_executable_is_left_alone),
	    CLAIM(the_first_interpreter_counts),
	    CLAIM(headers_outside_every_segment_have_no_address),
	    CLAIM(segments_may_share_a_page_and_stand_in_any_order),
	    CLAIM(abi_tags_are_found_behind_other_notes),
	    CLAIM(damaged_notes_are_passed_over),
	    CLAIM(a_program_stands_where_it_asks_to),
	    CLAIM(bss_is_cleared_to_the_end_of_its_page),
	    CLAIM(segments_without_bytes_are_all_zero),
	    CLAIM(a_pie_and_its_interpreter_are_moved_together_with_their_addresses),
	    CLAIM(an_image_linked_above_zero_is_moved_by_the_difference),
	    CLAIM(interpreters_are_demanded_and_judged),
	    CLAIM(a_refused_plan_is_not_loaded),
	    CLAIM(a_mapping_that_fails_is_told_with_its_errno),
	    CLAIM(every_refusal_has_a_text_of_its_own),
	    CLAIM(descriptions_fit_every_buffer),
	};

	return (cmocka_run_group_tests_name("image", tests, NULL, NULL));
}
