-- SPDX-License-Identifier: BSD-2-Clause
--
-- The output profiles: whose generator is reproduced, with which settings.
--
--     profiles.get("freebsd-14")      { name =, module =, defaults =, keys =, traits = }
--     profiles.names                  in order of age
--     profiles.choose(evidence)       name and why; evidence = { dialect =, conf = parsed conf or nil,
--                                     version = __FreeBSD_version or nil, id = version line or nil,
--                                     profile = the dialect's, newer = true for words that only 15 and 16 have }
--     profiles.settings(profile, conf)   setting -> value, defaults filled in
--
-- freebsd-13 is the awk generator of 13-CURRENT in 2019, freebsd-13.0 the Lua one of the releases.
-- `keys` are the settings that name output files, in the order in which the original writes them.

local profiles = {}

local FREEBSD_FILES = { "sysnames", "syshdr", "sysmk", "syssw", "systrace", "sysproto" }

local AWK_DEFAULTS = {
    sysnames = "syscalls.c", sysproto = "../sys/sysproto.h", sysproto_h = "_SYS_SYSPROTO_H_",
    syshdr = "../sys/syscall.h", sysmk = "../sys/syscall.mk", syssw = "init_sysent.c", syscallprefix = "SYS_",
    switchname = "sysent", namesname = "syscallnames", systrace = "systrace_args.c",
    capabilities_conf = "capabilities.conf", abi_func_prefix = "",
}

local LUA_DEFAULTS = {
    compat_set = "native", mincompat = "0", abi_type_suffix = "", abi_flags = "", abi_headers = "",
    abi_intptr_t = "intptr_t", abi_size_t = "size_t", abi_u_long = "u_long", abi_long = "long",
    abi_semid_t = "semid_t", abi_ptr_array_t = "", ptr_intptr_t_cast = "intptr_t", syscall_abi_change = "",
    syscall_no_abi_change = "", obsol = "", unimpl = "",
}

local function merged(...)
    local result = {}
    for _, from in ipairs({ ... }) do
        for key, value in pairs(from) do result[key] = value end
    end
    return result
end

profiles.names = {
    "freebsd-9", "freebsd-10", "freebsd-11", "freebsd-12", "freebsd-13", "freebsd-13.0", "freebsd-14", "freebsd-16",
    "netbsd",
}

local TABLE = {
    ["freebsd-9"] = {
        module = "profile.freebsd_awk", keys = FREEBSD_FILES, defaults = AWK_DEFAULTS,
        traits = {
            generated = "generated", levels = { 4, 6, 7 },
            plain = { "^freebsd", "^linux", "^svr4", "^ibcs2", "^xenix" },
            old_numbers = true, opt_compat = true, created = true,
            fixed_capabilities = true,
        },
    },
    ["freebsd-10"] = {
        module = "profile.freebsd_awk", keys = FREEBSD_FILES, defaults = AWK_DEFAULTS,
        traits = {
            generated = "generated", levels = { 4, 6, 7 },
            plain = { "^freebsd", "^linux", "^svr4", "^ibcs2", "^xenix" },
            old_numbers = true, opt_compat = true, fixed_capabilities = true,
        },
    },
    -- made from what is known of 11 (10.4 with COMPAT10 and CloudABI); no generator was at hand to compare with
    ["freebsd-11"] = {
        module = "profile.freebsd_awk", keys = FREEBSD_FILES, defaults = AWK_DEFAULTS,
        traits = {
            generated = "generated", levels = { 4, 6, 7, 10 },
            plain = { "^freebsd", "^linux", "^svr4", "^ibcs2", "^xenix", "^cloudabi" },
            old_numbers = true, opt_compat = true, fixed_capabilities = true,
        },
    },
    ["freebsd-12"] = {
        module = "profile.freebsd_awk", keys = FREEBSD_FILES, defaults = AWK_DEFAULTS,
        traits = {
            generated = "@" .. "generated", levels = { 4, 6, 7, 10, 11 },
            plain = { "^freebsd", "^linux", "^ibcs2", "^xenix", "^cloudabi" },
            domainset = true, userland = true, annotations = true, ranges = true, clears_capenabled = true,
        },
    },
    ["freebsd-13"] = {
        module = "profile.freebsd_awk", keys = FREEBSD_FILES, defaults = AWK_DEFAULTS,
        traits = {
            generated = "generated", levels = { 4, 6, 7, 10, 11 },
            plain = { "^freebsd", "^linux", "^xenix", "^cloudabi" },
            domainset = true, userland = true, annotations = true, ranges = true, clears_capenabled = true,
        },
    },
    -- the Lua generator as 13's releases have it, before abi_flags did much
    ["freebsd-13.0"] = {
        module = "profile.freebsd_14", keys = FREEBSD_FILES,
        defaults = merged(AWK_DEFAULTS, LUA_DEFAULTS, { compat_set = "native" }),
        traits = {
            levels = { 4, 6, 7, 10, 11, 12 }, plain = { "^freebsd", "^linux", "^cloudabi" },
            annotations = true, ranges = true, abi = true, indexed = true, slot = "register_t", join = ",",
        },
    },
    ["freebsd-14"] = {
        module = "profile.freebsd_14", keys = FREEBSD_FILES, defaults = merged(AWK_DEFAULTS, LUA_DEFAULTS),
        traits = {
            levels = { 4, 6, 7, 10, 11, 12, 13 }, plain = { "^freebsd", "^linux" },
            annotations = true, ranges = true, abi = true,
        },
    },
    ["freebsd-16"] = {
        module = "profile.freebsd_16",
        keys = { "syssw", "libsys_h", "syshdr", "sysmk", "sysnames", "libsysmap", "sysproto", "systrace" },
        defaults = merged(AWK_DEFAULTS, LUA_DEFAULTS,
            { sysmk = "/dev/null", libsysmap = "/dev/null", libsys_h = "/dev/null", syshdr_extra = "" }),
        traits = {
            levels = { 4, 6, 7, 10, 11, 12, 13, 14 }, plain = { "^freebsd", "^linux" },
            annotations = true, ranges = true, abi = true, strict = true,
        },
    },
    ["netbsd"] = {
        module = "profile.netbsd",
        keys = {
            "sysarghdr", "sysnumhdr", "syssw", "sysnames", "sysautoload", "systrace", "rumpcalls", "rumpcallshdr",
            "rumpsysmap",
        },
        defaults = {
            sys_nosys = "sys_nosys", maxsysargs = "8", systrace = "/dev/null", sysautoload = "/dev/null",
            rumpcalls = "/dev/null", rumpcallshdr = "/dev/null", rumpsysmap = "/dev/null", nsysent = "0",
            sysarghdrextra = "", registertype = "register_t", sysalign = "", emulname = "", compatopts = "",
            constprefix = "", switchname = "", namesname = "",
        },
        traits = { netbsd = true },
    },
}

for name, profile in pairs(TABLE) do profile.name = name end
-- whose words of the type column they know, where that is not a dialect's name
TABLE["freebsd-9"].dialect, TABLE["freebsd-11"].dialect = "freebsd-10", "freebsd-10"
TABLE["freebsd-13.0"].dialect = "freebsd-13"

function profiles.get(name)
    return TABLE[name]
end

local ONLY_16 = { "libsysmap", "libsys_h", "syshdr_extra" }
local ONLY_LUA = { "compat_set", "abi_flags", "abi_headers", "abi_type_suffix", "mincompat", "obsol", "unimpl" }

local function by_version(version)
    local major = version // 100000
    if major < 10 then return "freebsd-9" end
    if major < 12 then return "freebsd-" .. major end
    if major == 12 then return "freebsd-12" end
    -- the Lua generator came in November 2019
    if version < 1300062 then return "freebsd-13" end
    if major == 13 then return "freebsd-13.0" end
    if major < 15 then return "freebsd-14" end
    return "freebsd-16"
end

function profiles.choose(evidence)
    local value = evidence.conf and evidence.conf.value or {}
    if evidence.dialect == "netbsd" or value.sysnumhdr or value.constprefix then
        return "netbsd", "the master's dialect or the conf's settings are NetBSD's"
    end
    for _, key in ipairs(ONLY_16) do
        if value[key] then return "freebsd-16", ("the conf sets '%s'"):format(key) end
    end
    local id_version = (evidence.id or ""):match("[%a]+/(%d+)[%.%d]*/")
    if evidence.version then
        return by_version(evidence.version), ("__FreeBSD_version is %d"):format(evidence.version)
    elseif id_version then
        return by_version(math.tointeger(id_version) * 100000 + 90000), "the branch in the version line"
    end
    -- 14's releases dropped the $FreeBSD$ line, so that their masters look like 15's but for newer words
    if evidence.dialect ~= "freebsd-16" or not evidence.newer then
        for _, key in ipairs(ONLY_LUA) do
            if value[key] then return "freebsd-14", ("the conf sets '%s' and none of %s"):format(key,
                table.concat(ONLY_16, ", ")) end
        end
        if evidence.dialect == "freebsd-16" and not evidence.conf then
            return "freebsd-14", "there is no conf, and no word that 14 does not know"
        end
    end
    return evidence.profile, ("the dialect is %s"):format(evidence.dialect)
end

function profiles.settings(profile, conf)
    local settings = {}
    for key, value in pairs(profile.defaults) do settings[key] = value end
    if conf then
        for _, key in ipairs(conf.keys) do
            if conf.value[key] then settings[key] = conf.value[key] end
        end
    end
    return settings
end

return profiles
