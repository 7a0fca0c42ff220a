// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "templates/renderer.h"
#include "tests/support/command.h"

#include <gtest/gtest.h>

namespace mohur::templates::testing {

inline RenderContext context(const std::string& language = "az") {
    using namespace std::chrono_literals;
    return {"4/25-123",
            2026y / std::chrono::November / 21,
            "K7QF-3M9P-2XRA",
            "https://mohur.example/v/K7QF-3M9P-2XRA",
            language,
            Time{std::chrono::seconds{1'795'262'400}},
            false};
}

inline TemplatePackage package(std::string_view id) {
    auto loaded = TemplatePackage::shipped(id);
    EXPECT_TRUE(loaded) << loaded.error().detail;
    return *std::move(loaded);
}

/// Rendered, or a failed test.
inline Rendered rendered(const TemplatePackage& package, const Json& facts,
                         const RenderContext& context) {
    auto paper = render(package, facts, context);
    EXPECT_TRUE(paper) << paper.error().reason << " " << paper.error().detail;
    return paper ? *std::move(paper) : Rendered{};
}

/// The sample of a package with one fact put in another way.
inline Json with(Json object, const std::string& name, Json value) {
    object.set(name, std::move(value));
    return object;
}

}  // namespace mohur::templates::testing
