// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"
#include "signing/core/http_fetcher.h"

#include <mutex>
#include <string>
#include <vector>

namespace mohur::testing {

/// The services of a test PKI without a socket. Thread-safe. Borrows the hierarchy.
class PkiFetcher final : public HttpFetcher {
public:
    explicit PkiFetcher(const pkitest::Hierarchy& hierarchy) : hierarchy_{hierarchy} {}

    [[nodiscard]] Result<HttpResponse> fetch(const HttpRequest& request) override;
    /// From now on nobody answers, or somebody does again.
    void set_down(bool down);
    /// The paths that were asked, in order.
    [[nodiscard]] std::vector<std::string> asked() const;

private:
    const pkitest::Hierarchy& hierarchy_;
    mutable std::mutex mutex_;
    bool down_ = false;
    std::vector<std::string> asked_;
};

}  // namespace mohur::testing
