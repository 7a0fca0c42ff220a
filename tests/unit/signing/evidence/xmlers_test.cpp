// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/evidence/handmade_record.h"

#include <gtest/gtest.h>

/// RFC 6283 clauses 3.3 and 4.3.
namespace mohur::signing::evidence::testing {
namespace {

std::string first_stamp(const std::vector<HashGroup>& tree) {
    return xml_archive(1, xml_tree(tree), xml_timestamp(token_over(root_of(tree, kSha256))));
}

EvidenceRecordFacts check(const std::string& record, const std::vector<DataObject>& objects) {
    return testing::check(as_bytes(record), objects);
}

TEST(XmlEvidenceRecord, ProvesTheObjectsOfItsFirstSequence) {
    const auto record = xml_record(xml_chain(1, first_stamp({{hash("one")}, {hash("other")}})));
    EXPECT_TRUE(check(record, {object("one")}).intact);
    EXPECT_FALSE(check(record, {object("other")}).intact);
}

TEST(XmlEvidenceRecord, TakesAnXmlObjectInItsCanonicalForm) {
    const auto canonical_object = hash("<letter><to></to></letter>");
    const auto record = xml_record(xml_chain(1, first_stamp({{canonical_object}})));
    EXPECT_TRUE(check(record, {object("<?xml version=\"1.0\"?><letter ><to/></letter>")}).intact);
    EXPECT_FALSE(check(record, {object("<letter><from/></letter>")}).intact);
}

TEST(XmlEvidenceRecord, GoesByOrderAndNotByPlace) {
    const auto stamp = first_stamp({{hash("one")}, {hash("other")}});
    auto swapped = stamp;
    const auto first = swapped.find("Sequence Order=\"1\"");
    const auto second = swapped.find("Sequence Order=\"2\"");
    swapped[first + 16] = '2';
    swapped[second + 16] = '1';
    EXPECT_FALSE(check(xml_record(xml_chain(1, swapped)), {object("one")}).intact);
    EXPECT_TRUE(check(xml_record(xml_chain(1, swapped)), {object("other")}).intact);
}

TEST(XmlEvidenceRecord, RefusesAnOrderThatIsTakenTwiceOrLeftOut) {
    const auto stamp = first_stamp({{hash("one")}});
    for (const auto* order : {"0", "2", "x", ""}) {
        auto text = xml_record(xml_chain(1, stamp));
        text.replace(text.find("Chain Order=\"1\"") + 13, 1, order);
        EXPECT_TRUE(has_code(check(text, {object("one")}), "evidence-record-invalid")) << order;
    }
    const auto twice = xml_record(xml_chain(1, stamp) + xml_chain(1, stamp));
    EXPECT_TRUE(has_code(check(twice, {object("one")}), "evidence-record-invalid"));
}

TEST(XmlEvidenceRecord, FollowsATimestampRenewal) {
    const auto token = xml_timestamp(token_over(hash("one")));
    const auto first = xml_archive(1, xml_tree({{hash("one")}}), token);
    const auto renewed = [&](const Bytes& over) {
        return xml_record(
            xml_chain(1, first + xml_archive(2, "", xml_timestamp(token_over(hash(over))))));
    };
    EXPECT_TRUE(check(renewed(canonical(token)), {object("one")}).intact);
    const auto facts = check(renewed(to_bytes(as_bytes(token))), {object("one")});
    EXPECT_TRUE(has_code(facts, "evidence-record-renewal-mismatch"));
}

TEST(XmlEvidenceRecord, FollowsAHashTreeRenewal) {
    const auto chain = xml_chain(1, first_stamp({{hash("one")}}));
    const auto before =
        hash(canonical("<ArchiveTimeStampSequence>" + chain + "</ArchiveTimeStampSequence>"));
    const auto renewed = [&](const std::vector<HashGroup>& tree) {
        return xml_record(chain + xml_chain(2, first_stamp(tree)));
    };
    EXPECT_TRUE(check(renewed({{hash("one"), before}}), {object("one")}).intact);
    EXPECT_TRUE(has_code(check(renewed({{hash("one"), hash("x")}}), {object("one")}),
                         "evidence-record-renewal-mismatch"));
    EXPECT_TRUE(
        has_code(check(renewed({{hash("x"), before}}), {object("one")}), "signed-data-not-found"));
}

TEST(XmlEvidenceRecord, ReadsTheCryptographicInformationBesideTheToken) {
    auto stamp = first_stamp({{hash("one")}});
    stamp.insert(stamp.find("</TimeStamp>"),
                 "<CryptographicInformationList><CryptographicInformation Order=\"1\" "
                 "Type=\"CERT\">" +
                     to_base64(pki().certificate("root")) +
                     "</CryptographicInformation></CryptographicInformationList>");
    const auto facts = check(xml_record(xml_chain(1, stamp)), {object("one")});
    ASSERT_EQ(facts.timestamps.size(), 1U);
    const auto root = Certificate::from_der(pki().certificate("root")).value();
    EXPECT_NE(std::ranges::find(facts.timestamps[0].certificates, root),
              facts.timestamps[0].certificates.end());
}

}  // namespace
}  // namespace mohur::signing::evidence::testing
