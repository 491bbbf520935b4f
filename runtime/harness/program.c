/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Find a program: through its #! lines to an ELF file, from there to a vector and an interpreter.
 */
#include "program.h"
#include "host.h"

#include "linux_const.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

const struct sv_vector *const host_vectors[] = {&linux_vector};
const size_t host_nvectors = SV_NITEMS(host_vectors);

static const struct sv_vector *
vector_by_name(const char *name)
{
	for (size_t i = 0; i < host_nvectors; i++) {
		if (strcmp(host_vectors[i]->sv_name, name) == 0)
			return (host_vectors[i]);
	}
	return (NULL);
}

static enum host_program_wrong
wrong(struct host_program *p, enum host_program_wrong what, long r)
{
	p->wrong = what;
	p->error = r < 0 ? (int)-r : (int)r;
	return (what);
}

static bool
copy_path(char *to, const char *from)
{
	size_t len = strlen(from) + 1;

	if (len > HOST_PATH_MAX)
		return (false);
	memcpy(to, from, len);
	return (true);
}

/* Follow #! lines until a file that is none. */
static enum host_program_wrong
find_file(struct thread *td, struct host_program *p, int fd, const char *name)
{
	char head[SV_SCRIPT_HEAD];
	const char *next;
	size_t len;
	long r;

	sv_script_start(&p->chain);
	for (;;) {
		r = fd >= 0 ? host_file_use(&p->file, fd) : host_file_open(&p->file, p->path);
		if (r != 0)
			return (wrong(p, HOST_PROGRAM_OPEN, r));
		p->open = true;
		len = p->file.io.size < sizeof(head) ? (size_t)p->file.io.size : sizeof(head);
		if ((r = p->file.io.read(&p->file, 0, head, len)) != 0)
			return (wrong(p, HOST_PROGRAM_OPEN, r));
		switch (sv_script_push(&p->chain, name, head, len)) {
		case SV_SCRIPT_NONE:
			return (HOST_PROGRAM_OK);
		case SV_SCRIPT_FOUND:
			break;
		case SV_SCRIPT_LOOP:
			return (wrong(p, HOST_PROGRAM_SCRIPT, LINUX_ELOOP));
		default:
			return (wrong(p, HOST_PROGRAM_SCRIPT, LINUX_ENOEXEC));
		}
		host_file_close(&p->file);
		p->open = false;
		fd = -1;
		name = sv_script_interpreter(&p->chain);
		if (host_path(td, LINUX_AT_FDCWD, name, HOST_PATH_KERNEL, &next) != 0 ||
		    !copy_path(p->path, next))
			return (wrong(p, HOST_PROGRAM_OPEN, LINUX_ENAMETOOLONG));
	}
}

enum host_program_wrong
host_program_find(
    struct thread *td, struct host_program *p, const char *path, int fd, const char *name)
{
	const struct sv_vector *fallback = &linux_vector;
	const char *next;
	long r;

	p->wrong = HOST_PROGRAM_OK;
	p->open = p->iopen = p->has_interp = false;
	if (!copy_path(p->path, path))
		return (wrong(p, HOST_PROGRAM_OPEN, LINUX_ENAMETOOLONG));
	if (find_file(td, p, fd, name) != HOST_PROGRAM_OK)
		return (p->wrong);
	if (sv_image_plan(&p->plan, &p->file.io, &host_image_want) != SV_IMAGE_OK)
		return (wrong(p, HOST_PROGRAM_IMAGE, LINUX_ENOEXEC));
	if (host_config.brand != NULL)
		fallback = vector_by_name(host_config.brand);
	if (host_config.vector != NULL)
		p->vector = vector_by_name(host_config.vector);
	else
		p->vector = sv_image_choose(&p->plan, host_vectors, host_nvectors, fallback, NULL);
	if (p->vector == NULL)
		return (wrong(p, HOST_PROGRAM_BRAND, LINUX_ENOEXEC));
	if (p->plan.interp[0] == '\0')
		return (HOST_PROGRAM_OK);
	if (host_path(td, LINUX_AT_FDCWD, p->plan.interp, HOST_PATH_KERNEL, &next) != 0 ||
	    !copy_path(p->interp_path, next))
		return (wrong(p, HOST_PROGRAM_INTERP_OPEN, LINUX_ENAMETOOLONG));
	if ((r = host_file_open(&p->ifile, p->interp_path)) != 0)
		return (wrong(p, HOST_PROGRAM_INTERP_OPEN, r));
	p->iopen = p->has_interp = true;
	if (sv_image_plan(&p->iplan, &p->ifile.io, &host_image_want) != SV_IMAGE_OK)
		return (wrong(p, HOST_PROGRAM_INTERP_IMAGE, LINUX_ELIBBAD));
	return (HOST_PROGRAM_OK);
}

void
host_program_close(struct host_program *p)
{
	if (p->open)
		host_file_close(&p->file);
	if (p->iopen)
		host_file_close(&p->ifile);
	p->open = p->iopen = false;
}

int
host_program_errno(const struct host_program *p)
{
	return (p->wrong == HOST_PROGRAM_OK ? 0 : p->error);
}
