// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/declension.h"

#include "signing/core/az_text.h"

#include <algorithm>
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

constexpr std::array<std::string_view, 4> kHighVowels{"ı", "i", "u", "ü"};

// The possessive ending shows in these whatever stands before.
constexpr std::array<std::string_view, 2> kKin{"oğlu", "qızı"};
constexpr std::array<std::string_view, 6> kPossessive{"lığı", "liyi", "luğu",
                                                      "lüyü", "ları", "ləri"};
constexpr std::array<std::string_view, 4> kPossessiveAfterVowel{"sı", "si", "su", "sü"};
constexpr std::array<std::string_view, 8> kAgents{"çı",  "çi",  "çu",  "çü",
                                                  "ıcı", "ici", "ucu", "ücü"};

// Names that end in a high vowel of their own: places of the country and near it, given names that
// streets, schools and theatres bear.
constexpr auto kStems = std::to_array<std::string_view>(
    {"ağsu",    "bakı",  "cibuti", "dehli", "əli",    "fəxri",   "fikri",   "füzuli",   "hadi",
     "haiti",   "həmdi", "imişli", "mali",  "mehdi",  "masallı", "nairobi", "nəbi",     "nizami",
     "nuri",    "pəri",  "peru",   "ruhi",  "saatlı", "sabri",   "qubadlı", "somali",   "şəki",
     "tbilisi", "tusi",  "ülvi",   "vəli",  "xətai",  "xızı",    "xocalı",  "yardımlı", "zəki"});

// Endings whose k or q softens before a vowel; the short ones only in common words, which small
// letters show as well as anything can.
constexpr std::array<std::string_view, 8> kSoftAlways{"lıq", "lik", "luq", "lük",
                                                      "cıq", "cik", "cuq", "cük"};
constexpr std::array<std::string_view, 5> kSoftNative{"aq", "ək", "ıq", "uq", "ük"};
constexpr std::array<std::string_view, 8> kHardLoans{"əxlaq", "ittifaq", "istintaq", "tədarük",
                                                     "hüquq", "məxluq",  "nifaq",    "şəfəq"};

constexpr std::size_t kLongestAbbreviation = 6;

template <class List>
bool ends_with_any(std::string_view word, const List& endings) {
    return std::ranges::any_of(endings, [&](auto ending) { return word.ends_with(ending); });
}

template <class List>
bool contains(const List& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

std::size_t code_points(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Cuts quotation marks, brackets and spaces off the end.
std::string_view without_closing_marks(std::string_view phrase) {
    constexpr std::array<std::string_view, 7> kMarks{"\"", "»", "”", "“", "«", ")", " "};
    const auto* mark = kMarks.begin();
    while (mark != kMarks.end()) {
        const bool closes = phrase.ends_with(*mark);
        phrase.remove_suffix(closes ? mark->size() : 0);
        mark = closes ? kMarks.begin() : mark + 1;
    }
    return phrase;
}

std::size_t vowels_in(std::string_view lower) {
    std::size_t count = 0;
    for (const Harmony& harmony : kHarmonies) {
        for (auto at = lower.find(harmony.vowel); at != lower.npos;
             at = lower.find(harmony.vowel, at + 1)) {
            ++count;
        }
    }
    return count;
}

/// The last word of a phrase, without the quotation marks and brackets that close it.
struct LastWord {
    std::string_view text;
    std::string lower;
    bool alone = true;  ///< nothing stands before it
};

LastWord last_word(std::string_view phrase) {
    phrase = without_closing_marks(phrase);
    std::size_t from = 0;
    for (const std::string_view before : {" ", "\"", "«", "“", "(", "-"}) {
        const auto at = phrase.rfind(before);
        from = at == phrase.npos ? from : std::max(from, at + before.size());
    }
    const auto word = phrase.substr(from);
    return {word, az_lower(word), without_closing_marks(phrase.substr(0, from)).empty()};
}

bool is_possessive(const LastWord& word, NounKind kind) {
    const std::string_view lower = word.lower;
    if (contains(kKin, lower)) {
        return true;
    }
    if (kind == NounKind::person || contains(kStems, lower) || ends_with_any(lower, kAgents)) {
        return false;
    }
    const bool after_vowel = ends_with_any(lower, kPossessiveAfterVowel) &&
                             std::ranges::any_of(kHarmonies, [&](const Harmony& harmony) {
                                 return lower.substr(0, lower.rfind('s')).ends_with(harmony.vowel);
                             });
    return after_vowel || ends_with_any(lower, kPossessive) || !word.alone;
}

/// How the word ends and which vowels its endings take.
struct Sound {
    enum class End { consonant, vowel, possessive };
    Harmony harmony;
    End end = End::consonant;
};

std::optional<Sound> sound_of(const LastWord& word, NounKind kind) {
    const std::string_view lower = word.lower;
    std::size_t best = std::string_view::npos;
    Harmony found;
    for (const Harmony& harmony : kHarmonies) {
        const std::size_t at = lower.rfind(harmony.vowel);
        if (at != lower.npos && (best == lower.npos || at > best)) {
            best = at;
            found = harmony;
        }
    }
    if (best == lower.npos || (lower.back() >= '0' && lower.back() <= '9')) {
        return std::nullopt;
    }
    if (best + found.vowel.size() != lower.size()) {
        return Sound{found, Sound::End::consonant};
    }
    const bool possessive = contains(kHighVowels, found.vowel) && is_possessive(word, kind);
    return Sound{found, possessive ? Sound::End::possessive : Sound::End::vowel};
}

std::string ending_of(const Sound& sound, GrammaticalCase wanted) {
    const std::string high{sound.harmony.high};
    const std::string low{sound.harmony.low};
    switch (wanted) {
        case GrammaticalCase::genitive:
            return sound.end == Sound::End::consonant ? high + "n" : "n" + high + "n";
        case GrammaticalCase::dative:
            return sound.end == Sound::End::consonant    ? low
                   : sound.end == Sound::End::possessive ? "n" + low
                                                         : "y" + low;
        case GrammaticalCase::locative:
            return sound.end == Sound::End::possessive ? "nd" + low : "d" + low;
    }
    return {};
}

/// k -> y and q -> ğ before an ending that begins with a vowel.
bool softens(const LastWord& word, NounKind kind) {
    if (kind == NounKind::person || vowels_in(word.lower) < 2 || contains(kHardLoans, word.lower)) {
        return false;
    }
    return ends_with_any(word.lower, kSoftAlways) ||
           (word.lower == word.text && ends_with_any(word.lower, kSoftNative));
}

bool is_capital(std::string_view text) {
    return az_upper(text) == text && az_lower(text) != text;
}

/// Two consonants at the end cannot be heard as a word.
bool is_spelled_out(std::string_view lower) {
    const auto ends_in_vowel = [](std::string_view text) {
        return std::ranges::any_of(
            kHarmonies, [&](const Harmony& harmony) { return text.ends_with(harmony.vowel); });
    };
    auto rest = lower;
    do {
        rest.remove_suffix(1);
    } while (!rest.empty() && (static_cast<unsigned char>(lower[rest.size()]) & 0xC0U) == 0x80U);
    return !ends_in_vowel(lower) && !ends_in_vowel(rest);
}

std::string decline_abbreviation(std::string_view phrase, const LastWord& word,
                                 GrammaticalCase wanted) {
    // The letters are called "be", "em", "te": the last name's e is heard.
    const Sound letters{{"e", "i", "ə"}, Sound::End::vowel};
    const auto heard = is_spelled_out(word.lower)
                           ? std::optional{letters}
                           : sound_of({word.text, word.lower, true}, NounKind::person);
    return std::string{phrase} + "-" + ending_of(heard.value_or(letters), wanted);
}

}  // namespace

std::string decline(std::string_view phrase, GrammaticalCase wanted, NounKind kind) {
    const LastWord word = last_word(phrase);
    const bool capital = is_capital(word.text);
    const std::size_t length = code_points(word.text);
    if (capital && length > 1 && length <= kLongestAbbreviation) {
        return decline_abbreviation(phrase, word, wanted);
    }
    const auto sound = sound_of(word, kind);
    if (!sound) {
        return std::string{phrase};
    }
    std::string out{phrase};
    const std::string ending = ending_of(*sound, wanted);
    if (wanted != GrammaticalCase::locative && softens(word, kind)) {
        const std::string soft = word.lower.back() == 'k' ? "y" : "ğ";
        const auto end =
            static_cast<std::size_t>(word.text.data() - phrase.data()) + word.text.size();
        out.replace(end - 1, 1, capital ? az_upper(soft) : soft);
    }
    return out + (capital && length > 1 ? az_upper(ending) : ending);
}

}  // namespace mohur::templates
