// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/contents.h"

#include "tests/unit/signing/asic/container_builder.h"

#include <gtest/gtest.h>

namespace mohur::signing::asic {
namespace {

using testing::good_asic_e;

TEST(ExtractData, WritesTheDataFilesOneBehindTheOther) {
    MemoryTarget target;
    const auto files = extract_data(good_asic_e().source(), target, {});
    ASSERT_TRUE(files) << files.error().reason;
    ASSERT_EQ(files->size(), 2U);
    EXPECT_EQ((*files)[0].name, "məktub.txt");
    EXPECT_EQ((*files)[0].offset, 0U);
    EXPECT_EQ((*files)[1].offset, (*files)[0].size);
    EXPECT_EQ(target.bytes().size(), (*files)[1].offset + (*files)[1].size);
}

TEST(ExtractData, GivesTheOctetsThatTheSignatureCovers) {
    auto container = good_asic_e();
    container.replace("folder/b.txt", "başqa");
    MemoryTarget target;
    const auto files = extract_data(container.source(), target, {}).value();
    const auto octets = BytesView{target.bytes()}.subspan(files[1].offset, files[1].size);
    EXPECT_EQ(as_text(octets), "başqa");
}

TEST(ExtractData, StopsAtItsLimits) {
    Limits limits;
    limits.zip_total_bytes = 10;
    MemoryTarget target;
    const auto files = extract_data(good_asic_e().source(), target, limits);
    ASSERT_FALSE(files);
    EXPECT_EQ(files.error().code, ErrorCode::too_large);
    EXPECT_TRUE(target.bytes().empty());
}

TEST(ExtractData, RefusesAZipThatIsNoContainer) {
    testing::ContainerBuilder plain;
    plain.mimetype = "";
    plain.add("a.txt", "a");
    MemoryTarget target;
    EXPECT_FALSE(extract_data(plain.source(), target, {}));
}

}  // namespace
}  // namespace mohur::signing::asic
