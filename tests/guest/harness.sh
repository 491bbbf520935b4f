#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# harness.sh SYSVEC
#
# What has no native counterpart to compare with: the compat root, refusals, traces and statistics.
set -u
export LC_ALL=C
sysvec=$1
busybox=$(command -v busybox) || {
	echo "skipped: busybox (static) is not installed"
	exit 77
}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/sysvec-harness.XXXXXX") || exit 3
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
failed=0

# expect NAME WANTED GOT
expect() {
	if [ "$2" = "$3" ]; then
		echo "ok $1"
	else
		printf 'FAILED %s\n  expected: %s\n  got:      %s\n' "$1" "$2" "$3"
		failed=1
	fi
}

# refused NAME STATUS PATTERN COMMAND...: one line on standard error, and the status
refused() {
	name=$1 status=$2 pattern=$3
	shift 3
	message=$("$sysvec" run "$@" 2>&1 >/dev/null)
	got=$?
	case $message in
	$pattern) expect "$name" "$status" "$got" ;;
	*) expect "$name" "$pattern" "$message" ;;
	esac
	[ "$(printf '%s\n' "$message" | wc -l)" = 1 ] || expect "$name in one line" 1 more
}

# ---- The root: a small system of its own ----
mkdir -p root/bin root/etc root/home root/tmp
cp "$busybox" root/bin/busybox
for applet in sh cat echo ls pwd readlink touch; do ln -s busybox root/bin/$applet; done
echo rooted >root/etc/hostname
printf '#!/bin/sh\necho "script $0 $1"\n' >root/bin/script
chmod +x root/bin/script
run() { "$sysvec" run --root="$scratch/root" "$@"; }

expect "a file of the root" rooted "$(run /bin/cat /etc/hostname)"
expect "a file the root lacks" "$(head -n 1 /etc/passwd)" "$(run /bin/sh -c 'cat /etc/passwd' | head -n 1)"
expect "the program's own path" /bin/busybox "$(run /bin/readlink /proc/self/exe)"
expect "a script and its interpreter" "script /bin/script one" "$(run /bin/script one)"
expect "execve within" "script /bin/script two" "$(run /bin/sh -c '/bin/script two')"
expect "a hidden directory" "" "$(run /bin/ls /home)"
run /bin/touch /tmp/made /home/made
expect "creation within" "made made" "$(ls root/tmp root/home | grep made | tr '\n' ' ' | sed 's/ $//')"
expect "the working directory" "/etc rooted" "$(run /bin/sh -c 'cd /etc; echo $(pwd) $(cat hostname)')"
expect "no root" "$(cat /etc/hostname)" "$("$sysvec" run --root=/ cat /etc/hostname)"

# ---- Refusals ----
printf 'text\n' >text
head -c 300 "$busybox" >short
cp "$busybox" machine
printf '\267\000' | dd of=machine bs=1 seek=18 conv=notrunc 2>/dev/null
cp "$busybox" class
printf '\001' | dd of=class bs=1 seek=4 conv=notrunc 2>/dev/null
printf '#!\n' >bare
printf '#!./loop\n' >loop
printf '#!/no/such\n' >nosuch
chmod +x text short machine class bare loop nosuch
touch plain
refused "missing" 127 "sysvec: error: ./missing: no such file" ./missing
refused "no name" 127 "sysvec: error: (empty name): no such file" ""
refused "a directory" 126 "sysvec: error: /etc: *" /etc
refused "not executable" 126 "sysvec: error: ./plain: permission denied*" ./plain
refused "text" 126 "sysvec: error: ./text: not an ELF file; expected an ELF program or a script*" ./text
refused "truncated" 126 "sysvec: error: ./short: *" ./short
refused "another machine" 126 "sysvec: error: ./machine: built for AArch64*" ./machine
refused "32 bits" 126 "sysvec: error: ./class: built for x86-64 (machine 62, 32-bit)*" ./class
refused "no interpreter named" 126 "sysvec: error: ./bare: its #! line names no interpreter*" ./bare
refused "scripts without end" 126 "sysvec: error: ./loop: scripts name one another*" ./loop
refused "script's interpreter missing" 127 "sysvec: error: ./nosuch: its interpreter /no/such: no such file" ./nosuch
refused "unknown option" 2 "sysvec run: error: unknown option*" --tarce true
refused "bad release" 2 "sysvec run: error: osrelease*" --osrelease=x true

# ---- Traces and statistics ----
trace=$("$sysvec" run --trace=openat,exit_group "$busybox" cat /nonexistent 2>&1 >/dev/null)
case $trace in
*'openat(AT_FDCWD, "/nonexistent", O_RDONLY, 0) = -1 ENOENT'*'exit_group(1) = ?'*) expect "a trace" 1 1 ;;
*) expect "a trace" "openat ... exit_group" "$trace" ;;
esac
trace=$("$sysvec" run --trace=both,openat "$busybox" cat /nonexistent 2>&1 >/dev/null)
case $trace in
*'native: '*'flags=O_RDONLY (0x0)'*'error=ENOENT (2)'*'host: openat('*) expect "a trace of both sides" 1 1 ;;
*) expect "a trace of both sides" "native and host lines" "$trace" ;;
esac
"$sysvec" run --trace=wait4,stat,lstat,newfstatat,openat --trace-file=t "$busybox" sh -c '(exit 7); busybox stat / >/dev/null; : <"$0"' script
expect "a status in a trace" 1 "$(grep -c 'wait4(.*, \[exit 7\], ' t)"
expect "a structure in a trace" 1 "$(grep -c '"/", {st_mode=040755, st_uid=[0-9]*, st_size=' t)"
opened=$(grep -o '"script", .*' t)
expect "a trace's descriptor out of the way" "$("$sysvec" run --trace=open,openat "$busybox" sh -c ': <"$0"' script 2>&1 | grep -o '"script", .*')" "$opened"
trace=$("$sysvec" run --trace=kill --trace-file=t "$busybox" sh -c 'trap : USR1; kill -USR1 $$' 2>&1)
expect "nothing of a trace in a file on standard error" "" "$trace"
expect "a signal in a trace" 1 "$(grep -c -e '--- SIGUSR1 {si_code=SI_USER' t)"
stats=$("$sysvec" run --stats "$busybox" sh -c 'exit 3' 2>&1)
expect "the status with statistics" 3 "$("$sysvec" run --stats "$busybox" sh -c 'exit 3' 2>/dev/null; echo $?)"
case $stats in
*exit_group*) expect "statistics" 1 1 ;;
*) expect "statistics" exit_group "$stats" ;;
esac
expect "the release" 9.8.7 "$("$sysvec" run --osrelease=9.8.7 "$busybox" uname -r)"
exit $failed
