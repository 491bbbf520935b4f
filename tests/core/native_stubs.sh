#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# native_stubs.sh LIBRARY [NM]
#     A C file with one function for each native service that LIBRARY needs: it asks fake_native() what to answer.
#     Callers pass more arguments than it takes, which is harmless in the calling conventions of every host.

set -eu
export LC_ALL=C

echo '/* Made by native_stubs.sh. */'
echo 'int fake_native(const char *name);'
"${2:-nm}" -u "$1" | awk '$NF ~ /^native_/ { print $NF }' | sort -u |
	sed 's/.*/long &(void);\nlong &(void) { return (fake_native("&")); }/'
