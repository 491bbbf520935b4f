/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Look-ups of error and signal numbers.  All of them are total.
 */
#include "sysvec/core.h"

int
sv_errno_map(const struct sv_errno_map *map, int number, bool *known)
{
	int found = 0;

	if (number > 0 && number < map->count)
		found = map->table[number];
	if (known != NULL)
		*known = found != 0 || number == 0;
	if (found == 0 && number != 0)
		return (map->fallback);
	return (found);
}

int
sv_errno_out(const struct sv_vector *vec, int native)
{
	return (sv_errno_map(&vec->sv_errno_out, native, NULL));
}

int
sv_errno_in(const struct sv_vector *vec, int foreign)
{
	return (sv_errno_map(&vec->sv_errno_in, foreign, NULL));
}

int
sv_signal_out(const struct sv_vector *vec, int native)
{
	int32_t foreign;

	if (native == 0 || vec->sv_signal_out(native, &foreign) != 0)
		return (0);
	return (foreign);
}

int
sv_signal_in(const struct sv_vector *vec, int foreign)
{
	int32_t native;

	if (foreign == 0 || vec->sv_signal_in(foreign, &native) != 0)
		return (0);
	return (native);
}
