// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/exchange/consignment.h"

#include "documents/model/names.h"

#include <array>

namespace mohur::documents {
namespace {

constexpr Names<ConsignmentKind, 2> kKinds{
    {{{ConsignmentKind::letter, "letter"}, {ConsignmentKind::receipt, "receipt"}}}};

constexpr Names<OutgoingState, 5> kOutgoing{{{{OutgoingState::signed_, "signed"},
                                              {OutgoingState::delivered, "delivered"},
                                              {OutgoingState::registered, "registered"},
                                              {OutgoingState::refused, "refused"},
                                              {OutgoingState::failed, "failed"}}}};

constexpr Names<IncomingState, 3> kIncoming{{{{IncomingState::verified, "verified"},
                                              {IncomingState::captured, "captured"},
                                              {IncomingState::refused, "refused"}}}};

using std::chrono::minutes;
constexpr std::array kWaits{minutes{0},   minutes{1},   minutes{5},    minutes{30},
                            minutes{120}, minutes{480}, minutes{1'440}};

}  // namespace

std::string_view to_string(ConsignmentKind value) noexcept {
    return kKinds.name_of(value);
}
std::string_view to_string(OutgoingState value) noexcept {
    return kOutgoing.name_of(value);
}
std::string_view to_string(IncomingState value) noexcept {
    return kIncoming.name_of(value);
}

std::optional<ConsignmentKind> consignment_kind_from(std::string_view name) noexcept {
    return kKinds.value_of(name);
}

std::optional<std::chrono::minutes> wait_before_attempt(int attempt) noexcept {
    if (attempt < 0 || static_cast<std::size_t>(attempt) >= kWaits.size()) {
        return std::nullopt;
    }
    return kWaits[static_cast<std::size_t>(attempt)];
}

}  // namespace mohur::documents
