// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
//
// The half of CeremonyDesk that begins when the paper stands: which key, its value, the end.
#include "server/signing/ceremony_desk.h"

#include "documents/ceremony/remote_signature.h"
#include "documents/jobs/job.h"

#include <algorithm>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

OutsideKey outside_key_of(const PaperTask& task) {
    return {task.key.certificate, task.key.chain, task.key.algorithm};
}

/// Annexes keep their places; the signed paper has as many pages as the one that was signed.
void carry_pages(SignedPaper& paper, const Version& version) {
    const auto* before = paper_of(version);
    for (auto& file : paper.files) {
        if (file.role == FileRole::signed_paper && before != nullptr) {
            file.pages = before->pages;
        }
    }
}

}  // namespace

Result<std::vector<OutsideKey>> CeremonyDesk::keys_of(const Wish& wish,
                                                      const std::optional<Recipient>& recipient,
                                                      std::string_view fin) const {
    std::vector<signing::Certificate> certificates;
    if (recipient) {
        MOHUR_TRY(certificates, services_.outside.remote(wish.means)->certificates(*recipient));
    } else if (wish.certificate) {
        certificates.push_back(*wish.certificate);
    } else {
        return Error::malformed("field-missing", "field:certificate");
    }
    std::vector<OutsideKey> good;
    Error refusal = Error::denied("certificate-of-other-person");
    for (const auto& certificate : certificates) {
        auto key = services_.outside.check(certificate, fin, services_.clock.now());
        if (!key) {
            refusal = key.error();
        } else if (!wish.choice || *wish.choice == certificate.sha256().value) {
            good.push_back(*std::move(key));
        }
    }
    return good.empty() ? Result<std::vector<OutsideKey>>{refusal} : std::move(good);
}

Result<SigningSession> CeremonyDesk::intend(const AgencyScope& scope, const Act& act,
                                            const SigningSession& session, const File& paper,
                                            const PaperKey& key,
                                            const std::optional<Recipient>& recipient) const {
    MOHUR_TRY(const auto intent, papers_.prepare(scope, paper, key, act.at));
    return services_.cells.of(scope).write(
        scope, [&](sql::Transaction& tx) -> Result<SigningSession> {
            MOHUR_TRY(auto intended, ceremonies_.record_intent(tx, act, session.id, intent));
            if (recipient) {
                MOHUR_TRY_VOID(choose_remote(tx, act, session.id, key.means, recipient->to_json()));
            }
            return intended;
        });
}

Result<CeremonyDesk::Opened> CeremonyDesk::choose(const AgencyScope& scope, const Act& act,
                                                  SigningSessionId session,
                                                  const Wish& wish) const {
    MOHUR_TRY(auto held, services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) {
        return signing_session_of(tx, act, session);
    }));
    if (!services_.outside.offers(wish.means)) {
        return Error::not_found("means-unknown", wish.means);
    }
    if (held.action == StepAction::seal) {
        return Error::denied("seal-not-outside");
    }
    MOHUR_TRY(const auto draft, load(scope, act, held.document));
    std::optional<Recipient> recipient;
    if (services_.outside.remote(wish.means) != nullptr) {
        MOHUR_TRY(recipient, Recipient::parse(wish.phone, draft.fin));
    }
    MOHUR_TRY(const auto keys, keys_of(wish, recipient, draft.fin));
    if (keys.size() > 1) {
        auto opened = shown(draft, std::move(held));
        for (const auto& key : keys) {
            opened.choices.push_back({key.certificate.sha256(), identity_of(key.certificate),
                                      key.certificate.not_after()});
        }
        return opened;
    }
    const auto* paper = paper_of(draft.version);
    MOHUR_CHECK(paper != nullptr);
    const auto& key = keys.front();
    const PaperKey made{wish.means, wish.means, key.certificate, key.chain, key.algorithm};
    MOHUR_TRY(auto intended, intend(scope, act, held, *paper, made, recipient));
    return shown(draft, std::move(intended));
}

Result<CeremonyDesk::Redeemed> CeremonyDesk::redeem(const AgencyScope& scope, const Act& act,
                                                    SigningSessionId session,
                                                    const Bytes& value_key) const {
    return services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) -> Result<Redeemed> {
        MOHUR_TRY(auto intent, ceremonies_.redeem(tx, act, session, value_key));
        MOHUR_TRY(const auto held, signing_session_of(tx, act, session));
        MOHUR_TRY(auto versions, versions_of(tx, act, held.document));
        return Redeemed{std::move(intent), std::move(versions.back())};
    });
}

Result<Bytes> CeremonyDesk::use_key(const PaperTask& task, std::string_view means,
                                    const std::optional<Secret>& pin) const {
    if (!means.empty() && means != task.key.means) {
        return Error::conflict("means-differs", std::string{means});
    }
    MOHUR_TRY(const auto device, services_.keys.open(task.key.means, pin));
    if (!(device->certificate() == task.key.certificate)) {
        return Error::integrity("certificate-not-of-key");
    }
    return device->sign_digest(task.key.algorithm, task.prepared.to_be_signed_digest);
}

Result<Document> CeremonyDesk::finish(const AgencyScope& scope, const Act& act,
                                      SigningSessionId session, const Redeemed& redeemed,
                                      const PaperTask& task, const Result<Bytes>& value) const {
    const auto signed_paper = [&]() -> Result<SignedPaper> {
        MOHUR_TRY(const auto octets, value);
        MOHUR_TRY(auto paper, papers_.complete(scope, redeemed.intent, task, octets));
        carry_pages(paper, redeemed.version);
        MOHUR_TRY(const auto others, carried(scope, redeemed.version));
        paper.files.insert(paper.files.end(), others.begin(), others.end());
        return paper;
    }();
    if (!signed_paper) {
        fail(scope, act, session, signed_paper.error());
        return signed_paper.error();
    }
    auto later = act;
    later.at = services_.clock.now();
    auto done = services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) {
        return ceremonies_.complete(tx, later, session, *signed_paper);
    });
    if (!done) {
        fail(scope, later, session, done.error());
    }
    return done;
}

Result<Document> CeremonyDesk::sign(const AgencyScope& scope, const Act& act,
                                    SigningSessionId session, std::string_view means,
                                    const std::optional<Secret>& pin,
                                    const Bytes& value_key) const {
    MOHUR_TRY(const auto redeemed, redeem(scope, act, session, value_key));
    MOHUR_TRY(const auto task, PaperSigning::task_of(redeemed.intent));
    return finish(scope, act, session, redeemed, task, use_key(task, means, pin));
}

Result<Document> CeremonyDesk::hand_in(const AgencyScope& scope, const Act& act,
                                       SigningSessionId session, BytesView value, BytesView nonce,
                                       const Bytes& value_key) const {
    MOHUR_TRY(const auto held, services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) {
        return signing_session_of(tx, act, session);
    }));
    if (held.state == SessionState::prepared && held.device != OutsideSigners::kWebEid) {
        return Error::conflict("means-differs", held.device);
    }
    // A value for another preparation, of another window perhaps, does not use up this one.
    if (held.state == SessionState::prepared && !std::ranges::equal(held.nonce, nonce)) {
        return Error::conflict("session-nonce");
    }
    MOHUR_TRY(const auto redeemed, redeem(scope, act, session, value_key));
    MOHUR_TRY(const auto task, PaperSigning::task_of(redeemed.intent));
    return finish(scope, act, session, redeemed, task,
                  checked_value(outside_key_of(task), task.prepared.to_be_signed, value));
}

Result<void> CeremonyDesk::ask(const AgencyScope& scope, const Act& act, SigningSessionId session,
                               const Bytes& value_key) const {
    auto wanted = services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) -> Result<void> {
        MOHUR_TRY_VOID(ceremonies_.redeem(tx, act, session, value_key));
        MOHUR_TRY_VOID(want_remote(tx, act, session));
        return Jobs{services_.ids}.enqueue(
            tx, {std::string{kRemoteJob}, to_string(session), Json::object(), act.at}, act.at);
    });
    services_.remote_jobs.nudge();
    return wanted;
}

Result<Document> CeremonyDesk::complete(const AgencyScope& scope, const Act& act,
                                        SigningSessionId session, BytesView value) const {
    MOHUR_TRY(const auto redeemed,
              services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) -> Result<Redeemed> {
                  MOHUR_TRY(auto intent, ceremonies_.redeemed(tx, act, session));
                  MOHUR_TRY(const auto held, signing_session_of(tx, act, session));
                  MOHUR_TRY(auto versions, versions_of(tx, act, held.document));
                  return Redeemed{std::move(intent), std::move(versions.back())};
              }));
    MOHUR_TRY(const auto task, PaperSigning::task_of(redeemed.intent));
    return finish(scope, act, session, redeemed, task,
                  checked_value(outside_key_of(task), task.prepared.to_be_signed, value));
}

}  // namespace mohur::server
