// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/az_text.h"

#include <array>
#include <utility>

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace mohur {
namespace {

icu::UnicodeString from(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece{utf8.data(), static_cast<std::int32_t>(utf8.size())});
}

std::string into(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

const icu::Locale& az() {
    static const icu::Locale locale{"az"};
    return locale;
}

constexpr std::array<std::pair<char16_t, char16_t>, 7> kFolded{
    {{u'ə', u'e'}, {u'ö', u'o'}, {u'ü', u'u'}, {u'ğ', u'g'}, {u'ç', u'c'}, {u'ş', u's'}, {u'ı', u'i'}}};

}  // namespace

std::string az_upper(std::string_view utf8) { return into(from(utf8).toUpper(az())); }

std::string az_lower(std::string_view utf8) { return into(from(utf8).toLower(az())); }

std::string az_fold(std::string_view utf8) {
    icu::UnicodeString text = from(utf8).toLower(az());
    for (std::int32_t i = 0; i < text.length(); ++i) {
        for (const auto& [letter, plain] : kFolded) {
            if (text.charAt(i) == letter) { text.setCharAt(i, plain); }
        }
    }
    return into(text);
}

std::string caseless_key(std::string_view utf8) {
    return to_nfc(into(from(to_nfc(utf8)).foldCase()));
}

std::string to_nfc(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status) != 0) { return std::string{utf8}; }
    const auto text = nfc->normalize(from(utf8), status);
    return U_FAILURE(status) != 0 ? std::string{utf8} : into(text);
}

bool is_valid_utf8(std::string_view text) noexcept {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, length, c);
        if (c < 0) { return false; }
    }
    return true;
}

struct AzCollator::State {
    std::unique_ptr<icu::Collator> collator;
};

AzCollator::AzCollator(std::unique_ptr<State> state) : state_{std::move(state)} {}
AzCollator::AzCollator(AzCollator&&) noexcept = default;
AzCollator& AzCollator::operator=(AzCollator&&) noexcept = default;
AzCollator::~AzCollator() = default;

Result<AzCollator> AzCollator::create() {
    UErrorCode status = U_ZERO_ERROR;
    auto state = std::make_unique<State>();
    state->collator.reset(icu::Collator::createInstance(az(), status));
    if (U_FAILURE(status) != 0) { return Error::internal("collation-missing", u_errorName(status)); }
    return AzCollator{std::move(state)};
}

bool AzCollator::less(std::string_view a, std::string_view b) const {
    UErrorCode status = U_ZERO_ERROR;
    const auto order = state_->collator->compareUTF8(
        icu::StringPiece{a.data(), static_cast<std::int32_t>(a.size())},
        icu::StringPiece{b.data(), static_cast<std::int32_t>(b.size())}, status);
    return U_SUCCESS(status) != 0 && order == UCOL_LESS;
}

}  // namespace mohur
