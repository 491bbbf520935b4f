/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Every generated handler over native services that do nothing: what happens when the Nth copy or
 * the Nth service fails, and whether anything but results reaches the program.
 */
#include "fake_host.h"
#include "suite.h"
#include "sysvec/xlat.h"

#include "linux_const.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define MAX_ARGS  6
#define SLOT      4096u /* guest bytes for what one argument points at */
#define MAX_STEPS 64    /* copies or services in one call: more is a loop */

struct run {
	int error;
	unsigned copies, natives;
	uint8_t mem[MAX_ARGS * SLOT];
};

static int
setup(void **state)
{
	*state = fake_host_new(&linux_vector);
	return (0);
}

static int
teardown(void **state)
{
	fake_host_free(*state);
	return (0);
}

/*
 * A number that an argument of this domain may have: the first that it names and that is no range.
 */
static register_t
member(const struct sv_domain *domain)
{
	return (
	    domain != NULL && domain->foreign_count > 0 ? (register_t)domain->foreign[0].value : 0);
}

/*
 * Call `nr` once: pointers lead to memory of their own, numbers are 0, or a member of their domain.
 * What the program reads is zero (an empty string, an empty structure), what is only written holds
 * `fill`, the kernel's stack its complement.
 */
static void
call_once(struct fake_host *host, uint32_t nr, int fill, bool members, unsigned fail_copy,
    unsigned fail_native, struct run *run)
{
	const struct sv_call_desc *desc = &linux_vector.sv_call_desc[nr];
	register_t args[8] = {0};
	unsigned i;

	memset(host->mem, 0, FAKE_SIZE);
	for (i = 0; i < desc->nargs; i++) {
		const struct sv_arg_desc *arg = &desc->args[i];

		switch (arg->kind) {
		case SV_ARG_DOMAIN:
			args[arg->slot] = members ? member(arg->domain) : 0;
			break;
		case SV_ARG_INT:
		case SV_ARG_UINT:
			/* the size of a set is checked by everyone who takes one */
			args[arg->slot] = strcmp(arg->name, "sigsetsize") == 0
			                      ? (register_t)sizeof(l_sigset_t)
			                      : 0;
			break;
		default:
			args[arg->slot] = (register_t)fake_addr(arg->slot * SLOT);
			if (arg->dir == SV_DIR_OUT)
				memset(host->mem + arg->slot * SLOT, fill, SLOT);
			break;
		}
	}
	memset(&host->td.td_retval, 0, sizeof(host->td.td_retval));
	host->td.td_sa.code = nr;
	host->fail_errno = EDOM;
	fake_host_arm(host, fail_copy, fail_native);
	fake_dirty_stack(~fill);
	run->error = linux_vector.sv_table[nr].sy_call(&host->td, args);
	run->copies = host->copies;
	run->natives = host->natives;
	memcpy(run->mem, host->mem, sizeof(run->mem));
	if (host->tmp_out != 0)
		fail_msg("%s keeps %zu bytes of scratch", desc->name, host->tmp_out);
}

static bool
is_generated(uint32_t nr)
{
	return (linux_vector.sv_call_desc[nr].state == SV_CALL_GENERATED);
}

/* Does argument register `slot` point at what is only written? */
static bool
is_out(uint32_t nr, size_t slot)
{
	const struct sv_call_desc *desc = &linux_vector.sv_call_desc[nr];
	unsigned i;

	for (i = 0; i < desc->nargs; i++) {
		if (desc->args[i].slot == slot)
			return (desc->args[i].kind >= SV_ARG_POINTER &&
			        desc->args[i].dir == SV_DIR_OUT);
	}
	return (false);
}

#define FOR_EACH_GENERATED(nr, members)               \
	for (nr = 0; nr < linux_vector.sv_size; nr++) \
		if (is_generated(nr))                 \
			for (members = 0; members < 2; members++)

static void
errors_are_native_and_positive(void **state)
{
	static struct run run;
	unsigned done = 0, worked = 0;
	uint32_t nr;
	int members;

	FOR_EACH_GENERATED(nr, members)
	{
		call_once(*state, nr, 0xaa, members != 0, 0, 0, &run);
		if (run.error < 0 || run.error >= LINUX_ERRNO_OUT_SIZE)
			fail_msg("%s: %d", linux_vector.sv_syscallnames[nr], run.error);
		done++;
		worked += run.error == 0;
	}
	print_message("%u calls of generated handlers, %u succeed\n", done, worked);
	assert_true(done > 100);
	assert_true(worked > done / 2);
}

static void
every_failing_copy_is_efault(void **state)
{
	static struct run run;
	unsigned n, steps, checked = 0;
	uint32_t nr;
	int members;

	FOR_EACH_GENERATED(nr, members)
	{
		call_once(*state, nr, 0xaa, members != 0, 0, 0, &run);
		steps = run.copies;
		assert_true(steps < MAX_STEPS);
		for (n = 1; n <= steps && run.error == 0; n++) {
			call_once(*state, nr, 0xaa, members != 0, n, 0, &run);
			if (run.error != EFAULT)
				fail_msg("%s: copy %u of %u failed, answer %d",
				    linux_vector.sv_syscallnames[nr], n, steps, run.error);
			checked++;
			run.error = 0;
		}
	}
	assert_true(checked > 20);
}

static void
every_failing_service_is_handed_on_and_nothing_is_written(void **state)
{
	static struct run run, before;
	unsigned n, steps, checked = 0;
	uint32_t nr;
	int members;

	FOR_EACH_GENERATED(nr, members)
	{
		call_once(*state, nr, 0xaa, members != 0, 0, 0, &run);
		if (run.error != 0)
			continue;
		steps = run.natives;
		assert_true(steps < MAX_STEPS);
		for (n = 1; n <= steps; n++) {
			call_once(*state, nr, 0xaa, members != 0, 0, n, &run);
			if (run.error != EDOM)
				fail_msg("%s: service %u of %u failed, answer %d",
				    linux_vector.sv_syscallnames[nr], n, steps, run.error);
			checked++;
		}
		if (steps != 1)
			continue;
		/*
		 * The arguments as call_once lays them out: a failing copy of the first byte leaves
		 * them so.
		 */
		call_once(*state, nr, 0xaa, members != 0, 0, 1, &run);
		call_once(*state, nr, 0xaa, members != 0, 1, 1, &before);
		if (memcmp(run.mem, before.mem, sizeof(run.mem)) != 0)
			fail_msg("%s: the service failed and yet something was written",
			    linux_vector.sv_syscallnames[nr]);
	}
	assert_true(checked > 100);
}

/*
 * Twice over different garbage, 0xa1 and 0x52 in the buffers, 0x5e and 0xad on the stack: what is
 * written must not differ.
 */
static void
nothing_uninitialised_leaves(void **state)
{
	static struct run a, b;
	unsigned wrote = 0;
	uint32_t nr;
	size_t i;
	int members;

	FOR_EACH_GENERATED(nr, members)
	{
		bool changed = false;

		call_once(*state, nr, 0xa1, members != 0, 0, 0, &a);
		call_once(*state, nr, 0x52, members != 0, 0, 0, &b);
		assert_int_equal(a.error, b.error);
		for (i = 0; i < sizeof(a.mem); i++) {
			if (a.mem[i] == 0xa1 && b.mem[i] == 0x52)
				continue; /* not touched: the two fills are there still */
			if (a.mem[i] != b.mem[i])
				fail_msg("%s: byte %zu of argument %zu is garbage",
				    linux_vector.sv_syscallnames[nr], i % SLOT, i / SLOT);
			changed |= is_out(nr, i / SLOT);
		}
		wrote += changed;
	}
	assert_true(wrote > 20);
}

static void
calls_without_a_handler_are_enosys(void **state)
{
	struct fake_host *host = *state;
	unsigned none = 0;
	uint32_t nr;

	for (nr = 0; nr < linux_vector.sv_size; nr++) {
		if (linux_vector.sv_call_desc[nr].state > SV_CALL_UNIMPL)
			continue;
		host->frame.FRAME_NUMBER = nr;
		assert_int_equal(sv_dispatch(&host->td), ENOSYS);
		assert_int_equal(host->frame.FRAME_RESULT, FRAME_WORD(-LINUX_ENOSYS));
		none++;
	}
	assert_true(none > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	    CLAIM(errors_are_native_and_positive),
	    CLAIM(every_failing_copy_is_efault),
	    CLAIM(every_failing_service_is_handed_on_and_nothing_is_written),
	    CLAIM(nothing_uninitialised_leaves),
	    CLAIM(calls_without_a_handler_are_enosys),
	};

	return (cmocka_run_group_tests_name("handlers", tests, NULL, NULL));
}
