-- SPDX-License-Identifier: BSD-2-Clause
--
-- Constants and structures of the native side under their bare names -> sysvec_native_abi.h, for hosts
-- without the native system's headers.

local const = require("emit.const")
local struct = require("emit.struct")
local text = require("emit.text")

local native_abi = {}

function native_abi.emit(n, sink)
    local file = "sysvec_native_abi.h"
    local side = n.world.native
    local t = text.new()
    local inputs = const.inputs(side)
    table.move(struct.inputs(side), 1, #side.structs + #side.typedefs, #inputs + 1, inputs)
    n:header(t, file, "constants and structures of " .. n.native_abi .. " under their own names.", inputs, "VECTOR")
    local guard = n:guard(t, file)
    t:line("#include <stddef.h>")
    t:line("#include <stdint.h>")
    t:blank()
    const.defines(t, n, side, sink)
    t:blank()
    struct.assertions(t)
    struct.typedefs(t, n, side)
    struct.define_all(t, n, side)
    t:line("#endif /* %s */", guard)
    return file, t:text()
end

return native_abi
