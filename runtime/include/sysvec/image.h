/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Activation of ELF programs: plan (read and judge the file, map nothing), choose (which vector
 * runs it), load (map it through the host).  A host does
 *
 *	sv_image_plan(&plan, &io, &want);			program
 *	vec = sv_image_choose(&plan, vectors, n, fallback, ...);
 *	sv_image_plan(&iplan, &iio, &want);			plan.interp, where there is one
 *	sv_image_load(&image, &plan, &io, &iplan, &iio);
 *
 * and then builds the stack (stack.h).  Everything works on caller-owned structures; nothing is
 * kept. Source of the format: System V gABI, chapters 4 and 5, and the psABI of the machine.
 */
#ifndef SYSVEC_IMAGE_H
#define SYSVEC_IMAGE_H

#include "sysvec/port.h"

struct sv_vector;

#define SV_ELFCLASS32     1
#define SV_ELFCLASS64     2
#define SV_ELFDATA2LSB    1
#define SV_ELFDATA2MSB    2
#define SV_EM_386         3
#define SV_EM_X86_64      62
#define SV_EM_AARCH64     183
#define SV_EM_RISCV       243

#define SV_IMAGE_SEGMENTS 73 /* what fits a page of 64-bit program headers, Linux's own limit */
#define SV_IMAGE_NOTES    4
#define SV_INTERP_MAX     1024 /* bytes of PT_INTERP with its NUL (FreeBSD's MAXPATHLEN) */

/* Why a file is not run.  Each has one text (sv_image_refusal_text); a test makes each happen. */
enum sv_image_refusal {
	SV_IMAGE_OK = 0,
	SV_IMAGE_IO,    /* reading failed; plan->error is the host's errno */
	SV_IMAGE_SHORT, /* ends before an ELF header could */
	SV_IMAGE_NOT_ELF,
	SV_IMAGE_CLASS, /* 32-bit where 64-bit is wanted, or the other way */
	SV_IMAGE_ENDIAN,
	SV_IMAGE_VERSION,
	SV_IMAGE_MACHINE,
	SV_IMAGE_TYPE, /* an object file, a core dump ... */
	SV_IMAGE_PHENTSIZE,
	SV_IMAGE_NO_PHDRS,
	SV_IMAGE_MANY_PHDRS,     /* more than SV_IMAGE_SEGMENTS */
	SV_IMAGE_PHDRS_BEYOND,   /* the table lies beyond the end of the file */
	SV_IMAGE_NO_LOAD,        /* nothing to map */
	SV_IMAGE_SEGMENT_BEYOND, /* a segment's bytes lie beyond the end of the file: truncated */
	SV_IMAGE_SEGMENT_SIZE,   /* more bytes in the file than in memory */
	SV_IMAGE_SEGMENT_ALIGN,  /* p_align is no power of two */
	SV_IMAGE_SEGMENT_CONGRUENT, /* address and offset differ modulo the page */
	SV_IMAGE_SEGMENT_OVERFLOW,  /* address and size wrap around */
	SV_IMAGE_SEGMENT_SPACE,     /* outside the address space of programs, or larger than it */
	SV_IMAGE_SEGMENT_OVERLAP,
	SV_IMAGE_ENTRY, /* the entry lies in no segment */
	SV_IMAGE_INTERP_LONG,
	SV_IMAGE_INTERP_EMPTY,
	SV_IMAGE_INTERP_UNTERMINATED,
	SV_IMAGE_INTERP_BEYOND,  /* PT_INTERP lies beyond the end of the file */
	SV_IMAGE_INTERP_NESTED,  /* the interpreter asks for an interpreter */
	SV_IMAGE_INTERP_MISSING, /* no plan given for a program that needs one */
	SV_IMAGE_BRAND,          /* no vector serves it */
	SV_IMAGE_MAP,            /* the host could not map; image->error is its errno */
	SV_IMAGE_REFUSALS
};

/* Mapping protections of the host callbacks. */
#define SV_PROT_READ  1
#define SV_PROT_WRITE 2
#define SV_PROT_EXEC  4

/*
 * One open file and the address space it goes to.  Callbacks return 0 or any positive errno of the
 * host's.
 */
struct sv_image_io {
	void *ctx;
	uint64_t size; /* bytes of the file */

	/* Read len bytes at off, all of them; the core asks for nothing beyond `size`. */
	int (*read)(void *ctx, uint64_t off, void *buf, size_t len);

	/* The rest is used by sv_image_load only. */

	/*
	 * Claim [*base, *base + len) for an image.  fixed: at exactly *base (ET_EXEC); otherwise
	 * the host chooses, aligned to `align` (a power of two >= page), and stores it; *base is
	 * then 0. `interp` says it is for the interpreter (hosts place it elsewhere).
	 */
	int (*reserve)(
	    void *ctx, uint64_t *base, uint64_t len, uint64_t align, bool fixed, bool interp);
	/* Map pages of the file, privately, over what was reserved.  All page-aligned. */
	int (*map)(void *ctx, uint64_t addr, uint64_t len, int prot, uint64_t off);
	/* Map zero pages. */
	int (*map_zero)(void *ctx, uint64_t addr, uint64_t len, int prot);
	/*
	 * Clear bytes inside a page mapped with prot (perhaps not writable: the host sees to that).
	 */
	int (*clear)(void *ctx, uint64_t addr, uint64_t len, int prot);
};

/* What the host can run. */
struct sv_image_want {
	uint16_t machine; /* SV_EM_* */
	uint8_t elfclass;
	uint8_t elfdata;
	uint32_t page;     /* bytes of a page, a power of two */
	uint64_t min, max; /* addresses of programs: min .. max-1 */
};

struct sv_segment {
	uint64_t vaddr;
	uint64_t memsz;  /* > 0 */
	uint64_t filesz; /* <= memsz */
	uint64_t off;
	uint32_t prot; /* SV_PROT_*; W and X together are left alone */
};

struct sv_image_note {
	char name[12]; /* with its NUL; longer ones are not kept */
	uint32_t type;
	uint32_t desc0; /* first word of the description, 0 without one */
};

struct sv_image_plan {
	enum sv_image_refusal refusal; /* SV_IMAGE_OK: the rest may be used */
	int error;                     /* the host's errno behind SV_IMAGE_IO */
	uint64_t at;                   /* the offending value: offset, address, size, number */

	bool dynamic; /* ET_DYN: PIE, static PIE or shared object */
	uint8_t osabi, abiversion;
	uint16_t machine;
	uint8_t elfclass, elfdata;
	uint32_t eflags;
	uint64_t entry; /* unrelocated */
	uint64_t phdr;  /* unrelocated address of the program headers; 0: in no segment */
	uint16_t phentsize, phnum;
	uint64_t low, high; /* page-aligned span of all segments */
	uint64_t align;     /* largest p_align, at least a page */
	uint32_t page;
	bool exec_stack; /* PT_GNU_STACK says so, or there is none */
	bool has_gnu_stack;
	uint64_t stack_size; /* its p_memsz: 0 says nothing (FreeBSD, musl) */

	uint32_t nsegments, nnotes;
	struct sv_image_note notes[SV_IMAGE_NOTES]; /* type 1 notes: ABI tags */
	struct sv_segment segments[SV_IMAGE_SEGMENTS];
	char interp[SV_INTERP_MAX]; /* "" without PT_INTERP */
};

/* Where everything stands; addresses are final. */
struct sv_image {
	enum sv_image_refusal refusal;
	int error;          /* the host's errno behind SV_IMAGE_MAP */
	uint64_t start;     /* first instruction: the interpreter's entry, if there is one */
	uint64_t entry;     /* the program's entry (AT_ENTRY) */
	uint64_t bias;      /* added to the file's addresses; 0 for ET_EXEC */
	uint64_t low, high; /* page-aligned span of the program */
	uint64_t phdr;      /* AT_PHDR; 0 when in no segment */
	uint16_t phent, phnum;
	uint64_t interp_base; /* AT_BASE; 0 without an interpreter */
	uint64_t interp_high;
	uint64_t brk; /* page-aligned end of the program's data */
	uint32_t eflags;
	bool exec_stack;
	uint64_t stack_size;
};

/* Read and judge a file.  Returns plan->refusal. */
enum sv_image_refusal sv_image_plan(
    struct sv_image_plan *plan, const struct sv_image_io *io, const struct sv_image_want *want);

/* How sure a vector is of a program; negative: it is certainly another system's. */
enum sv_brand_match {
	SV_BRAND_FOREIGN = -1, /* an ABI tag or EI_OSABI of another system */
	SV_BRAND_UNKNOWN = 0,  /* nothing says anything: the fallback brand decides */
	SV_BRAND_INTERPRETER = 1,
	SV_BRAND_OSABI = 2,
	SV_BRAND_NOTE = 3,
};
enum sv_brand_match sv_image_brand(const struct sv_image_plan *plan, const struct sv_vector *vec);

/*
 * The vector of the strongest match (the earlier one of two equal ones); else, when nothing speaks
 * against it, `fallback` (NULL: none); else NULL, refused as SV_IMAGE_BRAND.  *match may be NULL.
 */
const struct sv_vector *sv_image_choose(const struct sv_image_plan *plan,
    const struct sv_vector *const *vectors, size_t count, const struct sv_vector *fallback,
    enum sv_brand_match *match);

/* Map program and interpreter (NULL, NULL when plan->interp is empty).  Returns image->refusal. */
enum sv_image_refusal sv_image_load(struct sv_image *image, const struct sv_image_plan *plan,
    const struct sv_image_io *io, const struct sv_image_plan *iplan, const struct sv_image_io *iio);

/* "the program headers lie beyond the end of the file"; never NULL. */
const char *sv_image_refusal_text(enum sv_image_refusal refusal);

/*
 * What was found, for one line of a message: "64-bit x86-64, OS/ABI FreeBSD, ABI tag FreeBSD,
 * interpreter /libexec/ld-elf.so.1".  Always terminated; cut when size is too small.  Returns the
 * length written.
 */
size_t sv_image_describe(const struct sv_image_plan *plan, char *buf, size_t size);

/* "x86-64" for 62 ...; NULL when unknown. */
const char *sv_image_machine_name(uint16_t machine);
const char *sv_image_osabi_name(uint8_t osabi);

#endif /* SYSVEC_IMAGE_H */
