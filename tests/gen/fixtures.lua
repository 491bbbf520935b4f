-- SPDX-License-Identifier: BSD-2-Clause
--
-- The made-up trees of fixtures/spec/.
--
--     fixtures.cases("domains")   list of { name =, files = { [path] = text } }; a line `#### name` begins a case,
--                                 `==== path` a file
--     fixtures.base()             files of the tree every case adds to
--     fixtures.rich()             the same with a use of every form of the grammar

local expect = require("expect")

local fixtures = {}

function fixtures.cases(name)
    local text = expect.read(expect.root .. "/tests/gen/fixtures/spec/" .. name .. ".txt")
    local list, current, path = {}, nil, nil
    for line in text:gmatch("([^\n]*)\n") do
        local case, file = line:match("^#### (.*)$"), line:match("^==== (.*)$")
        if case then
            current, path = { name = case, files = {} }, nil
            list[#list + 1] = current
        elseif file then
            if not current then
                current = { name = name, files = {} }
                list[#list + 1] = current
            end
            path = file
            current.files[path] = ""
        elseif path then
            current.files[path] = current.files[path] .. line .. "\n"
        end
    end
    return list
end

-- files of `over` laid over those of `base`
function fixtures.laid(base, over)
    local files = {}
    for path, text in pairs(base) do files[path] = text end
    for path, text in pairs(over) do files[path] = text end
    return files
end

function fixtures.base()
    return fixtures.cases("base")[1].files
end

function fixtures.rich()
    return fixtures.laid(fixtures.base(), fixtures.cases("rich")[1].files)
end

return fixtures
