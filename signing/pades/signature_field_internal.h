// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pades/creation.h"
#include "signing/pades/form_internal.h"

namespace mohur::signing::pades {

/// The field that a signature goes into.
struct FieldChoice {
    std::string name;
    std::optional<FormField> present;     ///< empty: a new one
    std::optional<pdf::ObjectId> widget;  ///< of a present one; the field itself or its kid
    pdf::Dictionary widget_dictionary;
    pdf::Dictionary lock;  ///< /Lock, ISO 32000-2 table 236; empty: none
};

/// Finds the field that the plan names, and whether it may be signed as planned: the errors of
/// `append_signature_field` that speak of fields, certification and seed values.
[[nodiscard]] Result<FieldChoice> choose_field(const pdf::Snapshot& view, const FormFields& fields,
                                               const SignatureFieldPlan& plan);

/// /Reference of the signature dictionary: DocMDP of a certification, FieldMDP of the field's lock
/// (clause 12.8.2). `root` is the catalog.
[[nodiscard]] pdf::Array transform_references(const SignatureFieldPlan& plan,
                                              const FieldChoice& choice, pdf::ObjectId root);

/// Whether the seed values (ISO 32000-2 table 237) that are marked as required are met. What is
/// only preferred does not count. `unsupported` "pdf-seed-value" with the entry as detail.
[[nodiscard]] Result<void> check_seed_values(const pdf::Snapshot& view, const pdf::Dictionary& seed,
                                             const SignatureFieldPlan& plan);

}  // namespace mohur::signing::pades
