// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signing/remote_signing.h"

#include <algorithm>
#include <thread>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

constexpr int kWaitsAtOnce = 32;
constexpr std::chrono::seconds kLease{15};
/// This node's own work is nudged; this is for what another has left.
constexpr std::chrono::milliseconds kPoll{2'000};
/// One exchange; between two of them the session is looked at, so that giving up is noticed.
constexpr std::chrono::milliseconds kOneWait{3'000};
constexpr std::chrono::milliseconds kBetweenFailures{500};
constexpr int kMaxFailures = 3;
const RetryPolicy kRetry{20, std::chrono::seconds{1}, std::chrono::seconds{5}};

Error stopping() {
    return Error::unavailable("server-stopping");
}

/// The network, not the person: it may be better in a moment.
bool is_passing(const Error& error) {
    return error.reason == "mobile-id-unreachable" || error.reason == "mobile-id-unavailable";
}

}  // namespace

JobRunner::Settings RemoteSigning::settings(const IdSource& ids) {
    JobRunner::Settings settings;
    settings.worker = to_string(ids.next());
    settings.threads = kWaitsAtOnce;
    settings.poll = kPoll;
    settings.lease = kLease;
    return settings;
}

void RemoteSigning::add_to(JobRunner& jobs) {
    jobs.add(
        std::string{CeremonyDesk::kRemoteJob},
        [this](const AgencyScope& scope, const Job& job) { return run(scope, job); }, kRetry);
}

Act RemoteSigning::act_of(const SigningSession& session) const {
    return {session.person, session.assignment, session.on_behalf_of, services_.clock.now()};
}

Result<std::optional<RemoteSigning::Wait>> RemoteSigning::load(const AgencyScope& scope,
                                                               SigningSessionId id) const {
    const Ceremonies ceremonies{services_.ids, services_.random};
    return services_.cells.of(scope).read(
        scope, [&](sql::Transaction& tx) -> Result<std::optional<Wait>> {
            const auto system = Act::system(services_.clock.now());
            MOHUR_TRY(auto session, signing_session_of(tx, system, id));
            if (session.state != SessionState::redeemed) {
                return std::optional<Wait>{};
            }
            MOHUR_TRY(const auto intent, ceremonies.redeemed(tx, act_of(session), id));
            MOHUR_TRY(auto task, PaperSigning::task_of(intent));
            MOHUR_TRY(auto remote, remote_signature_of(tx, id));
            return std::optional{Wait{std::move(session), std::move(remote), std::move(task)}};
        });
}

Result<SignatureQuestion> RemoteSigning::question_of(const AgencyScope& scope,
                                                     const Wait& wait) const {
    MOHUR_TRY(const auto document, services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) {
        return document_of(tx, act_of(wait.session), wait.session.document);
    }));
    const auto index =
        wait.session.registration ? wait.session.registration->index_text + " " : std::string{};
    return SignatureQuestion{Recipient::from(wait.remote->recipient),
                             wait.task.prepared.to_be_signed_digest, index + document.card.title};
}

Result<std::string> RemoteSigning::ask(const AgencyScope& scope, const Wait& wait,
                                       RemoteSigner& signer) const {
    const auto& remote = *wait.remote;
    if (remote.state == RemoteState::waiting) {
        return remote.remote_id;
    }
    if (remote.state != RemoteState::wanted) {
        return Error::conflict("remote-interrupted", std::string{to_string(remote.state)});
    }
    MOHUR_TRY(const auto question, question_of(scope, wait));
    MOHUR_TRY_VOID(services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) {
        return note_remote_asked(tx, act_of(wait.session), remote.session);
    }));
    MOHUR_TRY(auto name, signer.ask(question));
    MOHUR_TRY_VOID(services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) {
        return note_remote_waiting(tx, act_of(wait.session), remote.session, name);
    }));
    return name;
}

Result<bool> RemoteSigning::still_wanted(const AgencyScope& scope, SigningSessionId id) const {
    return services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) -> Result<bool> {
        MOHUR_TRY(const auto held, signing_session_of(tx, Act::system(services_.clock.now()), id));
        return held.state == SessionState::redeemed;
    });
}

Result<Bytes> RemoteSigning::await(const AgencyScope& scope, const Wait& wait,
                                   const std::string& question, RemoteSigner& signer) const {
    // The service ends the wait itself; its time and one more exchange are given to it.
    const auto until =
        std::min(wait.session.expires_at, services_.clock.now() + signer.patience() + 2 * kOneWait);
    int failures = 0;
    while (services_.clock.now() < until) {
        if (stopping_) {
            return stopping();
        }
        MOHUR_TRY(const bool wanted, still_wanted(scope, wait.session.id));
        if (!wanted) {
            return Error::conflict("session-state");
        }
        auto value = signer.answer(question, wait.task.key.algorithm, kOneWait);
        if (value && *value) {
            return **std::move(value);
        }
        if (!value && (!is_passing(value.error()) || ++failures >= kMaxFailures)) {
            return value.error();
        }
        if (value) {
            failures = 0;
        } else {
            std::this_thread::sleep_for(kBetweenFailures);
        }
    }
    return Error::unavailable("mobile-id-timeout", "here");
}

Result<void> RemoteSigning::run(const AgencyScope& scope, const Job& job) const {
    MOHUR_TRY(const auto id, SigningSessionId::parse(job.subject));
    MOHUR_TRY(const auto wait, load(scope, id));
    if (!wait) {
        return {};
    }
    const auto act = act_of(wait->session);
    auto* signer = services_.outside.remote(wait->session.means);
    if (signer == nullptr || !wait->remote) {
        desk_.fail(scope, act, id, Error::not_found("means-unknown", wait->session.means));
        return {};
    }
    const auto value = [&]() -> Result<Bytes> {
        MOHUR_TRY(const auto question, ask(scope, *wait, *signer));
        return await(scope, *wait, question, *signer);
    }();
    if (!value && value.error() == stopping()) {
        return value.error();
    }
    if (!value && value.error().reason == "session-state") {
        return {};  // given up meanwhile
    }
    if (!value) {
        services_.log.warning("remote.not_signed", {{"session", to_string(id)},
                                                    {"reason", value.error().reason},
                                                    {"detail", value.error().detail}});
        desk_.fail(scope, act_of(wait->session), id, value.error());
        return {};
    }
    const auto done = desk_.complete(scope, act_of(wait->session), id, *value);
    if (!done) {
        services_.log.warning("remote.not_completed", {{"session", to_string(id)},
                                                       {"reason", done.error().reason},
                                                       {"detail", done.error().detail}});
    }
    return {};
}

}  // namespace mohur::server
