// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/pages/html.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

TEST(Html, EscapesEverythingThatIsNotMarkup) {
    Html html;
    html.element("p", "<script>\"'&", "a\"b");
    EXPECT_EQ(std::move(html).take(), "<p class=\"a&quot;b\">&lt;script&gt;&quot;&#39;&amp;</p>");
}

}  // namespace
}  // namespace mohur::server
