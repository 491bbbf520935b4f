-- SPDX-License-Identifier: BSD-2-Clause
--
-- Every rule about masters and their conf files, by name: what it says, and whether `--permissive` may turn
-- it into a warning (`soft`; the others leave nothing sound to write).
--
--     rules.list       { { name =, text =, soft = true or nil, lint = true or nil }, ... } in the order below
--     rules.by_name    name -> the same
-- lint: only `sysvec check` looks at it.

local rules = { list = {}, by_name = {} }

local function rule(name, text, options)
    local r = { name = name, text = text }
    for key, value in pairs(options or {}) do r[key] = value end
    rules.list[#rules.list + 1] = r
    rules.by_name[name] = r
end

local SOFT, LINT = { soft = true }, { soft = true, lint = true }

-- reading
rule("line", "every line is an entry, a comment, a directive or blank")
rule("line-crlf", "lines end in LF alone", SOFT)
rule("line-blank", "no blanks after a backslash; none at the end of ');' and '}' for freebsd-16", SOFT)
rule("first-line", "the first line is no entry: most generators skip it whatever it is", SOFT)
rule("directive-blank", "a preprocessor line begins in the first column", SOFT)
rule("entry", "an entry has a number, an audit event where the dialect has them, and a type")
rule("entry-none", "a master has entries", SOFT)
rule("entry-unterminated", "the prototype ends in '}' before the next entry")
rule("entry-brace", "a call has a prototype in braces")
rule("entry-words", "nothing stands between the type and '{'")
rule("entry-layout", "freebsd-16 wants each argument, and ');' and '}', on lines of their own", SOFT)
rule("number", "numbers are small")
rule("flag-unknown", "the type column has known words")
rule("flag-twice", "each of them once", SOFT)
rule("flag-conflict", "one kind of entry: not STD and COMPAT, not two COMPATs")
rule("flag-missing", "the type column says a kind of entry")
rule("range-reversed", "a range goes up")
rule("range-size", "a range is no larger than a table can be")
rule("range-type", "only UNIMPL and RESERVED can be ranges")
rule("prototype", "a prototype is 'type name(arguments);'")
rule("alternatives", "three words after '}' or none (NetBSD: one)")
rule("module-name", "MODULAR names a module")
rule("branch", "#if, #else and #endif match")
rule("arg-syntax", "an argument is a C declaration with a name", SOFT)
rule("arg-type", "a type has no strange characters, even where no struct is made of it", SOFT)
rule("arg-none", "(void), not ()", SOFT)
rule("arg-comma", "nothing but an argument follows a comma", SOFT)
rule("arg-void", "void stands alone")
rule("arg-varargs-twice", "one '...' at most")
-- numbers and names
rule("number-first", "the first number is 0", SOFT)
rule("number-gap", "no number is left out", SOFT)
rule("number-twice", "no number stands twice in one preprocessor branch", SOFT)
rule("number-backward", "numbers go up", SOFT)
rule("branch-numbers", "all branches of an #if end at the same number, and an #if without #else at where it began",
    SOFT)
rule("name-twice", "no two calls have the same name", SOFT)
rule("audit-unknown", "audit events exist", SOFT)
-- arguments
rule("arg-twice", "arguments have different names")
rule("arg-array", "an array argument is a pointer: write it so", SOFT)
rule("arg-function", "generators cannot write a function pointer", { soft = true })
rule("arg-varargs", "generators cannot write '...', but for indirect calls", SOFT)
rule("arg-comment", "generators take a comment in an argument for a part of it", SOFT)
rule("arg-count", "no more arguments than the ABI passes", SOFT)
rule("arg-pad", "NetBSD: a 64-bit argument starts at an even slot, after a PAD")
rule("return-words", "generators take one word as the return type", SOFT)
rule("annotation-space", "an annotation has no blanks and no commas", SOFT)
rule("annotation-star", "awk spaces out a product inside an annotation", SOFT)
rule("annotation-name", "annotations are SAL words ending in '_', or _Contains_ with long_, ptr_, timet_", SOFT)
rule("annotation-argument", "what an annotation counts with is an argument of the call", SOFT)
rule("annotation-unsupported", "freebsd-9 and freebsd-10 know no annotations", SOFT)
-- profile and conf
rule("profile-dialect", "the profile can read the dialect")
rule("flag-profile", "the profile's generator knows the word", SOFT)
rule("flag-order", "awk looks only at the first word to tell the kind of entry", SOFT)
rule("compat-unknown", "the profile or the conf has the COMPAT option")
rule("range-profile", "freebsd-9 and freebsd-10 know no ranges", SOFT)
rule("nodef-prototype", "awk wants NODEF entries as four words, without a prototype")
rule("nodef-name", "a NODEF entry without a prototype has four words")
rule("conf-shell", "a conf file needs no shell")
rule("conf-quote", "quotes are closed")
rule("conf-key", "settings have known names", SOFT)
rule("conf-missing", "settings without a default are set")
rule("conf-value", "settings have values that mean something")
-- differences from the originals
rule("bug-capenabled", "the original marks no call", SOFT)
rule("bug-prolog", "the original loses lines before the first entry", SOFT)
rule("bug-range", "the original repeats lines before a range", SOFT)
rule("bug-name", "the original cuts the text of an empty row", SOFT)
rule("bug-obsol", "the original defines an obsolete number", SOFT)
rule("abi-pointer", "syscall_no_abi_change and pointer arguments", SOFT)
-- converting: what the target dialect cannot say
rule("convert-flag", "words of the type column")
rule("convert-range", "ranges")
rule("convert-audit", "audit events")
rule("convert-annotation", "annotations")
rule("convert-alias", "another name, argument struct or return type after '}'")
rule("convert-headers", "%%ABI_HEADERS%%")
rule("convert-netbsd", "MODULAR, RUMP and the compat part of a name")
rule("convert-word", "words between the type and the prototype")
rule("convert-nodef", "an entry without a prototype")
rule("convert-varargs", "hidden arguments after '...'")
rule("convert-comment", "a comment inside an entry")
-- lint
rule("annotation-pointer", "only pointers are annotated", LINT)
rule("annotation-const", "what is written is not const", LINT)
rule("annotation-missing", "in a master with annotations every pointer has one", LINT)
rule("annotation-size", "_reads_, _writes_ and _updates_ say how much", LINT)
rule("annotation-order", "_In_, _Out_ or _Inout_ comes before _Contains_, each once", LINT)
rule("arg-wide", "on a 32-bit ABI a 64-bit argument comes in two halves", LINT)
rule("handler-count", "a handler has as many arguments in every master", LINT)
rule("handler-type", "a handler's arguments have the same types in every master", LINT)
rule("handler-return", "a handler returns the same type in every master", LINT)
rule("audit-differs", "a handler has the same audit event in every master", LINT)

return rules
