// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"
#include "signing/pdf/raw_file.h"

namespace mohur::signing::pades {

/// A signature dictionary (ISO 32000-1 table 252) as the final document reaches it.
struct SignatureDictionary {
    pdf::ObjectId id;         ///< of the dictionary, or of the field when it stands in the field
    std::uint64_t begin = 0;  ///< extent of that object in the file; 0 in an object stream
    std::uint64_t end = 0;
    pdf::Dictionary dictionary;
    std::vector<std::string> fields;  ///< names of the fields that refer to it

    [[nodiscard]] std::string name_entry(std::string_view key) const;
    [[nodiscard]] bool is_document_timestamp() const;
};

/// Where a signature says that its octets are (ISO 32000-1 clause 12.8.1).
struct ByteRange {
    std::uint64_t gap_begin = 0;
    std::uint64_t gap_end = 0;
    std::uint64_t covered_end = 0;
};

/// /ByteRange against the file: `range` is set when a digest over it can be computed at all;
/// `exact` when it leaves out /Contents and nothing else, and ends where a revision ends.
struct ByteRangeCheck {
    std::optional<ByteRange> range;
    bool exact = false;
    std::string problem;
};
[[nodiscard]] ByteRangeCheck check_byte_range(const pdf::RawFile& file,
                                              const SignatureDictionary& signature);

/// All signature dictionaries in file order. Those that stand in the file but cannot be reached or
/// understood are `undecodable-signature` in `errors`: a document is never silently unsigned.
struct SignatureDictionaries {
    std::vector<SignatureDictionary> found;
    std::vector<Finding> errors;
    std::vector<Finding> warnings;
};
[[nodiscard]] Result<SignatureDictionaries> find_signatures(const pdf::RawFile& file,
                                                            const Limits& limits);

/// The signatures that one snapshot reaches through its form.
[[nodiscard]] Result<std::vector<SignatureDictionary>> reachable_signatures(
    const pdf::Snapshot& view);

}  // namespace mohur::signing::pades
