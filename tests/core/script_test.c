/* SPDX-License-Identifier: BSD-2-Clause */
#define SYSVEC_HOSTED
#include "sysvec/script.h"
#include "suite.h"

/* The parts of one line as strings; "" for none. */
static enum sv_script_result
parse(const char *head, size_t len, char *interp, char *arg)
{
	enum sv_script_result what;
	struct sv_script s;

	interp[0] = arg[0] = '\0';
	if ((what = sv_script_parse(head, len, &s)) != SV_SCRIPT_FOUND)
		return (what);
	assert_true((size_t)s.interp + s.interplen <= len);
	assert_true((size_t)s.arg + s.arglen <= len);
	memcpy(interp, head + s.interp, s.interplen);
	interp[s.interplen] = '\0';
	memcpy(arg, head + s.arg, s.arglen);
	arg[s.arglen] = '\0';
	return (what);
}

static void
lines_are_read_as_linux_reads_them(void **state)
{
	static const struct {
		const char *head, *interp, *arg;
	} rows[] = {
	    {"#!/bin/sh\n", "/bin/sh", ""},
	    {"#! /bin/sh\n", "/bin/sh", ""},
	    {"#! \t /bin/sh \t \n", "/bin/sh", ""},
	    {"#!/bin/sh -e\n", "/bin/sh", "-e"},
	    {"#!/usr/bin/env python3 -u\n", "/usr/bin/env", "python3 -u"},
	    {"#!/bin/sh \t -x  y \t\nrest", "/bin/sh", "-x  y"},
	    {"#!/bin/sh", "/bin/sh", ""}, /* no newline at the end of the file */
	    {"#!/bin/sh -e", "/bin/sh", "-e"},
	    {"#!/bin/sh\r\n", "/bin/sh\r", ""}, /* kept: such a file is not found */
	    {"#!sh\n", "sh", ""},
	};
	char interp[SV_SCRIPT_HEAD], arg[SV_SCRIPT_HEAD];
	size_t i;

	(void)state;
	for (i = 0; i < SV_NITEMS(rows); i++) {
		assert_int_equal(
		    parse(rows[i].head, strlen(rows[i].head), interp, arg), SV_SCRIPT_FOUND);
		assert_string_equal(interp, rows[i].interp);
		assert_string_equal(arg, rows[i].arg);
	}
}

static void
a_nul_ends_the_line(void **state)
{
	char interp[SV_SCRIPT_HEAD], arg[SV_SCRIPT_HEAD];

	(void)state;
	assert_int_equal(parse("#!/bin/sh\0-e\n", 13, interp, arg), SV_SCRIPT_FOUND);
	assert_string_equal(interp, "/bin/sh");
	assert_string_equal(arg, "");
}

static void
other_files_are_no_scripts(void **state)
{
	struct sv_script s;

	(void)state;
	assert_int_equal(sv_script_parse("", 0, &s), SV_SCRIPT_NONE);
	assert_int_equal(sv_script_parse("#", 1, &s), SV_SCRIPT_NONE);
	assert_int_equal(sv_script_parse("# !/bin/sh\n", 11, &s), SV_SCRIPT_NONE);
	assert_int_equal(sv_script_parse("\177ELF", 4, &s), SV_SCRIPT_NONE);
}

static void
a_line_without_interpreter_is_refused(void **state)
{
	struct sv_script s;

	(void)state;
	assert_int_equal(sv_script_parse("#!", 2, &s), SV_SCRIPT_BAD);
	assert_int_equal(sv_script_parse("#!\n", 3, &s), SV_SCRIPT_BAD);
	assert_int_equal(sv_script_parse("#! \t \n/bin/sh", 13, &s), SV_SCRIPT_BAD);
	assert_int_equal(sv_script_parse("#!\0/bin/sh\n", 11, &s), SV_SCRIPT_BAD);
}

static void
a_cut_name_is_refused_and_a_cut_argument_is_not(void **state)
{
	char head[SV_SCRIPT_HEAD + 10], interp[SV_SCRIPT_HEAD + 1], arg[SV_SCRIPT_HEAD + 1];

	(void)state;
	memset(head, 'x', sizeof(head));
	head[0] = '#';
	head[1] = '!';
	assert_int_equal(parse(head, SV_SCRIPT_HEAD, interp, arg), SV_SCRIPT_BAD);
	assert_int_equal(parse(head, sizeof(head), interp, arg), SV_SCRIPT_BAD);
	assert_int_equal(parse(head, SV_SCRIPT_HEAD - 1, interp, arg), SV_SCRIPT_FOUND);
	assert_int_equal(strlen(interp), SV_SCRIPT_HEAD - 3);
	head[SV_SCRIPT_HEAD - 1] = '\n';
	assert_int_equal(parse(head, SV_SCRIPT_HEAD, interp, arg), SV_SCRIPT_FOUND);
	head[SV_SCRIPT_HEAD - 1] = 'x';
	head[10] = ' ';
	assert_int_equal(parse(head, SV_SCRIPT_HEAD, interp, arg), SV_SCRIPT_FOUND);
	assert_int_equal(strlen(interp), 8);
	assert_int_equal(strlen(arg), SV_SCRIPT_HEAD - 11);
}

static void
arguments_stand_in_the_order_of_execve(void **state)
{
	static const char one[] = "#!/bin/two -a\n", two[] = "#!/bin/three -b c\n";
	struct sv_script_chain chain;
	char one_path[] = "/tmp/one";

	(void)state;
	sv_script_start(&chain);
	assert_null(sv_script_interpreter(&chain));
	assert_int_equal(sv_script_narguments(&chain), 0);
	assert_null(sv_script_argument(&chain, 0));
	assert_int_equal(sv_script_push(&chain, one_path, one, sizeof(one) - 1), SV_SCRIPT_FOUND);
	assert_string_equal(sv_script_interpreter(&chain), "/bin/two");
	assert_int_equal(sv_script_push(&chain, "/bin/two", two, sizeof(two) - 1), SV_SCRIPT_FOUND);
	assert_int_equal(sv_script_push(&chain, "/bin/three", "\177ELF", 4), SV_SCRIPT_NONE);
	assert_string_equal(sv_script_interpreter(&chain), "/bin/three");
	assert_int_equal(sv_script_narguments(&chain), 5);
	assert_string_equal(sv_script_argument(&chain, 0), "/bin/three");
	assert_string_equal(sv_script_argument(&chain, 1), "-b c");
	assert_string_equal(sv_script_argument(&chain, 2), "/bin/two");
	assert_string_equal(sv_script_argument(&chain, 3), "-a");
	assert_ptr_equal(sv_script_argument(&chain, 4), one_path);
	assert_null(sv_script_argument(&chain, 5));
}

static void
the_sixth_script_is_a_loop_and_the_longest_five_fit(void **state)
{
	struct sv_script_chain chain;
	char head[SV_SCRIPT_HEAD];
	unsigned i;

	(void)state;
	memset(head, 'x', sizeof(head));
	head[0] = '#';
	head[1] = '!';
	head[128] = ' ';
	sv_script_start(&chain);
	for (i = 0; i < SV_SCRIPT_DEPTH; i++)
		assert_int_equal(sv_script_push(&chain, "s", head, sizeof(head)), SV_SCRIPT_FOUND);
	assert_true(chain.used <= sizeof(chain.text));
	assert_int_equal(sv_script_push(&chain, "s", head, sizeof(head)), SV_SCRIPT_LOOP);
	assert_int_equal(sv_script_push(&chain, "s", "\177ELF", 4), SV_SCRIPT_NONE);
	assert_int_equal(sv_script_narguments(&chain), 2 * SV_SCRIPT_DEPTH + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_read_as_linux_reads_them),
	    cmocka_unit_test(a_nul_ends_the_line),
	    cmocka_unit_test(other_files_are_no_scripts),
	    cmocka_unit_test(a_line_without_interpreter_is_refused),
	    cmocka_unit_test(a_cut_name_is_refused_and_a_cut_argument_is_not),
	    cmocka_unit_test(arguments_stand_in_the_order_of_execve),
	    cmocka_unit_test(the_sixth_script_is_a_loop_and_the_longest_five_fit),
	};

	return (cmocka_run_group_tests_name("script", tests, NULL, NULL));
}
