-- SPDX-License-Identifier: BSD-2-Clause
local makesyscalls = { summary = "a system's own tables from its syscalls.master" }
function makesyscalls.run(args)
    io.stderr:write("sysvec makesyscalls: not yet\n")
    return 3
end
return makesyscalls
