-- SPDX-License-Identifier: BSD-2-Clause
--
-- lua5.4 defined.lua SYSDIR < SYMBOLS
--
-- Whether the kernel of a sys tree defines what a module leaves undefined: a header may declare a function that is gone,
-- or static, and a compiler would never know.  Reads names, one a line; exit status 1 when one is not found.  It looks
-- for text at the beginning of lines, as style(9) has definitions, and knows the macros that make others.

local sys = assert(arg[1], "usage: defined.lua SYSDIR < SYMBOLS")
local FOLDERS = "kern vm amd64 x86 net netinet libkern security dev/acpica fs compat"

-- Made by the build or by macros that name no symbol in full.
local MADE = { ostype = true, osrelease = true }
local FAMILIES = { "^__start_set_", "^__stop_set_", "^VOP_%u+_APV$", "^vop_%l+_desc$", "^M_%u+$", "^sysctl___" }

local function texts()
    local list = {}
    local command = ("cd '%s' && find %s -name '*.[cSs]' 2>/dev/null"):format(sys, FOLDERS)
    local pipe = assert(io.popen(command))
    for path in pipe:lines() do
        local handle = io.open(sys .. "/" .. path, "rb")
        if handle then
            list[#list + 1] = "\n" .. handle:read("a")
            handle:close()
        end
    end
    pipe:close()
    return list
end

-- Is the line that begins at `from` (the type may stand on the line before) a definition that others see?
local function visible(text, from, to)
    local before = text:sub(math.max(1, from - 200), from - 1):match("([^\n]*)\n$") or ""
    local line = text:sub(from, to)
    if line:find("extern") or line:find("static") then return false end
    return before:find(";") ~= nil or not before:find("static")
end

local function defines(text, name)
    local short = name:match("^elf64_(.*)$")
    if short and text:find("\n__elfN%(" .. short .. "%)") then return true end
    if not text:find(name, 1, true) then return false end
    for from, to in text:gmatch("\n()%f[%a_][%w_ \t*,]*%f[%w_]" .. name .. "%f[^%w_]()[^\n]*") do
        local after = text:match("^%s*([%(%[=;,])", to) -- a function, an array, a variable
        if after and visible(text, from, to) then return true end
    end
    return text:find("ENTRY%(" .. name .. "%)") or text:find("DEFINE_IFUNC%([^)]*%f[%w_]" .. name .. "%f[^%w_]") or
        text:find("\n%(" .. name .. "%)%(") or text:find("\n" .. name .. "%)%(")
end

local function known(name)
    if MADE[name] then return true end
    for _, pattern in ipairs(FAMILIES) do
        if name:find(pattern) then return true end
    end
    return false
end

local all, missing = texts(), 0
if #all == 0 then
    io.stderr:write("defined.lua: no sources in ", sys, "\n")
    os.exit(2)
end
for name in io.stdin:lines() do
    local found = known(name)
    for i = 1, found and 0 or #all do
        if defines(all[i], name) then
            found = true
            break
        end
    end
    if not found then
        io.stderr:write(name, ": the kernel's sources define no such symbol\n")
        missing = missing + 1
    end
end
os.exit(missing == 0 and 0 or 1)
