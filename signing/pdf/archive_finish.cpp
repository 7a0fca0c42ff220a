// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/archive_finish.h"

#include "signing/pdf/date.h"
#include "signing/pdf/qpdf_internal.h"
#include "signing/pdf/srgb_profile_internal.h"
#include "signing/pdf/xmp_internal.h"

#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>
#include <array>
#include <set>

namespace mohur::signing::pdf {
namespace {

using Handle = QPDFObjectHandle;

bool has_control_character(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

Result<void> check(const PdfaMetadata& metadata) {
    if (metadata.title.empty()) {
        return Error::malformed("pdfa-metadata", "no title");
    }
    if (metadata.language.empty()) {
        return Error::malformed("pdfa-metadata", "no language");
    }
    for (const auto* text :
         {&metadata.title, &metadata.language, &metadata.author, &metadata.subject}) {
        if (has_control_character(*text)) {
            return Error::malformed("pdfa-metadata", "control character");
        }
    }
    return {};
}

Result<void> check(const std::vector<Attachment>& attachments) {
    constexpr std::array<std::string_view, 5> kRelationships{"Source", "Data", "Alternative",
                                                             "Supplement", "Unspecified"};
    std::set<std::string> names;
    for (const auto& attachment : attachments) {
        const bool bad_name = attachment.name.empty() || has_control_character(attachment.name) ||
                              attachment.name.find_first_of("/\\") != std::string::npos;
        if (bad_name || !names.insert(attachment.name).second) {
            return Error::malformed("pdfa-attachment", "name " + attachment.name);
        }
        if (attachment.mime_type.find('/') == std::string::npos) {
            return Error::malformed("pdfa-attachment", "media type " + attachment.mime_type);
        }
        if (std::ranges::find(kRelationships, attachment.relationship) == kRelationships.end()) {
            return Error::malformed("pdfa-attachment", "relationship " + attachment.relationship);
        }
    }
    return {};
}

/// /Info must say what XMP says, and nothing that XMP does not (ISO 19005-3 clause 6.6.3).
void set_information(QPDF& document, const PdfaMetadata& metadata) {
    auto information = Handle::newDictionary();
    const auto set = [&](const char* key, const std::string& value) {
        if (!value.empty()) {
            information.replaceKey(key, Handle::newUnicodeString(value));
        }
    };
    set("/Title", metadata.title);
    set("/Author", metadata.author);
    set("/Subject", metadata.subject);
    set("/Creator", kProducer);
    set("/Producer", kProducer);
    set("/CreationDate", date_string(metadata.created));
    set("/ModDate", date_string(metadata.created));
    document.getTrailer().replaceKey("/Info", document.makeIndirectObject(information));
}

void set_metadata(QPDF& document, const PdfaMetadata& metadata) {
    auto stream = document.newStream(xmp_packet(metadata));
    stream.getDict().replaceKey("/Type", Handle::newName("/Metadata"));
    stream.getDict().replaceKey("/Subtype", Handle::newName("/XML"));
    document.getRoot().replaceKey("/Metadata", stream);
}

// ISO 19005-3 clause 6.2.3.
void set_output_intent(QPDF& document) {
    auto profile = document.newStream(std::string{as_text(srgb_profile())});
    profile.getDict().replaceKey("/N", Handle::newInteger(3));
    auto intent = Handle::newDictionary(
        {{"/Type", Handle::newName("/OutputIntent")},
         {"/S", Handle::newName("/GTS_PDFA1")},
         {"/OutputConditionIdentifier", Handle::newString("sRGB IEC61966-2.1")},
         {"/Info", Handle::newString("sRGB IEC61966-2.1")},
         {"/DestOutputProfile", profile}});
    document.getRoot().replaceKey("/OutputIntents",
                                  Handle::newArray({document.makeIndirectObject(intent)}));
}

void set_view(QPDF& document, const PdfaMetadata& metadata) {
    auto preferences = document.getRoot().getKey("/ViewerPreferences");
    if (!preferences.isDictionary()) {
        preferences = Handle::newDictionary();
        document.getRoot().replaceKey("/ViewerPreferences", preferences);
    }
    preferences.replaceKey("/DisplayDocTitle", Handle::newBool(true));
    document.getRoot().replaceKey("/Lang", Handle::newUnicodeString(metadata.language));
}

// ISO 19005-3 clause 6.8 and annex E: in the name tree and in /AF of the catalog.
void attach(QPDF& document, const PdfaMetadata& metadata,
            const std::vector<Attachment>& attachments) {
    QPDFEmbeddedFileDocumentHelper names{document};
    auto associated = Handle::newArray();
    for (const auto& attachment : attachments) {
        auto stream = QPDFEFStreamObjectHelper::createEFStream(
            document, std::string{as_text(attachment.bytes)});
        stream.setSubtype(attachment.mime_type);
        stream.setCreationDate(date_string(metadata.created));
        stream.setModDate(date_string(metadata.created));
        auto specification =
            QPDFFileSpecObjectHelper::createFileSpec(document, attachment.name, stream);
        specification.setDescription(attachment.description.empty() ? attachment.name
                                                                    : attachment.description);
        auto handle = specification.getObjectHandle();
        handle.replaceKey("/AFRelationship", Handle::newName("/" + attachment.relationship));
        names.replaceEmbeddedFile(attachment.name, specification);
        associated.appendItem(handle);
    }
    if (!attachments.empty()) {
        document.getRoot().replaceKey("/AF", associated);
    }
}

// ISO 19005-3 clause 6.2.8: an image may not ask for interpolation, which cairo does.
void forbid_interpolation(QPDF& document) {
    for (auto object : document.getAllObjects()) {
        if (!object.isStream()) {
            continue;
        }
        auto dictionary = object.getDict();
        if (dictionary.hasKey("/Interpolate")) {
            dictionary.replaceKey("/Interpolate", Handle::newBool(false));
        }
    }
}

// ISO 19005-3 clause 6.2.11.3.2: the mapping that ISO 32000-1 takes for granted is spelled out;
// cairo leaves it out.
void spell_out_glyph_mapping(QPDF& document) {
    for (auto object : document.getAllObjects()) {
        if (object.isDictionary() && object.getKey("/Subtype").isNameAndEquals("/CIDFontType2") &&
            !object.hasKey("/CIDToGIDMap")) {
            object.replaceKey("/CIDToGIDMap", Handle::newName("/Identity"));
        }
    }
}

Bytes write(QPDF& document) {
    QPDFWriter writer{document};
    writer.setOutputMemory();
    writer.setMinimumPDFVersion("1.7");
    writer.setObjectStreamMode(qpdf_o_disable);
    writer.setStreamDataMode(qpdf_s_preserve);
    writer.setDeterministicID(true);
    writer.setNewlineBeforeEndstream(true);  // ISO 19005-3 clause 6.1.7.1
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {buffer->getBuffer(), buffer->getBuffer() + buffer->getSize()};
}

}  // namespace

Result<Bytes> finish_pdfa3(BytesView pdf, const PdfaMetadata& metadata,
                           const std::vector<Attachment>& attachments) {
    MOHUR_TRY_VOID(check(metadata));
    MOHUR_TRY_VOID(check(attachments));
    return translate_qpdf(Error::malformed("pdf-damaged"), [&]() -> Result<Bytes> {
        const MemorySource source{to_bytes(pdf)};
        const auto document = open_qpdf(source, false);
        if (document->isEncrypted()) {
            return Error::unsupported("pdf-encrypted");
        }
        set_information(*document, metadata);
        set_metadata(*document, metadata);
        set_output_intent(*document);
        set_view(*document, metadata);
        attach(*document, metadata, attachments);
        forbid_interpolation(*document);
        spell_out_glyph_mapping(*document);
        return write(*document);
    });
}

}  // namespace mohur::signing::pdf
