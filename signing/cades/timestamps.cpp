// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/cades/archive_timestamp_internal.h"
#include "signing/cades/attributes_internal.h"
#include "signing/cades/timestamps_internal.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing::cades {
namespace {

struct Place {
    std::string_view attribute;
    TimestampType type;
};

constexpr std::array kUnsignedPlaces{
    Place{oid::kSignatureTimestamp, TimestampType::signature},
    Place{oid::kEscTimestamp, TimestampType::validation_data},
    Place{oid::kCertCrlTimestamp, TimestampType::validation_data},
    Place{oid::kArchiveTimestampV1, TimestampType::archive},
    Place{oid::kArchiveTimestampV2, TimestampType::archive},
    Place{oid::kArchiveTimestampV3, TimestampType::archive},
};

// attrType and attrValues of every attribute of that type, without the outer SEQUENCE
// (TS 101 733 clause 6.3.5 note 2).
void hash_attributes(Hasher& hasher, const SignerInfo& signer, std::string_view type) {
    for (const auto& attribute : signer.unsigned_attributes()) {
        if (!(attribute.type == type)) {
            continue;
        }
        DerReader reader{attribute.encoding};
        const auto sequence = reader.next();
        if (sequence) {
            hasher.update(sequence->content);
        }
    }
}

// CAdES-C-timestamp and time-stamped-certs-crls-references (EN 319 122-1 A.1.5.1, A.1.5.2)
Digest validation_data_digest(const SignerInfo& signer, std::string_view attribute,
                              DigestAlgorithm algorithm) {
    Hasher hasher{algorithm};
    if (attribute == oid::kEscTimestamp) {
        hasher.update(signer.signature());
        hash_attributes(hasher, signer, oid::kSignatureTimestamp);
    }
    hash_attributes(hasher, signer, oid::kCertificateReferences);
    hash_attributes(hasher, signer, oid::kRevocationReferences);
    return hasher.finish();
}

/// Reads the tokens of one SignerInfo.
class Tokens {
public:
    Tokens(const SignedData& data, const SignerInfo& signer, const SignedContent& content,
           const ReadOptions& options)
        : data_{data},
          signer_{signer},
          content_{content},
          options_{options},
          candidates_{data.certificates()} {
        const auto& extra = options.extra_certificates;
        candidates_.insert(candidates_.end(), extra.begin(), extra.end());
    }

    [[nodiscard]] TimestampFacts read(BytesView value, std::string_view attribute,
                                      TimestampType type) const {
        const auto token = TimestampToken::parse(unwrapped(value), options_.limits);
        if (!token) {
            return undecodable(value, type, token.error());
        }
        if (type == TimestampType::archive) {
            return read_archive(*token, attribute);
        }
        return read_token(*token, type, covered(*token, attribute), candidates_);
    }

private:
    // Some producers put the token into an OCTET STRING; what it says is not changed by that.
    [[nodiscard]] static BytesView unwrapped(BytesView value) {
        if (value.front() != tag::kOctetString) {
            return value;
        }
        const auto wrapper = DerReader{value}.next();
        return wrapper ? wrapper->content : value;
    }

    [[nodiscard]] static TimestampFacts undecodable(BytesView value, TimestampType type,
                                                    const Error& error) {
        TimestampFacts facts;
        facts.type = type;
        facts.encoding = to_bytes(value);
        facts.errors.push_back({"timestamp-token-invalid", error.reason + " " + error.detail});
        return facts;
    }

    [[nodiscard]] std::optional<Digest> covered(const TimestampToken& token,
                                                std::string_view attribute) const {
        const DigestAlgorithm algorithm = token.imprint().algorithm;
        if (attribute == oid::kContentTimestamp) {
            return content_.digest(algorithm);
        }
        if (attribute == oid::kSignatureTimestamp) {
            return digest_of(algorithm, signer_.signature());
        }
        return validation_data_digest(signer_, attribute, algorithm);
    }

    [[nodiscard]] TimestampFacts read_archive(const TimestampToken& token,
                                              std::string_view attribute) const {
        const bool v3 = attribute == oid::kArchiveTimestampV3;
        const auto imprint = v3 ? archive_imprint_v3(token, data_, signer_, content_)
                                : archive_imprint_v2(token, data_, signer_, options_.limits);
        std::optional<Digest> best;
        for (const auto& candidate : imprint.candidates) {
            if (!best || token.covers(candidate)) {
                best = candidate;
            }
        }
        // The first archive-time-stamp (RFC 3126) was hashed in several ways: one that fits proves
        // what it covers, one that does not proves nothing.
        const bool unproven = attribute == oid::kArchiveTimestampV1 && best && !token.covers(*best);
        if (unproven || (!v3 && !best)) {
            auto facts = read_token(token, TimestampType::archive, std::nullopt, candidates_);
            facts.errors.push_back(
                {"timestamp-imprint-not-computed", "archive-time-stamp v1 or v2"});
            return facts;
        }
        auto facts = read_token(token, TimestampType::archive, best, candidates_);
        if (imprint.hash_index_matches == false) {
            facts.errors.push_back({"ats-hash-index-invalid", "EN 319 122-1 5.5.2"});
        }
        if (v3 && facts.intact) {
            facts.covered_objects = covered_objects_v3(token, data_, signer_);
        }
        return facts;
    }

    const SignedData& data_;
    const SignerInfo& signer_;
    const SignedContent& content_;
    const ReadOptions& options_;
    std::vector<Certificate> candidates_;
};

}  // namespace

evidence::TokenReader token_reader(const ReadOptions& options) {
    return [&options](const TimestampToken& token, const std::optional<Digest>& covered,
                      const std::vector<Certificate>& more) {
        auto candidates = options.extra_certificates;
        candidates.insert(candidates.end(), more.begin(), more.end());
        return read_token(token, TimestampType::archive, covered, candidates);
    };
}

TimestampFacts read_token(const TimestampToken& token, TimestampType type,
                          const std::optional<Digest>& covered,
                          const std::vector<Certificate>& extra_certificates) {
    TimestampFacts facts;
    facts.type = type;
    const auto check = token.check(extra_certificates);
    facts.imprint_found = covered && covered->algorithm == token.imprint().algorithm;
    facts.imprint_intact = facts.imprint_found && token.covers(*covered);
    facts.token_intact = check.intact;
    facts.intact = facts.imprint_intact && facts.token_intact;
    facts.time = token.time();
    facts.tsa = check.tsa;
    facts.certificates = token.signed_data().certificates();
    facts.crls = token.signed_data().crls();
    facts.ocsp_responses = token.signed_data().ocsp_responses();
    facts.imprint_algorithm = token.imprint().algorithm;
    facts.encoding = token.encoding();
    if (!token.signed_data().signers().empty()) {
        const auto& signer = token.signed_data().signers().front();
        facts.algorithm = signer.signature_algorithm();
        // TSAs are extended too: CertificateValues and RevocationValues of the token itself.
        auto material = read_material(signer);
        std::ranges::move(material.certificates, std::back_inserter(facts.certificates));
        std::ranges::move(material.crls, std::back_inserter(facts.crls));
        std::ranges::move(material.ocsp_responses, std::back_inserter(facts.ocsp_responses));
    }
    auto& findings = check.intact ? facts.warnings : facts.errors;
    for (const auto& problem : check.problems) {
        findings.push_back({problem, {}});
    }
    return facts;
}

std::vector<TimestampFacts> read_timestamps(const SignedData& signed_data, const SignerInfo& signer,
                                            const SignedContent& content,
                                            const ReadOptions& options) {
    const Tokens tokens{signed_data, signer, content, options};
    std::vector<TimestampFacts> out;
    for (const auto& attribute : signer.signed_attributes()) {
        if (!(attribute.type == oid::kContentTimestamp)) {
            continue;
        }
        for (const auto& value : attribute.values) {
            out.push_back(tokens.read(value, oid::kContentTimestamp, TimestampType::content));
        }
    }
    for (const auto& attribute : signer.unsigned_attributes()) {
        const auto place = std::ranges::find(kUnsignedPlaces, attribute.type.dotted(),
                                             [](const Place& p) { return p.attribute; });
        if (place == kUnsignedPlaces.end()) {
            continue;
        }
        for (const auto& value : attribute.values) {
            out.push_back(tokens.read(value, place->attribute, place->type));
        }
    }
    return out;
}

}  // namespace mohur::signing::cades
