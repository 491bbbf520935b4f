/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Dispatch over a made-up vector of five calls.
 */
#include "fake_host.h"
#include "suite.h"

#define SYS_SUM     0 /* sum of six arguments */
#define SYS_FAIL    1 /* returns its argument as an errno */
#define SYS_EIGHT   2 /* last two of eight arguments */
#define SYS_MISSING 3 /* a row without a handler */
#define SYS_LEAVE   4 /* sets a second result, leaves the first */
#define NSYS        5

/* Native 1 and 2 cross over, so that translating twice shows. */
static const int16_t errno_out[] = {0, 2, 1, 33};
static const int16_t errno_in[] = {0, 2, 1};

static int
sys_sum(struct thread *td, void *uap)
{
	const register_t *a = uap;

	assert_int_equal(td->td_retval[0], 0);
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
sys_eight(struct thread *td, void *uap)
{
	const register_t *a = uap;

	td->td_retval[0] = a[6] * 10 + a[7];
	return (0);
}

static int
sys_leave(struct thread *td, void *uap)
{
	(void)uap;
	td->td_retval[1] = 99;
	return (0);
}

static struct sysent table[NSYS] = {
    [SYS_SUM] = {.sy_narg = 6, .sy_call = sys_sum},
    [SYS_FAIL] = {.sy_narg = 1, .sy_call = sys_fail},
    [SYS_EIGHT] = {.sy_narg = 8, .sy_call = sys_eight},
    [SYS_MISSING] = {.sy_narg = 0, .sy_call = sv_nosys},
    [SYS_LEAVE] = {.sy_narg = 0, .sy_call = sys_leave},
};

static const char *const names[NSYS] = {"sum", "fail", "eight", "missing", "leave"};

static int
signal_cross(int32_t from, int32_t *to)
{
	if (from < 1 || from > 3)
		return (EINVAL);
	*to = 4 - from;
	return (0);
}

#define TOY_VECTOR(style, base)                                                                    \
	{                                                                                          \
		.sv_name = "toy", .sv_prefix = "toy", .sv_table = table, .sv_syscallnames = names, \
		.sv_size = NSYS, .sv_number_base = (base), .sv_abi = &sv_abi_amd64_syscall,        \
		.sv_errno_style = (style), .sv_errno_out = {errno_out, SV_NITEMS(errno_out), 22},  \
		.sv_errno_in = {errno_in, SV_NITEMS(errno_in), 5}, .sv_signal_in = signal_cross,   \
		.sv_signal_out = signal_cross,                                                     \
	}

static const struct sv_vector toy = TOY_VECTOR(SV_ERRNO_NEGATIVE, 0);
static const struct sv_vector toy_carry = TOY_VECTOR(SV_ERRNO_CARRY, 0);
static const struct sv_vector toy_based = TOY_VECTOR(SV_ERRNO_NEGATIVE, 4000);

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

/* Call number `nr` with up to three arguments from a fresh frame. */
static int
call(struct fake_host *host, register_t nr, register_t a0, register_t a1, register_t a2)
{
	host->frame = (struct trapframe){
	    .tf_rax = nr,
	    .tf_rdi = a0,
	    .tf_rsi = a1,
	    .tf_rdx = a2,
	    .tf_rip = 0x401002,
	    .tf_rsp = (register_t)fake_addr(256),
	    .tf_rcx = 0x401002,
	};
	return (sv_dispatch(&host->td));
}

static void
arguments_arrive_in_order(void **state)
{
	struct fake_host *host = *state;

	host->frame = (struct trapframe){
	    .tf_rax = SYS_SUM,
	    .tf_rdi = 1,
	    .tf_rsi = 2,
	    .tf_rdx = 3,
	    .tf_r10 = 4,
	    .tf_r8 = 5,
	    .tf_r9 = 6,
	    .tf_rip = 0x401002,
	};
	assert_int_equal(sv_dispatch(&host->td), 0);
	assert_int_equal(host->frame.tf_rax, 654321);
	assert_int_equal(host->frame.tf_rip, 0x401002);
	assert_int_equal(host->frame.tf_rdx, 3);
	assert_int_equal(host->td.td_errno, 0);
	assert_int_equal(host->copies, 0);
}

static void
result_of_the_last_call_is_forgotten(void **state)
{
	struct fake_host *host = *state;

	host->td.td_retval[0] = 77;
	assert_int_equal(call(host, SYS_LEAVE, 0, 0, 0), 0);
	assert_int_equal(host->frame.tf_rax, 0);
}

static void
unknown_number_is_enosys(void **state)
{
	static const register_t numbers[] = {NSYS, 1000, 0x7fffffff, 0xffffffff, -1};
	struct fake_host *host = *state;
	size_t i;

	for (i = 0; i < SV_NITEMS(numbers); i++) {
		assert_int_equal(call(host, numbers[i], 0, 0, 0), ENOSYS);
		assert_null(host->td.td_sa.callp);
		assert_int_equal(host->frame.tf_rax, -22); /* the toy has no row for ENOSYS */
	}
	assert_int_equal(host->account.beyond, SV_NITEMS(numbers) - 1);
	assert_int_equal(host->account.beyond_last, 0xffffffff);
	assert_int_equal(host->calls[NSYS], 1);
}

static void
row_without_handler_is_enosys_and_counted(void **state)
{
	struct fake_host *host = *state;

	assert_int_equal(call(host, SYS_MISSING, 0, 0, 0), ENOSYS);
	assert_int_equal(call(host, SYS_MISSING, 0, 0, 0), ENOSYS);
	assert_int_equal(host->calls[SYS_MISSING], 2);
	assert_int_equal(host->account.beyond, 0);
}

static void
missing_calls_are_reported_at_powers_of_ten(void **state)
{
	struct fake_host *host = *state;
	unsigned i, before;

	for (i = 1; i <= 1000; i++) {
		host->now_ns += 1000000000;
		before = host->logs;
		host->account.errno_unknown =
		    1; /* ENOSYS has no row here: that report is not due */
		call(host, SYS_MISSING, 0, 0, 0);
		assert_int_equal(host->logs - before, i == 1 || i == 10 || i == 100 || i == 1000);
	}
}

static void
without_an_account_nothing_is_reported(void **state)
{
	struct fake_host *host = *state;

	host->proc.p_account = NULL;
	assert_int_equal(call(host, SYS_MISSING, 0, 0, 0), ENOSYS);
	assert_int_equal(host->logs, 0);
}

static void
error_becomes_a_negative_foreign_errno_once(void **state)
{
	struct fake_host *host = *state;

	assert_int_equal(call(host, SYS_FAIL, 1, 0, 0), 1);
	assert_int_equal(host->frame.tf_rax, -2);
	assert_int_equal(host->td.td_errno, 1);
	assert_int_equal(call(host, SYS_FAIL, 2, 0, 0), 2);
	assert_int_equal(host->frame.tf_rax, -1);
	assert_int_equal(call(host, SYS_FAIL, 3, 0, 0), 3);
	assert_int_equal(host->frame.tf_rax, -33);
	assert_int_equal(call(host, SYS_FAIL, 0, 0, 0), 0);
	assert_int_equal(host->frame.tf_rax, 4711);
	assert_int_equal(host->td.td_errno, 0);
}

static void
carry_style_tells_errors_by_the_flag(void **state)
{
	struct fake_host *host = *state;

	host->proc.p_vector = &toy_carry;
	assert_int_equal(call(host, SYS_FAIL, 3, 0, 8), 3);
	assert_int_equal(host->frame.tf_rax, 33);
	assert_int_equal(host->frame.tf_rflags & 1, 1);
	assert_int_equal(host->frame.tf_rdx, 8);

	host->frame.tf_rax = SYS_LEAVE;
	assert_int_equal(sv_dispatch(&host->td), 0);
	assert_int_equal(host->frame.tf_rflags & 1, 0);
	assert_int_equal(host->frame.tf_rdx, 99);
}

static void
second_result_is_the_old_rdx_unless_set(void **state)
{
	struct fake_host *host = *state;

	host->proc.p_vector = &toy_carry;
	assert_int_equal(call(host, SYS_SUM, 0, 0, 7), 0);
	assert_int_equal(host->frame.tf_rdx, 7);
	host->proc.p_vector = &toy;
	assert_int_equal(call(host, SYS_LEAVE, 0, 0, 7), 0);
	assert_int_equal(host->frame.tf_rdx, 7); /* Linux preserves it */
}

static void
restart_backs_up_to_the_instruction(void **state)
{
	struct fake_host *host = *state;

	assert_int_equal(call(host, SYS_FAIL, ERESTART, 0, 0), ERESTART);
	assert_int_equal(host->frame.tf_rip, 0x401000);
	assert_int_equal(host->frame.tf_rax, SYS_FAIL);
	assert_int_equal(host->frame.tf_rdi, ERESTART);
}

static void
justreturn_touches_nothing(void **state)
{
	struct fake_host *host = *state;
	struct trapframe before;

	host->frame = (struct trapframe){.tf_rax = SYS_FAIL, .tf_rdi = EJUSTRETURN, .tf_rip = 9};
	before = host->frame;
	assert_int_equal(sv_dispatch(&host->td), EJUSTRETURN);
	assert_memory_equal(&before, &host->frame, sizeof(before));
}

static void
errno_without_a_row_gives_the_fallback_and_is_counted(void **state)
{
	struct fake_host *host = *state;

	assert_int_equal(call(host, SYS_FAIL, 4, 0, 0), 4);
	assert_int_equal(host->frame.tf_rax, -22);
	assert_int_equal(host->account.errno_unknown, 1);
	assert_int_equal(host->account.errno_last, 4);
	assert_int_equal(host->logs, 1);
}

static void
arguments_beyond_the_registers_come_from_the_stack(void **state)
{
	struct fake_host *host = *state;
	register_t *stack = fake_mem(host, fake_addr(256));

	stack[0] = -1; /* return address of the stub */
	stack[1] = 4;
	stack[2] = 2;
	assert_int_equal(call(host, SYS_EIGHT, 0, 0, 0), 0);
	assert_int_equal(host->frame.tf_rax, 42);
	assert_int_equal(host->copies, 1);
}

static void
bad_stack_is_efault_and_the_handler_is_not_called(void **state)
{
	struct fake_host *host = *state;

	fake_host_arm(host, 1, 0);
	assert_int_equal(call(host, SYS_EIGHT, 0, 0, 0), EFAULT);
	assert_int_equal(host->td.td_errno, EFAULT);
	host->frame.tf_rsp = 0;
	host->frame.tf_rax = SYS_EIGHT;
	assert_int_equal(sv_dispatch(&host->td), EFAULT);
}

static void
number_base_is_subtracted(void **state)
{
	struct fake_host *host = *state;

	host->proc.p_vector = &toy_based;
	assert_int_equal(call(host, 4000 + SYS_FAIL, 1, 0, 0), 1);
	assert_int_equal(host->td.td_sa.code, 4000 + SYS_FAIL);
	assert_int_equal(call(host, SYS_FAIL, 1, 0, 0), ENOSYS);
	assert_int_equal(call(host, 4000 + NSYS, 1, 0, 0), ENOSYS);
}

static void
errno_look_ups_are_total(void **state)
{
	int n, out;
	bool known;

	(void)state;
	for (n = -70000; n <= 70000; n++) {
		out = sv_errno_out(&toy, n);
		assert_true(out > 0 || n == 0);
		assert_true(sv_errno_in(&toy, n) > 0 || n == 0);
		assert_int_equal(sv_errno_map(&toy.sv_errno_out, n, &known), out);
		assert_int_equal(known, n >= 0 && n <= 3);
	}
	assert_int_equal(sv_errno_out(&toy, INT32_MIN), 22);
	assert_int_equal(sv_errno_in(&toy, INT32_MAX), 5);
}

static void
signal_look_ups_are_total(void **state)
{
	(void)state;
	assert_int_equal(sv_signal_out(&toy, 0), 0);
	assert_int_equal(sv_signal_out(&toy, 1), 3);
	assert_int_equal(sv_signal_in(&toy, 3), 1);
	assert_int_equal(sv_signal_in(&toy, 4), 0);
	assert_int_equal(sv_signal_in(&toy, -1), 0);
}

static void
start_clears_registers_and_keeps_segments(void **state)
{
	struct fake_host *host = *state;

	memset(&host->frame, 0x55, sizeof(host->frame));
	sv_abi_amd64_syscall.set_start(&host->td, SV_STACK_SYSV, 0x1000, 0x2000);
	assert_int_equal(host->frame.tf_rip, 0x1000);
	assert_int_equal(host->frame.tf_rsp, 0x2000);
	assert_int_equal(host->frame.tf_rdi, 0);
	assert_int_equal(host->frame.tf_rdx, 0); /* else libc takes it for an exit function */
	assert_int_equal(host->frame.tf_r15, 0);
	assert_int_equal(host->frame.tf_cs, 0x5555555555555555);

	sv_abi_amd64_syscall.set_start(&host->td, SV_STACK_FREEBSD, 0x1000, 0x2000);
	assert_int_equal(host->frame.tf_rdi, 0x2000);
	assert_int_equal(host->frame.tf_rsp, 0x1ff8);
}

static void
child_sees_zero_and_its_own_stack(void **state)
{
	struct fake_host *host = *state;

	host->frame = (struct trapframe){.tf_rax = 56, .tf_rsp = 0x100, .tf_rdx = 5};
	host->td.td_retval[0] = 1234;
	sv_abi_amd64_syscall.set_child(&host->td, SV_ERRNO_NEGATIVE, 0);
	assert_int_equal(host->frame.tf_rax, 0);
	assert_int_equal(host->frame.tf_rsp, 0x100);
	assert_int_equal(host->frame.tf_rdx, 5);
	sv_abi_amd64_syscall.set_child(&host->td, SV_ERRNO_CARRY, 0x900);
	assert_int_equal(host->frame.tf_rsp, 0x900);
	assert_int_equal(host->frame.tf_rdx, 1);
}

static void
negative_errno_of_a_handler_is_caught(void **state)
{
#ifdef SV_DEBUG
	struct fake_host *host = *state;

	expect_assert_failure(call(host, SYS_FAIL, -22, 0, 0));
#else
	(void)state;
	skip();
#endif
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	    CLAIM(arguments_arrive_in_order),
	    CLAIM(result_of_the_last_call_is_forgotten),
	    CLAIM(unknown_number_is_enosys),
	    CLAIM(row_without_handler_is_enosys_and_counted),
	    CLAIM(missing_calls_are_reported_at_powers_of_ten),
	    CLAIM(without_an_account_nothing_is_reported),
	    CLAIM(error_becomes_a_negative_foreign_errno_once),
	    CLAIM(carry_style_tells_errors_by_the_flag),
	    CLAIM(second_result_is_the_old_rdx_unless_set),
	    CLAIM(restart_backs_up_to_the_instruction),
	    CLAIM(justreturn_touches_nothing),
	    CLAIM(errno_without_a_row_gives_the_fallback_and_is_counted),
	    CLAIM(arguments_beyond_the_registers_come_from_the_stack),
	    CLAIM(bad_stack_is_efault_and_the_handler_is_not_called),
	    CLAIM(number_base_is_subtracted),
	    CLAIM(errno_look_ups_are_total),
	    CLAIM(signal_look_ups_are_total),
	    CLAIM(start_clears_registers_and_keeps_segments),
	    CLAIM(child_sees_zero_and_its_own_stack),
	    CLAIM(negative_errno_of_a_handler_is_caught),
	};

	return (cmocka_run_group_tests_name("dispatch", tests, NULL, NULL));
}
