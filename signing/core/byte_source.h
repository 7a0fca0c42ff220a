// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <filesystem>
#include <memory>

namespace mohur {

/// Read-only random access to the bytes of one input, so that a 2 GB file need not be in memory.
/// Thread-safe: `read_at` keeps no position.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;
    /// Fills as much of `out` as there is from `offset` on; returns the count (0 at the end).
    [[nodiscard]] virtual Result<std::size_t> read_at(std::uint64_t offset,
                                                      std::span<std::uint8_t> out) const = 0;

    /// All of it, or `too_large` above `limit` bytes.
    [[nodiscard]] Result<Bytes> read_all(std::uint64_t limit) const;
    /// Exactly `count` bytes from `offset`; `malformed` ("truncated") when there are fewer.
    [[nodiscard]] Result<Bytes> read_range(std::uint64_t offset, std::uint64_t count) const;
};

/// Owns its bytes.
class MemorySource final : public ByteSource {
public:
    explicit MemorySource(Bytes bytes) : bytes_{std::move(bytes)} {}
    [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_.size(); }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                              std::span<std::uint8_t> out) const override;
    [[nodiscard]] BytesView view() const noexcept { return bytes_; }

private:
    Bytes bytes_;
};

/// An open regular file; owns the descriptor. The size is that at opening.
class FileSource final : public ByteSource {
public:
    [[nodiscard]] static Result<std::unique_ptr<FileSource>> open(const std::filesystem::path& path);
    /// Takes over `descriptor`, which must be a regular file or a memfd.
    [[nodiscard]] static Result<std::unique_ptr<FileSource>> adopt(int descriptor);
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;
    ~FileSource() override;

    [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                              std::span<std::uint8_t> out) const override;
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

private:
    FileSource(int descriptor, std::uint64_t size) : descriptor_{descriptor}, size_{size} {}
    int descriptor_;
    std::uint64_t size_;
};

/// `size` bytes of another source from `offset` on, and no others.
class SliceSource final : public ByteSource {
public:
    /// `malformed` ("truncated") when `whole` ends before the slice does.
    [[nodiscard]] static Result<std::shared_ptr<const ByteSource>> create(
        std::shared_ptr<const ByteSource> whole, std::uint64_t offset, std::uint64_t size);
    [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                              std::span<std::uint8_t> out) const override;

private:
    SliceSource(std::shared_ptr<const ByteSource> whole, std::uint64_t offset, std::uint64_t size)
        : whole_{std::move(whole)}, offset_{offset}, size_{size} {}
    std::shared_ptr<const ByteSource> whole_;
    std::uint64_t offset_;
    std::uint64_t size_;
};

}  // namespace mohur
