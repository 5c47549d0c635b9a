# SPDX-License-Identifier: Apache-2.0
# Language, warnings, linker and output layout shared by every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_CXX_FLAGS_RELEASE "-O2") # no NDEBUG: DEVSYNC_CHECK and assert stay on

option(DEVSYNC_WERROR "Treat warnings as errors" ON)
set(DEVSYNC_SANITIZE "" CACHE STRING "Value for -fsanitize=, e.g. address,undefined")

add_library(devsync_options INTERFACE)
target_compile_options(devsync_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
    -Wno-missing-field-initializers # designated initialisers leave the rest at its default on purpose
    $<$<BOOL:${DEVSYNC_WERROR}>:-Werror>
    # g++ 12 reports variants and optionals it cannot follow; not an error (toolchain limit).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-error=maybe-uninitialized -Wno-maybe-uninitialized>)
target_include_directories(devsync_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(devsync_options INTERFACE
    $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS
    JSON_NOEXCEPTION=1)
target_link_options(devsync_options INTERFACE -Wl,--as-needed)

if(DEVSYNC_SANITIZE)
    add_compile_options(-fsanitize=${DEVSYNC_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${DEVSYNC_SANITIZE})
endif()

find_program(DEVSYNC_MOLD mold)
if(DEVSYNC_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
find_program(DEVSYNC_CCACHE ccache)
if(DEVSYNC_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${DEVSYNC_CCACHE}")
endif()
