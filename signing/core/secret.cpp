// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/secret.h"

#include <cstring>
#include <utility>

namespace mohur {

Secret::Secret(Secret&& other) noexcept : value_{std::move(other.value_)} { other.wipe(); }

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        wipe();
        value_ = std::move(other.value_);
        other.wipe();
    }
    return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe() noexcept {
    if (!value_.empty()) { ::explicit_bzero(value_.data(), value_.size()); }
    value_.clear();
}

}  // namespace mohur
