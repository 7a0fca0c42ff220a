// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::server {

enum class Language { az, en };

/// "az", "az_AZ.UTF-8" -> az; everything else is English.
[[nodiscard]] Language language_from(std::string_view tag) noexcept;
/// "az", "en".
[[nodiscard]] std::string_view to_string(Language language) noexcept;

/// What verdict codes and the reasons of `Error` mean to people. The texts are data compiled in
/// from server/messages/<language>.json: {code: text}. Immutable; thread-safe.
class Catalogue {
public:
    /// `internal` "catalogue-invalid" when a language file is not an object of strings.
    [[nodiscard]] static Result<Catalogue> built_in();

    /// The text; the code itself where there is none (a test keeps every code texted).
    [[nodiscard]] std::string_view text(Language language, std::string_view code) const;
    [[nodiscard]] bool contains(Language language, std::string_view code) const;
    /// Every code that any language knows, in order.
    [[nodiscard]] std::vector<std::string> codes() const;

private:
    Catalogue() = default;
    using Texts = std::map<std::string, std::string, std::less<>>;
    std::map<Language, Texts> languages_;
};

}  // namespace mohur::server
