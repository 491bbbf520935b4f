#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# bench.sh BUILD_DIR [NPM_DIR]
#
# The same programs natively, under the harness, and under what a user would take instead (qemu-user, proot, strace), in one
# run.  Prints figures and ratios to native; asserts nothing.

set -u
build=$(realpath "${1:?usage: bench.sh BUILD_DIR [NPM_DIR]}")
npm=${2-}
bin=$build/tests/bench
sysvec=$build/bin/sysvec
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C

# Ways to run: a name and the words before the command.
ways="native harness"
for tool in qemu-x86_64 proot strace; do
	command -v $tool >/dev/null 2>&1 && ways="$ways $tool"
done
run_as() {
	way=$1
	shift
	case $way in
	native) "$@" ;;
	harness) "$sysvec" run "$@" ;;
	qemu-x86_64) qemu-x86_64 "$@" ;;
	proot) proot "$@" ;;
	strace) strace -f -o /dev/null "$@" ;;
	esac
}

echo "nanoseconds a call (ratio to native)"
for way in $ways; do
	run_as "$way" "$bin/bench_calls" >"$scratch/calls.$way" || echo "$way: failed" >&2
done
awk -v ways="$ways" -v dir="$scratch" '
BEGIN {
	n = split(ways, way, " ")
	printf "%-24s", ""
	for (i = 1; i <= n; i++) {
		printf "%18s", way[i]
		while ((getline line < (dir "/calls." way[i])) > 0) {
			split(line, f, " ")
			if (i == 1) order[++rows] = f[1]
			ns[i, f[1]] = f[2]
		}
	}
	print ""
	for (r = 1; r <= rows; r++) {
		printf "%-24s", order[r]
		for (i = 1; i <= n; i++) {
			v = ns[i, order[r]]
			base = ns[1, order[r]]
			printf "%10d %7s", v, v == "" || base == 0 ? "-" : sprintf("(%.1f)", v / base)
		}
		print ""
	}
}'

# seconds WAY COMMAND...: the best of three, in milliseconds
milliseconds() {
	way=$1
	shift
	best=
	for round in 1 2 3; do
		start=$(date +%s%N)
		run_as "$way" "$@" >/dev/null 2>&1 || {
			echo -
			return
		}
		took=$((($(date +%s%N) - start) / 1000))
		[ -z "$best" ] || [ $took -lt "$best" ] && best=$took
	done
	echo "$best"
}

echo
echo "whole programs, milliseconds (ratio to native)"
programs() {
	name=$1
	shift
	line=$(printf '%-24s' "$name")
	base=
	for way in $ways; do
		us=$(milliseconds "$way" "$@")
		[ -n "$base" ] || base=$us
		line="$line$(awk -v us="$us" -v base="$base" 'BEGIN {
			if (us == "-") printf "%18s", "failed"
			else printf "%10.1f %7s", us / 1000, sprintf("(%.2f)", us / base) }')"
	done
	printf '%s\n' "$line"
}
printf '%-24s' ""
for way in $ways; do printf '%18s' "$way"; done
echo
programs "find /usr/share" "$(command -v find)" /usr/share -type f -newer /etc/passwd
programs "tar /usr/include" "$(command -v tar)" cf "$scratch/t.tar" /usr/include
programs "500 fork+exec" "$bin/bench_spawn" 500 "$bin/bench_nothing"
programs "dd bs=1 count=20000" "$(command -v dd)" if=/dev/zero of=/dev/null bs=1 count=20000
if [ -n "$npm" ] && [ -x "$npm/node_modules/@esbuild/linux-x64/bin/esbuild" ]; then
	echo 'import * as _ from "lodash-es"; console.log(_.chunk([1], 2))' >"$npm/bench.js"
	programs "esbuild bundle" "$npm/node_modules/@esbuild/linux-x64/bin/esbuild" "$npm/bench.js" --bundle --minify \
		"--outfile=$scratch/out.js" --log-level=error
fi

if command -v valgrind >/dev/null 2>&1; then
	echo
	echo "instructions a call in core, table and handler (callgrind)"
	instructions() {
		valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bin/bench_dispatch" "$@" 2>&1 |
			sed -n 's/.*Collected : *//p'
	}
	for call in getpid chdir openat; do
		awk -v call=$call -v more="$(instructions 2000 $call)" -v less="$(instructions 1000 $call)" \
			'BEGIN { printf "%-24s%10.0f\n", call, (more - less) / 1000 }'
	done
fi

echo
echo "generator, milliseconds"
gen=$(dirname "$(dirname "$(dirname "$(realpath "$0")")")")/gen/sysvec
lua=$(command -v lua5.4 || command -v lua)
for what in "vector from nothing" "no-op run"; do
	[ "$what" = "no-op run" ] || rm -rf "$scratch/gen"
	start=$(date +%s%N)
	"$lua" "$gen" gen linux-amd64 -o "$scratch/gen" || exit 1
	awk -v what="$what" -v ns=$(($(date +%s%N) - start)) 'BEGIN { printf "%-24s%10.1f\n", what, ns / 1e6 }'
done
