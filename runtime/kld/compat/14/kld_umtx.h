/* SPDX-License-Identifier: BSD-2-Clause */
/* umtx keys, which 14 keeps in a header of their own. */
#include <sys/umtxvar.h>
#include "../kld_key.h"
