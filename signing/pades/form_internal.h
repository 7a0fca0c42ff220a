// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/raw_file.h"

namespace mohur::signing::pades {

/// The interactive form of a document (ISO 32000-1 clause 12.7.2) and where its parts lie.
struct Form {
    bool present = false;
    std::optional<pdf::ObjectId> id;  ///< empty: direct in the catalog
    pdf::Dictionary dictionary;
    std::optional<pdf::ObjectId> fields_id;  ///< empty: /Fields is direct
    pdf::Array fields;
};
[[nodiscard]] Result<Form> read_form(const pdf::Snapshot& view);

/// A node of the field tree (clause 12.7.3).
struct FormField {
    pdf::ObjectId id;
    pdf::Dictionary dictionary;
    std::string name;   ///< fully qualified
    std::string type;   ///< /FT, inherited
    pdf::Object value;  ///< /V as it stands, inherited, not resolved
};
/// Every field and widget below `form`, parents first. A node met twice counts once. `too_large`
/// above 100,000 nodes; nodes that cannot be read are left out and counted in `unreadable`.
struct FormFields {
    std::vector<FormField> fields;
    std::size_t unreadable = 0;
};
[[nodiscard]] Result<FormFields> read_fields(const pdf::Snapshot& view, const Form& form);

/// What a certification signature (/Perms /DocMDP) lets others do: 1, 2 or 3 (clause 12.8.2.2.2);
/// empty when the document is not certified.
[[nodiscard]] Result<std::optional<int>> certification_level(const pdf::Snapshot& view);
/// The DocMDP /P of a signature dictionary's /Reference; empty when there is none.
[[nodiscard]] Result<std::optional<int>> doc_mdp(const pdf::Snapshot& view,
                                                 const pdf::Dictionary& signature);

}  // namespace mohur::signing::pades
