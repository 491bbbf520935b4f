# SPDX-License-Identifier: BSD-2-Clause
#
# sysvec_flags: how C of ours is compiled.  sysvec_freestanding: the same for code that runs in a kernel or in the harness.

add_library(sysvec_flags INTERFACE)
target_compile_options(sysvec_flags INTERFACE -Wall -Wextra -Wconversion)
if(SYSVEC_DEVELOPER_MODE)
    target_compile_options(sysvec_flags INTERFACE -Werror)
endif()

add_library(sysvec_freestanding INTERFACE)
target_link_libraries(sysvec_freestanding INTERFACE sysvec_flags)
target_compile_options(sysvec_freestanding INTERFACE
    -ffreestanding -fno-common -fno-strict-aliasing -fwrapv -fno-omit-frame-pointer)
if(SYSVEC_SANITIZE)
    # Guest pointers are addresses of another world: arithmetic on them, NULL and unaligned ones included, is no access.
    target_compile_options(sysvec_freestanding INTERFACE -fsanitize=address,undefined
        -fno-sanitize=null,alignment,pointer-overflow -fno-sanitize-recover=undefined)
    target_link_options(sysvec_freestanding INTERFACE -fsanitize=address,undefined)
else()
    target_compile_options(sysvec_freestanding INTERFACE -fno-stack-protector -fno-asynchronous-unwind-tables -fPIE)
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64)$")
        target_compile_options(sysvec_freestanding INTERFACE -mgeneral-regs-only)
    endif()
endif()
