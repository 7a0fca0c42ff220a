// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xmldsig/content_resolver.h"
#include "signing/xmldsig/transform.h"

namespace mohur::signing::xmldsig {

/// A ds:Reference as it stands (XML Signature 1.1 clause 4.4.3). Valid while its document lives.
struct Reference {
    xml::Element element;
    std::string id;
    std::optional<std::string> uri;  ///< as written; empty: no URI attribute
    std::string type;
    std::vector<xml::Element> transforms;
    std::optional<DigestAlgorithm> algorithm;  ///< empty: not known
    Bytes digest;

    /// True for "" and "#...": the reference points into its own document.
    [[nodiscard]] bool same_document() const noexcept {
        return uri && (uri->empty() || uri->front() == '#');
    }
};

/// `malformed` ("undecodable-signature") without exactly one DigestMethod and DigestValue.
[[nodiscard]] Result<Reference> parse_reference(const xml::Element& element);

/// What looking a reference up and hashing it found.
struct ReferenceCheck {
    bool found = false;
    bool intact = false;
    bool unambiguous = true;  ///< false: several elements carry the identifier
    std::optional<Digest> computed;
    bool partial = false;  ///< a filter hides content
    std::optional<xml::NodeSet>
        covered;  ///< the nodes of the own document whose canonical form was hashed
    std::optional<xml::Element> target;  ///< the element that "#id" names
    std::string problem;                 ///< code of the verdict schema; empty when intact
    std::string detail;
};

/// Resolves, transforms and digests references (XML Signature 1.1 clause 4.4.3.2). Borrows all it
/// is given. Nothing is ever fetched. Not thread-safe.
class ReferenceProcessor {
public:
    ReferenceProcessor(const xml::Document& document, const xml::Element& signature,
                       ContentResolver& resolver, const Limits& limits, WorkBudget& budget)
        : document_{document},
          signature_{signature},
          resolver_{resolver},
          limits_{limits},
          budget_{budget} {}

    [[nodiscard]] ReferenceCheck check(const Reference& reference) const;
    /// The octets that the reference's digest is over; for a time-stamp over data objects. The
    /// errors carry the codes of ReferenceCheck::problem.
    [[nodiscard]] Result<void> write_octets(const Reference& reference,
                                            const xml::CanonicalMethod& method,
                                            const xml::Sink& sink) const;
    /// The element of the own document that "#id" or "#xpointer(id('...'))" names.
    [[nodiscard]] xml::IdLookup element_of(std::string_view uri) const;

private:
    [[nodiscard]] Result<TransformData> dereference(const Reference& reference,
                                                    ReferenceCheck& check) const;
    [[nodiscard]] Result<TransformData> dereference_detached(const Reference& reference) const;
    [[nodiscard]] Result<void> process(const Reference& reference, ReferenceCheck& check,
                                       const xml::CanonicalMethod& method,
                                       const xml::Sink& sink) const;
    [[nodiscard]] Result<Digest> digest_of(const Reference& reference, ReferenceCheck& check) const;

    const xml::Document& document_;
    const xml::Element& signature_;
    ContentResolver& resolver_;
    const Limits& limits_;
    WorkBudget& budget_;
};

}  // namespace mohur::signing::xmldsig
