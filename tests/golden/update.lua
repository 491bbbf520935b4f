-- SPDX-License-Identifier: BSD-2-Clause
--
-- lua5.4 tests/golden/update.lua
--
-- Writes tests/golden/expected anew from tests/golden/specs.  Read the diff before you commit it.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local command = ("cd '%s/../..' && lua5.4 gen/sysvec gen toy-t64 toy-t32 --specs tests/golden/specs " ..
    "--include tests/golden/include -o tests/golden/expected"):format(here)
os.exit(os.execute(command) and 0 or 1)
