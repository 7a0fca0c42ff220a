// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/drafting/stored_facts.h"
#include "signing/core/bytes.h"
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
    int pages = 0;
};

/// Renders what a draft is made of by a shipped template. Errors: `not_found` "template-missing";
/// those of templates::render.
[[nodiscard]] Result<Paper> render_paper(const StoredFacts& stored, const PaperStamp& stamp);

}  // namespace mohur::server
