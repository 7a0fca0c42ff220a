// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/bagit/bag_walk_internal.h"

#include "signing/core/az_text.h"

namespace mohur::documents::bagit {
namespace {

namespace fs = std::filesystem;

/// Finds paths that fall together on a file system without case or with another Unicode form: the
/// whole path or one of the folders on it.
class NameKeys {
public:
    /// The other spelling; empty when there is none.
    std::string clash(const std::string& path) {
        for (auto slash = path.find('/'); slash != std::string::npos;
             slash = path.find('/', slash + 1)) {
            const auto& first = remember(path.substr(0, slash));
            if (first != path.substr(0, slash)) {
                return first;
            }
        }
        const auto& first = remember(path);
        return first != path ? first : std::string{};
    }

private:
    const std::string& remember(const std::string& path) {
        return first_.try_emplace(caseless_key(path), path).first->second;
    }

    std::map<std::string, std::string> first_;
};

class Walk {
public:
    Walk(const fs::path& folder, const BagLimits& limits) : folder_{folder}, limits_{limits} {}

    Result<BagTree> run() {
        std::error_code failure;
        fs::recursive_directory_iterator at{folder_, failure};
        for (; !failure && at != fs::recursive_directory_iterator{}; at.increment(failure)) {
            if (at.depth() > limits_.depth || ++count_ > limits_.files) {
                return Error::too_large("bag-too-large", folder_.string());
            }
            visit(*at);
        }
        if (failure) {
            return Error::unavailable("file-read-failed",
                                      folder_.string() + ": " + failure.message());
        }
        // The walk's order is the file system's; the order of names makes the finding repeatable.
        for (const auto& [path, size] : tree_.files) {
            const auto other = keys_.clash(path);
            if (!other.empty()) {
                tell("bag-name-duplicate", path, other);
            }
        }
        return std::move(tree_);
    }

private:
    void visit(const fs::directory_entry& entry) {
        const auto path = entry.path().lexically_relative(folder_).generic_string();
        std::error_code failure;
        const auto type = entry.symlink_status(failure).type();
        if (!is_safe_path(path)) {
            tell("bag-name-invalid", printable(path));
        } else if (type == fs::file_type::symlink) {
            tell("bag-symlink", path);
        } else if (type == fs::file_type::regular) {
            tree_.files[path] = entry.file_size(failure);
        } else if (type != fs::file_type::directory) {
            tell("bag-special-file", path);
        }
    }

    static std::string printable(const std::string& path) {
        return is_valid_utf8(path) ? path : to_hex(as_bytes(path));
    }

    void tell(std::string code, std::string path, std::string text = {}) {
        tree_.findings.push_back({std::move(code), std::move(path), std::move(text)});
    }

    const fs::path& folder_;
    const BagLimits& limits_;
    BagTree tree_;
    NameKeys keys_;
    std::size_t count_ = 0;
};

}  // namespace

Result<BagTree> walk(const fs::path& folder, const BagLimits& limits) {
    return Walk{folder, limits}.run();
}

}  // namespace mohur::documents::bagit
