// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signing/verification.h"

#include "signing/validation/validator.h"

#include <algorithm>

namespace mohur::server {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxAnchorBytes = 1U << 20U;
constexpr std::uint64_t kMaxMaterialBytes = 256U << 20U;
/// Exit code of `mohur verify` for a file without anything to judge.
constexpr int kNothingSigned = 2;

Result<void> add(const fs::path& path, bool from_folder, std::vector<VerifyRequest::Trust>& trust) {
    MOHUR_TRY(const auto file, FileSource::open(path));
    MOHUR_TRY(auto octets, file->read_all(kMaxAnchorBytes));
    trust.push_back({path.filename().string(), std::move(octets), from_folder});
    return {};
}

documents::FileEvidence::Kind kind_from(std::string_view name) {
    using Kind = documents::FileEvidence::Kind;
    return name == "ocsp"        ? Kind::ocsp
           : name == "crl"       ? Kind::crl
           : name == "timestamp" ? Kind::timestamp
                                 : Kind::certificate;
}

}  // namespace

Result<Verification> Verification::create(const WorkerPool& workers,
                                          const std::vector<fs::path>& trust) {
    std::vector<VerifyRequest::Trust> anchors;
    for (const auto& path : trust) {
        std::error_code ignored;
        if (!fs::is_directory(path, ignored)) {
            MOHUR_TRY_VOID(add(path, false, anchors));
            continue;
        }
        for (const auto& entry : fs::directory_iterator{path}) {
            if (entry.is_regular_file()) {
                MOHUR_TRY_VOID(add(entry.path(), true, anchors));
            }
        }
    }
    return Verification{workers, std::move(anchors)};
}

VerifyRequest Verification::request() const {
    VerifyRequest request;
    request.trust = trust_;
    return request;
}

Result<Json> Verification::judge(std::shared_ptr<const ByteSource> file) const {
    MOHUR_TRY(const auto answer,
              workers_.run("verify", to_json(request()), {{std::move(file)}, {}}));
    return answer["verdict"];
}

Result<Json> Verification::judge(VerifyRequest asked, const TaskFiles& files) const {
    asked.trust = trust_;
    MOHUR_TRY(const auto answer, workers_.run("verify", to_json(asked), files));
    return answer["verdict"];
}

Result<Judgement> Verification::judge_with_material(std::shared_ptr<const ByteSource> file) const {
    const auto written = std::make_shared<MemoryTarget>(kMaxMaterialBytes);
    MOHUR_TRY(const auto answer,
              workers_.run("verify", to_json(request()), {{std::move(file)}, {written}}));
    MOHUR_TRY(auto material, Json::parse(as_text(written->bytes())));
    return Judgement{answer["verdict"], std::move(material)};
}

Result<std::optional<documents::FileEvidence>> Verification::evidence_of(
    std::shared_ptr<const ByteSource> file, Time now) const {
    auto asked = request();
    asked.offline = true;
    asked.evidence = true;
    const auto told = workers_.run("verify", to_json(asked), {{std::move(file)}, {}});
    // A parser that crashed or ran out of its limits is an answer about this file only.
    signing::ValidationContext context;
    context.validation_time = now;
    const auto answer =
        told ? *told
             : Json::object({{"verdict", to_json(signing::verdict_of(told.error(), context))}});
    if (answer["exit_code"].as_integer() == kNothingSigned) {
        return std::optional<documents::FileEvidence>{};
    }
    documents::FileEvidence evidence;
    evidence.verdict = answer["verdict"];
    for (const auto& item : answer["evidence"].items()) {
        MOHUR_TRY(auto der, from_base64(item["der"].as_string()));
        evidence.items.push_back({kind_from(item["kind"].as_string()), std::move(der),
                                  item["label"].as_string(), item["anchor"].as_bool()});
    }
    return std::optional{std::move(evidence)};
}

bool all_passed(const Json& verdict) {
    const auto& signatures = verdict["signatures"].items();
    return !signatures.empty() && std::ranges::all_of(signatures, [](const Json& one) {
        return one["indication"].as_string() == "TOTAL-PASSED";
    });
}

}  // namespace mohur::server
