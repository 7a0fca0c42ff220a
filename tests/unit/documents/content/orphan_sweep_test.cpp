// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/content/orphan_sweep.h"

#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

TEST(OrphanSweep, KeepsWhatARowNames) {
    TestAgency agency;
    const testing::TemporaryFolder folder;
    SystemRandom random;
    KeyFolder keys{folder.path() / "keys", random};
    FolderStore store{folder.path() / "content", keys, random};
    const auto put = [&](std::string_view text) {
        return must(store.put(agency.scope().agency(), MemorySource{to_bytes(as_bytes(text))}));
    };
    const auto named = put("sənəd");
    const auto orphan = put("yetim");
    agency.write([&](sql::Transaction& tx) {
        return Registry{agency.ids()}.capture(
            tx, agency.act_of(agency.clerk), agency.card(Direction::outgoing),
            {{FileRole::main, "a.pdf", "application/pdf", named}});
    });
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder.path()}) {
        const timespec old[2]{{1'000'000, 0}, {1'000'000, 0}};
        utimensat(AT_FDCWD, entry.path().c_str(), old, 0);
    }
    const auto before = *parse_rfc3339("2001-01-01T00:00:00Z");
    EXPECT_EQ(must(sweep_orphans(agency.database(), agency.scope(), store, before)), 1);
    EXPECT_TRUE(store.get(agency.scope().agency(), named.digest()));
    EXPECT_FALSE(store.get(agency.scope().agency(), orphan.digest()));
}

}  // namespace
}  // namespace mohur::documents
