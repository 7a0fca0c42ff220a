// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/digest.h"

#include <algorithm>
#include <array>

namespace mohur {
namespace {

struct Row {
    DigestAlgorithm algorithm;
    std::string_view name;
    std::string_view compact;
    std::size_t size;
    std::string_view oid;
    std::string_view uri;
};

constexpr std::array kRows{
    Row{DigestAlgorithm::md5, "md5", "md5", 16, "1.2.840.113549.2.5",
        "http://www.w3.org/2001/04/xmldsig-more#md5"},
    Row{DigestAlgorithm::sha1, "sha-1", "sha1", 20, "1.3.14.3.2.26",
        "http://www.w3.org/2000/09/xmldsig#sha1"},
    Row{DigestAlgorithm::ripemd160, "ripemd-160", "ripemd160", 20, "1.3.36.3.2.1",
        "http://www.w3.org/2001/04/xmlenc#ripemd160"},
    Row{DigestAlgorithm::sha224, "sha-224", "sha224", 28, "2.16.840.1.101.3.4.2.4",
        "http://www.w3.org/2001/04/xmldsig-more#sha224"},
    Row{DigestAlgorithm::sha256, "sha-256", "sha256", 32, "2.16.840.1.101.3.4.2.1",
        "http://www.w3.org/2001/04/xmlenc#sha256"},
    Row{DigestAlgorithm::sha384, "sha-384", "sha384", 48, "2.16.840.1.101.3.4.2.2",
        "http://www.w3.org/2001/04/xmldsig-more#sha384"},
    Row{DigestAlgorithm::sha512, "sha-512", "sha512", 64, "2.16.840.1.101.3.4.2.3",
        "http://www.w3.org/2001/04/xmlenc#sha512"},
    Row{DigestAlgorithm::sha3_256, "sha3-256", "sha3256", 32, "2.16.840.1.101.3.4.2.8",
        "http://www.w3.org/2007/05/xmldsig-more#sha3-256"},
    Row{DigestAlgorithm::sha3_384, "sha3-384", "sha3384", 48, "2.16.840.1.101.3.4.2.9",
        "http://www.w3.org/2007/05/xmldsig-more#sha3-384"},
    Row{DigestAlgorithm::sha3_512, "sha3-512", "sha3512", 64, "2.16.840.1.101.3.4.2.10",
        "http://www.w3.org/2007/05/xmldsig-more#sha3-512"},
};

const Row& row_of(DigestAlgorithm algorithm) noexcept {
    return *std::ranges::find(kRows, algorithm, &Row::algorithm);
}

// "SHA-256", "sha_256" and "SHA2-256" are one name; "sha3-256" stays apart.
std::string compact_name(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c == '-' || c == '_' || c == ' ') { continue; }
        out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    if (out.starts_with("sha2") && out.size() == 7 && out != "sha2224") { out.erase(3, 1); }
    if (out == "sha2224") { out = "sha224"; }
    return out;
}

}  // namespace

std::string_view to_string(DigestAlgorithm algorithm) noexcept { return row_of(algorithm).name; }

std::optional<DigestAlgorithm> digest_algorithm_from(std::string_view name) {
    const std::string compact = compact_name(name);
    for (const auto& row : kRows) {
        if (row.compact == compact || row.oid == name || row.uri == name) { return row.algorithm; }
    }
    return std::nullopt;
}

std::size_t digest_size(DigestAlgorithm algorithm) noexcept { return row_of(algorithm).size; }
std::string_view oid_of(DigestAlgorithm algorithm) noexcept { return row_of(algorithm).oid; }
std::string_view xml_uri_of(DigestAlgorithm algorithm) noexcept { return row_of(algorithm).uri; }

std::string to_string(const Digest& digest) {
    return std::string{to_string(digest.algorithm)} + ":" + to_base64(digest.value);
}

}  // namespace mohur
