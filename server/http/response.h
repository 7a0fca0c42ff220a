// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/json.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mohur::server {

/// Gives the next piece of an event stream when it comes; nothing at the end. It bounds its own
/// wait: the thread of the connection is held while it does.
using EventSource = std::function<std::optional<std::string>()>;

/// One HTTP response. Value type.
struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::shared_ptr<const ByteSource> file;  ///< sent instead of `body` when set
    EventSource events;                      ///< sent instead of `body`, piece by piece, when set

    [[nodiscard]] static Response json(const Json& value, int status = 200);
    [[nodiscard]] static Response html(std::string text, int status = 200);
    [[nodiscard]] static Response text(std::string text, int status = 200);
    [[nodiscard]] static Response empty(int status = 204);
    [[nodiscard]] static Response of_file(std::shared_ptr<const ByteSource> file,
                                          std::string media_type);
    /// Server-sent events (text/event-stream); the connection ends with them.
    [[nodiscard]] static Response event_stream(EventSource events);
    /// 303 See Other.
    [[nodiscard]] static Response see_other(std::string location);

    /// Adds a header; CR, LF and NUL in the value are dropped, so that no value can split the
    /// response.
    Response& with(std::string name, std::string_view value);
    [[nodiscard]] std::string header(std::string_view name) const;
};

}  // namespace mohur::server
