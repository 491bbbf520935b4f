/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * In place of ops.c and sendsig.c where nobody has written the signal frame of an architecture: a
 * host must refuse to deliver a signal to a handler there, and rt_sigreturn answers ENOSYS.
 */
#include <sysvec/vector.h>

#include "linux_signal.h"

extern const struct sv_persona_ops linux_ops;

const struct sv_persona_ops linux_ops = {
    .sendsig = NULL,
};
