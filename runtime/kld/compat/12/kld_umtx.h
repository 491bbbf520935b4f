/* SPDX-License-Identifier: BSD-2-Clause */
/* umtx keys. */
#include <sys/umtx.h>
#include "../kld_key.h"
