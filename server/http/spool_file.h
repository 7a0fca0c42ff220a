// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_target.h"

#include <filesystem>
#include <memory>

namespace mohur::server {

/// A temporary file without a name, so that nothing is left behind when the process dies. One
/// thread.
class SpoolFile {
public:
    [[nodiscard]] static Result<SpoolFile> create(const std::filesystem::path& folder);
    SpoolFile(SpoolFile&& other) noexcept;
    SpoolFile& operator=(SpoolFile&&) = delete;
    SpoolFile(const SpoolFile&) = delete;
    ~SpoolFile();

    /// `unavailable` "disk-full" when it cannot be written.
    [[nodiscard]] Result<void> write(BytesView piece);
    [[nodiscard]] Result<std::shared_ptr<const ByteSource>> finish() &&;

private:
    explicit SpoolFile(int descriptor) : descriptor_{descriptor} {}
    int descriptor_;
};

/// The same as a target that is written at any offset and read back. `unavailable`
/// "spool-not-writable".
[[nodiscard]] Result<std::shared_ptr<FileTarget>> spool_target(const std::filesystem::path& folder);

}  // namespace mohur::server
