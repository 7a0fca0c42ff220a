// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/evidence/evidence_record.h"

#include <charconv>

namespace mohur::signing::evidence {
namespace {

Error invalid(std::string detail) {
    return Error::malformed("evidence-record-invalid", std::move(detail));
}

// RFC 6283 clause 2: Order starts at 1, and tells the order where the elements do not.
Result<std::vector<xml::Element>> ordered(const xml::Element& parent, std::string_view name,
                                          std::size_t limit) {
    const auto elements = parent.children(kErsNamespace, name);
    if (elements.size() > limit) {
        return Error::too_large("limit-exceeded", std::string{name});
    }
    std::vector<std::optional<xml::Element>> places(elements.size());
    for (const auto& element : elements) {
        const auto text = element.attribute("Order").value_or("");
        std::size_t order = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), order);
        if (error != std::errc{} || end != text.data() + text.size() || order == 0 ||
            order > places.size() || places[order - 1]) {
            return invalid("Order of " + std::string{name});
        }
        places[order - 1] = element;
    }
    std::vector<xml::Element> out;
    for (const auto& place : places) {
        out.push_back(*place);
    }
    return out;
}

Result<HashGroup> read_group(const xml::Element& sequence) {
    HashGroup values;
    for (const auto& element : sequence.children(kErsNamespace, "DigestValue")) {
        MOHUR_TRY(auto value, element.base64());
        values.push_back(std::move(value));
    }
    return values.empty() ? Result<HashGroup>{invalid("empty Sequence")} : std::move(values);
}

Result<std::vector<HashGroup>> read_tree(const xml::Element& timestamp) {
    std::vector<HashGroup> groups;
    const auto tree = timestamp.child(kErsNamespace, "HashTree");
    if (!tree) {
        return groups;
    }
    constexpr std::size_t kMaxLevels = 4096;
    MOHUR_TRY(const auto sequences, ordered(*tree, "Sequence", kMaxLevels));
    for (const auto& sequence : sequences) {
        MOHUR_TRY(auto group, read_group(sequence));
        groups.push_back(std::move(group));
    }
    return groups.empty() ? Result<std::vector<HashGroup>>{invalid("empty HashTree")}
                          : std::move(groups);
}

/// Puts `item` where it belongs, if it could be read: what cannot be read proves nothing.
template <class Item>
void keep(Result<Item> item, std::vector<Item>& to) {
    if (item) {
        to.push_back(std::move(item).value());
    }
}

// RFC 6283 clause 3.1.3
void read_cryptographic_information(const xml::Element& stamp, ArchiveTimestamp& out) {
    const auto list = stamp.child(kErsNamespace, "CryptographicInformationList");
    if (!list) {
        return;
    }
    for (const auto& element : list->children(kErsNamespace, "CryptographicInformation")) {
        const auto type = element.attribute("Type").value_or("");
        const auto octets = element.base64();
        if (!octets) {
            continue;
        }
        if (type == "CERT") {
            keep(Certificate::from_der(*octets), out.certificates);
        } else if (type == "CRL") {
            keep(Crl::from_der(*octets), out.crls);
        } else if (type == "OCSP") {
            keep(OcspResponse::from_der(*octets), out.ocsp_responses);
        }
    }
}

Result<Bytes> canonical(const xml::NodeSet& set,
                        const std::optional<xml::CanonicalMethod>& method) {
    return xml::canonicalize(set, method.value_or(xml::CanonicalMethod{}));
}

/// One record in its document.
class XmlRecord {
public:
    XmlRecord(const xml::Document& document, const xml::Element& sequence, const Limits& limits)
        : document_{document}, sequence_{sequence}, limits_{limits} {}

    Result<EvidenceRecord> read() const {
        EvidenceRecord record{Syntax::xml, {}};
        MOHUR_TRY(const auto elements, ordered(sequence_, "ArchiveTimeStampChain", kMaxChains));
        for (std::size_t i = 0; i < elements.size(); ++i) {
            MOHUR_TRY(auto chain, read_chain(elements, i));
            record.chains.push_back(std::move(chain));
        }
        return record.chains.empty() ? Result<EvidenceRecord>{invalid("no chain")}
                                     : std::move(record);
    }

private:
    Result<ArchiveTimestampChain> read_chain(const std::vector<xml::Element>& chains,
                                             std::size_t position) const {
        const auto& element = chains[position];
        ArchiveTimestampChain chain;
        const auto digest = element.child(kErsNamespace, "DigestMethod");
        const auto form = element.child(kErsNamespace, "CanonicalizationMethod");
        chain.canonical = xml::canonical_method_from(
            form ? form->attribute("Algorithm").value_or("") : std::string{});
        if (!digest || !chain.canonical) {
            return invalid("DigestMethod, CanonicalizationMethod");
        }
        chain.algorithm = digest_algorithm_from(digest->attribute("Algorithm").value_or(""));
        MOHUR_TRY(const auto stamps, ordered(element, "ArchiveTimeStamp", limits_.signatures));
        for (const auto& stamp : stamps) {
            MOHUR_TRY(auto read, read_timestamp(stamp, chain));
            chain.timestamps.push_back(std::move(read));
        }
        if (chain.timestamps.empty()) {
            return invalid("empty ArchiveTimeStampChain");
        }
        if (position > 0) {
            MOHUR_TRY(chain.earlier, earlier_chains(chains, position, chain));
        }
        return chain;
    }

    Result<ArchiveTimestamp> read_timestamp(const xml::Element& element,
                                            const ArchiveTimestampChain& chain) const {
        const auto stamp = element.child(kErsNamespace, "TimeStamp");
        const auto token = stamp ? stamp->child(kErsNamespace, "TimeStampToken") : std::nullopt;
        if (!token) {
            return invalid("TimeStampToken");
        }
        if (token->attribute("Type").value_or("") != "RFC3161") {
            return Error::unsupported("unsupported-format", "TimeStampToken");
        }
        ArchiveTimestamp out;
        MOHUR_TRY(out.hash_tree, read_tree(element));
        MOHUR_TRY(out.token, token->base64());
        read_cryptographic_information(*stamp, out);
        // RFC 6283 clause 4.2.1: the canonical TimeStamp element.
        MOHUR_TRY(out.renewed_octets,
                  canonical(xml::NodeSet::subtree(document_, *stamp, true), chain.canonical));
        return out;
    }

    // RFC 6283 clause 4.2.2 step 3: the sequence with the chains before this one only.
    Result<Bytes> earlier_chains(const std::vector<xml::Element>& chains, std::size_t position,
                                 const ArchiveTimestampChain& chain) const {
        const std::vector<xml::Element> later(
            chains.begin() + static_cast<std::ptrdiff_t>(position), chains.end());
        return canonical(xml::NodeSet::subtree(document_, sequence_, true)
                             .filtered(xml::NodeSet::Operation::subtract, later),
                         chain.canonical);
    }

    const xml::Document& document_;
    const xml::Element& sequence_;
    const Limits& limits_;
};

}  // namespace

// RFC 6283 clause 2.1
Result<EvidenceRecord> EvidenceRecord::from_xml(const xml::Document& document,
                                                const xml::Element& element, const Limits& limits) {
    if (!element.is(kErsNamespace, "EvidenceRecord")) {
        return invalid("EvidenceRecord");
    }
    if (element.child(kErsNamespace, "EncryptionInformation")) {
        return Error::unsupported("evidence-record-encrypted");
    }
    const auto sequence = element.child(kErsNamespace, "ArchiveTimeStampSequence");
    if (!sequence) {
        return invalid("ArchiveTimeStampSequence");
    }
    return XmlRecord{document, *sequence, limits}.read();
}

}  // namespace mohur::signing::evidence
