// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/services/pki_fetcher.h"

namespace mohur::testing {

Result<HttpResponse> PkiFetcher::fetch(const HttpRequest& request) {
    const auto base = hierarchy_.base_url();
    {
        const std::scoped_lock lock{mutex_};
        asked_.push_back(request.url.substr(std::min(base.size(), request.url.size())));
        if (down_) {
            return Error::unavailable("connection-failed");
        }
    }
    auto answer = hierarchy_.answer(request.url, request.body);
    return HttpResponse{answer.status, answer.content_type, std::move(answer.body)};
}

void PkiFetcher::set_down(bool down) {
    const std::scoped_lock lock{mutex_};
    down_ = down;
}

std::vector<std::string> PkiFetcher::asked() const {
    const std::scoped_lock lock{mutex_};
    return asked_;
}

}  // namespace mohur::testing
