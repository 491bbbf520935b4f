#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# run.sh BUILD_DIR: installs into a staging folder, then builds and runs a stranger's project against it: a program that
# embeds the vector linux-amd64 over a host of its own.
set -eu
build=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cmake --install "$build" --prefix "$scratch/stage" >"$scratch/install.log"
cmake -S "$here/stranger" -B "$scratch/build" -G Ninja -DCMAKE_PREFIX_PATH="$scratch/stage" >"$scratch/configure.log" || {
	cat "$scratch/configure.log"
	exit 1
}
cmake --build "$scratch/build" >"$scratch/build.log" || {
	cat "$scratch/build.log"
	exit 1
}
"$scratch/build/stranger"

# Building again does nothing: the generator did not run and nothing was compiled.
cmake --build "$scratch/build" | grep -q 'no work to do'

# The installed command generates the same tables as the source tree's.
"$scratch/stage/bin/sysvec" gen linux-amd64 -o "$scratch/gen"
for dir in linux-amd64 freebsd-amd64; do
	diff -r "$scratch/gen/$dir" "$build/gen/$dir"
done
"$scratch/stage/bin/sysvec" run /bin/echo "installed harness runs"
