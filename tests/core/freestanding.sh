#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# freestanding.sh LIBRARY ALLOW [NM]
#     Every symbol that the library leaves undefined, and does not define itself, stands in the list ALLOW; nothing in
#     it is writable data, and every entry of the list is of use.

set -eu
export LC_ALL=C

library=$1 allow=$2 nm=${3:-nm}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$nm" -u "$library" | awk 'NF >= 2 && $(NF - 1) == "U" { print $NF }' | sort -u >"$work/undefined"
"$nm" --defined-only "$library" | awk 'NF == 3 { print $3 }' | sort -u >"$work/defined"
sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$allow" | awk 'NF < 2 { print "no reason given: " $1 >"/dev/stderr"; exit 1 }
	{ print $1 }' | sort >"$work/allowed"
status=0

if [ ! -s "$work/defined" ]; then
	echo "$library: no symbols at all: the check would prove nothing" >&2
	exit 2
fi
comm -23 "$work/undefined" "$work/defined" >"$work/needed"
comm -23 "$work/needed" "$work/allowed" >"$work/extra"
if [ -s "$work/extra" ]; then
	echo "$library: undefined symbols that a freestanding core must not need (add them to $allow with a reason, or do without):" >&2
	sed 's/^/	/' "$work/extra" >&2
	status=1
fi
# B, C, D, S, b, d, s: data that can change.  Relocated constants of a PIE (.data.rel.ro) show as d, so ask by section.
"$nm" --defined-only -f sysv "$library" |
	awk -F'|' '$4 ~ /OBJECT|COMMON/ && $7 ~ /^\.?(data|bss|tdata|tbss)([ .]|$)/ && $7 !~ /^\.data\.rel\.ro/ { print "	" $1 }' >"$work/writable"
if [ -s "$work/writable" ]; then
	echo "$library: writable file-scope data:" >&2
	cat "$work/writable" >&2
	status=1
fi
exit $status
