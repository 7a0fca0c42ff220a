// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xmldsig/transform.h"

#include "signing/xmldsig/names.h"
#include "signing/xmldsig/xpath.h"

#include <algorithm>

namespace mohur::signing::xmldsig {
namespace {

// An element that stays below one that is filtered out costs a look at all namespaces in scope.
constexpr std::size_t kMaxKeptApexes = 1'000;
constexpr std::size_t kMaxFilterSteps = 32;

Error refused(std::string detail) {
    return Error::unsupported("transform-refused", std::move(detail));
}

Error spent() {
    return Error::too_large("limit-exceeded", "work of references");
}

/// XML Signature 1.1 clause 4.4.3.2: octets are parsed where a node set is asked for.
Result<TransformData> as_nodes(TransformData data, const Limits& limits, WorkBudget& budget) {
    const auto* octets = std::get_if<Bytes>(&data.content);
    if (octets == nullptr) {
        return data;
    }
    if (!budget.spend(octets->size())) {
        return spent();
    }
    MOHUR_TRY(const auto document, xml::Document::parse(*octets, limits));
    return TransformData{xml::NodeSet::document(document, true), data.hides};
}

bool is_signature(const xml::Element& element) {
    return element.is(kNamespace, "Signature");
}

/// True when the step takes something out that is no ds:Signature.
bool hides_content(const xml::NodeSet& nodes, xml::NodeSet::Operation operation,
                   const std::vector<xml::Element>& apexes) {
    switch (operation) {
        case xml::NodeSet::Operation::subtract:
            return std::any_of(apexes.begin(), apexes.end(), [&](const xml::Element& apex) {
                return !is_signature(apex) && nodes.contains(apex);
            });
        case xml::NodeSet::Operation::intersect: {
            const auto top = nodes.apex().value_or(nodes.source().root());
            return std::none_of(apexes.begin(), apexes.end(),
                                [&](const xml::Element& apex) { return apex.contains(top); });
        }
        case xml::NodeSet::Operation::unite: return false;
    }
    return true;
}

Result<TransformData> filter(const TransformData& data, xml::NodeSet::Operation operation,
                             const std::vector<xml::Element>& apexes, bool whole_document) {
    const auto& nodes = *data.nodes();
    const bool keeps = operation != xml::NodeSet::Operation::subtract;
    if (nodes.steps().size() >= kMaxFilterSteps || (keeps && apexes.size() > kMaxKeptApexes)) {
        return refused("too many steps or subtrees");
    }
    const bool hides = whole_document ? operation == xml::NodeSet::Operation::subtract
                                      : hides_content(nodes, operation, apexes);
    return TransformData{nodes.filtered(operation, apexes, whole_document), data.hides || hides};
}

// XML Signature 1.1 clause 6.6.4
Result<TransformData> enveloped(const TransformData& data, const xml::Element& signature) {
    const auto* nodes = data.nodes();
    if (nodes == nullptr || !nodes->source().root().contains(signature)) {
        return refused("enveloped-signature outside the document of the signature");
    }
    return filter(data, xml::NodeSet::Operation::subtract, {signature}, false);
}

// XML Signature 1.1 clause 6.6.2
Result<TransformData> base64(const TransformData& data) {
    const auto* nodes = data.nodes();
    MOHUR_TRY(auto decoded, nodes != nullptr ? from_base64(nodes->text())
                                             : from_base64(as_text(std::get<Bytes>(data.content))));
    return TransformData{std::move(decoded), data.hides};
}

// XML Signature 1.1 clause 6.6.3
Result<TransformData> xpath(const TransformData& data, const xml::Element& transform) {
    const auto expression = transform.child(kNamespace, "XPath");
    if (!expression) {
        return refused("XPath without an expression");
    }
    MOHUR_TRY(const auto condition, AncestorCondition::parse(expression->text(), *expression));
    const auto operation =
        condition.negated ? xml::NodeSet::Operation::subtract : xml::NodeSet::Operation::intersect;
    return filter(data, operation, condition.apexes(data.nodes()->source()), false);
}

std::optional<xml::NodeSet::Operation> filter_operation(const xml::Element& expression) {
    const auto name = expression.attribute("Filter").value_or("");
    if (name == "intersect") {
        return xml::NodeSet::Operation::intersect;
    }
    if (name == "subtract") {
        return xml::NodeSet::Operation::subtract;
    }
    if (name == "union") {
        return xml::NodeSet::Operation::unite;
    }
    return std::nullopt;
}

// XML-Signature XPath Filter 2.0 clause 3.4
Result<TransformData> filter2(TransformData data, const xml::Element& transform) {
    const auto expressions = transform.children(kFilter2Namespace, "XPath");
    if (expressions.empty()) {
        return refused("XPath Filter 2.0 without an expression");
    }
    for (const auto& expression : expressions) {
        const auto operation = filter_operation(expression);
        if (!operation) {
            return refused("XPath Filter 2.0 operation");
        }
        MOHUR_TRY(const auto path, LocationPath::parse(expression.text(), expression));
        const auto apexes = path.select(data.nodes()->source());
        MOHUR_TRY(data, filter(data, *operation, apexes, path.selects_root()));
    }
    return data;
}

/// Looking at every element of the document for one filter.
std::uint64_t filter_cost(const TransformData& data, const xml::Element& transform) {
    constexpr std::uint64_t kBytesPerElement = 16;
    std::uint64_t expressions = 0;
    for (const auto& expression : transform.children()) {
        static_cast<void>(expression);
        ++expressions;
    }
    return expressions * kBytesPerElement * data.nodes()->source().element_count();
}

}  // namespace

std::optional<xml::CanonicalMethod> canonical_method(const xml::Element& method) {
    auto known = xml::canonical_method_from(method.attribute("Algorithm").value_or(""));
    if (known && known->form == xml::CanonicalForm::exclusive) {
        if (const auto listed = method.child(kExclusiveNamespace, "InclusiveNamespaces")) {
            known->inclusive_prefixes =
                xml::split_list(listed->attribute("PrefixList").value_or(""));
        }
    }
    return known;
}

Result<TransformData> apply_transform(TransformData data, const xml::Element& transform,
                                      const xml::Element& signature, const Limits& limits,
                                      WorkBudget& budget) {
    const auto algorithm = transform.attribute("Algorithm").value_or("");
    if (algorithm == kEnveloped) {
        return enveloped(data, signature);
    }
    if (algorithm == kBase64) {
        return base64(data);
    }
    const auto canonical = canonical_method(transform);
    if (!canonical && algorithm != kXPath && algorithm != kFilter2) {
        return refused(algorithm);
    }
    MOHUR_TRY(data, as_nodes(std::move(data), limits, budget));
    if (canonical) {
        Bytes octets;
        const auto collect = [&octets](BytesView piece) { append(octets, piece); };
        MOHUR_TRY_VOID(write_canonical(*data.nodes(), *canonical, collect, budget));
        return TransformData{std::move(octets), data.hides};
    }
    if (!budget.spend(filter_cost(data, transform))) {
        return spent();
    }
    return algorithm == kXPath ? xpath(data, transform) : filter2(std::move(data), transform);
}

Result<void> write_canonical(const xml::NodeSet& set, const xml::CanonicalMethod& method,
                             const xml::Sink& sink, WorkBudget& budget) {
    constexpr std::uint64_t kBytesPerElement = 16;
    // A walk over the whole document costs even where nothing is written.
    const bool affordable =
        set.apex().has_value() || budget.spend(kBytesPerElement * set.source().element_count());
    if (!affordable || budget.spent()) {
        return spent();
    }
    return xml::canonicalize(set, method, [&](BytesView piece) {
        budget.spend(piece.size());
        sink(piece);
    });
}

Result<void> write_octets(const TransformData& data, const xml::CanonicalMethod& method,
                          const xml::Sink& sink, WorkBudget& budget) {
    if (const auto* nodes = data.nodes()) {
        return write_canonical(*nodes, method, sink, budget);
    }
    sink(std::get<Bytes>(data.content));
    return {};
}

}  // namespace mohur::signing::xmldsig
