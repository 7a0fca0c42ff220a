// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/secret_file.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mohur {
namespace {

constexpr std::size_t kLongest = 4'096;
constexpr mode_t kForeignBits = S_IRWXG | S_IRWXO;

class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    [[nodiscard]] int get() const noexcept { return number_; }

private:
    int number_;
};

Error invalid(std::string detail) {
    return Error::malformed("secret-file-invalid", std::move(detail));
}

// Judged on the open file, so that it cannot be exchanged after the check.
Result<void> check_permissions(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        return invalid("not a regular file");
    }
    const bool ours = status.st_uid == ::geteuid() || status.st_uid == 0;
    if ((status.st_mode & kForeignBits) != 0 || !ours) {
        return Error::denied("secret-file-permissions", "others may read it; mode must be 0600");
    }
    return {};
}

}  // namespace

Result<Secret> read_secret_file(const std::filesystem::path& path, std::size_t max_bytes) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
    if (file.get() < 0) {
        return Error::not_found("file-not-readable", path.string() + ": " + std::strerror(errno));
    }
    MOHUR_TRY_VOID(check_permissions(file.get()));
    std::array<std::uint8_t, kLongest + 2> buffer{};
    const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
    std::size_t length = count < 0 ? 0 : static_cast<std::size_t>(count);
    if (length > 0 && buffer[length - 1] == '\n') {
        --length;
    }
    Secret secret{BytesView{buffer}.first(length)};
    ::explicit_bzero(buffer.data(), buffer.size());
    if (secret.empty() || length > std::min(max_bytes, kLongest)) {
        return invalid("1 to " + std::to_string(max_bytes) + " bytes");
    }
    return secret;
}

}  // namespace mohur
