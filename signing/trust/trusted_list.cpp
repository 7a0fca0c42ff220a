// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/trust/trusted_list.h"

#include "signing/xades/reader.h"
#include "signing/xml/document.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mohur::signing::trust {
namespace {

constexpr std::string_view kTsl = "http://uri.etsi.org/02231/v2#";
constexpr std::string_view kQualifications =
    "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#";
constexpr std::size_t kMaxServices = 20'000;
constexpr int kMaxCriteriaDepth = 8;

Error invalid(std::string detail) {
    return Error::malformed("trust-list-invalid", std::move(detail));
}

std::string text_of(const std::optional<xml::Element>& element) {
    return element ? std::string{xml::trim(element->text())} : std::string{};
}

std::string child_text(const xml::Element& parent, std::string_view name) {
    return text_of(parent.child(kTsl, name));
}

std::string last_segment(const std::string& uri) {
    const auto slash = uri.rfind('/');
    return slash == std::string::npos ? uri : uri.substr(slash + 1);
}

Result<std::int64_t> number_of(const std::string& text, std::string_view what) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return invalid(std::string{what});
    }
    return value;
}

// Clause 5.5.1
ServiceKind kind_of(const std::string& uri) {
    constexpr std::string_view kPrefix = "http://uri.etsi.org/TrstSvc/Svctype/";
    constexpr std::array kKinds{
        std::pair{"CA/QC", ServiceKind::qualified_ca},
        std::pair{"CA/PKC", ServiceKind::other_ca},
        std::pair{"TSA", ServiceKind::timestamping},
        std::pair{"TSA/QTST", ServiceKind::timestamping},
        std::pair{"TSA/TSS-QC", ServiceKind::timestamping},
        std::pair{"TSA/TSS-AdESQCandQES", ServiceKind::timestamping},
        std::pair{"Certstatus/OCSP", ServiceKind::ocsp},
        std::pair{"Certstatus/OCSP/QC", ServiceKind::ocsp},
    };
    for (const auto& [name, kind] : kKinds) {
        if (uri == std::string{kPrefix} + name) {
            return kind;
        }
    }
    return ServiceKind::other;
}

// Clause 5.5.4: granted, and what meant the same before July 2016 and in national lists.
bool is_granted(const std::string& uri) {
    constexpr std::array<std::string_view, 6> kGranted{
        "granted",    "recognisedatnationallevel", "undersupervision",
        "accredited", "supervisionincessation",    "setbynationallaw"};
    return std::ranges::find(kGranted, last_segment(uri)) != kGranted.end();
}

/// Reads ecc:CriteriaList (clause 5.5.9.2.2.1).
Criteria criteria_from(const xml::Element& list, int depth = 0) {
    Criteria criteria;
    const auto assertion = list.attribute("assert").value_or("");
    criteria.assertion = assertion == "none"         ? Criteria::Assertion::none
                         : assertion == "atLeastOne" ? Criteria::Assertion::at_least_one
                                                     : Criteria::Assertion::all;
    for (const auto& child : list.children()) {
        if (child.name() == "KeyUsage") {
            std::vector<Criteria::KeyUsageBit> bits;
            for (const auto& bit : child.children(kQualifications, "KeyUsageBit")) {
                bits.push_back(
                    {bit.attribute("name").value_or(""), text_of(std::optional{bit}) == "true"});
            }
            criteria.key_usages.push_back(std::move(bits));
        } else if (child.name() == "PolicySet") {
            std::vector<std::string> policies;
            for (auto at = child.first_child(); at; at = at->next_within(child)) {
                if (at->name() == "Identifier") {
                    auto text = text_of(at);
                    constexpr std::string_view kUrn = "urn:oid:";
                    policies.push_back(text.starts_with(kUrn) ? text.substr(kUrn.size()) : text);
                }
            }
            criteria.policy_sets.push_back(std::move(policies));
        } else if (child.name() == "CriteriaList" && depth < kMaxCriteriaDepth) {
            criteria.inner.push_back(criteria_from(child, depth + 1));
        } else if (child.name() != "Description") {
            criteria.understood = false;
        }
    }
    return criteria;
}

Qualification qualification_from(const xml::Element& element) {
    Qualification out;
    for (const auto& child : element.children()) {
        if (child.name() == "CriteriaList") {
            out.criteria = criteria_from(child);
        } else if (child.name() == "Qualifiers") {
            for (const auto& qualifier : child.children(kQualifications, "Qualifier")) {
                out.qualifiers.push_back(last_segment(qualifier.attribute("uri").value_or("")));
            }
        }
    }
    return out;
}

void read_extensions(const xml::Element& information, ServicePeriod& period) {
    const auto extensions = information.child(kTsl, "ServiceInformationExtensions");
    if (!extensions) {
        return;
    }
    bool limited = false;
    bool signatures = false;
    for (auto at = extensions->first_child(); at; at = at->next_within(*extensions)) {
        if (at->is(kQualifications, "QualificationElement")) {
            period.qualifications.push_back(qualification_from(*at));
        } else if (at->is(kTsl, "AdditionalServiceInformation")) {
            const auto purpose = last_segment(child_text(*at, "URI"));
            limited = limited || purpose.starts_with("For");
            signatures = signatures || purpose == "ForeSignatures" || purpose == "ForeSeals";
        }
    }
    period.for_signatures = !limited || signatures;
}

Result<ServicePeriod> period_from(const xml::Element& information) {
    ServicePeriod period;
    const auto from = parse_rfc3339(child_text(information, "StatusStartingTime"));
    if (!from) {
        return invalid("StatusStartingTime");
    }
    period.from = *from;
    period.kind = kind_of(child_text(information, "ServiceTypeIdentifier"));
    period.granted = is_granted(child_text(information, "ServiceStatus"));
    read_extensions(information, period);
    return period;
}

/// What cannot be read as a certificate names nobody.
void add_identities(const xml::Element& information, TrustedService& service) {
    const auto identity = information.child(kTsl, "ServiceDigitalIdentity");
    if (!identity) {
        return;
    }
    for (const auto& id : identity->children(kTsl, "DigitalId")) {
        const auto element = id.child(kTsl, "X509Certificate");
        const auto der = element ? element->base64() : Result<Bytes>{invalid("DigitalId")};
        auto certificate = der ? Certificate::from_der(*der) : Result<Certificate>{der.error()};
        if (certificate) {
            service.certificates.push_back(std::move(*certificate));
        }
    }
}

Result<TrustedService> service_from(const xml::Element& element, Time end) {
    const auto information = element.child(kTsl, "ServiceInformation");
    if (!information) {
        return invalid("ServiceInformation");
    }
    TrustedService service;
    const auto name = information->child(kTsl, "ServiceName");
    service.name = name ? text_of(name->first_child()) : std::string{};
    add_identities(*information, service);
    MOHUR_TRY(auto current, period_from(*information));
    service.periods.push_back(std::move(current));
    if (const auto history = element.child(kTsl, "ServiceHistory")) {
        for (const auto& instance : history->children(kTsl, "ServiceHistoryInstance")) {
            MOHUR_TRY(auto period, period_from(instance));
            service.periods.push_back(std::move(period));
        }
    }
    std::ranges::stable_sort(service.periods, std::ranges::greater{}, &ServicePeriod::from);
    for (auto& period : service.periods) {
        period.until = end;
        end = period.from;
    }
    return service;
}

Result<void> read_scheme(const xml::Element& scheme, TrustedList& list) {
    MOHUR_TRY(const auto version,
              number_of(child_text(scheme, "TSLVersionIdentifier"), "TSLVersionIdentifier"));
    if (version != 5 && version != 6) {
        return Error::unsupported("trust-list-version", std::to_string(version));
    }
    list.version = static_cast<int>(version);
    MOHUR_TRY(list.sequence_number,
              number_of(child_text(scheme, "TSLSequenceNumber"), "TSLSequenceNumber"));
    list.territory = child_text(scheme, "SchemeTerritory");
    const auto issued = parse_rfc3339(child_text(scheme, "ListIssueDateTime"));
    if (!issued) {
        return invalid("ListIssueDateTime");
    }
    list.issued = *issued;
    const auto next = scheme.child(kTsl, "NextUpdate");
    const auto date = next ? child_text(*next, "dateTime") : std::string{};
    if (!date.empty()) {
        const auto time = parse_rfc3339(date);
        if (!time) {
            return invalid("NextUpdate");
        }
        list.next_update = *time;
    }
    return {};
}

}  // namespace

Result<TrustedList> read_trusted_list(BytesView xml, const Limits& limits) {
    MOHUR_TRY(const auto document, xml::Document::parse(xml, limits));
    const auto root = document.root();
    const auto scheme = root.child(kTsl, "SchemeInformation");
    if (!root.is(kTsl, "TrustServiceStatusList") || !scheme) {
        return invalid("TrustServiceStatusList");
    }
    TrustedList list;
    MOHUR_TRY_VOID(read_scheme(*scheme, list));
    const auto end = list.next_update ? *list.next_update + std::chrono::seconds{1} : Time::max();
    for (auto at = std::optional{root}; at; at = at->next_within(root)) {
        if (!at->is(kTsl, "TSPService")) {
            continue;
        }
        if (list.services.size() >= kMaxServices) {
            return Error::too_large("limit-exceeded", "services of a trusted list");
        }
        MOHUR_TRY(auto service, service_from(*at, end));
        list.services.push_back(std::move(service));
    }
    return list;
}

Result<Certificate> signer_of_list(BytesView xml, const std::vector<Certificate>& signers,
                                   const Limits& limits) {
    ReadOptions options;
    options.limits = limits;
    options.extra_certificates = signers;
    const auto resolver = xades::supplied_contents(options);
    MOHUR_TRY(const auto signatures, xades::read_signatures(xml, options, *resolver));
    if (signatures.size() != 1 || !signatures.front().intact()) {
        return Error::integrity("trust-list-untrusted", "no intact signature");
    }
    const auto& signature = signatures.front();
    const bool whole = std::ranges::any_of(
        signature.scopes, [](const Scope& scope) { return scope.name.empty() && !scope.partial; });
    const auto& signer = signature.signing_certificate;
    if (!whole || !signer || std::ranges::find(signers, *signer) == signers.end()) {
        return Error::integrity("trust-list-untrusted", whole ? "signer" : "scope");
    }
    return *signer;
}

bool may_replace(const TrustedList& fresh, const TrustedList& known) {
    return fresh.territory == known.territory && fresh.issued >= known.issued &&
           fresh.sequence_number >= known.sequence_number;
}

}  // namespace mohur::signing::trust
