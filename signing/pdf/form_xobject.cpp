// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/form_xobject.h"

#include "signing/pdf/page_tree.h"
#include "signing/pdf/page_view.h"

#include <deque>

namespace mohur::signing::pdf {
namespace {

constexpr std::size_t kMaxObjects = 2'000;
constexpr int kMaxDepth = 30;

Error damaged(std::string detail) {
    return Error::malformed("pdf-damaged", std::move(detail));
}

Object reals(std::initializer_list<double> values) {
    Array array;
    for (const auto value : values) {
        array.emplace_back(value);
    }
    return Object{std::move(array)};
}

// The white point of sRGB, its gamma and its primaries (IEC 61966-2-1).
Object white() {
    return reals({0.9505, 1.0, 1.089});
}

Object calibrated_grey() {
    return Object{Array{Object::name("CalGray"),
                        Object{Dictionary{{{"WhitePoint", white()}, {"Gamma", Object{2.2}}}}}}};
}

Object calibrated_rgb() {
    return Object{Array{Object::name("CalRGB"),
                        Object{Dictionary{{{"WhitePoint", white()},
                                           {"Gamma", reals({2.2, 2.2, 2.2})},
                                           {"Matrix", reals({0.4124, 0.2126, 0.0193, 0.3576, 0.7152,
                                                             0.1192, 0.1805, 0.0722, 0.9505})}}}}}};
}

/// Copies objects of another file into an update, each once.
class ObjectCopier {
public:
    ObjectCopier(IncrementalUpdate& update, const Snapshot& from) : update_{update}, from_{from} {}

    /// `object` with its references renamed; what they point to is copied by `finish`.
    [[nodiscard]] Result<Object> rename(const Object& object, int depth = 0) {
        if (depth > kMaxDepth) {
            return damaged("drawing too deep");
        }
        if (const auto id = object.reference()) {
            return Object{renamed(*id)};
        }
        if (const auto* array = object.array()) {
            Array copy;
            for (const auto& element : *array) {
                MOHUR_TRY(auto item, rename(element, depth + 1));
                copy.push_back(std::move(item));
            }
            return Object{std::move(copy)};
        }
        if (object.dictionary() != nullptr && object.stream() == nullptr) {
            MOHUR_TRY(auto copy, rename(*object.dictionary(), depth));
            return Object{std::move(copy)};
        }
        return object;
    }
    [[nodiscard]] Result<Dictionary> rename(const Dictionary& dictionary, int depth = 0) {
        std::vector<Dictionary::Entry> entries;
        for (const auto& [key, value] : dictionary.entries()) {
            MOHUR_TRY(auto item, rename(value, depth + 1));
            entries.emplace_back(key, std::move(item));
        }
        return Dictionary{std::move(entries)};
    }

    [[nodiscard]] Result<void> finish() {
        while (!open_.empty()) {
            const auto id = open_.front();
            open_.pop_front();
            if (names_.size() > kMaxObjects) {
                return Error::too_large("limit-exceeded", "pdf-drawing");
            }
            MOHUR_TRY(const auto stored, from_.load(id));
            MOHUR_TRY_VOID(copy(stored.object, names_.at(id)));
        }
        return {};
    }

private:
    [[nodiscard]] ObjectId renamed(ObjectId id) {
        const auto known = names_.find(id);
        if (known != names_.end()) {
            return known->second;
        }
        open_.push_back(id);
        return names_.emplace(id, update_.reserve()).first->second;
    }
    [[nodiscard]] Result<void> copy(const Object& object, ObjectId to) {
        if (const auto* stream = object.stream()) {
            MOHUR_TRY(const auto data, from_.encoded_data(*stream));
            MOHUR_TRY(const auto dictionary, rename(stream->dictionary.with("Length", Object{})));
            update_.set_stream(to, dictionary, data);
            return {};
        }
        MOHUR_TRY(const auto renamed_object, rename(object));
        update_.set(to, renamed_object);
        return {};
    }

    IncrementalUpdate& update_;
    const Snapshot& from_;
    std::map<ObjectId, ObjectId> names_;
    std::deque<ObjectId> open_;
};

/// /Contents in one piece (ISO 32000-1 table 30): streams of an array are parts of one program.
Result<Bytes> content_of(const Snapshot& view, const Dictionary& page) {
    MOHUR_TRY(const auto contents, view.value(page, "Contents"));
    const auto parts = contents.array() == nullptr ? Array{contents} : *contents.array();
    Bytes all;
    for (const auto& part : parts) {
        MOHUR_TRY(const auto stream, view.resolve(part));
        if (stream.stream() == nullptr) {
            return damaged("page without content");
        }
        MOHUR_TRY(const auto data, view.data(*stream.stream()));
        append(all, data);
        all.push_back('\n');
    }
    return all;
}

Result<Dictionary> with_calibrated_colours(const Snapshot& view, const Dictionary& resources) {
    MOHUR_TRY(const auto present, view.value(resources, "ColorSpace"));
    const Dictionary spaces =
        present.dictionary() == nullptr ? Dictionary{} : *present.dictionary();
    return resources.with(
        "ColorSpace",
        Object{spaces.with("DefaultGray", calibrated_grey()).with("DefaultRGB", calibrated_rgb())});
}

Dictionary form_dictionary(double width, double height, Dictionary resources) {
    return Dictionary{{{"Type", Object::name("XObject")},
                       {"Subtype", Object::name("Form")},
                       {"BBox", reals({0, 0, width, height})},
                       {"Resources", Object{std::move(resources)}}}};
}

std::string matrix_syntax(const std::array<double, 6>& matrix) {
    std::string out;
    for (const auto number : matrix) {
        out += to_syntax(Object{number}) + ' ';
    }
    return out + "cm";
}

}  // namespace

Result<FormXObject> import_first_page(IncrementalUpdate& update, const ByteSource& drawing,
                                      const Limits& limits) {
    const std::shared_ptr<const ByteSource> borrowed{std::shared_ptr<void>{}, &drawing};
    MOHUR_TRY(const auto file, RawFile::open(borrowed, limits));
    const Snapshot& view = file.current();
    if (view.encrypted()) {
        return Error::unsupported("pdf-encrypted");
    }
    MOHUR_TRY(const auto page_id, first_page(view));
    MOHUR_TRY(const auto shown, page_view(view, page_id));
    MOHUR_TRY(const auto page, view.load(page_id));
    MOHUR_TRY(const auto content, content_of(view, *page.object.dictionary()));
    MOHUR_TRY(const auto resources, inherited(view, *page.object.dictionary(), "Resources"));
    MOHUR_TRY(const auto coloured, with_calibrated_colours(view, resources.dictionary() == nullptr
                                                                     ? Dictionary{}
                                                                     : *resources.dictionary()));
    ObjectCopier copier{update, view};
    MOHUR_TRY(auto renamed, copier.rename(coloured));
    MOHUR_TRY_VOID(copier.finish());
    const auto width = shown.crop.width();
    const auto height = shown.crop.height();
    auto dictionary = form_dictionary(width, height, std::move(renamed));
    // The page's own corner becomes the origin.
    dictionary = dictionary.with("BBox", to_object(shown.crop))
                     .with("Matrix", reals({1, 0, 0, 1, -shown.crop.left, -shown.crop.bottom}));
    const auto id = update.reserve();
    update.set_stream(id, dictionary, content);
    return FormXObject{id, width, height};
}

ObjectId wrap(IncrementalUpdate& update, const FormXObject& inner,
              const std::array<double, 6>& matrix, double width, double height) {
    Dictionary resources{{{"XObject", Object{Dictionary{{{"Mark", Object{inner.id}}}}}}}};
    const auto id = update.reserve();
    const std::string content = "q " + matrix_syntax(matrix) + " /Mark Do Q";
    update.set_stream(id, form_dictionary(width, height, std::move(resources)), as_bytes(content));
    return id;
}

}  // namespace mohur::signing::pdf
