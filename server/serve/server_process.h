// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/private_cluster.h"
#include "server/config/config.h"
#include "server/observe/log.h"
#include "signing/core/clock.h"
#include "signing/core/http_fetcher.h"
#include "signing/core/random.h"

#include <functional>
#include <memory>

namespace mohur::server {

/// What `mohur serve` borrows from main.
struct ProcessServices {
    const Clock& clock;
    RandomSource& random;
    HttpFetcher& fetcher;
    HttpFetcher& signers;  ///< to remote signers; may trust other https authorities
    Log& log;
    std::string program;  ///< this executable, to start workers
};

/// The running server: database, content store, workers, keys, background jobs, handlers and the
/// listening socket, built by hand from the configuration. Start and stop from the main thread.
class ServerProcess {
public:
    /// Opens everything and listens; nothing is half open on an error. Errors: those of the parts:
    /// "database-role-too-powerful", "schema-outdated", "port-in-use", "token-module-missing", ...
    [[nodiscard]] static Result<std::unique_ptr<ServerProcess>> start(
        const Config& config, const ProcessServices& services);
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;
    /// Lets the jobs in hand and the requests in flight end, then closes everything in reverse.
    ~ServerProcess();

    [[nodiscard]] std::uint16_t port() const noexcept;
    /// What a timer calls about once a second: seals event streams, has their roots time-stamped
    /// when that is due, expires signing sessions.
    void tick();

private:
    struct Parts;
    explicit ServerProcess(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace mohur::server
