/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the generated C of toy-t64 does: translators, tables and handlers, with native services that remember how they were
 * called.  Built and run by tests/gen/golden_test.lua; exit status 0 when every claim holds.
 */
#include <sysvec/native.h>
#include <sysvec/xlat.h>

#include "toy_const.h"
#include "toy_proto.h"
#include "toy_struct.h"
#include "toy_syscall.h"
#include "toy_xlat.h"

extern int printf(const char *, ...);

static int failures;

#define CLAIM(what)	claim((what) ? 1 : 0, #what, __LINE__)

static void
claim(int holds, const char *what, int line)
{
	if (!holds) {
		printf("toy_test.c:%d: does not hold: %s\n", line, what);
		failures++;
	}
}

/* ---- The world below ---- */

static struct {
	int		fd, dfd, flags, timeout, copies_left;
	unsigned	nfds, spawn_flags;
	mode_t		mode;
	off_t		offset;
	const char	*path;
	bool		times_given;
	struct timespec	times[2];
	sigset_t	set;
	unsigned	allocated;
} seen;

int
copyin(const void *uaddr, void *kaddr, size_t len)
{
	if (uaddr == NULL || kaddr == NULL || seen.copies_left-- <= 0)
		return (EFAULT);
	memcpy(kaddr, uaddr, len);
	return (0);
}

int
copyout(const void *kaddr, void *uaddr, size_t len)
{
	/* the other way round, with the same failures */
	return (copyin(kaddr, uaddr, len));
}

static uint64_t scratch[4][128];

void *
sv_tmp_alloc(struct thread *td, size_t size)
{
	(void)td;
	return (size <= sizeof(scratch[0]) && seen.allocated < 4 ? scratch[seen.allocated++] : NULL);
}

void
sv_tmp_free(struct thread *td, void *p, size_t size)
{
	(void)td;
	(void)p;
	(void)size;
	seen.allocated--;
}

int
sv_nosys(struct thread *td, void *uap)
{
	(void)td;
	(void)uap;
	return (ENOSYS);
}

int
native_read(struct thread *td, int fd, void *ubuf, size_t count)
{
	(void)ubuf;
	seen.fd = fd;
	td->td_retval[0] = (register_t)count;
	return (0);
}

int
native_openat(struct thread *td, int dfd, const char *upath, int flags, mode_t mode)
{
	(void)td;
	seen.dfd = dfd;
	seen.path = upath;
	seen.flags = flags;
	seen.mode = mode;
	return (0);
}

int
native_fstat(struct thread *td, int fd, struct stat *st)
{
	(void)td;
	seen.fd = fd;
	st->st_ino = 77;
	st->st_size = 1234567;
	st->st_mode = S_IFREG | S_ISUID | 0644;
	st->st_blksize = (int64_t)1 << 40;
	st->st_mtim.tv_sec = 9;
	memcpy(st->st_label, "marble", 7);
	return (fd == 9 ? ENOENT : 0);
}

int
native_lseek(struct thread *td, int fd, off_t offset, int whence)
{
	(void)fd;
	(void)whence;
	seen.offset = offset;
	td->td_retval[0] = offset;
	return (0);
}

int
native_utimensat(struct thread *td, int dfd, const char *upath, const struct timespec *times, int flags)
{
	(void)td;
	(void)upath;
	seen.dfd = dfd;
	seen.flags = flags;
	seen.times_given = times != NULL;
	if (times != NULL)
		memcpy(seen.times, times, sizeof(seen.times));
	return (0);
}

int
native_poll(struct thread *td, struct pollfd *fds, unsigned nfds, int timeout)
{
	seen.nfds = nfds;
	seen.timeout = timeout;
	fds[0].revents = POLLOUT;
	fds[1].revents = fds[1].events;
	td->td_retval[0] = 2;
	return (0);
}

int
native_pipe(struct thread *td, int *fds)
{
	(void)td;
	fds[0] = 3;
	fds[1] = 4;
	return (0);
}

int
native_getwhence(struct thread *td, int *whence, int *pair)
{
	(void)td;
	*whence = SEEK_END;
	if (pair != NULL)
		pair[0] = pair[1];
	return (0);
}

int
native_waitsig(struct thread *td, const sigset_t *set, sigset_t *old)
{
	if (set != NULL)
		seen.set = *set;
	if (old != NULL)
		old->__bits[0] = 1u << (SIGCHLD - 1);
	td->td_retval[0] = SIGPLAY;
	return (0);
}

int
native_bigmove(struct thread *td, struct big *out, const struct big *in)
{
	(void)td;
	*out = *in;
	out->words[0]++;
	return (0);
}

int
native_spawn(struct thread *td, unsigned flags, uintptr_t ustack)
{
	(void)td;
	(void)ustack;
	seen.spawn_flags = flags;
	return (0);
}

int
native_getpid(struct thread *td)
{
	td->td_retval[0] = 42;
	return (0);
}

int
native_mmap(struct thread *td, uintptr_t addr, size_t len, off_t pos, int fd)
{
	(void)td;
	(void)addr;
	(void)len;
	(void)pos;
	(void)fd;
	return (0);
}

/* ---- What the specs leave to hands ---- */

const struct sv_persona_ops toy_ops;
const struct sv_abi sv_abi_toy_trap;

int
toy_play(struct thread *td, struct toy_play_args *uap)
{
	(void)td;
	(void)uap;
	return (0);
}

int
toy_clock_CLOCK_MAGIC_in(int32_t from, int32_t *to)
{
	*to = from * 100;
	return (0);
}

int
toy_open_flags_O_DIRECT_in(int32_t from, int32_t *to)
{
	*to = O_NOTHING;
	return ((from & TOY_O_CREAT) != 0 ? EINVAL : 0);
}

int
toy_stat_st_dev_in(const struct toy_stat *f, struct stat *t)
{
	t->st_dev = f->st_dev + 1;
	return (0);
}

int
toy_stat_st_dev_out(const struct stat *f, struct toy_stat *t)
{
	t->st_dev = f->st_dev - 1;
	return (0);
}

int
toy_siginfo_kill_in(const struct toy_siginfo *f, struct __siginfo *t)
{
	t->si_pid = f->kill.si_pid;
	return (0);
}

int
toy_siginfo_kill_out(const struct __siginfo *f, struct toy_siginfo *t)
{
	t->kill.si_pid = f->si_pid;
	return (0);
}

/* ---- Claims ---- */

static void
errnos(void)
{
	int32_t to;

	CLAIM(toy_errno_out[ENOENT] == TOY_ENOENT);
	CLAIM(toy_errno_out[ENATIVE] == TOY_ETOY);
	CLAIM(toy_errno_out[EMARBLES] == TOY_EMARBLE);
	CLAIM(toy_errno_in[TOY_EAGAIN] == EAGAIN);
	CLAIM(toy_errno_number_out(ERESTART, &to) == 0 && to == TOY_EINVAL);
	CLAIM(toy_errno_number_out(0, &to) == 0 && to == 0);
	CLAIM(toy_errno_number_in(10000, &to) == 0 && to == EINVAL);
	CLAIM(toy_vector.sv_errno_out.fallback == TOY_EINVAL);
}

static void
enums(void)
{
	int32_t to = 55;
	int64_t wide;
	uint64_t uwide;

	CLAIM(toy_whence_in(TOY_SEEK_TOY, &to) == ENOENT && to == 55);
	CLAIM(toy_whence_in(99, &to) == EINVAL && to == 55);
	CLAIM(toy_whence_in(TOY_SEEK_END, &to) == 0 && to == SEEK_END);
	CLAIM(toy_at_fd_in(TOY_AT_FDCWD, &to) == 0 && to == AT_FDCWD);
	CLAIM(toy_at_fd_in(7, &to) == 0 && to == 7);
	CLAIM(toy_clock_in(TOY_CLOCK_DYN + 5, &to) == 0 && to == CLOCK_TICK);
	CLAIM(toy_clock_in(TOY_CLOCK_DYN_LAST + 1, &to) == ENOENT);
	CLAIM(toy_clock_in(TOY_CLOCK_MAGIC, &to) == 0 && to == TOY_CLOCK_MAGIC * 100);
	CLAIM(toy_signal_in(TOY_SIGRT + 3, &to) == 0 && to == SIGRT + 3);
	CLAIM(toy_signal_in(TOY_SIGRT + 4, &to) == EINVAL);
	CLAIM(toy_signal_out(SIGRT_LAST, &to) == 0 && to == TOY_SIGRT + 3);
	CLAIM(toy_signal_out(SIGINFO, &to) == EINVAL);
	CLAIM(toy_limit_in(TOY_LIMIT_NONE, &wide) == 0 && wide == LIMIT_NONE);
	CLAIM(toy_limit_out(LIMIT_NONE, &uwide) == 0 && uwide == TOY_LIMIT_NONE);
	CLAIM(toy_siginfo_code_in(TOY_SIGCHLD, TOY_CLD_DUMPED) == CLD_DUMPED);
	CLAIM(toy_siginfo_code_in(TOY_SIGHUP, TOY_CLD_DUMPED) == TOY_CLD_DUMPED);
	CLAIM(toy_siginfo_code_in(TOY_SIGCHLD, TOY_SI_USER) == SI_USER);
	CLAIM(toy_siginfo_code_out(SIGSEGV, SI_KERNEL) == TOY_SI_KERNEL);
}

static void
flags(void)
{
	int32_t to = 55;
	uint32_t mode;
	uint16_t bits;
	int16_t events;
	uint64_t word;

	CLAIM(toy_open_flags_in(TOY_O_RDWR | TOY_O_CREAT, &to) == 0 && to == (O_RDWR | O_CREAT));
	CLAIM(toy_open_flags_in(TOY_O_SYNC, &to) == 0 && to == O_SYNC);
	CLAIM(toy_open_flags_in(TOY_O_DSYNC, &to) == 0 && to == O_DSYNC);
	CLAIM(toy_open_flags_in(TOY_O_TMPFILE, &to) == EINVAL);
	CLAIM(toy_open_flags_in(TOY_O_DIRECTORY | TOY_O_BIG, &to) == 0 && to == O_DIRECTORY);
	CLAIM(toy_open_flags_in(TOY_O_TMPFILE & ~TOY_O_DIRECTORY, &to) == EINVAL);
	CLAIM(toy_open_flags_in(TOY_O_ACCMODE, &to) == EINVAL);
	CLAIM(toy_open_flags_in(TOY_O_TOY, &to) == 0 && to == (O_CREAT | O_SYNC));
	CLAIM(toy_open_flags_in(TOY_O_DIRECT | TOY_O_WRONLY, &to) == 0 && to == (O_NOTHING | O_WRONLY));
	CLAIM(toy_open_flags_in(TOY_O_DIRECT | TOY_O_CREAT, &to) == EINVAL);
	CLAIM(toy_open_flags_in((int32_t)0x80000000, &to) == EINVAL);
	CLAIM(toy_open_flags_out(O_SYNC | O_NOTHING | 0x40000000, &to) == 0 && to == TOY_O_SYNC);

	CLAIM(toy_spawn_flags_in(TOY_SIGTOY | 0x300 | TOY_SPAWN_VM, &mode) == 0 &&
	    mode == (SIGPLAY << 8 | 3 << 16 | SPAWN_VM));
	CLAIM(toy_spawn_flags_in(0, &mode) == 0 && mode == 0);
	CLAIM(toy_spawn_flags_in(TOY_SPAWN_FAR, &mode) == EINVAL);
	CLAIM(toy_spawn_flags_in(200, &mode) == EINVAL);
	CLAIM(toy_spawn_flags_out(SIGPLAY << 8 | 3 << 16 | SPAWN_VM, &word) == 0 &&
	    word == (TOY_SIGTOY | 0x300 | TOY_SPAWN_VM));

	CLAIM(toy_mode_out(S_IFWHT | 0755, &mode) == 0 && mode == (TOY_S_IFIFO | 0755));
	CLAIM(toy_mode_in(TOY_S_IFREG | 0x100000, &bits) == EINVAL);
	CLAIM(toy_poll_events_in((int16_t)0xc001, &bits) == 0 && bits == POLLIN);
	CLAIM(toy_poll_events_out(POLLOUT | 0x8000, &events) == 0 && events == TOY_POLLOUT);
}

static void
layouts(void)
{
	struct toy_notice fn;
	struct notice nn;
	struct toy_stat fs;
	struct stat ns;
	struct toy_event fe;
	struct event ne;
	struct toy_vec fv;
	struct vec nv;
	struct toy_lock fl;
	struct lock nl;
	int marble;

	SV_ZERO(&fn);
	fn.code = TOY_CLD_KILLED;
	fn.status = TOY_SIGTOY;
	fn.where = TOY_AT_FDCWD;
	memset(&nn, 0xa5, sizeof(nn));
	CLAIM(toy_notice_in(&fn, &nn) == 0 && nn.code == CLD_KILLED && nn.status == SIGPLAY && nn.where == AT_FDCWD);
	CLAIM(nn.__pad == 0);
	fn.code = TOY_CLD_EXITED;
	CLAIM(toy_notice_in(&fn, &nn) == 0 && nn.status == TOY_SIGTOY);
	fn.word = (uint64_t)1 << 32;
	CLAIM(toy_notice_in(&fn, &nn) == EOVERFLOW);

	SV_ZERO(&ns);
	ns.st_dev = 5;
	ns.st_blksize = -1;
	CLAIM(toy_stat_out(&ns, &fs) == 0 && fs.st_dev == 4 && fs.st_blksize == 0);
	ns.st_nlink = (uint64_t)1 << 32;
	CLAIM(toy_stat_out(&ns, &fs) == EOVERFLOW);
	ns.st_nlink = 0;
	ns.st_label[9] = 'x';
	CLAIM(toy_stat_out(&ns, &fs) == EOVERFLOW);
	CLAIM(toy_stat_in(&fs, &ns) == 0 && ns.st_made == 7);

	fe.events = TOY_POLLIN;
	fe.data = 0x1122334455667788;
	CLAIM(toy_event_in(&fe, &ne) == 0 && ne.events == POLLIN && ne.data == fe.data);

	SV_ZERO(&fl);
	fl.start = -9;
	fl.kind = 3;
	CLAIM(toy_lock_in(&fl, &nl) == 0 && nl.start == -9 && nl.kind == 3 && nl.owner == 0 && nl.level == 2);
	fl.flags = 1;
	CLAIM(toy_lock_in(&fl, &nl) == EINVAL);

	SV_ZERO(&fv);
	fv.parts[1].iov_base = (uintptr_t)&marble;
	fv.flags = TOY_O_CREAT;
	CLAIM(toy_vec_in(&fv, &nv) == 0 && nv.parts[1].iov_base == &marble && nv.flags == O_CREAT);
}

static void
requests(void)
{
	const struct sv_ioctl *r;
	struct toy_pollfd f = { .fd = 3, .events = TOY_POLLOUT };
	struct pollfd n;
	int64_t wide;
	int32_t narrow = -4;

	r = sv_ioctl_find(toy_ioctls, TOY_NIOCTLS, TOY_TCGET);
	CLAIM(r != NULL && r->native == TIOCGET && r->op == SV_IOCTL_PAIRED && r->dir == SV_DIR_OUT);
	CLAIM(r->in(&f, &n) == 0 && n.fd == 3 && n.events == POLLOUT);
	CLAIM(sv_ioctl_find_native(toy_ioctls, toy_ioctls_native, TOY_NIOCTLS, TIOCGET) == r);
	r = sv_ioctl_find(toy_ioctls, TOY_NIOCTLS, TOY_FIOTOY);
	CLAIM(r != NULL && r->op == SV_IOCTL_REFUSED && r->error == ENOENT);
	r = sv_ioctl_find(toy_ioctls, TOY_NIOCTLS, TOY_FIOHAND);
	CLAIM(r != NULL && r->op == SV_IOCTL_HAND);
	r = sv_ioctl_find(toy_ioctls, TOY_NIOCTLS, TOY_FIOLONG);
	CLAIM(r != NULL && r->foreign_size == 8 && r->native_size == 4);
	CLAIM(r->out(&narrow, &wide) == 0 && wide == -4);
	wide = (int64_t)1 << 33;
	CLAIM(r->in(&wide, &narrow) == EOVERFLOW);
	r = sv_ioctl_find(toy_ioctls, TOY_NIOCTLS, TOY_FIOQUAD);
	CLAIM(r != NULL && r->foreign_size == 8 && r->in == NULL && (TOY_FIOQUAD >> 16 & 0x3fff) == 4);
	r = sv_ioctl_find(toy_ioctls, TOY_NIOCTLS, TOY_FIOINT);
	CLAIM(r != NULL && r->arg == SV_IOCTL_VALUE && r->native == FIOINT);
	/* two foreign requests for one native: the exact one is found from the native side */
	r = sv_ioctl_find_native(toy_ioctls, toy_ioctls_native, TOY_NIOCTLS, FIOWAIT);
	CLAIM(r != NULL && r->foreign == TOY_FIOWAIT);
	CLAIM(sv_ioctl_find(toy_ioctls, TOY_NIOCTLS, 12345) == NULL);
}

static void
traps(void)
{
	struct sv_trap trap;

	CLAIM(toy_trap_out(T_PAGE, &trap) == 0 && trap.number == TOY_TRAP_MAP && trap.signal == TOY_SIGSEGV &&
	    trap.code == TOY_SEGV_MAPERR);
	CLAIM(toy_trap_out(T_OTHER, &trap) == 0 && trap.number == TOY_TRAP_TOY && trap.code == 0);
	CLAIM(toy_trap_out(T_NOTE, &trap) == 0 && trap.signal == 0);
	CLAIM(toy_trap_out(99, &trap) == EINVAL);
}

static void
handlers(void)
{
	struct thread td;
	struct toy_open_args open_args;
	struct toy_fstat_args fstat_args;
	struct toy_utimes_args utimes_args;
	struct toy_poll_args poll_args;
	struct toy_getwhence_args whence_args;
	struct toy_waitsig_args wait_args;
	struct toy_bigmove_args big_args;
	struct toy_stat st;
	struct toy_timespec times[2] = { { 1, 2 }, { 3, 4 } };
	struct toy_pollfd fds[2] = { { 5, TOY_POLLOUT, 0 }, { 6, TOY_POLLIN, 0 } };
	l_sigset_t set = { 1u << (TOY_SIGTOY - 1) | 1u << (TOY_SIGRT + 6 - 1) }, old;
	static struct toy_big big, moved;
	l_int whence, pair[2] = { TOY_SEEK_SET, TOY_SEEK_CUR };
	int n;

	SV_ZERO(&td);
	seen.copies_left = 1000;

	SV_ZERO(&open_args);
	open_args.path = "ball";
	open_args.flags = TOY_O_WRONLY | TOY_O_CREAT;
	open_args.mode = 0640;
	CLAIM(toy_open(&td, &open_args) == 0 && seen.dfd == AT_FDCWD && seen.flags == (O_WRONLY | O_CREAT) && seen.mode == 0640);
	CLAIM(seen.path == open_args.path);

	SV_ZERO(&fstat_args);
	fstat_args.fd = 9;
	fstat_args.st = &st;
	CLAIM(toy_fstat(&td, &fstat_args) == ENOENT);
	fstat_args.fd = 3;
	CLAIM(toy_fstat(&td, &fstat_args) == 0 && st.st_mode == (TOY_S_IFREG | TOY_S_ISUID | 0644) && st.st_size == 1234567 &&
	    st.st_blksize == UINT32_MAX && st.st_name[0] == 'm' && st.st_mtim.tv_sec == 9);
	fstat_args.st = NULL;
	CLAIM(toy_fstat(&td, &fstat_args) == EFAULT);

	SV_ZERO(&utimes_args);
	utimes_args.dfd = TOY_AT_FDCWD;
	CLAIM(toy_utimes(&td, &utimes_args) == 0 && !seen.times_given && seen.dfd == AT_FDCWD);
	utimes_args.times = times;
	CLAIM(toy_utimes(&td, &utimes_args) == 0 && seen.times_given && seen.times[1].tv_nsec == 4);
	utimes_args.flags = (l_ulong)1 << 40;
	CLAIM(toy_utimes(&td, &utimes_args) == EINVAL);

	SV_ZERO(&poll_args);
	poll_args.fds = fds;
	poll_args.timeout = -1;
	CLAIM(toy_poll(&td, &poll_args) == 0 && seen.nfds == 2 && seen.timeout == -1 && fds[0].revents == TOY_POLLOUT &&
	    fds[1].revents == TOY_POLLIN);
	for (n = 0; n < 2; n++) {
		seen.copies_left = n;
		CLAIM(toy_poll(&td, &poll_args) == EFAULT);
	}
	seen.copies_left = 1000;

	SV_ZERO(&whence_args);
	whence_args.whence = &whence;
	whence_args.pair = pair;
	CLAIM(toy_getwhence(&td, &whence_args) == 0 && whence == TOY_SEEK_END && pair[0] == TOY_SEEK_CUR);
	pair[1] = TOY_SEEK_TOY;
	CLAIM(toy_getwhence(&td, &whence_args) == ENOENT);

	SV_ZERO(&wait_args);
	wait_args.set = &set;
	wait_args.old = &old;
	CLAIM(toy_waitsig(&td, &wait_args) == 0 && td.td_retval[0] == TOY_SIGTOY && old.bits == 1u << (TOY_SIGCHLD - 1));
	CLAIM(seen.set.__bits[0] == 1u << (SIGPLAY - 1) && seen.set.__bits[2] == 0);

	SV_ZERO(&big_args);
	big_args.in = &big;
	big_args.out = &moved;
	big.words[0] = 1;
	big.words[74] = 74;
	CLAIM(toy_bigmove(&td, &big_args) == 0 && moved.words[0] == 2 && moved.words[74] == 74 && seen.allocated == 0);
	for (n = 0; n < 2; n++) {
		seen.copies_left = n;
		CLAIM(toy_bigmove(&td, &big_args) == EFAULT && seen.allocated == 0);
	}
	seen.copies_left = 1000;
	seen.allocated = 2;
	CLAIM(toy_bigmove(&td, &big_args) == ENOMEM && seen.allocated == 2);
	seen.allocated = 0;
}

static void
tables(void)
{
	const struct sv_call_desc *d = &toy_call_desc[TOY_SYS_read];

	CLAIM(toy_sysent[TOY_SYS_open].sy_narg == 3 && toy_sysent[TOY_SYS_open].sy_flags == SYF_CAPENABLED);
	CLAIM(toy_sysent[TOY_SYS_vserver].sy_call == sv_nosys && toy_sysent[0].sy_call == sv_nosys);
	CLAIM(d->nargs == 3 && d->args[1].kind == SV_ARG_BYTES && d->args[1].length == 2 && d->args[1].dir == SV_DIR_OUT);
	/* the master's annotations alone say it */
	d = &toy_call_desc[TOY_SYS_swapon];
	CLAIM(d->args[0].kind == SV_ARG_STRING && d->args[0].dir == SV_DIR_IN);
	CLAIM(toy_call_desc[TOY_SYS_open].args[1].domain == &toy_open_flags_domain);
	CLAIM(toy_call_desc[TOY_SYS_vserver].state == SV_CALL_NOSYS && toy_call_desc[TOY_SYS_future].state == SV_CALL_UNIMPL);
	CLAIM(toy_call_desc[TOY_SYS_play].state == SV_CALL_HAND && toy_call_desc[19].state == SV_CALL_NONE);
	CLAIM(strcmp(toy_syscallnames[19], "#19") == 0 && strcmp(toy_syscallnames[TOY_SYS_sync], "sync") == 0);
	CLAIM(toy_vector.sv_size == TOY_SYS_MAXSYSCALL && toy_vector.sv_errno_style == SV_ERRNO_CARRY);
	CLAIM(toy_vector.sv_nauxv == 2 && toy_auxv[1].source == SV_AUX_ENTRY && toy_auxv[1].tag == TOY_AT_ENTRY);
	CLAIM(toy_vector.sv_brand.notes[0].system == 7);
}

int
main(void)
{
	errnos();
	enums();
	flags();
	layouts();
	requests();
	traps();
	handlers();
	tables();
	return (failures == 0 ? 0 : 1);
}
