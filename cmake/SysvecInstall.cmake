# SPDX-License-Identifier: BSD-2-Clause
#
# The installed package: the command, the generator with its specs, the runtime as headers, library and persona sources,
# and find_package(sysvec), which brings sysvec::core and sysvec_add_vector().

include(CMakePackageConfigHelpers)

set(_data "${CMAKE_INSTALL_DATADIR}/sysvec")
set(_package "${CMAKE_INSTALL_LIBDIR}/cmake/sysvec")

install(TARGETS sysvec_core sysvec_abi EXPORT sysvec-targets)
install(EXPORT sysvec-targets NAMESPACE sysvec:: DESTINATION "${_package}")
set_target_properties(sysvec_core PROPERTIES EXPORT_NAME core)
set_target_properties(sysvec_abi PROPERTIES EXPORT_NAME abi)
if(TARGET sysvec)
    install(TARGETS sysvec RUNTIME)
    install(PROGRAMS "$<TARGET_FILE:sysvec-harness>" DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/sysvec")
endif()

install(DIRECTORY runtime/include/sysvec DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES "${SYSVEC_GEN_DIR}/freebsd-amd64/sysvec_native_abi.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY gen specs DESTINATION "${_data}" USE_SOURCE_PERMISSIONS)
install(DIRECTORY runtime/persona runtime/include DESTINATION "${_data}/runtime" PATTERN CMakeLists.txt EXCLUDE)
install(FILES LICENSE DESTINATION "${_data}")

configure_package_config_file(cmake/sysvec-config.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/sysvec-config.cmake"
    INSTALL_DESTINATION "${_package}" PATH_VARS _data)
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/sysvec-config-version.cmake" COMPATIBILITY SameMajorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/sysvec-config.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/sysvec-config-version.cmake"
              cmake/SysvecVector.cmake cmake/SysvecLua.cmake
        DESTINATION "${_package}")
