-- SPDX-License-Identifier: BSD-2-Clause
--
-- Specs of both versions -> two sets of facts of what differs.
--
--     local old_set, new_set = tree.sets(old, new, sink)          sides of input.lua of kind tree or file
--     local set = tree.whole(side, groups, sink)                  one side, to be compared with something else; groups as in
--                                                                 facts.lua, or nil for everything
--
-- Only blocks whose text differs are parsed and resolved (chunks.lua).

local abis = require("import.abis")
local chunks = require("diff.chunks")
local facts = require("diff.facts")
local input = require("diff.input")
local load = require("load")

local tree = {}

local function systems_of(files)
    local list, seen = {}, {}
    for path in pairs(files) do
        local os = path:match("^([^/]+)/arch%.spec$")
        if os and not seen[os] then
            seen[os] = true
            list[#list + 1] = os
        end
    end
    table.sort(list)
    return list
end
tree.systems = systems_of

-- Systems with specs, but without arch.spec: half a tree.
function tree.half(files)
    local list, seen = {}, {}
    for path in pairs(files) do
        local os = path:match("^([^/]+)/.*%.spec$")
        if os and not files[os .. "/arch.spec"] and not seen[os] and os ~= "pairs" and os ~= "vectors" then
            seen[os] = true
            list[#list + 1] = os
        end
    end
    table.sort(list)
    return list
end

local function has_folder(files, dir)
    for path in pairs(files) do
        if path:sub(1, #dir + 1) == dir .. "/" then return true end
    end
    return false
end

-- The facts of the given texts.
local function set_of(root, files, all_files, sink)
    local set = facts.new()
    local src = input.source(root, files)
    for _, os in ipairs(systems_of(files)) do
        local all, why = load.sides(root, os, src, sink)
        if all then
            for _, arch in ipairs(all.arches) do
                -- the other byte order of an architecture says nothing of its own until it has a folder
                if not abis.follows(arch) or has_folder(all_files, os .. "/" .. arch.name) then
                    facts.add_side(set, all.side[arch.name])
                end
            end
        else
            sink:error({ file = root }, "diff-input", "%s", why)
        end
    end
    return set
end

local function everything(key, keys)
    return keys == nil or keys[key] or key:find("^arch ") ~= nil
end

-- files -> files with only the blocks wanted; systems[os] = keys, or true for all of them
local function trimmed(files, systems, masters)
    local out = {}
    for path, text in pairs(files) do
        local os = path:match("^([^/]+)/")
        local keys = os and systems[os]
        if path:find("%.spec$") and os then
            if keys == true then
                out[path] = text
            else
                local wanted = setmetatable({}, { __index = function(_, key) return everything(key, keys or {}) end })
                local kept = chunks.keep(text, wanted)
                if kept ~= "" then out[path] = kept end
            end
        elseif path:find("syscalls%.master$") and masters[path] then
            out[path] = text
        end
    end
    return out
end

local function below(files, os)
    local list = {}
    for path, text in pairs(files) do
        if path:sub(1, #os + 1) == os .. "/" then list[path] = text end
    end
    return list
end

-- Only the file the side names, or all files.
local function told(side)
    return side.only and { [side.only] = side.files[side.only] } or side.files
end

-- an architecture that both have and that changed moves everything
local function architecture_changed(keys, old_files, new_files)
    local function has(files, name)
        for path, text in pairs(files) do
            if path:find("%.spec$") and ("\n" .. text):find("\narch[ \t]+" .. name .. "[%s]") then return true end
        end
    end
    for key in pairs(keys) do
        local name = key:match("^arch ([%w_]+)$")
        if name and has(old_files, name) and has(new_files, name) then return true end
    end
    return false
end

function tree.sets(old, new, sink)
    local systems, masters = chunks.changed(told(old), told(new)), {}
    for _, files in ipairs({ old.files, new.files }) do
        for path in pairs(old.only and {} or files) do
            local os = path:match("^([^/]+)/[^/]+/syscalls%.master$")
            if os then
                local a, b = old.files[path], new.files[path]
                local keys = systems[os] or {}
                if a ~= b then masters[path] = true end
                if (a == nil) ~= (b == nil) then
                    keys["enum call_number"] = true
                    systems[os] = keys
                end
            end
        end
    end
    for os, keys in pairs(systems) do
        local a, b = below(old.files, os), below(new.files, os)
        if architecture_changed(keys, a, b) then
            systems[os] = true
        else
            chunks.close(a, keys)
            chunks.close(b, keys)
        end
        local all, companion = systems[os] == true, false
        for key in pairs(keys) do companion = companion or key:find("^call ") ~= nil end
        if all or companion then
            for path in pairs(a) do
                if path:find("/syscalls%.master$") then masters[path] = true end
            end
        end
    end
    local a, b = trimmed(old.files, systems, masters), trimmed(new.files, systems, masters)
    for path, text in pairs(a) do
        local keys = systems[path:match("^([^/]+)/")]
        -- the longest list by far: hundreds of calls times all architectures
        if b[path] and path:find("%.spec$") and keys ~= true then
            a[path], b[path] = chunks.thin(text, b[path], "enum call_number")
        end
    end
    return set_of(old.root, a, old.files, sink), set_of(new.root, b, new.files, sink)
end

-- Groups that a file's blocks hold.
local GROUPS = { enum = { "const" }, flags = { "const" }, struct = { "struct", "field" }, ioctls = { "ioctl" } }

function tree.groups(text)
    local groups = {}
    for _, chunk in ipairs(chunks.split(text)) do
        for _, kind in ipairs(GROUPS[chunk.kind] or {}) do groups[kind .. " " .. chunk.name] = true end
        if chunk.kind == "traps" then groups["trap trap"] = true end
        if chunk.kind == "call" or chunk.key == "enum call_number" then groups["call calls"] = true end
    end
    return groups
end

local function keys_of(groups)
    local keys = {}
    for group in pairs(groups) do
        local kind, name = group:match("^(%S+) (.*)$")
        if kind == "const" then
            keys["enum " .. name], keys["flags " .. name] = true, true
        elseif kind == "ioctl" then
            keys["ioctls " .. name] = true
        elseif kind == "call" then
            keys["enum call_number"] = true
        elseif kind ~= "trap" then
            keys["struct " .. name] = true
        end
    end
    return keys
end

function tree.whole(side, groups, sink)
    local systems, masters = {}, {}
    for _, os in ipairs(systems_of(side.files)) do
        if groups then
            local keys = keys_of(groups)
            if groups["trap trap"] then
                for path, text in pairs(below(side.files, os)) do
                    for _, chunk in ipairs(path:find("%.spec$") and chunks.split(text) or {}) do
                        if chunk.kind == "traps" then keys[chunk.key] = true end
                    end
                end
            end
            chunks.close(below(side.files, os), keys)
            systems[os] = keys
        else
            systems[os] = true
        end
    end
    if not groups or groups["call calls"] then
        for path in pairs(side.files) do masters[path] = true end
    end
    local set = set_of(side.root, trimmed(side.files, systems, masters), side.files, sink)
    set.groups = groups
    return set
end

-- A file that stands in no tree takes the place of its blocks, and of those of the text `also`, in `base`, a side of
-- kind tree.
function tree.adopt(loose, base, also)
    local keys, files = {}, {}
    for _, text in ipairs({ loose.text, also }) do
        for _, chunk in ipairs(chunks.split(text)) do keys[chunk.key] = true end
    end
    local best, best_count
    for _, os in ipairs(systems_of(base.files)) do
        local count = 0
        for path, text in pairs(below(base.files, os)) do
            for _, chunk in ipairs(path:find("%.spec$") and chunks.split(text) or {}) do
                if keys[chunk.key] then count = count + 1 end
            end
        end
        if not best or count > best_count or (count == best_count and os == "linux") then
            best, best_count = os, count
        end
    end
    if not best then return nil end
    local others = setmetatable({}, { __index = function(_, key) return not keys[key] end })
    for path, text in pairs(base.files) do
        files[path] = path:sub(1, #best + 1) == best .. "/" and path:find("%.spec$") and chunks.keep(text, others) or text
    end
    local only = best .. "/" .. loose.base
    if files[only] and files[only] ~= "" then only = best .. "/=" .. loose.base end
    files[only] = loose.text
    return { kind = "file", label = loose.label, root = base.root, files = files, only = only, text = loose.text,
        renamed = { [base.root .. "/" .. only] = loose.label } }
end

return tree
