-- SPDX-License-Identifier: BSD-2-Clause
--
-- The records every stage shares, and small pure helpers over them.  This comment is the one place to
-- learn the IR.  gen/load.lua makes the records; nothing later edits them.
--
-- Every record has `loc = { file = "specs/linux/errno.spec", line = 12, col = 5 }`.  A field that does
-- not apply is nil; lists are never nil.  Order of lists is the order of the spec.
--
-- WORLD, as load.vector(root, name, src, sink) returns it
--     world.vector    a vector record             world.foreign, world.native    a side each
--     world.policies  the pair blocks of vector.pair, list (see POLICY)
--     world.calls     calls-pair lines by foreign call name; world.call_list the same in file order
--
-- vector      { name = "linux-amd64", foreign = { os = "linux", arch = "amd64" }, native = { os=, arch= },
--               pair = "linux-on-freebsd", prefix = "linux", root = "/compat/linux", osname = "Linux",
--               osrelease = "6.1.0", ossversion = 0x030600, errno = "negative"|"carry",
--               abi = "amd64-syscall", loc =,
--               brands = { { kind = "osabi", value = "linux" }, { kind = "note", name = "GNU", system = "linux" },
--                          { kind = "interpreter", path = "/lib64/ld-linux-x86-64.so.2" } },
--               auxv = { { tag = "AT_PAGESZ", from = "pagesize", loc = } },
--               undecided = { { name = "sigframe", text = "what is left, and where to look", loc = } } }
--
-- side        { os = "linux", arch = ARCH,
--               domains = list of DOMAIN,   domain = { [name] = DOMAIN },
--               structs = list of STRUCT,   struct = { [name] = STRUCT },
--               ioctls  = list of IOCTLS,   ioctl_group = { [name] = IOCTLS },
--               typedefs = list of { name = "l_size_t", type = TYPE, text =, loc = },  typedef = { [name] = },
--               traps   = list of TRAP of this architecture,
--               calls   = list of CALL by number,   call = { [name] = CALL },
--               trap    = the traps as a DOMAIN "trap", for pairs (not in `domains`; item.trap is the TRAP),
--               auxv    = the DOMAIN "auxv", or nil }
--             Everything on a side is resolved for its architecture: values are integers, members that
--             do not exist there stand in DOMAIN.absent only.
--
-- ARCH        { name = "n32", bits = 32, endian = "big", families = { "mips" }, ioctl = "generic"|"powerpc"|
--               "parisc"|"bsd", number_base = 6000 (0 unless said), private = { first =, last = } or nil,
--               pair64 = "aligned"|"unaligned" or nil (not split), long = 32 (width of `long` and pointers,
--               = bits unless said), align64 = 4 or 8 (alignment of 64-bit scalars), loc = }
--
-- DOMAIN      { name = "open_flags", kind = "enum"|"flags", type = "i32" (C integer of the value: TYPE below),
--               header = "asm/fcntl.h" or nil (several are separated by blanks), os = "linux",
--               since =, upto =, internal = (of the whole block), loc =,
--               unknown = { op = "refuse", errno = "EINVAL" } | { op = "ignore" } | { op = "pass" },
--               items   = every member, mask, number and range that exists on this architecture, in spec
--                         order: what a header of constants walks; item.kind tells which,
--               members = only the members (aliases too),   masks =, numbers =, ranges = likewise,
--               absent  = items of the spec that this architecture lacks,
--               by_name = { [name] = item } of items }
--   member    { kind = "member", name = "O_WRONLY", value = 1,
--               alias_of = "EAGAIN"     name of the primary; nil when an override gave it a value of its own
--               of_mask  = "O_ACCMODE"  the multi-bit field it is a value of
--               contains = { "O_DSYNC" } members whose bits are part of this one; {} if none
--               since = "7.1", upto = "6.2" ("until" is a Lua keyword),
--               was = { { value = 69, upto = "6.2", arch = "hppa" or nil } },
--               header_value = 4        what the uapi header says where it differs from the kernel
--               internal, obsolete, reserved = true,   text = "operation not permitted", loc =, raw = (parser's) }
--   mask      { kind = "mask", name = "O_ACCMODE", value = 3, text =, loc = }
--   number    { kind = "number", name = "CLONE_SIGNAL", value = 0xff (the bits of the field),
--               domain = "signal" or nil (a plain number), text =, loc = }
--   range     { kind = "range", name = "SIGRT", first = 32, last = 64, text =, loc = }
--
-- STRUCT      { name = "stat", size = 144, align = 8, header = "asm/stat.h", tag = "stat" (C tag in that
--               header), typedef = "NAME" or nil, since =, os =, loc =,
--               fields = list of FIELD,   views = list of { name = "kill", fields = list of FIELD, loc = },
--               field = { [name] = FIELD } (fields of views as "kill.si_pid") }
--   field     { name = "f_spare", type = TYPE, offset = 88, size = 32, domain = "mode" or nil, pad = true or nil,
--               when = { field = "si_code", members = { "CLD_KILLED", "CLD_DUMPED" } } (the domain holds only then),
--               view = "kill" or nil, header_name = "_sigev_un._tid" (where the header calls it otherwise),
--               internal = true or nil, since =, text =, loc = }
--   TYPE      { base = "u64"|"i8".."i64"|"u8".."u64"|"char"|"long"|"ulong"|"ptr"|"struct", struct = "timespec"
--               when base is struct, count = 4 for an array or nil, flexible = true for `char[]` at the end,
--               size = bytes of the whole, unit = bytes of one element, align = natural alignment }
--             A domain's `type` and scalar arguments use only the base name ("i32").
--
-- IOCTLS      { name = "tty", header = "asm/ioctls.h", os =, loc =, items = list of IOCTL, by_name = }
--   ioctl     { name = "TCGETS", value = 0x5401, dir = "in"|"out"|"inout"|"none"|"value", type = TYPE or nil,
--               encoder = { op = "ior", group = 82, nr = 0 } or nil, alias_of =, since =, upto =, text =, loc = }
--
-- TRAP        { name = "X86_TRAP_DE", value = 0, signal = "SIGFPE" or nil, code = "FPE_INTDIV" or nil,
--               codes = { "FPE_INTDIV" } (alternatives; code is the first), text =, loc = }
--
-- CALL        { name = "openat" (nil for a reserved number without one), number = 257, last = 257 (of a range),
--               empty = true for OBSOL, UNIMPL, RESERVED..., func = "linux_openat", ret = "int", text =,
--               since = "2.6.16" or nil, loc = (the master's),
--               type = "STD"|"UNIMPL"|"OBSOL"|"RESERVED"... first word of the master's type,
--               flags = { STD = true, ... }, args = list of ARG, master = the record of gen/parse/master.lua }
--   arg       { name = "pathname", ctype = "const char *", dir = "in"|"out"|"inout" or nil, domain = "at_fd" or nil,
--               struct = "stat" or nil, scalar = "i32" or nil, bytes = "count" (argument with the length) or nil,
--               path = true, string = true, count = 2 for arrays of the pointed-to thing, loc = }
--
-- POLICY (a pair block)
--             { what = "domain"|"struct"|"ioctls", name = "errno" (on the `from` side), to_name = "errno" (same
--               unless `pair A == B`), from = "freebsd", to = "linux", both = true for `<->`,
--               fallback = "EINVAL" or nil, unknown = like DOMAIN.unknown or nil (nil: the domain's own),
--               lines = list of LINE, loc = }
--   line      { name = "EDOOFUS", range = true for a range line, op = "=="|"->"|"ignore"|"none"|"hand"|"zero"|
--               "const"|"clamp", targets = { "EINVAL" } (several bits for flags; {} without), errno = "EINVAL"
--               after none, number = 7 after const, file = "runtime/..." after hand or nil,
--               reason = "nearest meaning" or nil, loc = }
--
-- CALLS-PAIR LINE
--             { name = "openat", from = "linux", to = "freebsd", loc =, reason = or nil,
--               op = "service"|"hand"|"nosys"|"error"|"zero",
--               args = list, or nil when the line has no parentheses (hand, nosys ...),
--               service = "openat", service_args = nil (same arguments, same order) or list of
--                   { kind = "arg", name = "dfd" } | { kind = "const", name = "AT_FDCWD" } |
--                   { kind = "number", value = 0 },
--               result = "signal" (domain of td_retval[0], `-> DOMAIN`) or nil, file = (hand),
--               errno = "EPERM" (error) }
--   arg       { name = "statbuf", loc =, nullable = true for `?`,
--               kind = "plain"   handed on as it is
--                    | "domain"  .domain, translated in
--                    | "path"    user pointer to a string, handed on
--                    | "struct"  .dir in|out|inout, .struct, .count or nil: copied and translated
--                    | "ptr"     .dir, .domain: pointer to one value of a domain (.count for arrays)
--                    | "scalar"  .dir, .scalar = "i32": pointer to a scalar of equal meaning on both sides }

local model = {}

model.SCALARS = { i8 = 1, u8 = 1, char = 1, i16 = 2, u16 = 2, i32 = 4, u32 = 4, i64 = 8, u64 = 8 }

-- Bytes of a scalar type on an architecture; nil for what is no scalar.
function model.scalar_size(base, arch)
    if base == "long" or base == "ulong" or base == "ptr" then return (arch.long or arch.bits) // 8 end
    return model.SCALARS[base]
end

-- The cell of `overrides` ({ [name] = anything }) that holds on arch: its own name, then its families
-- in order; nil when none does.
function model.override(overrides, arch)
    if not overrides then return nil end
    local own = overrides[arch.name]
    if own ~= nil then return own end
    for _, family in ipairs(arch.families) do
        if overrides[family] ~= nil then return overrides[family] end
    end
    return nil
end

-- Does a word that names an architecture or a family mean this one?
function model.is_arch(word, arch)
    if word == arch.name then return true end
    for _, family in ipairs(arch.families) do
        if word == family then return true end
    end
    return false
end

-- Value of a resolved member, mask or number; a parsed one (model.raw) on an architecture: see
-- parse/spec_value.  `domain` is needed only for the latter.
function model.value(member, arch, domain)
    if member.value ~= nil or not arch then return member.value end
    return require("parse.spec_value").resolve(member.raw or member, arch, domain)
end

-- The item of that name in domain `name` of a side, or nil.
function model.lookup(side, name, item)
    local domain = side.domain[name]
    return domain and domain.by_name[item]
end

-- The member an alias stands for (itself for a primary).
function model.primary(domain, member)
    local seen = 0
    while member and member.alias_of and seen < 8 do
        member, seen = domain.by_name[member.alias_of], seen + 1
    end
    return member
end

-- Members that are not aliases, in spec order.
function model.primaries(domain)
    local list = {}
    for _, member in ipairs(domain.members) do
        if not member.alias_of then list[#list + 1] = member end
    end
    return list
end

-- Primary members sorted by value (stable), for dense tables.
function model.by_value(domain)
    local list, place = model.primaries(domain), {}
    for i, member in ipairs(list) do place[member] = i end
    table.sort(list, function(a, b)
        if a.value ~= b.value then return a.value < b.value end
        return place[a] < place[b]
    end)
    return list
end

-- Names that alias `member`, in spec order.
function model.aliases(domain, member)
    local list = {}
    for _, other in ipairs(domain.members) do
        if other.alias_of and model.primary(domain, other) == member then list[#list + 1] = other.name end
    end
    return list
end

-- Keys of a table in sorted order: for k, v in model.sorted(t) do
function model.sorted(t)
    local keys = {}
    for key in pairs(t) do keys[#keys + 1] = key end
    table.sort(keys)
    local i = 0
    return function()
        i = i + 1
        if keys[i] ~= nil then return keys[i], t[keys[i]] end
    end
end

-- Must a C compiler be told that the layout is packed?  True when a field lies below its natural alignment or
-- the structure's alignment is smaller than that of a field.
function model.packed(struct)
    local function loose(fields)
        for _, field in ipairs(fields) do
            local align = field.type.align
            if align > struct.align or field.offset % align ~= 0 then return true end
        end
        return struct.size % struct.align ~= 0
    end
    if loose(struct.fields) then return true end
    for _, view in ipairs(struct.views) do
        if loose(view.fields) then return true end
    end
    return false
end

-- One direction of policy for a domain, structure or ioctl list: both-ways blocks turned the right way and
-- merged with the one-way block.
--     what = "domain"|"struct"|"ioctls", name on the `from` side
-- -> { to_name =, fallback =, unknown =, blocks = list, by_name = { [from name] = LINE }, lines = list }
-- A LINE of a `<->` block seen from its far side has name and target exchanged (fresh record, same loc;
-- .turned = the original).  Lines of a `<->` structure block that are not `==` keep their name on both
-- sides.  The first line for a name wins; checks report the second.
-- The result is shared between callers: policies.memo, which the loader provides, remembers it.
local function merged_policy(blocks, what, name, from, to)
    local p = { to_name = name, blocks = {}, by_name = {}, lines = {} }
    for _, block in ipairs(blocks) do
        local fits = block.what == what
        local forward = fits and block.from == from and block.to == to and block.name == name
        local backward = fits and block.both and block.from == to and block.to == from and block.to_name == name
        if forward or backward then
            p.blocks[#p.blocks + 1] = block
            p.to_name = forward and block.to_name or block.name
            p.fallback = p.fallback or block.fallback
            p.unknown = p.unknown or block.unknown
            for _, line in ipairs(block.lines) do
                if not forward and line.op == "==" then
                    line = { name = line.targets[1], range = line.range, op = "==", targets = { line.name },
                        reason = line.reason, loc = line.loc, turned = line }
                end
                p.lines[#p.lines + 1] = line
                if line.name and not p.by_name[line.name] then p.by_name[line.name] = line end
            end
        end
    end
    return p
end

function model.policy(policies, what, name, from, to)
    local memo = policies.memo
    if not memo then return merged_policy(policies, what, name, from, to) end
    local blocks = memo.blocks
    if not blocks then
        blocks = {}
        for _, block in ipairs(policies) do
            for _, key in ipairs(block.name == block.to_name and { block.name } or { block.name, block.to_name }) do
                blocks[key] = blocks[key] or {}
                table.insert(blocks[key], block)
            end
        end
        memo.blocks = blocks
    end
    local key = what .. " " .. name .. " " .. from .. " " .. to
    if not memo[key] then memo[key] = merged_policy(blocks[name] or {}, what, name, from, to) end
    return memo[key]
end

-- What becomes of item `from_item` (a primary, mask, number or range of from_domain) under policy p.
-- -> "exact", target item        same name, or a name shared by an alias, or `==`
--    "lossy", { target items }, line
--    "ignore"|"none"|"hand"|"zero"|"const"|"clamp", nil, line
--    nil                         no answer: the pair is not total
-- Targets that do not exist are left out; checks report them.
function model.answer(p, from_domain, from_item, to_domain)
    local line = p.by_name[from_item.name]
    if line and line.op ~= "==" and line.op ~= "->" then return line.op, nil, line end
    if line then
        local targets = {}
        for _, target in ipairs(line.targets) do targets[#targets + 1] = to_domain.by_name[target] end
        if line.op == "->" then return "lossy", targets, line end
        if targets[1] then return "exact", model.primary(to_domain, targets[1]), line end
        return nil
    end
    local target = to_domain.by_name[from_item.name]
    if target and target.kind == from_item.kind then return "exact", model.primary(to_domain, target) end
    if from_item.kind ~= "member" then return nil end
    for _, alias in ipairs(model.aliases(from_domain, from_item)) do
        target = to_domain.by_name[alias]
        if target and target.kind == "member" then return "exact", model.primary(to_domain, target) end
    end
    return nil
end

return model
