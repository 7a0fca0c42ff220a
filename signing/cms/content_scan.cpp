// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/content_scan_internal.h"

#include "signing/asn1/der.h"
#include "signing/cms/signed_data_internal.h"
#include "signing/core/joined_source.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr std::size_t kHeaderOctets = 130;
constexpr std::uint8_t kConstructedOctetString = 0x24;
/// Producers that stream write pieces of some kilobytes each.
constexpr std::size_t kMaxPieces = 4'000'000;

Error invalid(const char* detail) {
    return Error::malformed("cms-invalid", detail);
}

/// An element in the file: where its content begins and, when it is definite, ends.
struct Place {
    TlvHeader header;
    std::uint64_t begin = 0;    ///< of the header
    std::uint64_t content = 0;  ///< of the content
    [[nodiscard]] std::uint64_t end() const { return content + header.length; }
};

/// Walks the file from left to right, from one header to the next.
class Scanner {
public:
    Scanner(const std::shared_ptr<const ByteSource>& file, const Limits& limits)
        : file_{file}, limits_{limits} {}

    Result<ScannedContentInfo> run() {
        MOHUR_TRY(const Place outer, enter(tag::kSequence));
        MOHUR_TRY(const Bytes type, take());
        if (type != der::oid(cms_oid::kSignedData)) {
            return invalid("not a SignedData");
        }
        MOHUR_TRY(const Place wrapper, enter(tag::context_set(0)));
        MOHUR_TRY(const Place signed_data, enter(tag::kSequence));
        ScannedContentInfo out;
        MOHUR_TRY(out.before, take());
        MOHUR_TRY(const Bytes algorithms, take());
        append(out.before, algorithms);
        MOHUR_TRY_VOID(scan_encapsulated(out));
        MOHUR_TRY(out.after, rest_of(signed_data));
        MOHUR_TRY_VOID(leave(wrapper));
        MOHUR_TRY_VOID(leave(outer));
        return at_ == file_->size() ? Result<ScannedContentInfo>{std::move(out)}
                                    : invalid("bytes after the ContentInfo");
    }

private:
    Result<Place> peek() const {
        const auto count = std::min<std::uint64_t>(kHeaderOctets, file_->size() - at_);
        MOHUR_TRY(const Bytes octets, file_->read_range(at_, count));
        MOHUR_TRY(const TlvHeader header, read_tlv_header(octets));
        const Place place{header, at_, at_ + header.size};
        if (header.length > file_->size() - place.content) {
            return Error::malformed("asn1-invalid", "length beyond the input");
        }
        return place;
    }

    Result<Place> enter(std::uint8_t tag) {
        MOHUR_TRY(const Place place, peek());
        if (place.header.tag != tag) {
            return invalid("unexpected tag");
        }
        at_ = place.content;
        return place;
    }

    /// A small definite element, whole.
    Result<Bytes> take() {
        MOHUR_TRY(const Place place, peek());
        if (!place.header.definite) {
            return invalid("indefinite length");
        }
        at_ = place.end();
        return read(place.begin, at_);
    }

    Result<Bytes> read(std::uint64_t from, std::uint64_t to) {
        held_ += to - from;
        if (held_ > limits_.cms_bytes) {
            return Error::too_large("cms-too-large");
        }
        return file_->read_range(from, to - from);
    }

    [[nodiscard]] Result<bool> at_end_of_contents() const {
        if (file_->size() - at_ < 2) {
            return Error::malformed("truncated");
        }
        MOHUR_TRY(const Bytes two, file_->read_range(at_, 2));
        return two[0] == 0 && two[1] == 0;
    }

    /// Steps over the end of a constructed element.
    Result<void> leave(const Place& place) {
        if (place.header.definite) {
            return at_ == place.end() ? Result<void>{} : Result<void>{invalid("trailing bytes")};
        }
        MOHUR_TRY(const bool ended, at_end_of_contents());
        at_ += 2;
        return ended ? Result<void>{} : Result<void>{invalid("end-of-contents")};
    }

    Result<void> scan_encapsulated(ScannedContentInfo& out) {
        MOHUR_TRY(const Place encapsulated, enter(tag::kSequence));
        MOHUR_TRY(out.content_type, take());
        MOHUR_TRY(const bool empty, ends(encapsulated));
        if (!empty) {
            MOHUR_TRY(const Place wrapper, enter(tag::context_set(0)));
            MOHUR_TRY(out.content, scan_octets());
            MOHUR_TRY_VOID(leave(wrapper));
        }
        MOHUR_TRY_VOID(leave(encapsulated));
        out.encapsulated = std::make_shared<JoinedSource>(std::vector<JoinedSource::Piece>{
            {file_, encapsulated.begin, at_ - encapsulated.begin}});
        return {};
    }

    [[nodiscard]] Result<bool> ends(const Place& place) const {
        return place.header.definite ? Result<bool>{at_ == place.end()} : at_end_of_contents();
    }

    /// An OCTET STRING in one piece, or in one level of pieces (X.690 8.7.3).
    Result<std::shared_ptr<const ByteSource>> scan_octets() {
        MOHUR_TRY(const Place place, peek());
        at_ = place.content;
        std::vector<JoinedSource::Piece> pieces;
        if (place.header.tag == tag::kOctetString) {
            pieces.push_back({file_, place.content, place.header.length});
            at_ = place.end();
        } else if (place.header.tag == kConstructedOctetString) {
            MOHUR_TRY_VOID(scan_pieces(place, pieces));
        } else {
            return invalid("eContent");
        }
        return std::shared_ptr<const ByteSource>{std::make_shared<JoinedSource>(std::move(pieces))};
    }

    Result<void> scan_pieces(const Place& place, std::vector<JoinedSource::Piece>& pieces) {
        while (true) {
            MOHUR_TRY(const bool ended, ends(place));
            if (ended) {
                return leave(place);
            }
            MOHUR_TRY(const Place piece, enter(tag::kOctetString));
            pieces.push_back({file_, piece.content, piece.header.length});
            at_ = piece.end();
            if (pieces.size() > kMaxPieces) {
                return Error::too_large("cms-too-large", "pieces");
            }
        }
    }

    /// What stands between here and the end of `place`, which is then left.
    Result<Bytes> rest_of(const Place& place) {
        const auto begin = at_;
        if (place.header.definite) {
            at_ = place.end();
            return read(begin, at_);
        }
        MOHUR_TRY(const Bytes rest, read(begin, file_->size()));
        DerReader reader{rest, limits_.der_depth};
        while (reader.peek() != 0) {
            MOHUR_TRY_VOID(reader.next());
        }
        const auto length = rest.size() - reader.rest().size();
        at_ = begin + length;
        MOHUR_TRY_VOID(leave(place));
        return to_bytes(BytesView{rest}.first(length));
    }

    const std::shared_ptr<const ByteSource>& file_;
    const Limits& limits_;
    std::uint64_t at_ = 0;
    std::uint64_t held_ = 0;
};

}  // namespace

Result<ScannedContentInfo> scan_content_info(const std::shared_ptr<const ByteSource>& file,
                                             const Limits& limits) {
    return Scanner{file, limits}.run();
}

}  // namespace mohur::signing
