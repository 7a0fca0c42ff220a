// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/task.h"
#include "server/worker/worker_pool.h"
#include "signing/creation/signing_request.h"
#include "signing/pki/trust_anchors.h"

namespace mohur::server {

/// `SignatureEngine` on the far side of a process: documents are parsed, timestamps and revocation
/// answers are read and the result is verified in workers, while the key and the egress policy stay
/// here. Thread-safe. Borrows the pool.
class WorkerSignatureEngine {
public:
    WorkerSignatureEngine(const WorkerPool& workers, signing::TrustAnchors anchors,
                          std::vector<std::string> tsa_urls);

    /// Errors: those of `SignatureEngine::prepare` and of the pool.
    [[nodiscard]] Result<signing::PreparedSignature> prepare(
        const signing::SigningRequest& request) const;
    /// Errors: those of `SignatureEngine::complete` and of the pool. What was written is void on
    /// error.
    [[nodiscard]] Result<void> complete(const signing::SigningRequest& request,
                                        const signing::PreparedSignature& prepared,
                                        BytesView signature_value,
                                        std::shared_ptr<ByteTarget> target) const;

    /// Errors: those of `SignatureEngine::extend` and of the pool.
    [[nodiscard]] Result<void> extend(const signing::ExtensionRequest& request,
                                      std::shared_ptr<ByteTarget> target) const;
    /// Errors: those of `SignatureEngine::timestamp` and of the pool.
    [[nodiscard]] Result<void> timestamp(const signing::DataObject& data,
                                         std::shared_ptr<ByteTarget> target) const;

private:
    [[nodiscard]] Json message(Json request) const;

    const WorkerPool& workers_;
    signing::TrustAnchors anchors_;
    std::vector<std::string> tsa_urls_;
};

/// The tasks "prepare-signature", "complete-signature", "extend-signatures" and
/// "timestamp-container", as the worker runs them.
[[nodiscard]] Result<Json> run_prepare_signature(const Json& request, const TaskFiles& files,
                                                 const WorkerServices& services);
[[nodiscard]] Result<Json> run_complete_signature(const Json& request, const TaskFiles& files,
                                                  const WorkerServices& services);

[[nodiscard]] Result<Json> run_extend_signatures(const Json& request, const TaskFiles& files,
                                                 const WorkerServices& services);
[[nodiscard]] Result<Json> run_timestamp_container(const Json& request, const TaskFiles& files,
                                                   const WorkerServices& services);

}  // namespace mohur::server
