// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/ids.h"
#include "documents/storage/parameter.h"
#include "signing/core/digest.h"

#include <chrono>
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
/// What has become of a package that went out (exchange rule: sending, checking, receipt,
/// registration). `signed_` waits to be sent or sent again; `failed` was given up.
enum class OutgoingState { signed_, delivered, registered, refused, failed };
enum class IncomingState { verified, captured, refused };

[[nodiscard]] std::string_view to_string(ConsignmentKind value) noexcept;
[[nodiscard]] std::string_view to_string(OutgoingState value) noexcept;
[[nodiscard]] std::string_view to_string(IncomingState value) noexcept;
[[nodiscard]] std::optional<ConsignmentKind> consignment_kind_from(std::string_view name) noexcept;

/// A package on its way out.
struct OutgoingConsignment {
    ConsignmentId id;
    Peer peer;
    DocumentId document;
    ConsignmentKind kind = ConsignmentKind::letter;
    std::optional<ConsignmentId> answers;  ///< of a receipt
    Digest package;
    OutgoingState state = OutgoingState::signed_;
    int attempt = 0;
    std::string their_index;
    std::optional<Date> their_date;
    std::string refusal;
    Time changed_at;
};

/// A package that came in and was judged.
struct IncomingConsignment {
    ConsignmentId id;  ///< the sender's
    Peer peer;
    ConsignmentKind kind = ConsignmentKind::letter;
    Digest package;
    IncomingState state = IncomingState::verified;
    std::string refusal;
    std::optional<DocumentId> document;
};

/// How long to wait before the next attempt: 0, 1 m, 5 m, 30 m, 2 h, 8 h, 24 h; nothing after the
/// last, when the package is given up.
[[nodiscard]] std::optional<std::chrono::minutes> wait_before_attempt(int attempt) noexcept;

}  // namespace mohur::documents
