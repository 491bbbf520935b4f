/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * image_fuzz [ROUNDS [SEED]]
 *
 * Damages hand-made ELF files at random and activates them.  Each is refused, or its plan stays
 * inside the file, inside the address space and inside what was reserved.  Run it with ASan to see
 * reads past buffers too.  The same seed gives the same files; a failure prints seed and round.
 */
#include "elf_image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

/* xorshift64*: enough for a fuzzer, and the same everywhere. */
static uint64_t
next(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (state * 0x2545f4914f6cdd1dULL);
}

static uint64_t
below(uint64_t n)
{
	return (next() % n);
}

/* Numbers that break arithmetic, or nearly. */
static uint64_t
nasty(void)
{
	static const uint64_t edges[] = {0, 1, 2, 7, 8, 55, 56, 57, 0xff, 0xfff, 0x1000, 0x1001,
	    0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x7fffffffffff, 0x800000000000,
	    0x7fffffffffffffff, 0x8000000000000000, 0xfffffffffffff000, 0xffffffffffffffff,
	    ELF_SIZE, ELF_SIZE - 1};
	uint64_t value = edges[below(SV_NITEMS(edges))];

	switch (below(4)) {
	case 0:
		return (value + below(16) - 8);
	case 1:
		return (next() >> below(64));
	default:
		return (value);
	}
}

static void
damage(struct elf_file *f)
{
	static const uint8_t widths[] = {1, 2, 4, 8};
	uint64_t at;

	switch (below(6)) {
	case 0: /* anywhere in the headers */
		at = below(ELF_PHDR + 56 * 6);
		elf_set(f, at, nasty(), widths[below(4)]);
		break;
	case 1: /* a field of a program header */
		at = ELF_PH(below(f->nphdr), 8 * below(7));
		elf_set(f, at, nasty(), 8);
		break;
	case 2: /* its type */
		elf_set(f, ELF_PH(below(f->nphdr), 0), below(8), 4);
		break;
	case 3: /* the note and the interpreter */
		elf_set(f, 0x1000 + below(0x140), nasty(), widths[below(4)]);
		break;
	case 4: /* the end of the file */
		f->size = below(3) == 0 ? below(600) : below(ELF_SIZE + 1);
		break;
	default: /* a field of the file header */
		at = (uint64_t[]){
		    ELF_ENTRY, ELF_PHOFF, ELF_PHNUM, ELF_PHENTSIZE, ELF_TYPE}[below(5)];
		elf_set(f, at, nasty(), at <= ELF_PHOFF && at >= ELF_ENTRY ? 8 : 2);
		break;
	}
}

static void
build(struct elf_file *f)
{
	elf_program(f, below(2) == 0 ? 2 : 3);
	if (below(2) == 0) {
		elf_put(f, 0x1000, "/lib/ld.so", 11);
		elf_add(f, (struct elf_phdr){ELF_PT_INTERP, 4, 0x1000, 0x401000, 11, 11, 1});
	}
	if (below(2) == 0) {
		elf_put(f, 0x1100, "\4\0\0\0\20\0\0\0\1\0\0\0GNU\0\0\0\0\0\6\0\0\0\1\0\0\0\0\0\0\0",
		    32);
		elf_add(f, (struct elf_phdr){ELF_PT_NOTE, 4, 0x1100, 0x401100, 32, 32, 4});
	}
}

#define CHECK(claim)                                                           \
	do {                                                                   \
		if (!(claim)) {                                                \
			fprintf(stderr, "image_fuzz: not true: %s\n", #claim); \
			return (false);                                        \
		}                                                              \
	} while (0)

/* What a plan that was not refused must keep to. */
static bool
plan_holds(const struct sv_image_plan *plan, const struct elf_file *f)
{
	const struct sv_segment *seg;
	bool entry = false;

	CHECK(plan->nsegments > 0 && plan->nsegments <= SV_IMAGE_SEGMENTS);
	CHECK(plan->nnotes <= SV_IMAGE_NOTES);
	CHECK(plan->low < plan->high && plan->high <= elf_want.max);
	CHECK(plan->low % ELF_PAGE == 0 && plan->high % ELF_PAGE == 0);
	CHECK((plan->align & (plan->align - 1)) == 0 && plan->align >= ELF_PAGE);
	CHECK(memchr(plan->interp, '\0', sizeof(plan->interp)) != NULL);
	for (seg = plan->segments; seg < plan->segments + plan->nsegments; seg++) {
		CHECK(seg->memsz > 0 && seg->filesz <= seg->memsz);
		CHECK(seg->off <= f->size && seg->filesz <= f->size - seg->off);
		CHECK(seg->vaddr >= plan->low && seg->memsz <= plan->high - seg->vaddr);
		CHECK(seg->filesz == 0 || (seg->vaddr - seg->off) % ELF_PAGE == 0);
		entry |= plan->entry >= seg->vaddr && plan->entry - seg->vaddr < seg->memsz;
	}
	CHECK(entry);
	return (true);
}

static bool
round_holds(struct elf_file *f, unsigned *accepted)
{
	static struct sv_image_plan plan;
	static char line[200];
	struct sv_image_io io;
	struct sv_image image;
	uint64_t n = 1 + below(4);

	build(f);
	while (n-- > 0)
		damage(f);
	io = elf_io(f);
	memset(&plan, 0xaa, sizeof(plan));
	CHECK(sv_image_plan(&plan, &io, &elf_want) == plan.refusal);
	CHECK((unsigned)plan.refusal < SV_IMAGE_REFUSALS);
	CHECK(plan.refusal != SV_IMAGE_IO);
	CHECK(!f->outside);
	CHECK(sv_image_describe(&plan, line, 1 + below(sizeof(line))) < sizeof(line));
	if (plan.refusal != SV_IMAGE_OK)
		return (true);
	if (!plan_holds(&plan, f))
		return (false);

	/*
	 * The address space is small: an image that is refused for want of room has not been
	 * mapped.
	 */
	plan.interp[0] = '\0';
	if (sv_image_load(&image, &plan, &io, NULL, NULL) == SV_IMAGE_OK) {
		CHECK(image.low >= ELF_SPACE_BASE && image.high <= ELF_SPACE_BASE + ELF_SPACE);
		(*accepted)++;
	} else {
		CHECK(image.refusal == SV_IMAGE_MAP && image.error == 12);
	}
	CHECK(!f->outside);
	return (true);
}

int
main(int argc, char **argv)
{
	static struct elf_file f;
	unsigned long rounds = argc > 1 ? strtoul(argv[1], NULL, 0) : 100000, i;
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 0) : 20260101, before;
	unsigned accepted = 0;

	state = seed != 0 ? seed : 1;
	for (i = 0; i < rounds; i++) {
		before = state;
		if (!round_holds(&f, &accepted)) {
			fprintf(stderr,
			    "image_fuzz: round %lu of seed %llu (again: image_fuzz 1 %llu)\n", i,
			    (unsigned long long)seed, (unsigned long long)before);
			return (1);
		}
	}
	printf("%lu files, %u of them still programs\n", rounds, accepted);
	/* A fuzzer that accepts nothing, or refuses nothing, tests nothing. */
	return (rounds >= 1000 && (accepted < rounds / 100 || accepted > rounds - rounds / 10));
}
