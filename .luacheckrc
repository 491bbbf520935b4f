-- SPDX-License-Identifier: BSD-2-Clause
std = "lua54"
max_line_length = 132
unused_args = false
include_files = { "gen/**/*.lua", "gen/sysvec", "tests/**/*.lua", ".luacheckrc" }
