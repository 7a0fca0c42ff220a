// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/openssl_internal.h"

#include <array>

namespace mohur::signing::openssl {
namespace {

constexpr std::size_t kDigestAlgorithms = 10;

const char* openssl_name(DigestAlgorithm algorithm) noexcept {
    switch (algorithm) {
        case DigestAlgorithm::md5: return "MD5";
        case DigestAlgorithm::sha1: return "SHA1";
        case DigestAlgorithm::ripemd160: return "RIPEMD160";
        case DigestAlgorithm::sha224: return "SHA2-224";
        case DigestAlgorithm::sha256: return "SHA2-256";
        case DigestAlgorithm::sha384: return "SHA2-384";
        case DigestAlgorithm::sha512: return "SHA2-512";
        case DigestAlgorithm::sha3_256: return "SHA3-256";
        case DigestAlgorithm::sha3_384: return "SHA3-384";
        case DigestAlgorithm::sha3_512: return "SHA3-512";
    }
    return "";
}

using DigestTable = std::array<EvpMd, kDigestAlgorithms>;

DigestTable fetch_all() {
    DigestTable table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        table[i].reset(
            EVP_MD_fetch(nullptr, openssl_name(static_cast<DigestAlgorithm>(i)), nullptr));
    }
    forget_errors();
    return table;
}

}  // namespace

Error error(ErrorCode code, std::string reason) {
    std::string detail;
    while (const unsigned long number = ERR_get_error()) {
        std::array<char, 256> text{};
        ERR_error_string_n(number, text.data(), text.size());
        detail += (detail.empty() ? "" : "; ") + std::string{text.data()};
    }
    return Error{code, std::move(reason), std::move(detail)};
}

void forget_errors() noexcept {
    ERR_clear_error();
}

// Fetching takes a lock and a search in OpenSSL 3.0, so it is done once.
const EVP_MD* message_digest(DigestAlgorithm algorithm) {
    static const DigestTable table = fetch_all();
    return table.at(static_cast<std::size_t>(algorithm)).get();
}

}  // namespace mohur::signing::openssl
