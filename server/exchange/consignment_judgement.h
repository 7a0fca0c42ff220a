// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/exchange/peers.h"
#include "server/exchange/consignment_note.h"
#include "server/exchange/unpack_task.h"

namespace mohur::server {

/// The seal of a package that holds. Immutable value.
struct PackageSeal {
    std::string voen;  ///< of the legal person in its certificate
    Json scopes;       ///< of the verdict: what it covers, with digests
};

/// What the verdict (docs/verdict.schema.json) says about the one seal that a package has. Errors:
/// `malformed` "consignment-unsealed" when it is no ASiC-E container under one seal of a legal
/// person; `denied` "seal-not-valid", "seal-not-lasting" for a seal that cannot be judged without
/// the network later; `unavailable` "seal-not-judged" when its certificate's state was not to be
/// learned now.
[[nodiscard]] Result<PackageSeal> seal_in(const Json& verdict);

/// Whether the seal covers each file, whole, as it was unpacked: `malformed`
/// "consignment-uncovered"; and whether the files are those that the note lists: `malformed`
/// "consignment-malformed".
[[nodiscard]] Result<void> check_files(const PackageSeal& seal, const ConsignmentNote& note,
                                       const UnpackedConsignment& unpacked);

/// The peer that the note names and the seal proves; `denied` "sender-unknown" when the addressee
/// does not exchange with such an agency, or the seal is another body's.
[[nodiscard]] Result<documents::Peer> sender_among(const std::vector<documents::Peer>& peers,
                                                   const ConsignmentSender& sender,
                                                   const PackageSeal& seal);

}  // namespace mohur::server
