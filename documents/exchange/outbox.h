// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/exchange/consignment.h"
#include "documents/jobs/job.h"
#include "documents/model/act.h"
#include "documents/storage/transaction.h"

#include <vector>

namespace mohur::documents {

/// Kinds of job that bring a consignment on its way; the payload is `{"consignment": id}`.
inline constexpr std::string_view kSealConsignment = "seal_consignment";
inline constexpr std::string_view kDeliverConsignment = "deliver_consignment";
/// The consignment that such a job is about; `malformed` "consignment-unknown".
[[nodiscard]] Result<ConsignmentId> consignment_of(const Job& job);

/// What goes out. Forming a consignment writes its row, its event and the job that seals it in one
/// transaction; sealing and sending happen outside any, and each is written down when it is done.
/// Thread-safe. Borrows `ids`.
class Outbox {
public:
    explicit Outbox(const IdSource& ids) : ids_{ids}, jobs_{ids} {}

    /// A letter that is wanted at a peer. Needs the power `register`. Errors: `conflict`
    /// "state-not-allowed" for a paper that is not registered, "paper-not-signed" for one without a
    /// signature of ours, "dispatch-in-flight" when that peer has it or will have it; `not_found`
    /// "peer-unknown".
    [[nodiscard]] Result<ConsignmentId> form_letter(sql::Transaction& tx, const Act& act,
                                                    DocumentId document, PeerId peer) const;
    /// The receipt that tells the sender under which number his letter was registered: call it in
    /// the transaction that registers. Nothing for a document that did not come by exchange.
    [[nodiscard]] Result<std::optional<ConsignmentId>> form_receipt(sql::Transaction& tx,
                                                                    const Act& act,
                                                                    DocumentId document) const;
    /// The package is made and lies in the store; it will be delivered. `conflict`
    /// "consignment-moved-on" when another attempt took over: then that one's package goes.
    [[nodiscard]] Result<void> mark_sealed(sql::Transaction& tx, const Act& act,
                                           const OutgoingConsignment& formed,
                                           const StoredBlob& package) const;

private:
    [[nodiscard]] Result<void> form(sql::Transaction& tx, const Act& act,
                                    const OutgoingConsignment& consignment) const;
    [[nodiscard]] Result<void> enqueue(sql::Transaction& tx, std::string_view kind,
                                       ConsignmentId id, Time now) const;

    const IdSource& ids_;
    Jobs jobs_;
};

/// `not_found` "consignment-unknown".
[[nodiscard]] Result<OutgoingConsignment> outgoing_of(sql::Transaction& tx, ConsignmentId id);
/// Counts an attempt to seal and tells that the key will be used, before it is. One that was given
/// up is taken up again. `conflict` "consignment-moved-on" for a consignment that has its package.
[[nodiscard]] Result<OutgoingConsignment> begin_sealing(sql::Transaction& tx, const Act& act,
                                                        ConsignmentId id);
/// Counts an attempt to send. One that was given up is taken up again. `conflict`
/// "consignment-moved-on" for a consignment that does not wait to be sent.
[[nodiscard]] Result<OutgoingConsignment> begin_sending(sql::Transaction& tx, const Act& act,
                                                        ConsignmentId id);
/// The peer took it. `conflict` "consignment-moved-on" when another attempt took over.
[[nodiscard]] Result<void> mark_delivered(sql::Transaction& tx, const Act& act,
                                          const OutgoingConsignment& sent);
/// The peer said no for good.
[[nodiscard]] Result<void> mark_refused(sql::Transaction& tx, const Act& act,
                                        const OutgoingConsignment& sent, std::string_view code);
/// A technical failure, after which it is tried again.
[[nodiscard]] Result<void> mark_unsent(sql::Transaction& tx, const Act& act,
                                       const OutgoingConsignment& sent, std::string_view reason);
/// It could not be sealed or sent, and is not tried again by itself.
[[nodiscard]] Result<void> mark_failed(sql::Transaction& tx, const Act& act,
                                       const OutgoingConsignment& consignment,
                                       std::string_view reason);
/// The peer's receipt: registered there under this number. The same again changes nothing; another
/// number replaces it, because the peer may void one and register anew.
[[nodiscard]] Result<OutgoingConsignment> accept_receipt(sql::Transaction& tx, const Act& act,
                                                         PeerId peer, ConsignmentId id,
                                                         std::string_view their_index,
                                                         Date their_date);
[[nodiscard]] Result<std::vector<OutgoingConsignment>> dispatches_of(sql::Transaction& tx,
                                                                     DocumentId document);

}  // namespace mohur::documents
