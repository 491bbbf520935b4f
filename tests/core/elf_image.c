/* SPDX-License-Identifier: BSD-2-Clause */
#include "elf_image.h"

const struct sv_image_want elf_want = {
    .machine = SV_EM_X86_64,
    .elfclass = SV_ELFCLASS64,
    .elfdata = SV_ELFDATA2LSB,
    .page = ELF_PAGE,
    .min = 0x10000,
    .max = 0x800000000000,
};

void
elf_set(struct elf_file *f, uint64_t offset, uint64_t value, unsigned n)
{
	unsigned i;

	for (i = 0; i < n; i++)
		f->bytes[offset + i] = (uint8_t)(value >> (8 * i));
}

void
elf_put(struct elf_file *f, uint64_t offset, const void *bytes, size_t len)
{
	memcpy(f->bytes + offset, bytes, len);
}

void
elf_init(struct elf_file *f, uint16_t type, uint64_t entry)
{
	size_t i;

	memset(f, 0, sizeof(*f));
	for (i = 0; i < sizeof(f->bytes); i++)
		f->bytes[i] = (uint8_t)(1 + i % 251); /* nothing in the file is zero by chance */
	memset(f->bytes, 0, ELF_PHDR);
	for (i = 0; i < SV_NITEMS(f->prot); i++)
		f->prot[i] = -1;
	memset(f->space, 0xcc, sizeof(f->space));
	f->next = ELF_SPACE_BASE + ELF_PAGE;
	f->size = ELF_SIZE;
	elf_put(f, 0, "\177ELF\2\1\1", 7);
	elf_set(f, ELF_TYPE, type, 2);
	elf_set(f, ELF_MACHINE, SV_EM_X86_64, 2);
	elf_set(f, ELF_EVERSION, 1, 4);
	elf_set(f, ELF_ENTRY, entry, 8);
	elf_set(f, ELF_PHOFF, ELF_PHDR, 8);
	elf_set(f, ELF_FLAGS, 0x1234, 4);
	elf_set(f, ELF_PHENTSIZE, 56, 2);
}

void
elf_add(struct elf_file *f, struct elf_phdr ph)
{
	unsigned n = f->nphdr++;

	elf_set(f, ELF_PH(n, PH_TYPE), ph.type, 4);
	elf_set(f, ELF_PH(n, PH_FLAGS), ph.flags, 4);
	elf_set(f, ELF_PH(n, PH_OFFSET), ph.offset, 8);
	elf_set(f, ELF_PH(n, PH_VADDR), ph.vaddr, 8);
	elf_set(f, ELF_PH(n, PH_VADDR) + 8, ph.vaddr, 8);
	elf_set(f, ELF_PH(n, PH_FILESZ), ph.filesz, 8);
	elf_set(f, ELF_PH(n, PH_MEMSZ), ph.memsz, 8);
	elf_set(f, ELF_PH(n, PH_ALIGN), ph.align, 8);
	elf_set(f, ELF_PHNUM, f->nphdr, 2);
}

void
elf_program(struct elf_file *f, uint16_t type)
{
	uint64_t at = type == 2 ? 0x400000 : 0;

	elf_init(f, type, at + 0x800);
	elf_add(f, (struct elf_phdr){ELF_PT_LOAD, 5, 0, at, 0x1800, 0x1800, 0x1000});
	elf_add(f, (struct elf_phdr){ELF_PT_LOAD, 6, 0x1f00, at + 0x2f00, 0x180, 0x1280, 0x1000});
	elf_add(f, (struct elf_phdr){ELF_PT_GNU_STACK, 6, 0, 0, 0, 0, 16});
}

static bool
fails(struct elf_file *f)
{
	return (++f->calls == f->fail);
}

static int
io_read(void *ctx, uint64_t off, void *buf, size_t len)
{
	struct elf_file *f = ctx;

	if (off > f->size || len > f->size - off)
		f->outside = true;
	if (fails(f))
		return (5);
	if (!f->outside)
		memcpy(buf, f->bytes + off, len);
	return (0);
}

static bool
in_space(struct elf_file *f, uint64_t addr, uint64_t len)
{
	if (addr < f->reserved || addr - f->reserved > f->reserved_len ||
	    len > f->reserved_len - (addr - f->reserved)) {
		f->outside = true;
		return (false);
	}
	return (true);
}

static int
io_reserve(void *ctx, uint64_t *base, uint64_t len, uint64_t align, bool fixed, bool interp)
{
	struct elf_file *f = ctx;

	(void)interp;
	if (fails(f))
		return (5);
	if (!fixed) {
		*base = (f->next + align - 1) & ~(align - 1);
		f->next = *base + len;
	}
	if (*base < ELF_SPACE_BASE || len > ELF_SPACE || *base - ELF_SPACE_BASE > ELF_SPACE - len)
		return (12);
	f->reserved = *base;
	f->reserved_len = len;
	return (0);
}

static void
protect(struct elf_file *f, uint64_t addr, uint64_t len, int prot)
{
	uint64_t page;

	for (page = addr; page < addr + len; page += ELF_PAGE)
		f->prot[(page - ELF_SPACE_BASE) / ELF_PAGE] = prot;
}

static int
io_map(void *ctx, uint64_t addr, uint64_t len, int prot, uint64_t off)
{
	struct elf_file *f = ctx;
	uint64_t i;

	if (fails(f))
		return (5);
	if (!in_space(f, addr, len) || addr % ELF_PAGE != 0 || len % ELF_PAGE != 0 ||
	    off % ELF_PAGE != 0 || off >= f->size) {
		f->outside = true;
		return (22);
	}
	for (i = 0; i < len; i++)
		f->space[addr - ELF_SPACE_BASE + i] = off + i < f->size ? f->bytes[off + i] : 0;
	protect(f, addr, len, prot);
	return (0);
}

static int
io_map_zero(void *ctx, uint64_t addr, uint64_t len, int prot)
{
	struct elf_file *f = ctx;

	if (fails(f))
		return (5);
	if (!in_space(f, addr, len) || addr % ELF_PAGE != 0 || len % ELF_PAGE != 0)
		return (22);
	memset(f->space + (addr - ELF_SPACE_BASE), 0, (size_t)len);
	protect(f, addr, len, prot);
	return (0);
}

static int
io_clear(void *ctx, uint64_t addr, uint64_t len, int prot)
{
	struct elf_file *f = ctx;

	if (fails(f))
		return (5);
	if (!in_space(f, addr, len) || len >= ELF_PAGE ||
	    f->prot[(addr - ELF_SPACE_BASE) / ELF_PAGE] != prot) {
		f->outside = true;
		return (22);
	}
	memset(f->space + (addr - ELF_SPACE_BASE), 0, (size_t)len);
	return (0);
}

struct sv_image_io
elf_io(struct elf_file *f)
{
	return ((struct sv_image_io){
	    .ctx = f,
	    .size = f->size,
	    .read = io_read,
	    .reserve = io_reserve,
	    .map = io_map,
	    .map_zero = io_map_zero,
	    .clear = io_clear,
	});
}
