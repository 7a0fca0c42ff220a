// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xmldsig/reference.h"

#include "signing/crypto/hash.h"
#include "signing/xmldsig/algorithm.h"
#include "signing/xmldsig/names.h"

#include <algorithm>

namespace mohur::signing::xmldsig {
namespace {

constexpr std::string_view kWholeDocument = "#xpointer(/)";
constexpr std::string_view kPointerOpen = "#xpointer(id(";
constexpr std::string_view kPointerClose = "))";

Error not_found(std::string_view uri) {
    return Error::not_found("signed-data-not-found", std::string{uri});
}

/// The identifier in "#xpointer(id('x'))" or "#x".
std::optional<std::string> identifier_of(std::string_view uri) {
    if (uri.starts_with(kPointerOpen) && uri.ends_with(kPointerClose)) {
        uri.remove_prefix(kPointerOpen.size());
        uri.remove_suffix(kPointerClose.size());
        const bool quoted = uri.size() >= 2 && uri.front() == uri.back() &&
                            (uri.front() == '\'' || uri.front() == '"');
        return quoted ? std::optional{std::string{uri.substr(1, uri.size() - 2)}} : std::nullopt;
    }
    if (uri.size() < 2 || uri.front() != '#' || uri.find('(') != std::string_view::npos) {
        return std::nullopt;
    }
    return percent_decoded(uri.substr(1));
}

/// -1 where it is no hexadecimal digit.
int hex_value(char c) noexcept {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

Result<void> ContentResolver::write(std::string_view uri,
                                    const std::function<void(BytesView)>& sink) {
    constexpr std::uint64_t kPiece = 1U << 16U;
    const auto source = bytes(uri);
    if (source == nullptr) {
        return not_found(uri);
    }
    for (std::uint64_t at = 0; at < source->size(); at += kPiece) {
        MOHUR_TRY(const auto piece, source->read_range(at, std::min(kPiece, source->size() - at)));
        sink(piece);
    }
    return {};
}

std::string percent_decoded(std::string_view uri) {
    std::string out;
    out.reserve(uri.size());
    for (std::size_t i = 0; i < uri.size(); ++i) {
        if (uri[i] == '%' && i + 2 < uri.size() && hex_value(uri[i + 1]) >= 0 &&
            hex_value(uri[i + 2]) >= 0) {
            out += static_cast<char>(hex_value(uri[i + 1]) * 16 + hex_value(uri[i + 2]));
            i += 2;
        } else {
            out += uri[i];
        }
    }
    return out;
}

Result<Reference> parse_reference(const xml::Element& element) {
    const auto methods = element.children(kNamespace, "DigestMethod");
    const auto values = element.children(kNamespace, "DigestValue");
    if (methods.size() != 1 || values.size() != 1) {
        return Error::malformed("undecodable-signature", "DigestMethod or DigestValue");
    }
    Reference reference{element,
                        element.attribute("Id").value_or(""),
                        element.attribute("URI"),
                        element.attribute("Type").value_or(""),
                        {},
                        digest_method(methods[0]),
                        {}};
    MOHUR_TRY(reference.digest, values[0].base64());
    if (const auto transforms = element.child(kNamespace, "Transforms")) {
        reference.transforms = transforms->children(kNamespace, "Transform");
    }
    return reference;
}

xml::IdLookup ReferenceProcessor::element_of(std::string_view uri) const {
    const auto id = identifier_of(uri);
    return id ? document_.by_id(*id) : xml::IdLookup{};
}

Result<TransformData> ReferenceProcessor::dereference(const Reference& reference,
                                                      ReferenceCheck& check) const {
    if (!reference.same_document()) {
        return dereference_detached(reference);
    }
    const auto& uri = *reference.uri;
    // XML Signature 1.1 clause 4.4.3.3: only the XPointer forms keep comments.
    if (uri.empty() || uri == kWholeDocument) {
        return TransformData{xml::NodeSet::document(document_, !uri.empty()), false};
    }
    const auto found = element_of(uri);
    if (!found.element) {
        return not_found(uri);
    }
    check.target = found.element;
    check.unambiguous = found.unique;
    const bool with_comments = uri.starts_with(kPointerOpen);
    return TransformData{xml::NodeSet::subtree(document_, *found.element, with_comments), false};
}

Result<TransformData> ReferenceProcessor::dereference_detached(const Reference& reference) const {
    const auto name = percent_decoded(reference.uri.value_or(""));
    const auto source = resolver_.bytes(name);
    if (source == nullptr) {
        return not_found(name);
    }
    auto bytes = source->read_all(limits_.xml_bytes);
    if (!bytes) {
        return Error::too_large("limit-exceeded", bytes.error().detail);
    }
    return TransformData{*std::move(bytes), false};
}

Result<void> ReferenceProcessor::process(const Reference& reference, ReferenceCheck& check,
                                         const xml::CanonicalMethod& method,
                                         const xml::Sink& sink) const {
    if (reference.transforms.size() > limits_.xml_transforms) {
        return Error::too_large("limit-exceeded", "transforms of one reference");
    }
    MOHUR_TRY(auto data, dereference(reference, check));
    check.found = true;
    for (std::size_t i = 0; i < reference.transforms.size(); ++i) {
        const auto& transform = reference.transforms[i];
        const auto canonical = canonical_method(transform);
        const bool last = i + 1 == reference.transforms.size();
        if (last && canonical && data.nodes() != nullptr) {
            check.partial = data.hides;
            check.covered = *data.nodes();
            return write_canonical(*data.nodes(), *canonical, sink, budget_);
        }
        MOHUR_TRY(data, apply_transform(std::move(data), transform, signature_, limits_, budget_));
    }
    check.partial = data.hides;
    if (const auto* nodes = data.nodes()) {
        check.covered = *nodes;
    }
    return xmldsig::write_octets(data, method, sink, budget_);
}

Result<Digest> ReferenceProcessor::digest_of(const Reference& reference,
                                             ReferenceCheck& check) const {
    if (!reference.algorithm) {
        return Error::unsupported("algorithm-unsupported", "digest of a reference");
    }
    if (!reference.same_document() && reference.transforms.empty()) {
        const auto name = percent_decoded(reference.uri.value_or(""));
        auto digest = resolver_.digest(name, *reference.algorithm);
        if (!digest) {
            return not_found(name);
        }
        check.found = true;
        return *std::move(digest);
    }
    Hasher hasher{*reference.algorithm};
    MOHUR_TRY_VOID(
        process(reference, check, {}, [&hasher](BytesView piece) { hasher.update(piece); }));
    return hasher.finish();
}

ReferenceCheck ReferenceProcessor::check(const Reference& reference) const {
    ReferenceCheck check;
    auto digest = digest_of(reference, check);
    if (!digest) {
        static constexpr std::string_view kOwnCodes[] = {"signed-data-not-found", "limit-exceeded",
                                                         "algorithm-unsupported"};
        const auto& reason = digest.error().reason;
        const bool known =
            std::find(std::begin(kOwnCodes), std::end(kOwnCodes), reason) != std::end(kOwnCodes);
        check.problem = known ? reason : "transform-refused";
        check.detail = reason + ' ' + digest.error().detail;
        check.covered.reset();
        return check;
    }
    // A node set of a document that a transform parsed is not the document of the signature.
    if (check.covered && !check.covered->source().root().contains(signature_)) {
        check.covered.reset();
    }
    check.computed = *std::move(digest);
    check.intact = check.computed->value == reference.digest && check.unambiguous;
    if (!check.intact) {
        check.problem = check.unambiguous ? "hash-mismatch" : "binding-ambiguous";
        check.detail = reference.uri.value_or("");
    }
    return check;
}

Result<void> ReferenceProcessor::write_octets(const Reference& reference,
                                              const xml::CanonicalMethod& method,
                                              const xml::Sink& sink) const {
    ReferenceCheck check;
    if (!reference.same_document() && reference.transforms.empty()) {
        return resolver_.write(percent_decoded(reference.uri.value_or("")), sink);
    }
    return process(reference, check, method, sink);
}

}  // namespace mohur::signing::xmldsig
