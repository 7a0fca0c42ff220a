// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/evidence_list.h"

#include <set>

namespace mohur::server {
namespace {

using signing::Certificate;

class EvidenceList {
public:
    void add(const signing::SignatureVerdict& signature) {
        add_chain(signature.chain);
        add_material(signature.facts);
        for (const auto& timestamp : signature.timestamps) {
            add(timestamp);
        }
        for (const auto& counter : signature.counter_signatures) {
            add(counter);
        }
    }
    void add(const signing::TimestampVerdict& timestamp) {
        add_chain(timestamp.chain);
        add_material(timestamp.facts);
        const auto& time = timestamp.facts.time;
        add("timestamp", timestamp.facts.encoding, time ? to_rfc3339(*time) : "");
    }
    [[nodiscard]] Json list() && { return std::move(list_); }

private:
    void add_chain(const std::vector<Certificate>& chain) {
        for (const auto& certificate : chain) {
            const bool anchor = &certificate == &chain.back();
            add("certificate", certificate.der(), certificate.subject().to_rfc4514(), anchor);
        }
    }
    template <class Facts>
    void add_material(const Facts& facts) {
        for (const auto& certificate : facts.certificates) {
            add("certificate", certificate.der(), certificate.subject().to_rfc4514());
        }
        for (const auto& answer : facts.ocsp_responses) {
            add("ocsp", answer.der(), to_rfc3339(answer.produced_at()));
        }
        for (const auto& crl : facts.crls) {
            add("crl", crl.der(), to_rfc3339(crl.this_update()));
        }
    }
    void add(std::string_view kind, const Bytes& der, std::string label, bool anchor = false) {
        if (!der.empty() && seen_.insert({anchor, der}).second) {
            list_.push(Json::object({{"kind", kind},
                                     {"der", to_base64(der)},
                                     {"label", std::move(label)},
                                     {"anchor", anchor}}));
        }
    }

    Json list_ = Json::array();
    std::set<std::pair<bool, Bytes>> seen_;
};

}  // namespace

Json evidence_of(const signing::FileVerdict& verdict) {
    EvidenceList list;
    for (const auto& signature : verdict.signatures) {
        list.add(signature);
    }
    for (const auto& timestamp : verdict.timestamps) {
        list.add(timestamp);
    }
    return std::move(list).list();
}

}  // namespace mohur::server
