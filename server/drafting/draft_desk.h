// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/document.h"
#include "server/api/api_services.h"
#include "server/drafting/known_facts.h"
#include "server/drafting/stored_facts.h"

namespace mohur::server {

/// A paper as somebody wants to have it.
struct PaperRequest {
    std::string template_name;
    templates::PaperKind kind = templates::PaperKind::letter;  ///< that the template must be of
    Json facts;                                                ///< without what the record gives
    Occasion occasion;
};

/// The two files of a draft: the page as it will look, marked as a draft, and what it is made of.
struct DraftFiles {
    documents::NewFile paper;
    documents::NewFile facts;
    StoredFacts stored;  ///< the content of `facts`
};

/// Turns facts into drafts: the one place where the facts of letters and of certificates are
/// completed, checked and rendered before any number is taken. Thread-safe.
///
/// Errors of every member: `not_found` "template-missing" (also for a template of another kind);
/// those of KnownFacts::complete and templates::render, named in the request; `not_found`
/// "document-missing", "assignment-missing" for an occasion that there is not.
class DraftDesk {
public:
    explicit DraftDesk(const ApiServices& services) : services_{services} {}

    /// Completes, checks and renders; the files are durable when it returns.
    [[nodiscard]] Result<DraftFiles> draft(const documents::AgencyScope& scope,
                                           const documents::Act& act,
                                           const PaperRequest& request) const;
    /// The page images of unfinished facts: what is missing shows as "…". Nothing is stored.
    struct Preview {
        std::shared_ptr<const ByteSource> image;  ///< PNG
        int pages = 0;
    };
    /// `page` counts from 1; beyond the last it is `malformed` "field-invalid".
    [[nodiscard]] Result<Preview> preview(const documents::AgencyScope& scope,
                                          const documents::Act& act, const PaperRequest& request,
                                          int page, int width) const;
    /// Where a form for the template starts.
    struct Start {
        Json facts;
        std::vector<std::string> given;  ///< JSON Pointers of what the record gives
        std::optional<documents::AssignmentId> signer;
        std::string subject;  ///< of the answered document
    };
    [[nodiscard]] Result<Start> start(const documents::AgencyScope& scope,
                                      const documents::Act& act, const std::string& template_name,
                                      Occasion occasion) const;

    /// What a version of a draft is made of; nothing for a version of uploaded files.
    [[nodiscard]] Result<std::optional<StoredFacts>> stored(
        const documents::AgencyScope& scope, const documents::Version& version) const;

private:
    struct Known {
        KnownFacts facts;
        std::optional<documents::AssignmentId> signer;
    };
    [[nodiscard]] Result<Known> gather(const documents::AgencyScope& scope,
                                       const documents::Act& act,
                                       const templates::TemplatePackage& package,
                                       Occasion occasion) const;

    const ApiServices& services_;
};

}  // namespace mohur::server
