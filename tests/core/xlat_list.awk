# SPDX-License-Identifier: BSD-2-Clause
#
# linux_xlat.h -> the list of its translators, as macro calls:
#     XLAT_DOMAIN(open_flags, int32_t, int32_t)    foreign and native type
#     XLAT_STRUCT(stat, stat)                      foreign and native structure

/^int[ \t]+linux_[a-z0-9_]+_in\(u?int[0-9]+_t, u?int[0-9]+_t \*\);/ {
	split($0, part, /[(), *]+/)
	name = part[1]
	sub(/^int[ \t]+linux_/, "", name)
	sub(/_in$/, "", name)
	order[++count] = name
	types[name] = part[2] ", " part[3]
	next
}

/^extern const struct sv_domain linux_/ {
	name = $5
	sub(/^linux_/, "", name)
	sub(/_domain;.*/, "", name)
	described[name] = 1
}

/^int[ \t]+linux_[a-z0-9_]+_in\(const struct linux_[a-z0-9_]+ \*, struct [a-z0-9_]+ \*\);$/ {
	name = $0
	sub(/^int[ \t]+linux_/, "", name)
	sub(/_in\(.*/, "", name)
	if (index($0, "const struct linux_" name " *") == 0)
		next	# a field of a structure
	native = $0
	sub(/.*, struct /, "", native)
	sub(/ .*/, "", native)
	printf "XLAT_STRUCT(%s, %s)\n", name, native
}

END {
	# what has no names (a hand-written view of another domain) has nothing to be walked over
	for (i = 1; i <= count; i++)
		if (order[i] in described)
			printf "XLAT_DOMAIN(%s, %s)\n", order[i], types[order[i]]
}
