-- SPDX-License-Identifier: BSD-2-Clause
local check = {}
function check.profile() end
function check.rule_names() return {} end
function check.unknown_rule() end
return check
