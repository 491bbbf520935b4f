-- SPDX-License-Identifier: BSD-2-Clause
--
-- A kernel source (or linux-headers) tree -> directories that compile like installed headers.
--
--     tree.include(place, abi, arch, dir) -> { DIR, ... }, or nil and why
--     tree.calls(place, abi)              -> list of tables.parse, or nil and the table that is missing
--
-- What `make headers_install` would write stands in a directory of ours: asm/ names that asm-generic serves,
-- asm/unistd.h from the table of calls, linux/version.h from the Makefile.  Nothing is written into the tree.

local shell = require("import.shell")
local source = require("source")
local tables = require("import.tables")

local tree = {}

function tree.calls(place, abi)
    local path, words = tables.of(place.root, abi)
    if not path then return nil, words end
    local text, why = source.read(path)
    if not text then return nil, why end
    return tables.parse(text, words)
end

local NUMBERS = { "_32", "_64", "_x32", "-eabi", "-oabi", "_n64", "_n32", "_o32" }

-- Headers of asm-generic that the architecture does not have itself.
local function generic(place, own, dir)
    local list = shell.output("ls " .. shell.quoted(place.root .. "/include/uapi/asm-generic")) or ""
    for name in list:gmatch("[^\n]+%.h") do
        if not os.execute(("test -f %s"):format(shell.quoted(own .. "/asm/" .. name))) then
            shell.write(dir .. "/asm/" .. name, ("#include <asm-generic/%s>\n"):format(name))
        end
    end
end

function tree.include(place, abi, arch, dir)
    local own = ("%s/arch/%s/include/uapi"):format(place.root, abi.kernel)
    local shared = place.root .. "/include/uapi"
    if not shell.is_directory(shared .. "/linux") then return nil, "half a tree: include/uapi/linux is not there" end
    if not shell.is_directory(own) then
        return nil, ("half a tree: arch/%s/include/uapi is not there"):format(abi.kernel)
    end
    if not place.version then return nil, "half a tree: the Makefile does not say which release this is" end
    local calls, missing = tree.calls(place, abi)
    if not calls then return nil, ("half a tree: %s is not there"):format(missing or "a table of its calls") end
    local into = dir .. "/" .. abi.name
    shell.output(("mkdir -p %s/asm %s/linux"):format(shell.quoted(into), shell.quoted(into)))
    generic(place, own, into)
    -- asm/unistd.h includes one of these, and has calls of its own
    local header = tables.header(calls, arch and arch.number_base or 0)
    for _, name in ipairs(NUMBERS) do shell.write(("%s/asm/unistd%s.h"):format(into, name), header) end
    shell.write(into .. "/linux/version.h", ("#define LINUX_VERSION_CODE %d\n"):format(
        place.version[1] << 16 | place.version[2] << 8))
    for _, name in ipairs({ "compiler_types.h", "compiler.h" }) do
        shell.write(into .. "/linux/" .. name, "#define __user\n#define __force\n#define __iomem\n" ..
            "#define __attribute_const__\n#define __always_inline inline\n")
    end
    return { into, own, shared }
end

return tree
