// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/router.h"

#include <algorithm>

namespace mohur::server {
namespace {

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

bool is_parameter(const std::string& segment) {
    return segment.size() > 2 && segment.front() == '{';
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
    return std::ranges::equal(pattern, path, [](const auto& p, const auto& s) {
        return is_parameter(p) ? !s.empty() : p == s;
    });
}

}  // namespace

void Router::add(Method method, std::string pattern, Handler handler) {
    auto segments = split(pattern);
    routes_.push_back({method, std::move(pattern), std::move(segments), std::move(handler)});
}

Router::Match Router::find(Method method, std::string_view path) const {
    const auto segments = split(path);
    const auto wanted = method == Method::head ? Method::get : method;
    Match match;
    for (const auto& route : routes_) {
        if (!fits(route.segments, segments)) {
            continue;
        }
        if (route.method != wanted) {
            match.allowed +=
                (match.allowed.empty() ? "" : ", ") + std::string{to_string(route.method)};
            continue;
        }
        match.handler = &route.handler;
        match.pattern = route.pattern;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const auto& part = route.segments[i];
            if (is_parameter(part)) {
                match.parameters[part.substr(1, part.size() - 2)] = segments[i];
            }
        }
        return match;
    }
    return match;
}

std::vector<std::pair<Method, std::string>> Router::routes() const {
    std::vector<std::pair<Method, std::string>> all;
    for (const auto& route : routes_) {
        all.emplace_back(route.method, route.pattern);
    }
    return all;
}

}  // namespace mohur::server
