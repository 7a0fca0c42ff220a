// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"

#include <memory>

namespace mohur {

/// Takes bytes in order. Used by one thread at a time.
class ByteSink {
public:
    virtual ~ByteSink() = default;
    [[nodiscard]] virtual Result<void> write(BytesView bytes) = 0;
};

/// A new file that is written at any offset and can then be read back, so that a 2 GB result need
/// not be in memory. Used by one thread at a time.
class ByteTarget {
public:
    virtual ~ByteTarget() = default;
    [[nodiscard]] virtual Result<void> write_at(std::uint64_t offset, BytesView bytes) = 0;
    /// What was written so far; later writes may or may not show in it.
    [[nodiscard]] virtual Result<std::shared_ptr<const ByteSource>> read_back() const = 0;
};

/// Keeps the bytes; refuses to grow above `limit` with `too_large` "output-too-large".
class MemoryTarget final : public ByteTarget {
public:
    explicit MemoryTarget(std::uint64_t limit = 1ULL << 30U) : limit_{limit} {}
    [[nodiscard]] Result<void> write_at(std::uint64_t offset, BytesView bytes) override;
    [[nodiscard]] Result<std::shared_ptr<const ByteSource>> read_back() const override;
    [[nodiscard]] const Bytes& bytes() const noexcept { return bytes_; }
    [[nodiscard]] Bytes take() noexcept { return std::move(bytes_); }

private:
    std::uint64_t limit_;
    Bytes bytes_;
};

/// An open regular file or memfd; owns the descriptor, which must be readable and writable.
class FileTarget final : public ByteTarget {
public:
    explicit FileTarget(int descriptor) : descriptor_{descriptor} {}
    FileTarget(const FileTarget&) = delete;
    FileTarget& operator=(const FileTarget&) = delete;
    ~FileTarget() override;

    [[nodiscard]] Result<void> write_at(std::uint64_t offset, BytesView bytes) override;
    [[nodiscard]] Result<std::shared_ptr<const ByteSource>> read_back() const override;
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

private:
    int descriptor_;
};

/// Copies the whole of `from` to `to`, beginning at `offset`. Returns the offset after it.
[[nodiscard]] Result<std::uint64_t> copy(const ByteSource& from, ByteTarget& to,
                                         std::uint64_t offset = 0);

}  // namespace mohur
