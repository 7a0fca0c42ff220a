// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/case_file_package.h"

#include "documents/export/event_evidence.h"
#include "documents/export/stored_content_internal.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::documents {
namespace {

using Kind = FileEvidence::Kind;

constexpr std::uint64_t kLargestPiece = 64U << 20U;  ///< a revocation list

constexpr std::string_view kReadMe =
    R"(Bu qovluq bir işin sənədlərini və onların həqiqiliyini sübut edən hər şeyi saxlayır (BagIt 1.0,
RFC 8493). Yoxlamaq üçün:

    sha256sum -c manifest-sha256.txt
    mohur package validate . --trust ETİBAR-ETDİYİNİZ-SERTİFİKATLAR

This folder holds the documents of one case file and everything that proves them (BagIt 1.0,
RFC 8493). To check it:

    sha256sum -c manifest-sha256.txt
    mohur package validate . --trust CERTIFICATES-THAT-YOU-TRUST

data/case-file.json           the case file: agency, class, title, documents
data/NNN_INDEX/metadata.json  the document: card, registration, links, route, resolutions, control, history
data/NNN_INDEX/files/         its files as they were stored, never rewritten
data/NNN_INDEX/earlier-versions/  what they replaced
data/NNN_INDEX/dispatches/, receipts/  sealed packages of the exchange (ASiC-E)
data/NNN_INDEX/evidence/      what was found at reception, verdicts, certificates, OCSP answers, CRLs, time-stamps, event stream
data/evidence/                the case file's event stream, heads of the log, their time-stamps
data/trust/                   the anchors that the verdicts stand on: named here, not to be trusted because of it
)";

std::string_view folder_of(Kind kind) {
    switch (kind) {
        case Kind::certificate: return "certificates";
        case Kind::ocsp: return "ocsp";
        case Kind::crl: return "crls";
        case Kind::timestamp: return "timestamps";
    }
    return {};
}

std::string_view suffix_of(Kind kind) {
    switch (kind) {
        case Kind::certificate: return ".cer";
        case Kind::ocsp: return ".ors";
        case Kind::crl: return ".crl";
        case Kind::timestamp: return ".tst";
    }
    return {};
}

std::string content_name(const FileEvidence::Item& item) {
    return to_hex(signing::digest_of(DigestAlgorithm::sha256, item.der).value) +
           std::string{suffix_of(item.kind)};
}

/// Puts one case file into a bag.
class Packing {
public:
    Packing(const CaseFileRecord& record, const BlobStore& blobs, const EvidenceSource& evidence,
            Time now)
        : record_{record}, blobs_{blobs}, evidence_{evidence}, now_{now} {}

    Result<CaseFilePackage> run() && {
        auto documents = Json::array();
        for (const auto& document : record_.documents) {
            MOHUR_TRY_VOID(add(document));
            documents.push(Json::object({{"id", to_string(document.id)},
                                         {"folder", document.folder},
                                         {"title", document.metadata["title"]},
                                         {"registration", document.metadata["registration"]}}));
        }
        MOHUR_TRY_VOID(add_log());
        MOHUR_TRY(auto anchors, add_anchors());
        auto card = card_json();
        card.set("documents", std::move(documents)).set("anchors", std::move(anchors));
        MOHUR_TRY_VOID(bag_.add_text("data/case-file.json", card.dump(true)));
        MOHUR_TRY_VOID(bag_.add_tag_file("README.txt", kReadMe));
        package_.documents = record_.documents.size();
        MOHUR_TRY(package_.bag, std::move(bag_).finish(info(), now_));
        const auto manifest =
            std::ranges::find(package_.bag, "manifest-sha256.txt", &bagit::BagFile::path);
        MOHUR_TRY(package_.manifest, signing::digest_of(DigestAlgorithm::sha256, *manifest->bytes));
        return std::move(package_);
    }

private:
    Result<void> add(const DocumentRecord& document) {
        const auto folder = "data/" + document.folder + "/";
        auto files = Json::array();
        for (const auto& file : document.files) {
            MOHUR_TRY(auto description, add_file(folder, file));
            files.push(std::move(description));
        }
        auto metadata = document.metadata;
        metadata.set("files", std::move(files));
        MOHUR_TRY_VOID(bag_.add_text(folder + "metadata.json", metadata.dump(true)));
        return bag_.add_text(folder + "evidence/events.json", to_json(document.stream).dump(true));
    }

    /// The file's line in metadata.json.
    Result<Json> add_file(const std::string& folder, const RecordedFile& file) {
        MOHUR_TRY(const auto stored, blobs_.stat(record_.agency.id, file.digest));
        const auto content =
            std::make_shared<StoredContent>(blobs_, record_.agency.id, file.digest, stored.size());
        MOHUR_TRY_VOID(bag_.add(folder + file.path, content));
        MOHUR_TRY(const auto found, evidence_(content));
        ++package_.files;
        auto description = file.description;
        description.set("must_be_signed", file.must_be_signed);
        if (file.received) {
            MOHUR_TRY(auto reception, add_reception(folder, file));
            description.set("reception", std::move(reception));
        }
        if (!found) {
            description.set("evidence", nullptr);
            return description;
        }
        ++package_.signed_files;
        const auto place = "evidence/" + file.path + ".json";
        MOHUR_TRY(const auto material, add_material(folder, *found));
        MOHUR_TRY_VOID(bag_.add_text(folder + place, Json::object({{"file", file.path},
                                                                   {"judged_at", to_rfc3339(now_)},
                                                                   {"verdict", found->verdict},
                                                                   {"material", material}})
                                                         .dump(true)));
        description.set("evidence", place);
        return description;
    }

    /// Record and verdict octet by octet, because digests and the token cover their text.
    Result<Json> add_reception(const std::string& folder, const RecordedFile& file) {
        const auto& received = *file.received;
        const auto place = "evidence/reception/" + file.path + "/";
        MOHUR_TRY_VOID(bag_.add_text(folder + place + "record.json", received.evidence.record));
        MOHUR_TRY_VOID(bag_.add_text(folder + place + "verdict.json", received.evidence.verdict));
        MOHUR_TRY(const auto material, material_of(received.evidence));
        MOHUR_TRY_VOID(bag_.add_text(folder + place + "material.json", material.dump(true)));
        auto json = Json::object({{"folder", place},
                                  {"mark", to_string(received.mark)},
                                  {"judged_at", to_rfc3339(received.judged_at)},
                                  {"stored_at", nullptr}});
        if (received.evidence.token) {
            MOHUR_TRY_VOID(bag_.add(folder + place + "record.tst",
                                    std::make_shared<MemorySource>(*received.evidence.token)));
            MOHUR_TRY_VOID(bag_.add_text(folder + place + "record.material.json",
                                         received.token_material.dump(true)));
            json.set("stored_at", to_rfc3339(received.stored_at));
        }
        return json;
    }

    /// In the form that the log's material has too.
    Result<Json> material_of(const ReceptionEvidence& evidence) const {
        auto certificates = Json::array();
        auto ocsp_responses = Json::array();
        auto crls = Json::array();
        for (const auto& piece : evidence.material) {
            MOHUR_TRY(const auto stored, blobs_.get(record_.agency.id, piece.digest));
            MOHUR_TRY(const auto der, stored->read_all(kLargestPiece));
            (piece.kind == MaterialKind::certificate     ? certificates
             : piece.kind == MaterialKind::ocsp_response ? ocsp_responses
                                                         : crls)
                .push(to_base64(der));
        }
        return Json::object({{"certificates", std::move(certificates)},
                             {"ocsp_responses", std::move(ocsp_responses)},
                             {"crls", std::move(crls)}});
    }

    /// Each piece once in its document, however many files carry it.
    Result<Json> add_material(const std::string& folder, const FileEvidence& evidence) {
        auto list = Json::array();
        for (const auto& item : evidence.items) {
            const auto name = content_name(item);
            if (item.is_anchor) {
                anchors_.try_emplace(name, item);
                list.push(Json::object(
                    {{"kind", "anchor"}, {"label", item.label}, {"file", "../trust/" + name}}));
                continue;
            }
            const auto path = "evidence/" + std::string{folder_of(item.kind)} + "/" + name;
            if (bag_.digest_of(folder + path) == nullptr) {
                MOHUR_TRY_VOID(bag_.add(folder + path, std::make_shared<MemorySource>(item.der)));
            }
            list.push(Json::object(
                {{"kind", folder_of(item.kind)}, {"label", item.label}, {"file", path}}));
        }
        return list;
    }

    Result<void> add_log() {
        MOHUR_TRY_VOID(bag_.add_text("data/evidence/case-file-events.json",
                                     to_json(record_.stream).dump(true)));
        for (const auto& head : record_.heads) {
            if (!head.timestamp.empty()) {
                MOHUR_TRY_VOID(bag_.add(path_of_timestamp(head),
                                        std::make_shared<MemorySource>(head.timestamp)));
                MOHUR_TRY_VOID(bag_.add_text(path_of_material(head), head.material.dump(true)));
            }
        }
        return bag_.add_text("data/evidence/log.json", to_json(record_.heads).dump(true));
    }

    Result<Json> add_anchors() {
        auto list = Json::array();
        for (const auto& [name, item] : anchors_) {
            MOHUR_TRY_VOID(
                bag_.add("data/trust/" + name, std::make_shared<MemorySource>(item.der)));
            list.push(Json::object({{"file", "data/trust/" + name}, {"subject", item.label}}));
        }
        return list;
    }

    Json card_json() const {
        const auto& file = record_.case_file;
        const auto& agency = record_.agency;
        return Json::object(
            {{"package", "mohur-case-file"},
             {"version", 1},
             {"exported_at", to_rfc3339(now_)},
             {"agency", Json::object({{"id", to_string(agency.id)},
                                      {"code", agency.code},
                                      {"name", agency.name},
                                      {"voen", agency.voen ? Json{*agency.voen} : Json{}}})},
             {"case_file",
              Json::object(
                  {{"id", to_string(file.id)},
                   {"index", file.file_class.index_text},
                   {"class", file.file_class.title},
                   {"retention", file.file_class.retention},
                   {"year", file.year},
                   {"volume", file.volume},
                   {"title", file.title},
                   {"opened_at", to_rfc3339(file.opened_at)},
                   {"closed_at", file.closed_at ? Json{to_rfc3339(*file.closed_at)} : Json{}}})}});
    }

    bagit::BagInfo info() const {
        const auto& file = record_.case_file;
        return {{"Source-Organization", record_.agency.name},
                {"External-Identifier", "urn:uuid:" + to_string(file.id)},
                {"External-Description", file.title},
                {"Internal-Sender-Identifier", file.file_class.index_text + "/" +
                                                   std::to_string(file.year) + "/" +
                                                   std::to_string(file.volume)},
                {"Bag-Software-Agent", "mohur"}};
    }

    const CaseFileRecord& record_;
    const BlobStore& blobs_;
    const EvidenceSource& evidence_;
    Time now_;
    bagit::BagBuilder bag_;
    std::map<std::string, FileEvidence::Item> anchors_;
    CaseFilePackage package_;
};

}  // namespace

Result<CaseFilePackage> package_case_file(const CaseFileRecord& record, const BlobStore& blobs,
                                          const EvidenceSource& evidence, Time now) {
    return Packing{record, blobs, evidence, now}.run();
}

Result<void> record_export(sql::Transaction& tx, const Act& act, CaseFileId id,
                           const CaseFilePackage& package) {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    return record_event(tx, act, Stream::case_file(id), "case_file.exported",
                        Json::object({{"manifest", to_string(package.manifest)},
                                      {"documents", package.documents},
                                      {"files", package.files}}));
}

}  // namespace mohur::documents
