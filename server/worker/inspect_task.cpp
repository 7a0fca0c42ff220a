// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/inspect_task.h"

#include "signing/pades/document_survey.h"
#include "signing/validation/validator.h"

namespace mohur::server {
namespace {

template <class Items, class Convert>
Json array_of(const Items& items, Convert convert) {
    auto array = Json::array();
    for (const auto& item : items) {
        array.push(convert(item));
    }
    return array;
}

Json time_json(const std::optional<Time>& time) {
    return time ? Json{to_rfc3339(*time)} : Json{};
}

Json certificate_json(const signing::Certificate& certificate) {
    return Json::object({{"subject", certificate.subject().to_rfc4514()},
                         {"issuer", certificate.issuer().to_rfc4514()},
                         {"serial", certificate.serial_decimal()},
                         {"not_before", to_rfc3339(certificate.not_before())},
                         {"not_after", to_rfc3339(certificate.not_after())},
                         {"sha256", to_hex(certificate.sha256().value)}});
}

Json name_of(const std::optional<signing::Certificate>& certificate) {
    return certificate ? Json{certificate->subject().to_rfc4514()} : Json{};
}

Json finding_json(const signing::Finding& finding) {
    return Json::object({{"code", finding.code}, {"text", finding.text}});
}

Json timestamp_json(const signing::TimestampFacts& facts) {
    return Json::object({{"type", to_string(facts.type)},
                         {"time", time_json(facts.time)},
                         {"tsa", name_of(facts.tsa)}});
}

Json signature_json(const signing::SignatureFacts& facts) {
    return Json::object(
        {{"id", facts.id},
         {"format", facts.format},
         {"signed_by", name_of(facts.signing_certificate)},
         {"algorithm", facts.algorithm ? Json{to_string(*facts.algorithm)} : Json{}},
         {"claimed_signing_time", time_json(facts.claimed_signing_time)},
         {"scopes", array_of(facts.scopes, [](const auto& scope) { return Json{scope.name}; })},
         {"certificates", array_of(facts.certificates, certificate_json)},
         {"ocsp_responses", std::uint64_t{facts.ocsp_responses.size()}},
         {"crls", std::uint64_t{facts.crls.size()}},
         {"timestamps", array_of(facts.timestamps, timestamp_json)},
         {"counter_signatures", array_of(facts.counter_signatures, signature_json)}});
}

Json field_json(const signing::pades::SignatureFieldInfo& field) {
    return Json::object({{"name", field.name},
                         {"filled", field.filled},
                         {"width", field.width},
                         {"height", field.height}});
}

/// What only a PDF has; one that cannot be looked through says so in `findings`.
void add_survey(const ByteSource& file, Json& content) {
    const auto survey = signing::pades::survey(file, {});
    if (!survey) {
        content.set(
            "findings",
            array_of(std::vector{signing::Finding{"pdf-content-not-judged", survey.error().detail}},
                     finding_json));
        return;
    }
    content.set("findings", array_of(survey->findings, finding_json));
    content.set("signature_fields", array_of(survey->fields, field_json));
}

}  // namespace

Result<Json> run_inspect(const Json&, const TaskFiles& files, const WorkerServices&) {
    if (files.inputs.empty()) {
        return Error::malformed("verify-request", "no file");
    }
    MOHUR_TRY(const auto facts, signing::read_file(files.inputs.front(), {}));
    auto content = Json::object(
        {{"container", facts.container ? Json{to_string(*facts.container)} : Json{}},
         {"data_files", array_of(facts.data_files, [](const auto& name) { return Json{name}; })},
         {"signatures", array_of(facts.signatures, signature_json)},
         {"timestamps", array_of(facts.timestamps, timestamp_json)},
         {"evidence_records", std::uint64_t{facts.evidence_records.size()}},
         {"errors", array_of(facts.errors, finding_json)}});
    if (facts.container == signing::ContainerKind::pdf ||
        facts.container == signing::ContainerKind::pades) {
        add_survey(*files.inputs.front(), content);
    }
    return content;
}

}  // namespace mohur::server
