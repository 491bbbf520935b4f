-- SPDX-License-Identifier: BSD-2-Clause
--
-- SOURCE of `sysvec import linux` -> where each ABI's headers lie, and what they are.
--
--     local place, why = locate.source("linux-libc-dev_7.2.13-1_all.deb", dir)     dir: for what has to be unpacked
--     place = { kind = "headers"|"tree"|"tracefs", root = DIR, title = "linux-libc-dev 7.2.13-1", sha256 = "..." }
--     locate.include(place, abi) -> { DIR, ... } in the order of -isystem, or nil
--     locate.have()              -> { clang =, resources =, gcc = { [name] = true } }: compilers that are installed
--
-- Headers: a .deb, what one holds (`dpkg -x`), its usr/include, the headers below /usr of this machine with those of the
-- cross packages (/usr/alpha-linux-gnu/include), or one ABI's directory alone.

local abis = require("import.abis")
local shell = require("import.shell")

local locate = {}

local exists = shell.is_directory
local quoted = shell.quoted

-- Package and version of what was unpacked or is installed.
local function titled(root)
    local log = shell.output(("ls -d %s/share/doc/linux-libc-dev*/changelog.Debian.gz %s/../share/doc/linux-libc-dev/" ..
        "changelog.Debian.gz 2>/dev/null | head -n 1"):format(quoted(root), quoted(root)))
    local line = log and log ~= "" and shell.output(("gzip -dc %s 2>/dev/null | head -n 1"):format(quoted(log)))
    local name, version = (line or ""):match("^(%S+) %(([^)]+)%)")
    if not version then return nil end
    -- the log of linux-libc-dev is that of the source package linux
    return (name:find("^linux") and "linux-libc-dev" or name) .. " " .. version
end

-- One number for the content of a tree of headers, whatever its place.
local function digest(dirs)
    local words = {}
    for _, dir in ipairs(dirs) do words[#words + 1] = quoted(dir) end
    local text = shell.output(("for d in %s; do (cd \"$d\" && find -L . -name '*.h' -type f -print0 | LC_ALL=C sort -z |" ..
        " xargs -0 sha256sum); done 2>/dev/null | sha256sum"):format(table.concat(words, " ")))
    return text and text:match("^%x+")
end

local function headers(place)
    local root = place.root
    local function has(path) return exists(root .. path) end
    if has("/usr/include/linux") or shell.output(("ls -d %s/usr/*-linux-*/include/linux 2>/dev/null"):format(quoted(root))) then
        place.top = root .. "/usr"
    elseif has("/include/linux") and not has("/arch") then
        place.top = root
    elseif has("/linux") then
        place.include = root
    else
        return false
    end
    place.kind = "headers"
    place.title = place.title or titled(place.top or root)
    return true
end

local function tree(place)
    local root = place.root
    if exists(root .. "/include/uapi/linux") and exists(root .. "/arch") or
        os.execute("test -f " .. quoted(root .. "/include/linux/syscalls.h")) then
        place.kind = "tree"
        local text = shell.output(("sed -n '1,8p' %s/Makefile 2>/dev/null"):format(quoted(root))) or ""
        local major, minor = text:match("VERSION = (%d+)"), text:match("PATCHLEVEL = (%d+)")
        if major and minor then place.version = { tonumber(major), tonumber(minor) } end
        local sub = text:match("SUBLEVEL = (%d+)")
        place.title = place.title or (major and ("Linux %s.%s%s source tree"):format(major, minor,
            sub and "." .. sub or ""))
        return true
    end
    return false
end

function locate.source(path, dir)
    local place = { root = path:gsub("(.)/+$", "%1"), path = path }
    if os.execute("test -f " .. quoted(path)) then
        if not path:find("%.deb$") then return nil, path .. ": is neither a directory nor a .deb package" end
        local unpacked = dir .. "/package"
        if not shell.output(("dpkg-deb -x %s %s 2>&1"):format(quoted(path), quoted(unpacked))) then
            return nil, path .. ": dpkg-deb cannot unpack it"
        end
        place.root = unpacked
        place.sha256 = (shell.output("sha256sum " .. quoted(path)) or ""):match("^%x+")
        local name, version = path:match("([^/]+)_([^_/]+)_[^_/]*%.deb$")
        if name then place.title = name .. " " .. version:gsub("%%3a", ":") end
    elseif not exists(path) then
        return nil, path .. ": no such directory"
    end
    if exists(place.root .. "/events/syscalls") then
        place.kind, place.title = "tracefs", "tracefs"
        return place
    end
    if tree(place) or headers(place) then return place end
    return nil, path .. ": holds neither headers (linux/ or usr/include/linux/), nor a kernel tree (arch/ and include/), " ..
        "nor tracefs (events/syscalls/)"
end

function locate.include(place, abi)
    local folders = { abi.folder, table.unpack(abi.also) }
    local function both(first, second)
        if exists(first .. "/asm") and exists((second or first) .. "/linux") then return { first, second } end
    end
    for _, folder in ipairs(folders) do
        local found
        if place.top then
            -- a cross package is complete by itself; a package for all architectures shares linux/
            found = both(("%s/%s/include"):format(place.top, folder)) or
                both(("%s/include/%s"):format(place.top, folder), place.top .. "/include")
        end
        if place.include then
            found = found or both(("%s/%s"):format(place.include, folder), place.include) or
                both(("%s/../%s/include"):format(place.include, folder)) or
                (place.include:find("/" .. folder .. "/", 1, true) and both(place.include))
        end
        if found then return found end
    end
    -- a directory that holds asm/ itself is of one ABI: of the one that was asked for, when it was only one
    local flat = place.include or place.top .. "/include"
    if place.single and exists(flat .. "/asm") then return { flat } end
    return nil
end

-- Sum of what was read: of the package, else of the headers that all ABIs share, else of those that each has.
function locate.digest(place, targets)
    if place.sha256 then return place.sha256 end
    local dirs, seen = {}, {}
    for _, target in ipairs(targets) do
        local dir = target.include[2] or target.include[1]
        if not seen[dir] then
            seen[dir] = true
            dirs[#dirs + 1] = dir
        end
    end
    place.sha256 = digest(dirs)
    return place.sha256
end

-- Compilers that can be called: one question to the shell for all.
function locate.have()
    local words = {}
    for _, name in ipairs(abis.all) do
        for _, gcc in ipairs(abis.gcc_names(abis.get(name))) do words[#words + 1] = gcc end
    end
    local have = { gcc = {} }
    local text = shell.output(("for c in %s; do command -v $c >/dev/null && echo $c; done; true"):format(
        table.concat(words, " "))) or ""
    for name in text:gmatch("%S+") do have.gcc[name] = true end
    local clang = os.getenv("SYSVEC_CLANG") or "clang"
    local resources = shell.output(quoted(clang) .. " -print-resource-dir 2>/dev/null")
    if resources and resources ~= "" then have.clang, have.resources = clang, resources .. "/include" end
    return have
end

function locate.resources(compiler, have)
    if compiler.kind == "clang" then return have.resources end
    return shell.output(quoted(compiler.name) .. " -print-file-name=include 2>/dev/null")
end

return locate
