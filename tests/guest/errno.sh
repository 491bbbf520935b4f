#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# errno.sh SYSVEC ERRNO_FILTER ERRNO_ALL
#
# Gives a program every errno of the kernel, natively and under the harness.  What arrives is the same, except where the specs say that
# an errno does not come back as itself: then it is exactly what they say.
set -u
export LC_ALL=C
sysvec=$1 filter=$2 program=$3
scratch=$(mktemp -d "${TMPDIR:-/tmp}/sysvec-errno.XXXXXX") || exit 3
trap 'rm -rf "$scratch"' EXIT

"$filter" "$program" >"$scratch/native"
status=$?
[ $status = 77 ] && exit 77
[ $status = 0 ] || exit 1
"$filter" "$sysvec" run "$program" >"$scratch/harness" || exit 1
awk '$1 != $2 { print "natively " $0; bad = 1 } END { exit bad }' "$scratch/native" || exit 1
"$sysvec" check --report roundtrip |
	awk '$1 == "errno" && $2 == "linux" { print $3, $9 }' >"$scratch/lossy"
[ -s "$scratch/lossy" ] || {
	echo "no report of what does not round-trip"
	exit 1
}
# A name newer than the C library comes as a number.
awk 'NR == FNR { becomes[$1] = $2; next } { print $1, $1 in becomes ? becomes[$1] : $2 }' \
	"$scratch/lossy" "$scratch/native" | sed 's/ EFTYPE$/ #134/' >"$scratch/expected"
diff "$scratch/expected" "$scratch/harness" || exit 1
echo "$(wc -l <"$scratch/harness") errnos, $(wc -l <"$scratch/lossy") of them lossy as the specs say"
