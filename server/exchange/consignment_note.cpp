// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/consignment_note.h"

#include "server/api/document_view.h"
#include "server/http/json_fields.h"

#include <algorithm>
#include <set>

namespace mohur::server {
namespace {

using documents::AnsweredLetter;
using documents::ConsignmentId;
using documents::FileRole;

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMostFiles = 200;
// The bounds of a registration card.
constexpr std::size_t kMaxIndex = 100;
constexpr std::size_t kMaxSubject = 1'000;
constexpr std::size_t kMaxName = 300;
constexpr std::size_t kMaxFileName = 255;
constexpr std::size_t kMaxEntry = 300;
constexpr std::size_t kVoenDigits = 10;

Error malformed(std::string detail) {
    return Error::malformed("consignment-malformed", std::move(detail));
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string bounded(JsonFields& fields, std::string_view name, std::size_t max) {
    auto text = fields.text(name, max);
    if (characters(text) > max) {
        fields.fail("field-invalid", name);
    }
    return text;
}

documents::Date required_date(JsonFields& fields, std::string_view name) {
    const auto date = fields.date(name);
    if (!date) {
        fields.fail("field-missing", name);
    }
    return date.value_or(documents::Date{});
}

/// The record keeps names without separators and control characters.
bool is_file_name(std::string_view name) {
    return std::ranges::none_of(name, [](char c) {
        return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20U || c == 0x7F;
    });
}

Result<ConsignmentSender> sender_from(const Json& json) {
    JsonFields fields{json};
    ConsignmentSender sender{bounded(fields, "code", 32), bounded(fields, "name", kMaxName),
                             bounded(fields, "voen", kVoenDigits)};
    MOHUR_TRY_VOID(fields.finish());
    return sender;
}

Result<AnsweredLetter> answered_from(const Json& json) {
    JsonFields fields{json};
    AnsweredLetter answered;
    answered.consignment = fields.id<ConsignmentId>("consignment");
    answered.index = bounded(fields, "index", kMaxIndex);
    answered.date = fields.date("date");
    MOHUR_TRY_VOID(fields.finish());
    return answered;
}

Result<ConsignedFile> file_from(const Json& json) {
    JsonFields fields{json};
    ConsignedFile file;
    file.entry = bounded(fields, "entry", kMaxEntry);
    file.name = bounded(fields, "name", kMaxFileName);
    const auto role = documents::file_role_from(fields.text("role", 8));
    if (!role || (*role != FileRole::main && *role != FileRole::annex)) {
        fields.fail("field-invalid", "role");
    }
    if (!is_file_name(file.name)) {
        fields.fail("field-invalid", "name");
    }
    MOHUR_TRY_VOID(fields.finish());
    file.role = *role;
    return file;
}

/// One main file, and no entry twice.
Result<std::vector<ConsignedFile>> files_from(const std::vector<Json>& items) {
    std::vector<ConsignedFile> files;
    std::set<std::string> entries{std::string{kNoteEntry}};
    for (const auto& item : items) {
        MOHUR_TRY(auto file, file_from(item));
        if (!entries.insert(file.entry).second) {
            return malformed("files: " + file.entry);
        }
        files.push_back(std::move(file));
    }
    if (std::ranges::count(files, FileRole::main, &ConsignedFile::role) != 1) {
        return malformed("files: main");
    }
    return files;
}

Result<LetterNote> letter_from(const Json& json) {
    JsonFields fields{json};
    LetterNote letter;
    letter.index = bounded(fields, "index", kMaxIndex);
    letter.date = required_date(fields, "date");
    letter.subject = bounded(fields, "subject", kMaxSubject);
    const auto answered = fields.object("reply_to");
    const auto files = fields.array("files", kMostFiles);
    MOHUR_TRY_VOID(fields.finish());
    if (!answered.is_null()) {
        MOHUR_TRY(letter.reply_to, answered_from(answered));
    }
    MOHUR_TRY(letter.files, files_from(files));
    return letter;
}

Result<ReceiptNote> receipt_from(const Json& json) {
    JsonFields fields{json};
    ReceiptNote receipt;
    receipt.answers = fields.required_id<ConsignmentId>("answers");
    receipt.index = bounded(fields, "index", kMaxIndex);
    receipt.date = required_date(fields, "date");
    MOHUR_TRY_VOID(fields.finish());
    return receipt;
}

Result<ConsignmentNote> note_from(const Json& json) {
    JsonFields fields{json};
    ConsignmentNote note;
    static_cast<void>(fields.integer("version", kVersion, kVersion));
    note.id = fields.required_id<ConsignmentId>("id");
    note.addressee = bounded(fields, "addressee", 32);
    const auto kind = documents::consignment_kind_from(fields.text("kind", 16));
    const auto sender = fields.object("sender");
    const auto letter = fields.object("letter");
    const auto receipt = fields.object("receipt");
    const bool is_letter = kind == documents::ConsignmentKind::letter;
    if (!kind || letter.is_object() != is_letter || receipt.is_object() == is_letter) {
        fields.fail("field-invalid", "kind");
    }
    MOHUR_TRY_VOID(fields.finish());
    MOHUR_TRY(note.sender, sender_from(sender));
    if (is_letter) {
        MOHUR_TRY(note.letter, letter_from(letter));
    } else {
        MOHUR_TRY(note.receipt, receipt_from(receipt));
    }
    return note;
}

Json to_json(const AnsweredLetter& answered) {
    auto json = Json::object({{"index", answered.index}});
    if (answered.consignment) {
        json.set("consignment", to_string(*answered.consignment));
    }
    if (answered.date) {
        json.set("date", to_iso(*answered.date));
    }
    return json;
}

Json to_json(const LetterNote& letter) {
    Json files = Json::array();
    for (const auto& file : letter.files) {
        files.push(Json::object(
            {{"entry", file.entry}, {"name", file.name}, {"role", to_string(file.role)}}));
    }
    auto json = Json::object({{"index", letter.index},
                              {"date", to_iso(letter.date)},
                              {"subject", letter.subject},
                              {"files", files}});
    if (letter.reply_to) {
        json.set("reply_to", to_json(*letter.reply_to));
    }
    return json;
}

}  // namespace

Json to_json(const ConsignmentNote& note) {
    auto json = Json::object({{"version", kVersion},
                              {"id", to_string(note.id)},
                              {"kind", to_string(note.kind())},
                              {"sender", Json::object({{"code", note.sender.code},
                                                       {"name", note.sender.name},
                                                       {"voen", note.sender.voen}})},
                              {"addressee", note.addressee}});
    if (note.letter) {
        json.set("letter", to_json(*note.letter));
    }
    if (note.receipt) {
        json.set("receipt", Json::object({{"answers", to_string(note.receipt->answers)},
                                          {"index", note.receipt->index},
                                          {"date", to_iso(note.receipt->date)}}));
    }
    return json;
}

Result<ConsignmentNote> consignment_note_from(const Json& json) {
    if (json["version"].is_integer() && json["version"].as_integer() != kVersion) {
        return Error::unsupported("consignment-version",
                                  std::to_string(json["version"].as_integer()));
    }
    if (!json["version"].is_integer()) {
        return malformed("version");
    }
    auto note = note_from(json);
    if (!note && note.error().reason != "consignment-malformed") {
        return malformed(note.error().reason + " " + note.error().detail);
    }
    return note;
}

}  // namespace mohur::server
