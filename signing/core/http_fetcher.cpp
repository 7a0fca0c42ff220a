// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/http_fetcher.h"

namespace mohur {

Result<HttpResponse> OfflineFetcher::fetch(const HttpRequest& request) {
    return Error::unavailable("offline", request.url);
}

}  // namespace mohur
