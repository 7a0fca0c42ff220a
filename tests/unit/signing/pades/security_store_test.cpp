// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/hash.h"
#include "signing/pades/update_internal.h"
#include "signing/pdf/raw_file.h"
#include "tests/unit/signing/pades/signed_document.h"

#include <gtest/gtest.h>

namespace mohur::signing::pades {
namespace {

using mohur::testing::one_page;
using mohur::testing::run;

class SecurityStore : public ::testing::TestWithParam<mohur::testing::PdfBuilder::Xref> {
protected:
    [[nodiscard]] Certificate certificate() const {
        return Certificate::from_pem_or_der(mohur::testing::read_file(signer_.certificate()))
            ->front();
    }
    [[nodiscard]] static pdf::Snapshot snapshot(const Bytes& file) {
        return pdf::RawFile::open(std::make_shared<MemorySource>(file), {})->current();
    }
    const OutsideSigner signer_;
};
INSTANTIATE_TEST_SUITE_P(Pades, SecurityStore,
                         ::testing::Values(mohur::testing::PdfBuilder::Xref::table,
                                           mohur::testing::PdfBuilder::Xref::stream));

Bytes contents_of(const Bytes& file) {
    const auto text = as_text(file);
    const auto begin = text.rfind("/Contents <") + 11;
    return *from_hex(text.substr(begin, text.find('>', begin) - begin));
}

TEST_P(SecurityStore, IsReachedAndChangesNoSignature) {
    const auto signed_file = sign_document(signer_, one_page(GetParam(), "1.5").finish());
    const auto contents = contents_of(signed_file);
    const auto file =
        append_dss(MemorySource{signed_file}, contents, {certificate(), certificate()}, {}, {}, {});
    ASSERT_TRUE(file) << file.error().reason;
    EXPECT_TRUE(equal(BytesView{*file}.first(signed_file.size()), signed_file));

    const auto facts = read_document(*file);
    ASSERT_TRUE(facts);
    EXPECT_TRUE(facts->signatures.front().intact());
    EXPECT_EQ(facts->signatures.front().pdf_modifications, std::vector<std::string>{});

    const auto view = snapshot(*file);
    const auto store = view.value(*view.catalog(), "DSS");
    ASSERT_NE(store->dictionary(), nullptr);
    EXPECT_EQ(view.value(*store->dictionary(), "Certs")->array()->size(), 1U)
        << "the same certificate once";
    const auto key = vri_key(contents);
    EXPECT_EQ(key.size(), 40U);
    const auto vri = view.value(*store->dictionary(), "VRI");
    EXPECT_NE(vri->dictionary()->find(key), nullptr);
    const auto path = signer_.folder().write("dss.pdf", *file);
    EXPECT_EQ(run("qpdf --check " + path.string()).status, 0);
    EXPECT_NE(run("qpdf --json " + path.string()).output.find("\"/DSS\""), std::string::npos);
}

TEST_P(SecurityStore, GrowsWithoutDoublingWhatIsThere) {
    auto file = sign_document(signer_, one_page(GetParam(), "1.5").finish());
    for (int round = 0; round < 2; ++round) {
        auto next = append_dss(MemorySource{file}, contents_of(file), {certificate()}, {}, {}, {});
        ASSERT_TRUE(next) << next.error().reason;
        file = std::move(*next);
    }
    const auto view = snapshot(file);
    const auto store = view.value(*view.catalog(), "DSS");
    EXPECT_EQ(view.value(*store->dictionary(), "Certs")->array()->size(), 1U);
    EXPECT_EQ(read_document(file)->signatures.front().pdf_modifications,
              std::vector<std::string>{});
}

TEST_P(SecurityStore, TakesTheCmsWithoutItsPaddingToo) {
    const auto file = sign_document(signer_, one_page(GetParam(), "1.5").finish());
    auto cms = contents_of(file);
    const auto padded_key = vri_key(cms);
    while (cms.back() == 0) {
        cms.pop_back();
    }
    const auto updated = append_dss(MemorySource{file}, cms, {}, {}, {}, {});
    ASSERT_TRUE(updated);
    EXPECT_NE(as_text(*updated).find(padded_key), std::string_view::npos);
}

TEST_P(SecurityStore, NeedsTheSignatureThatItIsFor) {
    const auto file = sign_document(signer_, one_page(GetParam(), "1.5").finish());
    EXPECT_EQ(append_dss(MemorySource{file}, Bytes{1, 2, 3}, {}, {}, {}, {}).error().reason,
              "pdf-signature-not-found");
    EXPECT_TRUE(append_dss(MemorySource{file}, {}, {certificate()}, {}, {}, {}))
        << "without VRI none is needed";
}

TEST_P(SecurityStore, MaterialReachesTheFacts) {
    const auto file =
        sign_document(signer_, one_page(GetParam(), "1.5").finish(), "-cades -nocerts");
    EXPECT_TRUE(read_document(file)->signatures.front().certificates.empty());
    const auto updated = append_dss(MemorySource{file}, {}, {certificate()}, {}, {}, {});
    ASSERT_TRUE(updated);
    EXPECT_EQ(read_document(*updated)->signatures.front().certificates.size(), 1U);
}

}  // namespace
}  // namespace mohur::signing::pades
