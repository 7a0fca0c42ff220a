// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/revocation_source.h"

#include "signing/pki/pkcs7_internal.h"
#include "signing/pki/revocation_check.h"

#include <algorithm>
#include <span>

namespace mohur::signing {
namespace {

// RFC 9654 clause 2.1: clients SHOULD use 32 octets.
constexpr std::size_t kNonceBytes = 32;
constexpr std::size_t kMaxAddresses = 3;
constexpr std::uint64_t kMaxOcspBytes = 256U << 10U;
constexpr std::uint64_t kMaxCrlBytes = 64U << 20U;
constexpr std::uint64_t kMaxIssuerBytes = 1U << 20U;
constexpr std::chrono::seconds kClockTolerance{60};

Error unavailable(std::string detail) {
    return Error::unavailable("revocation-unavailable", std::move(detail));
}
Error untrusted(std::string detail) {
    return Error::integrity("revocation-untrusted", std::move(detail));
}

// The certificate's author chooses how many addresses there are, we how many are asked.
std::span<const std::string> first_addresses(const std::vector<std::string>& urls) {
    return std::span{urls}.first(std::min(urls.size(), kMaxAddresses));
}

Result<Bytes> fetch_body(HttpFetcher& fetcher, const HttpRequest& request) {
    auto response = fetcher.fetch(request);
    if (!response) {
        return unavailable(request.url + ": " + response.error().reason);
    }
    if (response->status != 200) {
        return unavailable(request.url + ": status " + std::to_string(response->status));
    }
    return std::move(response->body);
}

HttpRequest ocsp_request(const std::string& url, Bytes body) {
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.content_type = "application/ocsp-request";
    request.accept = "application/ocsp-response";
    request.body = std::move(body);
    request.max_response_bytes = kMaxOcspBytes;
    return request;
}

HttpRequest get_request(const std::string& url, std::uint64_t max_bytes) {
    HttpRequest request;
    request.url = url;
    request.max_response_bytes = max_bytes;
    return request;
}

// What cannot be read is no less untrusted than what is badly signed; "try later" is neither.
Error unreadable(const Error& error) {
    return error.code == ErrorCode::unavailable ? unavailable(error.reason + " " + error.detail)
                                                : untrusted(error.reason + " " + error.detail);
}

// Answers carry whole seconds, so a moment within a second asks for that second. "Revoked" does not
// age.
bool too_old(Time made_at, const StatusEntry& entry, const std::optional<Time>& not_before) {
    return not_before.has_value() && entry.status != CertificateStatus::revoked &&
           made_at < std::chrono::floor<std::chrono::seconds>(*not_before);
}

struct Question {
    const Certificate& subject;
    const Certificate& issuer;
    std::optional<Time> not_before;
    Currency current;
};

Result<OcspResponse> ask_responder(HttpFetcher& fetcher, RandomSource& random,
                                   const std::string& url, const Question& question) {
    const Bytes nonce = random.bytes(kNonceBytes);
    MOHUR_TRY(Bytes body, make_ocsp_request(question.subject, question.issuer, nonce));
    MOHUR_TRY(const Bytes answer, fetch_body(fetcher, ocsp_request(url, std::move(body))));
    auto response = OcspResponse::from_der(answer);
    if (!response) {
        return unreadable(response.error());
    }
    // RFC 9654 3: a responder may leave the nonce out, never change it. Without one, an old answer
    // is known by its times.
    if (response->nonce().has_value() && *response->nonce() != nonce) {
        return untrusted("nonce");
    }
    return response;
}

Result<void> check_answer(const OcspResponse& response, const Question& question) {
    MOHUR_TRY(const auto accepted,
              accept_ocsp(response, question.subject, question.issuer, {}, question.current));
    if (too_old(response.produced_at(), accepted.entry, question.not_before)) {
        return untrusted("produced too early");
    }
    if (accepted.entry.status == CertificateStatus::unknown) {
        return Error::not_found("revocation-unavailable", "the responder does not know it");
    }
    return {};
}

Result<Crl> fetch_list(HttpFetcher& fetcher, const std::string& url, const Question& question) {
    MOHUR_TRY(const Bytes answer, fetch_body(fetcher, get_request(url, kMaxCrlBytes)));
    auto crl = Crl::from_der(answer);
    if (!crl) {
        return unreadable(crl.error());
    }
    MOHUR_TRY(const auto accepted,
              accept_crl(*crl, question.subject, question.issuer, question.current));
    if (too_old(crl->this_update(), accepted.entry, question.not_before)) {
        return untrusted("issued too early");
    }
    return crl;
}

/// The error that tells most: somebody's wrong answer before nobody's answer.
class WorstError {
public:
    void add(const Error& error) {
        if (error.code == ErrorCode::integrity || error_.code != ErrorCode::integrity) {
            error_ = error;
        }
    }
    [[nodiscard]] const Error& get() const noexcept { return error_; }

private:
    Error error_ = unavailable("the certificate names no address");
};

std::vector<Certificate> certificates_of(BytesView body) {
    auto certificates = Certificate::from_pem_or_der(body);
    if (!certificates) {
        certificates = certificates_of_pkcs7(body);
    }
    return std::move(certificates).value_or({});
}

}  // namespace

Result<RevocationMaterial> NoRevocationSource::fetch(const Certificate& /*subject*/,
                                                     const Certificate& /*issuer*/,
                                                     std::optional<Time> /*not_before*/) {
    return unavailable("offline");
}

std::vector<Certificate> NoRevocationSource::fetch_issuers(const Certificate& /*subject*/) {
    return {};
}

OnlineRevocationSource::OnlineRevocationSource(HttpFetcher& fetcher, const Clock& clock,
                                               RandomSource& random)
    : fetcher_{fetcher}, clock_{clock}, random_{random} {}

Result<RevocationMaterial> OnlineRevocationSource::fetch(const Certificate& subject,
                                                         const Certificate& issuer,
                                                         std::optional<Time> not_before) {
    WorstError worst;
    const auto question = [&] {
        return Question{subject, issuer, not_before, {clock_.now(), kClockTolerance}};
    };
    for (const auto& url : first_addresses(subject.ocsp_urls())) {
        auto response = ask_responder(fetcher_, random_, url, question());
        const auto checked =
            response ? check_answer(*response, question()) : Result<void>{response.error()};
        if (checked) {
            return RevocationMaterial{*std::move(response), std::nullopt};
        }
        if (checked.error().code == ErrorCode::not_found) {
            return unavailable(checked.error().detail);
        }
        worst.add(checked.error());
    }
    for (const auto& url : first_addresses(subject.crl_urls())) {
        auto crl = fetch_list(fetcher_, url, question());
        if (crl) {
            return RevocationMaterial{std::nullopt, *std::move(crl)};
        }
        worst.add(crl.error());
    }
    return worst.get();
}

std::vector<Certificate> OnlineRevocationSource::fetch_issuers(const Certificate& subject) {
    std::vector<Certificate> out;
    for (const auto& url : first_addresses(subject.ca_issuer_urls())) {
        const auto body = fetch_body(fetcher_, get_request(url, kMaxIssuerBytes));
        if (!body) {
            continue;
        }
        for (auto& candidate : certificates_of(*body)) {
            if (subject.signed_by(candidate) && std::ranges::find(out, candidate) == out.end()) {
                out.push_back(std::move(candidate));
            }
        }
    }
    return out;
}

}  // namespace mohur::signing
