/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The machine's own programs and libraries, against what libelf says of them.  Files named on the
 * command line, else a list of usual ones; at least one must be there.
 */
#define SYSVEC_HOSTED
#include "sysvec/image.h"
#include "suite.h"

#include <fcntl.h>
#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const usual[] = {
    "/bin/sh",
    "/bin/ls",
    "/bin/bash",
    "/bin/busybox",
    "/usr/bin/busybox",
    "/usr/bin/python3",
    "/usr/bin/perl",
    "/usr/bin/git",
    "/usr/bin/gcc",
    "/usr/bin/node",
    "/usr/bin/cmake",
    "/usr/bin/lua5.4",
    "/sbin/ldconfig",
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/x86_64-linux-gnu/libc.so.6",
    "/proc/self/exe",
};

static const struct sv_image_want want = {
    .machine = SV_EM_X86_64,
    .elfclass = SV_ELFCLASS64,
    .elfdata = SV_ELFDATA2LSB,
    .page = 4096,
    .min = 0x10000,
    .max = 0x7ffffffff000,
};

static char **names;
static int nnames;

static int
io_read(void *ctx, uint64_t off, void *buf, size_t len)
{
	return (pread(*(int *)ctx, buf, len, (off_t)off) == (ssize_t)len ? 0 : 5);
}

/* The ABI tag that libelf finds in a note segment, or NULL. */
static const char *
abi_tag(Elf *elf, const GElf_Phdr *ph)
{
	static char name[16];
	size_t off = 0, next, name_at, desc_at;
	GElf_Nhdr nhdr;
	Elf_Data *data = elf_getdata_rawchunk(elf, (int64_t)ph->p_offset, ph->p_filesz, ELF_T_NHDR);

	while (data != NULL && (next = gelf_getnote(data, off, &nhdr, &name_at, &desc_at)) > 0) {
		if (nhdr.n_type == 1 && nhdr.n_namesz > 1 && nhdr.n_namesz <= 12) {
			memcpy(name, (char *)data->d_buf + name_at, nhdr.n_namesz);
			return (name);
		}
		off = next;
	}
	return (NULL);
}

static void
compare(const char *path, int fd)
{
	static struct sv_image_plan plan;
	struct sv_image_io io = {.ctx = &fd, .read = io_read};
	const struct sv_segment *seg = plan.segments;
	const char *tag = NULL, *found;
	struct stat st;
	GElf_Ehdr eh;
	GElf_Phdr ph;
	size_t n, i;
	Elf *elf;

	assert_int_equal(fstat(fd, &st), 0);
	io.size = (uint64_t)st.st_size;
	elf = elf_begin(fd, ELF_C_READ, NULL);
	assert_non_null(elf);
	if (elf_kind(elf) != ELF_K_ELF) {
		assert_int_equal(sv_image_plan(&plan, &io, &want), SV_IMAGE_NOT_ELF);
		elf_end(elf);
		return;
	}
	if (sv_image_plan(&plan, &io, &want) != SV_IMAGE_OK)
		print_error("%s: %s\n", path, sv_image_refusal_text(plan.refusal));
	assert_int_equal(plan.refusal, SV_IMAGE_OK);

	assert_non_null(gelf_getehdr(elf, &eh));
	assert_int_equal(plan.entry, eh.e_entry);
	assert_int_equal(plan.dynamic, eh.e_type == ET_DYN);
	assert_int_equal(plan.machine, eh.e_machine);
	assert_int_equal(plan.osabi, eh.e_ident[EI_OSABI]);
	assert_int_equal(elf_getphdrnum(elf, &n), 0);
	assert_int_equal(plan.phnum, n);
	for (i = 0; i < n; i++) {
		assert_non_null(gelf_getphdr(elf, (int)i, &ph));
		switch (ph.p_type) {
		case PT_LOAD:
			assert_true(seg < plan.segments + plan.nsegments);
			assert_int_equal(seg->vaddr, ph.p_vaddr);
			assert_int_equal(seg->off, ph.p_offset);
			assert_int_equal(seg->filesz, ph.p_filesz);
			assert_int_equal(seg->memsz, ph.p_memsz);
			assert_int_equal((seg->prot & SV_PROT_READ) != 0, (ph.p_flags & PF_R) != 0);
			assert_int_equal(
			    (seg->prot & SV_PROT_WRITE) != 0, (ph.p_flags & PF_W) != 0);
			assert_int_equal((seg->prot & SV_PROT_EXEC) != 0, (ph.p_flags & PF_X) != 0);
			assert_true(ph.p_vaddr >= plan.low && ph.p_vaddr + ph.p_memsz <= plan.high);
			seg++;
			break;
		case PT_PHDR:
			assert_int_equal(plan.phdr, ph.p_vaddr);
			break;
		case PT_INTERP:
			assert_string_equal(
			    plan.interp, (char *)elf_rawfile(elf, NULL) + ph.p_offset);
			break;
		case PT_GNU_STACK:
			assert_int_equal(plan.exec_stack, (ph.p_flags & PF_X) != 0);
			break;
		case PT_NOTE:
			if ((found = abi_tag(elf, &ph)) != NULL)
				tag = found;
			break;
		default:
			break;
		}
	}
	assert_ptr_equal(seg, plan.segments + plan.nsegments);
	if (tag != NULL)
		assert_string_equal(plan.notes[0].name, tag);
	else
		assert_int_equal(plan.nnotes, 0);
	elf_end(elf);
}

static void
plans_agree_with_libelf(void **state)
{
	int fd, i, seen = 0;

	(void)state;
	assert_int_not_equal(elf_version(EV_CURRENT), EV_NONE);
	for (i = 0; i < nnames; i++) {
		if ((fd = open(names[i], O_RDONLY)) < 0)
			continue;
		compare(names[i], fd);
		close(fd);
		seen++;
	}
	assert_true(seen > 0);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plans_agree_with_libelf),
	};

	names = argc > 1 ? argv + 1 : (char **)(uintptr_t)usual;
	nnames = argc > 1 ? argc - 1 : (int)SV_NITEMS(usual);
	return (cmocka_run_group_tests_name("image_real", tests, NULL, NULL));
}
