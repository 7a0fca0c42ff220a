// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/key_wrapper.h"

#include "signing/core/secret_file.h"
#include "signing/crypto/aes_internal.h"
#include "signing/crypto/mac.h"

#include <array>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace mohur::signing {
namespace {

constexpr std::size_t kDigits = 2 * aes::kKeyBytes;

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

Result<Secret> parse_key(const Secret& digits) {
    auto key = from_hex(as_text(digits.reveal()));
    if (!key || key->size() != aes::kKeyBytes) {
        return Error::malformed("key-file-invalid", "64 hexadecimal digits are expected");
    }
    Secret secret{BytesView{*key}};
    ::explicit_bzero(key->data(), key->size());
    return secret;
}

Result<void> write_durably(const std::filesystem::path& file, int descriptor,
                           std::string_view text) {
    const bool written =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(descriptor) == 0;
    // The name must survive a crash as well as the bytes.
    auto folder_path = file.parent_path();
    const Descriptor folder{::open(folder_path.empty() ? "." : folder_path.c_str(),
                                   O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!written || folder.get() < 0 || ::fsync(folder.get()) != 0) {
        return Error::unavailable("file-write-failed", file.string() + ": " + std::strerror(errno));
    }
    return {};
}

}  // namespace

KeyFileWrapper::KeyFileWrapper(Secret key) : key_{std::move(key)} {
    const Bytes name = hmac_sha256(key_.reveal(), as_bytes("mohur key id"));
    key_id_ = to_hex(BytesView{name}.first(8));
}

Result<KeyFileWrapper> KeyFileWrapper::open(const std::filesystem::path& file) {
    MOHUR_TRY(const Secret digits, read_secret_file(file, kDigits));
    MOHUR_TRY(auto key, parse_key(digits));
    return KeyFileWrapper{std::move(key)};
}

Result<KeyFileWrapper> KeyFileWrapper::create(const std::filesystem::path& file,
                                              RandomSource& random) {
    const Descriptor descriptor{
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (descriptor.get() < 0) {
        return errno == EEXIST ? Error::conflict("key-file-exists", file.string())
                               : Error::unavailable("file-write-failed",
                                                    file.string() + ": " + std::strerror(errno));
    }
    std::array<std::uint8_t, aes::kKeyBytes> octets{};
    random.fill(octets);
    Secret key{BytesView{octets}};
    ::explicit_bzero(octets.data(), octets.size());
    std::string text = to_hex(key.reveal()) + "\n";
    const auto written = write_durably(file, descriptor.get(), text);
    ::explicit_bzero(text.data(), text.size());
    if (!written) {
        ::unlink(file.c_str());
        return written.error();
    }
    return KeyFileWrapper{std::move(key)};
}

Result<Bytes> KeyFileWrapper::wrap(const Secret& key) const {
    return aes::wrap_key(key_.reveal(), key.reveal());
}

Result<Secret> KeyFileWrapper::unwrap(std::string_view key_id, BytesView wrapped) const {
    if (key_id != key_id_) {
        return Error::not_found("content-key-missing", std::string{key_id});
    }
    auto key = aes::unwrap_key(key_.reveal(), wrapped);
    if (!key.has_value()) {
        return Error::integrity("content-corrupt", "wrapped key");
    }
    Secret secret{BytesView{*key}};
    ::explicit_bzero(key->data(), key->size());
    return secret;
}

}  // namespace mohur::signing
