// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/time.h"

namespace mohur {

/// Where the current moment comes from. Injected; only `SystemClock` reads the system's.
class Clock {
public:
    virtual ~Clock() = default;
    /// Thread-safe.
    [[nodiscard]] virtual Time now() const = 0;
};

/// The host's real-time clock. Thread-safe.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Time now() const override;
};

/// A clock that stands still, for `--at` and for tests. Immutable.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Time time) : time_{time} {}
    [[nodiscard]] Time now() const override { return time_; }

private:
    Time time_;
};

}  // namespace mohur
