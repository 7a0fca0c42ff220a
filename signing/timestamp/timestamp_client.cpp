// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/timestamp/timestamp_client.h"

#include "signing/asn1/der.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr std::string_view kTimeStamping = "1.3.6.1.5.5.7.3.8";
constexpr std::size_t kNonceBytes = 8;
constexpr std::uint64_t kMaxResponseBytes = 1U << 20U;
constexpr std::int64_t kGranted = 0;

// TimeStampReq (RFC 3161 2.4.1), no policy asked for. `nonce` is a whole INTEGER.
Bytes make_request(const Digest& digest, const Bytes& nonce) {
    const Bytes algorithm = der::sequence({der::oid(oid_of(digest.algorithm)), der::null()});
    const Bytes imprint = der::sequence({algorithm, der::octet_string(digest.value)});
    return der::sequence({der::integer(1), imprint, nonce, der::boolean(true)});
}

// TimeStampResp (RFC 3161 2.4.2)
Result<TimestampToken> read_response(const Bytes& body) {
    const Limits limits;
    DerReader outer{body, limits.der_depth};
    MOHUR_TRY(DerReader response, outer.enter(tag::kSequence));
    MOHUR_TRY_VOID(outer.finish());
    MOHUR_TRY(DerReader status_info, response.enter(tag::kSequence));
    MOHUR_TRY(const auto status, status_info.small_integer());
    // grantedWithMods too: the token would not be what was asked for.
    if (status != kGranted) {
        return Error::integrity("tsa-not-granted", "PKIStatus " + std::to_string(status));
    }
    return TimestampToken::parse(response.rest(), limits);
}

Error as_tsa_error(const Error& error) {
    return error.code == ErrorCode::integrity
               ? error
               : Error::integrity("tsa-response-invalid", error.reason + " " + error.detail);
}

// RFC 3161 2.3: exactly one, critical extended key usage.
bool is_for_timestamping(const Certificate& certificate) {
    const auto& usages = certificate.extended_key_usage();
    return usages.size() == 1 && usages.front() == kTimeStamping &&
           certificate.extended_key_usage_critical();
}

Result<void> check_signer(const TimestampToken& token) {
    const auto check = token.check({});
    if (!check.tsa) {
        return Error::integrity("tsa-certificate", "not in the token");
    }
    const auto has = [&](std::string_view problem) {
        return std::ranges::find(check.problems, problem) != check.problems.end();
    };
    if (has("signing-certificate-reference-missing") ||
        has("signing-certificate-reference-mismatch")) {
        return Error::integrity("tsa-certificate", "signing-certificate attribute");
    }
    if (!check.intact) {
        return Error::integrity("tsa-signature");
    }
    if (!is_for_timestamping(*check.tsa)) {
        return Error::integrity("tsa-certificate", "extended key usage");
    }
    if (!check.tsa->valid_at(token.time())) {
        return Error::integrity("tsa-certificate", "not valid at genTime");
    }
    return {};
}

}  // namespace

TimestampClient::TimestampClient(HttpFetcher& fetcher, const Clock& clock, RandomSource& random,
                                 TimestampSettings settings)
    : fetcher_{fetcher}, clock_{clock}, random_{random}, settings_{std::move(settings)} {}

Result<TimestampToken> TimestampClient::ask(const std::string& url, const Digest& digest) {
    const Bytes nonce = der::unsigned_integer(random_.bytes(kNonceBytes));
    const HttpRequest request{.method = "POST",
                              .url = url,
                              .content_type = "application/timestamp-query",
                              .accept = "application/timestamp-reply",
                              .body = make_request(digest, nonce),
                              .max_response_bytes = kMaxResponseBytes,
                              .timeout = settings_.timeout};
    MOHUR_TRY(const HttpResponse response, fetcher_.fetch(request));
    if (response.status != 200) {
        return Error::unavailable("tsa-unreachable",
                                  "HTTP status " + std::to_string(response.status));
    }
    auto token = read_response(response.body);
    if (!token) {
        return as_tsa_error(token.error());
    }
    if (!token->covers(digest)) {
        return Error::integrity("tsa-imprint");
    }
    if (!token->nonce() || der::element(tag::kInteger, *token->nonce()) != nonce) {
        return Error::integrity("tsa-nonce");
    }
    MOHUR_TRY_VOID(check_signer(*token));
    const auto skew = std::chrono::abs(clock_.now() - token->time());
    if (skew > settings_.max_clock_skew) {
        return Error::integrity("tsa-clock-skew");
    }
    return token;
}

Result<TimestampToken> TimestampClient::stamp(const Digest& digest) {
    Error failure = Error::unavailable("tsa-unreachable", "no address configured");
    for (const auto& url : settings_.urls) {
        auto token = ask(url, digest);
        if (token) {
            return token;
        }
        // A wrong answer tells more than a missing one.
        const bool no_answer = token.error().code == ErrorCode::unavailable ||
                               token.error().code == ErrorCode::too_large;
        if (!no_answer) {
            failure = token.error();
        } else if (failure.code == ErrorCode::unavailable) {
            failure = Error::unavailable("tsa-unreachable", token.error().detail);
        }
    }
    return failure;
}

}  // namespace mohur::signing
