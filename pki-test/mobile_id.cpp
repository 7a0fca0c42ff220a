// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/mobile_id.h"

#include "pki-test/hierarchy_internal.h"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/UUIDGenerator.h>

#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include <algorithm>
#include <sstream>
#include <thread>

namespace mohur::pkitest {
namespace {

using Object = Poco::JSON::Object;
using EcdsaPtr = Owned<ECDSA_SIG, ECDSA_SIG_free>;

constexpr std::chrono::milliseconds kStep{20};
constexpr std::size_t kDisplayUnits = 50;

struct HashKind {
    std::string_view name;
    const char* digest;
    std::size_t octets;
};
constexpr std::array kHashKinds{HashKind{"SHA256", "sha256", 32}, HashKind{"SHA384", "sha384", 48},
                                HashKind{"SHA512", "sha512", 64}};

const HashKind* hash_kind(const std::string& name) {
    const auto found = std::find_if(kHashKinds.begin(), kHashKinds.end(),
                                    [&](const HashKind& kind) { return kind.name == name; });
    return found == kHashKinds.end() ? nullptr : &*found;
}

HttpAnswer json_answer(const Object& object, int status = 200) {
    std::ostringstream text;
    object.stringify(text);
    const std::string json = text.str();
    return {status, "application/json", Bytes(json.begin(), json.end()), {}};
}

HttpAnswer refusal(int status, const std::string& why) {
    Object object;
    object.set("error", why);
    object.set("time", "2026-11-22T00:00:00");
    object.set("traceId", "0");
    return json_answer(object, status);
}

std::string base64(BytesView bytes) {
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes.data(),
                                       static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

Bytes from_base64(const std::string& text) {
    Bytes out(text.size());
    const int length =
        EVP_DecodeBlock(out.data(), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size()));
    const auto padding = std::count(text.begin(), text.end(), '=');
    out.resize(length < 0 ? 0 : static_cast<std::size_t>(length - padding));
    return out;
}

/// UTF-16 units of UTF-8.
std::size_t units(const std::string& text) {
    std::size_t count = 0;
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        count += (octet & 0xc0U) == 0x80U ? 0U : octet >= 0xf0U ? 2U : 1U;
    }
    return count;
}

/// r||s, each as long as the curve's field (SK: the value of an EC key).
Bytes raw_of(BytesView der, std::size_t field) {
    const auto value = from_der<EcdsaPtr>(d2i_ECDSA_SIG, der, "ECDSA value");
    Bytes out(2 * field);
    const auto size = static_cast<int>(field);
    must(BN_bn2binpad(ECDSA_SIG_get0_r(value.get()), out.data(), size), "r");
    must(BN_bn2binpad(ECDSA_SIG_get0_s(value.get()), out.data() + field, size), "s");
    return out;
}

bool is_ec(const Entry& entry) {
    return EVP_PKEY_base_id(entry.key.get()) == EVP_PKEY_EC;
}

/// What the socket says where the subscriber's description makes it speak first.
std::optional<HttpAnswer> spoken(const MobileIdSubscriber* subscriber, const std::string& call) {
    const auto none = std::optional<HttpAnswer>{};
    if (subscriber == nullptr) {
        return none;
    }
    const auto found = subscriber->http.find(call);
    if (found == subscriber->http.end()) {
        return none;
    }
    std::this_thread::sleep_for(found->second.delay);
    if (found->second.body) {
        const auto& body = *found->second.body;
        return HttpAnswer{200, "application/json", Bytes(body.begin(), body.end()), {}};
    }
    return found->second.status == 200 ? none : refusal(found->second.status, "described");
}

struct Asked {
    Object::Ptr json;
    std::string phone;
    std::string identity;
};

Asked parse(BytesView body) {
    Poco::JSON::Parser parser;
    const auto parsed = parser.parse(std::string(body.begin(), body.end())).extract<Object::Ptr>();
    return {parsed, parsed->getValue<std::string>("phoneNumber"),
            parsed->getValue<std::string>("nationalIdentityNumber")};
}

bool knows(const Description& description, const Object& asked) {
    const std::pair party{asked.getValue<std::string>("relyingPartyUUID"),
                          asked.getValue<std::string>("relyingPartyName")};
    const auto& all = description.relying_parties;
    return std::find(all.begin(), all.end(), party) != all.end();
}

std::chrono::milliseconds timeout_in(std::string_view target) {
    const auto at = target.find("timeoutMs=");
    const long wanted =
        at == std::string_view::npos ? 1'000 : std::stol(std::string{target.substr(at + 10)});
    return std::chrono::milliseconds{std::clamp(wanted, 0L, 60'000L)};
}

}  // namespace

const MobileIdSubscriber* MobileIdService::subscriber(const std::string& phone,
                                                      const std::string& identity) const {
    for (const auto& one : hierarchy_.state().description.subscribers) {
        if (one.phone == phone && one.identity == identity) {
            return &one;
        }
    }
    return nullptr;
}

HttpAnswer MobileIdService::certificate(BytesView body) const {
    const auto asked = parse(body);
    if (!knows(hierarchy_.state().description, *asked.json)) {
        return refusal(401, "relying party");
    }
    const auto* found = subscriber(asked.phone, asked.identity);
    if (auto said = spoken(found, "certificate")) {
        return *std::move(said);
    }
    Object answer;
    answer.set("result", found == nullptr ? "NOT_FOUND" : found->certificate_result);
    if (found != nullptr && found->certificate_result == "OK") {
        answer.set("cert", base64(hierarchy_.certificate(found->certificates.front())));
        if (found->certificates.size() > 1) {
            Poco::JSON::Array all;
            for (const auto& name : found->certificates) {
                all.add(base64(hierarchy_.certificate(name)));
            }
            answer.set("certs", all);
        }
    }
    return json_answer(answer);
}

HttpAnswer MobileIdService::signature(BytesView body) {
    const auto asked = parse(body);
    if (!knows(hierarchy_.state().description, *asked.json)) {
        return refusal(401, "relying party");
    }
    const auto* found = subscriber(asked.phone, asked.identity);
    if (auto said = spoken(found, "signature")) {
        return *std::move(said);
    }
    Session session;
    session.subscriber = found;
    session.hash = from_base64(asked.json->getValue<std::string>("hash"));
    session.hash_type = asked.json->getValue<std::string>("hashType");
    const auto* kind = hash_kind(session.hash_type);
    const auto text = asked.json->optValue<std::string>("displayText", "");
    if (kind == nullptr || session.hash.size() != kind->octets || units(text) > kDisplayUnits ||
        asked.json->getValue<std::string>("language").size() != 3) {
        return refusal(400, "hash, language or displayText");
    }
    session.ready = hierarchy_.state().now();
    if (found != nullptr) {
        session.ready += found->answers_after;
        session.failures_left = found->failures;
    }
    const auto id = Poco::UUIDGenerator::defaultGenerator().createRandom().toString();
    const std::scoped_lock lock{mutex_};
    sessions_.emplace(id, std::move(session));
    Object answer;
    answer.set("sessionID", id);
    return json_answer(answer);
}

Bytes MobileIdService::value_of(const Session& session) const {
    const auto& who = *session.subscriber;
    const auto& name = who.key.empty() ? who.certificates.front() : who.key;
    const auto& entry = hierarchy_.state().entry(name);
    auto hash = session.hash;
    if (who.value == "other-hash") {
        hash.front() ^= 1U;
    }
    const auto der = hierarchy_.sign_digest(name, hash_kind(session.hash_type)->digest, hash);
    if (!is_ec(entry) || who.value == "der") {
        return der;
    }
    const auto field = static_cast<std::size_t>(EVP_PKEY_bits(entry.key.get()) + 7) / 8;
    auto raw = raw_of(der, field);
    if (who.value == "flip") {
        raw.back() ^= 1U;
    } else if (who.value == "zero") {
        std::fill(raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(field), std::uint8_t{0});
    } else if (who.value == "truncated") {
        raw.pop_back();
    }
    return raw;
}

HttpAnswer MobileIdService::outcome(const Session& session) const {
    const auto* who = session.subscriber;
    Object answer;
    answer.set("state", who == nullptr || who->state.empty() ? "COMPLETE" : who->state);
    answer.set("result", who == nullptr ? "NOT_MID_CLIENT" : who->result);
    if (who != nullptr && who->result == "OK") {
        const auto& name = who->key.empty() ? who->certificates.front() : who->key;
        const bool ec = is_ec(hierarchy_.state().entry(name));
        Object signature;
        signature.set("value", base64(value_of(session)));
        signature.set("algorithm", who->algorithm.empty() ? session.hash_type + "With" +
                                                                (ec ? "EC" : "RSA") + "Encryption"
                                                          : who->algorithm);
        answer.set("signature", signature);
    }
    return json_answer(answer);
}

HttpAnswer MobileIdService::session(const std::string& id, std::chrono::milliseconds wait) {
    Session held;
    {
        const std::scoped_lock lock{mutex_};
        const auto found = sessions_.find(id);
        if (found == sessions_.end()) {
            return refusal(404, "session");
        }
        held = found->second;
        if (found->second.failures_left > 0) {
            --found->second.failures_left;
            return refusal(503, "described");
        }
    }
    if (auto said = spoken(held.subscriber, "session")) {
        return *std::move(said);
    }
    const auto& now = hierarchy_.state().now;
    for (auto waited = kStep; now() < held.ready && waited <= wait; waited += kStep) {
        std::this_thread::sleep_for(kStep);
    }
    if (now() < held.ready) {
        Object running;
        running.set("state", "RUNNING");
        return json_answer(running);
    }
    return outcome(held);
}

HttpAnswer MobileIdService::answer(const std::string& method, std::string_view target,
                                   BytesView body) {
    const auto path = std::string{target.substr(0, target.find('?'))}.substr(kPath.size());
    const std::string sessions = "/signature/session/";
    try {
        if (path == "/certificate" && method == "POST") {
            return certificate(body);
        }
        if (path == "/signature" && method == "POST") {
            return signature(body);
        }
        if (path.starts_with(sessions) && method == "GET") {
            return session(path.substr(sessions.size()), timeout_in(target));
        }
        return refusal(path == "/certificate" || path == "/signature" ? 405 : 404, "path");
    } catch (const Poco::Exception& failure) {
        return refusal(400, failure.displayText());
    } catch (const std::exception& failure) { return refusal(500, failure.what()); }
}

}  // namespace mohur::pkitest
