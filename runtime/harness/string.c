/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The string functions that a freestanding program must bring: the compiler calls four of them by
 * itself.
 */
#include <sysvec/port.h>

/* Below this the string instructions take longer to begin than a loop to end. */
#define SHORT 128

/* Upwards, each piece read before it is written, so that memmove may use it where `to` lies below
 * `from`. */
static void
copy_short(uint8_t *to, const uint8_t *from, size_t len)
{
	for (; len >= 8; len -= 8, to += 8, from += 8) {
		uint64_t word;

		__builtin_memcpy(&word, from, 8);
		__asm__ volatile("" : "+r"(word)); /* or the loop becomes a call of memcpy */
		__builtin_memcpy(to, &word, 8);
	}
	for (; len > 0; len--) {
		*to++ = *from++;
		__asm__ volatile("");
	}
}

void *
memcpy(void *restrict to, const void *restrict from, size_t len)
{
	void *start = to;

	if (len < SHORT) {
		copy_short(to, from, len);
		return (start);
	}
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

	if (len < SHORT) {
		uint64_t word = 0x0101010101010101U * (uint8_t)byte;
		uint8_t *at = to;

		for (; len >= 8; len -= 8, at += 8) {
			__asm__ volatile("" : "+r"(word));
			__builtin_memcpy(at, &word, 8);
		}
		for (; len > 0; len--) {
			*at++ = (uint8_t)byte;
			__asm__ volatile("");
		}
		return (start);
	}
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
		__asm__ volatile(""); /* or the loop becomes a call of strlen */
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
