-- SPDX-License-Identifier: BSD-2-Clause
--
-- What things are called in C, and how values are written.
--
--     local n = names.new(world, "linux-amd64 ...")
--     n:constant(side, "O_CREAT")        "LINUX_O_CREAT" on the foreign side, "O_CREAT" on the native one
--     n:tag(side, struct)                "struct linux_stat", "struct stat"
--     n:scalar(side, "long")             "int64_t"
--     n:header(t, "linux_errno.c", "what it is", { locs })
--
-- Fields: world, prefix = "linux", PREFIX = "LINUX", native_dir = "freebsd-amd64", name = vector name.

local model = require("model")
local text = require("emit.text")

local names = {}
local methods = {}
methods.__index = methods

-- `root` is the folder of the specs, cut off from paths in comments.
function names.new(world, root)
    local vector = world.vector
    return setmetatable({
        world = world, root = root, name = vector.name, prefix = vector.prefix, PREFIX = vector.prefix:upper(),
        native_dir = world.native.os .. "-" .. world.native.arch.name,
        foreign_abi = world.foreign.os .. "/" .. world.foreign.arch.name,
        native_abi = world.native.os .. "/" .. world.native.arch.name,
    }, methods)
end

function methods:is_foreign(side)
    return side == self.world.foreign
end

function methods:constant(side, name)
    if side ~= self.world.foreign then return name end
    if name:sub(1, #self.PREFIX + 1) == self.PREFIX .. "_" then return name end
    return self.PREFIX .. "_" .. name
end

-- Constant of a domain's item; the first value of a range.
function methods:item(side, item)
    return self:constant(side, item.name)
end

function methods:tag(side, struct)
    if side == self.world.foreign then return "struct " .. self.prefix .. "_" .. struct.name end
    return "struct " .. struct.name
end

local SCALARS = { i8 = "int8_t", u8 = "uint8_t", i16 = "int16_t", u16 = "uint16_t", i32 = "int32_t", u32 = "uint32_t",
    i64 = "int64_t", u64 = "uint64_t", char = "char" }

-- C type of a scalar base on a side.
function methods:scalar(side, base)
    if SCALARS[base] then return SCALARS[base] end
    local bits = (side.arch.long or side.arch.bits)
    if side == self.world.native then
        if base == "long" then return "long" elseif base == "ulong" then return "unsigned long" end
        return "void *"
    end
    if base == "long" then return bits == 32 and "int32_t" or "int64_t" end
    if base == "ulong" then return bits == 32 and "uint32_t" or "uint64_t" end
    return "l_uintptr_t"
end

-- Integer type of a domain's values; pointers-valued ones are integers here.
function methods:domain_type(side, domain)
    local base = domain.type
    if base == "ptr" then base = "ulong" end
    if base == "long" or base == "ulong" then
        local bits = (side.arch.long or side.arch.bits)
        return (base == "long" and "int" or "uint") .. bits .. "_t"
    end
    return SCALARS[base]
end

-- Its width in bytes and whether it is signed.
function methods:domain_shape(side, domain)
    return model.scalar_size(domain.type, side.arch), domain.type:sub(1, 1) == "i" or domain.type == "long"
end

function names.is_signed(base)
    return base == "i8" or base == "i16" or base == "i32" or base == "i64" or base == "long" or base == "char"
end

-- An item's constant where a signed 64-bit number is wanted.
function methods:signed(side, of_domain, item, c)
    local base = of_domain.type
    local unsigned = base == "u64" or base == "ulong" or base == "ptr"
    return unsigned and item.value and item.value < 0 and "(int64_t)" .. c or c
end

-- The function of a domain; errno's tables have the plain name.
function methods:translator(name, dir)
    return ("%s_%s_%s"):format(self.prefix, name == "errno" and "errno_number" or name, dir)
end

-- "uint32_t" for "int32_t" and itself
function names.unsigned(ctype)
    return ctype:sub(1, 3) == "int" and "u" .. ctype or ctype
end

-- A file of the specs as comments name it.
function methods:spec(file)
    local root = self.root
    if file:sub(1, #root + 1) == root .. "/" then return "specs/" .. file:sub(#root + 2) end
    return file:match("[^/]*$")
end

function methods:place(loc)
    return ("%s:%d"):format(self:spec(loc.file), loc.line)
end

-- The value of an item as its spec spells it, in C; `bits`: it is part of a flag word of `size` bytes, never negative.
function names.value(item, arch, size, bits)
    local raw = item.raw
    local cell = raw and raw.cells and (raw.cells.by and model.override(raw.cells.by, arch) or raw.cells.base)
    local spelled = cell and cell.text or ""
    local value = item.value
    local c
    if bits and value < 0 and spelled:sub(1, 1) == "-" then
        value = size < 8 and value & (1 << 8 * size) - 1 or value
        return ("0x%x%s"):format(value, size == 8 and "ULL" or "U")
    end
    if spelled:find("^0x") then
        c = ("0x%s"):format(spelled:sub(3))
    elseif spelled:find("^%-?%d+$") then
        c = spelled
    elseif spelled:find("^0o[0-7]+$") then
        c = "0" .. spelled:sub(3)
    elseif value < 0 or value < 10 then
        c = tostring(value)
    else
        c = ("0x%x"):format(value)
    end
    if value > 0x7fffffff and value <= 0xffffffff and not c:find("^0") then
        c = c .. "U"
    elseif value > 0xffffffff or value < -0x80000000 then
        c = c .. (value < 0 and c:find("^0x") and "ULL" or size == 8 and c:find("^0x") and "ULL" or "LL")
    end
    if value == -0x80000000 then return "(-0x7fffffff - 1)" end
    if c:sub(1, 1) == "-" then return "(" .. c .. ")" end
    return c
end

-- Paths in few words: several files of one folder and kind become specs/linux/{errno,signal}.spec.
local function shortened(paths)
    local groups, order = {}, {}
    for _, path in ipairs(paths) do
        local dir, base, ending = path:match("^(.-)([^/]*)(%.[^./]*)$")
        local key = (dir or "") .. "\0" .. (ending or "")
        if not groups[key] then
            groups[key] = { dir = dir or "", ending = ending or "", bases = {} }
            order[#order + 1] = key
        end
        local bases = groups[key].bases
        bases[#bases + 1] = base or path
    end
    local words = {}
    for _, key in ipairs(order) do
        local g = groups[key]
        if #g.bases == 1 then
            words[#words + 1] = g.dir .. g.bases[1] .. g.ending
        else
            -- blanks after the commas let the list wrap
            words[#words + 1] = ("%s{%s}%s"):format(g.dir, table.concat(g.bases, ", "), g.ending)
        end
    end
    return words
end

-- The opening comment of a file; `inputs` are locs or paths (repeated ones count once); `vector` stands in the
-- command when the file is not of this vector alone; `about` is a second paragraph.
function methods:header(t, file, what, inputs, vector, about)
    t:line("/* SPDX-License-Identifier: BSD-2-Clause */")
    t:line("/*")
    t:line(" * %s: %s", file, what)
    t:line(" *")
    if about then
        for _, line in ipairs(text.wrap(about, 96)) do t:line(" * %s", line) end
        t:line(" *")
    end
    local seen, list = {}, {}
    for _, input in ipairs(inputs) do
        local path = self:spec(type(input) == "table" and input.file or input)
        if not seen[path] then
            seen[path] = true
            list[#list + 1] = path
        end
    end
    table.sort(list)
    if #list > 0 then
        for _, line in ipairs(text.wrap("From " .. table.concat(shortened(list), ", ") .. ".", 96)) do
            t:line(" * %s", line)
        end
        t:line(" *")
    end
    t:line(" * Made by `sysvec gen %s`; change the specs, not this file.  @generated", vector or self.name)
    t:line(" */")
end

-- Opens and closes an include guard.
function methods:guard(t, file)
    local word = file:upper():gsub("[^%w]", "_")
    t:line("#ifndef %s", word)
    t:line("#define %s", word)
    t:blank()
    return word
end

return names
