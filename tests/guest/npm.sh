#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# npm.sh DIR: puts the npm packages that guests need into DIR, once.
set -eu
esbuild=0.28.2
lodash=4.18.1
dir=$1
[ -x "$dir/node_modules/@esbuild/linux-x64/bin/esbuild" ] && [ -d "$dir/node_modules/lodash-es" ] && exit 0
command -v npm >/dev/null 2>&1 || {
	echo "skipped: npm is not installed"
	exit 77
}
mkdir -p "$dir"
npm install --prefix "$dir" --ignore-scripts --no-audit --no-fund --no-save "@esbuild/linux-x64@$esbuild" "lodash-es@$lodash" || {
	echo "skipped: the npm registry gave no packages"
	exit 77
}
