// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace mohur {

/// Upper case by the `az` locale: i -> İ, ı -> I. Input and output are UTF-8; ill-formed bytes
/// become U+FFFD.
[[nodiscard]] std::string az_upper(std::string_view utf8);
/// Lower case by the `az` locale: I -> ı, İ -> i.
[[nodiscard]] std::string az_lower(std::string_view utf8);
/// The search form: lower case without diacritics (ə->e ö->o ü->u ğ->g ç->c ş->s ı->i), the same
/// as the SQL function az_fold().
[[nodiscard]] std::string az_fold(std::string_view utf8);
/// Locale-free: equal for names that differ only by case or by Unicode form (full case folding,
/// then normalisation form C). For comparing, not for showing.
[[nodiscard]] std::string caseless_key(std::string_view utf8);
/// Normalisation form C.
[[nodiscard]] std::string to_nfc(std::string_view utf8);
/// False for overlong forms, surrogates and truncated sequences.
[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

/// Sorts by the Azerbaijani alphabet (a b c ç d e ə f g ğ h x ı i j k q ...). Thread-safe.
class AzCollator {
public:
    [[nodiscard]] static Result<AzCollator> create();
    AzCollator(AzCollator&&) noexcept;
    AzCollator& operator=(AzCollator&&) noexcept;
    ~AzCollator();

    [[nodiscard]] bool less(std::string_view a, std::string_view b) const;

private:
    struct State;
    explicit AzCollator(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace mohur
