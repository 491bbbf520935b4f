-- SPDX-License-Identifier: BSD-2-Clause
--
-- The other way round: a record of parse/master.lua -> text in a dialect, its own or another.  Comments, blank
-- and preprocessor lines are kept.  What the target cannot say is an error that names it; nothing is dropped.
--
--     local text = master_text.write(record, "freebsd-12", sink)
--
-- Writing in the record's own dialect gives its canonical layout: one tab between columns (audit events take
-- at least two tab stops), one argument a line or lines filled up to 80 columns, `char *name`.
--
-- What stands for what:
--     $FreeBSD$ line       freebsd-16 has none: there it is a comment, `;` before the same text
--     %% (NetBSD)          goes before the comments of the first entry, followed by a blank line
--     AUE_NULL             dialects without audit events
--     { t|sys||name() }    name(), and { t|linux_sys||name() } is linux_sys_name()

local dialects = require("parse.master_dialect")

local master_text = {}

local concat = table.concat
local WIDTH = 80

local ANNOTATED = { ["freebsd-12"] = true, ["freebsd-13"] = true, ["freebsd-14"] = true, ["freebsd-16"] = true,
    cloudabi = true }
local RANGES = ANNOTATED
local HEADERS = { ["freebsd-14"] = true, ["freebsd-16"] = true }
-- functions that FreeBSD does not call sys_...
local OWN_PREFIX = { "freebsd", "linux", "svr4", "ibcs2", "xenix", "cloudabi" }

local function argument(arg)
    local b = {}
    if arg.annotation then b[1] = arg.annotation:gsub("%s+", " ") .. " " end
    if arg.variadic then b[#b + 1] = "... " end
    if arg.array or arg.func ~= nil then
        b[#b + 1] = arg.spelled
    elseif arg.spelled then
        local spelled = arg.spelled:gsub("%s+", " ")
        b[#b + 1] = spelled .. (spelled:find("[ *][*]$") and "" or " ") .. arg.name
    else
        b[#b + 1] = arg.type .. (arg.type:sub(-1) == "*" and "" or " ") .. arg.name
    end
    if arg.comment then b[#b + 1] = " /* " .. arg.comment .. " */" end
    return concat(b)
end

local function arguments(call)
    local list = {}
    for i, arg in ipairs(call.args) do list[i] = argument(arg) end
    if call.varargs and call.varargs == #call.args then list[#list + 1] = "..." end
    return list
end

local function declared(ret, name)
    return ret .. (ret:sub(-1) == "*" and "" or " ") .. name
end

local function column(text)
    local at = 0
    for c in text:gmatch(".") do
        if c == "\t" then at = at + 8 - at % 8 elseif c == "\n" then at = 0 else at = at + 1 end
    end
    return at
end

-- number, audit event and type, up to where the prototype or the words begin
local function front(c)
    local number = tostring(c.number)
    if c.last ~= c.number then number = number .. "-" .. c.last end
    local b = { number, "\t" }
    if c.audit then
        b[#b + 1] = c.audit
        b[#b + 1] = #c.audit < 8 and "\t\t" or "\t"
    end
    if c.mpsafe then b[#b + 1] = "MPSAFE\t" end
    b[#b + 1] = concat(c.flag_list, "|")
    return concat(b)
end

-- pieces separated by one blank, on lines of at most WIDTH columns that end in `\`
local function filled(start, pieces, indent)
    local lines, line = {}, start
    for i, piece in ipairs(pieces) do
        local glue = i == 1 and "" or " "
        local limit = i == #pieces and WIDTH or WIDTH - 2
        if i > 1 and column(line .. glue .. piece) > limit then
            lines[#lines + 1] = line .. " \\\n"
            line = indent .. piece
        else
            line = line .. glue .. piece
        end
    end
    lines[#lines + 1] = line .. "\n"
    return concat(lines)
end

local function one_line(c, to)
    local description = dialects.get(to)
    local start = front(c)
    for _, word in ipairs(c.middle) do start = start .. (to == "openbsd" and " " or "\t") .. word end
    local bars = description.bars
    local tabs = "\t"
    -- without an audit column types are padded to two tab stops, as those files have it
    if to == "openbsd" and column(start) < 16 then tabs = "\t\t" end
    if c.words then
        if #c.words == 0 then return start .. "\n" end
        return start .. tabs .. concat(c.words, " ") .. "\n"
    end
    local head = bars and ("%s|%s|%s|%s("):format(c.ret, c.prefix, c.version, c.func) or declared(c.ret, c.func) .. "("
    local list = arguments(c)
    local pieces = { "{ " .. head }
    if #list == 0 then pieces[1] = pieces[1] .. "void); }" end
    for i, text in ipairs(list) do
        text = text .. (i < #list and "," or "); }")
        if i == 1 then pieces[1] = pieces[1] .. text else pieces[i] = text end
    end
    if c.alias then
        pieces[#pieces + 1] = c.alias
        if not bars and c.tag then
            pieces[#pieces + 1] = c.tag
            pieces[#pieces + 1] = c.rtype
        end
    end
    return filled(start .. tabs, pieces, description.audit and "\t\t\t\t    " or "\t\t\t    ")
end

local function many_lines(c)
    if c.words then
        local text = front(c)
        return text .. (#c.words > 0 and "\t" .. concat(c.words, " ") or "") .. "\n"
    end
    local b = { front(c), " {\n\t\t", declared(c.ret, c.func), "(" }
    local list = arguments(c)
    if #list == 0 then
        b[#b + 1] = "void);\n"
    else
        b[#b + 1] = "\n"
        local comments, at = c.comments or {}, 1
        for i, text in ipairs(list) do
            -- a comment inside goes where it stood, seen from the arguments
            while comments[at] and c.args[i] and comments[at].line < c.args[i].loc.line do
                b[#b + 1] = comments[at].text .. "\n"
                at = at + 1
            end
            b[#b + 1] = "\t\t    " .. text .. (i < #list and ",\n" or "\n")
        end
        while comments[at] do
            b[#b + 1] = comments[at].text .. "\n"
            at = at + 1
        end
        b[#b + 1] = "\t\t);\n"
    end
    b[#b + 1] = "\t}"
    if c.alias then
        b[#b + 1] = " " .. c.alias .. " " .. (c.tag or c.func .. "_args") .. " " .. (c.rtype or "int")
    end
    b[#b + 1] = "\n"
    return concat(b)
end

-- NetBSD's three names <-> the one of the others
local function rename(c, from, to)
    if from.bars and not to.bars then
        local handler = c.prefix .. (c.version ~= "" and "___" or "_") .. c.func .. c.version
        c.func = c.prefix == "sys" and handler:gsub("^sys_", "") or handler
    elseif to.bars and not from.bars then
        local prefix = "sys"
        if from.name == "openbsd" then
            c.func = c.func:gsub("^sys_", "")
        else
            for _, own in ipairs(OWN_PREFIX) do
                if c.func:sub(1, #own) == own and c.func:find("^%w+_.") then
                    prefix, c.func = c.func:match("^(%w+)_(.*)$")
                    break
                end
            end
        end
        c.prefix, c.version = prefix, ""
    elseif from.name == "openbsd" and to.name ~= "openbsd" then
        c.func = c.func:gsub("^sys_", "")
    elseif to.name == "openbsd" and from.name ~= "openbsd" then
        c.func = "sys_" .. c.func
    end
end

-- What `call` would be in `to`: a shallow copy, and errors for what it cannot be.
local function translated(call, from, to, sink)
    local c = setmetatable({ middle = {} }, { __index = call })
    local name = call.func or call.name or tostring(call.number)
    local function cannot(rule, fmt, ...)
        sink:error(call.loc, rule, "%s cannot say " .. fmt, to.name, ...)
    end
    for _, flag in ipairs(call.flag_list) do
        if not to.flags[flag] and not (flag == call.compat and dialects.is_compat(flag, to)) then
            cannot("convert-flag", "'%s' of '%s'", flag, name)
        end
    end
    if call.last ~= call.number and not RANGES[to.name] then
        cannot("convert-range", "the range %d-%d", call.number, call.last)
    end
    if to.audit then
        c.audit = call.audit or "AUE_NULL"
    else
        if call.audit and call.audit ~= "AUE_NULL" then
            cannot("convert-audit", "the audit event %s of '%s'", call.audit, name)
        end
        c = setmetatable({ middle = {}, audit = false }, { __index = call })
    end
    if call.module or call.rump or from.bars and call.version ~= "" and call.version and not to.bars then
        if not to.bars then
            cannot("convert-netbsd", "%s of '%s'", call.module and "MODULAR " .. call.module or call.rump and "RUMP" or
                "the compat part '" .. call.version .. "'", name)
        end
        if call.module then
            c.middle[#c.middle + 1] = "MODULAR " .. call.module
        end
        if call.rump then c.middle[#c.middle + 1] = "RUMP" end
    end
    if call.mpsafe and not to.namespaces then cannot("convert-word", "'MPSAFE' of '%s'", name) end
    for _, word in ipairs(call.extra or {}) do
        if from.name ~= to.name then cannot("convert-word", "'%s' of '%s'", word, name) end
        table.insert(c.middle, 1, word)
    end
    if call.words then
        if not call.empty and not (to.audit or to.namespaces) then
            cannot("convert-nodef", "the entry '%s' without a prototype", name)
        end
        return c
    end
    if not call.ret then return c end
    if not ANNOTATED[to.name] then
        for _, arg in ipairs(call.args) do
            if arg.annotation then
                sink:error(arg.loc, "convert-annotation", "%s cannot say '%s'", to.name, arg.annotation)
            end
        end
    end
    if call.varargs and call.varargs < #call.args and to.audit then
        cannot("convert-varargs", "'...' with hidden arguments of '%s'", name)
    end
    if call.comment then
        cannot("convert-comment", "'/* %s */' in the prototype of '%s' where it stands", call.comment, name)
    end
    if call.comments and to.layout == "backslash" then
        cannot("convert-comment", "a comment inside '%s'", name)
    end
    c.func, c.ret = call.func, call.ret
    rename(c, from, to)
    if call.alias then
        local plain_tag = call.func .. "_args"
        if to.layout == "strict" then
            cannot("convert-alias", "the other name '%s' of '%s'", call.alias, name)
        elseif to.alts == 1 then
            if call.tag and call.tag ~= plain_tag or call.rtype and call.rtype ~= "int" then
                cannot("convert-alias", "argument struct and return type of '%s', '%s %s'", name, call.tag, call.rtype)
            end
        elseif not call.tag and (to.audit or to.namespaces) then
            c.tag, c.rtype = c.func .. "_args", "int"
        end
        if to.name == "openbsd" and call.tag then
            if call.tag ~= plain_tag or call.rtype ~= "int" then
                cannot("convert-alias", "argument struct and return type of '%s', '%s %s'", name, call.tag, call.rtype)
            end
            c.tag, c.rtype = false, false
        end
    end
    return c
end

-- index of the item before which NetBSD's %% goes
local function table_place(items)
    local first
    for i, item in ipairs(items) do
        if item.kind == "call" then
            first = i
            break
        end
    end
    if not first then return nil end
    while first > 1 and (items[first - 1].kind == "comment" or
        items[first - 1].kind == "directive" and items[first - 1].op == "if") do
        first = first - 1
    end
    return first
end

-- the version line, and comments that stand for one
local function first_line(record, item, index, to)
    if item.kind == "id" and to.layout == "strict" then return ";" .. item.text end
    if item.kind == "comment" and index == 1 and record.description.layout == "strict" and to.layout ~= "strict" and
        item.text:find("^;%s*%$%a+BSD") then
        return item.text:sub(2)
    end
    return item.text
end

function master_text.write(record, to_name, sink)
    local from, to = record.description, dialects.get(to_name)
    local out, skip = {}, nil
    local place = to.bars and not from.bars and table_place(record.items) or nil
    for i, item in ipairs(record.items) do
        local kind = item.kind
        if i == place then out[#out + 1] = "%%\n\n" end
        if skip == i then
            skip = nil
        elseif kind == "call" then
            local c = translated(item, from, to, sink)
            if to.layout == "backslash" or c.words then
                out[#out + 1] = to.layout == "backslash" and one_line(c, to_name) or many_lines(c)
            elseif c.ret then
                out[#out + 1] = many_lines(c)
            end
        elseif kind == "blank" then
            out[#out + 1] = (item.text or "") .. "\n"
        elseif kind == "headers" then
            if not HEADERS[to_name] then
                sink:error(item.loc, "convert-headers", "%s cannot say %%%%ABI_HEADERS%%%%", to_name)
            end
            out[#out + 1] = "%%ABI_HEADERS%%\n"
        elseif kind == "table" then
            if to.bars then
                out[#out + 1] = "%%\n"
            elseif record.items[i + 1] and record.items[i + 1].kind == "blank" then
                skip = i + 1
            end
        else
            out[#out + 1] = first_line(record, item, i, to) .. "\n"
        end
    end
    return concat(out)
end

return master_text
