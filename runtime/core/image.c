/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reading and judging an ELF file: file -> plan.  Nothing is mapped here, and nothing in the file
 * is believed before it is checked.  Offsets of fields are the gABI's, for both classes.
 */
#include "sysvec/image.h"

#define EI_CLASS       4
#define EI_DATA        5
#define EI_VERSION     6
#define EI_OSABI       7
#define EI_ABIVERSION  8
#define E_TYPE         16
#define E_MACHINE      18
#define E_VERSION      20
#define E_ENTRY        24

#define TYPE_EXEC      2
#define TYPE_DYN       3
#define PHDR_LOAD      1
#define PHDR_INTERP    3
#define PHDR_NOTE      4
#define PHDR_GNU_STACK 0x6474e551
#define PF_EXEC        1
#define PF_WRITE       2
#define PF_READ        4

#define EHDR_MAX       64
#define PHDR_MAX       56
#define PHDR_CHUNK     8 /* program headers read at once */
#define NOTE_HEADER    12
#define NOTE_ABI_TAG   1
#define NOTES_READ     64 /* notes looked at in one segment */

struct header {
	uint32_t type;
	uint32_t flags;
	uint64_t offset;
	uint64_t vaddr;
	uint64_t filesz;
	uint64_t memsz;
	uint64_t align;
};

/* n bytes of the file as a number in its byte order. */
static uint64_t
number(const struct sv_image_plan *plan, const uint8_t *p, unsigned n)
{
	uint64_t value = 0;
	unsigned i;

	for (i = 0; i < n; i++)
		value = value << 8 | p[plan->elfdata == SV_ELFDATA2MSB ? i : n - 1 - i];
	return (value);
}

static bool
wide(const struct sv_image_plan *plan)
{
	return (plan->elfclass == SV_ELFCLASS64);
}

static enum sv_image_refusal
refuse(struct sv_image_plan *plan, enum sv_image_refusal why, uint64_t at)
{
	plan->refusal = why;
	plan->at = at;
	return (why);
}

/* Do [off, off + len) lie within the file? */
static bool
in_file(const struct sv_image_io *io, uint64_t off, uint64_t len)
{
	return (off <= io->size && len <= io->size - off);
}

/* Read what is known to lie in the file. */
static enum sv_image_refusal
read_at(
    struct sv_image_plan *plan, const struct sv_image_io *io, uint64_t off, void *buf, size_t len)
{
	if ((plan->error = io->read(io->ctx, off, buf, len)) != 0)
		return (refuse(plan, SV_IMAGE_IO, off));
	return (SV_IMAGE_OK);
}

static enum sv_image_refusal
read_ehdr(struct sv_image_plan *plan, const struct sv_image_io *io,
    const struct sv_image_want *want, uint64_t *phoff)
{
	uint8_t head[EHDR_MAX];
	size_t len = io->size < sizeof(head) ? (size_t)io->size : sizeof(head);
	unsigned word;

	memset(head, 0, sizeof(head));
	if (len > 0 && read_at(plan, io, 0, head, len) != SV_IMAGE_OK)
		return (plan->refusal);
	if (len < 4 || head[0] != 0x7f || head[1] != 'E' || head[2] != 'L' || head[3] != 'F')
		return (refuse(plan, SV_IMAGE_NOT_ELF, 0));
	plan->elfclass = head[EI_CLASS];
	plan->elfdata = head[EI_DATA];
	plan->osabi = head[EI_OSABI];
	plan->abiversion = head[EI_ABIVERSION];
	plan->machine = (uint16_t)number(plan, head + E_MACHINE, 2);
	if (len < (wide(plan) ? 64u : 52u))
		return (refuse(plan, SV_IMAGE_SHORT, io->size));
	if (plan->elfclass != want->elfclass)
		return (refuse(plan, SV_IMAGE_CLASS, plan->elfclass));
	if (plan->elfdata != want->elfdata)
		return (refuse(plan, SV_IMAGE_ENDIAN, plan->elfdata));
	if (plan->machine != want->machine)
		return (refuse(plan, SV_IMAGE_MACHINE, plan->machine));
	if (head[EI_VERSION] != 1 || number(plan, head + E_VERSION, 4) != 1)
		return (refuse(plan, SV_IMAGE_VERSION, head[EI_VERSION]));
	switch (number(plan, head + E_TYPE, 2)) {
	case TYPE_EXEC:
		plan->dynamic = false;
		break;
	case TYPE_DYN:
		plan->dynamic = true;
		break;
	default:
		return (refuse(plan, SV_IMAGE_TYPE, number(plan, head + E_TYPE, 2)));
	}

	/* e_entry, e_phoff, e_shoff are words; e_flags, e_ehsize, e_phentsize, e_phnum follow. */
	word = wide(plan) ? 8 : 4;
	plan->entry = number(plan, head + E_ENTRY, word);
	*phoff = number(plan, head + E_ENTRY + word, word);
	plan->eflags = (uint32_t)number(plan, head + E_ENTRY + 3 * word, 4);
	plan->phentsize = (uint16_t)number(plan, head + E_ENTRY + 3 * word + 6, 2);
	plan->phnum = (uint16_t)number(plan, head + E_ENTRY + 3 * word + 8, 2);
	if (plan->phnum == 0)
		return (refuse(plan, SV_IMAGE_NO_PHDRS, 0));
	if (plan->phentsize != (wide(plan) ? 56 : 32))
		return (refuse(plan, SV_IMAGE_PHENTSIZE, plan->phentsize));
	if (plan->phnum > SV_IMAGE_SEGMENTS)
		return (refuse(plan, SV_IMAGE_MANY_PHDRS, plan->phnum));
	if (!in_file(io, *phoff, (uint64_t)plan->phnum * plan->phentsize))
		return (refuse(plan, SV_IMAGE_PHDRS_BEYOND, *phoff));
	return (SV_IMAGE_OK);
}

static void
parse_phdr(const struct sv_image_plan *plan, const uint8_t *p, struct header *ph)
{
	ph->type = (uint32_t)number(plan, p, 4);
	if (wide(plan)) {
		ph->flags = (uint32_t)number(plan, p + 4, 4);
		ph->offset = number(plan, p + 8, 8);
		ph->vaddr = number(plan, p + 16, 8);
		ph->filesz = number(plan, p + 32, 8);
		ph->memsz = number(plan, p + 40, 8);
		ph->align = number(plan, p + 48, 8);
	} else {
		ph->offset = number(plan, p + 4, 4);
		ph->vaddr = number(plan, p + 8, 4);
		ph->filesz = number(plan, p + 16, 4);
		ph->memsz = number(plan, p + 20, 4);
		ph->flags = (uint32_t)number(plan, p + 24, 4);
		ph->align = number(plan, p + 28, 4);
	}
}

static enum sv_image_refusal
add_load(struct sv_image_plan *plan, const struct sv_image_io *io, const struct sv_image_want *want,
    const struct header *ph)
{
	uint64_t mask = (uint64_t)want->page - 1, end, low, high;
	struct sv_segment *seg;
	uint32_t i;

	if (ph->filesz > ph->memsz)
		return (refuse(plan, SV_IMAGE_SEGMENT_SIZE, ph->vaddr));
	if ((ph->align & (ph->align - 1)) != 0)
		return (refuse(plan, SV_IMAGE_SEGMENT_ALIGN, ph->align));
	if (!in_file(io, ph->offset, ph->filesz))
		return (refuse(plan, SV_IMAGE_SEGMENT_BEYOND, ph->offset));
	if (ph->memsz == 0)
		return (SV_IMAGE_OK);
	if (ph->filesz > 0 && ((ph->vaddr ^ ph->offset) & mask) != 0)
		return (refuse(plan, SV_IMAGE_SEGMENT_CONGRUENT, ph->vaddr));
	end = ph->vaddr + ph->memsz;
	if (end < ph->vaddr || end + mask < end)
		return (refuse(plan, SV_IMAGE_SEGMENT_OVERFLOW, ph->vaddr));
	low = ph->vaddr & ~mask;
	high = (end + mask) & ~mask;
	if (high > want->max || (!plan->dynamic && low < want->min))
		return (refuse(plan, SV_IMAGE_SEGMENT_SPACE, ph->vaddr));
	for (i = 0; i < plan->nsegments; i++) {
		seg = &plan->segments[i];
		if (ph->vaddr < seg->vaddr + seg->memsz && seg->vaddr < end)
			return (refuse(plan, SV_IMAGE_SEGMENT_OVERLAP, ph->vaddr));
	}

	seg = &plan->segments[plan->nsegments++];
	seg->vaddr = ph->vaddr;
	seg->memsz = ph->memsz;
	seg->filesz = ph->filesz;
	seg->off = ph->offset;
	seg->prot = ((ph->flags & PF_READ) != 0 ? SV_PROT_READ : 0) |
	            ((ph->flags & PF_WRITE) != 0 ? SV_PROT_WRITE : 0) |
	            ((ph->flags & PF_EXEC) != 0 ? SV_PROT_EXEC : 0);
	if (plan->nsegments == 1 || low < plan->low)
		plan->low = low;
	if (high > plan->high)
		plan->high = high;
	if (ph->align > plan->align)
		plan->align = ph->align;
	return (SV_IMAGE_OK);
}

static enum sv_image_refusal
read_interp(struct sv_image_plan *plan, const struct sv_image_io *io, const struct header *ph)
{
	if (ph->filesz > sizeof(plan->interp))
		return (refuse(plan, SV_IMAGE_INTERP_LONG, ph->filesz));
	if (ph->filesz < 2)
		return (refuse(plan, SV_IMAGE_INTERP_EMPTY, ph->filesz));
	if (!in_file(io, ph->offset, ph->filesz))
		return (refuse(plan, SV_IMAGE_INTERP_BEYOND, ph->offset));
	if (read_at(plan, io, ph->offset, plan->interp, (size_t)ph->filesz) != SV_IMAGE_OK)
		return (plan->refusal);
	if (plan->interp[ph->filesz - 1] != '\0')
		return (refuse(plan, SV_IMAGE_INTERP_UNTERMINATED, ph->offset));
	if (plan->interp[0] == '\0')
		return (refuse(plan, SV_IMAGE_INTERP_EMPTY, ph->filesz));
	return (SV_IMAGE_OK);
}

/*
 * Keep the ABI tags of a note segment.  Damaged notes are no reason to refuse: nobody needs them to
 * run.
 */
static enum sv_image_refusal
read_notes(struct sv_image_plan *plan, const struct sv_image_io *io, const struct header *ph)
{
	uint8_t raw[NOTE_HEADER + sizeof(plan->notes[0].name) + 4];
	uint64_t align = ph->align == 8 ? 8 : 4, off = ph->offset, left = ph->filesz;
	uint64_t namesz, descsz, size, desc;
	struct sv_image_note *note;
	size_t got;
	unsigned n;

	if (!in_file(io, off, left))
		return (SV_IMAGE_OK);
	for (n = 0; n < NOTES_READ && left >= NOTE_HEADER && plan->nnotes < SV_IMAGE_NOTES; n++) {
		got = left < sizeof(raw) ? (size_t)left : sizeof(raw);
		if (read_at(plan, io, off, raw, got) != SV_IMAGE_OK)
			return (plan->refusal);
		namesz = number(plan, raw, 4);
		descsz = number(plan, raw + 4, 4);
		desc = (NOTE_HEADER + namesz + align - 1) & ~(align - 1);
		size = (desc + descsz + align - 1) & ~(align - 1);
		if (number(plan, raw + 8, 4) == NOTE_ABI_TAG && namesz > 1 &&
		    namesz <= sizeof(note->name) && NOTE_HEADER + namesz <= got &&
		    raw[NOTE_HEADER + namesz - 1] == '\0') {
			note = &plan->notes[plan->nnotes++];
			memcpy(note->name, raw + NOTE_HEADER, (size_t)namesz);
			note->type = NOTE_ABI_TAG;
			if (descsz >= 4 && desc + 4 <= got)
				note->desc0 = (uint32_t)number(plan, raw + desc, 4);
		}
		if (size >= left)
			break;
		off += size;
		left -= size;
	}
	return (SV_IMAGE_OK);
}

static enum sv_image_refusal
read_phdr(struct sv_image_plan *plan, const struct sv_image_io *io,
    const struct sv_image_want *want, const struct header *ph)
{
	switch (ph->type) {
	case PHDR_LOAD:
		return (add_load(plan, io, want, ph));
	case PHDR_INTERP:
		if (plan->interp[0] == '\0') /* the first one counts, as on Linux */
			return (read_interp(plan, io, ph));
		break;
	case PHDR_NOTE:
		return (read_notes(plan, io, ph));
	case PHDR_GNU_STACK:
		plan->has_gnu_stack = true;
		plan->exec_stack = (ph->flags & PF_EXEC) != 0;
		plan->stack_size = ph->memsz;
		break;
	default:
		break;
	}
	return (SV_IMAGE_OK);
}

static enum sv_image_refusal
read_phdrs(struct sv_image_plan *plan, const struct sv_image_io *io,
    const struct sv_image_want *want, uint64_t phoff)
{
	uint8_t raw[PHDR_CHUNK * PHDR_MAX];
	unsigned done = 0, i, n;
	struct header ph;

	for (; done < plan->phnum; done += n) {
		n = plan->phnum - done < PHDR_CHUNK ? plan->phnum - done : PHDR_CHUNK;
		if (read_at(plan, io, phoff + (uint64_t)done * plan->phentsize, raw,
		        (size_t)n * plan->phentsize) != SV_IMAGE_OK)
			return (plan->refusal);
		for (i = 0; i < n; i++) {
			parse_phdr(plan, raw + (size_t)i * plan->phentsize, &ph);
			if (read_phdr(plan, io, want, &ph) != SV_IMAGE_OK)
				return (plan->refusal);
		}
	}
	return (SV_IMAGE_OK);
}

/* The segment whose file bytes hold [off, off + len), or NULL. */
static const struct sv_segment *
segment_of_offset(const struct sv_image_plan *plan, uint64_t off, uint64_t len)
{
	const struct sv_segment *seg;

	for (seg = plan->segments; seg < plan->segments + plan->nsegments; seg++) {
		if (off >= seg->off && off - seg->off <= seg->filesz &&
		    len <= seg->filesz - (off - seg->off))
			return (seg);
	}
	return (NULL);
}

static bool
entry_is_mapped(const struct sv_image_plan *plan)
{
	const struct sv_segment *seg;

	for (seg = plan->segments; seg < plan->segments + plan->nsegments; seg++) {
		if (plan->entry >= seg->vaddr && plan->entry - seg->vaddr < seg->memsz)
			return (true);
	}
	return (false);
}

enum sv_image_refusal
sv_image_plan(
    struct sv_image_plan *plan, const struct sv_image_io *io, const struct sv_image_want *want)
{
	const struct sv_segment *seg;
	uint64_t phoff;

	memset(plan, 0, sizeof(*plan));
	plan->page = want->page;
	plan->align = want->page;
	plan->exec_stack = true;
	if (read_ehdr(plan, io, want, &phoff) != SV_IMAGE_OK)
		return (plan->refusal);
	if (read_phdrs(plan, io, want, phoff) != SV_IMAGE_OK)
		return (plan->refusal);
	if (plan->nsegments == 0)
		return (refuse(plan, SV_IMAGE_NO_LOAD, 0));
	if (plan->high - plan->low > want->max - want->min)
		return (refuse(plan, SV_IMAGE_SEGMENT_SPACE, plan->high));
	if (plan->align > want->max - want->min)
		return (refuse(plan, SV_IMAGE_SEGMENT_ALIGN, plan->align));
	if (!entry_is_mapped(plan))
		return (refuse(plan, SV_IMAGE_ENTRY, plan->entry));
	seg = segment_of_offset(plan, phoff, (uint64_t)plan->phnum * plan->phentsize);
	if (seg != NULL)
		plan->phdr = seg->vaddr + (phoff - seg->off);
	return (SV_IMAGE_OK);
}
