// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/trusted_list_structure_internal.h"

#include "signing/xml/document.h"

#include <array>
#include <span>

namespace mohur::signing {
namespace {

constexpr std::string_view kNamespace = "http://uri.etsi.org/02231/v2#";

/// One place in a sequence of child elements; each name stands at most once.
struct Slot {
    std::string_view name;
    bool required = true;
};

// TS 119 612 annex C: TSLSchemeInformationType
constexpr std::array kScheme{
    Slot{"TSLVersionIdentifier"},
    Slot{"TSLSequenceNumber"},
    Slot{"TSLType"},
    Slot{"SchemeOperatorName"},
    Slot{"SchemeOperatorAddress"},
    Slot{"SchemeName"},
    Slot{"SchemeInformationURI"},
    Slot{"StatusDeterminationApproach"},
    Slot{"SchemeTypeCommunityRules", false},
    Slot{"SchemeTerritory", false},
    Slot{"PolicyOrLegalNotice", false},
    Slot{"HistoricalInformationPeriod"},
    Slot{"PointersToOtherTSL", false},
    Slot{"ListIssueDateTime"},
    Slot{"NextUpdate"},
    Slot{"DistributionPoints", false},
    Slot{"SchemeExtensions", false},
};
constexpr std::array kAddress{Slot{"PostalAddresses"}, Slot{"ElectronicAddress"}};
constexpr std::array kProvider{Slot{"TSPInformation"}, Slot{"TSPServices"}};
constexpr std::array kProviderInformation{
    Slot{"TSPName"},
    Slot{"TSPTradeName", false},
    Slot{"TSPAddress"},
    Slot{"TSPInformationURI"},
    Slot{"TSPInformationExtensions", false},
};
constexpr std::array kService{Slot{"ServiceInformation"}, Slot{"ServiceHistory", false}};
constexpr std::array kServiceInformation{
    Slot{"ServiceTypeIdentifier"},
    Slot{"ServiceName"},
    Slot{"ServiceDigitalIdentity"},
    Slot{"ServiceStatus"},
    Slot{"StatusStartingTime"},
    Slot{"SchemeServiceDefinitionURI", false},
    Slot{"ServiceSupplyPoints", false},
    Slot{"TSPServiceDefinitionURI", false},
    Slot{"ServiceInformationExtensions", false},
};
constexpr std::array kHistoryInstance{
    Slot{"ServiceTypeIdentifier"},  Slot{"ServiceName"},
    Slot{"ServiceDigitalIdentity"}, Slot{"ServiceStatus"},
    Slot{"StatusStartingTime"},     Slot{"ServiceInformationExtensions", false},
};

/// The elements whose children the tables above describe.
struct Description {
    std::string_view name;
    std::span<const Slot> slots;
};
constexpr std::array kDescriptions{
    Description{"SchemeInformation", kScheme},
    Description{"SchemeOperatorAddress", kAddress},
    Description{"TSPAddress", kAddress},
    Description{"TrustServiceProvider", kProvider},
    Description{"TSPInformation", kProviderInformation},
    Description{"TSPService", kService},
    Description{"ServiceInformation", kServiceInformation},
    Description{"ServiceHistoryInstance", kHistoryInstance},
};

std::string told(std::string_view what, const xml::Element& where) {
    return std::string{what} + " in " + std::string{where.name()};
}

/// Children must stand in the order of the slots, the required ones all.
std::optional<std::string> sequence_fault(const xml::Element& parent, std::span<const Slot> slots) {
    std::size_t at = 0;
    for (const auto& child : parent.children()) {
        while (at < slots.size() && !child.is(kNamespace, slots[at].name)) {
            if (slots[at].required) {
                return told(slots[at].name, parent);
            }
            ++at;
        }
        if (at == slots.size()) {
            return told(child.name(), parent);
        }
        ++at;
    }
    for (; at < slots.size(); ++at) {
        if (slots[at].required) {
            return told(slots[at].name, parent);
        }
    }
    return std::nullopt;
}

std::optional<std::string> element_fault(const xml::Element& element) {
    if (element.namespace_uri() != kNamespace) {
        return std::nullopt;
    }
    for (const auto& description : kDescriptions) {
        if (element.name() == description.name) {
            return sequence_fault(element, description.slots);
        }
    }
    return std::nullopt;
}

std::optional<std::string> root_fault(const xml::Element& root) {
    if (!root.is(kNamespace, "TrustServiceStatusList")) {
        return told("namespace", root);
    }
    if (!root.attribute("TSLTag")) {
        return told("TSLTag", root);
    }
    if (!root.child(kNamespace, "SchemeInformation")) {
        return told("SchemeInformation", root);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> trusted_list_fault(BytesView xml, const Limits& limits) {
    const auto document = xml::Document::parse(xml, limits);
    if (!document) {
        return document.error().reason;
    }
    auto fault = root_fault(document->root());
    auto element = document->root().first_child();
    while (!fault && element) {
        fault = element_fault(*element);
        element = element->next_within(document->root());
    }
    return fault;
}

}  // namespace mohur::signing
