// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/exchange/inbox.h"
#include "documents/registry/registry.h"
#include "server/api/api_services.h"
#include "server/exchange/consignment_judgement.h"

namespace mohur::server {

/// Takes packages that peers send: judges the seal, unpacks, and writes down what came, each in
/// worker processes and before one transaction. A letter becomes a captured incoming document that
/// waits for the registry; a receipt goes to the letter that it answers. Thread-safe. Borrows the
/// services.
class ConsignmentReceiver {
public:
    explicit ConsignmentReceiver(const ApiServices& services)
        : services_{services}, registry_{services.ids} {}

    /// The same package again gives the first outcome again. Errors: those of seal_in,
    /// unpack_consignment, consignment_note_from, check_files and sender_among; `not_found`
    /// "addressee-unknown", "consignment-unknown" for a receipt that answers nothing of ours;
    /// `conflict` "consignment-differs".
    [[nodiscard]] Result<documents::IncomingConsignment> receive(
        std::shared_ptr<const ByteSource> package) const;

private:
    struct Judged {
        ConsignmentNote note;
        UnpackedConsignment unpacked;
        PackageSeal seal;
        Json verdict;
    };
    /// What is in the store before the transaction begins.
    struct Kept {
        documents::StoredBlob package;
        std::vector<documents::NewFile> files;
    };

    [[nodiscard]] Result<Judged> judge(std::shared_ptr<const ByteSource> package) const;
    [[nodiscard]] Result<documents::AgencyScope> addressee(const std::string& code) const;
    [[nodiscard]] Result<documents::Peer> sender(const documents::AgencyScope& scope,
                                                 const Judged& judged) const;
    [[nodiscard]] Result<Kept> keep(documents::AgencyId agency, const ByteSource& package,
                                    const Judged& judged) const;
    [[nodiscard]] Result<documents::IncomingConsignment> take_letter(
        documents::sql::Transaction& tx, const documents::Act& act, const documents::Peer& peer,
        const ConsignmentNote& note, const Kept& kept) const;
    [[nodiscard]] Result<documents::IncomingConsignment> take_receipt(
        documents::sql::Transaction& tx, const documents::Act& act, const documents::Peer& peer,
        const ConsignmentNote& note, const Kept& kept) const;
    [[nodiscard]] Result<documents::DocumentId> capture(documents::sql::Transaction& tx,
                                                        const documents::Act& act,
                                                        const documents::Peer& peer,
                                                        const LetterNote& letter,
                                                        const Kept& kept) const;
    [[nodiscard]] Result<documents::CorrespondentId> correspondent(
        documents::sql::Transaction& tx, const documents::Act& act,
        const documents::Peer& peer) const;

    const ApiServices& services_;
    documents::Registry registry_;
};

}  // namespace mohur::server
