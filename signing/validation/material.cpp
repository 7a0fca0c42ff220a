// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/session_internal.h"

#include <set>

namespace mohur::signing {
namespace {

/// Gathers objects in file order, each encoding once.
class Collector {
public:
    void add(const std::vector<Certificate>& certificates) {
        add_new(certificates, result_.certificates);
    }

    void add(const TimestampFacts& token) {
        add(token.certificates);
        add_responses(token.ocsp_responses);
        add_new(token.crls, result_.crls);
    }

    void add(const SignatureFacts& signature) {
        add(signature.certificates);
        add_responses(signature.ocsp_responses);
        add_new(signature.crls, result_.crls);
        add_all(signature.timestamps);
        add_all(signature.counter_signatures);
    }

    template <class Item>
    void add_all(const std::vector<Item>& items) {
        for (const auto& item : items) {
            add(item);
        }
    }

    [[nodiscard]] ValidationMaterial take() { return std::move(result_); }

private:
    // A responder's certificate stands in the response itself.
    void add_responses(const std::vector<OcspResponse>& responses) {
        add_new(responses, result_.ocsp_responses);
        for (const auto& response : responses) {
            add(response.certificates());
        }
    }

    template <class Item>
    void add_new(const std::vector<Item>& items, std::vector<Item>& to) {
        for (const auto& item : items) {
            if (seen_.insert(item.der()).second) {
                to.push_back(item);
            }
        }
    }

    ValidationMaterial result_;
    std::set<Bytes> seen_;
};

}  // namespace

ValidationMaterial collect_material(const FileFacts& facts, const std::vector<Certificate>& extra) {
    Collector collector;
    collector.add_all(facts.signatures);
    collector.add_all(facts.timestamps);
    for (const auto& record : facts.evidence_records) {
        collector.add_all(record.timestamps);
    }
    collector.add(extra);
    return collector.take();
}

}  // namespace mohur::signing
