// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signers/mobile_id_messages.h"

#include <algorithm>
#include <array>

namespace mohur::server::mobile_id {
namespace {

constexpr std::size_t kMaxCertificates = 16;
constexpr std::size_t kMaxSessionName = 64;
constexpr std::size_t kDisplayUnits = 50;
constexpr std::size_t kMaxValue = 1'024;

Error answer_invalid(std::string what) {
    return Error::integrity("mobile-id-answer-invalid", std::move(what));
}

/// What a status other than 200 means to the person and to the administrator.
Error refusal(int status) {
    const auto seen = std::to_string(status);
    switch (status) {
        case 400: return Error::malformed("mobile-id-request-refused", seen);
        case 401:
        case 403: return Error::unavailable("mobile-id-not-authorised", seen);
        case 404: return Error::conflict("mobile-id-session-lost", seen);
        default: return Error::unavailable("mobile-id-unavailable", seen);
    }
}

Result<Json> body_of(const HttpResponse& response) {
    if (response.status != 200) {
        return refusal(response.status);
    }
    auto json = Json::parse(as_text(response.body));
    return json && json->is_object() ? std::move(json) : Result<Json>{answer_invalid("json")};
}

struct Outcome {
    std::string_view result;
    ErrorCode code;
    std::string_view reason;
};
constexpr std::array kOutcomes{
    Outcome{"TIMEOUT", ErrorCode::unavailable, "mobile-id-timeout"},
    Outcome{"EXPIRED_TRANSACTION", ErrorCode::unavailable, "mobile-id-timeout"},
    Outcome{"NOT_FOUND", ErrorCode::not_found, "mobile-id-not-client"},
    Outcome{"NOT_MID_CLIENT", ErrorCode::not_found, "mobile-id-not-client"},
    Outcome{"NOT_ACTIVE", ErrorCode::not_found, "mobile-id-not-client"},
    Outcome{"USER_CANCELLED", ErrorCode::denied, "mobile-id-cancelled"},
    Outcome{"SIGNATURE_HASH_MISMATCH", ErrorCode::integrity, "mobile-id-hash-mismatch"},
    Outcome{"PHONE_ABSENT", ErrorCode::unavailable, "mobile-id-phone-absent"},
    Outcome{"DELIVERY_ERROR", ErrorCode::unavailable, "mobile-id-delivery"},
    Outcome{"SIM_ERROR", ErrorCode::unavailable, "mobile-id-sim"},
};

Result<void> outcome_of(const Json& json) {
    const auto& result = json["result"].as_string();
    if (result == "OK") {
        return {};
    }
    const auto row = std::ranges::find(kOutcomes, result, &Outcome::result);
    return row == kOutcomes.end() ? answer_invalid("result")
                                  : Error{row->code, std::string{row->reason}, result};
}

std::string_view hash_name(DigestAlgorithm algorithm) {
    switch (algorithm) {
        case DigestAlgorithm::sha384: return "SHA384";
        case DigestAlgorithm::sha512: return "SHA512";
        default: return "SHA256";
    }
}

std::string algorithm_name(const signing::SignatureAlgorithm& algorithm) {
    const bool ec = algorithm.scheme == signing::SignatureScheme::ecdsa;
    return std::string{hash_name(algorithm.digest)} + "With" + (ec ? "EC" : "RSA") + "Encryption";
}

Result<signing::Certificate> certificate_from(const Json& text) {
    const auto der = from_base64(text.as_string());
    if (!der) {
        return answer_invalid("certificate");
    }
    auto certificate = signing::Certificate::from_der(*der);
    return certificate ? std::move(certificate)
                       : Result<signing::Certificate>{answer_invalid("certificate")};
}

Json from_party(const RelyingParty& party, const Recipient& recipient) {
    return Json::object({{"relyingPartyUUID", party.uuid},
                         {"relyingPartyName", party.name},
                         {"phoneNumber", recipient.phone},
                         {"nationalIdentityNumber", recipient.identity}});
}

}  // namespace

Json certificate_request(const RelyingParty& party, const Recipient& recipient) {
    return from_party(party, recipient);
}

Result<std::vector<signing::Certificate>> certificates_from(const HttpResponse& response) {
    MOHUR_TRY(const auto json, body_of(response));
    MOHUR_TRY_VOID(outcome_of(json));
    auto texts = json["certs"].items();
    if (texts.empty()) {
        texts.push_back(json["cert"]);
    }
    if (texts.size() > kMaxCertificates) {
        return answer_invalid("too many certificates");
    }
    std::vector<signing::Certificate> all;
    for (const auto& text : texts) {
        MOHUR_TRY(auto certificate, certificate_from(text));
        all.push_back(std::move(certificate));
    }
    return all;
}

Json signature_request(const RelyingParty& party, const SignatureQuestion& question,
                       std::string_view language) {
    auto json = from_party(party, question.recipient);
    json.set("hash", to_base64(question.to_be_signed.value));
    json.set("hashType", hash_name(question.to_be_signed.algorithm));
    json.set("language", language);
    json.set("displayText", display_text(question.text));
    json.set("displayTextFormat", "UCS-2");
    return json;
}

Result<std::string> session_from(const HttpResponse& response) {
    MOHUR_TRY(const auto json, body_of(response));
    const auto& name = json["sessionID"].as_string();
    const bool plain = std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-';
    });
    if (name.empty() || name.size() > kMaxSessionName || !plain) {
        return answer_invalid("sessionID");
    }
    return name;
}

Result<std::optional<Bytes>> value_from(const HttpResponse& response,
                                        const signing::SignatureAlgorithm& wanted) {
    MOHUR_TRY(const auto json, body_of(response));
    const auto& state = json["state"].as_string();
    if (state == "RUNNING") {
        return std::optional<Bytes>{};
    }
    if (state != "COMPLETE") {
        return answer_invalid("state");
    }
    MOHUR_TRY_VOID(outcome_of(json));
    const auto& signature = json["signature"];
    if (signature["algorithm"].as_string() != algorithm_name(wanted)) {
        return answer_invalid("algorithm");
    }
    auto value = from_base64(signature["value"].as_string());
    if (!value || value->empty() || value->size() > kMaxValue) {
        return answer_invalid("value");
    }
    return std::optional{std::move(*value)};
}

std::string control_code(const Digest& digest) {
    MOHUR_CHECK(digest.value.size() >= 2);
    const unsigned first = digest.value.front() >> 2U;
    const unsigned last = digest.value.back() & 0x7fU;
    const auto number = std::to_string((first << 7U) | last);
    return std::string(4 - number.size(), '0') + number;
}

std::string display_text(std::string_view text) {
    std::size_t units = 0;
    std::size_t end = 0;
    while (end < text.size()) {
        std::size_t next = end + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xc0U) == 0x80U) {
            ++next;
        }
        // Four octets of UTF-8 are two units of UTF-16.
        units += next - end == 4 ? 2 : 1;
        if (units > kDisplayUnits) {
            break;
        }
        end = next;
    }
    return std::string{text.substr(0, end)};
}

}  // namespace mohur::server::mobile_id
