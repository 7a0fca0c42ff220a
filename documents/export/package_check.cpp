// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/package_check.h"

#include "documents/export/event_evidence.h"
#include "signing/core/byte_source.h"

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

class PackageCheck {
public:
    PackageCheck(const fs::path& folder, bagit::BagReport bag) : folder_{folder} {
        report_.findings = bag.findings;
        report_.bag = std::move(bag);
    }

    PackageReport run() && {
        if (!report_.bag.payload.contains(std::string{kCard})) {
            for (const auto& [path, digest] : report_.bag.payload) {
                report_.files.push_back({path, false, false});
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
        if (!report_.bag.payload.contains(path)) {
            tell("package-file-missing", path);
            return {};
        }
        const auto file = FileSource::open(folder_ / path);
        const auto bytes = file ? (*file)->read_all(kLargestJson) : file.error();
        const auto json = bytes ? Json::parse(as_text(*bytes)) : bytes.error();
        if (!json) {
            tell("package-invalid", path, json.error().reason);
            return {};
        }
        return *json;
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
        const auto told = files_told(stream);
        std::set<Bytes> seen;
        for (const auto& file : metadata["files"].items()) {
            check_file(folder, file, told, seen);
        }
        for (const auto& digest : told) {
            if (!seen.contains(digest)) {
                tell("package-file-left-out", folder, to_hex(digest));
            }
        }
    }

    void check_file(const std::string& folder, const Json& file, const std::set<Bytes>& told,
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
        if (!told.contains(found->second)) {
            tell("package-file-untold", path);
        }
        seen.insert(found->second);
        report_.files.push_back(
            {path, file["must_be_signed"].as_bool() || is_ours(file), was_passed(folder, file)});
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
        const auto evidence = json_of(folder + file["evidence"].as_string());
        const auto& signatures = evidence["verdict"]["signatures"].items();
        return !signatures.empty() && std::ranges::all_of(signatures, [](const Json& one) {
            return one["indication"].as_string() == "TOTAL-PASSED";
        });
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
