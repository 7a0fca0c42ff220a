// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <filesystem>
#include <string>
#include <vector>

namespace mohur::testing {

/// A folder of its own below the system's temporary one, removed with everything in it.
class ScratchFolder {
public:
    ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder();

    [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }
    /// Writes a file and returns its path.
    std::string write(const std::string& name, BytesView content) const;
    std::string write(const std::string& name, const std::string& content) const;
    [[nodiscard]] Bytes read(const std::string& name) const;

private:
    std::filesystem::path folder_;
};

/// Runs the `openssl` command line; true when it exits with 0. Output goes nowhere.
[[nodiscard]] bool run_openssl(const std::vector<std::string>& arguments);

}  // namespace mohur::testing
