#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# freestanding_test.sh CC AR
#     freestanding.sh finds what it is there to find, and passes what is in order.

set -eu
cc=$1 ar=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# expect WHAT TEXT: the library made of standard input is refused, and the message holds both words; "clean": it passes.
expect() {
	cat >"$work/a.c"
	rm -f "$work/a.a"
	"$cc" -O1 -fno-inline -fPIE -ffreestanding -fno-stack-protector -c "$work/a.c" -o "$work/a.o"
	"$ar" cr "$work/a.a" "$work/a.o"
	if sh "$here/freestanding.sh" "$here/symbols.allow" "$work/a.a" >"$work/out" 2>&1; then
		[ "$1" = clean ] && return
		echo "not found: $1 $2"
		status=1
	elif [ "$1" = clean ] || ! grep -q "$1" "$work/out" || ! grep -q "$2" "$work/out"; then
		echo "expected $1 $2, and it said:"
		cat "$work/out"
		status=1
	fi
}

expect clean - <<'C'
int copyin(const void *, void *, unsigned long);
int native_read(int);
static const char *const names[] = { "a", "b" };
static int leaf(int n) { return (n + names[n & 1][0]); }
int f(int n) { return (leaf(n) + leaf(n + 1) + native_read(n) + copyin(0, 0, 0)); }
C
expect undefined malloc <<'C'
void *malloc(unsigned long);
void *f(void) { return (malloc(3)); }
C
expect writable counter <<'C'
static int counter;
int f(void) { return (counter++); }
C
expect writable state <<'C'
int state = 4;
int f(void) { return (state); }
C
expect "call themselves" "fib" <<'C'
int fib(int n) { return (n < 2 ? n : fib(n - 1) + fib(n - 2)); }
C
expect "call themselves" "odd" <<'C'
int even(int n);
static int odd(int n) { return (n == 0 ? 0 : even(n - 1) + 1); }
int even(int n) { return (n == 0 ? 1 : odd(n - 1) * 3); }
C
exit $status
