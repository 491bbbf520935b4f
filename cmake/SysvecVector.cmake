# SPDX-License-Identifier: BSD-2-Clause
#
# sysvec_generate(TARGET VECTOR v PREFIX p NATIVE os-arch OUTPUT dir [SPECS dir])
#     A target that runs `sysvec gen`, only when a spec or the generator changed.  Generated files are byproducts of a
#     stamp: those whose text did not change keep their time, so nothing that depends on them is compiled again.
#     Sets TARGET_SOURCES in the caller's scope to the generated C files.
#
# sysvec_add_vector(TARGET VECTOR v [SPECS dir])
#     For projects that embed a vector: a static library TARGET with the tables, the generated handlers and the persona,
#     which only wants a host: the native services of <sysvec/native.h> and the copy routines of <sysvec/port.h>.
#     TARGET_absent stands in for services that the host lacks (they answer ENOSYS); link it behind your host.
#
# Needs SYSVEC_HOME (the folder with gen/, specs/ and runtime/) and SYSVEC_LUA.

set(_sysvec_generated_sources
    sysent syscalls call_desc errno signal trap domain layout ioctl handlers auxv vector)

function(sysvec_generate target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "VECTOR;PREFIX;NATIVE;OUTPUT;SPECS" "")
    foreach(key VECTOR PREFIX NATIVE OUTPUT)
        if(NOT arg_${key})
            message(FATAL_ERROR "sysvec_generate(${target}): ${key} is missing")
        endif()
    endforeach()
    if(NOT arg_SPECS)
        set(arg_SPECS "${SYSVEC_HOME}/specs")
    endif()

    set(dir "${arg_OUTPUT}/${arg_VECTOR}")
    set(sources "")
    foreach(name IN LISTS _sysvec_generated_sources)
        list(APPEND sources "${dir}/${arg_PREFIX}_${name}.c")
    endforeach()
    set(absent "${dir}/${arg_PREFIX}_absent.c")
    set(headers "${arg_OUTPUT}/${arg_NATIVE}/sysvec_native_abi.h" "${arg_OUTPUT}/${arg_NATIVE}/sysvec_native_kernel.h")
    foreach(name syscall proto const struct xlat)
        list(APPEND headers "${dir}/${arg_PREFIX}_${name}.h")
    endforeach()

    set(stamp "${arg_OUTPUT}/${arg_VECTOR}.stamp")
    file(MAKE_DIRECTORY "${arg_OUTPUT}")
    add_custom_command(
        OUTPUT "${stamp}"
        BYPRODUCTS ${sources} ${absent} ${headers}
        COMMAND "${SYSVEC_LUA}" "${SYSVEC_HOME}/gen/sysvec" gen "${arg_VECTOR}" --specs "${arg_SPECS}"
                --include "${SYSVEC_HOME}/runtime/include"
                -o "${arg_OUTPUT}" --depfile "${stamp}.d" --depfile-target "${stamp}"
        COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
        DEPFILE "${stamp}.d"
        COMMENT "sysvec gen ${arg_VECTOR}"
        VERBATIM)
    add_custom_target(${target} DEPENDS "${stamp}")
    set(${target}_SOURCES "${sources}" PARENT_SCOPE)
    set(${target}_ABSENT "${absent}" PARENT_SCOPE)
endfunction()

function(sysvec_add_vector target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "VECTOR;SPECS" "")
    if(NOT arg_VECTOR)
        message(FATAL_ERROR "sysvec_add_vector(${target}): VECTOR is missing, for example VECTOR linux-amd64")
    endif()
    if(NOT arg_SPECS)
        set(arg_SPECS "${SYSVEC_HOME}/specs")
    endif()
    set(spec "${arg_SPECS}/vectors/${arg_VECTOR}.vector")
    if(NOT EXISTS "${spec}")
        file(GLOB known RELATIVE "${arg_SPECS}/vectors" "${arg_SPECS}/vectors/*.vector")
        message(FATAL_ERROR "sysvec_add_vector(${target}): no vector '${arg_VECTOR}' in ${arg_SPECS}/vectors; "
                            "there are: ${known}")
    endif()
    file(STRINGS "${spec}" lines REGEX "^[ \t]+(prefix|native)[ \t]")
    foreach(line IN LISTS lines)
        string(REGEX MATCH "^[ \t]+(prefix|native)[ \t]+([^ \t#]+)" _ "${line}")
        set(${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
    endforeach()
    string(REPLACE "/" "-" native "${native}")

    set(out "${CMAKE_CURRENT_BINARY_DIR}/${target}-gen")
    sysvec_generate(${target}_gen VECTOR "${arg_VECTOR}" PREFIX "${prefix}" NATIVE "${native}"
                    OUTPUT "${out}" SPECS "${arg_SPECS}")
    include("${SYSVEC_HOME}/runtime/persona/${prefix}/sources.cmake")
    list(TRANSFORM SYSVEC_PERSONA_SOURCES PREPEND "${SYSVEC_HOME}/runtime/persona/${prefix}/" OUTPUT_VARIABLE persona)
    add_library(${target} STATIC ${${target}_gen_SOURCES} ${persona})
    add_dependencies(${target} ${target}_gen)
    target_include_directories(${target} PUBLIC "${out}/${native}" "${out}/${arg_VECTOR}")
    target_link_libraries(${target} PUBLIC sysvec::core)
    add_library(${target}_absent STATIC "${${target}_gen_ABSENT}")
    target_link_libraries(${target}_absent PRIVATE ${target})
endfunction()
