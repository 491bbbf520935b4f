-- SPDX-License-Identifier: BSD-2-Clause
--
-- How a number is written on a line of a spec: as the line's own value is.
--
--     numerals.written(0x40, raw, "i32") -> "0x40"     raw.cells.base.text says the manner; raw.hex forces one

local numerals = {}

local WIDE = { i64 = true, u64 = true, long = true, ulong = true }

function numerals.written(number, raw, type)
    local base = raw and raw.cells and raw.cells.base
    local text = base and base.text or ""
    local hex = text:find("^0x") or text:find("<<", 1, true) or raw.hex or number >= 1000
    if text == "-" and raw.cells.order then hex = raw.cells.order[1].expr.text:find("^0x") end
    if not hex or number < 0 and type ~= "u64" and type ~= "u32" then return tostring(number) end
    return ("0x%x"):format(WIDE[type] and number or number & 0xffffffff)
end

return numerals
