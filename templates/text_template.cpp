// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/text_template.h"

#include "signing/core/az_text.h"
#include "templates/declension.h"
#include "templates/facts_schema.h"

#include <charconv>

namespace mohur::templates {
namespace {

struct Filter {
    Result<std::string> (*apply)(const std::string&);
    std::string_view form;  ///< the fact "<path>_<form>", where there is one, stands for the result
};

// 21.11.2026, as Azerbaijani offices write it
Result<std::string> date_filter(const std::string& text) {
    if (!is_iso_date(text)) {
        return Error::malformed("fact-invalid", "not a date");
    }
    return text.substr(8, 2) + "." + text.substr(5, 2) + "." + text.substr(0, 4);
}
Result<std::string> upper_filter(const std::string& text) {
    return az_upper(text);
}
template <GrammaticalCase wanted, NounKind kind>
Result<std::string> declined(const std::string& text) {
    return decline(text, wanted, kind);
}

const Filter* filter_named(std::string_view name) {
    using enum GrammaticalCase;
    using enum NounKind;
    static const std::map<std::string, Filter, std::less<>> kFilters{
        {"date", {date_filter, ""}},
        {"upper", {upper_filter, ""}},
        {"genitive", {declined<genitive, thing>, "genitive"}},
        {"dative", {declined<dative, thing>, "dative"}},
        {"locative", {declined<locative, thing>, "locative"}},
        {"person_genitive", {declined<genitive, person>, "genitive"}},
        {"person_dative", {declined<dative, person>, "dative"}},
        {"person_locative", {declined<locative, person>, "locative"}}};
    const auto found = kFilters.find(name);
    return found == kFilters.end() ? nullptr : &found->second;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> out;
    while (true) {
        const std::size_t at = text.find(separator);
        out.emplace_back(text.substr(0, at));
        if (at == text.npos) {
            return out;
        }
        text.remove_prefix(at + 1);
    }
}

const Json& step(const Json& from, const std::string& name) {
    std::size_t index = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), index);
    const bool is_index = from.is_array() && read.ptr == name.data() + name.size();
    if (!is_index) {
        return from[name];
    }
    static const Json kNone;
    return index < from.items().size() ? from.items()[index] : kNone;
}

Result<std::string> plain(const Json& value, const std::string& path) {
    if (value.is_null()) {
        return Error::malformed("fact-missing", path);
    }
    if (value.is_integer()) {
        return std::to_string(value.as_integer());
    }
    if (!value.is_string()) {
        return Error::malformed("fact-invalid", path + ": not a text");
    }
    return value.as_string();
}

Result<std::string> filtered(const Values& values, const std::string& path, const Filter& filter,
                             const std::string& value) {
    if (!filter.form.empty()) {
        const Json form = values.find(path + "_" + std::string{filter.form});
        if (form.is_string()) {
            return form.as_string();
        }
    }
    auto out = filter.apply(value);
    return out ? std::move(out)
               : Error::malformed(out.error().reason, path + ": " + out.error().detail);
}

}  // namespace

void Values::set(std::string name, std::string value) {
    issue_.insert_or_assign(std::move(name), std::move(value));
}

Json Values::find(std::string_view path) const {
    if (path.starts_with('$')) {
        const auto found = issue_.find(path.substr(1));
        return found == issue_.end() ? Json{} : Json{found->second};
    }
    const Json* at = &facts_;
    for (const std::string& name : split(path, '.')) {
        at = &step(*at, name);
    }
    return *at;
}

Result<TextTemplate> TextTemplate::parse(std::string_view text) {
    TextTemplate out;
    while (!text.empty()) {
        const std::size_t open = text.find("{{");
        Piece piece{std::string{text.substr(0, open)}, {}, {}};
        text.remove_prefix(open == text.npos ? text.size() : open + 2);
        if (open != std::string_view::npos) {
            const std::size_t close = text.find("}}");
            if (close == text.npos) {
                return Error::malformed("template-invalid", "a place in a text is not closed");
            }
            piece.filters = split(text.substr(0, close), '|');
            piece.path = piece.filters.front();
            piece.filters.erase(piece.filters.begin());
            text.remove_prefix(close + 2);
        }
        for (const std::string& filter : piece.filters) {
            if (filter_named(filter) == nullptr) {
                return Error::malformed("template-invalid", "unknown filter " + filter);
            }
        }
        out.pieces_.push_back(std::move(piece));
    }
    return out;
}

Result<std::string> TextTemplate::expand(const Values& values) const {
    std::string out;
    for (const Piece& piece : pieces_) {
        out += piece.literal;
        if (piece.path.empty()) {
            continue;
        }
        MOHUR_TRY(std::string value, plain(values.find(piece.path), piece.path));
        for (const std::string& filter : piece.filters) {
            MOHUR_TRY(value, filtered(values, piece.path, *filter_named(filter), value));
        }
        out += escape_markup(value);
    }
    return out;
}

std::string escape_markup(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out.push_back(c);
        }
    }
    return out;
}

}  // namespace mohur::templates
