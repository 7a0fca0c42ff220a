// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signing/paper_signing.h"

#include "server/worker/signing_messages.h"
#include "signing/core/byte_target.h"

#include <algorithm>

namespace mohur::server {
namespace {

using documents::AgencyScope;
using documents::File;
using documents::FileRole;
using documents::SignedPaper;
using documents::SigningIntent;

constexpr std::string_view kFormat = "PAdES-BASELINE-LT";

/// What completion must know again, kept with the intent: the engine's own state, with which key
/// and when it began.
Bytes pack(const signing::PreparedSignature& prepared, const PaperKey& key, Time at) {
    const auto json = Json::object({{"prepared", to_json(prepared)},
                                    {"means", key.means},
                                    {"chain", to_json(key.chain)},
                                    {"hash", to_string(key.algorithm.digest)},
                                    {"at", to_rfc3339(at)}});
    return to_bytes(as_bytes(json.dump()));
}

void take_verdict(SignedPaper& paper, const Json& verdict) {
    const auto& newest = verdict["signatures"].items();
    paper.indication = newest.empty() ? "INDETERMINATE" : newest.back()["indication"].as_string();
    if (!newest.empty()) {
        const auto best = parse_rfc3339(newest.back()["best_signature_time"].as_string());
        if (best) {
            paper.best_signature_time = *best;
        }
    }
    paper.verdict = verdict;
}

const File* find_role(const documents::Version& version, FileRole role) {
    const auto found = std::ranges::find(version.files, role, &File::role);
    return found == version.files.end() ? nullptr : &*found;
}

}  // namespace

const File* paper_of(const documents::Version& version) {
    const auto* signed_paper = find_role(version, FileRole::signed_paper);
    return signed_paper != nullptr ? signed_paper : find_role(version, FileRole::main);
}

Result<PaperKey> paper_key_of(const Means& means) {
    MOHUR_TRY(const auto algorithm, signing::default_algorithm(means.certificate.public_key(),
                                                               DigestAlgorithm::sha256, false));
    return PaperKey{means.id, "pkcs11", means.certificate, means.chain, algorithm};
}

Result<signing::SigningRequest> PaperSigning::request_for(const AgencyScope& scope,
                                                          const Digest& paper, const PaperKey& key,
                                                          Time at) const {
    MOHUR_TRY(auto content, services_.blobs.get(scope.agency(), paper));
    return signing::SigningRequest{
        signing::CreationFormat::pades,
        signing::SignatureLevel::LT,
        {{"paper.pdf", "application/pdf", std::shared_ptr<const ByteSource>{std::move(content)}}},
        key.certificate,
        key.chain,
        key.algorithm,
        std::chrono::floor<std::chrono::seconds>(at),
        {},
        {},
        {},
        Limits{}};
}

Result<SigningIntent> PaperSigning::prepare(const AgencyScope& scope, const File& paper,
                                            const PaperKey& key, Time at) const {
    MOHUR_TRY(const auto request, request_for(scope, paper.digest, key, at));
    MOHUR_TRY(const auto prepared, services_.signer.prepare(request));
    return SigningIntent{std::string{kFormat},
                         paper.digest,
                         prepared.to_be_signed_digest,
                         key.certificate.der(),
                         key.device,
                         pack(prepared, key, at),
                         key.means};
}

Result<PaperTask> PaperSigning::task_of(const SigningIntent& intent) {
    MOHUR_TRY(const auto json, Json::parse(as_text(intent.prepared)));
    MOHUR_TRY(auto prepared, prepared_signature_from(json["prepared"]));
    MOHUR_TRY(const auto at, parse_rfc3339(json["at"].as_string()));
    MOHUR_TRY(auto chain, certificates_from(json["chain"]));
    MOHUR_TRY(const auto certificate, signing::Certificate::from_der(intent.certificate));
    const auto digest = digest_algorithm_from(json["hash"].as_string());
    MOHUR_TRY(const auto algorithm,
              signing::default_algorithm(certificate.public_key(),
                                         digest.value_or(DigestAlgorithm::sha256), false));
    return PaperTask{
        {json["means"].as_string(), intent.device, certificate, std::move(chain), algorithm},
        std::move(prepared),
        at};
}

Result<SignedPaper> PaperSigning::complete(const AgencyScope& scope, const SigningIntent& intent,
                                           const PaperTask& task, BytesView value) const {
    MOHUR_TRY(const auto request, request_for(scope, intent.content, task.key, task.at));
    const auto target = std::make_shared<MemoryTarget>();
    MOHUR_TRY_VOID(services_.signer.complete(request, task.prepared, value, target));
    MOHUR_TRY(const auto file, target->read_back());
    MOHUR_TRY(const auto verdict, services_.verification.judge(file));
    MOHUR_TRY(const auto stored, services_.blobs.put(scope.agency(), *file));
    const auto report = verdict.dump(true);
    MOHUR_TRY(const auto kept,
              services_.blobs.put(scope.agency(), MemorySource{to_bytes(as_bytes(report))}));
    SignedPaper paper;
    paper.files = {{FileRole::signed_paper, "signed.pdf", "application/pdf", stored},
                   {FileRole::verification_report, "verdict.json", "application/json", kept}};
    paper.signer_name = identity_of(task.key.certificate).common_name;
    take_verdict(paper, verdict);
    return paper;
}

}  // namespace mohur::server
