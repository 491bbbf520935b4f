#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# sources.sh [--config] MAJOR
#     The C files of the module for FreeBSD MAJOR, without folders, one a line; the lists are those of the CMake files.
#     --config: as lines for sys/conf/files, for a kernel that has them in sys/compat/sysvec (README.md).

set -eu
config=0
if [ "${1-}" = --config ]; then
	config=1
	shift
fi
major=${1:?usage: sources.sh [--config] MAJOR}
here=$(cd "$(dirname "$0")" && pwd)

# The files of one `set(NAME ...)`.
list() {
	awk -v name="$2" '
		index($0, "set(" name) == 1 && substr($0, length(name) + 5, 1) !~ /[A-Z_0-9]/ { on = 1; sub(/^set\([A-Za-z_0-9]+/, "") }
		on { done = sub(/\).*/, ""); n = split($0, word, " "); for (i = 1; i <= n; i++) print word[i]; if (done) on = 0 }' "$1"
}
{
	list "$here/sources.cmake" SYSVEC_KLD_SOURCES
	list "$here/sources.cmake" "SYSVEC_KLD_SOURCES_$major"
	list "$here/../core/sources.cmake" SYSVEC_CORE_SOURCES
	list "$here/../persona/linux/sources.cmake" SYSVEC_PERSONA_SOURCES
	list "$here/../../cmake/SysvecVector.cmake" _sysvec_generated_sources | sed 's/.*/linux_&.c/'
	echo kld_absent.c
} | sed 's:.*/::' | while read -r file; do
	if [ $config = 1 ]; then
		printf 'compat/sysvec/%s\toptional sysvec_linux compile-with "${NORMAL_C} -I$S/compat/sysvec"\n' "$file"
	else
		echo "$file"
	fi
done
