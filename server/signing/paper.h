// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/json.h"
#include "signing/core/time.h"

#include <chrono>
#include <string>

namespace mohur::server {

/// What the registry adds to the facts of a paper.
struct PaperStamp {
    std::string index;
    std::chrono::year_month_day date;
    std::string code;
    std::string verify_url;
    Time time;
    bool draft = false;
};

struct Paper {
    Bytes pdf;
    std::string file_name;
};

/// Renders `{"template": name, "facts": {...}}`, as it is stored with a draft, by a shipped
/// template. Errors: `not_found` "template-unknown"; those of templates::render.
[[nodiscard]] Result<Paper> render_paper(const Json& stored, const PaperStamp& stamp);

}  // namespace mohur::server
