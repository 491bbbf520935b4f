/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Names of file systems (FreeBSD's f_fstypename) and Linux's magic numbers.  The first row of a
 * number, and the first of a name, is the one that counts.  Where FreeBSD has no such file system
 * the name is Linux's, which is what a Linux host puts there.
 */
#include <sysvec/port.h>

#include "linux_const.h"
#include "linux_file.h"

static const struct fstype {
	int64_t magic;
	char name[LINUX_FSTYPE_LEN];
} types[] = {
    /* both systems have it */
    {LINUX_EXT4_SUPER_MAGIC, "ext2fs"},
    {LINUX_TMPFS_MAGIC, "tmpfs"},
    {LINUX_PROC_SUPER_MAGIC, "linprocfs"},
    {LINUX_PROC_SUPER_MAGIC, "procfs"},
    {LINUX_SYSFS_MAGIC, "linsysfs"},
    {LINUX_NFS_SUPER_MAGIC, "nfs"},
    {LINUX_ISOFS_SUPER_MAGIC, "cd9660"},
    {LINUX_MSDOS_SUPER_MAGIC, "msdosfs"},
    {LINUX_UDF_SUPER_MAGIC, "udf"},
    {LINUX_FUSE_SUPER_MAGIC, "fusefs"},
    {LINUX_AUTOFS_SUPER_MAGIC, "autofs"},
    {LINUX_SMB_SUPER_MAGIC, "smbfs"},
    /* FreeBSD's own, as what a Linux program would expect in that place */
    {LINUX_DEVPTS_SUPER_MAGIC, "devpts"},
    {LINUX_TMPFS_MAGIC, "devfs"},
    /* Linux's own */
    {LINUX_OVERLAYFS_SUPER_MAGIC, "overlay"},
    {LINUX_XFS_SUPER_MAGIC, "xfs"},
    {LINUX_BTRFS_SUPER_MAGIC, "btrfs"},
    {LINUX_F2FS_SUPER_MAGIC, "f2fs"},
    {LINUX_RAMFS_MAGIC, "ramfs"},
    {LINUX_SQUASHFS_MAGIC, "squashfs"},
    {LINUX_EROFS_SUPER_MAGIC_V1, "erofs"},
    {LINUX_CGROUP_SUPER_MAGIC, "cgroup"},
    {LINUX_CGROUP2_SUPER_MAGIC, "cgroup2"},
    {LINUX_DEBUGFS_MAGIC, "debugfs"},
    {LINUX_TRACEFS_MAGIC, "tracefs"},
    {LINUX_SECURITYFS_MAGIC, "securityfs"},
    {LINUX_BPF_FS_MAGIC, "bpf"},
    {LINUX_HUGETLBFS_MAGIC, "hugetlbfs"},
    {LINUX_PIPEFS_MAGIC, "pipefs"},
    {LINUX_SOCKFS_MAGIC, "sockfs"},
    {LINUX_ANON_INODE_FS_MAGIC, "anon_inodefs"},
    {LINUX_NSFS_MAGIC, "nsfs"},
    {LINUX_PID_FS_MAGIC, "pidfs"},
    {LINUX_V9FS_MAGIC, "9p"},
    {LINUX_CIFS_SUPER_MAGIC, "cifs"},
    {LINUX_SMB2_SUPER_MAGIC, "smb3"},
    {LINUX_CEPH_SUPER_MAGIC, "ceph"},
    {LINUX_EXFAT_SUPER_MAGIC, "exfat"},
    {LINUX_REISERFS_SUPER_MAGIC, "reiserfs"},
    {LINUX_BCACHEFS_SUPER_MAGIC, "bcachefs"},
    {LINUX_EFIVARFS_MAGIC, "efivarfs"},
    {LINUX_BINFMTFS_MAGIC, "binfmt_misc"},
};

#define UNNAMED     "linux."
#define UNNAMED_LEN (sizeof(UNNAMED) - 1)

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return (c - '0');
	if (c >= 'a' && c <= 'f')
		return (c - 'a' + 10);
	return (-1);
}

void
linux_fstype_in(int64_t magic, char name[LINUX_FSTYPE_LEN])
{
	uint32_t rest = (uint32_t)magic;
	size_t i;

	memset(name, 0, LINUX_FSTYPE_LEN);
	for (i = 0; i < SV_NITEMS(types); i++) {
		if ((uint32_t)types[i].magic == rest) {
			memcpy(name, types[i].name, LINUX_FSTYPE_LEN);
			return;
		}
	}
	memcpy(name, UNNAMED, UNNAMED_LEN);
	for (i = 8; i-- > 0; rest >>= 4)
		name[UNNAMED_LEN + i] = "0123456789abcdef"[rest & 0xf];
}

int64_t
linux_fstype_out(const char *name)
{
	uint32_t magic = 0;
	size_t i;
	int d;

	for (i = 0; i < SV_NITEMS(types); i++) {
		if (strncmp(types[i].name, name, LINUX_FSTYPE_LEN) == 0)
			return (types[i].magic);
	}
	if (strncmp(name, UNNAMED, UNNAMED_LEN) != 0)
		return (0);
	for (i = 0; i < 8; i++) {
		if ((d = digit(name[UNNAMED_LEN + i])) < 0)
			return (0);
		magic = magic << 4 | (uint32_t)d;
	}
	return ((int64_t)magic);
}
