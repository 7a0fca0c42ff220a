// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/new_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mohur::server {
namespace {

Error failed(const std::filesystem::path& path) {
    return Error::unavailable("file-write-failed", path.string() + ": " + std::strerror(errno));
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
}

/// What the umask leaves of rw-rw-rw-, as for any new file.
mode_t usual_mode() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

Result<void> sync_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return failed(folder);
    }
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced ? Result<void>{} : Result<void>{failed(folder)};
}

}  // namespace

NewFile::NewFile(std::filesystem::path path, std::filesystem::path temporary,
                 std::shared_ptr<FileTarget> target)
    : path_{std::move(path)}, temporary_{std::move(temporary)}, target_{std::move(target)} {}

NewFile::NewFile(NewFile&& other) noexcept
    : path_{std::move(other.path_)},
      temporary_{std::exchange(other.temporary_, std::filesystem::path{})},
      target_{std::move(other.target_)} {}

NewFile::~NewFile() {
    if (!temporary_.empty()) {
        ::unlink(temporary_.c_str());
    }
}

Result<NewFile> NewFile::create(const std::filesystem::path& path) {
    if (!path.has_filename()) {
        errno = EISDIR;
        return failed(path);
    }
    std::string name = folder_of(path) / ("." + path.filename().string() + ".XXXXXX");
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0) {
        return failed(path);
    }
    return NewFile{path, name, std::make_shared<FileTarget>(descriptor)};
}

Result<void> NewFile::publish() {
    const int descriptor = target_->descriptor();
    if (::fchmod(descriptor, usual_mode()) != 0 || ::fsync(descriptor) != 0 ||
        ::rename(temporary_.c_str(), path_.c_str()) != 0) {
        return failed(path_);
    }
    temporary_.clear();
    return sync_folder(folder_of(path_));
}

}  // namespace mohur::server
