/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Path look-up under a compat root, as FreeBSD's kern_alternate_path does it for its foreign ABIs:
 * the program's /A is ROOT/A if that exists, else /A.
 *
 * - Relative paths are left alone: the directory they start from was itself found this way.
 * - Existence is asked of the last component itself; a symbolic link there counts, wherever it
 *   points.
 * - For creation the directory decides: if ROOT has it, the new name goes there, even where the
 *   same name stands in the native tree.  So an empty ROOT/home hides /home for creation and for
 *   opening /home itself, but /home/joe is still found.
 * - What resolves to ROOT itself ("/", "/usr/..") is the native root, so that walking up with ".."
 *   ends somewhere.
 * - ".." beyond the program's root stays there, as on any system: /../etc is /etc.  (FreeBSD
 *   leaves ROOT here and would look at ROOT/../etc; nothing relies on that.)
 * - An absolute symbolic link inside ROOT leads into the native tree, as in FreeBSD before 14.0; a
 *   host may walk such links before it asks here (the harness does: path_links.c).
 */
#ifndef SYSVEC_PATH_H
#define SYSVEC_PATH_H

#include "sysvec/port.h"

enum sv_path_answer {
	SV_PATH_MISSING, /* or unreachable for any reason */
	SV_PATH_THERE,
	SV_PATH_IS_ROOT, /* there, and the same directory as ROOT */
};

struct sv_path_host {
	void *ctx;
	/*
	 * Is there something at this absolute native path?  Links are followed everywhere but in
	 * the last component.
	 */
	enum sv_path_answer (*exists)(void *ctx, const char *path);
};

enum sv_path_want {
	SV_PATH_LOOKUP,
	SV_PATH_CREATE, /* mkdir, symlink, open with O_CREAT, target of rename and link ... */
};

enum sv_path_result {
	SV_PATH_NATIVE,     /* *result is path as given, or buf with leading ".." resolved */
	SV_PATH_UNDER_ROOT, /* *result is buf */
	SV_PATH_TOO_LONG,   /* ENAMETOOLONG; *result untouched */
};

/*
 * root is absolute without a slash at its end; NULL or "" for none.  path is a terminated string in
 * kernel memory. buf of `size` bytes is scratch and result; a path that does not fit it is too
 * long, one that does not fit only behind ROOT is not under ROOT.  buf must not overlap path.
 */
enum sv_path_result sv_path_lookup(const struct sv_path_host *host, const char *root,
    const char *path, enum sv_path_want want, char *buf, size_t size, const char **result);

/*
 * The way back: a native absolute path as the program should see it.  Returns the rest of path
 * behind ROOT ("/" for ROOT itself), or path when it is not under ROOT.  Purely textual; used for
 * getcwd, readlink of /proc/self/exe.
 */
const char *sv_path_shown(const char *root, const char *path);

#endif /* SYSVEC_PATH_H */
