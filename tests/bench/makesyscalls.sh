#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# tests/bench/makesyscalls.sh TREE [ROUNDS]
#
# Whole-process time and peak memory of `sysvec makesyscalls` on a FreeBSD or NetBSD source tree, beside the
# tree's own generator on the same input in the same run: the native master, and all masters of the tree
# (ours in one process, the original once for each).  ROUNDS (9) runs alternate; the least time counts.
# Works on copies.  CALLGRIND=1 counts instructions as well, when valgrind is there.
set -eu

[ $# -ge 1 ] || { sed -n '4,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
tree=$(cd "$1" && pwd)
rounds=${2:-9}
here=$(cd "$(dirname "$0")/../.." && pwd)
lua=${LUA:-lua5.4}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' 0
cp -R "$tree/sys" "$tmp/sys" 2>/dev/null || true
kern=$tmp/sys/kern

if [ -f "$tmp/sys/tools/syscalls/main.lua" ]; then
	kind=lua script=$tmp/sys/tools/syscalls/main.lua
elif [ -f "$tmp/sys/tools/makesyscalls.lua" ]; then
	kind=lua script=$tmp/sys/tools/makesyscalls.lua
elif grep -q 'config-file input-file' "$kern/makesyscalls.sh"; then
	kind=netbsd script=$kern/makesyscalls.sh
else
	kind=sh script=$kern/makesyscalls.sh
fi

# "dir master conf" for each
list=$tmp/list
(cd "$tmp" && find sys -name 'syscalls*.conf' | LC_ALL=C sort) | while read -r conf; do
	dir=$(dirname "$conf") name=$(basename "$conf") master=syscalls.master
	[ -f "$tmp/$dir/${name%.conf}" ] && master=${name%.conf}
	case $dir in
	*/cloudabi*) master=../../contrib/cloudabi/syscalls${dir##*cloudabi}.master ;;
	*/freebsd32) [ -f "$tmp/$dir/$master" ] || master=../../kern/syscalls.master ;;
	esac
	[ -f "$tmp/$dir/$master" ] && echo "$dir $master $name"
done >"$list" || true
if [ ! -f "$kern/syscalls.conf" ]; then echo "sys/kern syscalls.master -" >>"$list"; fi

original() { # dir master conf
	conf=$3
	[ "$conf" = - ] && conf= || conf=./$conf
	cd "$tmp/$1"
	case $kind in
	lua) $lua "$script" "$2" $conf ;;
	netbsd) sh "$script" "${conf#./}" "$2" ;;
	sh) sh "$script" "$2" $conf ;;
	esac >/dev/null 2>&1
}

original_all() { while read -r dir master conf; do (original "$dir" "$master" "$conf") || true; done <"$list"; }
native() { sed -n '/^sys\/kern /p' "$list"; }
# shellcheck disable=SC2046 # three words
original_native() { original $(native); }
jobs=$(while read -r dir master conf; do
	if [ "$conf" = - ]; then echo "$dir/$master"; else echo "$dir/$master $dir/$conf"; fi
done <"$list")
ours_all() { cd "$tmp"; "$lua" "$here/gen/sysvec" makesyscalls -q --each $jobs >/dev/null 2>&1; }
ours_check() { cd "$tmp"; "$lua" "$here/gen/sysvec" makesyscalls -q --each --check $jobs >/dev/null 2>&1; }
ours_native() {
	cd "$kern"
	"$lua" "$here/gen/sysvec" makesyscalls -q syscalls.master $([ -f syscalls.conf ] && echo syscalls.conf) >/dev/null 2>&1
}
ours_native_check() {
	cd "$kern"
	"$lua" "$here/gen/sysvec" makesyscalls -q --check syscalls.master $([ -f syscalls.conf ] && echo syscalls.conf) \
	    >/dev/null 2>&1
}

now() { date +%s%N; }
least() { # name: a round of it, remembered when the least
	start=$(now)
	("$1")
	took=$((($(now) - start) / 10000))
	eval "best=\${best_$1:-999999999}"
	# shellcheck disable=SC2154 # set by eval
	if [ "$took" -lt "$best" ]; then eval "best_$1=$took"; fi
}
peak() { # words of a command: peak memory in KiB, or -
	if [ -x /usr/bin/time ]; then /usr/bin/time -f %M "$@" 2>&1 >/dev/null | tail -1; else echo -; fi
}

all="ours_native ours_native_check original_native ours_all ours_check original_all"
i=0
while [ "$i" -lt "$rounds" ]; do
	for what in $all; do least "$what"; done
	i=$((i + 1))
done
# processor time of ROUNDS runs, which other load disturbs less: the children's line of `times`, in ms for one
cpu() {
	(
		i=0
		while [ "$i" -lt "$rounds" ]; do ("$1") || true; i=$((i + 1)); done
		times
	) 2>/dev/null | awk -v rounds="$rounds" 'NR == 2 {
		split($1, u, /[ms]/); split($2, s, /[ms]/)
		printf "%.1f", (u[1] * 60 + u[2] + s[1] * 60 + s[2]) * 1000 / rounds
	}'
}
printf '%s masters; ms: least of %s runs, processor time of one\n' "$(wc -l <"$list")" "$rounds"
for what in $all; do
	eval "value=\$best_$what"
	printf '  %-20s %8d.%02d %10s\n' "$what" $((value / 100)) $((value % 100)) "$(cpu "$what")"
done
cd "$kern"
printf '  peak memory of ours, native master: %s KiB\n' \
    "$(peak "$lua" "$here/gen/sysvec" makesyscalls -q --check syscalls.master $([ -f syscalls.conf ] && echo syscalls.conf))"
cd "$tmp"
printf '  peak memory of ours, all masters:   %s KiB\n' \
    "$(peak "$lua" "$here/gen/sysvec" makesyscalls -q --each --check $jobs)"
if [ "${CALLGRIND:-0}" = 1 ] && command -v valgrind >/dev/null; then
	count() { valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 | sed -n 's/.*refs: *//p'; }
	cd "$kern"
	printf '  instructions, ours, native master:  %s\n' \
	    "$(count "$lua" "$here/gen/sysvec" makesyscalls -q syscalls.master $([ -f syscalls.conf ] && echo syscalls.conf))"
	if [ $kind = lua ]; then
		printf '  instructions, original:             %s\n' \
		    "$(count "$lua" "$script" syscalls.master $([ -f syscalls.conf ] && echo ./syscalls.conf))"
	fi
fi
