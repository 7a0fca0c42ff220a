// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace mohur::architecture {

/// One source file, as text lines, with its place in the tree.
struct SourceFile {
    std::string path;  ///< relative to the repository, '/'-separated
    std::vector<std::string> lines;

    [[nodiscard]] bool is_public_header() const;
    /// What stands between the quotes or brackets of each #include, with its line number.
    struct Include {
        std::string target;
        bool quoted = false;
        std::size_t line = 0;
    };
    [[nodiscard]] std::vector<Include> includes() const;
};

/// A `mohur_module(<folder> DEPENDS ... FOREIGN ...)` line.
struct Module {
    std::string folder;
    std::vector<std::string> depends;
};

/// The checkout as the build sees it: files that git tracks or would track.
class SourceTree {
public:
    explicit SourceTree(const std::filesystem::path& root);

    [[nodiscard]] const std::vector<SourceFile>& files() const noexcept { return files_; }
    [[nodiscard]] const std::map<std::string, Module>& modules() const noexcept { return modules_; }
    /// The innermost module that `path` lies in; empty when it lies in none.
    [[nodiscard]] std::string module_of(const std::string& path) const;
    /// `folder` and everything below it in the dependency graph.
    [[nodiscard]] std::set<std::string> closure(const std::string& folder) const;

private:
    std::vector<SourceFile> files_;
    std::map<std::string, Module> modules_;
};

}  // namespace mohur::architecture
