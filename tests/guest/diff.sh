#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# diff.sh SYSVEC CASE...
#
# Runs each case twice in a fresh folder of the same name: natively, and with every process under the harness.  Standard
# output, standard error, exit status or death signal, and the files left behind (names, types, modes, sizes, contents,
# link targets) must be the same.
#
# A case is either a program or a shell script NAME.case whose comment lines may say
#     # needs: PROGRAM...      skipped, with the reason, where one of them is missing
#     # shell: /bin/bash       runs it (default /bin/sh)
#     # seconds: 60            the limit for one side
#     # ignore-stderr          standard error differs between two native runs
# The script finds its own folder in $CASES and the folder with the compiled guest programs in $PROGRAMS.

set -u
export LC_ALL=C TZ=UTC

[ $# -ge 2 ] || {
	echo "usage: diff.sh SYSVEC CASE..." >&2
	exit 2
}
sysvec=$(realpath "$1")
shift
engine=${SYSVEC_ENGINE:+--engine=$SYSVEC_ENGINE}
cases=$(cd "$(dirname "$0")/cases" && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/sysvec-diff.XXXXXX") || exit 3
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0 skipped=0

# header CASE KEY: the value of a "# KEY: value" line
header() {
	case $1 in
	*.case) sed -n "s/^# $2: *//p" "$1" ;;
	esac
}

snapshot() {
	(cd "$1" && {
		find . -mindepth 1 \( -type f -printf '%p %y %m %s\n' -o -type l -printf '%p %y %l\n' -o -printf '%p %y %m\n' \) |
			sort
		find . -type f -print0 | sort -z | xargs -0 -r sha256sum
	})
}

# one_side SIDE CASE: fills $scratch/SIDE.{out,err,status,tree}
one_side() {
	side=$1 case=$2
	seconds=$(header "$case" seconds)
	shell=$(header "$case" shell)
	rm -rf "$scratch/work"
	mkdir "$scratch/work" || exit 3
	set -- timeout -k 5 "${seconds:-60}"
	[ "$side" = native ] || set -- "$@" "$sysvec" run $engine
	case $case in
	*.case) set -- "$@" "${shell:-/bin/sh}" "$case" ;;
	*) set -- "$@" "$case" ;;
	esac
	(
		cd "$scratch/work" || exit 3
		exec env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin HOME="$scratch/work" LC_ALL=C.UTF-8 TZ=UTC \
			CASES="$cases" PROGRAMS="${PROGRAMS-}" NPM_DIR="${NPM_DIR-}" NODE="${NODE-}" "$@" \
			</dev/null >"$scratch/$side.out" 2>"$scratch/$side.err"
	) 2>/dev/null
	echo $? >"$scratch/$side.status"
	snapshot "$scratch/work" >"$scratch/$side.tree" 2>&1
}

for case in "$@"; do
	name=$(basename "$case" .case)
	case $case in
	/*) ;;
	*) case=$PWD/$case ;;
	esac
	lacking=
	for program in $(header "$case" needs); do
		case $program in
		npm:*) [ -d "${NPM_DIR-}/node_modules/${program#npm:}" ] || lacking="$lacking $program" ;;
		*) command -v "$program" >/dev/null 2>&1 || lacking="$lacking $program" ;;
		esac
	done
	if [ -n "$lacking" ]; then
		echo "skipped $name: not installed:$lacking"
		skipped=$((skipped + 1))
		continue
	fi
	one_side native "$case"
	one_side sysvec "$case"
	differs=
	for what in out err status tree; do
		[ $what = err ] && grep -q '^# ignore-stderr' "$case" && continue
		cmp -s "$scratch/native.$what" "$scratch/sysvec.$what" || differs="$differs $what"
	done
	if [ -z "$differs" ]; then
		echo "ok $name (exit status $(cat "$scratch/native.status"))"
		passed=$((passed + 1))
	else
		echo "FAILED $name: differs in:$differs"
		for what in $differs; do
			diff -a -u "$scratch/native.$what" "$scratch/sysvec.$what" | head -n 30
		done
		failed=$((failed + 1))
	fi
done

echo "$passed passed, $failed failed, $skipped skipped"
if [ $failed -gt 0 ]; then
	exit 1
fi
# A run in which nothing ran is for ctest to show as skipped.
[ $passed -gt 0 ] || exit 77
