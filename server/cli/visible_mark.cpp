// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/visible_mark.h"

#include "templates/signature_mark.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <map>

namespace mohur::server {
namespace {

using signing::pades::PagePlace;

// A mark as it is usual on paper, in points: 7 by 2.5 cm, with the margin of a letter.
constexpr double kWidth = 200;
constexpr double kHeight = 70;
constexpr double kMargin = 56;
constexpr std::uint64_t kMaxImageBytes = 2U << 20U;

Error wrong(const std::string& text) {
    return Error::malformed("usage-visible", text);
}

using Words = std::map<std::string, std::string, std::less<>>;

/// "page=1,left=350" as words; one without "=" has no value. Empty when one stands twice.
Words words_of(std::string_view text) {
    Words words;
    std::size_t count = 0;
    while (!text.empty()) {
        const auto end = text.find(',');
        const auto word = text.substr(0, end);
        const auto equals = word.find('=');
        words.emplace(word.substr(0, equals), equals == std::string_view::npos
                                                  ? std::string_view{}
                                                  : word.substr(equals + 1));
        ++count;
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return words.size() == count ? words : Words{};
}

/// Takes a number out of `words`.
Result<std::optional<double>> take(Words& words, const char* name) {
    const auto found = words.find(name);
    if (found == words.end()) {
        return std::optional<double>{};
    }
    double value = 0;
    const auto& text = found->second;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || status != std::errc{} || end != text.data() + text.size()) {
        return wrong(std::string{name} + "=" + text);
    }
    words.erase(found);
    return std::optional{value};
}

/// "22.11.2026 10:45 (UTC+04:00)": the time of Baku, which knows no summer time.
std::string local_time(Time time) {
    using namespace std::chrono;
    const auto local = floor<minutes>(time + hours{4});
    const auto day = floor<days>(local);
    const year_month_day date{day};
    const hh_mm_ss clock{local - day};
    std::array<char, 64> text{};
    static_cast<void>(
        std::snprintf(text.data(), text.size(), "%02u.%02u.%04d %02d:%02d (UTC+04:00)",
                      static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                      static_cast<int>(date.year()), static_cast<int>(clock.hours().count()),
                      static_cast<int>(clock.minutes().count())));
    return text.data();
}

struct Size {
    double width = 0;
    double height = 0;
};

/// Of the field that the request names.
Result<Size> field_size(const signing::SigningRequest& request, const WorkerPool& workers) {
    TaskFiles files;
    files.inputs.push_back(request.data.front().bytes);
    MOHUR_TRY(const auto content, workers.run("inspect", Json::object(), files));
    for (const auto& field : content["signature_fields"].items()) {
        if (field["name"].as_string() == request.pdf.field) {
            return Size{field["width"].as_number(), field["height"].as_number()};
        }
    }
    return Error::not_found("pdf-field-shape", request.pdf.field);
}

Result<Bytes> image_of(const VisibleOrder& order) {
    if (order.image.empty()) {
        return Bytes{};
    }
    MOHUR_TRY(const auto file, FileSource::open(order.image));
    return file->read_all(kMaxImageBytes);
}

}  // namespace

Result<std::optional<PagePlace>> visible_place_from(const std::string& text) {
    if (text == "field") {
        return std::optional<PagePlace>{};
    }
    auto words = words_of(text);
    PagePlace place;
    place.new_page = words.erase("new-page") == 1;
    MOHUR_TRY(const auto page, take(words, "page"));
    MOHUR_TRY(const auto left, take(words, "left"));
    MOHUR_TRY(const auto top, take(words, "top"));
    MOHUR_TRY(const auto width, take(words, "width"));
    MOHUR_TRY(const auto height, take(words, "height"));
    const bool placed = place.new_page ? !page : page && *page >= 1 && left && top;
    if (!words.empty() || !placed) {
        return wrong(text);
    }
    place.page = static_cast<std::size_t>(page.value_or(1));
    place.left = left.value_or(kMargin);
    place.top = top.value_or(kMargin);
    place.width = width.value_or(kWidth);
    place.height = height.value_or(kHeight);
    return std::optional{place};
}

Result<signing::pades::Appearance> draw_visible_mark(const VisibleOrder& order,
                                                     const signing::SigningRequest& request,
                                                     const WorkerPool& workers) {
    Size size;
    if (order.place) {
        size = {order.place->width, order.place->height};
    } else {
        MOHUR_TRY(size, field_size(request, workers));
    }
    const auto who = identity_of(request.signer);
    templates::SignatureMark mark{.language = order.language,
                                  .name = who.common_name,
                                  .post = order.post,
                                  .reason = request.reason,
                                  .time = local_time(request.signing_time),
                                  .qr = order.qr,
                                  .image = {}};
    MOHUR_TRY(mark.image, image_of(order));
    MOHUR_TRY(auto drawing, templates::draw_signature_mark(mark, size.width, size.height));
    return signing::pades::Appearance{std::make_shared<MemorySource>(std::move(drawing)),
                                      mark.name + ", " + mark.time, order.place};
}

}  // namespace mohur::server
