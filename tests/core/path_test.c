/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Look-up under a root, over a temporary tree of real files.
 */
#define SYSVEC_HOSTED
#include "sysvec/path.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct tree {
	char root[64]; /* ROOT: etc/passwd, home/ (empty), tmp/, lib -> usr/lib, dead -> /nowhere */
	struct stat st;
	unsigned asked;
};

static enum sv_path_answer
exists(void *ctx, const char *path)
{
	struct tree *tree = ctx;
	struct stat st;

	tree->asked++;
	if (lstat(path, &st) != 0)
		return (SV_PATH_MISSING);
	if (st.st_dev == tree->st.st_dev && st.st_ino == tree->st.st_ino)
		return (SV_PATH_IS_ROOT);
	return (SV_PATH_THERE);
}

static const char *
at(const struct tree *tree, const char *path)
{
	static char buf[256];

	snprintf(buf, sizeof(buf), "%s%s", tree->root, path);
	return (buf);
}

static int
setup(void **state)
{
	struct tree *tree = calloc(1, sizeof(*tree));
	FILE *f;

	snprintf(tree->root, sizeof(tree->root), "/tmp/sysvec-path-XXXXXX");
	if (mkdtemp(tree->root) == NULL || stat(tree->root, &tree->st) != 0 ||
	    mkdir(at(tree, "/etc"), 0755) != 0 || mkdir(at(tree, "/home"), 0755) != 0 ||
	    mkdir(at(tree, "/tmp"), 0755) != 0 || mkdir(at(tree, "/usr"), 0755) != 0 ||
	    mkdir(at(tree, "/usr/lib"), 0755) != 0 || symlink("usr/lib", at(tree, "/lib")) != 0 ||
	    symlink("/nowhere", at(tree, "/dead")) != 0 || symlink(".", at(tree, "/self")) != 0 ||
	    (f = fopen(at(tree, "/etc/passwd"), "w")) == NULL)
		return (-1);
	fclose(f);
	*state = tree;
	return (0);
}

static int
teardown(void **state)
{
	static const char *const files[] = {"/etc/passwd", "/lib", "/dead", "/self"};
	static const char *const dirs[] = {"/etc", "/home", "/tmp", "/usr/lib", "/usr", ""};
	struct tree *tree = *state;
	size_t i;

	for (i = 0; i < SV_NITEMS(files); i++)
		unlink(at(tree, files[i]));
	for (i = 0; i < SV_NITEMS(dirs); i++)
		rmdir(at(tree, dirs[i]));
	free(tree);
	return (0);
}

static void
expect(struct tree *tree, enum sv_path_want want, const char *path, enum sv_path_result result,
    const char *answer)
{
	struct sv_path_host host = {tree, exists};
	char buf[256], whole[256];
	const char *out = NULL;

	memset(buf, 0xaa, sizeof(buf));
	assert_int_equal(
	    sv_path_lookup(&host, tree->root, path, want, buf, sizeof(buf), &out), result);
	if (result == SV_PATH_UNDER_ROOT) {
		snprintf(whole, sizeof(whole), "%s%s", tree->root, answer);
		assert_string_equal(out, whole);
	} else {
		assert_string_equal(out, answer);
	}
}

#define LOOKUP_ROOT(path)   expect(tree, SV_PATH_LOOKUP, path, SV_PATH_UNDER_ROOT, path)
#define LOOKUP_NATIVE(path) expect(tree, SV_PATH_LOOKUP, path, SV_PATH_NATIVE, path)
#define CREATE_ROOT(path)   expect(tree, SV_PATH_CREATE, path, SV_PATH_UNDER_ROOT, path)
#define CREATE_NATIVE(path) expect(tree, SV_PATH_CREATE, path, SV_PATH_NATIVE, path)

static void
what_the_root_has_is_taken_from_there(void **state)
{
	struct tree *tree = *state;

	LOOKUP_ROOT("/etc/passwd");
	LOOKUP_ROOT("/etc");
	LOOKUP_ROOT("//etc///passwd");
	LOOKUP_ROOT("/lib");
	LOOKUP_ROOT("/lib/../lib");
}

static void
what_the_root_lacks_is_native(void **state)
{
	struct tree *tree = *state;

	LOOKUP_NATIVE("/etc/shadow");
	LOOKUP_NATIVE("/nonexistent/x");
	LOOKUP_NATIVE("/etc/passwd/");
	LOOKUP_NATIVE("/etc/passwd/x");
}

static void
relative_and_empty_paths_are_left_alone(void **state)
{
	struct tree *tree = *state;

	LOOKUP_NATIVE("etc/passwd");
	LOOKUP_NATIVE("");
	LOOKUP_NATIVE(".");
	CREATE_NATIVE("x");
	assert_int_equal(tree->asked, 0);
}

static void
an_empty_home_hides_home_and_not_what_is_in_it(void **state)
{
	struct tree *tree = *state;

	LOOKUP_ROOT("/home");
	LOOKUP_NATIVE("/home/1");
	CREATE_ROOT("/home/1");
	CREATE_NATIVE("/home/1/file");
}

static void
creation_goes_where_the_parent_is(void **state)
{
	struct tree *tree = *state;

	CREATE_ROOT("/tmp/new");
	CREATE_ROOT("/tmp/new/");
	CREATE_ROOT("/tmp//new//");
	CREATE_ROOT("/new"); /* the parent is the root itself */
	CREATE_ROOT("/etc/hosts");
	CREATE_NATIVE("/var/new");
	CREATE_NATIVE("/tmp/dir/new");
}

static void
a_link_at_the_end_counts_wherever_it_points(void **state)
{
	struct tree *tree = *state;

	LOOKUP_ROOT("/dead");
	LOOKUP_NATIVE("/dead/x");
	CREATE_ROOT("/lib/new");
}

static void
the_root_itself_is_the_native_root(void **state)
{
	struct tree *tree = *state;

	LOOKUP_NATIVE("/");
	LOOKUP_NATIVE("///");
	LOOKUP_NATIVE("/usr/..");
	LOOKUP_NATIVE("/etc/../usr/..");
	LOOKUP_NATIVE("/self/");
}

static void
dot_dot_does_not_leave_the_root(void **state)
{
	struct tree *tree = *state;

	expect(tree, SV_PATH_LOOKUP, "/../etc/passwd", SV_PATH_UNDER_ROOT, "/etc/passwd");
	expect(tree, SV_PATH_LOOKUP, "/../../../etc/passwd", SV_PATH_UNDER_ROOT, "/etc/passwd");
	expect(tree, SV_PATH_LOOKUP, "/usr/../../etc/passwd", SV_PATH_UNDER_ROOT, "/etc/passwd");
	expect(tree, SV_PATH_LOOKUP, "/./../etc/shadow", SV_PATH_NATIVE, "/etc/shadow");
	expect(tree, SV_PATH_LOOKUP, "/..", SV_PATH_NATIVE, "/");
	expect(tree, SV_PATH_LOOKUP, "/../", SV_PATH_NATIVE, "/");
	expect(tree, SV_PATH_CREATE, "/../tmp/x", SV_PATH_UNDER_ROOT, "/tmp/x");
	LOOKUP_NATIVE("/...");
	LOOKUP_NATIVE("/..x");
}

static void
without_a_root_everything_is_native(void **state)
{
	struct sv_path_host host = {NULL, exists};
	const char *out = NULL;
	char buf[16];

	(void)state;
	assert_int_equal(
	    sv_path_lookup(&host, NULL, "/etc", SV_PATH_LOOKUP, buf, sizeof(buf), &out),
	    SV_PATH_NATIVE);
	assert_string_equal(out, "/etc");
	assert_int_equal(
	    sv_path_lookup(&host, "", "/../etc", SV_PATH_CREATE, buf, sizeof(buf), &out),
	    SV_PATH_NATIVE);
	assert_string_equal(out, "/../etc");
}

static void
buffers_are_never_passed(void **state)
{
	struct tree *tree = *state;
	struct sv_path_host host = {tree, exists};
	char buf[96], path[128];
	const char *out;
	size_t len, size;

	for (len = 1; len < sizeof(path); len++) {
		memset(path, 'e', len);
		path[0] = '/';
		path[len] = '\0';
		for (size = 1; size < sizeof(buf); size += 7) {
			memset(buf, 0xaa, sizeof(buf));
			out = NULL;
			if (sv_path_lookup(&host, tree->root, path, SV_PATH_CREATE, buf, size,
			        &out) == SV_PATH_TOO_LONG) {
				assert_true(len >= size);
				assert_null(out);
			} else {
				assert_true(len < size);
				assert_true(out == path || out == buf);
				assert_true(out != buf || len + strlen(tree->root) < size);
			}
			assert_int_equal((unsigned char)buf[size], 0xaa);
		}
	}
}

static void
paths_are_shown_without_the_root(void **state)
{
	(void)state;
	assert_string_equal(sv_path_shown("/compat/linux", "/compat/linux/bin/sh"), "/bin/sh");
	assert_string_equal(sv_path_shown("/compat/linux", "/compat/linux"), "/");
	assert_string_equal(
	    sv_path_shown("/compat/linux", "/compat/linux64/x"), "/compat/linux64/x");
	assert_string_equal(sv_path_shown("/compat/linux", "/compat"), "/compat");
	assert_string_equal(sv_path_shown("/compat/linux", "/"), "/");
	assert_string_equal(sv_path_shown("", "/x"), "/x");
	assert_string_equal(sv_path_shown(NULL, "/x"), "/x");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	    CLAIM(what_the_root_has_is_taken_from_there),
	    CLAIM(what_the_root_lacks_is_native),
	    CLAIM(relative_and_empty_paths_are_left_alone),
	    CLAIM(an_empty_home_hides_home_and_not_what_is_in_it),
	    CLAIM(creation_goes_where_the_parent_is),
	    CLAIM(a_link_at_the_end_counts_wherever_it_points),
	    CLAIM(the_root_itself_is_the_native_root),
	    CLAIM(dot_dot_does_not_leave_the_root),
	    CLAIM(buffers_are_never_passed),
	    cmocka_unit_test(without_a_root_everything_is_native),
	    cmocka_unit_test(paths_are_shown_without_the_root),
	};

	return (cmocka_run_group_tests_name("path", tests, NULL, NULL));
}
