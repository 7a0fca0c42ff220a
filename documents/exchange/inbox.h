// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/exchange/consignment.h"
#include "documents/model/act.h"
#include "documents/storage/transaction.h"

#include <vector>

namespace mohur::documents {

/// A package that was judged before it is written down. The sender is whoever's seal it carries.
struct Reception {
    ConsignmentId id;  ///< the sender's, from inside the sealed package
    PeerId peer;
    ConsignmentKind kind = ConsignmentKind::letter;
    std::optional<std::string> refusal;  ///< a code of the exchange, when it is not accepted
};

/// Writes a package down. The same id of the same peer gives the first outcome again (idempotent);
/// with another package it is `conflict` "consignment-differs".
[[nodiscard]] Result<IncomingConsignment> receive(sql::Transaction& tx, const Act& act,
                                                  const Reception& reception,
                                                  const StoredBlob& package);
/// Ties a letter to the document that was captured from it, or a receipt to ours that it answers.
[[nodiscard]] Result<void> attach_document(sql::Transaction& tx, const Act& act,
                                           const IncomingConsignment& consignment,
                                           DocumentId document);
/// The letter that a document came in, if any: it needs a receipt once it is registered.
[[nodiscard]] Result<std::optional<IncomingConsignment>> letter_of(sql::Transaction& tx,
                                                                   DocumentId document);
/// What came in about a document: its letter, or the receipts for it; by time.
[[nodiscard]] Result<std::vector<IncomingConsignment>> arrivals_of(sql::Transaction& tx,
                                                                   DocumentId document);

/// Which of our letters an incoming one says it answers: the consignment, where it came by
/// exchange, and else the number and date that stand on it.
struct AnsweredLetter {
    std::optional<ConsignmentId> consignment;
    std::string index;
    std::optional<Date> date;
};
/// Our document; nothing when no letter, or more than one, fits. A consignment must have gone to
/// that peer.
[[nodiscard]] Result<std::optional<DocumentId>> find_answered(sql::Transaction& tx, PeerId peer,
                                                              const AnsweredLetter& answered);

}  // namespace mohur::documents
