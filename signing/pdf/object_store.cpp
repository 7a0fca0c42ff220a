// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/object_parser_internal.h"
#include "signing/pdf/raw_file_internal.h"
#include "signing/pdf/stream_data_internal.h"
#include "signing/pdf/xref_section_internal.h"

namespace mohur::signing::pdf {
namespace {

constexpr std::size_t kObjectStreamBytes = 64U << 20U;
constexpr std::uint64_t kAllObjectStreamBytes = 512U << 20U;
constexpr std::size_t kObjectStreamObjects = 1'000'000;
// A stream, its /Length in an object stream, that one's /Length: deeper than this nobody writes.
constexpr int kMaxNesting = 4;

Error damaged(std::string_view what, std::uint64_t number) {
    return Error::malformed("pdf-damaged",
                            std::string{what} + " (object " + std::to_string(number) + ")");
}

class Nesting {
public:
    explicit Nesting(int& depth) : depth_{depth} { ++depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    ~Nesting() { --depth_; }
    [[nodiscard]] bool too_deep() const noexcept { return depth_ > kMaxNesting; }

private:
    int& depth_;
};

std::optional<std::uint64_t> unsigned_of(const Object* object) {
    const auto integer = object == nullptr ? std::nullopt : object->integer();
    return integer && *integer >= 0 ? std::optional{static_cast<std::uint64_t>(*integer)}
                                    : std::nullopt;
}

}  // namespace

Result<std::shared_ptr<const XrefSection>> Snapshot::File::section_at(std::uint64_t offset) {
    if (const auto known = sections.find(offset); known != sections.end()) {
        return known->second;
    }
    MOHUR_TRY(auto section, read_xref_section(window, *source, offset, limits));
    auto shared = std::make_shared<const XrefSection>(std::move(section));
    sections.emplace(offset, shared);
    return shared;
}

Result<StoredObject> Snapshot::File::parse_at(std::uint64_t offset, const Snapshot* view) {
    ObjectParser parser{window, offset};
    const auto length_of = [&](ObjectId id) -> std::optional<std::uint64_t> {
        const auto length =
            view == nullptr ? Result<StoredObject>{Error::not_found("view")} : view->load(id);
        return length ? unsigned_of(&length->object) : std::nullopt;
    };
    MOHUR_TRY(auto found, parser.parse_indirect(length_of));
    return StoredObject{found.id, std::move(found.object), found.begin, found.end};
}

Result<StoredObject> Snapshot::File::in_file(const Snapshot& view, const XrefEntry& entry) {
    if (const auto known = objects.find(entry.offset); known != objects.end()) {
        return known->second;
    }
    const Nesting guard{nesting};
    if (guard.too_deep()) {
        return damaged("objects that need each other", entry.number);
    }
    MOHUR_TRY(auto stored, parse_at(entry.offset, &view));
    if (keep) {
        objects.emplace(entry.offset, stored);
    }
    return stored;
}

Result<StoredObject> Snapshot::File::in_object_stream(const Snapshot& view,
                                                      const XrefEntry& entry) {
    const Nesting guard{nesting};
    if (guard.too_deep()) {
        return damaged("object streams that need each other", entry.number);
    }
    MOHUR_TRY(const auto container, object_stream(view, static_cast<std::uint32_t>(entry.offset)));
    if (entry.index >= container->objects.size() ||
        container->objects[entry.index].first != entry.number) {
        return damaged("not where its entry says", entry.number);
    }
    ByteWindow inside{container->data, container->data.size()};
    ObjectParser parser{inside, container->objects[entry.index].second, false};
    MOHUR_TRY(auto object, parser.parse());
    return StoredObject{{entry.number, 0}, std::move(object), 0, 0};
}

Result<std::shared_ptr<const ObjectStream>> Snapshot::File::object_stream(const Snapshot& view,
                                                                          std::uint32_t number) {
    const auto entry = view.locate(number);
    if (!entry || entry->kind != XrefEntry::Kind::in_file) {
        return damaged("no object stream", number);
    }
    if (const auto known = object_streams.find(entry->offset); known != object_streams.end()) {
        return known->second;
    }
    MOHUR_TRY(const auto stored, in_file(view, *entry));
    const Stream* stream = stored.object.stream();
    const Object* type = stream == nullptr ? nullptr : stream->dictionary.find("Type");
    if (stored.id.number != number || type == nullptr || !type->is_name("ObjStm")) {
        return damaged("no object stream", number);
    }
    MOHUR_TRY(auto decoded, decode(view, *stream));
    object_streams.emplace(entry->offset, decoded);
    return decoded;
}

Result<std::shared_ptr<const ObjectStream>> Snapshot::File::decode(const Snapshot& view,
                                                                   const Stream& stream) {
    const auto count = unsigned_of(stream.dictionary.find("N"));
    const auto first = unsigned_of(stream.dictionary.find("First"));
    if (!count || !first || *count > kObjectStreamObjects) {
        return damaged("object stream without /N or /First", 0);
    }
    MOHUR_TRY(const auto encoded, view.encoded_data(stream));
    MOHUR_TRY(auto decoded, decode_stream(stream.dictionary, encoded, kObjectStreamBytes));
    decoded_bytes += decoded.size();
    if (decoded_bytes > kAllObjectStreamBytes) {
        return Error::too_large("limit-exceeded", "pdf-object-streams");
    }
    auto result =
        std::make_shared<ObjectStream>(ObjectStream{MemorySource{std::move(decoded)}, {}});
    ByteWindow inside{result->data, result->data.size()};
    ObjectParser header{inside, 0, false};
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto number = header.take_unsigned();
        const auto offset = header.take_unsigned();
        if (!number || !offset || *number > 0xFFFF'FFFF) {
            return damaged("object stream header", 0);
        }
        result->objects.emplace_back(static_cast<std::uint32_t>(*number), *first + *offset);
    }
    return std::shared_ptr<const ObjectStream>{std::move(result)};
}

}  // namespace mohur::signing::pdf
