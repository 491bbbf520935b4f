/* SPDX-License-Identifier: BSD-2-Clause */
/* spawn N PROGRAM [ARG...]: runs the program N times by fork and exec, one after the other. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	int n = argc > 2 ? atoi(argv[1]) : 0;

	for (int i = 0; i < n; i++) {
		pid_t pid = fork();

		if (pid == 0) {
			execv(argv[2], argv + 2);
			_exit(127);
		}
		if (pid < 0 || waitpid(pid, NULL, 0) != pid)
			return (1);
	}
	return (n > 0 ? 0 : 2);
}
