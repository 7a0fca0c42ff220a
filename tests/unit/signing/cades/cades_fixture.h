// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"
#include "signing/asn1/der.h"
#include "signing/cades/reader.h"
#include "signing/cms/signed_data_builder.h"
#include "signing/crypto/hash.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing::cades {

inline const std::string kContent = "Sərəncam No 17";

inline Time test_now() {
    return *parse_rfc3339("2026-08-22T10:00:00Z");
}

/// One test PKI for the program: building it makes keys.
inline const pkitest::Hierarchy& test_pki() {
    static const auto pki = pkitest::Hierarchy::standard(test_now);
    return pki;
}

inline Certificate certificate(const std::string& name) {
    return *Certificate::from_der(test_pki().certificate(name));
}

inline Digest digest(BytesView data, DigestAlgorithm algorithm = DigestAlgorithm::sha256) {
    return digest_of(algorithm, data);
}

inline Bytes join(const std::vector<Bytes>& parts) {
    Bytes out;
    for (const auto& part : parts) {
        append(out, part);
    }
    return out;
}

inline Bytes token_over(BytesView data) {
    return test_pki().timestamp_token("sha256", digest(data).value);
}

/// One SignerInfo in the making. Its signed part is fixed first; unsigned attributes are added to
/// it as a signature is extended.
struct Signer {
    Bytes attributes;  ///< SET OF, empty: none
    Bytes value;
    std::vector<Bytes> unsigned_attributes{};
    std::string name = "signer";

    /// The SignerInfo's fields up to the value, as encoded.
    [[nodiscard]] std::vector<Bytes> fields() const {
        const auto mine = certificate(name);
        std::vector<Bytes> out{
            der::integer(1),
            der::sequence({mine.issuer().der, der::element(tag::kInteger, mine.serial())}),
            der::algorithm(oid_of(DigestAlgorithm::sha256))};
        if (!attributes.empty()) {
            out.push_back(attributes);
            out.back().front() = tag::context_set(0);
        }
        out.push_back(der::algorithm("1.2.840.10045.4.3.2"));
        out.push_back(der::octet_string(value));
        return out;
    }
    [[nodiscard]] Bytes encoding() const {
        auto out = fields();
        if (!unsigned_attributes.empty()) {
            out.push_back(der::element(tag::context_set(1), join(unsigned_attributes)));
        }
        return der::sequence(out);
    }
};

inline Signer sign_attributes(const Bytes& attributes, const std::string& name = "signer") {
    const auto value = test_pki().sign_digest(name, "sha256", digest(attributes).value);
    return {.attributes = attributes, .value = value, .name = name};
}

inline SignerInfoPlan plan(BytesView content = as_bytes(kContent)) {
    return {.signer = certificate("signer"),
            .algorithm = {SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}},
            .message_digest = digest(content),
            .signing_time = test_now()};
}

inline Signer sign(const SignerInfoPlan& what = plan()) {
    return sign_attributes(*signed_attributes(what));
}

/// A SignedData in the making.
struct CmsFile {
    std::vector<Signer> signers;
    std::optional<Bytes> content{};
    std::vector<Bytes> certificates{test_pki().certificate("signer")};
    std::vector<Bytes> revocations{};
    std::string content_type = "1.2.840.113549.1.7.1";

    [[nodiscard]] Bytes encapsulated() const {
        std::vector<Bytes> parts{der::oid(content_type)};
        if (content) {
            parts.push_back(der::element(tag::context_set(0), der::octet_string(*content)));
        }
        return der::sequence(parts);
    }
    [[nodiscard]] Bytes certificate_set() const {
        return der::element(tag::context_set(0), join(certificates));
    }
    [[nodiscard]] Bytes revocation_set() const {
        return revocations.empty() ? Bytes{} : der::element(tag::context_set(1), join(revocations));
    }
    [[nodiscard]] Bytes encoding() const {
        std::vector<Bytes> infos;
        for (const auto& signer : signers) {
            infos.push_back(signer.encoding());
        }
        const Bytes signed_data = der::sequence(
            {der::integer(1), der::set_of({der::algorithm(oid_of(DigestAlgorithm::sha256))}),
             encapsulated(), certificate_set(), revocation_set(),
             der::element(tag::kSet, join(infos))});
        return der::sequence(
            {der::oid("1.2.840.113549.1.7.2"), der::element(tag::context_set(0), signed_data)});
    }
};

inline SuppliedContent supplied(const std::string& text, const std::string& name = {}) {
    return {name, std::make_shared<MemorySource>(to_bytes(as_bytes(text))), {}};
}

inline ReadOptions with_content(std::vector<SuppliedContent> contents = {supplied(kContent)}) {
    return {.limits = {},
            .contents = std::move(contents),
            .evidence_records = {},
            .extra_certificates = {}};
}

inline FileFacts read_file(const CmsFile& file, const ReadOptions& options = with_content()) {
    auto facts = read(file.encoding(), options);
    EXPECT_TRUE(facts);
    return std::move(facts).value();
}

inline SignatureFacts read_first(const CmsFile& file, const ReadOptions& options = with_content()) {
    return read_file(file, options).signatures.at(0);
}

inline bool has_finding(const std::vector<Finding>& findings, std::string_view code) {
    return std::ranges::find(findings, code, &Finding::code) != findings.end();
}

/// What an -LT level embeds: every certificate below the root and an answer for each.
inline void add_long_term_material(CmsFile& file) {
    for (const auto* name : {"issuing-ca", "root", "tsa"}) {
        file.certificates.push_back(test_pki().certificate(name));
    }
    file.revocations = {test_pki().crl("issuing-ca"), test_pki().crl("root")};
}

inline constexpr std::string_view kSignatureTimestamp = "1.2.840.113549.1.9.16.2.14";

inline CmsFile timestamped_file() {
    auto signer = sign();
    signer.unsigned_attributes.push_back(
        cms_attribute(kSignatureTimestamp, token_over(signer.value)));
    return {.signers = {std::move(signer)}};
}

}  // namespace mohur::signing::cades
