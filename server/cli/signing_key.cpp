// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/signing_key.h"

#include "signing/core/byte_source.h"
#include "signing/token/pkcs11_device.h"
#include "signing/token/pkcs12_device.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace mohur::server {
namespace {

constexpr std::string_view kPkcs11 = "pkcs11:";
constexpr std::string_view kPkcs12 = "p12:";
constexpr std::size_t kMaxPin = 255;
constexpr std::uint64_t kMaxPkcs12 = 1U << 20U;

/// The terminal without echo, for as long as it lives.
class Terminal {
public:
    Terminal() : descriptor_{::open("/dev/tty", O_RDWR | O_CLOEXEC)} {
        if (descriptor_ >= 0 && ::tcgetattr(descriptor_, &before_) == 0) {
            termios silent = before_;
            silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            changed_ = ::tcsetattr(descriptor_, TCSAFLUSH, &silent) == 0;
        }
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal() {
        if (changed_) {
            ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
        }
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    [[nodiscard]] bool usable() const noexcept { return changed_; }
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    void print(std::string_view text) const {
        static_cast<void>(!::write(descriptor_, text.data(), text.size()));
    }

private:
    int descriptor_;
    termios before_{};
    bool changed_ = false;
};

Result<Secret> ask_for_pin() {
    const Terminal terminal;
    if (!terminal.usable()) {
        return Error::denied("pin-required", "no --pin-fd, no pin-source and no terminal");
    }
    terminal.print("PIN: ");
    auto pin = read_pin(terminal.descriptor());
    terminal.print("\n");
    return pin;
}

Result<Secret> find_pin(std::optional<int> descriptor,
                        const std::optional<std::filesystem::path>& source) {
    if (descriptor) {
        return read_pin(*descriptor);
    }
    if (source) {
        return signing::read_pin_source(*source);
    }
    return ask_for_pin();
}

/// Whether the token takes the PIN at its own keyboard.
Result<Secret> find_token_pin(const signing::Pkcs11Module& module, const signing::Pkcs11Uri& uri,
                              std::optional<int> descriptor) {
    MOHUR_TRY(const auto token, module.find_token(uri));
    if (!token.login_required || token.protected_authentication_path) {
        return Secret{};
    }
    return find_pin(descriptor, uri.pin_source);
}

Result<SigningKey> open_token(const std::string& text, std::optional<int> pin_descriptor,
                              bool prefer_pss) {
    MOHUR_TRY(const auto uri, signing::Pkcs11Uri::parse(text));
    SigningKey key;
    MOHUR_TRY(key.module,
              signing::Pkcs11Module::load(uri.module_path.value_or("p11-kit-proxy.so")));
    MOHUR_TRY(const auto pin, find_token_pin(*key.module, uri, pin_descriptor));
    signing::Pkcs11DeviceOptions options;
    options.prefer_pss = prefer_pss;
    MOHUR_TRY(key.device, signing::Pkcs11Device::open(*key.module, uri, pin, std::move(options)));
    return key;
}

struct Pkcs12Uri {
    std::string path;
    std::optional<std::filesystem::path> pin_source;

    static Result<Pkcs12Uri> parse(std::string_view text) {
        constexpr std::string_view kSource = "pin-source=";
        const auto question = text.find('?');
        Pkcs12Uri uri{std::string{text.substr(0, question)}, std::nullopt};
        if (uri.path.empty()) {
            return Error::malformed("key-uri-invalid");
        }
        if (question == std::string_view::npos) {
            return uri;
        }
        const auto query = text.substr(question + 1);
        if (query.starts_with("pin-value=")) {
            return Error::denied("pin-value-in-uri");
        }
        if (!query.starts_with(kSource)) {
            return Error::malformed("key-uri-invalid", "query");
        }
        uri.pin_source = query.substr(kSource.size());
        return uri;
    }
};

Result<SigningKey> open_pkcs12(const std::string& text, std::optional<int> pin_descriptor,
                               bool prefer_pss) {
    MOHUR_TRY(const auto uri, Pkcs12Uri::parse(std::string_view{text}.substr(kPkcs12.size())));
    MOHUR_TRY(const auto file, FileSource::open(uri.path));
    MOHUR_TRY(const auto bytes, file->read_all(kMaxPkcs12));
    MOHUR_TRY(const auto password, find_pin(pin_descriptor, uri.pin_source));
    SigningKey key;
    MOHUR_TRY(key.device, signing::Pkcs12Device::open(bytes, password, prefer_pss));
    return key;
}

}  // namespace

Result<Secret> read_pin(int descriptor) {
    std::array<std::uint8_t, kMaxPin + 1> buffer{};
    std::size_t length = 0;
    bool ended = false;
    while (!ended && length < buffer.size()) {
        const auto got = ::read(descriptor, buffer.data() + length,
                                1);  // octet by octet: what follows is not ours
        if (got < 0 && errno == EINTR) {
            continue;
        }
        ended = got <= 0 || buffer[length] == '\n';
        if (!ended) {
            ++length;
        }
    }
    Secret pin{BytesView{buffer}.first(length)};
    ::explicit_bzero(buffer.data(), buffer.size());
    if (pin.empty() || !ended) {
        return Error::malformed("pin-source-invalid", "1 to 255 bytes");
    }
    return pin;
}

Result<SigningKey> open_signing_key(const std::string& uri, std::optional<int> pin_descriptor,
                                    bool prefer_pss) {
    if (uri.starts_with(kPkcs11)) {
        return open_token(uri, pin_descriptor, prefer_pss);
    }
    if (uri.starts_with(kPkcs12)) {
        return open_pkcs12(uri, pin_descriptor, prefer_pss);
    }
    return Error::malformed("key-uri-invalid", "pkcs11: or p12:");
}

}  // namespace mohur::server
