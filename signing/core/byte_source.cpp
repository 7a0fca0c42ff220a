// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mohur {

Result<Bytes> ByteSource::read_all(std::uint64_t limit) const {
    if (size() > limit) {
        return Error::too_large("file-too-large", std::to_string(size()) + " bytes");
    }
    return read_range(0, size());
}

Result<Bytes> ByteSource::read_range(std::uint64_t offset, std::uint64_t count) const {
    if (offset > size() || count > size() - offset) { return Error::malformed("truncated"); }
    Bytes out(static_cast<std::size_t>(count));
    std::size_t done = 0;
    while (done < out.size()) {
        MOHUR_TRY(const auto got, read_at(offset + done, std::span{out}.subspan(done)));
        if (got == 0) { return Error::malformed("truncated"); }
        done += got;
    }
    return out;
}

Result<std::size_t> MemorySource::read_at(std::uint64_t offset, std::span<std::uint8_t> out) const {
    if (offset >= bytes_.size()) { return std::size_t{0}; }
    const auto start = static_cast<std::size_t>(offset);
    const std::size_t count = std::min(out.size(), bytes_.size() - start);
    std::memcpy(out.data(), bytes_.data() + start, count);
    return count;
}

Result<std::unique_ptr<FileSource>> FileSource::open(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return Error::not_found("file-not-readable", path.string() + ": " + std::strerror(errno));
    }
    return adopt(descriptor);
}

Result<std::unique_ptr<FileSource>> FileSource::adopt(int descriptor) {
    struct stat info {};
    if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(descriptor);
        return Error::malformed("file-not-regular");
    }
    return std::unique_ptr<FileSource>{
        new FileSource{descriptor, static_cast<std::uint64_t>(info.st_size)}};
}

FileSource::~FileSource() { ::close(descriptor_); }

Result<std::size_t> FileSource::read_at(std::uint64_t offset, std::span<std::uint8_t> out) const {
    while (true) {
        const auto got = ::pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
        if (got >= 0) { return static_cast<std::size_t>(got); }
        if (errno != EINTR) { return Error::unavailable("file-read-failed", std::strerror(errno)); }
    }
}

Result<std::shared_ptr<const ByteSource>> SliceSource::create(
    std::shared_ptr<const ByteSource> whole, std::uint64_t offset, std::uint64_t size) {
    if (offset > whole->size() || size > whole->size() - offset) {
        return Error::malformed("truncated");
    }
    return std::shared_ptr<const ByteSource>{new SliceSource{std::move(whole), offset, size}};
}

Result<std::size_t> SliceSource::read_at(std::uint64_t offset, std::span<std::uint8_t> out) const {
    if (offset >= size_) {
        return std::size_t{0};
    }
    const auto count = std::min<std::uint64_t>(out.size(), size_ - offset);
    return whole_->read_at(offset_ + offset, out.first(static_cast<std::size_t>(count)));
}

}  // namespace mohur
