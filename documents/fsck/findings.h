// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"

#include <string>
#include <string_view>

namespace mohur::documents {

/// The defects of one agency; the first thousand are told, all are counted. One thread.
class Findings {
public:
    void add(std::string_view code, std::string where) {
        ++count_;
        if (count_ <= kMostTold) {
            told_.push(Json::object({{"code", code}, {"where", std::move(where)}}));
        }
    }
    [[nodiscard]] bool none() const noexcept { return count_ == 0; }
    [[nodiscard]] const Json& told() const noexcept { return told_; }

private:
    static constexpr int kMostTold = 1'000;
    int count_ = 0;
    Json told_ = Json::array();
};

}  // namespace mohur::documents
