// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/verify_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace mohur::server {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

/// A folder with a few small files, gone with the test.
class VerifyInputTest : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::path{::testing::TempDir()} /
                  ("verify-input-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_ / "trust");
        write("signature.xml", "<a/>");
        write("letter.txt", "text");
        write("trust/b.pem", "B");
        write("trust/a.pem", "A");
        write("house.json", "  {\"name\":\"house\"}");
        write("list.txt", "strictly speaking");
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream{folder_ / name} << text;
    }
    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_ / name).string();
    }
    [[nodiscard]] Result<VerifyInput> input(std::vector<std::string> words) const {
        words.insert(words.begin(), path("signature.xml"));
        MOHUR_TRY(const auto arguments, Arguments::parse(words, verify_options()));
        return verify_input(arguments);
    }

    std::filesystem::path folder_;
};

TEST_F(VerifyInputTest, PutsTheFileFirst) {
    const auto found = input({});
    ASSERT_TRUE(found) << found.error().reason;
    EXPECT_THAT(found->files.inputs, SizeIs(1));
    EXPECT_EQ(found->request, VerifyRequest{});
}

TEST_F(VerifyInputTest, JoinsBytesAndDigestsOfOneName) {
    const auto found = input({"--content", "letter.txt=" + path("letter.txt"), "--content-digest",
                              "letter.txt=SHA-1:AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "--content",
                              "=" + path("letter.txt")});
    ASSERT_TRUE(found) << found.error().reason;
    ASSERT_THAT(found->request.contents, SizeIs(2));
    EXPECT_EQ(found->request.contents[0].name, "letter.txt");
    EXPECT_EQ(found->request.contents[0].input, 1U);
    EXPECT_THAT(found->request.contents[0].digests, SizeIs(1));
    EXPECT_EQ(found->request.contents[1].input, 2U);
}

TEST_F(VerifyInputTest, TakesSeveralDigestsOfOneUnnamedObject) {
    const auto found =
        input({"--content-digest", "=sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "--content-digest",
               "=md5:AAAAAAAAAAAAAAAAAAAAAA=="});
    ASSERT_TRUE(found) << found.error().reason;
    ASSERT_THAT(found->request.contents, SizeIs(1));
    EXPECT_THAT(found->request.contents[0].digests, SizeIs(2));
}

TEST_F(VerifyInputTest, TakesTheFilesOfATrustFolderInOrder) {
    const auto found = input({"--trust", path("trust"), "--trust", path("letter.txt")});
    ASSERT_TRUE(found) << found.error().reason;
    EXPECT_THAT(found->request.trust,
                ElementsAre(VerifyRequest::Trust{"a.pem", {'A'}, true},
                            VerifyRequest::Trust{"b.pem", {'B'}, true},
                            VerifyRequest::Trust{path("letter.txt"), {'t', 'e', 'x', 't'}, false}));
}

TEST_F(VerifyInputTest, ReadsAPolicyFileUnlessTheNameIsBuiltIn) {
    EXPECT_EQ(input({"--policy", "dss-like"})->request.policy, "dss-like");
    EXPECT_EQ(input({"--policy", path("house.json")})->request.policy, R"({"name":"house"})");
}

TEST_F(VerifyInputTest, ReadsTheTimeAndTheFlags) {
    const auto found = input({"--at", "2026-11-21T14:32:00+04:00", "--offline",
                              "--trust-unsigned-list", "--json", "--report", "simple"});
    ASSERT_TRUE(found) << found.error().reason;
    EXPECT_EQ(found->request.at, parse_rfc3339("2026-11-21T10:32:00Z").value());
    EXPECT_TRUE(found->request.offline);
    EXPECT_TRUE(found->request.trust_unsigned_list);
}

struct Misuse {
    std::vector<std::string> words;
    const char* reason;
};

TEST_F(VerifyInputTest, NamesTheMisuse) {
    const Misuse cases[] = {
        {{"second"}, "usage-one-file"},
        {{"--content", "letter"}, "usage-name-value"},
        {{"--content", "a=/no/such/file"}, "file-unreadable"},
        {{"--content", "a=" + path("letter.txt"), "--content", "a=" + path("letter.txt")},
         "usage-content-twice"},
        {{"--content-digest", "a=sha1"}, "usage-digest"},
        {{"--content-digest", "a=md6:AAAA"}, "usage-digest"},
        {{"--content-digest", "a=sha1:AAAA"}, "usage-digest"},
        {{"--trust", "/no/such/file"}, "file-unreadable"},
        {{"--certificate", "/no/such/file"}, "file-unreadable"},
        {{"--evidence-record", "/no/such/file"}, "file-unreadable"},
        {{"--policy", "lax"}, "file-unreadable"},
        {{"--policy", path("list.txt")}, "policy-invalid"},
        {{"--at", "2026-11-21"}, "usage-time"},
        {{"--report", "etsi"}, "usage-report"},
        {{"--pin", "1"}, "usage-unknown-option"},
    };
    for (const auto& misuse : cases) {
        const auto found = input(misuse.words);
        ASSERT_FALSE(found) << misuse.reason;
        EXPECT_EQ(found.error().reason, misuse.reason);
    }
}

}  // namespace
}  // namespace mohur::server
