-- SPDX-License-Identifier: BSD-2-Clause
--
-- What a change moves in our own tree: the line no other tool writes.
--
--     impact.fill(doc, { own = tree, top = ".", is_ours = NEW is a version of this tree })
--     fills f.impact of every finding that is not cosmetic:
--     f.impact = list of { kind =, text =, loc = of the line to change or nil }
--         answer     a pair needs an answer          obsolete   a line's reason is gone
--         target     a line leads to something that is gone      short      a table ends too early
--         hand       hand-written code to look at    generated  what is remade      known  our specs have it already
--         none       no vector has the ABI
--
-- `generated`, `known` and `none` need nobody; all others are work (impact.is_work).

local model = require("model")
local own = require("diff.own")

local impact = {}

local QUIET = { generated = true, known = true, none = true }

function impact.is_work(entry)
    return not QUIET[entry.kind]
end

local function add(f, kind, loc, fmt, ...)
    local text = fmt:format(...)
    for _, entry in ipairs(f.impact) do
        if entry.text == text then return end
    end
    f.impact[#f.impact + 1] = { kind = kind, text = text, loc = loc }
end

local function base(path)
    return path:match("[^/]*$")
end

local function place(loc)
    return ("%s:%d"):format(base(loc.file), loc.line)
end

local function line_text(line)
    local what = line.name
    if #line.targets > 0 then return ("%s %s %s"):format(what, line.op, table.concat(line.targets, "|")) end
    return ("%s %s"):format(what, line.op)
end

local GONE = { removed = true, renamed = true, time64 = true, ["alias-removed"] = true }
local NEW = { added = true, ["grew-field"] = true, ["pad-used"] = true }

-- policies ---------------------------------------------------------------------------------------------

local WHAT = { const = "domain", trap = "domain", struct = "struct", field = "struct", ioctl = "ioctls" }

-- The thing on a side, and its names.
local function thing(side, what, name)
    local found
    if what == "domain" then
        found = side.domain[name] or (name == "trap" and #side.traps > 0 and side.trap) or nil
        return found, found and found.by_name
    elseif what == "struct" then
        found = side.struct[name]
        return found, found and found.field
    end
    found = side.ioctl_group[name]
    return found, found and found.by_name
end

local function pair_name(what, a, b)
    local prefix = what == "struct" and "struct " or what == "ioctls" and "ioctls " or ""
    return ("pair %s%s %s -> %s"):format(prefix, a.name, a.os, b.os)
end

local function has_file(blocks)
    return blocks[1] and base(blocks[1].loc.file)
end

local function gone(f, mine, there, back, what, other_names)
    local line = there.by_name[f.name]
    local renamed = f.change == "renamed"
    if line then
        local source = line.turned or line
        if renamed then
            add(f, "obsolete", source.loc, "%s: `%s` must say %s now", place(source.loc), line_text(source), f.to)
        else
            add(f, "obsolete", source.loc, "%s: `%s` is obsolete, nothing is called so any more", place(source.loc),
                line_text(source))
        end
    end
    for _, other in ipairs(back.lines) do
        local source = other.turned or other
        for _, target in ipairs(other.op == "->" and other.targets or {}) do
            if target == f.name then
                add(f, "target", source.loc, "%s: `%s` leads to %s, which is %s", place(source.loc), line_text(source),
                    f.name, renamed and "called " .. f.to .. " now" or "gone")
            end
        end
        if back.fallback == f.name and not renamed then
            add(f, "target", back.blocks[1].loc, "%s: the fallback %s is gone", place(back.blocks[1].loc), f.name)
        end
    end
    if other_names[f.name] and not back.by_name[f.name] and f.change ~= "alias-removed" then
        add(f, "answer", nil, "%s needs an answer for %s, which paired by name%s",
            pair_name(what, mine.other, mine.this), f.name, renamed and " (== " .. f.to .. ")" or "")
    end
end

local function new(f, mine, there, back, what, other_names)
    local line = there.by_name[f.name]
    if not other_names[f.name] then
        if not line then
            local file = has_file(there.blocks) or has_file(back.blocks)
            add(f, "answer", nil, "%s needs an answer for %s%s", pair_name(what, mine.this, mine.other), f.name,
                file and (" in " .. file) or "")
        end
        return
    end
    for _, entry in ipairs({ { back.by_name[f.name], mine.this.os }, { line, mine.other.os } }) do
        local obsolete = entry[1]
        if obsolete and obsolete.op ~= "==" then
            local source = obsolete.turned or obsolete
            add(f, "obsolete", source.loc, "%s: `%s` is obsolete, %s has %s now%s", place(source.loc), line_text(source),
                entry[1] == line and mine.other.os or entry[2], f.name,
                obsolete.reason and ("; its reason was \"%s\""):format(obsolete.reason) or "")
        end
    end
end

local DENSE = { errno = true, signal = true }

-- Dense tables of errnos and signals end with their last member.
local function short(f, mine, v)
    local domain = mine.this_side.domain[f.group]
    local number = math.tointeger(tonumber(f.new or ""))
    if f.kind ~= "const" or not DENSE[f.group] or not domain or not number or f.change == "alias-added" then return end
    local last = 0
    for _, member in ipairs(domain.members) do
        if not member.internal then last = math.max(last, member.value) end
    end
    for _, range in ipairs(domain.ranges) do last = math.max(last, range.last) end
    if number > last then
        add(f, "short", domain.loc, "%s_%s_%s[] ends at %d: too short for %d", v.prefix, f.group,
            mine.role == "foreign" and "in" or "out", last, number)
    end
end

local function policies_of(f, mine, entry)
    local what = WHAT[f.kind]
    if not what or mine.this.os == mine.other.os then return false end
    local name = f.kind == "trap" and "trap" or f.group
    local there = model.policy(entry.policies, what, name, mine.this.os, mine.other.os)
    local _, other_names = thing(mine.other_side, what, there.to_name)
    if not other_names then return false end
    local back = model.policy(entry.policies, what, there.to_name, mine.other.os, mine.this.os)
    mine.this.name, mine.other.name = name, there.to_name
    if f.kind == "struct" then return true end
    if GONE[f.change] then
        gone(f, mine, there, back, what, other_names)
    elseif NEW[f.change] then
        new(f, mine, there, back, what, other_names)
    end
    return true
end

-- generated files, handlers ----------------------------------------------------------------------------

local DOMAIN_FILE = { errno = "errno.c", signal = "signal.c", auxv = "auxv.c", trap = "trap.c" }

local function generated_files(f, mine, v, paired)
    local list = {}
    local function file(name) list[#list + 1] = v.prefix .. "_" .. name end
    local foreign = mine.role == "foreign"
    if not foreign and f.kind ~= "call" then list[1] = "sysvec_native_abi.h" end
    if f.kind == "const" then
        if foreign then file("const.h") end
        file(f.group:find("^si_code") and "signal.c" or DOMAIN_FILE[f.group] or "domain.c")
    elseif f.kind == "struct" or f.kind == "field" then
        if foreign then file("struct.h") end
        if paired then file("layout.c") end
    elseif f.kind == "ioctl" then
        if foreign then file("const.h") end
        file("ioctl.c")
    elseif f.kind == "trap" then
        file("trap.c")
    elseif foreign and f.kind == "call" then
        file("syscall.h")
        file("sysent.c")
        list[#list + 1] = "the other tables of calls"
    end
    return list
end

-- Calls whose lines name a domain or structure.
local function users(calls, f, os)
    local list = {}
    if f.kind ~= "const" and f.kind ~= "struct" and f.kind ~= "field" then return list end
    for _, line in ipairs(calls) do
        local word = line.from == os and line.text:find("[%s:]" .. f.group .. "%f[^%w_]")
        if word and line.op ~= "hand" then list[#list + 1] = line.name end
    end
    return list
end

local function generated(f, mine, v, paired, calls)
    local files = generated_files(f, mine, v, paired)
    if #files == 0 then return end
    local names = users(calls, f, v.foreign.os)
    if #names > 0 then
        files[#files + 1] = ("%s_handlers.c (%s%s)"):format(v.prefix, table.concat(names, ", ", 1, math.min(3, #names)),
            #names > 3 and (" and %d more"):format(#names - 3) or "")
    end
    local text = "remakes " .. table.concat(files, ", ", 1, math.max(1, #files - 1))
    if #files > 1 then text = ("%s and %s"):format(text, files[#files]) end
    add(f, "generated", nil, "%s", text)
end

-- calls ------------------------------------------------------------------------------------------------

local function call_lines(f, mine, calls, v)
    if f.kind ~= "call" or mine.role ~= "foreign" then return end
    local line
    for _, entry in ipairs(calls) do
        if entry.name == f.name and entry.from == f.os then line = entry end
    end
    if f.change == "added" and not line then
        add(f, "answer", nil, "calls %s -> %s has no line for %s: it answers ENOSYS", f.os, v.native.os, f.name)
    elseif line and GONE[f.change] then
        add(f, "obsolete", line.loc, "%s: the line of %s %s", place(line.loc), f.name,
            f.to and "must say " .. f.to .. " now" or "is obsolete")
    elseif line and (f.change == "args" or f.change == "arg-names") and line.text:find("(", 1, true) then
        add(f, "hand", line.loc, "%s: the line of %s names the old arguments", place(line.loc), f.name)
    end
    if line and line.op == "hand" and f.change ~= "added" then
        add(f, "hand", nil, "%s: %s_%s is written by hand", line.file or place(line.loc), v.prefix, f.name)
    end
end

-- persona sources --------------------------------------------------------------------------------------

local function c_names(f, mine, v)
    local foreign = mine.role == "foreign"
    if f.kind == "struct" or f.kind == "field" then
        return { foreign and ("struct %s_%s"):format(v.prefix, f.group) or "struct " .. f.group }
    elseif f.kind == "call" then
        return foreign and { ("%s_%s"):format(v.prefix, f.name) } or {}
    end
    local PREFIX = v.prefix:upper() .. "_"
    if not foreign or f.name:sub(1, #PREFIX) == PREFIX then return { f.name } end
    return { PREFIX .. f.name }
end

-- Do our specs have what is new, while something else is compared?
local function is_known(f, mine)
    if f.kind == "call" then return false end
    local _, names = thing(mine.this_side, WHAT[f.kind], f.kind == "trap" and "trap" or f.group)
    return f.kind ~= "struct" and names ~= nil and names[f.name] ~= nil
end

local function hand_written(f, mine, v, mentions)
    -- what is new is used by nobody yet
    if f.category == "additive" then return end
    for _, name in ipairs(c_names(f, mine, v)) do
        local found = mentions(name)
        local words = {}
        for i = 1, math.min(3, #found) do words[i] = found[i].file end
        if #found > 0 then
            add(f, "hand", nil, "%s use%s %s%s", table.concat(words, ", "), #found == 1 and "s" or "", name,
                #found > 3 and (" (and %d more)"):format(#found - 3) or "")
        end
    end
end

-- together ---------------------------------------------------------------------------------------------

local function has(f, abi)
    for _, name in ipairs(f.abis) do
        if name == abi or name == abi:match("^[^/]*/") .. "master" then return true end
    end
    return false
end

local function concerned(f, entry)
    local v, list = entry.vector, {}
    for _, role in ipairs({ "foreign", "native" }) do
        local abi = v[role]
        local same = v.foreign.os == v.native.os
        if f.os == abi.os and has(f, abi.os .. "/" .. abi.arch) and not (same and role == "native") then
            local other = role == "foreign" and "native" or "foreign"
            list[#list + 1] = { role = role, this = { os = abi.os }, other = { os = v[other].os },
                this_side = entry[role], other_side = entry[other] }
        end
    end
    return list
end

function impact.fill(doc, options)
    local mine = own.read(options.own, doc.findings, options.top)
    for _, f in ipairs(doc.findings) do
        f.impact = {}
        local reached = false
        for _, entry in ipairs(mine.vectors) do
            for _, role in ipairs(concerned(f, entry)) do
                reached = true
                if f.category ~= "cosmetic" or f.change == "arg-names" then
                    local v = entry.vector
                    local paired = policies_of(f, role, entry)
                    short(f, role, v)
                    call_lines(f, role, mine.calls, v)
                    hand_written(f, role, v, mine.mentions)
                    if not options.is_ours and f.category == "additive" and is_known(f, role) then
                        add(f, "known", nil, "our specs have it already")
                    else
                        generated(f, role, v, paired, mine.calls)
                    end
                end
            end
        end
        if not reached and f.category ~= "cosmetic" and f.kind ~= "abi" then
            add(f, "none", nil, "no vector of ours has %s", #f.abis == 1 and f.abis[1] or "one of these ABIs")
        end
    end
end

return impact
