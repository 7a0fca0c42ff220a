// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/audit/event.h"
#include "documents/registry/access.h"
#include "documents/registry/document.h"

namespace mohur::documents {

struct NewCorrespondent {
    std::string name;
    bool is_person = false;
    std::optional<std::string> voen;
    std::optional<std::string> peer_code;  ///< reachable by electronic exchange as this peer
};

struct Correspondent {
    CorrespondentId id;
    std::string name;
    bool is_person = false;
    std::optional<std::string> voen;
    std::optional<std::string> peer_code;
};

/// Which documents a list shows. Empty fields do not restrict.
struct DocumentQuery {
    std::optional<Direction> direction;
    std::optional<DocumentState> state;
    std::string text;   ///< words of the card (prefixes) or the beginning of a number
    bool mine = false;  ///< only those in which the viewer takes part
};

/// A keyset page, newest first.
struct DocumentPage {
    std::vector<DocumentLine> lines;
    std::optional<DocumentId> next;  ///< `before` of the following page
};

/// Captures documents and keeps their cards, versions and links. Thread-safe. Borrows `ids`.
///
/// A document that the viewer may not see is `not_found` "document-missing". A `row_version` that
/// is not the current one is `conflict` "version-stale".
class Registry {
public:
    explicit Registry(const IdSource& ids) : ids_{ids} {}

    /// A new draft with version 1. Incoming papers need the power `register`, and their files are
    /// judged at reception (documents/reception), as those of every further version are.
    [[nodiscard]] Result<Document> capture(sql::Transaction& tx, const Act& act, const Card& card,
                                           const std::vector<NewFile>& files) const;
    /// A draft or returned document gets its next version, which replaces all files. Only the
    /// author writes on a paper of our own: `denied` "not-the-author".
    [[nodiscard]] Result<Document> add_version(sql::Transaction& tx, const Act& act, DocumentId id,
                                               std::int64_t row_version,
                                               const std::vector<NewFile>& files,
                                               std::string_view note) const;
    /// Corrects the card; the event keeps what it said before. A registered paper's card is
    /// corrected by the registry office, with a reason. The direction never changes.
    [[nodiscard]] Result<Document> edit_card(sql::Transaction& tx, const Act& act, DocumentId id,
                                             std::int64_t row_version, const Card& card,
                                             std::string_view reason) const;
    /// Gives a draft up; a number that was reserved for it is voided with the reason.
    [[nodiscard]] Result<Document> cancel(sql::Transaction& tx, const Act& act, DocumentId id,
                                          std::int64_t row_version, std::string_view reason) const;
    [[nodiscard]] Result<void> link(sql::Transaction& tx, const Act& act, DocumentId from,
                                    DocumentId to, LinkType type) const;
    [[nodiscard]] Result<CorrespondentId> add_correspondent(
        sql::Transaction& tx, const Act& act, const NewCorrespondent& correspondent) const;
    /// The correspondent of exactly this name; a new organisation where there is none.
    [[nodiscard]] Result<CorrespondentId> correspondent_called(sql::Transaction& tx, const Act& act,
                                                               const std::string& name) const;

private:
    const IdSource& ids_;
};

/// `not_found` "document-missing" also where there is one that the viewer may not see.
[[nodiscard]] Result<SeenDocument> see_document(sql::Transaction& tx, const Act& act,
                                                DocumentId id);

[[nodiscard]] Result<Document> document_of(sql::Transaction& tx, const Act& act, DocumentId id);
[[nodiscard]] Result<std::vector<Version>> versions_of(sql::Transaction& tx,
                                                       const SeenDocument& document);
[[nodiscard]] Result<std::vector<Version>> versions_of(sql::Transaction& tx, const Act& act,
                                                       DocumentId id);
/// One file, for download; `not_found` "file-missing".
[[nodiscard]] Result<File> file_of(sql::Transaction& tx, const Act& act, DocumentId id,
                                   int version_no, int file_no);
[[nodiscard]] Result<std::vector<Event>> history_of(sql::Transaction& tx, const Act& act,
                                                    DocumentId id);
[[nodiscard]] Result<std::vector<Link>> links_of(sql::Transaction& tx,
                                                 const SeenDocument& document);
[[nodiscard]] Result<std::vector<Link>> links_of(sql::Transaction& tx, const Act& act,
                                                 DocumentId id);
/// `limit` is cut to 200.
[[nodiscard]] Result<DocumentPage> list_documents(sql::Transaction& tx, const Act& act,
                                                  const DocumentQuery& query,
                                                  std::optional<DocumentId> before, int limit);
/// The one of exactly that name (the eldest of several), if there is one.
[[nodiscard]] Result<std::optional<CorrespondentId>> correspondent_named(sql::Transaction& tx,
                                                                         std::string_view name);
/// By the beginning of a word of the name; at most 50, by the alphabet.
[[nodiscard]] Result<std::vector<Correspondent>> correspondents(sql::Transaction& tx,
                                                                std::string_view beginning);

}  // namespace mohur::documents
