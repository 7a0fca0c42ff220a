// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/observe/log.h"

#include <ostream>

namespace mohur::server {
namespace {

std::string_view name_of(LogLevel level) {
    switch (level) {
        case LogLevel::info: return "info";
        case LogLevel::warning: return "warning";
        case LogLevel::error: return "error";
    }
    return "error";
}

}  // namespace

void Log::write(LogLevel level, std::string_view event, std::initializer_list<Json::Member> facts) {
    auto line = Json::object(
        {{"time", to_rfc3339(clock_.now())}, {"level", name_of(level)}, {"event", event}});
    for (const auto& [name, value] : facts) {
        line.set(name, value);
    }
    const auto text = line.dump();
    const std::scoped_lock lock{mutex_};
    out_ << text << '\n' << std::flush;
}

}  // namespace mohur::server
