// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/package_check.h"

#include "documents/export/event_evidence.h"
#include "documents/export/reception_check_internal.h"
#include "signing/core/byte_source.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::documents {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestJson = 256U << 20U;
constexpr std::string_view kCard = "data/case-file.json";
constexpr std::string_view kLog = "data/evidence/log.json";
constexpr std::string_view kCaseFileEvents = "data/evidence/case-file-events.json";

/// Documents that the stream of a case file tells of.
std::set<std::string> documents_told(const StreamExtract& stream) {
    std::set<std::string> ids;
    for (const auto& event : stream.events) {
        const auto payload = event.fields.type == "case_file.filled" && event.payload
                                 ? Json::parse(*event.payload)
                                 : Error::malformed("none");
        if (payload) {
            ids.insert((*payload)["document"].as_string());
        }
    }
    return ids;
}

/// Whether a line of the history in metadata.json says what its event says.
bool retells(const Json& line, const SealedEvent& event) {
    const auto payload = Json::parse(event.payload.value_or("null"));
    const auto at = parse_rfc3339(line["at"].as_string());
    return line["no"].as_integer() == event.fields.no &&
           line["type"].as_string() == event.fields.type && at && *at == event.fields.recorded_at &&
           payload && line["payload"] == *payload && line["hash"].as_string() == to_hex(event.hash);
}

bool all_passed(const Result<Json>& verdict) {
    const Json none;
    const auto& signatures = (verdict ? *verdict : none)["signatures"].items();
    return !signatures.empty() && std::ranges::all_of(signatures, [](const Json& one) {
        return one["indication"].as_string() == "TOTAL-PASSED";
    });
}

/// What the events of one document tell of.
struct Told {
    std::string document;
    std::set<Bytes> files;
    std::set<std::string> records;  ///< of receptions
};

class PackageCheck {
public:
    PackageCheck(const fs::path& folder, bagit::BagReport bag) : folder_{folder} {
        report_.findings = bag.findings;
        report_.bag = std::move(bag);
    }

    PackageReport run() && {
        if (!report_.bag.payload.contains(std::string{kCard})) {
            for (const auto& [path, digest] : report_.bag.payload) {
                report_.files.push_back({path, false, false, std::nullopt});
            }
            return std::move(report_);
        }
        report_.is_case_file = true;
        report_.card = json_of(std::string{kCard});
        if (report_.card["package"].as_string() != "mohur-case-file" ||
            report_.card["version"].as_integer() != 1) {
            tell("package-invalid", std::string{kCard}, "package, version");
        }
        read_heads();
        check_documents();
        return std::move(report_);
    }

private:
    void tell(std::string code, std::string path, std::string text = {}) {
        report_.findings.push_back({std::move(code), std::move(path), std::move(text)});
    }

    /// Only files that the bag's check has read: no link, nothing outside. Null with a finding when
    /// it is missing or no JSON.
    Json json_of(const std::string& path) {
        const auto octets = octets_of(path);
        const auto json = octets ? Json::parse(as_text(*octets)) : Result<Json>{Json{}};
        if (!json) {
            tell("package-invalid", path, json.error().reason);
            return {};
        }
        return *json;
    }

    /// Nothing, with a finding, when it is missing or cannot be read.
    std::optional<Bytes> octets_of(const std::string& path) {
        if (!report_.bag.payload.contains(path)) {
            tell("package-file-missing", path);
            return std::nullopt;
        }
        const auto file = FileSource::open(folder_ / path);
        auto octets = file ? (*file)->read_all(kLargestJson) : file.error();
        if (!octets) {
            tell("package-invalid", path, octets.error().reason);
            return std::nullopt;
        }
        return *std::move(octets);
    }

    void read_heads() {
        const auto json = json_of(std::string{kLog});
        auto heads = heads_from(json);
        if (!heads) {
            tell("package-invalid", std::string{kLog}, heads.error().detail);
            return;
        }
        report_.heads = *std::move(heads);
        for (std::size_t i = 0; i < report_.heads.size(); ++i) {
            if (!json["heads"].items()[i]["timestamp"].is_null() && has_token(report_.heads[i])) {
                report_.stamped.insert(report_.heads[i].tree_size);
            }
        }
    }

    bool has_token(const ProvenHead& head) {
        bool whole = true;
        for (const auto& path : {path_of_timestamp(head), path_of_material(head)}) {
            if (!report_.bag.payload.contains(path)) {
                tell("package-file-missing", path);
                whole = false;
            }
        }
        return whole;
    }

    /// An empty stream, with a finding, when it cannot be read.
    StreamExtract stream_at(const std::string& path, const std::string& expected) {
        const auto json = json_of(path);
        if (json.is_null()) {
            return {};
        }
        auto stream = stream_from(json);
        if (!stream) {
            tell("package-invalid", path, stream.error().detail);
            return {};
        }
        if (stream->stream != expected ||
            json["agency"].as_string() != report_.card["agency"]["id"].as_string()) {
            tell("event-of-other-stream", path, stream->stream);
        }
        for (const auto& finding : check_stream(*stream, report_.heads)) {
            tell(finding.code, path, "#" + std::to_string(finding.no));
        }
        ++report_.streams;
        report_.events += stream->events.size();
        return *std::move(stream);
    }

    void check_documents() {
        const auto& id = report_.card["case_file"]["id"].as_string();
        auto told = documents_told(stream_at(std::string{kCaseFileEvents}, "case_file:" + id));
        for (const auto& line : report_.card["documents"].items()) {
            const auto& document = line["id"].as_string();
            if (told.erase(document) == 0) {
                tell("package-document-untold", line["folder"].as_string(), document);
            }
            check_document("data/" + line["folder"].as_string() + "/", document);
        }
        for (const auto& missing : told) {
            tell("package-document-missing", std::string{kCaseFileEvents}, missing);
        }
        tell_undescribed();
    }

    void check_document(const std::string& folder, const std::string& id) {
        const auto metadata = json_of(folder + "metadata.json");
        if (metadata["id"].as_string() != id) {
            tell("package-invalid", folder + "metadata.json", "id");
        }
        described_.insert(folder + "metadata.json");
        const auto stream = stream_at(folder + "evidence/events.json", "document:" + id);
        if (!std::ranges::equal(metadata["history"].items(), stream.events, retells)) {
            tell("package-history-differs", folder + "metadata.json");
        }
        Told told{id, files_told(stream), records_told(stream)};
        std::set<Bytes> seen;
        for (const auto& file : metadata["files"].items()) {
            check_file(folder, file, told, seen);
        }
        for (const auto& digest : told.files) {
            if (!seen.contains(digest)) {
                tell("package-file-left-out", folder, to_hex(digest));
            }
        }
    }

    void check_file(const std::string& folder, const Json& file, const Told& told,
                    std::set<Bytes>& seen) {
        const auto path = folder + file["path"].as_string();
        const auto found = report_.bag.payload.find(path);
        if (found == report_.bag.payload.end()) {
            tell("package-file-missing", path);
            return;
        }
        described_.insert(path);
        if (file["digest"].as_string() !=
            to_string(Digest{DigestAlgorithm::sha256, found->second})) {
            tell("package-file-differs", path, file["digest"].as_string());
        }
        if (!told.files.contains(found->second)) {
            tell("package-file-untold", path);
        }
        seen.insert(found->second);
        PackagedFile packaged{path, file["must_be_signed"].as_bool() || is_ours(file),
                              was_passed(folder, file), std::nullopt};
        if (!file["reception"].is_null()) {
            packaged.reception =
                reception_at(folder + file["reception"]["folder"].as_string(),
                             file["reception"]["stored_at"].as_string(), found->second, told);
        }
        report_.files.push_back(std::move(packaged));
    }

    /// Nothing, with a finding, when what is there does not hold together.
    std::optional<PackagedFile::Reception> reception_at(const std::string& folder,
                                                        const std::string& stored_at,
                                                        const Bytes& file, const Told& told) {
        const auto record = octets_of(folder + "record.json");
        const auto verdict = octets_of(folder + "verdict.json");
        const auto material = json_of(folder + "material.json");
        if (!record || !verdict) {
            return std::nullopt;
        }
        const auto json = Json::parse(as_text(*record));
        const auto judged_at =
            json ? parse_rfc3339((*json)["judged_at"].as_string()) : Result<Time>{json.error()};
        if (!judged_at ||
            !reception_holds({*record, *verdict, material}, told.document, file, told.records)) {
            tell("package-reception-differs", folder + "record.json");
            return std::nullopt;
        }
        PackagedFile::Reception reception{
            folder, signing::digest_of(DigestAlgorithm::sha256, *record), *judged_at,
            all_passed(Json::parse(as_text(*verdict))), std::nullopt};
        const auto stored = parse_rfc3339(stored_at);
        if (stored && octets_of(folder + "record.tst") &&
            octets_of(folder + "record.material.json")) {
            reception.stored_at = *stored;
        }
        return reception;
    }

    /// The role decides, so that leaving the mark out hides nothing.
    static bool is_ours(const Json& file) {
        const auto& role = file["role"].as_string();
        return role == "signed" || role == "package" || role == "receipt";
    }

    bool was_passed(const std::string& folder, const Json& file) {
        if (file["evidence"].is_null()) {
            return false;
        }
        return all_passed(json_of(folder + file["evidence"].as_string())["verdict"]);
    }

    /// Papers that lie in a document's folder and that nothing describes.
    void tell_undescribed() {
        for (const auto& [path, digest] : report_.bag.payload) {
            const bool evidence = path == kCard || path.starts_with("data/evidence/") ||
                                  path.starts_with("data/trust/") ||
                                  path.find("/evidence/") != std::string::npos;
            if (!evidence && !described_.contains(path)) {
                tell("package-file-untold", path);
            }
        }
    }

    const fs::path& folder_;
    PackageReport report_;
    std::set<std::string> described_;
};

}  // namespace

Result<PackageReport> check_package(const fs::path& folder) {
    MOHUR_TRY(auto bag, bagit::check_bag(folder));
    return PackageCheck{folder, std::move(bag)}.run();
}

}  // namespace mohur::documents
