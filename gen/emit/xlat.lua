-- SPDX-License-Identifier: BSD-2-Clause
--
-- linux_xlat.h: prototypes of every translator and the tables of the vector.
--
--     xlat.emit(n, parts)      parts = { doms =, layouts =, calls =, ioctls = }

local domain = require("emit.domain")
local errno = require("emit.errno")
local layout = require("emit.layout")
local signal = require("emit.signal")
local text = require("emit.text")
local trap = require("emit.trap")
local vector = require("emit.vector")

local xlat = {}

function xlat.emit(n, parts)
    local file = n.prefix .. "_xlat.h"
    local world = n.world
    local t = text.new()
    n:header(t, file, ("translators and tables of the vector %s."):format(n.name), { world.vector.loc }, nil,
        "_in is foreign to native, _out native to foreign. Functions give 0 or a native errno; their result holds " ..
        "only when they give 0.")
    local guard = n:guard(t, file)
    t:line("#include <sysvec/sysent.h>")
    t:line("#include <sysvec/vector.h>")
    t:line("#include <sysvec/xlat.h>")
    t:line("#include \"%s_struct.h\"", n.prefix)
    t:blank()
    t:comment("errno: indexed by the number of one side, positive numbers of the other; 0 where there is no row.")
    errno.declare(t, n, errno.find(parts.doms))
    t:blank()
    t:comment("Enums and flag words.")
    domain.prototypes(t, n, parts.doms)
    t:blank()
    signal.declare(t, n, parts.doms)
    t:blank()
    trap.declare(t, n)
    t:blank()
    t:comment("Structures.")
    layout.prototypes(t, n, parts.layouts)
    t:blank()
    t:comment("Names of domains, for traces.")
    for _, entry in ipairs(domain.catalogue(world, parts.doms)) do
        t:line("extern const struct sv_domain %s_%s_domain;", n.prefix, entry.name)
    end
    t:blank()
    t:comment("Tables; rows are counted by the number of calls and requests.")
    vector.declare(t, n, parts.calls, parts.doms, parts.ioctls)
    t:blank()
    t:line("#endif /* %s */", guard)
    return file, t:text()
end

return xlat
