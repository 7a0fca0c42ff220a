// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/signature_field_internal.h"

#include "signing/pades/modification_rules_internal.h"

#include <algorithm>
#include <set>

namespace mohur::signing::pades {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Object;

// Field flag ReadOnly (ISO 32000-1 table 221).
constexpr std::int64_t kReadOnly = 1;

bool is_signed(const FormField& field) {
    return field.type == "Sig" && !field.value.is_null();
}

/// What the signatures already there allow (ISO 32000-2 clauses 12.8.2.2 and 12.7.5.5): where
/// nothing may change, only time-stamps and validation data may be added.
Result<void> check_permission(const pdf::Snapshot& view, const SignatureFieldPlan& plan,
                              const std::string& field) {
    if (plan.document_timestamp) {
        return {};
    }
    MOHUR_TRY(const auto permission, change_permission(view));
    if (!permission.forms) {
        return Error::unsupported("pdf-certified-no-changes");
    }
    return permission.locks(field) ? Result<void>{Error::unsupported("pdf-field-locked", field)}
                                   : Result<void>{};
}

/// A certification is the first signature of a document, and the only one of its kind (ISO 32000-1
/// clause 12.8.2.2.1).
Result<void> check_certification(const pdf::Snapshot& view, const FormFields& fields,
                                 const SignatureFieldPlan& plan) {
    if (!plan.certification) {
        return {};
    }
    if (plan.document_timestamp || *plan.certification < 1 || *plan.certification > 3) {
        return Error::malformed("pdf-certification-level", std::to_string(*plan.certification));
    }
    MOHUR_TRY(const auto certified, certification_level(view));
    return certified || std::ranges::any_of(fields.fields, is_signed)
               ? Result<void>{Error::conflict("pdf-certify-not-first")}
               : Result<void>{};
}

Result<std::string> new_name(const FormFields& fields, const std::string& wanted) {
    std::set<std::string> taken;
    for (const auto& field : fields.fields) {
        taken.insert(field.name);
    }
    if (!wanted.empty()) {
        // ISO 32000-1 clause 12.7.3.2: a partial name has no period.
        return wanted.find('.') == std::string::npos
                   ? Result<std::string>{wanted}
                   : Result<std::string>{Error::conflict("pdf-field-exists", wanted)};
    }
    std::size_t number = 1;
    while (taken.contains("Signature" + std::to_string(number))) {
        ++number;
    }
    return "Signature" + std::to_string(number);
}

/// The one widget of a field, which may be the field itself.
Result<void> find_widget(const pdf::Snapshot& view, FieldChoice& choice) {
    const auto& field = *choice.present;
    const auto* subtype = field.dictionary.find("Subtype");
    if (subtype != nullptr && subtype->is_name("Widget")) {
        choice.widget = field.id;
        choice.widget_dictionary = field.dictionary;
        return {};
    }
    MOHUR_TRY(const auto kids, view.value(field.dictionary, "Kids"));
    if (kids.array() == nullptr || kids.array()->empty()) {
        return {};
    }
    if (kids.array()->size() != 1 || !kids.array()->front().reference()) {
        return Error::unsupported("pdf-field-shape", field.name);
    }
    choice.widget = kids.array()->front().reference();
    MOHUR_TRY(const auto widget, view.load(*choice.widget));
    if (widget.object.dictionary() == nullptr) {
        return Error::malformed("pdf-damaged", "widget is no dictionary");
    }
    choice.widget_dictionary = *widget.object.dictionary();
    return {};
}

/// What the field itself says of its signing.
Result<void> read_conditions(const pdf::Snapshot& view, const SignatureFieldPlan& plan,
                             FieldChoice& choice) {
    const auto& dictionary = choice.present->dictionary;
    MOHUR_TRY(const auto flags, view.value(dictionary, "Ff"));
    if ((flags.integer().value_or(0) & kReadOnly) != 0) {
        return Error::denied("pdf-field-read-only", choice.name);
    }
    MOHUR_TRY(const auto lock, view.value(dictionary, "Lock"));
    if (lock.dictionary() != nullptr) {
        choice.lock = *lock.dictionary();
        MOHUR_TRY(const auto names, view.value(choice.lock, "Fields"));
        if (!names.is_null()) {
            choice.lock = choice.lock.with("Fields", names);
        }
    }
    MOHUR_TRY(const auto seed, view.value(dictionary, "SV"));
    return seed.dictionary() == nullptr ? Result<void>{}
                                        : check_seed_values(view, *seed.dictionary(), plan);
}

Result<FieldChoice> present_field(const pdf::Snapshot& view, const FormField& field,
                                  const SignatureFieldPlan& plan) {
    if (field.type != "Sig") {
        return Error::conflict("pdf-field-exists", field.name);
    }
    if (!field.value.is_null()) {
        return Error::conflict("pdf-field-signed", field.name);
    }
    FieldChoice choice{field.name, field, {}, {}, {}};
    MOHUR_TRY_VOID(find_widget(view, choice));
    MOHUR_TRY_VOID(read_conditions(view, plan, choice));
    return choice;
}

Dictionary transform(const char* method, Dictionary parameters) {
    return Dictionary{{{"Type", Object::name("SigRef")},
                       {"TransformMethod", Object::name(method)},
                       {"TransformParams", Object{std::move(parameters)}}}};
}

Dictionary parameters() {
    return Dictionary{{{"Type", Object::name("TransformParams")}, {"V", Object::name("1.2")}}};
}

}  // namespace

Result<FieldChoice> choose_field(const pdf::Snapshot& view, const FormFields& fields,
                                 const SignatureFieldPlan& plan) {
    const auto named = std::ranges::find_if(fields.fields, [&](const FormField& field) {
        return !plan.field_name.empty() && field.name == plan.field_name;
    });
    FieldChoice choice;
    if (named != fields.fields.end()) {
        MOHUR_TRY(choice, present_field(view, *named, plan));
    } else {
        MOHUR_TRY(choice.name, new_name(fields, plan.field_name));
    }
    MOHUR_TRY_VOID(check_permission(view, plan, choice.name));
    MOHUR_TRY_VOID(check_certification(view, fields, plan));
    return choice;
}

Array transform_references(const SignatureFieldPlan& plan, const FieldChoice& choice,
                           pdf::ObjectId root) {
    Array references;
    if (plan.certification) {
        references.emplace_back(transform(
            "DocMDP",
            parameters().with("P", Object{static_cast<std::int64_t>(*plan.certification)})));
    }
    if (const auto* action = choice.lock.find("Action")) {
        auto locked = parameters().with("Action", *action);
        if (const auto* names = choice.lock.find("Fields")) {
            locked = locked.with("Fields", *names);
        }
        // ISO 32000-1 table 253: /Data is what a FieldMDP is about.
        references.emplace_back(
            transform("FieldMDP", std::move(locked)).with("Data", Object{root}));
    }
    return references;
}

}  // namespace mohur::signing::pades
