// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pades/covered_octets_internal.h"
#include "signing/pades/revision_changes_internal.h"
#include "signing/pades/validation_material_internal.h"

namespace mohur::signing::pades {

/// A signature or document time-stamp with the revision that it covers.
struct PlacedSignature {
    SignatureDictionary dictionary;
    ByteRangeCheck byte_range;
    std::shared_ptr<const ByteSource> covered;  ///< null without a usable ByteRange
    std::optional<pdf::Snapshot> revision;  ///< what the signer saw; only with an exact ByteRange
    bool consistent = false;                ///< that revision reaches the same dictionary

    [[nodiscard]] bool stands_behind(const PlacedSignature& other) const;
};

/// Places what `find_signatures` found.
[[nodiscard]] std::vector<PlacedSignature> place_signatures(
    const pdf::RawFile& file, const std::shared_ptr<const ByteSource>& source,
    std::vector<SignatureDictionary> found);

/// `pdf_modifications` of each signature; empty where it could not be decided; `detail` says why or
/// what.
struct Modifications {
    std::optional<std::vector<std::string>> found;
    std::string detail;
};
[[nodiscard]] std::vector<Modifications> find_modifications(
    const pdf::RawFile& file, const std::vector<PlacedSignature>& placed, const Limits& limits);

}  // namespace mohur::signing::pades
