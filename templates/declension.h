// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mohur::templates {

enum class GrammaticalCase { genitive, dative, locative };

/// An Azerbaijani noun phrase in a case: "Nümunə Nazirliyi" -> "Nümunə Nazirliyinin",
/// "Həsənova Nigar Tofiq qızı" -> "Həsənova Nigar Tofiq qızına", "Aparat" -> "Aparatda".
///
/// A final ı, i, u, ü is read as the possessive ending, which the names of agencies and units and
/// full names with oğlu / qızı carry; hence not for words like "Bakı". A phrase without a vowel
/// stays as it is.
[[nodiscard]] std::string decline(std::string_view phrase, GrammaticalCase wanted);

}  // namespace mohur::templates
