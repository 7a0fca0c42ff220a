// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/validation/dss.h"

#include <algorithm>

namespace mohur::server::dss {
namespace {

Error invalid(std::string_view field) {
    return Error::malformed("field-invalid", "field:" + std::string{field});
}

Result<void> add_original(const Json& json, ValidationOrder& order) {
    VerifyRequest::Content content;
    content.name = json["name"].as_string();
    const auto& algorithm = json["digestAlgorithm"].as_string();
    if (algorithm.empty()) {
        MOHUR_TRY(content.input, add_input(json["bytes"].as_string(), "originalDocuments", order));
    } else {
        const auto known = digest_algorithm_from(algorithm);
        auto value = from_base64(json["bytes"].as_string());
        if (!known || !value || value->size() != digest_size(*known)) {
            return invalid("originalDocuments");
        }
        content.digests.push_back({*known, std::move(*value)});
    }
    order.request.contents.push_back(std::move(content));
    return {};
}

Json messages(const Json& findings) {
    auto list = Json::array();
    for (const auto& finding : findings.items()) {
        list.push(Json::object({{"Key", finding["code"]}, {"value", finding["text"]}}));
    }
    return list;
}

Json details_of(const Json& thing) {
    return Json::object({{"Error", messages(thing["errors"])},
                         {"Warning", messages(thing["warnings"])},
                         {"Info", Json::array()}});
}

/// "TOTAL-PASSED" as DSS spells it: TOTAL_PASSED.
std::string indication_of(const Json& thing) {
    auto text = thing["indication"].as_string();
    std::ranges::replace(text, '-', '_');
    return text;
}

Json scopes_of(const Json& signature) {
    auto list = Json::array();
    for (const auto& scope : signature["scopes"].items()) {
        list.push(Json::object({{"value", scope["name"]},
                                {"name", scope["name"]},
                                {"scope", scope["partial"].as_bool() ? "PARTIAL" : "FULL"}}));
    }
    return list;
}

Json timestamp_json(const Json& token) {
    return Json::object({{"ProductionTime", token["time"]},
                         {"Indication", indication_of(token)},
                         {"SubIndication", token["sub_indication"]},
                         {"AdESValidationDetails", details_of(token)}});
}

Json timestamps_json(const Json& tokens) {
    auto list = Json::array();
    for (const auto& token : tokens.items()) {
        list.push(timestamp_json(token));
    }
    return list;
}

Json signature_json(const Json& signature) {
    return Json::object(
        {{"Id", signature["id"]},
         {"SignatureFormat", signature["format"]},
         {"SigningTime", signature["claimed_signing_time"]},
         {"BestSignatureTime", signature["best_signature_time"]},
         {"SignedBy", signature["signed_by"]["common_name"]},
         {"SignatureLevel", Json::object({{"value", "NA"}, {"description", "Not applicable"}})},
         {"SignatureScope", scopes_of(signature)},
         {"Timestamps", Json::object({{"Timestamp", timestamps_json(signature["timestamps"])}})},
         {"Indication", indication_of(signature)},
         {"SubIndication", signature["sub_indication"]},
         {"AdESValidationDetails", details_of(signature)}});
}

Json tokens_of(const Json& verdict) {
    auto list = Json::array();
    for (const auto& signature : verdict["signatures"].items()) {
        list.push(Json::object({{"Signature", signature_json(signature)}}));
    }
    for (const auto& token : verdict["timestamps"].items()) {
        list.push(Json::object({{"Timestamp", timestamp_json(token)}}));
    }
    for (const auto& record : verdict["evidence_records"].items()) {
        list.push(Json::object({{"EvidenceRecord", timestamp_json(record)}}));
    }
    return list;
}

}  // namespace

Result<ValidationOrder> order_from(const Json& body) {
    const auto& document = body["signedDocument"];
    if (!body["policy"].is_null()) {
        return invalid("policy");
    }
    ValidationOrder order;
    order.request.policy = "dss-like";
    order.file_name = document["name"].as_string();
    MOHUR_TRY_VOID(add_input(document["bytes"].as_string(), "signedDocument", order));
    const auto& originals = body["originalDocuments"].items();
    const auto& records = body["evidenceRecords"].items();
    if (originals.size() > kMaxOrderItems || records.size() > kMaxOrderItems) {
        return invalid("originalDocuments");
    }
    for (const auto& original : originals) {
        MOHUR_TRY_VOID(add_original(original, order));
    }
    for (const auto& record : records) {
        MOHUR_TRY(const auto index,
                  add_input(record["bytes"].as_string(), "evidenceRecords", order));
        order.request.evidence_records.push_back(index);
    }
    return order;
}

Json report(const Json& verdict, const std::string& file_name) {
    const auto& signatures = verdict["signatures"].items();
    const auto valid = std::ranges::count_if(signatures, [](const Json& one) {
        return one["indication"].as_string() == "TOTAL-PASSED";
    });
    auto simple = Json::object(
        {{"ValidationPolicy",
          Json::object({{"PolicyName", verdict["policy"]}, {"PolicyDescription", "Möhür"}})},
         {"DocumentName", file_name},
         {"ValidationTime", verdict["validation_time"]},
         {"SignaturesCount", static_cast<std::int64_t>(signatures.size())},
         {"ValidSignaturesCount", std::int64_t{valid}},
         {"signatureOrTimestampOrEvidenceRecord", tokens_of(verdict)}});
    return Json::object({{"simpleReport", std::move(simple)}});
}

}  // namespace mohur::server::dss
