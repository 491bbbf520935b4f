/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the personas need of FreeBSD's headers and 14 spells otherwise: nothing.
 */
#ifndef SYSVEC_KLD_RELEASE_H
#define SYSVEC_KLD_RELEASE_H

#define KLD_RELEASE 14

#endif
