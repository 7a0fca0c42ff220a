// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/time.h"
#include "signing/pki/certificate.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Trust services as national lists state them (ETSI TS 119 612).
namespace mohur::signing::trust {

/// What a service does (TS 119 612 clause 5.5.1), as far as validation asks.
enum class ServiceKind { qualified_ca, other_ca, timestamping, ocsp, other };

/// Which certificates a qualifier is about (clause 5.5.9.2.2). What is not understood never holds.
struct Criteria {
    enum class Assertion { all, at_least_one, none };
    struct KeyUsageBit {
        std::string name;  ///< "nonRepudiation"
        bool value = true;
    };
    Assertion assertion = Assertion::all;
    std::vector<std::vector<KeyUsageBit>> key_usages{};
    std::vector<std::vector<std::string>> policy_sets{};  ///< of object identifiers
    std::vector<Criteria> inner{};
    bool understood = true;
};
[[nodiscard]] bool holds(const Criteria& criteria, const Certificate& certificate);

/// Qualifiers for the certificates that meet the criteria.
struct Qualification {
    std::vector<std::string> qualifiers;  ///< last segment of the URI: "QCWithQSCD"
    Criteria criteria;
};

/// What was true of a service from one moment to the next.
struct ServicePeriod {
    Time from{};
    Time until = Time::max();  ///< the first moment that is not in it
    ServiceKind kind = ServiceKind::other;
    bool granted = false;
    bool for_signatures =
        true;  ///< no additional information, or one that names signatures or seals
    std::vector<Qualification> qualifications{};
};

/// One service with all of its history.
struct TrustedService {
    std::string name;
    std::vector<Certificate> certificates;
    std::vector<ServicePeriod> periods;  ///< youngest first

    /// The period that holds at `time`; null where the list says nothing of it.
    [[nodiscard]] const ServicePeriod* at(Time time) const;
};

/// Whether a certificate is qualified and its key on a certified device (EN 319 412-5 clause 4.2,
/// TS 119 615 clauses 4.4 and 4.5), by its own statements and what the list adds or takes.
struct QualifiedStatus {
    bool qualified = false;
    bool on_device = false;
};
[[nodiscard]] QualifiedStatus qualified_status(const Certificate& certificate,
                                               const ServicePeriod& period);

/// The services of all lists that are in force. Immutable snapshot; thread-safe; cheap to copy.
class TrustedServices {
public:
    TrustedServices() = default;
    explicit TrustedServices(std::vector<TrustedService> services);

    [[nodiscard]] bool empty() const noexcept;
    /// Those that name the certificate as their identity.
    [[nodiscard]] std::vector<const TrustedService*> of(const Certificate& certificate) const;
    /// True when a service of that kind, with this identity, is granted at `time`.
    [[nodiscard]] bool granted(const Certificate& certificate, ServiceKind kind, Time time) const;
    /// Identities of services that ever were of a kind that validation asks for.
    [[nodiscard]] const std::vector<Certificate>& certificates() const noexcept;

private:
    struct State;
    std::shared_ptr<const State> state_;
};

}  // namespace mohur::signing::trust
