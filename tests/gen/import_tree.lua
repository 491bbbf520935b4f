-- SPDX-License-Identifier: BSD-2-Clause
--
-- Small headers and specs with made-up values for the tests of `sysvec import`.
--
--     tree.with({ headers = { ["amd64/asm/errno.h"] = text, ["linux/version.h"] = text }, specs = { ["errno.spec"] = text } },
--         function(t) ... end)
--     t.import({ abis = { "amd64" } }) -> result, problems as text       t.spec("errno.spec") -> text now
--     t.headers, t.specs, t.dir: directories      t.header(path, text): another text of a header
--
-- Architectures: amd64, i386 and arm64 (clang), families x86 and ilp32.

local expect = require("expect")
local output = require("output")
local session = require("import.session")
local sink = require("sink")
local source = require("source")

local tree = {}

local FOLDER = { amd64 = "x86_64-linux-gnu", i386 = "i386-linux-gnu", arm64 = "aarch64-linux-gnu" }

local ARCH = [[
# Architectures.
source "made up"

arch amd64  bits 64  endian little  family x86        ioctl generic
arch i386   bits 32  endian little  family x86,ilp32  ioctl generic  pair64 unaligned  align64 4
arch arm64  bits 64  endian little                    ioctl generic
]]

-- what every set of headers must have
local COMMON = {
    ["linux/version.h"] = "#define LINUX_VERSION_CODE 458752\n", -- 7.0
    ["linux/types.h"] = "typedef unsigned long long __u64;\n",
    ["asm-generic/errno.h"] = "#define EONE 1\n#define ETWO 2\n#define ETEN 10\n",
}
local EACH = { ["asm/unistd.h"] = "#define __NR_first 0\n", ["asm/errno.h"] = "#include <asm-generic/errno.h>\n" }

function tree.version(major, minor)
    return ("#define LINUX_VERSION_CODE %d\n"):format(major << 16 | minor << 8)
end

function tree.clang()
    return os.execute("clang --version >/dev/null 2>&1") == true
end

local function put(path, text)
    os.execute("mkdir -p '" .. path:match("^(.*)/") .. "'")
    expect.write(path, text)
end

local function place(headers, path)
    local abi, rest = path:match("^(%w+)/(asm/.*)$")
    return headers .. "/" .. (FOLDER[abi] and FOLDER[abi] .. "/" .. rest or path)
end

function tree.headers(dir, list)
    for path, text in pairs(COMMON) do put(dir .. "/" .. path, text) end
    for abi in pairs(FOLDER) do
        for path, text in pairs(EACH) do put(place(dir, abi .. "/" .. path), text) end
    end
    for path, text in pairs(list or {}) do put(place(dir, path), text) end
end

function tree.with(what, body)
    expect.scratch(function(dir)
        local t = { dir = dir, headers = dir .. "/headers", specs = dir .. "/specs" }
        tree.headers(t.headers, what.headers)
        put(t.specs .. "/linux/arch.spec", ARCH)
        for name, text in pairs(what.specs) do put(t.specs .. "/linux/" .. name, text) end
        function t.header(path, text) put(place(t.headers, path), text) end
        function t.spec(name) return expect.read(t.specs .. "/linux/" .. name) end
        function t.import(options)
            options = options or {}
            local s = sink.new()
            options.specs, options.jobs, options.src = t.specs, 2, source.new()
            options.path = options.path or t.headers
            options.abis = options.abis or { "amd64", "i386", "arm64" }
            local result, why = session.linux(options, s)
            local lines = { why }
            for _, p in ipairs(s:each()) do
                lines[#lines + 1] = ("%s: %s [%s]"):format(p.severity, p.text, p.rule)
            end
            if result and result.plan and s:count("error") == 0 and not options.dry_run then
                local out = output.new()
                for path, text in pairs(result.plan.texts) do out:add(path, text) end
                assert(out:commit())
            end
            return result, table.concat(lines, "\n")
        end
        body(t)
    end)
end

-- A spec file of that body in canonical layout.
function tree.spec(body)
    return require("format").text("# Made up.\nsource \"made up\"\n\n" .. body)
end

return tree
