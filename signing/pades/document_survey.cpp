// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/document_survey.h"

#include "signing/pades/form_internal.h"
#include "signing/pdf/page_view.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace mohur::signing::pades {
namespace {

using pdf::Dictionary;
using pdf::Object;
using pdf::ObjectId;

constexpr std::size_t kMaxPlaces = 5;

template <std::size_t N>
bool among(const Object* value, const std::array<std::string_view, N>& names) {
    return value != nullptr && value->name() != nullptr &&
           std::ranges::find(names, *value->name()) != names.end();
}

// ISO 32000-2 table 201: what an action does by /S.
constexpr std::array<std::string_view, 4> kElsewhere{"GoToR", "GoToE", "ImportData", "SubmitForm"};
constexpr std::array<std::string_view, 5> kPlays{"Rendition", "Movie", "Sound", "GoTo3DView",
                                                 "RichMediaExecute"};
// Table 171: annotations.
constexpr std::array<std::string_view, 5> kPlayers{"RichMedia", "Screen", "Movie", "Sound", "3D"};
constexpr std::array<std::string_view, 5> kFontKinds{"Type1", "MMType1", "TrueType", "CIDFontType0",
                                                     "CIDFontType2"};
// The structure tree shows nothing; the default resources of a form show only what uses them.
constexpr std::array<std::string_view, 3> kNotShown{"StructTreeRoot", "DR", "DSS"};

/// Walks what the catalog reaches, each object once.
class ContentWalk {
public:
    ContentWalk(const pdf::Snapshot& view, const Limits& limits) : view_{view}, limits_{limits} {}

    [[nodiscard]] std::vector<Finding> run(ObjectId root, const Dictionary& catalog) {
        look_at_catalog(root, catalog);
        push(Object{root}, root);
        while (!open_.empty()) {
            const auto [object, home] = std::move(open_.back());
            open_.pop_back();
            visit(object, home);
        }
        return findings();
    }

private:
    struct Open {
        Object object;
        ObjectId home;
    };

    void push(const Object& object, ObjectId home) {
        const auto id = object.reference();
        const bool holds = object.array() != nullptr || object.dictionary() != nullptr;
        if (holds || (id && visited_.insert(*id).second)) {
            open_.push_back({object, home});
        }
    }

    void visit(const Object& object, ObjectId home) {
        if (const auto id = object.reference()) {
            if (visited_.size() > limits_.pdf_objects) {
                note("pdf-content-not-judged", "too many objects");
                open_.clear();
                return;
            }
            const auto stored = view_.load_once(*id);
            if (!stored) {
                return note("pdf-content-not-judged", place(*id));
            }
            return visit(stored->object, *id);
        }
        if (const auto* array = object.array()) {
            for (const auto& element : *array) {
                push(element, home);
            }
        } else if (const auto* dictionary = object.dictionary()) {
            look_at(*dictionary, object.stream() != nullptr, home);
            for (const auto& [key, value] : dictionary->entries()) {
                if (std::ranges::find(kNotShown, key) == kNotShown.end()) {
                    push(value, home);
                }
            }
        }
    }

    void look_at_catalog(ObjectId root, const Dictionary& catalog) {
        if (catalog.find("OCProperties") != nullptr) {
            note("pdf-optional-content", place(root));
        }
        const auto form = view_.value(catalog, "AcroForm");
        if (form && form->dictionary() != nullptr && form->dictionary()->find("XFA") != nullptr) {
            note("pdf-dynamic-form", place(root));
        }
    }

    void look_at(const Dictionary& dictionary, bool stream, ObjectId home) {
        const auto* action = dictionary.find("S");
        const auto* subtype = dictionary.find("Subtype");
        if (dictionary.find("JS") != nullptr ||
            (action != nullptr && action->is_name("JavaScript"))) {
            note("pdf-javascript", place(home));
        }
        if (action != nullptr && action->is_name("Launch")) {
            note("pdf-launch-action", place(home));
        }
        // ISO 32000-1 tables 5 and 93: data of a stream, or a page of another file.
        const bool outside =
            stream && (dictionary.find("F") != nullptr || dictionary.find("Ref") != nullptr);
        if (outside || among(action, kElsewhere)) {
            note("pdf-external-reference", place(home));
        }
        if (among(action, kPlays) || among(subtype, kPlayers)) {
            note("pdf-multimedia", place(home));
        }
        const auto* type = dictionary.find("Type");
        if (type != nullptr && type->is_name("Font") && among(subtype, kFontKinds)) {
            look_at_font(dictionary);
        }
    }

    // ISO 32000-1 clause 9.9.
    void look_at_font(const Dictionary& font) {
        const auto descriptor = view_.value(font, "FontDescriptor");
        const auto* entries = descriptor ? descriptor->dictionary() : nullptr;
        const bool embedded = entries != nullptr && (entries->find("FontFile") != nullptr ||
                                                     entries->find("FontFile2") != nullptr ||
                                                     entries->find("FontFile3") != nullptr);
        if (!embedded) {
            const auto* name = font.find("BaseFont");
            note("pdf-font-not-embedded",
                 name == nullptr || name->name() == nullptr ? "?" : *name->name());
        }
    }

    static std::string place(ObjectId id) { return "object " + std::to_string(id.number); }
    void note(const std::string& code, const std::string& where) { found_[code].insert(where); }

    [[nodiscard]] std::vector<Finding> findings() const {
        std::vector<Finding> out;
        for (const auto& [code, places] : found_) {
            std::string text;
            std::size_t told = 0;
            for (const auto& where : places) {
                if (told == kMaxPlaces) {
                    text += " (" + std::to_string(places.size()) + ")";
                    break;
                }
                text += (told++ == 0 ? "" : ", ") + where;
            }
            out.push_back({code, std::move(text)});
        }
        return out;
    }

    const pdf::Snapshot& view_;
    const Limits& limits_;
    std::vector<Open> open_;
    std::set<ObjectId> visited_;
    std::map<std::string, std::set<std::string>> found_;
};

/// The size of a field's widget as it is shown; a turned page turns it.
void measure(const pdf::Snapshot& view, const Dictionary& widget, SignatureFieldInfo& info) {
    const auto rectangle = view.value(widget, "Rect");
    const auto box = rectangle ? pdf::box_from(*rectangle) : std::nullopt;
    if (!box) {
        return;
    }
    const auto* page = widget.find("P");
    const auto shown = page != nullptr && page->reference()
                           ? pdf::page_view(view, *page->reference())
                           : Result<pdf::PageView>{pdf::PageView{}};
    const bool turned = shown && shown->rotation % 180 != 0;
    info.width = turned ? box->height() : box->width();
    info.height = turned ? box->width() : box->height();
}

Result<std::vector<SignatureFieldInfo>> signature_fields(const pdf::Snapshot& view) {
    MOHUR_TRY(const auto form, read_form(view));
    MOHUR_TRY(const auto fields, read_fields(view, form));
    std::map<std::string, SignatureFieldInfo> by_name;
    for (const auto& field : fields.fields) {
        if (field.type != "Sig") {
            continue;
        }
        auto& info = by_name[field.name];
        info.name = field.name;
        info.filled = info.filled || !field.value.is_null();
        if (const auto* subtype = field.dictionary.find("Subtype");
            subtype != nullptr && subtype->is_name("Widget")) {
            measure(view, field.dictionary, info);
        }
    }
    std::vector<SignatureFieldInfo> out;
    for (auto& [name, info] : by_name) {
        out.push_back(std::move(info));
    }
    return out;
}

}  // namespace

Result<DocumentSurvey> survey(const ByteSource& pdf, const Limits& limits) {
    const std::shared_ptr<const ByteSource> borrowed{std::shared_ptr<void>{}, &pdf};
    MOHUR_TRY(const auto file, pdf::RawFile::open(borrowed, limits));
    const auto& view = file.current();
    if (view.encrypted()) {
        return Error::unsupported("pdf-encrypted");
    }
    MOHUR_TRY(const auto catalog, view.catalog());
    DocumentSurvey result;
    result.findings = ContentWalk{view, limits}.run(*view.root(), catalog);
    MOHUR_TRY(result.fields, signature_fields(view));
    return result;
}

}  // namespace mohur::signing::pades
