#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# The forms of STYLE that a machine can check: luacheck, clang-format, and that no file names a folder of its author's.
set -u
status=0 ran=0

files=$(find gen tests runtime cmake specs -type f \( -name '*.lua' -o -name sysvec \) -path '*gen*' ! -path '*/golden/*' | sort)
if command -v luacheck >/dev/null 2>&1; then
	# shellcheck disable=SC2086 # a list of files
	luacheck -q --no-color $files || status=1
	ran=1
else
	echo "skipped: luacheck is not installed (Debian: lua-check)"
fi

files=$(find runtime tests -type f \( -name '*.c' -o -name '*.h' \) ! -path '*/golden/*' | sort)
if command -v clang-format >/dev/null 2>&1; then
	# shellcheck disable=SC2086
	clang-format --dry-run -Werror $files || status=1
	ran=1
else
	echo "skipped: clang-format is not installed"
fi

if grep -rnIE '(^|[^A-Za-z0-9_.$}])/(work|root|home/[a-z]+)/' gen runtime specs cmake tests --include='*' |
    grep -v 'tests/style.sh'; then
	echo "the lines above name a folder of somebody's machine"
	status=1
fi
[ $ran = 1 ] || exit 77
exit $status
