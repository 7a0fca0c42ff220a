// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/worker_pool.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include <sys/mman.h>

namespace mohur::server {
namespace {

/// Answers everything with 200 and remembers what was asked.
class RecordingFetcher final : public HttpFetcher {
public:
    [[nodiscard]] Result<HttpResponse> fetch(const HttpRequest& request) override {
        urls.push_back(request.url);
        if (request.url.ends_with("forbidden")) {
            return Error::denied("address-not-allowed");
        }
        return HttpResponse{200, "text/plain", to_bytes(as_bytes("ok"))};
    }
    std::vector<std::string> urls;
};

std::shared_ptr<const ByteSource> memory(std::string_view text) {
    return std::make_shared<MemorySource>(to_bytes(as_bytes(text)));
}

class WorkerPoolTest : public ::testing::Test {
protected:
    [[nodiscard]] Result<Json> run(std::string_view task, const Json& request = Json::object(),
                                   const TaskFiles& files = {}) {
        WorkerSettings settings{
            std::string{MOHUR_BINARY_DIR} + "/bin/misbehaving-worker", {}, limits, 2};
        return WorkerPool{settings, fetcher}.run(task, request, files);
    }

    RecordingFetcher fetcher;
    WorkerLimits limits{.memory_bytes = 1U << 30U,
                        .cpu = std::chrono::seconds{20},
                        .wall = std::chrono::milliseconds{20'000},
                        .output_bytes = 4U << 20U,
                        .fetches = 3};
};

TEST_F(WorkerPoolTest, CarriesRequestAndFilesBothWays) {
    auto target = std::make_shared<MemoryTarget>();
    const auto answer =
        run("echo", Json::object({{"a", 1}}), {{memory("first"), memory("second")}, {target}});
    ASSERT_TRUE(answer) << answer.error().reason << " " << answer.error().detail;
    EXPECT_EQ((*answer)["request"]["a"].as_integer(), 1);
    EXPECT_EQ((*answer)["inputs"].items().size(), 2U);
    EXPECT_EQ((*answer)["inputs"].items()[1].as_string(), "second");
    EXPECT_EQ(as_text(target->bytes()), "written by the worker");
}

TEST_F(WorkerPoolTest, PassesOpenFilesAsTheyAre) {
    const int descriptor = ::memfd_create("input", MFD_CLOEXEC);
    {
        FileTarget writer{::dup(descriptor)};
        ASSERT_TRUE(writer.write_at(0, as_bytes("from a file")));
    }
    const auto answer = run("echo", {}, {{FileSource::adopt(descriptor).value()}, {}});
    ASSERT_TRUE(answer);
    EXPECT_EQ((*answer)["inputs"].items()[0].as_string(), "from a file");
}

TEST_F(WorkerPoolTest, KeepsTheTasksOwnError) {
    const auto answer = run("fail");
    EXPECT_EQ(answer.error(), Error::unsupported("pdf-encrypted", "as the task says"));
}

TEST_F(WorkerPoolTest, TellsACrashWithWhatTheWorkerSaid) {
    const auto answer = run("crash");
    EXPECT_EQ(answer.error().reason, "worker-crashed");
    EXPECT_EQ(answer.error().detail, "signal 6; broken invariant\n");
}

TEST_F(WorkerPoolTest, TellsAnEarlyExit) {
    EXPECT_EQ(run("leave").error().detail, "exit 7");
}

TEST_F(WorkerPoolTest, EndsAWorkerThatUsesTooMuchTime) {
    limits.cpu = std::chrono::seconds{1};
    EXPECT_EQ(run("spin").error(), Error::unavailable("worker-timeout", "cpu"));
}

TEST_F(WorkerPoolTest, EndsAWorkerThatDoesNotAnswer) {
    limits.wall = std::chrono::milliseconds{200};
    EXPECT_EQ(run("sleep").error().reason, "worker-timeout");
}

TEST_F(WorkerPoolTest, EndsAWorkerThatHangsUpAndLivesOn) {
    EXPECT_EQ(run("hang_up").error().reason, "worker-crashed");
}

TEST_F(WorkerPoolTest, BoundsMemory) {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "AddressSanitizer needs the address space";
#endif
    limits.memory_bytes = 512U << 20U;
    EXPECT_EQ(run("hoard").error().reason, "worker-memory");
}

TEST_F(WorkerPoolTest, BoundsOutputFiles) {
    EXPECT_EQ(run("overflow", {}, {{}, {std::make_shared<MemoryTarget>()}}).error().reason,
              "output-too-large");
}

TEST_F(WorkerPoolTest, BoundsTheAnswer) {
    EXPECT_EQ(run("chatter").error().reason, "worker-frame");
}

TEST_F(WorkerPoolTest, RefusesAnAnswerThatIsNoFrame) {
    EXPECT_EQ(run("rubbish").error().code, ErrorCode::integrity);
}

TEST_F(WorkerPoolTest, RefusesAnUnknownTask) {
    EXPECT_EQ(run("no-such-task").error().reason, "worker-task");
}

TEST_F(WorkerPoolTest, ReportsAProgramThatCannotBeStarted) {
    WorkerSettings settings;
    settings.program = "/nonexistent";
    const WorkerPool pool{settings, fetcher};
    EXPECT_EQ(pool.run("echo", {}, {}).error().reason, "worker-not-started");
}

TEST_F(WorkerPoolTest, BrokersRequestsAndTheirRefusals) {
    const auto answer = run("fetch", Json::object({{"url", "http://ocsp.example/"}, {"times", 1}}));
    ASSERT_TRUE(answer) << answer.error().reason;
    EXPECT_EQ(answer->items()[0].as_integer(), 200);
    EXPECT_EQ(fetcher.urls, std::vector<std::string>{"http://ocsp.example/"});
    const auto refused = run("fetch", Json::object({{"url", "http://x/forbidden"}, {"times", 1}}));
    EXPECT_EQ(refused->items()[0].as_string(), "address-not-allowed");
}

TEST_F(WorkerPoolTest, CountsBrokeredRequests) {
    const auto answer = run("fetch", Json::object({{"url", "http://ocsp.example/"}, {"times", 4}}));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->items()[2].as_integer(), 200);
    EXPECT_EQ(answer->items()[3].as_string(), "worker-fetches");
    EXPECT_EQ(fetcher.urls.size(), 3U);
}

// Namespaces and Landlock depend on the host; what the kernel agreed to must hold.
TEST_F(WorkerPoolTest, LeavesTheWorkerNothingItDoesNotNeed) {
    const int stray = ::memfd_create("stray", 0);  // inheritable on purpose
    ::setenv("MOHUR_TEST_SECRET", "1", 1);
    const auto answer = run(
        "look_around", Json::object({{"path", std::string{MOHUR_SOURCE_DIR} + "/CMakeLists.txt"}}));
    ::close(stray);
    ASSERT_TRUE(answer) << answer.error().reason;
    EXPECT_EQ((*answer)["descriptors"].as_integer(), 4) << "the three streams and the socket";
    EXPECT_FALSE((*answer)["environment"].as_bool(true));
    EXPECT_EQ((*answer)["core"].as_integer(-1), 0);
    EXPECT_FALSE((*answer)["network"].as_bool(true));
    EXPECT_FALSE((*answer)["opens"].as_bool(true));
    EXPECT_FALSE((*answer)["creates"].as_bool(true));
}

TEST_F(WorkerPoolTest, ServesManyCallersAtOnce) {
    WorkerSettings settings{
        std::string{MOHUR_BINARY_DIR} + "/bin/misbehaving-worker", {}, limits, 2};
    const WorkerPool pool{settings, fetcher};
    std::vector<std::thread> callers;
    std::array<bool, 6> right{};
    for (std::size_t i = 0; i < right.size(); ++i) {
        callers.emplace_back([&, i] {
            const auto task = i % 2 == 0 ? "echo" : "crash";
            const auto answer = pool.run(task, Json::object({{"i", std::uint64_t{i}}}), {});
            right[i] = i % 2 == 0 ? answer && (*answer)["request"]["i"].as_integer() ==
                                                  static_cast<std::int64_t>(i)
                                  : !answer && answer.error().reason == "worker-crashed";
        });
    }
    for (auto& caller : callers) {
        caller.join();
    }
    for (std::size_t i = 0; i < right.size(); ++i) {
        EXPECT_TRUE(right[i]) << i;
    }
}

}  // namespace
}  // namespace mohur::server
