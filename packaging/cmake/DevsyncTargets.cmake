# SPDX-License-Identifier: Apache-2.0

# devsync_room(<name> SOURCES … [PUBLIC …] [PRIVATE …] [MOC])
# One folder, one library. A pure room has no MOC and links no Qt.
function(devsync_room name)
    cmake_parse_arguments(ARG "MOC" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC devsync_options ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
    if(ARG_MOC)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
endfunction()

# devsync_test(<name> [SOURCES …] [LIBRARIES …] [LABELS …] [TIMEOUT s])
# A Qt Test program <name>.cpp (a .cpp with Q_OBJECT includes its own .moc), run from the repository root, so that
# tests name fixtures by their path in the repository; $DEVSYNC_BIN_DIR is where the programs are. The folder is a label
# of ctest and, as <folder>_tests, a target that builds all of its tests.
function(devsync_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS" ${ARGN})
    add_executable(${name} ${name}.cpp ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${name} PRIVATE devsync_options Qt6::Test ${ARG_LIBRARIES})
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    get_filename_component(folder "${CMAKE_CURRENT_SOURCE_DIR}" NAME)
    if(NOT TARGET ${folder}_tests)
        add_custom_target(${folder}_tests)
    endif()
    add_dependencies(${folder}_tests ${name})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    if(DEVSYNC_SANITIZE) # several times slower; a hang is still found
        math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 6")
    endif()
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${ARG_TIMEOUT} LABELS "${folder};${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC;DEVSYNC_BIN_DIR=${CMAKE_BINARY_DIR}/bin"
        SKIP_REGULAR_EXPRESSION "^SKIPPED:")
endfunction()
