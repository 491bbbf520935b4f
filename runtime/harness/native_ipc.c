/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: System V shared memory, semaphores and messages, POSIX message
 * queues.
 */
#include <sysvec/native.h>

#include "host.h"

#include "linux_const.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define PAGE 4096UL

/* FreeBSD's keys are longs, Linux's ints. */
static int
key_out(key_t key, int32_t *l_key)
{

	if (key < INT32_MIN || key > INT32_MAX)
		return (EINVAL);
	*l_key = (int32_t)key;
	return (0);
}

/* Commands common to all three, and those of one. */
static int
command_out(int cmd, int (*own)(int32_t, int32_t *), int32_t *l_cmd)
{

	return (cmd <= IPC_INFO ? linux_ipc_cmd_out(cmd, l_cmd) : own(cmd, l_cmd));
}

/* ---- Shared memory ---- */

int
native_shmget(struct thread *td, key_t key, size_t size, int flags)
{
	int32_t l_key, l_flags;
	int error;

	if ((error = key_out(key, &l_key)) != 0 ||
	    (error = linux_ipc_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_shmget, l_key, size, l_flags));
}

int
native_shmat(struct thread *td, int id, const void *uaddr, int flags)
{
	struct linux_shmid_ds ds;
	int32_t l_flags;
	size_t size = PAGE;
	int error;

	if ((error = linux_shmat_flags_out(flags, &l_flags)) != 0)
		return (error);
	if (uaddr != NULL) {
		if (host_error(host_syscall(LINUX_SYS_shmctl, id, LINUX_IPC_STAT, &ds)) == 0)
			size = ds.shm_segsz;
		if (host_range_is_ours((uintptr_t)uaddr, size))
			return (EINVAL);
	}
	return (host_call(td, LINUX_SYS_shmat, id, uaddr, l_flags));
}

int
native_shmdt(struct thread *td, const void *uaddr)
{

	return (host_call(td, LINUX_SYS_shmdt, uaddr));
}

int
native_shmctl(struct thread *td, int id, int cmd, void *data)
{
	union {
		struct linux_shmid_ds ds;
		struct linux_shminfo limits;
		struct linux_shm_info use;
	} l_data;
	int32_t l_cmd;
	int error;

	if ((error = command_out(cmd, linux_shm_cmd_out, &l_cmd)) != 0)
		return (error);
	if (cmd == IPC_SET && (error = linux_shmid_ds_out(data, &l_data.ds)) != 0)
		return (error);
	/*
	 * By index: the variant that asks for no permission, which FreeBSD does not ask for either
	 * of the superuser.
	 */
	if ((error = host_call(td, LINUX_SYS_shmctl, id, l_cmd, &l_data)) != 0)
		return (error);
	switch (cmd) {
	case IPC_STAT:
	case SHM_STAT:
		return (linux_shmid_ds_in(&l_data.ds, data));
	case IPC_INFO:
		return (linux_shminfo_in(&l_data.limits, data));
	case SHM_INFO:
		return (linux_shm_info_in(&l_data.use, data));
	default:
		return (0);
	}
}

/* ---- Semaphores ---- */

int
native_semget(struct thread *td, key_t key, int nsems, int flags)
{
	int32_t l_key, l_flags;
	int error;

	if ((error = key_out(key, &l_key)) != 0 ||
	    (error = linux_ipc_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_semget, l_key, nsems, l_flags));
}

/* struct sembuf is the same on both sides, its flags included. */
_Static_assert(SEM_UNDO == LINUX_SEM_UNDO, "flags of a semaphore operation");
_Static_assert(IPC_NOWAIT == LINUX_IPC_NOWAIT, "flags of a semaphore operation");

int
native_semop(struct thread *td, int id, const void *usops, unsigned nsops)
{

	return (host_call_intr(td, LINUX_SYS_semop, id, usops, nsops));
}

int
native_semtimedop(
    struct thread *td, int id, const void *usops, unsigned nsops, const struct timespec *timeout)
{
	struct linux_timespec l_timeout;
	int error;

	if (timeout == NULL)
		return (native_semop(td, id, usops, nsops));
	if ((error = linux_timespec_out(timeout, &l_timeout)) != 0)
		return (error);
	return (host_call_intr(td, LINUX_SYS_semtimedop, id, usops, nsops, &l_timeout));
}

int
native_semctl(struct thread *td, int id, int num, int cmd, uintptr_t arg)
{
	union {
		struct linux_semid_ds ds;
		struct linux_seminfo limits;
	} l_data;
	void *data = (void *)arg;
	int32_t l_cmd;
	int error = 0;

	if (cmd == SEM_NOTE_LIMITS)
		l_cmd = LINUX_IPC_INFO;
	else if (cmd <= IPC_STAT) /* 3 is IPC_INFO for others and GETNCNT here */
		error = linux_ipc_cmd_out(cmd, &l_cmd);
	else
		error = linux_sem_cmd_out(cmd, &l_cmd);
	if (error != 0)
		return (error);
	switch (cmd) {
	case IPC_SET:
		if ((error = linux_semid_ds_out(data, &l_data.ds)) != 0)
			return (error);
		return (host_call(td, LINUX_SYS_semctl, id, num, l_cmd, &l_data));
	case IPC_STAT:
	case SEM_STAT:
		if ((error = host_call(td, LINUX_SYS_semctl, id, num, l_cmd, &l_data)) != 0)
			return (error);
		return (linux_semid_ds_in(&l_data.ds, data));
	case SEM_NOTE_LIMITS:
	case SEM_INFO:
		if ((error = host_call(td, LINUX_SYS_semctl, id, num, l_cmd, &l_data)) != 0)
			return (error);
		return (linux_seminfo_in(&l_data.limits, data));
	default:
		return (host_call(td, LINUX_SYS_semctl, id, num, l_cmd, arg));
	}
}

/* ---- Messages ---- */

int
native_msgget(struct thread *td, key_t key, int flags)
{
	int32_t l_key, l_flags;
	int error;

	if ((error = key_out(key, &l_key)) != 0 ||
	    (error = linux_ipc_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_msgget, l_key, l_flags));
}

int
native_msgsnd(struct thread *td, int id, const void *umsg, size_t size, int flags)
{
	int32_t l_flags;
	int error;

	if ((error = linux_ipc_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call_intr(td, LINUX_SYS_msgsnd, id, umsg, size, l_flags));
}

int
native_msgrcv(struct thread *td, int id, void *umsg, size_t size, long type, int flags)
{
	int32_t l_flags;
	int error;

	if ((error = linux_msgrcv_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call_intr(td, LINUX_SYS_msgrcv, id, umsg, size, type, l_flags));
}

int
native_msgctl(struct thread *td, int id, int cmd, void *data)
{
	union {
		struct linux_msqid_ds ds;
		struct linux_msginfo limits;
	} l_data;
	int32_t l_cmd;
	int error;

	if ((error = command_out(cmd, linux_msg_cmd_out, &l_cmd)) != 0)
		return (error);
	if (cmd == IPC_SET && (error = linux_msqid_ds_out(data, &l_data.ds)) != 0)
		return (error);
	if ((error = host_call(td, LINUX_SYS_msgctl, id, l_cmd, &l_data)) != 0)
		return (error);
	switch (cmd) {
	case IPC_STAT:
	case MSG_NOTE_STAT:
		return (linux_msqid_ds_in(&l_data.ds, data));
	case IPC_INFO:
	case MSG_NOTE_INFO:
		return (linux_msginfo_in(&l_data.limits, data));
	default:
		return (0);
	}
}

/* ---- POSIX message queues ---- */

int
native_kmq_open(
    struct thread *td, const char *uname, int oflag, mode_t mode, const struct mq_attr *attr)
{
	struct linux_mq_attr l_attr;
	int32_t l_oflag;
	int error;

	if ((error = linux_open_flags_out(oflag, &l_oflag)) != 0 ||
	    (attr != NULL && (error = linux_mq_attr_out(attr, &l_attr)) != 0))
		return (error);
	return (
	    host_call(td, LINUX_SYS_mq_open, uname, l_oflag, mode, attr != NULL ? &l_attr : NULL));
}

int
native_kmq_unlink(struct thread *td, const char *uname)
{

	return (host_call(td, LINUX_SYS_mq_unlink, uname));
}

int
native_kmq_timedsend(struct thread *td, int mqd, const void *umsg, size_t len, unsigned prio,
    const struct timespec *timeout)
{
	struct linux_timespec l_timeout;
	int error;

	if (timeout != NULL && (error = linux_timespec_out(timeout, &l_timeout)) != 0)
		return (error);
	return (host_call_intr(
	    td, LINUX_SYS_mq_timedsend, mqd, umsg, len, prio, timeout != NULL ? &l_timeout : NULL));
}

int
native_kmq_timedreceive(
    struct thread *td, int mqd, void *umsg, size_t len, void *uprio, const struct timespec *timeout)
{
	struct linux_timespec l_timeout;
	int error;

	if (timeout != NULL && (error = linux_timespec_out(timeout, &l_timeout)) != 0)
		return (error);
	return (host_call_intr(td, LINUX_SYS_mq_timedreceive, mqd, umsg, len, uprio,
	    timeout != NULL ? &l_timeout : NULL));
}

int
native_kmq_notify(struct thread *td, int mqd, const struct sigevent *sev)
{
	struct linux_sigevent l_sev;
	int error;

	if (sev == NULL)
		return (host_call(td, LINUX_SYS_mq_notify, mqd, NULL));
	if ((error = linux_sigevent_out(sev, &l_sev)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_mq_notify, mqd, &l_sev));
}

int
native_kmq_setattr(struct thread *td, int mqd, const struct mq_attr *attr, struct mq_attr *old)
{
	struct linux_mq_attr l_attr, l_old;
	int error;

	if (attr != NULL && (error = linux_mq_attr_out(attr, &l_attr)) != 0)
		return (error);
	if ((error = host_call(
	         td, LINUX_SYS_mq_getsetattr, mqd, attr != NULL ? &l_attr : NULL, &l_old)) != 0)
		return (error);
	return (old != NULL ? linux_mq_attr_in(&l_old, old) : 0);
}
