/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The control calls of System V IPC: what the last argument is follows from the command.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define LINUX_SEMMAP 32000 /* shown for a limit that FreeBSD has not */

/* Linux's commands: those of all three, and those of one. */
static int
command(int foreign, int (*own)(int32_t, int32_t *), int *native)
{

	return (
	    foreign <= LINUX_IPC_INFO ? linux_ipc_cmd_in(foreign, native) : own(foreign, native));
}

static int
shm_stat(struct thread *td, int id, int cmd, void *ubuf)
{
	struct linux_shmid_ds foreign;
	struct shmid_ds ds;
	register_t result;
	int error;

	if ((error = native_shmctl(td, id, cmd, &ds)) != 0)
		return (error);
	result = td->td_retval[0];
	if ((error = linux_shmid_ds_out(&ds, &foreign)) != 0 ||
	    (error = copyout(&foreign, ubuf, sizeof(foreign))) != 0)
		return (error);
	td->td_retval[0] = result;
	return (0);
}

int
linux_shmctl(struct thread *td, struct linux_shmctl_args *uap)
{
	union {
		struct linux_shmid_ds ds;
		struct linux_shminfo limits;
		struct linux_shm_info use;
	} foreign;
	union {
		struct shmid_ds ds;
		struct shminfo limits;
		struct shm_info use;
	} native;
	int error, cmd;

	if (uap->cmd < 0 || uap->shmid < 0)
		return (EINVAL);
	if ((error = command(uap->cmd, linux_shm_cmd_in, &cmd)) != 0)
		return (error);
	switch (uap->cmd) {
	case LINUX_IPC_STAT:
	case LINUX_SHM_STAT:
	case LINUX_SHM_STAT_ANY:
		return (shm_stat(td, uap->shmid, cmd, uap->buf));
	case LINUX_IPC_SET:
		if ((error = copyin(uap->buf, &foreign.ds, sizeof(foreign.ds))) != 0 ||
		    (error = linux_shmid_ds_in(&foreign.ds, &native.ds)) != 0)
			return (error);
		return (native_shmctl(td, uap->shmid, cmd, &native.ds));
	case LINUX_IPC_INFO:
		if ((error = native_shmctl(td, uap->shmid, cmd, &native.limits)) != 0 ||
		    (error = linux_shminfo_out(&native.limits, &foreign.limits)) != 0)
			return (error);
		return (copyout(&foreign.limits, uap->buf, sizeof(foreign.limits)));
	case LINUX_SHM_INFO:
		if ((error = native_shmctl(td, uap->shmid, cmd, &native.use)) != 0 ||
		    (error = linux_shm_info_out(&native.use, &foreign.use)) != 0)
			return (error);
		return (copyout(&foreign.use, uap->buf, sizeof(foreign.use)));
	default: /* IPC_RMID, SHM_LOCK, SHM_UNLOCK */
		return (native_shmctl(td, uap->shmid, cmd, NULL));
	}
}

static int
sem_data(struct thread *td, struct linux_semctl_args *uap, int cmd)
{
	union {
		struct linux_semid_ds ds;
		struct linux_seminfo limits;
	} foreign;
	union {
		struct semid_ds ds;
		struct seminfo limits;
	} native;
	void *ubuf = (void *)(uintptr_t)uap->arg;
	int error;

	switch (uap->cmd) {
	case LINUX_IPC_SET:
		if ((error = copyin(ubuf, &foreign.ds, sizeof(foreign.ds))) != 0 ||
		    (error = linux_semid_ds_in(&foreign.ds, &native.ds)) != 0)
			return (error);
		return (native_semctl(td, uap->semid, uap->semnum, cmd, (uintptr_t)&native.ds));
	case LINUX_IPC_INFO:
	case LINUX_SEM_INFO:
		if ((error = native_semctl(
		         td, uap->semid, uap->semnum, cmd, (uintptr_t)&native.limits)) != 0 ||
		    (error = linux_seminfo_out(&native.limits, &foreign.limits)) != 0)
			return (error);
		foreign.limits.semmap = LINUX_SEMMAP;
		return (copyout(&foreign.limits, ubuf, sizeof(foreign.limits)));
	default: /* IPC_STAT, SEM_STAT, SEM_STAT_ANY */
		if ((error = native_semctl(
		         td, uap->semid, uap->semnum, cmd, (uintptr_t)&native.ds)) != 0 ||
		    (error = linux_semid_ds_out(&native.ds, &foreign.ds)) != 0)
			return (error);
		return (copyout(&foreign.ds, ubuf, sizeof(foreign.ds)));
	}
}

int
linux_semctl(struct thread *td, struct linux_semctl_args *uap)
{
	int error, cmd;

	if (uap->semid < 0 || uap->cmd < 0)
		return (EINVAL);
	if (uap->cmd == LINUX_IPC_INFO)
		cmd = SEM_NOTE_LIMITS;
	else if ((error = command(uap->cmd, linux_sem_cmd_in, &cmd)) != 0)
		return (error);
	switch (uap->cmd) {
	case LINUX_IPC_STAT:
	case LINUX_IPC_SET:
	case LINUX_IPC_INFO:
	case LINUX_SEM_STAT:
	case LINUX_SEM_STAT_ANY:
	case LINUX_SEM_INFO:
		return (sem_data(td, uap, cmd));
	case LINUX_SETVAL:
		return (
		    native_semctl(td, uap->semid, uap->semnum, cmd, (uintptr_t)(uint32_t)uap->arg));
	default: /* values and arrays of shorts are the same on both sides */
		return (native_semctl(td, uap->semid, uap->semnum, cmd, (uintptr_t)uap->arg));
	}
}

int
linux_msgctl(struct thread *td, struct linux_msgctl_args *uap)
{
	union {
		struct linux_msqid_ds ds;
		struct linux_msginfo limits;
	} foreign;
	union {
		struct msqid_ds ds;
		struct msginfo limits;
	} native;
	int error, cmd;

	if (uap->msqid < 0 || uap->cmd < 0)
		return (EINVAL);
	if ((error = command(uap->cmd, linux_msg_cmd_in, &cmd)) != 0)
		return (error);
	switch (uap->cmd) {
	case LINUX_IPC_RMID:
		return (native_msgctl(td, uap->msqid, cmd, NULL));
	case LINUX_IPC_SET:
		if ((error = copyin(uap->buf, &foreign.ds, sizeof(foreign.ds))) != 0 ||
		    (error = linux_msqid_ds_in(&foreign.ds, &native.ds)) != 0)
			return (error);
		return (native_msgctl(td, uap->msqid, cmd, &native.ds));
	case LINUX_IPC_INFO:
	case LINUX_MSG_INFO:
		if ((error = native_msgctl(td, uap->msqid, cmd, &native.limits)) != 0 ||
		    (error = linux_msginfo_out(&native.limits, &foreign.limits)) != 0)
			return (error);
		return (copyout(&foreign.limits, uap->buf, sizeof(foreign.limits)));
	default: /* IPC_STAT, MSG_STAT, MSG_STAT_ANY */
		if ((error = native_msgctl(td, uap->msqid, cmd, &native.ds)) != 0 ||
		    (error = linux_msqid_ds_out(&native.ds, &foreign.ds)) != 0)
			return (error);
		return (copyout(&foreign.ds, uap->buf, sizeof(foreign.ds)));
	}
}
