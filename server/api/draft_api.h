// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/registry.h"
#include "server/api/caller.h"
#include "server/api/file_api.h"
#include "server/drafting/draft_desk.h"
#include "server/http/router.h"

namespace mohur::server {

/// The facts of letters that are drafted from a template: read again, and corrected while the draft
/// is its author's. Thread-safe.
class DraftApi {
public:
    explicit DraftApi(const ApiServices& services)
        : services_{services}, drafts_{services}, registry_{services.ids} {}
    void add_to(Router& router);

private:
    /// A draft with what its facts are made of.
    struct Held {
        documents::Document document;
        documents::Version version;
        std::optional<documents::DocumentId> answers;
        StoredFacts stored;
    };
    /// `not_found` "draft-missing" for a paper that was uploaded.
    [[nodiscard]] Result<Held> hold(const Caller& caller, const documents::Act& act,
                                    documents::DocumentId id) const;
    /// A document as the caller saw it.
    struct Seen {
        const documents::Document& document;
        std::int64_t row_version = 0;
    };
    /// The next version, and the card where it changed.
    [[nodiscard]] Result<void> write(documents::sql::Transaction& tx, const documents::Act& act,
                                     const Seen& seen, const documents::Card& card,
                                     const DraftFiles& draft,
                                     const std::vector<FileName>& annexes) const;
    [[nodiscard]] Result<Response> get(const Request& request) const;
    [[nodiscard]] Result<Response> correct(Request& request) const;

    const ApiServices& services_;
    DraftDesk drafts_;
    documents::Registry registry_;
};

}  // namespace mohur::server
