// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/consignment_receiver.h"

#include "documents/exchange/outbox.h"
#include "documents/organisation/organisation.h"
#include "server/api/file_api.h"

#include <algorithm>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

/// What may come out of a package, by how much the package may hold: a peer's files are compressed.
constexpr std::uint64_t kUnpackedTimes = 4;

/// A receipt for a letter that did not go to that peer is kept, and refused.
Result<std::optional<std::string>> refusal_of(sql::Transaction& tx, const Peer& peer,
                                              const ReceiptNote& receipt) {
    const auto letter = outgoing_of(tx, receipt.answers);
    if (!letter && letter.error().code != ErrorCode::not_found) {
        return letter.error();
    }
    if (letter && letter->peer.id == peer.id && letter->kind == ConsignmentKind::letter) {
        return std::optional<std::string>{};
    }
    return std::optional<std::string>{"consignment-unknown"};
}

}  // namespace

Result<ConsignmentReceiver::Judged> ConsignmentReceiver::judge(
    std::shared_ptr<const ByteSource> package) const {
    Judged judged;
    MOHUR_TRY(judged.verdict, services_.verification.judge(package));
    MOHUR_TRY(judged.seal, seal_in(judged.verdict));
    MOHUR_TRY(judged.unpacked,
              unpack_consignment(services_.workers, std::move(package), services_.spool,
                                 services_.config.max_upload_bytes * kUnpackedTimes));
    MOHUR_TRY(judged.note, consignment_note_from(judged.unpacked.note));
    MOHUR_TRY_VOID(check_files(judged.seal, judged.note, judged.unpacked));
    return judged;
}

Result<AgencyScope> ConsignmentReceiver::addressee(const std::string& code) const {
    MOHUR_TRY(const auto all,
              services_.cells.global().read(sql::GlobalScope{},
                                            [](sql::Transaction& tx) { return agencies(tx); }));
    const auto agency = std::ranges::find(all, code, &Agency::code);
    if (agency == all.end()) {
        return Error::not_found("addressee-unknown", code);
    }
    return AgencyScope{agency->id};
}

Result<Peer> ConsignmentReceiver::sender(const AgencyScope& scope, const Judged& judged) const {
    MOHUR_TRY(const auto known, services_.cells.of(scope).read(
                                    scope, [](sql::Transaction& tx) { return peers(tx); }));
    return sender_among(known, judged.note.sender, judged.seal);
}

Result<ConsignmentReceiver::Kept> ConsignmentReceiver::keep(AgencyId agency,
                                                            const ByteSource& package,
                                                            const Judged& judged) const {
    MOHUR_TRY(auto stored, services_.blobs.put(agency, package));
    Kept kept{std::move(stored), {}};
    if (!judged.note.letter) {
        return kept;
    }
    for (const auto& file : judged.note.letter->files) {
        const auto& content = *judged.unpacked.files.at(file.entry);
        MOHUR_TRY(auto blob, services_.blobs.put(agency, content));
        kept.files.push_back({file.role, file.name, sniff_media_type(content), std::move(blob)});
    }
    kept.files.push_back(
        {FileRole::package, "package.asice", std::string{kPackageType}, kept.package});
    const auto report = judged.verdict.dump(true);
    MOHUR_TRY(auto blob, services_.blobs.put(agency, MemorySource{to_bytes(as_bytes(report))}));
    kept.files.push_back({FileRole::verification_report, "package-verdict.json", "application/json",
                          std::move(blob)});
    return kept;
}

Result<CorrespondentId> ConsignmentReceiver::correspondent(sql::Transaction& tx, const Act& act,
                                                           const Peer& peer) const {
    MOHUR_TRY(const auto known, correspondents(tx, peer.name));
    const auto same = std::ranges::find_if(
        known, [&](const Correspondent& one) { return one.name == peer.name; });
    if (same != known.end()) {
        return same->id;
    }
    return registry_.add_correspondent(tx, act, {peer.name, false, peer.voen, peer.code});
}

Result<DocumentId> ConsignmentReceiver::capture(sql::Transaction& tx, const Act& act,
                                                const Peer& peer, const LetterNote& letter,
                                                const Kept& kept) const {
    Card card;
    card.direction = Direction::incoming;
    card.kind = "letter";
    card.title = letter.subject;
    card.their_number = letter.index;
    card.their_date = letter.date;
    MOHUR_TRY(card.correspondent, correspondent(tx, act, peer));
    MOHUR_TRY(const auto document, registry_.capture(tx, act, card, kept.files));
    if (letter.reply_to) {
        MOHUR_TRY(const auto ours, find_answered(tx, peer.id, *letter.reply_to));
        if (ours) {
            MOHUR_TRY_VOID(registry_.link(tx, act, document.id, *ours, LinkType::reply_to));
        }
    }
    return document.id;
}

Result<IncomingConsignment> ConsignmentReceiver::take_letter(sql::Transaction& tx, const Act& act,
                                                             const Peer& peer,
                                                             const ConsignmentNote& note,
                                                             const Kept& kept) const {
    MOHUR_TRY(auto letter,
              documents::receive(tx, act, {note.id, peer.id, ConsignmentKind::letter, std::nullopt},
                                 kept.package));
    if (letter.state != IncomingState::verified) {
        return letter;
    }
    MOHUR_TRY(const auto document, capture(tx, act, peer, *note.letter, kept));
    MOHUR_TRY_VOID(attach_document(tx, act, letter, document));
    letter.state = IncomingState::captured;
    letter.document = document;
    return letter;
}

Result<IncomingConsignment> ConsignmentReceiver::take_receipt(sql::Transaction& tx, const Act& act,
                                                              const Peer& peer,
                                                              const ConsignmentNote& note,
                                                              const Kept& kept) const {
    const auto& said = *note.receipt;
    MOHUR_TRY(const auto refusal, refusal_of(tx, peer, said));
    MOHUR_TRY(auto receipt,
              documents::receive(tx, act, {note.id, peer.id, ConsignmentKind::receipt, refusal},
                                 kept.package));
    if (receipt.state != IncomingState::verified) {
        return receipt;
    }
    MOHUR_TRY(const auto letter,
              accept_receipt(tx, act, peer.id, said.answers, said.index, said.date));
    MOHUR_TRY_VOID(attach_document(tx, act, receipt, letter.document));
    receipt.state = IncomingState::captured;
    receipt.document = letter.document;
    return receipt;
}

Result<IncomingConsignment> ConsignmentReceiver::receive(
    std::shared_ptr<const ByteSource> package) const {
    MOHUR_TRY(const auto judged, judge(package));
    MOHUR_TRY(const auto scope, addressee(judged.note.addressee));
    MOHUR_TRY(const auto peer, sender(scope, judged));
    MOHUR_TRY(const auto kept, keep(scope.agency(), *package, judged));
    const auto act = Act::system(services_.clock.now());
    MOHUR_TRY(auto arrived, services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) {
        return judged.note.letter ? take_letter(tx, act, peer, judged.note, kept)
                                  : take_receipt(tx, act, peer, judged.note, kept);
    }));
    if (arrived.state == IncomingState::refused) {
        return Error::not_found(arrived.refusal, to_string(arrived.id));
    }
    return arrived;
}

}  // namespace mohur::server
