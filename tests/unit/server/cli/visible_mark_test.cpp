// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/visible_mark.h"

#include "server/cli/sign_command.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

using signing::pades::PagePlace;
using Words = std::vector<std::string>;

Result<SignOrder> order(const Words& more) {
    Words words{"a.pdf", "--format", "pades", "--key", "p12:x", "-o", "out.pdf"};
    words.insert(words.end(), more.begin(), more.end());
    const auto arguments = Arguments::parse(words, sign_options());
    return arguments ? sign_order(*arguments) : Result<SignOrder>{arguments.error()};
}

TEST(VisiblePlace, IsAFieldAPageOrANewOne) {
    EXPECT_EQ(*visible_place_from("field"), std::nullopt);
    EXPECT_EQ(*visible_place_from("page=2,left=35.5,top=740,width=200,height=70"),
              (PagePlace{2, false, 35.5, 740, 200, 70}));
    EXPECT_EQ(*visible_place_from("page=1,top=1,left=2"), (PagePlace{1, false, 2, 1, 200, 70}));
    EXPECT_EQ(*visible_place_from("new-page"), (PagePlace{1, true, 56, 56, 200, 70}));
    EXPECT_EQ(*visible_place_from("new-page,left=9,height=90"),
              (PagePlace{1, true, 9, 56, 200, 90}));
}

TEST(VisiblePlace, RefusesWhatSaysNoPlace) {
    for (const auto* text : {"", "here", "page=1", "page=1,left=2", "page=0,left=1,top=1",
                             "page=1,left=x,top=1", "page=1,left=1,top=1,left=2", "new-page,page=2",
                             "page=1,left=,top=1", "page=1,left=1,top=1,depth=3", "field,left=1"}) {
        const auto place = visible_place_from(text);
        EXPECT_FALSE(place) << text;
        EXPECT_EQ(place ? "" : place.error().reason, "usage-visible");
    }
}

TEST(SignOrder, ReadsWhatOnlyAPdfHas) {
    const auto read =
        order({"--field", "Rəis", "--certify", "2", "--visible", "page=1,left=2,top=3",
               "--mark-lang", "ru", "--mark-post", "Müdir", "--mark-qr", "https://q",
               "--mark-image", "e.png", "--active-content", "refuse", "--normalise", "copy.pdf"});
    ASSERT_TRUE(read) << read.error().reason;
    EXPECT_EQ(read->field, "Rəis");
    EXPECT_EQ(read->certification, 2);
    EXPECT_TRUE(read->refuse_active_content);
    EXPECT_EQ(read->normalised, "copy.pdf");
    const VisibleOrder expected{PagePlace{1, false, 2, 3, 200, 70}, "ru", "Müdir", "https://q",
                                "e.png"};
    EXPECT_EQ(read->visible, expected);
    const auto plain = order({});
    EXPECT_FALSE(plain->visible);
    EXPECT_FALSE(plain->certification);
    EXPECT_FALSE(plain->refuse_active_content);
}

TEST(SignOrder, RefusesHalfOfAMark) {
    const std::pair<Words, const char*> kWrong[] = {
        {{"--visible", "field"}, "usage-option-missing"},
        {{"--mark-qr", "x"}, "usage-option-missing"},
        {{"--visible", "page=1"}, "usage-visible"},
        {{"--certify", "4"}, "usage-certify"},
        {{"--certify", ""}, "usage-certify"},
        {{"--active-content", "ask"}, "usage-content-policy"}};
    for (const auto& [words, reason] : kWrong) {
        const auto read = order(words);
        EXPECT_EQ(read ? "" : read.error().reason, reason) << words.front();
    }
}

}  // namespace
}  // namespace mohur::server
