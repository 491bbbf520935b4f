#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# freestanding.sh ALLOW LIBRARY...
#     Every symbol that the libraries leave undefined, and none of them defines, stands in the list ALLOW; nothing in
#     the first one is writable data, but for what the list names; no function in it calls itself, directly or through
#     others.  Environment: NM, OBJDUMP.
#
# A line of ALLOW: SYMBOL or PREFIX* or `data SYMBOL`, then the reason.

set -eu
export LC_ALL=C

allow=$1 library=$2
shift
nm=${NM:-nm} objdump=${OBJDUMP:-objdump}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$allow" >"$work/allow"
if ! awk '$1 == "data" { $1 = ""; $0 = $0 } NF < 2 { print "no reason given: " $0; bad = 1 } END { exit bad }' \
    "$work/allow" >&2; then
	exit 2
fi

# Undefined, defined nowhere, and not allowed.
for lib in "$@"; do
	"$nm" --defined-only "$lib"
done | awk 'NF == 3 { print $3 }' | sort -u >"$work/defined"
if [ ! -s "$work/defined" ]; then
	echo "$library: no symbols at all: the check would prove nothing" >&2
	exit 2
fi
"$nm" -u "$library" | awk 'NF >= 2 && $(NF - 1) == "U" { print $NF }' | sort -u |
	comm -23 - "$work/defined" |
	awk 'NR == FNR { if ($1 ~ /\*$/) prefix[substr($1, 1, length($1) - 1)] = 1; else allowed[$1] = 1; next }
	    { for (p in prefix) if (index($1, p) == 1) next }
	    !($1 in allowed) { print }' "$work/allow" - >"$work/extra"
if [ -s "$work/extra" ]; then
	echo "$library: undefined symbols that freestanding code must not need (do without, or list them in $allow):" >&2
	sed 's/^/	/' "$work/extra" >&2
	status=1
fi

# Data that can change.  Relocated constants of position-independent code stand in .data.rel.ro and do not count.
"$nm" --defined-only -f sysv "$library" | awk -F'|' '
	$4 ~ /OBJECT|COMMON/ && $7 ~ /^\.?(data|bss|tdata|tbss)([ .]|$)/ && $7 !~ /^\.data\.rel\.ro/ {
		gsub(/ /, "", $1); print $1 }' |
	awk 'NR == FNR { if ($1 == "data") allowed[$2] = 1; next } !($1 in allowed) { print }' "$work/allow" - \
	    >"$work/writable"
if [ -s "$work/writable" ]; then
	echo "$library: writable file-scope data:" >&2
	sed 's/^/	/' "$work/writable" >&2
	status=1
fi

# Direct calls; what leads back to where it began is recursion.  Object and function name a node, since static names repeat.
"$objdump" -dr --no-show-raw-insn "$library" | awk '
	/file format/ { object = $1 }
	/^[0-9a-f]+ <.*>:$/ { name = $2; gsub(/[<>:]/, "", name); home[name] = object; caller = name "@" object; next }
	/R_X86_64_(PLT32|PC32)/ && wait { callee = $NF; sub(/[-+]0x.*/, "", callee); edge[caller] = edge[caller] " " callee
		wait = 0; next }
	/[ \t](call|jmp)[a-z]*[ \t]/ { wait = 0; if ($0 ~ /<[^+>]*>/) { callee = $NF; gsub(/[<>]/, "", callee)
		if ($0 ~ /call/ || callee != name) edge[caller] = edge[caller] " " callee } else wait = 1 }
	END {
		for (node in edge) {
			delete seen; top = 0; stack[++top] = node
			while (top > 0) {
				at = stack[top--]; split(at, part, "@")
				n = split(edge[at], next_ones, " ")
				for (i = 1; i <= n; i++) {
					to = next_ones[i]
					key = (to "@" part[2]) in edge ? to "@" part[2] : to "@" home[to]
					if (key == node) { split(node, me, "@"); print me[1]; top = 0; break }
					if (!(key in seen)) { seen[key] = 1; stack[++top] = key }
				}
			}
		}
	}' | sort -u >"$work/recursive"
if [ -s "$work/recursive" ]; then
	echo "$library: functions that call themselves:" >&2
	sed 's/^/	/' "$work/recursive" >&2
	status=1
fi
exit $status
