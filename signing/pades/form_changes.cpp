// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/form_changes_internal.h"

#include <algorithm>
#include <array>
#include <optional>

namespace mohur::signing::pades {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Object;
using pdf::ObjectId;

constexpr int kMaxDepth = 50;

template <std::size_t N>
bool among(std::string_view key, const std::array<std::string_view, N>& keys) {
    return std::ranges::find(keys, key) != keys.end();
}

// What filling a field or signing an empty one changes (ISO 32000-1 tables 164, 168, 220, 222,
// 229).
constexpr std::array<std::string_view, 12> kFilledKeys{"V", "AP", "AS", "M", "MK",   "RV",
                                                       "I", "F",  "DA", "P", "Type", "NM"};
// What a signature field and its widget consist of; no actions among them.
constexpr std::array<std::string_view, 26> kSignatureFieldKeys{
    "Type", "Subtype", "FT", "T", "TU", "TM", "V",    "F",  "Ff", "Rect",   "P",    "Parent", "AP",
    "AS",   "MK",      "DA", "Q", "M",  "NM", "Lock", "SV", "BS", "Border", "Kids", "H",      "DR"};
constexpr std::array<std::string_view, 5> kFormKeys{"Fields", "SigFlags", "DA", "DR", "Q"};

using Box = std::array<double, 4>;

/// Left, bottom, right, top; empty when it is no rectangle or has no area.
std::optional<Box> box_of(const Object& rectangle) {
    const auto* array = rectangle.array();
    if (array == nullptr || array->size() != 4) {
        return std::nullopt;
    }
    Box box{};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto number = (*array)[i].number();
        if (!number) {
            return std::nullopt;
        }
        box[i] = *number;
    }
    if (box[0] > box[2]) {
        std::swap(box[0], box[2]);
    }
    if (box[1] > box[3]) {
        std::swap(box[1], box[3]);
    }
    return box[0] < box[2] && box[1] < box[3] ? std::optional{box} : std::nullopt;
}

bool overlap(const Box& a, const Box& b) {
    return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

std::string name_below(const std::string& parent, const Dictionary& field) {
    const auto* partial = field.find("T");
    if (partial == nullptr || partial->string() == nullptr) {
        return parent;
    }
    const auto own = pdf::text_of(*partial->string());
    return parent.empty() ? own : parent + '.' + own;
}

std::string type_below(const std::string& parent, const Dictionary& field) {
    const auto* type = field.find("FT");
    return type != nullptr && type->name() != nullptr ? *type->name() : parent;
}

bool is_document_timestamp(const Dictionary& signature) {
    const auto* sub_filter = signature.find("SubFilter");
    return sub_filter != nullptr && sub_filter->is_name("ETSI.RFC3161");
}

/// No value, an empty text, or the off state of a button (ISO 32000-1 clause 12.7.4).
bool is_empty(const Object& value) {
    return value.is_null() || value.is_name("Off") ||
           (value.string() != nullptr && value.string()->value.empty());
}

std::int64_t integer_of(const Dictionary& dictionary, std::string_view key) {
    const auto* value = dictionary.find(key);
    return value == nullptr ? 0 : value->integer().value_or(0);
}

std::set<ObjectId> references_in(const Array& list) {
    std::set<ObjectId> ids;
    for (const auto& element : list) {
        if (const auto id = element.reference()) {
            ids.insert(*id);
        }
    }
    return ids;
}

/// What was listed stays listed: references anywhere, direct objects at their place.
bool keeps_all(const Array& before, const Array& after) {
    const auto new_ids = references_in(after);
    for (std::size_t i = 0; i < before.size(); ++i) {
        const auto id = before[i].reference();
        if (id ? !new_ids.contains(*id) : i >= after.size() || !(after[i] == before[i])) {
            return false;
        }
    }
    return true;
}

}  // namespace

void FormChanges::walk_form(const Dictionary& old_catalog, const Dictionary& new_catalog,
                            std::uint32_t catalog) {
    const Object old_form = walk_.old_value(old_catalog, "AcroForm");
    const Node form = walk_.step(new_catalog, "AcroForm", catalog);
    static const Dictionary kNone;
    const Dictionary& before = old_form.dictionary() == nullptr ? kNone : *old_form.dictionary();
    if (form.value.dictionary() == nullptr) {
        if (old_form.dictionary() != nullptr) {
            walk_.refuse("/AcroForm removed");
        }
        return;
    }
    const Dictionary& after = *form.value.dictionary();
    for (const auto& key : changed_keys(&before, &after)) {
        if (!among(key, kFormKeys)) {
            return walk_.refuse("/AcroForm /" + key);
        }
    }
    const auto old_flags = integer_of(before, "SigFlags");
    if ((integer_of(after, "SigFlags") & old_flags) != old_flags) {
        return walk_.refuse("/SigFlags lowered");
    }
    if (form.home != catalog) {
        walk_.allow(form);
    }
    for (const auto* key : {"DR", "DA"}) {
        if (const auto* value = after.find(key)) {
            walk_.allow_new_below(*value, form.home);
        }
    }
    walk_list(walk_.old_value(before, "Fields"), walk_.step(after, "Fields", form.home), {});
}

void FormChanges::walk_list(const Object& before, const Node& after, const Inherited& parent) {
    static const Array kNone;
    const Array& old_list = before.array() == nullptr ? kNone : *before.array();
    const Array& new_list = after.value.array() == nullptr ? kNone : *after.value.array();
    if (parent.depth > kMaxDepth) {
        return walk_.refuse("fields too deep");
    }
    if (!keeps_all(old_list, new_list)) {
        return walk_.refuse("a field was removed below " + parent.name);
    }
    const auto old_ids = references_in(old_list);
    walk_.allow(after);
    for (const auto& element : new_list) {
        const auto id = element.reference();
        if (!id) {
            return walk_.refuse("a field that is no object");
        }
        walk_.note_way(after.home, id->number);
        old_ids.contains(*id) ? walk_existing(*id, parent) : walk_new(*id, parent);
    }
}

Object FormChanges::after_value(ObjectId id) const {
    auto stored = walk_.after().load(id);
    return stored ? std::move(stored->object) : Object{};
}

void FormChanges::walk_existing(ObjectId id, const Inherited& parent) {
    if (!visited_.insert(id.number).second) {
        return;
    }
    const auto old_stored = walk_.before().load(id);
    const Dictionary* before = old_stored ? old_stored->object.dictionary() : nullptr;
    const Node node{after_value(id), id.number};
    const Dictionary* after = node.value.dictionary();
    if (before == nullptr || after == nullptr) {
        return;
    }
    walk_.note_role(id.number);
    Inherited field{name_below(parent.name, *before), type_below(parent.type, *before),
                    parent.depth + 1, false};
    const bool may_fill = permission_.forms || field.type == "Sig";
    field.filled = parent.filled ||
                   (may_fill && !permission_.locks(field.name) && is_filled_now(*before, *after));
    if (const auto* change = walk_.change(id.number)) {
        walk_.allow_as_field(id.number);
        check_changed_keys(*change, field);
        note_given_up(*before, *after);
    }
    if (field.filled) {
        walk_value(*after, id.number, field);
        walk_appearance(walk_.step(*after, "AP", id.number), 0);
    }
    const Object old_kids = walk_.old_value(*before, "Kids");
    const Node kids = walk_.step(*after, "Kids", id.number);
    if (old_kids.array() != nullptr || kids.value.array() != nullptr) {
        walk_list(old_kids, kids, field);
    }
}

/// A value that a signer saw, and how it looks, may not change; an empty field may be filled.
bool FormChanges::is_filled_now(const Dictionary& before, const Dictionary& after) const {
    const auto value = walk_.after().value(after, "V");
    return is_empty(walk_.old_value(before, "V")) && value && !is_empty(*value);
}

void FormChanges::check_changed_keys(const ObjectChange& change, const Inherited& field) {
    for (const auto& key : changed_keys(change.before.dictionary(), change.after.dictionary())) {
        if (key == "Kids") {
            continue;
        }  // walked as a list
        if (!field.filled || !among(key, kFilledKeys)) {
            return walk_.refuse("field " + field.name + " /" + key);
        }
    }
}

void FormChanges::note_given_up(const Dictionary& before, const Dictionary& after) {
    const auto* old_appearance = before.find("AP");
    const auto* new_appearance = after.find("AP");
    if (old_appearance == nullptr ||
        (new_appearance != nullptr && *new_appearance == *old_appearance)) {
        return;
    }
    if (const auto id = old_appearance->reference()) {
        walk_.give_up_appearance(id->number);
    }
    const auto* states = old_appearance->dictionary();
    const auto* normal = states == nullptr ? nullptr : states->find("N");
    if (normal != nullptr && normal->reference()) {
        walk_.give_up_appearance(normal->reference()->number);
    }
}

void FormChanges::walk_value(const Dictionary& field, std::uint32_t home,
                             const Inherited& inherited) {
    const Node value = walk_.step(field, "V", home);
    if (value.value.is_null()) {
        return;
    }
    if (inherited.type == "Sig") {
        // The signature must have come with the value.
        if (value.home == home || !walk_.is_new(value.home) ||
            !new_signature_allowed(value, inherited)) {
            walk_.refuse("signature in field " + inherited.name);
        }
        return;
    }
    if (value.home != home) {
        walk_.allow(value);
    }
    walk_.allow_new_below(value.value, value.home);
}

bool FormChanges::new_signature_allowed(const Node& value, const Inherited& field) {
    const Dictionary* signature = value.value.dictionary();
    if (signature == nullptr || value.value.stream() != nullptr) {
        return false;
    }
    // ISO 32000-2 clause 12.8.2.2.2: a document time-stamp changes nothing that was signed.
    const bool timestamp = is_document_timestamp(*signature);
    if (!timestamp && (!permission_.forms || permission_.locks(field.name))) {
        return false;
    }
    walk_.allow(value);
    walk_.allow_new_below(value.value, value.home);
    return true;
}

// ISO 32000-1 clause 12.5.5: states below N, R and D, each a form XObject.
void FormChanges::walk_appearance(const Node& appearance, int depth) {
    if (appearance.value.is_null() || depth > 2) {
        return;
    }
    walk_.allow(appearance);
    if (const auto* stream = appearance.value.stream()) {
        for (const auto& [key, entry] : stream->dictionary.entries()) {
            walk_.allow_new_below(entry, appearance.home);
        }
        const Node length = walk_.step(stream->dictionary, "Length", appearance.home);
        if (length.home != appearance.home) {
            walk_.allow(length);
        }
        return;
    }
    if (appearance.value.dictionary() == nullptr) {
        return;
    }
    for (const auto& [key, entry] : appearance.value.dictionary()->entries()) {
        walk_appearance(walk_.step(entry, appearance.home), depth + 1);
    }
}

void FormChanges::walk_new(ObjectId id, const Inherited& parent) {
    if (!visited_.insert(id.number).second) {
        return;
    }
    const Node node{after_value(id), id.number};
    const Dictionary* field = node.value.dictionary();
    // An object of the signed revision that becomes a field now would show signed octets in a role
    // that nobody signed.
    if (field == nullptr || !walk_.is_new(id.number) || parent.depth > kMaxDepth) {
        return walk_.refuse("object " + std::to_string(id.number) + " as a field");
    }
    const Inherited own{name_below(parent.name, *field), type_below(parent.type, *field),
                        parent.depth + 1, false};
    if (own.type != "Sig") {
        return walk_.refuse("new field " + own.name);
    }
    check_new_keys(*field);
    walk_.allow_as_field(id.number);
    walk_.note_role(id.number);
    new_widgets_.insert(id.number);
    const Node value = walk_.step(*field, "V", id.number);
    const bool has_value = !value.value.is_null();
    if (has_value && (value.home == id.number || !walk_.is_new(value.home) ||
                      !new_signature_allowed(value, own))) {
        return walk_.refuse("signature in new field " + own.name);
    }
    if (!has_value && !permission_.forms) {
        return walk_.refuse("new field " + own.name);
    }
    walk_appearance(walk_.step(*field, "AP", id.number), 0);
    for (const auto* key : {"MK", "DR", "Lock", "SV", "BS", "Border", "Rect"}) {
        if (const auto* entry = field->find(key)) {
            walk_.allow_new_below(*entry, id.number);
        }
    }
    const Node kids = walk_.step(*field, "Kids", id.number);
    if (kids.value.array() != nullptr) {
        walk_list({}, kids, own);
    }
}

void FormChanges::check_new_keys(const Dictionary& field) {
    for (const auto& [key, value] : field.entries()) {
        if (!among(key, kSignatureFieldKeys)) {
            return walk_.refuse("new field with /" + key);
        }
    }
}

void FormChanges::walk_pages(const std::vector<ObjectId>& pages) {
    for (const auto page : pages) {
        walk_page(page);
    }
}

void FormChanges::walk_page(ObjectId page) {
    const auto old_page = walk_.before().load(page);
    const auto new_page = walk_.after().load(page);
    if (!old_page || !new_page || old_page->object.dictionary() == nullptr ||
        new_page->object.dictionary() == nullptr) {
        return;
    }
    const Dictionary& before = *old_page->object.dictionary();
    const Dictionary& after = *new_page->object.dictionary();
    if (walk_.change(page.number) != nullptr) {
        for (const auto& key : changed_keys(&before, &after)) {
            if (key != "Annots") {
                return walk_.refuse("page /" + key);
            }
        }
        walk_.allow_anywhere(page.number);
    }
    const Node annotations = walk_.step(after, "Annots", page.number);
    const Object old_value = walk_.old_value(before, "Annots");
    static const Array kNone;
    const Array& old_list = old_value.array() == nullptr ? kNone : *old_value.array();
    const Array& new_list =
        annotations.value.array() == nullptr ? kNone : *annotations.value.array();
    for (const auto id : references_in(new_list)) {
        walk_.note_way(annotations.home, id.number);
    }
    if (old_list == new_list) {
        return;
    }
    if (!keeps_all(old_list, new_list)) {
        return walk_.refuse("an annotation was removed");
    }
    if (annotations.home != page.number) {
        walk_.allow(annotations);
    }
    const auto old_ids = references_in(old_list);
    for (std::size_t i = 0; i < new_list.size(); ++i) {
        const auto id = new_list[i].reference();
        if (id ? old_ids.contains(*id) : i < old_list.size()) {
            continue;
        }
        if (!id || !new_widgets_.contains(id->number)) {
            return walk_.refuse("a new annotation");
        }
        if (const auto* widget = walk_.change(id->number)->after.dictionary()) {
            note_overlap(old_list, *widget);
        }
    }
}

void FormChanges::note_overlap(const Array& old_annotations, const Dictionary& widget) {
    const auto own = box_of(walk_.step(widget, "Rect", 0).value);
    if (!own) {
        return;
    }
    for (const auto& element : old_annotations) {
        const auto annotation = walk_.before().resolve(element);
        const auto* dictionary = annotation ? annotation->dictionary() : nullptr;
        const auto box =
            dictionary == nullptr ? std::nullopt : box_of(walk_.old_value(*dictionary, "Rect"));
        overlap_ = overlap_ || (box && overlap(*own, *box));
    }
}

}  // namespace mohur::signing::pades
