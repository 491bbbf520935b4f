/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Load and unload: brands, state, sysctls.
 */
#include "kld.h"

#include <sys/elf.h>

#define ACCOUNT_BUDGET 5 /* lines a second on the console */
#define KLD_BRANDS     4

struct sv_account kld_account;
int kld_debug;

/*
 * ---- Identity: readers take no lock, so that what they hold is never changed; old ones go at
 * unload. ----
 */

struct identity {
	struct sv_identity id;
	SLIST_ENTRY(identity) link;
};

static SLIST_HEAD(, identity) identities = SLIST_HEAD_INITIALIZER(identities);
static struct sx identity_lock;
static volatile uintptr_t identity_now;

const struct sv_identity *
kld_identity(void)
{
	return ((const struct sv_identity *)atomic_load_acq_ptr(&identity_now));
}

static struct identity *
identity_copy(void)
{
	struct identity *new = malloc(sizeof(*new), M_SYSVEC, M_WAITOK | M_ZERO);

	new->id = *kld_identity();
	return (new);
}

static void
identity_publish(struct identity *new)
{
	SLIST_INSERT_HEAD(&identities, new, link);
	atomic_store_rel_ptr(&identity_now, (uintptr_t) & new->id);
}

/* arg2: 0 osname, 1 osrelease */
static int
sysctl_identity(SYSCTL_HANDLER_ARGS)
{
	char text[SV_IDENTITY_MAX];
	struct identity *new;
	const char *wrong;
	int error;

	strlcpy(text, arg2 == 0 ? kld_identity()->osname : kld_identity()->osrelease, sizeof(text));
	error = sysctl_handle_string(oidp, text, sizeof(text), req);
	if (error != 0 || req->newptr == NULL)
		return (error);
	sx_xlock(&identity_lock);
	new = identity_copy();
	wrong = arg2 == 0 ? sv_identity_set_name(&new->id, text)
	                  : sv_identity_set_release(&new->id, text);
	if (wrong == NULL)
		identity_publish(new);
	sx_xunlock(&identity_lock);
	if (wrong == NULL)
		return (0);
	free(new, M_SYSVEC);
	uprintf("%s\n", wrong);
	return (EINVAL);
}

static int
sysctl_oss(SYSCTL_HANDLER_ARGS)
{
	struct identity *new;
	int error, version = (int)kld_identity()->ossversion;

	error = sysctl_handle_int(oidp, &version, 0, req);
	if (error != 0 || req->newptr == NULL)
		return (error);
	if (version < 0)
		return (EINVAL);
	sx_xlock(&identity_lock);
	new = identity_copy();
	new->id.ossversion = (uint32_t)version;
	identity_publish(new);
	sx_xunlock(&identity_lock);
	return (0);
}

/* ---- What is missing, most wanted first ---- */

static int
sysctl_unimplemented(SYSCTL_HANDLER_ARGS)
{
	struct sbuf sb;
	uint32_t best, hits, below = UINT32_MAX, last = 0, i;
	int error;

	if ((error = sysctl_wire_old_buffer(req, 0)) != 0)
		return (error);
	sbuf_new_for_sysctl(&sb, NULL, 256, req);
	/*
	 * By falling hits, equal ones by number: a few rows of a few hundred, so that nothing is
	 * sorted.
	 */
	for (;;) {
		best = UINT32_MAX;
		for (i = 0; i < kld_account.ncalls; i++) {
			hits = kld_account.calls[i];
			if (hits == 0 || hits > below || (hits == below && i <= last))
				continue;
			if (best == UINT32_MAX || hits > kld_account.calls[best])
				best = i;
		}
		if (best == UINT32_MAX)
			break;
		below = kld_account.calls[best];
		last = best;
		sbuf_printf(&sb, "%s%u %s", sbuf_len(&sb) != 0 ? "\n" : "", below,
		    linux_vector.sv_syscallnames[best]);
	}
	if (kld_account.beyond != 0)
		sbuf_printf(&sb, "%s%u #%u and other numbers beyond the table",
		    sbuf_len(&sb) != 0 ? "\n" : "", kld_account.beyond, kld_account.beyond_last);
	error = sbuf_finish(&sb);
	sbuf_delete(&sb);
	return (error);
}

static struct sysctl_ctx_list ctx;

static int
sysctls_add(void)
{
	struct sysctl_oid *tree;
	struct sysctl_oid_list *list;

	sysctl_ctx_init(&ctx);
	tree = SYSCTL_ADD_NODE(&ctx, SYSCTL_STATIC_CHILDREN(_compat), OID_AUTO,
	    linux_vector.sv_prefix, CTLFLAG_RW | CTLFLAG_MPSAFE, 0, "programs of another system");
	if (tree == NULL)
		return (EEXIST);
	list = SYSCTL_CHILDREN(tree);
	SYSCTL_ADD_PROC(&ctx, list, OID_AUTO, "osname",
	    CTLTYPE_STRING | CTLFLAG_RW | CTLFLAG_MPSAFE, NULL, 0, sysctl_identity, "A",
	    "name of the system that programs see");
	SYSCTL_ADD_PROC(&ctx, list, OID_AUTO, "osrelease",
	    CTLTYPE_STRING | CTLFLAG_RW | CTLFLAG_MPSAFE, NULL, 1, sysctl_identity, "A",
	    "release of the system that programs see");
	SYSCTL_ADD_PROC(&ctx, list, OID_AUTO, "oss_version",
	    CTLTYPE_INT | CTLFLAG_RW | CTLFLAG_MPSAFE, NULL, 0, sysctl_oss, "I",
	    "version of the sound interface that programs see");
	SYSCTL_ADD_INT(&ctx, list, OID_AUTO, "debug", CTLFLAG_RWTUN, &kld_debug, 0,
	    "tell more on the console");
	SYSCTL_ADD_STRING(&ctx, list, OID_AUTO, "emul_path", CTLFLAG_RD, kld_root, sizeof(kld_root),
	    "where the files of the other system are");
	SYSCTL_ADD_PROC(&ctx, list, OID_AUTO, "unimplemented",
	    CTLTYPE_STRING | CTLFLAG_RD | CTLFLAG_MPSAFE, NULL, 0, sysctl_unimplemented, "A",
	    "calls that programs made in vain, most wanted first");
	SYSCTL_ADD_UINT(&ctx, list, OID_AUTO, "reports_dropped", CTLFLAG_RD, &kld_account.dropped,
	    0, "console messages withheld");
	return (0);
}

/* ---- Brands: one for each interpreter, and the ABI note of all ---- */

static Elf_Brandnote brand_note = {
    .hdr.n_namesz = sizeof("GNU"),
    .hdr.n_descsz = 16,
    .hdr.n_type = 1,
    .vendor = "GNU",
    .flags = BN_TRANSLATE_OSREL,
    .trans_osrel = kld_brand_osrel,
};
static Elf64_Brandinfo brands[KLD_BRANDS];
static unsigned nbrands;

static bool
brands_inuse(void)
{
	return (nbrands != 0 && elf64_brand_inuse(&brands[0]));
}

static int
brands_add(void)
{
	const struct sv_brand *brand = &linux_vector.sv_brand;

	while (nbrands < brand->ninterpreters && nbrands < KLD_BRANDS) {
		brands[nbrands] = (Elf64_Brandinfo){
		    .brand = ELFOSABI_LINUX,
		    .machine = EM_X86_64,
		    .compat_3_brand = "Linux",
		    .emul_path = kld_root,
		    .interp_path = brand->interpreters[nbrands],
		    .sysvec = &kld_sysvec,
		    .flags = BI_CAN_EXEC_DYN | BI_BRAND_NOTE,
		    .brand_note = &brand_note,
		};
		if (elf64_insert_brand_entry(&brands[nbrands]) != 0)
			return (ENOSPC);
		nbrands++;
	}
	return (0);
}

static void
brands_remove(void)
{
	while (nbrands > 0)
		(void)elf64_remove_brand_entry(&brands[--nbrands]);
}

/* ---- The module ---- */

/* FreeBSD's own modules for the same programs. */
static const char *const rivals[] = {
    "linux64elf", "linuxelf", "linux_common", "linuxcommon" /* 12 */};

static int
rival_loaded(void)
{
	for (size_t i = 0; i < nitems(rivals); i++) {
		module_t found;

		MOD_SLOCK;
		found = module_lookupbyname(rivals[i]);
		MOD_SUNLOCK;
		if (found != NULL) {
			printf(
			    "sysvec: FreeBSD's module %s serves Linux programs already; unload it (linux, linux64) first\n",
			    rivals[i]);
			return (EEXIST);
		}
	}
	return (0);
}

static void
release_all(void)
{
	struct identity *id;

	sysctl_ctx_free(&ctx);
	brands_remove();
	kld_state_fini();
	kld_futex_fini();
	free(kld_account.calls, M_SYSVEC);
	memset(&kld_account, 0, sizeof(kld_account));
	while ((id = SLIST_FIRST(&identities)) != NULL) {
		SLIST_REMOVE_HEAD(&identities, link);
		free(id, M_SYSVEC);
	}
	sx_destroy(&identity_lock);
}

static int
load(void)
{
	struct identity *first;
	int error;

	if ((error = rival_loaded()) != 0)
		return (error);
	strlcpy(
	    kld_root, linux_vector.sv_root != NULL ? linux_vector.sv_root : "", sizeof(kld_root));
	TUNABLE_STR_FETCH("compat.linux.emul_path", kld_root, sizeof(kld_root));
	kld_sysvec.sv_size = (int)linux_vector.sv_size;
	kld_sysvec.sv_table = linux_vector.sv_table;
	kld_sysvec.sv_syscallnames = __DECONST(const char **, linux_vector.sv_syscallnames);
	kld_account.calls =
	    malloc(linux_vector.sv_size * sizeof(uint32_t), M_SYSVEC, M_WAITOK | M_ZERO);
	kld_account.ncalls = linux_vector.sv_size;
	kld_account.budget = ACCOUNT_BUDGET;
	sx_init(&identity_lock, "sysvec identity");
	first = malloc(sizeof(*first), M_SYSVEC, M_WAITOK | M_ZERO);
	first->id = linux_vector.sv_identity;
	identity_publish(first);
	kld_futex_init();
	kld_state_init();
	error = sysctls_add();
	if (error == 0)
		error = brands_add();
	if (error != 0) {
		release_all();
		return (error);
	}
	if (bootverbose)
		printf("sysvec: %s ready, root %s\n", linux_vector.sv_name, kld_root);
	return (0);
}

static int
unload(void)
{
	if (brands_inuse()) {
		printf("sysvec: programs of %s are running; not unloaded\n", linux_vector.sv_name);
		return (EBUSY);
	}
	release_all();
	return (0);
}

static int
event(module_t mod __unused, int type, void *data __unused)
{
	switch (type) {
	case MOD_LOAD:
		return (load());
	case MOD_UNLOAD:
		return (unload());
	default:
		return (EOPNOTSUPP);
	}
}

static moduledata_t module = {"sysvec_linux", event, NULL};
DECLARE_MODULE(sysvec_linux, module, SI_SUB_EXEC, SI_ORDER_ANY);
MODULE_VERSION(sysvec_linux, 1);
MODULE_DEPEND(sysvec_linux, sysvmsg, 1, 1, 1);
MODULE_DEPEND(sysvec_linux, sysvsem, 1, 1, 1);
MODULE_DEPEND(sysvec_linux, sysvshm, 1, 1, 1);
