// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/exchange/consignment.h"

#include "documents/model/names.h"

namespace mohur::documents {
namespace {

constexpr Names<ConsignmentKind, 2> kKinds{
    {{{ConsignmentKind::letter, "letter"}, {ConsignmentKind::receipt, "receipt"}}}};

constexpr Names<OutgoingState, 6> kOutgoing{{{{OutgoingState::formed, "formed"},
                                              {OutgoingState::signed_, "signed"},
                                              {OutgoingState::delivered, "delivered"},
                                              {OutgoingState::registered, "registered"},
                                              {OutgoingState::refused, "refused"},
                                              {OutgoingState::failed, "failed"}}}};

constexpr Names<IncomingState, 3> kIncoming{{{{IncomingState::verified, "verified"},
                                              {IncomingState::captured, "captured"},
                                              {IncomingState::refused, "refused"}}}};

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

}  // namespace mohur::documents
