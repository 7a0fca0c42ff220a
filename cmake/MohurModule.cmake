# mohur_module(<folder> [DEPENDS <folder>...] [FOREIGN <target>...])
#
# One folder = one static library = one responsibility. DEPENDS lists our own modules, FOREIGN the
# libraries that this folder alone may include; tests/architecture reads the same lines.
# Sources are every *.cpp below the folder that no nested CMakeLists.txt claims.
function(mohur_module folder)
    cmake_parse_arguments(ARG "" "" "DEPENDS;FOREIGN" ${ARGN})
    mohur_target_name(${folder} target)
    mohur_sources(${CMAKE_CURRENT_SOURCE_DIR} sources)
    add_library(${target} STATIC ${sources})
    mohur_compile_options(${target})
    foreach(dependency IN LISTS ARG_DEPENDS)
        mohur_target_name(${dependency} name)
        target_link_libraries(${target} PUBLIC ${name})
    endforeach()
    if(ARG_FOREIGN)
        target_link_libraries(${target} PRIVATE ${ARG_FOREIGN})
    endif()
    mohur_precompile(${target} module ${ARG_FOREIGN})
endfunction()

# mohur_program(<name> SOURCES <file>... [DEPENDS <folder>...] [FOREIGN <target>...])
function(mohur_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;FOREIGN" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    mohur_compile_options(${name})
    foreach(dependency IN LISTS ARG_DEPENDS)
        mohur_target_name(${dependency} target)
        target_link_libraries(${name} PRIVATE ${target})
    endforeach()
    target_link_libraries(${name} PRIVATE ${ARG_FOREIGN})
endfunction()

# mohur_test(<folder below tests/unit or tests/integration> [DEPENDS <folder>...] [FOREIGN <target>...]
#            [LABELS db hsm e2e slow])
# One GoogleTest program per folder; it mirrors the source tree.
function(mohur_test folder)
    cmake_parse_arguments(ARG "" "" "DEPENDS;FOREIGN;LABELS" ${ARGN})
    string(REGEX REPLACE "[/-]" "_" name "test_${folder}")
    mohur_sources(${CMAKE_CURRENT_SOURCE_DIR} sources)
    add_executable(${name} ${sources})
    mohur_compile_options(${name})
    mohur_test_options(${name})
    mohur_precompile(${name} test ${ARG_FOREIGN})
    foreach(dependency IN LISTS ARG_DEPENDS)
        mohur_target_name(${dependency} target)
        target_link_libraries(${name} PRIVATE ${target})
    endforeach()
    target_link_libraries(${name} PRIVATE ${ARG_FOREIGN} GTest::gtest GTest::gmock GTest::gtest_main)
    target_compile_definitions(${name} PRIVATE
        MOHUR_SOURCE_DIR="${CMAKE_SOURCE_DIR}" MOHUR_BINARY_DIR="${CMAKE_BINARY_DIR}")
    add_test(NAME ${folder} COMMAND ${name})
    set_tests_properties(${folder} PROPERTIES TIMEOUT 300 LABELS "${ARG_LABELS}")
endfunction()

function(mohur_target_name folder out)
    string(REGEX REPLACE "[/-]" "_" name "mohur_${folder}")
    set(${out} ${name} PARENT_SCOPE)
endfunction()

function(mohur_sources folder out)
    file(GLOB_RECURSE all CONFIGURE_DEPENDS ${folder}/*.cpp)
    file(GLOB_RECURSE nested CONFIGURE_DEPENDS ${folder}/*/CMakeLists.txt)
    foreach(list_file IN LISTS nested)
        get_filename_component(claimed ${list_file} DIRECTORY)
        list(FILTER all EXCLUDE REGEX "^${claimed}/")
    endforeach()
    list(FILTER all EXCLUDE REGEX "/(main|[a-z_]+_main)\\.cpp$")
    set(${out} ${all} PARENT_SCOPE)
endfunction()

function(mohur_compile_options target)
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
        $<$<BOOL:${MOHUR_WERROR}>:-Werror>)
    target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
    if(MOHUR_SANITIZE)
        target_compile_options(${target} PUBLIC -fsanitize=${MOHUR_SANITIZE} -fno-omit-frame-pointer)
        # GCC 12 sees uninitialised members inside <regex> when it instruments.
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
        target_link_options(${target} PUBLIC -fsanitize=${MOHUR_SANITIZE})
    endif()
endfunction()

# What a test measures is in the modules: its own code is not worth the time of the optimiser.
function(mohur_test_options target)
    target_compile_options(${target} PRIVATE -O0)
endfunction()
