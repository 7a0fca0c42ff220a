// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"

#include <map>
#include <optional>
#include <utility>

namespace mohur::pkitest {

/// A moment relative to another: "-30d", "+1h", "+5m", "-10s".
using Offset = std::chrono::seconds;

struct Revocation {
    Time at;
    std::string reason;  ///< RFC 5280 5.3.1
};

struct CertificateDescription {
    std::string name;
    std::string issuer;  ///< empty: self-signed
    std::string key;     ///< p256, p384, rsa1024, rsa2048, rsa3072
    std::string key_of;  ///< the certificate before it whose key it shares; empty: a key of its own
    std::string digest;
    std::vector<std::pair<std::string, std::string>> subject;
    Offset not_before{0};
    Offset not_after{0};
    bool ca = false;
    std::optional<int> path_length;
    std::vector<std::string> key_usage;
    std::vector<std::string> extended_key_usage;
    bool extended_key_usage_critical = false;
    std::vector<std::string> policies;
    std::vector<std::string> qc_statements;
    bool ocsp_no_check = false;
    bool ocsp = false;        ///< AIA id-ad-ocsp
    bool ca_issuers = false;  ///< AIA id-ad-caIssuers
    bool crl = false;         ///< cRLDistributionPoints
    std::optional<std::pair<Offset, std::string>> revoked;
};

enum class Twist { none, flip, drop };

/// How a service answers before its own protocol has a say.
struct HttpBehaviour {
    int status = 200;
    std::optional<std::string> body;
    std::chrono::milliseconds delay{0};
};

struct OcspBehaviour {
    HttpBehaviour http;
    std::string response_status;  ///< empty: successful
    std::string responder;        ///< empty: the one of the CA
    bool unknown = false;
    bool certificates = true;
    Twist cert_id = Twist::none;
    Twist nonce = Twist::none;
    Twist signature = Twist::none;
    Offset this_update{0};
    std::optional<Offset> next_update;
    Offset produced_at{0};
};

struct TimestampBehaviour {
    HttpBehaviour http;
    std::string signer;
    std::string status;  ///< granted, grantedWithMods, rejection
    bool certificates = true;
    bool ess = true;  ///< with the signing-certificate-v2 attribute
    Twist imprint = Twist::none;
    Twist nonce = Twist::none;
    Twist signature = Twist::none;
    Offset time{0};
};

struct CrlBehaviour {
    HttpBehaviour http;
    std::string signer;  ///< empty: the CA itself
    Twist signature = Twist::none;
    Offset this_update{0};
    Offset next_update{0};
};

/// How one subscriber of the Mobile-ID service behaves, to the service's callers.
struct MobileIdSubscriber {
    std::string phone;
    std::string identity;
    std::vector<std::string> certificates;  ///< names, the key's own first
    std::string certificate_result = "OK";
    std::string result = "OK";
    std::string state;      ///< instead of COMPLETE
    std::string key;        ///< whose key signs; empty: that of the first certificate
    std::string value;      ///< a lie: flip, der, zero, truncated, other-hash
    std::string algorithm;  ///< instead of the right name
    std::chrono::milliseconds answers_after{0};
    int failures = 0;                           ///< so many polls are answered 503
    std::map<std::string, HttpBehaviour> http;  ///< by call: certificate, signature, session
};

/// The parsed description. A behaviour takes what it does not say from the honest one ("").
struct Description {
    std::string base_url;
    std::string pin;
    std::string timestamp_policy;
    std::vector<std::string> anchors;
    std::vector<CertificateDescription> certificates;  ///< each issuer before its subjects
    std::map<std::string, std::string, std::less<>> responders;
    std::map<std::string, OcspBehaviour, std::less<>> ocsp;
    std::map<std::string, TimestampBehaviour, std::less<>> timestamps;
    std::map<std::string, CrlBehaviour, std::less<>> crls;
    std::vector<Hierarchy::Token> tokens;
    std::vector<std::pair<std::string, std::string>> relying_parties;  ///< UUID and name
    std::vector<MobileIdSubscriber> subscribers;
};

/// Throws `PkiTestError` on anything that is not such a description; unknown members are errors.
[[nodiscard]] Description parse_description(std::string_view json);

}  // namespace mohur::pkitest
