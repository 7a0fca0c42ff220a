// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/reception/reception_desk.h"

#include "documents/registry/registry.h"
#include "signing/crypto/hash.h"
#include "tests/support/agency/test_agency.h"
#include "tests/support/services/pki_fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace mohur::server {
namespace {

using documents::FileReception;
using documents::ReceptionMark;
using testing::must;
namespace sql = documents::sql;

const pkitest::Hierarchy& pki() {
    static const auto made = pkitest::Hierarchy::standard([] { return SystemClock{}.now(); });
    return made;
}

/// The desk with real workers over the test PKI. Workers read the host's clock, so everything here
/// does. A bare time-stamp token serves as the signed file that comes in.
class Desk : public ::testing::Test {
protected:
    Desk() {
        const auto anchor = folder_.path() / "root.pem";
        std::ofstream{anchor} << pki().certificate_pem("root");
        verification_.emplace(must(Verification::create(workers_, {anchor})));
        timestamping_.emplace(workers_, *verification_, std::vector{pki().base_url() + "/tsa"});
        use(*timestamping_);
    }
    void use(const Timestamping& timestamping) {
        desk_.emplace(cells_, agency_.blobs(), *verification_, timestamping, ids_, clock_);
    }
    void receive(std::string_view content) {
        agency_.clock().advance(clock_.now() - agency_.clock().now());
        const documents::Registry registry{agency_.ids()};
        const auto letter = agency_.write([&](sql::Transaction& tx) {
            return registry.capture(tx, agency_.act_of(agency_.office),
                                    agency_.card(documents::Direction::incoming),
                                    {agency_.file(content)});
        });
        place_ = {letter.id, 1, 1};
    }
    /// A manifest-less file that is a token over `covered`, as a timestamped detached file would
    /// be.
    static std::string token() {
        const auto der = pki().timestamp_token(
            "sha256", signing::digest_of(DigestAlgorithm::sha256, as_bytes("x")).value);
        return {der.begin(), der.end()};
    }
    documents::Job job(int attempt = 1) const {
        return {{},
                "",
                "",
                Json::object({{"document", to_string(place_.document)},
                              {"version", place_.version},
                              {"file", place_.no}}),
                attempt,
                {}};
    }
    FileReception seen() {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return must(documents::reception_of(tx, place_));
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
    std::optional<Verification> verification_;
    std::optional<Timestamping> timestamping_;
    std::optional<ReceptionDesk> desk_;
    documents::FilePlace place_;
};

TEST_F(Desk, JudgesAndStampsByItsJobs) {
    receive("nothing signed here");
    std::ostringstream lines;
    Log log{lines, clock_};
    JobRunner runner{cells_, ids_, clock_, log, {.worker = "node"}};
    desk_->add_to(runner);
    EXPECT_GE(runner.run_due(), 2U);
    ASSERT_TRUE(seen().judged) << lines.str();
    EXPECT_EQ(seen().judged->mark, ReceptionMark::unsigned_file);
    EXPECT_TRUE(seen().stamped);
}

TEST_F(Desk, JudgesOnce) {
    receive("nothing signed here");
    ASSERT_TRUE(desk_->judge(agency_.scope(), job()));
    const auto first = seen().judged->at;
    ASSERT_TRUE(desk_->judge(agency_.scope(), job()));
    EXPECT_EQ(seen().judged->at, first);
}

TEST_F(Desk, KeepsTheVerdictWhileTheAuthorityIsDown) {
    receive("nothing signed here");
    fetcher_.set_down(true);
    ASSERT_TRUE(desk_->judge(agency_.scope(), job()));
    const auto refused = desk_->stamp(agency_.scope(), job());
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    EXPECT_TRUE(seen().judged);
    EXPECT_FALSE(seen().stamped);
    fetcher_.set_down(false);
    ASSERT_TRUE(desk_->stamp(agency_.scope(), job()));
    const auto stamped = seen().stamped;
    EXPECT_TRUE(stamped);
    ASSERT_TRUE(desk_->stamp(agency_.scope(), job())) << "stamps once";
    EXPECT_EQ(seen().stamped, stamped);
}

TEST_F(Desk, StoresTheMaterialOfTheVerdict) {
    receive(token());
    ASSERT_TRUE(desk_->judge(agency_.scope(), job()));
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto evidence = must(documents::reception_evidence(tx, place_));
    std::vector<Digest> certificates;
    for (const auto& one : evidence.material) {
        const auto stored = must(agency_.blobs().stat(agency_.scope().agency(), one.digest));
        EXPECT_EQ(stored.size(), one.size);
        if (one.kind == documents::MaterialKind::certificate) {
            certificates.push_back(one.digest);
        }
    }
    const auto root = signing::digest_of(DigestAlgorithm::sha256, pki().certificate("root"));
    EXPECT_THAT(certificates, ::testing::Contains(root));
}

TEST_F(Desk, WithoutAnAuthorityNothingIsStampedUntilThereIsOne) {
    const Timestamping none{workers_, *verification_, {}};
    use(none);
    receive("nothing signed here");
    ASSERT_TRUE(desk_->judge(agency_.scope(), job()));
    EXPECT_EQ(must(desk_->catch_up(agency_.scope())), 0U);
    use(*timestamping_);
    EXPECT_EQ(must(desk_->catch_up(agency_.scope())), 1U);
}

TEST_F(Desk, AWorkerThatDiesIsAVerdictInTheEnd) {
    const WorkerPool broken{{"/bin/false", {}, {}, 1}, fetcher_};
    const auto verification = must(Verification::create(broken, {}));
    desk_.emplace(cells_, agency_.blobs(), verification, *timestamping_, ids_, clock_);
    receive("dies");
    for (int attempt = 1; attempt <= 3; ++attempt) {
        const auto refused = desk_->judge(agency_.scope(), job(attempt));
        ASSERT_FALSE(refused) << attempt;
        EXPECT_EQ(refused.error(), Error::unavailable("worker-crashed", refused.error().detail));
    }
    ASSERT_TRUE(desk_->judge(agency_.scope(), job(4)));
    EXPECT_EQ(seen().judged->mark, ReceptionMark::unknown);
    EXPECT_EQ(seen().judged->verdict["errors"].items()[0]["code"].as_string(), "worker-crashed");
}

TEST_F(Desk, ContentThatIsGoneIsFinal) {
    receive("gone");
    testing::MemoryBlobStore empty;
    desk_.emplace(cells_, empty, *verification_, *timestamping_, ids_, clock_);
    EXPECT_TRUE(is_permanent(desk_->judge(agency_.scope(), job()).error()));
}

struct Glance {
    const char* name;
    const char* verdict;
    ReceptionMark mark;
};

class AtAGlance : public ::testing::TestWithParam<Glance> {};

TEST_P(AtAGlance, IsOneMark) {
    EXPECT_EQ(reception_mark_of(must(Json::parse(GetParam().verdict))), GetParam().mark);
}

INSTANTIATE_TEST_SUITE_P(
    ReceptionMark, AtAGlance,
    ::testing::Values(
        Glance{"Unsigned", R"({"errors":[{"code":"nothing-to-validate"}]})",
               ReceptionMark::unsigned_file},
        Glance{"NoKnownFormat", R"({"errors":[{"code":"format-unknown"}]})",
               ReceptionMark::unsigned_file},
        Glance{"NotReadable", R"({"errors":[{"code":"pdf-truncated"}]})", ReceptionMark::unknown},
        Glance{"AllPassed",
               R"({"signatures":[{"indication":"TOTAL-PASSED","intact":true},
                                 {"indication":"TOTAL-PASSED","intact":true}]})",
               ReceptionMark::valid},
        Glance{"OneFailed",
               R"({"signatures":[{"indication":"TOTAL-PASSED","intact":true},
                                 {"indication":"TOTAL-FAILED","intact":true}]})",
               ReceptionMark::not_valid},
        Glance{"NotIntact", R"({"signatures":[{"indication":"INDETERMINATE","intact":false}]})",
               ReceptionMark::not_valid},
        Glance{"OneOpen",
               R"({"signatures":[{"indication":"TOTAL-PASSED","intact":true},
                                 {"indication":"INDETERMINATE","intact":true}]})",
               ReceptionMark::unknown},
        Glance{"PassedBesideWhatCannotBeDecoded",
               R"({"signatures":[{"indication":"TOTAL-PASSED","intact":true}],
                   "errors":[{"code":"undecodable-signature"}]})",
               ReceptionMark::unknown},
        Glance{"OnlyATimestamp",
               R"({"signatures":[],"timestamps":[{"indication":"PASSED","intact":true}]})",
               ReceptionMark::valid},
        Glance{"SignaturesSpeakBeforeTimestamps",
               R"({"signatures":[{"indication":"TOTAL-PASSED","intact":true}],
                   "timestamps":[{"indication":"INDETERMINATE","intact":true}]})",
               ReceptionMark::valid}),
    [](const auto& tested) { return std::string{tested.param.name}; });

}  // namespace
}  // namespace mohur::server
