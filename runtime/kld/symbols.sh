#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# symbols.sh ALLOW [--shared] FILE...
#     Undefined symbols of the FILEs taken together that ALLOW has no line for: exit status 1.  A line is a symbol or
#     PREFIX*, then its reason; one without a reason is an error.  --shared: the FILEs are what every host shares, so
#     that native_* and sv_* may be undefined.  Environment: NM.

set -eu
export LC_ALL=C

allow=$1
shift
shared=0
if [ "$1" = --shared ]; then
	shared=1
	shift
fi
nm=${NM:-nm}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$allow" >"$work/allow"
if ! awk 'NF < 2 { print "no reason given: " $0; bad = 1 } END { exit bad }' "$work/allow" >&2; then
	exit 2
fi
"$nm" "$@" >"$work/nm"
awk 'NF == 3 { print $3 }' "$work/nm" | sort -u >"$work/defined"
if [ ! -s "$work/defined" ]; then
	echo "symbols.sh: no symbols at all: the check would prove nothing" >&2
	exit 2
fi
awk 'NF == 2 && $1 == "U" { print $2 }' "$work/nm" | sort -u | comm -23 - "$work/defined" |
	awk -v shared="$shared" 'NR == FNR {
			if (!shared && ($1 == "native_*" || $1 == "sv_*")) next
			if ($1 ~ /\*$/) prefix[substr($1, 1, length($1) - 1)] = 1; else allowed[$1] = 1
			next
		}
		{ for (p in prefix) if (index($1, p) == 1) next }
		!($1 in allowed) { print }' "$work/allow" - >"$work/extra"
if [ -s "$work/extra" ]; then
	echo "kernel interfaces without a reason in $allow:" >&2
	sed 's/^/	/' "$work/extra" >&2
	exit 1
fi
