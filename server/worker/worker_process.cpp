// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/worker_process.h"

#include "server/worker/frame.h"
#include "server/worker/sandbox.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <new>

#include <sys/socket.h>

namespace mohur::server {
namespace {

/// The parent keeps the time and ends this process when it is up.
Deadline no_deadline() {
    return std::chrono::steady_clock::now() + std::chrono::hours{24};
}

/// Asks the parent, which holds the egress policy. Thread-safe.
class BrokeredFetcher final : public HttpFetcher {
public:
    [[nodiscard]] Result<HttpResponse> fetch(const HttpRequest& request) override {
        const std::lock_guard lock{mutex_};
        MOHUR_TRY_VOID(
            send_frame(kWorkerSocket, Frame::Kind::fetch, to_json(request), no_deadline()));
        MOHUR_TRY(const auto frame, receive_frame(kWorkerSocket, no_deadline()));
        if (frame.kind != Frame::Kind::fetched) {
            return Error::integrity("worker-frame", "kind");
        }
        if (frame.body.contains("error")) {
            return error_from(frame.body["error"]);
        }
        return http_response_from(frame.body);
    }

private:
    std::mutex mutex_;
};

Result<TaskFiles> open_files(Frame& frame) {
    TaskFiles files;
    const auto inputs =
        static_cast<std::size_t>(std::max<std::int64_t>(frame.body["inputs"].as_integer(), 0));
    if (inputs > frame.descriptors.size()) {
        return Error::integrity("worker-frame", "inputs");
    }
    for (std::size_t i = 0; i < frame.descriptors.size(); ++i) {
        const int descriptor = frame.descriptors[i].release();
        if (i < inputs) {
            MOHUR_TRY(auto source, FileSource::adopt(descriptor));
            files.inputs.push_back(std::move(source));
        } else {
            files.outputs.push_back(std::make_shared<FileTarget>(descriptor));
        }
    }
    return files;
}

Result<Json> run_guarded(const WorkerTask& task, const Json& request, const TaskFiles& files,
                         const WorkerServices& services) {
    try {
        return task.run(request, files, services);
    } catch (const std::bad_alloc&) {
        return Error::too_large("worker-memory");
    } catch (const std::exception& problem) {
        return Error::internal("worker-exception", problem.what());
    }
}

Result<Json> perform(Frame& frame, std::span<const WorkerTask> tasks, const Clock& clock,
                     RandomSource& random) {
    const auto& limits = frame.body["limits"];
    MOHUR_TRY_VOID(enter_sandbox(static_cast<std::uint64_t>(limits["memory"].as_integer()),
                                 std::chrono::seconds{limits["cpu"].as_integer()},
                                 static_cast<std::uint64_t>(limits["output"].as_integer())));
    const auto task = std::ranges::find(tasks, std::string_view{frame.body["task"].as_string()},
                                        &WorkerTask::name);
    if (task == tasks.end()) {
        return Error::not_found("worker-task", frame.body["task"].as_string());
    }
    MOHUR_TRY(const auto files, open_files(frame));
    BrokeredFetcher fetcher;
    return run_guarded(*task, frame.body["request"], files, {fetcher, clock, random});
}

bool is_socket(int descriptor) {
    int domain = 0;
    socklen_t size = sizeof domain;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 &&
           domain == AF_UNIX;
}

}  // namespace

int serve_one_task(std::span<const WorkerTask> tasks, const Clock& clock, RandomSource& random) {
    if (!is_socket(kWorkerSocket)) {
        return 64;
    }
    auto frame = receive_frame(kWorkerSocket, no_deadline());
    if (!frame) {
        return 1;
    }
    const auto answer = perform(*frame, tasks, clock, random);
    const Json body = answer ? Json::object({{"value", *answer}})
                             : Json::object({{"error", to_json(answer.error())}});
    const auto sent = send_frame(kWorkerSocket, Frame::Kind::answer, body, no_deadline());
    if (sent) {
        return 0;
    }
    const Json reason =
        Json::object({{"error", to_json(sent.error())}});  // e.g. the answer was too long
    return send_frame(kWorkerSocket, Frame::Kind::answer, reason, no_deadline()) ? 0 : 1;
}

}  // namespace mohur::server
