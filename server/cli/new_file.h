// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_target.h"

#include <filesystem>
#include <memory>

namespace mohur::server {

/// A file that appears under its name only when it is complete: written beside it, made durable,
/// then renamed. Whoever looks sees the old file or the new one, never a part. Removed when not
/// published.
class NewFile {
public:
    /// Errors: `unavailable` "file-write-failed".
    [[nodiscard]] static Result<NewFile> create(const std::filesystem::path& path);
    NewFile(NewFile&& other) noexcept;
    NewFile& operator=(NewFile&&) = delete;
    ~NewFile();

    [[nodiscard]] const std::shared_ptr<FileTarget>& target() const noexcept { return target_; }
    /// Errors: `unavailable` "file-write-failed".
    [[nodiscard]] Result<void> publish();

private:
    NewFile(std::filesystem::path path, std::filesystem::path temporary,
            std::shared_ptr<FileTarget> target);
    std::filesystem::path path_;
    std::filesystem::path temporary_;  ///< empty once published or moved from
    std::shared_ptr<FileTarget> target_;
};

}  // namespace mohur::server
