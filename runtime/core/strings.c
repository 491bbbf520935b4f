/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Collecting the strings of a new program before the old one's memory goes away.
 */
#include "sysvec/stack.h"

void
sv_strings_init(struct sv_strings *s, char *buf, size_t size)
{
	s->buf = buf;
	s->size = size;
	s->used = 0;
	s->argc = s->envc = 0;
}

static int
add(struct sv_strings *s, const char *str)
{
	size_t len = strlen(str) + 1;

	if (len > SV_ARG_STRLEN || len > s->size - s->used)
		return (E2BIG);
	memcpy(s->buf + s->used, str, len);
	s->used += len;
	return (0);
}

int
sv_strings_arg(struct sv_strings *s, const char *str)
{
	int error = s->envc == 0 ? add(s, str) : EINVAL;

	if (error == 0)
		s->argc++;
	return (error);
}

int
sv_strings_env(struct sv_strings *s, const char *str)
{
	int error = add(s, str);

	if (error == 0)
		s->envc++;
	return (error);
}

/* One string of the old program. */
static int
add_user(struct sv_strings *s, uint64_t ustr)
{
	size_t room = s->size - s->used, len;
	int error;

	if (room > SV_ARG_STRLEN)
		room = SV_ARG_STRLEN;
	if (room == 0)
		return (E2BIG);
	error = copyinstr((const void *)(uintptr_t)ustr, s->buf + s->used, room, &len);
	if (error == ENAMETOOLONG)
		return (E2BIG);
	if (error == 0)
		s->used += len;
	return (error);
}

static int
add_vector(struct sv_strings *s, uint64_t uvec, unsigned ptrsize, unsigned skip, uint32_t *count)
{
	uint64_t ustr;
	uint32_t narrow;
	int error;

	if (uvec == 0)
		return (0);
	for (;; uvec += ptrsize) {
		if (ptrsize == sizeof(narrow)) {
			error = copyin((const void *)(uintptr_t)uvec, &narrow, sizeof(narrow));
			ustr = narrow;
		} else {
			error = copyin((const void *)(uintptr_t)uvec, &ustr, sizeof(ustr));
		}
		if (error != 0)
			return (error);
		if (ustr == 0)
			return (0);
		if (skip > 0) {
			skip--;
			continue;
		}
		if ((error = add_user(s, ustr)) != 0)
			return (error);
		(*count)++;
	}
}

int
sv_strings_uargv(struct sv_strings *s, uint64_t uvec, unsigned ptrsize, unsigned skip)
{
	if (s->envc != 0)
		return (EINVAL);
	return (add_vector(s, uvec, ptrsize, skip, &s->argc));
}

int
sv_strings_uenvp(struct sv_strings *s, uint64_t uvec, unsigned ptrsize)
{
	return (add_vector(s, uvec, ptrsize, 0, &s->envc));
}
