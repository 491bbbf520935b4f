/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What hosts call in this persona.  All state of Linux programs hangs on the native process and
 * thread, so that nothing has to be reset or handed down here.
 */
#include "linux_signal.h"

#include <sysvec/vector.h>

const struct sv_persona_ops linux_ops = {
    .sendsig = linux_sendsig,
};
