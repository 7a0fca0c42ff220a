// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cades/attributes_internal.h"
#include "signing/cades/level_internal.h"
#include "signing/model/long_term.h"

#include <algorithm>
#include <array>

namespace mohur::signing::cades {
namespace {

/// Answers the questions that the tables of EN 319 122-1 clause 6.3 and 319 122-2 clause 5 ask.
class LevelFinder {
public:
    LevelFinder(const SignedData& data, const SignerInfo& signer, const SignatureFacts& facts,
                bool counter_signature, VerifiedSignatures* verified)
        : data_{data},
          signer_{signer},
          facts_{facts},
          counter_{counter_signature},
          verified_{verified} {}

    [[nodiscard]] std::string find() const {
        if (!is_bes()) {
            return "CMS-NOT-ETSI";
        }
        const bool baseline = is_baseline_b();
        if (!is_timestamped()) {
            return baseline ? "CAdES-BASELINE-B" : has_policy() ? "CAdES-EPES" : "CAdES-BES";
        }
        if (has_evidence_record() && has_signing_certificate_status(facts_, verified_)) {
            return "CAdES-ERS";
        }
        const bool long_term = has_long_term_material(facts_, verified_);
        if (baseline && long_term && has_no_extended_attributes()) {
            return unsigned_count(oid::kArchiveTimestampV3) > 0 ? "CAdES-BASELINE-LTA"
                                                                : "CAdES-BASELINE-LT";
        }
        if (const auto extended = extended_level(long_term); !extended.empty()) {
            return extended;
        }
        return baseline ? "CAdES-BASELINE-T" : "CAdES-T";
    }

private:
    [[nodiscard]] std::size_t signed_count(std::string_view type) const {
        return count_attributes(signer_.signed_attributes(), type);
    }
    // Exactly one attribute with one value.
    [[nodiscard]] bool signed_once(std::string_view type) const {
        return signed_count(type) == 1 &&
               count_single_valued(signer_.signed_attributes(), type) == 1;
    }
    [[nodiscard]] std::size_t unsigned_count(std::string_view type) const {
        return count_attributes(signer_.unsigned_attributes(), type);
    }

    // signing-certificate goes with SHA-1, -v2 with everything else (319 122-1 6.3 h and i).
    [[nodiscard]] bool reference_suits_digest() const {
        if (!facts_.signing_certificate) {
            return true;
        }
        const auto reference = signing_certificate_reference(signer_, *facts_.signing_certificate);
        const bool v1 = signed_count(oid::kSigningCertificate) > 0;
        return !reference.digest_algorithm ||
               (*reference.digest_algorithm == DigestAlgorithm::sha1) == v1;
    }

    [[nodiscard]] bool is_bes() const {
        const bool typed =
            signed_once(oid::kContentType) || (counter_ && signed_count(oid::kContentType) == 0);
        const bool one_reference =
            signed_once(oid::kSigningCertificate) != signed_once(oid::kSigningCertificateV2) &&
            signed_count(oid::kSigningCertificate) + signed_count(oid::kSigningCertificateV2) == 1;
        return typed && signed_once(oid::kMessageDigest) && one_reference &&
               signed_count(oid::kSignerAttributes) + signed_count(oid::kSignerAttributesV2) <= 1 &&
               signed_count(oid::kSigningTime) <= 1 && signed_count(oid::kSignaturePolicy) <= 1 &&
               reference_suits_digest();
    }

    [[nodiscard]] bool is_baseline_b() const {
        const auto& embedded = data_.certificates();
        const bool carries_signer =
            facts_.signing_certificate &&
            std::ranges::find(embedded, *facts_.signing_certificate) != embedded.end();
        return carries_signer && signed_once(oid::kSigningTime) && content_is_data() &&
               policy_store_is_bound();
    }

    [[nodiscard]] bool content_is_data() const {
        return counter_ || data_.content_type() == oid::kData;
    }

    // 319 122-1 6.3 k: a stored policy needs a hash that names it.
    [[nodiscard]] bool policy_store_is_bound() const {
        if (unsigned_count(oid::kSignaturePolicyStore) == 0) {
            return true;
        }
        const auto value = signer_.signed_attribute(oid::kSignaturePolicy);
        if (!value) {
            return false;
        }
        const auto policy = read_signature_policy(*value);
        return policy && policy->has_hash;
    }

    [[nodiscard]] bool has_policy() const { return signed_count(oid::kSignaturePolicy) > 0; }

    // Internal records go with attached content, external ones with detached (319 122-3); a record
    // in one SignerInfo covers them all.
    [[nodiscard]] bool has_evidence_record() const {
        return std::ranges::any_of(data_.signers(), [&](const SignerInfo& signer) {
            const auto& attributes = signer.unsigned_attributes();
            const auto internal = count_attributes(attributes, oid::kEvidenceRecordInternal);
            const auto external = count_attributes(attributes, oid::kEvidenceRecordExternal);
            return data_.content_source() ? internal > 0 && external == 0
                                          : external > 0 && internal == 0;
        });
    }

    // 319 122-1 6.3 m: before the signing certificate expires.
    [[nodiscard]] bool is_timestamped() const {
        std::size_t count = 0;
        for (const auto& timestamp : facts_.timestamps) {
            if (timestamp.type != TimestampType::signature) {
                continue;
            }
            ++count;
            const bool late = facts_.signing_certificate && timestamp.time &&
                              *timestamp.time >= facts_.signing_certificate->not_after();
            if (late) {
                return false;
            }
        }
        return count > 0;
    }

    [[nodiscard]] bool has_no_extended_attributes() const {
        constexpr std::array types{oid::kCertificateValues, oid::kCertificateReferences,
                                   oid::kRevocationValues, oid::kRevocationReferences,
                                   oid::kCertCrlTimestamp};
        return std::ranges::none_of(types, [&](std::string_view type) {
            return has_attribute(signer_.unsigned_attributes(), type);
        });
    }

    [[nodiscard]] bool has_archive_timestamp() const {
        return std::ranges::any_of(facts_.timestamps, [](const TimestampFacts& timestamp) {
            return timestamp.type == TimestampType::archive;
        });
    }

    // 319 122-2: C has references, X timestamps them, XL adds the values, A an archive timestamp.
    [[nodiscard]] std::string extended_level(bool long_term) const {
        if (long_term && has_archive_timestamp()) {
            return "CAdES-A";
        }
        const bool complete = unsigned_count(oid::kCertificateReferences) == 1 &&
                              unsigned_count(oid::kRevocationReferences) == 1;
        if (!complete) {
            return long_term ? "CAdES-LT" : std::string{};
        }
        const bool stamped =
            unsigned_count(oid::kEscTimestamp) + unsigned_count(oid::kCertCrlTimestamp) == 1;
        if (!stamped) {
            return "CAdES-C";
        }
        return long_term ? "CAdES-XL" : "CAdES-X";
    }

    const SignedData& data_;
    const SignerInfo& signer_;
    const SignatureFacts& facts_;
    bool counter_;
    VerifiedSignatures* verified_;
};

}  // namespace

std::string level_of(const SignedData& signed_data, const SignerInfo& signer,
                     const SignatureFacts& facts, bool counter_signature,
                     VerifiedSignatures* verified) {
    return LevelFinder{signed_data, signer, facts, counter_signature, verified}.find();
}

std::string level_in_container(SignatureFacts signature,
                               const std::vector<TimestampFacts>& archive_timestamps,
                               VerifiedSignatures* verified) {
    const bool timestamped =
        signature.format == "CAdES-BASELINE-T" || signature.format == "CAdES-BASELINE-LT";
    if (!timestamped || archive_timestamps.empty()) {
        return signature.format;
    }
    for (const auto& timestamp : archive_timestamps) {
        signature.timestamps.push_back(timestamp);
        signature.timestamps.back().type = TimestampType::archive;
    }
    return has_long_term_material(signature, verified) ? "CAdES-BASELINE-LTA" : signature.format;
}

}  // namespace mohur::signing::cades
