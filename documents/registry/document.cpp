// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/registry/document.h"

#include "documents/model/names.h"

namespace mohur::documents {
namespace {

constexpr Names<Direction, 4> kDirections{{{
    {Direction::incoming, "incoming"},
    {Direction::outgoing, "outgoing"},
    {Direction::internal, "internal"},
    {Direction::certificate, "certificate"},
}}};

constexpr Names<AccessMark, 2> kMarks{{{
    {AccessMark::open, "open"},
    {AccessMark::service_use, "service_use"},
}}};

constexpr Names<FileRole, 9> kRoles{{{
    {FileRole::main, "main"},
    {FileRole::annex, "annex"},
    {FileRole::signed_paper, "signed"},
    {FileRole::rendition, "rendition"},
    {FileRole::facts, "facts"},
    {FileRole::package, "package"},
    {FileRole::verification_report, "verification_report"},
    {FileRole::evidence, "evidence"},
    {FileRole::receipt, "receipt"},
}}};

constexpr Names<RegistrationState, 3> kRegistrationStates{{{
    {RegistrationState::numbered, "numbered"},
    {RegistrationState::registered, "registered"},
    {RegistrationState::voided, "voided"},
}}};

constexpr Names<LinkType, 5> kLinkTypes{{{
    {LinkType::reply_to, "reply_to"},
    {LinkType::annex, "annex"},
    {LinkType::supersedes, "supersedes"},
    {LinkType::amends, "amends"},
    {LinkType::related, "related"},
}}};

}  // namespace

std::string_view to_string(Direction value) noexcept {
    return kDirections.name_of(value);
}
std::string_view to_string(AccessMark value) noexcept {
    return kMarks.name_of(value);
}
std::string_view to_string(FileRole value) noexcept {
    return kRoles.name_of(value);
}
std::string_view to_string(RegistrationState value) noexcept {
    return kRegistrationStates.name_of(value);
}
std::string_view to_string(LinkType value) noexcept {
    return kLinkTypes.name_of(value);
}

std::optional<Direction> direction_from(std::string_view name) noexcept {
    return kDirections.value_of(name);
}
std::optional<AccessMark> access_mark_from(std::string_view name) noexcept {
    return kMarks.value_of(name);
}
std::optional<FileRole> file_role_from(std::string_view name) noexcept {
    return kRoles.value_of(name);
}
std::optional<RegistrationState> registration_state_from(std::string_view name) noexcept {
    return kRegistrationStates.value_of(name);
}
std::optional<LinkType> link_type_from(std::string_view name) noexcept {
    return kLinkTypes.value_of(name);
}

}  // namespace mohur::documents
