#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# run_test.sh RUN.SH: the script for FreeBSD machines, with commands that play FreeBSD's part: it counts what passes and
# finds what does not.

set -eu
run=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/kit/programs" "$work/kit/expected"
cp "$run" "$work/kit/run.sh"

command() { # NAME: a command from standard input
	{
		echo '#!/bin/sh'
		cat
	} >"$work/bin/$1"
	chmod +x "$work/bin/$1"
}
command uname <<'EOF'
[ "${1-}" = -n ] && echo box || echo FreeBSD
EOF
command id <<'EOF'
echo 0
EOF
command kldload <<'EOF'
[ "${LOAD_FAILS-}" != 1 ]
EOF
command kldunload <<'EOF'
exit 0
EOF
command vmstat <<'EOF'
echo "Type InUse"
echo "sysvec ${LEFT-0} 0K"
EOF
command sysctl <<'EOF'
case $* in
*nonsense*) exit 1 ;;
*fallback_brand) echo -1 ;;
*) echo 6.1.0 ;;
esac
EOF
printf '#!/bin/sh\necho hello\nexit 3\n' >"$work/kit/programs/good"
printf '#!/bin/sh\necho other\n' >"$work/kit/programs/bad"
chmod +x "$work/kit/programs/good" "$work/kit/programs/bad"
printf 'hello\nexit 3\n' >"$work/kit/expected/good"

status=0
expect() { # STATUS WHAT PATTERN [VARIABLE=VALUE]...
	want=$1 what=$2 pattern=$3
	shift 3
	got=0
	env "$@" PATH="$work/bin:$PATH" sh "$work/kit/run.sh" --module "$work/kit/sysvec_linux.ko" >"$work/out" 2>&1 || got=$?
	if [ "$got" != "$want" ] || ! grep -q "$pattern" "$work/out"; then
		echo "$what: exit status $got instead of $want, or no line '$pattern':" >&2
		cat "$work/out" >&2
		status=1
	fi
}
expect 0 "everything passes" '^7 passed, 0 failed$' A=1
expect 1 "memory left behind is found" '^FAILED  memory: 4 allocations' LEFT=4
expect 1 "a module that does not load ends it" '^FAILED  load' LOAD_FAILS=1
printf 'hello\nexit 0\n' >"$work/kit/expected/bad"
expect 1 "a program that says something else is found" '^FAILED  bad: differs' A=1
expect 1 "the others still count" '^7 passed, 1 failed$' A=1
exit $status
