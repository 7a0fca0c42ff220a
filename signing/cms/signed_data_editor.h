// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cms/signed_data.h"

#include <map>
#include <memory>
#include <vector>

namespace mohur::signing {

/// What is put into a present SignedData.
struct SignedDataAdditions {
    std::vector<Certificate> certificates{};
    std::vector<Crl> crls{};
    std::vector<OcspResponse> ocsp_responses{};  ///< as OtherRevocationInfoFormat (RFC 5940)
    std::vector<DigestAlgorithm> digest_algorithms{};
    std::vector<Bytes> signers{};  ///< whole SignerInfos, placed behind the present ones
    /// Whole Attributes, by the position of their SignerInfo.
    std::map<std::size_t, std::vector<Bytes>> unsigned_attributes{};

    [[nodiscard]] bool empty() const noexcept;
};

/// The ContentInfo with the additions. Every element that was there keeps its octets and its order
/// among the others, so that what signatures and archive timestamps cover stays as it was (EN
/// 319 122-1 clause 5.5.3); lengths around them are written anew, definite. What is there already
/// is not added again. Content is read where it lies. The CMSVersion is raised where RFC 5652
/// clause 5.1 asks it.
[[nodiscard]] std::shared_ptr<const ByteSource> with_additions(const SignedData& data,
                                                               const SignedDataAdditions& added);

}  // namespace mohur::signing
