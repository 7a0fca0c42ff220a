// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/registry.h"
#include "server/api/caller.h"
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
    [[nodiscard]] Result<Response> get(const Request& request) const;
    [[nodiscard]] Result<Response> correct(Request& request) const;

    const ApiServices& services_;
    DraftDesk drafts_;
    documents::Registry registry_;
};

}  // namespace mohur::server
