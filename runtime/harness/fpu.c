/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The guest's floating-point state.  The harness is compiled without it, so during a dispatch the
 * registers and, what counts, the image in the frame of the host's handler hold the guest's state;
 * rt_sigreturn loads the image.
 */
#include "host.h"
#include "thread.h"

#include "linux_const.h"

#define FXSAVE_SIZE        512u
#define SW_RESERVED        464u
#define MXCSR_AT           24u
#define MXCSR_MASK_AT      28u
#define FCW_START          0x037fu
#define MXCSR_START        0x1f80u
#define MXCSR_MASK_DEFAULT 0xffbfu
#define XFEATURES_LEGACY   0x3u

static uint8_t *
image(struct thread *td)
{
	return ((uint8_t *)(uintptr_t)host_td(td)->uc->uc_mcontext.fpstate);
}

void
native_fpu(struct thread *td, struct sv_fpu *fpu)
{
	struct linux_fpx_sw_bytes sw;

	fpu->area = image(td);
	memcpy(&sw, image(td) + SW_RESERVED, sizeof(sw));
	if (sw.magic1 == LINUX_FP_XSTATE_MAGIC1) {
		fpu->size = sw.xstate_size;
		fpu->features = sw.xfeatures;
	} else {
		fpu->size = FXSAVE_SIZE;
		fpu->features = XFEATURES_LEGACY;
	}
}

static struct linux_xsave_header *
header(const struct sv_fpu *fpu)
{
	if (fpu->size < FXSAVE_SIZE + sizeof(struct linux_xsave_header))
		return (NULL);
	return ((struct linux_xsave_header *)((uint8_t *)fpu->area + FXSAVE_SIZE));
}

void
native_fpu_reset(struct thread *td)
{
	struct linux_xsave_header *h;
	struct sv_fpu fpu;
	uint8_t *p;
	uint32_t mxcsr = MXCSR_START;
	uint16_t fcw = FCW_START;

	native_fpu(td, &fpu);
	p = fpu.area;
	memset(p, 0, MXCSR_AT);
	memcpy(p, &fcw, sizeof(fcw));
	memcpy(p + MXCSR_AT, &mxcsr, sizeof(mxcsr));
	memset(p + MXCSR_MASK_AT + 4, 0, SW_RESERVED - MXCSR_MASK_AT - 4);
	if ((h = header(&fpu)) != NULL)
		h->xfeatures &= ~fpu.features; /* every component in its initial state */
}

int
native_fpu_set(struct thread *td, uintptr_t uarea, uint32_t size, uint64_t features)
{
	struct linux_xsave_header *h, given;
	struct sv_fpu fpu;
	uint32_t mxcsr, mask;
	uint8_t *p;
	int error;

	native_fpu(td, &fpu);
	p = fpu.area;
	if (size < FXSAVE_SIZE || size > fpu.size)
		return (EINVAL);
	if ((error = copyin((const void *)uarea, p, SW_RESERVED)) != 0)
		return (error);
	/* Bits of mxcsr that the processor does not have would make the load fault. */
	memcpy(&mxcsr, p + MXCSR_AT, sizeof(mxcsr));
	memcpy(&mask, p + MXCSR_MASK_AT, sizeof(mask));
	if (mask == 0)
		mask = MXCSR_MASK_DEFAULT;
	mxcsr &= mask & 0xffffu;
	memcpy(p + MXCSR_AT, &mxcsr, sizeof(mxcsr));
	if ((h = header(&fpu)) == NULL)
		return (0);
	if (size < FXSAVE_SIZE + sizeof(given)) {
		/* The old format: x87 and SSE from it, the rest initial. */
		memset(h, 0, sizeof(*h));
		h->xfeatures = XFEATURES_LEGACY;
		return (0);
	}
	if ((error = copyin((const void *)(uarea + FXSAVE_SIZE), &given, sizeof(given))) != 0)
		return (error);
	memset(h, 0, sizeof(*h));
	h->xfeatures = given.xfeatures & features & fpu.features;
	return (copyin((const void *)(uarea + FXSAVE_SIZE + sizeof(given)),
	    p + FXSAVE_SIZE + sizeof(given), size - FXSAVE_SIZE - sizeof(given)));
}
