// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/audit/event_hash.h"

#include "signing/crypto/hash.h"

namespace mohur::documents {
namespace {

template <class Integer>
void append_big_endian(Bytes& to, Integer value) {
    for (std::size_t i = sizeof(Integer); i-- > 0;) {
        to.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8U * i)));
    }
}

void append_framed(Bytes& to, BytesView field) {
    append_big_endian(to, static_cast<std::int32_t>(field.size()));
    append(to, field);
}

template <class Tag>
void append_framed(Bytes& to, const std::optional<Id<Tag>>& id) {
    if (id) {
        append_framed(to, BytesView{id->uuid().bytes()});
    } else {
        append_big_endian(to, std::int32_t{-1});
    }
}

// PostgreSQL counts microseconds from 2000-01-01.
std::int64_t postgres_microseconds(Time time) {
    constexpr std::chrono::sys_days epoch{std::chrono::year{2000} / 1 / 1};
    return (time - Time{epoch}).count();
}

Bytes sha256(BytesView data) {
    return signing::digest_of(DigestAlgorithm::sha256, data).value;
}

}  // namespace

EventFields event_fields(const sql::Row& row) {
    return {row.get<AgencyId>("agency_id"),
            row.text("stream"),
            row.get<std::int64_t>("no"),
            row.text("type"),
            row.get<std::optional<PersonId>>("actor_person"),
            row.get<std::optional<AssignmentId>>("actor_assignment"),
            row.get<std::optional<AssignmentId>>("on_behalf_of"),
            row.get<Time>("recorded_at"),
            row.get<Bytes>("payload_digest"),
            row.get<Bytes>("prev_hash")};
}

Bytes event_hash(const EventFields& fields) {
    Bytes octets = to_bytes(as_bytes("mohur.event.1"));
    append(octets, fields.agency.uuid().bytes());
    append_framed(octets, as_bytes(fields.stream));
    append_big_endian(octets, fields.no);
    append_framed(octets, as_bytes(fields.type));
    append_framed(octets, fields.person);
    append_framed(octets, fields.assignment);
    append_framed(octets, fields.on_behalf_of);
    append_big_endian(octets, postgres_microseconds(fields.recorded_at));
    append(octets, fields.payload_digest);
    append(octets, fields.prev_hash);
    return sha256(octets);
}

Bytes payload_digest(BytesView salt, std::string_view payload) {
    Bytes octets = to_bytes(salt);
    append(octets, as_bytes(payload));
    return sha256(octets);
}

}  // namespace mohur::documents
