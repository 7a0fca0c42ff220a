// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/byte_target.h"
#include "signing/core/limits.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::signing::zip {

/// One entry, as the central directory and its local header agree on it.
struct Entry {
    std::string name;        ///< UTF-8, '/' between segments; a directory ends in '/'
    std::uint64_t size = 0;  ///< inflated
    std::uint64_t compressed_size = 0;
    bool stored = false;           ///< method 0
    bool has_extra_field = false;  ///< in the local header
    std::size_t index = 0;         ///< position in the central directory
    std::uint64_t offset = 0;      ///< of the local header

    [[nodiscard]] bool is_directory() const noexcept { return name.ends_with('/'); }
};

/// A zip archive (PKWARE APPNOTE 6.3) whose every byte is accounted for: local headers from byte 0
/// on without gap or overlap, each equal to its central entry, then the directory, then the end.
/// Nothing is inflated on opening. Used by one thread at a time.
class ArchiveReader {
public:
    /// Errors, all final: `malformed` "zip-invalid" (structure, junk, gaps, headers that disagree),
    /// "zip-name" (ill-formed, absolute, "..", NUL, backslash), "zip-duplicate-name" (also when
    /// names differ by case or Unicode form only); `unsupported` "zip-encrypted", "zip-method";
    /// `too_large` "zip-entries", "zip-bomb".
    [[nodiscard]] static Result<ArchiveReader> open(std::shared_ptr<const ByteSource> file,
                                                    const Limits& limits);
    ArchiveReader(ArchiveReader&&) noexcept;
    ArchiveReader& operator=(ArchiveReader&&) noexcept;
    ~ArchiveReader();

    /// In the order of their bytes in the file.
    [[nodiscard]] const std::vector<Entry>& entries() const noexcept;
    [[nodiscard]] const Entry* find(std::string_view name) const noexcept;
    /// The archive comment, as it stands.
    [[nodiscard]] const std::string& comment() const noexcept;

    /// Inflates into `sink` piece by piece; stops at the first byte above the declared size
    /// ("zip-bomb") and checks the size and the CRC-32 ("zip-invalid").
    [[nodiscard]] Result<void> read(const Entry& entry, ByteSink& sink) const;
    /// The whole entry, or `too_large` "zip-entry-too-large" above `limit`.
    [[nodiscard]] Result<Bytes> read_all(const Entry& entry, std::uint64_t limit) const;

private:
    struct State;
    explicit ArchiveReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// True when the file begins with a local header or is an empty archive.
[[nodiscard]] bool looks_like_zip(const ByteSource& file);

}  // namespace mohur::signing::zip
