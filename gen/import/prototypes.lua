-- SPDX-License-Identifier: BSD-2-Clause
--
-- Prototypes of calls (include/linux/syscalls.h, tracefs) against a master: what differs, and rows for new calls.
--
--     prototypes.parse(text) -> { ["sys_openat"] = { args = list of { type =, name = or nil } } }
--     prototypes.tracefs(dir) -> the same out of events/syscalls/sys_enter_*/format
--     prototypes.compare(side, found, entry, sink)       entry(call) -> "sys_newstat", the kernel's name of a call
--     prototypes.row(number, name, prototype) -> text of a row of the master

local shell = require("import.shell")

local prototypes = {}

-- "const char __user *filename" -> "const char *", "filename"
local function argument(text)
    text = text:gsub("__user", " "):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
    local type, name = text:match("^(.-[%s%*])([%a_][%w_]*)$")
    local KEYWORD = { int = true, long = true, char = true, unsigned = true, short = true }
    if not type or KEYWORD[name] or type:find("^struct $") or type:find("^const $") or
        type:find("^const struct $") then
        type, name = text, nil
    end
    type = type:gsub("%s*%*%s*", "*"):gsub("%*", " *", 1):gsub("%s+$", "")
    return { type = type, name = name }
end

local function arguments(text)
    local list = {}
    text = text:gsub("^%s*void%s*$", "")
    for piece in text:gmatch("[^,]+") do list[#list + 1] = argument(piece) end
    return list
end

function prototypes.parse(text)
    local found = {}
    text = text:gsub("/%*.-%*/", " ")
    for name, args in text:gmatch("asmlinkage%s+long%s+(sys_[%w_]+)%s*(%b())") do
        -- the last of several under #ifdef is the one without CONFIG_ oddities; the others are some architecture's
        found[name] = { args = arguments(args:sub(2, -2)), other = found[name] }
    end
    return found
end

function prototypes.tracefs(dir)
    local found = {}
    local text = shell.output(("cd %s/events/syscalls && for d in sys_enter_*; do echo \"//$d\"; cat $d/format; done"):format(
        shell.quoted(dir))) or ""
    local args
    for line in text:gmatch("[^\n]+") do
        local name = line:match("^//sys_enter_(.*)$")
        if name then
            args = {}
            found["sys_" .. name] = { args = args }
        else
            local field = line:match("^%s*field:(.-);")
            if field and not field:find("common_", 1, true) and not field:find("__syscall_nr", 1, true) then
                args[#args + 1] = argument(field)
            end
        end
    end
    return found
end

local TYPES = {
    ["int"] = "l_int", ["unsigned int"] = "l_uint", ["unsigned"] = "l_uint", ["long"] = "l_long",
    ["unsigned long"] = "l_ulong", ["size_t"] = "l_size_t", ["loff_t"] = "l_loff_t", ["off_t"] = "l_off_t",
    ["pid_t"] = "l_pid_t", ["uid_t"] = "l_uid_t", ["gid_t"] = "l_gid_t", ["umode_t"] = "l_mode_t",
    ["u32"] = "l_uint", ["__u32"] = "l_uint", ["s32"] = "l_int", ["__s32"] = "l_int", ["u64"] = "l_loff_t",
    ["__u64"] = "l_loff_t", ["key_t"] = "l_key_t", ["clockid_t"] = "l_clockid_t", ["timer_t"] = "l_timer_t",
    ["mqd_t"] = "l_mqd_t", ["rwf_t"] = "l_rwf_t", ["key_serial_t"] = "l_key_serial_t", ["qid_t"] = "l_int",
    ["aio_context_t"] = "l_aio_context_t", ["char *"] = "char *", ["const char *"] = "const char *",
    ["void *"] = "void *", ["const void *"] = "const void *",
}

local function our_type(type)
    if TYPES[type] then return TYPES[type] end
    local const, name, stars = type:match("^(c?o?n?s?t? ?)struct ([%w_]+) (%*+)$")
    if name then return const .. "struct linux_" .. name .. " " .. stars end
    const, name, stars = type:match("^(c?o?n?s?t? ?)([%w_ ]+) (%*+)$")
    if name and TYPES[name] then return const .. TYPES[name] .. " " .. stars end
    return stars and "void " .. stars or nil
end

function prototypes.row(number, name, prototype)
    local lines = { ("%d\tAUE_NULL\tSTD {"):format(number) }
    local args = prototype.args
    if #args == 0 then
        lines[#lines + 1] = ("\t\tl_long linux_%s(void);"):format(name)
    else
        lines[#lines + 1] = ("\t\tl_long linux_%s("):format(name)
        for i, arg in ipairs(args) do
            local type = our_type(arg.type)
            if not type then return nil, arg.type end
            local text = (type .. " " .. (arg.name or "arg" .. i)):gsub("%* ", "*")
            lines[#lines + 1] = "\t\t    " .. text .. (i < #args and "," or "")
        end
        lines[#lines + 1] = "\t\t);"
    end
    lines[#lines + 1] = "\t}"
    return table.concat(lines, "\n")
end

-- Of several prototypes the one whose pointers stand where the call's do; the last when none fits.
local function fitting(call, prototype)
    local one = prototype
    while one do
        local fits = #one.args == #call.args
        for i, arg in ipairs(fits and one.args or {}) do
            fits = fits and (arg.type:find("*", 1, true) ~= nil) == ((call.args[i].ctype or ""):find("*", 1, true) ~= nil)
        end
        if fits then return one end
        one = one.other
    end
    return prototype
end

-- Numbers of arguments, and their names where both sides have them.
function prototypes.compare(side, found, entry, sink)
    local compared, differ = 0, 0
    for _, call in ipairs(side.calls) do
        local theirs = call.name and not call.empty and found[entry(call) or "sys_" .. call.name]
        if theirs then
            theirs = fitting(call, theirs)
            compared = compared + 1
            local names = {}
            for i, arg in ipairs(theirs.args) do names[i] = arg.name or "-" end
            if #theirs.args ~= #call.args then
                differ = differ + 1
                sink:warn(call.loc, "import-prototype", "%s takes %d arguments here and %d there (%s)", call.name,
                    #call.args, #theirs.args, table.concat(names, ", "))
            else
                for i, arg in ipairs(theirs.args) do
                    local ours = call.args[i]
                    local pointer, own = arg.type:find("*", 1, true) ~= nil, (ours.ctype or ""):find("*", 1, true) ~= nil
                    -- a typedef may hide a pointer
                    if pointer ~= own and (pointer or TYPES[arg.type]) then
                        differ = differ + 1
                        sink:warn(ours.loc or call.loc, "import-prototype", "%s: argument %d (%s) is '%s' here and '%s' there",
                            call.name, i, ours.name or "-", ours.ctype or "-", arg.type)
                        break
                    end
                end
            end
        end
    end
    return compared, differ
end

return prototypes
