// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/exchange/consignment.h"
#include "documents/model/act.h"
#include "documents/storage/transaction.h"

#include <vector>

namespace mohur::documents {

/// What goes out. The package is sealed and durable before it is queued; sending happens outside
/// any transaction, under a lease. Thread-safe. Borrows `ids`.
class Outbox {
public:
    explicit Outbox(const IdSource& ids) : ids_{ids} {}

    /// Queues a registered letter. Its id was made before, because it stands inside the package.
    /// Errors: `conflict` "state-not-allowed" for a paper that is not registered; `not_found`
    /// "peer-unknown".
    [[nodiscard]] Result<void> queue_letter(sql::Transaction& tx, const Act& act, ConsignmentId id,
                                            DocumentId document, PeerId peer,
                                            const StoredBlob& package) const;
    /// Queues the receipt for an incoming consignment; `document` is ours that was registered.
    [[nodiscard]] Result<void> queue_receipt(sql::Transaction& tx, const Act& act, ConsignmentId id,
                                             DocumentId document, PeerId peer,
                                             ConsignmentId answers,
                                             const StoredBlob& package) const;
    [[nodiscard]] ConsignmentId new_id() const { return ids_.make<ConsignmentId>(); }

private:
    const IdSource& ids_;
};

/// Takes at most `limit` packages that are due and holds them for `lease`: a sender that dies loses
/// them by time. The attempt number is the fencing token of the calls below.
[[nodiscard]] Result<std::vector<OutgoingConsignment>> claim_due(sql::Transaction& tx, Time now,
                                                                 std::chrono::seconds lease,
                                                                 int limit);
/// The peer took it. `conflict` "consignment-moved-on" when another attempt took over.
[[nodiscard]] Result<void> mark_delivered(sql::Transaction& tx, const Act& act,
                                          const OutgoingConsignment& sent);
/// The peer said no for good.
[[nodiscard]] Result<void> mark_refused(sql::Transaction& tx, const Act& act,
                                        const OutgoingConsignment& sent, std::string_view code);
/// A technical failure: tried again later, or given up after the last attempt.
[[nodiscard]] Result<void> mark_unsent(sql::Transaction& tx, const Act& act,
                                       const OutgoingConsignment& sent, std::string_view reason);
/// The peer's receipt: registered there under this number. Repeating it changes nothing.
[[nodiscard]] Result<void> accept_receipt(sql::Transaction& tx, const Act& act, PeerId peer,
                                          ConsignmentId id, std::string_view their_index,
                                          Date their_date);
[[nodiscard]] Result<std::vector<OutgoingConsignment>> dispatches_of(sql::Transaction& tx,
                                                                     DocumentId document);

}  // namespace mohur::documents
