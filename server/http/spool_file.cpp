// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/spool_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace mohur::server {
namespace {

Result<int> open_nameless(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return Error::unavailable("spool-not-writable", std::strerror(errno));
    }
    return descriptor;
}

}  // namespace

Result<SpoolFile> SpoolFile::create(const std::filesystem::path& folder) {
    MOHUR_TRY(const int descriptor, open_nameless(folder));
    return SpoolFile{descriptor};
}

Result<std::shared_ptr<FileTarget>> spool_target(const std::filesystem::path& folder) {
    MOHUR_TRY(const int descriptor, open_nameless(folder));
    return std::make_shared<FileTarget>(descriptor);
}

SpoolFile::SpoolFile(SpoolFile&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)} {}

SpoolFile::~SpoolFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

Result<void> SpoolFile::write(BytesView piece) {
    while (!piece.empty()) {
        const auto done = ::write(descriptor_, piece.data(), piece.size());
        if (done < 0 && errno != EINTR) {
            return Error::unavailable("disk-full", std::strerror(errno));
        }
        if (done > 0) {
            piece = piece.subspan(static_cast<std::size_t>(done));
        }
    }
    return {};
}

Result<std::shared_ptr<const ByteSource>> SpoolFile::finish() && {
    MOHUR_TRY(auto source, FileSource::adopt(std::exchange(descriptor_, -1)));
    return std::shared_ptr<const ByteSource>{std::move(source)};
}

}  // namespace mohur::server
