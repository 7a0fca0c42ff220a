// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/signature_field_internal.h"

#include <algorithm>

namespace mohur::signing::pades {
namespace {

using pdf::Dictionary;
using pdf::Object;
using pdf::Snapshot;

// Bits of /Ff (ISO 32000-2 table 237), from 0.
enum Required : unsigned {
    kFilter = 0,
    kSubFilter = 1,
    kVersion = 2,
    kReasons = 3,
    kLegalAttestation = 4,
    kAddRevInfo = 5,
    kDigestMethod = 6,
    kLockDocument = 7,
    kAppearanceFilter = 8,
};
// Bits of /Ff of the certificate's seed values (table 238), from 0; /URL is only an offer.
constexpr std::int64_t kCertificateSubject = 1;
constexpr std::int64_t kCertificateUrl = 64;
constexpr double kHighestVersion = 3;

std::int64_t flags_of(const Dictionary& dictionary) {
    const auto* flags = dictionary.find("Ff");
    return flags == nullptr ? 0 : flags->integer().value_or(0);
}

std::string pdf_name_of(DigestAlgorithm algorithm) {
    switch (algorithm) {
        case DigestAlgorithm::sha384: return "SHA384";
        case DigestAlgorithm::sha512: return "SHA512";
        default: return "SHA256";
    }
}

/// One dictionary of seed values against one plan.
class SeedCheck {
public:
    SeedCheck(const Snapshot& view, const Dictionary& seed, const SignatureFieldPlan& plan)
        : view_{view}, seed_{seed}, plan_{plan}, flags_{flags_of(seed)} {}

    [[nodiscard]] Result<void> run() const {
        MOHUR_TRY_VOID(check_dictionary());
        MOHUR_TRY_VOID(check_reason());
        MOHUR_TRY_VOID(check_certification());
        MOHUR_TRY_VOID(check_timestamp());
        return check_certificate();
    }

private:
    [[nodiscard]] bool required(Required entry) const { return ((flags_ >> entry) & 1) != 0; }
    [[nodiscard]] static Result<void> met(bool holds, std::string entry) {
        return holds ? Result<void>{}
                     : Result<void>{Error::unsupported("pdf-seed-value", std::move(entry))};
    }
    /// Whether the array below `key`, a lone value counting as one, holds a text or a name; true
    /// where there is no such entry.
    [[nodiscard]] Result<bool> lists(std::string_view key, std::string_view wanted) const {
        MOHUR_TRY(const auto value, view_.value(seed_, key));
        if (value.is_null()) {
            return true;
        }
        const auto all = value.array() == nullptr ? pdf::Array{value} : *value.array();
        for (const auto& element : all) {
            MOHUR_TRY(const auto item, view_.resolve(element));
            if (item.is_name(wanted) ||
                (item.string() != nullptr && pdf::text_of(*item.string()) == wanted)) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] Result<void> check_listed(Required entry, std::string_view key,
                                            std::string_view wanted) const {
        if (!required(entry)) {
            return {};
        }
        MOHUR_TRY(const bool listed, lists(key, wanted));
        return met(listed, std::string{key});
    }

    [[nodiscard]] Result<void> check_dictionary() const {
        MOHUR_TRY_VOID(check_listed(kFilter, "Filter", "Adobe.PPKLite"));
        MOHUR_TRY_VOID(check_listed(kSubFilter, "SubFilter", "ETSI.CAdES.detached"));
        MOHUR_TRY_VOID(
            check_listed(kDigestMethod, "DigestMethod", pdf_name_of(plan_.traits.digest)));
        const auto* version = seed_.find("V");
        MOHUR_TRY_VOID(met(!required(kVersion) || version == nullptr ||
                               version->number().value_or(0) <= kHighestVersion,
                           "V"));
        MOHUR_TRY(const auto revocation, view_.value(seed_, "AddRevInfo"));
        MOHUR_TRY_VOID(
            met(!required(kAddRevInfo) || revocation.boolean() != true || plan_.traits.long_term,
                "AddRevInfo"));
        MOHUR_TRY(const auto lock, view_.value(seed_, "LockDocument"));
        MOHUR_TRY_VOID(met(!required(kLockDocument) || !lock.is_name("true"), "LockDocument"));
        return met(!required(kLegalAttestation) && !required(kAppearanceFilter),
                   required(kLegalAttestation) ? "LegalAttestation" : "AppearanceFilter");
    }

    /// A lone "." asks for no reason at all.
    [[nodiscard]] Result<void> check_reason() const {
        if (!required(kReasons)) {
            return {};
        }
        MOHUR_TRY(const auto reasons, view_.value(seed_, "Reasons"));
        const bool none = reasons.array() == nullptr || reasons.array()->empty();
        MOHUR_TRY(const bool listed, lists("Reasons", plan_.reason.empty() ? "." : plan_.reason));
        return met(none ? plan_.reason.empty() : listed, "Reasons");
    }

    /// Not flagged: an author who wants a certification wants nothing else (table 237, MDP).
    [[nodiscard]] Result<void> check_certification() const {
        MOHUR_TRY(const auto wanted, view_.value(seed_, "MDP"));
        const auto* level =
            wanted.dictionary() == nullptr ? nullptr : wanted.dictionary()->find("P");
        if (level == nullptr) {
            return {};
        }
        const auto number = level->integer().value_or(0);
        return met(number == plan_.certification.value_or(0), "MDP " + std::to_string(number));
    }

    [[nodiscard]] Result<void> check_timestamp() const {
        MOHUR_TRY(const auto wanted, view_.value(seed_, "TimeStamp"));
        const bool demanded = wanted.dictionary() != nullptr && flags_of(*wanted.dictionary()) == 1;
        return met(!demanded || plan_.traits.timestamped, "TimeStamp");
    }

    [[nodiscard]] Result<void> check_certificate() const {
        MOHUR_TRY(const auto wanted, view_.value(seed_, "Cert"));
        if (wanted.dictionary() == nullptr) {
            return {};
        }
        const auto flags = flags_of(*wanted.dictionary());
        const bool others = (flags & ~(kCertificateSubject | kCertificateUrl)) != 0;
        MOHUR_TRY_VOID(met(!others, "Cert"));
        if ((flags & kCertificateSubject) == 0) {
            return {};
        }
        MOHUR_TRY(const auto subjects, view_.value(*wanted.dictionary(), "Subject"));
        const auto all = subjects.array() == nullptr ? pdf::Array{} : *subjects.array();
        for (const auto& element : all) {
            MOHUR_TRY(const auto item, view_.resolve(element));
            if (item.string() != nullptr && plan_.traits.certificate == item.string()->value) {
                return {};
            }
        }
        return met(false, "Cert Subject");
    }

    const Snapshot& view_;
    const Dictionary& seed_;
    const SignatureFieldPlan& plan_;
    std::int64_t flags_;
};

}  // namespace

Result<void> check_seed_values(const Snapshot& view, const Dictionary& seed,
                               const SignatureFieldPlan& plan) {
    return SeedCheck{view, seed, plan}.run();
}

}  // namespace mohur::signing::pades
