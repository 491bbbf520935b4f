/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What umtx does to a key without having an address at hand.
 */
#ifndef SYSVEC_KLD_KEY_H
#define SYSVEC_KLD_KEY_H

#include <vm/vm_object.h>

/* *key becomes *to, which its owner keeps.  May be called with a mutex held. */
static inline void
kld_key_replace(struct umtx_key *key, const struct umtx_key *to)
{
	struct umtx_key old = *key;

	*key = *to;
	if (key->shared)
		vm_object_reference(key->info.shared.object);
	umtx_key_release(&old);
}

#endif
