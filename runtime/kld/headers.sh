#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# headers.sh SYSDIR DIR
#     The headers a module is compiled with that a FreeBSD build makes first: by the tree's own scripts, into DIR.

set -eu
sys=$1 dir=$2
awk=${AWK:-awk}

mkdir -p "$dir"
for tool in tools/vnode_if.awk tools/makeobjops.awk kern/vnode_if.src kern/device_if.m kern/bus_if.m; do
	if [ ! -f "$sys/$tool" ]; then
		echo "headers.sh: $sys has no $tool: not a complete FreeBSD sys tree" >&2
		exit 2
	fi
done
ln -sfn "$sys/amd64/include" "$dir/machine"
ln -sfn "$sys/x86/include" "$dir/x86"
ln -sfn "$sys/i386/include" "$dir/i386"
cd "$dir"
for what in -p -q -h; do
	"$awk" -f "$sys/tools/vnode_if.awk" "$sys/kern/vnode_if.src" "$what"
done
"$awk" -f "$sys/tools/makeobjops.awk" "$sys/kern/device_if.m" -h
"$awk" -f "$sys/tools/makeobjops.awk" "$sys/kern/bus_if.m" -h
