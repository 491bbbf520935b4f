/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A host made of plain memory.  Guest addresses [base, base + size) are a buffer; every other one
 * is bad.  The Nth copy can be made to fail.  One host is current at a time, since copyin and the
 * rest take none.
 */
#ifndef FAKE_HOST_H
#define FAKE_HOST_H

#include "sysvec/core.h"

#ifndef FAKE_BASE
#define FAKE_BASE 0x7fff00000000u
#endif
#define FAKE_SIZE  65536u
#define FAKE_CALLS 16

struct fake_host {
	struct thread td;
	struct proc proc;
	struct trapframe frame;
	struct sv_account account;
	uint32_t calls[FAKE_CALLS];
	uint64_t td_data[SV_TD_DATA / 8];
	uint64_t proc_data[SV_PROC_DATA / 8];

	uint8_t *mem;         /* FAKE_SIZE bytes */
	unsigned copies;      /* so far */
	unsigned fail_copy;   /* this one gives EFAULT; 0: none */
	unsigned natives;     /* native services called so far */
	unsigned fail_native; /* this one gives fail_errno; 0: none */
	int fail_errno;
	uint64_t now_ns;
	unsigned logs;
	char log[256];  /* format of the last line, not its values */
	size_t tmp_out; /* bytes taken and not given back */
};

/*
 * A zeroed host with the vector, made current.  Free with fake_host_free, which makes none current.
 */
struct fake_host *fake_host_new(const struct sv_vector *vec);
void fake_host_free(struct fake_host *host);

/* Start counting copies and native calls again; the nth copy or native call fails, 0 for none. */
void fake_host_arm(struct fake_host *host, unsigned fail_copy, unsigned fail_native);

/* Guest address of an offset, and the memory behind a guest address. */
static inline uint64_t
fake_addr(size_t offset)
{
	return (FAKE_BASE + offset);
}

static inline void *
fake_mem(struct fake_host *host, uint64_t addr)
{
	return (host->mem + (addr - FAKE_BASE));
}

/* The kernel stack of the next call holds `fill`: a variable that is not set shows. */
void fake_dirty_stack(int fill);

/* What a native service that has no body of its own here answers. */
int fake_native(const char *name);

#endif
