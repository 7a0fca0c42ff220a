// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/trust_anchors.h"

#include "tests/unit/signing/pki/hierarchy.h"
#include "tests/unit/signing/pki/raw_certificate.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace mohur::signing {
namespace {

using mohur::testing::certificate;
using mohur::testing::issue_ca;
using mohur::testing::pki;

class CertificateFolder : public ::testing::Test {
protected:
    void SetUp() override {
        path_ = std::filesystem::temp_directory_path() /
                ("mohur-anchors-" + std::to_string(::getpid()));
        std::filesystem::create_directories(path_);
    }
    void TearDown() override { std::filesystem::remove_all(path_); }

    void write(const std::string& name, BytesView bytes) const {
        std::ofstream{path_ / name, std::ios::binary} << as_text(bytes);
    }

    std::filesystem::path path_;
};

TEST(TrustAnchors, ContainsWhatItWasGiven) {
    const TrustAnchors anchors{{certificate("root"), certificate("root")}};
    EXPECT_EQ(anchors.all().size(), 1U);
    EXPECT_TRUE(anchors.contains(certificate("root")));
    EXPECT_FALSE(anchors.contains(certificate("issuing-ca")));
    EXPECT_FALSE(anchors.empty());
}

TEST(TrustAnchors, IsNotFooledByTheNameOfAnAnchor) {
    const auto real = issue_ca("CA").read();
    const auto fake = issue_ca("CA").read();
    const TrustAnchors anchors{{real}};
    EXPECT_FALSE(anchors.contains(fake));
    EXPECT_EQ(anchors.named(fake.subject()), std::vector{real});
}

TEST(TrustAnchors, MayBeEmpty) {
    EXPECT_TRUE(TrustAnchors{}.empty());
    EXPECT_TRUE(TrustAnchors{}.all().empty());
    EXPECT_FALSE(TrustAnchors{}.contains(certificate("root")));
    EXPECT_TRUE(TrustAnchors{std::vector<Certificate>{}}.empty());
}

TEST_F(CertificateFolder, IsReadInOrderOfItsFileNames) {
    write("b.pem", as_bytes(pki().certificate_pem("root") + pki().certificate_pem("tsa")));
    write("a.cer", pki().certificate("issuing-ca"));
    write("README", as_bytes("not a certificate"));
    std::filesystem::create_directory(path_ / "c.pem");
    const auto read = load_certificates(path_);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, mohur::testing::certificates({"issuing-ca", "root", "tsa"}));
}

TEST_F(CertificateFolder, LosesNoAnchorInSilence) {
    write("a.pem", as_bytes(pki().certificate_pem("root")));
    write("broken.crt", as_bytes("rubbish"));
    const auto refused = load_certificates(path_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "certificate-invalid");
    EXPECT_TRUE(refused.error().detail.starts_with("broken.crt"));
}

TEST_F(CertificateFolder, MayBeASingleFileOfAnyName) {
    write("anchor", pki().certificate("root"));
    const auto read = load_certificates(path_ / "anchor");
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, std::vector{certificate("root")});
    const auto missing = load_certificates(path_ / "nothing");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace mohur::signing
