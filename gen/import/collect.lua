-- SPDX-License-Identifier: BSD-2-Clause
--
-- A side's blocks + what the headers define -> questions for probe.lua.
--
--     collect.ask(side, names, system) -> list of { key =, expr = }, fresh      system: "freebsd", or nil for Linux
--     keys: "c NAME" a constant, "n NAME" a call's number, "s TAG" and "a TAG" size and alignment of a structure,
--           "o TAG|FIELD", "w TAG|FIELD", "e TAG|FIELD" offset, width and width of an element
--     fresh = list of { name =, domain =, header = }: names that belong to a domain we keep and stand in none
--
--     collect.tag(block), collect.field(raw)      what C calls a structure and a field

local domains = require("import.domains")
local headers = require("import.headers")

local collect = {}

-- names in our structures that keep clear of FreeBSD's macros
local PREFIXES = { { "^lsi_", "si_" }, { "^lsa_", "sa_" } }

function collect.field(raw)
    if raw.header_name then return raw.header_name end
    for _, pair in ipairs(PREFIXES) do
        local name, n = raw.name:gsub(pair[1], pair[2])
        if n > 0 then return name end
    end
    return raw.name
end

function collect.tag(block)
    local tag = block.tag or block.name
    if tag:find("^typedef ") then return tag:sub(9) end
    return tag:find(" ", 1, true) and tag or "struct " .. tag
end

-- Blocks that only stand for all others of the name: the first wins, as in the loader.
local function each(blocks, kinds)
    local seen, list = {}, {}
    for _, block in ipairs(blocks) do
        local key = block.kind .. " " .. tostring(block.name)
        if kinds[block.kind] and not seen[key] then
            seen[key] = true
            list[#list + 1] = block
        end
    end
    return list
end
collect.each = each

local function structure(block, ask)
    local tag = collect.tag(block)
    ask("s " .. tag, ("sizeof(%s)"):format(tag))
    ask("a " .. tag, ("_Alignof(%s)"):format(tag))
    local function fields(list)
        for _, raw in ipairs(list) do
            if not raw.pad and not raw.internal then
                local name = collect.field(raw)
                for _, part in ipairs(headers.parts(tag, name) or {}) do
                    ask("o " .. tag .. "|" .. part, ("__builtin_offsetof(%s, %s)"):format(tag, part))
                    ask("w " .. tag .. "|" .. part, ("sizeof(((%s *)0)->%s)"):format(tag, part))
                end
                local key = tag .. "|" .. name
                ask("o " .. key, ("__builtin_offsetof(%s, %s)"):format(tag, name))
                if not raw.type.flexible then
                    ask("w " .. key, ("sizeof(((%s *)0)->%s)"):format(tag, name))
                end
                if raw.type.count then ask("e " .. key, ("sizeof(((%s *)0)->%s[0])"):format(tag, name)) end
            end
        end
    end
    fields(block.fields)
    for _, view in ipairs(block.views) do fields(view.fields) end
end

function collect.ask(side, names, system)
    local list, asked = {}, {}
    local function ask(key, expr)
        if not asked[key] then
            asked[key] = true
            list[#list + 1] = { key = key, expr = expr }
        end
    end
    local function defined(name)
        return names.macro[name] or names.enumerator[name]
    end
    for _, name in ipairs({ "LINUX_VERSION_CODE", "__FreeBSD_version" }) do
        if defined(name) then ask("c " .. name, name) end
    end
    local known = {}
    for _, block in ipairs(each(side.blocks, { enum = true, flags = true, ioctls = true })) do
        for _, raw in ipairs(block.items) do
            known[raw.name] = true
            local wanted = raw.kind ~= "range" and not raw.internal and not block.internal
            if wanted and block.name ~= "call_number" and defined(raw.name) then ask("c " .. raw.name, raw.name) end
        end
    end
    for _, block in ipairs(each(side.blocks, { struct = true })) do
        if not block.internal then structure(block, ask) end
    end
    local fresh = {}
    for _, name in ipairs(names.order) do
        local header = defined(name)
        local call = header and domains.call(name)
        local home = header and not call and not known[name] and domains.home(name, header, system)
        if call then
            ask("n " .. call, name)
            fresh[#fresh + 1] = { name = call, domain = "call_number", header = header }
        elseif home then
            ask("c " .. name, name)
            fresh[#fresh + 1] = { name = name, domain = home, header = header }
        end
    end
    return list, fresh
end

return collect
