/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whose program is it: ABI tag, then EI_OSABI, then the interpreter's path, then the fallback
 * brand.
 */
#include "sysvec/image.h"
#include "sysvec/vector.h"

/* Owners of an ABI tag that says which system the program was built for. */
static const char *const tag_owners[] = {"GNU", "FreeBSD", "NetBSD", "OpenBSD", "DragonFly"};

static bool
is_tag_owner(const char *name)
{
	size_t i;

	for (i = 0; i < SV_NITEMS(tag_owners); i++) {
		if (strcmp(name, tag_owners[i]) == 0)
			return (true);
	}
	return (false);
}

static bool
note_matches(const struct sv_image_note *note, const struct sv_brand *brand)
{
	const struct sv_brand_note *row;
	unsigned i;

	for (i = 0; i < brand->nnotes; i++) {
		row = &brand->notes[i];
		if (row->type == note->type && strcmp(row->name, note->name) == 0 &&
		    (row->system == SV_NOTE_ANY || (uint32_t)row->system == note->desc0))
			return (true);
	}
	return (false);
}

enum sv_brand_match
sv_image_brand(const struct sv_image_plan *plan, const struct sv_vector *vec)
{
	const struct sv_brand *brand = &vec->sv_brand;
	bool foreign = false;
	unsigned i;

	for (i = 0; i < plan->nnotes; i++) {
		if (note_matches(&plan->notes[i], brand))
			return (SV_BRAND_NOTE);
		if (is_tag_owner(plan->notes[i].name))
			foreign = true;
	}
	if (foreign)
		return (SV_BRAND_FOREIGN);
	if (plan->osabi != SV_OSABI_NONE) {
		for (i = 0; i < brand->nosabis; i++) {
			if (brand->osabis[i] == plan->osabi)
				return (SV_BRAND_OSABI);
		}
		return (SV_BRAND_FOREIGN);
	}
	for (i = 0; i < brand->ninterpreters; i++) {
		if (strcmp(plan->interp, brand->interpreters[i]) == 0)
			return (SV_BRAND_INTERPRETER);
	}
	return (SV_BRAND_UNKNOWN);
}

const struct sv_vector *
sv_image_choose(const struct sv_image_plan *plan, const struct sv_vector *const *vectors,
    size_t count, const struct sv_vector *fallback, enum sv_brand_match *match)
{
	enum sv_brand_match best = SV_BRAND_UNKNOWN, one;
	const struct sv_vector *chosen = NULL;
	size_t i;

	for (i = 0; i < count; i++) {
		one = sv_image_brand(plan, vectors[i]);
		if (one > best) {
			best = one;
			chosen = vectors[i];
		}
	}
	if (chosen == NULL && fallback != NULL) {
		best = sv_image_brand(plan, fallback);
		if (best != SV_BRAND_FOREIGN)
			chosen = fallback;
	} else if (chosen == NULL && count > 0) {
		best = sv_image_brand(plan, vectors[0]);
	}
	if (match != NULL)
		*match = best;
	return (chosen);
}
