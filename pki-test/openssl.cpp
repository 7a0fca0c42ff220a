// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/openssl_internal.h"

#include <openssl/err.h>

#include <algorithm>
#include <array>

namespace mohur::pkitest {

void throw_openssl(const char* what) {
    std::string message{what};
    while (const unsigned long code = ERR_get_error()) {
        std::array<char, 256> text{};
        ERR_error_string_n(code, text.data(), text.size());
        message.append(": ").append(text.data());
    }
    throw PkiTestError{message};
}

void must(int result, const char* what) {
    if (result < 1) {
        throw_openssl(what);
    }
}

Bytes der_sequence(const std::vector<Bytes>& parts) {
    std::size_t length = 0;
    for (const Bytes& part : parts) {
        length += part.size();
    }
    const int content = static_cast<int>(length);
    const int total = ASN1_object_size(1, content, V_ASN1_SEQUENCE);
    Bytes out(static_cast<std::size_t>(total) - length);
    unsigned char* cursor = out.data();
    ASN1_put_object(&cursor, 1, content, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
    for (const Bytes& part : parts) {
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

std::string text_of(BIO* memory) {
    char* data = nullptr;
    const long length = BIO_get_mem_data(memory, &data);
    return std::string(data, static_cast<std::size_t>(length));
}

const EVP_MD* digest_named(const std::string& name) {
    return must(EVP_get_digestbyname(name.c_str()), "unknown digest algorithm");
}

std::time_t seconds_of(Time time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

Asn1TimePtr asn1_time(Time time) {
    return Asn1TimePtr{must(ASN1_TIME_set(nullptr, seconds_of(time)), "ASN1_TIME")};
}

Asn1GeneralizedTimePtr generalized_time(Time time) {
    return Asn1GeneralizedTimePtr{
        must(ASN1_GENERALIZEDTIME_set(nullptr, seconds_of(time)), "GeneralizedTime")};
}

Asn1ObjectPtr object_named(const std::string& oid) {
    return Asn1ObjectPtr{must(OBJ_txt2obj(oid.c_str(), 0), "object identifier")};
}

Asn1IntegerPtr random_serial() {
    constexpr int kBits = 127;  // positive in 16 octets; RFC 5280 4.1.2.2 allows 20
    const BignumPtr number{must(BN_new(), "BIGNUM")};
    must(BN_rand(number.get(), kBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY), "random");
    return Asn1IntegerPtr{must(BN_to_ASN1_INTEGER(number.get(), nullptr), "INTEGER")};
}

void corrupt(Bytes& whole, BytesView part) {
    const auto found = std::search(whole.begin(), whole.end(), part.begin(), part.end());
    if (part.empty() || found == whole.end()) {
        throw PkiTestError{"the part to corrupt is not there"};
    }
    *(found + static_cast<std::ptrdiff_t>(part.size() / 2)) ^= 0x01U;
}

}  // namespace mohur::pkitest
