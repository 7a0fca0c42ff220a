// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"
#include "signing/creation/signature_engine.h"
#include "signing/validation/validator.h"

#include <string>
#include <vector>

namespace mohur::signing::testing {

/// One moment for everything: the PKI is issued at it, and every clock stands at it.
[[nodiscard]] Time bench_moment();
[[nodiscard]] const pkitest::Hierarchy& bench_pki();
[[nodiscard]] Certificate bench_certificate(std::string_view name);

/// Answers as the services of the test PKI would, in process, and remembers what was asked.
class PkiFetcher final : public HttpFetcher {
public:
    [[nodiscard]] Result<HttpResponse> fetch(const HttpRequest& request) override;

    std::string ocsp_behaviour;  ///< "" is honest
    std::string timestamp_behaviour;
    std::vector<std::string> paths;  ///< of every request, in order
};

/// An engine over the test PKI, and the keys of its certificates.
class SigningBench {
public:
    SigningBench();

    [[nodiscard]] SigningRequest request(CreationFormat format, SignatureLevel level,
                                         std::string_view signer = "signer") const;
    [[nodiscard]] Bytes sign(const PreparedSignature& prepared,
                             std::string_view signer = "signer") const;
    /// prepare, sign, complete.
    [[nodiscard]] Result<Bytes> run(const SigningRequest& request,
                                    std::string_view signer = "signer");
    /// The file of `request` raised to a level; detached contents are those of `contents`.
    [[nodiscard]] Result<Bytes> extend(const Bytes& file, SignatureLevel level,
                                       std::vector<DataObject> contents = {},
                                       std::vector<std::string> signatures = {});
    /// The reason of the error, or "" when all went well.
    [[nodiscard]] std::string outcome(const SigningRequest& request,
                                      std::string_view signer = "signer");

    PkiFetcher fetcher;
    TrustAnchors anchors;
    FixedClock clock;
    SystemRandom random;
    OnlineRevocationSource revocation;
    TimestampClient timestamps;
    SignatureEngine engine;
};

[[nodiscard]] DataObject data_object(std::string name, std::string_view content);
[[nodiscard]] DataObject data_object(std::string name, Bytes content);
/// What `read_file` finds, with detached contents at hand.
[[nodiscard]] FileFacts facts_of(const Bytes& file, const std::vector<DataObject>& contents = {});
/// The verdict on the file with the anchors of the bench and what it embeds.
[[nodiscard]] FileVerdict verdict_of(const Bytes& file,
                                     const std::vector<DataObject>& contents = {});

/// A small PDF of one page.
[[nodiscard]] Bytes small_pdf();

}  // namespace mohur::signing::testing
