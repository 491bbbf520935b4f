/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_errno.c: errno, toy/t32 and nat/n64.
 *
 * From specs/nat/nat.spec, specs/pairs/toy-on-nat/toy.pair, specs/toy/toy.spec.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */

#include <sysvec/xlat.h>
#include "toy_const.h"
#include "toy_struct.h"
#include "toy_xlat.h"

/* What a program of toy/t32 is told for a native errno. */
const int16_t toy_errno_out[TOY_ERRNO_OUT_SIZE] = {
	[EPERM]		= TOY_EPERM,
	[ENOENT]	= TOY_ENOENT,
	[EINTR]		= TOY_EINTR,
	[ENOMEM]	= TOY_ENOMEM,
	[EFAULT]	= TOY_EFAULT,
	[EINVAL]	= TOY_EINVAL,
	[ENOTTY]	= TOY_ENOTTY,
	[EAGAIN]	= TOY_EAGAIN,
	[ENOSYS]	= TOY_ENOSYS,
	[EOVERFLOW]	= TOY_EOVERFLOW,
	[ENATIVE]	= TOY_ETOY,	/* lossy: nearest meaning */
};

/* What an errno of toy/t32 means natively. */
const int16_t toy_errno_in[TOY_ERRNO_IN_SIZE] = {
	[TOY_EPERM]	= EPERM,
	[TOY_ENOENT]	= ENOENT,
	[TOY_EINTR]	= EINTR,
	[TOY_ENOMEM]	= ENOMEM,
	[TOY_EFAULT]	= EFAULT,
	[TOY_EINVAL]	= EINVAL,
	[TOY_ENOTTY]	= ENOTTY,
	[TOY_ENOSYS]	= ENOSYS,
	[TOY_EAGAIN]	= EAGAIN,
	[TOY_EOVERFLOW]	= EOVERFLOW,
	[TOY_ETOY]	= ENATIVE,	/* lossy: nearest meaning */
};

int
toy_errno_number_in(int32_t from, int32_t *to)
{
	*to = from == 0 ? 0 : EINVAL;
	if (from > 0 && (size_t)from < SV_NITEMS(toy_errno_in) && toy_errno_in[from] != 0)
		*to = toy_errno_in[from];
	return (0);
}

int
toy_errno_number_out(int32_t from, int32_t *to)
{
	*to = from == 0 ? 0 : TOY_EINVAL;
	if (from > 0 && (size_t)from < SV_NITEMS(toy_errno_out) && toy_errno_out[from] != 0)
		*to = toy_errno_out[from];
	return (0);
}
