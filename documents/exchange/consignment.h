// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/ids.h"
#include "documents/storage/parameter.h"
#include "signing/core/digest.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mohur::documents {

using PeerId = Id<struct PeerTag>;

/// An agency that sealed packages are exchanged with. Immutable value.
struct Peer {
    PeerId id;
    std::string code;  ///< the same as its agency code: [a-z0-9-]
    std::string name;
    std::string voen;      ///< that the seal of its packages must carry
    std::string endpoint;  ///< base URL of its server
};

enum class ConsignmentKind { letter, receipt };
/// What has become of a consignment that goes out (exchange rule: forming, signing, sending,
/// checking, receipt, registration). `formed` waits for its seal, `signed_` to be sent or sent
/// again; `failed` was given up.
enum class OutgoingState { formed, signed_, delivered, registered, refused, failed };
enum class IncomingState { verified, captured, refused };

[[nodiscard]] std::string_view to_string(ConsignmentKind value) noexcept;
[[nodiscard]] std::string_view to_string(OutgoingState value) noexcept;
[[nodiscard]] std::string_view to_string(IncomingState value) noexcept;
[[nodiscard]] std::optional<ConsignmentKind> consignment_kind_from(std::string_view name) noexcept;

/// What is sealed and sent as one file.
struct Package {
    Digest digest;
    std::uint64_t size = 0;
};

/// A consignment on its way out.
struct OutgoingConsignment {
    ConsignmentId id;
    Peer peer;
    DocumentId document;
    ConsignmentKind kind = ConsignmentKind::letter;
    std::optional<ConsignmentId> answers;  ///< of a receipt
    std::optional<Package> package;        ///< once it is sealed
    OutgoingState state = OutgoingState::formed;
    int attempt = 0;          ///< at sealing, then at sending; fences the marks of an older one
    std::string their_index;  ///< of the receipt
    std::optional<Date> their_date;
    std::string refusal;  ///< code of the peer's refusal or of the last failure
    Time changed_at;
};

/// A package that came in and was judged.
struct IncomingConsignment {
    ConsignmentId id;  ///< the sender's
    Peer peer;
    ConsignmentKind kind = ConsignmentKind::letter;
    Package package;
    IncomingState state = IncomingState::verified;
    std::string refusal;
    std::optional<DocumentId> document;  ///< captured from a letter; of ours that a receipt answers
    Time received_at;
};

}  // namespace mohur::documents
