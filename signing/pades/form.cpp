// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/form_internal.h"

#include <algorithm>
#include <set>

namespace mohur::signing::pades {
namespace {

constexpr std::size_t kMaxNodes = 100'000;
constexpr int kMaxDepth = 50;

struct OpenNode {
    pdf::Object reference;
    std::string parent_name;
    std::string type;
    pdf::Object value;
    int depth = 0;
};

std::string join(const std::string& parent, const pdf::Object* partial) {
    const auto* string = partial == nullptr ? nullptr : partial->string();
    if (string == nullptr) {
        return parent;
    }
    return parent.empty() ? pdf::text_of(*string) : parent + '.' + pdf::text_of(*string);
}

/// The node itself; what its kids inherit is taken over from `open`.
FormField field_of(pdf::ObjectId id, const pdf::Dictionary& dictionary, const OpenNode& open) {
    FormField field{id, dictionary, join(open.parent_name, dictionary.find("T")), open.type,
                    open.value};
    if (const auto* type = dictionary.find("FT"); type != nullptr && type->name() != nullptr) {
        field.type = *type->name();
    }
    if (const auto* value = dictionary.find("V")) {
        field.value = *value;
    }
    return field;
}

}  // namespace

Result<Form> read_form(const pdf::Snapshot& view) {
    MOHUR_TRY(const auto catalog, view.catalog());
    const pdf::Object* entry = catalog.find("AcroForm");
    Form form;
    if (entry == nullptr) {
        return form;
    }
    form.id = entry->reference();
    MOHUR_TRY(const auto resolved, view.resolve(*entry));
    if (resolved.is_null()) {
        form.id.reset();
        return form;
    }
    if (resolved.dictionary() == nullptr) {
        return Error::malformed("pdf-damaged", "/AcroForm is no dictionary");
    }
    form.present = true;
    form.dictionary = *resolved.dictionary();
    const pdf::Object* fields = form.dictionary.find("Fields");
    if (fields == nullptr) {
        return form;
    }
    form.fields_id = fields->reference();
    MOHUR_TRY(const auto list, view.resolve(*fields));
    if (list.array() == nullptr) {
        if (!list.is_null()) {
            return Error::malformed("pdf-damaged", "/Fields is no array");
        }
        form.fields_id.reset();
        return form;
    }
    form.fields = *list.array();
    return form;
}

Result<FormFields> read_fields(const pdf::Snapshot& view, const Form& form) {
    FormFields result;
    std::set<pdf::ObjectId> visited;
    std::vector<OpenNode> open;
    const auto push = [&](const pdf::Array& nodes, const OpenNode& parent) {
        for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
            open.push_back(
                {*node, parent.parent_name, parent.type, parent.value, parent.depth + 1});
        }
    };
    push(form.fields, {});
    while (!open.empty()) {
        const OpenNode node = std::move(open.back());
        open.pop_back();
        const auto id = node.reference.reference();
        if (id && !visited.insert(*id).second) {
            continue;
        }
        if (visited.size() > kMaxNodes || open.size() > kMaxNodes) {
            return Error::too_large("limit-exceeded", "pdf-fields");
        }
        const auto resolved = view.resolve(node.reference);
        const auto* dictionary = resolved ? resolved->dictionary() : nullptr;
        if (dictionary == nullptr || !id || node.depth > kMaxDepth) {
            result.unreadable += resolved && resolved->is_null() ? 0U : 1U;
            continue;
        }
        result.fields.push_back(field_of(*id, *dictionary, node));
        const auto& field = result.fields.back();
        const auto kids = view.value(*dictionary, "Kids");
        if (kids && kids->array() != nullptr) {
            push(*kids->array(), {{}, field.name, field.type, field.value, node.depth});
        }
    }
    return result;
}

Result<std::optional<int>> doc_mdp(const pdf::Snapshot& view, const pdf::Dictionary& signature) {
    MOHUR_TRY(const auto references, view.value(signature, "Reference"));
    if (references.array() == nullptr) {
        return std::optional<int>{};
    }
    for (const auto& element : *references.array()) {
        MOHUR_TRY(const auto reference, view.resolve(element));
        if (reference.dictionary() == nullptr) {
            continue;
        }
        MOHUR_TRY(const auto method, view.value(*reference.dictionary(), "TransformMethod"));
        if (!method.is_name("DocMDP")) {
            continue;
        }
        MOHUR_TRY(const auto parameters, view.value(*reference.dictionary(), "TransformParams"));
        // ISO 32000-1 table 254: without /P it is 2.
        const auto* level =
            parameters.dictionary() == nullptr ? nullptr : parameters.dictionary()->find("P");
        const auto value = level == nullptr ? 2 : level->integer().value_or(1);
        return std::optional{static_cast<int>(std::clamp<std::int64_t>(value, 1, 3))};
    }
    return std::optional<int>{};
}

Result<std::optional<int>> certification_level(const pdf::Snapshot& view) {
    MOHUR_TRY(const auto catalog, view.catalog());
    MOHUR_TRY(const auto permissions, view.value(catalog, "Perms"));
    if (permissions.dictionary() == nullptr) {
        return std::optional<int>{};
    }
    MOHUR_TRY(const auto signature, view.value(*permissions.dictionary(), "DocMDP"));
    if (signature.dictionary() == nullptr) {
        return std::optional<int>{};
    }
    MOHUR_TRY(const auto level, doc_mdp(view, *signature.dictionary()));
    return std::optional{level.value_or(2)};
}

}  // namespace mohur::signing::pades
