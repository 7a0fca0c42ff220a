// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/worker_process.h"

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

// A worker whose tasks do what hostile input could make a parser do.
namespace {

using namespace mohur;
using namespace mohur::server;

Result<Json> echo(const Json& request, const TaskFiles& files, const WorkerServices&) {
    Json answer = Json::object({{"request", request}, {"inputs", Json::array()}});
    Json inputs = Json::array();
    for (const auto& input : files.inputs) {
        MOHUR_TRY(const auto bytes, input->read_all(1U << 20U));
        inputs.push(std::string{as_text(bytes)});
    }
    answer.set("inputs", std::move(inputs));
    for (const auto& output : files.outputs) {
        MOHUR_TRY_VOID(output->write_at(0, as_bytes("written by the worker")));
    }
    return answer;
}

Result<Json> fail(const Json&, const TaskFiles&, const WorkerServices&) {
    return Error::unsupported("pdf-encrypted", "as the task says");
}

Result<Json> crash(const Json&, const TaskFiles&, const WorkerServices&) {
    std::fputs("broken invariant\n", stderr);
    std::abort();
}

Result<Json> leave(const Json&, const TaskFiles&, const WorkerServices&) {
    std::_Exit(7);
}

Result<Json> spin(const Json&, const TaskFiles&, const WorkerServices&) {
    std::atomic<unsigned> turns{0};
    while (true) {
        ++turns;
    }
}

Result<Json> sleep(const Json&, const TaskFiles&, const WorkerServices&) {
    std::this_thread::sleep_for(std::chrono::hours{1});
    return Json{};
}

Result<Json> hoard(const Json&, const TaskFiles&, const WorkerServices&) {
    std::vector<Bytes> hoarded;
    while (true) {
        hoarded.emplace_back(std::size_t{64} << 20U, std::uint8_t{1});
    }
}

Result<Json> overflow(const Json&, const TaskFiles& files, const WorkerServices&) {
    const Bytes piece(1U << 20U);
    for (std::uint64_t at = 0;; at += piece.size()) {
        MOHUR_TRY_VOID(files.outputs.front()->write_at(at, piece));
    }
}

Result<Json> chatter(const Json&, const TaskFiles&, const WorkerServices&) {
    return Json{std::string(65U << 20U, 'x')};
}

Result<Json> rubbish(const Json&, const TaskFiles&, const WorkerServices&) {
    static_cast<void>(::write(kWorkerSocket, "\x02\x00\x00\x00\x02{{", 7));
    std::_Exit(0);
}

Result<Json> hang_up(const Json&, const TaskFiles&, const WorkerServices&) {
    ::close(kWorkerSocket);
    std::this_thread::sleep_for(std::chrono::hours{1});
    return Json{};
}

Result<Json> fetch(const Json& request, const TaskFiles&, const WorkerServices& services) {
    Json statuses = Json::array();
    HttpRequest wanted;
    wanted.url = request["url"].as_string();
    for (std::int64_t i = 0; i < request["times"].as_integer(); ++i) {
        const auto response = services.fetcher.fetch(wanted);
        statuses.push(response ? Json{response->status} : Json{response.error().reason});
    }
    return statuses;
}

bool can_connect() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(9);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int status = ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
    return status == 0 || errno == ECONNREFUSED;  // refused: there was a network to refuse it
}

Result<Json> look_around(const Json& request, const TaskFiles&, const WorkerServices&) {
    int descriptors = 0;
    for (int i = 0; i < 1024; ++i) {
        descriptors += ::fcntl(i, F_GETFD) >= 0 ? 1 : 0;
    }
    rlimit core{};
    ::getrlimit(RLIMIT_CORE, &core);
    const int opened = ::open(request["path"].as_string().c_str(), O_RDONLY);
    const int created = ::open("/tmp/mohur-worker-was-here", O_CREAT | O_WRONLY, 0600);
    return Json::object({{"descriptors", descriptors},
                         {"environment", environ != nullptr && *environ != nullptr},
                         {"core", std::uint64_t{core.rlim_cur}},
                         {"network", can_connect()},
                         {"opens", opened >= 0},
                         {"creates", created >= 0}});
}

constexpr std::array kTasks{WorkerTask{"echo", echo},
                            WorkerTask{"fail", fail},
                            WorkerTask{"crash", crash},
                            WorkerTask{"leave", leave},
                            WorkerTask{"spin", spin},
                            WorkerTask{"sleep", sleep},
                            WorkerTask{"hoard", hoard},
                            WorkerTask{"overflow", overflow},
                            WorkerTask{"chatter", chatter},
                            WorkerTask{"rubbish", rubbish},
                            WorkerTask{"hang_up", hang_up},
                            WorkerTask{"fetch", fetch},
                            WorkerTask{"look_around", look_around}};

}  // namespace

int main() {
    const SystemClock clock;
    SystemRandom random;
    return serve_one_task(kTasks, clock, random);
}
