/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The built command.  `sysvec run` starts a program over a vector; every other subcommand is handed to the generator,
 * gen/sysvec, which lies in the source tree or is installed beside this program.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "cli.h"

bool
cli_find(const char *const *candidates, char *buf, size_t size)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	if (n >= 0)
		self[n] = '\0';
	else if (realpath((const char *)getauxval(AT_EXECFN), self) == NULL) /* no /proc */
		return (false);
	slash = strrchr(self, '/');
	*slash = '\0';
	for (; *candidates != NULL; candidates++) {
		int len = **candidates == '/' ? snprintf(buf, size, "%s", *candidates)
		                              : snprintf(buf, size, "%s/%s", self, *candidates);

		if (len > 0 && (size_t)len < size && access(buf, R_OK) == 0)
			return (true);
	}
	return (false);
}

/* Everything but `run`: the Lua generator with the same arguments. */
static int
generator(int argc, char **argv)
{
	static const char *const places[] = {
	    "../" SYSVEC_DATADIR "/gen/sysvec", SYSVEC_SOURCE_HOME "/gen/sysvec", NULL};
	const char *home = getenv("SYSVEC_HOME"), *lua = getenv("SYSVEC_LUA");
	char script[4096 + 64];
	char **args;

	if (home != NULL)
		snprintf(script, sizeof(script), "%s/sysvec", home);
	else if (!cli_find(places, script, sizeof(script))) {
		fprintf(stderr,
		    "sysvec: error: the generator (gen/sysvec) is not where it was installed; "
		    "set SYSVEC_HOME to the folder gen/\n");
		return (CLI_INPUT);
	}
	if (lua == NULL)
		lua = SYSVEC_LUA;
	args = calloc((size_t)argc + 2, sizeof(*args));
	if (args == NULL)
		return (CLI_BUG);
	args[0] = (char *)(uintptr_t)lua;
	args[1] = script;
	for (int i = 1; i < argc; i++)
		args[i + 1] = argv[i];
	execvp(lua, args);
	fprintf(stderr, "sysvec: error: cannot run %s: %s; install Lua 5.4 or set SYSVEC_LUA\n",
	    lua, strerror(errno));
	free(args);
	return (CLI_INPUT);
}

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "run") == 0)
		return (cli_run(argc - 1, argv + 1));
	return (generator(argc, argv));
}
