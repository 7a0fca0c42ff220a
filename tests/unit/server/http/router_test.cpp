// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/router.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

Router routes() {
    Router router;
    router.add(Method::get, "/",
               [](Request&) -> Result<Response> { return Response::text("home"); });
    router.add(Method::get, "/api/v1/documents/{id}",
               [](Request&) -> Result<Response> { return Response::text("get"); });
    router.add(Method::patch, "/api/v1/documents/{id}",
               [](Request&) -> Result<Response> { return Response::text("patch"); });
    return router;
}

TEST(Router, BindsParameters) {
    const auto router = routes();
    const auto match = router.find(Method::patch, "/api/v1/documents/42");
    ASSERT_NE(match.handler, nullptr);
    EXPECT_EQ(match.pattern, "/api/v1/documents/{id}");
    EXPECT_EQ(match.parameters.at("id"), "42");
}

TEST(Router, TellsUnknownPathsFromOtherMethods) {
    const auto router = routes();
    const auto other = router.find(Method::del, "/api/v1/documents/42");
    EXPECT_EQ(other.handler, nullptr);
    EXPECT_EQ(other.allowed, "GET, PATCH");
    for (const auto* path :
         {"/api/v1/documents", "/api/v1/documents/", "/api/v1/documents/1/2", "/nothing"}) {
        const auto unknown = router.find(Method::get, path);
        EXPECT_EQ(unknown.handler, nullptr) << path;
        EXPECT_TRUE(unknown.allowed.empty()) << path;
    }
}

TEST(Router, ServesHeadByGet) {
    EXPECT_NE(routes().find(Method::head, "/").handler, nullptr);
}

TEST(Response, CannotBeSplitByAValue) {
    const auto response = Response::empty().with("Location", "/a\r\nSet-Cookie: x=1");
    EXPECT_EQ(response.header("Location"), "/aSet-Cookie: x=1");
}

}  // namespace
}  // namespace mohur::server
