#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# tests/compat/tree.sh DIR [--original] [OPTION...]
#
# For each syscalls.master that has a conf in the source tree DIR (and sys/kern's, which FreeBSD had without):
# what `sysvec makesyscalls` writes, compared with the files committed beside it, or, with --original, with
# what the tree's own generator writes from the same input (the tree's script is then run, on copies).
# Further OPTIONs go to makesyscalls.  Nothing in DIR is changed.
#
# One line for each master: dialect, profile, files identical, files that differ only in their version line,
# files different (with the first difference), files with nothing to compare.  Exit status 1 if any differs.
set -u

usage="usage: tests/compat/tree.sh DIR [--original] [makesyscalls option...]"
[ $# -ge 1 ] || { echo "$usage" >&2; exit 2; }
case $1 in -h|--help) sed -n '3,13s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
tree=$(cd "$1" && pwd) || exit 3
shift
original=0
if [ "${1:-}" = --original ]; then original=1; shift; fi
here=$(cd "$(dirname "$0")/../.." && pwd)
lua=${LUA:-lua5.4}
tmp=$(mktemp -d) || exit 3
trap 'rm -rf "$tmp"' 0
status=0 masters=0 all_same=0 all_header=0 all_diff=0 all_alone=0

# the version line and what is quoted from it
plain() {
	sed -e '/automatically @\{0,1\}generated/d' -e '/\$FreeBSD/d' -e '/\$NetBSD/d' -e '/created from/d' "$1"
}

# the original generator in the copy, from the conf's folder
run_original() {
	(
		cd "$tmp/orig/$dir" || exit 1
		if [ -f "$tree/sys/tools/syscalls/main.lua" ]; then
			$lua "$tree/sys/tools/syscalls/main.lua" "$master" ${conf:+"./$conf"}
		elif [ -f "$tree/sys/tools/makesyscalls.lua" ]; then
			$lua "$tree/sys/tools/makesyscalls.lua" "$master" ${conf:+"./$conf"}
		elif grep -q 'config-file input-file' "$tree/sys/kern/makesyscalls.sh"; then
			sh "$tree/sys/kern/makesyscalls.sh" "$conf" "$master"
		else
			sh "$tree/sys/kern/makesyscalls.sh" "$master" ${conf:+"./$conf"}
		fi
	) >"$tmp/orig.log" 2>&1
}

# one master: $dir (relative to $tree), $master (relative to $dir), $conf (in $dir, or empty), more options
one() {
	masters=$((masters + 1))
	rm -rf "$tmp/ours" "$tmp/orig"
	mkdir -p "$tmp/ours/$dir"
	(cd "$tree/$dir" && "$lua" "$here/gen/sysvec" makesyscalls -v --color=never "$master" ${conf:+"$conf"} \
	    -o "$tmp/ours/$dir" "$@") 2>"$tmp/log"
	code=$?
	said=$(sed -n 's/.*: dialect \([^ ]*\) .*profile \([^ ]*\) .*/dialect \1, profile \2/p' "$tmp/log")
	title="$dir/$(basename "$master")${conf:+ with $conf}"
	if [ $code -ne 0 ]; then
		echo "$title: ${said:-not read}: exit status $code"
		grep -E ': error: |makesyscalls: ' "$tmp/log" | head -5 | sed 's/^/    /'
		status=1
		return
	fi
	reference=$tree
	if [ $original = 1 ]; then
		reference=$tmp/orig
		mkdir -p "$tmp/orig/$dir"
		for file in "$master" "$conf" capabilities.conf ../../kern/capabilities.conf; do
			[ -n "$file" ] && [ -f "$tree/$dir/$file" ] || continue
			mkdir -p "$tmp/orig/$dir/$(dirname "$file")"
			cp "$tree/$dir/$file" "$tmp/orig/$dir/$file"
		done
		(cd "$tmp/ours" && find . -type d) | (cd "$tmp/orig" && xargs mkdir -p)
		run_original
	fi
	same=0 header=0 different=0 alone=0 report=
	for file in $(cd "$tmp/ours" && find . -type f | LC_ALL=C sort); do
		file=${file#./}
		if [ ! -f "$reference/$file" ]; then
			alone=$((alone + 1))
			[ $original = 0 ] || report="$report    not written by the original: $file
"
		elif cmp -s "$tmp/ours/$file" "$reference/$file"; then
			same=$((same + 1))
		elif plain "$tmp/ours/$file" >"$tmp/a" && plain "$reference/$file" >"$tmp/b" && cmp -s "$tmp/a" "$tmp/b"; then
			header=$((header + 1))
		else
			different=$((different + 1))
			report="$report    different: $file, first:
$(diff "$reference/$file" "$tmp/ours/$file" | sed -n '1,3s/^/        /p')
"
		fi
	done
	echo "$title: $said: $same identical, $header in the version line only, $different different, $alone with nothing to compare"
	printf %s "$report"
	if [ $original = 1 ] && [ $((same + header + different)) = 0 ]; then sed 's/^/    /' "$tmp/orig.log" | head -5; fi
	all_same=$((all_same + same)) all_header=$((all_header + header)) all_diff=$((all_diff + different))
	all_alone=$((all_alone + alone))
	[ $different = 0 ] || status=1
}

for path in $(cd "$tree" && find . -name 'syscalls*.conf' ! -path '*/kdump/*' | LC_ALL=C sort); do
	path=${path#./}
	dir=$(dirname "$path") conf=$(basename "$path")
	master=${conf%.conf}
	[ -f "$tree/$dir/$master" ] || master=syscalls.master
	if [ ! -f "$tree/$dir/$master" ]; then
		case $dir in
		*/cloudabi*) master=../../contrib/cloudabi/syscalls${dir##*cloudabi}.master ;;
		*/freebsd32) master=../../kern/syscalls.master ;;
		esac
	fi
	[ -f "$tree/$dir/$master" ] || continue
	one "$@"
done
if [ -f "$tree/sys/kern/syscalls.master" ] && [ ! -f "$tree/sys/kern/syscalls.conf" ]; then
	dir=sys/kern master=syscalls.master conf=
	one "$@"
fi
echo "$masters masters: $all_same files identical, $all_header in the version line only, $all_diff different," \
    "$all_alone with nothing to compare"
exit $status
