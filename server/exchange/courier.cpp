// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/courier.h"

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

constexpr RetryPolicy kSealing{};
// 5 s, 15 s, 45 s, ... up to a day between two attempts: a peer that is down over a weekend is
// reached on Monday.
constexpr RetryPolicy kDelivery{13, std::chrono::seconds{5}, std::chrono::hours{24}};

constexpr std::chrono::seconds kLeastTimeout{30};
constexpr std::uint64_t kSlowestBytesPerSecond = 128U << 10U;
constexpr std::uint64_t kMaxAnswer = 64U << 10U;

/// Time enough for a slow line, and an end for a peer that stops listening.
std::chrono::milliseconds timeout_for(std::uint64_t bytes) {
    return kLeastTimeout + std::chrono::seconds{bytes / kSlowestBytesPerSecond};
}

bool moved_on(const Error& error) {
    return error.reason == "consignment-moved-on";
}

}  // namespace

void Courier::add_to(JobRunner& runner) {
    runner.add(
        std::string{kSealConsignment},
        [this](const AgencyScope& scope, const Job& job) { return seal(scope, job); }, kSealing);
    runner.add(
        std::string{kDeliverConsignment},
        [this](const AgencyScope& scope, const Job& job) { return deliver(scope, job); },
        kDelivery);
}

template <class Mark>
Result<void> Courier::write(const AgencyScope& scope, Mark mark) const {
    const auto act = Act::system(services_.clock.now());
    const auto done = services_.cells.of(scope).write(
        scope, [&](sql::Transaction& tx) -> Result<void> { return mark(tx, act); });
    // Another worker was faster; what he wrote down stands.
    return !done && moved_on(done.error()) ? Result<void>{} : done;
}

/// Nothing when the consignment is past this step.
Result<std::optional<OutgoingConsignment>> Courier::begin(const AgencyScope& scope, const Job& job,
                                                          Begin step) const {
    using Begun = std::optional<OutgoingConsignment>;
    MOHUR_TRY(const auto id, consignment_of(job));
    const auto act = Act::system(services_.clock.now());
    auto begun = services_.cells.of(scope).write(
        scope, [&](sql::Transaction& tx) { return step(tx, act, id); });
    if (!begun && moved_on(begun.error())) {
        return Begun{};
    }
    MOHUR_TRY_VOID(begun);
    return Begun{*std::move(begun)};
}

Result<void> Courier::seal(const AgencyScope& scope, const Job& job) const {
    MOHUR_TRY(const auto formed, begin(scope, job, begin_sealing));
    if (!formed) {
        return {};
    }
    const auto sealed = seal_one(scope, *formed);
    if (!sealed) {
        return note_failure(scope, *formed, job, kSealing, sealed.error());
    }
    services_.jobs.nudge();
    return {};
}

Result<void> Courier::seal_one(const AgencyScope& scope, const OutgoingConsignment& formed) const {
    MOHUR_TRY(const auto package, packer_.pack(scope, formed));
    MOHUR_TRY(const auto stored, services_.blobs.put(scope.agency(), *package));
    return write(scope, [&](sql::Transaction& tx, const Act& act) {
        return outbox_.mark_sealed(tx, act, formed, stored);
    });
}

Result<PeerAnswer> Courier::send(const AgencyScope& scope, const OutgoingConsignment& sent) const {
    MOHUR_TRY(auto package, services_.blobs.get(scope.agency(), sent.package->digest));
    HttpRequest request;
    request.method = "POST";
    request.url = sent.peer.endpoint + "/exchange/consignments";
    request.content_type = kPackageType;
    request.accept = "application/json, application/problem+json";
    request.max_response_bytes = kMaxAnswer;
    request.timeout = timeout_for(package->size());
    request.upload = std::move(package);
    MOHUR_TRY(const auto response, fetcher_.fetch(request));
    return peer_answer_from(response);
}

Result<void> Courier::deliver(const AgencyScope& scope, const Job& job) const {
    MOHUR_TRY(const auto sent, begin(scope, job, begin_sending));
    if (!sent) {
        return {};
    }
    const auto answer = send(scope, *sent);
    if (!answer) {
        return note_failure(scope, *sent, job, kDelivery, answer.error());
    }
    switch (answer->outcome) {
        case PeerAnswer::Outcome::delivered:
            return write(scope, [&](sql::Transaction& tx, const Act& act) {
                return mark_delivered(tx, act, *sent);
            });
        case PeerAnswer::Outcome::refused:
            return write(scope, [&](sql::Transaction& tx, const Act& act) {
                return mark_refused(tx, act, *sent, answer->reason);
            });
        case PeerAnswer::Outcome::unsent: break;
    }
    return note_failure(scope, *sent, job, kDelivery,
                        Error::unavailable(answer->reason, sent->peer.endpoint));
}

/// Writes the failure down as the runner will see it: the last one gives the consignment up.
Result<void> Courier::note_failure(const AgencyScope& scope, const OutgoingConsignment& consignment,
                                   const Job& job, const RetryPolicy& policy,
                                   const Error& error) const {
    const bool last = is_permanent(error) || job.attempt >= policy.attempts;
    MOHUR_TRY_VOID(write(scope, [&](sql::Transaction& tx, const Act& act) {
        return last ? mark_failed(tx, act, consignment, error.reason)
                    : mark_unsent(tx, act, consignment, error.reason);
    }));
    return error;
}

}  // namespace mohur::server
