# SPDX-License-Identifier: BSD-2-Clause
#
# Finds the Lua 5.4 that runs the generator: SYSVEC_LUA.

find_program(SYSVEC_LUA NAMES lua5.4 lua54 lua-5.4 flua lua DOC "Lua 5.4 interpreter")
if(NOT SYSVEC_LUA)
    message(FATAL_ERROR "sysvec needs Lua 5.4 (Debian: lua5.4, FreeBSD: lua54 or the base system's flua); "
                        "or run cmake/bootstrap.sh, which installs it")
endif()
execute_process(COMMAND "${SYSVEC_LUA}" -e "io.write(_VERSION)" OUTPUT_VARIABLE _version)
if(NOT _version STREQUAL "Lua 5.4")
    message(FATAL_ERROR "${SYSVEC_LUA} is ${_version}; sysvec needs Lua 5.4 (set -DSYSVEC_LUA=...)")
endif()
