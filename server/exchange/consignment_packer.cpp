// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/consignment_packer.h"

#include "documents/registry/registry.h"

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

/// The addressee's letter that ours answers, under the number that he gave it.
Result<std::optional<AnsweredLetter>> answered_by(sql::Transaction& tx, const Act& act,
                                                  const OutgoingConsignment& consignment) {
    MOHUR_TRY(const auto links, links_of(tx, act, consignment.document));
    for (const auto& link : links) {
        if (link.type != LinkType::reply_to || !link.outgoing) {
            continue;
        }
        MOHUR_TRY(const auto theirs, document_of(tx, act, link.document));
        MOHUR_TRY(const auto letter, letter_of(tx, link.document));
        const bool came_from_peer = letter && letter->peer.id == consignment.peer.id;
        if (theirs.card.their_number.empty() ||
            (!came_from_peer && theirs.correspondent_name != consignment.peer.name)) {
            continue;
        }
        AnsweredLetter answered{std::nullopt, theirs.card.their_number, theirs.card.their_date};
        if (came_from_peer) {
            answered.consignment = letter->id;
        }
        return std::optional{std::move(answered)};
    }
    return std::optional<AnsweredLetter>{};
}

Result<LetterNote> letter_note(sql::Transaction& tx, const Act& act,
                               const OutgoingConsignment& consignment, const Document& document,
                               const std::vector<File>& files) {
    LetterNote note;
    note.index = document.registration->index_text;
    note.date = document.registration->date;
    note.subject = document.card.title;
    MOHUR_TRY(note.reply_to, answered_by(tx, act, consignment));
    note.files = entries_for(files);
    return note;
}

}  // namespace

std::vector<File> consigned_files(const Version& version) {
    std::vector<File> files;
    for (const auto role : {FileRole::signed_paper, FileRole::annex}) {
        for (const auto& file : version.files) {
            if (file.role == role) {
                files.push_back(file);
            }
        }
    }
    return files;
}

std::vector<ConsignedFile> entries_for(const std::vector<File>& files) {
    std::vector<ConsignedFile> entries;
    int annex = 0;
    for (const auto& file : files) {
        if (file.role == FileRole::signed_paper) {
            entries.push_back({"letter.pdf", file.name, FileRole::main});
        } else {
            entries.push_back(
                {"annex-" + std::to_string(++annex) + "-" + file.name, file.name, FileRole::annex});
        }
    }
    return entries;
}

Result<ConsignmentPacker::Contents> ConsignmentPacker::read(
    sql::Transaction& tx, const OutgoingConsignment& consignment) const {
    const auto act = Act::system(services_.clock.now());
    Contents contents;
    MOHUR_TRY(contents.agency, agency_of(tx, tx.agency()));
    MOHUR_TRY(const auto document, document_of(tx, act, consignment.document));
    const auto& registration = document.registration;
    if (!registration || registration->state != RegistrationState::registered) {
        return Error::unsupported("not-registered", to_string(document.id));
    }
    contents.note.id = consignment.id;
    contents.note.sender = {contents.agency.code, contents.agency.name,
                            contents.agency.voen.value_or("")};
    contents.note.addressee = consignment.peer.code;
    if (consignment.kind == ConsignmentKind::receipt) {
        contents.note.receipt =
            ReceiptNote{*consignment.answers, registration->index_text, registration->date};
        return contents;
    }
    MOHUR_TRY(const auto versions, versions_of(tx, act, document.id));
    contents.files = consigned_files(versions.back());
    MOHUR_TRY(contents.note.letter, letter_note(tx, act, consignment, document, contents.files));
    return contents;
}

Result<std::vector<signing::DataObject>> ConsignmentPacker::objects_of(
    AgencyId agency, const Contents& contents) const {
    const auto text = to_json(contents.note).dump(true);
    std::vector<signing::DataObject> objects{
        {std::string{kNoteEntry}, "application/json",
         std::make_shared<MemorySource>(to_bytes(as_bytes(text)))}};
    for (std::size_t i = 0; i < contents.files.size(); ++i) {
        const auto& file = contents.files[i];
        MOHUR_TRY(auto content, services_.blobs.get(agency, file.digest));
        objects.push_back({contents.note.letter->files[i].entry, file.media_type,
                           std::shared_ptr<const ByteSource>{std::move(content)}});
    }
    return objects;
}

Result<std::shared_ptr<const ByteSource>> ConsignmentPacker::pack(
    const AgencyScope& scope, const OutgoingConsignment& consignment) const {
    MOHUR_TRY(const auto contents, services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) {
        return read(tx, consignment);
    }));
    MOHUR_TRY(auto objects, objects_of(scope.agency(), contents));
    return seal_.seal(contents.agency, std::move(objects));
}

}  // namespace mohur::server
