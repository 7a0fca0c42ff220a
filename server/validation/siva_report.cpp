// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/validation/siva.h"

#include <algorithm>
#include <array>

namespace mohur::server::siva {
namespace {

Json contents_of(const Json& findings) {
    auto list = Json::array();
    for (const auto& finding : findings.items()) {
        list.push(Json::object(
            {{"content", finding["code"].as_string() + ": " + finding["text"].as_string()}}));
    }
    return list;
}

/// Names of formats as SiVa spells them: XAdES_BASELINE_LT.
std::string format_of(const Json& signature) {
    auto text = signature["format"].as_string();
    std::ranges::replace(text, '-', '_');
    return text;
}

Json scopes_of(const Json& signature) {
    auto list = Json::array();
    for (const auto& scope : signature["scopes"].items()) {
        const bool partial = scope["partial"].as_bool();
        list.push(Json::object({{"name", scope["name"]},
                                {"scope", partial ? "PARTIAL" : "FULL"},
                                {"content", partial ? "Part of the document is covered"
                                                    : "Digest of the document content"}}));
    }
    return list;
}

Json timestamp_times(const Json& signature) {
    auto list = Json::array();
    for (const auto& token : signature["timestamps"].items()) {
        list.push(Json::object({{"indication", token["indication"]},
                                {"creationTime", token["time"]},
                                {"type", token["type"]}}));
    }
    return list;
}

Json signature_json(const Json& signature) {
    const auto& person = signature["signed_by"];
    return Json::object(
        {{"id", signature["id"]},
         {"signatureFormat", format_of(signature)},
         {"signatureLevel", "NA"},
         {"signedBy", person["common_name"]},
         {"subjectDistinguishedName", Json::object({{"commonName", person["common_name"]},
                                                    {"serialNumber", person["serial_number"]}})},
         {"claimedSigningTime", signature["claimed_signing_time"]},
         {"indication", signature["indication"]},
         {"subIndication", signature["sub_indication"]},
         {"errors", contents_of(signature["errors"])},
         {"warnings", contents_of(signature["warnings"])},
         {"signatureScopes", scopes_of(signature)},
         {"info", Json::object({{"bestSignatureTime", signature["best_signature_time"]},
                                {"timestamps", timestamp_times(signature)}})}});
}

Json token_json(const Json& token) {
    return Json::object({{"indication", token["indication"]},
                         {"subIndication", token["sub_indication"]},
                         {"signedTime", token["time"]},
                         {"error", contents_of(token["errors"])},
                         {"warning", contents_of(token["warnings"])}});
}

Json form_of(const Json& verdict) {
    constexpr std::array kForms{std::pair{"asic-e", "ASiC-E"}, std::pair{"asic-s", "ASiC-S"}};
    for (const auto& [kind, form] : kForms) {
        if (verdict["container"].as_string() == kind) {
            return Json{form};
        }
    }
    return {};
}

Json policy_json(const Json& verdict) {
    const bool strict = verdict["policy"].as_string() == "strict";
    return Json::object(
        {{"policyName", strict ? "POLv4" : "POLv3"},
         {"policyDescription", "Policy '" + verdict["policy"].as_string() + "' of Möhür"},
         {"policyUrl", "/docs/validation.md"}});
}

/// The signatures and tokens of all verdicts, and how many passed.
struct Gathered {
    Json signatures = Json::array();
    Json tokens = Json::array();
    Json errors = Json::array();
    std::int64_t count = 0;
    std::int64_t valid = 0;

    void add(const Json& verdict) {
        for (const auto& signature : verdict["signatures"].items()) {
            signatures.push(signature_json(signature));
            ++count;
            valid += signature["indication"].as_string() == "TOTAL-PASSED" ? 1 : 0;
        }
        for (const auto& token : verdict["timestamps"].items()) {
            tokens.push(token_json(token));
        }
        const auto more = contents_of(verdict["errors"]);
        for (const auto& error : more.items()) {
            errors.push(error);
        }
    }
};

}  // namespace

Json report(const std::vector<Json>& verdicts, const Asked& asked) {
    Gathered all;
    for (const auto& verdict : verdicts) {
        all.add(verdict);
    }
    const Json& first = verdicts.front();
    auto document = Json::object({{"filename", asked.file_name}});
    if (asked.file_hash) {
        document.set("fileHash", to_base64(asked.file_hash->value)).set("hashAlgo", "SHA256");
    }
    auto conclusion = Json::object({{"policy", policy_json(first)},
                                    {"validationTime", first["validation_time"]},
                                    {"signatureForm", form_of(first)},
                                    {"validatedDocument", std::move(document)},
                                    {"validationLevel", "ARCHIVAL_DATA"},
                                    {"signatures", std::move(all.signatures)},
                                    {"timeStampTokens", std::move(all.tokens)},
                                    {"validationWarnings", std::move(all.errors)},
                                    {"signaturesCount", all.count},
                                    {"validSignaturesCount", all.valid}});
    return Json::object(
        {{"validationReport", Json::object({{"validationConclusion", std::move(conclusion)}})}});
}

}  // namespace mohur::server::siva
