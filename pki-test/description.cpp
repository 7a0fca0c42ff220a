// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/description_internal.h"

#include <Poco/JSON/ParseHandler.h>
#include <Poco/JSON/Parser.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>

namespace mohur::pkitest {
namespace {

using Array = Poco::JSON::Array;
using Object = Poco::JSON::Object;

Offset parse_offset(const std::string& text) {
    static const std::map<char, std::int64_t> kUnits{
        {'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
    const auto unit = text.empty() ? kUnits.end() : kUnits.find(text.back());
    std::int64_t count = 0;
    const char* first = text.data() + 1;
    const char* last = text.data() + text.size() - 1;
    if (text.size() < 3 || unit == kUnits.end() || (text.front() != '+' && text.front() != '-') ||
        std::from_chars(first, last, count).ptr != last) {
        throw PkiTestError{"not an offset: " + text};
    }
    return Offset{(text.front() == '-' ? -count : count) * unit->second};
}

Twist parse_twist(const std::string& text) {
    if (text != "flip" && text != "drop") {
        throw PkiTestError{"neither flip nor drop: " + text};
    }
    return text == "flip" ? Twist::flip : Twist::drop;
}

/// Reads members into variables that keep their value when the member is absent.
class Reader {
public:
    explicit Reader(Object::Ptr object) : object_{std::move(object)} {
        if (object_.isNull()) {
            throw PkiTestError{"an object is missing in the description"};
        }
    }

    void allow_only(std::initializer_list<std::string_view> names) const {
        for (const auto& [name, value] : *object_) {
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                throw PkiTestError{"unknown member in the description: " + name};
            }
        }
    }
    template <class T>
    void take(const std::string& name, T& into) const {
        if (object_->has(name)) {
            into = object_->getValue<T>(name);
        }
    }
    void take(const std::string& name, Offset& into) const {
        if (object_->has(name)) {
            into = parse_offset(object_->getValue<std::string>(name));
        }
    }
    void take(const std::string& name, Twist& into) const {
        if (object_->has(name)) {
            into = parse_twist(object_->getValue<std::string>(name));
        }
    }
    void take(const std::string& name, std::vector<std::string>& into) const {
        if (object_->has(name)) {
            into = strings(object_->getArray(name));
        }
    }
    [[nodiscard]] bool has(const std::string& name) const { return object_->has(name); }
    [[nodiscard]] bool is_null(const std::string& name) const { return object_->isNull(name); }
    [[nodiscard]] Object::Ptr object(const std::string& name) const {
        return object_->getObject(name);
    }
    [[nodiscard]] Array::Ptr array(const std::string& name) const {
        const Array::Ptr found = object_->getArray(name);
        if (found.isNull()) {
            throw PkiTestError{"an array is missing in the description: " + name};
        }
        return found;
    }
    [[nodiscard]] std::vector<std::string> names() const { return object_->getNames(); }
    static std::vector<std::string> strings(const Array::Ptr& array) {
        std::vector<std::string> out;
        for (const auto& item : *array) {
            out.push_back(item.convert<std::string>());
        }
        return out;
    }

private:
    Object::Ptr object_;
};

void read_validity(const Reader& from, CertificateDescription& into) {
    from.take("not_before", into.not_before);
    from.take("not_after", into.not_after);
    if (from.has("revoked")) {
        const Reader revoked{from.object("revoked")};
        revoked.allow_only({"at", "reason"});
        auto& entry = into.revoked.emplace();
        revoked.take("at", entry.first);
        revoked.take("reason", entry.second);
    }
}

void read_certificate_members(const Reader& from, CertificateDescription& into) {
    from.allow_only({"name",
                     "profile",
                     "issuer",
                     "key",
                     "key_of",
                     "digest",
                     "subject",
                     "not_before",
                     "not_after",
                     "ca",
                     "path_length",
                     "key_usage",
                     "extended_key_usage",
                     "extended_key_usage_critical",
                     "policies",
                     "qc_statements",
                     "ocsp_no_check",
                     "ocsp",
                     "ca_issuers",
                     "crl",
                     "revoked"});
    from.take("name", into.name);
    from.take("issuer", into.issuer);
    from.take("key", into.key);
    from.take("key_of", into.key_of);
    from.take("digest", into.digest);
    from.take("ca", into.ca);
    if (from.has("path_length")) {
        from.take("path_length", into.path_length.emplace());
    }
    from.take("key_usage", into.key_usage);
    from.take("extended_key_usage", into.extended_key_usage);
    from.take("extended_key_usage_critical", into.extended_key_usage_critical);
    from.take("policies", into.policies);
    from.take("qc_statements", into.qc_statements);
    from.take("ocsp_no_check", into.ocsp_no_check);
    from.take("ocsp", into.ocsp);
    from.take("ca_issuers", into.ca_issuers);
    from.take("crl", into.crl);
    read_validity(from, into);
}

CertificateDescription read_certificate(const Object::Ptr& object, const Reader& profiles) {
    const Reader reader{object};
    CertificateDescription out;
    out.digest = "sha256";
    std::string profile;
    reader.take("profile", profile);
    read_certificate_members(Reader{profiles.object(profile)}, out);
    read_certificate_members(reader, out);
    const Array::Ptr subject = reader.array("subject");
    for (unsigned i = 0; i < subject->size(); ++i) {
        const auto pair = Reader::strings(subject->getArray(i));
        if (pair.size() != 2) {
            throw PkiTestError{"a subject attribute is a pair of type and value: " + out.name};
        }
        out.subject.emplace_back(pair[0], pair[1]);
    }
    return out;
}

void read_http(const Reader& from, HttpBehaviour& into) {
    from.take("http_status", into.status);
    if (from.has("http_body")) {
        from.take("http_body", into.body.emplace());
    }
    std::int64_t delay = 0;
    from.take("delay_ms", delay);
    into.delay = std::chrono::milliseconds{delay};
}

void read_behaviour(const Reader& from, OcspBehaviour& into) {
    from.allow_only({"http_status", "http_body", "delay_ms", "response_status", "responder",
                     "status", "certificates", "cert_id", "nonce", "signature", "this_update",
                     "next_update", "produced_at"});
    read_http(from, into.http);
    from.take("response_status", into.response_status);
    from.take("responder", into.responder);
    std::string status;
    from.take("status", status);
    into.unknown = status == "unknown";
    from.take("certificates", into.certificates);
    from.take("cert_id", into.cert_id);
    from.take("nonce", into.nonce);
    from.take("signature", into.signature);
    from.take("this_update", into.this_update);
    from.take("produced_at", into.produced_at);
    if (from.has("next_update") && from.is_null("next_update")) {
        into.next_update.reset();
    } else if (from.has("next_update")) {
        from.take("next_update", into.next_update.emplace());
    }
}

void read_behaviour(const Reader& from, TimestampBehaviour& into) {
    from.allow_only({"http_status", "http_body", "delay_ms", "signer", "status", "certificates",
                     "ess", "imprint", "nonce", "signature", "time"});
    read_http(from, into.http);
    from.take("signer", into.signer);
    from.take("status", into.status);
    from.take("certificates", into.certificates);
    from.take("ess", into.ess);
    from.take("imprint", into.imprint);
    from.take("nonce", into.nonce);
    from.take("signature", into.signature);
    from.take("time", into.time);
}

void read_behaviour(const Reader& from, CrlBehaviour& into) {
    from.allow_only({"http_status", "http_body", "delay_ms", "signer", "signature", "this_update",
                     "next_update"});
    read_http(from, into.http);
    from.take("signer", into.signer);
    from.take("signature", into.signature);
    from.take("this_update", into.this_update);
    from.take("next_update", into.next_update);
}

template <class Behaviour>
void read_behaviours(const Reader& all, std::map<std::string, Behaviour, std::less<>>& into) {
    Behaviour honest;
    read_behaviour(Reader{all.object("")}, honest);
    for (const std::string& name : all.names()) {
        Behaviour behaviour = honest;
        read_behaviour(Reader{all.object(name)}, behaviour);
        into.emplace(name, std::move(behaviour));
    }
}

void read_tokens(const Array::Ptr& array, std::vector<Hierarchy::Token>& into) {
    for (unsigned i = 0; i < array->size(); ++i) {
        const Reader reader{array->getObject(i)};
        reader.allow_only({"label", "keys"});
        reader.take("label", into.emplace_back().label);
        reader.take("keys", into.back().keys);
    }
}

MobileIdSubscriber read_subscriber(const Reader& from) {
    from.allow_only({"phone", "identity", "certificates", "certificate_result", "result", "state",
                     "key", "value", "algorithm", "answers_after_ms", "failures", "http"});
    MobileIdSubscriber out;
    from.take("phone", out.phone);
    from.take("identity", out.identity);
    from.take("certificates", out.certificates);
    from.take("certificate_result", out.certificate_result);
    from.take("result", out.result);
    from.take("state", out.state);
    from.take("key", out.key);
    from.take("value", out.value);
    from.take("algorithm", out.algorithm);
    std::int64_t after = 0;
    from.take("answers_after_ms", after);
    out.answers_after = std::chrono::milliseconds{after};
    from.take("failures", out.failures);
    if (from.has("http")) {
        const Reader calls{from.object("http")};
        calls.allow_only({"certificate", "signature", "session"});
        for (const std::string& call : calls.names()) {
            read_http(Reader{calls.object(call)}, out.http[call]);
        }
    }
    return out;
}

void read_mobile_id(const Reader& from, Description& into) {
    from.allow_only({"relying_parties", "subscribers"});
    const Array::Ptr parties = from.array("relying_parties");
    for (unsigned i = 0; i < parties->size(); ++i) {
        const Reader party{parties->getObject(i)};
        party.allow_only({"uuid", "name"});
        auto& [uuid, name] = into.relying_parties.emplace_back();
        party.take("uuid", uuid);
        party.take("name", name);
    }
    const Array::Ptr subscribers = from.array("subscribers");
    for (unsigned i = 0; i < subscribers->size(); ++i) {
        into.subscribers.push_back(read_subscriber(Reader{subscribers->getObject(i)}));
    }
}

Description read_description(const Reader& root) {
    root.allow_only({"base_url", "pin", "anchors", "profiles", "certificates", "responders",
                     "ocsp_behaviours", "timestamp_policy", "timestamp_behaviours",
                     "crl_behaviours", "tokens", "mobile_id"});
    Description out;
    root.take("base_url", out.base_url);
    root.take("pin", out.pin);
    root.take("anchors", out.anchors);
    root.take("timestamp_policy", out.timestamp_policy);
    const Reader profiles{root.object("profiles")};
    const Array::Ptr certificates = root.array("certificates");
    for (unsigned i = 0; i < certificates->size(); ++i) {
        out.certificates.push_back(read_certificate(certificates->getObject(i), profiles));
    }
    const Reader responders{root.object("responders")};
    for (const std::string& ca : responders.names()) {
        responders.take(ca, out.responders[ca]);
    }
    read_behaviours(Reader{root.object("ocsp_behaviours")}, out.ocsp);
    read_behaviours(Reader{root.object("timestamp_behaviours")}, out.timestamps);
    read_behaviours(Reader{root.object("crl_behaviours")}, out.crls);
    read_tokens(root.array("tokens"), out.tokens);
    if (root.has("mobile_id")) {
        read_mobile_id(Reader{root.object("mobile_id")}, out);
    }
    return out;
}

}  // namespace

Description parse_description(std::string_view json) {
    try {
        Poco::JSON::Parser parser;
        const auto value = parser.parse(std::string{json});
        return read_description(Reader{value.extract<Object::Ptr>()});
    } catch (const Poco::Exception& failure) {
        throw PkiTestError{"the description is not valid: " + failure.displayText()};
    }
}

}  // namespace mohur::pkitest
