/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * osname and osrelease: what may be set, and the release as a number.
 */
#include "sysvec/identity.h"

#define PART_MAX 999u

static bool
is_digit(char c)
{
	return (c >= '0' && c <= '9');
}

/* Printable ASCII that is no blank. */
static bool
is_graph(char c)
{
	return (c > ' ' && c < 0x7f);
}

/* One number of a release; *p moves behind it.  False when there is no digit. */
static bool
part(const char **p, uint32_t *value)
{
	uint32_t n = 0;

	if (!is_digit(**p))
		return (false);
	for (; is_digit(**p); (*p)++) {
		n = n * 10 + (uint32_t)(**p - '0');
		if (n > PART_MAX)
			n = PART_MAX;
	}
	*value = n;
	return (true);
}

/* Parse the numbers of a release; NULL, or what is wrong.  parts has room for three. */
static const char *
parse(const char *release, uint32_t *parts)
{
	const char *p = release;
	uint32_t more;
	size_t n;

	parts[0] = parts[1] = parts[2] = 0;
	if (*p == '\0')
		return ("the release is empty");
	if (!part(&p, &parts[0]) || *p != '.')
		return (
		    "the release must begin with two numbers and a dot between them, as in 6.1");
	p++;
	if (!part(&p, &parts[1]))
		return (
		    "the release must begin with two numbers and a dot between them, as in 6.1");
	for (n = 2; *p == '.'; n++) {
		p++;
		if (!part(&p, n == 2 ? &parts[2] : &more))
			return ("a dot in the release must be followed by a number");
	}
	if (*p != '\0' && *p != '-' && *p != '+' && *p != '_' && *p != '~')
		return ("after its numbers the release may go on with one of - + _ ~ only");
	for (; *p != '\0'; p++) {
		if (!is_graph(*p))
			return ("the release must not hold blanks or unprintable characters");
	}
	if ((size_t)(p - release) >= SV_IDENTITY_MAX)
		return ("the release is longer than 64 characters");
	return (NULL);
}

const char *
sv_identity_check_release(const char *release)
{
	uint32_t parts[3];

	return (parse(release, parts));
}

const char *
sv_identity_check_name(const char *name)
{
	size_t len;

	if (name[0] == '\0')
		return ("the name is empty");
	for (len = 0; name[len] != '\0'; len++) {
		if (!is_graph(name[len]))
			return ("the name must not hold blanks or unprintable characters");
	}
	return (len < SV_IDENTITY_MAX ? NULL : "the name is longer than 64 characters");
}

const char *
sv_identity_set_release(struct sv_identity *id, const char *release)
{
	const char *wrong = sv_identity_check_release(release);

	if (wrong == NULL) {
		memset(id->osrelease, 0, sizeof(id->osrelease));
		memcpy(id->osrelease, release, strlen(release));
	}
	return (wrong);
}

const char *
sv_identity_set_name(struct sv_identity *id, const char *name)
{
	const char *wrong = sv_identity_check_name(name);

	if (wrong == NULL) {
		memset(id->osname, 0, sizeof(id->osname));
		memcpy(id->osname, name, strlen(name));
	}
	return (wrong);
}

uint32_t
sv_identity_release_number(const char *release)
{
	uint32_t parts[3];

	if (parse(release, parts) != NULL)
		return (0);
	return (parts[0] * 1000000 + parts[1] * 1000 + parts[2]);
}
