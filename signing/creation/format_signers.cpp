// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/format_signer_internal.h"

#include <algorithm>
#include <array>
#include <span>

namespace mohur::signing {
namespace {

/// A PDF is written on, whether it was signed before or not.
std::shared_ptr<const ByteSource> present_pdf(const SigningRequest& request) {
    return request.data.front().bytes;
}

std::span<const FormatSigner> signers() noexcept {
    static constexpr std::array kRows{
        FormatSigner{CreationFormat::pades, SignatureLevel::LT, present_pdf, prepare_pades,
                     complete_pades},
        FormatSigner{CreationFormat::asic_e_xades, SignatureLevel::LT, present_asic_e,
                     prepare_asic_e_xades, complete_asic_e_xades},
    };
    return kRows;
}

/// The first row that takes a file has it.
std::span<const FormatExtender> extenders() noexcept {
    return {};
}

}  // namespace

Result<const FormatSigner*> format_signer(CreationFormat format, SignatureLevel level) {
    const auto rows = signers();
    const auto row = std::ranges::find(rows, format, &FormatSigner::format);
    if (row == rows.end()) {
        const auto name = name_of(format);
        return Error::unsupported("sign-format-unsupported",
                                  std::string{name.format} + " " + std::string{name.packaging});
    }
    if (level > row->highest) {
        return Error::unsupported("sign-level-unsupported", std::string{to_string(level)});
    }
    return &*row;
}

Result<const FormatExtender*> format_extender(const FileFacts& facts, SignatureLevel level) {
    const auto rows = extenders();
    const auto row = std::ranges::find_if(
        rows, [&](const FormatExtender& candidate) { return candidate.takes(facts); });
    if (row == rows.end()) {
        return Error::unsupported("extend-format-unsupported");
    }
    if (level > row->highest) {
        return Error::unsupported("extend-level-unsupported", std::string{to_string(level)});
    }
    return &*row;
}

}  // namespace mohur::signing
