// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/signing_messages.h"

#include <algorithm>
#include <array>

namespace mohur::server {
namespace {

using signing::Certificate;
using signing::PreparedSignature;
using signing::SignatureAlgorithm;
using signing::SignatureScheme;
using signing::SigningRequest;

Error invalid(std::string detail) {
    return Error::malformed("signing-request-invalid", std::move(detail));
}

template <class Value>
struct Named {
    Value value;
    std::string_view name;
};
template <class Value>
Named(Value, const char*) -> Named<Value>;

template <class Value, std::size_t Count>
std::string name_in(const std::array<Named<Value>, Count>& names, Value value) {
    const auto found = std::ranges::find(names, value, &Named<Value>::value);
    return found == names.end() ? "" : std::string{found->name};
}

template <class Value, std::size_t Count>
Result<Value> value_in(const std::array<Named<Value>, Count>& names, const Json& json) {
    const auto found =
        std::ranges::find(names, std::string_view{json.as_string()}, &Named<Value>::name);
    return found == names.end() ? Result<Value>{invalid(json.as_string())}
                                : Result<Value>{found->value};
}

constexpr std::array kSchemes{
    Named{SignatureScheme::rsa_pkcs1, "rsa-pkcs1"}, Named{SignatureScheme::rsa_pss, "rsa-pss"},
    Named{SignatureScheme::ecdsa, "ecdsa"}, Named{SignatureScheme::ed25519, "ed25519"}};

Result<DigestAlgorithm> digest_from(const Json& json) {
    const auto algorithm = digest_algorithm_from(json.as_string());
    return algorithm ? Result<DigestAlgorithm>{*algorithm}
                     : Result<DigestAlgorithm>{invalid("digest algorithm")};
}

Json to_json(const SignatureAlgorithm& algorithm) {
    Json json = Json::object(
        {{"scheme", name_in(kSchemes, algorithm.scheme)}, {"digest", to_string(algorithm.digest)}});
    if (algorithm.mgf_digest) {
        json.set("mgf_digest", to_string(*algorithm.mgf_digest));
    }
    if (algorithm.salt_length) {
        json.set("salt_length", *algorithm.salt_length);
    }
    return json;
}

Result<SignatureAlgorithm> algorithm_from(const Json& json) {
    SignatureAlgorithm algorithm;
    MOHUR_TRY(algorithm.scheme, value_in(kSchemes, json["scheme"]));
    MOHUR_TRY(algorithm.digest, digest_from(json["digest"]));
    if (json.contains("mgf_digest")) {
        MOHUR_TRY(algorithm.mgf_digest, digest_from(json["mgf_digest"]));
    }
    if (json.contains("salt_length")) {
        algorithm.salt_length = static_cast<int>(json["salt_length"].as_integer());
    }
    return algorithm;
}

Result<Certificate> certificate_from(const Json& json) {
    MOHUR_TRY(const auto der, from_base64(json.as_string()));
    return Certificate::from_der(der);
}

using Inputs = std::vector<std::shared_ptr<const ByteSource>>;

/// The objects' bytes are inputs from `first` on; `more` inputs are something else.
Result<std::vector<signing::DataObject>> data_from(const Json& json, const Inputs& inputs,
                                                   std::size_t first, std::size_t more) {
    if (json.items().size() + first + more != inputs.size()) {
        return invalid("data");
    }
    std::vector<signing::DataObject> data;
    for (std::size_t i = 0; i < json.items().size(); ++i) {
        const auto& item = json.items()[i];
        data.push_back(
            {item["name"].as_string(), item["mime_type"].as_string(), inputs[first + i]});
    }
    return data;
}

Json names_of(const std::vector<signing::DataObject>& objects) {
    Json json = Json::array();
    for (const auto& object : objects) {
        json.push(Json::object({{"name", object.name}, {"mime_type", object.mime_type}}));
    }
    return json;
}

Json texts(const std::vector<std::string>& from) {
    Json json = Json::array();
    for (const auto& text : from) {
        json.push(text);
    }
    return json;
}

std::vector<std::string> texts_from(const Json& json) {
    std::vector<std::string> texts;
    for (const auto& text : json.items()) {
        texts.push_back(text.as_string());
    }
    return texts;
}

Json to_json(const signing::SignaturePolicyReference& policy) {
    return Json::object({{"id", policy.id},
                         {"digest_algorithm", to_string(policy.digest.algorithm)},
                         {"digest", to_base64(policy.digest.value)},
                         {"spuri", policy.spuri}});
}

Result<signing::SignaturePolicyReference> policy_from(const Json& json) {
    signing::SignaturePolicyReference policy{json["id"].as_string(), {}, json["spuri"].as_string()};
    MOHUR_TRY(policy.digest.algorithm, digest_from(json["digest_algorithm"]));
    MOHUR_TRY(policy.digest.value, from_base64(json["digest"].as_string()));
    return policy;
}

Json to_json(const signing::pades::PagePlace& place) {
    return Json::object({{"page", static_cast<std::int64_t>(place.page)},
                         {"new_page", place.new_page},
                         {"left", place.left},
                         {"top", place.top},
                         {"width", place.width},
                         {"height", place.height}});
}

signing::pades::PagePlace place_from(const Json& json) {
    return {static_cast<std::size_t>(std::max<std::int64_t>(json["page"].as_integer(), 0)),
            json["new_page"].as_bool(),
            json["left"].as_number(),
            json["top"].as_number(),
            json["width"].as_number(),
            json["height"].as_number()};
}

Json to_json(const signing::PdfSignature& pdf) {
    auto json = Json::object(
        {{"field", pdf.field}, {"refuse", pdf.content == signing::ContentPolicy::refuse}});
    if (pdf.certification) {
        json.set("certification", static_cast<std::int64_t>(*pdf.certification));
    }
    if (pdf.appearance) {
        json.set("description", pdf.appearance->description);
        if (pdf.appearance->place) {
            json.set("place", to_json(*pdf.appearance->place));
        }
    }
    return json;
}

/// `drawing` is null for an invisible signature.
signing::PdfSignature pdf_from(const Json& json, std::shared_ptr<const ByteSource> drawing) {
    signing::PdfSignature pdf{json["field"].as_string()};
    pdf.content =
        json["refuse"].as_bool() ? signing::ContentPolicy::refuse : signing::ContentPolicy::warn;
    if (json.contains("certification")) {
        pdf.certification = static_cast<int>(json["certification"].as_integer());
    }
    if (drawing != nullptr) {
        pdf.appearance = {std::move(drawing), json["description"].as_string(), {}};
        if (json.contains("place")) {
            pdf.appearance->place = place_from(json["place"]);
        }
    }
    return pdf;
}

Json to_json(const std::vector<signing::Finding>& findings) {
    Json json = Json::array();
    for (const auto& finding : findings) {
        json.push(Json::object({{"code", finding.code}, {"text", finding.text}}));
    }
    return json;
}

}  // namespace

Json to_json(const std::vector<Certificate>& certificates) {
    Json json = Json::array();
    for (const auto& certificate : certificates) {
        json.push(to_base64(certificate.der()));
    }
    return json;
}

Result<std::vector<Certificate>> certificates_from(const Json& json) {
    std::vector<Certificate> certificates;
    for (const auto& item : json.items()) {
        MOHUR_TRY(auto certificate, certificate_from(item));
        certificates.push_back(std::move(certificate));
    }
    return certificates;
}

Json to_json(const SigningRequest& request) {
    const auto format = name_of(request.format);
    auto json = Json::object({{"format", format.format},
                              {"packaging", format.packaging},
                              {"level", to_string(request.level)},
                              {"data", names_of(request.data)},
                              {"signer", to_base64(request.signer.der())},
                              {"chain", to_json(request.chain)},
                              {"algorithm", to_json(request.algorithm)},
                              {"signing_time", to_rfc3339(request.signing_time)},
                              {"reason", request.reason},
                              {"location", request.location},
                              {"claimed_roles", texts(request.claimed_roles)},
                              {"present_signature", request.present_signature != nullptr},
                              {"commitment_types", texts(request.commitment_types)},
                              {"content_timestamp", request.content_timestamp},
                              {"countersigned", request.countersigned},
                              {"pdf", to_json(request.pdf)},
                              {"drawing", request.pdf.appearance.has_value()}});
    if (request.policy) {
        json.set("policy", to_json(*request.policy));
    }
    return json;
}

Result<SigningRequest> signing_request_from(const Json& json, const Inputs& inputs) {
    const auto format =
        signing::creation_format_from(json["format"].as_string(), json["packaging"].as_string());
    const auto level = signing::signature_level_from(json["level"].as_string());
    if (!format || !level) {
        return invalid("format or level");
    }
    const bool present = json["present_signature"].as_bool();
    const bool drawn = json["drawing"].as_bool();
    MOHUR_TRY(auto data,
              data_from(json["data"], inputs, 0, (present ? 1U : 0U) + (drawn ? 1U : 0U)));
    const auto after_data = data.size();
    MOHUR_TRY(auto signer, certificate_from(json["signer"]));
    MOHUR_TRY(auto chain, certificates_from(json["chain"]));
    MOHUR_TRY(const auto algorithm, algorithm_from(json["algorithm"]));
    MOHUR_TRY(const auto time, parse_rfc3339(json["signing_time"].as_string()));
    SigningRequest request{.format = *format,
                           .level = *level,
                           .data = std::move(data),
                           .signer = std::move(signer),
                           .chain = std::move(chain),
                           .algorithm = algorithm,
                           .signing_time = time,
                           .reason = json["reason"].as_string(),
                           .location = json["location"].as_string(),
                           .claimed_roles = texts_from(json["claimed_roles"]),
                           .limits = Limits{}};
    request.present_signature = present ? inputs[after_data] : nullptr;
    request.pdf = pdf_from(json["pdf"], drawn ? inputs.back() : nullptr);
    request.commitment_types = texts_from(json["commitment_types"]);
    request.content_timestamp = json["content_timestamp"].as_bool();
    request.countersigned = json["countersigned"].as_string();
    if (json.contains("policy")) {
        MOHUR_TRY(request.policy, policy_from(json["policy"]));
    }
    return request;
}

Json to_json(const signing::ExtensionRequest& request) {
    return Json::object({{"level", to_string(request.level)},
                         {"contents", names_of(request.contents)},
                         {"signatures", texts(request.signatures)},
                         {"certificates", to_json(request.certificates)}});
}

Result<signing::ExtensionRequest> extension_request_from(const Json& json, const Inputs& inputs) {
    const auto level = signing::signature_level_from(json["level"].as_string());
    if (!level || inputs.empty()) {
        return invalid("level or file");
    }
    signing::ExtensionRequest request{
        *level, inputs.front(), {}, texts_from(json["signatures"]), Limits{}};
    MOHUR_TRY(request.contents, data_from(json["contents"], inputs, 1, 0));
    MOHUR_TRY(request.certificates, certificates_from(json["certificates"]));
    return request;
}

Json to_json(const PreparedSignature& prepared) {
    return Json::object({{"to_be_signed", to_base64(prepared.to_be_signed)},
                         {"digest_algorithm", to_string(prepared.to_be_signed_digest.algorithm)},
                         {"digest", to_base64(prepared.to_be_signed_digest.value)},
                         {"state", to_base64(prepared.state)},
                         {"warnings", to_json(prepared.warnings)}});
}

Result<PreparedSignature> prepared_signature_from(const Json& json) {
    PreparedSignature prepared;
    MOHUR_TRY(prepared.to_be_signed, from_base64(json["to_be_signed"].as_string()));
    MOHUR_TRY(prepared.to_be_signed_digest.algorithm, digest_from(json["digest_algorithm"]));
    MOHUR_TRY(prepared.to_be_signed_digest.value, from_base64(json["digest"].as_string()));
    MOHUR_TRY(prepared.state, from_base64(json["state"].as_string()));
    for (const auto& item : json["warnings"].items()) {
        prepared.warnings.push_back({item["code"].as_string(), item["text"].as_string()});
    }
    if (prepared.to_be_signed.empty() || prepared.state.empty()) {
        return invalid("prepared");
    }
    return prepared;
}

}  // namespace mohur::server
