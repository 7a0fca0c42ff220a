// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/pki/extension_value.h"
#include "signing/trust/trusted_services.h"

#include <algorithm>
#include <array>

namespace mohur::signing::trust {
namespace {

constexpr std::string_view kQcStatements = "1.3.6.1.5.5.7.1.3";
constexpr std::string_view kQcCompliance = "0.4.0.1862.1.1";
constexpr std::string_view kQcDevice = "0.4.0.1862.1.4";

/// The identifiers of the qualified certificate statements (EN 319 412-5 clause 4).
Result<std::vector<std::string>> statements_in(BytesView value) {
    std::vector<std::string> found;
    DerReader outer{value};
    MOHUR_TRY(auto list, outer.enter(tag::kSequence));
    while (!list.at_end()) {
        MOHUR_TRY(auto statement, list.enter(tag::kSequence));
        MOHUR_TRY(const auto id, statement.oid());
        found.push_back(std::string{id.dotted()});
    }
    return found;
}

bool states(const Certificate& certificate, std::string_view statement) {
    const auto value = extension_value(certificate, kQcStatements);
    const auto all = value ? statements_in(*value)
                           : Result<std::vector<std::string>>{Error::not_found("extension")};
    return all && std::ranges::find(*all, statement) != all->end();
}

bool bit_holds(const Criteria::KeyUsageBit& bit, const Certificate& certificate) {
    const auto usage = certificate.key_usage().value_or(KeyUsage{});
    const std::array known{std::pair{"digitalSignature", usage.digital_signature},
                           std::pair{"nonRepudiation", usage.content_commitment},
                           std::pair{"keyCertSign", usage.key_cert_sign},
                           std::pair{"crlSign", usage.crl_sign}};
    for (const auto& [name, value] : known) {
        if (bit.name == name) {
            return value == bit.value;
        }
    }
    return false;
}

bool has_policy(const Certificate& certificate, const std::string& policy) {
    return std::ranges::any_of(certificate.policies(),
                               [&](const Oid& oid) { return oid.dotted() == policy; });
}

/// Each criterion of the list, decided.
std::vector<bool> decisions_of(const Criteria& criteria, const Certificate& certificate) {
    std::vector<bool> decided;
    for (const auto& bits : criteria.key_usages) {
        decided.push_back(std::ranges::all_of(
            bits, [&](const auto& bit) { return bit_holds(bit, certificate); }));
    }
    for (const auto& policies : criteria.policy_sets) {
        decided.push_back(std::ranges::all_of(
            policies, [&](const auto& policy) { return has_policy(certificate, policy); }));
    }
    for (const auto& inner : criteria.inner) {
        decided.push_back(holds(inner, certificate));
    }
    return decided;
}

/// The qualifiers of the period that are about this certificate.
class Qualifiers {
public:
    Qualifiers(const Certificate& certificate, const ServicePeriod& period) {
        for (const auto& qualification : period.qualifications) {
            if (holds(qualification.criteria, certificate)) {
                names_.insert(names_.end(), qualification.qualifiers.begin(),
                              qualification.qualifiers.end());
            }
        }
    }
    [[nodiscard]] bool any_of(std::initializer_list<std::string_view> names) const {
        return std::ranges::any_of(names, [&](std::string_view name) {
            return std::ranges::find(names_, name) != names_.end();
        });
    }

private:
    std::vector<std::string> names_;
};

}  // namespace

bool holds(const Criteria& criteria, const Certificate& certificate) {
    if (!criteria.understood) {
        return false;
    }
    const auto decided = decisions_of(criteria, certificate);
    const auto is_true = [](bool one) { return one; };
    switch (criteria.assertion) {
        case Criteria::Assertion::all: return std::ranges::all_of(decided, is_true);
        case Criteria::Assertion::at_least_one: return std::ranges::any_of(decided, is_true);
        case Criteria::Assertion::none: return std::ranges::none_of(decided, is_true);
    }
    return false;
}

QualifiedStatus qualified_status(const Certificate& certificate, const ServicePeriod& period) {
    if (period.kind != ServiceKind::qualified_ca || !period.granted || !period.for_signatures) {
        return {};
    }
    const Qualifiers list{certificate, period};
    const bool stated = states(certificate, kQcCompliance) || list.any_of({"QCStatement"});
    const bool device = states(certificate, kQcDevice) ||
                        list.any_of({"QCWithQSCD", "QCWithSSCD", "QCQSCDManagedOnBehalf"});
    const bool qualified = stated && !list.any_of({"NotQualified"});
    return {qualified, qualified && device && !list.any_of({"QCNoQSCD", "QCNoSSCD"})};
}

}  // namespace mohur::signing::trust
