-- SPDX-License-Identifier: BSD-2-Clause
--
-- Command lines.  In: the words after the subcommand and a table that describes it.  Out: the options
-- and the positional words, or nil and a message for stderr.  Never prints, never exits.
--
--     local spec = {
--         usage = "sysvec gen VECTOR... [-o DIR]",
--         about = "Tables and translators for vectors.",       -- one or two sentences
--         options = {
--             -- key in opts = long name with '-' as '_', unless `key` says otherwise
--             { short = "o", long = "output", value = "DIR", help = "write into DIR", default = "." },
--             { long = "check", help = "show what is stale, write nothing" },            -- boolean
--             { long = "allow", value = "RULE", repeated = true, help = "..." },         -- list, maybe empty
--             { long = "color", value = "WHEN", choices = { "auto", "always", "never" }, help = "..." },
--         },
--         min = 1, max = 2,                                    -- positional words; no `max`: any number
--         examples = { "sysvec gen specs/vectors/linux-amd64.vector -o out" },
--     }
--     local opts, words = cli.parse(args, spec)
--     if not opts then io.stderr:write("sysvec gen: ", words, "\n") return 2 end
--     if opts.help then io.stdout:write(opts.help) return 0 end
--
-- Accepted: -o DIR, -oDIR, -xy for two booleans, --output DIR, --output=DIR, `--` ends the options, a
-- lone `-` is a positional word.  `--help` and `-h` always exist: opts.help is then the text to print
-- and nothing else is checked.  Unset booleans are absent (nil).

local cli = {}

-- Levenshtein distance; command words are short, so the plain table is enough.
function cli.distance(a, b)
    local row = {}
    for j = 0, #b do row[j] = j end
    for i = 1, #a do
        local diagonal = row[0]
        row[0] = i
        for j = 1, #b do
            local cost = a:byte(i) == b:byte(j) and 0 or 1
            local best = math.min(row[j] + 1, row[j - 1] + 1, diagonal + cost)
            diagonal, row[j] = row[j], best
        end
    end
    return row[#b]
end

-- The candidate nearest to `word`, or nil when none is near enough to be meant.
function cli.nearest(word, candidates)
    local best, best_distance
    for _, name in ipairs(candidates) do
        local d = cli.distance(word, name)
        if #word >= 2 and name:sub(1, #word) == word then d = math.min(d, 1) end
        if not best_distance or d < best_distance then best, best_distance = name, d end
    end
    if best and best_distance <= math.max(1, #word // 3) then return best end
end

local function key_of(option)
    return option.key or (option.long or option.short):gsub("-", "_")
end

function cli.help(spec)
    local out = { "usage: ", spec.usage, "\n" }
    if spec.about then out[#out + 1] = "\n" .. spec.about .. "\n" end
    out[#out + 1] = "\n"
    local width, left = 0, {}
    local options = { table.unpack(spec.options or {}) }
    options[#options + 1] = { short = "h", long = "help", help = "print this" }
    for i, option in ipairs(options) do
        local text = option.short and ("-" .. option.short) or "   "
        if option.long then
            text = text .. (option.short and ", " or " ") .. "--" .. option.long
        end
        if option.value then text = text .. (option.long and "=" or " ") .. option.value end
        left[i] = text
        width = math.max(width, #text)
    end
    for i, option in ipairs(options) do
        out[#out + 1] = ("  %-" .. width .. "s  %s\n"):format(left[i], option.help or "")
    end
    for i, example in ipairs(spec.examples or {}) do
        out[#out + 1] = (i == 1 and "\nexamples:\n" or "") .. "  " .. example .. "\n"
    end
    return table.concat(out)
end

local function unknown(word, spec)
    local names = { "--help" }
    for _, option in ipairs(spec.options or {}) do
        if option.long then names[#names + 1] = "--" .. option.long end
    end
    local near = cli.nearest(word, names)
    return ("unknown option '%s'%s"):format(word, near and (", did you mean '" .. near .. "'?") or "")
end

local function store(opts, option, shown, value)
    if option.choices then
        local fits = false
        for _, choice in ipairs(option.choices) do fits = fits or choice == value end
        if not fits then
            local near = cli.nearest(value, option.choices)
            return ("'%s' is no value for %s%s; it is one of %s"):format(value, shown,
                near and (", did you mean '" .. near .. "'?") or "", table.concat(option.choices, ", "))
        end
    end
    local key = key_of(option)
    if option.repeated then
        opts[key][#opts[key] + 1] = value
    else
        opts[key] = value
    end
end

function cli.parse(args, spec)
    local opts, words, by_name = {}, {}, {}
    for _, option in ipairs(spec.options or {}) do
        if option.long then by_name["--" .. option.long] = option end
        if option.short then by_name["-" .. option.short] = option end
        opts[key_of(option)] = option.repeated and {} or option.default
    end
    local i, count = 1, #args
    while i <= count do
        local word = args[i]
        i = i + 1
        if word == "--" then
            table.move(args, i, count, #words + 1, words)
            break
        elseif word == "--help" or (word == "-h" and not by_name["-h"]) then
            opts.help = cli.help(spec)
            return opts, words
        elseif word:sub(1, 2) == "--" then
            local name, value = word:match("^(%-%-[^=]+)=(.*)$")
            name = name or word
            local option = by_name[name]
            if not option then return nil, unknown(name, spec) end
            if option.value and not value then
                value = args[i]
                i = i + 1
                if not value then return nil, ("%s wants a value: %s=%s"):format(name, name, option.value) end
            elseif value and not option.value then
                return nil, ("%s takes no value"):format(name)
            end
            local message = store(opts, option, name, value or true)
            if message then return nil, message end
        elseif word:sub(1, 1) == "-" and word ~= "-" then
            local at = 2
            while at <= #word do
                local name = "-" .. word:sub(at, at)
                local option = by_name[name]
                if not option then return nil, unknown(at == 2 and #word > 2 and word or name, spec) end
                local value = true
                at = at + 1
                if option.value then
                    value = word:sub(at)
                    at = #word + 1
                    if value == "" then
                        value = args[i]
                        i = i + 1
                    end
                    if not value then return nil, ("%s wants a value: %s"):format(name, option.value) end
                end
                local message = store(opts, option, name, value)
                if message then return nil, message end
            end
        else
            words[#words + 1] = word
        end
    end
    if #words < (spec.min or 0) then
        return nil, ("too few arguments; usage: %s"):format(spec.usage)
    elseif spec.max and #words > spec.max then
        return nil, ("unexpected argument '%s'; usage: %s"):format(words[spec.max + 1], spec.usage)
    end
    return opts, words
end

return cli
