/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The native services: what handlers may ask of the kernel below, in native (FreeBSD's) values. One
 * header an area; runtime/README.md has the rules.
 */
#ifndef SYSVEC_NATIVE_H
#define SYSVEC_NATIVE_H

#include "sysvec/native/event.h"
#include "sysvec/native/file.h"
#include "sysvec/native/ipc.h"
#include "sysvec/native/memory.h"
#include "sysvec/native/misc.h"
#include "sysvec/native/process.h"
#include "sysvec/native/signal.h"
#include "sysvec/native/socket.h"
#include "sysvec/native/thread.h"
#include "sysvec/native/time.h"
#include "sysvec/port.h"

#endif /* SYSVEC_NATIVE_H */
