// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/exchange/inbox.h"
#include "documents/registry/document.h"
#include "signing/core/json.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::server {

/// Name of the note inside the package.
inline constexpr std::string_view kNoteEntry = "consignment.json";
inline constexpr std::string_view kPackageType = "application/vnd.etsi.asic-e+zip";

/// The agency that a consignment comes from.
struct ConsignmentSender {
    std::string code;
    std::string name;
    std::string voen;  ///< also in the seal
    bool operator==(const ConsignmentSender&) const = default;
};

/// A file of a letter: an entry of the package and what people call it.
struct ConsignedFile {
    std::string entry;
    std::string name;
    documents::FileRole role = documents::FileRole::annex;  ///< main or annex
    bool operator==(const ConsignedFile&) const = default;
};

/// A registered letter, as its sender's registry knows it.
struct LetterNote {
    std::string index;
    documents::Date date;
    std::string subject;
    std::optional<documents::AnsweredLetter> reply_to;  ///< a letter of the addressee's
    std::vector<ConsignedFile> files;                   ///< one main file and its annexes
};

/// Tells under which number a letter was registered.
struct ReceiptNote {
    documents::ConsignmentId answers;
    std::string index;
    documents::Date date;
};

/// What `consignment.json` says: who sends what to whom (docs/adr/0014). Exactly one of `letter`
/// and `receipt` is there. Immutable value.
struct ConsignmentNote {
    documents::ConsignmentId id;
    ConsignmentSender sender;
    std::string addressee;  ///< code of the agency
    std::optional<LetterNote> letter;
    std::optional<ReceiptNote> receipt;

    [[nodiscard]] documents::ConsignmentKind kind() const {
        return letter ? documents::ConsignmentKind::letter : documents::ConsignmentKind::receipt;
    }
};

[[nodiscard]] Json to_json(const ConsignmentNote& note);
/// Strict: every member is known, of its type and within the bounds of a registration card. Errors:
/// `unsupported` "consignment-version" for another version of the format; `malformed`
/// "consignment-malformed" with the member at fault in the detail.
[[nodiscard]] Result<ConsignmentNote> consignment_note_from(const Json& json);

}  // namespace mohur::server
