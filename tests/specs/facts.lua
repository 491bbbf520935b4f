-- SPDX-License-Identifier: BSD-2-Clause
--
-- A side of gen/model.lua -> C conditions, grouped by the header that has to be included.
--
--     facts.groups(side, { version = { 6, 1 } }) -> list of { header = "asm/errno.h", rows = list of ROW }, sorted
--     ROW = { file = "specs/linux/errno.spec", name = "EPERM", loc =, since =, upto =,
--             kind = "constant"|"size"|"offset"|"width"|"number"|"type",
--             text = "(long long)(EPERM) == 1LL" (a constant condition, one line),
--             skip = "internal"|"range" instead of text }
--
-- What no header can confirm (internal members, ranges, trap numbers of Linux) becomes a row with `skip`, so that
-- it is counted.  A member without a header that is not internal becomes a row with `problem`.

local headers = require("import.headers")

local facts = {}

-- The header's expression must have this value.  Domains of 32 bits and less are compared as the bits they are,
-- since headers write 0x80000000 and (1 << 31) for the same thing.
local function same_value(name, value, type)
    local wide = type == "i64" or type == "u64" or type == "long" or type == "ulong"
    if wide then return ("(unsigned long long)(%s) == 0x%xULL"):format(name, value) end
    local bits = value & 0xffffffff
    local signed = bits >= 0x80000000 and bits - (1 << 32) or bits
    return ("((long long)(%s) == %dLL || (long long)(%s) == %dLL)"):format(name, bits, name, signed)
end

-- Release "6.12" -> { 6, 12 }
function facts.release(text)
    local major, minor = text:match("^(%d+)%.?(%d*)")
    return { tonumber(major) or 0, tonumber(minor) or 0 }
end

function facts.older(a, b)
    if a[1] ~= b[1] then return a[1] < b[1] end
    return a[2] < b[2]
end

-- The value in headers of this version: a header's own, or that of an earlier release; nil and that release for what
-- this architecture got later than others.
local function expected(member, version)
    local best
    for _, was in ipairs(member.was or {}) do
        local upto = facts.release(was.upto)
        if version and facts.older(version, upto) and not (best and facts.older(best.upto, upto)) then
            best = { upto = upto, value = was.value, text = was.upto }
        end
    end
    if best then return best.value, best.text end
    return member.header_value or member.value
end

local function collector()
    local groups, by_header = {}, {}
    local c = { call_since = {} }
    function c.add(header, row)
        header = header or ""
        local group = by_header[header]
        if not group then
            group = { header = header, rows = {} }
            by_header[header] = group
            groups[#groups + 1] = group
        end
        row.file = row.loc.file
        group.rows[#group.rows + 1] = row
    end
    function c.sorted()
        table.sort(groups, function(a, b) return a.header < b.header end)
        return groups
    end
    return c
end

local function constants(c, domain, version)
    for _, item in ipairs(domain.items) do
        local row = { name = item.name, loc = item.loc, since = item.since or domain.since,
            upto = item.upto or domain.upto, kind = "constant" }
        if item.kind == "range" then
            row.skip = "range"
        elseif item.internal or domain.internal then
            row.skip = "internal"
        elseif not domain.header then
            row.problem = ("%s is not internal, and %s names no header"):format(item.name, domain.name)
        else
            local value, later = expected(item, version)
            row.since = value == nil and later or row.since
            row.text = same_value(item.name, value or item.value, domain.type)
        end
        c.add(domain.header, row)
    end
end

-- names in our structures that keep clear of FreeBSD's macros
local PREFIXES = { { "^lsi_", "si_" }, { "^lsa_", "sa_" } }

local function header_name(field)
    if field.header_name then return field.header_name end
    for _, pair in ipairs(PREFIXES) do
        local name, n = field.name:gsub(pair[1], pair[2])
        if n > 0 then return name end
    end
    return field.name
end

local function fields(c, struct, list, tag)
    for _, field in ipairs(list) do
        local path = (field.view and field.view .. "." or "") .. field.name
        local row = { name = struct.name .. "." .. path, loc = field.loc, since = field.since or struct.since,
            upto = field.upto, kind = "offset" }
        local name = header_name(field)
        if field.pad or field.internal then
            row.skip = "internal"
        else
            row.text = ("__builtin_offsetof(%s, %s) == %d"):format(tag, name, field.offset)
        end
        c.add(struct.header, row)
        if row.text and not field.type.flexible then
            local width = {}
            for key, value in pairs(row) do width[key] = value end
            width.kind, width.text = "width", ("sizeof(((%s *)0)->%s) == %d"):format(tag, name, field.size)
            c.add(struct.header, width)
        end
    end
end

local function layout(c, struct, side)
    local row = { name = "struct " .. struct.name, loc = struct.loc, since = struct.since, kind = "size" }
    local tag = struct.tag:find(" ", 1, true) and struct.tag or "struct " .. struct.tag
    if tag:find("^typedef ") then tag = tag:sub(9) end
    if struct.internal or headers.differs(tag, side.arch) then
        row.skip = "internal"
    elseif not struct.header then
        row.problem = ("struct %s is not internal and names no header"):format(struct.name)
    else
        row.text = ("sizeof(%s) == %d"):format(tag, struct.size)
    end
    c.add(struct.header, row)
    if not row.text then return end
    fields(c, struct, struct.fields, tag)
    for _, view in ipairs(struct.views) do fields(c, struct, view.fields, tag) end
end

local function ioctls(c, group)
    for _, item in ipairs(group.items) do
        local row = { name = item.name, loc = item.loc, since = item.since, upto = item.upto, kind = "constant" }
        if item.internal then
            row.skip = "internal"
        elseif not group.header then
            row.problem = ("%s is not internal, and ioctls %s names no header"):format(item.name, group.name)
        else
            row.text = same_value(item.name, item.value, "u32")
        end
        c.add(group.header, row)
    end
end

-- how the systems' headers call what a side holds beside its domains
local OS = {
    linux = {
        numbers = { header = "asm/unistd.h", name = "__NR_%s" },
        types = { header = "linux/types.h", name = "__kernel_%s", prefix = "^l_", of = {
            l_size_t = true, l_ssize_t = true, l_off_t = true, l_loff_t = true, l_time_t = true, l_pid_t = true,
            l_uid_t = "uid32_t", l_gid_t = "gid32_t", l_key_t = true, l_clockid_t = true, l_timer_t = true,
            l_mqd_t = true, l_fd_set = true,
        } },
    },
    freebsd = {
        numbers = { header = "sys/syscall.h", name = "SYS_%s" },
        traps = "machine/trap.h",
    },
}

-- Linux states the numbers of all architectures in one table, without their bases; a master that says something else
-- than the table is compared with the header instead.
local function number_table(c, side, how, version)
    for _, item in ipairs(side.numbers.items) do
        local name = item.name:find("^ARM_") and "__ARM_NR_" .. item.name:sub(5) or how.name:format(item.name)
        local call = side.call[item.name]
        if not call or call.number == item.value then
            local value, later = expected(item, version)
            c.add(how.header, { name = name, loc = item.loc, kind = "number", upto = item.upto,
                since = value == nil and later or item.since or c.call_since[item.name],
                text = ("%s == %d"):format(name, (value or item.value) + (side.arch.number_base or 0)) })
        end
    end
end

local function numbers(c, side, how)
    for _, call in ipairs(side.calls) do
        -- FreeBSD's header names only what can be called
        local hidden = call.empty or call.type == "SYSMUX" or call.type:find("^COMPAT") or (call.flags or {}).NODEF
        local item = side.numbers and side.numbers.by_name[call.name or ""]
        local said = item and item.value == call.number
        if call.name and not said and (side.os == "linux" or not hidden) then
            local header = how.name:format(call.name)
            c.add(how.header, { name = header, loc = call.loc, since = call.since, upto = call.upto, kind = "number",
                text = ("%s == %d"):format(header, call.number) })
        end
    end
end

local function types(c, side, how)
    for _, def in ipairs(side.typedefs) do
        local name = how.of[def.name]
        local row = { name = def.name, loc = def.loc, kind = "type" }
        if name then
            name = how.name:format(name == true and def.name:gsub(how.prefix, "") or name)
            row.text = ("sizeof(%s) == %d"):format(name, def.type.size)
        else
            row.skip = "internal"
        end
        c.add(how.header, row)
    end
end

function facts.groups(side, options)
    local c, os = collector(), OS[side.os] or {}
    local version = options and options.version
    for _, domain in ipairs(side.domains) do
        constants(c, domain, version)
    end
    for _, struct in ipairs(side.structs) do layout(c, struct, side) end
    for _, group in ipairs(side.ioctls) do ioctls(c, group) end
    for _, trap in ipairs(side.traps) do
        local row = { name = trap.name, loc = trap.loc, kind = "constant" }
        if os.traps then
            row.text = same_value(trap.name, trap.value, "u32")
        else
            row.skip = "internal"
        end
        c.add(os.traps, row)
    end
    for _, block in ipairs(side.blocks or {}) do
        if block.kind == "call" then c.call_since[block.name] = block.since end
    end
    if side.numbers then number_table(c, side, os.numbers, version) end
    if os.numbers then numbers(c, side, os.numbers) end
    if os.types then types(c, side, os.types) end
    return c.sorted()
end

return facts
