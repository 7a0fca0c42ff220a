// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/raw_file.h"

#include <map>

namespace mohur::signing::pdf {

/// An update as it was written behind the original octets.
struct UpdatedFile {
    Bytes bytes;
    std::map<ObjectId, std::uint64_t> offsets;  ///< of the object number of each object written
};

/// One incremental update (ISO 32000-1 clause 7.5.6): collects the few objects that must change and
/// appends them with a cross-reference section of the kind that the file already has. The original
/// octets stay an unchanged prefix. Not thread-safe.
///
/// Two readers must agree before anything is written: our own scanner and libqpdf, which may not
/// have had to repair anything, and which must find each replaced object where we do.
class IncrementalUpdate {
public:
    /// Errors: `unsupported` "pdf-encrypted", "pdf-hybrid", "pdf-needs-normalising" (something
    /// before the header, or a file that libqpdf repairs); `malformed` "pdf-damaged"; `too_large`.
    [[nodiscard]] static Result<IncrementalUpdate> open(const ByteSource& source,
                                                        const Limits& limits);

    IncrementalUpdate(IncrementalUpdate&&) noexcept;
    IncrementalUpdate& operator=(IncrementalUpdate&&) noexcept;
    ~IncrementalUpdate();

    /// The file before this update.
    [[nodiscard]] const Snapshot& before() const noexcept;

    /// A fresh object number, generation 0.
    [[nodiscard]] ObjectId reserve();
    void set(ObjectId id, const Object& object);
    /// Without filter; /Length is added.
    void set_stream(ObjectId id, const Dictionary& dictionary, BytesView data);
    /// `syntax` is written verbatim between "obj" and "endobj".
    void set_syntax(ObjectId id, std::string syntax);

    /// The whole updated file. `renewed_id` becomes the second half of /ID (clause 14.4), 16
    /// octets. Errors: those of `open`, when the two readers differ on a replaced object.
    [[nodiscard]] Result<UpdatedFile> write(BytesView renewed_id) const;

private:
    struct State;
    explicit IncrementalUpdate(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace mohur::signing::pdf
