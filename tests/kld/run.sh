#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# run.sh [--module KO] [--programs DIR] [--root DIR] [--busybox FILE]
#
# On FreeBSD, as root: loads the kernel module, runs guest programs and compares with what Linux said (expected/),
# tries what only a module has (sysctls, refusals, unloading), unloads, prints `N passed, N failed`.
#
#     --module    default sysvec_linux.ko beside this script; "" : the module is loaded or in the kernel already
#     --programs  static guest programs, default programs/ beside this script (record.sh makes the bundle)
#     --root      a Linux tree; its /bin/sh and /bin/ls are run as dynamic programs
#     --busybox   a static busybox
# Exit status: 0 all passed, 1 something failed, 2 usage, 77 not FreeBSD or not root.

set -u
export LC_ALL=C TZ=UTC

here=$(cd "$(dirname "$0")" && pwd)
module=$here/sysvec_linux.ko programs=$here/programs root= busybox=
while [ $# -gt 0 ]; do
	case $1 in
	--module | --programs | --root | --busybox)
		[ $# -ge 2 ] || {
			echo "run.sh: $1 wants a value" >&2
			exit 2
		}
		eval "${1#--}=\$2"
		shift 2
		;;
	*)
		sed -n '4,13s/^# \{0,1\}//p' "$0" >&2
		exit 2
		;;
	esac
done
if [ "$(uname -s)" != FreeBSD ]; then
	echo "skipped: this machine does not run FreeBSD"
	exit 77
fi
if [ "$(id -u)" != 0 ]; then
	echo "skipped: loading a module needs root"
	exit 77
fi

scratch=$(mktemp -d /tmp/sysvec-kld.XXXXXX) || exit 3
passed=0 failed=0 ours=0
finish() {
	[ "$ours" = 0 ] || kldunload sysvec_linux 2>/dev/null
	rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 3' INT TERM

ok() {
	passed=$((passed + 1))
	echo "ok      $1"
}
bad() {
	failed=$((failed + 1))
	echo "FAILED  $1: $2"
}
check() { # NAME COMMAND...: the command succeeds
	name=$1
	shift
	if "$@" >"$scratch/out" 2>&1; then ok "$name"; else bad "$name" "$(head -n 3 "$scratch/out" | tr '\n' ' ')"; fi
}

if [ -n "$module" ]; then
	if kldload "$module"; then
		ours=1
		ok load
	else
		bad load "kldload $module failed; the console says why"
		echo "$passed passed, $failed failed"
		exit 1
	fi
fi

# --- what programs say ---
host=$(uname -n)
fallback=$(sysctl -n kern.elf64.fallback_brand 2>/dev/null || echo -1)
if [ -d "$programs" ]; then
	for record in "$here"/expected/*; do
		name=$(basename "$record")
		program=$programs/$name
		[ -x "$program" ] || {
			bad "$name" "there is no $program"
			continue
		}
		rm -rf "$scratch/work"
		mkdir "$scratch/work"
		status=0
		(cd "$scratch/work" && exec env -i PATH=/bin:/usr/bin HOME=/ LC_ALL=C TZ=UTC timeout 120 "$program") \
			</dev/null >"$scratch/raw" 2>/dev/null || status=$?
		sed "s/ $host / HOST /" "$scratch/raw" >"$scratch/out"
		echo "exit $status" >>"$scratch/out"
		if cmp -s "$record" "$scratch/out"; then
			ok "$name"
		else
			bad "$name" "differs from Linux"
			echo "        $(diff "$record" "$scratch/out" | grep -c '^<') of $(wc -l <"$record") lines"
			diff "$record" "$scratch/out" | head -n 10 | sed 's/^/        /'
		fi
	done
fi

if [ -n "$busybox" ]; then
	check busybox-true "$busybox" true
	check busybox-pipe sh -c "[ \"\$('$busybox' sh -c 'echo a b c | wc -w')\" -eq 3 ]"
	check busybox-fork sh -c "[ \"\$('$busybox' sh -c 'for i in 1 2 3; do (exit \$i); echo \$?; done' | tr -d '\\n')\" = 123 ]"
	check busybox-signal sh -c "[ \"\$('$busybox' sh -c 'trap \"echo got\" USR1; kill -USR1 \$\$; true')\" = got ]"
	check busybox-uname sh -c "[ \"\$('$busybox' uname -s)\" = Linux ]"
	check busybox-files sh -c "cd '$scratch' && '$busybox' sh -c 'mkdir d && echo x >d/f && ln -s f d/l && cat d/l && rm -r d'"
fi
if [ -n "$root" ]; then
	check dynamic-sh chroot "$root" /bin/sh -c 'exit 0'
	check dynamic-ls chroot "$root" /bin/ls /
fi

# --- what only a module has ---
release=$(sysctl -n compat.linux.osrelease)
check sysctl-names sysctl -n compat.linux.osname compat.linux.osrelease compat.linux.oss_version compat.linux.unimplemented
check sysctl-set sysctl compat.linux.osrelease=6.2.0
if sysctl compat.linux.osrelease=nonsense >/dev/null 2>&1; then bad sysctl-refuse "a release without numbers was taken"; else ok sysctl-refuse; fi
sysctl compat.linux.osrelease="$release" >/dev/null
if [ "$ours" = 1 ]; then
	if [ -n "$busybox" ]; then
		"$busybox" sleep 30 &
		sleeper=$!
		sleep 1
		if kldunload sysvec_linux 2>/dev/null; then
			bad unload-busy "unloaded while a program was running"
			ours=0
		else
			ok unload-busy
		fi
		kill "$sleeper" 2>/dev/null
		wait "$sleeper" 2>/dev/null
	fi
	if [ "$ours" = 1 ]; then
		if kldunload sysvec_linux; then ok unload; else bad unload "kldunload failed"; fi
		ours=0
	fi
	leak=$(vmstat -m | awk '$1 == "sysvec" { print $2 }')
	if [ -z "$leak" ] || [ "$leak" = 0 ]; then ok memory; else bad memory "$leak allocations left behind"; fi
fi
[ "$(sysctl -n kern.elf64.fallback_brand 2>/dev/null || echo -1)" = "$fallback" ] || bad fallback "the fallback brand has changed"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
