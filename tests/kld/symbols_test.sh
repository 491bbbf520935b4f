#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# symbols_test.sh SYMBOLS.SH: the check finds what it should, and nothing else.

set -eu
check=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/a.c" <<'EOF'
int kern_open(void); int hidden(void); int own(void); int native_x(void);
int a(void);
int a(void) { return kern_open() + own() + native_x(); }
#ifdef BAD
int b(void);
int b(void) { return hidden(); }
#endif
EOF
echo 'int own(void); int own(void) { return 1; }' >"$work/own.c"
printf 'kern_*\ta call\nnative_*\tshared objects\n' >"$work/allow"
${CC:-cc} -c -o "$work/a.o" "$work/a.c"
${CC:-cc} -c -o "$work/own.o" "$work/own.c"
${CC:-cc} -DBAD -c -o "$work/bad.o" "$work/a.c"

status=0
expect() {
	want=$1 what=$2
	shift 2
	got=0
	sh "$check" "$@" >"$work/out" 2>&1 || got=$?
	if [ "$got" != "$want" ]; then
		echo "$what: exit status $got instead of $want" >&2
		cat "$work/out" >&2
		status=1
	fi
}
expect 0 "shared objects may leave services undefined" "$work/allow" --shared "$work/a.o" "$work/own.o"
expect 1 "the module may not" "$work/allow" "$work/a.o" "$work/own.o"
expect 1 "a symbol without a line is found" "$work/allow" --shared "$work/bad.o" "$work/own.o"
if ! grep -q hidden "$work/out"; then
	echo "the symbol is not named" >&2
	status=1
fi
echo 'kern_open' >>"$work/allow"
expect 2 "a line without a reason is an error" "$work/allow" --shared "$work/a.o" "$work/own.o"
exit $status
