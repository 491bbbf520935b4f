-- SPDX-License-Identifier: BSD-2-Clause
--
-- What the dialects of syscalls.master have in common and where they part.
--
--     dialect.get("freebsd-14")      the description, or nil
--     dialect.names                  all names, in order of age
--     dialect.detect(text)           the name of the dialect this text is in, and why (a sentence)
--
-- A description:
--     audit      an audit event stands between number and type
--     layout     "backslash": one line, continued by `\`;  "lines": one argument a line;
--                "strict": that, and nothing else
--     bars       NetBSD's { ret|prefix|compat|name(); }
--     alts       how many words may follow `}`: 3 (name, tag, return type) or 1 (name)
--     namespaces the DragonFly of old: BSD, POSIX, NOHIDE... between type and prototype
--     profile    whose generator reads it, nil when sysvec has none
--     flags      the words of the type column, besides COMPAT words

local dialect = {}

local function set(words)
    local result = {}
    for word in words:gmatch("%S+") do result[word] = true end
    return result
end

local FREEBSD = "STD OBSOL UNIMPL NODEF NOARGS NOPROTO NOSTD NOTSTATIC"

dialect.names = {
    "freebsd-10", "freebsd-12", "freebsd-13", "freebsd-14", "freebsd-16", "cloudabi", "dragonfly", "openbsd",
    "netbsd",
}

local TABLE = {
    ["freebsd-10"] = { audit = true, layout = "backslash", alts = 3, profile = "freebsd-10", flags = set(FREEBSD) },
    ["freebsd-12"] = { audit = true, layout = "backslash", alts = 3, profile = "freebsd-12", flags = set(FREEBSD) },
    ["cloudabi"] = { audit = true, layout = "backslash", alts = 3, profile = "freebsd-12", flags = set(FREEBSD) },
    ["freebsd-13"] = { audit = true, layout = "lines", alts = 3, profile = "freebsd-13", flags = set(FREEBSD) },
    ["freebsd-14"] = {
        audit = true, layout = "lines", alts = 3, profile = "freebsd-14",
        flags = set(FREEBSD .. " CAPENABLED SYSMUX RESERVED"),
    },
    ["freebsd-16"] = {
        audit = true, layout = "strict", alts = 3, profile = "freebsd-16",
        flags = set(FREEBSD .. " CAPENABLED SYSMUX RESERVED NOLIB NORETURN"),
    },
    ["dragonfly"] = {
        layout = "backslash", alts = 3, namespaces = true,
        flags = set("STD OBSOL UNIMPL NODEF NOARGS NOPROTO NOSTD NOIMPL CPT_NOA LIBCOMPAT NOTSTATIC"),
    },
    ["openbsd"] = {
        layout = "backslash", alts = 3,
        flags = set("STD OBSOL UNIMPL NODEF NOARGS INDIR EXCL"),
    },
    ["netbsd"] = {
        layout = "backslash", bars = true, alts = 1, profile = "netbsd",
        flags = set("STD OBSOL UNIMPL NODEF NOARGS INDIR NOERR EXTERN EXCL IGNORED"),
    },
}

for name, description in pairs(TABLE) do description.name = name end

function dialect.get(name)
    return TABLE[name]
end

-- Words that name a kind of entry by themselves; exactly one of them must be there, unless one of
-- NODEF, NOARGS, NOPROTO, NOSTD stands for STD.
dialect.MAIN = set("STD OBSOL UNIMPL RESERVED SYSMUX INDIR NOERR EXTERN EXCL IGNORED CPT_NOA LIBCOMPAT NOIMPL")
dialect.STANDS_FOR_STD = set("NODEF NOARGS NOPROTO NOSTD")
-- kinds whose entry is a number without a call
dialect.EMPTY = set("OBSOL UNIMPL RESERVED EXCL IGNORED")

-- COMPAT, COMPAT11 (FreeBSD), COMPAT_43, COMPAT_DF12, COMPAT_LISTEN... (the others)
function dialect.is_compat(word, description)
    if description.audit then return word == "COMPAT" or word:find("^COMPAT%d+$") ~= nil end
    return word == "COMPAT" or word:find("^COMPAT_%w+$") ~= nil or word:find("^COMPAT%d+$") ~= nil
end

-- Plain searches first: patterns that are not anchored cost more than the whole parse.
function dialect.detect(text)
    local function has(word)
        return text:find(word, 1, true) ~= nil
    end
    local first_line = text:match("^[^\n]*")
    -- from the first entry on: the comments before it speak of all kinds of words
    local start, number, second
    local at = 1
    while at do
        number, second = text:match("^(%d+)[%d%-]*[ \t]+([^%s]+)", at)
        if number then
            start = at
            break
        end
        at = text:find("\n", at, true)
        at = at and at + 1
    end
    local body = start and text:sub(start) or ""
    local head = text:sub(1, start or -1)
    local id = first_line:find("$FreeBSD", 1, true) ~= nil or head:find("$FreeBSD", 1, true) and
        head:find("\n[^;\n]*%$FreeBSD") ~= nil
    local function uses(word)
        return body:find(word, 1, true) ~= nil
    end
    local brace = body:find("{", 1, true)
    local prototype = brace and body:sub(brace, body:find("}", brace, true) or brace + 200) or ""
    if prototype:find("|[^|]*|[^|]*|") or has("\n%%\n") or has("\n%%\r\n") then
        return "netbsd", "entries have the form { type|prefix|compat|name(); }"
    end
    if number and not second:find("^AUE_") and not uses("\tAUE_") then
        if not has("DragonFly") and not uses("CPT_NOA") and not uses("NOIMPL") and not body:find("_DF%d") and
            body:find("{%s*[%w_ %*]-[ %*]sys_[%w_]+%s*%(") then
            return "openbsd", "no audit column, handlers are called sys_..."
        end
        return "dragonfly", "no audit column"
    end
    if prototype:find("[%s%*]cloudabi%d*_sys_") then
        return "cloudabi", "handlers are called cloudabi..._sys_..."
    end
    if not number then
        return id and "freebsd-12" or "freebsd-16", "there is no entry to tell by"
    end
    -- one argument a line: an opening brace ends its line
    local lines = uses("{\n") or uses("{\r\n") or uses("{ \n")
    if lines then
        if uses("COMPAT14") or uses("|NOLIB") or uses("NOLIB|") or uses("|NORETURN") or uses("NORETURN|") then
            return "freebsd-16", "it uses COMPAT14, NOLIB or NORETURN"
        elseif not id then
            return "freebsd-16", "one argument a line and no $FreeBSD$ line"
        elseif uses("CAPENABLED") or uses("_Contains_") or has("%%ABI_HEADERS%%") or uses("\tRESERVED") or
            uses("\tSYSMUX") then
            return "freebsd-14", "one argument a line, with CAPENABLED, SYSMUX, RESERVED or _Contains_"
        end
        return "freebsd-13", "one argument a line"
    end
    if uses("CAPENABLED") or uses("\tSYSMUX") or uses("\tRESERVED") then
        return "freebsd-14", "it uses CAPENABLED, SYSMUX or RESERVED"
    elseif uses("_In_") or uses("_Out_") or uses("COMPAT1") or has("COMPAT10") or
        uses("-") and body:find("\n%d+%-%d+") then
        return "freebsd-12", "SAL annotations, ranges or COMPAT10/COMPAT11"
    end
    return "freebsd-10", "entries on one line, without annotations or ranges"
end

return dialect
