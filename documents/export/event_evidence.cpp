// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/event_evidence.h"

#include <algorithm>

namespace mohur::documents {
namespace {

template <class Value>
Json text_or_null(const std::optional<Value>& value) {
    return value ? Json{to_string(*value)} : Json{};
}

Json hex_list(const std::vector<Bytes>& hashes) {
    auto list = Json::array();
    for (const auto& hash : hashes) {
        list.push(to_hex(hash));
    }
    return list;
}

Json proof_json(const InclusionProof& proof) {
    return Json::object({{"leaf_index", proof.leaf_index},
                         {"tree_size", proof.tree_size},
                         {"path", hex_list(proof.path)}});
}

Json event_json(const SealedEvent& event) {
    const auto& fields = event.fields;
    return Json::object({{"no", fields.no},
                         {"type", fields.type},
                         {"person", text_or_null(fields.person)},
                         {"assignment", text_or_null(fields.assignment)},
                         {"on_behalf_of", text_or_null(fields.on_behalf_of)},
                         {"recorded_at", to_rfc3339(fields.recorded_at)},
                         {"salt", event.salt ? Json{to_hex(*event.salt)} : Json{}},
                         {"payload", event.payload ? Json{*event.payload} : Json{}},
                         {"payload_digest", to_hex(fields.payload_digest)},
                         {"prev_hash", to_hex(fields.prev_hash)},
                         {"hash", to_hex(event.hash)},
                         {"proof", event.proof ? proof_json(*event.proof) : Json{}}});
}

/// Reads members of one JSON object; the first that does not fit is kept as the failure.
class Fields {
public:
    Fields(const Json& json, std::string place) : json_{json}, place_{std::move(place)} {}

    std::int64_t number(std::string_view name) {
        const auto& value = json_[name];
        return value.is_integer() && value.as_integer() >= 0 ? value.as_integer() : fail(name, 0);
    }
    std::string text(std::string_view name) {
        const auto& value = json_[name];
        return value.is_string() ? value.as_string() : fail(name, std::string{});
    }
    Bytes hash(std::string_view name) { return octets(json_[name], name); }
    Time time(std::string_view name) {
        const auto read = parse_rfc3339(text(name));
        return read ? *read : fail(name, Time{});
    }
    template <class IdType>
    std::optional<IdType> id(std::string_view name) {
        if (json_[name].is_null()) {
            return std::nullopt;
        }
        const auto read = IdType::parse(text(name));
        return read ? std::optional{*read} : fail(name, std::optional<IdType>{});
    }
    std::optional<std::string> optional_text(std::string_view name) {
        return json_[name].is_null() ? std::nullopt : std::optional{text(name)};
    }
    std::optional<Bytes> optional_hash(std::string_view name) {
        return json_[name].is_null() ? std::nullopt : std::optional{hash(name)};
    }
    std::vector<Bytes> hashes(std::string_view name) {
        std::vector<Bytes> all;
        for (const auto& item : json_[name].items()) {
            all.push_back(octets(item, name));
        }
        return all;
    }
    [[nodiscard]] Result<void> done() const {
        return failed_.empty()
                   ? Result<void>{}
                   : Result<void>{Error::malformed("package-invalid", place_ + ": " + failed_)};
    }

private:
    template <class Value>
    Value fail(std::string_view name, Value value) {
        failed_ = failed_.empty() ? std::string{name} : failed_;
        return value;
    }
    Bytes octets(const Json& value, std::string_view name) {
        auto read = from_hex(value.as_string());
        return read && value.is_string() ? *std::move(read) : fail(name, Bytes{});
    }

    const Json& json_;
    std::string place_;
    std::string failed_;
};

Result<InclusionProof> proof_from(const Json& json, const std::string& place) {
    Fields fields{json, place};
    InclusionProof proof{static_cast<std::uint64_t>(fields.number("leaf_index")),
                         static_cast<std::uint64_t>(fields.number("tree_size")),
                         fields.hashes("path")};
    MOHUR_TRY_VOID(fields.done());
    return proof;
}

Result<SealedEvent> event_from(const Json& json, AgencyId agency, const std::string& stream) {
    const auto place = stream + "#" + std::to_string(json["no"].as_integer());
    Fields fields{json, place};
    SealedEvent event;
    event.fields = {agency,
                    stream,
                    fields.number("no"),
                    fields.text("type"),
                    fields.id<PersonId>("person"),
                    fields.id<AssignmentId>("assignment"),
                    fields.id<AssignmentId>("on_behalf_of"),
                    fields.time("recorded_at"),
                    fields.hash("payload_digest"),
                    fields.hash("prev_hash")};
    event.hash = fields.hash("hash");
    event.salt = fields.optional_hash("salt");
    event.payload = fields.optional_text("payload");
    MOHUR_TRY_VOID(fields.done());
    if (!json["proof"].is_null()) {
        MOHUR_TRY(event.proof, proof_from(json["proof"], place));
    }
    return event;
}

bool payload_fits(const SealedEvent& event) {
    return event.salt && event.payload &&
           payload_digest(*event.salt, *event.payload) == event.fields.payload_digest;
}

bool is_proven(const SealedEvent& event, const std::vector<ProvenHead>& heads) {
    if (!event.proof) {
        return false;
    }
    const auto head = std::ranges::find(heads, event.proof->tree_size, &ProvenHead::tree_size);
    const auto root = root_of(*event.proof, event.hash);
    return head != heads.end() && root && *root == head->root_hash;
}

}  // namespace

Json to_json(const StreamExtract& stream) {
    auto events = Json::array();
    for (const auto& event : stream.events) {
        events.push(event_json(event));
    }
    const auto agency =
        stream.events.empty() ? std::string{} : to_string(stream.events.front().fields.agency);
    return Json::object({{"agency", agency}, {"stream", stream.stream}, {"events", events}});
}

std::string path_of_timestamp(const ProvenHead& head) {
    return "data/evidence/log-" + std::to_string(head.tree_size) + ".tst";
}

std::string path_of_material(const ProvenHead& head) {
    return "data/evidence/log-" + std::to_string(head.tree_size) + ".material.json";
}

Json to_json(const std::vector<ProvenHead>& heads) {
    auto list = Json::array();
    for (const auto& head : heads) {
        auto json = Json::object({{"tree_size", head.tree_size},
                                  {"root_hash", to_hex(head.root_hash)},
                                  {"sealed_at", to_rfc3339(head.sealed_at)},
                                  {"timestamp", nullptr}});
        if (!head.timestamp.empty()) {
            json.set("timestamp", path_of_timestamp(head))
                .set("material", path_of_material(head))
                .set("stored_at", to_rfc3339(head.stored_at));
        }
        list.push(std::move(json));
    }
    return Json::object({{"heads", list}});
}

Result<StreamExtract> stream_from(const Json& json) {
    StreamExtract stream{json["stream"].as_string(), {}};
    const auto agency = AgencyId::parse(json["agency"].as_string());
    if (!agency || stream.stream.empty()) {
        return Error::malformed("package-invalid", "stream");
    }
    for (const auto& item : json["events"].items()) {
        MOHUR_TRY(auto event, event_from(item, *agency, stream.stream));
        stream.events.push_back(std::move(event));
    }
    return stream;
}

Result<std::vector<ProvenHead>> heads_from(const Json& json) {
    std::vector<ProvenHead> heads;
    for (const auto& item : json["heads"].items()) {
        Fields fields{item, "heads"};
        heads.push_back({static_cast<std::uint64_t>(fields.number("tree_size")),
                         fields.hash("root_hash"), fields.time("sealed_at"), Bytes{}});
        if (!item["timestamp"].is_null()) {
            heads.back().stored_at = fields.time("stored_at");
        }
        MOHUR_TRY_VOID(fields.done());
    }
    return heads;
}

std::vector<EventFinding> check_stream(const StreamExtract& stream,
                                       const std::vector<ProvenHead>& heads) {
    std::vector<EventFinding> findings;
    std::int64_t expected = 1;
    Bytes previous(32);
    for (const auto& event : stream.events) {
        const auto no = event.fields.no;
        if (no != expected) {
            findings.push_back({"event-gap", no});
        } else if (event.fields.prev_hash != previous) {
            findings.push_back({"event-prev-hash", no});
        }
        if (event_hash(event.fields) != event.hash) {
            findings.push_back({"event-hash", no});
        }
        if (!payload_fits(event)) {
            findings.push_back({"event-payload", no});
        }
        if (!is_proven(event, heads)) {
            findings.push_back({"event-proof", no});
        }
        previous = event.hash;
        expected = no + 1;
    }
    return findings;
}

std::set<Bytes> files_told(const StreamExtract& stream) {
    std::set<Bytes> digests;
    const auto add = [&](const Json& digest) {
        const auto& text = digest.as_string();
        const auto value = text.starts_with("sha-256:") ? from_base64(text.substr(8))
                                                        : Error::malformed("package-invalid");
        if (value) {
            digests.insert(*value);
        }
    };
    for (const auto& event : stream.events) {
        const auto payload = Json::parse(event.payload.value_or("{}"));
        if (!payload) {
            continue;
        }
        add((*payload)["package"]);
        if (event.fields.type == "document.version_added") {
            for (const auto& file : (*payload)["files"].items()) {
                add(file["digest"]);
            }
        }
    }
    return digests;
}

}  // namespace mohur::documents
