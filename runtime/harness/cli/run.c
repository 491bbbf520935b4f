/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * `sysvec run`: options into the harness's words (config.h), the program looked up as a shell would, then exec.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SYSVEC_HOSTED
#include <sysvec/identity.h>

#include <linux_syscall.h>

#include "cli.h"
#include "config.h"

static const char usage_text[] =
    "usage: sysvec run [OPTION...] PROGRAM [ARG...]\n"
    "\n"
    "Runs a foreign program over a vector, in this process and with your rights (it is no sandbox).\n"
    "The exit status is the program's; a death by signal is reproduced.\n"
    "\n"
    "  --vector=NAME           the vector to use (default: chosen by the program's brand)\n"
    "  --fallback-brand=NAME   the vector for programs without a brand (default: linux-amd64)\n"
    "  --root=DIR              the program's /A is DIR/A where that exists (default: the vector's, if there;\n"
    "                          --root=/ for none)\n"
    "  --osrelease=RELEASE     release told to the program, such as 6.1.0\n"
    "  --trace[=NAMES]         print calls, all or the comma-separated ones, in the program's own terms\n"
    "  --trace=both[,NAMES]    with what each value was translated to\n"
    "  --trace-file=FILE       write the trace to FILE instead of standard error\n"
    "  --stats                 at the end print calls, errors and calls without a handler, ranked\n"
    "  --engine=NAME           how calls are caught: sud (Syscall User Dispatch)\n"
    "  -h, --help              print this\n"
    "\n"
    "examples:\n"
    "  sysvec run /bin/busybox uname -a\n"
    "  sysvec run --trace=openat,read --trace-file=out /bin/ls\n"
    "  sysvec run --stats --root=/compat/linux /bin/bash -c 'make test'\n";

enum {
	OPT_VECTOR = 0x100,
	OPT_BRAND,
	OPT_ROOT,
	OPT_OSRELEASE,
	OPT_TRACE,
	OPT_TRACE_FILE,
	OPT_STATS,
	OPT_ENGINE,
};

static const struct option long_options[] = {
    {"vector", required_argument, NULL, OPT_VECTOR},
    {"fallback-brand", required_argument, NULL, OPT_BRAND},
    {"root", required_argument, NULL, OPT_ROOT},
    {"osrelease", required_argument, NULL, OPT_OSRELEASE},
    {"trace", optional_argument, NULL, OPT_TRACE},
    {"trace-file", required_argument, NULL, OPT_TRACE_FILE},
    {"stats", no_argument, NULL, OPT_STATS},
    {"engine", required_argument, NULL, OPT_ENGINE},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

/* Vectors and engines this command was built with; the lists end in NULL. */
static const char *const vectors[] = {"linux-amd64", NULL};
static const char *const engines[] = {"sud", NULL};

/* The generated names of the vector (linux_syscalls.c). */
extern const char *const linux_syscallnames[LINUX_SYS_MAXSYSCALL];

struct config {
	char text[HOST_CONFIG_MAX];
	size_t used;
	bool overflow;
};

static void
config_add(struct config *config, const char *key, const char *value)
{
	size_t room = sizeof(config->text) - config->used;
	int n = snprintf(config->text + config->used, room, "%s=%s%c", key, value, HOST_CONFIG_END);

	if (n < 0 || (size_t)n >= room || strchr(value, HOST_CONFIG_END) != NULL)
		config->overflow = true;
	else
		config->used += (size_t)n;
}

static int
usage_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("sysvec run: error: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputs("; `sysvec run --help` lists the options\n", stderr);
	va_end(ap);
	return (CLI_USAGE);
}

static int
unknown_option(const char *word)
{
	const char *names[sizeof(long_options) / sizeof(long_options[0])];
	const char *near;
	char name[64];
	size_t n = 0;

	while (long_options[n].name != NULL) {
		names[n] = long_options[n].name;
		n++;
	}
	names[n] = NULL;
	snprintf(name, sizeof(name), "%.*s", (int)strcspn(word, "="), word);
	near = cli_suggest(name + strspn(name, "-"), names);
	if (near != NULL)
		return (usage_error("unknown option '%s', did you mean '--%s'?", name, near));
	return (usage_error("unknown option '%s'", name));
}

/* One of a list, or a usage error that suggests one. */
static int
one_of(const char *what, const char *word, const char *const *list)
{
	const char *near;

	for (const char *const *w = list; *w != NULL; w++)
		if (strcmp(*w, word) == 0)
			return (CLI_OK);
	near = cli_suggest(word, list);
	if (near != NULL)
		return (usage_error("unknown %s '%s', did you mean '%s'?", what, word, near));
	return (usage_error("unknown %s '%s', there is '%s'", what, word, list[0]));
}

/* Every one of the comma-separated names must be a call of the vector. */
static int
call_names(const char *names)
{
	static const char *list[LINUX_SYS_MAXSYSCALL + 1];
	char name[64];
	int error;

	memcpy(list, linux_syscallnames, sizeof(linux_syscallnames));
	while (*names != '\0') {
		size_t len = strcspn(names, ",");

		snprintf(name, sizeof(name), "%.*s", (int)len, names);
		if ((error = one_of("call", name, list)) != 0)
			return (error);
		names += len + (names[len] == ',' ? 1 : 0);
	}
	return (CLI_OK);
}

/* "NAMES", "both" or "both,NAMES" into the trace and filter words. */
static int
trace_option(struct config *config, const char *value)
{
	bool both = false;

	if (value != NULL && strncmp(value, "both", 4) == 0 &&
	    (value[4] == '\0' || value[4] == ',')) {
		both = true;
		value += value[4] == ',' ? 5 : 4;
	}
	config_add(config, HOST_CONFIG_TRACE, both ? "both" : "foreign");
	if (value == NULL || *value == '\0' || strcmp(value, "all") == 0)
		return (CLI_OK);
	config_add(config, HOST_CONFIG_FILTER, value);
	return (call_names(value));
}

static bool
executable(const char *path)
{
	struct stat st;

	return (stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0);
}

/*
 * The program's path as the guest shall see it.  A name without a slash is looked up along PATH, below `root` first, as the
 * guest's own shell would find it.  Gives the name itself when it is nowhere, so that the harness says so.
 */
static void
find_program(const char *name, const char *root, char *found, size_t size)
{
	const char *path = getenv("PATH");
	char probe[8192];

	snprintf(found, size, "%s", name);
	if (strchr(name, '/') != NULL || *name == '\0')
		return;
	if (path == NULL)
		path = "/usr/local/bin:/usr/bin:/bin";
	while (*path != '\0') {
		size_t len = strcspn(path, ":");

		for (int below = root != NULL ? 1 : 0; below >= 0; below--) {
			snprintf(found, size, "%.*s/%s", (int)len, len == 0 ? "." : path, name);
			snprintf(probe, sizeof(probe), "%s%s", below ? root : "", found);
			if (executable(probe))
				return;
		}
		path += len + (path[len] == ':' ? 1 : 0);
	}
	snprintf(found, size, "%s", name);
}

int
cli_run(int argc, char **argv)
{
	static struct config config;
	static char harness[4096], program[4096], root[4096];
	const char *places[] = {
	    "../libexec/sysvec-harness", "../" SYSVEC_LIBEXECDIR "/sysvec-harness", NULL};
	const char *trace_file = NULL, *refusal;
	const char **args;
	struct cli_stats *stats = NULL;
	bool traced = false;
	int option, error;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "+:h", long_options, NULL)) != -1) {
		switch (option) {
		case OPT_VECTOR:
		case OPT_BRAND:
			if ((error = one_of("vector", optarg, vectors)) != 0)
				return (error);
			config_add(&config,
			    option == OPT_VECTOR ? HOST_CONFIG_VECTOR : HOST_CONFIG_BRAND, optarg);
			break;
		case OPT_ROOT:
			if (realpath(optarg, root) == NULL) {
				fprintf(stderr, "sysvec run: error: root %s: %s\n", optarg,
				    strerror(errno));
				return (CLI_INPUT);
			}
			config_add(&config, HOST_CONFIG_ROOT, strcmp(root, "/") == 0 ? "" : root);
			break;
		case OPT_OSRELEASE:
			if ((refusal = sv_identity_check_release(optarg)) != NULL)
				return (usage_error("osrelease '%s': %s", optarg, refusal));
			config_add(&config, HOST_CONFIG_OSRELEASE, optarg);
			break;
		case OPT_TRACE:
			if ((error = trace_option(&config, optarg)) != 0)
				return (error);
			traced = true;
			break;
		case OPT_TRACE_FILE:
			trace_file = optarg;
			break;
		case OPT_STATS:
			if ((stats = cli_stats_new()) == NULL) {
				fprintf(stderr, "sysvec run: error: no memory for --stats: %s\n",
				    strerror(errno));
				return (CLI_INPUT);
			}
			config_add(&config, HOST_CONFIG_STATS, cli_stats_path(stats));
			break;
		case OPT_ENGINE:
			if ((error = one_of("engine", optarg, engines)) != 0)
				return (error);
			config_add(&config, HOST_CONFIG_ENGINE, optarg);
			break;
		case 'h':
			fputs(usage_text, stdout);
			return (CLI_OK);
		case ':':
			return (usage_error("option '%s' needs a value", argv[optind - 1]));
		default:
			return (unknown_option(argv[optind - 1]));
		}
	}
	if (optind == argc)
		return (usage_error("no PROGRAM given"));

	if (trace_file != NULL) {
		char number[16];
		int fd = open(trace_file, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666);

		if (fd < 0) {
			fprintf(stderr, "sysvec run: error: %s: %s\n", trace_file, strerror(errno));
			return (CLI_INPUT);
		}
		snprintf(number, sizeof(number), "%d", fd);
		config_add(&config, HOST_CONFIG_TRACEFD, number);
		if (!traced)
			(void)trace_option(&config, NULL);
	}
	if (!cli_find(places, harness, sizeof(harness))) {
		fprintf(stderr,
		    "sysvec run: error: sysvec-harness is not beside this command; build or install it whole\n");
		return (CLI_INPUT);
	}
	if (realpath(harness, root) != NULL)
		snprintf(harness, sizeof(harness), "%s", root);
	config_add(&config, HOST_CONFIG_SELF, harness);
	if (config.overflow)
		return (usage_error("the options are too long"));

	root[0] = '\0';
	for (int i = 1; i < optind; i++)
		if (strncmp(argv[i], "--root=", 7) == 0 && realpath(argv[i] + 7, root) == NULL)
			root[0] = '\0';
	find_program(argv[optind], root[0] != '\0' && strcmp(root, "/") != 0 ? root : NULL, program,
	    sizeof(program));

	args = calloc((size_t)(argc - optind) + HOST_ARGS + 1, sizeof(*args));
	if (args == NULL)
		return (CLI_BUG);
	args[0] = "sysvec-harness";
	args[1] = config.text;
	args[2] = program;
	args[3] = program;
	for (int i = optind; i < argc; i++)
		args[HOST_ARGS + i - optind] = argv[i];
	if (stats != NULL)
		return (cli_stats_run(stats, harness, args));
	execv(harness, (char *const *)(uintptr_t)args);
	fprintf(stderr, "sysvec run: error: %s: %s\n", harness, strerror(errno));
	return (CLI_INPUT);
}
