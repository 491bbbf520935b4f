/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Small ELF files made by hand: an array of bytes with setters for the fields, and an address space
 * of plain memory to load them into.
 */
#ifndef ELF_IMAGE_H
#define ELF_IMAGE_H

#ifndef SYSVEC_HOSTED
#define SYSVEC_HOSTED
#endif
#include "sysvec/image.h"

#define ELF_SIZE         0x6000u /* bytes of a file */
#define ELF_PAGE         0x1000u
#define ELF_SPACE        (64 * ELF_PAGE) /* bytes of the address space */
#define ELF_SPACE_BASE   0x400000u       /* its first address */

#define ELF_PT_LOAD      1
#define ELF_PT_INTERP    3
#define ELF_PT_NOTE      4
#define ELF_PT_GNU_STACK 0x6474e551u

struct elf_file {
	uint8_t bytes[ELF_SIZE];
	uint64_t size; /* what the reader is told */
	unsigned nphdr;
	/* faults */
	unsigned calls; /* of any callback */
	unsigned fail;  /* this one gives 5; 0: none */
	/* address space */
	uint8_t space[ELF_SPACE];
	int prot[ELF_SPACE / ELF_PAGE]; /* -1: not mapped */
	uint64_t reserved, reserved_len;
	uint64_t next; /* where the next dynamic image goes */
	bool outside;  /* something was asked for outside of what was reserved */
};

struct elf_phdr {
	uint32_t type, flags;
	uint64_t offset, vaddr, filesz, memsz, align;
};

/*
 * A header for a 64-bit little-endian x86-64 program of `type` (2 exec, 3 dyn), without program
 * headers yet.
 */
void elf_init(struct elf_file *f, uint16_t type, uint64_t entry);
void elf_add(struct elf_file *f, struct elf_phdr ph);

/* Write n bytes, little endian. */
void elf_set(struct elf_file *f, uint64_t offset, uint64_t value, unsigned n);
void elf_put(struct elf_file *f, uint64_t offset, const void *bytes, size_t len);

/* Field offsets of the 64-bit headers. */
enum {
	ELF_CLASS = 4,
	ELF_DATA = 5,
	ELF_VERSION = 6,
	ELF_OSABI = 7,
	ELF_TYPE = 16,
	ELF_MACHINE = 18,
	ELF_EVERSION = 20,
	ELF_ENTRY = 24,
	ELF_PHOFF = 32,
	ELF_FLAGS = 48,
	ELF_PHENTSIZE = 54,
	ELF_PHNUM = 56,
	ELF_PHDR = 64,
};
enum {
	PH_TYPE = 0,
	PH_FLAGS = 4,
	PH_OFFSET = 8,
	PH_VADDR = 16,
	PH_FILESZ = 32,
	PH_MEMSZ = 40,
	PH_ALIGN = 48
};
#define ELF_PH(n, field) (ELF_PHDR + 56u * (n) + (field))

/* The usual program: text at 0x400000, data with bss at 0x402f00 .. 0x4041xx, a stack header. */
void elf_program(struct elf_file *f, uint16_t type);

struct sv_image_io elf_io(struct elf_file *f);
extern const struct sv_image_want elf_want;

#endif
