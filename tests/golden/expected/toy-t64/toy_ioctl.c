/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_ioctl.c: ioctl requests of toy/t64 and what they are on nat/n64.
 *
 * From specs/nat/layout.spec, specs/pairs/toy-on-nat/toy.pair, specs/toy/layout.spec.
 *
 * Made by `sysvec gen toy-t64`; change the specs, not this file.  @generated
 */

#include <sysvec/xlat.h>
#include "toy_const.h"
#include "toy_struct.h"
#include "toy_xlat.h"

static int
toy_pollfd_in_any(const void *from, void *to)
{
	return (toy_pollfd_in(from, to));
}

static int
toy_pollfd_out_any(const void *from, void *to)
{
	return (toy_pollfd_out(from, to));
}

static int
toy_long_i32_in_any(const void *from, void *to)
{
	const int64_t *f = from;
	int32_t *v = to;

	if (!SV_FITS(int32_t, *f))
		return (EOVERFLOW);
	*v = (int32_t)*f;
	return (0);
}

static int
toy_long_i32_out_any(const void *from, void *to)
{
	const int32_t *f = from;
	int64_t *v = to;

	if (!SV_FITS(int64_t, *f))
		return (EOVERFLOW);
	*v = (int64_t)*f;
	return (0);
}

/* Sorted by the request as the program gives it. */
const struct sv_ioctl toy_ioctls[] = {
	/* the same under two names */
	{ .foreign = TOY_TCGET, .native = TIOCGET, .arg = SV_IOCTL_POINTER, .dir = SV_DIR_OUT,
	  .foreign_size = 8, .native_size = 8, .in = toy_pollfd_in_any, .out = toy_pollfd_out_any,
	  .name = "TCGET", .native_name = "TIOCGET" },
	/* the same under two names */
	{ .foreign = TOY_TCSET, .native = TIOCSET, .arg = SV_IOCTL_POINTER, .dir = SV_DIR_IN,
	  .foreign_size = 8, .native_size = 8, .in = toy_pollfd_in_any, .out = toy_pollfd_out_any,
	  .name = "TCSET", .native_name = "TIOCSET" },
	/* there is one terminal only */
	{ .foreign = TOY_TIOCSCTTY, .op = SV_IOCTL_REFUSED, .error = ENOTTY, .arg = SV_IOCTL_VALUE,
	  .name = "TIOCSCTTY" },
	{ .foreign = TOY_FIOWAIT, .native = FIOWAIT, .name = "FIOWAIT", .native_name = "FIOWAIT" },
	/* waiting is nothing */
	{ .foreign = TOY_FIONOTHING, .native = FIOWAIT, .name = "FIONOTHING",
	  .native_name = "FIOWAIT" },
	{ .foreign = TOY_FIOINT, .native = FIOINT, .arg = SV_IOCTL_VALUE, .name = "FIOINT",
	  .native_name = "FIOINT" },
	/* by the persona */
	{ .foreign = TOY_FIOHAND, .op = SV_IOCTL_HAND, .arg = SV_IOCTL_POINTER, .dir = SV_DIR_IN,
	  .foreign_size = 4, .name = "FIOHAND" },
	{ .foreign = TOY_FIONREAD, .native = FIONREAD, .arg = SV_IOCTL_POINTER, .dir = SV_DIR_OUT,
	  .foreign_size = 4, .native_size = 4, .name = "FIONREAD", .native_name = "FIONREAD" },
	{ .foreign = TOY_FIOQUAD, .native = FIOQUAD, .arg = SV_IOCTL_POINTER, .dir = SV_DIR_OUT,
	  .foreign_size = 8, .native_size = 8, .name = "FIOQUAD", .native_name = "FIOQUAD" },
	{ .foreign = TOY_FIOLONG, .native = FIOLONG, .arg = SV_IOCTL_POINTER, .dir = SV_DIR_OUT,
	  .foreign_size = 8, .native_size = 4, .in = toy_long_i32_in_any,
	  .out = toy_long_i32_out_any, .name = "FIOLONG", .native_name = "FIOLONG" },
	/* no toys there */
	{ .foreign = TOY_FIOTOY, .op = SV_IOCTL_REFUSED, .error = ENOENT, .arg = SV_IOCTL_POINTER,
	  .dir = SV_DIR_INOUT, .foreign_size = 4, .name = "FIOTOY" },
};

/* Places in the table, sorted by native request; those without one come first. */
const uint16_t toy_ioctls_native[] = {
	2, 6, 10, 3, 4, 5, 9, 7, 8, 0, 1,
};
