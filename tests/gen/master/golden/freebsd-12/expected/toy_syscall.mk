# FreeBSD system call object files.
# DO NOT EDIT-- this file is automatically @generated.
# $FreeBSD$
MIASM =  \
	syscall.o \
	exit.o \
	read.o \
	toy_open.o \
	freebsd7_frob.o \
	freebsd10_pipe.o \
	freebsd11_stat.o \
	cloudabi_sys_thing.o \
	afs3_syscall.o \
	always.o
