// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/verify_task.h"

#include "server/worker/evidence_list.h"
#include "server/worker/material_messages.h"
#include "signing/trust/trusted_list.h"
#include "signing/validation/used_material.h"

#include <algorithm>

namespace mohur::server {
namespace {

using signing::Certificate;
using signing::Finding;

Result<signing::ValidationPolicy> policy_from(const std::string& text) {
    return text.starts_with('{') ? signing::ValidationPolicy::from_json(text)
                                 : signing::ValidationPolicy::named(text);
}

bool is_xml(const Bytes& octets) {
    const auto text = as_text(octets);
    const auto first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && text[first] == '<';
}

/// The anchors of all --trust files, and what is to be said about those that
/// gave none.
struct Trusted {
    std::vector<Certificate> anchors;
    std::vector<signing::trust::TrustedService> services;
    std::vector<Finding> errors;
    std::vector<Finding> warnings;
};

Result<void> add_anchors(const VerifyRequest::Trust& trust, Trusted& trusted) {
    auto certificates = Certificate::from_pem_or_der(trust.octets);
    if (certificates) {
        trusted.anchors.insert(trusted.anchors.end(), certificates->begin(), certificates->end());
        return {};
    }
    if (!trust.from_folder) {
        return Error::malformed("trust-invalid", trust.name);
    }
    trusted.warnings.push_back({"trust-file-ignored", trust.name});
    return {};
}

/// A list that cannot be relied on gives nothing, and validation goes on without it.
void add_list(const VerifyRequest::Trust& trust, bool unsigned_allowed, Time now,
              Trusted& trusted) {
    const Limits limits;
    if (!unsigned_allowed) {
        const auto signer = signing::trust::signer_of_list(trust.octets, trusted.anchors, limits);
        if (!signer) {
            trusted.errors.push_back({"trust-list-untrusted", trust.name});
            return;
        }
    }
    auto list = signing::trust::read_trusted_list(trust.octets, limits);
    if (!list) {
        const bool version = list.error().reason == "trust-list-version";
        trusted.errors.push_back(
            {version ? "trust-list-version" : "trust-list-invalid", trust.name});
        return;
    }
    if (list->next_update && *list->next_update < now) {
        trusted.warnings.push_back({"trust-list-expired", trust.name});
    }
    std::ranges::move(list->services, std::back_inserter(trusted.services));
}

// Certificates first: who signed a list must be among them.
Result<Trusted> trusted_by(const VerifyRequest& request, Time now) {
    Trusted trusted;
    for (const auto& trust : request.trust) {
        if (!is_xml(trust.octets)) {
            MOHUR_TRY_VOID(add_anchors(trust, trusted));
        }
    }
    for (const auto& trust : request.trust) {
        if (is_xml(trust.octets)) {
            add_list(trust, request.trust_unsigned_list, now, trusted);
        }
    }
    return trusted;
}

Result<std::vector<Certificate>> candidates_of(const VerifyRequest& request) {
    std::vector<Certificate> all;
    for (const auto& octets : request.certificates) {
        auto some = Certificate::from_pem_or_der(octets);
        if (!some) {
            return Error::malformed("certificate-invalid", "--certificate");
        }
        all.insert(all.end(), some->begin(), some->end());
    }
    return all;
}

Result<signing::ReadOptions> read_options(const VerifyRequest& request, const TaskFiles& files,
                                          const std::vector<Certificate>& candidates) {
    signing::ReadOptions options;
    options.extra_certificates = candidates;
    for (const auto& content : request.contents) {
        if (content.input && *content.input >= files.inputs.size()) {
            return Error::malformed("verify-request", "input");
        }
        options.contents.push_back({content.name,
                                    content.input ? files.inputs[*content.input] : nullptr,
                                    content.digests});
    }
    for (const auto input : request.evidence_records) {
        if (input >= files.inputs.size()) {
            return Error::malformed("verify-request", "input");
        }
        options.evidence_records.push_back(files.inputs[input]);
    }
    return options;
}

Json answer_of(signing::FileVerdict verdict, const Trusted& trusted) {
    verdict.errors.insert(verdict.errors.end(), trusted.errors.begin(), trusted.errors.end());
    verdict.warnings.insert(verdict.warnings.end(), trusted.warnings.begin(),
                            trusted.warnings.end());
    return Json::object({{"exit_code", verdict.exit_code()}, {"verdict", to_json(verdict)}});
}

/// Stored material is at most the lists and answers of one file.
constexpr std::uint64_t kMaxMaterialBytes = 256U << 20U;

/// Whom the verification asks: the network, stored material (whose certificates become candidates),
/// or, offline, nobody.
Result<std::unique_ptr<signing::RevocationSource>> source_of(const VerifyRequest& request,
                                                             const TaskFiles& files,
                                                             const WorkerServices& services,
                                                             std::vector<Certificate>& candidates) {
    std::unique_ptr<signing::RevocationSource> source;
    if (request.material) {
        if (*request.material >= files.inputs.size()) {
            return Error::malformed("verify-request", "input");
        }
        MOHUR_TRY(const auto octets, files.inputs[*request.material]->read_all(kMaxMaterialBytes));
        MOHUR_TRY(const auto json, Json::parse(as_text(octets)));
        MOHUR_TRY(auto material, validation_material_from(json));
        candidates.insert(candidates.end(), material.certificates.begin(),
                          material.certificates.end());
        source = std::make_unique<signing::StoredRevocationSource>(std::move(material));
    } else if (!request.offline) {
        source = std::make_unique<signing::OnlineRevocationSource>(services.fetcher, services.clock,
                                                                   services.random);
    }
    return source;
}

Result<void> hand_out_material(const signing::FileVerdict& verdict,
                               signing::ValidationMaterial found, const TaskFiles& files) {
    if (files.outputs.empty()) {
        return {};
    }
    const auto text = to_json(signing::used_material(verdict, std::move(found))).dump();
    return files.outputs.front()->write_at(0, as_bytes(text));
}

}  // namespace

Result<Json> run_verify(const Json& json, const TaskFiles& files, const WorkerServices& services) {
    MOHUR_TRY(const auto request, verify_request_from(json));
    const auto now = request.at.value_or(services.clock.now());
    MOHUR_TRY(const auto trusted, trusted_by(request, now));
    MOHUR_TRY(auto candidates, candidates_of(request));
    MOHUR_TRY(const auto options, read_options(request, files, candidates));
    MOHUR_TRY(const auto source, source_of(request, files, services, candidates));
    std::optional<signing::RecordingRevocationSource> recorded;
    signing::ValidationContext context;
    context.anchors = signing::TrustAnchors{trusted.anchors};
    context.extra_certificates = candidates;
    context.revocation = source ? &recorded.emplace(*source) : nullptr;
    context.services = signing::trust::TrustedServices{trusted.services};
    context.validation_time = now;
    context.hypothetical = request.at.has_value() && !request.material;
    MOHUR_TRY(context.policy, policy_from(request.policy));
    if (files.inputs.empty()) {
        return Error::malformed("verify-request", "no file");
    }
    const auto facts = signing::read_file(files.inputs.front(), options);
    const auto verdict =
        facts ? signing::validate(*facts, context) : signing::verdict_of(facts.error(), context);
    MOHUR_TRY_VOID(hand_out_material(
        verdict, recorded ? recorded->found() : signing::ValidationMaterial{}, files));
    auto answer = answer_of(verdict, trusted);
    if (request.evidence) {
        answer.set("evidence", evidence_of(verdict));
    }
    return answer;
}

}  // namespace mohur::server
