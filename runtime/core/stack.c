/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writing the stack of a new program.  First every address is computed, then everything is copied
 * out: strings as one block, words through a small buffer.
 */
#include "sysvec/stack.h"

#define STACK_ALIGN  16u
#define WORDS_BUFFER 256 /* bytes of words copied out at once */

struct layout {
	uint64_t execfn, execpath, strings, platform, random, canary; /* 0: absent */
	uint64_t argv, envp;
	uint64_t naux; /* entries, AT_NULL included */
};

/* Words going out to consecutive user addresses. */
struct words {
	uint64_t at;
	unsigned size;
	unsigned used;
	int error; /* the first; nothing is written after it */
	uint8_t buf[WORDS_BUFFER];
};

static void
flush(struct words *w)
{
	if (w->error == 0 && w->used > 0)
		w->error = copyout(w->buf, (void *)(uintptr_t)w->at, w->used);
	w->at += w->used;
	w->used = 0;
}

static void
put(struct words *w, uint64_t value)
{
	uint32_t narrow = (uint32_t)value;

	if (w->used + w->size > sizeof(w->buf))
		flush(w);
	if (w->size == sizeof(narrow))
		memcpy(w->buf + w->used, &narrow, sizeof(narrow));
	else
		memcpy(w->buf + w->used, &value, sizeof(value));
	w->used += w->size;
}

/*
 * The value of one auxv source; false: the entry is left out.
 */
static bool
auxv_value(const struct sv_stack *s, const struct layout *l, uint8_t source, uint64_t *value)
{
	const struct sv_image *image = s->image;

	switch (source) {
	case SV_AUX_ZERO:
		*value = 0;
		return (true);
	case SV_AUX_PHDR:
		*value = image->phdr;
		return (true);
	case SV_AUX_PHENT:
		*value = image->phent;
		return (true);
	case SV_AUX_PHNUM:
		*value = image->phnum;
		return (true);
	case SV_AUX_BASE:
		*value = image->interp_base;
		return (true);
	case SV_AUX_ENTRY:
		*value = image->entry;
		return (true);
	case SV_AUX_EHDRFLAGS:
		*value = image->eflags;
		return (true);
	case SV_AUX_RANDOM:
		*value = l->random;
		return (true);
	case SV_AUX_CANARY:
		*value = l->canary;
		return (l->canary != 0);
	case SV_AUX_CANARYLEN:
		*value = SV_CANARY_LEN;
		return (l->canary != 0);
	case SV_AUX_EXECFN:
		*value = l->execfn;
		return (true);
	case SV_AUX_EXECPATH:
		*value = l->execpath;
		return (l->execpath != 0);
	case SV_AUX_PLATFORM:
		*value = l->platform;
		return (l->platform != 0);
	case SV_AUX_ARGC:
		*value = s->strings->argc;
		return (true);
	case SV_AUX_ARGV:
		*value = l->argv;
		return (true);
	case SV_AUX_ENVC:
		*value = s->strings->envc;
		return (true);
	case SV_AUX_ENVV:
		*value = l->envp;
		return (true);
	default:
		if (source >= SV_AUX_COUNT || (s->values->present >> source & 1) == 0)
			return (false);
		*value = s->values->value[source];
		return (true);
	}
}

/* Take len bytes below *p.  False when the limit is passed. */
static bool
take(const struct sv_stack *s, uint64_t *p, uint64_t len)
{
	if (len > s->limit - (s->top - *p))
		return (false);
	*p -= len;
	return (true);
}

static bool
take_string(const struct sv_stack *s, uint64_t *p, const char *str, uint64_t *where)
{
	if (str == NULL)
		return (true);
	if (!take(s, p, strlen(str) + 1))
		return (false);
	*where = *p;
	return (true);
}

static bool
take_bytes(
    const struct sv_stack *s, uint64_t *p, const uint8_t *bytes, uint64_t len, uint64_t *where)
{
	if (bytes == NULL)
		return (true);
	if (!take(s, p, len + (*p - len) % STACK_ALIGN))
		return (false);
	*where = *p;
	return (true);
}

/* Addresses of everything, from the top down.  0 or E2BIG. */
static int
lay_out(const struct sv_stack *s, struct layout *l, uint64_t *sp)
{
	unsigned ptrsize = s->vec->sv_abi->ptrsize;
	uint64_t p = s->top, words, ignored;
	uint32_t i;

	memset(l, 0, sizeof(*l));
	if (s->top % STACK_ALIGN != 0 || s->limit > s->top)
		return (EINVAL);
	if (!take(s, &p, sizeof(uint64_t)) || !take_string(s, &p, s->execfn, &l->execfn) ||
	    !take_string(s, &p, s->execpath, &l->execpath) || !take(s, &p, s->strings->used))
		return (E2BIG);
	l->strings = p;
	if (!take_string(s, &p, s->platform, &l->platform) ||
	    !take_bytes(s, &p, s->random, SV_RANDOM_LEN, &l->random) ||
	    !take_bytes(s, &p, s->canary, SV_CANARY_LEN, &l->canary))
		return (E2BIG);

	for (i = 0; i < s->vec->sv_nauxv; i++)
		l->naux += auxv_value(s, l, s->vec->sv_auxv[i].source, &ignored);
	l->naux++;
	words = 1 + (uint64_t)s->strings->argc + 1 + s->strings->envc + 1 + 2 * l->naux;
	if (!take(s, &p, words * ptrsize) || !take(s, &p, p % STACK_ALIGN))
		return (E2BIG);
	*sp = p;
	l->argv = p + ptrsize;
	l->envp = l->argv + ((uint64_t)s->strings->argc + 1) * ptrsize;
	return (0);
}

static int
put_string(const char *str, uint64_t where)
{
	return (where != 0 ? copyout(str, (void *)(uintptr_t)where, strlen(str) + 1) : 0);
}

static int
put_bytes(const uint8_t *bytes, size_t len, uint64_t where)
{
	return (where != 0 ? copyout(bytes, (void *)(uintptr_t)where, len) : 0);
}

static int
put_blocks(const struct sv_stack *s, const struct layout *l)
{
	static const uint64_t zero;
	int error;

	if ((error = copyout(&zero, (void *)(uintptr_t)(s->top - sizeof(zero)), sizeof(zero))) !=
	        0 ||
	    (error = put_string(s->execfn, l->execfn)) != 0 ||
	    (error = put_string(s->execpath, l->execpath)) != 0 ||
	    (error = put_string(s->platform, l->platform)) != 0 ||
	    (error = put_bytes(s->random, SV_RANDOM_LEN, l->random)) != 0 ||
	    (error = put_bytes(s->canary, SV_CANARY_LEN, l->canary)) != 0)
		return (error);
	if (s->strings->used == 0)
		return (0);
	return (copyout(s->strings->buf, (void *)(uintptr_t)l->strings, s->strings->used));
}

/* Pointers to `count` consecutive strings from s->buf[*at], and a null pointer. */
static void
put_pointers(struct words *w, const struct sv_strings *s, size_t *at, uint32_t count, uint64_t base)
{
	for (; count > 0; count--) {
		put(w, base + *at);
		*at += strlen(s->buf + *at) + 1;
	}
	put(w, 0);
}

int
sv_stack_build(struct sv_stack *s)
{
	struct words w = {.size = s->vec->sv_abi->ptrsize};
	struct layout l;
	uint64_t sp, value, env_start, auxv;
	size_t at = 0;
	uint32_t i;
	int error;

	if ((error = lay_out(s, &l, &sp)) != 0 || (error = put_blocks(s, &l)) != 0)
		return (error);
	w.at = sp;
	put(&w, s->strings->argc);
	put_pointers(&w, s->strings, &at, s->strings->argc, l.strings);
	env_start = l.strings + at;
	put_pointers(&w, s->strings, &at, s->strings->envc, l.strings);
	auxv = w.at + w.used;
	for (i = 0; i < s->vec->sv_nauxv; i++) {
		if (!auxv_value(s, &l, s->vec->sv_auxv[i].source, &value))
			continue;
		put(&w, s->vec->sv_auxv[i].tag);
		put(&w, value);
	}
	put(&w, 0); /* AT_NULL */
	put(&w, 0);
	flush(&w);
	if (w.error != 0)
		return (w.error);

	s->sp = sp;
	s->arg_start = l.strings;
	s->arg_end = s->env_start = env_start;
	s->env_end = l.strings + at;
	s->auxv = auxv;
	s->auxv_size = (uint32_t)(l.naux * 2 * w.size);
	return (0);
}
