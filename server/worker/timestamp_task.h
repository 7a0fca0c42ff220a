// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/verify_task.h"

#include <string>
#include <vector>

namespace mohur::server {

/// A time-stamp over `digest` from the first of `urls` whose token passes `check` (anchors and
/// policy; its contents are set by the task). Value type.
struct TimestampRequest {
    Digest digest;
    std::vector<std::string> urls;
    VerifyRequest check;

    bool operator==(const TimestampRequest&) const = default;
};

[[nodiscard]] Json to_json(const TimestampRequest& request);
/// `malformed` "verify-request" when it is not what `to_json` makes.
[[nodiscard]] Result<TimestampRequest> timestamp_request_from(const Json& json);

/// The task "timestamp": {"token": base64, "time": RFC 3339}, and in output 0 the material by which
/// the token was judged. Errors: those of signing::TimestampClient; `integrity` "tsa-untrusted"
/// with the indication, when a token is right in itself but no anchor vouches for who made it.
[[nodiscard]] Result<Json> run_timestamp(const Json& request, const TaskFiles& files,
                                         const WorkerServices& services);

}  // namespace mohur::server
