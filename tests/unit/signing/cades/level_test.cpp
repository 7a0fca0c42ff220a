// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/cades/cades_fixture.h"

namespace mohur::signing::cades {
namespace {

constexpr std::string_view kPolicy = "1.2.840.113549.1.9.16.2.15";
constexpr std::string_view kCertificateReferences = "1.2.840.113549.1.9.16.2.21";
constexpr std::string_view kRevocationReferences = "1.2.840.113549.1.9.16.2.22";
constexpr std::string_view kEscTimestamp = "1.2.840.113549.1.9.16.2.25";
constexpr std::string_view kArchiveV2 = "1.2.840.113549.1.9.16.2.48";
constexpr std::string_view kEvidenceExternal = "1.2.840.113549.1.9.16.2.50";
constexpr std::string_view kEvidenceInternal = "1.2.840.113549.1.9.16.2.49";

std::string level(const CmsFile& file) {
    return read_first(file).format;
}

CmsFile with(CmsFile file, const std::vector<std::string_view>& types) {
    for (const auto type : types) {
        file.signers[0].unsigned_attributes.push_back(
            cms_attribute(type, der::sequence({der::null()})));
    }
    return file;
}

CmsFile long_term(CmsFile file) {
    add_long_term_material(file);
    return file;
}

SignerInfoPlan without_time() {
    auto what = plan();
    what.signing_time.reset();
    return what;
}

TEST(Level, NeedsAReferenceToTheCertificate) {
    const Bytes bare =
        der::set_of({cms_attribute("1.2.840.113549.1.9.3", der::oid("1.2.840.113549.1.7.1")),
                     cms_attribute("1.2.840.113549.1.9.4",
                                   der::octet_string(digest(as_bytes(kContent)).value))});
    const CmsFile file{.signers = {sign_attributes(bare)}};
    EXPECT_EQ(level(file), "CMS-NOT-ETSI");
    EXPECT_TRUE(read_first(file).intact());
    EXPECT_FALSE(read_first(file).signing_certificate_reference_present);
}

TEST(Level, BaselineBNeedsTimeAndCertificate) {
    EXPECT_EQ(level({.signers = {sign()}}), "CAdES-BASELINE-B");
    EXPECT_EQ(level({.signers = {sign(without_time())}}), "CAdES-BES");
    auto what = without_time();
    what.more_signed_attributes = {cms_attribute(kPolicy, der::null())};
    EXPECT_EQ(level({.signers = {sign(what)}}), "CAdES-EPES");
}

TEST(Level, ATimestampMakesT) {
    EXPECT_EQ(level(timestamped_file()), "CAdES-BASELINE-T");
    auto signer = sign(without_time());
    signer.unsigned_attributes = {cms_attribute(kSignatureTimestamp, token_over(signer.value))};
    EXPECT_EQ(level({.signers = {signer}}), "CAdES-T");
}

TEST(Level, LongTermMaterialMustSpeakOfEveryCertificate) {
    EXPECT_EQ(level(long_term(timestamped_file())), "CAdES-BASELINE-LT");
    auto without_root_crl = long_term(timestamped_file());
    without_root_crl.revocations.pop_back();
    EXPECT_EQ(level(without_root_crl), "CAdES-BASELINE-T");
    auto without_ca = long_term(timestamped_file());
    without_ca.certificates = {test_pki().certificate("signer")};
    // The token still carries its issuer, so the chain is known; without any CA it would not be.
    EXPECT_EQ(level(without_ca), "CAdES-BASELINE-LT");
    auto without_timestamp = CmsFile{.signers = {sign()}};
    add_long_term_material(without_timestamp);
    EXPECT_EQ(level(without_timestamp), "CAdES-BASELINE-B");
}

TEST(Level, ReferencesMakeTheExtendedForms) {
    const std::vector<std::string_view> complete{kCertificateReferences, kRevocationReferences};
    const auto c = with(timestamped_file(), complete);
    EXPECT_EQ(level(c), "CAdES-C");
    const auto x = with(c, {kEscTimestamp});
    EXPECT_EQ(level(x), "CAdES-X");
    EXPECT_EQ(level(long_term(x)), "CAdES-XL");
    EXPECT_EQ(level(with(long_term(x), {kArchiveV2})), "CAdES-A");
    EXPECT_EQ(level(with(x, {kArchiveV2})), "CAdES-X");
    EXPECT_EQ(level(with(timestamped_file(), {kCertificateReferences})), "CAdES-BASELINE-T");
}

TEST(Level, AContainersArchiveTimestampBringsMaterialAndLta) {
    const auto bare = read_first(timestamped_file());
    const auto token = TimestampToken::parse(token_over(as_bytes("manifest")), {});
    auto timestamp = read_token(*token, TimestampType::container, std::nullopt, {});
    EXPECT_EQ(level_in_container(bare, {}, nullptr), "CAdES-BASELINE-T");
    EXPECT_EQ(level_in_container(bare, {timestamp}, nullptr), "CAdES-BASELINE-T");
    for (const auto* ca : {"issuing-ca", "root"}) {
        timestamp.crls.push_back(*Crl::from_der(test_pki().crl(ca)));
    }
    EXPECT_EQ(level_in_container(bare, {timestamp}, nullptr), "CAdES-BASELINE-LTA");
    EXPECT_EQ(level_in_container(read_first({.signers = {sign()}}), {timestamp}, nullptr),
              "CAdES-BASELINE-B");
}

TEST(Level, AnEvidenceRecordGoesWithTheKindOfContent) {
    const auto detached = long_term(timestamped_file());
    EXPECT_EQ(level(with(detached, {kEvidenceExternal})), "CAdES-ERS");
    EXPECT_EQ(level(with(detached, {kEvidenceInternal})), "CAdES-BASELINE-LT");
    auto attached = detached;
    attached.content = to_bytes(as_bytes(kContent));
    EXPECT_EQ(level(with(attached, {kEvidenceInternal})), "CAdES-ERS");
    EXPECT_EQ(level(with(attached, {kEvidenceExternal})), "CAdES-BASELINE-LT");
    EXPECT_EQ(level(with(timestamped_file(), {kEvidenceExternal})), "CAdES-BASELINE-T");
}

}  // namespace
}  // namespace mohur::signing::cades
