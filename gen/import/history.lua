-- SPDX-License-Identifier: BSD-2-Clause
--
-- Releases: what a spec says about a line at a release, and what an import of that release adds to it.
--
--     history.release("6.12") -> { 6, 12 }    history.text({ 6, 12 }) -> "6.12"    history.older(a, b)
--     history.expected(item, version)          value of a resolved item at that release; nil: not there; or `false`
--                                              when since or until leave it out
--     history.order(versions, version)         "newest"|"older", the next newer release known, the newest known
--
-- Importing an older package than the newest that was imported changes no value: it adds `since`, `was ... until`.

local history = {}

function history.release(text)
    local major, minor = text:match("^(%d+)%.?(%d*)")
    return { tonumber(major) or 0, tonumber(minor) or 0 }
end

function history.text(release)
    return ("%d.%d"):format(release[1], math.max(release[2], 0))
end

function history.older(a, b)
    if a[1] ~= b[1] then return a[1] < b[1] end
    return a[2] < b[2]
end

-- Value at `version` of an item of gen/model.lua (resolved for one architecture).
function history.expected(item, version)
    if item.since and history.older(version, history.release(item.since)) then return false end
    if item.upto and not history.older(version, history.release(item.upto)) then return false end
    local best
    for _, was in ipairs(item.was or {}) do
        local upto = history.release(was.upto)
        if history.older(version, upto) and (not best or history.older(upto, best.upto)) then
            best = { upto = upto, value = was.value }
        end
    end
    if best then return best.value end
    return item.value
end

function history.order(versions, version)
    local newest, following
    for _, other in ipairs(versions or {}) do
        if not newest or history.older(newest, other) then newest = other end
        if history.older(version, other) and (not following or history.older(other, following)) then
            following = other
        end
    end
    if following then return "older", following, newest end
    return "newest", nil, newest
end

return history
