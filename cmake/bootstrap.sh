#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# bootstrap.sh run     install what is missing, build, generate every vector, run a real foreign program
# bootstrap.sh test    the same, with everything the tests need, and run all of them
# bootstrap.sh build   only install and build
#
# Made for Debian and Ubuntu; elsewhere it says which programs it looks for and goes on when they are there.

set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

say() {
	printf 'bootstrap: %s\n' "$*" >&2
}

die() {
	say "$*"
	exit 1
}

usage() {
	cat <<'TEXT'
usage: sh cmake/bootstrap.sh run|test|build

  run     install what is missing, build, generate every vector, run a real program over them
  test    install what the tests need as well, build with gcc and clang, run every test
  build   install what the build needs, and build

Environment: JOBS (default: the number of processors), SYSVEC_NO_INSTALL=1 to install nothing.
TEXT
}

# "program package" pairs: what is looked for, and the Debian package that brings it.
build_needs='
cmake cmake
ninja ninja-build
gcc gcc
lua5.4 lua5.4
busybox busybox-static
/usr/include/stdio.h libc6-dev
/usr/include/asm-generic/errno.h linux-libc-dev
'
test_needs='
clang clang
ld.lld lld
clang-format clang-format
luacheck lua-check
git git
bash bash
dash dash
find findutils
grep grep
sed sed
tar tar
xz xz-utils
perl perl
/usr/bin/python3 python3
sqlite3 sqlite3
make make
openssl openssl
node nodejs
npm npm
valgrind valgrind
/usr/include/cmocka.h libcmocka-dev
/usr/include/libelf.h libelf-dev
/usr/share/man/man2/syscalls.2.gz manpages-dev
ps procps
strace strace
aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
riscv64-linux-gnu-gcc gcc-riscv64-linux-gnu
qemu-aarch64 qemu-user
qemu-riscv64 qemu-user
'

# Prints the packages of the list in $1 whose program or file is missing.
missing() {
	printf '%s\n' "$1" | while read -r program package; do
		case $program in
		'') continue ;;
		/*)
			# Multiarch moves headers below the triplet; ask dpkg where it exists.
			[ -e "$program" ] && continue
			if command -v dpkg-query >/dev/null 2>&1 &&
			    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
				continue
			fi
			;;
		*) command -v "$program" >/dev/null 2>&1 && continue ;;
		esac
		printf '%s\n' "$package"
	done
}

install_missing() {
	packages=$(missing "$1" | sort -u | tr '\n' ' ')
	[ -n "$packages" ] || return 0
	if [ "${SYSVEC_NO_INSTALL:-0}" = 1 ]; then
		die "missing: $packages(SYSVEC_NO_INSTALL is set, so nothing was installed)"
	fi
	if ! command -v apt-get >/dev/null 2>&1; then
		say "this system has no apt-get; install what these Debian packages hold: $packages"
		die "then run the command again"
	fi
	sudo=
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null 2>&1 ||
			die "missing: $packages- run as root once: apt-get install $packages"
		sudo=sudo
	fi
	say "installing: $packages"
	$sudo apt-get -qq update
	# shellcheck disable=SC2086 # a list of packages
	$sudo apt-get -qq install -y --no-install-recommends $packages >/dev/null
}

check_machine() {
	case "$(uname -s)/$(uname -m)" in
	Linux/x86_64) ;;
	*) die "the harness needs Linux on x86-64; here is $(uname -s) on $(uname -m) (gen/sysvec works everywhere)" ;;
	esac
	[ -e /proc/self/exe ] || die "/proc is not mounted; mount it first: mount -t proc proc /proc"
}

jobs() {
	printf '%s' "${JOBS:-$(nproc 2>/dev/null || echo 2)}"
}

# configure_and_build PRESET ON|OFF: with or without the tests
configure_and_build() {
	(cd "$top" && cmake --preset "$1" -DSYSVEC_DEVELOPER_MODE="$2" >"$top/build/$1.log" 2>&1) || {
		cat "$top/build/$1.log" >&2
		die "configuring the preset $1 failed"
	}
	(cd "$top" && cmake --build --preset "$1" -j "$(jobs)")
}

run_tests() {
	(cd "$top" && ctest --preset "$1" -j "$(jobs)")
}

demo() {
	sysvec="$top/build/bin/sysvec"
	vectors=$(cd "$top/specs/vectors" && ls ./*.vector | sed 's,^\./,,; s,\.vector$,,')
	# shellcheck disable=SC2086 # a list of names
	"$sysvec" gen $vectors -o "$top/build/vectors"
	say "generated into build/vectors:" $vectors
	say "now a program built for Linux, over the generated tables:"
	set -x
	"$sysvec" run --stats "$(command -v busybox)" sh -c 'echo "hello from $(uname -s) $(uname -r)"; ls /etc | wc -l'
}

case "${1-}" in
run | build)
	check_machine
	install_missing "$build_needs"
	mkdir -p "$top/build"
	configure_and_build default OFF
	[ "$1" = build ] || demo
	;;
test)
	check_machine
	install_missing "$build_needs$test_needs"
	mkdir -p "$top/build"
	configure_and_build default ON
	configure_and_build clang ON
	configure_and_build sanitize ON
	failed=
	for preset in clang sanitize default; do
		run_tests $preset || failed="$failed $preset"
	done
	[ -z "$failed" ] || die "tests failed with the presets:$failed"
	;;
-h | --help | help)
	usage
	;;
*)
	usage >&2
	exit 2
	;;
esac
