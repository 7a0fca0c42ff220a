// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/http_server.h"

#include "tests/unit/pki-test/workspace.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>

#include <gmock/gmock.h>

#include <future>
#include <thread>

namespace mohur::pkitest::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

struct Reply {
    int status = 0;
    std::string type;
    std::string body;
};

Reply ask(std::uint16_t port, const std::string& path, const std::string& body = {}) {
    Poco::Net::HTTPClientSession session{"127.0.0.1", port};
    Poco::Net::HTTPRequest request{body.empty() ? "GET" : "POST", path, "HTTP/1.1"};
    request.setContentLength(static_cast<std::streamsize>(body.size()));
    session.setTimeout(Poco::Timespan{20, 0});
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    Reply reply;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), reply.body);
    reply.status = response.getStatus();
    reply.type = response.getContentType();
    return reply;
}

std::string text(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

TEST(HttpServer, ServesCertificatesAndLists) {
    const HttpServer server{shared_pki(), 0};
    const Reply certificate = ask(server.port(), "/ca/issuing-ca.cer");
    EXPECT_EQ(certificate.type, "application/pkix-cert");
    EXPECT_EQ(certificate.body, text(shared_pki().certificate("issuing-ca")));
    EXPECT_EQ(ask(server.port(), "/crl/issuing-ca.crl").type, "application/pkix-crl");
    EXPECT_EQ(ask(server.port(), "/crl/stale/issuing-ca.crl").status, 200);
    EXPECT_EQ(ask(server.port(), "/nothing").status, 404);
}

TEST(HttpServer, AnswersOpensslAsOcspClient) {
    const Hierarchy pki = Hierarchy::standard([] {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    });
    const HttpServer server{pki, 0};
    const Workspace work;
    for (const char* name : {"root", "issuing-ca", "signer-revoked"}) {
        work.write(std::string{name} + ".pem", pki.certificate_pem(name));
    }
    const Ran ran =
        work.run("openssl ocsp -url " + server.url() + "/ocsp -issuer issuing-ca.pem " +
                 "-cert signer-revoked.pem -CAfile root.pem -verify_other issuing-ca.pem");
    EXPECT_THAT(ran.output,
                AllOf(HasSubstr("Response verify OK"), HasSubstr("signer-revoked.pem: revoked")));
}

TEST(HttpServer, AnswersOcspByGet) {
    const HttpServer server{shared_pki(), 0};
    const Workspace work;
    work.write("ca.pem", shared_pki().certificate_pem("issuing-ca"));
    work.write("cert.pem", shared_pki().certificate_pem("signer"));
    const Ran asked = work.run(
        "openssl ocsp -no_nonce -issuer ca.pem -cert cert.pem -reqout request && "
        "openssl base64 -A -in request | sed 's,/,%2F,g; s,+,%2B,g; s,=,%3D,g' > path");
    ASSERT_EQ(asked.exit, 0);
    for (const char* prefix : {"/ocsp/", "/ocsp/stale/"}) {
        work.write("response", ask(server.port(), prefix + work.read("path")).body);
        EXPECT_THAT(work.run("openssl ocsp -noverify -respin response -resp_text").output,
                    HasSubstr("Cert Status: good"))
            << prefix;
    }
    EXPECT_THAT(server.counts(), ElementsAre(Pair("/ocsp", 2)));
    EXPECT_EQ(ask(server.port(), "/ocsp/not-base64!").status, 404);
}

TEST(HttpServer, StampsAndLies) {
    const HttpServer server{shared_pki(), 0};
    const Workspace work;
    ASSERT_EQ(work.run("echo | openssl ts -query -data /dev/stdin -sha256 -out request").exit, 0);
    const Reply honest = ask(server.port(), "/tsa", work.read("request"));
    EXPECT_EQ(honest.type, "application/timestamp-reply");
    EXPECT_EQ(ask(server.port(), "/tsa/down", work.read("request")).status, 503);
    EXPECT_EQ(ask(server.port(), "/tsa/garbage", work.read("request")).body, "<html>login</html>");
    EXPECT_EQ(ask(server.port(), "/tsa", std::string(70'000, 'x')).status, 413);
}

TEST(HttpServer, CountsWhatItAnswered) {
    const HttpServer server{shared_pki(), 0};
    static_cast<void>(ask(server.port(), "/ca/root.cer"));
    static_cast<void>(ask(server.port(), "/ca/root.cer"));
    static_cast<void>(ask(server.port(), "/tsa/rejection", "x"));
    static_cast<void>(ask(server.port(), "/nothing"));
    EXPECT_THAT(server.counts(), ElementsAre(Pair("/ca/root.cer", 2), Pair("/tsa/rejection", 1)));
    EXPECT_THAT(ask(server.port(), "/counts").body, HasSubstr("\"/tsa/rejection\": 1"));
}

TEST(HttpServer, RefusesATakenPort) {
    const HttpServer server{shared_pki(), 0};
    EXPECT_THROW((HttpServer{shared_pki(), server.port()}), PkiTestError);
}

TEST(HttpServer, FinishesWhatIsUnderWayWhenItStops) {
    HttpServer server{shared_pki(), 0};
    auto slow =
        std::async(std::launch::async, [&] { return ask(server.port(), "/tsa/slow", "x"); });
    while (server.counts().empty()) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    server.stop();
    EXPECT_EQ(slow.get().status, 200);
    EXPECT_ANY_THROW(static_cast<void>(ask(server.port(), "/ca/root.cer")));
}

}  // namespace
}  // namespace mohur::pkitest::testing
