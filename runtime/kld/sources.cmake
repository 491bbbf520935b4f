# SPDX-License-Identifier: BSD-2-Clause
#
# The module's own files; those of compat/MAJOR come to them.  Names differ from those of core and persona, since
# bsd.kmod.mk puts all objects into one folder.

set(SYSVEC_KLD_SOURCES
    kld_exec.c kld_module.c kld_path.c kld_state.c kld_trap.c
    native_cap.c native_event.c native_file.c native_file_attr.c native_file_extattr.c native_file_io.c
    native_file_name.c native_futex.c native_ipc.c native_memory.c native_misc.c native_netif.c native_process.c native_robust.c
    native_sched.c native_signal.c native_socket.c native_thread.c native_time.c)
set(SYSVEC_KLD_SOURCES_12 kld_poll.c kld_sysvec.c)
set(SYSVEC_KLD_SOURCES_14 kld_sysvec.c)
