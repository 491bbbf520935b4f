-- SPDX-License-Identifier: BSD-2-Clause
--
-- Rules over one master: numbers, names, flags, audit events, and what a profile's generator would turn into
-- wrong output.  parse/master.lua has found what cannot be read; check/master_args.lua looks at arguments;
-- check/master_lint.lua finds what is legal and still wrong.
--
--     check.master(record, options, sink)              what holds for every reader of a master
--     check.profile(record, profile, settings, env)    that, and what the profile wants (env.sink, env.conf,
--                                                      env.audit = set of event names or nil)
--     check.rule_names()     check.unknown_rule({ [name] = true })  -> name, or nil;  check.hard_rule likewise
--
--     check.audit_events(text)                         set of names, from the text of specs/freebsd/audit.events
--
-- options: { audit = set of names or nil }

local args = require("check.master_args")
local cli = require("cli")
local dialects = require("parse.master_dialect")
local rules = require("check.master_rules")

local check = {}

function check.rule_names()
    local list = {}
    for i, rule in ipairs(rules.list) do list[i] = rule.name end
    return list
end

local function first_name(set, wrong)
    local names = {}
    for name in pairs(set) do
        if wrong(rules.by_name[name]) then names[#names + 1] = name end
    end
    table.sort(names)
    return names[1]
end

function check.unknown_rule(set)
    return first_name(set, function(rule) return not rule end)
end

function check.hard_rule(set)
    return first_name(set, function(rule) return rule and not rule.soft end)
end

-- Numbers, branch by branch: each branch of an #if begins where the #if stands.
local function numbers(record, sink)
    local expected, first = 0, true
    local seen, stack = {}, {}
    local function forget(branch_seen)
        seen = branch_seen
    end
    for _, item in ipairs(record.items) do
        if item.kind == "call" then
            local n = item.number
            if n > expected then
                if first then
                    sink:error(item.loc, "number-first", "the first number is %d, not 0", n)
                elseif n == expected + 1 then
                    sink:error(item.loc, "number-gap", "number %d is left out", expected)
                else
                    sink:error(item.loc, "number-gap", "numbers %d to %d are left out", expected, n - 1)
                end
            elseif n < expected then
                if seen[n] then
                    sink:error(item.loc, "number-twice", "number %d stands at line %d already", n, seen[n])
                else
                    sink:error(item.loc, "number-backward", "number %d comes after %d", n, expected - 1)
                end
            end
            first = false
            -- a large range need not be remembered number by number
            for number = n, math.min(item.last, n + 4096) do seen[number] = seen[number] or item.loc.line end
            expected = math.max(expected, item.last + 1)
        elseif item.kind == "directive" then
            local op, top = item.op, stack[#stack]
            if op == "if" then
                stack[#stack + 1] = { start = expected, seen = seen, item = item, ends = {} }
                forget(setmetatable({}, { __index = seen }))
            elseif (op == "else" or op == "elif") and top then
                top.ends[#top.ends + 1] = expected
                top.has_else = top.has_else or op == "else"
                expected = top.start
                forget(setmetatable({}, { __index = top.seen }))
            elseif op == "endif" and top then
                stack[#stack] = nil
                local outer = top.seen
                for number, line in pairs(seen) do outer[number] = outer[number] or line end
                forget(outer)
                for _, stop in ipairs(top.ends) do
                    if stop ~= expected then
                        sink:error(item.loc, "branch-numbers",
                            "one branch of the #if at line %d ends at number %d, another at %d", top.item.loc.line,
                            stop - 1, expected - 1)
                        break
                    end
                end
                if not top.has_else and expected ~= top.start then
                    sink:error(item.loc, "branch-numbers",
                        "the #if at line %d has no #else: without it the numbers from %d on shift by %d",
                        top.item.loc.line, expected, expected - top.start)
                end
            end
        end
    end
end

-- names that become a #define twice
local function names(record, sink)
    local seen = {}
    for _, item in ipairs(record.items) do
        local name = item.kind == "call" and not item.empty and not item.flags.NODEF and item.name
        if name and name ~= "nosys" and item.func ~= "nosys" then
            local branch = item.branch and table.concat(item.branch, "\n") or ""
            local key = (item.compat or item.type == "CPT_NOA" and "COMPAT" or "") .. "\0" ..
                (item.prefix and item.prefix .. "\0" .. item.version .. "\0" or "") .. name .. "\0" .. branch
            if seen[key] then
                sink:error(item.name_loc or item.loc, "name-twice", "'%s' is number %d at line %d already", name,
                    seen[key].number, seen[key].loc.line)
            else
                seen[key] = item
            end
        end
    end
end

local function audit(record, known, sink)
    local checked = {}
    for _, item in ipairs(record.items) do
        local event = item.kind == "call" and item.audit
        if event and not known[event] then
            local near = checked[event]
            if near == nil then
                local list = {}
                for name in pairs(known) do list[#list + 1] = name end
                table.sort(list)
                near = cli.nearest(event, list) or false
                checked[event] = near
            end
            sink:error(item.loc, "audit-unknown", "there is no audit event '%s'%s", event,
                near and (", did you mean '" .. near .. "'?") or "")
        end
    end
end

-- specs/freebsd/audit.events -> set of names
function check.audit_events(text)
    local set = {}
    for name in text:gmatch("\n(AUE_[%w_]+)") do set[name] = true end
    return set
end

function check.master(record, options, sink)
    numbers(record, sink)
    names(record, sink)
    if options.audit and record.description.audit then audit(record, options.audit, sink) end
    args.check(record, options, sink)
end

local function first_line(record, sink)
    for _, item in ipairs(record.items) do
        if item.loc.line > 1 then return end
        if item.kind == "call" or item.kind == "directive" or item.kind == "table" then
            sink:error(item.loc, "first-line", "the first line is skipped by the system's own generator; begin with " ..
                "a comment")
        end
    end
end

-- The Lua generators know a directive by the first column.
local function directives(record, sink)
    for _, item in ipairs(record.items) do
        if item.kind == "directive" and item.text:byte() ~= 35 then
            sink:error(item.loc, "directive-blank", "'%s' does not begin in the first column",
                (item.text:gsub("^%s+", "")))
        end
    end
end

-- freebsd-16 reads an entry line by line
local function layout(item, sink)
    if item.words then
        if item.lines > 1 then
            sink:error(item.loc, "entry-layout", "an entry without a prototype takes one line")
        end
        return
    end
    local first = item.loc.line
    local count = #item.args
    local inner = #(item.comments or {})
    local wanted = count == 0 and not item.varargs and 3 or count + (item.varargs and 1 or 0) + 4
    local fits = item.lines - inner == wanted and item.name_loc and item.name_loc.line == first + 1
    if fits and inner == 0 then
        for i, arg in ipairs(item.args) do
            if arg.loc.line ~= first + 1 + i then fits = false end
        end
    end
    if item.alias then fits = false end
    if not fits then
        sink:error(item.loc, "entry-layout",
            "freebsd-16 reads one argument a line, 'type name(' and ');' and '}' on lines of their own")
    end
    if item.blank_end then
        sink:error({ file = item.loc.file, line = item.blank_end, col = nil }, "line-blank",
            "freebsd-16 does not know this line for its trailing blanks")
    end
end

local function flags(record, profile, known, sink)
    local traits = profile.traits
    local awk = traits.plain and not traits.abi
    local words = dialects.get(profile.dialect or profile.name).flags
    for _, item in ipairs(record.items) do
        if item.kind == "call" then
            for _, word in ipairs(item.flag_list) do
                if not words[word] and word ~= item.compat then
                    sink:error(item.loc, "flag-profile", "%s's generator knows no '%s'", profile.name, word)
                end
            end
            if item.compat and not known[item.compat] then
                sink:error(item.loc, "compat-unknown", "'%s' is no compat option of %s", item.compat,
                    profile.traits.netbsd and "the conf's compatopts" or profile.name)
            end
            if item.last ~= item.number and not traits.ranges then
                sink:error(item.loc, "range-profile", "%s's generator knows no ranges", profile.name)
            end
            if awk then
                local first = item.flag_list[1]
                local stands = item.type == "STD" and dialects.STANDS_FOR_STD[first]
                if first and first ~= item.type and item.flags[item.type] and not stands then
                    sink:error(item.loc, "flag-order", "%s's generator takes this for '%s'; put '%s' first",
                        profile.name, first, item.type)
                end
                if item.flags.NODEF and not item.words then
                    sink:error(item.loc, "nodef-prototype",
                        "%s's generator wants a NODEF entry as 'function name struct type', without braces",
                        profile.name)
                end
            end
            if item.flags.NODEF and item.words and #item.words ~= 4 and not traits.netbsd then
                sink:error(item.loc, "nodef-name",
                    "a NODEF entry has four words: function, name, struct, return type")
            end
            if traits.strict then layout(item, sink) end
        end
    end
end

local function conf_keys(profile, conf, sink)
    local known = {}
    for key in pairs(profile.defaults) do known[#known + 1] = key end
    for _, key in ipairs(profile.keys) do known[#known + 1] = key end
    for _, key in ipairs({ "capenabled", "os_id_keyword", "libcompatopts", "compatopts" }) do
        known[#known + 1] = key
    end
    table.sort(known)
    local set = {}
    for _, key in ipairs(known) do set[key] = true end
    for _, key in ipairs(conf.keys) do
        -- awk's compat options can be renamed
        if not set[key] and not key:find("^compat%d*$") then
            local near = cli.nearest(key, known)
            sink:warn(conf.loc[key], "conf-key", "%s has no setting '%s'%s", profile.name, key,
                near and (", did you mean '" .. near .. "'?") or "")
        end
    end
end

local REQUIRED = { "sysnames", "sysnumhdr", "syssw", "sysarghdr", "switchname", "namesname", "constprefix" }

local function conf_values(record, profile, settings, env)
    local sink, conf = env.sink, env.conf
    local function at(key)
        return conf and conf.loc[key] or { file = record.file }
    end
    local function number(key)
        if not settings[key]:find("^%d+$") then
            sink:error(at(key), "conf-value", "'%s' is a number, not '%s'", key, settings[key])
        end
    end
    if profile.traits.netbsd then
        for _, key in ipairs(REQUIRED) do
            if (settings[key] or "") == "" then
                sink:error({ file = conf and conf.file or record.file }, "conf-missing", "the conf does not set '%s'",
                    key)
            end
        end
        number("maxsysargs")
        number("nsysent")
        local size, last = math.tointeger(tonumber(settings.nsysent)) or 0, 0
        for _, item in ipairs(record.items) do
            if item.kind == "call" then last = math.max(last, item.last + 1) end
        end
        if size > 100000 then
            sink:error(at("nsysent"), "conf-value", "nsysent is %d; no table is that large", size)
        end
        if size > 0 and last > size then
            sink:error(at("nsysent"), "conf-value", "nsysent is %d, and the last number %d", size, last - 1)
        end
    end
    if profile.traits.abi then
        number("mincompat")
        if settings.compat_set ~= "" and settings.compat_set ~= "native" then
            sink:error(at("compat_set"), "conf-value", "there is no compat_set '%s'; it is native or empty",
                settings.compat_set)
        end
        local known = { "long_size", "pair_64bit", "pointer_args", "pointer_size", "time_t_size" }
        for flag in settings.abi_flags:gmatch("[^|]+") do
            local found = false
            for _, name in ipairs(known) do found = found or name == flag end
            if not found then
                local near = cli.nearest(flag, known)
                sink:error(at("abi_flags"), "conf-value", "there is no abi flag '%s'%s", flag,
                    near and (", did you mean '" .. near .. "'?") or "")
            end
        end
    end
end

-- the COMPAT words that the profile and its conf know
local function compat_words(profile, settings)
    local known = {}
    if profile.traits.netbsd then
        for option in settings.compatopts:gmatch("%S+") do known[option:upper()] = true end
    elseif not (profile.traits.abi and settings.compat_set == "") then
        known.COMPAT = true
        for _, level in ipairs(profile.traits.levels) do known["COMPAT" .. level] = true end
    end
    return known
end

function check.profile(record, profile, settings, env)
    local sink, traits = env.sink, profile.traits
    if traits.netbsd ~= record.description.bars or not traits.netbsd and not record.description.audit then
        sink:error({ file = record.file }, "profile-dialect", "%s's generator cannot read the dialect '%s'",
            profile.name, record.dialect)
        return
    end
    check.master(record, {
        audit = env.audit, profile = profile, settings = settings,
        max_args = traits.netbsd and math.tointeger(tonumber(settings.maxsysargs)) or 8,
    }, sink)
    local empty = true
    for _, item in ipairs(record.items) do empty = empty and item.kind ~= "call" end
    if empty and sink:count("error") == 0 then
        sink:error({ file = record.file }, "entry-none", "there is no entry in this master")
    end
    if traits.abi then directives(record, sink) else first_line(record, sink) end
    flags(record, profile, compat_words(profile, settings), sink)
    if env.conf then conf_keys(profile, env.conf, sink) end
    conf_values(record, profile, settings, env)
end

return check
