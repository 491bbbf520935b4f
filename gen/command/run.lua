-- SPDX-License-Identifier: BSD-2-Clause
--
-- sysvec run: the harness is C; the built command (build/bin/sysvec) starts it and never comes here.

local run = { summary = "a foreign program over a vector (the built command only)" }

function run.run()
    io.stderr:write("sysvec run: this is the generator alone; the harness is in the built command: ",
        "sh cmake/bootstrap.sh run, then build/bin/sysvec run\n")
    return 2
end

return run
