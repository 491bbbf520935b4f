# SPDX-License-Identifier: BSD-2-Clause
#
# The core's files, for this build and for the kernel module.

set(SYSVEC_CORE_SOURCES
    account.c
    amd64/syscall.c
    dispatch.c
    errno.c
    identity.c
    image.c
    image_brand.c
    image_load.c
    image_text.c
    path.c
    script.c
    stack.c
    strings.c)
