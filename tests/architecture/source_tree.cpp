// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/source_tree.h"

#include <fstream>
#include <regex>
#include <sstream>

namespace mohur::architecture {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTops[] = {"signing",  "documents", "templates", "server",
                                 "pki-test", "tests",     "docs"};

bool is_generated(const std::string& path) {
    return path.find("/node_modules/") != std::string::npos ||
           path.find("/dist/") != std::string::npos ||
           path.find("/paraglide/") != std::string::npos ||
           path.find("/generated/") != std::string::npos;
}

bool is_source(const fs::path& path) {
    const auto extension = path.extension().string();
    return extension == ".h" || extension == ".cpp" || extension == ".ts" ||
           extension == ".svelte" || extension == ".sql" || extension == ".md";
}

std::vector<std::string> read_lines(const fs::path& path) {
    std::ifstream in{path};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::string read_text(const fs::path& path) {
    std::ifstream in{path};
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

Module parse_module(const std::string& text) {
    static const std::regex call{R"(mohur_module\(\s*([^\s)]+)([^)]*)\))"};
    Module module;
    std::smatch match;
    if (!std::regex_search(text, match, call)) {
        return module;
    }
    module.folder = match[1];
    std::istringstream words{match[2]};
    bool depends = false;
    for (std::string word; words >> word;) {
        if (word == "DEPENDS" || word == "FOREIGN") {
            depends = word == "DEPENDS";
        } else if (depends) {
            module.depends.push_back(word);
        }
    }
    return module;
}

}  // namespace

bool SourceFile::is_public_header() const {
    return path.ends_with(".h") && !path.ends_with("_internal.h") && !path.starts_with("tests/");
}

std::vector<SourceFile::Include> SourceFile::includes() const {
    static const std::regex directive{R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"};
    std::vector<Include> found;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::smatch match;
        if (std::regex_search(lines[i], match, directive)) {
            found.push_back({match[2], match[1] == "\"", i + 1});
        }
    }
    return found;
}

SourceTree::SourceTree(const fs::path& root) {
    for (const auto* top : kTops) {
        if (!fs::exists(root / top)) {
            continue;
        }
        for (auto it = fs::recursive_directory_iterator{root / top}; it != fs::end(it); ++it) {
            const auto path = fs::relative(it->path(), root).generic_string();
            if (it->is_directory() && (it->path().filename() == "node_modules")) {
                it.disable_recursion_pending();
                continue;
            }
            if (!it->is_regular_file() || is_generated("/" + path)) {
                continue;
            }
            if (is_source(it->path())) {
                files_.push_back({path, read_lines(it->path())});
            }
            if (it->path().filename() == "CMakeLists.txt") {
                const auto module = parse_module(read_text(it->path()));
                if (!module.folder.empty()) {
                    modules_[module.folder] = module;
                }
            }
        }
    }
    for (const auto* page : {"README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"}) {
        if (fs::exists(root / page)) {
            files_.push_back({page, read_lines(root / page)});
        }
    }
}

std::string SourceTree::module_of(const std::string& path) const {
    std::string best;
    for (const auto& [folder, module] : modules_) {
        if (path.starts_with(folder + "/") && folder.size() > best.size()) {
            best = folder;
        }
    }
    return best;
}

std::set<std::string> SourceTree::closure(const std::string& folder) const {
    std::set<std::string> seen;
    std::vector<std::string> open{folder};
    while (!open.empty()) {
        const auto next = open.back();
        open.pop_back();
        if (!seen.insert(next).second || !modules_.contains(next)) {
            continue;
        }
        for (const auto& below : modules_.at(next).depends) {
            open.push_back(below);
        }
    }
    return seen;
}

}  // namespace mohur::architecture
