// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/calendar/calendar.h"
#include "documents/registry/registry.h"
#include "server/messages/catalogue.h"

namespace mohur::server {

/// For whom a view is made. Borrows the catalogue.
struct Viewpoint {
    documents::Act act;
    const Catalogue& catalogue;
    Language language = Language::az;
    const documents::Calendar& calendar;
};

/// The document with everything around it: schema Document of docs/openapi.yaml.
[[nodiscard]] Result<Json> document_view(documents::sql::Transaction& tx, const Viewpoint& view,
                                         documents::DocumentId id);
/// One line of a list: schema DocumentSummary.
[[nodiscard]] Json summary_view(const Viewpoint& view, const documents::DocumentLine& line);

/// A file of a version: schema FileRef. A PDF whose pages were not counted shows its first.
[[nodiscard]] Json file_view(documents::DocumentId id, int version, const documents::File& file);

/// Adds `due`, `overdue` and, where the calendar can say, `working_days_left`. A term is overdue
/// only while what it is for is open.
void set_term(Json& json, const Viewpoint& view, std::optional<documents::Date> due, bool open);

/// "2026-11-21"
[[nodiscard]] std::string to_iso(documents::Date date);
/// A signature's verdict (docs/verdict.schema.json, one of `signatures`) as people read it: schema
/// SignatureSummary. `post` and `on_behalf_of` are empty where nobody of ours signed.
[[nodiscard]] Json signature_view(const Catalogue& catalogue, Language language,
                                  const Json& verdict, std::string_view post,
                                  std::string_view on_behalf_of);

}  // namespace mohur::server
