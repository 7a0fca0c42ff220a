// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/net/poco_http_fetcher.h"

#include "server/net/http_message.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include <Poco/Net/Context.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>

namespace mohur::server {
namespace {

constexpr int kMaxRedirects = 3;
constexpr std::size_t kPiece = 16 * 1024;
constexpr std::size_t kUploadPiece = 256 * 1024;

/// Counts down one request's time over all its steps.
class Countdown {
public:
    explicit Countdown(std::chrono::milliseconds whole)
        : end_{std::chrono::steady_clock::now() + whole} {}
    [[nodiscard]] Result<Poco::Timespan> left() const {
        const auto rest = std::chrono::duration_cast<std::chrono::microseconds>(
            end_ - std::chrono::steady_clock::now());
        if (rest.count() <= 0) {
            return Error::unavailable("fetch-timeout");
        }
        return Poco::Timespan{rest.count()};
    }

private:
    std::chrono::steady_clock::time_point end_;
};

/// Poco's exceptions end here: `step` is what was being done.
template <class Work>
auto translated(const char* step, Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (const Poco::TimeoutException&) {
        return Error::unavailable("fetch-timeout", step);
    } catch (const Poco::Net::SSLException& problem) {
        return Error::unavailable("tls-failed", problem.displayText());
    } catch (const Poco::Exception& problem) {
        return Error::unavailable(step, problem.displayText());
    }
}

Result<IpAddress> from_poco(const Poco::Net::IPAddress& address) {
    auto text = address.toString();
    return IpAddress::parse(text.substr(0, text.find('%')));
}

/// The first address of the host that the policy allows.
Result<Poco::Net::IPAddress> resolve(const std::string& host, const EgressPolicy& policy) {
    return translated("host-unknown", [&]() -> Result<Poco::Net::IPAddress> {
        Poco::Net::IPAddress literal;
        std::vector<Poco::Net::IPAddress> found;
        if (Poco::Net::IPAddress::tryParse(host, literal)) {
            found.push_back(literal);
        } else {
            found = Poco::Net::DNS::hostByName(host).addresses();
        }
        for (const auto& address : found) {
            const auto checked = from_poco(address);
            if (checked && policy.allows_address(*checked)) {
                return address;
            }
        }
        if (found.empty()) {
            return Error::unavailable("host-unknown", host);
        }
        return Error::denied("address-not-allowed", host);
    });
}

Result<Poco::Net::StreamSocket> connect(const Url& url, const EgressPolicy& policy,
                                        const Poco::Net::Context::Ptr& tls,
                                        const Countdown& countdown) {
    if (!policy.allows_host(url.host, url.port)) {
        return Error::denied("host-not-allowed", url.host);
    }
    MOHUR_TRY(const auto address, resolve(url.host, policy));
    MOHUR_TRY(const auto left, countdown.left());
    return translated("connection-failed", [&]() -> Result<Poco::Net::StreamSocket> {
        Poco::Net::StreamSocket socket;
        socket.connect(Poco::Net::SocketAddress{address, url.port}, left);
        socket.setSendTimeout(left);
        socket.setReceiveTimeout(left);
        if (!url.secure) {
            return socket;
        }
        auto secure = Poco::Net::SecureStreamSocket::attach(socket, url.host, tls);
        secure.completeHandshake();
        secure.verifyPeerCertificate(url.host);
        return Poco::Net::StreamSocket{secure};
    });
}

Result<void> send(Poco::Net::StreamSocket& socket, BytesView octets, const Countdown& countdown) {
    std::size_t done = 0;
    while (done < octets.size()) {
        MOHUR_TRY(const auto left, countdown.left());
        MOHUR_TRY(const int sent, translated("connection-failed", [&]() -> Result<int> {
                      socket.setSendTimeout(left);
                      return socket.sendBytes(
                          octets.data() + done,
                          static_cast<int>(std::min(kUploadPiece, octets.size() - done)));
                  }));
        if (sent <= 0) {
            return Error::unavailable("connection-failed", "send");
        }
        done += static_cast<std::size_t>(sent);
    }
    return {};
}

Result<void> send_upload(Poco::Net::StreamSocket& socket, const ByteSource& upload,
                         const Countdown& countdown) {
    std::vector<std::uint8_t> piece(kUploadPiece);
    for (std::uint64_t sent = 0; sent < upload.size();) {
        MOHUR_TRY(const auto got, upload.read_at(sent, piece));
        if (got == 0) {
            return Error::integrity("upload-truncated");
        }
        MOHUR_TRY_VOID(send(socket, BytesView{piece}.first(got), countdown));
        sent += got;
    }
    return {};
}

/// A server that refuses may answer and close before it has read everything; its answer counts.
Result<void> send_request(Poco::Net::StreamSocket& socket, const HttpRequest& request,
                          const Url& url, const Countdown& countdown) {
    MOHUR_TRY_VOID(send(socket, as_bytes(serialise(request, url)), countdown));
    if (!request.upload) {
        return {};
    }
    const auto sent = send_upload(socket, *request.upload, countdown);
    if (!sent && sent.error().reason != "connection-failed") {
        return sent.error();
    }
    return {};
}

Result<ResponseReader> receive(Poco::Net::StreamSocket& socket, std::uint64_t limit,
                               const Countdown& countdown) {
    ResponseReader reader{limit};
    std::array<std::uint8_t, kPiece> piece{};
    while (true) {
        MOHUR_TRY(const auto left, countdown.left());
        MOHUR_TRY(const int got, translated("connection-failed", [&]() -> Result<int> {
                      socket.setReceiveTimeout(left);
                      return socket.receiveBytes(piece.data(), static_cast<int>(piece.size()));
                  }));
        if (got <= 0) {
            MOHUR_TRY_VOID(reader.finish());
            return reader;
        }
        MOHUR_TRY(const bool complete,
                  reader.feed(BytesView{piece}.first(static_cast<std::size_t>(got))));
        if (complete) {
            return reader;
        }
    }
}

bool is_redirect(int status) {
    constexpr std::array kRedirects{301, 302, 303, 307, 308};
    return std::ranges::find(kRedirects, status) != kRedirects.end();
}

}  // namespace

struct PocoHttpFetcher::State {
    EgressPolicy policy;
    std::string ca_file;
    std::once_flag once;
    Poco::Net::Context::Ptr tls;

    /// Made at the first use: reading the system's authorities takes longer than a plain request.
    Result<Poco::Net::Context::Ptr> context_for(const Url& url) {
        if (!url.secure) {
            return Poco::Net::Context::Ptr{};
        }
        return translated("tls-failed", [&]() -> Result<Poco::Net::Context::Ptr> {
            std::call_once(once, [&] { make_context(); });
            return tls;
        });
    }

    void make_context() {
        // strict: the peer's certificate and its name are checked for every host, localhost
        // included
        tls = new Poco::Net::Context{Poco::Net::Context::TLS_CLIENT_USE,
                                     "",
                                     "",
                                     ca_file,
                                     Poco::Net::Context::VERIFY_STRICT,
                                     9,
                                     ca_file.empty()};
        tls->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
    }
};

PocoHttpFetcher::PocoHttpFetcher(EgressPolicy policy, std::string ca_file)
    : state_{std::make_unique<State>()} {
    state_->policy = std::move(policy);
    state_->ca_file = std::move(ca_file);
}

PocoHttpFetcher::~PocoHttpFetcher() = default;

Result<HttpResponse> PocoHttpFetcher::fetch(const HttpRequest& request) {
    const Countdown countdown{request.timeout};
    MOHUR_TRY(auto url, Url::parse(request.url));
    for (int redirects = 0; redirects <= kMaxRedirects; ++redirects) {
        MOHUR_TRY(const auto tls, state_->context_for(url));
        MOHUR_TRY(auto socket, connect(url, state_->policy, tls, countdown));
        MOHUR_TRY_VOID(send_request(socket, request, url, countdown));
        MOHUR_TRY(auto reader, receive(socket, request.max_response_bytes, countdown));
        if (!is_redirect(reader.response().status) || reader.location().empty() ||
            request.method != "GET") {
            return reader.take();
        }
        MOHUR_TRY(auto next, url.resolve(reader.location()));
        if (next.host != url.host || next.port != url.port || next.secure != url.secure) {
            return Error::denied("redirect-not-allowed", next.host);
        }
        url = std::move(next);
    }
    return Error::unavailable("response-invalid", "too many redirects");
}

}  // namespace mohur::server
