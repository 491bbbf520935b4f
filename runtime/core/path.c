/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Look-up under a compat root: which of ROOT/A and /A a program means.
 */
#include "sysvec/path.h"

/*
 * The part of an absolute path behind the last ".." that would leave its root, as a suffix that
 * starts with a slash (or is empty: the root).  "/../etc" gives "/etc", "/a/../../etc" too,
 * "/a/../etc" stays as it is: a may be a link.
 */
static const char *
inside(const char *path)
{
	const char *keep = path, *p = path, *name;
	size_t len;
	unsigned depth = 0;

	while (*p != '\0') {
		while (*p == '/')
			p++;
		for (name = p; *p != '\0' && *p != '/'; p++)
			;
		len = (size_t)(p - name);
		if (len == 0 || (len == 1 && name[0] == '.'))
			continue;
		if (len != 2 || name[0] != '.' || name[1] != '.')
			depth++;
		else if (depth > 0)
			depth--;
		else
			keep = p;
	}
	return (keep);
}

/* Nothing but slashes. */
static bool
is_slash(const char *path)
{
	while (*path == '/')
		path++;
	return (*path == '\0');
}

/*
 * Length of `path` without its last component and the slashes around that; path holds a component.
 */
static size_t
parent_length(const char *path, size_t len)
{
	while (len > 0 && path[len - 1] == '/')
		len--;
	while (len > 0 && path[len - 1] != '/')
		len--;
	while (len > 0 && path[len - 1] == '/')
		len--;
	return (len);
}

enum sv_path_result
sv_path_lookup(const struct sv_path_host *host, const char *root, const char *path,
    enum sv_path_want want, char *buf, size_t size, const char **result)
{
	enum sv_path_answer answer;
	const char *rest;
	size_t rootlen, len, cut;
	char kept;

	if (strlen(path) >= size)
		return (SV_PATH_TOO_LONG);
	if (path[0] != '/' || root == NULL || root[0] == '\0') {
		*result = path;
		return (SV_PATH_NATIVE);
	}

	rest = inside(path);
	if (is_slash(rest)) {
		*result = rest[0] == '/' ? rest : "/";
		return (SV_PATH_NATIVE);
	}
	*result = rest;
	rootlen = strlen(root);
	len = strlen(rest);
	if (rootlen >= size || len >= size - rootlen)
		return (SV_PATH_NATIVE);
	memcpy(buf, root, rootlen);
	memcpy(buf + rootlen, rest, len + 1);

	if (want == SV_PATH_CREATE) {
		cut = rootlen + parent_length(rest, len);
		kept = buf[cut];
		buf[cut] = '\0';
		answer = host->exists(host->ctx, buf);
		buf[cut] = kept;
		if (answer == SV_PATH_MISSING)
			return (SV_PATH_NATIVE);
	} else {
		answer = host->exists(host->ctx, buf);
		if (answer != SV_PATH_THERE)
			return (SV_PATH_NATIVE);
	}
	*result = buf;
	return (SV_PATH_UNDER_ROOT);
}

const char *
sv_path_shown(const char *root, const char *path)
{
	size_t n;

	if (root == NULL || root[0] == '\0')
		return (path);
	for (n = 0; root[n] != '\0'; n++) {
		if (path[n] != root[n])
			return (path);
	}
	if (path[n] == '/')
		return (path + n);
	return (path[n] == '\0' ? "/" : path);
}
