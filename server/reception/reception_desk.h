// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/reception/reception.h"
#include "server/jobs/job_runner.h"
#include "server/signing/timestamping.h"

namespace mohur::server {

/// Judges the files that come in, in workers, and has what was found time-stamped: the work behind
/// the jobs of documents::Receptions. No transaction is open while a worker or the network works.
/// Thread-safe. Borrows everything given to it.
class ReceptionDesk {
public:
    ReceptionDesk(const documents::Cells& cells, documents::BlobStore& blobs,
                  const Verification& verification, const Timestamping& timestamping,
                  const IdSource& ids, const Clock& clock)
        : cells_{cells},
          blobs_{blobs},
          verification_{verification},
          timestamping_{timestamping},
          receptions_{ids},
          clock_{clock} {}

    /// Both kinds of job.
    void add_to(JobRunner& jobs) const;
    /// Enqueues the stamping of what was judged while no authority was configured, or given up
    /// after long silence. How many.
    [[nodiscard]] Result<std::size_t> catch_up(const documents::AgencyScope& scope) const;

    /// Judges the file of the job, once. While a revocation service is silent the first attempts
    /// fail, so that a moment's silence does not become the verdict; so do the first crashes of a
    /// worker. Then what can be said is written down.
    [[nodiscard]] Result<void> judge(const documents::AgencyScope& scope,
                                     const documents::Job& job) const;
    /// Has the record of the job's file stamped, once. Every failure of the authorities is
    /// `unavailable`.
    [[nodiscard]] Result<void> stamp(const documents::AgencyScope& scope,
                                     const documents::Job& job) const;

private:
    [[nodiscard]] Result<documents::FileReception> file_of(const documents::AgencyScope& scope,
                                                           const documents::Job& job) const;
    [[nodiscard]] Result<Judgement> judgement_on(const documents::AgencyScope& scope,
                                                 const documents::FileReception& file,
                                                 int attempt) const;
    [[nodiscard]] Result<std::vector<documents::ReceptionMaterial>> keep_material(
        const documents::AgencyScope& scope, const Json& material) const;

    const documents::Cells& cells_;
    documents::BlobStore& blobs_;
    const Verification& verification_;
    const Timestamping& timestamping_;
    documents::Receptions receptions_;
    const Clock& clock_;
};

/// How a verdict is read at a glance: `valid` when every signature (or, where there is none, every
/// time-stamp and evidence record) passed, `not_valid` when one failed or is not intact,
/// `unsigned_file` when there is nothing of the kind in it, else `unknown`.
[[nodiscard]] documents::ReceptionMark reception_mark_of(const Json& verdict);

}  // namespace mohur::server
