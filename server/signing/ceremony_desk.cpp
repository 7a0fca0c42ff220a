// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signing/ceremony_desk.h"

#include "documents/organisation/organisation.h"
#include "server/signing/journal_choice.h"
#include "server/signing/paper.h"

#include <algorithm>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

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

std::vector<Means> CeremonyDesk::keys_for(const Draft& draft, StepAction action) const {
    if (action != StepAction::seal) {
        return services_.keys.of_person(draft.fin);
    }
    const auto seal = services_.keys.seal_of(draft.agency_code);
    return seal ? std::vector{*seal} : std::vector<Means>{};
}

std::vector<CeremonyDesk::Offer> CeremonyDesk::offers_for(const Draft& draft,
                                                          StepAction action) const {
    std::vector<Offer> offers;
    for (const auto& key : keys_for(draft, action)) {
        offers.push_back({key.id, "pkcs11", key.label, key.needs_pin});
    }
    if (action != StepAction::seal) {
        for (const auto& means : services_.outside.means()) {
            offers.push_back({means, means, "", false});
        }
    }
    return offers;
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

CeremonyDesk::Opened CeremonyDesk::shown(const Draft& draft, SigningSession session) const {
    Opened opened;
    opened.means = offers_for(draft, session.action);
    const auto* paper = paper_of(draft.version);
    if (paper != nullptr) {
        opened.paper = *paper;
    }
    const auto* remote = services_.outside.remote(session.means);
    if (remote != nullptr && session.to_be_signed) {
        opened.control_code = remote->control_code(*session.to_be_signed);
        opened.patience = remote->patience();
    }
    opened.session = std::move(session);
    return opened;
}

Result<CeremonyDesk::Opened> CeremonyDesk::prepare(const AgencyScope& scope, const Act& act,
                                                   const SigningSession& session,
                                                   const Draft& draft) const {
    MOHUR_TRY_VOID(render(scope, act, draft, session));
    MOHUR_TRY(const auto fresh, load(scope, act, session.document));
    const auto* paper = paper_of(fresh.version);
    MOHUR_CHECK(paper != nullptr);
    const auto keys = keys_for(draft, session.action);
    if (keys.empty()) {
        MOHUR_TRY(auto rendered, services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) {
            return signing_session_of(tx, act, session.id);
        }));
        return shown(fresh, std::move(rendered));
    }
    MOHUR_TRY(const auto key, paper_key_of(keys.front()));
    MOHUR_TRY(auto intended, intend(scope, act, session, *paper, key, std::nullopt));
    return shown(fresh, std::move(intended));
}

Result<void> CeremonyDesk::check_paper(const AgencyScope& scope, const Act& act,
                                       const Draft& draft) const {
    const auto* paper = paper_of(draft.version);
    const auto keys = services_.keys.of_person(draft.fin);
    const bool drafted = std::ranges::any_of(
        draft.version.files, [](const File& file) { return file.role == FileRole::facts; });
    if (paper == nullptr || keys.empty() || drafted) {
        return {};
    }
    MOHUR_TRY(const auto key, paper_key_of(keys.front()));
    const auto prepared = papers_.prepare(scope, *paper, key, act.at);
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

Result<CeremonyDesk::Opened> CeremonyDesk::look(const AgencyScope& scope, const Act& act,
                                                SigningSessionId session) const {
    MOHUR_TRY(auto held, services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) {
        return signing_session_of(tx, act, session);
    }));
    MOHUR_TRY(const auto draft, load(scope, act, held.document));
    return shown(draft, std::move(held));
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
