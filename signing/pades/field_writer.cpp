// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/field_writer_internal.h"

#include "signing/pdf/form_xobject.h"
#include "signing/pdf/page_tree.h"

#include <algorithm>

namespace mohur::signing::pades {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Object;
using pdf::ObjectId;

// Annotation flags Print and Locked (ISO 32000-1 table 165); PDF/A wants Print.
constexpr std::int64_t kWidgetFlags = 4 + 128;
// SignaturesExist and AppendOnly (table 219).
constexpr std::int64_t kSigFlags = 3;
// A point of tolerance: what a caller computed from millimetres may stand out by a rounding.
constexpr double kTolerance = 1;

Object integer(std::int64_t value) {
    return Object{value};
}

Array with_reference(Array array, ObjectId id) {
    array.emplace_back(id);
    return array;
}

Array array_of(const Object& object) {
    return object.array() == nullptr ? Array{} : *object.array();
}

bool lists(const Object& array, ObjectId id) {
    return array.array() != nullptr &&
           std::ranges::find(*array.array(), Object{id}) != array.array()->end();
}

}  // namespace

Result<void> FieldWriter::write(const FieldChoice& choice, ObjectId signature) {
    if (choice.present) {
        MOHUR_TRY_VOID(fill(choice, signature));
    } else {
        MOHUR_TRY_VOID(add(choice.name, signature));
    }
    return plan_.certification ? certify(signature) : Result<void>{};
}

Result<Dictionary> FieldWriter::current(ObjectId id) const {
    if (const auto known = written_.find(id); known != written_.end()) {
        return known->second;
    }
    MOHUR_TRY(const auto stored, update_.before().load(id));
    if (stored.object.dictionary() == nullptr) {
        return Error::malformed("pdf-damaged",
                                "object " + std::to_string(id.number) + " is no dictionary");
    }
    return *stored.object.dictionary();
}

void FieldWriter::put(ObjectId id, Dictionary dictionary) {
    update_.set(id, Object{dictionary});
    written_.insert_or_assign(id, std::move(dictionary));
}

// The value goes to the field, what is seen to its widget; all else stays as its author made it.
Result<void> FieldWriter::fill(const FieldChoice& choice, ObjectId signature) {
    const auto field = choice.present->id;
    put(field, choice.present->dictionary.with("V", Object{signature}));
    if (plan_.appearance) {
        if (!choice.widget || plan_.appearance->place) {
            return Error::unsupported("pdf-field-shape", choice.name);
        }
        const auto box = pdf::box_from(choice.widget_dictionary.find("Rect") == nullptr
                                           ? Object{}
                                           : *choice.widget_dictionary.find("Rect"));
        if (!box || box->width() <= 0 || box->height() <= 0) {
            return Error::unsupported("pdf-field-shape", choice.name);
        }
        MOHUR_TRY(const auto page, page_of(*choice.widget, choice.widget_dictionary));
        MOHUR_TRY(const auto view, pdf::page_view(update_.before(), page));
        MOHUR_TRY(const auto form, draw(*box, view.rotation));
        MOHUR_TRY(const auto widget, current(*choice.widget));
        put(*choice.widget, widget.with("AP", Object{Dictionary{{{"N", Object{form}}}}}));
    }
    return raise_flags();
}

Result<void> FieldWriter::add(const std::string& name, ObjectId signature) {
    MOHUR_TRY(const auto widget, place_widget());
    const ObjectId field = update_.reserve();
    Dictionary dictionary{{{"Type", Object::name("Annot")},
                           {"Subtype", Object::name("Widget")},
                           {"FT", Object::name("Sig")},
                           {"T", pdf::text_string(name)},
                           {"V", Object{signature}},
                           {"F", integer(kWidgetFlags)},
                           {"Rect", pdf::to_object(widget.box)},
                           {"P", Object{widget.page}}}};
    if (widget.appearance) {
        dictionary = dictionary.with("AP", Object{Dictionary{{{"N", Object{*widget.appearance}}}}})
                         .with("TU", pdf::text_string(plan_.appearance->description));
        if (widget.rotation != 0) {
            dictionary =
                dictionary.with("MK", Object{Dictionary{{{"R", integer(widget.rotation)}}}});
        }
    }
    put(field, std::move(dictionary));
    MOHUR_TRY_VOID(add_to_page(widget.page, field));
    return add_to_form(field);
}

Result<FieldWriter::Widget> FieldWriter::place_widget() {
    if (!plan_.appearance) {
        MOHUR_TRY(const auto page, pdf::first_page(update_.before()));
        return Widget{page, {}, {}, 0};
    }
    if (!plan_.appearance->place) {
        return Error::malformed("pdf-place-invalid", "no place and no field");
    }
    const auto& place = *plan_.appearance->place;
    const auto anchor = place.new_page ? Result<ObjectId>{append_page()} : page_number(place.page);
    if (!anchor) {
        return anchor.error();
    }
    pdf::PageView view;
    if (place.new_page) {
        view.crop = pdf::box_from(*written_.at(*anchor).find("MediaBox")).value();
    } else {
        MOHUR_TRY(view, pdf::page_view(update_.before(), *anchor));
    }
    const bool fits = place.left >= 0 && place.top >= 0 && place.width > 0 && place.height > 0 &&
                      place.left + place.width <= view.width() + kTolerance &&
                      place.top + place.height <= view.height() + kTolerance;
    if (!fits) {
        return Error::malformed("pdf-place-invalid", "outside the page");
    }
    const auto box = view.to_user_space(place.left, place.top, place.width, place.height);
    MOHUR_TRY(const auto appearance, draw(box, view.rotation));
    return Widget{*anchor, box, appearance, view.rotation};
}

Result<ObjectId> FieldWriter::page_number(std::size_t number) const {
    MOHUR_TRY(const auto pages, pdf::pages(update_.before(), limits_.pdf_objects));
    if (number == 0 || number > pages.size()) {
        return Error::not_found("pdf-page-missing", std::to_string(number));
    }
    return pages[number - 1];
}

/// An empty page as large as the last one is shown. What is signed has its pages already.
Result<ObjectId> FieldWriter::append_page() {
    MOHUR_TRY(const auto fields, read_fields(update_.before(), form_));
    if (std::ranges::any_of(fields.fields, [](const FormField& field) {
            return field.type == "Sig" && !field.value.is_null();
        })) {
        return Error::unsupported("pdf-new-page-signed");
    }
    const auto& view = update_.before();
    MOHUR_TRY(const auto catalog, view.catalog());
    MOHUR_TRY(const auto pages, pdf::pages(view, limits_.pdf_objects));
    const auto* root = catalog.find("Pages");
    if (pages.empty() || root == nullptr || !root->reference()) {
        return Error::malformed("pdf-damaged", "no page");
    }
    MOHUR_TRY(const auto last, pdf::page_view(view, pages.back()));
    const pdf::Box box{0, 0, last.width(), last.height()};
    const ObjectId page = update_.reserve();
    put(page, Dictionary{{{"Type", Object::name("Page")},
                          {"Parent", Object{*root->reference()}},
                          {"MediaBox", pdf::to_object(box)},
                          {"CropBox", pdf::to_object(box)},
                          {"Rotate", integer(0)},
                          {"Tabs", Object::name("S")},
                          {"Resources", Object{Dictionary{}}}}});
    MOHUR_TRY(const auto node, current(*root->reference()));
    MOHUR_TRY(const auto kids, view.value(node, "Kids"));
    put(*root->reference(),
        node.with("Kids", Object{with_reference(array_of(kids), page)})
            .with("Count", integer(static_cast<std::int64_t>(pages.size() + 1))));
    return page;
}

Result<ObjectId> FieldWriter::page_of(ObjectId widget, const Dictionary& dictionary) const {
    const auto* page = dictionary.find("P");
    if (page != nullptr && page->reference()) {
        return *page->reference();
    }
    MOHUR_TRY(const auto pages, pdf::pages(update_.before(), limits_.pdf_objects));
    for (const auto id : pages) {
        MOHUR_TRY(const auto node, current(id));
        MOHUR_TRY(const auto annotations, update_.before().value(node, "Annots"));
        if (lists(annotations, widget)) {
            return id;
        }
    }
    return Error::unsupported("pdf-field-shape", "a widget on no page");
}

Result<ObjectId> FieldWriter::draw(const pdf::Box& box, int rotation) {
    if (plan_.appearance->drawing == nullptr) {
        return Error::malformed("pdf-place-invalid", "no drawing");
    }
    MOHUR_TRY(const auto inner,
              pdf::import_first_page(update_, *plan_.appearance->drawing, limits_));
    const bool turned = rotation % 180 != 0;
    const double width = turned ? box.height() : box.width();
    const double height = turned ? box.width() : box.height();
    const double scale = std::min(width / inner.width, height / inner.height);
    const double dx = (width - inner.width * scale) / 2;
    const double dy = (height - inner.height * scale) / 2;
    const auto turn = pdf::upright(rotation, width, height);
    // Scaled and centred first, turned then.
    const std::array<double, 6> matrix{turn[0] * scale,
                                       turn[1] * scale,
                                       turn[2] * scale,
                                       turn[3] * scale,
                                       turn[0] * dx + turn[2] * dy + turn[4],
                                       turn[1] * dx + turn[3] * dy + turn[5]};
    return pdf::wrap(update_, inner, matrix, box.width(), box.height());
}

Result<void> FieldWriter::add_to_page(ObjectId page, ObjectId annotation) {
    MOHUR_TRY(const auto dictionary, current(page));
    const Object* entry = dictionary.find("Annots");
    MOHUR_TRY(const auto annotations, update_.before().value(dictionary, "Annots"));
    if (annotations.array() == nullptr && !annotations.is_null()) {
        return Error::malformed("pdf-damaged", "/Annots is no array");
    }
    const Object list{with_reference(array_of(annotations), annotation)};
    if (entry != nullptr && entry->reference() && !annotations.is_null()) {
        update_.set(*entry->reference(), list);
    } else {
        put(page, dictionary.with("Annots", list));
    }
    return {};
}

Result<void> FieldWriter::set_form(const Dictionary& dictionary) {
    if (form_.id) {
        put(*form_.id, dictionary);
        return {};
    }
    const auto catalog = *update_.before().root();
    MOHUR_TRY(const auto entries, current(catalog));
    if (form_.present) {
        put(catalog, entries.with("AcroForm", Object{dictionary}));
        return {};
    }
    const ObjectId id = update_.reserve();
    put(id, dictionary);
    put(catalog, entries.with("AcroForm", Object{id}));
    return {};
}

Result<void> FieldWriter::raise_flags() {
    MOHUR_TRY(const auto flags, update_.before().value(form_.dictionary, "SigFlags"));
    const auto value = flags.integer().value_or(0);
    return (value & kSigFlags) == kSigFlags
               ? Result<void>{}
               : set_form(form_.dictionary.with("SigFlags", integer(value | kSigFlags)));
}

Result<void> FieldWriter::add_to_form(ObjectId field) {
    const Object fields{with_reference(form_.fields, field)};
    if (form_.fields_id) {
        update_.set(*form_.fields_id, fields);
        return raise_flags();
    }
    MOHUR_TRY(const auto flags, update_.before().value(form_.dictionary, "SigFlags"));
    return set_form(form_.dictionary.with("Fields", fields)
                        .with("SigFlags", integer(flags.integer().value_or(0) | kSigFlags)));
}

// ISO 32000-1 clause 12.8.4: other permissions, such as usage rights, stay.
Result<void> FieldWriter::certify(ObjectId signature) {
    const auto root = *update_.before().root();
    MOHUR_TRY(const auto catalog, current(root));
    MOHUR_TRY(const auto present, update_.before().value(catalog, "Perms"));
    const Dictionary permissions =
        present.dictionary() == nullptr ? Dictionary{} : *present.dictionary();
    put(root, catalog.with("Perms", Object{permissions.with("DocMDP", Object{signature})}));
    return {};
}

}  // namespace mohur::signing::pades
