/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What was found in a file and why it was refused, in words.
 */
#include "sysvec/image.h"

static const char *const refusal_texts[SV_IMAGE_REFUSALS] = {
    [SV_IMAGE_OK] = "nothing is wrong",
    [SV_IMAGE_IO] = "the file could not be read",
    [SV_IMAGE_SHORT] = "the file ends inside the ELF header",
    [SV_IMAGE_NOT_ELF] = "not an ELF file",
    [SV_IMAGE_CLASS] = "32-bit where a 64-bit program is needed, or the other way round",
    [SV_IMAGE_ENDIAN] = "of the other byte order",
    [SV_IMAGE_VERSION] = "an ELF version other than 1",
    [SV_IMAGE_MACHINE] = "built for another machine",
    [SV_IMAGE_TYPE] = "not a program: neither ET_EXEC nor ET_DYN",
    [SV_IMAGE_PHENTSIZE] = "program headers of an unknown size",
    [SV_IMAGE_NO_PHDRS] = "no program headers",
    [SV_IMAGE_MANY_PHDRS] = "more program headers than a program can have",
    [SV_IMAGE_PHDRS_BEYOND] = "the program headers lie beyond the end of the file",
    [SV_IMAGE_NO_LOAD] = "no segment to load",
    [SV_IMAGE_SEGMENT_BEYOND] = "a segment lies beyond the end of the file: truncated",
    [SV_IMAGE_SEGMENT_SIZE] = "a segment has more bytes in the file than in memory",
    [SV_IMAGE_SEGMENT_ALIGN] = "a segment's alignment is no power of two, or absurd",
    [SV_IMAGE_SEGMENT_CONGRUENT] = "a segment's address and file offset disagree within the page",
    [SV_IMAGE_SEGMENT_OVERFLOW] = "a segment wraps around the end of the address space",
    [SV_IMAGE_SEGMENT_SPACE] = "a segment lies outside the address space of programs",
    [SV_IMAGE_SEGMENT_OVERLAP] = "two segments overlap",
    [SV_IMAGE_ENTRY] = "the entry point lies in no segment",
    [SV_IMAGE_INTERP_LONG] = "the interpreter's path is too long",
    [SV_IMAGE_INTERP_EMPTY] = "the interpreter's path is empty",
    [SV_IMAGE_INTERP_UNTERMINATED] = "the interpreter's path has no end",
    [SV_IMAGE_INTERP_BEYOND] = "the interpreter's path lies beyond the end of the file",
    [SV_IMAGE_INTERP_NESTED] = "the interpreter asks for an interpreter itself",
    [SV_IMAGE_INTERP_MISSING] = "its interpreter was not found",
    [SV_IMAGE_BRAND] = "no vector serves programs of its system",
    [SV_IMAGE_MAP] = "its segments could not be mapped",
};

struct name {
	uint16_t value;
	const char *text;
};

static const struct name machines[] = {
    {2, "SPARC"},
    {SV_EM_386, "i386"},
    {4, "m68k"},
    {8, "MIPS"},
    {15, "PA-RISC"},
    {20, "PowerPC"},
    {21, "64-bit PowerPC"},
    {22, "S/390"},
    {40, "ARM"},
    {42, "SuperH"},
    {43, "SPARC V9"},
    {50, "IA-64"},
    {SV_EM_X86_64, "x86-64"},
    {SV_EM_AARCH64, "AArch64"},
    {SV_EM_RISCV, "RISC-V"},
    {258, "LoongArch"},
    {0x9026, "Alpha"},
};

static const struct name osabis[] = {
    {0, "none"},
    {1, "HP-UX"},
    {2, "NetBSD"},
    {3, "Linux"},
    {6, "Solaris"},
    {7, "AIX"},
    {8, "IRIX"},
    {9, "FreeBSD"},
    {10, "Tru64"},
    {12, "OpenBSD"},
    {17, "CloudABI"},
};

static const char *
find(const struct name *names, size_t count, uint16_t value)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (names[i].value == value)
			return (names[i].text);
	}
	return (NULL);
}

const char *
sv_image_refusal_text(enum sv_image_refusal refusal)
{
	if ((unsigned)refusal >= SV_IMAGE_REFUSALS)
		return ("refused for an unknown reason");
	return (refusal_texts[refusal]);
}

const char *
sv_image_machine_name(uint16_t machine)
{
	return (find(machines, SV_NITEMS(machines), machine));
}

const char *
sv_image_osabi_name(uint8_t osabi)
{
	return (find(osabis, SV_NITEMS(osabis), osabi));
}

struct line {
	char *buf;
	size_t size, len;
};

static void
add(struct line *line, const char *text)
{
	for (; *text != '\0' && line->len + 1 < line->size; text++) {
		/* A path from a file may hold anything: keep the terminal out of it. */
		line->buf[line->len++] = (*text >= ' ' && *text < 0x7f) ? *text : '?';
	}
}

static void
add_number(struct line *line, uint64_t value)
{
	char digits[21];
	size_t n = sizeof(digits) - 1;

	digits[n] = '\0';
	do
		digits[--n] = (char)('0' + value % 10);
	while ((value /= 10) != 0);
	add(line, digits + n);
}

/* "word name", or "word 99" for what has no name. */
static void
add_named(struct line *line, const char *word, const char *name, uint64_t value)
{
	add(line, word);
	if (name != NULL)
		add(line, name);
	else
		add_number(line, value);
}

size_t
sv_image_describe(const struct sv_image_plan *plan, char *buf, size_t size)
{
	struct line line = {buf, size, 0};
	uint32_t i;

	if (size == 0)
		return (0);
	if (plan->elfclass == 0 && plan->machine == 0) {
		add(&line, "no ELF header");
	} else {
		add(&line, plan->elfclass == SV_ELFCLASS64   ? "64-bit"
		           : plan->elfclass == SV_ELFCLASS32 ? "32-bit"
		                                             : "unknown class");
		if (plan->elfdata == SV_ELFDATA2MSB)
			add(&line, " big-endian");
		add_named(&line, sv_image_machine_name(plan->machine) != NULL ? " " : " machine ",
		    sv_image_machine_name(plan->machine), plan->machine);
		add_named(&line, ", OS/ABI ", sv_image_osabi_name(plan->osabi), plan->osabi);
		for (i = 0; i < plan->nnotes; i++) {
			add(&line, ", ABI tag ");
			add(&line, plan->notes[i].name);
		}
		if (plan->interp[0] != '\0') {
			add(&line, ", interpreter ");
			add(&line, plan->interp);
		}
	}
	buf[line.len] = '\0';
	return (line.len);
}
