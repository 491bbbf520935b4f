#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# record.sh PROGRAMS [BUNDLE.tar]
#     On Linux: runs every program of the folder PROGRAMS (build/tests/guest/programs/static) natively, each in a fresh
#     folder, and writes what it said and how it ended to expected/NAME.  A program that does not say the same three
#     times is left out and named: it cannot be compared with a record.  With BUNDLE.tar, programs, records, cases and
#     run.sh go into one file for a FreeBSD machine.

set -eu
export LC_ALL=C TZ=UTC

[ $# -ge 1 ] || {
	echo "usage: record.sh PROGRAMS [BUNDLE.tar]" >&2
	exit 2
}
here=$(cd "$(dirname "$0")" && pwd)
programs=$(cd "$1" && pwd)
bundle=${2-}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$here/expected"

# The same surroundings as run.sh gives.
one() {
	rm -rf "$scratch/work"
	mkdir "$scratch/work"
	status=0
	(cd "$scratch/work" && exec env -i PATH=/bin:/usr/bin HOME=/ LC_ALL=C TZ=UTC timeout 60 "$1") \
		</dev/null >"$scratch/raw" 2>/dev/null || status=$?
	# The machine's name is nobody's business.
	sed "s/ $(uname -n) / HOST /" "$scratch/raw" >"$2"
	echo "exit $status" >>"$2"
}

kept=0
for program in "$programs"/*; do
	name=$(basename "$program")
	for try in 1 2 3; do one "$program" "$scratch/$try"; done
	if cmp -s "$scratch/1" "$scratch/2" && cmp -s "$scratch/1" "$scratch/3"; then
		cp "$scratch/1" "$here/expected/$name"
		kept=$((kept + 1))
	else
		rm -f "$here/expected/$name"
		echo "left out: $name does not say the same twice"
	fi
done
echo "$kept recorded"

if [ -n "$bundle" ]; then
	mkdir -p "$scratch/bundle/programs"
	cp -R "$here/run.sh" "$here/expected" "$scratch/bundle/"
	for record in "$here/expected"/*; do cp "$programs/$(basename "$record")" "$scratch/bundle/programs/"; done
	tar -C "$scratch/bundle" -cf "$bundle" run.sh expected programs
fi
