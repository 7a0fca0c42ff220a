// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/exchange/outbox.h"
#include "server/exchange/consignment_packer.h"
#include "server/exchange/peer_answer.h"
#include "server/jobs/job_runner.h"

namespace mohur::server {

/// Brings consignments on their way: seals what was formed, and delivers what is sealed to the
/// peer's `/exchange/consignments`. Each step is a job of its own; a package is sent as often as it
/// takes under the same id, because the peer receives it once. Thread-safe. Borrows the services.
class Courier {
public:
    Courier(const ApiServices& services, HttpFetcher& fetcher)
        : services_{services}, fetcher_{fetcher}, packer_{services}, outbox_{services.ids} {}

    void add_to(JobRunner& runner);

    /// The works of documents::kSealConsignment and kDeliverConsignment. A consignment that is past
    /// the step is left as it is. Errors: those of packing; `unavailable` with the reason why the
    /// peer was not reached.
    [[nodiscard]] Result<void> seal(const documents::AgencyScope& scope,
                                    const documents::Job& job) const;
    [[nodiscard]] Result<void> deliver(const documents::AgencyScope& scope,
                                       const documents::Job& job) const;

private:
    using Begin = Result<documents::OutgoingConsignment> (*)(documents::sql::Transaction&,
                                                             const documents::Act&,
                                                             documents::ConsignmentId);
    [[nodiscard]] Result<std::optional<documents::OutgoingConsignment>> begin(
        const documents::AgencyScope& scope, const documents::Job& job, Begin step) const;
    [[nodiscard]] Result<void> seal_one(const documents::AgencyScope& scope,
                                        const documents::OutgoingConsignment& formed) const;
    [[nodiscard]] Result<PeerAnswer> send(const documents::AgencyScope& scope,
                                          const documents::OutgoingConsignment& sent) const;
    [[nodiscard]] Result<void> note_failure(const documents::AgencyScope& scope,
                                            const documents::OutgoingConsignment& consignment,
                                            const documents::Job& job, const RetryPolicy& policy,
                                            const Error& error) const;
    template <class Mark>
    [[nodiscard]] Result<void> write(const documents::AgencyScope& scope, Mark mark) const;

    const ApiServices& services_;
    HttpFetcher& fetcher_;
    ConsignmentPacker packer_;
    documents::Outbox outbox_;
};

}  // namespace mohur::server
