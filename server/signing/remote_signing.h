// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/ceremony/remote_signature.h"
#include "server/signing/ceremony_desk.h"

#include <atomic>

namespace mohur::server {

/// Asks remote signers and waits for people: the work of CeremonyDesk::kRemoteJob. It has a runner
/// of its own, because a person takes minutes and no delivery shall wait for one. Every step is a
/// row, so a node that stops or dies hands the wait to another, which goes on where it stood; a
/// question that may or may not have gone out is not put twice. No transaction is open while the
/// network works. Thread-safe. Borrows everything.
class RemoteSigning {
public:
    RemoteSigning(const ApiServices& services, const CeremonyDesk& desk)
        : services_{services}, desk_{desk} {}

    /// A runner for it: many waits at once, and a short lease, for somebody looks at a screen.
    [[nodiscard]] static JobRunner::Settings settings(const IdSource& ids);
    /// Adds its work to that runner.
    void add_to(JobRunner& jobs);
    /// Lets go of what waits, within seconds; the rows stay.
    void stop() noexcept { stopping_ = true; }

    /// One session to its end. Only what another node can do better is an error: a database that is
    /// away, `unavailable` "server-stopping"; all else is the session's outcome.
    [[nodiscard]] Result<void> run(const documents::AgencyScope& scope,
                                   const documents::Job& job) const;

private:
    struct Wait {
        documents::SigningSession session;
        std::optional<documents::RemoteSignature> remote;
        PaperTask task;
    };
    [[nodiscard]] Result<std::optional<Wait>> load(const documents::AgencyScope& scope,
                                                   documents::SigningSessionId session) const;
    [[nodiscard]] documents::Act act_of(const documents::SigningSession& session) const;
    [[nodiscard]] Result<std::string> ask(const documents::AgencyScope& scope, const Wait& wait,
                                          RemoteSigner& signer) const;
    [[nodiscard]] Result<Bytes> await(const documents::AgencyScope& scope, const Wait& wait,
                                      const std::string& question, RemoteSigner& signer) const;
    [[nodiscard]] Result<bool> still_wanted(const documents::AgencyScope& scope,
                                            documents::SigningSessionId session) const;
    [[nodiscard]] Result<SignatureQuestion> question_of(const documents::AgencyScope& scope,
                                                        const Wait& wait) const;

    const ApiServices& services_;
    const CeremonyDesk& desk_;
    std::atomic<bool> stopping_ = false;
};

}  // namespace mohur::server
