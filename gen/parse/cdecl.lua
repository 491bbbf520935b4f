-- SPDX-License-Identifier: BSD-2-Clause
--
-- C declarators as they stand in a syscalls.master.  In: a piece of text.  Out: plain tables.
--
--     cdecl.normal("const char * const*")          "const char *const *"
--     cdecl.split("int a, _In_reads_(n, m) T *b")  { {1, "int a"}, {8, "_In_reads_(n, m) T *b"} }  offset, text
--     cdecl.argument("_In_z_ const char *path")    { name = "path", type = "const char *",
--                                                    annotation = "_In_z_", spelled = nil }
--
-- An argument record:
--     name        nil for an unnamed argument and for "..."
--     type        as C sees it, in one spelling: one blank between words, none after a star, arrays and
--                 functions turned into the pointers they are:  "int *" for `int fds[2]`,
--                 "void (*)(int)" for `void (*f)(int)` and for `void f(int)`
--     spelled     the type as written when that differs from `type` (blanks, arrays), else nil
--     annotation  SAL words before the type, as written: "_Out_writes_bytes_(len) _Contains_long_";
--                 cdecl.marks(annotation) takes it apart
--     array       text between the brackets, outermost first: "2"; "" for []
--     element     the type of the array's elements, when `array` is there
--     func        true when the argument is a pointer to a function
--     comment     text of a /* */ inside the argument
--     variadic    true for "..."; with a name and a type for "... mode_t mode"
--     problem     what is wrong, when it is no declarator at all; strange when only a character is

local cdecl = {}

-- words that begin like an annotation and are none
local PLAIN = { _Bool = true, _Complex = true, _Atomic = true, _Noreturn = true, _Imaginary = true }

-- words that end no declarator: `unsigned int` is a type without a name
local TYPE_WORD = {
    void = true, char = true, short = true, int = true, long = true, float = true, double = true,
    signed = true, unsigned = true, const = true, volatile = true, restrict = true, __restrict = true,
    struct = true, union = true, enum = true, _Bool = true,
}

function cdecl.normal(text)
    text = text:gsub("%s+", " "):gsub(" ?%* ?", "*"):gsub("([^%*%(])%*", "%1 *")
    return (text:gsub("^ ", ""):gsub(" $", ""))
end

-- end of the balanced group that opens at `at`, or nil
local function balanced(text, at)
    local depth = 0
    while true do
        at = text:find("[%(%)%[%]]", at)
        if not at then return nil end
        local c = text:byte(at)
        depth = depth + ((c == 40 or c == 91) and 1 or -1)
        if depth == 0 then return at end
        at = at + 1
    end
end
cdecl.balanced = balanced

function cdecl.split(text)
    local list = {}
    if not text:find("[%(%[/]") then
        for at, piece in text:gmatch("()([^,]*),?") do
            if at > #text and (at > 1 or piece == "") and #list > 0 and text:byte(-1) ~= 44 then break end
            list[#list + 1] = { at, piece }
            if at > #text then break end
        end
        return list
    end
    local from, at = 1, 1
    while true do
        local hit = text:find("[,%(%[/]", at)
        if not hit then break end
        local c = text:byte(hit)
        if c == 44 then
            list[#list + 1] = { from, text:sub(from, hit - 1) }
            from, at = hit + 1, hit + 1
        elseif c == 47 then
            local _, stop = text:find("^/%*.-%*/", hit)
            -- a comment after the comma belongs to the argument before it
            if stop and #list > 0 and not text:sub(from, hit - 1):find("[^ \t]") then
                local last = list[#list]
                last[2] = last[2] .. text:sub(from, stop)
                from = stop + 1
            end
            at = (stop or hit) + 1
        else
            at = (balanced(text, hit) or #text) + 1
        end
    end
    list[#list + 1] = { from, text:sub(from) }
    return list
end

-- An annotation's words: list of { name = "_Out_writes_bytes_", expr = "len" or nil, text =, at = offset }
function cdecl.marks(annotation)
    local list, at = {}, 1
    while true do
        local from, word, stop = annotation:match("^%s*()(_%u[%w_]*)()", at)
        if not from then return list end
        local expr
        local space = annotation:match("^%s*()%(", stop)
        if space then
            local close = balanced(annotation, space) or #annotation
            expr = annotation:sub(space + 1, close - 1)
            stop = close + 1
        end
        list[#list + 1] = { name = word, expr = expr, text = annotation:sub(from, stop - 1), at = from }
        at = stop
    end
end

-- `body` without its leading annotations, which go into `arg`
local function take_annotations(body, arg)
    local first, last
    local at = 1
    while true do
        local from, word, stop = body:match("^%s*()(_%u[%w_]*)()", at)
        if not from or PLAIN[word] then break end
        local space = body:match("^%s*()%(", stop)
        if space then
            local close = body:find(")", space, true)
            local nested = body:find("(", space + 1, true)
            if nested and close and nested < close then close = balanced(body, space) end
            if not close then break end
            stop = close + 1
        end
        first, last = first or from, stop - 1
        at = stop
    end
    if not first then return body end
    arg.annotation = body:sub(first, last)
    return body:sub(at)
end

local function take_comments(body, arg)
    if not body:find("/*", 1, true) then return body end
    local found
    body = body:gsub("/%*(.-)%*/", function(comment)
        found = (found and found .. " " or "") .. comment:match("^%s*(.-)%s*$")
        return " "
    end)
    arg.comment = found
    return body
end

-- the general declarator: arrays, parentheses, functions
local function declarator(body, arg)
    -- function or parenthesised declarator: the name is the first word inside the innermost (* ...)
    local open = body:find("(", 1, true)
    if open then
        local close = balanced(body, open)
        if not close then
            arg.problem = "parentheses do not match"
            return
        end
        local inner = body:sub(open + 1, close - 1)
        local base = body:sub(1, open - 1)
        local rest = body:sub(close + 1)
        if inner:find("^%s*[%*%^]") then
            local name = inner:match("^[%s%*%w_]-([%a_][%w_]*)%s*$") or inner:match("%*%s*([%a_][%w_]*)")
            if name and TYPE_WORD[name] then name = nil end
            arg.name = name
            local shape = name and inner:gsub(name:gsub("%p", "%%%0"), "", 1) or inner
            arg.type = cdecl.normal(base) .. " (" .. cdecl.normal(shape) .. ")" .. cdecl.normal(rest)
            arg.func = rest:find("%(") ~= nil
        else
            -- `int f(int)` as an argument is a pointer to a function
            local ret, name = base:match("^(.-)%s*([%a_][%w_]*)%s*$")
            if not name or ret == "" then
                arg.problem = "not an argument"
                return
            end
            arg.name, arg.func = name, true
            arg.type = cdecl.normal(ret) .. " (*)(" .. cdecl.normal(inner) .. ")"
        end
        arg.spelled = body:match("^%s*(.-)%s*$")
        return
    end
    local bracket = body:find("[", 1, true)
    if bracket then
        local base, dims = body:sub(1, bracket - 1), body:sub(bracket)
        local element, name = base:match("^%s*(.-)%s*([%a_][%w_]*)%s*$")
        if not name or element == "" or not balanced(dims, 1) or not dims:match("^%b[][%s%[%]%w_%*%+%-]*$") then
            arg.problem = "not an argument"
            return
        end
        arg.name = name
        arg.element = cdecl.normal(element)
        arg.array = dims:match("^%[%s*(.-)%s*%]")
        local more = dims:match("^%b[]%s*(.-)%s*$")
        if more == "" then
            arg.type = cdecl.normal(element .. " *")
        else
            arg.type = cdecl.normal(element) .. " (*)" .. more
        end
        arg.spelled = body:match("^%s*(.-)%s*$")
        return
    end
    arg.problem = ("unexpected '%s'"):format(body:match("[^%w_%s%*]") or body)
    -- for those who go on all the same: the last word is the name
    local spelled, name = body:match("^%s*(.-)%s*([%a_][%w_]*)%s*$")
    arg.type, arg.name = cdecl.normal(spelled or body), name
    arg.strange = name ~= nil and body:find("[{}()]") == nil
end

-- `cache` maps type spellings to their normal form; it lives as long as the caller likes.  `plain` promises
-- that the text begins with a letter and has neither comments nor dots.
function cdecl.argument(text, cache, plain)
    -- sized for what most arguments have, loc included
    local arg = { name = nil, type = nil, loc = nil, annotation = nil }
    local body = text
    if not plain and body:find("/", 1, true) then body = take_comments(body, arg) end
    if body:byte() == 95 or not plain and body:find("^%s*_%u") then body = take_annotations(body, arg) end
    local dots = not plain and body:find(".", 1, true) and body:match("^%s*%.%.%.%s*()")
    if dots then
        arg.variadic = true
        body = body:sub(dots)
        if not body:find("%S") then
            arg.type = "..."
            return arg
        end
    end
    local spelled, name = body:match("^%s*(.*[%s%*])([%a_][%w_]*)%s*$")
    local normal = cache and spelled and cache[spelled]
    if normal then
        arg.name, arg.type = name, normal
        if TYPE_WORD[name] then arg.problem = "the argument has no name" end
        local raw = cache[normal .. "\0" .. spelled]
        if raw then arg.spelled = raw end
        return arg
    end
    if not name or spelled:find("[^%w_%s%*]") then
        if body:find("^%s*[%w_%s%*]*%*%s*$") then
            arg.type, arg.problem = cdecl.normal(body), "the argument has no name"
        elseif not body:find("%S") then
            arg.problem = "the argument is empty"
        elseif body:find("^%s*[%w_]+%s*$") then
            -- `void` alone, or a type without a name
            arg.type = cdecl.normal(body)
            if arg.type ~= "void" then arg.problem = "the argument has no name" end
        else
            declarator(body, arg)
        end
        return arg
    end
    spelled = spelled:match("^(.-)%s*$")
    if spelled == "" or TYPE_WORD[name] or
        spelled == "struct" or spelled == "union" or spelled == "enum" or spelled == "const" then
        -- a type without a name
        arg.type, arg.problem = cdecl.normal(body), "the argument has no name"
        return arg
    end
    normal = cdecl.normal(spelled)
    arg.name, arg.type = name, normal
    if normal ~= spelled then arg.spelled = spelled end
    if cache then
        local key = body:match("^%s*(.*[%s%*])[%a_][%w_]*%s*$")
        cache[key] = normal
        if normal ~= spelled then cache[normal .. "\0" .. key] = spelled end
    end
    return arg
end

return cdecl
