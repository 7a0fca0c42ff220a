// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/byte_target.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace mohur {
namespace {

constexpr std::size_t kCopyPiece = 256 * 1024;

}  // namespace

Result<void> MemoryTarget::write_at(std::uint64_t offset, BytesView bytes) {
    if (offset > limit_ || bytes.size() > limit_ - offset) {
        return Error::too_large("output-too-large", std::to_string(limit_) + " bytes");
    }
    const auto end = static_cast<std::size_t>(offset) + bytes.size();
    if (end > bytes_.size()) {
        bytes_.resize(end);
    }
    std::copy(bytes.begin(), bytes.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(offset));
    return {};
}

Result<std::shared_ptr<const ByteSource>> MemoryTarget::read_back() const {
    return std::shared_ptr<const ByteSource>{std::make_shared<MemorySource>(bytes_)};
}

FileTarget::~FileTarget() {
    ::close(descriptor_);
}

Result<void> FileTarget::write_at(std::uint64_t offset, BytesView bytes) {
    while (!bytes.empty()) {
        const auto done =
            ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done < 0 && errno == EFBIG) {
            return Error::too_large("output-too-large");
        }
        if (done <= 0) {
            return Error::unavailable("file-write-failed", std::strerror(errno));
        }
        offset += static_cast<std::uint64_t>(done);
        bytes = bytes.subspan(static_cast<std::size_t>(done));
    }
    return {};
}

Result<std::shared_ptr<const ByteSource>> FileTarget::read_back() const {
    const int copy = ::fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) {
        return Error::unavailable("file-not-readable", std::strerror(errno));
    }
    MOHUR_TRY(auto source, FileSource::adopt(copy));
    return std::shared_ptr<const ByteSource>{std::move(source)};
}

Result<std::uint64_t> copy(const ByteSource& from, ByteTarget& to, std::uint64_t offset) {
    Bytes piece(kCopyPiece);
    std::uint64_t done = 0;
    while (done < from.size()) {
        MOHUR_TRY(const auto got, from.read_at(done, piece));
        if (got == 0) {
            return Error::malformed("truncated");
        }
        MOHUR_TRY_VOID(to.write_at(offset + done, BytesView{piece}.first(got)));
        done += got;
    }
    return offset + done;
}

}  // namespace mohur
