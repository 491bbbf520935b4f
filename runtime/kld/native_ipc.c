/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System V shared memory, semaphores and messages.
 */
#include "kld.h"

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

int
native_shmget(struct thread *td, key_t key, size_t size, int flags)
{
	struct shmget_args args = {.key = key, .size = size, .shmflg = flags};

	return (sys_shmget(td, &args));
}

int
native_shmat(struct thread *td, int id, const void *uaddr, int flags)
{
	if ((flags & SHM_NOTE_EXEC) != 0)
		return (EINVAL); /* attached memory is never executable */
	if ((flags & SHM_NOTE_REMAP) != 0) {
		if (uaddr == NULL)
			return (EINVAL);
		flags = (flags & ~SHM_NOTE_REMAP) | SHM_REMAP;
	}
	return (kern_shmat(td, id, uaddr, flags));
}

int
native_shmdt(struct thread *td, const void *uaddr)
{
	struct shmdt_args args = {.shmaddr = uaddr};

	return (sys_shmdt(td, &args));
}

int
native_shmctl(struct thread *td, int id, int cmd, void *data)
{
	size_t size;

	return (kern_shmctl(td, id, cmd, data, &size));
}

int
native_semget(struct thread *td, key_t key, int nsems, int flags)
{
	struct semget_args args = {.key = key, .nsems = nsems, .semflg = flags};

	return (sys_semget(td, &args));
}

int
native_semop(struct thread *td, int id, const void *usops, unsigned nsops)
{
	struct semop_args args = {
	    .semid = id, .sops = __DECONST(struct sembuf *, usops), .nsops = nsops};

	return (sys_semop(td, &args));
}

int
native_semtimedop(
    struct thread *td, int id, const void *usops, unsigned nsops, const struct timespec *timeout)
{
	if (timeout == NULL)
		return (native_semop(td, id, usops, nsops));
	return (kld_semtimedop(td, id, usops, nsops, timeout));
}

int
native_semctl(struct thread *td, int id, int num, int cmd, uintptr_t arg)
{
	union semun un;
	register_t result = 0;
	int error;

	switch (cmd) {
	case SEM_NOTE_LIMITS:
	case SEM_INFO:
		*(struct seminfo *)arg = seminfo;
		td->td_retval[0] = seminfo.semmni - 1;
		return (0);
	case SETVAL:
		un.val = (int)arg;
		break;
	case GETALL:
	case SETALL:
		un.array = (u_short *)arg;
		break;
	default:
		un.buf = (struct semid_ds *)arg;
		break;
	}
	if ((error = kern_semctl(td, id, num, cmd, &un, &result)) == 0)
		td->td_retval[0] = result;
	return (error);
}

int
native_msgget(struct thread *td, key_t key, int flags)
{
	struct msgget_args args = {.key = key, .msgflg = flags};

	return (sys_msgget(td, &args));
}

int
native_msgsnd(struct thread *td, int id, const void *umsg, size_t size, int flags)
{
	struct msgsnd_args args = {.msqid = id, .msgp = umsg, .msgsz = size, .msgflg = flags};

	return (sys_msgsnd(td, &args));
}

int
native_msgrcv(struct thread *td, int id, void *umsg, size_t size, long type, int flags)
{
	struct msgrcv_args args = {
	    .msqid = id, .msgp = umsg, .msgsz = size, .msgtyp = type, .msgflg = flags};

	if ((flags & MSG_NOTE_EXCEPT) != 0)
		return (EINVAL); /* no search by what a type is not */
	return (sys_msgrcv(td, &args));
}

int
native_msgctl(struct thread *td, int id, int cmd, void *data)
{
	switch (cmd) {
	case IPC_INFO:
	case MSG_NOTE_INFO:
		*(struct msginfo *)data = msginfo;
		td->td_retval[0] = msginfo.msgmni - 1;
		return (0);
	case MSG_NOTE_STAT:
		return (EINVAL); /* queues are not known by index here */
	default:
		return (kern_msgctl(td, id, cmd, data));
	}
}
