// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/reader.h"

#include "tests/unit/signing/pades/signed_document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>

namespace mohur::signing::pades {
namespace {

using mohur::testing::one_page;
using mohur::testing::PdfBuilder;

const std::vector<std::string> kNone;

bool has(const std::vector<Finding>& findings, std::string_view code) {
    return std::ranges::any_of(findings,
                               [&](const Finding& finding) { return finding.code == code; });
}

class PadesReader : public ::testing::Test {
protected:
    const OutsideSigner signer_;
};

TEST_F(PadesReader, FindsNothingInAnUnsignedDocument) {
    const auto facts = read_document(one_page().finish());
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->container, ContainerKind::pdf);
    EXPECT_TRUE(facts->signatures.empty());
    EXPECT_TRUE(facts->timestamps.empty());
    EXPECT_TRUE(facts->errors.empty());
}

TEST_F(PadesReader, ReadsTwoSignaturesInFileOrder) {
    const auto once = sign_document(signer_, one_page().finish());
    const auto facts = read_document(sign_document(signer_, once));
    ASSERT_TRUE(facts) << facts.error().detail;
    EXPECT_EQ(facts->container, ContainerKind::pades);
    ASSERT_EQ(facts->signatures.size(), 2U);
    for (const auto& signature : facts->signatures) {
        EXPECT_EQ(signature.form, SignatureForm::pades);
        EXPECT_TRUE(signature.intact());
        EXPECT_EQ(signature.structure_valid, true);
        EXPECT_EQ(signature.pdf_modifications, kNone);
        EXPECT_TRUE(signature.errors.empty());
        EXPECT_EQ(to_rfc3339(*signature.claimed_signing_time), "2026-11-21T14:32:00Z");
    }
    EXPECT_EQ(facts->signatures[0].id, "S0");
    EXPECT_EQ(facts->signatures[0].scopes.front().name, "PDF revision 2");
    EXPECT_TRUE(facts->signatures[0].scopes.front().partial);
    EXPECT_EQ(facts->signatures[1].id, "S1");
    EXPECT_EQ(facts->signatures[1].scopes.front().name, "Full PDF");
    EXPECT_FALSE(facts->signatures[1].scopes.front().partial);
}

TEST_F(PadesReader, EveryCoveredOctetCounts) {
    const auto file = sign_document(signer_, one_page().finish());
    const auto text = as_text(file);
    const auto gap = text.find("/Contents <") + 10;
    const auto after = text.find('>', gap) + 1;
    for (const std::size_t place : {std::size_t{20}, gap - 2, after + 1, file.size() - 3}) {
        auto changed = file;
        changed[place] = changed[place] == 'x' ? 'y' : 'x';
        const auto facts = read_document(changed);
        // A file that cannot be read at all is refused, which is no pass either.
        const bool passed =
            facts && !facts->signatures.empty() && facts->signatures.front().intact();
        EXPECT_FALSE(passed) << "octet " << place;
    }
}

TEST_F(PadesReader, NamesLevelsByContent) {
    const struct {
        const char* options;
        const char* sub_filter;
        const char* format;
    } cases[] = {
        // The openssl program always adds signing-time, which a baseline signature may not have.
        {"-cades", "ETSI.CAdES.detached", "PAdES-BES"},
        {"", "ETSI.CAdES.detached", "PDF-NOT-ETSI"},
        {"", "adbe.pkcs7.detached", "PKCS7-B"},
        {"-noattr", "adbe.pkcs7.detached", "PDF-NOT-ETSI"},
    };
    for (const auto& one : cases) {
        auto revision = append_signature_field(MemorySource{one_page().finish()}, field_plan(), {});
        ASSERT_TRUE(revision);
        std::string text{as_text(revision->file)};
        const std::string ours = "/ETSI.CAdES.detached";
        text.replace(
            text.find(ours), ours.size(),
            ('/' + std::string{one.sub_filter} + std::string(20, ' ')).substr(0, ours.size()));
        revision->file = to_bytes(as_bytes(text));
        const auto cms = signer_.sign(*revision, one.options);
        const auto facts = read_document(*close_revision(*revision, cms));
        ASSERT_TRUE(facts);
        ASSERT_EQ(facts->signatures.size(), 1U);
        EXPECT_EQ(facts->signatures.front().format, one.format) << one.options;
        EXPECT_TRUE(facts->signatures.front().intact()) << one.options << one.sub_filter;
    }
}

/// The same document with another /ByteRange text of the same width.
Bytes with_byte_range(const Bytes& file,
                      const std::function<std::string(std::array<std::uint64_t, 4>)>& change) {
    std::string text{as_text(file)};
    const auto begin = text.find("/ByteRange [") + 12;
    const auto end = text.find("/Contents", begin);
    std::array<std::uint64_t, 4> numbers{};
    std::size_t at = begin;
    for (auto& number : numbers) {
        std::size_t used = 0;
        number = std::stoull(text.substr(at), &used);
        at += used;
    }
    auto replacement = change(numbers) + ']';
    EXPECT_LE(replacement.size(), end - begin);
    replacement.resize(end - begin, ' ');
    text.replace(begin, end - begin, replacement);
    return to_bytes(as_bytes(text));
}

TEST_F(PadesReader, RefusesEveryOtherByteRange) {
    const auto file = sign_document(signer_, one_page().finish());
    using Numbers = std::array<std::uint64_t, 4>;
    const auto text = [](std::initializer_list<std::uint64_t> numbers) {
        std::string out;
        for (const auto number : numbers) {
            out += std::to_string(number) + ' ';
        }
        return out;
    };
    const struct {
        const char* name;
        std::function<std::string(Numbers)> change;
    } cases[] = {
        {"starts later",
         [&](Numbers n) {
             return text({1, n[1] - 1, n[2], n[3]});
         }},
        {"gap wider at the front",
         [&](Numbers n) {
             return text({0, n[1] - 1, n[2], n[3]});
         }},
        {"gap narrower at the front",
         [&](Numbers n) {
             return text({0, n[1] + 1, n[2], n[3]});
         }},
        {"gap wider at the end",
         [&](Numbers n) {
             return text({0, n[1], n[2] + 1, n[3] - 1});
         }},
        {"ends before the revision",
         [&](Numbers n) {
             return text({0, n[1], n[2], n[3] - 20});
         }},
        {"ends behind the file",
         [&](Numbers n) {
             return text({0, n[1], n[2], n[3] + 1});
         }},
        {"overlaps",
         [&](Numbers n) {
             return text({0, n[2], n[1], n[3]});
         }},
        {"two numbers",
         [&](Numbers n) {
             return text({0, n[1]});
         }},
        {"six numbers",
         [&](Numbers) {
             return text({0, 1, 2, 3, 4, 5});
         }},
        {"negative", [&](Numbers n) { return "0 " + std::to_string(n[1]) + " -1 5"; }},
        {"huge", [&](Numbers n) { return "0 " + std::to_string(n[1]) + " 5 9223372036854775807"; }},
    };
    for (const auto& one : cases) {
        const auto facts = read_document(with_byte_range(file, one.change));
        ASSERT_TRUE(facts) << one.name;
        ASSERT_EQ(facts->signatures.size(), 1U) << one.name;
        EXPECT_FALSE(facts->signatures.front().binding_unambiguous) << one.name;
        EXPECT_FALSE(facts->signatures.front().intact()) << one.name;
        EXPECT_EQ(facts->signatures.front().pdf_modifications,
                  (std::vector<std::string>{"byte-range-invalid"}))
            << one.name;
    }
}

TEST_F(PadesReader, AcceptsARevisionWhoseLastEndOfLineIsNotCovered) {
    auto revision = append_signature_field(MemorySource{one_page().finish()}, field_plan(), {});
    ASSERT_TRUE(revision);
    ASSERT_EQ(revision->file.back(), '\n');
    revision->file = with_byte_range(revision->file, [](std::array<std::uint64_t, 4> n) {
        return "0 " + std::to_string(n[1]) + ' ' + std::to_string(n[2]) + ' ' +
               std::to_string(n[3] - 1);
    });
    auto short_revision = *revision;
    short_revision.file.pop_back();
    const auto cms = signer_.sign(short_revision);
    const auto facts = read_document(*close_revision(*revision, cms));
    ASSERT_TRUE(facts);
    EXPECT_TRUE(facts->signatures.front().intact());
    EXPECT_EQ(facts->signatures.front().pdf_modifications, kNone);
}

TEST_F(PadesReader, ASignatureThatTheFormNoLongerReachesIsNotSilent) {
    const auto file = sign_document(signer_, one_page().finish());
    auto update = update_of(file);
    const auto hidden = update.object(1, "<< /Type /Catalog /Pages 2 0 R >>").finish();
    const auto facts = read_document(hidden);
    ASSERT_TRUE(facts);
    EXPECT_TRUE(facts->signatures.empty());
    EXPECT_EQ(facts->container, ContainerKind::pades);
    EXPECT_TRUE(has(facts->errors, "undecodable-signature"));
}

TEST_F(PadesReader, AnotherVersionOfTheSameDictionaryIsNotSilent) {
    const auto file = sign_document(signer_, one_page().finish());
    // Object 5 is the signature dictionary of the first update.
    auto update = update_of(file);
    const auto facts = read_document(update.object(5, "<< /Type /Sig >>").finish());
    ASSERT_TRUE(facts);
    EXPECT_TRUE(has(facts->errors, "undecodable-signature"));
}

TEST_F(PadesReader, TextInsideAStreamIsNoSignature) {
    auto builder = one_page();
    builder.stream(9, "", "<< /Type /Sig /ByteRange [0 1 2 3] >>");
    const auto facts = read_document(builder.finish());
    ASSERT_TRUE(facts);
    EXPECT_TRUE(facts->errors.empty());
    EXPECT_EQ(facts->container, ContainerKind::pdf);
}

TEST_F(PadesReader, UsageRightsAreNoSignatureOfTheDocument) {
    auto builder = one_page(PdfBuilder::Xref::table, "1.7", "/Perms << /UR3 9 0 R >>");
    builder.object(9, "<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>");
    const auto facts = read_document(builder.finish());
    ASSERT_TRUE(facts);
    EXPECT_TRUE(facts->errors.empty());
    EXPECT_TRUE(has(facts->warnings, "usage-rights-signature"));
}

TEST_F(PadesReader, OneDictionaryInTwoFieldsIsOneSignature) {
    const auto file = sign_document(signer_, one_page().finish());
    std::string text{as_text(file)};
    auto builder =
        one_page(PdfBuilder::Xref::table, "1.7", "/AcroForm << /Fields [10 0 R 11 0 R] >>");
    builder.object(10, "<< /FT /Sig /T (A) /V 12 0 R >>")
        .object(11, "<< /FT /Sig /T (B) /V 12 0 R >>");
    builder.object(
        12, "<< /Type /Sig /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <00> >>");
    const auto facts = read_document(builder.finish());
    ASSERT_TRUE(facts);
    ASSERT_EQ(facts->signatures.size(), 1U);
    EXPECT_FALSE(facts->signatures.front().intact());
    EXPECT_TRUE(has(facts->signatures.front().errors, "undecodable-signature"));
}

TEST_F(PadesReader, SaysWhichFormatsItDoesNotJudge) {
    for (const std::string sub_filter :
         {"/SubFilter /adbe.x509.rsa_sha1", "/SubFilter /Own.Format", ""}) {
        auto builder = one_page(PdfBuilder::Xref::table, "1.7", "/AcroForm << /Fields [10 0 R] >>");
        builder.object(10, "<< /FT /Sig /T (A) /V 12 0 R >>");
        builder.object(12,
                       "<< /Type /Sig " + sub_filter + " /ByteRange [0 1 2 3] /Contents <00> >>");
        const auto facts = read_document(builder.finish());
        ASSERT_TRUE(facts);
        ASSERT_EQ(facts->signatures.size(), 1U);
        EXPECT_EQ(facts->signatures.front().form, SignatureForm::unsupported);
        EXPECT_TRUE(has(facts->signatures.front().errors, "unsupported-format"));
        EXPECT_FALSE(facts->signatures.front().intact());
    }
}

TEST_F(PadesReader, ContentInsideADetachedSignatureIsAmbiguous) {
    const auto file = sign_document(signer_, one_page().finish(), "-cades -nodetach", [] {
        auto plan = field_plan();
        plan.reserve = 65'536;
        return plan;
    }());
    const auto facts = read_document(file);
    ASSERT_TRUE(facts);
    EXPECT_FALSE(facts->signatures.front().intact());
    EXPECT_TRUE(has(facts->signatures.front().errors, "pdf-content-encapsulated"));
}

TEST_F(PadesReader, ADictionaryThatBreaksTheRulesIsNotWellFormed) {
    for (const std::string wrong : {"/Type /Sig", "/Filter /Adobe.PPKLite"}) {
        auto revision = append_signature_field(MemorySource{one_page().finish()}, field_plan(), {});
        ASSERT_TRUE(revision);
        std::string text{as_text(revision->file)};
        const auto at = text.rfind(wrong);
        text.replace(at, wrong.size(),
                     (wrong == "/Type /Sig" ? "/Type /Abc" : "/Filtex /Adobe.PPKLite"));
        revision->file = to_bytes(as_bytes(text));
        const auto cms = signer_.sign(*revision);
        const auto facts = read_document(*close_revision(*revision, cms));
        ASSERT_TRUE(facts);
        EXPECT_EQ(facts->signatures.front().structure_valid, false) << wrong;
        EXPECT_TRUE(facts->signatures.front().intact()) << wrong;
    }
}

TEST_F(PadesReader, RefusesWhatItCannotRead) {
    EXPECT_EQ(read_document(to_bytes(as_bytes("no PDF"))).error().reason, "pdf-damaged");
    auto encrypted = one_page();
    encrypted.object(5, "<< /Filter /Standard >>");
    EXPECT_EQ(read_document(encrypted.finish("/Root 1 0 R /Encrypt 5 0 R")).error().reason,
              "pdf-encrypted");
    Limits few;
    few.signatures = 1;
    const auto twice = sign_document(signer_, sign_document(signer_, one_page().finish()));
    EXPECT_EQ(read_document(twice, few).error().code, ErrorCode::too_large);
    few.signatures = 2;
    EXPECT_TRUE(read_document(twice, few));
}

}  // namespace
}  // namespace mohur::signing::pades
