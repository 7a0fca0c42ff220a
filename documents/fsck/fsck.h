// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/fsck/timestamp_check.h"
#include "documents/storage/database.h"
#include "signing/core/json.h"

namespace mohur::documents {

/// What is examined. Content is read, decrypted and hashed, which takes as long as reading it all.
/// Without a judge the tokens over the log's roots are checked in themselves only.
struct FsckScope {
    bool content = true;
    TimestampJudge timestamps = {};
};

/// Proves the records of every agency of a cell, each on one unchanging picture of the database:
/// - event streams: numbers without a gap, each hash over the event before, each payload's digest;
/// - the Merkle log: every event in it once or waiting to be sealed, every stored root recomputed;
/// - the time-stamps over its roots: imprint, signature, and by the judge who made them;
/// - numbers: from 1 to the highest each exactly one of live, reserved, voided, each with its
/// event,
///   and every document's number pointing back to it;
/// - receptions: records that name the file, the verdict and the material as they are, and their
///   time-stamps (by the judge only together with content, which takes as long);
/// - versions without a gap, and content: there, and of the digest that names it.
///
/// The answer is a report, whatever it finds:
/// {"ok":bool,"checked_at":…,"agencies":[{"agency","code","ok","streams","events",
///   "log":{"size","root","unsealed"},
///   "timestamps":{"count","judged":bool,"newest":{"size","time"}|null},
///   "receptions":{"judged","stamped"},"numbers":{"live","reserved","voided"},
///   "content":{"checked","bytes"},"defects":[{"code","where"}]}]}
/// with at most 1000 defects for each agency. An error is only a database that does not answer.
[[nodiscard]] Result<Json> fsck(const sql::Database& database, const BlobStore& blobs,
                                const FsckScope& scope, Time now);

}  // namespace mohur::documents
