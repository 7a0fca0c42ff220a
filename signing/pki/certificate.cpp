// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/certificate.h"

#include "signing/asn1/der.h"
#include "signing/core/limits.h"
#include "signing/crypto/hash.h"
#include "signing/pki/certificate_internal.h"
#include "signing/pki/extensions_internal.h"

#include <algorithm>

#include <openssl/pem.h>

namespace mohur::signing {
namespace {

// Real certificates have 1 to 4 KiB; one with a picture or long name constraints perhaps 100.
constexpr std::size_t kMaxCertificateBytes = 256U << 10U;

Error invalid(std::string detail) {
    return Error::malformed("certificate-invalid", std::move(detail));
}

Result<void> read_validity(DerReader validity, Certificate::State& state) {
    MOHUR_TRY(state.not_before, validity.time());
    MOHUR_TRY(state.not_after, validity.time());
    return validity.finish();
}

Result<void> read_public_key(BytesView spki, Certificate::State& state) {
    MOHUR_TRY(state.public_key, PublicKey::from_spki(spki));
    DerReader outer{spki};
    MOHUR_TRY(DerReader fields, outer.enter(tag::kSequence));
    MOHUR_TRY_VOID(fields.next());
    MOHUR_TRY(state.public_key_bits, fields.bit_string());
    return {};
}

Result<Name> read_name(DerReader& fields) {
    MOHUR_TRY(const Tlv name, fields.expect(tag::kSequence));
    return Name::from_der(name.whole);
}

// RFC 5280 4.1: TBSCertificate.
Result<void> read_fields(Certificate::State& state) {
    DerReader outer{state.signed_bytes.to_be_signed};
    MOHUR_TRY(DerReader fields, outer.enter(tag::kSequence));
    MOHUR_TRY_VOID(fields.optional(tag::context_set(0)));  // version
    MOHUR_TRY(state.serial, fields.integer());
    MOHUR_TRY_VOID(fields.expect(tag::kSequence));  // signature: SignedStructure compares it
    MOHUR_TRY(state.issuer, read_name(fields));
    MOHUR_TRY(DerReader validity, fields.enter(tag::kSequence));
    MOHUR_TRY_VOID(read_validity(validity, state));
    MOHUR_TRY(state.subject, read_name(fields));
    MOHUR_TRY(const Tlv spki, fields.expect(tag::kSequence));
    MOHUR_TRY_VOID(read_public_key(spki.whole, state));
    MOHUR_TRY_VOID(fields.optional(tag::context(1)));  // unique identifiers, of no use
    MOHUR_TRY_VOID(fields.optional(tag::context(2)));
    MOHUR_TRY(const auto extensions, fields.optional(tag::context_set(3)));
    MOHUR_TRY_VOID(fields.finish());
    return extensions.has_value() ? read_extensions(fields.into(*extensions), state)
                                  : Result<void>{};
}

openssl::Bignum serial_number(const Bytes& content) {
    openssl::Bignum number{BN_bin2bn(content.data(), static_cast<int>(content.size()), nullptr)};
    MOHUR_CHECK(number != nullptr);
    if (!content.empty() && (content.front() & 0x80U) != 0) {
        const openssl::Bignum modulus{BN_new()};
        MOHUR_CHECK(modulus != nullptr &&
                    BN_set_bit(modulus.get(), static_cast<int>(content.size() * 8)) == 1 &&
                    BN_sub(number.get(), number.get(), modulus.get()) == 1);
    }
    return number;
}

struct PemBlock {
    openssl::Allocated<char> name;
    openssl::Allocated<char> header;
    openssl::Allocated<unsigned char> data;
    std::size_t size = 0;
};

std::optional<PemBlock> next_pem(BIO* text) {
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    const int found = PEM_read_bio(text, &name, &header, &data, &size);
    openssl::forget_errors();
    if (found != 1) {
        return std::nullopt;
    }
    PemBlock block;
    block.name.reset(name);
    block.header.reset(header);
    block.data.reset(data);
    block.size = static_cast<std::size_t>(size);
    return block;
}

Result<std::vector<Certificate>> from_pem(BytesView text) {
    const openssl::BioPtr bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
    std::vector<Certificate> out;
    while (const auto block = next_pem(bio.get())) {
        if (std::string_view{block->name.get()} != PEM_STRING_X509) {
            continue;
        }
        if (out.size() == Limits{}.certificates) {
            return Error::too_large("certificate-count");
        }
        MOHUR_TRY(auto certificate, Certificate::from_der({block->data.get(), block->size}));
        out.push_back(std::move(certificate));
    }
    return out.empty() ? Result<std::vector<Certificate>>{invalid("no certificate in the text")}
                       : out;
}

}  // namespace

Result<Certificate> Certificate::from_der(BytesView der) {
    if (der.size() > kMaxCertificateBytes) {
        return Error::too_large("certificate-invalid", "longer than 256 KiB");
    }
    auto signed_bytes = SignedStructure::read(der);
    if (!signed_bytes) {
        return invalid(signed_bytes.error().detail);
    }
    auto state = std::make_shared<State>();
    state->signed_bytes = *std::move(signed_bytes);
    state->signed_bytes.require_inner_algorithm();
    state->sha256 = digest_of(DigestAlgorithm::sha256, der);
    if (const auto read = read_fields(*state); !read) {
        return invalid(read.error().reason + " " + read.error().detail);
    }
    return Certificate{std::move(state)};
}

Result<std::vector<Certificate>> Certificate::from_pem_or_der(BytesView data) {
    constexpr std::string_view kBegin = "-----BEGIN";
    if (as_text(data).find(kBegin) != std::string_view::npos && !data.empty() &&
        data.front() != 0x30) {
        return from_pem(data);
    }
    MOHUR_TRY(auto certificate, from_der(data));
    return std::vector<Certificate>{std::move(certificate)};
}

const Bytes& Certificate::der() const noexcept {
    return state_->signed_bytes.der;
}
const Digest& Certificate::sha256() const noexcept {
    return state_->sha256;
}
const Name& Certificate::subject() const noexcept {
    return state_->subject;
}
const Name& Certificate::issuer() const noexcept {
    return state_->issuer;
}
const Bytes& Certificate::serial() const noexcept {
    return state_->serial;
}

std::string Certificate::serial_hex() const {
    const openssl::Bignum number = serial_number(state_->serial);
    const bool negative = BN_is_negative(number.get()) != 0;
    Bytes magnitude(static_cast<std::size_t>(BN_num_bytes(number.get())));
    BN_bn2bin(number.get(), magnitude.data());
    return (negative ? "-" : "") + (magnitude.empty() ? "00" : to_hex(magnitude));
}

std::string Certificate::serial_decimal() const {
    const openssl::Allocated<char> text{BN_bn2dec(serial_number(state_->serial).get())};
    MOHUR_CHECK(text != nullptr);
    return std::string{text.get()};
}

Time Certificate::not_before() const noexcept {
    return state_->not_before;
}
Time Certificate::not_after() const noexcept {
    return state_->not_after;
}
const PublicKey& Certificate::public_key() const noexcept {
    return *state_->public_key;
}
const std::optional<SignatureAlgorithm>& Certificate::signature_algorithm() const noexcept {
    return state_->signed_bytes.algorithm;
}
bool Certificate::is_ca() const noexcept {
    return state_->is_ca;
}
std::optional<int> Certificate::path_length() const noexcept {
    return state_->path_length;
}
const std::optional<KeyUsage>& Certificate::key_usage() const noexcept {
    return state_->key_usage;
}
const std::vector<Oid>& Certificate::extended_key_usage() const noexcept {
    return state_->extended_key_usage;
}
bool Certificate::extended_key_usage_critical() const noexcept {
    return state_->extended_key_usage_critical;
}
bool Certificate::has_ocsp_nocheck() const noexcept {
    return state_->has_ocsp_nocheck;
}
const std::vector<Oid>& Certificate::policies() const noexcept {
    return state_->policies;
}
const std::vector<std::string>& Certificate::ocsp_urls() const noexcept {
    return state_->ocsp_urls;
}
const std::vector<std::string>& Certificate::ca_issuer_urls() const noexcept {
    return state_->ca_issuer_urls;
}
const std::vector<std::string>& Certificate::crl_urls() const noexcept {
    return state_->crl_urls;
}
const Bytes& Certificate::subject_key_id() const noexcept {
    return state_->subject_key_id;
}
const Bytes& Certificate::authority_key_id() const noexcept {
    return state_->authority_key_id;
}
const std::vector<Oid>& Certificate::unknown_critical_extensions() const noexcept {
    return state_->unknown_critical_extensions;
}

bool Certificate::self_issued() const {
    return state_->subject.matches(state_->issuer);
}

bool Certificate::signed_by(const Certificate& issuer, VerifiedSignatures* verified) const {
    return state_->issuer.matches(issuer.subject()) &&
           state_->signed_bytes.signed_by(issuer.public_key(), verified);
}

}  // namespace mohur::signing
