// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/observe/log.h"

#include <gtest/gtest.h>

#include <sstream>

namespace mohur::server {
namespace {

TEST(Log, WritesOneJsonObjectALine) {
    const FixedClock clock{*parse_rfc3339("2026-11-21T14:32:00Z")};
    std::ostringstream out;
    Log log{out, clock};
    log.warning("job.failed", {{"attempt", 2}, {"reason", "line\nbreak"}});
    EXPECT_EQ(out.str(),
              "{\"time\":\"2026-11-21T14:32:00Z\",\"level\":\"warning\",\"event\":\"job.failed\","
              "\"attempt\":2,\"reason\":\"line\\nbreak\"}\n");
}

}  // namespace
}  // namespace mohur::server
