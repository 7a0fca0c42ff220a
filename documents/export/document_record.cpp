// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/bagit/bag_manifest.h"
#include "documents/ceremony/certificate_of_fact.h"
#include "documents/ceremony/signing_session.h"
#include "documents/control/control_card.h"
#include "documents/exchange/inbox.h"
#include "documents/exchange/outbox.h"
#include "documents/export/document_record_internal.h"
#include "documents/registry/registrar.h"
#include "documents/resolution/resolution.h"
#include "documents/workflow/route.h"

#include <algorithm>

namespace mohur::documents {
namespace {

/// Ids, times and days in their text form; null for nothing.
template <class Value>
Json text_of(const Value& value) {
    const sql::Parameter text{value};
    return text.is_null() ? Json{} : Json{text.value()};
}

Json json_of(const Registration& held, const std::vector<Journal>& all) {
    const auto journal = std::ranges::find(all, held.journal, &Journal::id);
    return Json::object({{"id", to_string(held.id)},
                         {"journal", journal != all.end() ? journal->name : ""},
                         {"year", held.year},
                         {"number", held.number},
                         {"index", held.index_text},
                         {"date", text_of(held.date)},
                         {"state", to_string(held.state)},
                         {"reason", held.reason}});
}

Json json_of(const Link& link) {
    return Json::object({{"type", to_string(link.type)},
                         {"direction", link.outgoing ? "to" : "from"},
                         {"document", to_string(link.document)},
                         {"index", link.index_text},
                         {"title", link.title}});
}

Json json_of(const RouteStep& step) {
    return Json::object({{"round", step.round},
                         {"no", step.no},
                         {"action", to_string(step.action)},
                         {"assignee", step.assignee_name},
                         {"post", step.assignee_post},
                         {"state", to_string(step.state)},
                         {"remark", step.remark},
                         {"acted_by", step.acted_name},
                         {"on_behalf_of", step.acted_for_name},
                         {"acted_at", text_of(step.acted_at)}});
}

Json json_of(const Task& task) {
    return Json::object({{"id", to_string(task.id)},
                         {"executor", task.executor_name},
                         {"post", task.executor_post},
                         {"main", task.is_main},
                         {"due", text_of(task.due)},
                         {"state", to_string(task.state)},
                         {"report", task.report},
                         {"remark", task.remark},
                         {"reply", text_of(task.reply)}});
}

template <class Value>
Json list_of(const std::vector<Value>& values,
             Json (*from)(const std::type_identity_t<Value>& value)) {
    auto list = Json::array();
    for (const auto& value : values) {
        list.push(from(value));
    }
    return list;
}

Json json_of(const Resolution& resolution) {
    return Json::object({{"id", to_string(resolution.id)},
                         {"parent_task", text_of(resolution.parent)},
                         {"author", resolution.author_name},
                         {"text", resolution.text},
                         {"created_at", to_rfc3339(resolution.created_at)},
                         {"tasks", list_of(resolution.tasks, json_of)}});
}

Json json_of(const Extension& extension) {
    return Json::object({{"requested_by", extension.requested_name},
                         {"new_due", text_of(extension.new_due)},
                         {"reason", extension.reason},
                         {"granted", extension.granted ? Json{*extension.granted} : Json{}},
                         {"note", extension.note}});
}

Json json_of(const ControlCard& card) {
    return Json::object({{"id", to_string(card.id)},
                         {"reason", to_string(card.reason)},
                         {"set_by", card.set_name},
                         {"set_at", to_rfc3339(card.set_at)},
                         {"original_due", text_of(card.original_due)},
                         {"due", text_of(card.due)},
                         {"on", card.on},
                         {"removed_at", text_of(card.removed_at)},
                         {"removal_reason", card.removal_reason},
                         {"extensions", list_of(card.extensions, json_of)}});
}

Json json_of(const Signature& signature) {
    return Json::object({{"version", signature.version_no},
                         {"action", to_string(signature.action)},
                         {"format", signature.format},
                         {"signer", signature.signer_name},
                         {"post", signature.post},
                         {"on_behalf_of", signature.on_behalf_of_name},
                         {"signed_at", to_rfc3339(signature.signed_at)},
                         {"best_signature_time", text_of(signature.best_signature_time)},
                         {"indication", signature.indication}});
}

Json json_of(const Version& version) {
    return Json::object({{"no", version.no},
                         {"note", version.note},
                         {"created_by", version.created_by},
                         {"created_at", to_rfc3339(version.created_at)}});
}

Json card_json(const Document& document) {
    const auto& card = document.card;
    return Json::object({{"id", to_string(document.id)},
                         {"state", to_string(document.state)},
                         {"direction", to_string(card.direction)},
                         {"kind", card.kind},
                         {"title", card.title},
                         {"summary", card.summary},
                         {"access_mark", to_string(card.access_mark)},
                         {"correspondent", document.correspondent_name},
                         {"their_number", card.their_number},
                         {"their_date", text_of(card.their_date)},
                         {"sheets", card.sheets},
                         {"author", document.author_name},
                         {"created_at", to_rfc3339(document.created_at)},
                         {"current_version", document.current_version}});
}

Json certificate_json(const CertificateFacts& facts) {
    return Json::object({{"template", facts.template_code},
                         {"subject_name", facts.subject_name},
                         {"subject_fin", text_of(facts.subject_fin)},
                         {"presented_to", facts.presented_to},
                         {"valid_until", text_of(facts.valid_until)},
                         {"facts", facts.facts}});
}

Result<void> add_version_files(sql::Transaction& tx, DocumentRecord& record, const Version& version,
                               bool current) {
    const auto place =
        current ? std::string{"files/"} : "earlier-versions/" + std::to_string(version.no) + "/";
    for (const auto& file : version.files) {
        RecordedFile recorded;
        recorded.path = place + std::to_string(file.no) + "-" + bagit::portable_name(file.name);
        recorded.digest = file.digest;
        recorded.size = file.size;
        recorded.must_be_signed = file.role == FileRole::signed_paper;
        recorded.description = Json::object({{"path", recorded.path},
                                             {"version", version.no},
                                             {"no", file.no},
                                             {"current", current},
                                             {"role", to_string(file.role)},
                                             {"name", file.name},
                                             {"media_type", file.media_type},
                                             {"size", file.size},
                                             {"digest", to_string(file.digest)}});
        MOHUR_TRY(recorded.received, received_file(tx, {record.id, version.no, file.no}));
        record.files.push_back(std::move(recorded));
    }
    return {};
}

/// A sealed package, unless it stands among the files of a version: the letter that the document
/// came in does.
void add_package(DocumentRecord& record, ConsignmentKind kind, ConsignmentId id,
                 const Package& package) {
    if (std::ranges::find(record.files, package.digest, &RecordedFile::digest) !=
        record.files.end()) {
        return;
    }
    const bool letter = kind == ConsignmentKind::letter;
    RecordedFile recorded;
    recorded.path = (letter ? "dispatches/" : "receipts/") + to_string(id) + ".asice";
    recorded.digest = package.digest;
    recorded.size = package.size;
    recorded.must_be_signed = true;
    recorded.description = Json::object({{"path", recorded.path},
                                         {"role", letter ? "package" : "receipt"},
                                         {"media_type", "application/vnd.etsi.asic-e+zip"},
                                         {"size", package.size},
                                         {"digest", to_string(package.digest)}});
    record.files.push_back(std::move(recorded));
}

Json json_of(const Peer& peer) {
    return Json::object({{"code", peer.code}, {"name", peer.name}, {"voen", peer.voen}});
}

Json json_of(const OutgoingConsignment& out) {
    return Json::object({{"id", to_string(out.id)},
                         {"direction", "out"},
                         {"kind", to_string(out.kind)},
                         {"peer", json_of(out.peer)},
                         {"state", to_string(out.state)},
                         {"their_index", out.their_index},
                         {"their_date", text_of(out.their_date)},
                         {"refusal", out.refusal},
                         {"changed_at", to_rfc3339(out.changed_at)}});
}

Json json_of(const IncomingConsignment& in) {
    return Json::object({{"id", to_string(in.id)},
                         {"direction", "in"},
                         {"kind", to_string(in.kind)},
                         {"peer", json_of(in.peer)},
                         {"state", to_string(in.state)},
                         {"received_at", to_rfc3339(in.received_at)}});
}

/// What went out for the document and what came in about it: letters and receipts.
Result<void> add_consignments(sql::Transaction& tx, DocumentRecord& record) {
    auto list = Json::array();
    MOHUR_TRY(const auto out, dispatches_of(tx, record.id));
    for (const auto& one : out) {
        list.push(json_of(one));
        if (one.package) {
            add_package(record, one.kind, one.id, *one.package);
        }
    }
    MOHUR_TRY(const auto in, arrivals_of(tx, record.id));
    for (const auto& one : in) {
        list.push(json_of(one));
        add_package(record, one.kind, one.id, one.package);
    }
    record.metadata.set("consignments", std::move(list));
    return {};
}

Result<void> add_workflow(sql::Transaction& tx, const Act& act, DocumentRecord& record) {
    MOHUR_TRY(const auto links, links_of(tx, act, record.id));
    MOHUR_TRY(const auto steps, steps_of(tx, act, record.id));
    MOHUR_TRY(const auto resolutions, resolutions_of(tx, act, record.id));
    MOHUR_TRY(const auto cards, control_cards_of(tx, act, record.id));
    MOHUR_TRY(const auto signatures, signatures_of(tx, act, record.id));
    MOHUR_TRY(const auto code, verification_code_of(tx, record.id));
    record.metadata.set("links", list_of(links, json_of))
        .set("route", list_of(steps, json_of))
        .set("resolutions", list_of(resolutions, json_of))
        .set("control", list_of(cards, json_of))
        .set("signatures", list_of(signatures, json_of))
        .set("verification_code", text_of(code));
    return {};
}

std::string folder_of(const Document& document, int place) {
    const auto number = std::to_string(place);
    const auto name = document.registration ? document.registration->index_text : "";
    return bagit::portable_name((number.size() < 3 ? std::string(3 - number.size(), '0') : "") +
                                number + "_" + name);
}

}  // namespace

Result<DocumentRecord> read_document(sql::Transaction& tx, const Act& act, DocumentId id,
                                     int place) {
    MOHUR_TRY(const auto document, document_of(tx, act, id));
    DocumentRecord record;
    record.id = id;
    record.folder = folder_of(document, place);
    record.metadata = card_json(document);
    if (document.registration) {
        MOHUR_TRY(const auto all, journals(tx));
        record.metadata.set("registration", json_of(*document.registration, all));
    }
    MOHUR_TRY_VOID(add_workflow(tx, act, record));
    if (document.card.direction == Direction::certificate) {
        const auto facts = certificate_facts_of(tx, act, id);
        if (facts) {
            record.metadata.set("certificate_of_fact", certificate_json(*facts));
        } else if (facts.error().code != ErrorCode::not_found) {
            return facts.error();
        }
    }
    MOHUR_TRY(const auto versions, versions_of(tx, act, id));
    record.metadata.set("versions", list_of(versions, json_of));
    for (const auto& version : versions) {
        MOHUR_TRY_VOID(
            add_version_files(tx, record, version, version.no == document.current_version));
    }
    MOHUR_TRY_VOID(add_consignments(tx, record));
    return record;
}

Result<void> add_history(sql::Transaction& tx, DocumentRecord& record) {
    MOHUR_TRY(const auto events, events_of(tx, Stream::document(record.id)));
    auto history = Json::array();
    for (const auto& event : events) {
        const auto place = static_cast<std::size_t>(event.no - 1);
        const auto& sealed = record.stream.events;
        history.push(
            Json::object({{"no", event.no},
                          {"type", event.type},
                          {"at", to_rfc3339(event.at)},
                          {"person", event.person_name},
                          {"on_behalf_of", event.on_behalf_of_name},
                          {"payload", event.payload},
                          {"hash", place < sealed.size() ? to_hex(sealed[place].hash) : ""}}));
    }
    record.metadata.set("history", std::move(history));
    return {};
}

}  // namespace mohur::documents
