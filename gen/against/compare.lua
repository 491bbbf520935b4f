-- SPDX-License-Identifier: BSD-2-Clause
--
-- C headers and tables of somebody's layer against the specs of one ABI.
--
--     local counts = compare.files(files, sides, opts, sink)
--
-- files   records of cfile.lua          sides { foreign = side, native = side or nil }
-- opts    { prefix = "LINUX_" or nil (found out), release = "6.1" or nil: leave out what came later }
-- counts  { compared =, agree =, unknown =, excused = }: constants by what was found
--
-- Rules: against-value, against-row, against-rows, against-call, against-args, against-sign, against-bare (a note).

local cvalue = require("against.cvalue")
local model = require("model")

local compare = {}

-- Is release `a` newer than `b`?
local function newer(a, b)
    local a1, a2 = a:match("^(%d+)%.?(%d*)")
    local b1, b2 = b:match("^(%d+)%.?(%d*)")
    a1, a2, b1, b2 = tonumber(a1) or 0, tonumber(a2) or 0, tonumber(b1) or 0, tonumber(b2) or 0
    return a1 > b1 or a1 == b1 and a2 > b2
end

-- Every name of a side -> list of { value, loc, what }.
local function index_of(side, release)
    local index = {}
    local function put(name, value, loc, what, since)
        if value == nil or release and since and newer(since, release) then return end
        index[name] = index[name] or {}
        table.insert(index[name], { value = value, loc = loc, what = what })
    end
    for _, domain in ipairs(side.domains) do
        for _, item in ipairs(domain.items) do
            if item.kind ~= "range" then
                put(item.name, item.value, item.loc, domain.name, item.since)
                if item.header_value then put(item.name, item.header_value, item.loc, domain.name) end
                for _, was in ipairs(item.was or {}) do put(item.name, was.value, item.loc, domain.name) end
            end
        end
    end
    for _, group in ipairs(side.ioctls) do
        for _, item in ipairs(group.items) do
            put(item.name, item.value, item.loc, group.name)
            -- many layers compare group and number only
            put(item.name, item.value & 0xffff, item.loc, group.name)
        end
    end
    for _, trap in ipairs(side.traps or {}) do put(trap.name, trap.value, trap.loc, "trap") end
    for _, call in ipairs(side.calls or {}) do
        if call.name and not call.empty then
            put("SYS_" .. call.name, call.number, call.loc, "calls")
            put("__NR_" .. call.name, call.number, call.loc, "calls")
            put("SYS_" .. side.os .. "_" .. call.name, call.number, call.loc, "calls")
        end
    end
    return index
end

-- Do two values agree as the 32 or 64 bits they are?
local function same(a, b)
    return a == b or (a & 0xffffffff) == (b & 0xffffffff) and (a >> 32 == 0 or a >> 32 == 0xffffffff) and
        (b >> 32 == 0 or b >> 32 == 0xffffffff)
end

local function shown(value)
    return value > 9 and ("%d (0x%x)"):format(value, value) or tostring(value)
end

-- The prefix most constants of the files carry, if it is of the kind FOREIGN_.
local function usual_prefix(files, os)
    local prefix = os:upper() .. "_"
    for _, file in ipairs(files) do
        for _, constant in ipairs(file.constants) do
            if constant.name:sub(1, #prefix) == prefix then return prefix end
        end
    end
    return ""
end

-- name -> value by the files' own definitions, then by the sides
local function lookup_of(files, prefix, index, native_index)
    local exprs, busy, known = {}, {}, {}
    for _, file in ipairs(files) do
        for _, constant in ipairs(file.constants) do exprs[constant.name] = exprs[constant.name] or constant.expr end
    end
    local function lookup(name)
        if known[name] ~= nil then return known[name] or nil end
        local value
        if exprs[name] and not busy[name] then
            busy[name] = true
            value = cvalue.eval(exprs[name], lookup)
            busy[name] = nil
        elseif not exprs[name] then
            local entry = prefix ~= "" and name:sub(1, #prefix) == prefix and index[name:sub(#prefix + 1)] or
                native_index[name]
            value = entry and entry[1].value
        end
        known[name] = value or false
        return value
    end
    return lookup
end

local function compare_constants(file, prefix, index, lookup, counts, sink)
    local by_name = {}
    for _, constant in ipairs(file.constants) do
        if constant.name:sub(1, #prefix) == prefix then
            by_name[constant.name] = by_name[constant.name] or {}
            table.insert(by_name[constant.name], constant)
        end
    end
    for name, constants in model.sorted(by_name) do
        local entries, fits, value = index[name:sub(#prefix + 1)], false, nil
        for _, constant in ipairs(constants) do
            local v = cvalue.eval(constant.expr, lookup)
            value = value or v
            for _, entry in ipairs(entries or {}) do fits = fits or v ~= nil and same(v, entry.value) end
        end
        if not entries or value == nil then
            counts.unknown = counts.unknown + 1
        else
            counts.compared = counts.compared + 1
            if fits then
                counts.agree = counts.agree + 1
            elseif constants[1].excused then
                counts.excused = counts.excused + 1
            else
                local entry = entries[1]
                sink:error(constants[1].loc, "against-value", "%s is %s; %s says %s (%s:%d)", name, shown(value), entry.what,
                    shown(entry.value), entry.loc.file, entry.loc.line)
            end
        end
    end
end

local function bare(text)
    return text:gsub("^%-%s*", ""):gsub("^%((.*)%)$", "%1"):gsub("^%-%s*", "")
end

-- One row of an errno or signal table: where both systems have the name, it stays.
local function compare_row(from, to, index_name, value_name, row, release, sink)
    local item = from.by_name[index_name]
    local twin, target = to.by_name[index_name], to.by_name[value_name]
    if twin and release and twin.since and newer(twin.since, release) then return true end
    if not item or not twin or not target or twin.value == target.value then return true end
    sink:error(row.loc, "against-row", "%s becomes %s, and the other system has %s too (%s:%d)", index_name, value_name,
        index_name, twin.loc.file, twin.loc.line)
    return false
end

local function compare_table(t, prefix, sides, lookup, release, counts, sink)
    for _, name in ipairs({ "errno", "signal" }) do
        local foreign, native = sides.foreign.domain[name], sides.native.domain[name]
        local rows, present = 0, {}
        for i, row in ipairs(t.rows) do
            local index, value = row.index, bare(row.value)
            local out, from, to
            -- [EPERM] = -LINUX_EPERM, [LINUX_EPERM] = EPERM
            if index and prefix ~= "" and value:sub(1, #prefix) == prefix and native.by_name[index] then
                out, from, to, value = true, native, foreign, value:sub(#prefix + 1)
            elseif index and prefix ~= "" and index:sub(1, #prefix) == prefix and native.by_name[value] then
                index, from, to = index:sub(#prefix + 1), foreign, native
            elseif not index and name == "errno" and t.size:find("ELAST", 1, true) then
                -- by position: native numbers to foreign ones
                local number, target = i - 1, lookup(value) or tonumber(value)
                for _, item in ipairs(model.primaries(native)) do
                    if item.value == number and target then
                        index, out, from, to = item.name, true, native, foreign
                        for _, other in ipairs(model.primaries(foreign)) do
                            if other.value == math.abs(target) then value = other.name end
                        end
                    end
                end
            end
            if from then
                rows = rows + 1
                present[from.by_name[index] and from.by_name[index].value or false] = true
                counts.compared = counts.compared + 1
                if compare_row(from, to, index, value, row, release, sink) then counts.agree = counts.agree + 1 end
                if out and name == "errno" then t.out = true end
            end
        end
        if t.out and rows > 10 and name == "errno" then
            local missing = {}
            for _, item in ipairs(model.by_value(native)) do
                if not item.internal and item.value > 0 and not present[item.value] then missing[#missing + 1] = item.name end
            end
            if #missing > 0 then
                sink:error(t.loc, "against-rows", "table %s has no row for %s: %s would become 0, success", t.name,
                    table.concat(missing, ", "), #missing == 1 and "it" or "they")
            end
        end
    end
end

-- A call of an ABI: from its own master, or its number from the table of all ABIs and its arguments from `reference`, a
-- side that has a master (where no 64-bit argument would come in two halves).
local function call_of(side, name, reference)
    local own = side.call and side.call[name]
    if own and not own.empty then return own end
    local numbers = side.numbers
    local item = numbers and numbers.by_name[name]
    if not item then return nil end
    local args = reference and reference.call[name] and reference.call[name].args or {}
    for _, arg in ipairs(args) do
        if side.arch.bits == 32 and (arg.ctype or ""):find("loff_t") then args = {} end
    end
    return { name = name, number = item.value, args = args, loc = item.loc, borrowed = true }
end

-- A call's name without what tells its generations apart: oldolduname, _newselect, stat64 ...
local function plain(name)
    local text = name:gsub("[%d_]", "")
    while text:find("^old") or text:find("^new") do text = text:sub(4) end
    return text
end

local function name_at(side, number)
    for _, call in ipairs(side.calls or {}) do
        if call.number == number and not call.empty then return call.name end
    end
    for _, item in ipairs(side.numbers and side.numbers.members or {}) do
        if item.value == number and not item.alias_of then return item.name end
    end
end

local function compare_calls(file, side, counts, sink)
    for _, call in ipairs(file.calls) do
        local own = call_of(side, call.name)
        if not own then
            counts.unknown = counts.unknown + 1
        else
            counts.compared = counts.compared + 1
            if own.number ~= call.number then
                sink:error(call.loc, "against-call", "%s is number %d; it is %d (%s:%d)", call.name, call.number, own.number,
                    own.loc.file, own.loc.line)
            else
                counts.agree = counts.agree + 1
            end
        end
    end
end

-- Tables by native errno of a system whose own facts are not known: at least every native errno wants a row.
function compare.row_counts(files, native, sink)
    local counts, last, numbers = { compared = 0, agree = 0, unknown = 0, excused = 0 }, 0, {}
    for _, item in ipairs(native.domain.errno.members) do
        if not item.internal and item.value > 0 then
            last = math.max(last, item.value)
            numbers[item.name] = item.value
        end
    end
    for _, file in ipairs(files) do
        for _, t in ipairs(file.tables) do
            if t.size:find("ELAST", 1, true) then
                counts.compared = counts.compared + 1
                local rows = 0
                for i, row in ipairs(t.rows) do
                    rows = math.max(rows, row.index and (numbers[row.index] or tonumber(row.index) or 0) + 1 or i)
                end
                if rows < last + 1 then
                    sink:error(t.loc, "against-rows", "table %s has %d rows; native errnos go up to %d, and the rest would "
                        .. "become 0, success", t.name, rows, last)
                else
                    counts.agree = counts.agree + 1
                end
            end
        end
    end
    return counts
end

function compare.files(files, sides, opts, sink)
    local counts = { compared = 0, agree = 0, unknown = 0, excused = 0 }
    local prefix = opts.prefix or usual_prefix(files, sides.foreign.os)
    local index = index_of(sides.foreign, opts.release)
    local lookup = lookup_of(files, prefix, index, sides.native and index_of(sides.native) or {})
    for _, file in ipairs(files) do
        compare_constants(file, prefix, index, lookup, counts, sink)
        for _, t in ipairs(sides.native and file.tables or {}) do
            compare_table(t, prefix, sides, lookup, opts.release, counts, sink)
        end
        compare_calls(file, sides.foreign, counts, sink)
    end
    return counts
end

-- C's integer types by width in bits and sign, for `long` as wide as the ABI has it.
local function integer(ctype, side)
    local text = ctype:gsub("%f[%w_]const%f[^%w_]%s*", ""):gsub("^%s+", ""):gsub("%s+$", "")
    local typedef = side.typedef[text]
    local base = typedef and typedef.type and (typedef.type.base or typedef.type) or text
    if base == "long" or base == "i64" and side.arch.bits == 64 then return "long" end
    if base == "ulong" or base == "u_long" or base == "unsigned long" or base == "u64" and side.arch.bits == 64 then
        return "unsigned long"
    end
    return nil
end

-- A master read by gen/parse/master.lua.
function compare.master(record, side, sink, reference)
    local counts = { compared = 0, agree = 0, unknown = 0, excused = 0 }
    -- stated without arguments: stand-ins for what is not there yet
    local bare_calls, loc = {}, nil
    for _, item in ipairs(record.items) do
        local name = item.func and item.func:gsub("^" .. side.os .. "_", ""):gsub("^sys_", "")
        local own = name and (call_of(side, name, reference) or call_of(side, (name:gsub("^new", "")), reference))
        local idle = item.flags and (item.flags.UNIMPL or item.flags.OBSOL or item.flags.RESERVED)
        if own and item.number and not idle then
            counts.compared = counts.compared + 1
            local before = sink:count("error")
            if own.number ~= item.number then
                -- several numbers may share one handler
                local at = name_at(side, item.number)
                local shared = at and (plain(at) == plain(name) or at == "u" .. name)
                if not at or not shared and call_of(side, at) then
                    sink:error(item.loc, "against-call", "%s stands at %d; it is %d (%s:%d)", name, item.number, own.number,
                        own.loc.file, own.loc.line)
                end
            elseif #item.args == 0 and #own.args > 0 then
                bare_calls[#bare_calls + 1] = name
                loc = loc or item.loc
            elseif #item.args ~= #own.args and #own.args > 0 then
                sink:error(item.loc, "against-args", "%s has %d arguments; it has %d (%s:%d)", name, #item.args, #own.args,
                    own.loc.file, own.loc.line)
            else
                for i, arg in ipairs(item.args) do
                    local theirs = integer(arg.type or "", side)
                    local ours = own.args[i] and not own.borrowed and integer(own.args[i].ctype or "", side)
                    if theirs and ours and theirs ~= ours then
                        sink:error(arg.loc or item.loc, "against-sign", "argument '%s' of %s is %s; it is %s (%s:%d)",
                            arg.name or i, name, theirs, ours, own.loc.file, own.loc.line)
                    end
                end
            end
            if sink:count("error") == before then counts.agree = counts.agree + 1 end
        else
            counts.unknown = counts.unknown + 1
        end
    end
    if loc then
        sink:note(loc, "against-bare", "%d calls are stated without arguments: %s", #bare_calls,
            table.concat(bare_calls, ", "))
    end
    return counts
end

return compare
