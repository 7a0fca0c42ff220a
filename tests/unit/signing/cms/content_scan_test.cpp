// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/content_scan_internal.h"

#include "tests/unit/signing/cms/cms_fixture.h"

namespace mohur::signing {
namespace {

using testing::make_identity;

std::shared_ptr<const ByteSource> source(Bytes bytes) {
    return std::make_shared<MemorySource>(std::move(bytes));
}

Bytes all(const std::shared_ptr<const ByteSource>& from) {
    return from->read_range(0, from->size()).value();
}

const testing::TestIdentity& signer() {
    static const auto identity = make_identity({});
    return identity;
}

/// What OpenSSL writes around `content`: with -stream in BER, in pieces.
Bytes by_openssl(const std::string& content, std::vector<std::string> more) {
    const testing::ScratchFolder folder;
    std::vector<std::string> arguments{"cms",      "-sign",
                                       "-cades",   "-binary",
                                       "-in",      folder.write("data", content),
                                       "-signer",  folder.write("cert", signer().certificate_pem()),
                                       "-inkey",   folder.write("key", signer().key.pem()),
                                       "-md",      "sha256",
                                       "-outform", "DER",
                                       "-out",     folder.path("out")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_TRUE(testing::run_openssl(arguments));
    return folder.read("out");
}

/// Large enough that the file is not held.
std::string large_content() {
    std::string content(3'000'000, 'x');
    content.front() = 'a';
    content.back() = 'z';
    return content;
}

TEST(ContentScan, FindsContentWhereItLies) {
    const auto content = large_content();
    for (const auto& options : {std::vector<std::string>{"-nodetach"},
                                std::vector<std::string>{"-nodetach", "-stream"}}) {
        const auto file = by_openssl(content, options);
        const auto scanned = scan_content_info(source(file), {});
        ASSERT_TRUE(scanned) << scanned.error().detail;
        EXPECT_EQ(as_text(all(scanned->content)), content);
        EXPECT_EQ(scanned->content_type, der::oid("1.2.840.113549.1.7.1"));
        const auto held = SignedData::parse(file, {}).value();
        EXPECT_EQ(all(scanned->encapsulated), all(held.encapsulated()));
    }
}

TEST(ContentScan, GivesTheSameSignedDataAsReadingItWhole) {
    const auto content = large_content();
    const auto file = by_openssl(content, {"-nodetach", "-stream"});
    const auto held = SignedData::parse(file, {}).value();
    const auto left = SignedData::parse(source(file), {}).value();
    EXPECT_FALSE(left.content());
    EXPECT_TRUE(left.encoding().empty());
    EXPECT_EQ(as_text(all(left.content_source())), content);
    EXPECT_EQ(left.content_type(), held.content_type());
    EXPECT_EQ(left.certificates(), held.certificates());
    ASSERT_EQ(left.signers().size(), 1U);
    EXPECT_EQ(left.signers()[0].encoding(), held.signers()[0].encoding());
    EXPECT_TRUE(all_hold(check_of(left, digest_of(DigestAlgorithm::sha256, as_bytes(content)))));
}

TEST(ContentScan, NeedsOnlyTheRestToFit) {
    const auto file = by_openssl(large_content(), {"-nodetach"});
    Limits limits;
    limits.cms_bytes = 10'000;
    EXPECT_TRUE(SignedData::parse(source(file), limits));
    limits.cms_bytes = 100;
    EXPECT_EQ(SignedData::parse(source(file), limits).error().reason, "cms-too-large");
}

TEST(ContentScan, TakesADetachedSignature) {
    const auto scanned = scan_content_info(source(by_openssl("Salam", {})), {});
    ASSERT_TRUE(scanned);
    EXPECT_EQ(scanned->content, nullptr);
}

TEST(ContentScan, RefusesEveryTruncation) {
    const auto file = by_openssl("Salam", {"-nodetach", "-stream"});
    for (std::size_t length = 0; length < file.size(); ++length) {
        EXPECT_FALSE(scan_content_info(
            source({file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length)}), {}))
            << length;
    }
}

TEST(ContentScan, RefusesWhatFollows) {
    for (const auto& options : {std::vector<std::string>{"-nodetach"},
                                std::vector<std::string>{"-nodetach", "-stream"}}) {
        auto file = by_openssl("Salam", options);
        file.push_back(0);
        EXPECT_FALSE(scan_content_info(source(file), {}));
    }
}

Bytes around(const Bytes& encapsulated) {
    const auto fields =
        der::sequence({der::integer(1), der::set_of({}), encapsulated, der::set_of({})});
    return der::sequence(
        {der::oid("1.2.840.113549.1.7.2"), der::element(tag::context_set(0), fields)});
}

TEST(ContentScan, RefusesContentThatIsNoOctetString) {
    const auto type = der::oid("1.2.840.113549.1.7.1");
    const auto wrapped = [&](const Bytes& inner) {
        return scan_content_info(
            source(around(der::sequence({type, der::element(tag::context_set(0), inner)}))), {});
    };
    EXPECT_TRUE(wrapped(der::octet_string(Bytes{1})));
    EXPECT_FALSE(wrapped(der::integer(1)));
    const auto piece = der::octet_string(Bytes{1});
    EXPECT_TRUE(wrapped(der::element(0x24, piece)));
    EXPECT_FALSE(wrapped(der::element(0x24, der::element(0x24, piece)))) << "one level of pieces";
    EXPECT_FALSE(wrapped(der::element(0x24, der::integer(1))));
    Bytes two = piece;
    append(two, piece);
    EXPECT_FALSE(wrapped(two));
    EXPECT_FALSE(scan_content_info(source(der::sequence({type})), {})) << "no SignedData";
}

TEST(ContentScan, RefusesALengthBeyondTheFile) {
    Bytes file = by_openssl("Salam", {"-nodetach"});
    ASSERT_EQ(file[1], 0x82);
    file[2] = 0xFF;
    EXPECT_FALSE(scan_content_info(source(file), {}));
}

}  // namespace
}  // namespace mohur::signing
