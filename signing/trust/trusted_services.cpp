// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/trust/trusted_services.h"

#include <algorithm>
#include <map>

namespace mohur::signing::trust {

const ServicePeriod* TrustedService::at(Time time) const {
    const auto found = std::ranges::find_if(periods, [&](const ServicePeriod& period) {
        return period.from <= time && time < period.until;
    });
    return found == periods.end() ? nullptr : &*found;
}

struct TrustedServices::State {
    std::vector<TrustedService> services;
    std::multimap<Bytes, std::size_t> by_certificate;
    std::vector<Certificate> certificates;
};

TrustedServices::TrustedServices(std::vector<TrustedService> services) {
    auto state = std::make_shared<State>();
    state->services = std::move(services);
    for (std::size_t i = 0; i < state->services.size(); ++i) {
        const auto& service = state->services[i];
        const bool asked = std::ranges::any_of(service.periods, [](const ServicePeriod& period) {
            return period.kind != ServiceKind::other;
        });
        for (const auto& certificate : service.certificates) {
            state->by_certificate.emplace(certificate.sha256().value, i);
            if (asked) {
                state->certificates.push_back(certificate);
            }
        }
    }
    state_ = std::move(state);
}

bool TrustedServices::empty() const noexcept {
    return state_ == nullptr || state_->services.empty();
}

std::vector<const TrustedService*> TrustedServices::of(const Certificate& certificate) const {
    std::vector<const TrustedService*> found;
    if (state_ != nullptr) {
        const auto [first, last] = state_->by_certificate.equal_range(certificate.sha256().value);
        for (auto at = first; at != last; ++at) {
            found.push_back(&state_->services[at->second]);
        }
    }
    return found;
}

bool TrustedServices::granted(const Certificate& certificate, ServiceKind kind, Time time) const {
    return std::ranges::any_of(of(certificate), [&](const TrustedService* service) {
        const auto* period = service->at(time);
        return period != nullptr && period->granted && period->kind == kind;
    });
}

const std::vector<Certificate>& TrustedServices::certificates() const noexcept {
    static const std::vector<Certificate> none;
    return state_ == nullptr ? none : state_->certificates;
}

}  // namespace mohur::signing::trust
