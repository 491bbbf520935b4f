/*
 * System call numbers.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 * $FreeBSD$
 */

#define	TOY_SYS_cloudabi_sys_clock_res_get	0
#define	TOY_SYS_cloudabi64_sys_fork	1
#define	TOY_SYS_MAXSYSCALL	3
