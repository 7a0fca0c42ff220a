// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_target.h"

#include <filesystem>

namespace mohur::documents {

/// A new file that takes bytes in order; removed again unless `publish` was called. One thread.
class DurableFile final : public ByteSink {
public:
    /// `conflict` when `path` exists; `unavailable` "content-store-failed".
    [[nodiscard]] static Result<std::unique_ptr<DurableFile>> create(std::filesystem::path path);
    DurableFile(const DurableFile&) = delete;
    DurableFile& operator=(const DurableFile&) = delete;
    ~DurableFile() override;

    [[nodiscard]] Result<void> write(BytesView bytes) override;
    /// Syncs the bytes, gives the file its name and syncs that name.
    [[nodiscard]] Result<void> publish(const std::filesystem::path& name);

private:
    DurableFile(std::filesystem::path path, int descriptor)
        : path_{std::move(path)}, descriptor_{descriptor} {}
    std::filesystem::path path_;
    int descriptor_;
    bool published_ = false;
};

/// Makes the folder and its parents and syncs each parent in which something was made.
[[nodiscard]] Result<void> make_durable_folder(const std::filesystem::path& folder);
/// Makes a finished file that another program wrote survive a power cut, with its name.
[[nodiscard]] Result<void> sync_file(const std::filesystem::path& file);
/// Makes the present entries of a folder survive a power cut.
[[nodiscard]] Result<void> sync_folder(const std::filesystem::path& folder);

}  // namespace mohur::documents
