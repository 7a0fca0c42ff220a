// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/reception/reception_desk.h"

#include "server/signing/signature_mark.h"
#include "signing/validation/validator.h"

#include <algorithm>

namespace mohur::server {
namespace {

namespace sql = documents::sql;
using documents::AgencyScope;
using documents::FileReception;
using documents::Job;
using documents::MaterialKind;
using documents::ReceptionMark;

/// With the default distances: silence of up to a minute is waited out.
constexpr int kPatientAttempts = 3;

/// The time-stamp is wanted the same day and worth waiting some days for.
constexpr RetryPolicy kStampRetry{24, std::chrono::seconds{5}, std::chrono::hours{6}};

bool waits_for_revocation(const Json& verdict) {
    const auto waits = [](const Json& one) {
        return one["sub_indication"].as_string() == "TRY_LATER";
    };
    return std::ranges::any_of(verdict["signatures"].items(), waits) ||
           std::ranges::any_of(verdict["timestamps"].items(), waits);
}

/// A file that a worker cannot take is a verdict about it: nothing identified.
Judgement judgement_of(const Error& error, Time at) {
    signing::ValidationContext context;
    context.validation_time = at;
    return {to_json(signing::verdict_of(error, context)),
            Json::object({{"certificates", Json::array()},
                          {"ocsp_responses", Json::array()},
                          {"crls", Json::array()}})};
}

bool is_about_the_file(const Error& error) {
    return error.reason.starts_with("worker-") && error.reason != "worker-not-started";
}

}  // namespace

ReceptionMark reception_mark_of(const Json& verdict) {
    std::vector<std::string_view> marks;
    for (const auto* list : {"signatures", "timestamps", "evidence_records"}) {
        for (const auto& one : verdict[list].items()) {
            marks.push_back(mark_of(one));
        }
        if (!marks.empty()) {
            break;
        }
    }
    const auto has = [&](std::string_view mark) {
        return std::ranges::find(marks, mark) != marks.end();
    };
    const bool undecided = std::ranges::any_of(verdict["errors"].items(), [](const Json& error) {
        const auto& code = error["code"].as_string();
        return code != "nothing-to-validate" && code != "format-unknown";
    });
    if (has("not_valid")) {
        return ReceptionMark::not_valid;
    }
    if (undecided || has("unknown")) {
        return ReceptionMark::unknown;
    }
    return marks.empty() ? ReceptionMark::unsigned_file : ReceptionMark::valid;
}

void ReceptionDesk::add_to(JobRunner& jobs) const {
    jobs.add(documents::Receptions::kJudge,
             [this](const AgencyScope& scope, const Job& job) { return judge(scope, job); });
    jobs.add(
        documents::Receptions::kStamp,
        [this](const AgencyScope& scope, const Job& job) { return stamp(scope, job); },
        kStampRetry);
}

Result<std::size_t> ReceptionDesk::catch_up(const AgencyScope& scope) const {
    if (!timestamping_.configured()) {
        return std::size_t{0};
    }
    return cells_.of(scope).write(scope, [&](sql::Transaction& tx) {
        return receptions_.enqueue_unstamped(tx, clock_.now());
    });
}

Result<FileReception> ReceptionDesk::file_of(const AgencyScope& scope, const Job& job) const {
    MOHUR_TRY(const auto place, documents::file_place_from(job.payload));
    return cells_.of(scope).read(
        scope, [&](sql::Transaction& tx) { return documents::reception_of(tx, place); });
}

Result<Judgement> ReceptionDesk::judgement_on(const AgencyScope& scope, const FileReception& file,
                                              int attempt) const {
    MOHUR_TRY(auto content, blobs_.get(scope.agency(), file.digest));
    auto judged = verification_.judge_with_material(std::move(content));
    const bool patient = attempt <= kPatientAttempts;
    if (!judged && is_about_the_file(judged.error())) {
        if (patient) {
            return Error::unavailable(judged.error().reason, judged.error().detail);
        }
        return judgement_of(judged.error(), clock_.now());
    }
    if (judged && patient && waits_for_revocation(judged->verdict)) {
        return Error::unavailable("revocation-unavailable");
    }
    return judged;
}

Result<std::vector<documents::ReceptionMaterial>> ReceptionDesk::keep_material(
    const AgencyScope& scope, const Json& material) const {
    constexpr std::pair<const char*, MaterialKind> kLists[]{
        {"certificates", MaterialKind::certificate},
        {"ocsp_responses", MaterialKind::ocsp_response},
        {"crls", MaterialKind::crl}};
    std::vector<documents::ReceptionMaterial> kept;
    for (const auto& [list, kind] : kLists) {
        for (const auto& text : material[list].items()) {
            MOHUR_TRY(auto der, from_base64(text.as_string()));
            MOHUR_TRY(const auto blob, blobs_.put(scope.agency(), MemorySource{std::move(der)}));
            kept.push_back({kind, blob});
        }
    }
    return kept;
}

Result<void> ReceptionDesk::judge(const AgencyScope& scope, const Job& job) const {
    MOHUR_TRY(const auto file, file_of(scope, job));
    if (file.judged) {
        return {};
    }
    MOHUR_TRY(const auto judged, judgement_on(scope, file, job.attempt));
    MOHUR_TRY(auto material, keep_material(scope, judged.material));
    const documents::NewVerdict verdict{reception_mark_of(judged.verdict), judged.verdict,
                                        std::move(material)};
    return cells_.of(scope).write(scope, [&](sql::Transaction& tx) {
        return receptions_.store_verdict(tx, documents::Act::system(clock_.now()), file, verdict,
                                         timestamping_.configured());
    });
}

Result<void> ReceptionDesk::stamp(const AgencyScope& scope, const Job& job) const {
    MOHUR_TRY(const auto file, file_of(scope, job));
    if (!file.judged || file.stamped) {
        return {};
    }
    const auto stamped = timestamping_.stamp(file.judged->record);
    if (!stamped) {
        return Error::unavailable(stamped.error().reason, stamped.error().detail);
    }
    return cells_.of(scope).write(scope, [&](sql::Transaction& tx) {
        return receptions_.store_timestamp(tx, documents::Act::system(clock_.now()), file.place,
                                           {stamped->token, stamped->time, stamped->material});
    });
}

}  // namespace mohur::server
