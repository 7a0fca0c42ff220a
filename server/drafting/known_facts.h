// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/act.h"
#include "documents/storage/transaction.h"
#include "templates/template_package.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mohur::server {

/// For what a paper is written.
struct Occasion {
    std::string subject;                            ///< of the card; empty while there is none
    std::optional<documents::DocumentId> answers;   ///< the document that is answered
    std::optional<documents::AssignmentId> signer;  ///< who is to sign
};

/// What the registry knows of a paper, by the names that the sources of a template use
/// (docs/templates.md, "Where facts come from"). Immutable once filled.
class KnownFacts {
public:
    /// An empty value is not known.
    void set(std::string_view source, std::string value);
    /// There is none, and nobody may say that there is.
    void set_none(std::string_view source);
    /// Null for what is not known; empty for what is known not to be.
    [[nodiscard]] const std::string* find(std::string_view source) const;

    /// Every source there is; a template that names another is not served.
    [[nodiscard]] static const std::vector<std::string_view>& sources();

    /// `facts` with what the record gives. `malformed` "fact-given" names the first fact that says
    /// otherwise, by JSON Pointer.
    [[nodiscard]] Result<Json> complete(const templates::TemplatePackage& package,
                                        Json facts) const;
    /// `facts` with what the record gives in the place of whatever they said.
    [[nodiscard]] Json overwrite(const templates::TemplatePackage& package, Json facts) const;
    /// All that is known, given and suggested: where a form starts.
    [[nodiscard]] Json suggest(const templates::TemplatePackage& package) const;
    /// JSON Pointers of the facts that the record gives, so that nobody asks for them.
    [[nodiscard]] std::vector<std::string> given(const templates::TemplatePackage& package) const;

private:
    std::map<std::string, std::string, std::less<>> values_;
};

/// Gathers what the registry knows for a paper that the actor writes: organisation, card,
/// signatory, the answered document (which the actor must be allowed to see) and the actor.
[[nodiscard]] Result<KnownFacts> known_facts(documents::sql::Transaction& tx,
                                             const documents::Act& act, const Occasion& occasion);
/// Who signs in fact: the actor, and for whom.
[[nodiscard]] Result<KnownFacts> signing_facts(documents::sql::Transaction& tx,
                                               const documents::Act& act);
/// Who would sign: the head who wrote the resolution on the answered document, else the first of
/// the leadership, else the first who may sign. Nothing where nobody may.
[[nodiscard]] Result<std::optional<documents::AssignmentId>> usual_signer(
    documents::sql::Transaction& tx, const documents::Act& act,
    std::optional<documents::DocumentId> answers);

}  // namespace mohur::server
