// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/session_events.h"

#include <chrono>
#include <thread>

namespace mohur::server {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenLooks{300};
constexpr std::chrono::seconds kStreamLife{25};
/// Proxies cut connections that are silent; a comment keeps them open.
constexpr std::chrono::seconds kSilence{10};

/// Gives its place back when the response is gone.
class Place {
public:
    explicit Place(std::atomic<int>& open) : open_{open} {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { --open_; }

private:
    std::atomic<int>& open_;
};

struct Stream {
    StateEvents::Look look;
    std::shared_ptr<Place> place;
    SteadyClock::time_point end = SteadyClock::now() + kStreamLife;
    std::string told{};
    bool over = false;
};

std::optional<std::string> next_of(Stream& stream, const std::atomic<bool>& stopping) {
    const auto silent_until = SteadyClock::now() + kSilence;
    while (!stream.over && !stopping && SteadyClock::now() < stream.end) {
        const auto view = stream.look();
        if (!view) {
            return std::nullopt;
        }
        auto text = view->json.dump();
        if (text != stream.told) {
            stream.over = view->over;
            stream.told = text;
            return "event: state\ndata: " + text + "\n\n";
        }
        if (SteadyClock::now() >= silent_until) {
            return ": \n\n";
        }
        std::this_thread::sleep_for(kBetweenLooks);
    }
    return std::nullopt;
}

}  // namespace

Result<Response> StateEvents::open(Look look) {
    if (++open_ > most_ || stopping_) {
        --open_;
        return Error::unavailable("too-many-requests");
    }
    auto stream = std::make_shared<Stream>(Stream{std::move(look), std::make_shared<Place>(open_)});
    return Response::event_stream([stream, this] { return next_of(*stream, stopping_); });
}

}  // namespace mohur::server
