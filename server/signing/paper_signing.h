// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/ceremony/signing_session.h"
#include "server/api/api_services.h"
#include "signing/creation/signing_request.h"

namespace mohur::server {

/// The key that shall sign a paper, wherever it is.
struct PaperKey {
    std::string means;
    std::string device;  ///< "pkcs11", "mobile-id", "web-eid"
    signing::Certificate certificate;
    std::vector<signing::Certificate> chain;
    signing::SignatureAlgorithm algorithm;
};

/// What an intent says to whoever holds the key.
struct PaperTask {
    PaperKey key;
    signing::PreparedSignature prepared;
    Time at;  ///< claimed signing time
};

/// Makes the PAdES-BASELINE-LT signature of a paper, in workers, with a key that is elsewhere
/// between the two steps. What the second needs lies in the intent. Thread-safe. Borrows the
/// services.
class PaperSigning {
public:
    explicit PaperSigning(const ApiServices& services) : services_{services} {}

    /// Errors: those of WorkerSignatureEngine::prepare.
    [[nodiscard]] Result<documents::SigningIntent> prepare(const documents::AgencyScope& scope,
                                                           const documents::File& paper,
                                                           const PaperKey& key, Time at) const;
    [[nodiscard]] static Result<PaperTask> task_of(const documents::SigningIntent& intent);
    /// The signed file with its verdict, in the store. ECDSA values come as DER. Errors: those of
    /// WorkerSignatureEngine::complete.
    [[nodiscard]] Result<documents::SignedPaper> complete(const documents::AgencyScope& scope,
                                                          const documents::SigningIntent& intent,
                                                          const PaperTask& task,
                                                          BytesView value) const;

private:
    [[nodiscard]] Result<signing::SigningRequest> request_for(const documents::AgencyScope& scope,
                                                              const Digest& paper,
                                                              const PaperKey& key, Time at) const;
    const ApiServices& services_;
};

/// What the next signature goes into; null where there is no paper.
[[nodiscard]] const documents::File* paper_of(const documents::Version& version);

/// A key of the ring as a signer of papers. `unsupported` "key-mechanism".
[[nodiscard]] Result<PaperKey> paper_key_of(const Means& means);

}  // namespace mohur::server
