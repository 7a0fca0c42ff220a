// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/revocation_source.h"

#include "tests/unit/signing/pki/hierarchy.h"
#include "tests/unit/signing/pki/raw_certificate.h"

#include <gtest/gtest.h>

#include <openssl/pkcs7.h>

namespace mohur::signing {
namespace {

using mohur::testing::certificate;
using mohur::testing::kNow;
using mohur::testing::pki;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// The services of the test PKI without a socket, each with a behaviour of its own.
class PkiFetcher final : public HttpFetcher {
public:
    Result<HttpResponse> fetch(const HttpRequest& request) override {
        asked.push_back(request.url);
        last = request;
        if (request.method == "POST") {
            return respond(ocsp_status, [&] { return ocsp(request.body); });
        }
        if (request.url.find("crl") != std::string::npos) {
            return respond(crl_status, [&] { return pki().crl("issuing-ca", crl_behaviour); });
        }
        return respond(200, [&] { return issuer_body; });
    }

    std::string ocsp_behaviour;
    std::string crl_behaviour;
    int ocsp_status = 200;
    int crl_status = 200;  ///< 0: no answer at all
    Bytes issuer_body = pki().certificate("issuing-ca");
    std::vector<std::string> asked;
    HttpRequest last;

private:
    Bytes ocsp(const Bytes& request) const {
        return ocsp_behaviour == "garbage" ? to_bytes(as_bytes("<html>login</html>"))
                                           : pki().ocsp_response(request, ocsp_behaviour);
    }
    template <class Body>
    static Result<HttpResponse> respond(int status, Body body) {
        if (status == 0) {
            return Error::unavailable("connection-refused");
        }
        return HttpResponse{status, "", status == 200 ? body() : Bytes{}};
    }
};

class RevocationSourceTest : public ::testing::Test {
protected:
    Result<RevocationMaterial> fetch(const char* subject, std::optional<Time> not_before = {}) {
        OnlineRevocationSource source{fetcher_, clock_, random_};
        return source.fetch(certificate(subject), certificate("issuing-ca"), not_before);
    }
    PkiFetcher fetcher_;
    FixedClock clock_{kNow};
    SystemRandom random_;
};

TEST_F(RevocationSourceTest, AsksTheResponderFirst) {
    const auto material = fetch("signer");
    ASSERT_TRUE(material);
    ASSERT_TRUE(material->ocsp);
    EXPECT_FALSE(material->crl);
    EXPECT_EQ(fetcher_.asked.size(), 1U);
    EXPECT_EQ(fetcher_.last.content_type, "application/ocsp-request");
    ASSERT_TRUE(material->ocsp->nonce());
    EXPECT_EQ(material->ocsp->nonce()->size(), 32U);
}

TEST_F(RevocationSourceTest, BringsBadNewsToo) {
    const auto material = fetch("signer-revoked");
    ASSERT_TRUE(material);
    EXPECT_EQ(
        material->ocsp->status_of(certificate("signer-revoked"), certificate("issuing-ca"))->status,
        CertificateStatus::revoked);
}

struct Fallback {
    const char* behaviour;
    int status;
};
const Fallback kFallbacks[] = {{"try-later", 200},
                               {"garbage", 200},
                               {"wrong-nonce", 200},
                               {"stale", 200},
                               {"future", 200},
                               {"bad-signature", 200},
                               {"foreign-responder", 200},
                               {"no-eku-responder", 200},
                               {"expired-responder", 200},
                               {"wrong-cert-id", 200},
                               {"", 503},
                               {"", 0}};

class RevocationFallback : public RevocationSourceTest,
                           public ::testing::WithParamInterface<Fallback> {};

TEST_P(RevocationFallback, TakesTheListWhenTheResponderFails) {
    fetcher_.ocsp_behaviour = GetParam().behaviour;
    fetcher_.ocsp_status = GetParam().status;
    const auto material = fetch("signer");
    ASSERT_TRUE(material);
    EXPECT_FALSE(material->ocsp);
    ASSERT_TRUE(material->crl);
    EXPECT_EQ(material->crl->status_of(certificate("signer"))->status, CertificateStatus::good);
}
INSTANTIATE_TEST_SUITE_P(RevocationSource, RevocationFallback, ::testing::ValuesIn(kFallbacks));

TEST_F(RevocationSourceTest, ToleratesAResponderThatLeavesTheNonceOut) {
    fetcher_.ocsp_behaviour = "no-nonce";
    const auto material = fetch("signer");
    ASSERT_TRUE(material);
    EXPECT_TRUE(material->ocsp);
}

// A list of the revoked says nothing of a certificate that its CA never issued.
TEST_F(RevocationSourceTest, EndsAtAnAuthorisedUnknown) {
    fetcher_.ocsp_behaviour = "unknown";
    const auto refused = fetch("signer");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    EXPECT_EQ(fetcher_.asked.size(), 1U);
}

TEST_F(RevocationSourceTest, SaysWhetherNobodyAnsweredOrSomebodyLied) {
    fetcher_.ocsp_status = 503;
    fetcher_.crl_status = 0;
    EXPECT_EQ(fetch("signer").error().code, ErrorCode::unavailable);
    fetcher_.crl_status = 200;
    fetcher_.crl_behaviour = "bad-signature";
    EXPECT_EQ(fetch("signer").error().code, ErrorCode::integrity);
    fetcher_.ocsp_status = 200;
    fetcher_.ocsp_behaviour = "bad-signature";
    fetcher_.crl_status = 503;
    const auto refused = fetch("signer");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::integrity);
    EXPECT_EQ(refused.error().reason, "revocation-untrusted");
}

TEST_F(RevocationSourceTest, NeedsAnAddress) {
    const auto refused = fetch("signer-no-revocation-info");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "revocation-unavailable");
    EXPECT_TRUE(fetcher_.asked.empty());
}

struct Age {
    const char* name;
    milliseconds not_before;  ///< from now; the answer is produced now
    bool accepted;
};
const Age kAges[] = {{"MadeAfter", seconds{-1}, true},
                     {"MadeAtTheSecond", milliseconds{0}, true},
                     {"MadeWithinTheSecond", milliseconds{999}, true},
                     {"MadeBefore", seconds{1}, false}};

class RevocationAge : public RevocationSourceTest, public ::testing::WithParamInterface<Age> {};

TEST_P(RevocationAge, IsDecidedByTheSecond) {
    const auto material = fetch("signer", kNow + GetParam().not_before);
    EXPECT_EQ(material.has_value(), GetParam().accepted);
}
INSTANTIATE_TEST_SUITE_P(RevocationSource, RevocationAge, ::testing::ValuesIn(kAges),
                         [](const auto& age) { return std::string{age.param.name}; });

TEST_F(RevocationSourceTest, RefusesAListFromBeforeTheSignature) {
    EXPECT_TRUE(fetch("signer-crl-only", kNow - minutes{60}));
    const auto refused = fetch("signer-crl-only", kNow - minutes{59});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().detail, "issued too early");
}

TEST_F(RevocationSourceTest, TakesARevocationOfAnyAge) {
    EXPECT_TRUE(fetch("signer-revoked", kNow + minutes{5}));
}

TEST_F(RevocationSourceTest, AsksNoMoreThanThreeAddresses) {
    std::string addresses;
    for (int i = 0; i < 9; ++i) {
        addresses += (i > 0 ? ",OCSP;URI:http://" : "OCSP;URI:http://") + std::to_string(i) + "/";
    }
    const auto many = mohur::testing::issue(
        {.subject = {{"CN", "A"}}, .extensions = {{"authorityInfoAccess", addresses}}});
    fetcher_.ocsp_status = 503;
    OnlineRevocationSource source{fetcher_, clock_, random_};
    EXPECT_FALSE(source.fetch(many.read(), many.read(), {}));
    EXPECT_EQ(fetcher_.asked.size(), 3U);
}

Bytes certs_only(const std::vector<std::string>& names) {
    PKCS7* container = PKCS7_new();
    PKCS7_set_type(container, NID_pkcs7_signed);
    PKCS7_content_new(container, NID_pkcs7_data);
    for (const auto& name : names) {
        const Bytes der = pki().certificate(name);
        const unsigned char* cursor = der.data();
        X509* x509 = d2i_X509(nullptr, &cursor, static_cast<long>(der.size()));
        PKCS7_add_certificate(container, x509);
        X509_free(x509);
    }
    unsigned char* raw = nullptr;
    const int length = i2d_PKCS7(container, &raw);
    Bytes out(raw, raw + length);
    OPENSSL_free(raw);
    PKCS7_free(container);
    return out;
}

TEST_F(RevocationSourceTest, FetchesIssuersInEveryUsualShape) {
    const Bytes bodies[] = {pki().certificate("issuing-ca"),
                            to_bytes(as_bytes(pki().certificate_pem("issuing-ca"))),
                            certs_only({"root", "issuing-ca"})};
    OnlineRevocationSource source{fetcher_, clock_, random_};
    for (const auto& body : bodies) {
        fetcher_.issuer_body = body;
        EXPECT_EQ(source.fetch_issuers(certificate("signer")),
                  std::vector{certificate("issuing-ca")});
    }
}

TEST_F(RevocationSourceTest, FetchesNoIssuerThatDidNotSign) {
    OnlineRevocationSource source{fetcher_, clock_, random_};
    for (const auto& body : {pki().certificate("root"), Bytes{}, Bytes{0x30, 0x00}}) {
        fetcher_.issuer_body = body;
        EXPECT_TRUE(source.fetch_issuers(certificate("signer")).empty());
    }
}

TEST(NoRevocationSource, HasNothing) {
    NoRevocationSource source;
    EXPECT_EQ(source.fetch(certificate("signer"), certificate("issuing-ca"), {}).error().reason,
              "revocation-unavailable");
    EXPECT_TRUE(source.fetch_issuers(certificate("signer")).empty());
}

}  // namespace
}  // namespace mohur::signing
