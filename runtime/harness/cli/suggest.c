/* SPDX-License-Identifier: BSD-2-Clause */
/* "Did you mean": the nearest of a list of words by edit distance. */
#include <string.h>

#include "cli.h"

#define WORD_MAX 31

/* Levenshtein distance; words longer than WORD_MAX count as far from everything. */
static size_t
distance(const char *a, const char *b)
{
	size_t row[WORD_MAX + 1], na = strlen(a), nb = strlen(b);

	if (na > WORD_MAX || nb > WORD_MAX)
		return (WORD_MAX);
	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return (row[nb]);
}

const char *
cli_suggest(const char *word, const char *const *list)
{
	const char *found = NULL;
	size_t nearest = strlen(word) / 3 + 2;

	for (; *list != NULL; list++) {
		size_t d = distance(word, *list);

		if (d < nearest) {
			nearest = d;
			found = *list;
		}
	}
	return (found);
}
