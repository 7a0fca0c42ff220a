// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/used_material.h"

namespace mohur::signing {
namespace {

/// Walks a verdict and keeps the certificates of its paths.
class PathCollector {
public:
    explicit PathCollector(ValidationMaterial found) : material_{std::move(found)} {}

    void add(const TimestampVerdict& token) { add_path(token.chain); }
    void add(const SignatureVerdict& signature) {
        add_path(signature.chain);
        add_all(signature.timestamps);
        add_all(signature.counter_signatures);
    }
    void add(const EvidenceRecordVerdict& record) { add_all(record.timestamps); }

    template <class Verdict>
    void add_all(const std::vector<Verdict>& verdicts) {
        for (const auto& verdict : verdicts) {
            add(verdict);
        }
    }
    [[nodiscard]] ValidationMaterial take() { return std::move(material_); }

private:
    void add_path(const std::vector<Certificate>& path) {
        for (const auto& certificate : path) {
            material_.add(certificate);
        }
    }
    ValidationMaterial material_;
};

}  // namespace

ValidationMaterial used_material(const FileVerdict& verdict, ValidationMaterial found) {
    PathCollector collector{std::move(found)};
    collector.add_all(verdict.signatures);
    collector.add_all(verdict.timestamps);
    collector.add_all(verdict.evidence_records);
    return collector.take();
}

}  // namespace mohur::signing
