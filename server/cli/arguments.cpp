// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/arguments.h"

#include <algorithm>

namespace mohur::server {
namespace {

const std::vector<std::string> kNone;

/// Walks the words of a command line, one option or positional at a time.
class Words {
public:
    explicit Words(std::span<const std::string> words) : words_{words} {}

    [[nodiscard]] bool at_end() const { return words_.empty(); }
    const std::string& take() {
        const auto& word = words_.front();
        words_ = words_.subspan(1);
        return word;
    }

private:
    std::span<const std::string> words_;
};

struct Option {
    std::string name;
    std::optional<std::string> value;  // of "--name=value"
};

Option split_option(const std::string& word) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) {
        return {word, std::nullopt};
    }
    return {word.substr(0, equals), word.substr(equals + 1)};
}

/// The option's value ("" for a flag), from the word itself or from the next one.
Result<std::string> option_value(const Option& option, OptionSpec::Kind kind, Words& words) {
    if (kind == OptionSpec::Kind::flag) {
        return option.value
                   ? Result<std::string>{Error::malformed("usage-value-unexpected", option.name)}
                   : Result<std::string>{std::string{}};
    }
    if (option.value) {
        return *option.value;
    }
    if (words.at_end()) {
        return Error::malformed("usage-value-missing", option.name);
    }
    return words.take();
}

}  // namespace

Result<Arguments> Arguments::parse(std::span<const std::string> arguments,
                                   std::span<const OptionSpec> specs) {
    Arguments parsed;
    Words words{arguments};
    bool options_ended = false;
    while (!words.at_end()) {
        const auto& word = words.take();
        const bool is_short =
            std::ranges::find(specs, std::string_view{word}, &OptionSpec::name) != specs.end();
        if (options_ended || (!word.starts_with("--") && !is_short)) {
            parsed.positionals_.push_back(word);
            continue;
        }
        if (word == "--") {
            options_ended = true;
            continue;
        }
        const auto option = split_option(word);
        const auto spec =
            std::ranges::find(specs, std::string_view{option.name}, &OptionSpec::name);
        if (spec == specs.end()) {
            return Error::malformed("usage-unknown-option", option.name);
        }
        MOHUR_TRY(auto value, option_value(option, spec->kind, words));
        auto& values = parsed.options_[option.name];
        if (!values.empty() && spec->kind != OptionSpec::Kind::values) {
            return Error::malformed("usage-repeated-option", option.name);
        }
        values.push_back(std::move(value));
    }
    return parsed;
}

bool Arguments::has(std::string_view name) const {
    return options_.contains(name);
}

std::optional<std::string> Arguments::value(std::string_view name) const {
    const auto found = options_.find(name);
    return found == options_.end() ? std::nullopt : std::optional{found->second.front()};
}

const std::vector<std::string>& Arguments::values(std::string_view name) const {
    const auto found = options_.find(name);
    return found == options_.end() ? kNone : found->second;
}

Result<std::pair<std::string, std::string>> split_name_value(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) {
        return Error::malformed("usage-name-value", text);
    }
    return std::pair{text.substr(0, equals), text.substr(equals + 1)};
}

}  // namespace mohur::server
