-- SPDX-License-Identifier: BSD-2-Clause
--
-- lua5.4 services.lua --check | --write | --absent
--
-- The native services against this host: --check compares services.list and SERVICES.md with headers and sources (exit
-- status 1: findings), --write makes SERVICES.md, --absent prints the C file with the stand-ins of absent services.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local AREAS = { "file", "process", "signal", "thread", "memory", "socket", "event", "time", "ipc", "misc" }

local function read(path)
    local handle = assert(io.open(path, "r"))
    local text = handle:read("a")
    handle:close()
    return text
end

local function without_comments(text)
    return (text:gsub("/%*.-%*/", " "))
end

-- declared services: list of { name, area, returns }, in the headers' order
local function declared()
    local list, by_name = {}, {}
    for _, area in ipairs(AREAS) do
        local text = without_comments(read(here .. "/../include/sysvec/native/" .. area .. ".h"))
        for returns, name in text:gmatch("\n([%a_][%w_ ]-[%s%*]+)(native_[%w_]+)%s*%(") do
            local service = { name = name, area = area, returns = returns:gsub("%s+$", "") }
            list[#list + 1] = service
            by_name[name] = service
        end
    end
    return list, by_name
end

-- services.list: { [name] = { status, errno, reason, line } }, complaints
local function listed(problems)
    local rows, number = {}, 0
    local before
    for line in (read(here .. "/services.list") .. "\n"):gmatch("([^\n]*)\n") do
        number = number + 1
        if line ~= "" and not line:find("^#") then
            local name, rest = line:match("^(native_[%w_]+)%s+(.*)$")
            local errno, reason = (rest or ""):match("^absent%s+(E%u+)%s+(.+)$")
            local status = errno and "absent"
            if not status then
                reason = (rest or ""):match("^partial%s+(.+)$")
                status = reason and "partial"
            end
            if not status then
                problems[#problems + 1] = ("services.list:%d: expected SERVICE, 'absent ERRNO' or 'partial', reason"):format(number)
            else
                if reason == "the same" and before then reason = before end
                before = reason
                rows[name] = { status = status, errno = errno, reason = reason, line = number }
            end
        end
    end
    return rows
end

-- services defined in native_*.c and kld_*.c: { [name] = file }
local function defined()
    local found = {}
    local pipe = assert(io.popen(("ls '%s'"):format(here)))
    for file in pipe:lines() do
        if file:find("%.c$") then
            for name in read(here .. "/" .. file):gmatch("\n(native_[%w_]+)%(") do found[name] = file end
        end
    end
    pipe:close()
    return found
end

local function document(list, rows)
    local count = { complete = 0, partial = 0, absent = 0 }
    for _, service in ipairs(list) do
        local status = rows[service.name] and rows[service.name].status or "complete"
        count[status] = count[status] + 1
    end
    local out = {}
    local function put(fmt, ...) out[#out + 1] = select("#", ...) > 0 and fmt:format(...) or fmt end
    put("# Native services of the kernel module")
    put("")
    put("Made by `lua5.4 runtime/kld/services.lua --write` from services.list; change that, not this file.  @generated")
    put("")
    put("%d services are declared: %d complete, %d partial, %d absent.  Complete means that the code does what the header", #list,
        count.complete, count.partial, count.absent)
    put("promises of a FreeBSD kernel; it was compiled and linked, and has not run in one yet.")
    for _, area in ipairs(AREAS) do
        local complete, other = {}, {}
        for _, service in ipairs(list) do
            if service.area == area then
                local row = rows[service.name]
                if row then
                    other[#other + 1] = ("| `%s` | %s%s | %s |"):format(service.name:gsub("^native_", ""), row.status,
                        row.errno and " (" .. row.errno .. ")" or "", row.reason)
                else
                    complete[#complete + 1] = service.name:gsub("^native_", "")
                end
            end
        end
        put("")
        put("## %s", area)
        put("")
        put("Complete: %s.", table.concat(complete, ", "))
        if #other > 0 then
            put("")
            put("| service | status | why |")
            put("|---|---|---|")
            for _, line in ipairs(other) do put("%s", line) end
        end
    end
    return table.concat(out, "\n") .. "\n"
end

local function stand_ins(list, rows)
    io.stdout:write("/* SPDX-License-Identifier: BSD-2-Clause */\n",
        "/* Services that this host lacks.  Made by services.lua from services.list.  @generated */\n",
        "#include \"kld.h\"\n\n")
    for _, service in ipairs(list) do
        local row = rows[service.name]
        if row and row.status == "absent" then
            -- callers pass more arguments than it takes, which is harmless in the kernel's calling convention
            io.stdout:write(("/* %s */\nint sv_absent_%s(void) __asm__(\"%s\");\nint\nsv_absent_%s(void)\n{\n\treturn (%s);\n}\n\n")
                :format(row.reason, service.name, service.name, service.name, row.errno))
        end
    end
end

local problems = {}
local list, by_name = declared()
local rows = listed(problems)
local found = defined()
for name, row in pairs(rows) do
    if not by_name[name] then
        problems[#problems + 1] = ("services.list:%d: no service '%s' is declared"):format(row.line, name)
    elseif row.status == "absent" and found[name] then
        problems[#problems + 1] = ("services.list:%d: '%s' is called absent and stands in %s"):format(row.line, name, found[name])
    elseif row.status == "absent" and by_name[name].returns ~= "int" then
        problems[#problems + 1] = ("services.list:%d: '%s' gives no errno, so it cannot be absent"):format(row.line, name)
    end
end
for _, service in ipairs(list) do
    local row = rows[service.name]
    if not found[service.name] and not (row and row.status == "absent") then
        problems[#problems + 1] = ("'%s' has neither code nor a line 'absent' in services.list"):format(service.name)
    end
end
table.sort(problems)

local mode = arg[1]
if mode == "--absent" then
    stand_ins(list, rows)
elseif mode == "--write" then
    local handle = assert(io.open(here .. "/SERVICES.md", "w"))
    handle:write(document(list, rows))
    handle:close()
elseif mode == "--check" then
    local handle = io.open(here .. "/SERVICES.md", "r")
    local now = handle and handle:read("a")
    if handle then handle:close() end
    if now ~= document(list, rows) then problems[#problems + 1] = "SERVICES.md is stale: lua5.4 runtime/kld/services.lua --write" end
else
    io.stderr:write("usage: services.lua --check | --write | --absent\n")
    os.exit(2)
end
for _, problem in ipairs(problems) do io.stderr:write(problem, "\n") end
os.exit(#problems == 0 and 0 or 1)
