/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A call from the registers of the architecture and back into them: over a made-up vector, then over
 * the generated one.
 */
#include "fake_host.h"
#include "suite.h"
#include "sysvec/xlat.h"

#include "linux_const.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define SYS_SUM  0 /* six arguments */
#define SYS_FAIL 1 /* its argument as an errno */
#define SYS_TWO  2 /* two results */
#define NSYS     3

#define PC       0x401000

static const int16_t errno_out[] = {0, 2, 1, 33};

static int
sys_sum(struct thread *td, void *uap)
{
	const register_t *a = uap;

	td->td_retval[0] = a[0] + 10 * (a[1] + 10 * (a[2] + 10 * (a[3] + 10 * (a[4] + 10 * a[5]))));
	return (0);
}

static int
sys_fail(struct thread *td, void *uap)
{
	td->td_retval[0] = 4711;
	return ((int)*(const register_t *)uap);
}

static int
sys_two(struct thread *td, void *uap)
{
	(void)uap;
	td->td_retval[0] = 5;
	td->td_retval[1] = 6;
	return (0);
}

static struct sysent table[NSYS] = {
    [SYS_SUM] = {.sy_narg = 6, .sy_call = sys_sum},
    [SYS_FAIL] = {.sy_narg = 1, .sy_call = sys_fail},
    [SYS_TWO] = {.sy_narg = 0, .sy_call = sys_two},
};
static const char *const names[NSYS] = {"sum", "fail", "two"};

#define TOY(style)                                                                              \
	{                                                                                       \
		.sv_name = "toy", .sv_table = table, .sv_syscallnames = names, .sv_size = NSYS, \
		.sv_abi = &SUITE_ABI, .sv_errno_style = (style),                                \
		.sv_errno_out = {errno_out, SV_NITEMS(errno_out), 22},                          \
	}
static const struct sv_vector toy = TOY(SV_ERRNO_NEGATIVE);
#ifdef FRAME_CARRY
static const struct sv_vector toy_carry = TOY(SV_ERRNO_CARRY);
#endif

static int
setup(void **state)
{
	*state = fake_host_new(&toy);
	return (0);
}

static int
teardown(void **state)
{
	fake_host_free(*state);
	return (0);
}

/* The register of the result is also the first argument's on some architectures: number last or first. */
static int
call(struct fake_host *host, unsigned nr, int a0)
{
	memset(&host->frame, 0, sizeof(host->frame));
	host->frame.FRAME_PC = PC + FRAME_INSN;
	host->frame.FRAME_SP = 0x7000;
	host->frame.FRAME_ARG0 = FRAME_WORD(a0);
	host->frame.FRAME_NUMBER = nr;
	return (sv_dispatch(&host->td));
}

static void
arguments_arrive_in_order(void **state)
{
	struct fake_host *host = *state;

	memset(&host->frame, 0, sizeof(host->frame));
	host->frame.FRAME_ARG0 = 1;
	host->frame.FRAME_ARG1 = 2;
	host->frame.FRAME_ARG2 = 3;
	host->frame.FRAME_ARG3 = 4;
	host->frame.FRAME_ARG4 = 5;
	host->frame.FRAME_ARG5 = 6;
	host->frame.FRAME_NUMBER = SYS_SUM;
	host->frame.FRAME_PC = PC;
	assert_int_equal(sv_dispatch(&host->td), 0);
	assert_int_equal(host->frame.FRAME_RESULT, 654321);
	assert_int_equal(host->frame.FRAME_ARG1, 2); /* the others are as they were */
	assert_int_equal(host->frame.FRAME_ARG5, 6);
	assert_int_equal(host->frame.FRAME_PC, PC);
}

static void
errors_are_negative_and_translated_once(void **state)
{
	struct fake_host *host = *state;

	assert_int_equal(call(host, SYS_FAIL, 1), 1);
	assert_int_equal(host->frame.FRAME_RESULT, FRAME_WORD(-2));
	assert_int_equal(call(host, SYS_FAIL, 2), 2);
	assert_int_equal(host->frame.FRAME_RESULT, FRAME_WORD(-1));
	assert_int_equal(call(host, SYS_FAIL, 0), 0);
	assert_int_equal(host->frame.FRAME_RESULT, 4711);
	assert_int_equal(host->frame.FRAME_PC, PC + FRAME_INSN);
}

#ifdef FRAME_CARRY
static void
carry_style_uses_the_flag_where_there_is_one(void **state)
{
	struct fake_host *host = *state;

	host->proc.p_vector = &toy_carry;
	assert_int_equal(call(host, SYS_FAIL, 3), 3);
	assert_int_equal(host->frame.FRAME_RESULT, 33);
	assert_int_equal(host->frame.FRAME_FLAGS & FRAME_CARRY, FRAME_CARRY);
	host->frame.FRAME_NUMBER = SYS_TWO;
	assert_int_equal(sv_dispatch(&host->td), 0);
	assert_int_equal(host->frame.FRAME_RESULT, 5);
	assert_int_equal(host->frame.FRAME_SECOND, 6);
	assert_int_equal(host->frame.FRAME_FLAGS & FRAME_CARRY, 0);
}
#endif

static void
negative_style_leaves_the_second_register_alone(void **state)
{
	struct fake_host *host = *state;

	memset(&host->frame, 0, sizeof(host->frame));
	host->frame.FRAME_SECOND = 77;
	host->frame.FRAME_NUMBER = SYS_TWO;
	assert_int_equal(sv_dispatch(&host->td), 0);
	assert_int_equal(host->frame.FRAME_RESULT, 5);
	assert_int_equal(host->frame.FRAME_SECOND, 77);
}

static void
restart_backs_up_to_the_instruction(void **state)
{
	struct fake_host *host = *state;

	assert_int_equal(call(host, SYS_FAIL, ERESTART), ERESTART);
	assert_int_equal(host->frame.FRAME_PC, PC);
	assert_int_equal(host->frame.FRAME_NUMBER, SYS_FAIL);
	assert_int_equal(host->frame.FRAME_ARG0, FRAME_WORD(ERESTART));
	assert_int_equal(SUITE_ABI.insnsize, FRAME_INSN);
}

static void
justreturn_touches_nothing(void **state)
{
	struct fake_host *host = *state;
	struct trapframe before;

	memset(&host->frame, 0, sizeof(host->frame));
	host->frame.FRAME_ARG0 = FRAME_WORD(EJUSTRETURN);
	host->frame.FRAME_NUMBER = SYS_FAIL;
	host->frame.FRAME_PC = 9;
	before = host->frame;
	assert_int_equal(sv_dispatch(&host->td), EJUSTRETURN);
	assert_memory_equal(&before, &host->frame, sizeof(before));
}

static void
a_program_starts_with_its_entry_and_stack(void **state)
{
	struct fake_host *host = *state;

	memset(&host->frame, 0x55, sizeof(host->frame));
	SUITE_ABI.set_start(&host->td, SV_STACK_SYSV, 0x1000, 0x2010);
	assert_int_equal(host->frame.FRAME_PC, 0x1000);
	assert_int_equal(host->frame.FRAME_SP, 0x2010);
	assert_int_equal(host->frame.FRAME_ARG0, 0);
	assert_int_equal(host->frame.FRAME_ARG5, 0);
#ifdef FRAME_CARRY
	assert_int_equal(host->frame.FRAME_FLAGS & FRAME_CARRY, 0);
#endif
}

static void
a_child_sees_zero_and_its_own_stack(void **state)
{
	struct fake_host *host = *state;

	call(host, SYS_TWO, 0);
	SUITE_ABI.set_child(&host->td, SV_ERRNO_NEGATIVE, 0);
	assert_int_equal(host->frame.FRAME_RESULT, 0);
	assert_int_equal(host->frame.FRAME_SP, 0x7000);
	SUITE_ABI.set_child(&host->td, SV_ERRNO_NEGATIVE, 0x900);
	assert_int_equal(host->frame.FRAME_SP, 0x900);
}

/* ---- The generated vector ---- */

static void
a_generated_handler_answers_over_the_frame(void **state)
{
	struct fake_host *host = *state;

	host->proc.p_vector = &linux_vector;
	fake_host_arm(host, 0, 1);
	host->fail_errno = EBADF;
	assert_int_equal(call(host, LINUX_SYS_close, 3), EBADF);
	assert_int_equal(host->natives, 1);
	assert_int_equal(host->frame.FRAME_RESULT, FRAME_WORD(-LINUX_EBADF));
	fake_host_arm(host, 0, 0);
	assert_int_equal(call(host, LINUX_SYS_close, 3), 0);
	assert_int_equal(host->natives, 1);
	assert_int_equal(host->frame.FRAME_RESULT, 0);
}

static void
native_errnos_leave_as_the_architecture_numbers_them(void **state)
{
	struct fake_host *host = *state;
	unsigned i;

	host->proc.p_vector = &linux_vector;
	host->proc.p_account = NULL;
	for (i = 0; i < linux_errno_domain.native_count; i++) {
		int native = (int)linux_errno_domain.native[i].value;

		if (native <= 0)
			continue;
		fake_host_arm(host, 0, 1);
		host->fail_errno = native;
		assert_int_equal(call(host, LINUX_SYS_close, 3), native);
		assert_int_equal(
		    host->frame.FRAME_RESULT, FRAME_WORD(-sv_errno_out(&linux_vector, native)));
	}
}

static void
numbers_beyond_the_table_are_enosys(void **state)
{
	struct fake_host *host = *state;

	host->proc.p_vector = &linux_vector;
	assert_int_equal(call(host, LINUX_SYS_MAXSYSCALL, 0), ENOSYS);
	assert_int_equal(host->frame.FRAME_RESULT, FRAME_WORD(-LINUX_ENOSYS));
	assert_int_equal(call(host, 0xffffffff, 0), ENOSYS);
	assert_null(host->td.td_sa.callp);
}

#ifdef LINUX_SYS_stat64
/* ---- What only a 32-bit program does ---- */

static off_t length_seen;

int
native_ftruncate(struct thread *td, int fd, off_t length)
{
	(void)td;
	length_seen = length;
	return (fd == 7 ? 0 : EBADF);
}

int
native_fstat(struct thread *td, int fd, struct stat *sb)
{
	(void)td;
	(void)fd;
	sb->st_ino = 0x1122334455667788;
	sb->st_size = (off_t)5 << 32;
	sb->st_nlink = 3;
	sb->st_mtim.tv_sec = 1700000000;
	return (0);
}

static void
halves_of_a_wide_argument_are_joined(void **state)
{
	struct fake_host *host = *state;

	host->proc.p_vector = &linux_vector;
	memset(&host->frame, 0, sizeof(host->frame));
	host->frame.FRAME_NUMBER = LINUX_SYS_ftruncate64;
	host->frame.FRAME_ARG0 = 7;
	host->frame.FRAME_ARG1 = 0x89abcdef;
	host->frame.FRAME_ARG2 = 0x01234567;
	assert_int_equal(sv_dispatch(&host->td), 0);
	assert_int_equal(length_seen, 0x0123456789abcdef);
	host->frame.FRAME_NUMBER = LINUX_SYS_ftruncate64;
	host->frame.FRAME_ARG1 = host->frame.FRAME_ARG2 = 0xffffffff;
	assert_int_equal(sv_dispatch(&host->td), 0);
	assert_int_equal(length_seen, -1);
}

/* Garbage in the upper halves of registers is none of the program's. */
static void
upper_halves_of_registers_are_not_seen(void **state)
{
	struct fake_host *host = *state;

	host->proc.p_vector = &linux_vector;
	memset(&host->frame, 0xee, sizeof(host->frame));
	host->frame.FRAME_NUMBER = LINUX_SYS_ftruncate64;
	host->frame.FRAME_ARG0 = (register_t)0xdeadbeef00000007;
	assert_int_equal(sv_dispatch(&host->td), 0);
	assert_int_equal(length_seen, (off_t)0xeeeeeeeeeeeeeeee);
}

static void
a_structure_is_written_in_the_programs_layout(void **state)
{
	struct fake_host *host = *state;
	const struct linux_stat64 *sb = fake_mem(host, fake_addr(64));

	host->proc.p_vector = &linux_vector;
	memset(&host->frame, 0, sizeof(host->frame));
	memset(host->mem, 0xaa, 4096);
	host->frame.FRAME_NUMBER = LINUX_SYS_fstat64;
	host->frame.FRAME_ARG1 = (register_t)fake_addr(64);
	assert_int_equal(sv_dispatch(&host->td), 0);
	assert_int_equal(sizeof(*sb), 96);
	assert_int_equal(sb->st_ino, 0x1122334455667788);
	assert_int_equal(sb->__st_ino, 0x55667788);
	assert_int_equal(sb->st_size, (off_t)5 << 32);
	assert_int_equal(sb->st_nlink, 3);
	assert_int_equal(sb->st_mtim.tv_sec, 1700000000);
	assert_int_equal(host->mem[64 + 96], 0xaa);
	assert_int_equal(host->mem[63], 0xaa);
}
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	    CLAIM(arguments_arrive_in_order),
	    CLAIM(errors_are_negative_and_translated_once),
#ifdef FRAME_CARRY
	    CLAIM(carry_style_uses_the_flag_where_there_is_one),
#endif
	    CLAIM(negative_style_leaves_the_second_register_alone),
	    CLAIM(restart_backs_up_to_the_instruction),
	    CLAIM(justreturn_touches_nothing),
	    CLAIM(a_program_starts_with_its_entry_and_stack),
	    CLAIM(a_child_sees_zero_and_its_own_stack),
	    CLAIM(a_generated_handler_answers_over_the_frame),
	    CLAIM(native_errnos_leave_as_the_architecture_numbers_them),
	    CLAIM(numbers_beyond_the_table_are_enosys),
#ifdef LINUX_SYS_stat64
	    CLAIM(halves_of_a_wide_argument_are_joined),
	    CLAIM(upper_halves_of_registers_are_not_seen),
	    CLAIM(a_structure_is_written_in_the_programs_layout),
#endif
	};

	return (cmocka_run_group_tests_name("call", tests, NULL, NULL));
}
