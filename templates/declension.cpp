// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/declension.h"

#include "signing/core/az_text.h"

#include <array>
#include <optional>

namespace mohur::templates {
namespace {

/// Four-way harmony (ı i u ü) and two-way harmony (a ə) of the endings.
struct Harmony {
    std::string_view vowel;
    std::string_view high;
    std::string_view low;
};

constexpr std::array<Harmony, 9> kHarmonies{{{"a", "ı", "a"},
                                             {"ı", "ı", "a"},
                                             {"o", "u", "a"},
                                             {"u", "u", "a"},
                                             {"e", "i", "ə"},
                                             {"ə", "i", "ə"},
                                             {"i", "i", "ə"},
                                             {"ö", "ü", "ə"},
                                             {"ü", "ü", "ə"}}};

enum class Ending { consonant, open_vowel, possessive };

struct LastVowel {
    Harmony harmony;
    Ending ending;
};

std::optional<LastVowel> last_vowel(std::string_view phrase) {
    const std::string lower = az_lower(phrase);
    std::size_t best = std::string::npos;
    LastVowel found{};
    for (const Harmony& harmony : kHarmonies) {
        const std::size_t at = lower.rfind(harmony.vowel);
        if (at == std::string::npos || (best != std::string::npos && at < best)) {
            continue;
        }
        best = at;
        const bool is_final = at + harmony.vowel.size() == lower.size();
        const bool is_high = harmony.vowel == harmony.high;
        found = {harmony, !is_final ? Ending::consonant
                          : is_high ? Ending::possessive
                                    : Ending::open_vowel};
    }
    return best == std::string::npos ? std::nullopt : std::optional{found};
}

std::string ending_of(const LastVowel& last, GrammaticalCase wanted) {
    const std::string high{last.harmony.high};
    const std::string low{last.harmony.low};
    switch (wanted) {
        case GrammaticalCase::genitive:
            return last.ending == Ending::consonant ? high + "n" : "n" + high + "n";
        case GrammaticalCase::dative:
            return last.ending == Ending::consonant    ? low
                   : last.ending == Ending::possessive ? "n" + low
                                                       : "y" + low;
        case GrammaticalCase::locative:
            return last.ending == Ending::possessive ? "nd" + low : "d" + low;
    }
    return {};
}

}  // namespace

std::string decline(std::string_view phrase, GrammaticalCase wanted) {
    const auto last = last_vowel(phrase);
    return std::string{phrase} + (last ? ending_of(*last, wanted) : std::string{});
}

}  // namespace mohur::templates
