/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mapping a planned image through the host.
 */
#include "sysvec/image.h"

struct placed {
	uint64_t base; /* where the first page stands */
	uint64_t bias;
};

static int
map_segment(const struct sv_image_plan *plan, const struct sv_image_io *io,
    const struct sv_segment *seg, uint64_t bias)
{
	uint64_t mask = (uint64_t)plan->page - 1;
	uint64_t start = seg->vaddr + bias, file_end = start + seg->filesz;
	uint64_t end = (start + seg->memsz + mask) & ~mask;
	uint64_t first = start & ~mask, mapped = first;
	int error, prot = (int)seg->prot;

	if (seg->filesz > 0) {
		mapped = (file_end + mask) & ~mask;
		if ((error = io->map(
		         io->ctx, first, mapped - first, prot, seg->off - (start - first))) != 0)
			return (error);
		/*
		 * The rest of the last page holds what follows in the file: the program expects
		 * zeros.
		 */
		if (seg->memsz > seg->filesz && mapped > file_end &&
		    (error = io->clear(io->ctx, file_end, mapped - file_end, prot)) != 0)
			return (error);
	}
	if (end > mapped)
		return (io->map_zero(io->ctx, mapped, end - mapped, prot));
	return (0);
}

static int
map_image(const struct sv_image_plan *plan, const struct sv_image_io *io, bool interp,
    struct placed *where)
{
	uint64_t base = plan->dynamic ? 0 : plan->low;
	uint32_t i;
	int error;

	if ((error = io->reserve(
	         io->ctx, &base, plan->high - plan->low, plan->align, !plan->dynamic, interp)) != 0)
		return (error);
	where->base = base;
	where->bias = base - plan->low;
	for (i = 0; i < plan->nsegments; i++) {
		if ((error = map_segment(plan, io, &plan->segments[i], where->bias)) != 0)
			return (error);
	}
	return (0);
}

static enum sv_image_refusal
refuse(struct sv_image *image, enum sv_image_refusal why)
{
	image->refusal = why;
	return (why);
}

enum sv_image_refusal
sv_image_load(struct sv_image *image, const struct sv_image_plan *plan,
    const struct sv_image_io *io, const struct sv_image_plan *iplan, const struct sv_image_io *iio)
{
	struct placed where;

	memset(image, 0, sizeof(*image));
	if (plan->refusal != SV_IMAGE_OK)
		return (refuse(image, plan->refusal));
	if (plan->interp[0] != '\0') {
		if (iplan == NULL || iio == NULL)
			return (refuse(image, SV_IMAGE_INTERP_MISSING));
		if (iplan->refusal != SV_IMAGE_OK)
			return (refuse(image, iplan->refusal));
		if (iplan->interp[0] != '\0')
			return (refuse(image, SV_IMAGE_INTERP_NESTED));
	}

	if ((image->error = map_image(plan, io, false, &where)) != 0)
		return (refuse(image, SV_IMAGE_MAP));
	image->bias = where.bias;
	image->low = where.base;
	image->high = image->brk = where.base + (plan->high - plan->low);
	image->entry = image->start = plan->entry + where.bias;
	image->phdr = plan->phdr != 0 ? plan->phdr + where.bias : 0;
	image->phent = plan->phentsize;
	image->phnum = plan->phnum;
	image->eflags = plan->eflags;
	image->exec_stack = plan->exec_stack;
	image->stack_size = plan->stack_size;

	if (plan->interp[0] != '\0') {
		if ((image->error = map_image(iplan, iio, true, &where)) != 0)
			return (refuse(image, SV_IMAGE_MAP));
		image->interp_base = where.bias;
		image->interp_high = where.base + (iplan->high - iplan->low);
		image->start = iplan->entry + where.bias;
	}
	return (SV_IMAGE_OK);
}
