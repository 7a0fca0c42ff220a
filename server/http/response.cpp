// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/response.h"

namespace mohur::server {

Response Response::json(const Json& value, int status) {
    Response response;
    response.status = status;
    response.body = value.dump();
    response.with("Content-Type", "application/json; charset=utf-8");
    return response;
}

Response Response::html(std::string text, int status) {
    Response response;
    response.status = status;
    response.body = std::move(text);
    response.with("Content-Type", "text/html; charset=utf-8");
    return response;
}

Response Response::text(std::string text, int status) {
    Response response;
    response.status = status;
    response.body = std::move(text);
    response.with("Content-Type", "text/plain; charset=utf-8");
    return response;
}

Response Response::empty(int status) {
    Response response;
    response.status = status;
    return response;
}

Response Response::of_file(std::shared_ptr<const ByteSource> file, std::string media_type) {
    Response response;
    response.file = std::move(file);
    response.with("Content-Type", media_type);
    return response;
}

Response Response::event_stream(EventSource events) {
    Response response;
    response.events = std::move(events);
    response.with("Content-Type", "text/event-stream; charset=utf-8");
    // A proxy that gathers an answer before it sends it would hold every event back.
    response.with("X-Accel-Buffering", "no");
    return response;
}

Response Response::see_other(std::string location) {
    return std::move(empty(303).with("Location", location));
}

Response& Response::with(std::string name, std::string_view value) {
    std::string safe;
    for (const char c : value) {
        if (c != '\r' && c != '\n' && c != '\0') {
            safe.push_back(c);
        }
    }
    headers.emplace_back(std::move(name), std::move(safe));
    return *this;
}

std::string Response::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

}  // namespace mohur::server
