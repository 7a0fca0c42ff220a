# mohur_precompile(<target> <module|test> [<foreign target>...])
#
# Gives the target the header that is compiled once for all targets of its kind (a third of the time
# of a build). GCC takes such a header only where all definitions are the same; Poco's targets carry
# definitions of their own, so they share another one. One module alone is built with Pango's threads.
function(mohur_precompile target kind)
    if(NOT MOHUR_PRECOMPILED OR "${ARGN}" MATCHES "pangocairo")
        return()
    endif()
    set(name mohur_precompiled_${kind})
    set(foreign "")
    if("${ARGN}" MATCHES "Poco::")
        set(name ${name}_poco)
        set(foreign Poco::Foundation)
    endif()
    if(NOT TARGET ${name})
        mohur_precompiled_header(${name} ${kind} ${foreign})
    endif()
    target_precompile_headers(${target} REUSE_FROM ${name})
    # GCC 12 forgets behind such a header that std::string is the system's, and warns of what it
    # inlines from it. The release build, which has none, keeps these warnings.
    target_compile_options(${target} PRIVATE
        -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
endfunction()

function(mohur_precompiled_header name kind)
    set(headers ${CMAKE_SOURCE_DIR}/cmake/precompiled/standard.h)
    set(foreign ${ARGN})
    if(kind STREQUAL "test")
        list(APPEND headers <gmock/gmock.h> <gtest/gtest.h>)
        list(APPEND foreign GTest::gtest GTest::gmock)
    endif()
    add_library(${name} OBJECT ${CMAKE_SOURCE_DIR}/cmake/precompiled/anchor.cpp)
    mohur_compile_options(${name})
    if(kind STREQUAL "test")
        mohur_test_options(${name})
    endif()
    target_link_libraries(${name} PRIVATE ${foreign})
    target_precompile_headers(${name} PRIVATE ${headers})
endfunction()
