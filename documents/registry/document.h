// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/model/act.h"
#include "documents/registry/document_state.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::documents {

namespace sql {
class Transaction;
}  // namespace sql

enum class Direction { incoming, outgoing, internal, certificate };
/// `service_use` (xidməti istifadə üçün): only participants and the registry office see it.
enum class AccessMark { open, service_use };
enum class FileRole {
    main,
    annex,
    signed_paper,
    rendition,
    facts,
    package,
    verification_report,
    evidence,
    receipt,
};
enum class RegistrationState { numbered, registered, voided };
enum class LinkType { reply_to, annex, supersedes, amends, related };

[[nodiscard]] std::string_view to_string(Direction value) noexcept;
[[nodiscard]] std::string_view to_string(AccessMark value) noexcept;
[[nodiscard]] std::string_view to_string(FileRole value) noexcept;
[[nodiscard]] std::string_view to_string(RegistrationState value) noexcept;
[[nodiscard]] std::string_view to_string(LinkType value) noexcept;
[[nodiscard]] std::optional<Direction> direction_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<AccessMark> access_mark_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<FileRole> file_role_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<RegistrationState> registration_state_from(
    std::string_view name) noexcept;
[[nodiscard]] std::optional<LinkType> link_type_from(std::string_view name) noexcept;

/// What a registration card says (instruction 935, annex 12). Immutable value.
struct Card {
    Direction direction = Direction::incoming;
    std::string kind;   ///< "letter", "order", "certificate": [a-z_]
    std::string title;  ///< 1 to 1000 characters
    std::string summary;
    AccessMark access_mark = AccessMark::open;
    std::optional<CorrespondentId> correspondent;
    std::string their_number;
    std::optional<Date> their_date;
    int sheets = 0;

    bool operator==(const Card&) const = default;
};

/// A file of a new version; its content is already in the store.
struct NewFile {
    FileRole role = FileRole::main;
    std::string name;        ///< without a path
    std::string media_type;  ///< as found by content
    StoredBlob blob;
    int pages = 0;  ///< that can be shown as images; 0: not counted
};

/// A file of a version.
struct File {
    int no = 0;
    FileRole role = FileRole::main;
    std::string name;
    std::string media_type;
    Digest digest;
    std::uint64_t size = 0;
    int pages = 0;  ///< that can be shown as images; 0: not counted
};

struct Version {
    int no = 0;
    std::string note;
    std::string created_by;  ///< name of the person; empty for the system
    Time created_at;
    std::vector<File> files;
};

/// A number in a journal and what became of it.
struct Registration {
    RegistrationId id;
    JournalId journal;
    DocumentId document;
    int year = 0;  ///< 0 where the journal counts on for ever
    std::int64_t number = 0;
    std::string index_text;  ///< "4/25-123"
    Date date;               ///< of the number; printed in the paper
    RegistrationState state = RegistrationState::numbered;
    std::string reason;  ///< of voiding
};

struct Document {
    DocumentId id;
    std::int64_t row_version = 0;  ///< ETag; grows with every change
    DocumentState state = DocumentState::draft;
    Card card;
    std::string correspondent_name;
    int current_version = 0;
    std::optional<Registration> registration;
    std::string journal_name;  ///< of the registration's journal
    std::optional<CaseFileId> case_file;
    std::optional<AssignmentId> author;
    std::string author_name;
    Time created_at;
    Time changed_at;
};

/// A document of which is known that the viewer of an act may see it. Whatever reads what stands
/// around a document takes one, so that the question is put once in a transaction and cannot be
/// forgotten. Of use in the transaction that gave it. Immutable value.
class SeenDocument {
public:
    [[nodiscard]] const Document& operator*() const noexcept { return document_; }
    [[nodiscard]] const Document* operator->() const noexcept { return &document_; }

private:
    friend Result<SeenDocument> see_document(sql::Transaction& tx, const Act& act, DocumentId id);
    explicit SeenDocument(Document document) : document_{std::move(document)} {}
    Document document_;
};

/// One line of a list.
struct DocumentLine {
    DocumentId id;
    DocumentState state = DocumentState::draft;
    Direction direction = Direction::incoming;
    std::string kind;
    std::string title;
    AccessMark access_mark = AccessMark::open;
    std::string correspondent_name;
    std::string index_text;  ///< empty without a number
    std::optional<Date> date;
    Time created_at;
};

struct Link {
    DocumentId document;   ///< the other end
    bool outgoing = true;  ///< this document says it of the other
    LinkType type = LinkType::related;
    std::string title;
    std::string index_text;
};

}  // namespace mohur::documents
