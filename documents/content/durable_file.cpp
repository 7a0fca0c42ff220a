// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/content/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace mohur::documents {
namespace {

Error failed(const std::filesystem::path& path, int code) {
    return Error::unavailable("content-store-failed", path.string() + ": " + std::strerror(code));
}

Result<void> sync_opened(const std::filesystem::path& path, int flags) {
    const int descriptor = open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) {
        return failed(path, errno);
    }
    const int outcome = fsync(descriptor);
    const int code = errno;
    close(descriptor);
    return outcome == 0 ? Result<void>{} : Result<void>{failed(path, code)};
}

}  // namespace

Result<std::unique_ptr<DurableFile>> DurableFile::create(std::filesystem::path path) {
    const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return failed(path, errno);
    }
    return std::unique_ptr<DurableFile>{new DurableFile{std::move(path), descriptor}};
}

DurableFile::~DurableFile() {
    close(descriptor_);
    if (!published_) {
        unlink(path_.c_str());
    }
}

Result<void> DurableFile::write(BytesView bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return failed(path_, errno);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> DurableFile::publish(const std::filesystem::path& name) {
    if (fsync(descriptor_) != 0 || rename(path_.c_str(), name.c_str()) != 0) {
        return failed(path_, errno);
    }
    published_ = true;
    return sync_folder(name.parent_path());
}

Result<void> make_durable_folder(const std::filesystem::path& folder) {
    struct stat facts {};
    if (stat(folder.c_str(), &facts) == 0) {
        return {};
    }
    if (folder.has_parent_path() && folder.parent_path() != folder) {
        MOHUR_TRY_VOID(make_durable_folder(folder.parent_path()));
    }
    if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        return failed(folder, errno);
    }
    return sync_folder(folder.parent_path());
}

Result<void> sync_file(const std::filesystem::path& file) {
    MOHUR_TRY_VOID(sync_opened(file, O_RDONLY));
    return sync_folder(file.parent_path());
}

Result<void> sync_folder(const std::filesystem::path& folder) {
    return sync_opened(folder, O_RDONLY | O_DIRECTORY);
}

}  // namespace mohur::documents
