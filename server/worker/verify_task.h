// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/digest.h"
#include "signing/core/time.h"

#include "server/worker/task.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::server {

/// What `mohur verify` asks a worker. The file itself is input 0 of the task.
/// Value type.
struct VerifyRequest {
    /// Detached data: an open input, or digests only.
    struct Content {
        std::string name;
        std::optional<std::size_t> input;
        std::vector<Digest> digests;
        bool operator==(const Content&) const = default;
    };
    /// The octets of one --trust file. A file of a folder that holds no
    /// certificate is passed over with a warning; one that was named is an error.
    struct Trust {
        std::string name;
        Bytes octets;
        bool from_folder = false;
        bool operator==(const Trust&) const = default;
    };

    std::vector<Content> contents;
    std::vector<std::size_t> evidence_records;  ///< inputs
    std::vector<Trust> trust;
    std::vector<Bytes> certificates;  ///< untrusted candidates, PEM or DER
    bool trust_unsigned_list = false;
    std::string policy = "strict";  ///< a built-in name, or the text of a policy file
    std::optional<Time> at;
    bool offline = false;
    bool evidence = false;  ///< the answer also lists what the verdict stands on
    /// The input that holds stored validation material (material_messages.h). Then nobody is asked,
    /// and `at` is the moment of the verdict that is reached again: what the policy grants to
    /// others' clocks is granted as it was then.
    std::optional<std::size_t> material;

    bool operator==(const VerifyRequest&) const = default;
};

[[nodiscard]] Json to_json(const VerifyRequest& request);
/// `malformed` "verify-request" when it is not what `to_json` makes.
[[nodiscard]] Result<VerifyRequest> verify_request_from(const Json& json);

/// The task "verify": {"exit_code": 0|1|2, "verdict": {...}}
/// (docs/verdict.schema.json), with "evidence" (evidence_list.h) where it was asked for. A file that
/// cannot be read is a verdict. With an output the material that the verdict rests on is written
/// there. Errors: `malformed` "trust-invalid",
/// "certificate-invalid", "policy-invalid", "validation-material-invalid"; `not_found`
/// "policy-unknown".
[[nodiscard]] Result<Json> run_verify(const Json& request, const TaskFiles& files,
                                      const WorkerServices& services);

}  // namespace mohur::server
