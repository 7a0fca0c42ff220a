// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/today/today.h"
#include "server/api/api_services.h"
#include "server/api/document_view.h"
#include "server/http/router.h"

#include <string_view>
#include <utility>
#include <vector>

namespace mohur::server {

/// What waits for the caller, overdue first; and the cheap number that tells whether to ask again.
/// Thread-safe.
class TodayApi {
public:
    explicit TodayApi(const ApiServices& services) : services_{services} {}
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Response> today(const Request& request) const;
    [[nodiscard]] Result<Response> changes(const Request& request) const;

    const ApiServices& services_;
};

/// The lines of one saved view ("to_sign", "to_resolve", "on_control", "overdue", "mine") with the
/// action that each waits for; nothing for "all".
using WaitingLine = std::pair<documents::TodayLine, std::string_view>;
[[nodiscard]] std::vector<WaitingLine> waiting_lines(const documents::Today& today,
                                                     std::string_view view, documents::Date day);
[[nodiscard]] Json waiting_view(const Viewpoint& view, const WaitingLine& line);

}  // namespace mohur::server
