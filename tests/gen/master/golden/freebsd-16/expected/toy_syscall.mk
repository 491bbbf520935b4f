#
# FreeBSD system call object files.
#
# DO NOT EDIT-- this file is automatically @generated.
#

MIASM =  \
	syscall.o \
	exit.o \
	fork.o \
	read.o \
	wait4.o \
	freebsd7_lseek.o \
	execve.o \
	ftruncate.o \
	semctl.o \
	afs3_syscall.o \
	freebsd13_swapoff.o \
	kept.o \
	toy.o \
	freebsd14_getkerninfo.o \
	linux_thing.o \
	nfssvc.o
