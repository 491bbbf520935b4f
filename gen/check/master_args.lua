-- SPDX-License-Identifier: BSD-2-Clause
--
-- Rules over arguments and their annotations.
--
--     args.check(record, options, sink)
--
-- options: { profile = nil or the profile whose generator will read it, settings = its conf,
--            max_args = 8 }.  Without a profile only what is wrong for every reader is reported.

local cdecl = require("parse.cdecl")

local args = {}

-- words an annotation's name is made of, after In, Out or Inout
local SAL = { z = true, opt = true, reads = true, writes = true, updates = true, bytes = true, to = true, at = true,
    result = true, maybenull = true, }
local CONTAINS = { long = true, ptr = true, timet = true }

-- nil when the name is right, else what is wrong with it
local function name_problem(name)
    local base, rest = name:match("^_(%u%l+)(.*)$")
    if base ~= "In" and base ~= "Out" and base ~= "Inout" and base ~= "Contains" and base ~= "Outptr" then
        return "is no annotation"
    end
    if rest:sub(-1) ~= "_" then return "lacks the underscore at its end" end
    for word in rest:gmatch("[^_]+") do
        if not (base == "Contains" and CONTAINS or SAL)[word] then
            return ("has the unknown part '%s'"):format(word)
        end
    end
    if base == "Contains" and rest == "_" then return "does not say what: long_, ptr_ or timet_" end
end

-- identifiers an expression counts with
local function names_in(expr)
    local list = {}
    local bare = expr:gsub("sizeof%s*%b()", ""):gsub("%->%s*[%w_]+", ""):gsub("%.%s*[%a_][%w_]*", "")
    for name in bare:gmatch("[%a_][%w_]*") do
        if not name:find("^%u[%u%d_]*$") and name ~= "sizeof" then list[#list + 1] = name end
    end
    return list
end

-- everything about an annotation's text that does not depend on the call it stands in
local function examine(text)
    local found = { names = {} }
    for _, mark in ipairs(cdecl.marks(text)) do
        local problem = name_problem(mark.name)
        if problem then found.problem = ("'%s' %s"):format(mark.name, problem) end
        if mark.expr then
            if mark.text:find("[%s,]") then found.space = mark.text end
            -- awk puts blanks around parentheses and stars and takes those beside parentheses away again
            if mark.expr:gsub("%s*([%(%)%*])%s*", "%1"):gsub("^%s+", ""):gsub("%s+$", ""):find("[%s,]") then
                found.awk_space = mark.text
            end
            if mark.expr:find("[%w_%)]%*") then found.star = mark.text end
            for _, name in ipairs(names_in(mark.expr)) do
                found.names[#found.names + 1] = { name = name, text = mark.text }
            end
        end
    end
    return found
end

local function annotation(call, arg, found, traits, sink)
    if found.problem then sink:warn(arg.loc, "annotation-name", "%s", found.problem) end
    if traits then
        local space = found.space
        if not traits.abi then space = found.awk_space end
        if space and traits.annotations then
            sink:error(arg.loc, "annotation-space", "blanks and commas in '%s' end up in the argument's type",
                (space:gsub("%s+", " ")))
        elseif found.star and traits.annotations and not traits.abi then
            sink:error(arg.loc, "annotation-star", "the '*' in '%s' ends up in the argument's type", found.star)
        elseif traits.plain and not traits.annotations then
            sink:error(arg.loc, "annotation-unsupported", "this generator takes '%s' for a part of the type",
                (arg.annotation:gsub("%s+", " ")))
        end
    end
    for _, use in ipairs(found.names) do
        local known = false
        for _, other in ipairs(call.args) do known = known or other.name == use.name end
        if not known then
            sink:error(arg.loc, "annotation-argument", "'%s' in '%s' is no argument of '%s'", use.name,
                (use.text:gsub("%s+", " ")), call.func or "?")
        end
    end
end

local WIDE = { off_t = true, dev_t = true, time_t = true }

-- NetBSD on 32 bits: wide arguments start at even slots; sysalign asks for that
local function netbsd_slots(call, options, sink)
    local settings = options.settings
    local slots, halves = 0, 0
    for _, arg in ipairs(call.args) do
        local kind = arg.element or arg.type
        if WIDE[kind] then
            halves = halves + 2
            if slots % 2 ~= 0 and settings.sysalign ~= "" and call.func ~= "posix_fadvise" then
                sink:error(arg.loc, "arg-pad", "'%s' is 64 bits wide and starts at an odd slot; put 'long PAD' " ..
                    "before it", arg.name or kind)
            end
        else
            slots = slots + 1
        end
    end
    if settings.sysalign ~= "" and slots + halves > options.max_args then
        sink:error(call.name_loc, "arg-count", "'%s' takes %d argument slots on 32 bits; there are %d", call.func,
            slots + halves, options.max_args)
    end
end

local function shape(call, arg, options, sink)
    local traits = options.profile and options.profile.traits
    if not traits then return end
    local indirect = call.type == "INDIR" or call.type == "SYSMUX"
    if arg.func ~= nil then
        sink:error(arg.loc, "arg-function", "the system's own generator cannot write '%s'; use a typedef",
            arg.spelled or arg.type)
    elseif arg.array and not (traits.netbsd and (indirect or call.type == "NOARGS")) then
        sink:error(arg.loc, "arg-array", "'%s' is an array; write the pointer that it is, '%s%s'",
            arg.spelled or arg.name, arg.type, arg.name or "")
    end
    if arg.comment then
        sink:error(arg.loc, "arg-comment", "the system's own generator takes '/* %s */' for a part of the argument; " ..
            "put it on a ';' line", arg.comment)
    end
end

local function call_shape(call, options, sink)
    local traits = options.profile and options.profile.traits
    if not traits then return end
    local indirect = call.type == "INDIR" or call.type == "SYSMUX"
    if call.varargs then
        if traits.netbsd and call.varargs == #call.args then
            sink:error(call.name_loc or call.loc, "arg-varargs", "NetBSD wants the hidden argument after '...'")
        elseif not traits.netbsd and not indirect then
            sink:error(call.name_loc or call.loc, "arg-varargs", "'...' of '%s' has no place in an argument struct",
                call.func)
        end
    end
    if call.comment then
        sink:error(call.name_loc or call.loc, "arg-comment",
            "the system's own generator cannot read '/* %s */' in a prototype; put it on a ';' line", call.comment)
    end
    if not traits.netbsd and call.ret and call.ret:gsub("%s*%*", ""):find("%s") then
        sink:error(call.name_loc or call.loc, "return-words",
            "the return type '%s' of '%s' has several words; use a typedef such as u_int", call.ret, call.func)
    end
end

function args.check(record, options, sink)
    local traits = options.profile and options.profile.traits
    local examined = {}
    for _, call in ipairs(record.items) do
        if call.kind == "call" and call.func then
            local list = call.args
            local count = #list
            local most = options.max_args or 8
            -- Linux passes six in registers and none elsewhere
            if count > 6 and call.func:find("^linux_") then most = 6 end
            if count > most then
                sink:error(list[most + 1].loc, "arg-count", "'%s' has %d arguments; no more than %d can be passed",
                    call.func, count, most)
            end
            if call.varargs or call.comment or call.ret and call.ret:find(" ", 1, true) then
                call_shape(call, options, sink)
            end
            for i = 1, count do
                local arg = list[i]
                local name = arg.name
                for j = 1, i - 1 do
                    if list[j].name == name and name then
                        sink:error(arg.loc, "arg-twice", "'%s' has two arguments called '%s'", call.func, name)
                        break
                    end
                end
                if arg.array or arg.comment or arg.func ~= nil then shape(call, arg, options, sink) end
                local text = arg.annotation
                if text then
                    local found = examined[text]
                    if not found then
                        found = examine(text)
                        examined[text] = found
                    end
                    if found.problem or found.space or found.star or #found.names > 0 or traits and
                        not traits.annotations then
                        annotation(call, arg, found, traits, sink)
                    end
                end
            end
            if traits and traits.netbsd then netbsd_slots(call, options, sink) end
        end
    end
end

return args
