// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/sign_command.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

using Words = std::vector<std::string>;

Result<SignOrder> order(const Words& words) {
    const auto arguments = Arguments::parse(words, sign_options());
    return arguments ? sign_order(*arguments) : Result<SignOrder>{arguments.error()};
}

TEST(SignOrder, ReadsEveryOption) {
    const auto read = order({"a.txt",
                             "b.txt",
                             "--format",
                             "asic-e",
                             "--level",
                             "LT",
                             "--key",
                             "pkcs11:object=x",
                             "--pin-fd",
                             "7",
                             "--tsa",
                             "http://a",
                             "--tsa=http://b",
                             "--trust",
                             "root.pem",
                             "--certificate",
                             "ca.pem",
                             "--reason",
                             "r",
                             "--location",
                             "Bakı",
                             "--role",
                             "Nazir",
                             "--rsa-pss",
                             "-o",
                             "out.asice"});
    ASSERT_TRUE(read) << read.error().reason;
    EXPECT_EQ(read->format, signing::CreationFormat::asic_e_xades);
    EXPECT_EQ(read->level, signing::SignatureLevel::LT);
    EXPECT_EQ(read->files, (Words{"a.txt", "b.txt"}));
    EXPECT_EQ(read->pin_descriptor, 7);
    EXPECT_EQ(read->tsa_urls, (Words{"http://a", "http://b"}));
    EXPECT_EQ(read->trust, Words{"root.pem"});
    EXPECT_EQ(read->certificates, Words{"ca.pem"});
    EXPECT_EQ(read->location, "Bakı");
    EXPECT_EQ(read->roles, Words{"Nazir"});
    EXPECT_TRUE(read->prefer_pss);
    EXPECT_EQ(read->output, "out.asice");
}

TEST(SignOrder, TellsPackagings) {
    const auto read =
        order({"a.txt", "--format", "asic-s", "--packaging", "cades", "--key", "k", "-o", "out"});
    ASSERT_TRUE(read) << read.error().reason;
    EXPECT_EQ(read->format, signing::CreationFormat::asic_s_cades);
    EXPECT_EQ(order({"a.txt", "--format", "cades", "--key", "k", "-o", "out"})->format,
              signing::CreationFormat::cades_attached);
}

TEST(SignOrder, ReadsWhatTheSignerSays) {
    const auto read = order({"a.txt",
                             "--format",
                             "cades",
                             "--packaging",
                             "detached",
                             "--key",
                             "k",
                             "--tsa",
                             "u",
                             "--commitment",
                             "1.2.3",
                             "--commitment=1.2.4",
                             "--signature-policy",
                             "2.999.1=policy.pdf",
                             "--content-timestamp",
                             "--add-to",
                             "a.p7s",
                             "--signature",
                             "S1",
                             "-o",
                             "out"});
    ASSERT_TRUE(read) << read.error().reason;
    EXPECT_EQ(read->commitments, (Words{"1.2.3", "1.2.4"}));
    ASSERT_TRUE(read->policy);
    EXPECT_EQ(read->policy->id, "2.999.1");
    EXPECT_EQ(read->policy->path, "policy.pdf");
    EXPECT_TRUE(read->content_timestamp);
    EXPECT_EQ(read->add_to, "a.p7s");
    EXPECT_EQ(read->countersigned, "S1");
}

TEST(SignOrder, NeedsNoKeyForAToken) {
    const Words words{"a.txt", "--format", "asic-s", "--packaging", "timestamp", "-o", "out"};
    EXPECT_EQ(order(words).error().reason, "usage-option-missing") << "--tsa";
    auto with_tsa = words;
    with_tsa.insert(with_tsa.end(), {"--tsa", "http://a"});
    ASSERT_TRUE(order(with_tsa));
    EXPECT_TRUE(order(with_tsa)->timestamp_only);
}

TEST(SignOrder, IsLevelBWhenNothingElseIsAskedFor) {
    const auto read = order({"a.pdf", "--format", "pades", "--key", "p12:x", "-o", "out"});
    ASSERT_TRUE(read);
    EXPECT_EQ(read->level, signing::SignatureLevel::B);
    EXPECT_FALSE(read->pin_descriptor);
    EXPECT_FALSE(read->prefer_pss);
}

class WrongUsage : public ::testing::TestWithParam<std::pair<Words, const char*>> {};

TEST_P(WrongUsage, IsNamed) {
    EXPECT_EQ(order(GetParam().first).error().reason, GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(
    SignOrder, WrongUsage,
    ::testing::Values(
        std::pair{Words{"a", "--key", "k", "-o", "o"}, "usage-option-missing"},
        std::pair{Words{"a", "--format", "pades", "-o", "o"}, "usage-option-missing"},
        std::pair{Words{"a", "--format", "pades", "--key", "k"}, "usage-option-missing"},
        std::pair{Words{"a", "--format", "p7m", "--key", "k", "-o", "o"}, "usage-format"},
        std::pair{
            Words{"a", "--format", "cades", "--packaging", "enveloped", "--key", "k", "-o", "o"},
            "usage-packaging"},
        std::pair{
            Words{"a", "--format", "asic-e", "--packaging", "timestamp", "--key", "k", "-o", "o"},
            "usage-packaging"},
        std::pair{Words{"a", "--format", "cades", "--key", "k", "--content-timestamp", "-o", "o"},
                  "usage-option-missing"},
        std::pair{
            Words{"a", "--format", "cades", "--key", "k", "--signature-policy", "1.2.3", "-o", "o"},
            "usage-name-value"},
        std::pair{Words{"a", "b", "--format", "asic-s", "--key", "k", "-o", "o"}, "usage-one-file"},
        std::pair{Words{"a", "--format", "pades", "--level", "LTA", "--tsa", "u", "--key", "k",
                        "-o", "o"},
                  "usage-option-missing"},
        std::pair{Words{"a", "--format", "pades", "--level", "X", "--key", "k", "-o", "o"},
                  "usage-level"},
        std::pair{Words{"a", "--format", "pades", "--pin-fd", "-1", "--key", "k", "-o", "o"},
                  "usage-pin-fd"},
        std::pair{Words{"a", "--format", "pades", "--pin-fd", "3x", "--key", "k", "-o", "o"},
                  "usage-pin-fd"},
        std::pair{Words{"a", "--format", "pades", "--pin", "1234", "--key", "k", "-o", "o"},
                  "usage-unknown-option"}));

TEST(MediaType, GoesByTheSuffixInAnyCase) {
    EXPECT_EQ(media_type_of("MƏKTUB.PDF"), "application/pdf");
    EXPECT_EQ(media_type_of("a.tar.gz"), "");
    EXPECT_EQ(media_type_of("pdf"), "");
}

}  // namespace
}  // namespace mohur::server
