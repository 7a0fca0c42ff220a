// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/net/http_message.h"

#include <algorithm>
#include <charconv>

namespace mohur::server {
namespace {

constexpr std::size_t kMaxHead = 64 * 1024;
constexpr std::size_t kMaxUrl = 4096;

Error invalid(std::string detail) {
    return Error::unavailable("response-invalid", std::move(detail));
}
Error refused(std::string detail) {
    return Error::denied("url-not-allowed", std::move(detail));
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

template <class Number>
std::optional<Number> number(std::string_view digits, int base = 10) {
    Number value{};
    const auto [end, status] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (digits.empty() || status != std::errc{} || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    return value;
}

/// host, host:port, [v6], [v6]:port
Result<void> read_authority(std::string_view authority, Url& url) {
    auto colon = authority.rfind(':');
    if (authority.starts_with('[')) {
        const auto bracket = authority.find(']');
        if (bracket == std::string_view::npos) {
            return refused("host");
        }
        url.host = authority.substr(1, bracket - 1);
        const auto rest = authority.substr(bracket + 1);
        if (!rest.empty() && rest.front() != ':') {
            return refused("host");
        }
        colon = rest.empty() ? std::string_view::npos : bracket + 1;
    } else {
        url.host = authority.substr(0, colon);
        if (url.host.find(':') != std::string::npos) {
            return refused("host");
        }
    }
    if (url.host.empty() || url.host.size() > 255) {
        return refused("host");
    }
    if (colon != std::string_view::npos) {
        const auto port = number<std::uint16_t>(authority.substr(colon + 1));
        if (!port || *port == 0) {
            return refused("port");
        }
        url.port = *port;
    }
    return {};
}

}  // namespace

Result<Url> Url::parse(const std::string& text) {
    const bool plain = std::ranges::all_of(
        text, [](char c) { return c > 0x20 && c < 0x7f && c != '\\' && c != '"'; });
    if (!plain || text.size() > kMaxUrl) {
        return refused("characters");
    }
    const auto scheme = text.find("://");
    if (scheme == std::string::npos) {
        return refused("scheme");
    }
    const auto name = std::string_view{text}.substr(0, scheme);
    Url url;
    url.secure = equals_ignoring_case(name, "https");
    if (!url.secure && !equals_ignoring_case(name, "http")) {
        return refused("scheme");
    }
    url.port = url.secure ? 443 : 80;
    auto rest = std::string_view{text}.substr(scheme + 3);
    rest = rest.substr(0, rest.find('#'));
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    const auto authority = rest.substr(0, end);
    if (authority.find('@') != std::string_view::npos) {
        return refused("user information");
    }
    MOHUR_TRY_VOID(read_authority(authority, url));
    const auto target = rest.substr(end);
    url.target = (target.starts_with('/') ? "" : "/") + std::string{target};
    return url;
}

std::string Url::authority() const {
    const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    const bool standard = port == (secure ? 443 : 80);
    return standard ? name : name + ":" + std::to_string(port);
}

Result<Url> Url::resolve(const std::string& location) const {
    if (location.find("://") != std::string::npos) {
        return parse(location);
    }
    if (!location.starts_with('/') || location.starts_with("//")) {
        return refused("relative redirect");
    }
    return parse((secure ? "https://" : "http://") + authority() + location);
}

std::string serialise(const HttpRequest& request, const Url& url) {
    std::string out = request.method + " " + url.target + " HTTP/1.1\r\nHost: " + url.authority() +
                      "\r\nUser-Agent: mohur\r\nConnection: close\r\n";
    if (!request.accept.empty()) {
        out += "Accept: " + request.accept + "\r\n";
    }
    if (request.method == "POST") {
        out += "Content-Type: " + request.content_type +
               "\r\nContent-Length: " + std::to_string(request.body_size()) + "\r\n";
    }
    out += "\r\n";
    if (!request.upload) {
        out += as_text(request.body);
    }
    return out;
}

std::optional<std::string> ResponseReader::next_line() {
    const auto end = std::ranges::find(pending_, std::uint8_t{'\n'});
    if (end == pending_.end()) {
        return std::nullopt;
    }
    std::string line{pending_.begin(), end};
    pending_.erase(pending_.begin(), end + 1);
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    return line;
}

Result<bool> ResponseReader::feed(BytesView octets) {
    append(pending_, octets);
    while (phase_ != Phase::done) {
        MOHUR_TRY(const bool more, advance());
        if (!more) {
            return false;
        }
    }
    return true;
}

/// One step; false when it needs more octets.
Result<bool> ResponseReader::advance() {
    switch (phase_) {
        case Phase::head: return read_head();
        case Phase::body:
        case Phase::chunk_data: return read_body();
        case Phase::chunk_size: return read_chunk_size();
        case Phase::chunk_end:
        case Phase::trailer: return read_chunk_line();
        case Phase::done: break;
    }
    return true;
}

Result<bool> ResponseReader::read_head() {
    const auto text = as_text(pending_);
    const auto crlf = text.find("\r\n\r\n");
    if (crlf == std::string_view::npos) {
        return pending_.size() > kMaxHead
                   ? Result<bool>{Error::too_large("response-too-large", "head")}
                   : Result<bool>{false};
    }
    const auto status = next_line().value_or("");  // "HTTP/1.1 200 OK"
    if (!status.starts_with("HTTP/1.") || status.size() < 12) {
        return invalid("status line");
    }
    response_.status = number<int>(std::string_view{status}.substr(9, 3)).value_or(0);
    if (response_.status < 100) {
        return invalid("status code");
    }
    while (true) {
        const auto line = next_line().value_or("");
        if (line.empty()) {
            break;
        }
        MOHUR_TRY_VOID(read_field(line));
    }
    if (response_.status < 200) {  // an interim response; the final one follows
        *this = ResponseReader{body_limit_, std::move(pending_)};
        return true;
    }
    MOHUR_TRY_VOID(choose_body());
    return true;
}

Result<void> ResponseReader::read_field(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) {
        return invalid("field");
    }
    const auto name = line.substr(0, colon);
    const auto value = trimmed(line.substr(colon + 1));
    if (equals_ignoring_case(name, "content-type")) {
        response_.content_type = value;
    } else if (equals_ignoring_case(name, "location")) {
        location_ = value;
    } else if (equals_ignoring_case(name, "transfer-encoding")) {
        if (chunked_ || !equals_ignoring_case(value, "chunked")) {
            return invalid("transfer coding");
        }
        chunked_ = true;
    } else if (equals_ignoring_case(name, "content-length")) {
        const auto length = number<std::uint64_t>(value);
        if (!length || (remaining_ && *remaining_ != *length)) {
            return invalid("content length");
        }
        remaining_ = length;
    }
    return {};
}

/// RFC 9112 clause 6.3.
Result<void> ResponseReader::choose_body() {
    if (response_.status == 204 || response_.status == 304) {
        phase_ = Phase::done;
        return {};
    }
    if (chunked_) {
        if (remaining_) {
            return invalid("length and transfer coding");
        }
        phase_ = Phase::chunk_size;
        return {};
    }
    if (remaining_ && *remaining_ > body_limit_) {
        return Error::too_large("response-too-large", "declared");
    }
    phase_ = Phase::body;
    return {};
}

Result<void> ResponseReader::take_body(std::uint64_t at_most) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(at_most, pending_.size()));
    if (count > body_limit_ - response_.body.size()) {
        return Error::too_large("response-too-large", "body");
    }
    append(response_.body, BytesView{pending_}.first(count));
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(count));
    if (remaining_) {
        *remaining_ -= count;
    }
    return {};
}

Result<bool> ResponseReader::read_body() {
    MOHUR_TRY_VOID(take_body(remaining_.value_or(pending_.size())));
    if (remaining_ != 0U) {
        return false;
    }
    phase_ = phase_ == Phase::chunk_data ? Phase::chunk_end : Phase::done;
    return true;
}

Result<bool> ResponseReader::read_chunk_size() {
    if (pending_.size() > kMaxHead &&
        std::ranges::find(pending_, std::uint8_t{'\n'}) == pending_.end()) {
        return invalid("chunk size");
    }
    const auto line = next_line();
    if (!line) {
        return false;
    }
    const auto digits = trimmed(std::string_view{*line}.substr(0, line->find(';')));
    const auto size = number<std::uint64_t>(digits, 16);
    if (!size) {
        return invalid("chunk size");
    }
    if (*size > body_limit_ - response_.body.size()) {
        return Error::too_large("response-too-large", "chunk");
    }
    remaining_ = *size;
    phase_ = *size == 0 ? Phase::trailer : Phase::chunk_data;
    return true;
}

/// The empty line behind a chunk, or the trailer section up to its empty line.
Result<bool> ResponseReader::read_chunk_line() {
    if (pending_.size() > kMaxHead &&
        std::ranges::find(pending_, std::uint8_t{'\n'}) == pending_.end()) {
        return invalid("trailer");
    }
    const auto line = next_line();
    if (!line) {
        return false;
    }
    if (phase_ == Phase::chunk_end) {
        if (!line->empty()) {
            return invalid("chunk");
        }
        phase_ = Phase::chunk_size;
    } else if (line->empty()) {
        phase_ = Phase::done;
    }
    return true;
}

Result<void> ResponseReader::finish() {
    if (phase_ == Phase::done || (phase_ == Phase::body && !remaining_)) {
        phase_ = Phase::done;
        return {};
    }
    return Error::unavailable("response-invalid", "closed early");
}

}  // namespace mohur::server
