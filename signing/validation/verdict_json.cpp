// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/finding_codes_internal.h"
#include "signing/validation/validator.h"

namespace mohur::signing {
namespace {

/// The array of `convert(item)` for every item.
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

Json sub_indication_json(const std::optional<SubIndication>& value) {
    return value ? Json{to_string(*value)} : Json{};
}

Json finding_json(const Finding& finding) {
    const auto safe = listed(finding);
    return Json::object({{"code", safe.code}, {"text", safe.text}});
}

Json findings_json(const std::vector<Finding>& findings) {
    return array_of(findings, finding_json);
}

Json names_json(const std::vector<std::string>& names) {
    return array_of(names, [](const std::string& name) { return Json{name}; });
}

Json scope_json(const Scope& scope) {
    return Json::object({{"name", scope.name},
                         {"digest", scope.digest ? Json{to_string(*scope.digest)} : Json{}},
                         {"partial", scope.partial}});
}

Json person_json(const std::optional<Certificate>& certificate) {
    if (!certificate) {
        return {};
    }
    const auto identity = identity_of(*certificate);
    return Json::object({{"common_name", identity.common_name},
                         {"serial_number", identity.serial_number},
                         {"fin", identity.fin},
                         {"voen", identity.voen}});
}

/// Members that only a top-level token has stand where the schema shows them.
Json timestamp_json(const TimestampVerdict& verdict, bool top_level) {
    auto json = Json::object({{"type", to_string(verdict.facts.type)}});
    if (top_level) {
        json.set("covers", names_json(verdict.facts.covers));
    }
    json.set("intact", verdict.facts.intact);
    json.set("indication", to_string(verdict.indication));
    json.set("sub_indication", sub_indication_json(verdict.sub_indication));
    json.set("time", time_json(verdict.facts.time));
    json.set("errors", findings_json(verdict.errors));
    json.set("warnings", findings_json(verdict.warnings));
    return json;
}

Json inner_timestamps_json(const std::vector<TimestampVerdict>& verdicts) {
    return array_of(verdicts, [](const auto& verdict) { return timestamp_json(verdict, false); });
}

Json evidence_record_json(const EvidenceRecordVerdict& verdict) {
    return Json::object({{"covers", names_json(verdict.facts.covers)},
                         {"intact", verdict.facts.intact},
                         {"indication", to_string(verdict.indication)},
                         {"sub_indication", sub_indication_json(verdict.sub_indication)},
                         {"time", time_json(verdict.facts.time)},
                         {"timestamps", inner_timestamps_json(verdict.timestamps)},
                         {"errors", findings_json(verdict.errors)}});
}

Json signature_json(const SignatureVerdict& verdict) {
    const auto& facts = verdict.facts;
    return Json::object(
        {{"id", facts.id},
         {"format", facts.format},
         {"intact", facts.intact()},
         {"indication", to_string(verdict.indication)},
         {"sub_indication", sub_indication_json(verdict.sub_indication)},
         {"structure_valid", facts.structure_valid ? Json{*facts.structure_valid} : Json{}},
         {"signed_by", person_json(facts.signing_certificate)},
         {"claimed_signing_time", time_json(facts.claimed_signing_time)},
         {"best_signature_time", time_json(verdict.best_signature_time)},
         {"scopes", array_of(facts.scopes, scope_json)},
         {"pdf_modifications",
          facts.pdf_modifications ? names_json(*facts.pdf_modifications) : Json{}},
         {"timestamps", inner_timestamps_json(verdict.timestamps)},
         {"counter_signatures", array_of(verdict.counter_signatures, signature_json)},
         {"errors", findings_json(verdict.errors)},
         {"warnings", findings_json(verdict.warnings)}});
}

}  // namespace

Json to_json(const FileVerdict& verdict) {
    return Json::object(
        {{"container", verdict.container ? Json{to_string(*verdict.container)} : Json{}},
         {"validation_time", to_rfc3339(verdict.validation_time)},
         {"hypothetical", verdict.hypothetical},
         {"policy", verdict.policy},
         {"signatures", array_of(verdict.signatures, signature_json)},
         {"timestamps", array_of(verdict.timestamps,
                                 [](const auto& token) { return timestamp_json(token, true); })},
         {"evidence_records", array_of(verdict.evidence_records, evidence_record_json)},
         {"errors", findings_json(verdict.errors)},
         {"warnings", findings_json(verdict.warnings)}});
}

}  // namespace mohur::signing
