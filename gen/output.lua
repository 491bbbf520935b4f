-- SPDX-License-Identifier: BSD-2-Clause
--
-- Writing outputs.  Everything is rendered in memory first; then either all files that differ are
-- replaced, or none is.
--
--     local o = output.new()
--     o:add("out/linux_errno.c", text)           -- the same path twice is a bug
--     o:depfile("out/x.d", "out/x.c", inputs)    -- make syntax, is itself an output; several targets: a list
--     local changed, err = o:commit()            -- number of files replaced, or nil and why (names the path)
--     local stale = o:check(io.stdout)           -- unified diff of what commit would change, and how many
--     for _, path in ipairs(o:paths()) do ... end
--
-- Each file goes to a temporary name beside its target and is renamed over it, so a reader never sees
-- half a file, and a file whose bytes are already right keeps its time stamp.  Directories are made as
-- needed.  Paths under /dev/ (confs name /dev/null to be rid of a file) are written directly, or not
-- at all.

local source = require("source")
local unified = require("unified")

local output = {}
local methods = {}
methods.__index = methods

function output.new()
    return setmetatable({ order = {}, text = {} }, methods)
end

function methods:add(path, text)
    assert(type(path) == "string" and type(text) == "string", "output:add wants a path and a text")
    if path == "/dev/null" then return end
    assert(not self.text[path], "rendered twice: " .. path)
    self.order[#self.order + 1] = path
    self.text[path] = text
end

function methods:paths()
    return { table.unpack(self.order) }
end

local function quoted(word)
    return "'" .. word:gsub("'", "'\\''") .. "'"
end

local function is_device(path)
    return path:sub(1, 5) == "/dev/"
end

local function write(path, text)
    local handle, err = io.open(path, "wb")
    if not handle then return nil, err end
    local ok, why = handle:write(text)
    local closed, close_why = handle:close()
    if ok and closed then return true end
    return nil, ("%s: %s"):format(path, why or close_why or "write failed")
end

-- makes the directory only when the first try says that it is missing
local function write_new(path, text)
    local ok, err = write(path, text)
    if ok then return true end
    local dir = path:match("^(.*)/[^/]*$")
    if not dir or dir == "" or not os.execute("mkdir -p -- " .. quoted(dir) .. " 2>/dev/null") then return nil, err end
    return write(path, text)
end

local function differing(self)
    local list = {}
    for _, path in ipairs(self.order) do
        local old = not is_device(path) and source.read(path) or nil
        if old ~= self.text[path] then list[#list + 1] = { path = path, old = old, new = self.text[path] } end
    end
    return list
end

local function undo(done)
    for _, file in ipairs(done) do
        if file.old and write(file.temp, file.old) then
            os.rename(file.temp, file.path)
        elseif not file.old then
            os.remove(file.path)
        end
    end
end

function methods:commit()
    local list = differing(self)
    -- the address of a fresh table differs between processes, so two runs do not share a name
    local unique = tostring({}):match("(%x+)$") or "0"
    local written = {}
    for _, file in ipairs(list) do
        if not is_device(file.path) then
            file.temp = ("%s.%s.tmp"):format(file.path, unique)
            written[#written + 1] = file
            local ok, err = write_new(file.temp, file.new)
            if not ok then
                for _, other in ipairs(written) do os.remove(other.temp) end
                return nil, ("cannot write %s (%s); nothing was changed"):format(file.path, err)
            end
        end
    end
    local done = {}
    for _, file in ipairs(written) do
        local ok, err = os.rename(file.temp, file.path)
        if not ok then
            for _, other in ipairs(written) do os.remove(other.temp) end
            undo(done)
            return nil, ("cannot replace %s (%s); nothing was changed"):format(file.path, err)
        end
        done[#done + 1] = file
    end
    for _, file in ipairs(list) do
        if is_device(file.path) then
            local ok, err = write(file.path, file.new)
            if not ok then return nil, err end
        end
    end
    return #list
end

function methods:check(handle)
    local stale = 0
    for _, file in ipairs(differing(self)) do
        if not is_device(file.path) then
            stale = stale + 1
            handle:write(unified.diff(file.old and file.path or "/dev/null", file.old or "", file.path, file.new))
        end
    end
    return stale
end

local function make_word(path)
    return (path:gsub("%$", "$$"):gsub("([ #\\:])", "\\%1"))
end

function methods:depfile(path, target, inputs)
    local targets = {}
    for i, word in ipairs(type(target) == "table" and target or { target }) do targets[i] = make_word(word) end
    local out = { table.concat(targets, " "), ":" }
    for _, input in ipairs(inputs) do out[#out + 1] = " \\\n  " .. make_word(input) end
    out[#out + 1] = "\n"
    -- an input that was deleted must not stop make
    for _, input in ipairs(inputs) do out[#out + 1] = ("\n%s:\n"):format(make_word(input)) end
    self:add(path, table.concat(out))
end

return output
