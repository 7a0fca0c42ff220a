// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/clock.h"
#include "signing/core/json.h"

#include <initializer_list>
#include <iosfwd>
#include <mutex>
#include <string_view>

namespace mohur::server {

enum class LogLevel { info, warning, error };

/// Structured log lines, one JSON object each: time, level, event, facts. Event names are
/// constants; facts carry no personal data and no document content. Thread-safe. Borrows the
/// stream.
class Log {
public:
    Log(std::ostream& out, const Clock& clock) : out_{out}, clock_{clock} {}

    void write(LogLevel level, std::string_view event,
               std::initializer_list<Json::Member> facts = {});
    void info(std::string_view event, std::initializer_list<Json::Member> facts = {}) {
        write(LogLevel::info, event, facts);
    }
    void warning(std::string_view event, std::initializer_list<Json::Member> facts = {}) {
        write(LogLevel::warning, event, facts);
    }
    void error(std::string_view event, std::initializer_list<Json::Member> facts = {}) {
        write(LogLevel::error, event, facts);
    }

private:
    std::mutex mutex_;
    std::ostream& out_;
    const Clock& clock_;
};

}  // namespace mohur::server
