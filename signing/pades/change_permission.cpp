// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/modification_rules_internal.h"

namespace mohur::signing::pades {
namespace {

using pdf::Dictionary;

/// Takes over what a FieldMDP or SigFieldLock dictionary says (ISO 32000-2 tables 237 and 259).
Result<void> add_lock(ChangePermission& permission, const pdf::Snapshot& view,
                      const Dictionary& lock) {
    MOHUR_TRY(const auto action, view.value(lock, "Action"));
    MOHUR_TRY(const auto fields, view.value(lock, "Fields"));
    std::set<std::string> names;
    if (fields.array() != nullptr) {
        for (const auto& element : *fields.array()) {
            MOHUR_TRY(const auto name, view.resolve(element));
            if (name.string() != nullptr) {
                names.insert(pdf::text_of(*name.string()));
            }
        }
    }
    if (action.is_name("Include")) {
        permission.locked_fields.insert(names.begin(), names.end());
    } else if (action.is_name("Exclude") && !permission.unlocked) {
        permission.unlocked = names;
    } else if (action.is_name("Exclude")) {
        std::erase_if(*permission.unlocked,
                      [&](const auto& name) { return !names.contains(name); });
    } else {
        permission.all_fields_locked = true;
    }
    return {};
}

/// /Reference of one signature: DocMDP and FieldMDP transforms (clause 12.8.2).
Result<void> add_transforms(ChangePermission& permission, const pdf::Snapshot& view,
                            const Dictionary& signature) {
    MOHUR_TRY(const auto level, doc_mdp(view, signature));
    if (level == 1) {
        permission.forms = false;
    }
    MOHUR_TRY(const auto references, view.value(signature, "Reference"));
    if (references.array() == nullptr) {
        return {};
    }
    for (const auto& element : *references.array()) {
        MOHUR_TRY(const auto reference, view.resolve(element));
        if (reference.dictionary() == nullptr) {
            continue;
        }
        MOHUR_TRY(const auto method, view.value(*reference.dictionary(), "TransformMethod"));
        MOHUR_TRY(const auto parameters, view.value(*reference.dictionary(), "TransformParams"));
        if (method.is_name("FieldMDP") && parameters.dictionary() != nullptr) {
            MOHUR_TRY_VOID(add_lock(permission, view, *parameters.dictionary()));
        }
    }
    return {};
}

}  // namespace

bool ChangePermission::locks(const std::string& field) const {
    const auto covers = [&](const std::set<std::string>& names) {
        // A name stands for the field and all below it (ISO 32000-2 table 259).
        for (auto end = field.size(); end != std::string::npos;
             end = end == 0 ? std::string::npos : field.rfind('.', end - 1)) {
            if (names.contains(field.substr(0, end))) {
                return true;
            }
        }
        return false;
    };
    return all_fields_locked || covers(locked_fields) || (unlocked && !covers(*unlocked));
}

Result<ChangePermission> change_permission(const pdf::Snapshot& view) {
    ChangePermission permission;
    MOHUR_TRY(const auto certified, certification_level(view));
    if (certified == 1) {
        permission.forms = false;
    }
    MOHUR_TRY(const auto form, read_form(view));
    MOHUR_TRY(const auto fields, read_fields(view, form));
    for (const auto& field : fields.fields) {
        if (field.type != "Sig" || field.value.is_null()) {
            continue;
        }
        MOHUR_TRY(const auto signature, view.resolve(field.value));
        if (signature.dictionary() != nullptr) {
            MOHUR_TRY_VOID(add_transforms(permission, view, *signature.dictionary()));
        }
        MOHUR_TRY(const auto lock, view.value(field.dictionary, "Lock"));
        const auto* level = lock.dictionary() == nullptr ? nullptr : lock.dictionary()->find("P");
        if (level != nullptr && level->integer() == 1) {
            permission.forms = false;
        }
    }
    return permission;
}

}  // namespace mohur::signing::pades
