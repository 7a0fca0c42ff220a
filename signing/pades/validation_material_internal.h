// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"
#include "signing/pdf/raw_file.h"

#include <set>

namespace mohur::signing::pades {

/// What the Document Security Stores of the revisions hold (EN 319 142-1 clause 5.4), each stream
/// read once. What cannot be read is a warning: it proves nothing, and hides nothing.
class ValidationMaterial {
public:
    explicit ValidationMaterial(const Limits& limits) : limits_{limits} {}

    void add(const pdf::Snapshot& view);
    /// True when `view` has a /DSS dictionary.
    [[nodiscard]] static bool has_store(const pdf::Snapshot& view);

    [[nodiscard]] const std::vector<Certificate>& certificates() const noexcept {
        return certificates_;
    }
    [[nodiscard]] const std::vector<OcspResponse>& ocsp_responses() const noexcept { return ocsp_; }
    [[nodiscard]] const std::vector<Crl>& crls() const noexcept { return crls_; }
    [[nodiscard]] const std::vector<Finding>& warnings() const noexcept { return warnings_; }

private:
    template <class Item>
    void add_list(const pdf::Snapshot& view, const pdf::Dictionary& store, const char* key,
                  std::vector<Item>& to);
    template <class Item>
    void add_item(const pdf::Snapshot& view, const pdf::Object& reference, std::vector<Item>& to);
    void add_vri(const pdf::Snapshot& view, const pdf::Dictionary& store);
    void add_lists(const pdf::Snapshot& view, const pdf::Dictionary& store,
                   const char* certificates, const char* ocsp, const char* crls);

    Limits limits_;
    std::set<std::uint64_t> read_;  ///< offsets of the streams
    std::vector<Certificate> certificates_;
    std::vector<OcspResponse> ocsp_;
    std::vector<Crl> crls_;
    std::vector<Finding> warnings_;
};

}  // namespace mohur::signing::pades
