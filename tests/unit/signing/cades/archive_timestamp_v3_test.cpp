// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/cades/cades_fixture.h"

namespace mohur::signing::cades {
namespace {

constexpr std::string_view kArchiveV3 = "0.4.0.1733.2.4";
constexpr std::string_view kHashIndex = "0.4.0.1733.2.5";
constexpr std::string_view kHashIndexV3 = "0.4.0.19122.1.5";

// The token with an unsigned attribute added to its SignerInfo; everything else as it was.
Bytes with_unsigned_attribute(const Bytes& token, const Bytes& attribute) {
    DerReader outer{token};
    auto info = *outer.enter(tag::kSequence);
    const Bytes type = to_bytes(info.next()->whole);
    auto wrapped = *info.enter(tag::context_set(0));
    auto fields = *wrapped.enter(tag::kSequence);
    std::vector<Bytes> parts;
    while (fields.peek() != tag::kSet || parts.size() < 2) {
        parts.push_back(to_bytes(fields.next()->whole));
    }
    auto signers = *fields.enter(tag::kSet);
    Bytes signer = to_bytes(signers.next()->content);
    append(signer, der::element(tag::context_set(1), attribute));
    parts.push_back(der::set_of({der::element(tag::kSequence, signer)}));
    return der::sequence({type, der::element(tag::context_set(0), der::sequence(parts))});
}

Bytes hashes(const std::vector<Bytes>& parts) {
    std::vector<Bytes> out;
    for (const auto& part : parts) {
        out.push_back(der::octet_string(digest(part).value));
    }
    return der::sequence(out);
}

// EN 319 122-1 5.5.2: type and value of each attribute; before that, the whole attribute.
std::vector<Bytes> indexed_attributes(const std::vector<Bytes>& attributes, bool by_value) {
    if (!by_value) {
        return attributes;
    }
    std::vector<Bytes> out;
    for (const auto& attribute : attributes) {
        DerReader reader{attribute};
        auto fields = *reader.enter(tag::kSequence);
        Bytes part = to_bytes(fields.next()->whole);
        append(part, fields.next()->content);
        out.push_back(part);
    }
    return out;
}

struct Index {
    std::string_view type = kHashIndexV3;
    std::vector<Bytes> certificates;
    std::vector<Bytes> revocations;
    std::vector<Bytes> attributes;

    static Index of(const CmsFile& file) {
        return {kHashIndexV3, file.certificates, file.revocations,
                file.signers[0].unsigned_attributes};
    }
    [[nodiscard]] Bytes encoding() const {
        return der::sequence({hashes(certificates), hashes(revocations),
                              hashes(indexed_attributes(attributes, type == kHashIndexV3))});
    }
};

void archive(CmsFile& file, const Index& index) {
    Bytes covered = der::oid(file.content_type);
    append(covered, digest(as_bytes(kContent)).value);
    append(covered, join(file.signers[0].fields()));
    append(covered, index.encoding());
    const Bytes token =
        with_unsigned_attribute(token_over(covered), cms_attribute(index.type, index.encoding()));
    file.signers[0].unsigned_attributes.push_back(cms_attribute(kArchiveV3, token));
}

TimestampFacts last_timestamp(const CmsFile& file) {
    const auto facts = read_first(file);
    EXPECT_TRUE(facts.intact());
    return facts.timestamps.back();
}

TEST(ArchiveTimestampV3, CoversSignatureAndIndex) {
    for (const auto type : {kHashIndexV3, kHashIndex}) {
        auto file = timestamped_file();
        add_long_term_material(file);
        auto index = Index::of(file);
        index.type = type;
        archive(file, index);
        const auto timestamp = last_timestamp(file);
        EXPECT_EQ(timestamp.type, TimestampType::archive);
        EXPECT_TRUE(timestamp.intact);
        EXPECT_TRUE(timestamp.errors.empty());
    }
}

TEST(ArchiveTimestampV3, MaterialAddedLaterDoesNoHarm) {
    auto file = timestamped_file();
    archive(file, Index::of(file));
    file.certificates.push_back(test_pki().certificate("root"));
    file.signers[0].unsigned_attributes.push_back(cms_attribute("1.2.3", der::null()));
    EXPECT_TRUE(last_timestamp(file).intact);
    EXPECT_TRUE(last_timestamp(file).errors.empty());
}

TEST(ArchiveTimestampV3, AnIndexOfWhatIsNotThereIsSaid) {
    for (const int part : {0, 1, 2}) {
        auto file = timestamped_file();
        auto index = Index::of(file);
        auto* lists = part == 0   ? &index.certificates
                      : part == 1 ? &index.revocations
                                  : &index.attributes;
        lists->push_back(cms_attribute("1.2.3", der::null()));
        archive(file, index);
        EXPECT_TRUE(has_finding(last_timestamp(file).errors, "ats-hash-index-invalid")) << part;
    }
}

TEST(ArchiveTimestampV3, AChangedIndexBreaksTheImprint) {
    auto file = timestamped_file();
    Bytes covered = der::oid(file.content_type);
    append(covered, digest(as_bytes(kContent)).value);
    append(covered, join(file.signers[0].fields()));
    append(covered, Index::of(file).encoding());
    const Index other{};
    const Bytes token =
        with_unsigned_attribute(token_over(covered), cms_attribute(kHashIndexV3, other.encoding()));
    file.signers[0].unsigned_attributes.push_back(cms_attribute(kArchiveV3, token));
    EXPECT_TRUE(last_timestamp(file).imprint_found);
    EXPECT_FALSE(last_timestamp(file).intact);
}

TEST(ArchiveTimestampV3, WithoutAnIndexCoversNothingThatIsKnown) {
    auto file = timestamped_file();
    file.signers[0].unsigned_attributes.push_back(
        cms_attribute(kArchiveV3, token_over(as_bytes("x"))));
    const auto timestamp = last_timestamp(file);
    EXPECT_FALSE(timestamp.imprint_found);
    EXPECT_FALSE(timestamp.intact);
    EXPECT_TRUE(has_finding(timestamp.errors, "ats-hash-index-invalid"));
}

TEST(ArchiveTimestampV3, MakesTheArchiveLevel) {
    auto file = timestamped_file();
    add_long_term_material(file);
    EXPECT_EQ(read_first(file).format, "CAdES-BASELINE-LT");
    archive(file, Index::of(file));
    EXPECT_EQ(read_first(file).format, "CAdES-BASELINE-LTA");
}

}  // namespace
}  // namespace mohur::signing::cades
