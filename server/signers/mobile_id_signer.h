// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/config/config.h"
#include "server/signers/mobile_id_messages.h"

namespace mohur::server {

/// Mobile-ID over its REST API. Thread-safe. Borrows the fetcher.
class MobileIdSigner final : public RemoteSigner {
public:
    MobileIdSigner(MobileIdConfig config, HttpFetcher& fetcher)
        : config_{std::move(config)},
          party_{config_.relying_party_uuid, config_.relying_party_name},
          fetcher_{fetcher} {}

    [[nodiscard]] std::string_view kind() const noexcept override { return "mobile-id"; }
    [[nodiscard]] std::chrono::seconds patience() const noexcept override { return config_.wait; }
    [[nodiscard]] std::string control_code(const Digest& to_be_signed) const override {
        return mobile_id::control_code(to_be_signed);
    }
    /// Errors of all three: those of mobile_id_messages.h; `unavailable` "mobile-id-unreachable".
    [[nodiscard]] Result<std::vector<signing::Certificate>> certificates(
        const Recipient& recipient) override;
    [[nodiscard]] Result<std::string> ask(const SignatureQuestion& question) override;
    [[nodiscard]] Result<std::optional<Bytes>> answer(const std::string& question,
                                                      const signing::SignatureAlgorithm& algorithm,
                                                      std::chrono::milliseconds wait) override;

private:
    [[nodiscard]] Result<HttpResponse> post(std::string_view path, const Json& body);
    [[nodiscard]] Result<HttpResponse> send(HttpRequest request);

    MobileIdConfig config_;
    mobile_id::RelyingParty party_;
    HttpFetcher& fetcher_;
};

}  // namespace mohur::server
