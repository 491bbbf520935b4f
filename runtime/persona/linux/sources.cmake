# SPDX-License-Identifier: BSD-2-Clause
#
# The hand-written handlers of the Linux persona, for this build and for sysvec_add_vector().

set(SYSVEC_PERSONA_SOURCES
    capability.c
    dirent.c
    epoll.c
    exec.c
    fcntl.c
    fork.c
    fstype.c
    futex.c
    ids.c
    ioctl.c
    ipc.c
    memory.c
    misc.c
    open.c
    ops.c
    poll.c
    prctl.c
    sched.c
    sendsig.c
    siginfo.c
    signal.c
    signalfd.c
    sockaddr.c
    socket.c
    stat.c
    statfs.c
    termios.c
    thread.c
    time.c
    tty.c
    utime.c
    wait.c
    xattr.c)
