# mohur_embed(<folder> NAMESPACE <a::b> NAME <name> FILES <file>...)
#
# Compiles files (data, SQL, JSON) into the module of <folder>. Gives the private header
# "<folder>/<name>_embedded.h" with
#   struct EmbeddedFile { std::string_view name; std::string_view content; };
#   std::span<const EmbeddedFile> <name>();            // sorted by name
# in the given namespace. Names are file names without folder.
function(mohur_embed folder)
    cmake_parse_arguments(ARG "" "NAMESPACE;NAME" "FILES" ${ARGN})
    mohur_target_name(${folder} target)
    set(out ${CMAKE_BINARY_DIR}/embedded)
    set(header ${out}/${folder}/${ARG_NAME}_embedded.h)
    set(source ${out}/${folder}/${ARG_NAME}_embedded.cpp)
    list(SORT ARG_FILES)
    list(JOIN ARG_FILES "|" files)
    add_custom_command(
        OUTPUT ${header} ${source}
        COMMAND ${CMAKE_COMMAND} -DHEADER=${header} -DSOURCE=${source} -DNAMESPACE=${ARG_NAMESPACE}
            -DNAME=${ARG_NAME} "-DFILES=${files}" "-DINCLUDE=${folder}/${ARG_NAME}_embedded.h"
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
        DEPENDS ${ARG_FILES} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
        VERBATIM)
    target_sources(${target} PRIVATE ${source} ${header})
    target_include_directories(${target} PRIVATE ${out})
endfunction()
