-- SPDX-License-Identifier: BSD-2-Clause
--
-- OLD or NEW of `sysvec diff` -> what it is and its texts.
--
--     local side, why, code = input.open("HEAD~3:specs")
--     side = { kind = "tree"|"file"|"master"|"headers", label = "HEAD~3:specs", root = label or directory,
--              files = { ["linux/errno.spec"] = text } (tree, file), only = "linux/errno.spec" (file),
--              text = (master), path = (headers) , close = function() (removes what was unpacked) }
--     local src = input.source(side)       for gen/load.lua: side.files below side.root
--
-- A file on disk goes before a git revision.  What git holds is read through a pipe; only headers, which compilers
-- want as files, go into a temporary directory, and a process that waits for our end removes that, however we end.

local shell = require("import.shell")
local source = require("source")

local input = {}

local quoted = shell.quoted
local WANTED = { "%.spec$", "%.pair$", "%.vector$", "syscalls%.master$", "%.h$", "%.c$" }

local function wanted(path, headers)
    for i, pattern in ipairs(WANTED) do
        if path:find(pattern) and (i <= 4 or headers) then return true end
    end
    return false
end

-- A tar stream -> { [path] = text }
function input.untar(data)
    local files, at, long = {}, 1, nil
    local function field(from, length)
        return (data:sub(at + from, at + from + length - 1):match("^[^%z]*"))
    end
    while at + 511 <= #data and data:byte(at) ~= 0 do
        local size = tonumber(field(124, 12):match("[0-7]+") or "0", 8)
        local kind, name, prefix = field(156, 1), field(0, 100), field(345, 155)
        local body = data:sub(at + 512, at + 511 + size)
        if kind == "x" then
            long = body:match("%d+ path=([^\n]*)\n")
        elseif kind == "" or kind == "0" then
            local path = long or (prefix ~= "" and prefix .. "/" .. name or name)
            files[path] = body
            long = nil
        elseif kind ~= "g" then
            long = nil
        end
        at = at + 512 + (size + 511) // 512 * 512
    end
    return files
end

local function is_file(path)
    return os.execute("test -f " .. quoted(path)) == true
end

-- Specs of a directory on disk.
local function disk_files(root)
    local files = {}
    local text = shell.output(("cd %s && find -L . -type f 2>/dev/null"):format(quoted(root))) or ""
    for line in text:gmatch("[^\n]+") do
        local path = line:sub(3)
        if wanted(path) then files[path] = source.read(root .. "/" .. path) end
    end
    return files
end
input.disk_files = disk_files

-- Does it hold SYSTEM/arch.spec?
local function is_tree(files)
    for path in pairs(files) do
        if path:find("^[^/]+/arch%.spec$") then return true end
    end
    return false
end

local function split(path)
    local dir, base = path:match("^(.*)/([^/]*)$")
    return dir or ".", base or path
end

-- A spec file: with the tree it stands in, else alone.
local function spec_file(label, text, read_tree)
    local dir, base = split(label)
    for _, depth in ipairs({ 1, 2 }) do
        local root, below = dir, base
        for _ = 1, depth do
            local up, name = split(root)
            if root == "." or root:find(":$") or not name or name == "" then
                root = nil
                break
            end
            root, below = up, name .. "/" .. below
        end
        local files = root and read_tree(root)
        if files and files[(below:match("^[^/]+/") or "") .. "arch.spec"] and files[below] then
            return { kind = "file", label = label, root = root, files = files, only = below, text = text }
        end
    end
    return { kind = "file", label = label, text = text, base = base, loose = true }
end

local function of_text(label, text, read_tree)
    if label:find("%.spec$") then return spec_file(label, text, read_tree) end
    if label:find("%.pair$") or label:find("%.vector$") then
        return nil, label .. ": holds policies, no facts; compare the tree it belongs to", 2
    end
    return { kind = "master", label = label, text = text }
end

-- git ------------------------------------------------------------------------------------------------

local function git(arguments)
    local pipe = assert(io.popen("git " .. arguments .. " 2>/dev/null", "r"))
    local text = pipe:read("a")
    return pipe:close() and text or nil
end

local function git_files(name)
    local data = git("archive --format=tar " .. quoted(name))
    return data and input.untar(data)
end

-- A directory that goes away with this process: the guard waits for the end of its input.
local function guarded()
    local dir = assert(shell.output("mktemp -d"), "no temporary directory can be made")
    local guard = io.popen(("trap '' INT TERM HUP; cat >/dev/null; rm -rf %s"):format(quoted(dir)), "w")
    return dir, function() guard:close() end
end

local function git_headers(name, label, files)
    local dir, close = guarded()
    for path in pairs(files) do
        if path:find("%.h$") then
            local ok = git(("archive --format=tar %s | tar -x -C %s"):format(quoted(name), quoted(dir)))
            if ok then return { kind = "headers", label = label, path = dir, close = close } end
            break
        end
    end
    close()
    return nil, label .. ": holds neither specs (SYSTEM/arch.spec) nor headers", 3
end

local function open_git(word)
    local rev, path = word:match("^([^:%-][^:]*):(.*)$")
    if not rev then return nil end
    path = path:gsub("(.)/+$", "%1")
    local name = rev .. ":" .. path
    local kind = git("cat-file -t " .. quoted(name))
    kind = kind and kind:match("%a+")
    if kind == "blob" then
        local text = git("cat-file blob " .. quoted(name))
        return of_text(name, text, function(root)
            if not root:find(":", 1, true) then return nil end
            return git_files(root)
        end)
    elseif kind == "tree" then
        local files = git_files(name)
        if files and is_tree(files) then return { kind = "tree", label = name, root = name, files = files } end
        return git_headers(name, name, files or {})
    end
    if not git("rev-parse --git-dir") then
        return nil, ("%s: no such file, and this is no git repository"):format(word), 3
    elseif not git(("rev-parse --verify --quiet %s"):format(quoted(rev .. "^{commit}"))) then
        return nil, ("%s: no such file, and git knows no revision '%s'"):format(word, rev), 3
    end
    return nil, ("%s: revision %s has no '%s'"):format(word, rev, path), 3
end

-- all together -----------------------------------------------------------------------------------------

function input.open(word)
    local path = word:gsub("(.)/+$", "%1")
    if shell.is_directory(path) then
        local files = disk_files(path)
        if is_tree(files) then return { kind = "tree", label = path, root = path, files = files } end
        for name in pairs(files) do
            if name:find("%.spec$") then
                return nil, path .. ": holds specs, but no SYSTEM/arch.spec: name the whole tree or one file", 3
            end
        end
        return { kind = "headers", label = path, path = path }
    elseif is_file(path) then
        if path:find("%.deb$") then return { kind = "headers", label = path, path = path } end
        local text, why = source.read(path)
        if not text then return nil, why, 3 end
        return of_text(path, text, function(root) return shell.is_directory(root) and disk_files(root) end)
    end
    local side, why, code = open_git(word)
    if side or why then return side, why, code end
    return nil, path .. ": no such file or directory", 3
end

-- The files of a side below a root, as gen/load.lua reads them.
function input.source(root, files)
    local src = { files = {} }
    local names = {}
    for path, text in pairs(files) do
        src.files[root .. "/" .. path] = text
        local dir, rest = root, path
        while true do
            local first, more = rest:match("^([^/]+)/(.*)$")
            names[dir] = names[dir] or {}
            names[dir][first or rest] = true
            if not first then break end
            dir, rest = dir .. "/" .. first, more
        end
    end
    function src.read(_, path)
        return src.files[path], path .. ": no such file"
    end
    function src.list(_, dir)
        if not names[dir] then return nil end
        local list = {}
        for name in pairs(names[dir]) do list[#list + 1] = name end
        table.sort(list)
        return list
    end
    return src
end

return input
