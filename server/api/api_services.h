// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/storage/cells.h"
#include "server/auth/password_hasher.h"
#include "server/config/config.h"
#include "server/http/rate_limiter.h"
#include "server/jobs/job_runner.h"
#include "server/messages/catalogue.h"
#include "server/observe/log.h"
#include "server/signers/outside_signers.h"
#include "server/signing/key_ring.h"
#include "server/signing/verification.h"
#include "server/worker/signing_tasks.h"
#include "server/worker/worker_pool.h"
#include "signing/core/clock.h"
#include "signing/core/id.h"

namespace mohur::server {

/// What the handlers of the API borrow; built once in the composition root. Every part is
/// thread-safe and outlives the handlers.
struct ApiServices {
    const Config& config;
    const documents::Cells& cells;
    documents::BlobStore& blobs;
    const WorkerPool& workers;
    const Verification& verification;
    const WorkerSignatureEngine& signer;
    const KeyRing& keys;
    const OutsideSigners& outside;
    const PasswordHasher& passwords;
    const Catalogue& catalogue;
    Log& log;
    const IdSource& ids;
    const Clock& clock;
    RandomSource& random;
    JobRunner& jobs;              ///< nudged after a commit that enqueued
    JobRunner& remote_jobs;       ///< waits for people; nudged likewise
    std::filesystem::path spool;  ///< for request bodies
};

}  // namespace mohur::server
