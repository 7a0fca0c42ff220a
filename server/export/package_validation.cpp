// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/export/package_validation.h"

#include "documents/export/event_evidence.h"
#include "documents/export/package_check.h"
#include "signing/pki/certificate.h"

#include <algorithm>
#include <set>

namespace mohur::server {
namespace {

namespace fs = std::filesystem;

constexpr int kNothingSigned = 2;
constexpr std::uint64_t kLargestCertificate = 1U << 20U;

Json finding(std::string_view code, std::string_view path, std::string_view text) {
    return Json::object({{"code", code}, {"path", path}, {"text", text}});
}

/// "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND" of the first that did not pass.
std::string failure_in(const Json& verdict) {
    for (const auto* kind : {"signatures", "timestamps", "evidence_records"}) {
        for (const auto& one : verdict[kind].items()) {
            const auto& indication = one["indication"].as_string();
            if (!indication.ends_with("PASSED")) {
                const auto& reason = one["sub_indication"].as_string();
                return indication + (reason.empty() ? "" : " " + reason);
            }
        }
    }
    const auto& errors = verdict["errors"].items();
    return errors.empty() ? "" : errors.front()["code"].as_string();
}

Json indications_of(const Json& verdict) {
    auto list = Json::array();
    for (const auto& one : verdict["signatures"].items()) {
        list.push(one["indication"]);
    }
    return list;
}

class PackageValidation {
public:
    PackageValidation(const fs::path& folder, const std::vector<VerifyRequest::Trust>& trust,
                      const WorkerPool& workers, documents::PackageReport checked)
        : folder_{folder}, workers_{workers}, checked_{std::move(checked)} {
        request_.trust = trust;
        request_.offline = true;
    }

    Result<Json> run() && {
        for (const auto& one : checked_.findings) {
            findings_.push(finding(one.code, one.path, one.text));
        }
        MOHUR_TRY(auto heads, judge_heads());
        MOHUR_TRY(auto files, judge_files());
        auto anchors = compare_anchors();
        return Json::object({{"path", folder_.string()},
                             {"valid", findings_.items().empty()},
                             {"case_file", checked_.is_case_file ? checked_.card : Json{}},
                             {"bag", Json::object({{"files", checked_.bag.payload.size()},
                                                   {"octets", checked_.bag.octets}})},
                             {"events", Json::object({{"streams", checked_.streams},
                                                      {"events", checked_.events},
                                                      {"heads", std::move(heads)}})},
                             {"files", std::move(files)},
                             {"anchors", std::move(anchors)},
                             {"findings", std::move(findings_)},
                             {"warnings", std::move(warnings_)}});
    }

private:
    struct Judged {
        int exit_code = kNothingSigned;
        Json verdict;
    };

    /// A parser that crashed or ran out of its limits is an answer about this file only; anchors
    /// that do not parse are the caller's mistake.
    Result<Judged> judge(const VerifyRequest& request,
                         const std::vector<std::string>& paths) const {
        TaskFiles files;
        for (const auto& path : paths) {
            MOHUR_TRY(auto file, FileSource::open(folder_ / path));
            files.inputs.push_back(std::move(file));
        }
        const auto told = workers_.run("verify", to_json(request), files);
        if (told) {
            return Judged{static_cast<int>((*told)["exit_code"].as_integer(1)), (*told)["verdict"]};
        }
        if (told.error().reason == "trust-invalid") {
            return told.error();
        }
        const auto error = Json::object({{"code", told.error().reason}});
        return Judged{1, Json::object({{"errors", Json::array({error})}})};
    }

    Result<Json> judge_files() {
        auto files = Json::array();
        for (const auto& file : checked_.files) {
            MOHUR_TRY(const auto judged, judge(request_, {file.path}));
            note(file, judged);
            if (judged.exit_code != kNothingSigned || file.must_be_signed || file.reception) {
                auto json = Json::object({{"path", file.path},
                                          {"required", file.must_be_signed},
                                          {"signatures", indications_of(judged.verdict)}});
                if (file.reception) {
                    MOHUR_TRY(auto reception, judge_reception(file));
                    json.set("reception", std::move(reception));
                }
                files.push(std::move(json));
            }
        }
        return files;
    }

    /// A paper that came in with a bad signature is kept as it came: that is no defect of the
    /// package, unless the signature was good when the package was made.
    void note(const documents::PackagedFile& file, const Judged& judged) {
        if (judged.exit_code == 0) {
            return;
        }
        if (judged.exit_code == kNothingSigned) {
            if (file.must_be_signed || file.was_passed) {
                findings_.push(finding("package-signature-missing", file.path, ""));
            }
            return;
        }
        if (file.reception && file.reception->passed) {
            return;  // judged as of when it came in, by the material of then
        }
        const bool needed = file.must_be_signed || file.was_passed || !checked_.is_case_file;
        (needed ? findings_ : warnings_)
            .push(finding("package-signature-not-passed", file.path, failure_in(judged.verdict)));
    }

    /// The verdict of the reception reached again, by the material that was stored with it, and the
    /// token over its record.
    Result<Json> judge_reception(const documents::PackagedFile& file) {
        const auto& reception = *file.reception;
        auto request = request_;
        request.material = 1;
        request.at = reception.judged_at;
        MOHUR_TRY(const auto judged,
                  judge(request, {file.path, reception.folder + "material.json"}));
        if (reception.passed && judged.exit_code != 0) {
            findings_.push(
                finding("package-signature-not-passed", file.path, failure_in(judged.verdict)));
        }
        auto json = Json::object({{"judged_as_of", to_rfc3339(reception.judged_at)},
                                  {"signatures", indications_of(judged.verdict)},
                                  {"timestamp", nullptr}});
        if (!reception.stored_at) {
            warnings_.push(finding("package-reception-not-stamped", file.path, ""));
            return json;
        }
        MOHUR_TRY(auto timestamp, judge_token(reception.folder + "record.tst",
                                              reception.folder + "record.material.json",
                                              reception.record, *reception.stored_at));
        json.set("timestamp", std::move(timestamp));
        return json;
    }

    Result<Json> judge_heads() {
        auto heads = Json::array();
        for (const auto& head : checked_.heads) {
            MOHUR_TRY(auto timestamp, judge_timestamp(head));
            heads.push(Json::object({{"tree_size", head.tree_size},
                                     {"root_hash", to_hex(head.root_hash)},
                                     {"sealed_at", to_rfc3339(head.sealed_at)},
                                     {"timestamp", std::move(timestamp)}}));
        }
        return heads;
    }

    /// The token stamps the root itself: its imprint is the root hash. It is judged as of the
    /// moment when it was stored, by the material that was stored with it. Null where there is
    /// none.
    Result<Json> judge_timestamp(const documents::ProvenHead& head) {
        if (!checked_.stamped.contains(head.tree_size)) {
            warnings_.push(finding("package-head-not-stamped", "data/evidence/log.json",
                                   std::to_string(head.tree_size)));
            return Json{};
        }
        return judge_token(path_of_timestamp(head), path_of_material(head),
                           {DigestAlgorithm::sha256, head.root_hash}, head.stored_at);
    }

    /// A finding when it does not pass.
    Result<Json> judge_token(const std::string& path, const std::string& material,
                             const Digest& covered, Time stored_at) {
        auto request = request_;
        request.contents = {{"", std::nullopt, {covered}}};
        request.material = 1;
        request.at = stored_at;
        MOHUR_TRY(const auto judged, judge(request, {path, material}));
        if (judged.exit_code != 0) {
            findings_.push(finding("package-stamp-not-passed", path, failure_in(judged.verdict)));
        }
        const auto& tokens = judged.verdict["timestamps"].items();
        return tokens.empty() ? Json::object({{"indication", "FAILED"}, {"time", nullptr}})
                              : Json::object({{"indication", tokens.front()["indication"]},
                                              {"time", tokens.front()["time"]},
                                              {"judged_as_of", to_rfc3339(stored_at)}});
    }

    /// By their octets: a certificate out of a package is not parsed here.
    [[nodiscard]] bool is_trusted(const std::string& path) const {
        const auto file = checked_.bag.payload.contains(path) ? FileSource::open(folder_ / path)
                                                              : Error::not_found("file-missing");
        const auto octets = file ? (*file)->read_all(kLargestCertificate) : file.error();
        return octets && std::ranges::any_of(request_.trust, [&](const auto& trust) {
                   const auto given = signing::Certificate::from_pem_or_der(trust.octets);
                   return given && std::ranges::any_of(*given, [&](const auto& certificate) {
                              return certificate.der() == *octets;
                          });
               });
    }

    Json compare_anchors() {
        auto anchors = Json::array();
        for (const auto& named : checked_.card["anchors"].items()) {
            const auto& path = named["file"].as_string();
            const bool trusted = is_trusted(path);
            if (!trusted) {
                warnings_.push(
                    finding("package-anchor-not-given", path, named["subject"].as_string()));
            }
            anchors.push(Json::object(
                {{"file", path}, {"subject", named["subject"]}, {"trusted", trusted}}));
        }
        return anchors;
    }

    const fs::path& folder_;
    const WorkerPool& workers_;
    documents::PackageReport checked_;
    VerifyRequest request_;
    Json findings_ = Json::array();
    Json warnings_ = Json::array();
};

}  // namespace

Result<Json> validate_package(const fs::path& folder,
                              const std::vector<VerifyRequest::Trust>& trust,
                              const WorkerPool& workers) {
    MOHUR_TRY(auto checked, documents::check_package(folder));
    return PackageValidation{folder, trust, workers, std::move(checked)}.run();
}

}  // namespace mohur::server
