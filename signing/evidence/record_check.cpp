// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/evidence/record_check.h"

#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing::evidence {
namespace {

bool contains(const HashGroup& group, const std::vector<Bytes>& values) {
    return std::ranges::any_of(
        values, [&](const Bytes& value) { return std::ranges::find(group, value) != group.end(); });
}

/// One hash value that an archive time-stamp must cover: any of `values`.
struct Expected {
    const DataObject* object = nullptr;  ///< null: what a renewal covers
    std::vector<Bytes> values;
};

/// One check of one record. Used once.
class RecordCheck {
public:
    RecordCheck(const EvidenceRecord& record, const std::vector<DataObject>& objects,
                const TokenReader& read_token, const Limits& limits)
        : record_{record}, objects_{objects}, read_token_{read_token}, limits_{limits} {}

    [[nodiscard]] EvidenceRecordFacts run() {
        facts_.intact = true;
        for (const auto& chain : record_.chains) {
            check_chain(chain);
        }
        check_order();
        facts_.time = facts_.timestamps.front().time;
        for (const auto& token : facts_.timestamps) {
            facts_.intact = facts_.intact && token.intact;
        }
        return std::move(facts_);
    }

private:
    void fail(std::string code, std::string detail) {
        facts_.intact = false;
        facts_.errors.push_back({std::move(code), std::move(detail)});
    }

    void check_chain(const ArchiveTimestampChain& chain) {
        if (!chain.algorithm) {
            fail("algorithm-unsupported", "digest algorithm of an archive time-stamp chain");
        }
        for (std::size_t i = 0; i < chain.timestamps.size(); ++i) {
            const auto expected =
                i == 0 ? expected_first(chain) : expected_renewal(chain, chain.timestamps[i - 1]);
            check_timestamp(chain, chain.timestamps[i], expected, i == 0);
        }
    }

    // Time-stamp renewal: the new one covers the old.
    [[nodiscard]] std::vector<Expected> expected_renewal(const ArchiveTimestampChain& chain,
                                                         const ArchiveTimestamp& before) const {
        if (!chain.algorithm) {
            return {};
        }
        return {{nullptr, {digest_of(*chain.algorithm, before.renewed_octets).value}}};
    }

    // The first of a chain covers the data objects and, in a hash-tree renewal, the chains before.
    [[nodiscard]] std::vector<Expected> expected_first(const ArchiveTimestampChain& chain) const {
        std::vector<Expected> expected;
        if (!chain.algorithm) {
            return expected;
        }
        const auto* method = chain.canonical ? &*chain.canonical : nullptr;
        for (const auto& object : objects_) {
            expected.push_back({&object, object.hashes(*chain.algorithm, method)});
        }
        if (chain.earlier.empty()) {
            return expected;
        }
        const auto before = digest_of(*chain.algorithm, chain.earlier).value;
        if (record_.syntax == Syntax::xml) {
            // RFC 6283 clause 4.2.2 step 4: a hash value of its own in the first list.
            expected.push_back({nullptr, {before}});
            return expected;
        }
        for (auto& item : expected) {
            join(item.values, before, *chain.algorithm);
        }
        return expected;
    }

    // RFC 4998 clause 5.2 step 4: h' = H(h + ha), in this order.
    static void join(std::vector<Bytes>& values, const Bytes& before, DigestAlgorithm algorithm) {
        for (auto& value : values) {
            append(value, before);
            value = digest_of(algorithm, value).value;
        }
    }

    void check_timestamp(const ArchiveTimestampChain& chain, const ArchiveTimestamp& stamp,
                         const std::vector<Expected>& expected, bool first) {
        std::optional<Digest> covered;
        if (chain.algorithm && !stamp.hash_tree.empty()) {
            const auto known = facts_.errors.size();
            check_members(stamp.hash_tree.front(), expected);
            if (first && facts_.errors.size() == known) {
                note_absence(stamp.hash_tree.front(), expected);
            }
            covered = Digest{*chain.algorithm, root_of(stamp.hash_tree, *chain.algorithm)};
        }
        const auto token = TimestampToken::parse(stamp.token, limits_);
        if (!token) {
            TimestampFacts broken;
            broken.type = TimestampType::archive;
            broken.errors.push_back({"timestamp-token-invalid", token.error().reason});
            add(std::move(broken));
            return;
        }
        if (chain.algorithm && stamp.hash_tree.empty()) {
            covered = sole_value(*token, *chain.algorithm, expected);
        }
        add(read(*token, covered, stamp));
    }

    [[nodiscard]] TimestampFacts read(const TimestampToken& token,
                                      const std::optional<Digest>& covered,
                                      const ArchiveTimestamp& stamp) const {
        auto facts = read_token_(token, covered, stamp.certificates);
        facts.type = TimestampType::archive;
        facts.certificates.insert(facts.certificates.end(), stamp.certificates.begin(),
                                  stamp.certificates.end());
        facts.crls.insert(facts.crls.end(), stamp.crls.begin(), stamp.crls.end());
        facts.ocsp_responses.insert(facts.ocsp_responses.end(), stamp.ocsp_responses.begin(),
                                    stamp.ocsp_responses.end());
        return facts;
    }

    void check_members(const HashGroup& group, const std::vector<Expected>& expected) {
        for (const auto& item : expected) {
            if (contains(group, item.values)) {
                continue;
            }
            if (item.object == nullptr) {
                fail("evidence-record-renewal-mismatch", {});
            } else if (item.object->required) {
                miss(item, group.size() == 1 && objects_.size() == 1);
            }
        }
    }

    // A hash that stands alone for an object that stands alone is that object's: it was changed.
    // Anything else says only that the object is not among what was archived.
    void miss(const Expected& item, bool alone) {
        const bool changed = alone && !item.values.empty();
        fail(changed ? "hash-mismatch" : "signed-data-not-found", item.object->name);
    }

    /// A first list in which none of our objects stands proves nothing to us.
    void note_absence(const HashGroup& group, const std::vector<Expected>& expected) {
        const bool any = std::ranges::any_of(expected, [&](const Expected& item) {
            return item.object != nullptr && contains(group, item.values);
        });
        if (!any) {
            fail("signed-data-not-found", "no archived object is at hand");
        }
    }

    // Without a tree the token is over the one hash value itself.
    [[nodiscard]] std::optional<Digest> sole_value(const TimestampToken& token,
                                                   DigestAlgorithm algorithm,
                                                   const std::vector<Expected>& expected) {
        std::vector<const Expected*> items;
        for (const auto& item : expected) {
            if (item.object == nullptr || item.object->required) {
                items.push_back(&item);
            }
        }
        if (items.size() != 1 || items.front()->values.empty()) {
            fail("signed-data-not-found", "one object is archived, which is not at hand alone");
            return std::nullopt;
        }
        const auto& values = items.front()->values;
        for (const auto& value : values) {
            if (token.covers({algorithm, value})) {
                return Digest{algorithm, value};
            }
        }
        if (items.front()->object == nullptr) {
            fail("evidence-record-renewal-mismatch", {});
        } else {
            fail("hash-mismatch", items.front()->object->name);
        }
        return Digest{algorithm, values.front()};
    }

    void add(TimestampFacts facts) {
        facts.id = "T" + std::to_string(facts_.timestamps.size());
        facts_.timestamps.push_back(std::move(facts));
    }

    void check_order() {
        for (std::size_t i = 1; i < facts_.timestamps.size(); ++i) {
            const auto& before = facts_.timestamps[i - 1].time;
            const auto& now = facts_.timestamps[i].time;
            if (before && now && *now < *before) {
                fail("timestamp-order", "archive time-stamps of an evidence record");
            }
        }
    }

    const EvidenceRecord& record_;
    const std::vector<DataObject>& objects_;
    const TokenReader& read_token_;
    const Limits& limits_;
    EvidenceRecordFacts facts_;
};

}  // namespace

EvidenceRecordFacts check_record(const EvidenceRecord& record,
                                 const std::vector<DataObject>& objects,
                                 const TokenReader& read_token, const Limits& limits) {
    return RecordCheck{record, objects, read_token, limits}.run();
}

EvidenceRecordFacts unreadable(const Error& error) {
    EvidenceRecordFacts facts;
    const bool known = error.reason == "evidence-record-encrypted" ||
                       error.reason == "unsupported-format" ||
                       error.reason == "algorithm-unsupported" || error.reason == "limit-exceeded";
    facts.errors.push_back({known ? error.reason : "evidence-record-invalid",
                            known ? error.detail : error.reason + ' ' + error.detail});
    return facts;
}

EvidenceRecordFacts check_file(BytesView file, const std::vector<DataObject>& objects,
                               const TokenReader& read_token, const Limits& limits) {
    const auto record = EvidenceRecord::parse(file, limits);
    return record ? check_record(*record, objects, read_token, limits) : unreadable(record.error());
}

}  // namespace mohur::signing::evidence
