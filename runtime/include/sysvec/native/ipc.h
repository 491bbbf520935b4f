/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services for System V shared memory, semaphores and messages, and for POSIX message
 * queues.
 */
#ifndef SYSVEC_NATIVE_IPC_H
#define SYSVEC_NATIVE_IPC_H

#include <sysvec/port.h>

struct thread;

int native_shmget(struct thread *td, key_t key, size_t size, int flags);
/*
 * td_retval[0]: the address.  SHM_NOTE_REMAP: replace what is mapped at uaddr; SHM_NOTE_EXEC:
 * executable.
 */
int native_shmat(struct thread *td, int id, const void *uaddr, int flags);
int native_shmdt(struct thread *td, const void *uaddr);
/*
 * kern_shmctl.  `data` is kernel memory: struct shmid_ds for IPC_STAT, IPC_SET and SHM_STAT (by
 * index; td_retval[0]: the id), struct shminfo for IPC_INFO, struct shm_info for SHM_INFO
 * (td_retval[0] of both: the highest index), NULL for the others.
 */
int native_shmctl(struct thread *td, int id, int cmd, void *data);

int native_semget(struct thread *td, key_t key, int nsems, int flags);
/*
 * usops: struct sembuf[nsops] in user memory.  timeout NULL: for ever; a kernel: msleep with that
 * timeout, EAGAIN.
 */
int native_semop(struct thread *td, int id, const void *usops, unsigned nsops);
int native_semtimedop(
    struct thread *td, int id, const void *usops, unsigned nsops, const struct timespec *timeout);
/*
 * kern_semctl.  `arg`: the value for SETVAL, a user pointer to unsigned shorts for GETALL and
 * SETALL, kernel memory of struct semid_ds for IPC_STAT, IPC_SET and SEM_STAT (by index;
 * td_retval[0]: the id), of struct seminfo for SEM_NOTE_LIMITS and SEM_INFO (td_retval[0]: the
 * highest index).
 */
int native_semctl(struct thread *td, int id, int num, int cmd, uintptr_t arg);

int native_msgget(struct thread *td, key_t key, int flags);
/* umsg: a long, the type, and then the text, in user memory. */
int native_msgsnd(struct thread *td, int id, const void *umsg, size_t size, int flags);
int native_msgrcv(struct thread *td, int id, void *umsg, size_t size, long type, int flags);
/*
 * kern_msgctl.  `data` is kernel memory: struct msqid_ds for IPC_STAT, IPC_SET and MSG_NOTE_STAT
 * (by index), struct msginfo for IPC_INFO and MSG_NOTE_INFO.  td_retval[0] as with semaphores.
 */
int native_msgctl(struct thread *td, int id, int cmd, void *data);

/*
 * POSIX message queues.  uname: the name as the queue file system has it, without the slash before
 * it (kern_kmq_open wants one: the kernel's service puts it there).  oflag: O_ bits.  attr may be
 * NULL.  td_retval[0]: the descriptor.
 */
int native_kmq_open(
    struct thread *td, const char *uname, int oflag, mode_t mode, const struct mq_attr *attr);
int native_kmq_unlink(struct thread *td, const char *uname);
/* timeout: absolute, CLOCK_REALTIME; NULL for ever. */
int native_kmq_timedsend(struct thread *td, int mqd, const void *umsg, size_t len, unsigned prio,
    const struct timespec *timeout);
/* uprio: an unsigned int in user memory, or NULL. */
int native_kmq_timedreceive(struct thread *td, int mqd, void *umsg, size_t len, void *uprio,
    const struct timespec *timeout);
int native_kmq_notify(struct thread *td, int mqd, const struct sigevent *sev);
/* Only MQ_NONBLOCK of mq_flags can be set; either pointer may be NULL. */
int native_kmq_setattr(struct thread *td, int mqd, const struct mq_attr *attr, struct mq_attr *old);

#endif
