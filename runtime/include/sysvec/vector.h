/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A syscall vector: all that runs one foreign ABI on one native ABI.  `sysvec gen` emits exactly
 * one, PREFIX_vector, const, with every field given.  All pointers are to static const data that
 * lives as long as the vector (the sysent rows alone are writable: the kernel counts threads in
 * them).
 */
#ifndef SYSVEC_VECTOR_H
#define SYSVEC_VECTOR_H

#include "sysvec/frame.h"
#include "sysvec/identity.h"
#include "sysvec/port.h"

struct sv_call_desc; /* xlat.h */
struct sv_ioctl;     /* xlat.h */
struct sv_image;     /* image.h */
struct sv_sigframe;  /* native/signal.h */
struct sv_trap;      /* xlat.h */
struct sysent;

/* One direction of the errno translation.  An index without a row holds 0 (but index 0 means 0). */
struct sv_errno_map {
	const int16_t *table; /* positive numbers of the other side */
	uint16_t count;       /* rows: indices 0 .. count-1 */
	int16_t fallback;     /* positive; for every index without a row */
};

/* EI_OSABI (ELF gABI, "ELF Header"); the words behind `brand osabi`. */
enum sv_osabi {
	SV_OSABI_NONE = 0, /* also what SVR4 itself and most Linux programs carry */
	SV_OSABI_HPUX = 1,
	SV_OSABI_NETBSD = 2,
	SV_OSABI_LINUX = 3,
	SV_OSABI_SOLARIS = 6,
	SV_OSABI_AIX = 7,
	SV_OSABI_IRIX = 8,
	SV_OSABI_FREEBSD = 9,
	SV_OSABI_TRU64 = 10,
	SV_OSABI_OPENBSD = 12,
	SV_OSABI_CLOUDABI = 17,
};

/* First word of a GNU ABI note's description; the words behind `brand note GNU`. */
enum sv_note_system {
	SV_NOTE_LINUX = 0,
	SV_NOTE_HURD = 1,
	SV_NOTE_SOLARIS = 2,
	SV_NOTE_KFREEBSD = 3,
	SV_NOTE_ANY = -1, /* the description is not looked at (FreeBSD, NetBSD: a release) */
};

struct sv_brand_note {
	const char *name; /* "GNU", "FreeBSD", "NetBSD": compared with its NUL */
	uint32_t type;    /* 1, the ABI tag, for all of these */
	int32_t system;   /* enum sv_note_system */
};

/* How a program of this ABI is recognised.  Counts may be 0. */
struct sv_brand {
	const uint8_t *osabis;
	const struct sv_brand_note *notes;
	const char *const *interpreters; /* exact paths, as PT_INTERP has them */
	uint8_t nosabis;
	uint8_t nnotes;
	uint8_t ninterpreters;
};

/*
 * Where an auxiliary vector entry takes its value from: the word behind the tag in a vector file,
 * in capitals (`auxv AT_PAGESZ pagesize` is SV_AUX_PAGESIZE).
 */
enum sv_auxv_source {
	/* known to the activation itself */
	SV_AUX_ZERO,  /* always 0 */
	SV_AUX_PHDR,  /* user address of the program headers */
	SV_AUX_PHENT, /* bytes of one */
	SV_AUX_PHNUM,
	SV_AUX_BASE,      /* where the interpreter stands; 0 without one */
	SV_AUX_ENTRY,     /* the program's own entry, not the interpreter's */
	SV_AUX_EHDRFLAGS, /* e_flags */
	SV_AUX_RANDOM,    /* user address of 16 random bytes */
	SV_AUX_CANARY,    /* user address of 64 random bytes (FreeBSD); may be absent */
	SV_AUX_CANARYLEN,
	SV_AUX_EXECFN,   /* user address of the path given to execve */
	SV_AUX_EXECPATH, /* user address of the resolved path (FreeBSD) */
	SV_AUX_PLATFORM, /* user address of the machine's name */
	SV_AUX_ARGC,
	SV_AUX_ARGV, /* user address */
	SV_AUX_ENVC,
	SV_AUX_ENVV, /* user address */
	/* given by the host; left out when it gives none */
	SV_AUX_PAGESIZE,
	SV_AUX_FLAGS,
	SV_AUX_UID,
	SV_AUX_EUID,
	SV_AUX_GID,
	SV_AUX_EGID,
	SV_AUX_SECURE,
	SV_AUX_CLKTCK, /* ticks a second of times(2) */
	SV_AUX_HWCAP,
	SV_AUX_HWCAP2,
	SV_AUX_HWCAP3,
	SV_AUX_HWCAP4,
	SV_AUX_VDSO,     /* user address of the vDSO's ELF header */
	SV_AUX_VSYSCALL, /* user address of __kernel_vsyscall (i386) */
	SV_AUX_MINSIGSTKSZ,
	SV_AUX_RSEQ_SIZE,
	SV_AUX_RSEQ_ALIGN,
	SV_AUX_OSRELDATE,
	SV_AUX_NCPUS,
	SV_AUX_PAGESIZES, /* user address of the list of page sizes (FreeBSD) */
	SV_AUX_PAGESIZESLEN,
	SV_AUX_TIMEKEEP,
	SV_AUX_STACKPROT,
	SV_AUX_BSDFLAGS,
	SV_AUX_FXRNG,
	SV_AUX_KPRELOAD,
	SV_AUX_USRSTACKBASE,
	SV_AUX_USRSTACKLIM,
	SV_AUX_COUNT
};

struct sv_auxv_desc {
	uint32_t tag;     /* foreign AT_ value */
	uint8_t source;   /* enum sv_auxv_source */
	const char *name; /* "AT_PAGESZ", for traces */
};

/*
 * The persona's side of what only a host can do.  `td` is the running thread unless said otherwise.
 * `linux_ops` for the prefix linux; written by hand in runtime/persona.
 */
struct sv_persona_ops {
	/*
	 * Write a signal frame and point td_frame at the handler.  0; or EFAULT, with the frame
	 * untouched: the host then ends the process as for a bad stack.  NULL where the frame of
	 * the architecture is not decided yet: no handler can be called there.
	 */
	int (*sendsig)(struct thread *td, const struct sv_sigframe *how);

	/*
	 * A fresh image is in place and td_frame set up; persona state of process and thread to be
	 * reset.
	 */
	int (*onexec)(struct thread *td, const struct sv_image *image);

	/*
	 * child is a thread of a new process; its persona state is a copy of the parent's. 0 or
	 * errno.
	 */
	int (*onfork)(struct thread *td, struct thread *child);

	/* child is a new thread of the same process; its persona state is zeroed. 0 or errno. */
	int (*onthread)(struct thread *td, struct thread *child);

	/* td is about to end (last one out: onexit follows); memory of the guest is still there. */
	void (*ontdexit)(struct thread *td);
	void (*onexit)(struct thread *td);
};

struct sv_vector {
	const char *sv_name;    /* "linux-amd64" */
	const char *sv_prefix;  /* "linux" */
	const char *sv_foreign; /* "linux/amd64" */
	const char *sv_native;  /* "freebsd/amd64" */

	/* the calls */
	struct sysent *sv_table;
	const char *const *sv_syscallnames;      /* sv_size names; never NULL inside */
	const struct sv_call_desc *sv_call_desc; /* sv_size rows */
	uint32_t sv_size;                        /* numbers 0 .. sv_size-1 have a row */
	uint32_t sv_number_base; /* subtracted from the number first (x32, mips); 0 */
	const struct sv_abi *sv_abi;
	enum sv_errno_style sv_errno_style;
	enum sv_stack_style sv_stack_style;

	/* errno, signals, traps; 0 or a native errno, written only on success */
	struct sv_errno_map sv_errno_out; /* native -> foreign */
	struct sv_errno_map sv_errno_in;  /* foreign -> native */
	int (*sv_signal_in)(int32_t foreign, int32_t *native);
	int (*sv_signal_out)(int32_t native, int32_t *foreign);
	int (*sv_siginfo_code_in)(int foreign_sig, int code);
	int (*sv_siginfo_code_out)(int native_sig, int code);
	int (*sv_trap_out)(int native_trapno, struct sv_trap *out);

	/* ioctls sorted by foreign request, and the same sorted by native request */
	const struct sv_ioctl *sv_ioctls;
	const uint16_t *sv_ioctls_native; /* indices into sv_ioctls */
	uint32_t sv_nioctls;

	/* activation */
	struct sv_brand sv_brand;
	const struct sv_auxv_desc *sv_auxv; /* in order; AT_NULL is added by the core */
	uint32_t sv_nauxv;
	const char *sv_root;            /* default compat root, "/compat/linux"; NULL: none */
	struct sv_identity sv_identity; /* defaults; hosts keep their own copy */

	const struct sv_persona_ops *sv_ops;
};

#endif /* SYSVEC_VECTOR_H */
