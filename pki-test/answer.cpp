// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy_internal.h"

#include <Poco/URI.h>

#include <algorithm>

namespace mohur::pkitest {
namespace {

HttpAnswer text_answer(int status, std::string_view text) {
    return {status, "text/plain", Bytes(text.begin(), text.end()), {}};
}

/// The behaviour of the socket first; the protocol only when it is left to speak.
template <class Make>
HttpAnswer with(const HttpBehaviour& http, const char* type, Make make) {
    HttpAnswer out = http.status != 200 ? text_answer(http.status, "refused")
                     : http.body
                         ? HttpAnswer{200, type, Bytes(http.body->begin(), http.body->end()), {}}
                         : HttpAnswer{200, type, make(), {}};
    out.delay = http.delay;
    return out;
}

/// "ocsp/stale" for prefix "ocsp" gives "stale"; nothing where the path is another one.
std::optional<std::string_view> below(std::string_view path, std::string_view prefix) {
    if (!path.starts_with(prefix)) {
        return std::nullopt;
    }
    path.remove_prefix(prefix.size());
    if (path.starts_with('/')) {
        path.remove_prefix(1);
    }
    return path;
}

std::optional<std::string_view> without_suffix(std::string_view name, std::string_view suffix) {
    if (!name.ends_with(suffix)) {
        return std::nullopt;
    }
    name.remove_suffix(suffix.size());
    return name;
}

/// The name of the first segment when it is a behaviour; it is taken off `rest`.
template <class Behaviours>
std::string_view take_behaviour(const Behaviours& all, std::string_view& rest) {
    const std::string_view first = rest.substr(0, rest.find('/'));
    if (!all.contains(first)) {
        return {};
    }
    rest.remove_prefix(std::min(rest.size(), first.size() + 1));
    return first;
}

std::string unescape_uri(std::string_view text) {
    std::string out;
    Poco::URI::decode(std::string{text}, out);
    return out;
}

// RFC 6960 A.1: GET {url}/{url-encoding of base-64 encoding of the DER encoding}
Bytes request_in_path(std::string_view rest) {
    const std::string base64 = unescape_uri(rest);
    Bytes out(base64.size());
    const int length =
        EVP_DecodeBlock(out.data(), reinterpret_cast<const unsigned char*>(base64.data()),
                        static_cast<int>(base64.size()));
    must(length, "base64 of a request");
    const auto padding = std::count(base64.begin(), base64.end(), '=');
    out.resize(static_cast<std::size_t>(length - std::min<std::ptrdiff_t>(padding, 2)));
    return out;
}

HttpAnswer answer_ocsp_http(const Hierarchy& pki, const Description& description,
                            std::string_view rest, BytesView body) {
    const std::string_view behaviour = take_behaviour(description.ocsp, rest);
    const Bytes in_path = rest.empty() ? Bytes{} : request_in_path(rest);
    return with(behaviour_named(description.ocsp, behaviour).http, "application/ocsp-response",
                [&] { return pki.ocsp_response(in_path.empty() ? body : in_path, behaviour); });
}

HttpAnswer answer_crl(const Hierarchy& pki, const Description& description, std::string_view rest) {
    const std::string_view behaviour = take_behaviour(description.crls, rest);
    const auto ca = without_suffix(rest, ".crl");
    if (!ca) {
        return text_answer(404, "not a CRL");
    }
    return with(behaviour_named(description.crls, behaviour).http, "application/pkix-crl",
                [&] { return pki.crl(*ca, behaviour); });
}

HttpAnswer route(const Hierarchy& pki, const Description& description, std::string_view path,
                 BytesView body) {
    if (const auto rest = below(path, "/ocsp")) {
        return answer_ocsp_http(pki, description, *rest, body);
    }
    if (const auto behaviour = below(path, "/tsa")) {
        return with(behaviour_named(description.timestamps, *behaviour).http,
                    "application/timestamp-reply",
                    [&] { return pki.timestamp_response(body, *behaviour); });
    }
    if (const auto rest = below(path, "/crl")) {
        return answer_crl(pki, description, *rest);
    }
    const auto file = below(path, "/ca");
    const auto ca = file ? without_suffix(*file, ".cer") : std::nullopt;
    return ca ? HttpAnswer{200, "application/pkix-cert", pki.certificate(*ca), {}}
              : text_answer(404, "nothing here");
}

}  // namespace

HttpAnswer Hierarchy::answer(std::string_view target, BytesView body) const {
    if (target.starts_with(state_->description.base_url)) {
        target.remove_prefix(state_->description.base_url.size());
    }
    try {
        return route(*this, state_->description, target, body);
    } catch (const PkiTestError& failure) { return text_answer(404, failure.what()); }
}

}  // namespace mohur::pkitest
