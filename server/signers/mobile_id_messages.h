// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/signers/remote_signer.h"
#include "signing/core/http_fetcher.h"

/// The messages of the Mobile-ID REST API as SK ID Solutions documents it. Everything that knows
/// its wire format stands here, so that another service is another file like this one. Pure
/// functions.
namespace mohur::server::mobile_id {

/// Who asks, as agreed with the service. Immutable value.
struct RelyingParty {
    std::string uuid;
    std::string name;
};

[[nodiscard]] Json certificate_request(const RelyingParty& party, const Recipient& recipient);
/// The subscriber's certificates: the documented `cert`, and `certs` of services whose subscribers
/// have several (ASAN İmza: as a citizen, for a company, for a public body). Errors: those of
/// `refusal`; `not_found` "mobile-id-not-client"; `integrity` "mobile-id-answer-invalid".
[[nodiscard]] Result<std::vector<signing::Certificate>> certificates_from(
    const HttpResponse& response);

[[nodiscard]] Json signature_request(const RelyingParty& party, const SignatureQuestion& question,
                                     std::string_view language);
/// The service's name of the question, fit for a path. Errors as above.
[[nodiscard]] Result<std::string> session_from(const HttpResponse& response);

/// The value, or nothing while the session runs. Errors beside those above, one of each result of
/// the service: `unavailable` "mobile-id-timeout", "mobile-id-phone-absent", "mobile-id-delivery",
/// "mobile-id-sim"; `denied` "mobile-id-cancelled"; `integrity` "mobile-id-hash-mismatch".
[[nodiscard]] Result<std::optional<Bytes>> value_from(const HttpResponse& response,
                                                      const signing::SignatureAlgorithm& wanted);

/// Four digits: the first six bits of the digest and its last seven (SK: "verification code").
[[nodiscard]] std::string control_code(const Digest& digest);
/// What the telephone can show: at most fifty units of UCS-2.
[[nodiscard]] std::string display_text(std::string_view text);

}  // namespace mohur::server::mobile_id
