/*
 * System call names.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 * $FreeBSD$
 */

const char *toy_syscallnames[] = {
	"cloudabi_sys_clock_res_get",			/* 0 = cloudabi_sys_clock_res_get */
	"cloudabi64_sys_fork",			/* 1 = cloudabi64_sys_fork */
	"#2",			/* 2 = nosys */
};
