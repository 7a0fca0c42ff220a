// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/export/case_file_package.h"
#include "server/worker/verify_task.h"
#include "server/worker/worker_pool.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace mohur::server {

/// A verdict and what it rests on.
struct Judgement {
    Json verdict;
    Json material;
};

/// Judges signed files against the server's anchors, in a worker. Thread-safe. Borrows the pool.
class Verification {
public:
    /// Reads the anchors once. `not_found` "file-not-readable" for a path that is not there.
    [[nodiscard]] static Result<Verification> create(
        const WorkerPool& workers, const std::vector<std::filesystem::path>& trust);

    /// The verdict (docs/verdict.schema.json). A file that is nothing signed is a verdict too.
    /// Errors: those of the pool.
    [[nodiscard]] Result<Json> judge(std::shared_ptr<const ByteSource> file) const;
    /// The same of a request of somebody else's; trust is the server's whatever it says.
    [[nodiscard]] Result<Json> judge(VerifyRequest asked, const TaskFiles& files) const;
    /// The same with what the verdict rests on beside the file (material_messages.h), so that it
    /// can be reached again when nobody answers any more.
    [[nodiscard]] Result<Judgement> judge_with_material(
        std::shared_ptr<const ByteSource> file) const;
    /// What a request to a worker says of trust and policy.
    [[nodiscard]] VerifyRequest request() const;
    /// False when no anchor is configured: then no verdict can be PASSED.
    [[nodiscard]] bool has_anchors() const noexcept { return !trust_.empty(); }

    /// Judges without asking anybody and takes out what the verdict stands on; nothing for a file
    /// that holds neither signature nor time-stamp. One that a worker cannot read to its end has a
    /// verdict of `now` that says so.
    [[nodiscard]] Result<std::optional<documents::FileEvidence>> evidence_of(
        std::shared_ptr<const ByteSource> file, Time now) const;

private:
    Verification(const WorkerPool& workers, std::vector<VerifyRequest::Trust> trust)
        : workers_{workers}, trust_{std::move(trust)} {}
    const WorkerPool& workers_;
    std::vector<VerifyRequest::Trust> trust_;
};

/// True when there is a signature and every one is TOTAL-PASSED.
[[nodiscard]] bool all_passed(const Json& verdict);

}  // namespace mohur::server
