-- SPDX-License-Identifier: BSD-2-Clause
--
-- Which headers a spec's facts are read from.
--
--     headers.of("sys/mman.h")  -> { "asm/mman.h", "linux/mman.h" }, true      where the kernel has what the C library shows
--     headers.of("asm/errno.h") -> { "asm/errno.h" }, false
--     headers.list(blocks)      -> every header wanted for these blocks, sorted
--
-- All headers are included in one go, once in this order and once backwards: what depends on the order is found out.

local headers = {}

-- Headers of the C library, and where the kernel's own stand.
local KERNEL = {
    ["dirent.h"] = "", ["fcntl.h"] = "linux/fcntl.h", ["mqueue.h"] = "linux/mqueue.h",
    ["netinet/in.h"] = "linux/in.h", ["netinet/tcp.h"] = "linux/tcp.h", ["netinet/udp.h"] = "linux/udp.h",
    ["poll.h"] = "linux/poll.h", ["sched.h"] = "linux/sched.h", ["sys/epoll.h"] = "linux/eventpoll.h",
    ["sys/eventfd.h"] = "linux/eventfd.h", ["sys/inotify.h"] = "linux/inotify.h", ["sys/mman.h"] = "asm/mman.h",
    ["sys/mount.h"] = "linux/mount.h", ["sys/resource.h"] = "linux/resource.h", ["sys/shm.h"] = "linux/shm.h",
    ["sys/signalfd.h"] = "linux/signalfd.h", ["sys/socket.h"] = "linux/socket.h asm/socket.h",
    ["sys/stat.h"] = "asm/stat.h linux/stat.h", ["sys/swap.h"] = "", ["sys/time.h"] = "linux/time.h",
    ["sys/timerfd.h"] = "linux/timerfd.h", ["sys/uio.h"] = "linux/uio.h", ["time.h"] = "linux/time.h",
    ["unistd.h"] = "", ["signal.h"] = "asm/signal.h", ["errno.h"] = "asm/errno.h", ["net/if.h"] = "linux/if.h",
}

-- Wanted whatever the specs say.
local ALWAYS = { "asm/unistd.h", "asm/auxvec.h", "asm/posix_types.h", "linux/version.h", "linux/eventfd.h",
    "linux/signalfd.h", "linux/timerfd.h", "linux/eventpoll.h", "linux/serial.h" }

function headers.is_kernel(name)
    return name:find("^asm/") or name:find("^linux/") or name:find("^asm%-generic/")
end

-- -> list of headers of the kernel, and whether they only stand for what the C library shows
function headers.of(text)
    local list, stand_in = {}, false
    for name in (text or ""):gmatch("[^%s,]+") do
        if headers.is_kernel(name) then
            list[#list + 1] = name
        else
            stand_in = true
            for other in (KERNEL[name] or ""):gmatch("%S+") do list[#list + 1] = other end
        end
    end
    return list, stand_in
end

function headers.list(blocks)
    local seen, list = {}, {}
    local function want(name)
        if not seen[name] then
            seen[name] = true
            list[#list + 1] = name
        end
    end
    for _, name in ipairs(ALWAYS) do want(name) end
    for _, block in ipairs(blocks) do
        for _, name in ipairs(headers.of(block.header)) do want(name) end
    end
    table.sort(list)
    return list
end

-- The kernel's stat has the parts of a time side by side where the C library has a structure.
local PARTS = { ["struct stat"] = { st_atim = { "st_atime", "st_atime_nsec" }, st_mtim = { "st_mtime", "st_mtime_nsec" },
    st_ctim = { "st_ctime", "st_ctime_nsec" } } }

function headers.parts(tag, name)
    return PARTS[tag] and PARTS[tag][name]
end

-- Structures of which the header shows another than the kernel takes: sigaction of the old call, with half a signal set.
local DIFFERS = {
    ["struct sigaction"] = { i386 = true, x32 = true, armhf = true, armel = true, m68k = true, sh4 = true, alpha = true,
        sparc64 = true, hppa = true },
}

function headers.differs(tag, arch)
    return DIFFERS[tag] ~= nil and DIFFERS[tag][arch.name] or false
end

return headers
