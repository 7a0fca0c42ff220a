// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/creation.h"

#include "signing/crypto/hash.h"
#include "signing/pades/form_internal.h"
#include "signing/pades/update_internal.h"
#include "signing/pdf/date.h"
#include "signing/pdf/incremental_update.h"
#include "signing/pdf/page_tree.h"

#include <algorithm>
#include <set>

namespace mohur::signing::pades {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Object;
using pdf::ObjectId;

constexpr std::string_view kByteRangeKey = "/ByteRange ";
// "[0 " and three numbers of ten digits with what stands between them.
constexpr std::size_t kByteRangeWidth = 3 + 3 * 10 + 2 + 1;
constexpr std::size_t kMaxReserve = 16U << 20U;
// Annotation flags Print and Locked (ISO 32000-1 table 165); PDF/A wants Print.
constexpr std::int64_t kWidgetFlags = 4 + 128;
// SignaturesExist and AppendOnly (table 219).
constexpr std::int64_t kSigFlags = 3;

/// The signature dictionary with empty /ByteRange and /Contents (ISO 32000-1 table 252;
/// EN 319 142-1 clauses 5.3 and 5.4.3).
std::string signature_syntax(const SignatureFieldPlan& plan) {
    std::vector<Dictionary::Entry> entries{{"Filter", Object::name("Adobe.PPKLite")}};
    const auto text = [&](const char* key, const std::string& value) {
        if (!value.empty()) {
            entries.emplace_back(key, pdf::text_string(value));
        }
    };
    if (plan.document_timestamp) {
        entries.emplace_back("Type", Object::name("DocTimeStamp"));
        entries.emplace_back("SubFilter", Object::name("ETSI.RFC3161"));
    } else {
        entries.emplace_back("Type", Object::name("Sig"));
        entries.emplace_back("SubFilter", Object::name("ETSI.CAdES.detached"));
        entries.emplace_back("M", pdf::text_string(pdf::date_string(plan.signing_time)));
        text("Name", plan.name);
        text("Reason", plan.reason);
        text("Location", plan.location);
    }
    std::string out = pdf::to_syntax(Dictionary{std::move(entries)});
    out.resize(out.size() - 2);
    out += kByteRangeKey;
    out.append(kByteRangeWidth, ' ');
    out += " /Contents <";
    out.append(plan.reserve * 2, '0');
    return out + "> >>";
}

Object integer(std::int64_t value) {
    return Object{value};
}

Dictionary widget(const std::string& name, ObjectId signature, ObjectId page) {
    const Array nowhere{integer(0), integer(0), integer(0), integer(0)};
    return Dictionary{{{"Type", Object::name("Annot")},
                       {"Subtype", Object::name("Widget")},
                       {"FT", Object::name("Sig")},
                       {"T", pdf::text_string(name)},
                       {"V", Object{signature}},
                       {"F", integer(kWidgetFlags)},
                       {"Rect", Object{nowhere}},
                       {"P", Object{page}}}};
}

Array with_reference(Array array, ObjectId id) {
    array.emplace_back(id);
    return array;
}

Result<void> add_to_page(pdf::IncrementalUpdate& update, ObjectId page, ObjectId annotation) {
    MOHUR_TRY(const auto stored, update.before().load(page));
    const Dictionary* dictionary = stored.object.dictionary();
    if (dictionary == nullptr) {
        return Error::malformed("pdf-damaged", "page is no dictionary");
    }
    const Object* entry = dictionary->find("Annots");
    MOHUR_TRY(const auto annotations, update.before().value(*dictionary, "Annots"));
    if (annotations.array() == nullptr && !annotations.is_null()) {
        return Error::malformed("pdf-damaged", "/Annots is no array");
    }
    const auto list =
        with_reference(annotations.array() == nullptr ? Array{} : *annotations.array(), annotation);
    if (entry != nullptr && entry->reference() && !annotations.is_null()) {
        update.set(*entry->reference(), Object{list});
    } else {
        update.set(page, Object{dictionary->with("Annots", Object{list})});
    }
    return {};
}

Result<void> set_in_catalog(pdf::IncrementalUpdate& update, const std::string& key, Object value) {
    MOHUR_TRY(const auto catalog, update.before().catalog());
    update.set(*update.before().root(), Object{catalog.with(key, std::move(value))});
    return {};
}

Result<void> add_to_form(pdf::IncrementalUpdate& update, const Form& form, ObjectId field) {
    const Array fields = with_reference(form.fields, field);
    Dictionary dictionary = form.dictionary;
    const auto flags = dictionary.find("SigFlags") == nullptr
                           ? 0
                           : dictionary.find("SigFlags")->integer().value_or(0);
    const bool flags_change = (flags & kSigFlags) != kSigFlags;
    if (form.fields_id) {
        update.set(*form.fields_id, Object{fields});
    }
    if (form.fields_id && !flags_change) {
        return {};
    }
    if (!form.fields_id) {
        dictionary = dictionary.with("Fields", Object{fields});
    }
    dictionary = dictionary.with("SigFlags", integer(flags | kSigFlags));
    if (form.id) {
        update.set(*form.id, Object{dictionary});
        return {};
    }
    if (form.present) {
        return set_in_catalog(update, "AcroForm", Object{dictionary});
    }
    const ObjectId id = update.reserve();
    update.set(id, Object{dictionary});
    return set_in_catalog(update, "AcroForm", Object{id});
}

/// What the signatures already there allow (ISO 32000-2 clauses 12.8.2.2 and 12.7.5.5): where
/// nothing may change, only time-stamps and validation data may be added.
Result<void> check_permission(const pdf::Snapshot& view, const FormFields& fields,
                              bool document_timestamp) {
    if (document_timestamp) {
        return {};
    }
    MOHUR_TRY(const auto level, certification_level(view));
    if (level == 1) {
        return Error::unsupported("pdf-certified-no-changes");
    }
    for (const auto& field : fields.fields) {
        if (field.type != "Sig" || field.value.is_null()) {
            continue;
        }
        MOHUR_TRY(const auto lock, view.value(field.dictionary, "Lock"));
        const auto* locked = lock.dictionary() == nullptr ? nullptr : lock.dictionary()->find("P");
        if (locked != nullptr && locked->integer() == 1) {
            return Error::unsupported("pdf-certified-no-changes");
        }
    }
    return {};
}

Result<std::string> field_name(const FormFields& fields, const std::string& wanted) {
    std::set<std::string> taken;
    for (const auto& field : fields.fields) {
        taken.insert(field.name);
    }
    if (!wanted.empty()) {
        if (wanted.find('.') != std::string::npos || taken.contains(wanted)) {
            return Error::conflict("pdf-field-exists", wanted);
        }
        return wanted;
    }
    std::size_t number = 1;
    while (taken.contains("Signature" + std::to_string(number))) {
        ++number;
    }
    return "Signature" + std::to_string(number);
}

Result<OpenRevision> fill_byte_range(pdf::UpdatedFile file, ObjectId signature,
                                     std::size_t reserve) {
    OpenRevision revision{std::move(file.bytes), 0, reserve * 2 + 2};
    const auto text = as_text(revision.file);
    const auto start = file.offsets.at(signature);
    const auto range = text.find(kByteRangeKey, start) + kByteRangeKey.size();
    revision.contents_offset = text.find("/Contents <", range) + 10;
    const auto after = revision.contents_offset + revision.contents_length;
    if (revision.file.size() > 9'999'999'999ULL) {
        return Error::too_large("limit-exceeded", "pdf-bytes");
    }
    const std::string numbers = "[0 " + std::to_string(revision.contents_offset) + ' ' +
                                std::to_string(after) + ' ' +
                                std::to_string(revision.file.size() - after) + ']';
    std::ranges::copy(numbers, revision.file.begin() + static_cast<std::ptrdiff_t>(range));
    return revision;
}

}  // namespace

Bytes renewed_file_id(const pdf::Snapshot& before, std::string_view purpose) {
    Hasher hasher{DigestAlgorithm::sha256};
    hasher.update(as_bytes(pdf::to_syntax(before.trailer())));
    hasher.update(as_bytes(std::to_string(before.end())));
    hasher.update(as_bytes(purpose));
    auto value = hasher.finish().value;
    value.resize(16);
    return value;
}

Result<OpenRevision> append_signature_field(const ByteSource& pdf, const SignatureFieldPlan& plan,
                                            const Limits& limits) {
    if (plan.reserve > kMaxReserve) {
        return Error::too_large("signature-reserve");
    }
    MOHUR_TRY(auto update, pdf::IncrementalUpdate::open(pdf, limits));
    MOHUR_TRY(const auto form, read_form(update.before()));
    MOHUR_TRY(const auto fields, read_fields(update.before(), form));
    MOHUR_TRY_VOID(check_permission(update.before(), fields, plan.document_timestamp));
    MOHUR_TRY(const auto name, field_name(fields, plan.field_name));
    MOHUR_TRY(const auto page, pdf::first_page(update.before()));
    const ObjectId signature = update.reserve();
    const ObjectId field = update.reserve();
    update.set_syntax(signature, signature_syntax(plan));
    update.set(field, Object{widget(name, signature, page)});
    MOHUR_TRY_VOID(add_to_page(update, page, field));
    MOHUR_TRY_VOID(add_to_form(update, form, field));
    MOHUR_TRY(auto file, update.write(renewed_file_id(update.before(),
                                                      name + pdf::date_string(plan.signing_time))));
    return fill_byte_range(std::move(file), signature, plan.reserve);
}

Result<Digest> byte_range_digest(const OpenRevision& revision, DigestAlgorithm algorithm) {
    const BytesView file = revision.file;
    if (revision.contents_offset > file.size() ||
        revision.contents_length > file.size() - revision.contents_offset) {
        return Error::malformed("pdf-damaged", "/Contents outside the file");
    }
    const auto start = static_cast<std::size_t>(revision.contents_offset);
    Hasher hasher{algorithm};
    hasher.update(file.first(start));
    hasher.update(file.subspan(start + static_cast<std::size_t>(revision.contents_length)));
    return hasher.finish();
}

Result<Bytes> close_revision(OpenRevision revision, BytesView cms) {
    if (revision.contents_length < 2 || cms.size() > (revision.contents_length - 2) / 2) {
        return Error::too_large("signature-reserve", std::to_string(cms.size()) + " bytes of CMS");
    }
    if (revision.contents_offset + revision.contents_length > revision.file.size()) {
        return Error::malformed("pdf-damaged", "/Contents outside the file");
    }
    const auto hex = to_hex(cms);
    std::ranges::copy(
        hex, revision.file.begin() + static_cast<std::ptrdiff_t>(revision.contents_offset + 1));
    return std::move(revision.file);
}

}  // namespace mohur::signing::pades
