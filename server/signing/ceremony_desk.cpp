// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signing/ceremony_desk.h"

#include "documents/organisation/organisation.h"
#include "server/signing/journal_choice.h"
#include "server/signing/paper.h"
#include "server/worker/signing_messages.h"
#include "signing/core/byte_target.h"

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

const File* find_role(const Version& version, FileRole role) {
    for (const auto& file : version.files) {
        if (file.role == role) {
            return &file;
        }
    }
    return nullptr;
}

/// What the next signature goes into.
const File* paper_of(const Version& version) {
    const auto* signed_paper = find_role(version, FileRole::signed_paper);
    return signed_paper != nullptr ? signed_paper : find_role(version, FileRole::main);
}

/// What completion must know again, kept with the intent: the engine's own state and when it began.
Bytes pack(const signing::PreparedSignature& prepared, std::string_view means, Time at) {
    const auto json =
        Json::object({{"prepared", to_json(prepared)}, {"means", means}, {"at", to_rfc3339(at)}});
    return to_bytes(as_bytes(json.dump()));
}

struct Unpacked {
    signing::PreparedSignature prepared;
    std::string means;
    Time at;
};
Result<Unpacked> unpack(const Bytes& packed) {
    MOHUR_TRY(const auto json, Json::parse(as_text(packed)));
    MOHUR_TRY(auto prepared, prepared_signature_from(json["prepared"]));
    MOHUR_TRY(const auto at, parse_rfc3339(json["at"].as_string()));
    return Unpacked{std::move(prepared), json["means"].as_string(), at};
}

}  // namespace

Result<CeremonyDesk::Draft> CeremonyDesk::load(const AgencyScope& scope, const Act& act,
                                               DocumentId document) const {
    return services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) -> Result<Draft> {
        Draft draft;
        MOHUR_TRY(draft.document, document_of(tx, act, document));
        MOHUR_TRY(const auto versions, versions_of(tx, act, document));
        MOHUR_CHECK(!versions.empty());
        draft.version = versions.back();
        MOHUR_TRY(const auto agency, agency_of(tx, tx.agency()));
        draft.agency_code = agency.code;
        if (act.person) {
            MOHUR_TRY(const auto person, person_of(tx, *act.person));
            draft.fin = person.fin.value_or("");
        }
        return draft;
    });
}

std::vector<Means> CeremonyDesk::means_for(const Draft& draft, StepAction action) const {
    if (action != StepAction::seal) {
        return services_.keys.of_person(draft.fin);
    }
    const auto seal = services_.keys.seal_of(draft.agency_code);
    return seal ? std::vector{*seal} : std::vector<Means>{};
}

Result<StoredFacts> CeremonyDesk::signed_by(const AgencyScope& scope, const Act& act,
                                            StoredFacts stored) const {
    MOHUR_TRY(const auto package, templates::TemplatePackage::shipped(stored.template_name));
    MOHUR_TRY(const auto known, services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) {
        return signing_facts(tx, act);
    }));
    stored.facts = known.overwrite(package, std::move(stored.facts));
    return stored;
}

Result<std::vector<NewFile>> CeremonyDesk::carried(const AgencyScope& scope,
                                                   const Version& version) const {
    std::vector<NewFile> files;
    for (const auto& file : version.files) {
        if (file.role == FileRole::annex || file.role == FileRole::facts) {
            MOHUR_TRY(const auto blob, services_.blobs.stat(scope.agency(), file.digest));
            files.push_back({file.role, file.name, file.media_type, blob, file.pages});
        }
    }
    return files;
}

Result<void> CeremonyDesk::render(const AgencyScope& scope, const Act& act, const Draft& draft,
                                  const SigningSession& session) const {
    MOHUR_TRY(auto drafted, drafts_.stored(scope, draft.version));
    if (!drafted || !session.registration) {
        return {};
    }
    MOHUR_TRY(const auto stored, signed_by(scope, act, *std::move(drafted)));
    const PaperStamp stamp{session.registration->index_text,
                           session.registration->date,
                           session.verification_code,
                           services_.config.public_url + "/verify/" + session.verification_code,
                           act.at,
                           false};
    MOHUR_TRY(const auto paper, render_paper(stored, stamp));
    MOHUR_TRY(const auto pdf, services_.blobs.put(scope.agency(), MemorySource{paper.pdf}));
    const auto text = stored.text();
    MOHUR_TRY(const auto kept,
              services_.blobs.put(scope.agency(), MemorySource{to_bytes(as_bytes(text))}));
    std::vector<NewFile> files{
        {FileRole::main, paper.file_name, "application/pdf", pdf, paper.pages}};
    MOHUR_TRY(const auto others, carried(scope, draft.version));
    for (const auto& file : others) {
        files.push_back(file.role == FileRole::facts
                            ? NewFile{file.role, file.name, file.media_type, kept}
                            : file);
    }
    MOHUR_TRY_VOID(services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) {
        return ceremonies_.record_rendition(tx, act, session.id, files);
    }));
    return {};
}

Result<signing::SigningRequest> CeremonyDesk::request_for(const AgencyScope& scope,
                                                          const File& paper, const Means& means,
                                                          Time at) const {
    MOHUR_TRY(auto content, services_.blobs.get(scope.agency(), paper.digest));
    const auto& key = means.certificate.public_key();
    signing::SignatureAlgorithm algorithm;
    algorithm.scheme = key.type() == signing::KeyType::ec ? signing::SignatureScheme::ecdsa
                                                          : signing::SignatureScheme::rsa_pkcs1;
    return signing::SigningRequest{
        signing::CreationFormat::pades,
        signing::SignatureLevel::LT,
        {{paper.name, paper.media_type, std::shared_ptr<const ByteSource>{std::move(content)}}},
        means.certificate,
        means.chain,
        algorithm,
        std::chrono::floor<std::chrono::seconds>(at),
        {},
        {},
        {},
        Limits{}};
}

Result<CeremonyDesk::Opened> CeremonyDesk::prepare(const AgencyScope& scope, const Act& act,
                                                   SigningSession session,
                                                   const Draft& draft) const {
    Opened opened{std::move(session), means_for(draft, session.action), std::nullopt, std::nullopt};
    MOHUR_TRY_VOID(render(scope, act, draft, opened.session));
    MOHUR_TRY(const auto fresh, load(scope, act, opened.session.document));
    const auto* paper = paper_of(fresh.version);
    MOHUR_CHECK(paper != nullptr);
    opened.paper = *paper;
    opened.session.version_no = fresh.version.no;
    if (opened.means.empty()) {
        return opened;
    }
    const auto& means = opened.means.front();
    MOHUR_TRY(const auto request, request_for(scope, *paper, means, act.at));
    MOHUR_TRY(const auto prepared, services_.signer.prepare(request));
    opened.to_be_signed = prepared.to_be_signed_digest;
    const SigningIntent intent{
        "PAdES-BASELINE-LT",     paper->digest, prepared.to_be_signed_digest,
        means.certificate.der(), "pkcs11",      pack(prepared, means.id, act.at)};
    MOHUR_TRY(opened.session, services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) {
        return ceremonies_.record_intent(tx, act, opened.session.id, intent);
    }));
    return opened;
}

Result<void> CeremonyDesk::check_paper(const AgencyScope& scope, const Act& act,
                                       const Draft& draft) const {
    const auto* paper = paper_of(draft.version);
    const auto means = services_.keys.of_person(draft.fin);
    if (paper == nullptr || means.empty() || find_role(draft.version, FileRole::facts) != nullptr) {
        return {};
    }
    MOHUR_TRY(const auto request, request_for(scope, *paper, means.front(), act.at));
    const auto prepared = services_.signer.prepare(request);
    return prepared ? Result<void>{} : prepared.error();
}

Result<CeremonyDesk::Opened> CeremonyDesk::open(const AgencyScope& scope, const Act& act,
                                                DocumentId document,
                                                std::optional<JournalId> journal) const {
    MOHUR_TRY(const auto draft, load(scope, act, document));
    MOHUR_TRY(const auto into, services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) {
        return journal_for(tx, draft.document.card.direction, journal);
    }));
    MOHUR_TRY_VOID(check_paper(scope, act, draft));
    // The number is durable from here on (architecture rule 5); nothing below holds its counter.
    MOHUR_TRY(const auto session, services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) {
        return ceremonies_.open(tx, act, document, into);
    }));
    auto opened = prepare(scope, act, session, draft);
    if (!opened) {
        fail(scope, act, session.id, opened.error());
    }
    return opened;
}

Result<SignedPaper> CeremonyDesk::use_key(const AgencyScope& scope, const SigningIntent& intent,
                                          const Version& version, std::string_view means,
                                          const std::optional<Secret>& pin) const {
    MOHUR_TRY(const auto state, unpack(intent.prepared));
    if (!means.empty() && means != state.means) {
        return Error::conflict("means-differs", std::string{means});
    }
    MOHUR_TRY(const auto certificate, signing::Certificate::from_der(intent.certificate));
    MOHUR_TRY(const auto device, services_.keys.open(state.means, pin));
    if (!(device->certificate() == certificate)) {
        return Error::integrity("certificate-not-of-key");
    }
    MOHUR_TRY(auto chain, services_.keys.chain_of(state.means));
    const Means used{state.means, "", false, certificate, std::move(chain)};
    File paper;
    paper.name = "paper.pdf";
    paper.media_type = "application/pdf";
    paper.digest = intent.content;
    MOHUR_TRY(const auto request, request_for(scope, paper, used, state.at));
    MOHUR_TRY(const auto value,
              device->sign_digest(request.algorithm, state.prepared.to_be_signed_digest));
    const auto target = std::make_shared<MemoryTarget>();
    MOHUR_TRY_VOID(services_.signer.complete(request, state.prepared, value, target));
    MOHUR_TRY(const auto file, target->read_back());
    MOHUR_TRY(const auto verdict, services_.verification.judge(file));
    MOHUR_TRY(const auto stored, services_.blobs.put(scope.agency(), *file));
    const auto report = verdict.dump(true);
    MOHUR_TRY(const auto kept,
              services_.blobs.put(scope.agency(), MemorySource{to_bytes(as_bytes(report))}));
    const auto* before = paper_of(version);
    SignedPaper signed_paper;
    signed_paper.files = {
        {FileRole::signed_paper, "signed.pdf", "application/pdf", stored,
         before == nullptr ? 0 : before->pages},
        {FileRole::verification_report, "verdict.json", "application/json", kept}};
    MOHUR_TRY(const auto others, carried(scope, version));
    signed_paper.files.insert(signed_paper.files.end(), others.begin(), others.end());
    signed_paper.signer_name = identity_of(certificate).common_name;
    const auto& newest = verdict["signatures"].items();
    signed_paper.indication =
        newest.empty() ? "INDETERMINATE" : newest.back()["indication"].as_string();
    if (!newest.empty()) {
        const auto best = parse_rfc3339(newest.back()["best_signature_time"].as_string());
        if (best) {
            signed_paper.best_signature_time = *best;
        }
    }
    signed_paper.verdict = verdict;
    return signed_paper;
}

Result<Document> CeremonyDesk::sign(const AgencyScope& scope, const Act& act,
                                    SigningSessionId session, std::string_view means,
                                    const std::optional<Secret>& pin) const {
    struct Redeemed {
        SigningIntent intent;
        Version version;
    };
    MOHUR_TRY(const auto redeemed,
              services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) -> Result<Redeemed> {
                  MOHUR_TRY(auto intent, ceremonies_.redeem(tx, act, session));
                  MOHUR_TRY(const auto held, signing_session_of(tx, act, session));
                  MOHUR_TRY(auto versions, versions_of(tx, act, held.document));
                  return Redeemed{std::move(intent), std::move(versions.back())};
              }));
    const auto paper = use_key(scope, redeemed.intent, redeemed.version, means, pin);
    if (!paper) {
        fail(scope, act, session, paper.error());
        return paper.error();
    }
    auto later = act;
    later.at = services_.clock.now();
    auto done = services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) {
        return ceremonies_.complete(tx, later, session, *paper);
    });
    if (!done) {
        fail(scope, later, session, done.error());
    }
    return done;
}

void CeremonyDesk::fail(const AgencyScope& scope, const Act& act, SigningSessionId session,
                        const Error& error) const {
    const auto told = services_.cells.of(scope).write(scope, [&](sql::Transaction& tx) {
        return ceremonies_.fail(tx, act, session, error.reason);
    });
    if (!told) {
        services_.log.error("ceremony.fail_not_recorded", {{"reason", told.error().reason}});
    }
}

}  // namespace mohur::server
