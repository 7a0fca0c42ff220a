// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/unpack_task.h"

#include "server/exchange/consignment_note.h"
#include "signing/core/clock.h"
#include "signing/core/http_fetcher.h"
#include "signing/zip/archive_writer.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

/// A container without a signature: the task is not asked whether there is one.
std::shared_ptr<const ByteSource> container(const Entries& entries) {
    std::vector<signing::zip::NewEntry> all;
    for (const auto& [name, text] : entries) {
        all.push_back({name, std::make_shared<MemorySource>(to_bytes(as_bytes(text)))});
    }
    MemoryTarget target;
    EXPECT_TRUE(signing::zip::write_archive(target, kPackageType, all,
                                            parse_rfc3339("2026-07-01T10:00:00Z").value()));
    return std::make_shared<MemorySource>(target.take());
}

class UnpackTask : public ::testing::Test {
protected:
    Result<Json> run(const Entries& entries, std::uint64_t most_bytes = 1'000'000) {
        return run_unpack_consignment(Json::object({{"most_bytes", most_bytes}}),
                                      {{container(entries)}, {output_}},
                                      {fetcher_, clock_, random_});
    }
    [[nodiscard]] std::string slice(const Json& file) const {
        const auto begin = static_cast<std::size_t>(file["offset"].as_integer());
        const auto size = static_cast<std::size_t>(file["size"].as_integer());
        return std::string{as_text(BytesView{output_->bytes()}.subspan(begin, size))};
    }

    std::shared_ptr<MemoryTarget> output_ = std::make_shared<MemoryTarget>();
    OfflineFetcher fetcher_;
    SystemClock clock_;
    SystemRandom random_;
};

TEST_F(UnpackTask, GivesTheNoteAndEveryDataFile) {
    const auto answer = run({{"consignment.json", R"({"version":1})"},
                             {"letter.pdf", "%PDF"},
                             {"META-INF/manifest.xml", "<m/>"}});
    ASSERT_TRUE(answer) << answer.error().reason << answer.error().detail;
    EXPECT_EQ((*answer)["note"]["version"].as_integer(), 1);
    const auto& files = (*answer)["files"].items();
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[1]["name"].as_string(), "letter.pdf");
    EXPECT_EQ(slice(files[1]), "%PDF");
}

TEST_F(UnpackTask, WantsANoteThatIsJson) {
    for (const auto& entries : {Entries{{"letter.pdf", "%PDF"}}, Entries{{"consignment.json", "{"}},
                                Entries{{"consignment.json", R"({"a":1,"a":2})"}}}) {
        const auto answer = run(entries);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().reason, "consignment-malformed");
    }
}

TEST_F(UnpackTask, RefusesANoteThatIsNoNote) {
    const auto answer = run({{"consignment.json", std::string(300'000, ' ')}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().reason, "consignment-malformed");
}

TEST_F(UnpackTask, StopsAtItsLimits) {
    const Entries large{{"consignment.json", "{}"}, {"letter.pdf", std::string(2'000, 'a')}};
    EXPECT_EQ(run(large, 1'000).error().code, ErrorCode::too_large);
    Entries many{{"consignment.json", "{}"}};
    for (int i = 0; i < 600; ++i) {
        many.emplace_back("a" + std::to_string(i), "");
    }
    EXPECT_EQ(run(many).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace mohur::server
