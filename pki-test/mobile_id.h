// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace mohur::pkitest {

struct MobileIdSubscriber;

/// A Mobile-ID service that speaks the REST protocol of SK ID Solutions, under /mid-api:
/// POST /certificate, POST /signature, GET /signature/session/{id}?timeoutMs=. How each subscriber
/// behaves (every result, delay and lie) stands in the description under `mobile_id`. Thread-safe.
/// Borrows the hierarchy.
class MobileIdService {
public:
    static constexpr std::string_view kPath = "/mid-api";

    explicit MobileIdService(const Hierarchy& hierarchy) : hierarchy_{hierarchy} {}

    /// Answers a request below kPath; waits for a subscriber at most as long as the request says.
    [[nodiscard]] HttpAnswer answer(const std::string& method, std::string_view target,
                                    BytesView body);

private:
    struct Session {
        const MobileIdSubscriber* subscriber = nullptr;  ///< null: nobody has that number
        Bytes hash;
        std::string hash_type;
        Time ready;
        int failures_left = 0;
    };
    [[nodiscard]] HttpAnswer certificate(BytesView body) const;
    [[nodiscard]] HttpAnswer signature(BytesView body);
    [[nodiscard]] HttpAnswer session(const std::string& id, std::chrono::milliseconds wait);
    [[nodiscard]] HttpAnswer outcome(const Session& session) const;
    [[nodiscard]] Bytes value_of(const Session& session) const;
    [[nodiscard]] const MobileIdSubscriber* subscriber(const std::string& phone,
                                                       const std::string& identity) const;

    const Hierarchy& hierarchy_;
    std::mutex mutex_;  ///< guards `sessions_`
    std::map<std::string, Session> sessions_;
};

}  // namespace mohur::pkitest
