-- SPDX-License-Identifier: BSD-2-Clause
--
-- Where problems with the input are collected, so that one run reports them all.
--
--     local s = sink.new()
--     s:error({ file = "a.master", line = 3, col = 7 }, "number-gap", "expected %d, found %d", 4, 6)
--     s:warn(loc, rule, fmt, ...)    s:note(loc, rule, fmt, ...)
--     s:count("error")               how many, after removal of repeated messages
--     s:count()                      errors and warnings together
--     for _, p in ipairs(s:each()) do ... end     sorted {severity=, loc=, rule=, text=}
--     s:print(io.stderr, { color = "auto" })      a.master:3:7: error: expected 4, found 6 [number-gap]
--
-- Order: file, line, column, then arrival.  A message that says the same at the same place once more is
-- dropped.  `rule` may be nil.  A loc may lack col, or line and col, or be nil (a problem of no place).
-- `s:downgrade({ ["number-gap"] = true })` turns later errors of those rules into warnings.

local sink = {}
local methods = {}
methods.__index = methods

function sink.new()
    return setmetatable({ problems = {}, seen = {}, soft = {}, counts = { error = 0, warning = 0, note = 0 } },
        methods)
end

local function add(self, severity, loc, rule, fmt, ...)
    local text = select("#", ...) > 0 and fmt:format(...) or fmt
    loc = loc or {}
    if severity == "error" and rule and self.soft[rule] then severity = "warning" end
    local key = table.concat({ loc.file or "", loc.line or 0, loc.col or 0, severity, rule or "", text }, "\0")
    if self.seen[key] then return end
    self.seen[key] = true
    self.counts[severity] = self.counts[severity] + 1
    local problems = self.problems
    problems[#problems + 1] = { severity = severity, loc = loc, rule = rule, text = text, arrival = #problems }
end

function methods:error(loc, rule, fmt, ...) add(self, "error", loc, rule, fmt, ...) end
function methods:warn(loc, rule, fmt, ...) add(self, "warning", loc, rule, fmt, ...) end
function methods:note(loc, rule, fmt, ...) add(self, "note", loc, rule, fmt, ...) end

function methods:downgrade(rules)
    for rule in pairs(rules) do self.soft[rule] = true end
end

function methods:count(severity)
    if severity == "warn" then severity = "warning" end
    if severity then return self.counts[severity] end
    return self.counts.error + self.counts.warning
end

local function before(a, b)
    local x, y = a.loc, b.loc
    if (x.file or "") ~= (y.file or "") then return (x.file or "") < (y.file or "") end
    if (x.line or 0) ~= (y.line or 0) then return (x.line or 0) < (y.line or 0) end
    if (x.col or 0) ~= (y.col or 0) then return (x.col or 0) < (y.col or 0) end
    return a.arrival < b.arrival
end

function methods:each()
    local list = { table.unpack(self.problems) }
    table.sort(list, before)
    return list
end

function sink.place(loc)
    if not loc or not loc.file then return "sysvec" end
    if not loc.line then return loc.file end
    if not loc.col then return ("%s:%d"):format(loc.file, loc.line) end
    return ("%s:%d:%d"):format(loc.file, loc.line, loc.col)
end

local COLORS = { error = "\27[1;31m", warning = "\27[1;35m", note = "\27[1;36m" }

-- "auto" means: a terminal as far as bare Lua can tell, and no NO_COLOR.
local function colored(when)
    if when == "always" then return true end
    if when == "never" or (os.getenv("NO_COLOR") or "") ~= "" then return false end
    local term = os.getenv("TERM")
    if not term or term == "dumb" then return false end
    return (os.execute("test -t 2")) == true
end

function methods:print(handle, options)
    local list = self:each()
    if #list == 0 then return end
    local color = colored(options and options.color or "auto")
    local out = {}
    for _, p in ipairs(list) do
        local severity = p.severity
        if color then severity = COLORS[severity] .. severity .. "\27[0m" end
        -- the input's bytes may stand in the text: none of them may steer the terminal
        local text = p.text:gsub("[%c\127]", function(c)
            return c == "\t" and c or ("\\x%02x"):format(c:byte())
        end)
        out[#out + 1] = ("%s: %s: %s%s\n"):format(sink.place(p.loc), severity, text,
            p.rule and (" [" .. p.rule .. "]") or "")
    end
    handle:write(table.concat(out))
end

return sink
