// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/creation.h"

#include "signing/crypto/hash.h"
#include "signing/pades/field_writer_internal.h"
#include "signing/pades/update_internal.h"
#include "signing/pdf/date.h"

#include <algorithm>

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

/// The signature dictionary with empty /ByteRange and /Contents (ISO 32000-1 table 252;
/// EN 319 142-1 clauses 5.3 and 5.4.3).
std::string signature_syntax(const SignatureFieldPlan& plan, const Array& references) {
    std::vector<Dictionary::Entry> entries{{"Filter", Object::name("Adobe.PPKLite")}};
    if (!references.empty()) {
        entries.emplace_back("Reference", Object{references});
    }
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
    MOHUR_TRY(const auto choice, choose_field(update.before(), fields, plan));
    const ObjectId signature = update.reserve();
    const auto references = transform_references(plan, choice, *update.before().root());
    update.set_syntax(signature, signature_syntax(plan, references));
    FieldWriter writer{update, form, plan, limits};
    MOHUR_TRY_VOID(writer.write(choice, signature));
    MOHUR_TRY(auto file, update.write(renewed_file_id(
                             update.before(), choice.name + pdf::date_string(plan.signing_time))));
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
