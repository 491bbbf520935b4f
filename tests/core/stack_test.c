/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The stack of a new program, read back as the program would read it.
 */
#include "fake_host.h"
#include "suite.h"
#include "sysvec/stack.h"

#define TOP   (FAKE_BASE + FAKE_SIZE)
#define LIMIT FAKE_SIZE

/* Tags of the made-up vector: 100 + source. */
#define TAG(source)                               \
	{                                         \
		100 + (source), (source), #source \
	}

static const struct sv_auxv_desc toy_auxv[] = {
    TAG(SV_AUX_VDSO),
    TAG(SV_AUX_PAGESIZE),
    TAG(SV_AUX_PHDR),
    TAG(SV_AUX_PHENT),
    TAG(SV_AUX_PHNUM),
    TAG(SV_AUX_BASE),
    TAG(SV_AUX_ENTRY),
    TAG(SV_AUX_ZERO),
    TAG(SV_AUX_UID),
    TAG(SV_AUX_RANDOM),
    TAG(SV_AUX_CANARY),
    TAG(SV_AUX_CANARYLEN),
    TAG(SV_AUX_EXECFN),
    TAG(SV_AUX_EXECPATH),
    TAG(SV_AUX_PLATFORM),
    TAG(SV_AUX_EHDRFLAGS),
    TAG(SV_AUX_ARGC),
    TAG(SV_AUX_ARGV),
    TAG(SV_AUX_ENVC),
    TAG(SV_AUX_ENVV),
};

static const struct sv_abi narrow_abi = {.name = "narrow", .ptrsize = 4};

static const struct sv_vector toy = {
    .sv_name = "toy",
    .sv_abi = &sv_abi_amd64_syscall,
    .sv_auxv = toy_auxv,
    .sv_nauxv = SV_NITEMS(toy_auxv),
};
static const struct sv_vector toy_narrow = {
    .sv_name = "narrow",
    .sv_abi = &narrow_abi,
    .sv_auxv = toy_auxv,
    .sv_nauxv = SV_NITEMS(toy_auxv),
};

static const struct sv_image image = {
    .start = 0x1000,
    .entry = 0x2000,
    .phdr = 0x3040,
    .phent = 56,
    .phnum = 9,
    .interp_base = 0x7000,
    .eflags = 3,
};

struct fixture {
	struct fake_host *host;
	struct sv_strings strings;
	struct sv_auxv_values values;
	struct sv_stack stack;
	char buf[4096];
	uint8_t random[SV_RANDOM_LEN], canary[SV_CANARY_LEN];
};

static int
setup(void **state)
{
	struct fixture *f = test_calloc(1, sizeof(*f));
	size_t i;

	f->host = fake_host_new(&toy);
	memset(f->host->mem, 0xaa, FAKE_SIZE);
	for (i = 0; i < sizeof(f->random); i++)
		f->random[i] = (uint8_t)(i + 1);
	memset(f->canary, 0x77, sizeof(f->canary));
	sv_strings_init(&f->strings, f->buf, sizeof(f->buf));
	sv_auxv_set(&f->values, SV_AUX_PAGESIZE, 4096);
	sv_auxv_set(&f->values, SV_AUX_UID, 1001);
	f->stack = (struct sv_stack){
	    .vec = &toy,
	    .image = &image,
	    .strings = &f->strings,
	    .execfn = "./prog",
	    .platform = "x86_64",
	    .random = f->random,
	    .values = &f->values,
	    .top = TOP,
	    .limit = LIMIT,
	};
	*state = f;
	return (0);
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	fake_host_free(f->host);
	test_free(f);
	return (0);
}

static void
add(struct fixture *f, unsigned argc, unsigned envc)
{
	static const char *const words[] = {
	    "prog", "", "-x", "two words", "A=b", "PATH=/bin:/usr/bin"};
	unsigned i;

	for (i = 0; i < argc; i++)
		assert_int_equal(sv_strings_arg(&f->strings, words[i % 4]), 0);
	for (i = 0; i < envc; i++)
		assert_int_equal(sv_strings_env(&f->strings, words[4 + i % 2]), 0);
}

/* The nth word from the stack pointer. */
static uint64_t
word(struct fixture *f, uint64_t n)
{
	unsigned size = f->stack.vec->sv_abi->ptrsize;
	uint64_t value = 0;

	memcpy(&value, fake_mem(f->host, f->stack.sp + n * size), size);
	return (value);
}

static const char *
string(struct fixture *f, uint64_t addr)
{
	assert_true(addr >= f->stack.sp && addr < TOP);
	return (fake_mem(f->host, addr));
}

/* The value of a source; false when it is not there. */
static bool
aux(struct fixture *f, unsigned source, uint64_t *value)
{
	uint64_t n = 1 + f->strings.argc + 1 + f->strings.envc + 1;

	for (; word(f, n) != 0; n += 2) {
		if (word(f, n) == 100 + source) {
			*value = word(f, n + 1);
			return (true);
		}
	}
	return (false);
}

static void
the_block_reads_back(void **state)
{
	struct fixture *f = *state;
	uint64_t value;

	add(f, 3, 2);
	assert_int_equal(sv_stack_build(&f->stack), 0);
	assert_int_equal(f->stack.sp % 16, 0);
	assert_int_equal(word(f, 0), 3);
	assert_string_equal(string(f, word(f, 1)), "prog");
	assert_string_equal(string(f, word(f, 2)), "");
	assert_string_equal(string(f, word(f, 3)), "-x");
	assert_int_equal(word(f, 4), 0);
	assert_string_equal(string(f, word(f, 5)), "A=b");
	assert_string_equal(string(f, word(f, 6)), "PATH=/bin:/usr/bin");
	assert_int_equal(word(f, 7), 0);

	assert_true(aux(f, SV_AUX_PHDR, &value) && value == 0x3040);
	assert_true(aux(f, SV_AUX_PHENT, &value) && value == 56);
	assert_true(aux(f, SV_AUX_PHNUM, &value) && value == 9);
	assert_true(aux(f, SV_AUX_BASE, &value) && value == 0x7000);
	assert_true(aux(f, SV_AUX_ENTRY, &value) && value == 0x2000);
	assert_true(aux(f, SV_AUX_ZERO, &value) && value == 0);
	assert_true(aux(f, SV_AUX_EHDRFLAGS, &value) && value == 3);
	assert_true(aux(f, SV_AUX_UID, &value) && value == 1001);
	assert_true(aux(f, SV_AUX_PAGESIZE, &value) && value == 4096);
	assert_true(aux(f, SV_AUX_ARGC, &value) && value == 3);
	assert_true(aux(f, SV_AUX_ARGV, &value) && value == f->stack.sp + 8);
	assert_true(aux(f, SV_AUX_ENVC, &value) && value == 2);
	assert_true(aux(f, SV_AUX_ENVV, &value) && value == f->stack.sp + 5 * 8);
	assert_true(aux(f, SV_AUX_EXECFN, &value));
	assert_string_equal(string(f, value), "./prog");
	assert_true(aux(f, SV_AUX_PLATFORM, &value));
	assert_string_equal(string(f, value), "x86_64");
	assert_true(aux(f, SV_AUX_RANDOM, &value));
	assert_int_equal(value % 16, 0);
	assert_memory_equal(string(f, value), f->random, SV_RANDOM_LEN);
	assert_int_equal(*(uint64_t *)fake_mem(f->host, TOP - 8), 0);
}

static void
auxv_keeps_the_order_of_the_vector(void **state)
{
	struct fixture *f = *state;
	uint64_t n, before = 0;
	size_t i, at;

	add(f, 1, 0);
	assert_int_equal(sv_stack_build(&f->stack), 0);
	for (n = 4; word(f, n) != 0; n += 2) {
		for (i = at = 0; i < SV_NITEMS(toy_auxv); i++) {
			if (toy_auxv[i].tag == word(f, n))
				at = i + 1;
		}
		assert_true(at > before);
		before = at;
	}
	assert_int_equal(word(f, n + 1), 0);
	assert_int_equal(f->stack.auxv, f->stack.sp + 4 * 8);
	assert_int_equal(f->stack.auxv_size, (n + 2 - 4) * 8);
}

static void
what_the_host_does_not_give_is_left_out(void **state)
{
	struct fixture *f = *state;
	uint64_t value;

	add(f, 1, 0);
	f->stack.platform = NULL;
	assert_int_equal(sv_stack_build(&f->stack), 0);
	assert_false(aux(f, SV_AUX_VDSO, &value));
	assert_false(aux(f, SV_AUX_CANARY, &value));
	assert_false(aux(f, SV_AUX_CANARYLEN, &value));
	assert_false(aux(f, SV_AUX_EXECPATH, &value));
	assert_false(aux(f, SV_AUX_PLATFORM, &value));

	f->stack.canary = f->canary;
	f->stack.execpath = "/bin/prog";
	sv_auxv_set(&f->values, SV_AUX_VDSO, 0x7ffff000);
	assert_int_equal(sv_stack_build(&f->stack), 0);
	assert_true(aux(f, SV_AUX_CANARY, &value));
	assert_memory_equal(string(f, value), f->canary, SV_CANARY_LEN);
	assert_true(aux(f, SV_AUX_CANARYLEN, &value) && value == SV_CANARY_LEN);
	assert_true(aux(f, SV_AUX_EXECPATH, &value));
	assert_string_equal(string(f, value), "/bin/prog");
	assert_true(aux(f, SV_AUX_VDSO, &value) && value == 0x7ffff000);
}

static void
strings_lie_in_one_piece_arguments_first(void **state)
{
	struct fixture *f = *state;

	add(f, 4, 2);
	assert_int_equal(sv_stack_build(&f->stack), 0);
	assert_int_equal(f->stack.arg_start, word(f, 1));
	assert_int_equal(f->stack.env_start, word(f, 6));
	assert_int_equal(f->stack.arg_end, f->stack.env_start);
	assert_int_equal(f->stack.env_end - f->stack.arg_start, f->strings.used);
	assert_memory_equal(string(f, f->stack.arg_start), f->buf, f->strings.used);
}

static void
the_stack_pointer_is_aligned_for_every_count(void **state)
{
	struct fixture *f = *state;
	unsigned argc, envc;

	for (argc = 0; argc < 40; argc++) {
		for (envc = 0; envc < 3; envc++) {
			sv_strings_init(&f->strings, f->buf, sizeof(f->buf));
			add(f, argc, envc);
			assert_int_equal(sv_stack_build(&f->stack), 0);
			assert_int_equal(f->stack.sp % 16, 0);
			assert_int_equal(word(f, 0), argc);
			assert_int_equal(word(f, 1 + argc), 0);
			assert_int_equal(word(f, 2 + argc + envc), 0);
		}
	}
}

static void
narrow_pointers_are_four_bytes(void **state)
{
	struct fixture *f = *state;
	uint64_t value;

	f->stack.vec = &toy_narrow;
	add(f, 3, 1);
	assert_int_equal(sv_stack_build(&f->stack), 0);
	assert_int_equal(f->stack.sp % 16, 0);
	assert_int_equal(word(f, 0), 3);
	assert_int_equal(
	    word(f, 2), (uint32_t)(word(f, 1) + 5)); /* high halves are cut: the host's business */
	assert_int_equal(word(f, 4), 0);
	assert_true(aux(f, SV_AUX_UID, &value) && value == 1001);
}

static void
a_block_above_the_limit_is_e2big_and_nothing_is_written(void **state)
{
	struct fixture *f = *state;
	size_t i;
	uint64_t limit, need;

	add(f, 4, 2);
	assert_int_equal(sv_stack_build(&f->stack), 0);
	need = TOP - f->stack.sp;
	memset(f->host->mem, 0xaa, FAKE_SIZE);
	f->stack.sp = 1234;
	for (limit = 0; limit < need; limit++) {
		f->stack.limit = limit;
		assert_int_equal(sv_stack_build(&f->stack), E2BIG);
	}
	for (i = 0; i < FAKE_SIZE; i++)
		assert_int_equal(f->host->mem[i], 0xaa);
	assert_int_equal(f->stack.sp, 1234);
	f->stack.limit = need;
	assert_int_equal(sv_stack_build(&f->stack), 0);
	assert_int_equal(f->stack.sp, TOP - need);
}

static void
every_failing_copy_is_efault(void **state)
{
	struct fixture *f = *state;
	unsigned n;
	int error;

	add(f, 100, 50);
	f->stack.canary = f->canary;
	f->stack.execpath = "/bin/prog";
	for (n = 1;; n++) {
		f->stack.sp = 1234;
		fake_host_arm(f->host, n, 0);
		if ((error = sv_stack_build(&f->stack)) == 0)
			break;
		assert_int_equal(error, EFAULT);
		assert_int_equal(f->stack.sp, 1234);
	}
	assert_true(n > 9); /* seven blocks and several buffers of words */
}

static void
an_unaligned_top_is_refused(void **state)
{
	struct fixture *f = *state;

	add(f, 1, 0);
	f->stack.top = TOP - 8;
	assert_int_equal(sv_stack_build(&f->stack), EINVAL);
}

/* ---- Strings of the old program ---- */

static uint64_t
guest_string(struct fixture *f, size_t offset, const char *str)
{
	memcpy(f->host->mem + offset, str, strlen(str) + 1);
	return (fake_addr(offset));
}

static uint64_t
guest_vector(struct fixture *f)
{
	uint64_t *vec = fake_mem(f->host, fake_addr(0x100));

	vec[0] = guest_string(f, 0x1000, "one");
	vec[1] = guest_string(f, 0x1100, "");
	vec[2] = guest_string(f, 0x1200, "three");
	vec[3] = 0;
	return (fake_addr(0x100));
}

static void
user_vectors_are_collected_in_order(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(sv_strings_uargv(&f->strings, guest_vector(f), 8, 0), 0);
	assert_int_equal(sv_strings_uenvp(&f->strings, guest_vector(f), 8), 0);
	assert_int_equal(f->strings.argc, 3);
	assert_int_equal(f->strings.envc, 3);
	assert_int_equal(f->strings.used, 2 * (4 + 1 + 6));
	assert_memory_equal(f->buf, "one\0\0three\0one\0\0three", 22);
}

static void
leading_arguments_can_be_replaced(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(sv_strings_arg(&f->strings, "/bin/sh"), 0);
	assert_int_equal(sv_strings_uargv(&f->strings, guest_vector(f), 8, 1), 0);
	assert_int_equal(f->strings.argc, 3);
	assert_memory_equal(f->buf, "/bin/sh\0\0three", 15);
	sv_strings_init(&f->strings, f->buf, sizeof(f->buf));
	assert_int_equal(sv_strings_uargv(&f->strings, guest_vector(f), 8, 9), 0);
	assert_int_equal(f->strings.argc, 0);
}

static void
narrow_vectors_hold_four_byte_pointers(void **state)
{
	struct fixture *f = *state;
	uint32_t *vec = fake_mem(f->host, fake_addr(0x100));

	/*
	 * No guest address fits 32 bits here: the second entry is bad, the first must be read
	 * alone.
	 */
	vec[0] = 0;
	vec[1] = 1;
	assert_int_equal(sv_strings_uargv(&f->strings, fake_addr(0x100), 4, 0), 0);
	assert_int_equal(f->strings.argc, 0);
	assert_int_equal(sv_strings_uargv(&f->strings, fake_addr(0x104), 4, 0), EFAULT);
}

static void
a_null_vector_is_empty(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(sv_strings_uargv(&f->strings, 0, 8, 0), 0);
	assert_int_equal(sv_strings_uenvp(&f->strings, 0, 8), 0);
	assert_int_equal(f->strings.used, 0);
}

static void
arguments_do_not_follow_the_environment(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(sv_strings_env(&f->strings, "A=b"), 0);
	assert_int_equal(sv_strings_arg(&f->strings, "x"), EINVAL);
	assert_int_equal(sv_strings_uargv(&f->strings, 0, 8, 0), EINVAL);
	assert_int_equal(f->strings.argc, 0);
}

static void
a_full_buffer_is_e2big(void **state)
{
	struct fixture *f = *state;
	size_t size;

	for (size = 0; size < 11; size++) {
		memset(f->buf, 0x55, sizeof(f->buf));
		sv_strings_init(&f->strings, f->buf, size);
		assert_int_equal(sv_strings_uargv(&f->strings, guest_vector(f), 8, 0), E2BIG);
		assert_int_equal(f->buf[size], 0x55);
		sv_strings_init(&f->strings, f->buf, size);
		assert_int_equal(sv_strings_arg(&f->strings, "ten bytes."), E2BIG);
		assert_int_equal(f->strings.used, 0);
	}
	sv_strings_init(&f->strings, f->buf, 11);
	assert_int_equal(sv_strings_uargv(&f->strings, guest_vector(f), 8, 0), 0);
}

static void
every_failing_copy_of_a_vector_is_efault(void **state)
{
	struct fixture *f = *state;
	unsigned n;
	int error;

	guest_vector(f);
	for (n = 1;; n++) {
		sv_strings_init(&f->strings, f->buf, sizeof(f->buf));
		fake_host_arm(f->host, n, 0);
		if ((error = sv_strings_uargv(&f->strings, fake_addr(0x100), 8, 0)) == 0)
			break;
		assert_int_equal(error, EFAULT);
	}
	assert_int_equal(n, 8); /* four pointers, three strings */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	    CLAIM(the_block_reads_back),
	    CLAIM(auxv_keeps_the_order_of_the_vector),
	    CLAIM(what_the_host_does_not_give_is_left_out),
	    CLAIM(strings_lie_in_one_piece_arguments_first),
	    CLAIM(the_stack_pointer_is_aligned_for_every_count),
	    CLAIM(narrow_pointers_are_four_bytes),
	    CLAIM(a_block_above_the_limit_is_e2big_and_nothing_is_written),
	    CLAIM(every_failing_copy_is_efault),
	    CLAIM(an_unaligned_top_is_refused),
	    CLAIM(user_vectors_are_collected_in_order),
	    CLAIM(leading_arguments_can_be_replaced),
	    CLAIM(narrow_vectors_hold_four_byte_pointers),
	    CLAIM(a_null_vector_is_empty),
	    CLAIM(arguments_do_not_follow_the_environment),
	    CLAIM(a_full_buffer_is_e2big),
	    CLAIM(every_failing_copy_of_a_vector_is_efault),
	};

	return (cmocka_run_group_tests_name("stack", tests, NULL, NULL));
}
