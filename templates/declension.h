// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mohur::templates {

enum class GrammaticalCase { genitive, dative, locative };

/// What a phrase names; it decides how a final ı, i, u, ü is read, which spelling does not show.
enum class NounKind {
    thing,   ///< agency, unit, post, place: "Hüquq şöbəsi", "Baş məsləhətçi", "Bakı"
    person,  ///< a person's name: "Məmmədov Əli", "Həsənova Nigar Tofiq qızı"
};

/// An Azerbaijani noun phrase in a case: "Nümunə Nazirliyi" -> "Nümunə Nazirliyinin",
/// "Həsənova Nigar Tofiq qızı" -> "Həsənova Nigar Tofiq qızına", "Bakı" -> "Bakıya".
///
/// The last word takes the ending:
/// - after a consonant -ın, -a, -da by vowel harmony; k and q of -lıq and of native words soften
///   ("Rəhbərlik" -> "Rəhbərliyə"), those of proper names and of loan words do not ("Tofiqə");
/// - after a vowel -nın, -ya, -da;
/// - after the possessive ending of a compound ("Nazirliyi", "şöbəsi", "oğlu") -nın, -na, -nda;
/// - an abbreviation takes a hyphen and is read by its letters, or as a word where it can be
///   ("BMT-yə", "ASC-nin", "ADA-nın").
///
/// A final high vowel is possessive when the word shows it (-lığı, -sı after a vowel, -ları, oğlu,
/// qızı), or in a thing's name of several words unless the last is an agent noun (-çı) or a known
/// place or given name; else it belongs to the stem. Spelling decides no more than that: a template
/// takes the form from the facts where they give it (docs/templates.md, "Texts"). A phrase that
/// ends in a figure or has no vowel stays as it is.
[[nodiscard]] std::string decline(std::string_view phrase, GrammaticalCase wanted,
                                  NounKind kind = NounKind::thing);

}  // namespace mohur::templates
