// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/prepared_state_internal.h"

#include "signing/crypto/hash.h"

namespace mohur::signing {
namespace {

constexpr std::int64_t kVersion = 3;

Error invalid(std::string detail) {
    return Error::conflict("signing-state-invalid", std::move(detail));
}

/// The parts of a request that must not change between the steps.
Json identity(const SigningRequest& request) {
    const auto format = name_of(request.format);
    return Json::object({{"format", format.format},
                         {"packaging", format.packaging},
                         {"level", to_string(request.level)},
                         {"signer", to_hex(request.signer.sha256().value)},
                         {"algorithm", to_string(request.algorithm)},
                         {"signing_time", to_rfc3339(request.signing_time)},
                         {"countersigned", request.countersigned}});
}

Result<Bytes> binary(const Json& json, std::string_view name) {
    auto bytes = from_base64(json[name].as_string());
    return bytes ? std::move(bytes) : invalid(std::string{name});
}

}  // namespace

Bytes serialise(const SigningRequest& request, const PreparedState& state) {
    Json inputs = Json::array();
    for (const auto& input : state.inputs) {
        inputs.push(to_base64(input.value));
    }
    const auto json = Json::object({{"version", kVersion},
                                    {"request", identity(request)},
                                    {"inputs", std::move(inputs)},
                                    {"fragment", to_base64(state.fragment)},
                                    {"contents_offset", state.contents_offset},
                                    {"contents_length", state.contents_length},
                                    {"signed_attributes", to_base64(state.signed_attributes)},
                                    {"entry", state.entry}});
    return to_bytes(as_bytes(json.dump()));
}

Result<PreparedState> parse_state(const SigningRequest& request, BytesView bytes) {
    const auto json = Json::parse(as_text(bytes));
    if (!json || (*json)["version"].as_integer() != kVersion) {
        return invalid("version");
    }
    if (!((*json)["request"] == identity(request))) {
        return invalid("another request");
    }
    PreparedState state;
    for (const auto& input : (*json)["inputs"].items()) {
        auto value = from_base64(input.as_string());
        if (!value) {
            return invalid("inputs");
        }
        state.inputs.push_back({DigestAlgorithm::sha256, std::move(*value)});
    }
    MOHUR_TRY(state.fragment, binary(*json, "fragment"));
    MOHUR_TRY(state.signed_attributes, binary(*json, "signed_attributes"));
    const auto offset = (*json)["contents_offset"].as_integer(-1);
    const auto length = (*json)["contents_length"].as_integer(-1);
    if (offset < 0 || length < 0) {
        return invalid("contents");
    }
    state.contents_offset = static_cast<std::uint64_t>(offset);
    state.contents_length = static_cast<std::uint64_t>(length);
    state.entry = (*json)["entry"].as_string();
    return state;
}

Result<std::vector<Digest>> digest_inputs(const SigningRequest& request) {
    std::vector<Digest> digests;
    for (const auto& object : request.data) {
        MOHUR_TRY(auto digest, digest_of(DigestAlgorithm::sha256, *object.bytes));
        digests.push_back(std::move(digest));
    }
    if (request.present_signature) {
        MOHUR_TRY(auto digest, digest_of(DigestAlgorithm::sha256, *request.present_signature));
        digests.push_back(std::move(digest));
    }
    return digests;
}

}  // namespace mohur::signing
