// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/byte_window_internal.h"
#include "signing/pdf/object.h"

#include <functional>

namespace mohur::signing::pdf {

/// An indirect object where it lies: "12 0 obj ... endobj".
struct IndirectObject {
    ObjectId id;
    Object object;
    std::uint64_t begin = 0;  ///< of the object number
    std::uint64_t end = 0;    ///< after "endobj"
};

/// Reads objects by the grammar of ISO 32000-1 clause 7.2 and 7.3, and nothing more lenient: what
/// does not fit is `malformed` ("pdf-damaged"). Depth and number of tokens are bounded. Borrows the
/// window.
class ObjectParser {
public:
    /// Finds /Length of a stream when it is an indirect reference.
    using LengthResolver = std::function<std::optional<std::uint64_t>(ObjectId)>;

    /// `in_file`: strings remember their place.
    ObjectParser(ByteWindow& window, std::uint64_t position, bool in_file = true)
        : window_{window}, position_{position}, in_file_{in_file} {}

    [[nodiscard]] std::uint64_t position() const noexcept { return position_; }
    void skip_white_space();
    /// The keyword `word` as a whole token; nothing is consumed when another stands there.
    [[nodiscard]] bool take_keyword(std::string_view word);
    /// An unsigned decimal integer token.
    [[nodiscard]] std::optional<std::uint64_t> take_unsigned();

    [[nodiscard]] Result<Object> parse();
    [[nodiscard]] Result<IndirectObject> parse_indirect(const LengthResolver& length_of);

private:
    [[nodiscard]] int peek(std::uint64_t ahead = 0) { return window_.at(position_ + ahead); }
    [[nodiscard]] Result<Object> parse_value(int depth);
    [[nodiscard]] Result<Object> parse_array(int depth);
    [[nodiscard]] Result<Object> parse_dictionary(int depth);
    [[nodiscard]] Result<Object> parse_literal_string();
    [[nodiscard]] Result<Object> parse_hex_string();
    [[nodiscard]] Result<Object> parse_number_or_reference();
    [[nodiscard]] Result<Object> parse_keyword();
    [[nodiscard]] Result<std::string> parse_name();
    void take_escape(Bytes& out);
    [[nodiscard]] Result<Object> parse_stream(const Dictionary& dictionary,
                                              const LengthResolver& length_of);
    [[nodiscard]] Error damaged(std::string_view what) const;

    ByteWindow& window_;
    std::uint64_t position_;
    bool in_file_;
    std::size_t tokens_ = 0;
};

[[nodiscard]] bool is_white_space(int c) noexcept;
[[nodiscard]] bool is_delimiter(int c) noexcept;

}  // namespace mohur::signing::pdf
