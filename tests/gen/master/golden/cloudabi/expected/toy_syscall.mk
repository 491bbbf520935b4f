# FreeBSD system call object files.
# DO NOT EDIT-- this file is automatically @generated.
# $FreeBSD$
MIASM =  \
	cloudabi_sys_clock_res_get.o \
	cloudabi64_sys_fork.o
