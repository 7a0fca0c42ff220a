// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/path_data.h"

#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

namespace mohur::templates {
namespace {

constexpr std::size_t kMaxSteps = 10'000;

/// Reads commands and numbers from left to right.
class PathReader {
public:
    explicit PathReader(std::string_view text) : rest_{text} {}

    [[nodiscard]] bool at_end() {
        skip_separators();
        return rest_.empty();
    }
    /// A letter, or nothing when a number follows.
    std::optional<char> command() {
        skip_separators();
        if (rest_.empty() || std::isalpha(static_cast<unsigned char>(rest_.front())) == 0) {
            return std::nullopt;
        }
        const char letter = rest_.front();
        rest_.remove_prefix(1);
        return letter;
    }
    bool number(double& into) {
        skip_separators();
        const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), into);
        rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
        return read.ec == std::errc{} && std::isfinite(into);
    }

private:
    void skip_separators() {
        while (!rest_.empty() && (rest_.front() == ',' ||
                                  std::isspace(static_cast<unsigned char>(rest_.front())) != 0)) {
            rest_.remove_prefix(1);
        }
    }
    std::string_view rest_;
};

/// Turns one command after the other into absolute steps.
class PathBuilder {
public:
    /// False when the command is unknown or lacks numbers.
    bool add(char letter, PathReader& reader) {
        const bool relative = std::islower(static_cast<unsigned char>(letter)) != 0;
        const Point base = relative ? at_ : Point{};
        switch (std::toupper(static_cast<unsigned char>(letter))) {
            case 'M': return point(reader, base, PathStep::Kind::move);
            case 'L': return point(reader, base, PathStep::Kind::line);
            case 'H': return straight(reader, at_.x, base.x);
            case 'V': return straight(reader, at_.y, base.y);
            case 'C': return curve(reader, base);
            case 'Z': close(); return true;
            default: return false;
        }
    }
    [[nodiscard]] std::vector<PathStep>& steps() { return steps_; }

private:
    static bool read(PathReader& reader, Point base, Point& into) {
        if (!reader.number(into.x) || !reader.number(into.y)) {
            return false;
        }
        into = {base.x + into.x, base.y + into.y};
        return true;
    }
    bool point(PathReader& reader, Point base, PathStep::Kind kind) {
        if (!read(reader, base, at_)) {
            return false;
        }
        start_ = kind == PathStep::Kind::move ? at_ : start_;
        steps_.push_back({kind, {}, {}, at_});
        return true;
    }
    bool straight(PathReader& reader, double& coordinate, double base) {
        double number = 0;
        if (!reader.number(number)) {
            return false;
        }
        coordinate = base + number;
        steps_.push_back({PathStep::Kind::line, {}, {}, at_});
        return true;
    }
    bool curve(PathReader& reader, Point base) {
        PathStep step{PathStep::Kind::curve, {}, {}, {}};
        if (!read(reader, base, step.control_1) || !read(reader, base, step.control_2) ||
            !read(reader, base, step.end)) {
            return false;
        }
        at_ = step.end;
        steps_.push_back(step);
        return true;
    }
    void close() {
        at_ = start_;
        steps_.push_back({PathStep::Kind::close, {}, {}, at_});
    }

    Point at_;
    Point start_;
    std::vector<PathStep> steps_;
};

/// Numbers that follow without a letter repeat the command; after a move they are lines.
char repeated(char letter) {
    return letter == 'M' ? 'L' : letter == 'm' ? 'l' : letter;
}

}  // namespace

Result<std::vector<PathStep>> parse_path(std::string_view text) {
    PathReader reader{text};
    PathBuilder builder;
    char letter = 0;
    while (!reader.at_end()) {
        const auto command = reader.command();
        const bool starts = builder.steps().empty();
        letter = command ? *command : repeated(letter);
        const bool starts_right = !starts || letter == 'M' || letter == 'm';
        const bool repeats_close = !command && (letter == 'Z' || letter == 'z');
        if (!starts_right || repeats_close || builder.steps().size() >= kMaxSteps ||
            !builder.add(letter, reader)) {
            return Error::malformed("template-invalid", "path data");
        }
    }
    return std::move(builder.steps());
}

}  // namespace mohur::templates
