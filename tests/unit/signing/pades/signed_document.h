// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pades/creation.h"
#include "signing/pades/reader.h"

#include "tests/support/pdf_builder.h"
#include "tests/unit/signing/pades/outside_signer.h"

#include <stdexcept>

namespace mohur::signing::pades {

inline SignatureFieldPlan field_plan() {
    SignatureFieldPlan plan;
    plan.signing_time = *parse_rfc3339("2026-11-21T14:32:00Z");
    plan.reserve = 4'096;
    return plan;
}

/// `input` with one more signature by an outside signer.
inline Bytes sign_document(const OutsideSigner& signer, const Bytes& input,
                           const std::string& options = "-cades",
                           const SignatureFieldPlan& plan = field_plan()) {
    auto revision = append_signature_field(MemorySource{input}, plan, {});
    if (!revision) {
        throw std::runtime_error{revision.error().reason + ": " + revision.error().detail};
    }
    const auto cms = signer.sign(*revision, options);
    return std::move(*close_revision(std::move(*revision), cms));
}

inline Result<FileFacts> read_document(const Bytes& file, const Limits& limits = {}) {
    ReadOptions options;
    options.limits = limits;
    return read(std::make_shared<MemorySource>(file), options);
}

/// Offset of the newest cross-reference section, for updates that a test writes itself.
inline std::uint64_t newest_xref(const Bytes& file) {
    const auto text = as_text(file);
    return std::stoull(std::string{text.substr(text.rfind("startxref\n") + 10, 20)});
}

/// An update behind `file`, to be filled and finished.
inline mohur::testing::PdfBuilder update_of(const Bytes& file) {
    return {file, newest_xref(file)};
}

}  // namespace mohur::signing::pades
