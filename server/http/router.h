// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/request.h"
#include "server/http/response.h"

#include <functional>
#include <string>
#include <vector>

namespace mohur::server {

/// An error becomes a problem document (RFC 9457) in one place.
using Handler = std::function<Result<Response>(Request&)>;

/// Finds the handler of a path. Filled at start, immutable and thread-safe afterwards.
class Router {
public:
    /// `pattern` is made of literal segments and `{name}` segments, e.g. "/api/v1/documents/{id}".
    void add(Method method, std::string pattern, Handler handler);

    struct Match {
        const Handler* handler = nullptr;
        std::string pattern;  ///< for metrics and logs: never the path itself
        std::string allowed;  ///< "GET, POST" when the path exists under other methods
        std::map<std::string, std::string, std::less<>> parameters;
    };
    /// Without handler: 405 when `allowed` is filled, else 404. HEAD is served by GET's handler.
    [[nodiscard]] Match find(Method method, std::string_view path) const;
    [[nodiscard]] std::vector<std::pair<Method, std::string>> routes() const;

private:
    struct Route {
        Method method;
        std::string pattern;
        std::vector<std::string> segments;
        Handler handler;
    };
    std::vector<Route> routes_;
};

}  // namespace mohur::server
