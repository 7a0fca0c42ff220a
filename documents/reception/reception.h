// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/jobs/job.h"
#include "documents/model/act.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::documents {

/// A file's place in its document. Immutable value.
struct FilePlace {
    DocumentId document;
    int version = 0;
    int no = 0;

    bool operator==(const FilePlace&) const = default;
};

/// "<document>.<version>.<no>": the file's name in the API, and the subject of its jobs.
[[nodiscard]] std::string to_string(const FilePlace& place);

/// What a person reads first: every signature valid, one not valid, something that cannot be said
/// yet, or nothing signed.
enum class ReceptionMark { valid, not_valid, unknown, unsigned_file };
[[nodiscard]] std::string_view to_string(ReceptionMark mark) noexcept;
[[nodiscard]] std::optional<ReceptionMark> reception_mark_from(std::string_view name) noexcept;

enum class MaterialKind { certificate, ocsp_response, crl };
[[nodiscard]] std::string_view to_string(MaterialKind kind) noexcept;
[[nodiscard]] std::optional<MaterialKind> material_kind_from(std::string_view name) noexcept;

/// A certificate or revocation answer in the content store.
struct ReceptionMaterial {
    MaterialKind kind = MaterialKind::certificate;
    StoredBlob blob;
};

/// The judgement on a file that came in, to be written down.
struct NewVerdict {
    ReceptionMark mark = ReceptionMark::unknown;
    Json verdict;  ///< docs/verdict.schema.json
    std::vector<ReceptionMaterial> material;
};

/// What is known of one file that came in.
struct FileReception {
    FilePlace place;
    Digest digest;  ///< of the file
    std::uint64_t size = 0;
    Time received_at;

    struct Judged {
        ReceptionMark mark = ReceptionMark::unknown;
        Json verdict;
        Digest record;  ///< what the time-stamp covers
        Time at;
    };
    std::optional<Judged> judged;  ///< empty: waits for its judgement
    std::optional<Time> stamped;   ///< genTime; empty: waits for its time-stamp
};

/// The proof of when a record existed.
struct ReceptionTimestamp {
    Bytes token;
    Time time;
    Json material;
};

/// Files that come in from outside are judged when they enter, and what was found is sealed by a
/// time-stamp: for most signatures of citizens the only proof that they existed while their
/// certificate was valid (docs/reception.md). Everything is written once. The rows are changed by
/// jobs, "judge_reception" and "stamp_reception". Thread-safe. Borrows `ids`.
///
/// Nothing here asks whether the actor may see the document: the caller did.
class Receptions {
public:
    static constexpr const char* kJudge = "judge_reception";
    static constexpr const char* kStamp = "stamp_reception";

    explicit Receptions(const IdSource& ids) : jobs_{ids} {}

    /// In the transaction that writes the files: they are to be judged.
    [[nodiscard]] Result<void> expect(sql::Transaction& tx, const Act& act,
                                      const std::vector<FilePlace>& files) const;
    /// Writes the verdict down with the record that is to be stamped, and, when `to_stamp`,
    /// enqueues that. A file that was judged already keeps its first verdict.
    [[nodiscard]] Result<void> store_verdict(sql::Transaction& tx, const Act& act,
                                             const FileReception& file, const NewVerdict& verdict,
                                             bool to_stamp) const;
    /// A record that was stamped already keeps its first token.
    [[nodiscard]] Result<void> store_timestamp(sql::Transaction& tx, const Act& act,
                                               const FilePlace& place,
                                               const ReceptionTimestamp& timestamp) const;
    /// Enqueues the stamping of every record without a token, for instance after an authority was
    /// configured. How many there are.
    [[nodiscard]] Result<std::size_t> enqueue_unstamped(sql::Transaction& tx, Time now) const;

private:
    [[nodiscard]] Result<void> enqueue(sql::Transaction& tx, const char* kind,
                                       const FilePlace& place, Time now) const;
    Jobs jobs_;
};

/// What was stored of a judged file, to be checked by others: the texts as their digests cover
/// them.
struct ReceptionEvidence {
    struct Material {
        MaterialKind kind = MaterialKind::certificate;
        Digest digest;  ///< in the content store
        std::uint64_t size = 0;
    };
    std::string record;
    std::string verdict;
    std::vector<Material> material;
    std::optional<Bytes> token;  ///< over the SHA-256 of `record`
};

/// The file that a job of ours is about. `malformed` "job-payload-invalid".
[[nodiscard]] Result<FilePlace> file_place_from(const Json& payload);
/// `not_found` "reception-missing".
[[nodiscard]] Result<FileReception> reception_of(sql::Transaction& tx, const FilePlace& place);
/// `not_found` "reception-missing" as long as the file is not judged.
[[nodiscard]] Result<ReceptionEvidence> reception_evidence(sql::Transaction& tx,
                                                           const FilePlace& place);
/// Of the files of one version, in their order.
[[nodiscard]] Result<std::vector<FileReception>> receptions_of(sql::Transaction& tx,
                                                               DocumentId document, int version);

}  // namespace mohur::documents
