/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System V shared memory, semaphores and messages, POSIX message queues.
 */
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "file_show.h"

#define BAD ((void *)8)

static void
on_signal(int sig)
{
	(void)sig;
}

static void
shared_memory(void)
{
	struct shmid_ds ds;
	int id = shmget(IPC_PRIVATE, 10000, IPC_CREAT | 0640), status;
	char *p, *q;
	pid_t pid;

	SHOW(shmget(IPC_PRIVATE, 0, IPC_CREAT | 0600));
	SHOW(shmget(0x5e5e5e5e, 100, 0));
	p = shmat(id, NULL, 0);
	strcpy(p, "shared");
	q = shmat(id, NULL, SHM_RDONLY);
	printf("%s %d\n", q, p == q);
	SHOW(shmctl(id, IPC_STAT, &ds));
	printf("size %zu attached %d mode %o creator %d last %d uid %d\n", ds.shm_segsz,
	    (int)ds.shm_nattch, ds.shm_perm.mode, ds.shm_cpid == getpid(), ds.shm_lpid == getpid(),
	    ds.shm_perm.uid == getuid());
	printf("times %d %d\n", ds.shm_ctime != 0, ds.shm_dtime != 0);
	fflush(stdout);
	if ((pid = fork()) == 0) {
		strcat(p, " with a child");
		_exit(shmdt(q) == 0 ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	printf("%d %s\n", status, p);
	ds.shm_perm.mode = 0600;
	SHOW(shmctl(id, IPC_SET, &ds));
	SHOW(shmctl(id, IPC_STAT, BAD));
	SHOW(shmctl(id, IPC_SET, BAD));
	SHOW(shmctl(id, 77, &ds));
	SHOW(shmctl(-1, IPC_STAT, &ds));
	SHOW(shmdt(q));
	SHOW(shmdt(q));
	SHOW(shmctl(id, IPC_RMID, NULL));
	SHOW(shmctl(id, IPC_STAT, &ds));
	printf("mode %o attached %d\n", ds.shm_perm.mode, (int)ds.shm_nattch);
	q = mmap(NULL, 3 * 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	SHOW_OK(shmat(id, q, 0));
	printf("remapped %d %s\n", shmat(id, q, SHM_REMAP) == (void *)q, q);
	SHOW_OK(shmat(id, q + 1, 0));
	SHOW(shmdt(q));
	SHOW(shmdt(p));
	SHOW(shmctl(id, IPC_STAT, &ds));
	SHOW_OK(shmat(id, NULL, 0));
}

union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

static void
semaphores(void)
{
	struct sembuf ops[2] = {{0, -1, IPC_NOWAIT}, {1, 1, 0}};
	struct itimerval it = {{0, 0}, {0, 30000}};
	struct timespec ts = {0, 20000000};
	unsigned short values[3] = {5, 6, 7};
	struct semid_ds ds;
	int id = semget(IPC_PRIVATE, 3, IPC_CREAT | 0600), status;
	pid_t pid;

	SHOW(semget(IPC_PRIVATE, -1, IPC_CREAT));
	SHOW(semop(id, ops, 1));
	SHOW(semctl(id, 0, SETVAL, (union semun){.val = 2}));
	SHOW(semop(id, ops, 2));
	SHOW(semctl(id, 0, GETVAL));
	SHOW(semctl(id, 1, GETVAL));
	SHOW(semctl(id, 0, SETALL, (union semun){.array = values}));
	memset(values, 0, sizeof(values));
	SHOW(semctl(id, 0, GETALL, (union semun){.array = values}));
	printf("%d %d %d\n", values[0], values[1], values[2]);
	SHOW(semctl(id, 0, GETPID) == getpid());
	SHOW(semctl(id, 0, GETNCNT));
	SHOW(semctl(id, 0, GETZCNT));
	SHOW(semctl(id, 0, IPC_STAT, (union semun){.buf = &ds}));
	printf("%d mode %o otime %d\n", (int)ds.sem_nsems, ds.sem_perm.mode, ds.sem_otime != 0);
	SHOW(semctl(id, 9, GETVAL));
	SHOW(semctl(id, 0, SETVAL, (union semun){.val = -1}));
	SHOW(semctl(id, 0, SETVAL, (union semun){.val = 40000}));
	SHOW(semctl(id, 0, GETALL, (union semun){.array = BAD}));
	SHOW(semctl(id, 0, IPC_STAT, (union semun){.buf = BAD}));
	SHOW(semctl(id, 0, 77));
	SHOW(semop(id, BAD, 1));
	SHOW(semop(id, ops, 0));
	ops[0].sem_num = 9;
	SHOW(semop(id, ops, 1));
	ops[0].sem_num = 2;
	ops[0].sem_op = -50;
	ops[0].sem_flg = 0;
	SHOW(semtimedop(id, ops, 1, &ts));
	ts.tv_nsec = -1;
	SHOW(semtimedop(id, ops, 1, &ts));
	SHOW(semtimedop(id, ops, 1, BAD));
	setitimer(ITIMER_REAL, &it, NULL);
	SHOW(semop(id, ops, 1));
	fflush(stdout);
	if ((pid = fork()) == 0) {
		ops[0].sem_op = 43;
		ops[1].sem_num = 1;
		ops[1].sem_op = -3;
		ops[1].sem_flg = SEM_UNDO;
		usleep(20000);
		_exit(semop(id, ops, 2) == 0 ? 0 : 1);
	}
	SHOW(semop(id, ops, 1));
	waitpid(pid, &status, 0);
	printf("%d\n", status);
	SHOW(semctl(id, 1, GETVAL));
	SHOW(semctl(id, 0, IPC_RMID));
	SHOW(semop(id, ops, 1));
}

static void
messages(void)
{
	struct {
		long type;
		char text[32];
	} m;
	struct itimerval it = {{0, 0}, {0, 30000}};
	struct msqid_ds ds;
	int id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
	long type;

	for (type = 3; type > 0; type--) {
		m.type = type;
		snprintf(m.text, sizeof(m.text), "message %ld", type);
		SHOW(msgsnd(id, &m, 10, 0));
	}
	m.type = 0;
	SHOW(msgsnd(id, &m, 10, 0));
	SHOW(msgsnd(id, BAD, 10, 0));
	SHOW(msgsnd(id, &m, 1000000, 0));
	SHOW(msgctl(id, IPC_STAT, &ds));
	printf("%d messages, %d bytes of %d, mode %o, sender %d\n", (int)ds.msg_qnum,
	    (int)ds.__msg_cbytes, ds.msg_qbytes > 0, ds.msg_perm.mode, ds.msg_lspid == getpid());
	SHOW(msgrcv(id, &m, 5, 2, 0));
	SHOW(msgrcv(id, &m, 5, 2, MSG_NOERROR));
	printf("%ld %.5s\n", m.type, m.text);
	SHOW(msgrcv(id, &m, 32, -2, 0));
	printf("%ld %.10s\n", m.type, m.text);
	SHOW(msgrcv(id, &m, 32, 3, MSG_EXCEPT | IPC_NOWAIT));
	SHOW(msgrcv(id, BAD, 32, 0, 0));
	SHOW(msgrcv(id, &m, 32, 0, IPC_NOWAIT));
	setitimer(ITIMER_REAL, &it, NULL);
	SHOW(msgrcv(id, &m, 32, 0, 0));
	ds.msg_perm.mode = 0640;
	SHOW(msgctl(id, IPC_SET, &ds));
	SHOW(msgctl(id, IPC_STAT, BAD));
	SHOW(msgctl(id, 77, &ds));
	SHOW(msgctl(id, IPC_RMID, NULL));
	SHOW(msgrcv(id, &m, 32, 0, 0));
}

static void
queues(void)
{
	struct mq_attr attr = {.mq_maxmsg = 3, .mq_msgsize = 16}, old;
	struct timespec ts;
	char name[64], text[32];
	unsigned prio = 0;
	mqd_t mq;

	snprintf(name, sizeof(name), "/sysvec.%d", (int)getpid());
	if ((mq = mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, &attr)) == (mqd_t)-1) {
		show("mq_open", -1);
		return;
	}
	show("again", mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, &attr));
	SHOW(mq_send(mq, "low", 4, 1));
	SHOW(mq_send(mq, "high", 5, 9));
	SHOW(mq_getattr(mq, &old));
	printf("%ld %ld %ld %ld\n", old.mq_flags, old.mq_maxmsg, old.mq_msgsize, old.mq_curmsgs);
	SHOW(mq_receive(mq, text, 4, &prio));
	SHOW(mq_receive(mq, text, sizeof(text), &prio));
	printf("%s %u\n", text, prio);
	SHOW(mq_receive(mq, text, sizeof(text), NULL));
	attr.mq_flags = O_NONBLOCK;
	SHOW(mq_setattr(mq, &attr, &old));
	SHOW(mq_getattr(mq, &old));
	printf("%#lx\n", old.mq_flags);
	SHOW(mq_receive(mq, text, sizeof(text), NULL));
	attr.mq_flags = 0;
	SHOW(mq_setattr(mq, &attr, NULL));
	clock_gettime(CLOCK_REALTIME, &ts);
	ts.tv_nsec += 20000000;
	if (ts.tv_nsec >= 1000000000) {
		ts.tv_sec++;
		ts.tv_nsec -= 1000000000;
	}
	SHOW(mq_timedreceive(mq, text, sizeof(text), NULL, &ts));
	SHOW(mq_send(mq, "much too long for it", 20, 1));
	show("bad", syscall(SYS_mq_timedsend, mq, BAD, 4, 0, NULL));
	SHOW(mq_notify(mq, NULL));
	SHOW(mq_close(mq));
	SHOW(mq_unlink(name));
	SHOW(mq_unlink(name));
	show("no such", mq_open(name, O_RDONLY));
}

int
main(void)
{
	struct sigaction sa = {.sa_handler = on_signal};

	sigaction(SIGALRM, &sa, NULL);
	shared_memory();
	semaphores();
	messages();
	queues();
	return (0);
}
