#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# run.sh ARCH DIR [LUA]: the vector linux-ARCH generated, compiled for the machine its native side runs on, and the suites
# of tests/core and of this folder run over it, under qemu where this machine is another.
#
# 77 (skipped) when the compiler or qemu is missing; what is missing is printed.

set -eu
export LC_ALL=C

arch=${1:?usage: run.sh ARCH DIR [LUA]}
out=${2:?usage: run.sh ARCH DIR [LUA]}
lua=${3:-lua5.4}
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)

case $arch in
arm64)
	cross=aarch64-linux-gnu- native=arm64 qemu=qemu-aarch64 machine='-mgeneral-regs-only -mno-outline-atomics'
	;;
riscv64)
	cross=riscv64-linux-gnu- native=riscv64 qemu=qemu-riscv64 machine='-mcmodel=medany'
	;;
i386)
	# Served by a 64-bit kernel: the tables are a 64-bit program's.
	cross='' native=amd64 qemu='' machine='-mgeneral-regs-only'
	;;
*)
	echo "run.sh: unknown architecture '$arch'" >&2
	exit 2
	;;
esac
cc=${cross}gcc
for program in "$cc" $qemu; do
	command -v "$program" >/dev/null 2>&1 || {
		echo "skipped: $program is not installed"
		exit 77
	}
done
if [ -z "$qemu" ] && [ "$(uname -m)" != x86_64 ]; then
	echo "skipped: needs an x86-64 machine, this is $(uname -m)"
	exit 77
fi

gen="$out/gen"
obj="$out/obj"
mkdir -p "$obj"
"$lua" "$top/gen/sysvec" gen "linux-$arch" -o "$gen"
tables="$gen/linux-$arch"

# The frame's header is read before every suite.
flags="-std=c11 -Wall -Wextra -Wconversion -Werror -O2 -ffreestanding -fno-stack-protector -fno-strict-aliasing -fwrapv
 -fno-asynchronous-unwind-tables -static -fno-pie $machine
 -I$top/runtime/include -I$gen/freebsd-$native -I$tables"

compile() { # FILE NAME [flag...]
	file=$1 name=$2
	shift 2
	# shellcheck disable=SC2086 # lists of flags
	"$cc" $flags "$@" -c "$file" -o "$obj/$name.o"
}

# The vector and the persona, without what is written for amd64 alone.
rm -f "$obj"/*.o "$obj"/*.a
for file in "$tables"/*.c; do
	name=${file##*/}
	case $name in linux_absent.c) continue ;; esac
	compile "$file" "gen_${name%.c}"
done
for file in "$top"/runtime/persona/linux/*.c; do
	name=${file##*/}
	case $name in ops.c | sendsig.c) continue ;; esac
	# For 32-bit programs only what is reviewed; specs/pairs/linux-on-freebsd/i386 leaves out the handlers of the rest.
	case $arch/$name in
	i386/ops_unframed.c | i386/capability.c | i386/epoll.c | i386/open.c | i386/refuse.c | i386/sched.c) ;;
	i386/siginfo.c | i386/signal.c) ;;
	i386/stat.c | i386/stat64.c | i386/termios.c | i386/time.c | i386/utime.c | i386/xattr.c) ;;
	i386/*) continue ;;
	esac
	compile "$file" "persona_${name%.c}"
done
"${cross}ar" rcs "$obj/vector.a" "$obj"/gen_*.o "$obj"/persona_*.o

# The core with its assertions, the fake host, the bodies of the native services.
# Weak, since a suite may bring a body of its own.
sh "$top/tests/core/native_stubs.sh" "$obj/vector.a" "${cross}nm" |
	sed 's/^long native_[a-z0-9_]*(void) {/__attribute__((__weak__)) &/' >"$obj/native_stubs.c"
compile "$obj/native_stubs.c" host_stubs
for file in "$top"/runtime/core/*.c "$top/runtime/core/$arch/syscall.c"; do
	name=${file##*/}
	compile "$file" "core_${name%.c}" -DSV_DEBUG
done
compile "$top/tests/core/fake_host.c" host_fake -DSV_DEBUG -include "$here/frame_$arch.h"
compile "$here/runtime.c" host_runtime -I"$here/shim" -fno-tree-loop-distribute-patterns
"${cross}ar" rcs "$obj/host.a" "$obj"/core_*.o "$obj"/host_*.o

awk -f "$top/tests/core/xlat_list.awk" "$tables/linux_xlat.h" >"$obj/xlat_list.h"
failed=0
for suite in "$here/call_test.c" "$top/tests/core/tables_test.c" "$top/tests/core/xlat_test.c" "$top/tests/core/handlers_test.c"; do
	name=${suite##*/}
	name=${name%.c}
	compile "$suite" "$name" -DSV_DEBUG -include "$here/frame_$arch.h" -I"$here/shim" -I"$top/tests/core" -I"$obj"
	# shellcheck disable=SC2086
	"$cc" $flags -nostdlib "$obj/$name.o" -Wl,--start-group "$obj/vector.a" "$obj/host.a" -Wl,--end-group -lgcc -o "$obj/$name"
	# shellcheck disable=SC2086
	$qemu "$obj/$name" || failed=1
done
exit $failed
