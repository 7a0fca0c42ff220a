// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/jobs/log_timestamps.h"

#include "documents/fsck/timestamp_check.h"
#include "tests/support/agency/test_agency.h"
#include "tests/support/services/pki_fetcher.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace mohur::server {
namespace {

using testing::must;
namespace sql = documents::sql;

const pkitest::Hierarchy& pki() {
    static const auto made = pkitest::Hierarchy::standard([] { return SystemClock{}.now(); });
    return made;
}

/// A runner that has the log of one agency stamped, in real workers, by the test PKI. The workers
/// read the host's clock, so everything here does.
class StampedByJob : public ::testing::Test {
protected:
    StampedByJob() {
        const auto anchor = folder_.path() / "root.cer";
        const auto der = pki().certificate("root");
        std::ofstream{anchor, std::ios::binary}.write(
            reinterpret_cast<const char*>(der.data()),  // NOLINT: octets to a file
            static_cast<std::streamsize>(der.size()));
        verification_.emplace(must(Verification::create(workers_, {anchor})));
        use({"/tsa"});
    }
    void use(const std::vector<std::string>& paths) {
        std::vector<std::string> urls;
        for (const auto& path : paths) {
            urls.push_back(pki().base_url() + path);
        }
        timestamping_.emplace(workers_, *verification_, urls);
        log_timestamps_.emplace(cells_, sealer_, *timestamping_, ids_, clock_,
                                std::chrono::minutes{24 * 60});
    }
    bool schedule() { return must(log_timestamps_->schedule(agency_.scope())); }
    std::int64_t tokens() {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        documents::Findings findings;
        const auto totals = must(documents::check_timestamps(
            tx,
            [&](const documents::StoredTimestamp& stored) -> Result<std::string> {
                MOHUR_TRY(const auto verdict,
                          timestamping_->judge(stored.token, stored.imprint, stored.material,
                                               stored.stored_at));
                return verdict["indication"].as_string();
            },
            findings));
        EXPECT_TRUE(findings.none()) << findings.told().dump();
        return totals.count;
    }

    testing::TestAgency agency_;
    SystemClock clock_;
    SystemRandom random_;
    IdSource ids_{clock_, random_};
    testing::TemporaryFolder folder_;
    testing::PkiFetcher fetcher_{pki()};
    WorkerPool workers_{{std::string{MOHUR_BINARY_DIR} + "/bin/mohur", {"worker"}, {}, 1},
                        fetcher_};
    documents::Cells cells_{agency_.database()};
    documents::Sealer sealer_{agency_.database(), clock_};
    std::optional<Verification> verification_;
    std::optional<Timestamping> timestamping_;
    std::optional<LogTimestamps> log_timestamps_;
};

TEST_F(StampedByJob, NothingIsDueForAnEmptyLog) {
    EXPECT_FALSE(schedule());
    EXPECT_TRUE(log_timestamps_->stamp(agency_.scope()));
    EXPECT_EQ(tokens(), 0);
}

TEST_F(StampedByJob, TheFirstRootOfADayIsStampedOnce) {
    must(sealer_.seal(agency_.scope()));
    EXPECT_TRUE(schedule());
    std::ostringstream lines;
    Log log{lines, clock_};
    JobRunner runner{cells_, ids_, clock_, log, {.worker = "node"}};
    runner.add(LogTimestamps::kKind,
               [&](const documents::AgencyScope& scope, const documents::Job&) {
                   return scope == agency_.scope() ? log_timestamps_->stamp(scope) : Result<void>{};
               });
    EXPECT_GE(runner.run_due(), 1U);
    EXPECT_EQ(tokens(), 1) << lines.str();
    EXPECT_FALSE(schedule());
    static_cast<void>(agency_.draft(documents::Direction::outgoing, agency_.clerk));
    must(sealer_.seal(agency_.scope()));
    EXPECT_FALSE(schedule()) << "the day has its token";
}

TEST_F(StampedByJob, ALyingAuthorityIsTriedAgainAndStoresNothing) {
    use({"/tsa/unknown-ca"});
    must(sealer_.seal(agency_.scope()));
    const auto refused = log_timestamps_->stamp(agency_.scope());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(),
              Error::unavailable("tsa-untrusted", "INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND"));
    EXPECT_FALSE(is_permanent(refused.error()));
    EXPECT_EQ(tokens(), 0);
    EXPECT_TRUE(schedule());
}

TEST_F(StampedByJob, AnAuthorityThatComesBackStamps) {
    must(sealer_.seal(agency_.scope()));
    fetcher_.set_down(true);
    EXPECT_EQ(log_timestamps_->stamp(agency_.scope()).error().reason, "tsa-unreachable");
    fetcher_.set_down(false);
    EXPECT_TRUE(log_timestamps_->stamp(agency_.scope()));
    EXPECT_EQ(tokens(), 1);
}

TEST_F(StampedByJob, WithoutAnAuthorityNothingIsDue) {
    use({});
    must(sealer_.seal(agency_.scope()));
    EXPECT_FALSE(schedule());
}

}  // namespace
}  // namespace mohur::server
