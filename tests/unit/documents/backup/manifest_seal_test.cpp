// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/backup/manifest_seal.h"

#include "pki-test/hierarchy.h"
#include "tests/support/postgres/test_cluster.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <fstream>

namespace mohur::documents {
namespace {

using testing::must;

const BytesView kManifest = as_bytes("aa  x\n");

/// A key of the test PKI.
class PkiDevice final : public signing::SigningDevice {
public:
    PkiDevice(const pkitest::Hierarchy& pki, std::string name)
        : pki_{pki},
          name_{std::move(name)},
          certificate_{must(signing::Certificate::from_der(pki.certificate(name_)))} {}
    const signing::Certificate& certificate() const noexcept override { return certificate_; }
    const std::vector<signing::Certificate>& chain() const noexcept override { return chain_; }
    Result<signing::SignatureAlgorithm> algorithm(DigestAlgorithm digest) const override {
        const bool rsa = certificate_.public_key().type() == signing::KeyType::rsa;
        return signing::SignatureAlgorithm{
            rsa ? signing::SignatureScheme::rsa_pkcs1 : signing::SignatureScheme::ecdsa,
            digest,
            {},
            {}};
    }
    Result<Bytes> sign_digest(const signing::SignatureAlgorithm&, const Digest& digest) override {
        return pki_.sign_digest(name_, "sha256", digest.value);
    }

private:
    const pkitest::Hierarchy& pki_;
    std::string name_;
    signing::Certificate certificate_;
    std::vector<signing::Certificate> chain_;
};

class KeyFile : public ::testing::Test {
protected:
    std::filesystem::path write(const std::string& name, const std::string& text,
                                mode_t mode = 0600) {
        const auto path = folder_.path() / name;
        std::ofstream{path} << text;
        chmod(path.c_str(), mode);
        return path;
    }
    testing::TemporaryFolder folder_;
};

TEST_F(KeyFile, SealsAndFindsEveryChange) {
    const auto mine = must(KeyFileSeal::open(write("a", std::string(64, '1') + "\n")));
    const auto other = must(KeyFileSeal::open(write("b", std::string(64, '2'))));
    const auto seal = must(mine.seal(kManifest));
    EXPECT_TRUE(mine.check(kManifest, seal));
    EXPECT_EQ(mine.check(as_bytes("ab  x\n"), seal).error().reason, "backup-seal-broken");
    EXPECT_EQ(other.check(kManifest, seal).error().reason, "backup-seal-broken");
    for (const auto& wrong : {Json{}, Json::object({{"type", "hmac-sha-256"}}),
                              Json::object({{"type", "none"}, {"value", seal["value"]}})}) {
        EXPECT_EQ(mine.check(kManifest, wrong).error().reason, "backup-seal-broken");
    }
}

TEST_F(KeyFile, MustBeAKeyThatOnlyItsOwnerReads) {
    EXPECT_EQ(KeyFileSeal::open(write("short", "abcd")).error().reason, "key-file-invalid");
    EXPECT_EQ(KeyFileSeal::open(write("open", std::string(64, '1'), 0644)).error().reason,
              "secret-file-permissions");
    EXPECT_FALSE(KeyFileSeal::open(folder_.path() / "none"));
}

TEST(Device, SealsWithItsKeyAndIsCheckedByItsCertificate) {
    const auto pki = pkitest::Hierarchy::standard([] { return SystemClock{}.now(); });
    for (const auto* name : {"signer", "signer-rsa"}) {
        PkiDevice device{pki, name};
        const DeviceSeal seal{device.certificate(), &device};
        const DeviceSeal reader{device.certificate(), nullptr};
        const auto made = must(seal.seal(kManifest));
        EXPECT_TRUE(reader.check(kManifest, made)) << name;
        EXPECT_EQ(reader.check(as_bytes("x"), made).error().reason, "backup-seal-broken");
        EXPECT_EQ(reader.seal(kManifest).error().reason, "token-missing");
    }
    PkiDevice one{pki, "signer"};
    PkiDevice two{pki, "seal-ministry"};
    const auto made = must(DeviceSeal{one.certificate(), &one}.seal(kManifest));
    EXPECT_FALSE((DeviceSeal{two.certificate(), nullptr}.check(kManifest, made)));
    EXPECT_EQ((DeviceSeal{two.certificate(), &one}.seal(kManifest)).error().reason,
              "signature-value-wrong");
}

}  // namespace
}  // namespace mohur::documents
