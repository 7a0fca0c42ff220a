// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace mohur::pkitest {

/// The services of a hierarchy over HTTP on 127.0.0.1.
///
/// POST /ocsp, /ocsp/BEHAVIOUR, /tsa, /tsa/BEHAVIOUR (OCSP also by GET, RFC 6960 A.1);
/// /mid-api (mobile_id.h); GET /crl/CA.crl, /crl/BEHAVIOUR/CA.crl, /ca/CA.cer, /counts.
/// Thread-safe; borrows the hierarchy, which must outlive it.
class HttpServer {
public:
    /// Listens at once; port 0 takes a free one. Throws `PkiTestError` when the port is taken.
    HttpServer(const Hierarchy& hierarchy, std::uint16_t port);
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer();

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::string url() const;  ///< "http://127.0.0.1:PORT"
    /// How many requests were answered, by service and behaviour ("/ocsp", "/tsa/wrong-imprint").
    [[nodiscard]] std::map<std::string, std::uint64_t> counts() const;
    /// Finishes the requests under way and closes the socket.
    void stop();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mohur::pkitest
