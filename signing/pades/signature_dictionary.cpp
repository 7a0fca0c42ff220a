// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/signature_dictionary_internal.h"

#include "signing/pades/form_internal.h"

#include <algorithm>
#include <array>
#include <map>

namespace mohur::signing::pades {
namespace {

using pdf::Dictionary;
using pdf::Object;

constexpr std::size_t kMaxOccurrences = 20'000;

bool looks_signed(const FormField& field, const Dictionary& value) {
    return field.type == "Sig" || value.find("ByteRange") != nullptr;
}

std::uint64_t contents_begin(const SignatureDictionary& signature) {
    const auto* contents = signature.dictionary.find("Contents");
    return contents == nullptr || contents->string() == nullptr ? signature.begin
                                                                : contents->string()->begin;
}

/// The object in which an offset lies, by all cross-references of all revisions.
class ObjectMap {
public:
    explicit ObjectMap(const pdf::RawFile& file) : file_{file} {
        for (const auto& section : file.current().sections()) {
            for (const auto& entry : section->entries) {
                if (entry.kind == pdf::XrefEntry::Kind::in_file) {
                    offsets_.push_back(entry.offset);
                }
            }
        }
        std::ranges::sort(offsets_);
    }

    [[nodiscard]] std::optional<pdf::StoredObject> around(std::uint64_t position) const {
        auto after = std::ranges::upper_bound(offsets_, position);
        if (after == offsets_.begin()) {
            return std::nullopt;
        }
        auto stored = file_.object_at(*std::prev(after));
        if (!stored || position < stored->begin || position >= stored->end) {
            return std::nullopt;
        }
        return std::move(*stored);
    }

private:
    const pdf::RawFile& file_;
    std::vector<std::uint64_t> offsets_;
};

bool is_stream_data(const pdf::StoredObject& object, std::uint64_t position) {
    const auto* stream = object.object.stream();
    return stream != nullptr && position >= stream->data_offset &&
           position < stream->data_offset + stream->data_length;
}

/// The dictionaries of usage rights (ISO 32000-1 clause 12.8.2.3): signatures of a producer over
/// what a viewer may do, by nobody over the document.
Result<std::vector<std::uint64_t>> usage_rights(const pdf::Snapshot& view) {
    std::vector<std::uint64_t> places;
    MOHUR_TRY(const auto catalog, view.catalog());
    MOHUR_TRY(const auto permissions, view.value(catalog, "Perms"));
    if (permissions.dictionary() == nullptr) {
        return places;
    }
    for (const auto* key : {"UR", "UR3"}) {
        const auto* entry = permissions.dictionary()->find(key);
        if (entry == nullptr || !entry->reference()) {
            continue;
        }
        const auto stored = view.load(*entry->reference());
        if (stored && stored->end != 0) {
            places.push_back(stored->begin);
        }
    }
    return places;
}

/// "/ByteRange" wherever it stands outside of what the form reaches.
Result<void> find_unreached(const pdf::RawFile& file, SignatureDictionaries& result) {
    MOHUR_TRY(const auto places, file.find_all("/ByteRange", kMaxOccurrences));
    MOHUR_TRY(const auto rights, usage_rights(file.current()));
    const ObjectMap objects{file};
    for (const auto place : places) {
        const auto reached = [&](const SignatureDictionary& s) {
            return s.begin <= place && place < s.end;
        };
        if (std::ranges::any_of(result.found, reached)) {
            continue;
        }
        const auto object = objects.around(place);
        if (object && is_stream_data(*object, place)) {
            continue;
        }
        if (object && std::ranges::find(rights, object->begin) != rights.end()) {
            result.warnings.push_back(
                {"usage-rights-signature", "at offset " + std::to_string(place)});
            continue;
        }
        result.errors.push_back(
            {"undecodable-signature", "a signature dictionary at offset " + std::to_string(place) +
                                          " is not reached by the form of the document"});
    }
    return {};
}

std::optional<std::array<std::uint64_t, 4>> four_numbers(const Object* object) {
    const auto* array = object == nullptr ? nullptr : object->array();
    if (array == nullptr || array->size() != 4) {
        return std::nullopt;
    }
    std::array<std::uint64_t, 4> numbers{};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto number = (*array)[i].integer();
        if (!number || *number < 0) {
            return std::nullopt;
        }
        numbers[i] = static_cast<std::uint64_t>(*number);
    }
    return numbers;
}

/// True when a reader of the first `end` octets sees a whole revision: %%EOF, then nothing but its
/// end of line.
bool ends_revision(const pdf::RawFile& file, std::uint64_t end) {
    const auto view = file.snapshot(end);
    if (!view) {
        return false;
    }
    std::uint64_t last = 0;
    for (const auto& section : view->sections()) {
        // The end of line belongs to the revision; a signer may have left it out.
        if (section->revision_end && *section->revision_end <= end + 2) {
            last = std::max(last, *section->revision_end);
        }
    }
    return last != 0 && (last <= end ? file.blank(last, end) : file.blank(end, last));
}

}  // namespace

std::string SignatureDictionary::name_entry(std::string_view key) const {
    const auto* entry = dictionary.find(key);
    return entry == nullptr || entry->name() == nullptr ? std::string{} : *entry->name();
}

bool SignatureDictionary::is_document_timestamp() const {
    return name_entry("SubFilter") == "ETSI.RFC3161";
}

ByteRangeCheck check_byte_range(const pdf::RawFile& file, const SignatureDictionary& signature) {
    ByteRangeCheck check;
    const auto numbers = four_numbers(signature.dictionary.find("ByteRange"));
    if (!numbers) {
        check.problem = "/ByteRange is not four numbers";
        return check;
    }
    const auto [start, first, second_start, second] = *numbers;
    if (first > file.size() || second_start > file.size() || second > file.size() - second_start ||
        start != 0 || first > second_start) {
        check.problem = "/ByteRange does not fit the file";
        return check;
    }
    check.range = ByteRange{first, second_start, second_start + second};
    const auto* contents = signature.dictionary.find("Contents");
    const auto* string = contents == nullptr ? nullptr : contents->string();
    if (string == nullptr || !string->hexadecimal || string->begin != first ||
        string->end != second_start) {
        check.problem = "/ByteRange leaves out something else than /Contents";
    } else if (signature.dictionary.repeated_key()) {
        check.problem = "the signature dictionary repeats a key";
    } else if (!ends_revision(file, check.range->covered_end)) {
        check.problem = "/ByteRange does not end where a revision ends";
    } else {
        check.exact = true;
    }
    return check;
}

Result<std::vector<SignatureDictionary>> reachable_signatures(const pdf::Snapshot& view) {
    MOHUR_TRY(const auto form, read_form(view));
    MOHUR_TRY(const auto fields, read_fields(view, form));
    std::vector<SignatureDictionary> found;
    std::map<pdf::ObjectId, std::size_t> places;
    for (const auto& field : fields.fields) {
        const auto id = field.value.reference().value_or(field.id);
        if (field.value.is_null()) {
            continue;
        }
        if (const auto known = places.find(id); known != places.end()) {
            auto& names = found[known->second].fields;
            if (std::ranges::find(names, field.name) == names.end()) {
                names.push_back(field.name);
            }
            continue;
        }
        const auto stored = view.load(id);
        const auto value = view.resolve(field.value);
        const auto* dictionary = value ? value->dictionary() : nullptr;
        if (!stored || dictionary == nullptr || !looks_signed(field, *dictionary)) {
            continue;
        }
        places.emplace(id, found.size());
        found.push_back({id, stored->begin, stored->end, *dictionary, {field.name}});
    }
    std::ranges::stable_sort(found, {}, contents_begin);
    return found;
}

Result<SignatureDictionaries> find_signatures(const pdf::RawFile& file, const Limits& limits) {
    SignatureDictionaries result;
    MOHUR_TRY(result.found, reachable_signatures(file.current()));
    if (result.found.size() > limits.signatures) {
        return Error::too_large("limit-exceeded", "signatures");
    }
    MOHUR_TRY_VOID(find_unreached(file, result));
    return result;
}

}  // namespace mohur::signing::pades
