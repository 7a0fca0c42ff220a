// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/response.h"
#include "signing/core/json.h"

#include <atomic>
#include <functional>
#include <memory>

namespace mohur::server {

/// Streams of server-sent events about something that changes: the first event tells how it stands,
/// each further one that it changed, the last one that it is over. A stream holds the thread of its
/// connection, so there are few and they are short; a client that gets none, or none any more, asks
/// again. Thread-safe.
class StateEvents {
public:
    struct View {
        Json json;
        bool over = false;  ///< nothing will change any more
    };
    /// How it stands; asked about three times a second. An error ends the stream.
    using Look = std::function<Result<View>()>;

    explicit StateEvents(int most) : most_{most} {}
    StateEvents(const StateEvents&) = delete;
    StateEvents& operator=(const StateEvents&) = delete;

    /// `unavailable` "too-many-requests" when too many streams are open. Borrows this object until
    /// the response was sent.
    [[nodiscard]] Result<Response> open(Look look);
    /// Ends every stream soon, and any later one at once.
    void stop() noexcept { stopping_ = true; }

private:
    const int most_;
    std::atomic<int> open_ = 0;
    std::atomic<bool> stopping_ = false;
};

}  // namespace mohur::server
