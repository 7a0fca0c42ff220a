// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/level_internal.h"

#include "signing/model/long_term.h"

#include <algorithm>

namespace mohur::signing::pades {
namespace {

constexpr std::string_view kData = "1.2.840.113549.1.7.1";
constexpr std::string_view kContentType = "1.2.840.113549.1.9.3";
constexpr std::string_view kMessageDigest = "1.2.840.113549.1.9.4";
constexpr std::string_view kSigningTime = "1.2.840.113549.1.9.5";
constexpr std::string_view kSigningCertificate = "1.2.840.113549.1.9.16.2.12";
constexpr std::string_view kSigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

class LevelFinder {
public:
    LevelFinder(const SignatureDictionary& signature, const SignedData& data,
                const SignerInfo& signer, const SignatureFacts& facts, const LaterRevisions& later,
                VerifiedSignatures* verified)
        : signature_{signature},
          data_{data},
          signer_{signer},
          facts_{facts},
          later_{later},
          verified_{verified} {}

    [[nodiscard]] std::string find() const {
        const bool ours =
            data_.signers().size() == 1 && count(kMessageDigest) == 1 && !data_.content();
        if (!ours) {
            return "PDF-NOT-ETSI";
        }
        const auto sub_filter = signature_.name_entry("SubFilter");
        if (sub_filter == "ETSI.CAdES.detached" && has_reference()) {
            return is_baseline() ? "PAdES-BASELINE-" + step() : extended();
        }
        return sub_filter == "adbe.pkcs7.detached" ? "PKCS7-" + step() : "PDF-NOT-ETSI";
    }

private:
    [[nodiscard]] std::size_t count(std::string_view type) const {
        const auto has = [&](const CmsAttribute& attribute) { return attribute.type == type; };
        return static_cast<std::size_t>(std::ranges::count_if(signer_.signed_attributes(), has));
    }
    [[nodiscard]] bool has_reference() const {
        return count(kContentType) == 1 &&
               count(kSigningCertificate) + count(kSigningCertificateV2) == 1;
    }

    // EN 319 142-1 clause 6.3: the time of signing stands in /M and not in the CMS.
    [[nodiscard]] bool is_baseline() const {
        const auto& embedded = data_.certificates();
        const bool carries_signer =
            facts_.signing_certificate &&
            std::ranges::find(embedded, *facts_.signing_certificate) != embedded.end();
        const auto& dictionary = signature_.dictionary;
        return carries_signer && data_.content_type() == kData && count(kSigningTime) == 0 &&
               dictionary.find("M") != nullptr && !signature_.name_entry("Filter").empty() &&
               dictionary.find("Cert") == nullptr;
    }

    // EN 319 142-1 clause 6.3, table 1; LTA: a time-stamp over a document that has its DSS.
    [[nodiscard]] std::string step() const {
        const auto is_signature = [](const TimestampFacts& t) {
            return t.type == TimestampType::signature;
        };
        const bool timestamped =
            later_.timestamped || std::ranges::any_of(facts_.timestamps, is_signature);
        if (!timestamped) {
            return "B";
        }
        if (!later_.store || !has_long_term_material(facts_, verified_)) {
            return "T";
        }
        return later_.store_timestamped ? "LTA" : "LT";
    }

    // EN 319 142-2 clause 5.
    [[nodiscard]] std::string extended() const {
        if (later_.store && later_.timestamped) {
            return "PAdES-LTV";
        }
        return facts_.signature_policy_id ? "PAdES-EPES" : "PAdES-BES";
    }

    const SignatureDictionary& signature_;
    const SignedData& data_;
    const SignerInfo& signer_;
    const SignatureFacts& facts_;
    const LaterRevisions& later_;
    VerifiedSignatures* verified_;
};

}  // namespace

std::string level_of(const SignatureDictionary& signature, const SignedData& data,
                     const SignerInfo& signer, const SignatureFacts& facts,
                     const LaterRevisions& later, VerifiedSignatures* verified) {
    return LevelFinder{signature, data, signer, facts, later, verified}.find();
}

}  // namespace mohur::signing::pades
