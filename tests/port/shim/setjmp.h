/* SPDX-License-Identifier: BSD-2-Clause */
/* CMocka's own header wants it; the shim leaves a test by __builtin_longjmp. */
