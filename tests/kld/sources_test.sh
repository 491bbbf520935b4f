#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# sources_test.sh KLD: for each release, sources.sh lists every C file of the module, each once, and nothing that is not
# there; the CMake lists are where it has them from.

set -eu
kld=$1 status=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for dir in "$kld"/compat/[0-9]*; do
	major=$(basename "$dir")
	sh "$kld/sources.sh" "$major" | sort >"$work/listed"
	uniq -d "$work/listed" | sed "s/^/listed twice for $major: /" >&2
	[ -z "$(uniq -d "$work/listed")" ] || status=1
	(cd "$kld" && ls ./*.c "compat/$major"/*.c) | sed 's:.*/::' | sort >"$work/there"
	comm -23 "$work/there" "$work/listed" | sed "s/^/not listed for $major: /" >"$work/missing"
	while read -r file; do
		case $file in
		linux_*.c | kld_absent.c) continue ;; # made by the build
		esac
		[ -f "$kld/$file" ] || [ -f "$dir/$file" ] || [ -f "$kld/../core/$file" ] || [ -f "$kld/../core/amd64/$file" ] ||
			[ -f "$kld/../persona/linux/$file" ] || echo "listed for $major, not there: $file"
	done <"$work/listed" >>"$work/missing"
	if [ -s "$work/missing" ]; then
		cat "$work/missing" >&2
		status=1
	fi
done
exit $status
