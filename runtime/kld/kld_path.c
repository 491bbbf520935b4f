/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Look-up under the compat root.  A kernel need not ask first whether ROOT/A exists: the operation
 * itself is tried there, and on /A when it failed for want of a name, so that a path that exists
 * costs one walk.  For creation this is the rule of path.h (the directory decides) by itself.  It
 * differs from it in one thing: a symbolic link that leads nowhere does not hide what stands at the
 * same place outside of ROOT.
 */
#include "kld.h"

#include <vm/uma.h>

char kld_root[MAXPATHLEN];

static enum sv_path_answer
assume(void *ctx __unused, const char *path __unused)
{
	return (SV_PATH_THERE);
}

static const struct sv_path_host host = {.exists = assume};

/* Behind the path in the same buffer, which holds two of them. */
static int
under_root(struct kld_path *kp)
{
	const char *result;

	kp->native = kp->buf;
	kp->under = NULL;
	switch (sv_path_lookup(
	    &host, kld_root, kp->buf, SV_PATH_LOOKUP, kp->buf + MAXPATHLEN, MAXPATHLEN, &result)) {
	case SV_PATH_UNDER_ROOT:
		kp->under = result;
		return (0);
	case SV_PATH_NATIVE:
		kp->native = result;
		return (0);
	default:
		kld_path_put(kp);
		return (ENAMETOOLONG);
	}
}

int
kld_path_get(struct thread *td __unused, const char *upath, struct kld_path *kp)
{
	int error;

	kp->buf = malloc(2 * MAXPATHLEN, M_SYSVEC, M_WAITOK);
	if ((error = copyinstr(upath, kp->buf, MAXPATHLEN, NULL)) != 0) {
		kld_path_put(kp);
		return (error);
	}
	return (under_root(kp));
}

int
kld_path_set(const char *path, struct kld_path *kp)
{
	kp->buf = malloc(2 * MAXPATHLEN, M_SYSVEC, M_WAITOK);
	if (strlcpy(kp->buf, path, MAXPATHLEN) >= MAXPATHLEN) {
		kld_path_put(kp);
		return (ENAMETOOLONG);
	}
	return (under_root(kp));
}

void
kld_path_put(struct kld_path *kp)
{
	free(kp->buf, M_SYSVEC);
	kp->buf = NULL;
}

char *
kld_path_existing(struct thread *td, int dfd, struct kld_path *kp)
{
	struct stat sb;

	if (kp->under != NULL && kld_statat(td, AT_SYMLINK_NOFOLLOW, dfd,
	                             __DECONST(char *, kp->under), UIO_SYSSPACE, &sb) == 0)
		return (__DECONST(char *, kp->under));
	return (__DECONST(char *, kp->native));
}

/* For a name that is to be made: its directory decides. */
char *
kld_path_parent(struct thread *td, int dfd, struct kld_path *kp)
{
	char *under = __DECONST(char *, kp->under), *slash;
	struct stat sb;
	size_t len;
	int error;

	if (under == NULL)
		return (__DECONST(char *, kp->native));
	len = strlen(under);
	while (len > 1 && under[len - 1] == '/')
		len--;
	while (len > 1 && under[len - 1] != '/')
		len--;
	slash = &under[len - 1];
	*slash = '\0';
	error = kld_statat(td, 0, dfd, under, UIO_SYSSPACE, &sb);
	*slash = '/';
	return (error == 0 ? under : __DECONST(char *, kp->native));
}
