/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The string functions that a freestanding program must bring: the compiler calls four of them by itself.
 */
#include <sysvec/port.h>

void *
memcpy(void *restrict to, const void *restrict from, size_t len)
{
	void *start = to;

	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(len) : : "memory");
	return (start);
}

void *
memmove(void *to, const void *from, size_t len)
{
	uint8_t *d = to;
	const uint8_t *s = from;

	if ((uintptr_t)d - (uintptr_t)s >= len)
		return (memcpy(to, from, len));
	while (len-- > 0)
		d[len] = s[len];
	return (to);
}

void *
memset(void *to, int byte, size_t len)
{
	void *start = to;

	__asm__ volatile("rep stosb" : "+D"(to), "+c"(len) : "a"(byte) : "memory");
	return (start);
}

int
memcmp(const void *a, const void *b, size_t len)
{
	const uint8_t *x = a, *y = b;

	for (size_t i = 0; i < len; i++) {
		if (x[i] != y[i])
			return (x[i] - y[i]);
	}
	return (0);
}

size_t
strlen(const char *s)
{
	size_t n = 0;

	while (s[n] != '\0') {
		__asm__ volatile("");	/* or the loop becomes a call of strlen */
		n++;
	}
	return (n);
}

int
strcmp(const char *a, const char *b)
{
	while (*a == *b && *a != '\0')
		a++, b++;
	return ((uint8_t)*a - (uint8_t)*b);
}

int
strncmp(const char *a, const char *b, size_t n)
{
	for (; n > 0; n--, a++, b++) {
		if (*a != *b || *a == '\0')
			return ((uint8_t)*a - (uint8_t)*b);
	}
	return (0);
}
