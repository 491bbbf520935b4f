-- SPDX-License-Identifier: BSD-2-Clause
--
-- Native services a host does not have yet -> PREFIX_absent.c: one weak symbol for each service of sysvec/native.h,
-- so that a vector links from the first day of a new host.  A service that gives an errno answers ENOSYS, any other
-- gives 0.
--
--     absent.emit(n, services)      services of pair/service.lua -> file name, text; nil without headers

local text = require("emit.text")

local absent = {}

function absent.emit(n, services)
    if not services.found then return nil end
    local file = n.prefix .. "_absent.c"
    local names = { errno = {}, zero = {} }
    for name, returns in pairs(services.returns) do
        local list = returns == "int" and names.errno or names.zero
        list[#list + 1] = name
    end
    table.sort(names.errno)
    table.sort(names.zero)

    local t = text.new()
    n:header(t, file, "weak stand-ins for native services that a host lacks: they answer ENOSYS.", {})
    t:blank()
    t:line("#include <sysvec/native.h>")
    t:blank()
    t:line("long\tsysvec_absent_errno(void);")
    t:line("long\tsysvec_absent_zero(void);")
    for _, body in ipairs({ { "errno", "ENOSYS" }, { "zero", "0" } }) do
        t:blank()
        t:line("__attribute__((weak)) long")
        t:line("sysvec_absent_%s(void)", body[1])
        t:line("{")
        t:line("\treturn (%s);", body[2])
        t:line("}")
    end
    t:blank()
    t:line("#define ABSENT(name, answer) __asm__(\".weak \" #name \"\\n\\t.set \" #name \", sysvec_absent_\" #answer)")
    t:blank()
    for _, answer in ipairs({ "errno", "zero" }) do
        for _, name in ipairs(names[answer]) do t:line("ABSENT(%s, %s);", name, answer) end
    end
    return file, t:text()
end

return absent
