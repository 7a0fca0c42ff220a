// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/format_signer_internal.h"
#include "signing/creation/request_check_internal.h"

#include <algorithm>
#include <array>
#include <span>

namespace mohur::signing {
namespace {

/// A PDF is written on, whether it was signed before or not.
std::shared_ptr<const ByteSource> present_pdf(const SigningRequest& request) {
    return request.data.front().bytes;
}

bool is_pades(const FileFacts& facts) {
    return facts.container == ContainerKind::pades;
}

bool is_cades(const FileFacts& facts) {
    return facts.container == ContainerKind::cades;
}

bool is_xades(const FileFacts& facts) {
    return facts.container == ContainerKind::xades;
}

bool is_asic_of(const FileFacts& facts, SignatureForm form) {
    const bool asic =
        facts.container == ContainerKind::asic_e || facts.container == ContainerKind::asic_s;
    return asic && std::ranges::all_of(facts.signatures, [form](const SignatureFacts& signature) {
               return signature.form == form;
           });
}

bool is_asic_without_xades(const FileFacts& facts) {
    return is_asic_of(facts, SignatureForm::cades);
}

bool is_asic_with_xades(const FileFacts& facts) {
    return is_asic_of(facts, SignatureForm::xades);
}

std::span<const FormatSigner> signers() noexcept {
    static constexpr std::array kRows{
        FormatSigner{CreationFormat::pades, SignatureLevel::LTA, false, present_pdf, prepare_pades,
                     complete_pades},
        FormatSigner{CreationFormat::cades_attached, SignatureLevel::LTA, true, present_signed_data,
                     prepare_cades, complete_cades},
        FormatSigner{CreationFormat::cades_detached, SignatureLevel::LTA, true, present_signed_data,
                     prepare_cades, complete_cades},
        FormatSigner{CreationFormat::xades_enveloping, SignatureLevel::LTA, true, present_xades,
                     prepare_xades, complete_xades},
        FormatSigner{CreationFormat::xades_enveloped, SignatureLevel::LTA, true, present_xades,
                     prepare_xades, complete_xades},
        FormatSigner{CreationFormat::xades_detached, SignatureLevel::LTA, true, present_xades,
                     prepare_xades, complete_xades},
        FormatSigner{CreationFormat::asic_e_xades, SignatureLevel::LTA, true, present_container,
                     prepare_asic_xades, complete_asic_xades},
        FormatSigner{CreationFormat::asic_e_cades, SignatureLevel::LTA, true, present_container,
                     prepare_asic_cades, complete_asic_cades},
        FormatSigner{CreationFormat::asic_s_xades, SignatureLevel::LTA, true, present_container,
                     prepare_asic_xades, complete_asic_xades},
        FormatSigner{CreationFormat::asic_s_cades, SignatureLevel::LTA, true, present_container,
                     prepare_asic_cades, complete_asic_cades},
        FormatSigner{CreationFormat::xades_counter, SignatureLevel::B, true, file_to_countersign,
                     prepare_xades_counter, complete_xades_counter},
        FormatSigner{CreationFormat::cades_counter, SignatureLevel::B, true, file_to_countersign,
                     prepare_cades_counter, complete_cades_counter},
    };
    return kRows;
}

/// The first row that takes a file has it.
std::span<const FormatExtender> extenders() noexcept {
    static constexpr std::array kRows{
        FormatExtender{"pades", is_pades, SignatureLevel::LTA, extend_pades},
        FormatExtender{"cades", is_cades, SignatureLevel::LTA, extend_cades},
        FormatExtender{"xades", is_xades, SignatureLevel::LTA, extend_xades},
        FormatExtender{"asic with cades or a token", is_asic_without_xades, SignatureLevel::LTA,
                       extend_asic_cades},
        FormatExtender{"asic with xades", is_asic_with_xades, SignatureLevel::LTA,
                       extend_asic_xades},
    };
    return kRows;
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
