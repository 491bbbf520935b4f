#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# root.sh SYSVEC: what --root DIR means to a program.  /A is DIR/A if that exists, else /A; new names go where their directory is
# found; absolute links inside DIR stay inside.  Needs a static busybox.

set -u
export LC_ALL=C
sysvec=$(realpath "$1")
busybox=$(command -v busybox) || {
	echo "skipped root: busybox is not installed"
	exit 77
}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/sysvec-root.XXXXXX") || exit 3
trap 'rm -rf "$scratch"' EXIT
root=$scratch/root

mkdir -p "$root/bin" "$root/etc/sub" "$root/usr/lib" "$root/home" "$scratch/outside"
cp "$busybox" "$root/bin/busybox"
"$root/bin/busybox" true || exit 77
ln -s /bin/busybox "$root/bin/sh"		# absolute: only the root has it under this name
ln -s busybox "$root/bin/cat"
echo inside >"$root/etc/here"
ln -s /etc/here "$root/etc/absolute"
ln -s /etc/absolute "$root/etc/twice"
ln -s here "$root/etc/relative"
ln -s /etc/sub "$root/etc/dirlink"
ln -s /nowhere/at/all "$root/etc/dangling"
ln -s /etc/loop "$root/etc/loop"
echo outside >"$scratch/outside/file"
ln -s "$scratch/outside/file" "$root/etc/leaves"
export SCRATCH="$scratch"

cat >"$scratch/script" <<'X'
cd /
cat /etc/here /etc/absolute /etc/twice /etc/relative /etc/leaves
cat /etc/dangling 2>/dev/null || echo "dangling leads nowhere"
cat /etc/loop 2>/dev/null || echo "loop leads nowhere"
echo made >/etc/new; cat /etc/new
echo made >/etc/dirlink/new; cat /etc/sub/new
echo through >/etc/absolute; cat /etc/here
busybox mkdir /etc/dirlink/dir; busybox mv /etc/new /etc/dirlink/moved; busybox ls /etc/sub
busybox ls -d /etc/dirlink/ /etc/dirlink/dir/
busybox readlink /etc/absolute; [ -L /etc/absolute ] && echo link
busybox rm /etc/twice; [ -e /etc/here ] && echo "the target stays"
cat "$SCRATCH/outside/file"
echo more >"$SCRATCH/outside/more"; cat "$SCRATCH/outside/more"
busybox ls /home | busybox wc -l
cd /etc; pwd; cat ./here ../etc/here; cat /../etc/here
busybox readlink /proc/self/exe
[ -c /dev/null ] && [ -d /proc/self ] && echo "the native tree shows through"
for i in /bin/sh /bin/cat; do $i -c : 2>/dev/null </dev/null; done; echo "ran by absolute link"
X

cat >"$scratch/expected" <<'X'
inside
inside
inside
inside
outside
dangling leads nowhere
loop leads nowhere
made
made
through
dir
moved
new
/etc/dirlink/
/etc/dirlink/dir/
/etc/here
link
the target stays
outside
more
0
/etc
through
through
through
/bin/busybox
the native tree shows through
ran by absolute link
X

PATH=/bin timeout 60 "$sysvec" run --root "$root" /bin/sh "$scratch/script" >"$scratch/got" 2>&1
diff -u "$scratch/expected" "$scratch/got" || exit 1
[ "$(cat "$root/etc/sub/new")" = made ] && [ ! -e /etc/dirlink ] || exit 1
echo "ok root"
