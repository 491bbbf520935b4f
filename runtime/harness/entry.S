/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The few instructions that C cannot say: the first one of the process, the call window, the way back from a signal
 * handler, the beginning of a cloned thread and the end of one.
 */
	.section .note.GNU-stack, "", @progbits
	.text

#define SYS_rt_sigprocmask	14
#define SYS_rt_sigreturn	15
#define SYS_exit		60
#define SIG_SETMASK		2
#define HOST_RESTART		-513	/* ERESTARTNOINTR: not begun, or to be begun again */
#define HOST_EINTR		-4

/* ---- first instruction: the kernel's stack is handed to C as it is ---- */
	.globl	_start
	.type	_start, @function
_start:
	xorl	%ebp, %ebp
	movq	%rsp, %rdi
	andq	$-16, %rsp
	call	host_start
	hlt
	.size	_start, . - _start

/*
 * long host_syscall6(nr, a0, a1, a2, a3, a4, a5)
 */
	.globl	host_syscall6
	.type	host_syscall6, @function
host_syscall6:
	movq	%rdi, %rax
	movq	%rsi, %rdi
	movq	%rdx, %rsi
	movq	%rcx, %rdx
	movq	%r8, %r10
	movq	%r9, %r8
	movq	8(%rsp), %r9
	syscall
	ret
	.size	host_syscall6, . - host_syscall6

/*
 * long host_window(const uint64_t *mask, const uint64_t *blocked, const long call[7])
 *
 * Sets the signal mask *mask, makes one call, sets *blocked again.  The handler of an asynchronous signal compares the
 * interrupted instruction with the labels:
 *
 *	[host_window_open, host_window_call)	not begun: the handler goes on at host_window_restart
 *	host_window_call			not begun, or begun, interrupted and to be restarted: the same.  But a call that
 *						waits to go on as restart_syscall ends with EINTR (host_window_eintr)
 *	behind it				the result stands
 *
 * The handler leaves with every signal blocked, so both diverted ways need not block again.
 */
	.globl	host_window
	.type	host_window, @function
host_window:
	pushq	%rbx
	pushq	%rbp
	movq	%rsi, %rbp
	movq	%rdx, %rbx
	movq	%rdi, %rsi
	movl	$SYS_rt_sigprocmask, %eax
	movl	$SIG_SETMASK, %edi
	xorl	%edx, %edx
	movl	$8, %r10d
	syscall
	.globl	host_window_open
host_window_open:
	movq	(%rbx), %rax
	movq	8(%rbx), %rdi
	movq	16(%rbx), %rsi
	movq	24(%rbx), %rdx
	movq	32(%rbx), %r10
	movq	40(%rbx), %r8
	movq	48(%rbx), %r9
	.globl	host_window_call
host_window_call:
	syscall
	.globl	host_window_done
host_window_done:
	movq	%rax, %rbx
	movl	$SYS_rt_sigprocmask, %eax
	movl	$SIG_SETMASK, %edi
	movq	%rbp, %rsi
	xorl	%edx, %edx
	movl	$8, %r10d
	syscall
	.globl	host_window_end
host_window_end:
	movq	%rbx, %rax
	popq	%rbp
	popq	%rbx
	ret
	.globl	host_window_restart
host_window_restart:
	movq	$HOST_RESTART, %rax
	popq	%rbp
	popq	%rbx
	ret
	.globl	host_window_eintr
host_window_eintr:
	movq	$HOST_EINTR, %rax
	popq	%rbp
	popq	%rbx
	ret
	.size	host_window, . - host_window

/* Where a host handler returns to (sa_restorer): the frame lies at the stack pointer. */
	.globl	host_restorer
	.type	host_restorer, @function
host_restorer:
	movl	$SYS_rt_sigreturn, %eax
	syscall
	hlt
	.size	host_restorer, . - host_restorer

/* void host_run_on(void *top, void (*fn)(uint64_t *), uint64_t *arg): call fn on another stack, for good. */
	.globl	host_run_on
	.type	host_run_on, @function
host_run_on:
	movq	%rdi, %rsp
	movq	%rdx, %rdi
	xorl	%ebp, %ebp
	call	*%rsi
	hlt
	.size	host_run_on, . - host_run_on

/* void host_resume(struct ucontext *uc): leave the harness for what `uc` says. */
	.globl	host_resume
	.type	host_resume, @function
host_resume:
	movq	%rdi, %rsp
	movl	$SYS_rt_sigreturn, %eax
	syscall
	hlt
	.size	host_resume, . - host_resume

/*
 * long host_clone_raw(nr, a0, a1, a2, a3, a4)
 *
 * clone or clone3.  With a stack of its own the child comes out at host_child_start(sp), sp being where its stack began, and
 * never returns; without one it returns 0 as fork does (and the parent waits in vfork's case on another stack).
 */
	.globl	host_clone_raw
	.type	host_clone_raw, @function
host_clone_raw:
	movq	%rsp, %r11
	movq	%rdi, %rax
	movq	%rsi, %rdi
	movq	%rdx, %rsi
	movq	%rcx, %rdx
	movq	%r8, %r10
	movq	%r9, %r8
	movq	%r11, %r9
	syscall
	testq	%rax, %rax
	jnz	1f
	cmpq	%rsp, %r9
	jne	2f
1:	ret
2:	xorl	%ebp, %ebp
	movq	%rsp, %rdi
	andq	$-16, %rsp
	call	host_child_start
	hlt
	.size	host_clone_raw, . - host_clone_raw

/*
 * void host_thread_end(struct host_region *region, struct host_region **free_list, long status)
 *
 * Give the stack back and end the thread.  From the exchange on nothing is pushed, since another thread may already own the
 * stack.  Only one thread at a time takes from the list, so the exchange needs no counter.
 */
	.globl	host_thread_end
	.type	host_thread_end, @function
host_thread_end:
	movq	(%rsi), %rax
1:	movq	%rax, (%rdi)
	lock cmpxchgq %rdi, (%rsi)
	jne	1b
	movq	%rdx, %rdi
2:	movl	$SYS_exit, %eax
	syscall
	jmp	2b
	.size	host_thread_end, . - host_thread_end

/*
 * ---- Guarded access to guest memory ----
 *
 * A fault anywhere between host_guard_begin and host_guard_end continues at host_guard_fault, which returns EFAULT (14 in both
 * systems).  None of these uses the stack.
 */
	.globl	host_guard_begin
host_guard_begin:

/* int host_guarded_copy(void *to, const void *from, size_t len) */
	.globl	host_guarded_copy
	.type	host_guarded_copy, @function
host_guarded_copy:
	cmpq	$16, %rdx
	jb	3f
	movq	%rdx, %rcx
	andl	$7, %edx
	shrq	$3, %rcx
	cmpq	$32, %rcx
	ja	2f
1:	movq	(%rsi), %rax
	movq	%rax, (%rdi)
	addq	$8, %rsi
	addq	$8, %rdi
	decq	%rcx
	jnz	1b
	jmp	3f
2:	rep movsq
3:	movl	%edx, %ecx
	rep movsb
	xorl	%eax, %eax
	ret
	.size	host_guarded_copy, . - host_guarded_copy

/* int host_guarded_strcpy(char *to, const char *from, size_t room, size_t *len): *len counts the NUL; 1: room too small */
	.globl	host_guarded_strcpy
	.type	host_guarded_strcpy, @function
host_guarded_strcpy:
	xorl	%r8d, %r8d
1:	cmpq	%rdx, %r8
	jae	2f
	movzbl	(%rsi, %r8), %eax
	movb	%al, (%rdi, %r8)
	incq	%r8
	testl	%eax, %eax
	jnz	1b
	movq	%r8, (%rcx)
	ret
2:	movl	$1, %eax
	ret
	.size	host_guarded_strcpy, . - host_guarded_strcpy

	.globl	host_guard_end
host_guard_end:
	.globl	host_guard_fault
host_guard_fault:
	movl	$14, %eax
	ret
